"""An amount under the name of a per cent, a total of changes, and an amount in kr beside the same in tkr."""

from __future__ import annotations

import pytest

from tests.whole.unseen.small import Rows, checked, data_file, said, sample, table


@pytest.mark.parametrize("label", ["Soliditet (%)", "Soliditet, %", "Soliditet i procent", "Soliditet"])
def test_an_equity_ratio_printed_as_an_amount_is_told(label: str) -> None:
    rows: Rows = [("Årets resultat", (566, 365)), (label, ("1 305", "1 871"))]
    found = checked(data_file(table("Översikt över verksamhetens utveckling", rows, unit="tkr"))).findings
    assert "NK002" in [o.rule for o in found]


SUPPORT: Rows = [
    ("Sjukpenning", (18, 15, -3)),
    ("Försörjningsstöd", (14, 9, -5)),
    ("Ingen offentlig försörjning", (6, 14, 8)),
]


@pytest.mark.parametrize(("total", "wrong"), [((38, 38, 0), False), ((38, 38, -2), True)])
def test_the_total_of_changes_is_after_less_before(total: tuple[int, int, int], wrong: bool) -> None:
    rows: Rows = [*SUPPORT, ("Totalt", total)]
    heads = "Före insats | Efter insats | Förändring"
    found = said(checked(data_file(table("Försörjningskälla", rows, unit="antal", columns=heads))))
    assert ("Totalt" in [row for *_, row in found]) is wrong


def test_the_same_cost_is_one_amount_in_kronor_and_in_thousands() -> None:
    """The text has 2 759 000 kr, the table 2 762 366: no rounding of the one gives the other."""
    told = [
        o
        for o in sample("lekeberg-orebro-2025").findings
        if "2 759 000 kr" in {u.figure.printed for u in o.figures if u.figure}
    ]
    assert [(o.severity, str(o.stated), str(o.computed)) for o in told] == [("warning", "2759000", "2762366")]
