"""What a document shows, step by step: words on pages, lines of pieces, tables of rows.

Every kind of document becomes ``Page``s of ``Word``s; a format that knows no places (Word, Excel, text) is laid out on
a page of its own first. From there on there is one way. Lengths are points (1/72 inch) from the page's upper left
corner. Everything is frozen; each step makes new values.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from finsam_audit.documents.said import Said
from finsam_audit.messages import Message

Watch = Callable[[int, int], None]
"""Told while a document is read: how many pages of how many are done."""


def unwatched(done: int, every: int) -> None:
    """Nobody looks on."""


RECOGNISED = "doubt.recognised"  # read by text recognition, and no sum upholds it
LABEL = "doubt.label"  # a sum upholds the figure, but the recognised label is made of words that we do not know
PARTED = "doubt.parted"  # its groups of digits may be parted in several ways, and no sum says which
HEAD = "doubt.head"  # it is not known what stands over its column
PLACED = "doubt.placed"  # labels and figures stood apart, and the row it belongs to is not sure


class Word(NamedTuple):
    """Characters printed without a space between them. ``base`` is the line they stand on, downwards from the top.

    ``line`` is the line of the source (text) or its row (Excel), where there is one. ``seen`` is what text recognition
    showed where ``text`` differs, ``doubt`` (the key of a message) why the word is not sure: recognised in a picture, or one
    of several ways to part the digits of a text.
    """

    text: str
    left: float
    right: float
    base: float
    size: float = 10.0
    bold: bool = False
    italic: bool = False
    line: int | None = None
    seen: str = ""
    doubt: str = ""
    font: str = ""

    @property
    def box(self) -> Box:
        return Box(self.left, self.base - 0.8 * self.size, self.right, self.base + 0.22 * self.size)


class Box(NamedTuple):
    """A part of a page."""

    left: float
    top: float
    right: float
    bottom: float


class Page(NamedTuple):
    """One page (in Excel one sheet) and the words on it, in no particular order.

    A text that has no pages is one that is not ``paged``: what stands on it is found by its line.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    paged: bool = True


class Piece(NamedTuple):
    """Words of one line that belong together: a label, an amount with its groups of three, a head.

    ``kind`` is what it looks like: ``amount``, ``dash`` (a blank as a stroke), ``period`` (a year, a date, a period) or
    ``text``.
    """

    text: str
    kind: str
    words: tuple[Word, ...]

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def size(self) -> float:
        return self.words[0].size

    @property
    def bold(self) -> bool:
        return self.words[0].bold

    @property
    def box(self) -> Box:
        top = min(word.box.top for word in self.words)
        return Box(self.left, top, self.right, max(word.box.bottom for word in self.words))


class Line(NamedTuple):
    """Pieces on one line of a page, from left to right."""

    page: int
    base: float
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)

    @property
    def left(self) -> float:
        return self.pieces[0].left

    @property
    def right(self) -> float:
        return self.pieces[-1].right

    @property
    def size(self) -> float:
        return max(piece.size for piece in self.pieces)

    @property
    def bold(self) -> bool:
        return self.pieces[0].bold

    @property
    def source_line(self) -> int | None:
        return self.pieces[0].words[0].line


class PrintedCell(NamedTuple):
    """One cell as printed. ``seen``, ``others`` and ``why`` (the key of a message) make it doubted."""

    text: str
    box: Box | None = None
    seen: str = ""
    others: tuple[str, ...] = ()
    why: str = ""


class PrintedRow(NamedTuple):
    """A row with one cell a column (None where nothing is printed); no cells at all in a heading."""

    label: str
    cells: tuple[PrintedCell | None, ...]
    note: str = ""
    page: int = 1
    line: int | None = None
    left: float = 0.0
    size: float = 10.0
    bold: bool = False
    italic: bool = False


class PrintedTable(NamedTuple):
    """A table as printed. ``heads`` has one text a column; "" where none could be read. ``unit`` is "" where none is told.

    ``edges`` are the right edges of the columns on the page.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[PrintedRow, ...]
    page: int
    unit: str = ""
    kind: str = ""
    edges: tuple[float, ...] = ()


class Facts(NamedTuple):
    """Who and when: what the front page, the heads and the feet tell. ``assumed`` names what had to be taken for granted."""

    entity: str
    period: str
    organisation: str = ""
    organisation_number: str = ""
    document: str = "annual report"
    assumed: tuple[Message, ...] = ()


class Extract(NamedTuple):
    """All that was taken from a document: its tables and what its text says (``said``), and what was not (``unread``).

    ``paged`` tells whether it has pages, and places are told by them.
    """

    name: str
    facts: Facts
    tables: tuple[PrintedTable, ...]
    unread: tuple[Message, ...] = ()
    said: Said = Said()
    paged: bool = True
