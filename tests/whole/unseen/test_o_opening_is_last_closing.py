"""Where a note or table prints two years, what a year opens with is what the year before closed with."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.properties import examples
from tests.whole.unseen.small import AMOUNTS, UNITS, Rows, accusations, checked, data_file, table

TABLES = [
    ("Not 17. Avsättningar för pensioner", "Ingående avsättning", "Årets förändring", "Utgående avsättning"),
    ("Not 18. Checkräkning", "Ingående skuld", "Årets förändring", "Utgående skuld"),
    ("Not 9. Gatukostnadsersättningar", "Ingående värde", "Årets ersättningar", "Utgående värde"),
    ("Sociala investeringsfonden", "Ingående balans", "Årets uttag", "Utgående balans"),
]


def _rows(names: tuple[str, ...], first: int, before: int, now: int, gap: int) -> Rows:
    _, opening, change, closing = names
    return [
        (opening, (first + before + gap, first)),
        (change, (now, before)),
        (closing, (first + before + gap + now, first + before)),
    ]


@pytest.mark.parametrize("names", TABLES)
@examples(1 / 2)
@given(first=AMOUNTS, before=AMOUNTS, now=AMOUNTS, unit=UNITS)
def test_an_opening_that_is_last_closing_is_right(names: tuple[str, ...], first: int, before: int, now: int, unit: str) -> None:
    assert accusations(checked(data_file(table(names[0], _rows(names, first, before, now, 0), unit=unit)))) == []


@pytest.mark.parametrize("names", TABLES)
@examples(1 / 2)
@given(first=AMOUNTS, before=AMOUNTS, now=AMOUNTS, gap=AMOUNTS, unit=UNITS)
def test_an_opening_that_is_another_is_told(
    names: tuple[str, ...], first: int, before: int, now: int, gap: int, unit: str
) -> None:
    result = checked(data_file(table(names[0], _rows(names, first, before, now, gap), unit=unit)))
    assert names[1] in [row for *_, row in accusations(result)]


def test_the_provision_of_a_real_note_is_told() -> None:
    rows: Rows = [
        ("Ingående avsättning", (287_675, 248_991)),
        ("Årets förändring", (42_662, 52_781)),
        ("Utgående avsättning", (330_337, 301_772)),
    ]
    assert accusations(checked(data_file(table("Not 17. Avsättningar", rows)))) != []
