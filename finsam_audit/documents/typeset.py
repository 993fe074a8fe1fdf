"""A page for what has none: cells of Word and Excel, and lines of text, are set as a typewriter or a printer would."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from finsam_audit.documents.amounts import is_amount, is_dash, is_period
from finsam_audit.documents.layout import Word

SIZE = 10.0
LINE = 1.2  # base line to base line, in sizes
_AFTER_LABELS = 20.0  # so that no label looks as if it had been broken for lack of room
GUTTER = 2.4  # between two columns, in sizes: more than parts any two words

# Widths of letters in thousandths of the size, by how wide they are in the faces that reports are set in.
_NARROW = dict.fromkeys("ijlft.,:;|!'()[]/ I\u00a0\u2009\u202f-", 290)
_WIDE = dict.fromkeys("mwMW@%ÅÄÖABCDGHKNOQRUVXY—−", 700)
_TYPE = 500
_SPACES = {" ": 250, "\u00a0": 250, "\u2009": 160, "\u202f": 160}
_WIDTHS = {**_NARROW, **_WIDE, **_SPACES}


class SetCell(NamedTuple):
    """A cell to be set: its text on one line, its column and how many columns it takes."""

    text: str
    column: int
    span: int = 1
    bold: bool = False
    italic: bool = False
    size: float = SIZE
    indent: float = 0.0
    doubt: str = ""


def width_of(text: str, size: float = SIZE) -> float:
    """About how wide a text is in print."""
    return sum(_WIDTHS.get(letter, _TYPE) for letter in text) * size / 1000


class Sheet:
    """A page as it fills up, from the top."""

    def __init__(self, left: float = 50.0) -> None:
        self.left = left
        self.base = 50.0
        self.words: list[Word] = []
        self.width = 600.0

    def skip(self, lines: float = 1.0) -> None:
        self.base += lines * LINE * SIZE

    def line(self, text: str, *, size: float = SIZE, bold: bool = False, italic: bool = False, line: int | None = None) -> None:
        """A line of text at the left margin."""
        self.base += LINE * size
        self._set(text, self.left, Word("", 0, 0, self.base, size, bold, italic, line))

    def typed(self, text: str, advance: float, line: int | None = None, bold: bool = False) -> None:
        """A line of a typewriter: every sign takes ``advance``, so that what is set above each other stands so."""
        self.base += LINE * SIZE
        at = 0
        for part in text.split(" "):
            if part:
                left = self.left + at * advance
                self._add(Word(part, left, left + len(part) * advance, self.base, SIZE, bold, line=line))
            at += len(part) + 1

    def spaced(self, parts: Iterable[tuple[str, bool, float]], line: int | None = None) -> None:
        """A line set in print whose columns were made by runs of spaces. A part has its text, weight and size."""
        self.base += LINE * SIZE
        at = self.left
        for text, bold, size in parts:
            for part in text.split(" "):
                if part:
                    end = at + width_of(part, size)
                    self._add(Word(part, at, end, self.base, size, bold, line=line))
                    at = end
                at += width_of(" ", size)
            at -= width_of(" ", size)

    def table(self, rows: Sequence[tuple[Sequence[SetCell], int | None]]) -> None:
        """Rows of cells, each with its line in the source."""
        edges = _edges(rows, self.left)
        for cells, line in rows:
            self.base += LINE * SIZE
            for cell in cells:
                style = Word("", 0, 0, self.base, cell.size, cell.bold, cell.italic, line, doubt=cell.doubt)
                self._set(cell.text, _start(cell, edges), style)

    def placed(self, cells: Iterable[tuple[SetCell, float]]) -> None:
        """A line whose cells stand at given places from the margin."""
        self.base += LINE * SIZE
        for cell, at in cells:
            self._set(cell.text, self.left + at, Word("", 0, 0, self.base, cell.size, cell.bold, cell.italic))

    def _set(self, text: str, left: float, style: Word) -> None:
        at = left
        for part in text.replace("\t", " ").split(" "):
            if part:
                self._add(style._replace(text=part, left=at, right=at + width_of(part, style.size)))
            at += width_of(part, style.size) + width_of(" ", style.size)

    def _add(self, word: Word) -> None:
        self.words.append(word)
        self.width = max(self.width, word.right + self.left)


def _edges(rows: Sequence[tuple[Sequence[SetCell], int | None]], left: float) -> list[float]:
    """The left edge of each column, and the right edge of the last with its gutter."""
    count = max((cell.column + cell.span for cells, _ in rows for cell in cells), default=0)
    widths = [0.0] * count
    for cells, _ in rows:
        for cell in cells:
            if cell.span == 1:
                widths[cell.column] = max(widths[cell.column], width_of(cell.text, cell.size) + cell.indent)
    edges = [left]
    for number, width in enumerate(widths):
        edges.append(edges[-1] + width + (GUTTER if number else _AFTER_LABELS) * SIZE)
    return edges


def _start(cell: SetCell, edges: Sequence[float]) -> float:
    """Where a cell's text begins: labels flush left, amounts and heads flush right, a head over several in the middle."""
    left, right = edges[cell.column] + cell.indent, edges[cell.column + cell.span] - GUTTER * SIZE
    text, wide = cell.text, width_of(cell.text, cell.size)
    if cell.span > 1 and cell.column > 0:
        return left + (right - left - wide) / 2
    if cell.column > 0 or is_amount(text) or is_period(text) or is_dash(text):
        return right - wide
    return left
