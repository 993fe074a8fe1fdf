"""The operating accounts against the other tables: what is held, and what is another way of counting."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.check import check
from finsam_audit.page.model import Report

Reading = Callable[[str], Report]


def _ended(report: Report, book: RuleBook, rule: str) -> list[tuple[str, str | None]]:
    return [(o.outcome, o.severity if o.outcome == "finding" else None) for o in check(report, book, book.find(rule)).outcomes]


RESULT = """
Finansierad verksamhet:
  columns: 2025 | 2024
  rows:
    Totala kostnader: 4 700 200 | 4 100 300
Driftredovisning:
  unit: tkr
  columns: Utfall 2025 Netto | Utfall 2024 Netto
  rows:
    Medlemsbidrag: 4 000 | 4 000
    Administration: -1 500 | -1 200
    Resultat: {result}
"""


@pytest.mark.parametrize(
    ("result", "ended"),
    [
        ("-700 | -100", [("passed", None), ("passed", None)]),
        ("-800 | -100", [("finding", "warning"), ("passed", None)]),
        ("-800 | -300", [("not_applicable", None)]),
    ],
    ids=["both years keep to it", "one year breaks it", "the report counts in another way"],
)
def test_a_relation_that_one_year_keeps_to_is_held_in_the_other(
    report: Reading, book: RuleBook, result: str, ended: list[tuple[str, str | None]]
) -> None:
    assert _ended(report(RESULT.format(result=result)), book, "DR015") == ended


OVERVIEW = """
Flerårsöversikt:
  unit: tkr
  columns: 2025 | 2024 | 2023 | 2022 | 2021
  rows:
    Verksamhetens intäkter: 7 755 | 7 751 | 7 795 | 7 829 | 7 781
    Verksamhetens kostnader: -7 738 | -7 743 | -7 799 | -7 836 | -7 783
    Årets resultat: {}
"""


@pytest.mark.parametrize(
    ("results", "found"),
    [
        ("17 | 9 | 0 | -5 | -3", []),  # net interest of 0, 1, 4, 2 and -1 tkr, which no table shows
        ("1 | 0 | 0 | -7 | 1", []),
        ("17 | 8 | -4 | -7 | -3", []),
        ("17 | 8 | -4 | -7 | -12", ["finding"]),
    ],
)
def test_a_report_that_does_not_show_its_interest_follows_a_sum_without_it_only_in_all_years_but_one(
    report: Reading, book: RuleBook, results: str, found: list[str]
) -> None:
    ended = [outcome for outcome, _ in _ended(report(OVERVIEW.format(results)), book, "FL002")]
    assert [outcome for outcome in ended if outcome == "finding"] == found


PROJECT = """
Finansierad verksamhet:
  columns: 2025 | 2024
  rows:
    Individinriktade insatser:
      cells: 3 258 600 | 2 949 900
      rows:
        Arbetsmarknadsteamet: 3 000 000 | 2 900 000
        ESF-projekt: 258 600 | {funded}
Driftredovisning:
  unit: tkr
  columns: Utfall 2025 Netto | Utfall 2024 Netto
  rows:
    Individinriktade insatser: -3 259 | {group}
    ESF-projekt: -170 | {project}
"""


def test_that_nothing_equals_nothing_shows_no_habit(report: Reading, book: RuleBook) -> None:
    nothing = report(PROJECT.format(funded="0", group="-2 950", project="0"))
    assert _ended(nothing, book, "DR019") == [("not_applicable", None)]
    something = report(PROJECT.format(funded="49 900", group="-2 950", project="-50"))
    assert _ended(something, book, "DR019") == [("finding", "note"), ("passed", None)]


@pytest.mark.parametrize(
    ("group", "told"), [("-2 900", [("definition", "note")]), ("-2 800", [(None, "warning")])], ids=["explained", "not"]
)
def test_a_project_with_a_row_of_its_own_explains_what_the_group_lacks(
    report: Reading, book: RuleBook, group: str, told: list[tuple[str | None, str]]
) -> None:
    read = report(PROJECT.format(funded="49 900", group=group, project="-50"))
    assert [(o.kind, o.severity) for o in check(read, book, book.find("DR007")).findings] == told


@pytest.mark.parametrize("columns", ["Kostnad 2025 | Andel 2025 [%]", "Andel 2025 [%] | Kostnad 2025"])
def test_the_costs_of_funded_activities_are_found_beside_their_shares(report: Reading, book: RuleBook, columns: str) -> None:
    cells = "1 500 000 | 100 %" if columns.startswith("Kostnad") else "100 % | 1 500 000"
    read = report(f"""
Finansierad verksamhet:
  columns: {columns}
  rows:
    Administration: {cells}
Driftredovisning:
  unit: tkr
  columns: Utfall 2025 Netto
  rows:
    Administration: -1 500
""")
    assert ("passed", None) in _ended(read, book, "DR007")


def test_costs_that_close_with_a_sum_are_costs_though_a_project_is_among_them(report: Reading, book: RuleBook) -> None:
    read = report("""
Resultaträkning:
  columns: 2025
  rows:
    Verksamhetens kostnader: -1 700 000
    Årets resultat: 100 000
Driftredovisning:
  unit: tkr
  columns: Utfall 2025
  rows:
    Projekt ESF: 200
    Administration: 1 500
    Summa: 1 700
""")
    assert _ended(read, book, "DR009") == [("passed", None)]
    assert [ended for ended, _ in _ended(read, book, "DR014")] == ["not_applicable"]


MIXED = """
Driftredovisning:
  unit: tkr
  columns: Utfall 2025 Intäkt | Utfall 2025 Kostnad | Utfall 2025 Netto | Utfall 2024 Intäkt | Utfall 2024 Kostnad | Utfall 2024 Netto
  rows:
    Medlemsbidrag: 4 000 | _ | 4 000 | 4 000 | _ | 4 000
    Projektet: {row}
    Coachning: _ | 2 762 | 2 762 | _ | 2 322 | 2 322
    Administration: _ | 1 509 | 1 509 | _ | 1 090 | 1 090
"""


@pytest.mark.parametrize(
    ("row", "errors"),
    [
        ("40 | _ | 40 | _ | 11 | 11", 0),  # income one year, costs the other
        ("40 | _ | -40 | _ | 11 | 11", 0),  # its costs stand without a minus, so that income less costs has one
        ("40 | _ | 49 | _ | 11 | 11", 1),
        ("40 | 25 | 40 | _ | 11 | 11", 1),
    ],
)
def test_a_row_with_income_in_one_year_and_costs_in_another_is_what_its_net_says(
    report: Reading, book: RuleBook, row: str, errors: int
) -> None:
    found = _ended(report(MIXED.format(row=row)), book, "DR001")
    assert sum(outcome == "finding" for outcome, _ in found) == errors


@pytest.mark.parametrize(
    ("result", "ended"),
    [("0,01 | 0,01 | -0,01", ["not_applicable"]), ("0,31 | -0,21 | -0,01", ["passed", "passed", "finding"])],
    ids=["of nothing", "of amounts"],
)
def test_amounts_no_larger_than_their_rounding_show_no_habit(
    report: Reading, book: RuleBook, result: str, ended: list[str]
) -> None:
    first, second, _ = result.split(" | ")
    costs = ["8,00", "8,00"] if first == second else ["7,69", "8,21"]
    read = report(f"""
Översikt över medlemsbidragets utveckling och användning:
  unit: mnkr
  columns: 2025 | 2024 | 2023
  rows:
    Medlemsbidrag: 8,00 | 8,00 | 8,00
    Kostnad verksamhet: {costs[0]} | {costs[1]} | 8,06
    Årets resultat: {result}
""")
    assert sorted(ending for ending, _ in _ended(read, book, "FL010")) == sorted(ended)
