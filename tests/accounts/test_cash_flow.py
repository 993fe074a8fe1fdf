"""The cash-flow statement: its sums and its order tell what a row is, whatever its preparer calls it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine import check
from finsam_audit.page.model import Report

Read = Callable[[str], Report]

REST = """Resultaträkning:
  columns: 2025 | 2024
  rows:
    Verksamhetens intäkter: 6 000 000 | 5 800 000
    Verksamhetens kostnader: -5 700 000 | -5 900 000
    Avskrivningar: -24 000 | -24 000
    Verksamhetens nettokostnader: 276 000 | -124 000
    Finansiella intäkter: 4 000 | 1 000
    Finansiella kostnader: -1 000 | -500
    Årets resultat: 279 000 | -123 500
Balansräkning:
  columns: 2025-12-31 | 2024-12-31
  rows:
    Tillgångar:
      Inventarier: 66 000 | 60 000
      Fordringar: 410 300 | 385 100
      Kassa och bank: 1 543 700 | 1 211 900
      Summa tillgångar: 2 020 000 | 1 657 000
    Eget kapital och skulder:
      Ingående eget kapital: 801 000 | 924 500
      Årets resultat: 279 000 | -123 500
      Summa eget kapital: 1 080 000 | 801 000
      Avsättningar för pensioner: 95 000 | 80 000
      Kortfristiga skulder: 845 000 | 776 000
      Summa eget kapital och skulder: 2 020 000 | 1 657 000
Kassaflödesanalys:
  columns: 2025 | 2024
  rows:
"""
"""A report whose cash-flow statement, last in it, is to be filled in."""

RESULT, NET, FINANCIAL = (279_000, -123_500), (276_000, -124_000), (3_000, 500)
DEPRECIATION, PROVISIONS, ADJUSTMENTS, MEANS = (24_000, 24_000), (15_000, 10_000), (39_000, 34_000), (318_000, -89_500)
RECEIVABLES, LIABILITIES, CAPITAL = (-25_200, 12_300), (69_000, -45_000), (43_800, -32_700)
OPERATIONS, INVESTMENTS, FLOW = (361_800, -122_200), (-30_000, 0), (331_800, -122_200)
OPENING, CLOSING = (1_211_900, 1_334_100), (1_543_700, 1_211_900)

Rows = list[tuple[str, tuple[int, int]]]

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

EVERY_CELL = [
    pytest.param(name, at, column, id=f"{name}, {label}, {2025 - column}")
    for name, rows in STATEMENTS.items()
    for at, (label, _) in enumerate(rows)
    for column in (0, 1)
]


def written(rows: Rows) -> str:
    lines = (f'    "{label}": {one} | {other}' for label, (one, other) in rows)
    return REST + "\n".join(lines) + "\n"


def accused(report: Read, book: RuleBook, rows: Rows) -> list[tuple[str, set[str]]]:
    """The errors and warnings of the cash-flow rules: the rule, and the rows that it looked at."""
    rules = [rule for rule in book.rules if rule.id.startswith(("KF", "X0"))]
    outcomes = check(report(written(rows)), book, rules).outcomes
    assert not [o for o in outcomes if o.outcome == "rule_error"]
    wrong = [o for o in outcomes if o.outcome == "finding" and o.severity != "note"]
    return [(o.rule, {used.figure.row for used in o.figures if used.figure is not None}) for o in wrong]


@pytest.mark.parametrize("name", STATEMENTS)
@given(data=st.data())
def test_a_row_may_be_called_anything(name: str, data: st.DataObject, report: Read, book: RuleBook) -> None:
    rows = STATEMENTS[name]
    renamed = data.draw(st.sets(st.integers(0, len(rows) - 1), max_size=len(rows) // 2))
    odd = [(f"Post {'abcdefghijklmnop'[at]}" if at in renamed else label, cells) for at, (label, cells) in enumerate(rows)]
    assert accused(report, book, odd) == []


@pytest.mark.parametrize(("name", "at", "column"), EVERY_CELL)
def test_a_wrong_amount_is_found_in_every_cell(name: str, at: int, column: int, report: Read, book: RuleBook) -> None:
    label, cells = STATEMENTS[name][at]
    wrong = tuple(cell + 2_700 if place == column else cell for place, cell in enumerate(cells))
    rows = [*STATEMENTS[name][:at], (label, (wrong[0], wrong[1])), *STATEMENTS[name][at + 1 :]]
    assert any(label in seen for _, seen in accused(report, book, rows))
