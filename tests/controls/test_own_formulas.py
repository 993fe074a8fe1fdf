"""Names in a report's own formulas: one that stands for nothing is a mistake of the data file."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.check import check
from finsam_audit.messages import InputError, Problem
from finsam_audit.page.model import Report

Reading = Callable[[str], Report]

TEXT = """finsam-audit: 1
report:
  entity: E
  period: 2025
tables:
  Finansierad verksamhet:
    columns: 2025 | 2024
    rows:
      Coachingteamet: 10 | 12
  Enkäter:
    columns: Kvinnor | Män
    rows:
      Svar: 5 | 6
claims:
  - id: deltagare
    text: t
    value: 10
  - text: u
    value: 10
    equals: {equals}
"""


def _problems(report: Reading, book: RuleBook, equals: str) -> list[Problem]:
    try:
        check(report(TEXT.format(equals=equals)), book)
    except InputError as error:
        return error.problems
    return []


@pytest.mark.parametrize(
    "equals",
    [
        "«Finansierad verksamhet».Coachingteamet",
        "«Finansierad verksamhet».coachingteamet[2024]",
        "Enkäter.Svar[Kvinnor]",
        "balansräkning.summa tillgångar",
        "not.medlemsbidrag[2024]",
        "claims.deltagare",
        "finansierad verksamhet.administration andel",
    ],
)
def test_a_name_that_stands_for_something_is_no_mistake(report: Reading, book: RuleBook, equals: str) -> None:
    assert _problems(report, book, equals) == []


@pytest.mark.parametrize(
    ("equals", "name", "meant", "column"),
    [
        ("«Finansierad verksamhet».Coachinteamet", "Coachinteamet", "Coachingteamet", 13),
        ("2 + «Finansierad verksamhet».Coachinteamet", "Coachinteamet", "Coachingteamet", 17),
        ("Enkater.Svar[Kvinnor] + Enketer.Svar[Män]", "Enketer", "Enkäter", 37),
        ("Enkäter.Svar[Kvinor]", "Kvinor", "Kvinnor", 13),
        ("balansräkning.summa tillgång", "balansräkning.summa tillgång", "balansräkning.summa tillgångar", 13),
        ("claims.deltagarna", "claims.deltagarna", "claims.deltagare", 13),
        ("helt.fel", "helt", "", 13),
        ("Enkäter", "Enkäter", "", 13),  # a table, and no row of it
        ("«Finansierad verksamhet»[2025]", "Finansierad verksamhet", "", 13),
    ],
)
def test_a_name_that_stands_for_nothing_is_told_with_its_place(
    report: Reading, book: RuleBook, equals: str, name: str, meant: str, column: int
) -> None:
    (problem,) = _problems(report, book, equals)
    assert (20, column, "data.unresolved") == (problem.line, problem.column, problem.message.key)
    assert (name, meant) == (problem.message.args["name"], problem.message.args["meant"])


def test_all_unresolved_names_are_told_at_once(report: Reading, book: RuleBook) -> None:
    assert [problem.message.args["name"] for problem in _problems(report, book, "helt.fel + annat.fel")] == ["helt", "annat"]
