"""Sums as a reader: which recognised figures the table itself upholds."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from finsam_audit.documents.layout import RECOGNISED, PrintedCell, PrintedRow, PrintedTable
from finsam_audit.page.printed import Unreadable, read_cell

_MOST = 40  # rows that one sum may add up


def upheld(table: PrintedTable) -> PrintedTable:
    """The table, its recognised figures without doubt where a row is exactly the sum of rows that end right above it.

    No digit is changed. A sum of three figures or more that holds to the last digit does not hold by chance.
    """
    if not any(cell is not None and cell.why == RECOGNISED for row in table.rows for cell in row.cells):
        return table
    rows = list(table.rows)
    for column in range(len(table.heads)):
        for index in _proved([_value(row, column) for row in rows]):
            cells = list(rows[index].cells)
            cell = cells[column]
            if cell is not None and cell.why == RECOGNISED:
                cells[column] = cell._replace(why="")
                rows[index] = rows[index]._replace(cells=tuple(cells))
    return table._replace(rows=tuple(rows))


def _proved(values: Sequence[Decimal | None]) -> set[int]:
    """The places of the values that stand in a sum that holds."""
    proved: set[int] = set()
    for index, total in enumerate(values):
        if total is None or abs(total) < 1000:
            continue
        added, parts = Decimal(0), []
        for above in range(index - 1, max(index - _MOST, -1), -1):
            value = values[above]
            if value is None:
                continue
            added += value
            parts.append(above)
            if added == total and sum(values[part] != 0 for part in parts) > 1:
                proved |= {index, *(part for part in parts if values[part] != 0)}
                break
    return proved


def _value(row: PrintedRow, column: int) -> Decimal | None:
    cell: PrintedCell | None = row.cells[column] if row.cells else None
    if cell is None:
        return None
    try:
        number = read_cell(cell.text).number
    except Unreadable:
        return None
    return number.value if number is not None else None
