"""The calendar year: the report and its statements cover 1 January to 31 December."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from finsam_audit.checks.kind import TABLES, Kind
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """The report's period, and every column of the tables in ``in``, ends on 31 December (and begins on 1 January)."""
    report = view.report
    whole = (report.start, report.end) == (date(report.end.year, 1, 1), date(report.end.year, 12, 31))
    told = message("calendar-year-report", heads=(f"{report.start} – {report.end}",))
    yield Outcome("passed" if whole else "finding", told)
    for statement in view.statements(rule.texts("in")):
        heads = tuple(c.head for c in statement.columns if c.end is not None and (c.end.month, c.end.day) != (12, 31))
        starts = tuple(c.head for c in statement.columns if c.start is not None and (c.start.month, c.start.day) != (1, 1))
        wrong = tuple(dict.fromkeys((*heads, *(starts if statement.nature == "flow" else ()))))
        told = message("calendar-year", what=statement.name, heads=wrong or tuple(c.head for c in statement.columns))
        yield Outcome("finding" if wrong else "passed", told)


KIND = Kind(
    "calendar-year",
    sv="Redovisning och räkningar omfattar kalenderåret.",
    en="Report and statements cover the calendar year.",
    keys={"in": TABLES},
    run=check,
)
