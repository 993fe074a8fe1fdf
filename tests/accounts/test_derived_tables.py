"""Tables that the report does not print as they are read keep apart from the printed ones of the same name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from finsam_audit.accounts.accounts import Accounts
from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.check import check
from finsam_audit.page.model import Report
from finsam_audit.page.reader import read_report

Read = Callable[[str], Report]

PRESENTATIONS = Path(__file__).parent.parent / "whole" / "presentations"


@pytest.mark.parametrize("name", ["members_in_the_income_statement", "members_under_a_heading"])
@pytest.mark.parametrize("order", [1, -1])
def test_totals_of_notes_are_no_control_where_no_note_is_printed(book: RuleBook, name: str, order: int) -> None:
    found = check(read_report(str(PRESENTATIONS / f"{name}.yaml")), book, book.rules[::order], why=False)
    assert {o.outcome for o in found.outcomes if o.rule == "NO001"} == {"not_applicable"}


def test_two_tables_of_one_name_have_a_structure_each(book: RuleBook) -> None:
    accounts = Accounts(read_report(str(PRESENTATIONS / "members_in_the_income_statement.yaml")), book.lexicon)
    printed, derived = accounts.named("Resultaträkning")
    totals = [{f.total.label for f in statement.footings} for statement in (printed, derived)]
    assert [True, set()] == ["Summa intäkter" in totals[0], totals[1]]


TURNED = """
Femårsöversikt:
  kind: översikt
  columns: Årets resultat | Eget kapital | Medlemsbidrag
  rows:
    2025: 100 | 500 | 4 000
    2024: 200 | 400 | 4 000
    2023: -50 | 200 | 3 900
"""


def test_a_figure_of_a_turned_table_stands_in_that_table(report: Read, book: RuleBook) -> None:
    accounts = Accounts(report(TURNED), book.lexicon)
    printed, turned = accounts.named("Femårsöversikt")
    assert [(s, s) for s in (printed, turned)] == [
        (s, accounts.statement_of(next(f for row in s.table.walk() for slot in row.slots if (f := slot.figure))))
        for s in (printed, turned)
    ]
