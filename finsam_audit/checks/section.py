"""Sections: the parts that a report must have, in its headings or among its tables."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_audit.accounts.words.lexicon import Section
from finsam_audit.checks.kind import Key, Kind
from finsam_audit.controls.context import Context, Missing
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import Message, message
from finsam_audit.page.expressions import parse_expression


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """One finding a section in ``parts`` that neither a heading nor a table shows.

    Nothing is asked of a data file without ``contents``, nor of one whose headings have fewer of the parts than
    ``at least``: it does not go into that detail. With ``amount``, only where that amount is not zero.
    """
    told, report = message("section"), view.report
    if not report.contents:
        yield Outcome("not_applicable", told, reason=message("reason.not-given", what="contents"))
        return
    sections = [view.book.lexicon.sections[part] for part in rule.texts("parts")]
    if sum(_headed(section, view) for section in sections) < int(rule.text("at least") or 0):
        reason = message("reason.coarse-outline", parts=tuple(s.name for s in sections))
        yield Outcome("not_applicable", told, reason=reason)
        return
    if rule.text("amount") and (reason_not := _nothing(rule, view)) is not None:
        yield Outcome("not_applicable", told, reason=reason_not)
        return
    for section in sections:
        there = _headed(section, view) or _shown(section, view)
        yield Outcome("passed" if there else "finding", message("section", part=section.name))


def _headed(section: Section, view: View) -> bool:
    return any(section.labels.match(heading) for heading in view.report.contents)


def _shown(section: Section, view: View) -> bool:
    tables = view.accounts.statements
    return any((section.table and section.table == t.kind) or section.labels.match(t.name) for t in tables)


def _nothing(rule: Rule, view: View) -> Message | None:
    """Why the amount asks for nothing; None where it is beyond rounding not zero."""
    try:
        amount = view.evaluator.evaluate(parse_expression(rule.text("amount")), Context("", view.report.end))
    except Missing as missing:
        return missing.told
    return message("reason.nothing-to-go-with") if amount.low <= 0 <= amount.high else None


KIND = Kind(
    "section",
    sv="Avsnitten som en redovisning ska ha finns bland rubrikerna eller tabellerna.",
    en="The sections that a report must have are among its headings or tables.",
    keys={"parts": Key("section", several=True, required=True), "at least": Key("count"), "amount": Key("formula")},
    run=check,
)
