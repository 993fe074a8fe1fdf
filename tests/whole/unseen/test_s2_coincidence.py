"""A bridge explains only where the same rows bridge every column; an amount that happens to fit does not."""

from __future__ import annotations

import pytest

from tests.whole.unseen.small import checked, data_file, table

TYPES = ["kommun", "kommunalförbund", "samordningsförbund", "region"]


def _severities(organisation: str, gap: int, gained: int, paid: int) -> list[tuple[str, str]]:
    income = table(
        "Resultaträkning",
        [
            ("Verksamhetens intäkter", (540_000, 530_000)),
            ("Verksamhetens kostnader", (-500_000, -480_000)),
            ("Verksamhetens resultat", (40_000, 50_000)),
            ("Finansiella intäkter", (gained, 9_000)),
            ("Finansiella kostnader", (-paid, -4_000)),
            ("Resultat efter finansiella poster", (40_000 + gained - paid, 55_000)),
            ("Årets resultat", (40_000 + gained - paid, 55_000)),
        ],
    )
    note = table(
        "Not 3. Verksamhetens kostnader",
        [("Personal", (310_000, 300_000)), ("Övrigt", (190_000, 180_000)), ("Summa", (500_000 + gap, 480_000))],
    )
    found = checked(data_file(income, note, organisation=organisation)).findings
    return sorted((o.rule, str(o.severity)) for o in found if o.rule in ("NO001", "NO002"))


@pytest.mark.parametrize("organisation", TYPES)
@pytest.mark.parametrize("gap", [10_000, -10_000])
def test_a_gap_that_happens_to_be_the_financial_net_is_as_wrong_as_another(organisation: str, gap: int) -> None:
    assert _severities(organisation, gap, 14_000, 4_000) == _severities(organisation, gap, 11_000, 4_000)
    assert "error" in [severity for _, severity in _severities(organisation, gap, 14_000, 4_000)]


@pytest.mark.parametrize(("gained", "paid"), [(10_000, 1_000), (11_000, 10_000)])
def test_a_gap_that_happens_to_be_one_financial_row_is_an_error(gained: int, paid: int) -> None:
    assert "error" in [severity for _, severity in _severities("kommun", 10_000, gained, paid)]
