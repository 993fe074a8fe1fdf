"""What a document holds besides the tables that were read: what was not read at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from finsam_audit.documents.amounts import plain
from finsam_audit.documents.body import has_figures, is_prose
from finsam_audit.documents.layout import Line, Page, Piece, PrintedTable
from finsam_audit.messages import Message, message

FEW = 4  # amounts of rows that became none, beside tables, that are worth telling
MANY = 10  # amounts on a page from which no table came that are worth telling
_STATEMENTS = ("resultaträkning", "balansräkning")


def is_table(table: PrintedTable) -> bool:
    """Whether what was found is a table: no list of contents, no scale of a chart."""
    rows = [row for row in table.rows if row.cells]
    if any(table.heads) or table.kind:
        return True
    numbers = [cell.text for row in rows for cell in row.cells if cell is not None]
    pages = [int(text) for text in numbers if re.fullmatch(r"\d{1,3}", text)]
    contents = len(table.heads) == 1 and len(pages) == len(numbers) > 2 and pages == sorted(pages)
    return not contents and 2 * sum(bool(row.label) for row in rows) > len(rows)


def unread(pages: Sequence[tuple[Page, Sequence[Line]]], tables: Sequence[PrintedTable]) -> Iterator[Message]:
    """What was not read, in words: pages with amounts and no table, pages without text, statements that are missing."""
    with_tables = {row.page for table in tables for row in table.rows}
    empty = [page.number for page, _ in pages if not page.words]
    if empty:
        yield message("document.scanned", list=listed(empty))
    for page, lines in pages:
        amounts = [p for line in lines for p in line.pieces if p.kind == "amount" and len(p.text) > 3]
        if page.number in with_tables:
            amounts = [p for row in _rows_left(page, lines, tables) for p in row]
        if len(amounts) >= (FEW if page.number in with_tables else MANY):
            yield _left(page, amounts)
    kinds = {table.kind for table in tables}
    for kind in _STATEMENTS:
        if kind not in kinds:
            yield message("document.unread-statement", name=kind)
    without = [table for table in tables if not table.unit and (table.kind or _has_money(table))]
    if without:
        yield message("document.no-unit", tables=named(without))
    unclear = sum(not head for table in tables for head in table.heads)
    if unclear:
        yield message("document.unclear-heads", count=unclear, tables=named([one for one in tables if not all(one.heads)]))


def _has_money(table: PrintedTable) -> bool:
    """Whether some cell is so large that it is likelier an amount than a count."""
    return any(sum(map(str.isdigit, cell.text)) > 3 for row in table.rows for cell in row.cells if cell is not None)


def named(tables: Sequence[PrintedTable]) -> str:
    """The first of some tables by their titles, or pages where they have none."""
    names = list(dict.fromkeys(table.title or f"s. {table.page}" for table in tables))
    return ", ".join(names[:4]) + (" …" if len(names) > 4 else "")


def _left(page: Page, amounts: Sequence[Piece]) -> Message:
    """That amounts of a page, or of a text without pages, became no table."""
    if page.paged:
        return message("document.unread-page", page=page.number, amounts=len(amounts))
    first, last = (part.words[0].line or 0 for part in (amounts[0], amounts[-1]))
    return message("document.unread-lines", first=first, last=last, amounts=len(amounts))


def _rows_left(page: Page, lines: Sequence[Line], tables: Sequence[PrintedTable]) -> Iterator[list[Piece]]:
    """The amounts of each line of a page that is set as a row, with a label and two amounts or more, and is in no table."""
    rows = [row for table in tables for row in table.rows if row.page == page.number]
    edges = {round(cell.box.right) for row in rows for cell in row.cells if cell is not None and cell.box is not None}
    taken = {cell.text for row in rows for cell in row.cells if cell is not None}
    for line in lines:
        found = [p for p in line.pieces[1:] if p.kind == "amount"]
        row = len(found) > 1 and line.pieces[0].kind == "text" and has_figures(line) and not is_prose(line, page.width)
        if row and not any(plain(p.text) in taken or round(p.right) in edges for p in found):
            yield found


def listed(pages: Sequence[int]) -> str:
    """Numbers of pages as text: "3, 5, 9"."""
    return ", ".join(str(page) for page in pages)
