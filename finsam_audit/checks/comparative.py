"""Comparatives: a total with a figure for the year has one for the year before, where its rows have."""

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
from finsam_audit.page.model import Column, Row
from finsam_audit.page.units import ONE


@or_else("comparative", "reason.no-comparative")
def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """For the tables in ``in`` with two periods: one finding a total whose comparative cell is blank.

    A blank cell of any other row says that there was nothing, as a dash does: its totals tell whether that is so.
    """
    for statement in view.statements(rule.texts("in")):
        if sum(column.end is not None for column in statement.columns) > 1:
            there = Outcome("passed", message("comparative.there", table=statement.name))
            yield from list(_missing(statement, view)) or [there]


def _missing(statement: Statement, view: View) -> Iterator[Outcome]:
    before = {c.end: c for c in statement.columns if c.end is not None and c.end < view.report.end}
    for whose in ("", "koncern") if before else ():
        own, last = (statement.column_at(end, whose=whose) for end in (view.report.end, max(before)))
        if own is not None and last is not None:
            yield from _blank(view, statement, own, last)


def _blank(view: View, statement: Statement, own: Column, last: Column) -> Iterator[Outcome]:
    for row in statement.table.walk():
        figure, slot = row.figure(own), row.cell(last)
        blank = slot is not None and slot.state == "blank" and not slot.text
        if figure is not None and figure.value and blank and _adds_up(view, statement, row, last):
            told = message("comparative", row=row.label, table=statement.name, column=last.head)
            yield Outcome("finding", told, last.head, figures=used([Term(figure, ONE)], None))


def _adds_up(view: View, statement: Statement, row: Row, column: Column) -> bool:
    """Whether a row is a total or a result of rows that have amounts in a column."""
    concept = statement.concept(row)
    terms = next((footing.terms for footing in statement.footings if footing.total.number == row.number), None)
    if terms is None and concept is not None and concept.role == "result":
        terms = tuple(statement.table.walk())
    return any(figure.value for term in terms or () if (figure := term.figure(column)) is not None)


KIND = Kind(
    "comparative",
    sv="En summa med en siffra för året har en för året före.",
    en="A total with a figure for the year has one for the year before.",
    keys={"in": TABLES},
    run=check,
)
