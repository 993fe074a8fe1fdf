"""Parts: what a row is said to hold ("varav …") is not more than the row."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_audit.accounts import Statement
from finsam_audit.lexicon import fold
from finsam_audit.messages import message
from finsam_audit.model import Column, Row
from finsam_audit.outcome import Outcome
from finsam_audit.relation import in_unit, used
from finsam_audit.rounding import HALF, Term
from finsam_audit.rules import Rule
from finsam_audit.units import ONE
from finsam_audit.view import View, figure_at

_NET = ("resultat", "netto", "forandring", "kassaflode")


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """Every row "varav …" of the tables in ``in`` is, beyond rounding, no larger than the row that it is a part of.

    Magnitudes are compared, since a part may be printed without its row's minus. Nets are left out: one that comes out
    small may well hold a large part.
    """
    found = False
    for statement in view.statements(rule.texts("in")):
        for whole, part in _pairs(view, statement):
            for column in statement.columns:
                outcome = _one(statement, whole, part, column)
                if outcome is not None:
                    found = True
                    yield outcome
    if not found:
        yield Outcome("not_applicable", message("part"), reason=message("reason.no-parts"))


def _pairs(view: View, statement: Statement) -> Iterator[tuple[Row, Row]]:
    def visit(rows: tuple[Row, ...], above: Row | None) -> Iterator[tuple[Row, Row]]:
        for row in rows:
            if statement.concept(row) is None and view.book.lexicon.info.match(row.label):
                if above is not None and not any(word in fold(above.label) for word in _NET):
                    yield above, row
            elif row.slots:
                above = row
            yield from visit(row.rows, row if row.slots else None)

    return visit(statement.table.rows, None)


def _one(statement: Statement, whole: Row, part: Row, column: Column) -> Outcome | None:
    amount, limit = figure_at(part, column), figure_at(whole, column)
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
        figures=used([Term(amount, ONE), Term(limit, ONE)], None),
        rests_on_doubt=amount.rests_on_doubt or limit.rests_on_doubt,
        arithmetic=True,
    )
