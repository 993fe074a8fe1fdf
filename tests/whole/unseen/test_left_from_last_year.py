"""A row of a sum that was not typed over prints what it printed the year before: it is the one to look at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import examples
from tests.whole.unseen.small import Rows, checked, data_file, proposed, table

ROWS = ["Löner", "Arbetsgivaravgifter", "Pensionskostnader", "Övriga personalkostnader"]
YEAR = st.lists(st.integers(10_011, 989_989), min_size=4, max_size=4, unique=True)


@pytest.mark.parametrize("left", range(4))
@examples(1 / 4)
@given(this=YEAR, last=YEAR)
def test_the_row_left_from_last_year_is_proposed_with_what_the_sum_lacks(left: int, this: list[int], last: list[int]) -> None:
    if any(abs(one - other) < 1_000 for one, other in zip(this, last, strict=True)):
        return
    printed = [last[at] if at == left else amount for at, amount in enumerate(this)]
    rows: Rows = [(name, pair) for name, *pair_ in zip(ROWS, printed, last, strict=True) for pair in [tuple(pair_)]]
    rows.append(("Summa", (sum(this), sum(last))))
    (cause,) = proposed(checked(data_file(table("Not 4 Personal", rows), organisation="samordningsförbund"))) or [("", "", 0)]
    assert cause[1:] == (ROWS[left], this[left])
