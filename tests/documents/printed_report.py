"""A data file set in type: its tables, rows, sentences, headings and people as a report prints them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import KeepTogether, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table
from reportlab.platypus.flowables import Flowable

from finsam_audit.page.model import Report, Row, Slot
from finsam_audit.page.model import Table as Figures

_TEXT = getSampleStyleSheet()["BodyText"]
_BOLD = ParagraphStyle("bold", parent=_TEXT, fontName="Helvetica-Bold")
_TITLE = ParagraphStyle(
    "title", parent=_TEXT, fontName="Helvetica-Bold", fontSize=14, leading=18, spaceBefore=14, keepWithNext=1
)
_LABEL = 250.0


def printed_pdf(report: Report) -> bytes:
    """The report as a PDF. Every table has room for its columns; sentences and people stand on pages of their own."""
    widest = max((_width(table) for table in report.tables), default=500.0)
    data = io.BytesIO()
    document = SimpleDocTemplate(data, pagesize=(max(595.0, widest + 40 * mm), 842.0), invariant=1)
    document.build([*_front(report), *_tables(report), *_signatures(report)])
    return data.getvalue()


def _front(report: Report) -> Iterator[Flowable]:
    kind = {"annual report": "Årsredovisning", "interim report": "Delårsrapport"}.get(report.document, "Bilaga")
    yield Paragraph(f"{kind} {report.end.year}", _TITLE)
    yield Paragraph(escape(report.entity), _TITLE)
    if report.organisation_number:
        yield Paragraph(f"Organisationsnummer {report.organisation_number}", _TEXT)
    if "decided" in report.dates:
        yield Paragraph(f"Beslutad av styrelsen {report.dates['decided']}", _TEXT)
    yield PageBreak()
    sentences = dict.fromkeys([*report.statements, *(claim.text for claim in report.claims)])
    for text in sentences:
        yield Paragraph(escape(text if text[-1:] in ".!?:" else f"{text}."), _TEXT)
    people = [[one.name, one.represents, one.function] for one in report.people.get("board", ())]
    if people:
        yield Table(people, hAlign="LEFT", colWidths=[170, 170, 120])
    yield PageBreak()


def _tables(report: Report) -> Iterator[Flowable]:
    for table in report.tables:
        noted = any(row.notes for row in table.walk())
        corner = f"Belopp i {table.unit.name}" if table.unit.name in ("kr", "tkr", "mnkr") else ""
        heads = [Paragraph(corner, _BOLD), *(["Not"] if noted else []), *(column.head for column in table.columns)]
        rows = [line for row in table.rows for line in _rows(row, 0, noted, len(table.columns))]
        style = [
            ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
            ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
            ("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold"),
        ]
        widths = [_LABEL, *([30.0] if noted else []), *_widths(table)]
        yield KeepTogether([Paragraph(escape(table.name), _TITLE), Table([heads, *rows], widths, hAlign="LEFT", style=style)])
        yield Spacer(1, 16)


def _rows(row: Row, depth: int, noted: bool, columns: int) -> Iterator[list[object]]:
    total = row.label.lower().startswith(("summa", "totalt")) or not row.slots
    style = ParagraphStyle("label", parent=_BOLD if total else _TEXT, leftIndent=9.0 * depth)
    cells = [printed_cell(slot) for slot in row.slots] or [""] * columns
    yield [Paragraph(escape(row.label), style), *([", ".join(row.notes)] if noted else []), *cells]
    for below in row.rows:
        yield from _rows(below, depth + 1, noted, columns)


def printed_cell(slot: Slot) -> str:
    """A cell as the report prints it: without what the data file says of it."""
    return "" if slot.state == "unread" else slot.text.partition("[")[0].strip().strip("_")


def _widths(table: Figures) -> list[float]:
    return [
        max(_wide(column.head, "Helvetica-Bold"), *(_wide(text) for text in _column(table, column.position)), 40) + 18
        for column in table.columns
    ]


def _column(table: Figures, position: int) -> list[str]:
    return [printed_cell(row.slots[position]) for row in table.walk() if position < len(row.slots)] or [""]


def _wide(text: str, font: str = "Helvetica") -> float:
    return float(pdfmetrics.stringWidth(text, font, 10))


def _width(table: Figures) -> float:
    return _LABEL + 30 + sum(_widths(table))


def _signatures(report: Report) -> Iterator[Flowable]:
    signed = [one for one in report.people.get("signatures", ()) if one.function and not one.represents]
    if signed:
        yield PageBreak()
        yield Paragraph("Styrelsens underskrift", _TITLE)
    for one in signed:
        yield Paragraph(escape(one.name), _TEXT)
        yield Paragraph(escape(one.function), _TEXT)
