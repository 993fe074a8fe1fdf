"""Shares of a total that the rule names: a percentage printed with a row is its part, and the shares make a whole."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_audit.accounts.look_up import companion
from finsam_audit.accounts.statement import Statement
from finsam_audit.checks.grid import HUNDRED, cut_as_one
from finsam_audit.checks.kind import NO_TABLE, or_else
from finsam_audit.controls.context import Context, Missing
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.quantities import Quantity, constant, quantity, ratio, total
from finsam_audit.controls.relation import judge, judge_sum
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import Message, message
from finsam_audit.page.expressions import Name, parse_expression
from finsam_audit.page.model import Column, Figure, Row

MIN_AGREEING = 2


@or_else("share", "reason.no-shares", NO_TABLE)
def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """Every row of the tables in ``in`` with a percentage is held against ``total``, in every column.

    A table of shares alone is held against the amounts that stand ``elsewhere``.
    """
    found: list[Outcome] = []
    for statement, whole, column in _wholes(rule, view):
        for row, amount, share in _shares(view, statement, column):
            divided = ratio(quantity(amount), quantity(whole))
            if divided is not None and row.label:
                args = {"row": row.label, "table": statement.name, "total": whole.row}
                found.append(judge(share, 1, divided, "share", args, about="share"))
    for statement, column, shares in _tables_of_shares(rule, view):
        found += _amounts_elsewhere(rule, view, statement, column, shares)
    yield from cut_as_one(found)


def _amounts_elsewhere(
    rule: Rule, view: View, statement: Statement, column: Column, shares: list[tuple[Row, Figure]]
) -> list[Outcome]:
    """Shares without amounts, by the one whole that most of them are parts of.

    A diagram does not say what it shows: outcome or budget, with or without some cost. A share that differs is therefore
    told only where at least two others are parts of that whole.
    """
    if column.end is None:
        return []
    best: list[Outcome] = []
    for text in rule.texts("elsewhere"):
        judged = [
            judge(share, 1, divided, "share", _args(statement, row, divided), about="share")
            for row, share in shares
            if (divided := _part_of(view, statement, row, text, Context("", column.end, whose=column.whose))) is not None
            and not any(term.figure is share for term in divided.terms)
        ]
        if _agreeing(judged) > _agreeing(best):
            best = judged
    sure = _agreeing(best) >= MIN_AGREEING
    return [outcome._replace(severity="warning") if outcome.outcome == "finding" and outcome.kind is None else outcome
            for outcome in best if sure or outcome.outcome == "passed"]  # fmt: skip


def _agreeing(judged: list[Outcome]) -> int:
    return sum(outcome.outcome == "passed" for outcome in judged)


def _part_of(view: View, statement: Statement, row: Row, text: str, context: Context) -> Quantity | None:
    """The group of a row as a part of a whole, both taken from the table and the column of the whole."""
    whole, concept = parse_expression(text), statement.concept(row)
    assert isinstance(whole, Name)
    kind = whole.path[0]
    if concept is None or concept.name not in view.accounts.lexicon.kinds[kind].concepts:
        return None
    try:
        part = view.evaluator.evaluate(whole._replace(path=(kind, concept.name)), context)
        return ratio(part, view.evaluator.evaluate(whole, context))
    except Missing:
        return None


def _args(statement: Statement, row: Row, divided: Quantity) -> dict[str, object]:
    return {"row": row.label, "table": statement.name, "total": _whole_of(divided)}


def _whole_of(divided: Quantity) -> Message | str:
    """What a share is a part of, and where it stands."""
    whole = next((term for term in divided.terms if term.divisor and term.figure is not None), None)
    if whole is None or whole.figure is None:
        return ""
    return message("tie.other", row=whole.derived or whole.figure.row, table=whole.figure.table)


@or_else("share", "reason.no-shares", NO_TABLE)
def check_sum(rule: Rule, view: View) -> Iterator[Outcome]:
    """The shares of a column come to 100 %, as far as their rounding allows."""
    for statement, whole, column in _wholes(rule, view):
        top = [row for row in statement.table.rows if row.figure(column) is not None]
        shares = [(row, share) for row in top if (share := companion(statement, row, column))]
        only = [share for row, share in shares if row.figure(column) is not whole]
        if 1 < len(only) == sum(statement.role(row) == "detail" for row in top):
            yield _whole(only, whole.row, statement)
    for statement, _, rows in _tables_of_shares(rule, view):
        yield _whole([share for _, share in rows], statement.name, statement)


def _whole(shares: list[Figure], row: str, statement: Statement) -> Outcome:
    together = total(map(quantity, shares))
    return judge_sum(together, shares[0], constant(HUNDRED, "percent"), "share-sum", {"row": row, "table": statement.name})


def _tables_of_shares(rule: Rule, view: View) -> Iterator[tuple[Statement, Column, list[tuple[Row, Figure]]]]:
    """The tables that print nothing but the shares of the groups of costs (a diagram), column by column."""
    for statement in view.statements(rule.texts("in")):
        rows = [row for row in statement.table.walk() if row.slots and statement.role(row) != "total"]
        if len(rows) < 2 or not all((concept := statement.concept(row)) is not None and concept.sign for row in rows):
            continue
        for column in (column for column in statement.columns if column.kind != "avvikelse"):
            shares = [(row, figure) for row in rows if (figure := row.figure(column)) is not None]
            if len(shares) == len(rows) and all(share.unit.quality == "percent" for _, share in shares):
                yield statement, column, shares


def _wholes(rule: Rule, view: View) -> Iterator[tuple[Statement, Figure, Column]]:
    name = rule.text("total").split(".", 1)[1]
    for statement in view.statements(rule.texts("in")):
        for row in statement.rows.get(name, ())[:1]:
            for column in statement.columns:
                whole = row.figure(column)
                if whole is not None:
                    yield statement, whole, column


def _shares(view: View, statement: Statement, column: Column) -> Iterator[tuple[Row, Figure, Figure]]:
    taken: set[str] = set()
    for row in statement.table.walk():
        amount = row.figure(column)
        if amount is None or amount.unit.quality != "money":
            continue
        share = companion(statement, row, column)
        if share is not None and share.id not in taken:
            taken.add(share.id)
            yield row, amount, share
