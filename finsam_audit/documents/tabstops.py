"""Paragraphs of a Word document whose columns were made by tabs: where on the line each part stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from finsam_audit.documents.amounts import is_amount, is_dash
from finsam_audit.documents.layout import PLACED
from finsam_audit.documents.typeset import SIZE, SetCell, width_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GAP = 2.4 * SIZE  # between two columns: more than parts any two words


class Stop(NamedTuple):
    """A tab stop: its place in points from the margin, and what stands there of the text: its left, centre or right."""

    at: float
    kind: str


class TabbedRow(NamedTuple):
    """A paragraph in cells, numbered by their tabs, and its stops (none where only the program's own are used)."""

    cells: tuple[SetCell, ...]
    stops: tuple[Stop, ...]


def points(twips: str | None) -> float:
    """A length as Word writes it (a twentieth of a point) in points; 0 where it is none."""
    found = re.fullmatch(r"-?\d{1,5}", twips or "")
    return int(found[0]) / 20 if found else 0.0


def stops_of(paragraph: Any) -> tuple[Stop, ...]:
    """The tab stops that a paragraph sets itself, from left to right."""
    found = [
        Stop(points(tab.get(f"{_W}pos")), _kind(tab.get(f"{_W}val")))
        for tab in paragraph.iterfind(f"{_W}pPr/{_W}tabs/{_W}tab")
        if tab.get(f"{_W}val") not in ("clear", "bar")
    ]
    return tuple(sorted(found))


def _kind(name: str | None) -> str:
    return {"right": "right", "end": "right", "decimal": "right", "center": "centre"}.get(name or "", "left")


def by_order(rows: Sequence[TabbedRow]) -> list[list[SetCell]]:
    """Rows without stops as rows of a table.

    One tab goes to the next column, unless a row has more tabs than any has cells: then tabs were typed until the text stood
    right, and the cells of a row count by their order. A row of amounts that lacks a cell may then lack any, and is doubted.
    """
    most = max(_width(row.cells) for row in rows)
    if all(cell.column <= most for row in rows for cell in row.cells):
        return [list(row.cells) for row in rows]
    return [_in_order(row.cells, most) for row in rows]


def _width(cells: Sequence[SetCell]) -> int:
    """How many cells a row has besides its label."""
    return len(cells) - (cells[0].column == 0)


def _in_order(cells: Sequence[SetCell], most: int) -> list[SetCell]:
    width = _width(cells)
    unsure = PLACED if width < most and any(is_amount(cell.text) or is_dash(cell.text) for cell in cells) else ""
    labels, rest = list(cells[: len(cells) - width]), cells[len(cells) - width :]
    return labels + [cell._replace(column=at, doubt=unsure) for at, cell in enumerate(rest, most - width + 1)]


def placed(rows: Sequence[TabbedRow]) -> list[list[tuple[SetCell, float]]]:
    """Rows with stops: each cell with its left edge from the margin. Columns move apart where a text would touch the next."""
    found = [[(cell, stop) for cell in row.cells if (stop := _stop(cell, row))] for row in rows]
    pairs = [(one, other) for row in found for one, other in pairwise(row)]
    wider = max((_needed(*pair) for pair in pairs if pair[0][0].column), default=1.0)
    moved = max((_end(one, 1.0) + _GAP - _start(other, wider) for one, other in pairs if not one[0].column), default=0.0)

    shift = max(moved, 0.0)
    return [[(cell, _start((cell, stop), wider) + (shift if cell.column else 0.0)) for cell, stop in row] for row in found]


def _stop(cell: SetCell, row: TabbedRow) -> Stop | None:
    if cell.column == 0:
        return Stop(0.0, "left")
    if cell.column <= len(row.stops):
        return row.stops[cell.column - 1]
    last = row.stops[-1] if row.stops else Stop(0.0, "left")
    return Stop(last.at + 36.0 * (cell.column - len(row.stops)), "left")


Placed = tuple[SetCell, Stop]


def _start(one: Placed, wider: float) -> float:
    cell, stop = one
    part = {"left": 0.0, "centre": 0.5, "right": 1.0}[stop.kind]
    return stop.at * wider - part * width_of(cell.text, cell.size)


def _end(one: Placed, wider: float) -> float:
    return _start(one, wider) + width_of(one[0].text, one[0].size)


def _needed(one: Placed, other: Placed) -> float:
    """How many times wider the columns must be so that two neighbours do not touch."""
    lacking = _end(one, 1.0) + _GAP - _start(other, 1.0)
    apart = other[1].at - one[1].at
    return (apart + lacking) / apart if lacking > 0 and apart > 0 else 1.0
