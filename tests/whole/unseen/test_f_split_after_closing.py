"""What follows a closing balance may split it; it is neither added to it nor rolled from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import examples
from tests.whole.unseen.small import AMOUNTS, UNITS, Rows, accusations, beside, checked, data_file, errors, table, years

HEADS = ["Specifikation", "Utgående eget kapital fördelas på", "Varav", "Uppdelning av eget kapital"]
CLOSING = "Utgående eget kapital"


def _split(head: str, reserve: int, rest: int, *, rolled: bool, result: int = 10, more: int = 0) -> Rows:
    whole = reserve + rest
    start: Rows = [("Ingående eget kapital", whole - result), ("Årets resultat", result)] if rolled else []
    parts: Rows = [("Resultatutjämningsreserv", reserve), ("Övrigt eget kapital", rest + more), (CLOSING, whole)]
    return [*start, (CLOSING, whole), (head, parts)]


@pytest.mark.parametrize("head", HEADS)
@examples(1 / 2)
@given(changes=years(st.integers(-989, 989), AMOUNTS), unit=UNITS, rolled=st.booleans())
def test_a_split_after_the_closing_balance_adds_up_to_it(
    head: str, changes: list[tuple[int, ...]], unit: str, rolled: bool
) -> None:
    equity, columns = 20_000, []
    for result, reserve in changes:
        equity += result
        columns.append(_split(head, reserve, equity - reserve, rolled=rolled, result=result))
    rows = beside(columns[::-1])
    assert accusations(checked(data_file(table("Not 14. Eget kapital", rows, unit=unit)))) == []


@pytest.mark.parametrize("head", HEADS)
def test_a_split_that_is_not_the_whole_is_an_error(head: str) -> None:
    found = errors(checked(data_file(table("Not 14. Eget kapital", _split(head, 30, 70, rolled=True, more=7)))))
    assert [row for _, row in found] == [CLOSING]
