"""A reference to a note that is not in the data file is not checked; it is no fault of the report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import examples
from tests.whole.unseen.small import accusations, checked, data_file, table

ROWS = ["Verksamhetens intäkter", "Verksamhetens kostnader", "Avskrivningar", "Skatteintäkter", "Finansiella intäkter"]
NOTE = table("Not 1. Verksamhetens intäkter", [("Avgifter", 60), ("Hyror", 40), ("Summa", 100)])


@examples(1 / 2)
@given(amounts=st.lists(st.integers(11, 999), min_size=1, max_size=5), first=st.integers(1, 30))
def test_no_row_is_blamed_for_notes_that_were_not_typed(amounts: list[int], first: int) -> None:
    rows = [(label, f"{amount} (not {first + n})") for n, (label, amount) in enumerate(zip(ROWS, amounts, strict=False))]
    result = checked(data_file(table("Resultaträkning", list(rows))))
    assert accusations(result, "NO009") == []


@examples(1 / 2)
@given(more=st.lists(st.integers(2, 30), unique=True, max_size=4))
def test_it_is_told_once_for_all_rows(more: list[int]) -> None:
    rows = [(label, f"100 (not {note})") for label, note in zip(ROWS, [40, *more], strict=False)]
    told = [o.outcome for o in checked(data_file(table("Resultaträkning", list(rows)), NOTE)).outcomes if o.rule == "NO009"]
    assert told.count("not_applicable") == 1
    assert "finding" not in told


@pytest.mark.parametrize("note", [1, "1"])
def test_a_reference_that_resolves_passes(note: int | str) -> None:
    result = checked(data_file(table("Resultaträkning", [("Verksamhetens intäkter", f"100 (not {note})")]), NOTE))
    assert [o.outcome for o in result.outcomes if o.rule == "NO009"] == ["passed"]
