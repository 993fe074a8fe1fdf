"""Members whose contributions are printed under names that no lexicon has."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.check import check
from finsam_audit.page.model import Report

Read = Callable[[str], Report]

NOTE = """finsam-audit: 1
report:
  entity: Samordningsförbundet Exempel
  organisation: samordningsförbund
  document: annual report
  period: 2025
{members}
tables:
  Not 2. Intäkter:
    columns: 2025
    rows:
{rows}
"""


def broken(report: Read, book: RuleBook, members: str, *rows: str) -> set[str]:
    """The rules on how much each member gives (5 §) that say that the note breaks it."""
    text = NOTE.format(members=f"  members: [{members}]" if members else "", rows="\n".join(f"      {row}" for row in rows))
    rules = [rule for rule in book.rules if rule.id in ("FI001", "FI002", "FI003")]
    return {o.rule for o in check(report(text), book, rules, why=False).findings}


@pytest.mark.parametrize(
    "rows",
    [
        ("Staten: 1 500", "Regionen: 750", "Örebro: 375", "Kumla: 375", "Summa: 3 000"),
        ("Staten: 1 500", "Västra Götaland: 750", "Arvika kommun: 400", "Eda kommun: 350", "Summa: 3 000"),
        ("Staten: 1 500", "Regionen: 750", "Storby kommun: 375", "Lillby: 375", "Stipendium: 90", "Summa: 3 090"),
    ],
)
def test_a_name_that_fills_the_quarter_is_that_of_a_member(rows: tuple[str, ...], report: Read, book: RuleBook) -> None:
    assert broken(report, book, "", *rows) == set()


def test_a_member_of_the_report_is_known_by_its_name(report: Read, book: RuleBook) -> None:
    rows = ("Staten: 1 500", "Regionen: 750", "Bidrag Örebro: 500", "Bidrag Kumla: 375")
    assert "FI003" in broken(report, book, "Örebro kommun, Kumla kommun, Region Örebro län", *rows)


def test_a_quarter_that_nothing_fills_is_a_finding(report: Read, book: RuleBook) -> None:
    rows = ("Staten: 1 500", "Regionen: 700", "Storby kommun: 400", "Lillby kommun: 400")
    assert broken(report, book, "", *rows) == {"FI002", "FI003"}
