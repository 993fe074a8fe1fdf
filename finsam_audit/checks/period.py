"""Periods: the columns that tables must have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from finsam_audit.checks.kind import NO_TABLE, TABLES, Key, Kind, or_else
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message
from finsam_audit.page.model import Column, Report


@or_else("period.own", "reason.no-columns", NO_TABLE, relation=message("relation.period"))
def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """``has`` is ``own`` or ``same period last year``, in each table in ``in``, or ``budget``, in any of them."""
    wanted, statements = rule.text("has"), view.statements(rule.texts("in"))
    if wanted == "budget" and statements:
        there = any(column.kind == "budget" for statement in statements for column in statement.columns)
        told = message("period.budget", tables=tuple(s.name for s in statements))
        yield Outcome("passed" if there else "finding", told)
        return
    for statement in statements:
        columns = [c for c in statement.columns if c.end is not None and c.kind in ("", "utfall")]
        if not columns:
            continue
        there = any(c.end == view.report.end for c in columns) if wanted == "own" else _last_year(columns, view.report)
        key = "period.own" if wanted == "own" else "period.last-year"
        told = message(key, table=statement.name, heads=tuple(c.head for c in columns), year=str(view.report.end.year))
        yield Outcome("passed" if there else "finding", told)


def _last_year(columns: list[Column], report: Report) -> bool:
    """The same period a year before; a bare year beside a bare year may stand for it."""
    start, end = _year_before(report.start), _year_before(report.end)
    if any(c.end == end and c.start in (start, None) for c in columns):
        return True
    bare = [c.head.strip() for c in columns if c.head.strip().isdecimal()]
    return str(report.end.year) in bare and str(report.end.year - 1) in bare


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


KIND = Kind(
    "period",
    sv="En tabell har den kolumn som den ska ha.",
    en="A table has the column it must have.",
    keys={
        "in": TABLES,
        "has": Key("choice", allowed=("own", "same period last year", "budget"), required=True),
    },
    run=check,
)
