"""Sentences that state how many took part, and how they divide: the parts are held against the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from finsam_audit.documents.prose import Sentence
from finsam_audit.documents.said import Claim
from finsam_audit.page.prose import moved

_COUNT = r"(?<![\d,.])(?<!\d )\d{1,4}(?![\d,.] ?\d| ?%| ?procent)"
_PEOPLE = r"(?:deltagar\w*|person\w*|individ\w*)"
_SEXES = (
    rf"(?P<one>{_COUNT}) (?P<w1>kvinnor|m\wn)(?: ?/ ?| och | samt |, )(?P<other>{_COUNT}) (?P<w2>kvinnor|m\wn)\b"
    r"(?! ?[,/] ?\d| och \d|,? (?:och|samt) (?:\d|en |ett |ovrig|annan))"
)
_WHOLES = (
    re.compile(rf"(?P<whole>{_COUNT}) {_PEOPLE}(?: [^\d.;:()]{{1,60}})?[, ]+varav {_SEXES}"),
    re.compile(rf"(?P<whole>{_COUNT}) {_PEOPLE},? \({_SEXES}\)"),
)
_SHARE = r"(?<![\d,.])\d{1,3}(?:,\d)? ?(?:%|procent)"
_SHARES = re.compile(
    rf"(?P<one>{_SHARE}) kvinnor och (?P<other>{_SHARE}) m\wn\b(?! ?[,/] ?\d|,? (?:och|samt) (?:\d|en |ett |ovrig|annan))"
)


def counts_of(sentences: Sequence[Sentence]) -> tuple[Claim, ...]:
    """Claims that people divide into women and men, and those of figures that are said to have risen or fallen."""
    return tuple(claim for number, sentence in enumerate(sentences, 1) for claim in _counts(sentence, number))


def _counts(sentence: Sentence, number: int) -> Iterator[Claim]:
    doubt = " [?]" if sentence.unsure else ""

    def claim(value: str, equals: str = "", name: str = "") -> Claim:
        told = re.sub(r" ?procent", " %", value)
        return Claim(sentence.text, told + doubt, equals, name, sentence.page, sentence.line)

    for found in (one for pattern in _WHOLES for one in pattern.finditer(sentence.plain)):
        if found["w1"] == found["w2"]:
            continue
        names = [f"{'kvinnor' if word == 'kvinnor' else 'män'}_{number}_{found.start()}" for word in (found["w1"], found["w2"])]
        yield claim(found["whole"], f"claims.{names[0]} + claims.{names[1]}")
        yield claim(found["one"], "", names[0])
        yield claim(found["other"], "", names[1])
    for found in _SHARES.finditer(sentence.plain):
        name = f"kvinnor_{number}_{found.start()}"
        yield claim(found["one"], "", name)
        yield claim(found["other"], f"100 % - claims.{name}")
    move = moved(sentence.text)
    if move is not None:
        unit = f" {move.unit}" if move.unit and move.unit != "st" else ""
        yield claim(f"{move.last:f}".replace(".", ",") + unit)
