"""A share above the base that other figures prove is told, and a total that the auditors tell wrongly."""

from __future__ import annotations

import pytest

from tests.whole.unseen.small import Rows, checked, data_file, errors, said, sample, table


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
