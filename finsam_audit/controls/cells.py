"""Where the figures of a report stand: in which row of which table, and in which column."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from finsam_audit.accounts.statement import Statement
from finsam_audit.page.model import Column, Figure


class Cell(NamedTuple):
    """A figure and the column it stands in; ``total`` where its row is one."""

    figure: Figure
    column: Column
    total: bool = False


Time = tuple[str, date | None]
"""The kind of a column (utfall, budget …) and the last day of its period."""


class Cells(NamedTuple):
    """The cells of the row of each figure, by its id; the rows of each table by their label; and the cells by their time."""

    rows: Mapping[str, tuple[Cell, ...]]
    labels: Mapping[tuple[str, str], tuple[Cell, ...]]
    times: Mapping[Time, tuple[Cell, ...]]

    def of(self, figure: Figure) -> Cell | None:
        """The cell of a figure of the tables."""
        return next((cell for cell in self.rows.get(figure.id, ()) if cell.figure.id == figure.id), None)


def time_of(column: Column) -> Time:
    """When the amounts of a column are of; a column of no kind shows the outcome."""
    return column.kind or "utfall", column.end


def cells_of(statements: Iterable[Statement]) -> Cells:
    """The cells of the tables."""
    rows: dict[str, tuple[Cell, ...]] = {}
    labels: dict[tuple[str, str], tuple[Cell, ...]] = {}
    times: dict[Time, list[Cell]] = {}
    for statement in statements:
        for row in statement.table.walk():
            slots = zip(row.slots, statement.columns, strict=False)
            is_total = bool(row.slots) and statement.role(row) == "total"
            cells = tuple(Cell(slot.figure, column, is_total) for slot, column in slots if slot.figure is not None)
            rows.update(dict.fromkeys((cell.figure.id for cell in cells), cells))
            key = statement.name, row.label
            labels[key] = () if key in labels else cells  # of two rows with one name neither is meant
            for cell in cells:
                times.setdefault(time_of(cell.column), []).append(cell)
    return Cells(rows, labels, {time: tuple(cells) for time, cells in times.items()})
