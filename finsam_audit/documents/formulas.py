"""The formulas of a workbook: sums that someone typed, and sums that miss a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from finsam_audit.documents.xlsx import MAX_COLUMNS, MAX_ROWS, workbook
from finsam_audit.messages import Message, message

_SUM = re.compile(r"=SUM\(\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)\)", re.IGNORECASE)
_NEAR = 5  # rows between the last one of a sum and the sum itself that may have been forgotten


def formulas_of(path: str) -> Iterator[Message]:
    """What the formulas of a workbook tell that its values do not, each with its cell. The workbook has been read before."""
    for sheet in workbook(path, formulas=True).worksheets:
        if sheet.sheet_state == "visible":
            yield from _told(sheet)


def _told(sheet: Any) -> Iterator[Message]:
    cells = [
        cell
        for row in sheet.iter_rows(max_row=min(sheet.max_row, MAX_ROWS), max_col=min(sheet.max_column, MAX_COLUMNS))
        for cell in row
        if cell.value is not None
    ]
    numbers = {(cell.row, cell.column_letter) for cell in cells if _is_number(cell.value)}
    sums = {(cell.row, cell.column_letter): span for cell in cells if (span := _column_sum(cell)) is not None}
    spans: dict[int, tuple[int, int]] = {}
    for (row, _), span in sums.items():
        spans.setdefault(row, span)
    for cell in cells:
        place = (cell.row, cell.column_letter)
        if place in sums:
            after = range(sums[place][1] + 1, min(cell.row, sums[place][1] + _NEAR))
            missed = next((row for row in after if (row, cell.column_letter) in numbers), None)
            if missed is not None:
                where = f"{cell.column_letter}{missed}"
                yield message("document.short-sum", sheet=sheet.title, cell=cell.coordinate, formula=cell.value, missed=where)
        elif place in numbers and cell.row in spans:
            first, last = spans[cell.row]
            added = range(max(first, cell.row - MAX_ROWS), min(last, cell.row) + 1)
            if sum((row, cell.column_letter) in numbers for row in added) > 1:
                yield message("document.typed-sum", sheet=sheet.title, cell=cell.coordinate)


def _column_sum(cell: Any) -> tuple[int, int] | None:
    """The first and the last row that a cell adds up in its own column, above it."""
    found = _SUM.fullmatch(cell.value.replace(" ", "")) if isinstance(cell.value, str) else None
    if found is None or not found[1].upper() == found[3].upper() == cell.column_letter or int(found[4]) >= cell.row:
        return None
    return int(found[2]), int(found[4])


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
