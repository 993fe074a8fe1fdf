"""Dates: when the board decided, when the report was signed, and what the law says of both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from finsam_audit.messages import message
from finsam_audit.outcome import Outcome
from finsam_audit.rules import Rule
from finsam_audit.view import View


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """``of`` is a date of the report. ``after`` names what it must come after (``period end`` or another date),
    ``within months of`` the period's end, ``on or before`` a day (``-11-30`` of the year before the report's).
    """
    name = rule.text("of")
    day = view.report.dates.get(name)
    if day is None:
        yield Outcome("not_applicable", message("date", what=name), reason=message("reason.no-date", what=name))
        return
    limits = list(_limits(rule, view))
    if not limits:
        yield Outcome("not_applicable", message("date", what=name), reason=message("reason.no-date", what=rule.text("after")))
    for kind, limit in limits:
        ok = day > limit if kind == "after" else day >= limit if kind == "not before" else day <= limit
        told = message(f"date.{kind.replace(' ', '-')}", what=name, day=day, limit=limit, against=rule.text("after"))
        yield Outcome("passed" if ok else "finding", told)


def _limits(rule: Rule, view: View) -> Iterator[tuple[str, date]]:
    end = view.report.end
    after = rule.text("after")
    if after == "period end":
        yield "after", end
    elif after in view.report.dates:
        yield "not before", view.report.dates[after]
    months = rule.text("within months of")
    if months:
        after_that = end.month + int(months)
        yield "by", date(end.year + after_that // 12, after_that % 12 + 1, 1) - timedelta(days=1)
    day = rule.text("on or before")
    if day:
        _, month_text, day_text = day.split("-")
        yield "by", date(end.year - 1, int(month_text), int(day_text))
