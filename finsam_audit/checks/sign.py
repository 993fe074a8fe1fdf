"""Signs: a row that breaks the sign profile of its own table, unless the sums prove its sign."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_audit.accounts.statement import Profile, Statement
from finsam_audit.checks.kind import NO_TABLE, TABLES, Before, Kind, or_else
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.quantities import Term
from finsam_audit.controls.relation import used
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message
from finsam_audit.page.model import Figure
from finsam_audit.page.units import ONE


@or_else("sign", "reason.no-amounts", NO_TABLE)
def check(rule: Rule, view: View, before: Before) -> Iterator[Outcome]:
    """For the tables in ``in``: one finding a figure out of profile, one passed control a profile kept.

    A figure that a sum holds with, as it is signed, is in nobody's way: a cost that was turned back is an income.
    """
    for statement in view.statements(rule.texts("in")):
        for profile in statement.profiles:
            broken = list(_broken(statement, profile))
            proved = {figure.id for outcome in before() for figure in _proved(outcome)} if broken else set()
            broken = [figure for figure in broken if figure.id not in proved]
            if not broken:
                told = message("sign.kept", table=statement.name, profile=profile.name, group=profile.group)
                yield Outcome("passed", told)
            for figure in broken:
                told = message("sign", row=figure.row, table=statement.name, amount=figure, profile=profile.name)
                yield Outcome(
                    "finding", told, figure.column, kind="sign", figures=used([Term(figure, ONE)], None), unit=figure.unit.name
                )


def _proved(outcome: Outcome) -> Iterator[Figure]:
    """The figures whose signs a sum proves: with the other one it would be off by more than rounding."""
    adds_up = outcome.outcome == "passed" and outcome.about in (None, "footing", "row") and outcome.limit is None
    if not adds_up or outcome.tolerance is None or outcome.computed_low is not None or len(outcome.figures) < 3:
        return
    for part in outcome.figures:
        if part.figure is not None and 2 * abs(part.figure.value) > outcome.tolerance:
            yield part.figure


def _broken(statement: Statement, profile: Profile) -> Iterator[Figure]:
    wanted = set(profile.breaks)
    for row in statement.table.walk():
        for slot in row.slots:
            if slot.figure is not None and slot.figure.id in wanted:
                yield slot.figure


KIND = Kind(
    "sign",
    sv="En rad har det tecken som resten av tabellen ger den.",
    en="A row has the sign that the rest of its table gives it.",
    keys={"in": TABLES},
    last=check,
)
