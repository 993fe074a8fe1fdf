"""Where one turned sign or one group counted twice explains a difference exactly, that is the cause that is named."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.properties import examples
from tests.whole.unseen.small import AMOUNTS, Rows, checked, data_file, proposed, table

NAMES = ["Kundfordringar", "Förutbetalda kostnader", "Skattekonto"]


@pytest.mark.parametrize("at", [0, 1, 2])
@examples(1 / 2)
@given(amounts=st.tuples(AMOUNTS, AMOUNTS, AMOUNTS))
def test_a_turned_sign_among_three_is_named(at: int, amounts: tuple[int, ...]) -> None:
    assume(len({*amounts, *(2 * a for a in amounts)}) == 6)
    rows: Rows = [(name, -a if n == at else a) for n, (name, a) in enumerate(zip(NAMES, amounts, strict=True))]
    result = checked(data_file(table("Not 4. Fordringar", [*rows, ("Summa fordringar", sum(amounts))])))
    assert proposed(result) == [("sign", NAMES[at], amounts[at])]


@examples(1 / 2)
@given(one=AMOUNTS, two=AMOUNTS, three=AMOUNTS)
def test_a_group_counted_twice_is_named(one: int, two: int, three: int) -> None:
    assume(len({one, two, three, two + three, one + two, one + three}) == 6)
    group: Rows = [("Lokaler", two), ("Fordon", three), ("Summa drift", two + three)]
    rows: Rows = [("Personal", one), ("Drift", group), ("Summa kostnader", one + 2 * (two + three))]
    result = checked(data_file(table("Not 3. Kostnader", rows)))
    assert proposed(result) == [("double_counted", "Summa kostnader", one + two + three)]
