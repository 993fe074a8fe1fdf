"""A sum that the balance sheet does not print is not made of some of its rows only, where one may belong that nobody knows."""

from __future__ import annotations

from collections.abc import Callable

from finsam_audit import Report, RuleBook, check

TEXT = """Kassaflödesanalys:
  columns: 2025
  rows:
    Förändring av kortfristiga fordringar: 33
Balansräkning:
  columns: 2025-12-31 | 2024-12-31
  rows:
    Tillgångar:
      Kortfristiga fordringar:
        {label}: 76 | 60
        Övriga fordringar: 11 | 60
      Kassa och bank: 672 | 532
      Summa tillgångar: 759 | 652
"""


def _outcomes(report: Report, book: RuleBook) -> set[str]:
    return {o.outcome for o in check(report, book, [rule for rule in book.rules if rule.id == "KF009"]).outcomes}


def test_the_sum_of_known_rows_is_held_against_another_table(report: Callable[[str], Report], book: RuleBook) -> None:
    assert _outcomes(report(TEXT.format(label="Skattefordringar")), book) == {"passed"}
    assert "finding" in _outcomes(report(TEXT.format(label="Skattefordringar").replace(": 33", ": 53")), book)


def test_a_row_that_nobody_knows_may_be_a_part_of_it(report: Callable[[str], Report], book: RuleBook) -> None:
    assert _outcomes(report(TEXT.format(label="Tillgodohavande hos myndighet")), book) <= {"passed", "not_applicable"}
