"""The third stop as a whole: its steps change nothing that they are given, and long tables cost what they are long."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest

from finsam_audit.accounts.accounts import Accounts
from finsam_audit.accounts.majority import half, most, nearly_all
from finsam_audit.accounts.statement import Given, Statement
from finsam_audit.accounts.statistics import Heads
from finsam_audit.accounts.steps import STEPS
from finsam_audit.accounts.sums import Gap
from finsam_audit.controls.rules import RuleBook
from finsam_audit.page.model import Figure, Report
from finsam_audit.page.reader import read_report

Reading = Callable[[str], Report]

SAMPLES = Path(__file__).parent.parent.parent / "sample_data"
KINDS = ["Resultaträkning", "Balansräkning", "Kassaflödesanalys", "Driftredovisning", "Not 3. Kostnader", "Antal deltagare"]


@pytest.mark.parametrize("file", sorted(SAMPLES.glob("*.yaml")), ids=lambda file: file.stem)
def test_a_step_leaves_the_statement_it_is_given_as_it_was(book: RuleBook, file: Path) -> None:
    report = read_report(str(file))
    for table in report.tables:
        seen = Statement(table, Heads(book.lexicon.statistics))
        for step in STEPS:
            before = deepcopy(seen)
            after = step(seen, Given(report, book.lexicon))
            assert seen == before
            seen = after


def test_rows_are_numbered_in_printed_order(report: Reading) -> None:
    text = """
Not 3. Kostnader:
  columns: 2025
  rows:
    - Inköp: 1
    - Personal:
        - Löner: 2
        - Löner: 3
    - Summa: 6
"""
    (table,) = report(text).tables
    assert [row.number for row in table.walk()] == [0, 1, 2, 3, 4]


def _additions(report: Report, book: RuleBook, monkeypatch: pytest.MonkeyPatch) -> int:
    added = 0
    plain = Gap.plus

    def counted(gap: Gap, figure: Figure, weight: int) -> Gap:
        nonlocal added
        added += 1
        return plain(gap, figure, weight)

    with monkeypatch.context() as patch:
        patch.setattr(Gap, "plus", counted)
        Accounts(report, book.lexicon)
    return added


def _list_of(kind: str, rows: int) -> str:
    printed = "".join(f"    - Post {number}x: {1_000_003 + 7_919 * number}\n" for number in range(rows))
    return f"\n{kind}:\n  columns: 2025-12-31\n  rows:\n{printed}"


@pytest.mark.parametrize("kind", KINDS)
def test_the_additions_grow_with_the_rows_of_a_table_and_not_with_their_square(
    report: Reading, book: RuleBook, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    short, long = (_additions(report(_list_of(kind, rows)), book, monkeypatch) for rows in (150, 600))
    assert long <= 6 * short + 100  # four times the rows


@pytest.mark.parametrize(
    ("held", "of", "is_half", "is_most"), [(0, 0, False, False), (1, 2, True, False), (2, 3, True, True), (1, 3, False, False)]
)
def test_one_of_two_columns_is_half_and_not_most(held: int, of: int, is_half: bool, is_most: bool) -> None:
    assert (half(held, of), most(held, of)) == (is_half, is_most)


@pytest.mark.parametrize(("held", "of", "holds"), [(2, 3, True), (1, 3, False), (8, 10, True), (7, 10, False)])
def test_nearly_all_is_all_but_one_of_a_few_and_all_but_a_fifth_of_many(held: int, of: int, holds: bool) -> None:
    assert nearly_all(held, of) == holds
