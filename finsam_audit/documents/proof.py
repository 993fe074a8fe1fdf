"""Sums as a reader: which recognised figures the table itself upholds."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from finsam_audit.documents.layout import LABEL, RECOGNISED, PrintedCell, PrintedRow, PrintedTable
from finsam_audit.documents.letters import is_text
from finsam_audit.page.printed import Unreadable, read_cell

_MOST = 40  # rows that one sum may add up


def upheld(table: PrintedTable) -> PrintedTable:
    """The table, its recognised figures without doubt where a row is exactly the sum of rows that end right above it.

    No digit is changed. A sum of three figures or more that holds to the last digit does not hold by chance. It says nothing
    of the label: one that is not made of words that we know is doubted still.
    """
    if not any(cell is not None and cell.why == RECOGNISED for row in table.rows for cell in row.cells):
        return table
    rows = list(table.rows)
    for column in range(len(table.heads)):
        for index in _proved([value_of(row, column) for row in rows]):
            cells = list(rows[index].cells)
            cell = cells[column]
            if cell is not None and cell.why == RECOGNISED:
                cells[column] = cell._replace(why="" if not rows[index].label or is_text(rows[index].label) else LABEL)
                rows[index] = rows[index]._replace(cells=tuple(cells))
    return table._replace(rows=tuple(rows))


def _proved(values: Sequence[Decimal | None]) -> set[int]:
    """The places of the values that stand in a sum that holds. A total stands for what it added in the sums after it."""
    proved: set[int] = set()
    opened: list[int] = []
    for index, total in enumerate(values):
        if total is None:
            continue
        added = Decimal(0)
        for back in range(1, min(len(opened), _MOST) + 1):
            added += values[opened[-back]] or 0
            parts = [part for part in opened[-back:] if values[part]]
            if added == total and abs(total) >= 1000 and len(parts) > 1:
                proved |= {index, *parts}
                del opened[-back:]
                break
        opened.append(index)
    return proved


def value_of(row: PrintedRow, column: int) -> Decimal | None:
    cell: PrintedCell | None = row.cells[column] if row.cells else None
    if cell is None:
        return None
    try:
        number = read_cell(cell.text).number
    except Unreadable:
        return None
    return number.value if number is not None else None
