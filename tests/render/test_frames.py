"""Outcomes as a table."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.check import check
from finsam_audit.page.model import Report
from finsam_audit.render.frames import COLUMNS, outcomes_frame
from tests.pages import ASSETS

Reading = Callable[[str], Report]


def test_every_outcome_is_a_row(report: Reading, book: RuleBook) -> None:
    result = check(report(ASSETS.format(total="2 900")), book)
    frame = outcomes_frame(result)
    assert (len(result.outcomes), list(COLUMNS)) == (len(frame), list(frame.columns))


def test_the_rows_of_several_reports_stand_under_each_other(report: Reading, book: RuleBook) -> None:
    results = [check(report(ASSETS.format(total=total)), book, book.find("BR002")) for total in ("2 500", "2 900")]
    assert list(outcomes_frame(*results)["outcome"]) == ["passed", "finding"]


def test_amounts_stay_decimals(report: Reading, book: RuleBook) -> None:
    result = check(report(ASSETS.format(total="2 900")), book, book.find("BR002"))
    row = outcomes_frame(result).iloc[0]
    assert (Decimal(2900), Decimal(2500), Decimal(400), Decimal("1.5"), "kr") == tuple(
        row[name] for name in ("stated", "computed", "difference", "tolerance", "unit")
    )
    assert isinstance(row["stated"], Decimal)


def test_a_row_names_its_rule_table_and_row(report: Reading, book: RuleBook) -> None:
    result = check(report(ASSETS.format(total="2 900")), book, book.find("BR002"))
    row = outcomes_frame(result).iloc[0]
    assert tuple(row[name] for name in ("rule", "name", "table", "row", "severity")) == (
        "BR002",
        "current-assets-foot",
        "Balansräkning",
        "Summa omsättningstillgångar",
        "error",
    )


def test_the_message_is_in_the_language_asked_for(report: Reading, book: RuleBook) -> None:
    result = check(report(ASSETS.format(total="2 900")), book, book.find("BR002"))
    told = [outcomes_frame(result, language=language).iloc[0]["message"] for language in ("sv", "en")]
    assert ("summerar till 2 500 kr" in told[0], "add up to 2 500 kr" in told[1]) == (True, True)


def test_no_results_make_an_empty_frame() -> None:
    assert (0, list(COLUMNS)) == (len(outcomes_frame()), list(outcomes_frame().columns))
