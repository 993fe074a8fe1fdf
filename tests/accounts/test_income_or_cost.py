"""What sums settle where no name does: which rows are income, which row closes a table, which column is the whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from finsam_audit import RuleBook, check
from finsam_audit.accounts.accounts import Accounts
from finsam_audit.accounts.statement import Statement
from finsam_audit.page.model import Report

Reading = Callable[[str], Report]

UNSIGNED = """
Driftredovisning:
  columns: Utfall 2025 | Budget 2025
  rows:
    Medlemsbidrag: {members} | 5 000
    Sålda tjänster: 310 | 300
    Spåret: 3 120 | 3 200
    Stab: 1 907 | 1 900
    {closing}: 283 | 200
"""


def _statement(report: Report, book: RuleBook) -> Statement:
    return Accounts(report, book.lexicon).statements[0]


def _signs(statement: Statement, column: int) -> list[int]:
    figures = (row.slots[column].figure for row in statement.table.walk())
    return [statement.sign(figure) for figure in figures if figure is not None]


@pytest.mark.parametrize("closing", ["Årets resultat", "Kvar till nästa år"])
def test_an_unknown_row_is_income_where_the_total_says_so(report: Reading, book: RuleBook, closing: str) -> None:
    statement = _statement(report(UNSIGNED.format(members="5 000", closing=closing)), book)
    assert [_signs(statement, column) for column in (0, 1)] == [[1, 1, -1, -1, 1]] * 2


def test_a_wrong_amount_in_one_column_is_read_as_the_other_column_tells(report: Reading, book: RuleBook) -> None:
    wrong = report(UNSIGNED.format(members="5 090", closing="Årets resultat"))
    assert _signs(_statement(wrong, book), 0) == [1, 1, -1, -1, 1]
    (finding,) = (o for o in check(wrong, book).findings if o.rule == "DR002")
    assert (finding.column, abs(finding.difference or 0)) == ("Utfall 2025", Decimal(90))


def test_a_last_row_that_does_not_add_up_is_no_total(report: Reading, book: RuleBook) -> None:
    found = report(UNSIGNED.format(members="5 000", closing="Kvar till nästa år").replace("283 | 200", "77 | 66"))
    accounts = Accounts(found, book.lexicon)
    assert accounts.statements[0].footings == ()


def test_amounts_that_add_up_as_printed_are_signed_as_printed(report: Reading, book: RuleBook) -> None:
    text = """
Driftredovisning:
  columns: Utfall 2025
  rows:
    Från parterna: 5 000
    Sålda tjänster: 310
    Ersättning för lokaler: 40
    Stab: -5 100
    Resultat: 250
"""
    assert _signs(_statement(report(text), book), 0) == [1, 1, 1, 1, 1]


def test_a_lost_minus_of_the_result_turns_no_rows(report: Reading, book: RuleBook) -> None:
    text = """
Driftredovisning:
  columns: Utfall 2025
  rows:
    Medlemsbidrag: 5 000
    Administration: -5 100
    Resultat: 100
"""
    assert [o.rule for o in check(report(text), book, why=False).findings if o.severity == "error"] == ["DR002"]


PARTS = """
Driftredovisning:
  columns: {heads}
  rows:
    Medlemsbidrag: {first}
    Personal: -2 500 | -600 | -3 100
    Lokaler: -300 | -80 | -380
    Övrigt: -1 100 | -50 | -1 150
"""


@pytest.mark.parametrize("whole", ["Hela förbundet", "Förbundet totalt", "Sammanlagt", "Summa verksamhet"])
def test_the_column_that_adds_up_the_others_is_the_whole(report: Reading, book: RuleBook, whole: str) -> None:
    found = report(PARTS.format(heads=f"Ordinarie | Projekt | {whole}", first="4 000 | 730 | 4 730"))
    column = _statement(found, book).column_at(date(2025, 12, 31))
    assert column is not None
    assert column.head == whole


def test_a_row_in_which_the_whole_is_not_its_parts_is_a_finding(report: Reading, book: RuleBook) -> None:
    found = report(PARTS.format(heads="Ordinarie | Projekt | Hela förbundet", first="4 000 | 730 | 4 370"))
    assert [o.rule for o in check(found, book, why=False).findings if o.severity != "note"] == ["ST002"]


def test_columns_of_which_none_adds_up_the_others_are_no_parts(report: Reading, book: RuleBook) -> None:
    found = report(PARTS.format(heads="Norr | Söder | Öster", first="4 000 | 730 | 900").replace("-3 100", "-31"))
    assert _statement(found, book).wholes == ()


def test_columns_that_print_costs_the_other_way_say_nothing_of_a_column_with_a_wrong_amount(
    report: Reading, book: RuleBook
) -> None:
    text = """
Driftredovisning:
  columns: Utfall 2025 | Budget 2025
  rows:
    Administration: -4 500 | 4 600
    Medlemsbidrag: 4 942 | -49 420
    Summa: 442 | 342
"""
    assert [profile.name for profile in _statement(report(text), book).profiles] == ["costs-negative", "costs-positive"]
