"""Facts that the program does not hold yet: a deficit is not blamed on a row that did better than its budget."""

from __future__ import annotations

import pytest

from tests.whole.unseen.test_words_against_signs import BLAMES, _new


@pytest.mark.parametrize("blame", BLAMES)
def test_a_deficit_is_not_blamed_on_the_row_that_did_better_than_budget(blame: str) -> None:
    assert _new(blame.format(row="individinriktade insatser")) != set()
