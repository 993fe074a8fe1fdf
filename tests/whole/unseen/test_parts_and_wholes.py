"""Parts and wholes, of a text and between tables, fit each other; a base is what other figures prove."""

from __future__ import annotations

import pytest

from tests.whole.unseen.small import Rows, accusations, checked, data_file, errors, said, sample, table


@pytest.mark.parametrize(("count", "share"), [(167, "104,4 %"), (162, "101,3 %")])
def test_rows_and_shares_above_the_base_are_told(count: int, share: str) -> None:
    rows: Rows = [
        ("Kvinnor", (98, "61,3 %")),
        ("Män", (62, "38,8 %")),
        ("Svarande", (count, share)),
        ("Totalt", (160, "100 %")),
    ]
    found = said(checked(data_file(table("Deltagare", rows, unit="antal", columns="Antal [antal] | Andel [%]"))))
    assert found != set()


def test_a_total_that_the_auditors_tell_wrongly_is_an_error() -> None:
    """342 tkr of 452: 110 tkr is no matter of wording."""
    told = [o.severity for o in sample("lekeberg-orebro-2020-revisionsrapport").findings if str(o.stated) == "342"]
    assert told == ["error"]
    assert errors(sample("lekeberg-orebro-2020-revisionsrapport")) != []


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


def test_two_tables_of_other_amounts_are_not_the_same_rows() -> None:
    """Gross here and net there: what half of the rows do not show is no slip."""
    first = table("Not 3. Kostnader", [("Coachingteamet", 620), ("Unga vuxna", 310), ("Grön rehab", 95)])
    second = table("Finansierad verksamhet", [("Coachingteamet", 602), ("Unga vuxna", 280), ("Grön rehab", 95)])
    assert accusations(checked(data_file(first, second, organisation="samordningsförbund")), "FV008") == []
