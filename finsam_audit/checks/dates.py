"""Dates: when the board decided, when the report was signed, and what the law says of both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from finsam_audit.checks.kind import Fault, Key, Kind, Texts
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message
from finsam_audit.page.keys import REPORT_DATES


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
        args = {"what": name, "day": day, "limit": limit, "against": rule.text("after")}
        told = message(f"date.{kind.replace(' ', '-')}", **args)
        later = _next_year(day)
        if kind == "after" and not ok and limit < later and day.year == limit.year:
            told = message("date.after-year", **args, wanted=later)
        yield Outcome("passed" if ok else "finding", told)


def _next_year(day: date) -> date:
    """The same day a year later: what was meant where the old year was written by habit."""
    return date(day.year + 1, 3, 1) - timedelta(days=1) if (day.month, day.day) == (2, 29) else day.replace(year=day.year + 1)


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


def _bounded(texts: Texts) -> Iterator[Fault]:
    if not {"after", "within months of", "on or before"} & set(texts):
        yield Fault("", 0, message("rules.date-bound"))
    of, after = texts.get("of"), texts.get("after")
    if of and after and of[0] == after[0]:
        yield Fault("after", 0, message("rules.same-sides", found=of[0]))


KIND = Kind(
    "date",
    sv="Ett datum ligger där lagen och kalendern tillåter.",
    en="A date stands where law and calendar allow.",
    keys={
        "of": Key("choice", allowed=REPORT_DATES, required=True),
        "after": Key("choice", allowed=("period end", *REPORT_DATES)),
        "within months of": Key("count"),
        "on or before": Key("day"),
    },
    run=check,
    together=_bounded,
)
