"""The headings of a document and the sentences that matter as such, for ``contents`` and ``statements``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from finsam_audit.documents.layout import Line
from finsam_audit.documents.prose import Sentence, folded
from finsam_audit.documents.said import Told

FEWEST = 5  # headings without which they are no outline
_LIST_OF_CONTENTS = re.compile(r"innehall(?:sforteckning)?(?: sid(?:a|or|an)?)?")
_ENTRY = re.compile(r"(?P<heading>(?:\d{1,2}(?:\.\d{1,2})*\.? )?[^\d\s].*?)[ .…]+(?P<page>\d{1,3})")
_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*)\.? (?P<text>[A-ZÅÄÖ][^.?!]{2,90})")
_MOST = 200  # statements

_TELLING = re.compile(
    r"\b(?:underskott\w*|negativ\w* (?:resultat\w*|balanskrav\w*)|minusresultat\w*|aterstall\w*|synnerliga skal|forlust\w*"
    r"|1997:614|1992:859|2018:597|anpassning\w* har gjorts|avsteg|intyga\w*"
    r"|20-procentsrekommendation\w*|nationella radets rekommendation\w*)\b"
    r"|^(?:beskriv|redogor for|kommentera|fyll i|infoga|lagg in|ersatt med|ta bort denna|exempeltext)\b"
)
_NAMED = re.compile(r"balanskrav|\brevision\w*\b.*\b(?:kostnad|arvode|kr\b)|\bkostnad\w*\b.*\brevision")
# Said of what is, or of what is to be: only the first is a statement.
_SAID = re.compile(
    r"\b(?:skuldsattning|inga lan|langfristiga skulder|i skuld|inom (?:\w+ )?budget\w*|inom tilldelad ram"
    r"|inom ramen for budget\w*|egna? kapital\w* .*20 ?%)"
)
_AIM = re.compile(
    r"\b(?:ska|skall|bor|far|maste|kan|vill|mal|malet|malen|ambition\w*|syfte\w*|innebar|undvika|uppdrag\w*|om)\b"
)


def contents_of(pages: Sequence[Sequence[Line]]) -> tuple[Told, ...]:
    """The headings: those of the printed list of contents, else the numbered ones where none is left out or twice."""
    return tuple(_listed(pages)) or _numbered(pages)


def _listed(pages: Sequence[Sequence[Line]]) -> list[Told]:
    """The entries of the list of contents; none where a line of it is not understood."""
    for lines in pages:
        start = next((n for n, line in enumerate(lines) if _LIST_OF_CONTENTS.fullmatch(folded(line.text))), None)
        if start is None:
            continue
        found: list[Told] = []
        last = 0
        for line in lines[start + 1 :]:
            entry = _ENTRY.fullmatch(line.text)
            if entry is None or int(entry["page"]) < last:
                break
            last = int(entry["page"])
            found.append(Told(entry["heading"].strip(" ."), line.page, line.source_line))
        return found if len(found) >= FEWEST else []
    return []


def _numbered(pages: Sequence[Sequence[Line]]) -> tuple[Told, ...]:
    """The numbered headings in their order, unless one is left out: then it may be our reading that missed it."""
    seen = [one for lines in pages for one in _headings(lines)]
    found: list[tuple[tuple[int, ...], Told]] = []
    for number, text in seen:
        if _follows(found[-1][0], number) if found else number == (1,):
            found.append((number, text))
    chained = {number for number, _ in found}
    whole = all(number in chained for number, _ in seen if len(number) > 1)  # a list in the text has no 1.2
    return tuple(text for _, text in found) if whole and len(found) >= FEWEST else ()


def _headings(lines: Sequence[Line]) -> Iterator[tuple[tuple[int, ...], Told]]:
    """The lines that look like numbered headings, with what goes on on the next line."""
    following: list[Line | None] = [*lines[1:], None]
    for line, after in zip(lines, following, strict=False):
        heading = _NUMBERED.fullmatch(line.text.strip())
        if heading is None or any(piece.kind != "text" for piece in line.pieces[1:]):
            continue
        text = line.text.strip()
        if after is not None and after.text[:1].islower() and len(after.pieces) == 1 and len(after.text) < 60:
            if after.text.rstrip().endswith("."):
                continue  # an item of a list in the text
            text = f"{text} {after.text.strip()}"
        yield tuple(int(part) for part in heading["number"].split(".")), Told(text, line.page, line.source_line)


def _follows(last: tuple[int, ...], number: tuple[int, ...]) -> bool:
    """Whether a heading's number is the next one: 1.2 after 1.1, 1.1 after 1, 2 after 1.7."""
    if number == (*last, 1):
        return True
    return any(number == (*last[:depth], last[depth] + 1) for depth in range(len(last)))


def statements_of(sentences: Sequence[Sentence]) -> tuple[Told, ...]:
    """The sentences that matter as such: deficits and how they are dealt with, debt, budget, law, certificates, templates."""
    found: dict[str, Told] = {}
    for one in _statements(sentences):
        found.setdefault(one.text, Told(one.text, one.page, one.line))
    return tuple(found.values())[:_MOST]


def _statements(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    for sentence in sentences:
        words = sentence.plain
        if _NAMED.search(words) and len(words) < 600:
            yield sentence  # a heading or a row says it too
        elif len(words.split()) < 4 or len(words) > 600 or words[-1] not in ".!?":
            continue
        elif _TELLING.search(words) or (_SAID.search(words) and not _AIM.search(words)):
            yield sentence
