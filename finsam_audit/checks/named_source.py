"""Rows that say which table their amounts are from: "Skolnämnden enligt driftredovisningen" is that row of that table."""

from collections.abc import Iterator

from finsam_audit.accounts.statement import Statement
from finsam_audit.accounts.words.folding import fold
from finsam_audit.controls.hints import with_hints
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.quantities import quantity
from finsam_audit.controls.relation import Trivial, judge
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message
from finsam_audit.page.model import Figure, Row

ACCORDING_TO = " enligt "


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """For the kinds of table in ``named``: rows elsewhere that name such a table are held against its row of that name."""
    sources = view.statements(rule.texts("named"))
    found = False
    for statement in view.accounts.statements:
        for row in statement.table.walk() if sources and statement not in sources else ():
            for source, meant in _meant(row, statement, sources):
                for outcome in _held(statement, row, source, meant):
                    found = True
                    yield outcome
    if not found:
        yield Outcome("not_applicable", message("tie"), reason=message("reason.none-names", tables=rule.texts("named")))


def _meant(row: Row, statement: Statement, sources: list[Statement]) -> Iterator[tuple[Statement, Row]]:
    """The table that a row names, with its row of the same name: the words before, or else the name of the row's own table."""
    before, according, named = f" {fold(row.label)}".partition(ACCORDING_TO)
    for source in sources if according else ():
        if named.startswith(source.kind):
            name = before.strip() or fold(statement.name)
            rows = [other for other in source.table.walk() if other.slots and fold(other.label) == name]
            if len(rows) == 1:
                yield source, rows[0]


def _held(statement: Statement, row: Row, source: Statement, meant: Row) -> Iterator[Outcome]:
    pairs: list[tuple[Figure, Figure]] = []
    for column in statement.columns:
        stated = row.figure(column)
        like = source.column_at(column.end, column.kind, column.side, column.whose) if column.end is not None else None
        other = meant.figure(like) if like is not None else None
        if stated is not None and other is not None:
            pairs.append((stated, other))
    turned = 2 * sum(one.value * other.value < 0 for one, other in pairs) > len(pairs)  # costs are printed without a minus here
    for stated, other in pairs:
        args = {"row": stated.row, "table": stated.table, "other": message("tie.other", row=other.row, table=other.table)}
        try:
            yield with_hints(judge(stated, -1 if turned else 1, quantity(other), "tie", args, about="tie"))
        except Trivial:
            continue
