"""Parts: what a row is said to hold ("varav …") is not more than the row, and all of it where the report shows that."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_audit.accounts.statement import Statement
from finsam_audit.accounts.sums import gap_of, is_long
from finsam_audit.checks.kind import or_else
from finsam_audit.controls.hints import with_hints
from finsam_audit.controls.outcome import Outcome, Used
from finsam_audit.controls.quantities import HALF, quantity, total
from finsam_audit.controls.relation import Trivial, in_unit, judge
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message
from finsam_audit.page.model import Column, Figure, Row
from finsam_audit.page.units import ONE


@or_else("part", "reason.no-parts")
def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """Every row "varav …" of the tables in ``in`` is, beyond rounding, no larger than the row that it is a part of.

    Magnitudes are compared, since a part may be printed without its row's minus. Nets, deviations and changes are left
    out: one that comes out small may well hold a large part.
    """
    for statement in view.statements(rule.texts("in")):
        pairs = list(_pairs(view, statement))
        for whole, part in pairs:
            beside = [other for one, other in pairs if one is whole]
            for column in statement.columns:
                if column.kind == "avvikelse" or statement.heads.is_change(column.head):
                    continue
                outcome = _one(statement, whole, part, column)
                if outcome is not None:  # a whole that has not the sign of its parts may have the wrong one
                    alike = len({figure.value > 0 for row in (whole, *beside) if (figure := row.figure(column))}) == 1
                    yield outcome._replace(equation=alike)


def _pairs(view: View, statement: Statement) -> Iterator[tuple[Row, Row]]:
    lexicon = view.book.lexicon

    def visit(rows: tuple[Row, ...], above: Row | None) -> Iterator[tuple[Row, Row]]:
        for row in rows:
            if lexicon.info.match(row.label):
                if above is not None and statement.concept(row) is None and not lexicon.words["netto"].match(above.label):
                    yield above, row
            elif row.slots:
                above = row
            yield from visit(row.rows, row if row.slots else None)

    return visit(statement.table.rows, None)


def _one(statement: Statement, whole: Row, part: Row, column: Column) -> Outcome | None:
    amount, limit = part.figure(column), whole.figure(column)
    if amount is None or limit is None or amount.unit.quality != limit.unit.quality or amount.unit.quality == "percent":
        return None
    slack = (amount.step + limit.step) * HALF
    larger = abs(amount.base) - abs(limit.base)
    bound = in_unit(abs(limit.base), amount)
    return Outcome(
        "finding" if larger > slack else "passed",
        message("part", row=part.label, whole=whole.label, table=statement.name),
        column.head,
        rounding="exact" if larger <= 0 else "within" if larger <= slack else None,
        computed=abs(amount.value),
        limit=bound,
        difference=abs(amount.value) - bound,
        unit=amount.unit.name,
        figures=(
            Used(amount, "term", ONE.copy_sign(amount.value)),
            Used(limit, "limit", -ONE.copy_sign(limit.value)),
        ),
        rests_on_doubt=amount.rests_on_doubt or limit.rests_on_doubt,
        arithmetic=True,
        about="part",
    )


@or_else("footing", "reason.no-parts")
def check_sum(rule: Rule, view: View) -> Iterator[Outcome]:
    """The rows "varav …" under one row of the tables in ``in`` are all of it.

    That is so where they come to just that in a column. Two parts or more that make a long amount to the last digit are
    no chance; in the other columns they must too. So must those that end with what else there is.
    """
    for statement in view.statements(rule.texts("in")):
        for whole, parts in _shared_out(view, statement):
            shown = [(column, figures) for column in statement.columns if (figures := _figures(whole, parts, column))]
            kept = [stated for _, (stated, inside) in shown if _makes(stated, inside)]
            rest = view.book.lexicon.words["övrigt"].match(parts[-1].label)  # "varav övrigt": then nothing else is left
            if not any(map(is_long, kept)) and not (rest and any(gap_of(*figures).closes for _, figures in shown)):
                continue
            for column, (stated, inside) in shown:
                args = {"row": whole.label, "table": statement.name}
                try:
                    outcome = judge(stated, 1, total(map(quantity, inside)), "footing", args, about="footing")
                except Trivial:
                    continue
                yield with_hints(outcome, [f for f in view.neighbours(stated) if f not in inside])._replace(column=column.head)


def _shared_out(view: View, statement: Statement) -> Iterator[tuple[Row, list[Row]]]:
    """Rows with two rows "varav …" or more under them, or straight after them."""
    whole: Row | None = None
    parts: list[Row] = []
    for row in statement.table.walk():
        if (
            view.book.lexicon.info.match(row.label)
            and whole is not None
            and row.path in (whole.path, (*whole.path, whole.label))
        ):
            parts.append(row)
            continue
        if whole is not None and len(parts) > 1:
            yield whole, parts
        whole, parts = (row if row.slots else None), []
    if whole is not None and len(parts) > 1:
        yield whole, parts


def _figures(whole: Row, parts: list[Row], column: Column) -> tuple[Figure, list[Figure]] | None:
    stated, inside = whole.figure(column), [figure for row in parts if (figure := row.figure(column)) is not None]
    if stated is None or len(inside) < 2 or any(figure.unit.quality != stated.unit.quality for figure in inside):
        return None
    return (stated, inside) if stated.unit.quality != "percent" else None


def _makes(stated: Figure, inside: list[Figure]) -> bool:
    return sum(figure.base for figure in inside) == stated.base and sum(1 for figure in inside if figure.value) > 1
