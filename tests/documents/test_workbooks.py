"""What a workbook shows, which is not always what it holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from finsam_audit.documents.layout import PrintedTable
from finsam_audit.documents.numberformat import shown
from finsam_audit.documents.reading import read_document
from tests.documents.drawn_sheets import drawn_xlsx


@pytest.mark.parametrize(
    ("value", "shape", "text"),
    [
        (1234567, "#,##0", "1 234 567"),
        (1234567, "#,##0,", "1 235"),
        (12345678.9, "#,##0.0,,", "12,3"),
        (1234567, "#\\ ##0", "1 234 567"),
        (-1234, "#,##0_);(#,##0)", "(1 234)"),
        (-1234, "#,##0;[Red]#,##0", "-1 234"),
        (-1234, "#,##0;#,##0", "1 234"),
        (-0.3, "#,##0", "0"),
        (0, '#,##0;-#,##0;"-"', "-"),
        (0, '_-* #,##0\\ _k_r_-;\\-* #,##0\\ _k_r_-;_-* "-"??\\ _k_r_-;_-@_-', "-"),
        (0, "#,##0;-#,##0;", ""),
        (0, "#,###", ""),
        (12, '#,##0\\ "kr"', "12 kr"),
        (0.123, "0.0%", "12,3 %"),
        (0.45, "0 %", "45 %"),
        (0.1 + 0.2, "General", "0,3"),
        (2025, "0", "2025"),
        (2025, '"Utfall "0', "Utfall 2025"),
        (2220001234, "000000-0000", "222000-1234"),
        (date(2025, 12, 31), "yyyy", "2025"),
        (date(2025, 12, 31), "mm-dd-yy", "2025-12-31"),
        (date(2025, 12, 31), "mmm\\ yyyy", "2025-12"),
        (date(2025, 12, 31), '"Bokslut "yyyy', "Bokslut 2025"),
        ("dold", ";;;", ""),
    ],
)
def test_a_value_is_what_its_number_format_prints(value: object, shape: str, text: str) -> None:
    assert shown(value, shape) == text


def _tables(path: Path, rows: Sequence[tuple[object, ...]], name: str = "Blad1", hidden: tuple[int, int] | None = None) -> Any:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(row)
    if hidden is not None:
        sheet.column_dimensions.group(*map(get_column_letter, hidden), hidden=True)
    book.save(str(path.with_suffix(".xlsx")))
    path.write_bytes(path.with_suffix(".xlsx").read_bytes())
    return read_document(str(path)).tables


ROWS: list[tuple[object, ...]] = [
    ("", 2025, 2024),
    ("Intäkter", 5100, 4900),
    ("Kostnader", -4000, -4100),
    ("Resultat", 1100, 800),
]


@pytest.mark.parametrize(("tab", "title"), [("Resultaträkning", "Resultaträkning"), ("RR", "Resultaträkning"), ("Blad1", "")])
def test_the_name_on_the_tab_is_the_title_of_a_table_without_one(tab: str, title: str, tmp_path: Path) -> None:
    assert _tables(tmp_path / "x", ROWS, tab)[0].title == title


def test_a_unit_on_a_line_of_its_own_is_that_of_the_table_below(tmp_path: Path) -> None:
    found: PrintedTable = _tables(tmp_path / "x", [("Resultaträkning",), ("Belopp i tkr",), *ROWS])[0]
    assert (found.title, found.unit) == ("Resultaträkning", "tkr")


def test_hidden_columns_beside_each_other_are_not_read(tmp_path: Path) -> None:
    rows = [(first, "", "", *rest) if first == "" else (first, 3010, 3020, *rest) for first, *rest in ROWS]
    assert _tables(tmp_path / "x", rows, hidden=(2, 3))[0].heads == ("2025", "2024")


def test_heads_of_groups_over_the_first_of_their_columns_are_of_all(tmp_path: Path) -> None:
    rows = [
        ("", "Kommunen", "", "Koncernen", ""),
        ("", 2025, 2024, 2025, 2024),
        ("Skatt", 5100, 4900, 6100, 5900),
        ("Bidrag", 40, 30, 60, 50),
    ]
    assert _tables(tmp_path / "x", rows)[0].heads == ("Kommunen 2025", "Kommunen 2024", "Koncernen 2025", "Koncernen 2024")


def test_a_workbook_is_known_by_its_content_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "report").write_bytes(drawn_xlsx(1)[0])
    assert read_document(str(tmp_path / "report")).tables
