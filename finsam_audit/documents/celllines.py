"""Cells of a Word table with several lines: a label or a head on some lines, or a column of rows typed into one cell."""

from __future__ import annotations

from collections.abc import Sequence

from finsam_audit.documents.amounts import is_amount, is_dash
from finsam_audit.documents.labels import joined
from finsam_audit.documents.layout import PLACED
from finsam_audit.documents.typeset import SetCell

LinedCell = tuple[SetCell, tuple[str, ...]]
"""A cell and its lines, blank ones too."""


def parted(row: Sequence[LinedCell]) -> list[list[SetCell]]:
    """The rows that a row of a table holds: one, or as many as its cells have lines where some hold amounts on each.

    Where the cells have not as many lines each, it is not sure which amount belongs to which label.
    """
    if not any(_is_column(lines) for _, lines in row):
        return [[cell._replace(text=joined([line for line in lines if line])) for cell, lines in row]]
    cells = [(cell, _trimmed(lines)) for cell, lines in row]
    count = max(len(lines) for _, lines in cells)
    unsure = PLACED if any(len(lines) < count for _, lines in cells) else ""
    return [
        [cell._replace(text=lines[at], doubt=unsure) for cell, lines in cells if at < len(lines) and lines[at]]
        for at in range(count)
    ]


def _is_column(lines: Sequence[str]) -> bool:
    """Whether the lines of a cell are amounts of several rows."""
    filled = [line for line in lines if line]
    return len(filled) > 1 and all(is_amount(line) or is_dash(line) for line in filled)


def _trimmed(lines: Sequence[str]) -> tuple[str, ...]:
    """Lines without the blank ones after the last."""
    last = max((at for at, line in enumerate(lines) if line), default=-1)
    return tuple(lines[: last + 1])
