"""What people and their programs do to tables: raised marks, rows typed into one cell, tabs until it fits, minuses far off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from finsam_audit.documents.body import with_far_signs
from finsam_audit.documents.heads import parted
from finsam_audit.documents.layout import Line, Page, Word
from finsam_audit.documents.lines import lines_of, piece
from finsam_audit.documents.reading import read_document
from finsam_audit.documents.running import without_text_columns
from finsam_audit.documents.watermark import without_watermarks

Row = tuple[str, tuple[str | None, ...]]


def _rows(path: Path) -> list[Row]:
    return [
        (row.label, tuple(cell and cell.text for cell in row.cells))
        for table in read_document(str(path)).tables
        for row in table.rows
    ]


def _doubted(path: Path) -> set[str]:
    return {
        row.label
        for table in read_document(str(path)).tables
        for row in table.rows
        if any(cell is not None and cell.why for cell in row.cells)
    }


def _tabbed(rows: list[str], path: Path) -> Path:
    document: Any = docx.Document()
    document.add_heading("Not 2 Lokaler", 2)
    for row in rows:
        document.add_paragraph(row)
    document.save(str(path))
    return path


def test_the_raised_mark_of_a_note_is_no_part_of_a_label(tmp_path: Path) -> None:
    document: Any = docx.Document()
    document.add_heading("Not 2 Lokaler", 2)
    table = document.add_table(3, 2)
    for row, texts in zip(table.rows, [("", "2025"), ("Hyra", "100"), ("El", "200")], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.rows[1].cells[0].paragraphs[0].add_run("1").font.superscript = True
    document.save(str(tmp_path / "x.docx"))
    assert _rows(tmp_path / "x.docx") == [("Hyra", ("100",)), ("El", ("200",))]


def _one_cell(labels: str, amounts: str, path: Path) -> Path:
    document: Any = docx.Document()
    document.add_heading("Not 2 Lokaler", 2)
    table = document.add_table(2, 2)
    table.rows[0].cells[1].text = "2025"
    for cell, lines in zip(table.rows[1].cells, (labels, amounts), strict=True):
        cell.text = lines
    document.save(str(path))
    return path


def test_rows_typed_into_one_cell_are_rows(tmp_path: Path) -> None:
    path = _one_cell("Lokaler\nHyra\nEl", "\n100\n200", tmp_path / "x.docx")
    assert [row for row in _rows(path) if row[1]] == [("Hyra", ("100",)), ("El", ("200",))]
    assert not _doubted(path)


def test_rows_typed_into_one_cell_are_doubted_where_labels_and_amounts_are_not_as_many(tmp_path: Path) -> None:
    path = _one_cell("Hyra\noch värme\nEl", "100\n200", tmp_path / "x.docx")
    assert {"Hyra", "och värme"} & _doubted(path) or "Hyra och värme" in _doubted(path)


def test_tabs_typed_until_it_fits_make_as_many_columns_as_there_are_cells(tmp_path: Path) -> None:
    path = _tabbed(
        ["\t\t\t\t2025\t\t2024", "Hyra\t\t\t\t100\t\t200", "Kostnader", "El, värme och vatten\t\t1 000\t2 000"],
        tmp_path / "x.docx",
    )
    assert _rows(path) == [("Hyra", ("100", "200")), ("Kostnader", ()), ("El, värme och vatten", ("1 000", "2 000"))]
    assert not _doubted(path)


def test_a_row_that_lacks_a_cell_among_tabs_typed_until_it_fits_is_doubted(tmp_path: Path) -> None:
    rows = ["\t\t\t\t2025\t\t2024", "Hyra\t\t\t\t100\t\t200", "El\t\t\t\t1 000\t\t2 000", "Moms\t\t\t\t\t300"]
    assert _doubted(_tabbed(rows, tmp_path / "x.docx")) == {"Moms"}


def test_tables_beside_each_other_on_a_sheet_are_two(tmp_path: Path) -> None:
    book: Any = openpyxl.Workbook()
    for row in (
        ("Not 1 Lokaler", None, None, "Not 2 Löner"), (None, 2025, None, None, 2025), ("Hyra", 100, None, "Lön", 300),
        ("El", 200, None, "Avgifter", 400), (None, None, None, "Pension", 500),
    ):  # fmt: skip
        book.active.append(row)
    book.save(tmp_path / "x.xlsx")
    assert [(table.title, len(table.rows)) for table in read_document(str(tmp_path / "x.xlsx")).tables] == [
        ("Not 1 Lokaler", 2),
        ("Not 2 Löner", 3),
    ]


def _line(base: float, *words: tuple[str, float, float]) -> Line:
    return Line(1, base, tuple(piece([Word(text, left, right, base)]) for text, left, right in words))


_HEAD = _line(80, ("2025", 280, 300), ("2024", 380, 400))


def test_a_minus_at_the_left_edge_of_a_cell_is_the_sign_of_its_amount() -> None:
    rows = [_line(100, ("Hyra", 50, 70), ("-", 210, 213), ("500", 285, 300), ("-", 310, 313), ("40", 390, 400))]
    assert [p.text for p in with_far_signs(rows, [_HEAD])[0].pieces] == ["Hyra", "- 500", "- 40"]


def test_a_dash_under_a_head_of_its_own_is_nil() -> None:
    rows = [_line(100, ("Hyra", 50, 70), ("-", 297, 300), ("500", 385, 400))]
    assert with_far_signs(rows, [_HEAD]) == rows


def test_heads_that_say_the_same_close_beside_each_other_are_several() -> None:
    words = [Word(text, left, left + 20, 80) for text, left in zip(("Ut", "balans") * 2, (280, 302, 325, 347), strict=True)]
    assert [head.text for head in parted(Line(1, 80, (piece(words),)))] == ["Ut balans", "Ut balans"]


@pytest.mark.parametrize(("size", "kept"), [(64.0, False), (14.0, True)])
def test_a_word_in_large_letters_across_others_is_no_part_of_a_page(size: float, kept: bool) -> None:
    row = tuple(Word(str(at), 50.0 + 30 * at, 70.0 + 30 * at, 100) for at in range(6))
    found = without_watermarks(Page(1, 600, 800, (*row, Word("KOPIA", 50, 300, 102, size))))
    assert ("KOPIA" in [word.text for word in found.words]) is kept


def test_lines_of_text_in_two_columns_are_no_rows() -> None:
    texts = ("Under året har 12", "personer gått vidare", "till arbete eller studier")
    words = [
        Word(word, left + 30 * at, left + 28 + 30 * at, 100 + 12 * line)
        for line, text in enumerate(texts)
        for left in (50, 300)
        for at, word in enumerate(text.split())
    ]
    assert without_text_columns(lines_of(Page(1, 600, 800, tuple(words)))) == []
