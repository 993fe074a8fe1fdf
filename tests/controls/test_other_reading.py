"""Findings that rest on a figure whose reading is in doubt."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from finsam_audit.engine.check import check
from finsam_audit.page.model import Report
from tests.book import shipped

BOOK = shipped()
SHEET = """
tables:
  Balansräkning:
    columns: 2025-12-31
    rows:
      Fordringar: {claims}
      Kassa och bank: 200 000
      Summa omsättningstillgångar: {total}
"""


def severities(report: Report) -> list[tuple[str | None, list[str]]]:
    outcomes = check(report, BOOK, BOOK.find("BR002")).outcomes
    return [(o.severity, [hint.key for hint in o.hints]) for o in outcomes if o.outcome == "finding"]


@pytest.mark.parametrize(
    ("claims", "total"),
    [("100 000 [? or 110 000]", "310 000"), ("110 000", "300 000 [? or 310 000]"), ("1 [? or 5 or 110 000]", "310 000")],
)
def test_a_sum_that_another_reading_mends_is_a_note(report: Callable[[str], Report], claims: str, total: str) -> None:
    found = severities(report(SHEET.format(claims=claims, total=total)))
    assert found == [("note", ["doubt.otherwise"])]


@pytest.mark.parametrize(
    ("claims", "expected"), [("100 000 [? or 120 000]", "warning"), ("100 000 [?]", "warning"), ("100 000", "error")]
)
def test_a_sum_that_no_reading_mends_is_an_error_unless_it_rests_on_a_doubted_one(
    report: Callable[[str], Report], claims: str, expected: str
) -> None:
    ((severity, hints),) = severities(report(SHEET.format(claims=claims, total="310 000")))
    assert severity == expected
    assert "doubt.otherwise" not in hints


@pytest.mark.parametrize(("share", "severity"), [("15 %", "warning"), ("15 % [? or 13 %]", "note")])
def test_a_share_that_another_reading_makes_possible_is_a_note(
    report: Callable[[str], Report], share: str, severity: str
) -> None:
    table = "\ntables:\n  Svar:\n    kind: statistik\n    columns: Ofta [%] | n [antal]\n    rows:\n"
    read = report(f"{table}      Fråga: {share} | 23\n")
    assert [o.severity for o in check(read, BOOK, BOOK.find("ST011")).outcomes if o.outcome == "finding"] == [severity]
