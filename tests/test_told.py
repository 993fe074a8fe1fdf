"""Limits and misprints are told in the words of the report."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from finsam_audit.engine import check
from finsam_audit.model import Report
from finsam_audit.render.paper import sentence
from finsam_audit.rules import Rule, RuleBook

Reading = Callable[[str], Report]

TABLES = """tables:
  Balansräkning:
    columns: 2025-12-31
    rows:
      Kassa och bank: 1 000
      Summa eget kapital: 1 000
      Kortfristiga skulder: 2 000
"""


@pytest.mark.parametrize(
    ("holds", "told"),
    [
        ("kortfristiga skulder / kassa och bank <= 100 %", "Kortfristiga skulder är 200 % av kassa och bank; gränsen är högst 100 %."),
        ("summa eget kapital >= 5 tkr", "Summa eget kapital är 1 000 kr; gränsen är lägst 5 000 kr."),
        ("kassa och bank - kortfristiga skulder >= 0 kr", "Kassa och bank - kortfristiga skulder är -1 000 kr; gränsen är lägst 0 kr."),
    ],
)  # fmt: skip
def test_a_limit_names_what_it_is_about(report: Reading, book: RuleBook, holds: str, told: str) -> None:
    own = Rule("OWN1", "own", "text", "own", "warning", "limit", {}, {}, {}, {"on": "balansräkning", "holds": holds})
    (found,) = check(report(TABLES), book, [own]).outcomes
    assert told == sentence(found, "sv")


@pytest.mark.parametrize(
    "text",
    [
        'claims:\n  - text: cirka --5 kr\n    value: "--5 kr [read as -5 kr]"\n',
        'goals:\n  - goal: cirka --5 kr\n    outcome: "--5 kr [read as -5 kr]"\n',
    ],
)
def test_a_misprint_in_a_sentence_is_told_by_its_words(report: Reading, book: RuleBook, text: str) -> None:
    (found,) = check(report(text), book, book.find("FM001")).outcomes
    assert sentence(found, "sv") == "Talet i ”cirka --5 kr” är tryckt som ”--5 kr”. Kontrollerna räknar med -5 kr."


def test_the_outcome_of_a_goal_is_not_told_as_running_text(report: Reading, book: RuleBook) -> None:
    goals = "goals:\n  - goal: g\n    outcome: 900 kr\n    equals: balansräkning.summa eget kapital\n"
    (found,) = check(report(TABLES + goals), book, book.find("TX001")).outcomes
    assert sentence(found, "sv") == "Utfallet av målet ”g” står som 900 kr, men uppgifterna i rapporten ger 1 000 kr."
