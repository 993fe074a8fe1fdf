"""A sum row whose sign is turned in a whole column is told; a column kept in the other sign throughout is not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.properties import examples
from tests.whole.unseen.small import AMOUNTS, UNITS, Rows, checked, data_file, said, sample, table

HEADS = "Utfall 2025 | Budget 2025 | Utfall 2024"


def _rows(columns: Sequence[tuple[int, ...]], turned: int | None) -> Rows:
    sums = tuple(-sum(c) if n == turned else sum(c) for n, c in enumerate(columns))
    names = ["Individinriktade insatser", "Strukturövergripande insatser", "Administration"]
    return [*[(name, tuple(c[n] for c in columns)) for n, name in enumerate(names)], ("Summa", sums)]


@pytest.mark.parametrize("turned", [0, 1, 2])
@examples(1 / 2)
@given(first=AMOUNTS, second=AMOUNTS, third=AMOUNTS, unit=UNITS)
def test_a_turned_sum_is_a_note_at_least(turned: int, first: int, second: int, third: int, unit: str) -> None:
    assume(len({first, second, third}) == 3)
    columns = [(first, second, third), (first + 5, second - 3, third + 8), (first - 2, second + 4, third + 1)]
    right = said(checked(data_file(table("Driftredovisning", _rows(columns, None), unit=unit, columns=HEADS))))
    wrong = said(checked(data_file(table("Driftredovisning", _rows(columns, turned), unit=unit, columns=HEADS))))
    assert {row for *_, row in wrong - right} & {"Summa"} == {"Summa"}


@examples(1 / 2)
@given(first=AMOUNTS, second=AMOUNTS, income=st.integers(30_000, 40_000), unit=UNITS)
def test_a_budget_in_the_other_sign_with_its_sum_in_this_one_is_told(first: int, second: int, income: int, unit: str) -> None:
    """The budget's costs are printed without a sign and its income with minus, but the sum as the outcome has it."""
    rows: Rows = [
        ("Insatser", (-first - 9, first)),
        ("Administration", (-second + 4, second)),
        ("Medelstilldelning", (income, -income)),
        ("Summa", (income - first - second - 5, income - first - second)),
    ]
    text = data_file(table("Driftredovisning", rows, unit=unit, columns="Utfall 2025 Netto | Budget 2025 Netto"))
    assert ("Budget 2025 Netto", "Summa") in [(column, row) for *_, column, row in said(checked(text))]


def test_the_budget_of_degerfors_is_told() -> None:
    """The rows make 158 and −158 is printed."""
    found = said(sample("degerfors-karlskoga-2025"))
    assert ("Budget 2025 Netto", "Summa") in [(column, row) for *_, column, row in found]
