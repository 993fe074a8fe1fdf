"""The words of an Excel workbook: each sheet a page, each cell as its number format shows it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import dropwhile, pairwise, takewhile
from typing import Any

from finsam_audit.documents.amounts import is_amount, is_dash, is_period
from finsam_audit.documents.heads import unit_of
from finsam_audit.documents.layout import Page
from finsam_audit.documents.naming import kind_of
from finsam_audit.documents.numberformat import shown
from finsam_audit.documents.sheetparts import SetRow, parts_of_sheet
from finsam_audit.documents.typeset import SIZE, SetCell, Sheet
from finsam_audit.messages import InputError, Problem, message

_ABBREVIATED = {"rr": "Resultaträkning", "br": "Balansräkning", "kfa": "Kassaflödesanalys"}  # on the tab of a sheet
_UNNAMED = re.compile(r"(?:blad|sheet|tabell|table|ark)? ?\d*", re.IGNORECASE)
MAX_ROWS, MAX_COLUMNS = 20_000, 100


def workbook(path: str, *, formulas: bool) -> Any:
    """A workbook with its formulas or with their values. Raises ``InputError`` where it cannot be read."""
    import openpyxl

    try:
        with open(path, "rb") as file:  # by its content: the library would go by the name
            return openpyxl.load_workbook(file, data_only=not formulas)
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
    hidden = {
        column
        for group in sheet.column_dimensions.values()  # one entry for columns beside each other that are alike
        if group.hidden
        for column in range(group.min, min(group.max, MAX_COLUMNS) + 1)
    }
    rows: list[SetRow] = []
    for row in sheet.iter_rows(max_row=min(sheet.max_row or 0, MAX_ROWS), max_col=min(sheet.max_column or 0, MAX_COLUMNS)):
        if row and sheet.row_dimensions[row[0].row].hidden:
            continue
        cells = []
        for cell in row:
            if cell.value is None or (cell.row, cell.column) in inner or cell.column in hidden:
                continue
            text = shown(cell.value, cell.number_format)
            if not text:
                continue
            font, aligned = cell.font, cell.alignment
            size = float(font.sz or SIZE) * SIZE / 11
            span = spans.get((cell.row, cell.column), 0) or _across(row[cell.column - 1 :])
            indent = float(aligned.indent or 0) * SIZE
            cells.append(SetCell(text, cell.column - 1, span, bool(font.b), bool(font.i), size, indent))
        rows.append((cells, row[0].row if row else None))
    name = _title_on_tab(sheet.title.strip(), [cells for cells, _ in rows if cells])
    if name:
        made.line(name, bold=True)
    for part in parts_of_sheet(_spread(list(dropwhile(lambda row: not row[0], rows)))):
        _set(made, part)
        made.skip()
    return Page(number, made.width, made.base + 100, tuple(made.words))


def _title_on_tab(name: str, rows: Sequence[Sequence[SetCell]]) -> str:
    """The name of a sheet where nothing within it says what its first table is called, else ""."""
    alone = [cells[0].text for cells in rows if len(cells) == 1]
    over = [cells[0].text for cells in takewhile(lambda cells: len(cells) == 1, rows)]
    name = _ABBREVIATED.get(name.lower(), name)
    if kind_of(name):
        return "" if any(kind_of(text) == kind_of(name) for text in alone) else name
    return "" if _UNNAMED.fullmatch(name) or any(not unit_of(text) for text in over) else name


def _set(made: Sheet, rows: list[SetRow]) -> None:
    """Set the rows of a sheet from its first column in use; text alone there in a row does not widen that column."""
    first = min((cell.column for cells, _ in rows for cell in cells), default=0)
    rows = [([cell._replace(column=cell.column - first) for cell in cells], line) for cells, line in rows]
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


def _across(cells: Sequence[Any]) -> int:
    """How many columns a text takes that is centred across the empty cells after it."""
    empty = takewhile(lambda cell: cell.value is None, cells[1:])
    return 1 + sum(1 for _ in takewhile(_is_across, empty)) if _is_across(cells[0]) else 1


def _is_across(cell: Any) -> bool:
    return bool(cell.alignment.horizontal == "centerContinuous")


def _spread(rows: list[SetRow]) -> list[SetRow]:
    """The rows with heads of groups over all their columns, also where they stand over the first one alone.

    They are told by the heads below, some of which are alike: what stands above tells them apart.
    """
    filled = [index for index, (cells, _) in enumerate(rows) if cells]
    spread = list(rows)
    for upper, lower in pairwise(filled):
        (groups, line), heads = rows[upper], rows[lower][0]
        twice = Counter(cell.text for cell in heads)
        alike = [cell.column for cell in heads if twice[cell.text] > 1]
        if not alike or any(_is_figure(cell.text) for cell in (*groups, *heads)):
            continue
        over = [cell for cell in groups if cell.column >= alike[0]]
        ends = [*(cell.column for cell in over[1:]), heads[-1].column + 1]
        below = [[c for c in heads if cell.column <= c.column < end] for cell, end in zip(over, ends, strict=True)]
        apart = all(under and len({c.text for c in under}) == len(under) for under in below)
        if over and over[0].column == alike[0] and apart and all(cell.span == 1 for cell in over):
            wide = [c._replace(span=under[-1].column + 1 - c.column) for c, under in zip(over, below, strict=True)]
            spread[upper] = [*(cell for cell in groups if cell.column < alike[0]), *wide], line
    return spread


def _is_figure(text: str) -> bool:
    return is_dash(text) or (is_amount(text) and not is_period(text))
