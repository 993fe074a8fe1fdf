"""Every adjustment between the result and the cash flow from operations counts, however many there are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import examples
from tests.whole.unseen.small import UNITS, Rows, accusations, beside, checked, data_file, errors, table, years

SIGNED = st.integers(-989, 989)
ADJUSTMENTS = [
    ("Justering för ej likviditetspåverkande poster", "Övriga likviditetspåverkande poster", "Poster som redovisas i annan sektion"),
    ("Justering för av- och nedskrivningar", "Justering för övriga ej likviditetspåverkande poster", "Övriga justeringar"),
    ("Avskrivningar", "Realisationsresultat", "Förändring av avsättningar"),
]  # fmt: skip


def _flow(names: tuple[str, ...], result: int, *adjusted: int, receivables: int = 10, more: int = 0) -> Rows:
    return [
        ("Årets resultat", result),
        *zip(names, adjusted, strict=True),
        ("Ökning/minskning kortfristiga fordringar", receivables),
        ("Kassaflöde från den löpande verksamheten", result + sum(adjusted) + receivables + more),
    ]


@pytest.mark.parametrize("names", ADJUSTMENTS)
@examples(1 / 2)
@given(columns=years(SIGNED, SIGNED, SIGNED, SIGNED), unit=UNITS, order=st.permutations(range(3)))
def test_no_adjustment_is_dropped(names: tuple[str, ...], columns: list[tuple[int, ...]], unit: str, order: list[int]) -> None:
    rows = beside([_flow(tuple(names[n] for n in order), *column) for column in columns])
    assert accusations(checked(data_file(table("Kassaflödesanalys", rows, unit=unit)))) == []


@pytest.mark.parametrize("names", ADJUSTMENTS)
def test_a_cash_flow_that_leaves_one_out_in_no_reading_is_an_error(names: tuple[str, ...]) -> None:
    result = checked(data_file(table("Kassaflödesanalys", _flow(names, 100, 50, -20, -30, more=7))))
    assert [row for _, row in errors(result)] == ["Kassaflöde från den löpande verksamheten"]
