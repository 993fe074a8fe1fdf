"""Sign profiles: which way a table prints its costs."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from finsam_audit.accounts.accounts import Accounts
from finsam_audit.accounts.statement import Statement
from finsam_audit.controls.rules import RuleBook
from finsam_audit.page.model import Report

Reading = Callable[[str], Report]


def _statement(report: Report, book: RuleBook) -> Statement:
    return Accounts(report, book.lexicon).statements[0]


def _operating(income: str, individual: str, office: str, result: str) -> str:
    return f"""
Driftredovisning:
  columns: Utfall 2025 Intäkt | Utfall 2025 Kostnad | Utfall 2025 Netto
  rows:
    Medlemsbidrag: {income}
    Individinriktade insatser: {individual}
    Administration: {office}
    Resultat: {result}
"""


PROFILES = [
    ("costs-negative", _operating("500 | _ | 500", "20 | -320 | -300", "_ | -100 | -100", "520 | -420 | 100")),
    ("net-signed", _operating("500 | _ | 500", "20 | 320 | -300", "_ | 100 | -100", "520 | 420 | 100")),
    ("magnitudes", _operating("500 | _ | 500", "_ | 300 | 300", "_ | 100 | 100", "500 | 400 | 100")),
    ("costs-positive", _operating("-500 | _ | -500", "-20 | 320 | 300", "_ | 100 | 100", "-520 | 420 | 100")),
]


@pytest.mark.parametrize(("profile", "text"), PROFILES, ids=[name for name, _ in PROFILES])
def test_an_operating_statement_has_the_profile_it_is_printed_with(
    report: Reading, book: RuleBook, profile: str, text: str
) -> None:
    statement = _statement(report(text), book)
    assert [(profile, ())] == [(found.name, found.breaks) for found in statement.profiles]


@pytest.mark.parametrize(("profile", "text"), PROFILES, ids=[name for name, _ in PROFILES])
def test_in_every_profile_the_signed_cost_is_negative(report: Reading, book: RuleBook, profile: str, text: str) -> None:
    found = report(text)
    statement = _statement(found, book)
    costs = [f for f in found.figures() if f.row == "Administration" and f.column != "Utfall 2025 Intäkt"]
    assert [Decimal(-100), Decimal(-100)] == [figure.value * statement.sign(figure) for figure in costs]


def test_outcome_and_budget_can_have_a_profile_each(report: Reading, book: RuleBook) -> None:
    text = """
Driftredovisning:
  columns: Utfall 2025 Kostnad | Utfall 2025 Netto | Budget 2025 Kostnad | Budget 2025 Netto
  rows:
    Individinriktade insatser: -300 | -300 | 310 | -310
    Strukturövergripande insatser: -50 | -50 | 60 | -60
    Administration: -100 | -100 | 90 | -90
"""
    assert [found.name for found in _statement(report(text), book).profiles] == ["costs-negative", "net-signed"]


def test_a_row_that_breaks_its_tables_profile_is_named(report: Reading, book: RuleBook) -> None:
    text = """
Driftredovisning:
  columns: Utfall 2025 Kostnad | Utfall 2025 Netto
  rows:
    Individinriktade insatser: -300 | -300
    Strukturövergripande insatser: -50 | -50
    Administration: 100 | -100
"""
    broken = [figure for profile in _statement(report(text), book).profiles for figure in profile.breaks]
    assert broken == ["Driftredovisning/Administration/Utfall 2025 Kostnad"]


@pytest.mark.parametrize(
    ("costs", "depreciation", "profile", "sign"),
    [("-40", "-2", "costs-negative", 1), ("40", "2", "costs-positive", -1)],
)
def test_an_income_statement_prints_costs_with_or_without_minus(
    report: Reading, book: RuleBook, costs: str, depreciation: str, profile: str, sign: int
) -> None:
    text = (
        "Resultaträkning:\n  columns: 2025\n  rows:\n    Verksamhetens intäkter: 50\n"
        f"    Verksamhetens kostnader: {costs}\n    Avskrivningar: {depreciation}\n"
    )
    found = report(text)
    statement = _statement(found, book)
    assert [profile] == [kept.name for kept in statement.profiles]
    assert [1, sign, sign] == [statement.sign(figure) for figure in found.figures()]


def test_a_lost_minus_in_an_income_statement_breaks_its_profile(report: Reading, book: RuleBook) -> None:
    text = (
        "Resultaträkning:\n  columns: 2025 | 2024\n  rows:\n    Verksamhetens intäkter: 50 | 50\n"
        "    Verksamhetens kostnader: -40 | -40\n    Avskrivningar: 2 | -2\n"
    )
    (profile,) = _statement(report(text), book).profiles
    assert (profile.name, profile.breaks) == ("costs-negative", ("Resultaträkning/Avskrivningar/2025",))


def test_a_balance_sheet_has_no_profile(report: Reading, book: RuleBook) -> None:
    text = "Balansräkning:\n  columns: 2025-12-31\n  rows:\n    Kassa och bank: 5\n"
    assert _statement(report(text), book).profiles == ()


@pytest.mark.parametrize("unit", ["kr", "mnkr"])
def test_what_is_within_rounding_is_so_in_the_tables_own_unit(report: Reading, book: RuleBook, unit: str) -> None:
    """Costs of 0,7 less income of 0,5 printed as 0,2: in mnkr as in kr the net has no minus."""
    text = f"""
Driftredovisning:
  unit: {unit}
  columns: Utfall 2025 Intäkt | Utfall 2025 Kostnad | Utfall 2025 Netto
  rows:
    Alfa: 0,5 | 0,7 | 0,2
    Beta: 0,1 | 0,4 | 0,3
"""
    assert [found.name for found in _statement(report(text), book).profiles] == ["magnitudes"]


LIABILITIES = """
Balansräkning:
  columns: 2025-12-31
  rows:
    Eget kapital och skulder:
      Eget kapital: {}
      Avsättningar: {}
      Kortfristiga skulder: {}
      Summa eget kapital och skulder: {}
"""


@pytest.mark.parametrize(
    ("printed", "sign"),
    [
        (("200", "100", "300", "600"), 1),
        (("200", "100", "300", "-600"), 1),  # the total with a minus too many
        (("200", "100", "-300", "600"), 1),
        (("-900", "100", "300", "-500"), 1),  # capital that is spent
        (("-200", "-100", "-300", "-600"), -1),  # as a ledger prints it
        (("-200", "-100", "-300", "600"), -1),
        (("-200", "100", "-300", "-600"), -1),
    ],
)
def test_one_wrong_sign_turns_no_balance_sheet(report: Reading, book: RuleBook, printed: tuple[str, ...], sign: int) -> None:
    found = report(LIABILITIES.format(*printed))
    assert {_statement(found, book).sign(figure) for figure in found.figures()} == {sign}
