"""Facts that the program does not hold yet: parts and wholes, of a text and between tables, fit each other."""

from __future__ import annotations

import pytest

from tests.whole.unseen.small import accusations, checked, data_file, table


@pytest.mark.parametrize("total", ["_", "?"])
def test_a_blank_total_is_given_by_its_parts(total: str) -> None:
    """Not 3 has no total of its administration; Not 8 has one that the parts of Not 3 contradict."""
    first = table(
        "Not 3. Verksamhetens kostnader",
        [("Administration", [("Personal", 600), ("Lokaler", 90), ("Summa administration", total)])],
    )
    second = table("Not 8. Administration", [("Personal", 600), ("Lokaler", 70), ("Summa administration", 670)])
    assert accusations(checked(data_file(first, second, organisation="samordningsförbund"))) != []


@pytest.mark.parametrize(("other", "wrong"), [(620, False), (602, True)])
def test_a_row_of_one_name_is_one_amount_in_two_tables(other: int, wrong: bool) -> None:
    first = table("Not 3. Kostnader", [("Coachingteamet", 620), ("Unga vuxna", 310), ("Summa", 930)])
    second = table("Finansierad verksamhet", [("Coachingteamet", other), ("Unga vuxna", 310), ("Summa", other + 310)])
    assert bool(accusations(checked(data_file(first, second, organisation="samordningsförbund")))) is wrong
