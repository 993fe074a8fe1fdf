"""The result among the equity is that of the income statement, whatever more its label says."""

from __future__ import annotations

import pytest

from tests.whole.unseen.small import Rows, accusations, checked, data_file, table

LABELS = ["Årets resultat, inklusive justering", "Årets resultat inkl. justeringar", "Årets resultat (efter justering)"]


def _file(label: str, amount: int, noted: int | None = None) -> str:
    equity: Rows = [(label, amount), ("Övrigt eget kapital", 4000), ("Summa eget kapital", 4000 + amount)]
    income = table("Resultaträkning", [("Resultat efter finansiella poster", 310), ("Årets resultat", 310)])
    note: Rows = [("Årets resultat enligt resultaträkningen", 310), ("Justering", noted), (label, amount)]
    notes = [table("Not 14. Eget kapital", note)] if noted is not None else []
    return data_file(income, table("Balansräkning", equity, columns="2025-12-31"), *notes)


@pytest.mark.parametrize("label", LABELS)
def test_the_same_result_is_right(label: str) -> None:
    assert accusations(checked(_file(label, 310))) == []


@pytest.mark.parametrize("label", LABELS)
def test_another_result_is_told(label: str) -> None:
    assert accusations(checked(_file(label, 287))) != []


@pytest.mark.parametrize("label", LABELS)
def test_an_adjustment_that_a_note_shows_explains_it(label: str) -> None:
    assert accusations(checked(_file(label, 287, noted=-23))) == []
