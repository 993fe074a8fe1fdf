"""Layouts drawn at random: every figure with its label and column, and none besides."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from finsam_audit.documents.datafile import unique
from finsam_audit.documents.reading import read_document
from finsam_audit.page.printed import read_cell
from tests.documents.drawn_pages import drawn_pdf
from tests.documents.drawn_sheets import drawn_xlsx
from tests.documents.drawn_word import drawn_docx
from tests.properties import one_in


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


def _differ(path: Path, truth: list[tuple[str, str, int]]) -> tuple[Counter[object], Counter[object]]:
    """The figures that are missing in what is read of a document, and those that are there besides."""
    read: Counter[object] = Counter(
        (_folded(row.label), _folded(head), number.value)
        for table in read_document(str(path)).tables
        for row in table.rows
        for head, cell in zip(unique(table.heads), row.cells, strict=False)
        if cell is not None and (number := read_cell(cell.text).number) is not None
    )
    wanted: Counter[object] = Counter((_folded(label), _folded(head), Decimal(value)) for label, head, value in truth)
    return wanted - read, read - wanted


@pytest.mark.parametrize("seed", one_in(2, [*range(24), *range(50_000, 50_006)]))
def test_a_drawn_report_is_read_whole(seed: int, tmp_path: Path) -> None:
    data, truth, layout = drawn_pdf(seed)
    path = tmp_path / "drawn.pdf"
    path.write_bytes(data)
    assert _differ(path, truth) == (Counter(), Counter()), layout


@pytest.mark.parametrize("seed", one_in(2, range(60_000, 60_024)))
def test_a_report_drawn_as_a_word_document_is_read_whole(seed: int, tmp_path: Path) -> None:
    data, truth, layout = drawn_docx(seed)
    path = tmp_path / "drawn.docx"
    path.write_bytes(data)
    assert _differ(path, truth) == (Counter(), Counter()), layout


@pytest.mark.parametrize("seed", one_in(2, range(70_000, 70_016)))
def test_a_report_drawn_as_a_workbook_is_read_whole(seed: int, tmp_path: Path) -> None:
    data, truth, layout = drawn_xlsx(seed)
    path = tmp_path / "drawn.xlsx"
    path.write_bytes(data)
    assert _differ(path, truth) == (Counter(), Counter()), layout
