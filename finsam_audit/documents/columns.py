"""The columns of a table: where its amounts stand above each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from finsam_audit.documents.amounts import is_amount, is_hidden, plain
from finsam_audit.documents.layout import Line, Piece

_NOTE_HEAD = re.compile(r"not(?:er)?\.?:?", re.IGNORECASE)
_NOTE = re.compile(
    r"(?:not(?:er)?\.? ?)?\d{1,2}(?::\d+)?(?: ?(?:,|&|-|och) ?(?:not ?)?\d{1,2}(?::\d+)?| (?:not ?)\d{1,2})*[.)]?",
    re.IGNORECASE,
)
_SHORT = 20  # signs of a head


class Column(NamedTuple):
    """A column of a table: the part of the page that its amounts take up."""

    left: float
    right: float
    note: bool = False

    def shares(self, piece: Piece) -> float:
        """How much of the width of ``piece`` stands over the column."""
        return min(self.right, piece.right) - max(self.left, piece.left)

    def distance(self, left: float, right: float) -> float:
        """How far something is from being set flush left, flush right or centred over the column."""
        return min(abs(left - self.left), abs(right - self.right), abs(left + right - self.left - self.right) / 2)


@lru_cache(maxsize=8192)
def is_note_head(text: str) -> bool:
    return _NOTE_HEAD.fullmatch(text) is not None


@lru_cache(maxsize=8192)
def is_note(text: str) -> bool:
    """Whether a text may be the number of a note, or several."""
    return _NOTE.fullmatch(plain(text)) is not None


def columns_of(lines: Sequence[Line], heads: Sequence[Line]) -> tuple[Column, ...]:
    """The columns of the amounts in ``lines``; the head tells which of them holds the numbers of notes."""
    pieces = [piece for line in lines for piece in cells_of(line)]
    note_head = next((p for line in heads for p in line.pieces if is_note_head(p.text)), None)
    others = [p for line in heads if note_head in line.pieces for p in line.pieces if p is not note_head]
    notes = [p for p in pieces if (_under(p, note_head, pieces, others) if note_head is not None else _is_list_of_notes(p))]
    if note_head is None and notes:
        left, right = min(p.left for p in notes), max(p.right for p in notes)
        notes = [p for p in pieces if p in notes or (is_note(p.text) and left < p.right and p.left < right)]
    hidden = [p for p in pieces if is_hidden(p.text)]  # in a merged cell they stand under no head
    few = 2 * len(hidden) < len(pieces) - len(notes)
    columns = clusters(
        [p for p in pieces if p.kind in ("amount", "dash", "period") and p not in notes and not (few and p in hidden)]
    )
    columns = [part for column in columns for part in _parted(column, lines, notes)]
    if notes:
        columns.append(Column(min(p.left for p in notes), max(p.right for p in notes), True))
    elif note_head is None and columns and not _has_head(columns[0], heads) and _looks_like_notes(columns, pieces):
        columns[0] = columns[0]._replace(note=True)
    return tuple(sorted(columns))


def cells_of(line: Line) -> tuple[Piece, ...]:
    """The pieces of a line that can be cells: what follows its label. An amount before the label is a part of it."""
    first = next((i for i, piece in enumerate(line.pieces) if piece.kind == "text" and not is_note(piece.text)), None)
    return line.pieces if first is None else line.pieces[first + 1 :]


def _under(piece: Piece, head: Piece, pieces: Sequence[Piece], others: Sequence[Piece]) -> bool:
    if any(_shared(piece, other) > max(0.0, _shared(piece, head)) for other in others):
        return False
    if not is_note(piece.text) or piece.left > head.right + 1.5 * head.size or piece.right < head.left - 6 * head.size:
        return False
    amounts = (p for p in pieces if p.kind == "amount" and not is_note(p.text))
    return not any(p.left <= piece.right and piece.left <= p.right for p in amounts)


def _has_head(column: Column, heads: Sequence[Line]) -> bool:
    """Whether a year, a date, or one of several short heads stands over a column."""
    several = [line for line in heads if len(line.pieces) > 2 and all(len(piece.text) < _SHORT for piece in line.pieces)]
    return any(column.shares(p) > 0 for line in heads for p in line.pieces if p.kind == "period" or line in several)


def _shared(piece: Piece, head: Piece) -> float:
    return min(piece.right, head.right) - max(piece.left, head.left)


def _is_list_of_notes(piece: Piece) -> bool:
    """Whether a piece is nothing but numbers of notes, also where no head says so (the rest of a table): "2, 3", "Not 2"."""
    return piece.kind == "text" and is_note(piece.text)


def clusters(pieces: Iterable[Piece]) -> list[Column]:
    """The parts of a page that pieces take up, those together that overlap."""
    columns: list[Column] = []
    for piece in sorted(pieces, key=lambda p: p.left):
        if columns and piece.left < columns[-1].right:
            columns[-1] = columns[-1]._replace(right=max(columns[-1].right, piece.right))
        else:
            columns.append(Column(piece.left, piece.right))
    return columns


def _parted(column: Column, lines: Sequence[Line], notes: Sequence[Piece]) -> list[Column]:
    """A column in which lines hold two amounts is two, run together by a wide one: they part at the right edges."""
    inside = [
        [p for p in cells_of(line) if p.kind in ("amount", "dash") and p not in notes and column.shares(p) > 0]
        for line in lines
    ]
    most = max((len(found) for found in inside), default=1)
    if most < 2:
        return [column]
    edges = [max(found[i].right for found in inside if len(found) == most) for i in range(most)]
    parts = []
    for index, edge in enumerate(edges):
        before = edges[index - 1] if index else column.left
        parts.append(Column(max(before, min(f[index].left for f in inside if len(f) == most)), edge))
    return parts


def _looks_like_notes(columns: Sequence[Column], pieces: Sequence[Piece]) -> bool:
    """Whether the first of several columns holds nothing but small numbers that rise: notes without a head."""
    if len(columns) < 2:
        return False
    own = [p for p in pieces if columns[0].shares(p) > 0]
    others = [p for p in pieces if p.kind == "amount" and columns[1].shares(p) > 0]
    numbers = [int(found[0]) for p in own if is_note(p.text) and (found := re.match(r"\d+", p.text))]
    large = sum(len(re.sub(r"\D", "", p.text)) > 2 for p in others if is_amount(p.text))
    rising = all(a <= b for a, b in pairwise(numbers))
    return (
        len(numbers) == len(own) < len(others) and len(numbers) > 0 and rising and 0 not in numbers and 2 * large > len(others)
    )
