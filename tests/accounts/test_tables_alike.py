"""Tables that show one thing twice: follow-ups of a budget, diagrams of shares."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.check import check
from finsam_audit.page.model import Report

Read = Callable[[str], Report]

NOTE = """
Resultaträkning:
  columns: 2025
  rows:
    Verksamhetens intäkter: 4 000 000
    Verksamhetens kostnader: -3 650 300
Not 3. Verksamhetens kostnader:
  columns: 2025
  rows:
    Individinriktade insatser: 2 750 300
    Strukturövergripande insatser: 400 000
    Administration: 500 000
    Summa kostnader: 3 650 300
"""


def found(report: Read, book: RuleBook, text: str, *ids: str) -> list[tuple[str, str]]:
    """The findings of some rules, each as its id and severity."""
    result = check(report(text), book, [rule for rule in book.rules if rule.id in ids], why=False)
    assert result.count("rule_error") == 0
    return [(outcome.rule, str(outcome.severity)) for outcome in result.findings]


def diagram(individual: str, structural: str, administration: str, total: str = "") -> str:
    rows = f"Individinriktade insatser: {individual}\n    Strukturövergripande insatser: {structural}\n"
    rows += f"    Administration: {administration}\n" + (f"    Totalt: {total}\n" if total else "")
    return f'{NOTE}Kostnadsfördelning:\n  kind: finansierad verksamhet\n  unit: "%"\n  columns: 2025\n  rows:\n    {rows}'


@pytest.mark.parametrize(
    ("shares", "findings"),
    [
        (("75 %", "11 %", "14 %"), []),
        (("75 %", "11 %", "14 %", "100 %"), []),
        (("75 %", "17 %", "14 %"), [("FV002", "warning")]),  # 11 mistyped, and two others agree
        (("60 %", "25 %", "15 %"), []),  # shares of something else
        (("75 %", "14 %", "11 %"), []),  # only one agrees: perhaps of something else
    ],
)
def test_shares_alone_are_held_against_what_most_of_them_are_parts_of(
    report: Read, book: RuleBook, shares: tuple[str, ...], findings: list[tuple[str, str]]
) -> None:
    assert found(report, book, diagram(*shares), "FV002") == findings


def test_shares_with_their_total_make_a_whole(report: Read, book: RuleBook) -> None:
    assert found(report, book, diagram("75 %", "11 %", "14 %", "100 %"), "FV003") == []
    assert found(report, book, diagram("75 %", "11 %", "24 %", "100 %"), "FV003") == [("FV003", "warning")]


def follow_up(kansli: str, before: str = "", after: str = "") -> str:
    return f"""
Resultaträkning:
  columns: 2025
  rows:
    Verksamhetens kostnader: -3 500 300
{before}Budgetuppföljning:
  columns: Budget 2025 | Utfall 2025
  rows:
{after}    Insatser:
      Vägen in: 1 900 000 | 1 850 300
      Porten: 900 000 | 900 000
      Summa: 2 800 000 | 2 750 300
    Administration:
      Kansli: {kansli}
      Summa: {kansli}
"""


OPERATING = """Driftredovisning:
  unit: tkr
  columns: Utfall 2025 | Budget 2025
  rows:
    Intäkter: 4 000 | 4 000
    Nettokostnad: -3 500 | -3 600
"""
INCOME = "    Intäkter:\n      Medlemsbidrag: 4 000 000 | 4 000 000\n      Summa: 4 000 000 | 4 000 000\n"


def test_a_follow_up_of_everything_shows_all_costs(report: Read, book: RuleBook) -> None:
    assert found(report, book, follow_up("800 000 | 750 000"), "BU002") == []


def test_a_cost_that_is_not_followed_up_is_a_note(report: Read, book: RuleBook) -> None:
    assert found(report, book, follow_up("800 000 | 700 000"), "BU002") == [("BU002", "note")]


def test_it_is_a_warning_where_the_budget_covers_everything(report: Read, book: RuleBook) -> None:
    assert found(report, book, follow_up("800 000 | 700 000", OPERATING), "BU001", "BU002") == [("BU002", "warning")]


def test_where_the_budget_differs_too_both_are_notes(report: Read, book: RuleBook) -> None:
    text = follow_up("700 000 | 700 000", OPERATING)
    assert found(report, book, text, "BU001", "BU002") == [("BU001", "note"), ("BU002", "note")]
    assert {outcome.kind for outcome in check(report(text), book, why=False).findings if outcome.rule[:2] == "BU"} == {
        "definition"
    }


def test_a_budget_that_differs_where_the_outcome_covers_everything_is_a_warning(report: Read, book: RuleBook) -> None:
    text = follow_up("700 000 | 750 000", OPERATING)
    assert found(report, book, text, "BU001", "BU002") == [("BU001", "warning")]


def test_a_follow_up_that_takes_in_income_is_left_alone(report: Read, book: RuleBook) -> None:
    assert found(report, book, follow_up("800 000 | 700 000", OPERATING, INCOME), "BU001", "BU002") == []


def test_a_follow_up_of_measures_only_is_left_alone(report: Read, book: RuleBook) -> None:
    text = follow_up("800 000 | 700 000", OPERATING).replace("    Administration:", "    Projekt:").replace("Kansli", "Steget")
    assert found(report, book, text, "BU001", "BU002") == []


def persons(name: str, totals: str) -> str:
    heads = "Kvinnor 2024 | Män 2024 | Kvinnor 2025 | Män 2025"
    return f"{name}:\n  kind: statistik\n  unit: antal\n  columns: {heads}\n  rows:\n    Totalt: {totals}\n"


@pytest.mark.parametrize(
    ("first", "second", "findings"),
    [
        (("Antal avslut per team", "44 | 39 | 27 | 36"), ("Avslutsorsak", "44 | 39 | 27 | 36"), 0),
        (("Antal avslut per team", "44 | 39 | 27 | 36"), ("Avslutsorsak", "43 | 39 | 27 | 36"), 1),
        # two in four differ: other persons
        (("Antal avslut per team", "44 | 39 | 27 | 36"), ("Avslutsorsak", "43 | 38 | 27 | 36"), 0),
        # names that speak of others, or of the time before
        (("Antal avslut per team", "44 | 39 | 27 | 36"), ("Deltagare i gruppen", "43 | 39 | 27 | 36"), 0),
        (("Antal avslut per team", "44 | 39 | 27 | 36"), ("Antal svar i enkäten", "43 | 39 | 27 | 36"), 0),
        (("Försörjning före, deltagare", "44 | 39 | 27 | 36"), ("Försörjning efter, deltagare", "43 | 39 | 27 | 36"), 0),
        # small numbers are alike by chance
        (("Antal avslut per team", "4 | 3 | 2 | 6"), ("Avslutsorsak", "5 | 3 | 2 | 6"), 0),
    ],
)
def test_tables_of_the_same_persons_close_alike(
    report: Read, book: RuleBook, first: tuple[str, str], second: tuple[str, str], findings: int
) -> None:
    text = persons(*first) + persons(*second)
    assert found(report, book, text, "ST015") == [("ST015", "note")] * findings


def test_one_wrong_table_among_three_is_told_once(report: Read, book: RuleBook) -> None:
    text = persons("Avslut per team", "44 | 39 | 27 | 36") + persons("Avslutsorsak", "43 | 39 | 27 | 36")
    assert found(report, book, text + persons("Avslut per kommun", "44 | 39 | 27 | 36"), "ST015") == [("ST015", "note")]


UNKNOWN_MEMBER = """
Not 2. Medlemsavgifter:
  columns: 2025
  rows:
    Staten: 3 800
    Regionerna: 1 900
    MEMBER
"""


@pytest.mark.parametrize(
    ("member", "endings"),
    [("Kommunerna: 1 900", {"passed"}), ("Ortsborna: 1 900", {"passed"}), ("Ortsborna: 1 700", {"not_applicable"})],
)
def test_the_law_is_not_held_against_contributions_half_understood(
    report: Read, book: RuleBook, member: str, endings: set[str]
) -> None:
    outcomes = check(report(UNKNOWN_MEMBER.replace("MEMBER", member)), book, book.find("FI001")).outcomes
    assert {outcome.outcome for outcome in outcomes} == endings
