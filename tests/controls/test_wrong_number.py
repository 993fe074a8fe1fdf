"""A wrong number of the text is another cell, another base, the column beside it or two changed digits: only what fits exactly."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.check import check
from finsam_audit.page.model import Figure, Report
from tests.whole.unseen.small import Rows, checked, data_file, table

Reading = Callable[[str], Report]

TABLES = """tables:
  Insatser:
    unit: kr
    columns: Utfall 2025 | Budget 2025 | Utfall 2024
    rows:
      Coachteamet: 1 803 259 | 1 804 000 | 1 650 118
      Vägledning: 412 730 | 398 500 | 401 266
      Summa: 2 215 989 | 2 202 500 | 2 051 384
  Deltagare:
    unit: antal
    columns: 2025 | 2024
    rows:
      Coachteamet: 80 | 73
"""
COST = "Insatser.Coachteamet[utfall 2025]"
AVERAGE = "Insatser.Coachteamet[utfall 2025] / Deltagare.Coachteamet[2025]"
SHARE = "Insatser.Vägledning[utfall 2025] / Insatser.Summa[utfall 2025]"


def _told(report: Reading, book: RuleBook, value: str, equals: str, more: str = "") -> Outcome:
    claims = f'claims:\n  - text: t\n    value: "{value}"\n    equals: "{equals}"\n{more}'
    (found,) = (
        o
        for o in check(report(TABLES + claims), book).outcomes
        if o.rule in ("TX001", "TX002") and o.outcome != "not_applicable"
    )
    return found


def _names(outcome: Outcome) -> list[str]:
    """The printed figures that the first hint names."""
    return [value.printed for value in outcome.hints[0].args.values() if isinstance(value, Figure)] if outcome.hints else []


@pytest.mark.parametrize(
    ("value", "equals", "kind", "key", "names"),
    [
        ("412 730 kr", COST, "wrong_row", "hint.other-row", "412 730"),
        ("2 215 989 kr", COST, "wrong_row", "hint.other-row", "2 215 989"),
        ("1 650 118 kr", COST, "wrong_column", "hint.column-of-table", "1 650 118 kr"),
        ("413 tkr", COST, "wrong_row", "hint.other-row", "412 730"),
        ("1 803 529 kr", COST, "digit_transposition", "hint.typing-text", "1 803 529 kr"),
        ("1 803 239 kr", COST, "digit_error", "hint.typing-text", "1 803 239 kr"),
        ("22 550 kr", AVERAGE, "wrong_base", "hint.other-base", "1 804 000"),
        ("24 702 kr", AVERAGE, "wrong_base", "hint.other-base", "73"),
        ("18,1 %", SHARE, "wrong_column", "hint.other-time", ""),
        ("18,7 %", SHARE, "wrong_base", "hint.other-base", "2 202 500"),
    ],
)
def test_a_wrong_number_is_told_as_what_it_is(
    report: Reading, book: RuleBook, value: str, equals: str, kind: str, key: str, names: str
) -> None:
    found = _told(report, book, value, equals)
    assert (found.outcome, found.kind, found.hints[0].key) == ("finding", kind, key)
    assert not names or names in _names(found)


@pytest.mark.parametrize(
    ("value", "equals"),
    [("1 799 000 kr", COST), ("22 600 kr", AVERAGE), ("19,4 %", SHARE), ("26 %", SHARE), ("12 kr", COST)],
)
def test_a_number_that_is_nothing_exactly_is_explained_by_nothing(
    report: Reading, book: RuleBook, value: str, equals: str
) -> None:
    found = _told(report, book, value, equals)
    assert (found.outcome, found.kind, found.hints) == ("finding", None, ())


def test_a_number_that_is_right_is_explained_by_nothing(report: Reading, book: RuleBook) -> None:
    found = _told(report, book, "22 541 kr", AVERAGE)
    assert (found.outcome, found.hints) == ("passed", ())


def test_a_share_of_another_base_is_no_number_cut_short(report: Reading, book: RuleBook) -> None:
    """18 % is 18,62 cut short, and 18,09 by the budget."""
    found = _told(report, book, "18 %", SHARE)
    assert (found.kind, found.severity, found.habit, found.told.key) == ("wrong_column", "warning", None, "claim")


def test_an_amount_that_stands_in_two_rows_is_neither(report: Reading, book: RuleBook) -> None:
    text = TABLES.replace("      Summa:", "      Rådgivning: 412 730 | 398 500 | 401 266\n      Summa:")
    claims = f"claims:\n  - text: t\n    value: 412 730 kr\n    equals: {COST}\n"
    (found,) = (o for o in check(report(text + claims), book, book.find("TX001")).outcomes)
    assert [hint.key for hint in found.hints if hint.key == "hint.other-row"] == []


@pytest.mark.parametrize(("paid", "told"), [(1_500_000, True), (1_480_000, False), (900_000, True), (1_700_000, False)])
def test_a_contribution_that_misses_its_share_by_a_quarter_of_a_year_is_told_so(paid: int, told: bool) -> None:
    """Of 4 800 000 the region's quarter is 1 200 000; with a fifth quarter paid, 300 000 more."""
    rows: Rows = [
        ("Bidrag från Försäkringskassan", 2_400_000),
        ("Bidrag från Region Exempel", paid),
        ("Bidrag från Ortby kommun", 2_400_000 - paid),
        ("Summa medlemsbidrag", 4_800_000),
    ]
    head = "  members: [Försäkringskassan, Region Exempel, Ortby kommun]\n"
    result = checked(data_file(table("Not 2. Verksamhetens intäkter", rows), organisation="samordningsförbund", report=head))
    (found,) = (o for o in result.findings if o.rule == "FI002")
    assert ("hint.quarter" in [hint.key for hint in found.hints]) is told


@given(st.integers(10_000, 9_999_999), st.integers(10_000, 9_999_999))
def test_what_is_told_is_what_the_text_prints(amount: int, other: int) -> None:
    """Whatever the amounts: the row that a hint names prints the very amount of the text."""
    note = table("Not 3. Kostnader", [("Personal", amount), ("Lokaler", other), ("Summa", amount + other)])
    claims = (
        f"claims:\n  - text: Personalen kostade {other} kr\n    value: {other} kr\n    equals: «Not 3. Kostnader».Personal\n"
    )
    found = [o for o in checked(data_file(note, rest=claims)).findings if o.rule == "TX001"]
    for hint in (hint for o in found for hint in o.hints if hint.key == "hint.other-row"):
        named = hint.args["amount"]
        assert isinstance(named, Figure)
        assert named.base == other
