"""Opening + changes = closing runs along a row as well, where the heads say so."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.properties import examples
from tests.whole.unseen.small import AMOUNTS, UNITS, Rows, accusations, checked, data_file, errors, table

HEADS = [
    "Ingående balans | Årets avsättning | Ianspråktaget | Utgående balans",
    "IB | Ökning | Minskning | UB",
    "Ingående värde | Nya avsättningar | Årets uttag | Utgående värde",
]
ROWS = ["Pensioner", "Deponi", "Medfinansiering av väg"]


def _line(opening: int, added: int, used: int, more: int = 0) -> tuple[int, ...]:
    return opening, added, -used, opening + added - used + more


@pytest.mark.parametrize("heads", HEADS)
@examples(1 / 2)
@given(lines=st.lists(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS), min_size=1, max_size=3), unit=UNITS)
@example(lines=[(310, 147, 147), (120, 147, 147)], unit="tkr")  # alike in what changed: no sum of one another
def test_rows_that_roll_are_right(heads: str, lines: list[tuple[int, ...]], unit: str) -> None:
    rows: Rows = [(label, _line(*line)) for label, line in zip(ROWS, lines, strict=False)]
    assert accusations(checked(data_file(table("Not 17. Avsättningar", rows, unit=unit, columns=heads)))) == []


@pytest.mark.parametrize("heads", HEADS)
@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_row_that_does_not_roll_is_an_error(heads: str, at: int) -> None:
    lines = [(300, 40, 15), (1200, 0, 170), (640, 85, 0)]
    rows: Rows = [(label, _line(*line, more=7 * (n == at))) for n, (label, line) in enumerate(zip(ROWS, lines, strict=True))]
    assert ROWS[at] in [row for _, row in errors(checked(data_file(table("Not 17. Avsättningar", rows, columns=heads))))]


def test_two_closing_balances_that_changed_places_are_told_though_but_one_row_rolls() -> None:
    rows: Rows = [("Balanserat resultat", (10_562, 1_181, None, 2_149)), ("Årets resultat", (1_181, -1_181, 2_149, 11_743))]
    rows.append(("Summa", (11_743, 0, 2_149, 13_892)))
    heads = "Ingående balans | Överfört resultat | Årets resultat | Utgående balans"
    found = errors(checked(data_file(table("Not 9 Eget kapital", rows, columns=heads))))
    assert {row for _, row in found} == {"Balanserat resultat", "Årets resultat"}
