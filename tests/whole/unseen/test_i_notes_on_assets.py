"""A note on fixed assets: totals without a label, the same row in both halves, a book value that closes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import examples
from tests.whole.unseen.small import UNITS, Rows, accusations, beside, checked, data_file, errors, table, years

SMALL, MORE = st.integers(11, 400), st.integers(401, 900)
START = st.tuples(st.integers(4_000, 9_000), st.integers(1_000, 3_000))
CHANGES = years(SMALL, SMALL, MORE, MORE, SMALL)
CLOSED = ["Redovisat värde", "Bokfört värde", "Utgående restvärde", "Redovisat värde vid årets slut", "Planenligt restvärde"]
SOLD = ["Avyttringar", "Försäljningar", "Utrangeringar", "Avyttringar och utrangeringar"]


def _note(
    cost: int, bought: int, moved: int, sold: int, worn: int, year: int, sold_worn: int,
    *, totals: tuple[str, str], out: str, closing: str, more: int = 0, sold_first: bool = False
) -> Rows:  # fmt: skip
    first, second = cost + bought + moved - sold, -worn - year + sold_worn
    worn_off: Rows = [("Årets avskrivningar", -year), (out, sold_worn)]
    return [
        ("Ingående anskaffningsvärde", cost),
        ("Inköp", bought),
        ("Omklassificeringar", moved),
        (out, -sold),
        (totals[0], first + more),
        ("Ingående avskrivningar", -worn),
        *(worn_off[::-1] if sold_first else worn_off),
        (totals[1], second),
        (closing, first + second),
    ]


def _years(
    start: tuple[int, int],
    changes: list[tuple[int, ...]],
    *,
    totals: tuple[str, str],
    out: str,
    closing: str,
    sold_first: bool = False,
) -> Rows:
    """The columns of the note, the last year first: what a year opens with is what the year before closed with."""
    cost, worn = start
    columns = []
    for bought, moved, sold, year, sold_worn in changes:
        moves = (cost, bought, moved, sold, worn, year, sold_worn)
        columns.append(_note(*moves, totals=totals, out=out, closing=closing, sold_first=sold_first))
        cost, worn = cost + bought + moved - sold, worn + year - sold_worn
    return beside(columns[::-1])


NAMED = ("Utgående anskaffningsvärde", "Utgående avskrivningar")
HALVES = [
    NAMED,
    ("Utgående ackumulerade anskaffningsvärden", "Utgående ackumulerade avskrivningar"),
    ("Summa anskaffningsvärden", "Summa avskrivningar"),
]


@examples(1 / 2)
@given(start=START, changes=CHANGES, unit=UNITS)
def test_totals_without_a_label_close_their_halves(start: tuple[int, int], changes: list[tuple[int, ...]], unit: str) -> None:
    rows = _years(start, changes, totals=("", ""), out="Försäljningar", closing="Redovisat värde")
    assert accusations(checked(data_file(table("Not 11. Maskiner och inventarier", rows, unit=unit)))) == []


@pytest.mark.parametrize("totals", HALVES)
@pytest.mark.parametrize("out", SOLD)
@examples(1 / 2)
@given(start=START, changes=CHANGES, unit=UNITS, first=st.booleans())
def test_disposals_stand_in_both_halves(
    totals: tuple[str, str], out: str, start: tuple[int, int], changes: list[tuple[int, ...]], unit: str, first: bool
) -> None:
    rows = _years(start, changes, totals=totals, out=out, closing="Utgående redovisat värde", sold_first=first)
    assert accusations(checked(data_file(table("Not 10. Mark och byggnader", rows, unit=unit)))) == []


@pytest.mark.parametrize("closing", CLOSED)
@examples(1 / 2)
@given(start=START, changes=CHANGES, unit=UNITS)
def test_a_book_value_closes_the_note(closing: str, start: tuple[int, int], changes: list[tuple[int, ...]], unit: str) -> None:
    rows = _years(start, changes, totals=NAMED, out="Avyttringar", closing=closing)
    assert accusations(checked(data_file(table("Not 10. Mark och byggnader", rows, unit=unit)))) == []


@pytest.mark.parametrize("totals", [("", ""), NAMED])
@pytest.mark.parametrize("closing", CLOSED)
def test_a_half_that_does_not_add_up_is_an_error(totals: tuple[str, str], closing: str) -> None:
    rows = _note(5000, 700, 40, 300, 2000, 450, 210, totals=totals, out="Avyttringar", closing=closing, more=170)
    assert errors(checked(data_file(table("Not 11. Maskiner och inventarier", rows)))) != []


def test_a_turned_disposal_is_an_error() -> None:
    """The disposal takes from the cost: 1 200 where -1 200 belongs leaves the total 2 400 off."""
    rows = _note(5000, 700, 40, 1200, 2000, 450, 210, totals=NAMED, out="Utrangeringar", closing="Utgående redovisat värde")
    rows[3] = ("Utrangeringar", 1200)
    assert errors(checked(data_file(table("Not 11. Maskiner och inventarier", rows)))) != []
