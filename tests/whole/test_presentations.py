"""Consistent reports and pieces of reports in presentations that the sample reports do not use: nothing is accused."""

from __future__ import annotations

from pathlib import Path

import pytest

from finsam_audit import RuleBook, check, read_report

FILES = sorted((Path(__file__).parent / "presentations").glob("*.yaml"))
TRUE = {  # equity above the ceiling: 20,01, 25,4, 46,1, 22,2 and 30,9 % of the contributions
    "balance_sheet_without_subtotals.yaml": {"EK010"},
    "project_in_a_column.yaml": {"EK010"},
    "older_year_in_groups.yaml": {"EK010"},
    "specified_statement_with_budget.yaml": {"EK010"},
    "ledger_signs_in_three_years.yaml": {"EK010"},
}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_right_report_is_not_accused_whatever_its_presentation(file: Path, book: RuleBook) -> None:
    result = check(read_report(file), book, why=False)
    accused = {o.rule for o in result.findings if o.severity != "note"}
    assert accused == TRUE.get(file.name, set())
    assert result.count("rule_error") == 0
    assert result.computed > 0
