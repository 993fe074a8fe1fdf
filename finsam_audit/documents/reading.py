"""A document to an extract: its pages, their tables, put together over page breaks."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from finsam_audit.documents.across import on_their_page, side_by_side
from finsam_audit.documents.beside import parts_of
from finsam_audit.documents.breaks import with_heads_moved
from finsam_audit.documents.columns import is_note
from finsam_audit.documents.dates import with_whole_dates
from finsam_audit.documents.facts import facts_of
from finsam_audit.documents.foreign import with_bare_thousands, with_decimal_commas
from finsam_audit.documents.furniture import without_contents, without_furniture
from finsam_audit.documents.goals import without_goals
from finsam_audit.documents.kinds import kind_of_file
from finsam_audit.documents.labels import is_torn, joined
from finsam_audit.documents.layout import HEAD, PLACED, Extract, Page, PrintedRow, PrintedTable, Watch, unwatched
from finsam_audit.documents.letters import repaired
from finsam_audit.documents.lines import lines_of
from finsam_audit.documents.naming import kind_of
from finsam_audit.documents.proof import upheld
from finsam_audit.documents.remainder import is_table, listed, unread
from finsam_audit.documents.running import without_text_beside, without_text_columns
from finsam_audit.documents.tables import tables_of
from finsam_audit.documents.text import said_in
from finsam_audit.documents.thousands import with_spaces
from finsam_audit.documents.units import with_counts, with_units, with_units_of_amounts, with_usual_unit
from finsam_audit.documents.watermark import without_watermarks
from finsam_audit.messages import InputError, Problem, message

_ENDS = {
    "resultaträkning": "årets resultat",
    "balansräkning": "eget kapital och",
    "kassaflödesanalys": "slut",
}  # in their last rows


def read_document(path: str, watch: Watch = unwatched) -> Extract:
    """Everything that a document shows. Raises ``InputError`` where it cannot be read at all."""
    return read_pages(path, laid_out(path, watch))


def laid_out(path: str, watch: Watch = unwatched) -> tuple[Page, ...]:
    """The pages of a document; ``watch`` is told how many of how many are done. Raises ``InputError``."""
    try:
        return tuple(pages_of(path, watch))
    except ModuleNotFoundError as error:
        raise InputError([Problem(path, 0, 0, message("document.library", name=error.name or ""))]) from None


def read_pages(path: str, pages: Iterable[Page]) -> Extract:
    """The extract of a document whose pages are laid out, with what a workbook's formulas leave out."""
    found = extract(os.path.basename(path), pages)
    if kind_of_file(path) != "xlsx":
        return found
    from finsam_audit.documents.formulas import formulas_of

    return found._replace(unread=(*found.unread, *formulas_of(path)))


def pages_of(path: str, watch: Watch = unwatched) -> Iterable[Page]:
    """The laid-out pages of a document, as they are read. Raises ``InputError``."""
    kind = kind_of_file(path)
    if kind == "docx":
        from finsam_audit.documents.docx import read_docx

        return read_docx(path)
    if kind == "xlsx":
        from finsam_audit.documents.xlsx import read_xlsx

        return read_xlsx(path)
    if kind == "text":
        from finsam_audit.documents.plain import read_plain

        return read_plain(path)
    from finsam_audit.documents.pdf import read_pdf
    from finsam_audit.documents.scan import can_recognise, is_scanned, recognised

    pages = tuple(read_pdf(path, watch))
    if can_recognise() and any(is_scanned(page) for page in pages):
        return recognised(path, pages, watch)
    return pages


def extract(name: str, pages: Iterable[Page]) -> Extract:
    """The extract of laid-out pages, whatever document they come from."""
    mended = repaired(with_spaces(tuple(without_watermarks(page) for page in pages)))
    lined = with_bare_thousands([with_decimal_commas(with_whole_dates(lines_of(page))) for page in mended.pages])
    laid = list(zip(mended.pages, lined, strict=True))
    bare, furniture = without_furniture(laid)
    own = side_by_side([(page, lines) for (page, _), lines in zip(laid, bare, strict=True)])
    kept = [lines for _, lines in own]
    found = [
        table._replace(kind=kind_of(table.title))
        for (page, _), lines in zip(own, with_heads_moved(own), strict=True)
        for part in parts_of(without_text_beside(without_text_columns(without_contents(lines))))
        for table in tables_of(with_whole_dates(part), page.width)
    ]
    tables = [table for table in _put_together(found) if is_table(table)]
    whole, by_amounts = with_units_of_amounts(with_units(with_counts(tables), own, furniture))
    whole, usual = with_usual_unit(whole)
    units = (*by_amounts, *usual)
    facts = facts_of([line for lines in kept for line in lines], furniture, whole)
    paged = all(page.paged for page in mended.pages)
    key = "document.repaired" if paged else "document.repaired-text"
    told = [message(key, pages=listed(mended.mended))] if mended.mended else []
    said = said_in(kept, facts.period, whole)
    if facts.organisation == "annan":  # what the law asks of public bodies is not asked of others
        said = said._replace(contents=(), statements=())
    widths = {page.number: page.width for page in mended.pages}
    tables = [on_their_page(table, widths) for table in without_goals(whole, said.goals)]
    return Extract(
        name,
        facts,
        tuple(_doubted(upheld(table)) for table in tables),
        (*told, *units, *unread(own, tables)),
        said,
        paged,
    )


def _doubted(table: PrintedTable) -> PrintedTable:
    """A table with doubt where it is not known what a figure is of: under a head that could not be read, beside no label.

    One column needs no head, and some rows no label; where most rows have none, the labels are lost, and each is named by
    its place: a row without a name would be taken for the total of those above.
    """
    twice = {head for head in table.heads if table.heads.count(head) > 1}  # what tells them apart was not read
    heads = (all(table.heads) and not twice) or len(table.heads) < 2
    rows = [row for row in table.rows if row.cells]
    labels = 2 * sum(bool(row.label) for row in rows) >= len(rows)
    if heads and labels:
        return table

    def why(head: str, row: PrintedRow) -> str:
        return HEAD if not heads and (not head or head in twice) else "" if row.label or labels else PLACED

    doubted = [
        row._replace(
            label=row.label or ("" if labels or not row.cells else f"rad {number}"),
            cells=tuple(
                cell._replace(why=why(head, row) or cell.why) if cell is not None else None
                for head, cell in zip(table.heads, row.cells, strict=False)
            ),
        )
        for number, row in enumerate(table.rows, 1)
    ]
    return table._replace(rows=tuple(doubted))


def _put_together(tables: Iterable[PrintedTable]) -> list[PrintedTable]:
    """Tables with those that go on under the same name, or without one, on the next page."""
    whole: list[PrintedTable] = []
    for table in tables:
        last = whole[-1] if whole else None
        if last is not None:
            table = _with_notes(last, table)
        if last is not None and _goes_on(last, table):
            rows = table.rows if not table.title or kind_of(table.title) else _under_title(table)
            if len(rows) > 1 and not any(row.label for row in rows):  # they may have their labels on another page
                rows = tuple(_unsure(row, PLACED) for row in rows)
            whole[-1] = last._replace(rows=(*last.rows, *rows), page=last.page, edges=table.edges)
        elif last is not None and _may_go_on(last, table):
            whole[-1] = last._replace(rows=(*last.rows, *(_unsure(row, HEAD) for row in table.rows)), edges=table.edges)
        else:
            whole.append(table)
    return whole


def _with_notes(last: PrintedTable, table: PrintedTable) -> PrintedTable:
    """A table with its first or last column as notes, where it is the rest of one on the page before that has notes."""
    if any(table.heads) or table.page <= last.page or not any(row.note for row in last.rows):
        return table
    for at, rest in ((0, slice(1, None)), (-1, slice(0, -1))):
        cells = [row.cells[at] if row.cells else None for row in table.rows]
        told = [cell.text if cell is not None else "" for cell in cells]
        near = len(table.edges) == len(last.edges) + 1 and _alike(last.edges, table.edges[rest])
        if near and all(is_note(text.replace(",", ", ")) for text in told if text):
            rows = tuple(
                row._replace(note=text or row.note, cells=row.cells[rest]) for row, text in zip(table.rows, told, strict=True)
            )
            return table._replace(rows=rows, heads=table.heads[rest], edges=table.edges[rest])
    return table


def _alike(edges: Sequence[float], others: Sequence[float]) -> bool:
    """Whether columns end at the same places of two pages."""
    return len(edges) == len(others) and all(abs(one - other) < 12 for one, other in zip(edges, others, strict=True))


def _under_title(table: PrintedTable) -> tuple[PrintedRow, ...]:
    """The rest of a table with what stood over it and looked like its title: a heading, or the first row's label begun."""
    first = table.rows[0]
    if first.cells and is_torn(table.title, first.label):
        return first._replace(label=joined([table.title, first.label])), *table.rows[1:]
    return PrintedRow(table.title, (), page=table.page, left=first.left, size=first.size, bold=True), *table.rows


def _goes_on(last: PrintedTable, table: PrintedTable) -> bool:
    """Whether a table is the rest of the one before: the same heads and name, or no head and the same columns."""
    if len(last.heads) != len(table.heads) or not any(last.heads):
        return False
    if not any(table.heads) and not kind_of(table.title):
        return (_alike(last.edges, table.edges) and table.page > last.page) or len(last.heads) > 2
    again = not table.title or (bool(last.kind) and last.kind == table.kind != "not")
    return table.page > last.page and last.heads == table.heads and again


def _may_go_on(last: PrintedTable, table: PrintedTable) -> bool:
    """Whether a table without a name and heads is the rest of a statement that has no end on the page before.

    It has as many columns, but they do not stand at the same places.
    """
    open_ended = last.kind in _ENDS and _ENDS[last.kind] not in last.rows[-1].label.lower()
    bare = not (table.title or any(table.heads)) and all(last.heads)
    return open_ended and bare and len(last.heads) == len(table.heads) and table.page == last.rows[-1].page + 1


def _unsure(row: PrintedRow, why: str) -> PrintedRow:
    """A row whose figures are doubted: they may stand under other heads, or beside other labels."""
    return row._replace(cells=tuple(cell and cell._replace(why=cell.why or why) for cell in row.cells))
