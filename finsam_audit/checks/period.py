"""Periods: the columns that tables must have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from finsam_audit.accounts.statement import Statement
from finsam_audit.checks.kind import NO_TABLE, TABLES, Key, Kind, or_else
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message
from finsam_audit.page.heads import year_before
from finsam_audit.page.model import Column, Report, Row

PLANS = {"budget": "budget", "forecast": "prognos"}


@or_else("period.own", "reason.no-columns", NO_TABLE, relation=message("relation.period"))
def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """``has`` is what each table in ``in`` must have, ``budget`` or ``forecast``, which one of them must, or
    ``plans on every row``, which they must where the report has such plans at all."""
    wanted, statements = rule.text("has"), view.statements(rule.texts("in"))
    if wanted in PLANS and statements:
        there = any(column.kind == PLANS[wanted] for statement in statements for column in statement.columns)
        told = message(f"period.{wanted}", tables=tuple(s.name for s in statements))
        yield Outcome("passed" if there else "finding", told)
    elif wanted == "plans on every row":
        yield from _on_every_row(statements, view) if statements else ()
    elif wanted not in PLANS:
        for statement in statements:
            yield from _column(statement, wanted, view.report)


def _column(statement: Statement, wanted: str, report: Report) -> Iterator[Outcome]:
    """Whether a table has a column of its report's period, of the same period last year, or of last year's end."""
    columns = [c for c in statement.columns if c.end is not None and c.kind in ("", "utfall")]
    if not columns:
        return
    if wanted == "same period last year":
        key, there = "period.last-year", _last_year(columns, report)
    else:
        key, end = ("period.own", report.end) if wanted == "own" else ("period.year-end", date(report.end.year - 1, 12, 31))
        there = any(c.end == end for c in columns)
    told = message(key, table=statement.name, heads=tuple(c.head for c in columns), year=str(report.end.year))
    yield Outcome("passed" if there else "finding", told)


def _on_every_row(statements: list[Statement], view: View) -> Iterator[Outcome]:
    """Budget and forecast beside the rows, where the report has them: more than half of the rows with an outcome show them.

    That a row has none may mean that nothing was planned; that most have none is no plan row by row.
    """
    for kind in PLANS.values():
        planned = [(s, c) for s in statements for c in s.columns if c.kind == kind and not c.whose]
        elsewhere = any(c.kind == kind for s in view.statements(("driftredovisning", "budgetuppföljning")) for c in s.columns)
        for statement, column in planned:
            rows = [row for row in statement.table.walk() if _outcome(row, statement, view.report)]
            if not rows:
                continue  # nothing is filled in, as in a blank file
            shown = [row for row in rows if (slot := row.cell(column)) is not None and slot.text.strip()]
            told = message(f"period.rows.{kind}", table=statement.name)
            yield Outcome("passed" if 2 * len(shown) > len(rows) else "finding", told)
        if elsewhere and not planned:
            yield Outcome("finding", message(f"period.rows.{kind}", table=statements[0].name))


def _outcome(row: Row, statement: Statement, report: Report) -> bool:
    """Whether a row has an amount for the report's own period."""
    own = [c for c in statement.columns if c.end == report.end and c.kind in ("", "utfall") and not c.whose]
    return any(row.figure(column) is not None for column in own)


def _last_year(columns: list[Column], report: Report) -> bool:
    """The same period a year before; a bare year beside a bare year may stand for it."""
    start, end = year_before(report.start), year_before(report.end)
    if any(c.end == end and c.start in (start, None) for c in columns):
        return True
    bare = [c.head.strip() for c in columns if c.head.strip().isdecimal()]
    return str(report.end.year) in bare and str(report.end.year - 1) in bare


HAS = ("own", "same period last year", "last year-end", "budget", "forecast", "plans on every row")

KIND = Kind(
    "period",
    sv="En tabell har den kolumn som den ska ha.",
    en="A table has the column it must have.",
    keys={
        "in": TABLES,
        "has": Key("choice", allowed=HAS, required=True),
    },
    run=check,
)
