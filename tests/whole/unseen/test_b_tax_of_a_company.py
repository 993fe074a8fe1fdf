"""Tax below the result after financial items is a cost of a company or a group, no tax revenue."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import examples
from tests.whole.unseen.small import (
    AMOUNTS,
    UNITS,
    Rows,
    accusations,
    beside,
    checked,
    data_file,
    errors,
    proposed,
    table,
    years,
)

TAXES = ["Skatt", "Skatt på årets resultat", "Årets skattekostnad", "Inkomstskatt"]


def _end(before: int, *taxes: tuple[str, int], more: int = 0) -> Rows:
    owed = sum(amount for _, amount in taxes)
    return [("Resultat efter finansiella poster", before), *taxes, ("Årets resultat", before + owed + more)]


@pytest.mark.parametrize("name", ["Resultaträkning", "Koncernens resultaträkning"])
@pytest.mark.parametrize("label", TAXES)
@examples(1 / 2)
@given(columns=years(st.integers(-9_999, 9_999), st.integers(-989, 989)), unit=UNITS)
def test_tax_is_taken_from_the_result(label: str, name: str, columns: list[tuple[int, ...]], unit: str) -> None:
    rows = beside([_end(before, (label, tax)) for before, tax in columns])
    assert accusations(checked(data_file(table(name, rows, unit=unit)))) == []


@examples(1 / 2)
@given(columns=years(st.integers(-9_999, 9_999), AMOUNTS, AMOUNTS), unit=UNITS, first=st.booleans())
def test_deferred_tax_and_tax_both_count(columns: list[tuple[int, ...]], unit: str, first: bool) -> None:
    def year(before: int, deferred: int, tax: int) -> Rows:
        taxes = [("Uppskjuten skatt", -deferred), ("Skatt", -tax)]
        return _end(before, *(taxes if first else taxes[::-1]))

    assert accusations(checked(data_file(table("Resultaträkning", beside([year(*c) for c in columns]), unit=unit)))) == []


@pytest.mark.parametrize("label", TAXES)
def test_an_error_beside_the_tax_is_not_turned_the_wrong_way_round(label: str) -> None:
    result = checked(data_file(table("Resultaträkning", _end(181, (label, -37), more=10))))
    assert [row for _, row in errors(result)] == ["Årets resultat"]
    assert [o.computed for o in result.findings if o.severity == "error"] == [144]
    assert (label, 37) not in [(row, amount) for _, row, amount in proposed(result)]
