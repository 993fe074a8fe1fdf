"""The running text of a document: lines to paragraphs, paragraphs to sentences, each with its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from finsam_audit.documents.amounts import plain
from finsam_audit.documents.layout import Line

_BULLET = re.compile(r"(?:[•●▪◦·¢*–—-]|[oe]|\d{1,2}[.)])\s")
_HEADING = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+[A-ZÅÄÖ]")
_END = re.compile(r"(?<=[.!?:])[\"”’)]?\s+(?=[\"”(]?[A-ZÅÄÖ•])|(?<=[.!?])\s+(?=\d)")
_SHORT = re.compile(r"\b(?:bl\.?a|t\.?ex|d\.?v\.?s|ca|inkl|exkl|kap|nr|resp|f\.?d|t\.?f|[A-ZÅÄÖ])\.$|^\d[\d.]*\.$")  # no end
_FOLDED = str.maketrans("åäöéèüÅÄÖÉÈÜ", "aaoeeuAAOEEU")
_CLOSED = re.compile(r"[.!?:]$")


class Sentence(NamedTuple):
    """A sentence as printed, the same with small letters and no accents (as long), and where it begins."""

    text: str
    plain: str
    page: int
    line: int | None
    unsure: bool = False


def folded(text: str) -> str:
    """A text as its words are compared: small letters without accents, every space a space, as long as before."""
    small = plain(text).translate(_FOLDED)
    if len(small.lower()) == len(small):
        return small.lower()
    return "".join(one if len(one) == 1 else sign for sign, one in zip(small, map(str.lower, small), strict=True))


def sentences_of(pages: Sequence[Sequence[Line]]) -> tuple[Sentence, ...]:
    """The sentences of all pages, in their order. ``pages`` are lines without running heads and feet."""
    return tuple(one for paragraph in _paragraphs(pages) for one in _sentences(paragraph))


def is_spelled(sentences: Sequence[Sentence]) -> bool:
    """Whether the text has the å, ä and ö that Swedish has, one letter in twenty; recognised text often lost them."""
    letters = "".join(sentence.text for sentence in sentences).lower()
    return 60 * sum(letters.count(letter) for letter in "åäö") > len(letters)


def is_row(line: Line) -> bool:
    """Whether a line is one of a table: more than one amount, date or dash stands by itself."""
    return sum(piece.kind != "text" for piece in line.pieces) > 1


def _paragraphs(pages: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    open_lines: list[Line] = []
    for lines in pages:
        widest = max((line.right for line in lines if not is_row(line)), default=0.0)
        for line in lines:
            if open_lines and not _goes_on(open_lines[-1], line, widest):
                yield open_lines
                open_lines = []
            if not is_row(line):
                open_lines.append(line)
        if open_lines and _CLOSED.search(open_lines[-1].text):
            yield open_lines
            open_lines = []
    if open_lines:
        yield open_lines


def _goes_on(last: Line, line: Line, widest: float) -> bool:
    """Whether a line is the next one of the same paragraph."""
    if is_row(line) or _BULLET.match(line.text) or _HEADING.match(line.text) or _HEADING.match(last.text):
        return False
    if last.bold != line.bold or abs(last.size - line.size) > 0.1 * line.size:
        return False
    if line.page != last.page:  # a sentence goes on over a page break only where it plainly does
        return line.page == last.page + 1 and line.text[:1].islower() and not _CLOSED.search(last.text)
    if _apart(last, line):
        return False
    first = line.pieces[0].words[0]
    full = last.right + 0.3 * last.size + (first.right - first.left) > 0.85 * widest
    return full or line.text[:1].islower() or last.text[-1:] in ",-–"


def _apart(last: Line, line: Line) -> bool:
    """Whether space, or in a text an empty line, parts two lines."""
    if last.source_line is not None and line.source_line is not None:
        return line.source_line - last.source_line > 1
    return line.base - last.base > 1.9 * line.size


def _sentences(lines: Sequence[Line]) -> Iterator[Sentence]:
    text, starts = "", []
    for line in lines:
        said = " ".join(line.text.split())
        if re.search(r"[a-zåäö]-$", text) and said[:1].islower() and not re.match(r"(?:och|eller|samt|men)\b", said):
            text = text[:-1]
        elif text:
            text += " "
        starts.append(len(text))
        text += said
    unsure = any(bool(word.doubt) for line in lines for piece in line.pieces for word in piece.words)
    begin = 0
    for end in [*(found.start() for found in _END.finditer(text)), len(text)]:
        part = text[begin:end].strip()
        if _SHORT.search(part) and end < len(text):
            continue
        if part:
            first = lines[max(0, bisect_right(starts, begin) - 1)]
            yield Sentence(part, folded(part), first.page, first.source_line, unsure)
        begin = end
        while begin < len(text) and text[begin] == " ":
            begin += 1
