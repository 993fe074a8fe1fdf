"""Rows "varav" that make the whole of their row in one column make it in the others too."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from finsam_audit import Report, RuleBook, check

NOTE = """Not 3. Personalkostnader:
  columns: 2025 | 2024 | 2023
  rows:
    Löner: {whole}
    varav förbundschef: 612 | 598 | 577
    varav övriga: 1 391 | {other} | 1 204
"""


@pytest.mark.parametrize(
    ("whole", "other", "columns"),
    [
        ("2 003 | 1 910 | 1 781", "1 312", []),
        ("2 003 | 1 955 | 1 799", "1 312", ["2024", "2023"]),  # only 2025 adds up
        ("2 003 | 1 910 | 1 781", "1 213", ["2024"]),
        ("2 100 | 1 955 | 1 799", "1 312", []),  # none does: the parts need not be all
    ],
)
def test_parts_are_footed_where_one_column_shows_that_they_are_all(
    report: Callable[[str], Report], book: RuleBook, whole: str, other: str, columns: list[str]
) -> None:
    found = check(report(NOTE.format(whole=whole, other=other)), book, [rule for rule in book.rules if rule.id == "X004"])
    assert [outcome.column for outcome in found.findings] == columns
