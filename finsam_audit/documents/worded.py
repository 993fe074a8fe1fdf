"""Tables of words: rows under heads that say what stands in each column, where every row is plainly whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from finsam_audit.documents.layout import Line, Piece
from finsam_audit.documents.prose import folded

_FAR = 4.5  # times the size of the type: nothing that belongs to a table is farther away
_APART = 1.5  # times the size of the type: lines of one cell stand closer
_DOT = 0.76  # points: lines are set to whole dots
_NEAR = 2.0  # points that what stands flush may be off

Kinds = Mapping[str, re.Pattern[str]]


class WordRow(NamedTuple):
    """A row of a table of words: what stands in each column by its kind, and the first line of it."""

    cells: dict[str, str]
    line: Line


def word_tables(lines: Sequence[Line], kinds: Kinds, whole: Sequence[str]) -> Iterator[tuple[WordRow, ...]]:
    """The rows of each table with heads of the ``kinds``; none where one lacks a cell of those that make a row ``whole``.

    The heads are matched with small letters and no accents. A kind whose head stands twice is none.
    """
    for at, line in enumerate(lines):
        named = [next((kind for kind, pattern in kinds.items() if pattern.fullmatch(folded(p.text))), "") for p in line.pieces]
        if set(whole) <= set(named) and all(named.count(kind) == 1 for kind in named if kind):
            yield _rows(_below(lines, at), line.pieces, named, whole)


def _below(lines: Sequence[Line], at: int) -> list[tuple[Line, list[int]]]:
    """The lines of the table under the heads at a line, each piece with the number of its column."""
    heads = lines[at].pieces
    found: list[tuple[Line, list[int]]] = []
    for above, line in pairwise(lines[at:]):
        places = [_column(part, heads) for part in line.pieces]
        if (
            line.page != above.page
            or line.base - above.base > _FAR * line.size
            or len(set(places)) < len(places)
            or -1 in places
        ):
            break
        found.append((line, places))
    return found


def _column(part: Piece, heads: Sequence[Piece]) -> int:
    """The column of a piece: the one whose head it stands under, else the last that begins before it; -1 where two are."""
    under = [i for i, head in enumerate(heads) if part.left < head.right and head.left < part.right]
    if len(under) > 1:
        return -1
    return under[0] if under else max((i for i, head in enumerate(heads) if head.left <= part.left + _NEAR), default=-1)


def _without_rest(lines: Sequence[tuple[Line, list[int]]], needed: set[int]) -> Sequence[tuple[Line, list[int]]]:
    """The lines without those that stand apart below the last row."""
    last = max((i for i, (_, places) in enumerate(lines) if needed <= set(places)), default=len(lines))
    apart = (i for i in range(last + 1, len(lines)) if lines[i][0].base - lines[i - 1][0].base > _APART * lines[i][0].size)
    return lines[: next(apart, len(lines))]


def _rows(
    lines: Sequence[tuple[Line, list[int]]], heads: Sequence[Piece], named: Sequence[str], whole: Sequence[str]
) -> tuple[WordRow, ...]:
    needed = {i for i, kind in enumerate(named) if kind in whole}
    lines = _without_rest(lines, needed)
    groups = [[one] for one in lines]
    if not all(needed <= set(places) for _, places in lines):  # cells of several lines: rows stand farther apart than these
        gaps = [other.base - one.base for (one, _), (other, _) in pairwise(lines)]
        tight = min(gaps, default=0.0) + _DOT
        groups = []
        for one, gap in zip(lines, [tight + 1, *gaps], strict=True):
            if gap > tight:
                groups.append([])
            groups[-1].append(one)
    found: list[WordRow] = []
    for group in groups:
        if not needed <= {place for _, places in group for place in places}:
            rest = any(needed <= {p for _, places in later for p in places} for later in groups[len(found) + 1 :])
            return () if rest else tuple(found)  # what stands below the table is no row of it
        if sum(needed <= set(places) for _, places in group) > 1:
            return ()
        texts: dict[str, str] = {}
        for line, places in group:
            for part, place in zip(line.pieces, places, strict=True):
                texts[named[place]] = f"{texts[named[place]]} {part.text}" if named[place] in texts else part.text
        found.append(WordRow(texts, group[0][0]))
    return tuple(found)
