"""A line of a text: its label and its figures; and lines that belong together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from finsam_audit.documents.amounts import is_amount, is_dash, is_period
from finsam_audit.documents.naming import kind_of
from finsam_audit.documents.readings import Token, is_figure, readings
from finsam_audit.documents.texthead import phrases

_SENTENCE = re.compile(r"\b(?:på|pa|om|till|av|med|är|ar|blev|blir|ca|cirka)$")  # an amount of a sentence follows
_SHARE = re.compile(r"[(]\d+(?:,\d+)?%[)]")


class TextLine(NamedTuple):
    """A line of text as its label and the words after it that look like figures."""

    label: str
    tokens: tuple[Token, ...]
    number: int
    text: str

    @property
    def has_amounts(self) -> bool:
        return any(is_amount(t.text) and not is_period(t.text) for t in self.tokens) or any(
            is_dash(t.text) for t in self.tokens
        )


def text_line(text: str, number: int) -> TextLine:
    """A line parted before the first word from which on all words look like figures."""
    words = [(found[0], found.end()) for found in re.finditer(r" *[^ ]+", text.rstrip())]
    words = [(word, end) for word, end in words if word.strip() != "|"]
    for at in range(len(words)):
        if all(is_figure(word.strip()) or word.strip() in ("%", "kr", "tkr") for word, _ in words[at:]):
            tokens = tuple(Token(word.strip(), len(word) - len(word.lstrip()) > 1, end) for word, end in words[at:])
            label = " ".join(word.strip() for word, _ in words[:at])
            if _SENTENCE.search(label):
                break
            return TextLine(label, tokens, number, text)
    return TextLine(" ".join(word.strip() for word, _ in words), (), number, text)


def segments(block: Sequence[TextLine]) -> list[list[TextLine]]:
    """The tables of a block: a line of heads after rows begins another."""
    found: list[list[TextLine]] = [[]]
    rows = False
    for line in block:
        if rows and not line.has_amounts and line.text.strip() and (phrases(line.text) is not None or kind_of(line.text)):
            found.append([])
            rows = False
        rows = rows or line.has_amounts
        found[-1].append(line)
    return found


def with_labels(segment: Sequence[TextLine]) -> list[TextLine]:
    """The lines of a table in which a row without a label has the one that stands on lines of its own right above it."""
    found: list[TextLine] = []
    for line in segment:
        waiting: list[TextLine] = []
        if line.has_amounts and not line.label:
            at = len(found)
            while at and not found[at - 1].text.strip():
                at -= 1
            while at and found[at - 1].label and not found[at - 1].tokens and phrases(found[at - 1].text) is None:
                at -= 1
                waiting.insert(0, found[at])
            waiting = waiting if not any(kind_of(one.text) for one in waiting) else []
            if waiting:
                del found[at:]
                line = line._replace(label=" ".join(one.label for one in waiting))
        found.append(line)
    return found


def with_shares(segment: Sequence[TextLine]) -> list[TextLine]:
    """The lines of a table in which shares in parentheses stand beside the amounts above them, as their label goes on."""
    found: list[TextLine] = []
    for line in segment:
        last = found[-1] if found else None
        shares = bool(line.tokens) and all(_SHARE.fullmatch(token.text) for token in line.tokens)
        if last is not None and shares and last.has_amounts and line.label[:1].islower():
            ways = readings(last.tokens, len(line.tokens), False)
            if ways and len(ways[0].cells) == len(line.tokens):
                pairs = zip(ways[0].cells, line.tokens, strict=True)
                tokens = tuple(
                    Token(text, not at, end)
                    for (cell, end), share in pairs
                    for at, text in enumerate((*cell.split(" "), share.text))
                )
                found[-1] = last._replace(label=f"{last.label} {line.label}", tokens=tokens)
                continue
        found.append(line)
    return found
