"""Why no control reached a figure: what a reader of the report can do about it."""

from __future__ import annotations

from finsam_audit.accounts.accounts import Accounts
from finsam_audit.messages import Message, message
from finsam_audit.page.model import Figure


def why_uncovered(figure: Figure, accounts: Accounts) -> Message:
    """Why no control reached a figure."""
    if figure.table == "claims":
        return message("uncovered.claim")
    if figure.table == "goals":
        goal = next((g for g in accounts.report.goals if figure in g.target or figure in g.outcomes), None)
        if goal is None or not (goal.target and goal.outcomes):
            return message("uncovered.goal-no-outcome" if goal is not None and goal.target else "uncovered.goal-no-target")
        judged = goal.judgement not in ("", "cannot be judged")
        return message("uncovered.goal-units" if judged else "uncovered.goal-unjudged")
    statement = accounts.statement_of(figure)
    if statement is None or statement.kind == "statistik":
        return message("uncovered.statistics")
    row = next((r for r in statement.table.walk() if any(s.figure is figure for s in r.slots)), None)
    if row is not None and statement.concept(row) is None:
        return message("uncovered.unknown-label")
    return message("uncovered.no-relation")
