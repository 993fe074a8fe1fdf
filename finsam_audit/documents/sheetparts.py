"""Tables beside each other on a sheet of a workbook: a column without any cell parts them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
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
    reached = [{at for cell in cells for at in range(cell.column, cell.column + max(cell.span, 1))} for cells, _ in rows]
    ends = [(min(columns, default=last), max(columns, default=0)) for columns in reached]
    ways = [(gutter, *run) for gutter in range(1, last) for run in _free(gutter, reached)]
    for gutter, first, end in sorted(ways, key=lambda way: _beside(way[0], ends[way[1] : way[2]]), reverse=True):
        inside = rows[first:end]
        left = _side(inside, range(gutter))
        right = _side(inside, range(gutter + 1, last + 1))
        if min(_labelled(left), _labelled(right)) >= _FEWEST:
            return [*parts_of_sheet(rows[:first]), left, *parts_of_sheet(right), *parts_of_sheet(rows[end:])]
    return [list(rows)] if rows else []


def _beside(gutter: int, ends: Sequence[tuple[int, int]]) -> int:
    """How many rows have cells on both sides of a column; ``ends`` are the first and last of each row."""
    return sum(first < gutter < last for first, last in ends)


def _free(column: int, reached: Sequence[Collection[int]]) -> Iterator[tuple[int, int]]:
    """The runs of rows, first and end, in which no cell reaches over a column. ``reached`` are the columns of each row's."""
    start = 0
    for covered, run in groupby(reached, lambda columns: column in columns):
        end = start + len(list(run))
        if not covered:
            yield start, end
        start = end


def _side(rows: Sequence[SetRow], columns: range) -> list[SetRow]:
    return [([cell for cell in cells if cell.column in columns], line) for cells, line in rows]


def _labelled(rows: Sequence[SetRow]) -> int:
    """How many rows begin with a label that amounts follow, in the first column that labels stand in.

    A total may have no label: where another row has one, it counts.
    """
    bare = sum(len(cells) > 1 and all(map(_is_figure, cells)) for cells, _ in rows)
    begun = [cells for cells, _ in rows if len(cells) > 1 and _is_label(cells[0].text) and any(map(_is_figure, cells[1:]))]
    first = min((cell.column for cells, _ in rows for cell in cells), default=0)
    labelled = sum(cells[0].column <= first + 1 for cells in begun)
    return labelled and labelled + bare


def _is_label(text: str) -> bool:
    letters = sum(sign.isalpha() for sign in text)
    return letters > 2 and not (is_amount(text) or is_period(text) or is_note(text) or unit_of(text))


def _is_figure(cell: SetCell) -> bool:
    return is_dash(cell.text) or (is_amount(cell.text) and not is_period(cell.text))
