"""Sentences and goals held against the tables."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.check import check
from finsam_audit.page.model import Report

Reading = Callable[[str], Report]

TABLES = """
tables:
  Balansräkning:
    columns: 2025-12-31 | 2024-12-31
    rows:
      Summa eget kapital: 436 118 | 629 996
  Not 2. Verksamhetens intäkter:
    columns: 2025 | 2024
    rows:
      Medlemsbidrag: 4 942 000 | 5 040 000
  Driftredovisning:
    unit: tkr
    columns: Utfall 2025 Netto | Budget 2025 Netto
    rows:
      Administration: -464 | -450
      Annat: _ | -5
  Enkäter:
    unit: antal
    columns: Kvinnor | Män
    rows:
      Svar: 55 | 65
claims:
"""


def _claims(report: Reading, *claims: str) -> Report:
    return report(TABLES + "".join("  - {" + claim + "}\n" for claim in claims))


def _outcome(report: Report, book: RuleBook, rule: str) -> Outcome:
    (found,) = check(report, book, book.find(rule)).outcomes
    return found


EQUITY = "balansräkning.summa eget kapital"


@pytest.mark.parametrize(
    ("rule", "value", "equals", "expected"),
    [
        ("TX002", "8,8 %", f"{EQUITY} / not.medlemsbidrag", ("passed", "exact", None)),
        ("TX002", "8,9 %", f"{EQUITY} / not.medlemsbidrag", ("finding", None, None)),
        ("TX002", "12 %", f"{EQUITY}[2024] / not.medlemsbidrag[2024]", ("passed", "exact", None)),
        ("TX002", "13 %", f"{EQUITY}[2024] / not.medlemsbidrag[2024]", ("finding", None, None)),
        ("TX001", "436 118 kr", EQUITY, ("passed", "exact", None)),
        ("TX001", "436 119 kr", EQUITY, ("finding", None, "rounding")),
        ("TX001", "436 200 kr", EQUITY, ("finding", None, None)),
        ("TX001", "436 000 kr", EQUITY, ("finding", None, "rounding")),
        ("TX001", "436 tkr", EQUITY, ("passed", "within", None)),
        ("TX001", "629 996 kr", f"{EQUITY}[2024]", ("passed", "exact", None)),
        ("TX001", "-464 tkr", "driftredovisning.administration", ("passed", "exact", None)),
        ("TX001", "464 tkr", "- driftredovisning.administration", ("passed", "exact", None)),
        ("TX001", "-450 tkr", "driftredovisning.administration[budget 2025 netto]", ("passed", "exact", None)),
        ("TX001", "-5 tkr", "driftredovisning.Annat[budget netto]", ("passed", "exact", None)),
        ("TX003", "55 personer", "Enkäter.Svar[Kvinnor]", ("passed", "exact", None)),
        ("TX003", "56 personer", "Enkäter.Svar[Kvinnor]", ("finding", None, None)),
        ("TX002", "46 %", "Enkäter.Svar[Kvinnor] / ( Enkäter.Svar[Kvinnor] + Enkäter.Svar[Män] )", ("passed", "exact", None)),
    ],
)
def test_a_claim_is_held_against_its_formula(
    report: Reading, book: RuleBook, rule: str, value: str, equals: str, expected: tuple[str, str | None, str | None]
) -> None:
    found = _outcome(_claims(report, f'text: t, value: "{value}", equals: "{equals}"'), book, rule)
    assert expected == (found.outcome, found.rounding, found.kind)


@pytest.mark.parametrize(("column", "ending"), [("2024", "passed"), ("2024-12-31", "passed"), ("2025", "finding")])
def test_a_claim_speaks_of_the_year_it_names(report: Reading, book: RuleBook, column: str, ending: str) -> None:
    found = _outcome(_claims(report, f"text: t, value: 629 996 kr, column: {column}, equals: {EQUITY}"), book, "TX001")
    assert ending == found.outcome


@pytest.mark.parametrize(("value", "ending"), [("450 000 kr", "passed"), ("470 000 kr", "finding")])
def test_cirka_may_lie_five_per_cent_off(report: Reading, book: RuleBook, value: str, ending: str) -> None:
    found = _outcome(_claims(report, f"text: t, value: {value}, about: yes, equals: {EQUITY}"), book, "TX001")
    assert ending == found.outcome


def test_a_claim_can_refer_to_another_claim(report: Reading, book: RuleBook) -> None:
    claims = _claims(report, "id: först, text: t, value: 55 personer", "text: u, value: 54 personer, equals: claims.först")
    found = _outcome(claims, book, "TX003")
    assert ("finding", Decimal(54), Decimal(55)) == (found.outcome, found.stated, found.computed)


def test_a_rule_that_meets_per_cent_among_amounts_says_so_and_is_not_at_fault(report: Reading, book: RuleBook) -> None:
    rows = "    Verksamhetens intäkter: 9\n    Verksamhetens kostnader: 5 %\n    Verksamhetens resultat: 4\n"
    outcomes = check(report(f"Resultaträkning:\n  columns: 2025\n  rows:\n{rows}"), book).outcomes
    assert "formula.mixed" in {o.reason.key for o in outcomes if o.rule == "RR001" and o.reason}
    assert "rule_error" not in {o.outcome for o in outcomes}


def test_a_claim_that_says_nothing_of_what_it_equals_is_only_kept(report: Reading, book: RuleBook) -> None:
    found = _outcome(_claims(report, "text: t, value: 5 kr"), book, "TX001")
    assert (found.outcome, found.reason.key if found.reason else None) == ("not_applicable", "reason.no-claims")


@pytest.mark.parametrize(
    ("equals", "reason"),
    [
        ("resultaträkning.årets resultat", "missing.table"),
        (f"{EQUITY}[2019]", "missing.period"),
        ("balansräkning.fordringar", "missing.row"),
        (f"{EQUITY} + 20 %", "formula.mixed"),
        ("driftredovisning.Annat", "missing.blank"),
        (f"{EQUITY} / 0", "missing.divisor"),
    ],
)
def test_a_claim_that_cannot_be_held_says_why(report: Reading, book: RuleBook, equals: str, reason: str) -> None:
    found = _outcome(_claims(report, f'text: t, value: 5 kr, equals: "{equals}"'), book, "TX001")
    assert ("not_applicable", reason) == (found.outcome, found.reason.key if found.reason else None)


def test_a_percentage_is_not_held_against_an_amount(report: Reading, book: RuleBook) -> None:
    found = _outcome(_claims(report, f"text: t, value: 5 %, equals: {EQUITY}"), book, "TX002")
    assert (found.outcome, found.reason.key if found.reason else None) == ("not_applicable", "reason.incomparable")


@pytest.mark.parametrize(("outcome", "ending"), [("46 %", "passed"), ("50 %", "finding")])
def test_the_outcome_of_a_goal_is_held_like_a_claim(report: Reading, book: RuleBook, outcome: str, ending: str) -> None:
    formula = "Enkäter.Svar[Kvinnor] / ( Enkäter.Svar[Kvinnor] + Enkäter.Svar[Män] )"
    text = TABLES.replace("claims:\n", f"goals:\n  - goal: g\n    outcome: {outcome}\n    equals: {formula}\n")
    assert ending == _outcome(report(text), book, "TX002").outcome


def test_a_head_and_a_label_are_found_by_their_own_numbers(report: Reading, book: RuleBook) -> None:
    text = """
tables:
  Avslut:
    kind: statistik
    unit: antal
    columns: 2019 Kvinnor | 2021 Kvinnor
    rows:
      1 utbildning: 65 | 23
      2 utbildningar: 5 | 7
claims:
  - {text: så många, value: 23, equals: "Avslut.1 utbildning[2021 Kvinnor]"}
  - {text: fler, value: 7, equals: "Avslut.2 utbildningar[2021 Kvinnor]"}
"""
    assert [o.outcome for o in check(report(text), book, book.find("counts-in-text")).outcomes] == ["passed", "passed"]


def _severities(report: Report, book: RuleBook, rule: str) -> list[str | None]:
    return [o.severity for o in check(report, book, book.find(rule)).outcomes if o.outcome == "finding"]


@pytest.mark.parametrize(
    ("equals", "severity"),
    [
        ("balansräkning.summa eget kapital", "error"),
        ("Driftredovisning.Summa", "error"),
        ("Driftredovisning.Administration", "warning"),
        ("Driftredovisning.Annat[Budget] + balansräkning.summa eget kapital", "warning"),
    ],
)
def test_an_amount_that_every_report_has_is_an_error_and_one_measures_a_warning(
    report: Reading, book: RuleBook, equals: str, severity: str
) -> None:
    text = TABLES.replace("      Annat: _ | -5\n", "      Annat: _ | -5\n      Summa: -464 | -455\n")
    read = report(f'{text}  - {{text: så många kr, value: 7 kr, equals: "{equals}"}}\n')
    assert _severities(read, book, "TX001") == [severity]


def test_an_auditors_report_is_held_against_the_audited_one(report: Reading, book: RuleBook) -> None:
    head = "finsam-audit: 1\nreport:\n  entity: Ett förbund\n  document: audit report\n  period: 2025\n"
    read = report(head + TABLES + "  - {text: eget kapital 7 kr, value: 7 kr, equals: balansräkning.summa eget kapital}\n")
    assert _severities(read, book, "TX001") == ["error"]


@pytest.mark.parametrize(
    ("value", "more", "outcome"),
    [("118", "", "passed"), ("1 150", "+ 1012", "passed"), ("1 123", "+ 1012", "finding")],
)
def test_about_widens_a_rounded_number_and_no_counted_one(
    report: Reading, book: RuleBook, value: str, more: str, outcome: str
) -> None:
    """ "Cirka 1 123" for 1 132 was counted, and two of its digits have changed places."""
    equals = f"Enkäter.Svar[Kvinnor] + Enkäter.Svar[Män] {more}".strip()
    read = _claims(report, f'text: ca {value} svar, value: {value}, equals: "{equals}"')
    assert _outcome(read, book, "TX003").outcome == outcome


def test_about_with_an_amount_of_many_digits_may_be_off_by_half_its_last_one(report: Reading, book: RuleBook) -> None:
    text = TABLES.replace("436 118", "1 735 435")
    read = report(text + "  - {text: ca 1 735 000 kr, value: 1 735 000 kr, equals: balansräkning.summa eget kapital}\n")
    assert [o.outcome for o in check(read, book, book.find("TX001")).outcomes] == ["passed"]


@pytest.mark.parametrize(("said", "severity"), [("1 743", "warning"), ("1 735", "note")])
def test_a_count_with_two_digits_of_its_sum_in_each_others_place_is_no_other_way_to_count(
    report: Reading, book: RuleBook, said: str, severity: str
) -> None:
    text = f"""tables:
  Möten:
    unit: antal
    columns: Antal deltagare
    rows:
      Vår: 1 219
      Höst: 515
claims:
  - text: "{said} personer deltog"
    value: {said}
    equals: Möten.Vår + Möten.Höst
"""
    (found,) = (o for o in check(report(text), book, book.find("TX003")).outcomes if o.outcome == "finding")
    assert found.severity == severity
