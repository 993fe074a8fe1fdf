"""The cash-flow statement: its sums and its order tell what a row is, whatever its preparer calls it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam_audit.controls.rules import RuleBook
from tests.pages import BALANCE, INCOME, Read, Rows, accused, called_anything, every_cell, table, with_a_slip
from tests.properties import examples

RESULT, NET, FINANCIAL = (279_000, -123_500), (276_000, -124_000), (3_000, 500)
DEPRECIATION, PROVISIONS, ADJUSTMENTS, MEANS = (24_000, 24_000), (15_000, 10_000), (39_000, 34_000), (318_000, -89_500)
RECEIVABLES, LIABILITIES, CAPITAL = (-25_200, 12_300), (69_000, -45_000), (43_800, -32_700)
OPERATIONS, INVESTMENTS, FLOW = (361_800, -122_200), (-30_000, 0), (331_800, -122_200)
OPENING, CLOSING = (1_211_900, 1_334_100), (1_543_700, 1_211_900)

STATEMENTS: dict[str, Rows] = {
    "subtotals everywhere": [
        ("Årets resultat", RESULT),
        ("Justering för avskrivningar", DEPRECIATION),
        ("Justering för avsättningar", PROVISIONS),
        ("Summa justeringar", ADJUSTMENTS),
        ("Medel från verksamheten före förändring av rörelsekapital", MEANS),
        ("Förändr. kortfr. fordringar", RECEIVABLES),
        ("Förändr. kortfr. skulder", LIABILITIES),
        ("Kassaflöde från den löpande verksamheten", OPERATIONS),
        ("Investering i inventarier", INVESTMENTS),
        ("Kassaflöde från investeringsverksamheten", INVESTMENTS),
        ("Årets kassaflöde", FLOW),
        ("Likvida medel vid årets början", OPENING),
        ("Likvida medel vid årets slut", CLOSING),
        ("Förändring av likvida medel", FLOW),
    ],
    "capital tied up": [
        ("Periodens resultat", RESULT),
        ("Ej likviditetspåverkande poster", ADJUSTMENTS),
        ("Summa medel från verksamheten", MEANS),
        ("Kapitalbindning fordringar", RECEIVABLES),
        ("Kapitalbindning skulder", LIABILITIES),
        ("Summa kapitalbindning", CAPITAL),
        ("Verksamhetens kassaflöde", OPERATIONS),
        ("Köp av inventarier", INVESTMENTS),
        ("FÖRÄNDRING AV LIKVIDA MEDEL", FLOW),
        ("Ingående kassa", OPENING),
        ("Utgående kassa", CLOSING),
    ],
    "from the net cost": [
        ("Verksamhetens nettokostnader", NET),
        ("Finansnetto", FINANCIAL),
        ("Avskrivn. o avsättn.", ADJUSTMENTS),
        ("Delsumma", MEANS),
        ("Ökn(-)/minskn(+) av kortfr fordr", RECEIVABLES),
        ("Ökn(+)/minskn(-) av kortfr skulder", LIABILITIES),
        ("Från den löpande verksamheten", OPERATIONS),
        ("Nettoinvesteringar", INVESTMENTS),
        ("Från investeringsverksamheten", INVESTMENTS),
        ("Summa kassaflöde", FLOW),
        ("Likvida medel 1/1", OPENING),
        ("Likvida medel 31/12", CLOSING),
    ],
    "a subtotal before its rows": [
        ("Resultat enligt resultaträkningen", RESULT),
        ("Återföring avskrivningar", DEPRECIATION),
        ("Förändring pensionsavsättning", PROVISIONS),
        ("Rörelsekapitalets förändring", CAPITAL),
        ("Kortfristiga fordringar (ökning -)", RECEIVABLES),
        ("Kortfristiga skulder (ökning +)", LIABILITIES),
        ("Kassaflöde löpande", OPERATIONS),
        ("Inventarier", INVESTMENTS),
        ("Kassaflöde investeringar", INVESTMENTS),
        ("Kassaflöde totalt", FLOW),
        ("Bank vid årets ingång", OPENING),
        ("Bank vid årets utgång", CLOSING),
        ("Förändring bank", FLOW),
    ],
    "opening cash first": [
        ("Ingående likvida medel", OPENING),
        ("Årets resultat", RESULT),
        ("Just. för poster som inte ingår i kassaflödet", ADJUSTMENTS),
        ("Kassaflöde före förändringar i rörelsekapitalet", MEANS),
        ("Kundfordringar m.m.", RECEIVABLES),
        ("Leverantörsskulder m.m.", LIABILITIES),
        ("Kassaflöde från löpande verksamhet", OPERATIONS),
        ("Förvärv av materiella anläggningstillgångar", INVESTMENTS),
        ("Kassaflöde från investeringsverksamhet", INVESTMENTS),
        ("Nettokassaflöde", FLOW),
        ("Utgående likvida medel", CLOSING),
    ],
    "balances by their days": [
        ("Årets resultat", RESULT),
        ("Ej rörelsekapitalpåverkande justeringsposter", ADJUSTMENTS),
        ("Förändring av rörelsekapital", CAPITAL),
        ("Summa löpande verksamhet", OPERATIONS),
        ("Årets investeringar", INVESTMENTS),
        ("Summa investeringar", INVESTMENTS),
        ("Årets förändring av likvida medel", FLOW),
        ("Saldo 2025-01-01", OPENING),
        ("Saldo 2025-12-31", CLOSING),
    ],
}


def _accused(report: Read, book: RuleBook, rows: Rows) -> list[tuple[str, set[str]]]:
    return accused(report(INCOME + BALANCE + table("Kassaflödesanalys", rows)), book, ("KF", "X0"))


@pytest.mark.parametrize("name", STATEMENTS)
@examples(1 / 2)
@given(data=st.data())
def test_a_row_may_be_called_anything(name: str, data: st.DataObject, report: Read, book: RuleBook) -> None:
    odd = called_anything(STATEMENTS[name], 2, data)
    assert _accused(report, book, odd) == []


@pytest.mark.parametrize(("name", "at", "column"), every_cell(STATEMENTS))
def test_a_wrong_amount_is_found_in_every_cell(name: str, at: int, column: int, report: Read, book: RuleBook) -> None:
    rows = STATEMENTS[name]
    assert any(rows[at][0] in seen for _, seen in _accused(report, book, with_a_slip(rows, at, column)))
