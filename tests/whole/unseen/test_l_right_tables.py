"""Right tables draw no warning: a blank comparative, a sign that the sums prove, columns of opening and closing results."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.whole.unseen.small import AMOUNTS, UNITS, Rows, accusations, checked, data_file, errors, said, table


@pytest.mark.parametrize("label", ["Jämförelsestörande poster", "Finansiella kostnader", "Avskrivningar", "Övriga intäkter"])
@pytest.mark.parametrize("blank", [None, "-", "–"])
@given(amount=AMOUNTS, unit=UNITS)
def test_a_blank_comparative_is_silent_as_a_dash_is(label: str, blank: str | None, amount: int, unit: str) -> None:
    rows: Rows = [
        ("Verksamhetens intäkter", (50_000, 40_000)),
        (label, (amount if label == "Övriga intäkter" else -amount, blank)),
    ]
    result = checked(data_file(table("Resultaträkning", rows, unit=unit)))
    assert [finding for finding in said(result) if finding[0] == "RR007"] == []


@given(before=AMOUNTS, gained=AMOUNTS, paid=AMOUNTS, unit=UNITS)
def test_a_sign_that_the_sums_prove_is_no_habit_broken(before: int, gained: int, paid: int, unit: str) -> None:
    """A financial cost that was turned back stands as an income, and the result counts it so."""
    rows: Rows = [
        ("Verksamhetens resultat", (before, before + 7)),
        ("Finansiella intäkter", (gained, gained + 3)),
        ("Finansiella kostnader", (paid, -paid)),
        ("Resultat efter finansiella poster", (before + gained + paid, before + 7 + gained + 3 - paid)),
        ("Årets resultat", (before + gained + paid, before + 7 + gained + 3 - paid)),
    ]
    assert accusations(checked(data_file(table("Resultaträkning", rows, unit=unit)))) == []


HEADS = "Ingående resultat | Kommunbidrag | Intäkter | Kostnader | Årets resultat | Utgående resultat"


def _unit(opening: int, granted: int, income: int, cost: int) -> tuple[int, ...]:
    year = granted + income - cost
    return opening, granted, income, -cost, year, opening + year


@pytest.mark.parametrize(
    "heads", [HEADS, HEADS.replace("Kommunbidrag", "Regionbidrag"), HEADS.replace("Utgående resultat", "Utgående")]
)
@given(units=st.lists(st.tuples(st.integers(-989, 989), AMOUNTS, AMOUNTS, AMOUNTS), min_size=2, max_size=2), unit=UNITS)
def test_columns_of_opening_and_closing_results_are_no_costs(heads: str, units: list[tuple[int, ...]], unit: str) -> None:
    first, second = (_unit(*one) for one in units)
    rows: Rows = [
        ("Barn- och utbildningsnämnden", first),
        ("Socialnämnden", second),
        ("Summa", tuple(a + b for a, b in zip(first, second, strict=True))),
    ]
    assert accusations(checked(data_file(table("Driftredovisning", rows, unit=unit, columns=heads)))) == []


def test_a_sum_that_is_wrong_in_such_a_column_is_an_error() -> None:
    first, second = _unit(10, 500, 40, 530), _unit(-5, 700, 60, 757)
    whole = [a + b for a, b in zip(first, second, strict=True)]
    whole[2] += 7
    rows: Rows = [("Barn- och utbildningsnämnden", first), ("Socialnämnden", second), ("Summa", tuple(whole))]
    found = errors(checked(data_file(table("Driftredovisning", rows, columns=HEADS))))
    assert "Summa" in [row for _, row in found]
