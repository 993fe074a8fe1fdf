"""Sums as a reader: what they say of a recognised figure, and what not."""

from __future__ import annotations

from finsam_audit.documents.layout import LABEL, RECOGNISED, PrintedCell, PrintedRow, PrintedTable
from finsam_audit.documents.proof import upheld


def _doubts(*rows: tuple[str, str]) -> list[str]:
    printed = tuple(PrintedRow(label, (PrintedCell(text, why=RECOGNISED),)) for label, text in rows)
    return [cell.why for row in upheld(PrintedTable("Not 3", ("2025",), printed, 1)).rows for cell in row.cells if cell]


def test_a_sum_that_holds_upholds_its_figures() -> None:
    assert _doubts(("Personalkostnader", "1 200"), ("Lokalkostnader", "300"), ("Summa", "1 500")) == ["", "", ""]


def test_a_sum_does_not_uphold_a_label_that_is_no_words() -> None:
    assert _doubts(("Pcrsonalkostnxder", "1 200"), ("Lokalkostnader", "300"), ("Summa", "1 500")) == [LABEL, "", ""]


def test_a_sum_that_fails_upholds_nothing() -> None:
    assert _doubts(("Personalkostnader", "1 200"), ("Lokalkostnader", "300"), ("Summa", "1 501")) == [RECOGNISED] * 3
