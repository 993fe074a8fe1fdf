"""Distributions: percentages that divide one whole come to 100 %.

Whether a table divides a whole is settled by what it prints for most of its lines, never by one line: a total of 100 %,
the answers of a scale, or lines that nearly all come to 100 %. Answers to independent questions are never added up.
"""

from collections.abc import Iterator
from typing import NamedTuple

from finsam_audit.accounts.majority import two_thirds
from finsam_audit.accounts.statement import Statement
from finsam_audit.accounts.statistics import Heads, is_readable, percent_at, words
from finsam_audit.checks.grid import HUNDRED
from finsam_audit.checks.kind import NO_TABLE, or_else
from finsam_audit.controls.hints import with_hints
from finsam_audit.controls.outcome import Outcome, Severity
from finsam_audit.controls.quantities import Quantity, blank, constant, quantity, tolerance, total
from finsam_audit.controls.relation import judge, judge_sum
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message
from finsam_audit.page.model import Column, Figure, Row


class Line(NamedTuple):
    """Percentages along a row or down a column: their names, the figures (None where blank), and the printed total."""

    name: str
    names: tuple[str, ...]
    cells: tuple[Figure | None, ...]
    whole: Figure | None
    readable: bool

    @property
    def figures(self) -> list[Figure]:
        return [figure for figure in self.cells if figure is not None]

    @property
    def sum(self) -> Quantity:
        return total(quantity(f) if f else blank(name) for name, f in zip(self.names, self.cells, strict=True))

    @property
    def comes_to_whole(self) -> bool:
        together = self.sum
        return abs(together.value - HUNDRED) <= tolerance(together.terms)

    @property
    def speaks(self) -> bool:
        """Whether the line can say something about its table: two parts at least that are not nothing."""
        return self.readable and sum(bool(figure.value) for figure in self.figures) > 1


@or_else("distribution", "reason.no-distribution", NO_TABLE)
def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """In the tables named by ``in``: every line of a table that divides wholes comes to 100 %."""
    for statement in view.statements(rule.texts("in")):
        for lines, scale in _sets(statement):
            certain = _divides(lines, scale)
            named = statement.heads.names_distribution(statement.name) and not _counts(statement)
            if certain or (named and not scale and len(lines) <= 2 and _looks_whole(lines, statement.heads)):
                for line in lines:
                    outcome = _judged(statement, line, None if certain else "note")
                    if outcome is not None:
                        yield outcome


def _counts(statement: Statement) -> bool:
    """Whether a table prints the numbers too: then each share is held against its number."""
    return any(figure.unit.quality != "percent" for _, _, figure in statement.figures())


def _divides(lines: list[Line], scale: bool) -> bool:
    """Whether lines are parts of wholes. A total is asked first: one that is not 100 % belongs to separate questions."""
    if any(sum(figure.value == HUNDRED for figure in line.figures) > 1 for line in lines):
        return False
    totals = [line.whole for line in lines if line.whole is not None]
    if totals:
        whole = sum(figure.value == HUNDRED for figure in totals)
        return two_thirds(whole, len(totals)) and (whole == len(totals) or len(totals) > 2)
    if scale:
        return True
    telling = [line for line in lines if line.speaks]
    right = sum(line.comes_to_whole for line in telling)
    return right >= 3 and two_thirds(right, len(telling))


def _looks_whole(lines: list[Line], heads: Heads) -> bool:
    """Where only the table's name says that it divides a whole: no total, three parts at least, and nearly 100 %.

    Far from 100 % only some of the categories are printed, or one participant counts in several; not where those are counted
    of whom nothing is known.
    """
    return all(
        line.whole is None
        and len(line.figures) > 2
        and (abs(line.sum.value - HUNDRED) <= 10 or any(words(name) & heads.says["okänt"] for name in line.names))
        for line in lines
        if line.figures
    )


def _judged(statement: Statement, line: Line, severity: Severity | None) -> Outcome | None:
    if not line.figures or (len(line.figures) < 2 and line.figures[0].value != HUNDRED and line.whole is None):
        return None
    if not line.readable:
        reason = message("missing.unread", table=statement.name, row=line.name, column=line.figures[0].column)
        return Outcome("not_applicable", message("distribution"), reason=reason)
    if line.whole is not None:
        args = {"row": line.whole.row, "table": statement.name}
        return with_hints(judge(line.whole, 1, line.sum, "distribution.total", args))
    args = {"line": line.name, "table": statement.name}
    outcome = judge_sum(line.sum, line.figures[0], constant(HUNDRED, "percent"), "distribution", args)
    if len({figure.column for figure in line.figures}) > 1:
        outcome = outcome._replace(column="")  # the whole row, not its first column
    return outcome._replace(severity=severity) if outcome.outcome == "finding" else outcome


def _sets(statement: Statement) -> Iterator[tuple[list[Line], bool]]:
    """The sets of lines that are judged alike, and whether they are the answers of a scale: rows, then columns."""
    if statement.heads.is_average(statement.name):
        return
    columns = [c for c in statement.columns if not statement.heads.is_rate(c.head) and not statement.heads.is_answers(c.head)]
    yield _across(statement, columns)
    groups = _groups(statement, statement.table.rows)
    for rows, whole in groups:
        lines = [_down(rows, whole, column) for column in columns]
        lines = [line for line in lines if line.figures]
        scale = len(rows) > 2 and all(statement.heads.is_scale(row.label) for row in rows)
        if lines:
            yield lines, scale


def _across(statement: Statement, columns: list[Column]) -> tuple[list[Line], bool]:
    rows = [row for row in statement.table.walk() if row.slots and not statement.heads.is_rate(row.label)]
    shares = [c for c in columns if any(percent_at(row, c) for row in rows)]
    parts = [c for c in shares if not statement.heads.is_total(c.head)]
    whole = next((c for c in shares if statement.heads.is_total(c.head)), None)
    lines = []
    for row in rows:
        cells = tuple(percent_at(row, c) for c in parts)
        if any(cells):
            readable = all(is_readable(row, c) for c in parts)
            stated = percent_at(row, whole) if whole is not None else None
            lines.append(Line(row.label, tuple(c.head for c in parts), cells, stated, readable))
    scale = len(parts) > 2 and all(statement.heads.is_scale(c.head) for c in parts)
    return lines, scale


def _groups(statement: Statement, rows: tuple[Row, ...]) -> list[tuple[list[Row], Row | None]]:
    """Rows side by side, with the total that closes them; those under a heading are a group of their own."""
    heads = statement.heads
    closed = {footing.total.number: footing.terms for footing in statement.footings}  # with the subtotals among them
    found: list[tuple[list[Row], Row | None]] = []
    parts: list[Row] = []
    for row in rows:
        if row.rows:
            found += _groups(statement, row.rows)
        role = statement.role(row)
        if not row.slots or role in ("info", "share") or heads.is_rate(row.label) or heads.is_answers(row.label):
            continue
        if role == "total":
            if parts:
                found.append(([*closed.get(row.number, parts)], row))
            parts = []
        elif not row.rows:
            parts.append(row)
    return found + ([(parts, None)] if parts else [])


def _down(rows: list[Row], whole: Row | None, column: Column) -> Line:
    cells = tuple(percent_at(row, column) for row in rows)
    readable = all(is_readable(row, column) for row in rows)
    stated = percent_at(whole, column) if whole is not None else None
    return Line(column.head, tuple(row.label for row in rows), cells, stated, readable)
