"""Copies: one amount on two neighbouring rows, where the rows differ otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from finsam_audit.accounts.statement import Statement
from finsam_audit.checks.kind import NO_TABLE, TABLES, Kind, or_else
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.quantities import Term
from finsam_audit.controls.relation import used
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message
from finsam_audit.page.model import Column, Figure, Row
from finsam_audit.page.units import ONE

_DIGITS = 4  # round amounts are alike by chance


@or_else("copied", "reason.no-comparative", NO_TABLE)
def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """In the tables in ``in``, no two neighbouring rows print the same long amount in just one column.

    Rows that are alike in more columns than one are alike by nature, and so are totals and the rows they close. The heading
    of a group stands between no rows: its sum is no row of its own.
    """
    for statement in view.statements(rule.texts("in")):
        columns = [c for c in statement.columns if c.kind in ("", "utfall") and c.side in ("", "netto") and c.end is not None]
        if len(columns) < 2:
            continue
        alike = list(_alike(statement, columns))
        for row, figure, other in alike:
            told = message("copied", row=row.label, other=other.row, table=statement.name, amount=figure)
            figures = used([Term(other, ONE), Term(figure, ONE)], None)
            yield Outcome("finding", told, figure.column, figures=figures, unit=figure.unit.name)
        if not alike:
            yield Outcome("passed", message("copied.none", table=statement.name))


def _alike(statement: Statement, columns: list[Column]) -> Iterator[tuple[Row, Figure, Figure]]:
    rows = [row for row in statement.table.walk() if row.slots and not row.rows]
    for first, second in pairwise(rows):
        if any(statement.role(row) != "detail" for row in (first, second)):
            continue
        pairs = [(first.figure(column), second.figure(column)) for column in columns]
        both = [(a, b) for a, b in pairs if a is not None and b is not None and (a.value or b.value)]
        same = [(a, b) for a, b in both if a.value == b.value and a.unit == b.unit and _is_long(a)]
        if len(same) == 1 and len(both) > 1:
            yield second, same[0][1], same[0][0]


def _is_long(figure: Figure) -> bool:
    digits = str(abs(int(figure.value.scaleb(figure.decimals))))
    return figure.unit.quality == "money" and len(digits.rstrip("0")) >= _DIGITS


KIND = Kind(
    "copied",
    sv="Inget belopp står på två grannrader i bara en kolumn.",
    en="No amount stands on two neighbouring rows in one column only.",
    keys={"in": TABLES},
    run=check,
)
