"""Facts that the program does not hold yet: a turned sign in an earlier year of the region is told, and nothing else is sure."""

from __future__ import annotations

from pathlib import Path

import pytest

from finsam_audit import check, read_report
from tests.whole.planting import changed
from tests.whole.unseen.small import BOOK, said
from tests.whole.unseen.test_slips_accuse_no_one_else import _sure

REGION = Path(__file__).parent.parent / "presentations" / "region_three_years.yaml"


@pytest.mark.parametrize(
    "figure",
    [
        "Resultaträkning/Summa skatteintäkter och statsbidrag/Bokslut 2024",
        "Resultaträkning/Summa skatteintäkter och statsbidrag/Bokslut 2023",
    ],
)
def test_a_turned_sign_of_a_real_report_is_told_and_no_other_figure_is_sure_to_be_wrong(figure: str) -> None:
    report = read_report(REGION)
    (value,) = [f.value for f in report.figures() if f.id == figure]
    before, after = check(report, BOOK), check(changed(report, {figure: -value}), BOOK)
    assert {id_ for id_, _ in _sure(after) - _sure(before)} <= {figure}
    assert said(after) - said(before) != set()
