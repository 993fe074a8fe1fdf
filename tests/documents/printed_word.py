"""A data file set as a Word document: its tables with their heads, notes and rows, its sentences and people."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

import docx
from docx.shared import Pt

from finsam_audit.page.model import Report, Row, Table
from tests.documents.printed_report import printed_cell


def printed_docx(report: Report, *, flat: bool = False) -> bytes:
    """The report as a Word document: a heading over each table, rows indented as they are nested, or all alike (``flat``)."""
    document = docx.Document()
    kind = {"annual report": "Årsredovisning", "interim report": "Delårsrapport"}.get(report.document, "Bilaga")
    document.add_heading(f"{kind} {report.end.year}", 0)
    document.add_heading(report.entity, 0)
    if report.organisation_number:
        document.add_paragraph(f"Organisationsnummer {report.organisation_number}")
    if "decided" in report.dates:
        document.add_paragraph(f"Beslutad av styrelsen {report.dates['decided']}")
    document.add_page_break()
    for text in dict.fromkeys([*report.statements, *(claim.text for claim in report.claims)]):
        document.add_paragraph(text if text[-1:] in ".!?:" else f"{text}.")
    people = [(one.name, one.represents, one.function) for one in report.people.get("board", ())]
    _grid(document, people)
    for table in report.tables:
        _table(document, table, flat)
    signed = [one for one in report.people.get("signatures", ()) if one.function and not one.represents]
    if signed:
        document.add_page_break()
        document.add_heading("Styrelsens underskrift", 1)
    for one in signed:
        document.add_paragraph(one.name)
        document.add_paragraph(one.function)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _grid(document: Any, rows: Sequence[tuple[str, ...]]) -> None:
    if rows:
        made = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(made.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        document.add_paragraph()


def _table(document: Any, table: Table, flat: bool) -> None:
    document.add_heading(table.name, 1)
    noted = any(row.notes for row in table.walk())
    corner = f"Belopp i {table.unit.name}" if table.unit.name in ("kr", "tkr", "mnkr") else ""
    head = (corner, *(["Not"] if noted else []), *(column.head for column in table.columns))
    rows = [row for top in table.rows for row in _rows(top, 0, noted, len(table.columns))]
    made = document.add_table(len(rows) + 1, len(head))
    for cell, text in zip(made.rows[0].cells, head, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    for line, (depth, bold, texts) in zip(made.rows[1:], rows, strict=True):
        for number, (cell, text) in enumerate(zip(line.cells, texts, strict=True)):
            cell.paragraphs[0].add_run(text).bold = bold and not flat
            if number == 0 and not flat:
                cell.paragraphs[0].paragraph_format.left_indent = Pt(9 * depth)
    document.add_paragraph()


def _rows(row: Row, depth: int, noted: bool, columns: int) -> Iterator[tuple[int, bool, list[str]]]:
    bold = row.label.lower().startswith(("summa", "totalt")) or not row.slots
    cells = [printed_cell(slot) for slot in row.slots] or [""] * columns
    yield depth, bold, [row.label, *([", ".join(row.notes)] if noted else []), *cells]
    for below in row.rows:
        yield from _rows(below, depth + 1, noted, columns)
