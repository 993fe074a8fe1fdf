"""Facts that the program does not hold yet: a paragraph left from last year is told once, as last year's."""

from __future__ import annotations

from tests.whole.unseen.small import checked, hinted, sample
from tests.whole.unseen.test_last_years_paragraph import _file


def test_a_number_that_fits_last_years_share_is_told_as_last_years() -> None:
    assert {"187", "36 %"} & hinted(checked(_file(68)), "TX002") != set()


def test_the_paragraph_of_degerfors_is_told_once() -> None:
    result = sample("degerfors-karlskoga-2025")
    told = [
        o
        for o in result.findings
        if o.rule in ("TX002", "TX003") and {"68", "36 %"} & {u.figure.printed for u in o.figures if u.figure}
    ]
    assert len({o.cause for o in told}) == 1
    assert {"187", "36 %"} & (hinted(result, "TX002") | hinted(result, "TX003")) != set()
