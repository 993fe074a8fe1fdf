"""Blame: a row that a sentence says a deficit is due to did no better than its budget."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from finsam_audit.accounts.statement import Statement
from finsam_audit.accounts.words.folding import fold
from finsam_audit.checks.deviations import deviation_signs
from finsam_audit.checks.goal import row_of_goal
from finsam_audit.checks.kind import TABLES, Kind, or_else
from finsam_audit.controls.outcome import Outcome, Used
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message
from finsam_audit.page.model import Figure, Row
from finsam_audit.page.prose import is_turned
from finsam_audit.page.units import ONE

_CAUSE = (
    r"(?i)(?P<what>underskott|negativ\w* (?:resultat|avvikelse|utfall)|överskrid|fördyring|(?:budget)?avvikelse)\w*"
    r"(?P<between>[^.;:,]{0,60}?)"
    r"\b(?:hänförs|hänför sig|kan hänföras|beror|berodde|förklaras|orsakas|orsakades|härrör)\b"
    r"[^.;:,]{0,50}?\b(?:till|på|av|från)\b (?P<cause>[^.;:,]*)"
)
_OTHERWISE = r"(?i)överskott|positiv|lägre|besparing|vakan|budgetera|planera|förvänta|prognos|jämfört|förra|föregående"
"""Words of another deficit than the one against this year's budget, or of what made it smaller."""

_DEARER = r"(?i)högre|ökad|ökning|dyrare|fördyr|merkostnad|fler "
"""What tells that a deviation, called just so, is one for the worse."""

_MORE = r"(?i)\b(?:kopplat till|på grund av|till följd av|eftersom|då|som)\b"


@or_else("blame", "reason.no-blame")
def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """Sentences that give one row of the tables named by ``in`` as the cause, where the table as a whole is behind budget.

    What a row is behind or ahead of budget is its printed deviation of the report's own period. A row of no such table
    may have its budget among the goals.
    """
    texts = [*view.report.statements, *(claim.text for claim in view.report.claims)]
    sentences = [sentence for text in texts for sentence in re.split(r"(?<=[.!?])\s", text)]
    blaming = [(sentence, cause) for sentence in sentences if (cause := _cause(sentence))]
    statements = view.statements(rule.texts("in")) if blaming else []
    tables = [found for s in statements if (found := _Deviations.of(s, view)) is not None]
    for sentence, cause in blaming:
        judged = (_judged(sentence, cause, table, view) for table in tables)
        outcome = next((one for one in judged if one is not None), None)
        if outcome is not None:
            yield outcome


class _Deviations:
    """What each row of a table is ahead of its budget (behind: negative), and the table as a whole."""

    def __init__(self, rows: list[tuple[Row, Figure, Decimal]], whole: Decimal) -> None:
        self.rows = rows
        self.whole = whole

    @classmethod
    def of(cls, statement: Statement, view: View) -> _Deviations | None:
        column = statement.column_at(view.report.end, "avvikelse")
        if column is None:
            return None
        signs = deviation_signs(statement)
        rows = [(r, f, f.base * signs.get(f.id, 1)) for r in statement.table.walk() if (f := r.figure(column)) is not None]
        ends = {row.number for row in statement.ends}
        whole = [amount for row, _, amount in rows if row.number in ends]
        details = [one for one in rows if statement.role(one[0]) == "detail"]
        return cls(details, whole[-1]) if whole and details else None

    def named(self, cause: str) -> list[tuple[Row, Figure, Decimal]]:
        """The rows whose whole label stands in the words of a cause."""
        words = f" {fold(cause)} "
        return [one for one in self.rows if len(fold(one[0].label)) > 3 and f" {fold(one[0].label)} " in words]


def _cause(sentence: str) -> str:
    """What a sentence gives as the cause of a deficit; "" where it speaks of anything else besides."""
    found = re.search(_CAUSE, sentence)
    if found is None or re.search(_OTHERWISE, sentence) or is_turned(sentence[: found.start("cause")]):
        return ""
    cause: str = re.split(_MORE, found["cause"])[0]
    return (
        cause
        if "avvikelse" not in found["what"].lower() or "negativ" in found["what"].lower() or re.search(_DEARER, cause)
        else ""
    )


def _judged(sentence: str, cause: str, table: _Deviations, view: View) -> Outcome | None:
    behind = [one for one in table.rows if one[2] < 0]
    if table.whole >= 0 or not behind:
        return None  # a deficit that the budget planned is due to anything
    named = table.named(cause)
    if any(one in table.named(sentence[: sentence.find(cause)]) for one in named):
        return None  # what the row itself deviates by has causes of its own
    if len(named) == 1:
        row, figure, amount = named[0]
        worst = min(behind, key=lambda one: one[2])
        told = message("blame", text=sentence, row=row.label, deviation=figure, worst=worst[0].label, behind=worst[1])
        figures = (Used(figure, "stated", ONE), Used(worst[1], "term", ONE))
        return Outcome(
            "finding" if amount > 0 else "passed", told, figure.column, figures=figures, arithmetic=True, about="statement"
        )
    return _by_goal(sentence, cause, behind, view) if not named else None


def _by_goal(sentence: str, cause: str, behind: list[tuple[Row, Figure, Decimal]], view: View) -> Outcome | None:
    """A row that has its budget among the goals, as the most that it may cost."""
    words = f" {fold(cause)} "
    for goal in view.report.goals:
        row = row_of_goal(goal, view)
        if row is None or goal.operator != "<=" or len(goal.outcomes) != 1 or f" {fold(row.row)} " not in words:
            continue
        outcome, budget = goal.outcomes[0], goal.target[0]
        if outcome.unit.quality != "money" or budget.unit.quality != "money" or max(outcome.base, row.base) >= budget.base:
            return None
        worst = min(behind, key=lambda one: one[2])
        told = message(
            "blame.goal", text=sentence, row=row.row, outcome=outcome, budget=budget, worst=worst[0].label, behind=worst[1]
        )
        figures = (Used(outcome, "stated", ONE), Used(budget, "limit", ONE), Used(worst[1], "term", ONE))
        return Outcome("finding", told, figures=figures, arithmetic=True, about="statement")
    return None


KIND = Kind(
    "blame",
    sv="Den rad som en mening skyller ett underskott på har inte gått bättre än sin budget.",
    en="The row that a sentence blames a deficit on did no better than its budget.",
    keys={"in": TABLES},
    run=check,
    equation=False,
)
