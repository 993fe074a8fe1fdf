"""Consistent reports set as PDF and as Word documents and read back: what ``check`` says of the page is what it says of the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from finsam_audit.controls.rules import RuleBook
from finsam_audit.documents.way_in import read_any
from finsam_audit.engine.check import check
from finsam_audit.page.model import Report
from tests.documents.printed_report import printed_pdf
from tests.documents.printed_word import printed_docx
from tests.pages import read
from tests.properties import examples
from tests.whole.consistent import plans, write
from tests.whole.consistent_kommun import kommuner, write_kommun
from tests.whole.consistent_story import stories, write_short, write_whole

WRITTEN: dict[str, st.SearchStrategy[str]] = {
    "plan": plans().map(write),
    "whole": stories().map(lambda one: write_whole(replace(one[0], unit="kr"), one[1])),
    "kommun": kommuner().map(write_kommun),
    "project": stories().map(lambda one: write_short(*one, "project")),
}
SET: dict[str, Callable[[Report], bytes]] = {"pdf": printed_pdf, "docx": printed_docx, "flat": partial(printed_docx, flat=True)}


def _accused(report: Report, book: RuleBook) -> set[str]:
    return {outcome.rule for outcome in check(report, book, why=False).findings if outcome.severity != "note"}


@pytest.mark.parametrize("kind", WRITTEN)
@settings(examples(1 / 5), suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_consistent_report_is_not_accused_of_more_in_print(
    kind: str, data: st.DataObject, book: RuleBook, tmp_path: Path
) -> None:
    report = read(data.draw(WRITTEN[kind]))
    path = tmp_path / "printed"
    path.write_bytes(SET[data.draw(st.sampled_from(sorted(SET)))](report))
    assert _accused(read_any(str(path), lambda told: told.key), book) <= _accused(report, book)
