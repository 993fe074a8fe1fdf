"""Short-term loans among the current liabilities that the cash flow shows under financing change no working capital."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.properties import examples
from tests.whole.unseen.small import AMOUNTS, UNITS, accusations, checked, data_file, table

LOANS = [
    ("Kortfristig del av långfristiga lån", "Nyupptagna lån"),
    ("Kortfristiga lån", "Upptagna kortfristiga lån"),
    ("Checkräkningskredit", "Förändring av checkräkningskredit"),
]


@pytest.mark.parametrize("names", LOANS)
@pytest.mark.parametrize("noted", [False, True])
@examples(1 / 2)
@given(result=AMOUNTS, worn=AMOUNTS, owed=AMOUNTS, borrowed=AMOUNTS, unit=UNITS)
def test_the_change_of_liabilities_less_the_loan_is_no_error(
    names: tuple[str, str], noted: bool, result: int, worn: int, owed: int, borrowed: int, unit: str
) -> None:
    before, debts = 20_000, 40_000
    cash = 25_000 + result + worn + owed + borrowed - 2 * worn
    fixed = 90_000 - worn + 2 * worn
    equity = 90_000 + 10_000 + 25_000 - before - debts
    balance = table(
        "Balansräkning",
        [
            ("Materiella anläggningstillgångar", (fixed, 90_000)),
            ("Summa anläggningstillgångar", (fixed, 90_000)),
            ("Fordringar", (10_000, 10_000)),
            ("Kassa och bank", (cash, 25_000)),
            ("Summa omsättningstillgångar", (cash + 10_000, 35_000)),
            ("Summa tillgångar", (fixed + cash + 10_000, 125_000)),
            ("Årets resultat", (result, 1_000)),
            ("Övrigt eget kapital", (equity, equity - 1_000)),
            ("Summa eget kapital", (equity + result, equity)),
            ("Långfristiga skulder", (debts, debts)),
            ("Kortfristiga skulder", (before + owed + borrowed, before)),
            ("Summa skulder", (debts + before + owed + borrowed, debts + before)),
            ("Summa eget kapital och skulder", (fixed + cash + 10_000, 125_000)),
        ],
        unit=unit,
        columns="2025-12-31 | 2024-12-31",
    )
    flow = table(
        "Kassaflödesanalys",
        [
            ("Årets resultat", result),
            ("Justering för ej likviditetspåverkande poster", worn),
            ("Ökning/minskning kortfristiga skulder", owed),
            ("Kassaflöde från den löpande verksamheten", result + worn + owed),
            ("Investering i materiella anläggningstillgångar", -2 * worn),
            ("Kassaflöde från investeringsverksamheten", -2 * worn),
            (names[1], borrowed),
            ("Kassaflöde från finansieringsverksamheten", borrowed),
            ("Årets kassaflöde", result + owed + borrowed - worn),
            ("Likvida medel vid årets början", 25_000),
            ("Likvida medel vid årets slut", cash),
        ],
        unit=unit,
    )
    note = table(
        "Not 20. Kortfristiga skulder",
        [
            (names[0], (borrowed, None)),
            ("Leverantörsskulder", (before + owed, before)),
            ("Summa kortfristiga skulder", (before + owed + borrowed, before)),
        ],
        unit=unit,
        columns="2025-12-31 | 2024-12-31",
    )
    assert accusations(checked(data_file(balance, flow, *([note] if noted else [])))) == []
