"""A control does not pass by a second definition of a row that a finding doubts."""

from __future__ import annotations

from tests.whole.unseen.small import sample


def test_the_project_of_degerfors_does_not_tie_by_another_formula() -> None:
    """FV007 says that note and funded activities differ; DR019 may not pass by the same amount."""
    result = sample("degerfors-karlskoga-2025")
    doubted = {o.column[-4:] for o in result.findings if o.rule == "FV007"}
    passed = {o.column.split()[1] for o in result.outcomes if o.rule == "DR019" and o.outcome == "passed"}
    assert passed & doubted == set()
