"""Same rows: one label in two tables of the same costs is one amount, where the rows beside it show that they are the same."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from finsam_audit.accounts.majority import half
from finsam_audit.accounts.statement import Statement
from finsam_audit.accounts.words.folding import fold
from finsam_audit.checks.note_tie import subject_of
from finsam_audit.controls.hints import with_hints
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.quantities import quantity
from finsam_audit.controls.relation import judge
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message
from finsam_audit.page.model import Figure, Row
from finsam_audit.page.units import same_measure


class _Pair(NamedTuple):
    """The figures of one row in two tables, in one period."""

    first: Figure
    later: Figure

    @property
    def agrees(self) -> bool:
        return abs(self.first.base - (self.later.base if self.first.value * self.later.value > 0 else -self.later.base)) <= (
            abs(self.first.step - self.later.step) / 2
        )


class _Table(NamedTuple):
    """A table and what every other is held against: its subject, its rows, the headings over them, the names of its groups."""

    statement: Statement
    subject: str
    rows: tuple[Row, ...]
    headings: frozenset[str]
    groups: frozenset[str]

    def meets(self, other: "_Table") -> bool:
        """Whether any of its rows may be the same as those of another table."""
        apart = self.statement.kind != other.statement.kind
        return apart or other.subject in self.headings or self.subject in other.groups


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """Rows of the tables in ``rows``: two tables of different kinds, or a note and the group of its name in another.

    Half the amounts that both print must agree, and one that is not nothing: then they are the same rows, and the others
    are to agree too.
    """
    found = False
    for first, later in combinations(map(_table, view.statements(rule.texts("rows"))), 2):
        pairs = list(_pairs(first, later)) if first.meets(later) and later.meets(first) else []
        agreeing = [pair for pair in pairs if pair.agrees]
        if len({fold(pair.first.row) for pair in pairs}) < 2 or not half(len(agreeing), len(pairs)):
            continue
        turned = sum(pair.first.value * pair.later.value < 0 for pair in agreeing) > len(agreeing) / 2
        for one, other in pairs:
            found = True
            args = {"row": other.row, "table": other.table, "other": message("tie.other", row=one.row, table=one.table)}
            outcome = judge(other, -1 if turned else 1, quantity(one), "tie", args, about="tie", parts=view.parts)
            yield with_hints(outcome, view.inner_figures(other))
    if not found:
        yield Outcome("not_applicable", message("tie"), reason=message("reason.no-same-rows", tables=rule.texts("rows")))


def _table(statement: Statement) -> _Table:
    rows = tuple(row for row in statement.table.walk() if row.slots and statement.role(row) in ("detail", "info"))
    headings = frozenset(fold(row.path[-1]) for row in rows if row.path)
    groups = frozenset(fold(row.label) for row in statement.table.walk() if row.rows)
    return _Table(statement, subject_of(statement), rows, headings, groups)


def _pairs(first: _Table, later: _Table) -> Iterator[_Pair]:
    """What both tables print of rows with the same name, period by period."""
    own, others = _rows(first, later), _rows(later, first)
    for label in (name for name in own if name in others):
        for column in first.statement.amounts:
            beside = later.statement.column_at(column.end, column.kind, column.side, column.whose) if column.end else None
            one, other = own[label].figure(column), others[label].figure(beside) if beside is not None else None
            if one is not None and other is not None and (one.value or other.value) and same_measure(one.unit, other.unit):
                yield _Pair(one, other)


def _rows(table: _Table, other: _Table) -> dict[str, Row]:
    """The rows by their names that may be the same as those of another table; a name that stands twice is nobody's."""
    rows: Sequence[Row] = table.rows
    if table.statement.kind == other.statement.kind:
        inside = [row for row in rows if row.path and fold(row.path[-1]) == other.subject]
        rows = inside or (rows if table.subject in other.groups else [])
    twice = Counter(fold(row.label) for row in rows)
    return {fold(row.label): row for row in rows if row.label and twice[fold(row.label)] == 1}
