"""What may set a number of the text apart from what it is held against, without a slip in either."""

from __future__ import annotations

from collections.abc import Callable

from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.check import check
from finsam_audit.page.model import Report
from finsam_audit.render.sentence import hint_sentences

Reading = Callable[[str], Report]

ENDED = """tables:
  Avslut:
    kind: statistik
    unit: antal
    columns: Kvinna | Man
    rows:
      Arbete: 28 | 18
      Sjukdom: {ill}
claims:
  - text: "Under året avslutades 60 deltagare"
    value: {value}
    equals: Avslut.Arbete[Kvinna] + Avslut.Arbete[Man] + Avslut.Sjukdom[Kvinna]
"""

PROVIDED = """tables:
  Not 5. Avsatt till pensioner:
    columns: 2025-12-31 | 2024-12-31
    rows:
      Avsättning löneskatt: 146 773 | 46 336
  Not 6. Kortfristiga skulder:
    columns: 2025-12-31 | 2024-12-31
    rows:
      Leverantörsskulder: 60 944 | 124 451
      Löneskatt pensioner: 0 | 3 251
      Upplupen särskild löneskatt: 0 | {accrued}
      Summa kortfristiga skulder: 60 944 | {total}
claims:
  - text: "det påverkar resultatet med 95 961 kr"
    value: 95 961 kr
    equals: "«Not 5. Avsatt till pensioner».«Avsättning löneskatt»[2025-12-31] - «Not 5. Avsatt till pensioner».«Avsättning löneskatt»[2024-12-31]"
"""

BUDGETS = """claims:
  - text: "förbundet har budgeterat 1 246 tkr av eget kapital"
    value: 1 246 tkr
    equals: claims.later
  - id: later
    text: "ett underskott på 2 029 tkr {decided}"
    value: 2 029 tkr
"""


def _finding(report: Report, book: RuleBook, rule: str) -> Outcome:
    (found,) = check(report, book, book.find(rule)).findings
    return found


def test_a_cell_where_no_number_stands_would_hold_the_difference(report: Reading, book: RuleBook) -> None:
    found = _finding(report(ENDED.format(ill="7 | _", value=54)), book, "TX003")
    assert hint_sentences(found, "sv") == ("Det stämmer om Sjukdom (Man), där inget tal står, är 1.",)
    assert (found.kind, found.suspect) == (None, "")


def test_a_cell_that_is_printed_is_not_filled(report: Reading, book: RuleBook) -> None:
    assert _finding(report(ENDED.format(ill="7 | 2", value=54)), book, "TX003").hints == ()


def test_nothing_is_lacking_where_the_text_says_less(report: Reading, book: RuleBook) -> None:
    assert _finding(report(ENDED.format(ill="7 | _", value=51)), book, "TX003").hints == ()


def test_rows_of_one_name_in_another_table_are_named_where_they_are_the_difference(report: Reading, book: RuleBook) -> None:
    found = _finding(report(PROVIDED.format(accrued="1 225", total="128 927")), book, "TX001")
    assert hint_sentences(found, "sv") == (
        "Skillnaden är lika stor som Löneskatt pensioner (3 251 kr) och Upplupen särskild löneskatt (1 225 kr) i Not 6. "
        "Kortfristiga skulder (2024-12-31).",
    )


def test_rows_that_are_nearly_the_difference_are_not(report: Reading, book: RuleBook) -> None:
    assert _finding(report(PROVIDED.format(accrued="1 224", total="128 926")), book, "TX001").hints == ()


def test_two_sentences_of_which_one_is_of_a_budget_changed_later_may_be_of_two_budgets(report: Reading, book: RuleBook) -> None:
    changed = _finding(report(BUDGETS.format(decided="efter beslutad tilläggsbudget")), book, "TX001")
    assert [hint.key for hint in changed.hints] == ["hint.two-budgets"]
    assert _finding(report(BUDGETS.format(decided="för året")), book, "TX001").hints == ()
