"""Comparatives: a row with a figure for the year has one for the year before."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_audit.accounts.statement import Statement
from finsam_audit.checks.kind import TABLES, Kind, or_else
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.quantities import Term
from finsam_audit.controls.relation import used
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message
from finsam_audit.page.model import Column
from finsam_audit.page.units import ONE


@or_else("comparative", "reason.no-comparative")
def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """For the tables in ``in`` with two periods: one finding a row whose comparative cell is blank."""
    for statement in view.statements(rule.texts("in")):
        if sum(column.end is not None for column in statement.columns) > 1:
            there = Outcome("passed", message("comparative.there", table=statement.name))
            yield from list(_missing(statement, view)) or [there]


def _missing(statement: Statement, view: View) -> Iterator[Outcome]:
    before = {c.end: c for c in statement.columns if c.end is not None and c.end < view.report.end}
    for whose in ("", "koncern") if before else ():
        own, last = (statement.column_at(end, whose=whose) for end in (view.report.end, max(before)))
        if own is not None and last is not None:
            yield from _blank(statement, own, last)


def _blank(statement: Statement, own: Column, last: Column) -> Iterator[Outcome]:
    for row in statement.table.walk():
        figure, slot = row.figure(own), row.cell(last)
        if figure is not None and figure.value and slot is not None and slot.state == "blank" and not slot.text:
            told = message("comparative", row=row.label, table=statement.name, column=last.head)
            yield Outcome("finding", told, last.head, figures=used([Term(figure, ONE)], None))


KIND = Kind(
    "comparative",
    sv="En rad med en siffra för året har en för året före.",
    en="A row with a figure for the year has one for the year before.",
    keys={"in": TABLES},
    run=check,
)
