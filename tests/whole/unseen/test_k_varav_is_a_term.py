"""Rows that say "varav" are parts of the row above, or terms of their own where the sums say so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import examples
from tests.whole.unseen.small import AMOUNTS, UNITS, Rows, accusations, beside, checked, data_file, errors, table, years

LABELS = ["varav ej likviditetspåverkande avgifter", "varav förutbetalda anslutningsavgifter", "Varav upplösning av bidrag"]


def _flow(label: str, lent: int, owed: int, less: int, *, term: bool = True, more: int = 0) -> Rows:
    return [
        ("Nyupptagna lån", lent),
        ("Ökning långfristiga skulder", owed),
        (label, -less if term else less),
        ("Kassaflöde från finansieringsverksamheten", lent + owed - less * term + more),
    ]


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("term", [True, False])
@examples(1 / 2)
@given(columns=years(AMOUNTS, st.integers(500, 9_989), st.integers(11, 499)), unit=UNITS)
def test_varav_is_a_term_or_a_part_as_the_sum_says(label: str, term: bool, columns: list[tuple[int, ...]], unit: str) -> None:
    rows = beside([_flow(label, *column, term=term) for column in columns])
    assert accusations(checked(data_file(table("Kassaflödesanalys", rows, unit=unit)))) == []


@pytest.mark.parametrize("label", LABELS)
def test_a_sum_of_neither_reading_is_an_error(label: str) -> None:
    found = errors(checked(data_file(table("Kassaflödesanalys", _flow(label, 50, 30, 20, more=7)))))
    assert [row for _, row in found] == ["Kassaflöde från finansieringsverksamheten"]


def test_varav_is_read_the_same_way_in_every_column() -> None:
    """Two columns say a term; the third, where only the part would do, is an error of that column."""
    columns = [_flow(LABELS[0], 50, 30, 20), _flow(LABELS[0], 61, 33, 27), _flow(LABELS[0], 47, 31, 22, term=False)]
    assert len(errors(checked(data_file(table("Kassaflödesanalys", beside(columns)))))) == 1
