"""Tables whose rows are years: what stands first on each row is its label, and no figure."""

from __future__ import annotations

from finsam_audit.documents.amounts import is_period
from finsam_audit.documents.layout import PrintedRow, PrintedTable


def with_years_as_labels(table: PrintedTable) -> PrintedTable:
    """The table with its first column as labels, where that holds a year or a date on every row, all different."""
    rows = [row for row in table.rows if row.cells and not (row.label and row.cells[0] is None)]
    years = {row.cells[0].text for row in rows if not row.label and row.cells[0] is not None}
    if len(table.heads) < 2 or len(rows) < 2 or len(years) < len(rows) or not all(is_period(year) for year in years):
        return table
    return table._replace(
        heads=table.heads[1:], edges=table.edges[1:], rows=tuple(_named(row) if row.cells else row for row in table.rows)
    )


def _named(row: PrintedRow) -> PrintedRow:
    first = row.cells[0]
    return row._replace(label=first.text if first is not None else row.label, cells=row.cells[1:])
