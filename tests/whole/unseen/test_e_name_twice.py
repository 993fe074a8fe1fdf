"""A second row of a name that the statement knows counts where it stands, as the first does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import examples
from tests.whole.unseen.small import AMOUNTS, UNITS, Rows, accusations, beside, checked, data_file, errors, table, years

SIGNED = st.integers(-989, 989)


def _statement(label: str, income: int, cost: int, tax: int, above: int, below: int, more: int = 0) -> Rows:
    net = income - cost + above
    result = net + tax + 5 - 3 + below
    return [
        ("Verksamhetens intäkter", income),
        ("Verksamhetens kostnader", -cost),
        (label, above),
        ("Verksamhetens nettokostnader", net),
        ("Skatteintäkter", tax),
        ("Verksamhetens resultat", net + tax),
        ("Finansiella intäkter", 5),
        ("Finansiella kostnader", -3),
        (label, below),
        ("Resultat efter finansiella poster", result + more),
        ("Årets resultat", result + more),
    ]


@pytest.mark.parametrize("label", ["Jämförelsestörande poster", "Jämförelsestörande post", "Övriga poster"])
@examples(1 / 2)
@given(columns=years(AMOUNTS, AMOUNTS, AMOUNTS, SIGNED, SIGNED), unit=UNITS)
def test_both_rows_count(label: str, columns: list[tuple[int, ...]], unit: str) -> None:
    rows = beside([_statement(label, *column) for column in columns])
    assert accusations(checked(data_file(table("Resultaträkning", rows, unit=unit)))) == []


def test_a_result_that_no_reading_gives_is_an_error() -> None:
    rows = _statement("Jämförelsestörande poster", 1000, 3000, 2100, 120, 40, more=700)
    assert "Resultat efter finansiella poster" in [row for _, row in errors(checked(data_file(table("Resultaträkning", rows))))]


def _split(cost: int, income: int, noted: int) -> str:
    """A note that splits what stands in two rows of one name, beside the same of the year before."""
    name = "Jämförelsestörande poster"
    rows = beside([_statement(name, 1000, 3000, 2100, -c, i) for c, i in ((cost, income), (41, 17))])
    note: Rows = [
        ("Nedskrivning av mark", (-cost, -41)),
        ("Summa jämförelsestörande kostnader", (-cost, -41)),
        ("Återbetald premie", (noted, 17)),
        ("Summa jämförelsestörande intäkter", (noted, 17)),
    ]
    return data_file(table("Resultaträkning", rows, unit="tkr"), table(f"Not 6. {name}", note, unit="tkr"))


@examples(1 / 2)
@given(cost=AMOUNTS, income=AMOUNTS)
def test_a_note_splits_two_rows_of_one_name(cost: int, income: int) -> None:
    assert accusations(checked(_split(cost, income, income))) == []


def test_a_note_that_splits_two_rows_comes_to_both() -> None:
    assert [rule for rule, _ in errors(checked(_split(410, 275, 257)))] == ["NO002"]
