"""Limits and misprints are told in the words of the report."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from finsam_audit.engine import check
from finsam_audit.model import Report
from finsam_audit.render.paper import paper, sentence
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
        ("kortfristiga skulder / kassa och bank <= 100 %", "Kortfristiga skulder är 200 % av kassa och bank, över gränsen 100 %."),
        ("summa eget kapital >= 5 tkr", "Det egna kapitalet är 1 000 kr, under gränsen 5 000 kr."),
        ("kassa och bank - kortfristiga skulder >= 0 kr", "Kassa och bank - kortfristiga skulder är -1 000 kr, under gränsen 0 kr."),
    ],
)  # fmt: skip
def test_a_limit_names_what_it_is_about(report: Reading, book: RuleBook, holds: str, told: str) -> None:
    own = Rule("OWN1", "own", "text", "own", "warning", "limit", {}, {}, {}, {"on": "balansräkning", "holds": holds})
    (found,) = check(report(TABLES), book, [own]).outcomes
    assert told == sentence(found, "sv")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('claims:\n  - text: cirka --5 kr\n    value: "--5 kr [read as -5 kr]"\n', "I texten står ”--5 kr” (”cirka --5 kr”)."),
        ('goals:\n  - goal: cirka --5 kr\n    outcome: "--5 kr [read as -5 kr]"\n', "I målet ”cirka --5 kr” står ”--5 kr”."),
    ],
)
def test_a_misprint_in_a_sentence_is_told_by_its_words(report: Reading, book: RuleBook, text: str, told: str) -> None:
    (found,) = check(report(text), book, book.find("FM001")).outcomes
    assert sentence(found, "sv") == f"{told} Kontrollerna räknar med -5 kr."


def test_the_outcome_of_a_goal_is_not_told_as_running_text(report: Reading, book: RuleBook) -> None:
    goals = "goals:\n  - goal: g\n    outcome: 900 kr\n    equals: balansräkning.summa eget kapital\n"
    (found,) = check(report(TABLES + goals), book, book.find("TX001")).outcomes
    assert sentence(found, "sv") == "Utfallet av målet ”g” står som 900 kr, men uppgifterna i rapporten ger 1 000 kr."


def test_a_part_of_a_whole_is_told_with_both_and_shown_as_a_sum(report: Reading, book: RuleBook) -> None:
    rows = "".join(f"      Driftbidrag {name} kommun: 100\n" for name in ("Arboga", "Sala", "Köpings"))
    note = (
        "tables:\n  Not 2. Verksamhetens intäkter:\n    columns: 2025\n    rows:\n      Driftbidrag från staten: 1 700\n" + rows
    )
    (found,) = (o for o in check(report(note), book, book.find("FI003")).outcomes if o.outcome == "finding")
    assert sentence(found, "sv") == "Kommunernas bidrag är 300 kr, men 25 % av medlemsbidragen (2 000 kr) är 500 kr."
    lines = [line[:3] for line in paper(found, None, "sv").lines]
    assert lines[0] == ("+", "Medlemsbidrag (4 rader)", "25 % × 2 000 kr")
    assert lines[2] == ("", "Bidrag från kommuner (3 rader)", "300 kr")
