"""Same total: tables that divide the same persons in several ways print one total in each column."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_audit.accounts.majority import two_thirds
from finsam_audit.accounts.statement import Statement
from finsam_audit.accounts.statistics import years
from finsam_audit.accounts.words.folding import fold
from finsam_audit.checks.kind import NO_TABLE, or_else
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.quantities import quantity
from finsam_audit.controls.relation import judge
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message
from finsam_audit.page.model import Figure, Row

_LARGE = 10  # smaller numbers are alike by chance


@or_else("tie", "reason.no-same-total", NO_TABLE)
def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """In the tables in ``in``: a closing total is that of the first table that counts the same persons under the same heads.

    That they do is seen from their names, and from the totals: two columns or more are alike, and at most one in three is
    not.
    """
    earlier: dict[object, list[Statement]] = {}
    for later in view.statements(rule.texts("in")):
        if not later.heads.persons(later.name) or len(later.columns) < 2:
            continue
        before = earlier.setdefault(_counted(later), [])
        totals = next((pairs for first in before if (pairs := _same(first, later))), [])
        before.append(later)
        for one, other in totals:
            told = message("tie.other", row=one.row, table=one.table)
            args = {"row": other.row, "table": other.table, "other": told}
            yield judge(other, 1, quantity(one), "tie", args, about="tie")


def _same(first: Statement, later: Statement) -> list[tuple[Figure, Figure]]:
    """The totals of two tables side by side, where they count the same persons; else none."""
    pairs = list(_totals(first, later))
    alike = [one for one, other in pairs if one.value == other.value]
    sure = sum(figure.value >= _LARGE for figure in alike) >= 2 and two_thirds(len(alike), len(pairs))
    return pairs if sure else []


def _counted(statement: Statement) -> tuple[object, ...]:
    """What tables that count the same persons at the same time have alike: the heads, and what their names say of it."""
    name, said = statement.name, statement.heads
    printed = tuple(fold(column.head) for column in statement.columns)
    return printed, said.persons(name), said.is_before(name), years(name)


def _totals(first: Statement, second: Statement) -> Iterator[tuple[Figure, Figure]]:
    """The counts of both closing totals, column by column, where both are printed."""
    closing = _closing(first), _closing(second)
    if closing[0] is None or closing[1] is None:
        return
    for one_column, other_column in zip(first.columns, second.columns, strict=True):
        one, other = closing[0].figure(one_column), closing[1].figure(other_column)
        if one is not None and other is not None and one.unit == other.unit and one.unit.quality == "count":
            yield one, other


def _closing(statement: Statement) -> Row | None:
    """The total that closes a table; None where it closes otherwise, or with a mean."""
    rows = [row for row in statement.table.walk() if row.slots]
    last, heads = rows[-1] if rows else None, statement.heads
    if last is None or last.path or not heads.is_total(last.label):
        return None
    return None if heads.is_average(last.label) or heads.is_average(statement.name) else last
