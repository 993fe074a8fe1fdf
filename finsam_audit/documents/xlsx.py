"""The words of an Excel workbook: each sheet a page, each cell as its number format shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from finsam_audit.documents.labels import joined
from finsam_audit.documents.layout import Page
from finsam_audit.documents.typeset import SIZE, SetCell, Sheet
from finsam_audit.messages import InputError, Problem, message

MAX_ROWS, MAX_COLUMNS = 20_000, 100
_DECIMALS = re.compile(r"[.,](0+)")


def workbook(path: str, *, formulas: bool) -> Any:
    """A workbook with its formulas or with their values. Raises ``InputError`` where it cannot be read."""
    import openpyxl

    try:
        return openpyxl.load_workbook(path, data_only=not formulas)
    except Exception as error:  # the library lets out whatever a broken part raises
        raise InputError([Problem(path, 0, 0, message("document.broken"))]) from error


def read_xlsx(path: str) -> Iterator[Page]:
    """The visible sheets of a workbook as pages. Raises ``InputError`` where it cannot be read."""
    book = workbook(path, formulas=False)
    for number, sheet in enumerate(book.worksheets, 1):
        if sheet.sheet_state == "visible":
            yield _page(number, sheet)


def _page(number: int, sheet: Any) -> Page:
    made = Sheet()
    spans, inner = _merged(sheet)
    rows: list[tuple[list[SetCell], int | None]] = []
    for row in sheet.iter_rows(max_row=min(sheet.max_row or 0, MAX_ROWS), max_col=min(sheet.max_column or 0, MAX_COLUMNS)):
        if row and sheet.row_dimensions[row[0].row].hidden:
            continue
        cells = []
        for cell in row:
            if cell.value is None or (cell.row, cell.column) in inner or sheet.column_dimensions[cell.column_letter].hidden:
                continue
            text = printed(cell.value, cell.number_format)
            if not text:
                continue
            font, aligned = cell.font, cell.alignment
            size = float(font.sz or SIZE) * SIZE / 11
            span = spans.get((cell.row, cell.column), 1)
            indent = float(aligned.indent or 0) * SIZE
            cells.append(SetCell(text, cell.column - 1, span, bool(font.b), bool(font.i), size, indent))
        rows.append((cells, row[0].row if row else None))
    _set(made, rows)
    return Page(number, made.width, made.base + 100, tuple(made.words))


def _set(made: Sheet, rows: list[tuple[list[SetCell], int | None]]) -> None:
    """Set the rows of a sheet; text alone in the first column of a row does not widen that column."""
    long = max((len(c.text) for cells, _ in rows if len(cells) > 1 for c in cells[:1] if c.column == 0), default=0)
    shaped = [
        ([c._replace(span=99) if len(cells) == 1 and c.column == 0 and len(c.text) > long else c for c in cells], line)
        for cells, line in rows
    ]
    count = max((c.column + 1 for cells, _ in rows for c in cells), default=1)
    made.table([([c._replace(span=min(c.span, count - c.column)) for c in cells], line) for cells, line in shaped])


def _merged(sheet: Any) -> tuple[dict[tuple[int, int], int], set[tuple[int, int]]]:
    """How many columns each merged cell takes, and the places that merged cells cover."""
    spans: dict[tuple[int, int], int] = {}
    inner: set[tuple[int, int]] = set()
    for area in sheet.merged_cells.ranges:
        if (area.max_row - area.min_row + 1) * (area.max_col - area.min_col + 1) > 10_000:
            continue
        spans[area.min_row, area.min_col] = area.max_col - area.min_col + 1
        inner |= {
            (row, column)
            for row in range(area.min_row, area.max_row + 1)
            for column in range(area.min_col, area.max_col + 1)
            if (row, column) != (area.min_row, area.min_col)
        }
    return spans, inner


def printed(value: object, shape: str) -> str:
    """A cell's value as its number format prints it."""
    if isinstance(value, bool):
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if not isinstance(value, int | float):
        return joined([line.strip(" ") for line in str(value).splitlines()])
    number = Decimal(repr(value))
    if not number.is_finite():
        return "?"
    first = shape.split(";")[0]
    percent = "%" in first
    if percent:
        number *= 100
    decimals = _DECIMALS.search(first)
    if first.lower() in ("general", "@"):
        if number == number.to_integral_value() and abs(number) < 10_000:
            return str(int(number)).replace("-", "-")
        places = max(0, -int(number.normalize().as_tuple().exponent))
    else:
        places = len(decimals[1]) if decimals else 0
    shown = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{shown:,f}".replace(",", " ").replace(".", ",")
    return f"{text} %" if percent else text
