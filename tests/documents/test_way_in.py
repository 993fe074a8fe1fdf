"""Files of every kind, good and hostile, through the one way in."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.styles import Font
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from finsam_audit.documents.kinds import kind_of_file
from finsam_audit.documents.layout import Extract
from finsam_audit.documents.reading import read_document
from finsam_audit.documents.way_in import read_any
from finsam_audit.messages import InputError
from tests.documents.drawn_pages import drawn_pdf

ROOT = Path(__file__).parent.parent.parent
ROWS = [
    ("Fordringar", "4", "27 964", "66 135"),
    ("Kassa och bank", "", "4 357 777", "3 484 953"),
    ("Summa", "", "4 385 741", "3 551 088"),
]


def _shown(extract: Extract) -> list[tuple[str, str, list[str]]]:
    return [(row.label, row.note, [cell.text for cell in row.cells if cell]) for table in extract.tables for row in table.rows]


WANTED = [(label, note, [one, other]) for label, note, one, other in ROWS]


def test_a_word_table_is_read_by_its_cells(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("3. Balansräkning", 1)
    table = document.add_table(rows=0, cols=4)
    for cells in [("Belopp i kr", "Not", "2025-12-31", "2024-12-31"), *ROWS]:
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    document.save(str(tmp_path / "x.docx"))
    found = read_document(str(tmp_path / "x.docx"))
    assert _shown(found) == WANTED
    assert (found.tables[0].title, found.tables[0].heads, found.tables[0].unit) == (
        "Balansräkning",
        ("2025-12-31", "2024-12-31"),
        "kr",
    )


def test_word_paragraphs_with_tabs_are_a_table(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Balansräkning")
    for cells in [("Belopp i kr", "Not", "2025-12-31", "2024-12-31"), *ROWS]:
        document.add_paragraph("\t".join(cells))
    document.save(str(tmp_path / "x.docx"))
    assert _shown(read_document(str(tmp_path / "x.docx"))) == WANTED


def test_excel_cells_are_read_as_their_format_prints_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Översikt över verksamhetens utveckling"])
    sheet.append([])
    sheet.append(["Belopp tkr", 2025, 2024])
    sheet.append(["Årets resultat", -718.4, 30])
    sheet.append(["Soliditet", 0.171, 0.134])
    for row in (4, 5):
        for cell in sheet[row][1:]:
            cell.number_format = "# ##0" if row == 4 else "0.0%"
    sheet["A3"].font = Font(bold=True)
    book.save(str(tmp_path / "x.xlsx"))
    found = read_document(str(tmp_path / "x.xlsx"))
    assert _shown(found) == [("Årets resultat", "", ["-718", "30"]), ("Soliditet", "", ["17,1 %", "13,4 %"])]
    assert found.tables[0].unit == "tkr"


@pytest.mark.parametrize("between", ["\t", "      "])
def test_text_is_read_by_its_tabs_or_its_spaces(between: str, tmp_path: Path) -> None:
    lines = [("Belopp i kr", "Not", "2025-12-31", "2024-12-31"), *ROWS]
    if between == "\t":
        text = "\n".join("\t".join(line) for line in lines)
    else:
        text = "\n".join(f"{a:<30}{b:>5}{c:>15}{d:>15}" for a, b, c, d in lines)
    (tmp_path / "x.txt").write_text("Balansräkning\n\n" + text, "utf-8")
    assert _shown(read_document(str(tmp_path / "x.txt"))) == WANTED


def test_a_document_is_checked_like_its_data_file(tmp_path: Path) -> None:
    (tmp_path / "report").write_bytes(drawn_pdf(3)[0])
    report = read_any(str(tmp_path / "report"), lambda told: told.key)
    assert report.tables
    assert all(figure.place.page for figure in report.figures())


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"finsam-audit: 1\nreport: {}\n", "data"),
        (b"Balansr\xc3\xa4kning\t1\n", "text"),
        (b"%PDF-1.7 ...", "pdf"),
    ],
)
def test_the_kind_is_told_by_content(data: bytes, kind: str, tmp_path: Path) -> None:
    (tmp_path / "x.bin").write_bytes(data)
    assert kind == kind_of_file(str(tmp_path / "x.bin"))


def _zipped(**parts: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), part)
    return data.getvalue()


def _locked() -> bytes:
    data = io.BytesIO()
    canvas = Canvas(data, encrypt=StandardEncryption("secret"))
    canvas.drawString(50, 700, "Resultaträkning")
    canvas.save()
    return data.getvalue()


def _page_of(stream: bytes, packed: str = "/FlateDecode", more: str = "") -> bytes:
    """A PDF of one page that is drawn by ``stream``."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        f"<</Length {len(stream)}/Filter {packed}{more}>>\nstream\n".encode() + stream + b"\nendstream",
    ]
    return b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, part) for n, part in enumerate(parts, 1)) + b"%%EOF"


def _swollen() -> bytes:
    packing = zlib.compressobj(1)
    return b"".join(packing.compress(bytes(10_000_000)) for _ in range(25)) + packing.flush()


def _laughing(kind: str) -> bytes:
    """A Word or Excel file in which one cell is an entity of entities."""
    entities = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    data = io.BytesIO()
    if kind == "docx":
        document = docx.Document()
        document.add_table(1, 2).cell(0, 0).text = "LAUGH"
        document.save(data)
    else:
        book = openpyxl.Workbook()
        book.active.append(["LAUGH", 1, 2])
        book.save(data)
    out = io.BytesIO()
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            text = old.read(part)
            if b"LAUGH" in text:
                body = text[text.index(b"?>") + 2 :] if text.startswith(b"<?xml") else text
                text = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{entities}]>'.encode() + body
                text = text.replace(b"LAUGH", b"&j;")
            new.writestr(part.filename, text)
    return out.getvalue()


UNREADABLE: dict[str, tuple[Callable[[], bytes], str]] = {  # made where they are tried: some are large
    "locked": (_locked, "document.locked"),
    "swollen": (lambda: _page_of(_swollen()), "document.bomb"),
    "packed twice": (
        lambda: _page_of(zlib.compress(zlib.compress(b"q Q")), "[/FlateDecode /FlateDecode]"), "document.bomb",
    ),
    "a picture without end": (
        lambda: _page_of(zlib.compress(b"x"), more="/Subtype/Image/Width 60000/Height 60000"), "document.bomb",
    ),
    "entities of entities in Word": (lambda: _laughing("docx"), "document.broken"),
    "entities of entities in Excel": (lambda: _laughing("xlsx"), "document.broken"),
    "a PDF cut off": (lambda: drawn_pdf(1)[0][:600], "document.broken"),
    "nested without end": (lambda: b"%PDF-1.7\n" + b"[" * 100_000, "document.broken"),
    "an archive of something else": (lambda: _zipped(a=b"x"), "document.unknown"),
    "a swollen part": (lambda: _zipped(word__document_xml=b"0" * 30_000_000), "document.bomb"),
    "an entity outside": (
        lambda: _zipped(word__document_xml=b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"),
        "document.broken",
    ),
    "an empty workbook": (lambda: _zipped(xl__workbook_xml=b"<nothing/>"), "document.broken"),
    "a torn archive": (lambda: b"PK\x03\x04 torn", "document.broken"),
    "an old Word file": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "document.old-office"),
    "words alone": (lambda: b"Bara ord och inga tabeller.\n", "document.unread-statement"),
}  # fmt: skip


@pytest.mark.parametrize(("made", "told"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_told_and_never_breaks(made: Callable[[], bytes], told: str, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(made())
    with pytest.raises(InputError) as error:
        read_any(str(tmp_path / "x"), lambda one: one.key)
    assert told in [problem.message.key for problem in error.value.problems]


def test_a_typed_total_among_formulas_and_a_sum_that_misses_a_row_are_told_with_their_cells(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Not 2"
    for row in [
        ("Not 2. Intäkter", "", ""),
        ("", 2025, 2024),
        ("Staten", 2000, 1900),
        ("Kommunen", 900, 800),
        ("Övrigt", 100, 90),
    ]:
        sheet.append(row)
    sheet.append(("Summa", "=SUM(B3:B4)", 2790))
    book.save(str(tmp_path / "x.xlsx"))
    told = [(m.key, m.args.get("cell"), m.args.get("missed")) for m in read_document(str(tmp_path / "x.xlsx")).unread]
    assert ("document.short-sum", "B6", "B5") in told
    assert ("document.typed-sum", "C6", None) in told


def test_a_workbook_whose_sums_are_whole_has_nothing_told_of_its_formulas(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [("", 2025, 2024), ("Staten", 2000, 1900), ("Övrigt", 100, 90), ("Summa", "=SUM(B2:B3)", "=SUM(C2:C3)")]:
        sheet.append(row)
    book.save(str(tmp_path / "x.xlsx"))
    keys = [m.key for m in read_document(str(tmp_path / "x.xlsx")).unread]
    assert not {"document.short-sum", "document.typed-sum"} & set(keys)
