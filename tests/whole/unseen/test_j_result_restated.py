"""A note that restates last year's result holds two results of that year, and both are right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import examples
from tests.whole.unseen.small import UNITS, Rows, accusations, checked, data_file, errors, table

FIRST = [
    "Årets resultat enligt årsredovisningen 2024",
    "Årets resultat enligt fastställd årsredovisning",
    "Årets resultat före rättelse",
]
CHANGE = ["Rättelse av fel", "Justering ändrad redovisningsprincip", "Effekt av byte av princip"]
INCOME: Rows = [("Resultat efter finansiella poster", (210, 196)), ("Årets resultat", (210, 196))]


def _note(first: str, change: str, told: int, by: int, more: int = 0) -> str:
    rows: Rows = [(first, told), (change, by), ("Årets resultat", told + by + more)]
    return table("Not 31. Rättelse av fel", rows, columns="2024")


@pytest.mark.parametrize("first", FIRST)
@pytest.mark.parametrize("change", CHANGE)
@examples(1 / 2)
@given(by=st.integers(-989, 989))
def test_a_restated_result_is_no_contradiction(first: str, change: str, by: int) -> None:
    text = data_file(table("Resultaträkning", INCOME), _note(first, change, 196 - by, by))
    assert accusations(checked(text)) == []


@examples(1 / 2)
@given(told=st.integers(-9_999, 9_999), by=st.integers(-989, 989), unit=UNITS)
def test_the_restatement_alone_adds_up(told: int, by: int, unit: str) -> None:
    assert accusations(checked(data_file(_note(FIRST[0], CHANGE[0], told, by)))) == []


def test_a_restated_result_that_is_not_that_of_the_statement_is_an_error() -> None:
    text = data_file(table("Resultaträkning", INCOME), _note(FIRST[0], CHANGE[0], 235, -39, more=3))
    assert "Årets resultat" in [row for _, row in errors(checked(text))]
