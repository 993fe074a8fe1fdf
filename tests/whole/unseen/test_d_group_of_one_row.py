"""A single row that a total of its own closes makes a group; the group before it is none of its terms."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.properties import examples
from tests.whole.unseen.small import AMOUNTS, UNITS, Rows, accusations, beside, checked, data_file, errors, table, years

NAMES = [
    ("Nämnder", "Skolnämnden", "Kommunstyrelsen", "Summa skattefinansierat", "Vatten och avlopp", "Summa avgiftsfinansierat"),
    ("Skattefinansierad verksamhet", "Barn och utbildning", "Omsorg", "Summa skattekollektivet", "Renhållning", "Summa taxekollektivet"),
    ("Förvaltning", "Kansli", "Räddningstjänst", "Summa egen verksamhet", "Uppdrag åt andra", "Summa uppdrag"),
]  # fmt: skip


def _table(names: tuple[str, ...], first: int, second: int, alone: int, *, more: int = 0, whole: bool = False) -> Rows:
    group, one, two, closing, single, total = names
    rows: Rows = [
        (group, [(one, first), (two, second), (closing, first + second)]),
        (single, alone),
        (total, alone + more),
    ]
    return [*rows, ("Summa nettokostnader", first + second + alone)] if whole else rows


@pytest.mark.parametrize("names", NAMES)
@pytest.mark.parametrize("whole", [False, True])
@examples(1 / 2)
@given(columns=years(AMOUNTS, AMOUNTS, AMOUNTS), unit=UNITS)
def test_the_total_after_a_single_row_is_that_row(
    names: tuple[str, ...], whole: bool, columns: list[tuple[int, ...]], unit: str
) -> None:
    rows = beside([_table(names, *column, whole=whole) for column in columns])
    heads = " | ".join(f"Utfall {2025 - n}" for n in range(len(columns)))
    assert accusations(checked(data_file(table("Driftredovisning", rows, unit=unit, columns=heads)))) == []


@pytest.mark.parametrize("names", NAMES)
def test_a_total_that_is_neither_its_row_nor_the_whole_is_an_error(names: tuple[str, ...]) -> None:
    result = checked(data_file(table("Driftredovisning", _table(names, 20, 5, 10, more=7), columns="Utfall 2025")))
    assert [row for _, row in errors(result)] == [names[-1]]
