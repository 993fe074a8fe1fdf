"""Signs: a row that breaks the sign profile of its own table."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_audit.accounts.statement import Profile, Statement
from finsam_audit.checks.kind import NO_TABLE, TABLES, Kind, or_else
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.quantities import Term
from finsam_audit.controls.relation import used
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message
from finsam_audit.page.model import Figure
from finsam_audit.page.units import ONE


@or_else("sign", "reason.no-amounts", NO_TABLE)
def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """For the tables in ``in``: one finding a figure out of profile, one passed control a profile kept."""
    for statement in view.statements(rule.texts("in")):
        for profile in statement.profiles:
            if not profile.breaks:
                told = message("sign.kept", table=statement.name, profile=profile.name, group=profile.group)
                yield Outcome("passed", told)
            for figure in _broken(statement, profile):
                told = message("sign", row=figure.row, table=statement.name, amount=figure, profile=profile.name)
                yield Outcome(
                    "finding", told, figure.column, kind="sign", figures=used([Term(figure, ONE)], None), unit=figure.unit.name
                )


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
    run=check,
)
