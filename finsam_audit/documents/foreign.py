"""Numbers as a program set to another language prints them, or one without signs between thousands, told by their line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from finsam_audit.documents.amounts import is_dash, plain
from finsam_audit.documents.layout import Line, Piece, Word
from finsam_audit.documents.lines import piece

_POINTED = re.compile(r"[(]?[-+−–]?\d{1,3}\.\d{1,2}%?[)]?")  # 66.5
_YEAR = re.compile(r"(?:19|20)\d\d")
_BARE = re.compile(r"[-(]?[1-9]\d{3}[-)]?")
_PARTED = re.compile(r"[-(]?\d \d{3}[-)]?")
_FEWEST = 3  # amounts of four digits that nothing parts
_SOON, _LATE = 1990, 2035  # years that a report speaks of


def with_decimal_commas(lines: Sequence[Line]) -> list[Line]:
    """The lines with a comma for the point in "66.5", where all that follows a label is such numbers, two of them at least."""
    return [_with_commas(line) if _is_pointed(line) else line for line in lines]


def _is_pointed(line: Line) -> bool:
    label, *cells = line.pieces
    labelled = label.kind == "text" and sum(sign.isalpha() for sign in label.text) > 2
    return labelled and len(cells) > 1 and all(_POINTED.fullmatch(cell.text) for cell in cells)


def _with_commas(line: Line) -> Line:
    label, *cells = line.pieces
    return line._replace(pieces=(label, *(piece([_with_comma(word) for word in cell.words]) for cell in cells)))


def _with_comma(word: Word) -> Word:
    return word._replace(text=word.text.replace(".", ","))


def with_bare_thousands(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The lines of each page, where amounts of a row that look like years are amounts: "Löner 1944 1929".

    That thousands are printed so is told by others that are no years; that a line is no head by its label and by years that no
    report has beside each other.
    """
    texts = [plain(part.text) for lines in pages for line in lines for part in line.pieces if part.kind == "amount"]
    bare = sum(_BARE.fullmatch(text) is not None for text in texts)
    if bare < _FEWEST or bare < sum(_PARTED.fullmatch(text) is not None for text in texts):
        return [list(lines) for lines in pages]
    return [[_as_amounts(line) if _is_row(line) else line for line in lines] for lines in pages]


def _is_row(line: Line) -> bool:
    """Whether a line is a label and what looks like years, which are none."""
    label, *cells = line.pieces
    years = [int(cell.text) for cell in cells if _is_year(cell)]
    if label.kind != "text" or not years or len(years) + sum(is_dash(cell.text) for cell in cells) < len(cells):
        return False
    apart = any(abs(one - other) > 1 for one, other in pairwise(years))
    return apart or not all(_SOON <= year <= _LATE for year in years)


def _as_amounts(line: Line) -> Line:
    return line._replace(pieces=tuple(part._replace(kind="amount") if _is_year(part) else part for part in line.pieces))


def _is_year(part: Piece) -> bool:
    return _YEAR.fullmatch(part.text) is not None
