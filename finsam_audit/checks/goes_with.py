"""Going together: where one amount is not nothing, another row must be printed."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_audit.checks.kind import FORMULAS, Key, Kind
from finsam_audit.controls.context import Context, Missing
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.quantities import merged
from finsam_audit.controls.relation import used
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message
from finsam_audit.page.expressions import parse_expression


def _printed(view: View, row: str, context: Context) -> bool:
    """Whether a row of that meaning is printed at all, if only as a part of a total."""
    table, _, name = row.partition(".")
    for statement in view.accounts.of_kind(table):
        column = statement.column_at(context.end, whose=context.whose)
        for printed in statement.table.walk():
            concept = statement.concept(printed)
            if concept is not None and concept.name == name and column is not None and printed.figure(column):
                return True
    return False


def _there(view: View, row: str, context: Context) -> bool | Missing:
    """Whether a row is there; ``Missing`` where its table is not."""
    try:
        view.evaluator.evaluate(parse_expression(row), context)
        return True
    except Missing as missing:
        return _printed(view, row, context) if missing.not_printed else missing


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """Where ``amount`` is beyond rounding not zero, ``row`` (or one of them, where there are several) must be printed."""
    amount, rows = parse_expression(rule.text("amount")), rule.texts("row")
    reasons = []
    found = False
    for end, whose in [(end, whose) for whose in view.accounts.owners() for end in view.accounts.ends()]:
        context = Context(rule.text("table"), end, whose=whose)
        try:
            wanted = view.evaluator.evaluate(amount, context)
        except Missing as missing:
            reasons.append(missing.told)
            continue
        if wanted.low <= 0 <= wanted.high:
            continue
        answers = [_there(view, row, context) for row in rows]
        there = True in answers
        missing_table = next((answer for answer in answers if isinstance(answer, Missing)), None)
        if not there and missing_table is not None:
            reasons.append(missing_table.told)
            continue
        found = True
        terms = merged(wanted.terms)
        column = next((t.figure.column for t in terms if t.figure is not None), "")
        told = message("goes-with", row=rows[0].split(".")[-1], rule=rule.title)
        yield Outcome("passed" if there else "finding", told, column, figures=used(terms, None))
    if not found:
        reason = reasons[0] if reasons else message("reason.nothing-to-go-with")
        yield Outcome("not_applicable", message("goes-with", row=rows[0]), reason=reason)


KIND = Kind(
    "goes-with",
    sv="Där ett belopp inte är noll ska en annan rad finnas.",
    en="Where an amount is not zero, another row must be printed.",
    keys={"table": Key("table"), "amount": Key("formula", required=True), "row": FORMULAS._replace(required=True)},
    run=check,
)
