"""Tables beside each other on a sheet of a workbook: a column without any cell parts them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from finsam_audit.documents.amounts import is_amount, is_dash, is_period
from finsam_audit.documents.columns import is_note
from finsam_audit.documents.heads import unit_of
from finsam_audit.documents.typeset import SetCell

SetRow = tuple[list[SetCell], int | None]
_FEWEST = 2  # rows of either table


def parts_of_sheet(rows: Sequence[SetRow]) -> list[list[SetRow]]:
    """The rows of a sheet in parts to be set one after another: where two tables stand beside each other, left and right."""
    last = max((cell.column for cells, _ in rows for cell in cells), default=0)
    for gutter in range(1, last):
        for free, run in groupby(range(len(rows)), lambda at, gutter=gutter: not _covers(rows[at][0], gutter)):  # type: ignore[misc]
            found = list(run)
            inside = rows[found[0] : found[-1] + 1]
            left = _side(inside, lambda cell, gutter=gutter: cell.column < gutter)  # type: ignore[misc]
            right = _side(inside, lambda cell, gutter=gutter: cell.column > gutter)  # type: ignore[misc]
            if free and min(_labelled(left), _labelled(right)) >= _FEWEST:
                above, below = parts_of_sheet(rows[: found[0]]), parts_of_sheet(rows[found[-1] + 1 :])
                return [*above, left, *parts_of_sheet(right), *below]
    return [list(rows)] if rows else []


def _covers(cells: Sequence[SetCell], column: int) -> bool:
    return any(cell.column <= column < cell.column + max(cell.span, 1) for cell in cells)


def _side(rows: Sequence[SetRow], takes: Callable[[SetCell], bool]) -> list[SetRow]:
    return [([cell for cell in cells if takes(cell)], line) for cells, line in rows]


def _labelled(rows: Sequence[SetRow]) -> int:
    """How many rows begin with a label that amounts follow, in the first column that labels stand in."""
    begun = [cells for cells, _ in rows if len(cells) > 1 and _is_label(cells[0].text) and any(map(_is_figure, cells[1:]))]
    first = min((cell.column for cells, _ in rows for cell in cells), default=0)
    return sum(cells[0].column <= first + 1 for cells in begun)


def _is_label(text: str) -> bool:
    letters = sum(sign.isalpha() for sign in text)
    return letters > 2 and not (is_amount(text) or is_period(text) or is_note(text) or unit_of(text))


def _is_figure(cell: SetCell) -> bool:
    return is_dash(cell.text) or (is_amount(cell.text) and not is_period(cell.text))
