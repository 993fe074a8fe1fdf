"""The pictures of a document in the guide: its marked copy, how it was read, its working papers, and the page of ``serve``.

The document is a report of the samples, printed as the tests print it. What each picture shows is told as text, too.
"""

from __future__ import annotations

import io
import re
import subprocess
from html import unescape
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
from openpyxl import load_workbook

from finsam_audit.cli.annotating import annotate
from finsam_audit.cli.extract import extract_command
from finsam_audit.cli.judging import Judge
from finsam_audit.cli.serve import serving
from finsam_audit.controls.rules import RuleBook
from finsam_audit.documents.way_in import read_any
from finsam_audit.page.reader import read_report
from finsam_audit.render.formats import document
from tests.browser import Tab
from tests.cli.visitor import visiting
from tests.documents.printed_report import printed_pdf

NAMES = ("markerad", "last", "excel", "sidan")
OFFICE = "soffice"
LONG = 25  # characters of a head; tables of such columns would need a page as wide as a wall
TABLE = "Balansräkning"


class Material(NamedTuple):
    """The printed report, its marked copy, the page of how it was read, its working papers, and the page of ``serve``."""

    pdf: Path
    marked: Path
    shown: Path
    papers: Path
    served: str


def material(sample: Path, folder: Path, book: RuleBook) -> Material:
    """All that the pictures are of, in a folder."""
    made = Material(
        *(folder / name for name in ("rapport.pdf", "granskad.pdf", "rapport.html", "arbetspapper.xlsx")), served=""
    )
    report = read_report(sample)
    narrow = tuple(table for table in report.tables if max(len(column.head) for column in table.columns) < LONG)
    made.pdf.write_bytes(printed_pdf(report._replace(tables=narrow, claims=())))
    judge = Judge("sv", book, book.rules)
    result = judge.check(read_any(str(made.pdf), judge.speak, boxes=True))
    annotate(result, str(made.marked), "sv")
    extract_command("sv", str(made.pdf), None, show=str(made.shown))
    papers = document("xlsx", judge.run([result]))
    assert isinstance(papers, bytes)
    made.papers.write_bytes(papers)
    desk = folder / "desk"
    desk.mkdir()
    visitor = visiting(desk, judge)
    return made._replace(served=visitor.get(visitor.dropped(made.pdf.name, made.pdf.read_bytes())).text)


def told(made: Material) -> dict[str, str]:
    """What the pictures say, by their names."""
    return dict(zip(NAMES, (_notes(made), _read(made), _cells(made), _words(made.served)), strict=True))


def take(made: Material, tab: Tab, width: int) -> dict[str, bytes]:
    """The pictures, by their names; takes LibreOffice."""
    marked = _drawn(made.marked, *_found(made.pdf, TABLE), (0.46, 0.36))
    tab.open(made.shown, 1400)
    section = f"document.querySelectorAll('section.page')[{_found(made.pdf, TABLE)[0]}].getBoundingClientRect()"
    shown = tab.clip(0, tab.run(f"{section}.top + scrollY"), 1400, 1000, 0.75)
    printing = [OFFICE, "--headless", "--convert-to", "pdf", "--outdir", made.pdf.parent, made.papers]
    subprocess.run(printing, check=True, capture_output=True)
    papers = made.papers.with_suffix(".pdf")
    sheet = _drawn(papers, *_found(papers, f"{TABLE} (kr)"), (0.58, 0.36))
    with serving("sv", "127.0.0.1", 0) as (address, server):
        Thread(target=server.run, daemon=True).start()
        tab.open(address, width, 640)
        tab.drop(made.pdf, 300, 300)
        tab.loaded()
        served = tab.clip(0, 0, width, 640)
    return dict(zip(NAMES, (marked, shown, sheet, served), strict=True))


def _found(pdf: Path, words: str) -> tuple[int, float]:
    """The page, from 0, with a line of just these words, and how far down it they stand, as a share of its height."""
    for number, page in enumerate(pypdfium2.PdfDocument(pdf)):
        text = page.get_textpage()
        if words in map(str.strip, text.get_text_range().splitlines()):
            at, _ = text.search(words).get_next()
            return number, 1 - text.get_charbox(at)[3] / page.get_height()
    raise LookupError(words)


def _drawn(pdf: Path, number: int, top: float, part: tuple[float, float]) -> bytes:
    """The part of a page below ``top`` (width and height, as shares of the page) as a picture."""
    drawn: Any = pypdfium2.PdfDocument(pdf)[number].render(scale=2).to_pil()
    width, height = drawn.size
    start = max(0, round((top - 0.01) * height))
    made = io.BytesIO()
    drawn.crop((0, start, round(part[0] * width), min(height, start + round(part[1] * height)))).save(made, "webp", quality=60)
    return made.getvalue()


def _notes(made: Material) -> str:
    """The notes on the page with the table, and how many ticks it has."""
    with pikepdf.open(made.marked) as pdf:
        marks = list(pdf.pages[_found(made.pdf, TABLE)[0]].get("/Annots", []))
        notes = [str(mark.Contents).split("\n")[0] for mark in marks if "/Contents" in mark]
    return " ".join([*notes, f"{len(marks) - len(notes)} ✓"])


def _read(made: Material) -> str:
    """What was read on the page with the table."""
    sections = re.findall(r'<section class="page">.*?</section>', made.shown.read_text("utf-8"), re.DOTALL)
    return _words(sections[_found(made.pdf, TABLE)[0]])


def _cells(made: Material) -> str:
    """What the sheet of the tables has of the table."""
    rows = [[str(cell.value) for cell in row if cell.value is not None] for row in load_workbook(made.papers)["Tabeller"]]
    first = rows.index([f"{TABLE} (kr)"])
    return " ".join(" ".join(row) for row in rows[first : rows.index([], first)])


def _words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())
