"""Going together: where one amount is not nothing, another row must be printed."""

from __future__ import annotations

from collections.abc import Iterator
from finsam_audit.evaluation import Context, Missing
from finsam_audit.expressions import parse_expression
from finsam_audit.messages import message
from finsam_audit.outcome import Outcome
from finsam_audit.relation import used
from finsam_audit.rounding import merged
from finsam_audit.rules import Rule
from finsam_audit.view import View, figure_at


def _printed(view: View, row: str, context: Context) -> bool:
    """Whether a row of that meaning is printed at all, if only as a part of a total."""
    table, _, name = row.partition(".")
    for statement in view.accounts.of_kind(table):
        column = statement.column_at(context.end, whose=context.whose)
        for printed in statement.table.walk():
            concept = statement.concept(printed)
            if concept is not None and concept.name == name and column is not None and figure_at(printed, column):
                return True
    return False


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """Where ``amount`` is beyond rounding not zero, ``row`` must be printed."""
    amount, row = parse_expression(rule.text("amount")), rule.text("row")
    reasons = []
    found = False
    for end, whose in [(end, whose) for whose in view.owners() for end in view.accounts.ends()]:
        context = Context(rule.text("on"), end, whose=whose)
        try:
            wanted = view.evaluator.evaluate(amount, context)
        except Missing as missing:
            reasons.append(missing.told)
            continue
        if wanted.low <= 0 <= wanted.high:
            continue
        found = True
        try:
            view.evaluator.evaluate(parse_expression(row), context)
            there = True
        except Missing as missing:
            if not missing.not_printed:
                reasons.append(missing.told)
                found = False
                continue
            there = _printed(view, row, context)
        terms = merged(wanted.terms)
        column = next((t.figure.column for t in terms if t.figure is not None), "")
        told = message("goes-with", row=row.split(".")[-1], rule=rule.title)
        yield Outcome("passed" if there else "finding", told, column, figures=used(terms, None))
    if not found:
        reason = reasons[0] if reasons else message("reason.nothing-to-go-with")
        yield Outcome("not_applicable", message("goes-with", row=row), reason=reason)
