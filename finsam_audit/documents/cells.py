"""Cells that print has moved or cut: amounts at either edge of one column, heads without beginning or end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations, pairwise

from finsam_audit.documents.columns import Column, cells_of
from finsam_audit.documents.layout import Line
from finsam_audit.documents.letters import is_word

_CUT_DATE = re.compile(r"(?<![\d-])\d{0,3}-\d\d-\d\d(?![\d-])|(?<![\d-])(?:20\d|0[012]\d)(?!\d)")
_ENDS_DATED = re.compile(r"\d{4}-\d\d-\d\d$")
_LONG = 4  # words of a head that begins with a small letter and ends with a date: some are of a title that ran over it
_FOLLOWS = "balans"  # "Utgående balans"
_SHORT = ("st", "år", "mån", "kr", "tkr", "mnkr")  # words that heads begin with, too short for the list of words
_MOST = 16  # columns whose ways to be put together are tried


def put_together(columns: Sequence[Column], lines: Sequence[Line], heads: Sequence[Line]) -> tuple[Column, ...]:
    """The columns, where amounts stand at the left and others at the right of one: as many as there are years above them.

    No line has two amounts in one column, and each year stands over its own; only where there is one way.
    """
    own = [column for column in columns if not column.note]
    years = max(([p for p in line.pieces if p.kind == "period"] for line in heads), key=len, default=[])
    if not 1 < len(years) < len(own) <= _MOST or any(line.source_line is not None for line in lines):
        return tuple(columns)
    filled = [{at for at, column in enumerate(own) for p in cells_of(line) if column.shares(p) > 0} for line in lines]
    ways = [
        way
        for cuts in combinations(range(1, len(own)), len(years) - 1)
        for way in [list(pairwise((0, *cuts, len(own))))]
        if all(
            own[one].left < (year.left + year.right) / 2 < own[other - 1].right
            and all(len(row & set(range(one, other))) < 2 for row in filled)
            for year, (one, other) in zip(years, way, strict=True)
        )
    ]
    if len(ways) != 1:
        return tuple(columns)
    whole = [Column(own[one].left, own[other - 1].right) for one, other in ways[0]]
    return tuple(sorted([*whole, *(column for column in columns if column.note)]))


def is_cut(head: str) -> bool:
    """Whether a head lacks what its cell had no room for: its first word or date has no beginning, or its year no end."""
    first = head.split(" ")[0]
    part = first.isalpha() and first.islower() and first not in _SHORT and (first == _FOLLOWS or not is_word(first))
    part = part or (first.islower() and len(head.split(" ")) > _LONG and _ENDS_DATED.search(head) is not None)
    return part or head.startswith(("-", "–")) or _CUT_DATE.search(head) is not None
