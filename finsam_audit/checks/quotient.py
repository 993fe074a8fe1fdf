"""Quotients: a column (or row) that is one column (row) divided by another, known by their heads (labels).

Förbrukat = utfall / budget, kostnad per deltagare = kostnad / deltagare, svarsfrekvens = svar / utskickade enkäter.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from finsam_audit.accounts.statement import Statement
from finsam_audit.accounts.statistics import is_readable, years
from finsam_audit.accounts.words.labels import fits
from finsam_audit.checks.grid import FEW, HUNDRED, Line, cut_as_one, sign_of
from finsam_audit.checks.kind import NAMES, NO_TABLE, TABLES, Kind, or_else
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.quantities import is_rounded, quantity, ratio
from finsam_audit.controls.relation import Trivial, judge
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.page.model import Column, Row

T = TypeVar("T", Column, Row)


class _Names(NamedTuple):
    quotient: tuple[str, ...]
    over: tuple[str, ...]
    under: tuple[str, ...]


@or_else("quotient", "reason.no-quotient", NO_TABLE)
def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """In the tables named by ``in``: what is named ``quotient`` is what is named ``over`` divided by ``under``."""
    wanted = _Names(rule.texts("quotient"), rule.texts("over"), rule.texts("under"))
    tables = view.statements(rule.texts("in"))
    yield from cut_as_one([outcome for statement in tables for outcome in _meant(list(_table(statement, wanted)))])


def _meant(outcomes: list[Outcome]) -> list[Outcome]:
    """The outcomes of a table; none where so few of them hold that its names must mean something else."""
    over = [o for o in outcomes if o.unit == "%" and (o.computed or 0) > HUNDRED]
    if all(o.stated == HUNDRED for o in over):  # what is more than the whole is told as the whole
        outcomes = [o for o in outcomes if o not in over]
    held = sum(o.outcome == "passed" or o.kind == "rounding" for o in outcomes)
    return outcomes if len(outcomes) < FEW or FEW * held >= len(outcomes) else []


def _table(statement: Statement, wanted: _Names) -> Iterator[Outcome]:
    rows = [row for row in statement.table.walk() if row.slots]
    for result, over, under in _triples(statement.columns, lambda c: c.head, wanted):
        lines = [
            Line(row.label, tuple(row.figure(column) for column in (result, over, under)))
            for row in rows
            if all(is_readable(row, column) for column in (over, under))
        ]
        yield from _along(statement, lines)
    for above, below, divisor in _triples(rows, lambda row: row.label, wanted):
        lines = [
            Line(above.label, tuple(row.figure(column) for row in (above, below, divisor))) for column in statement.columns
        ]
        yield from _along(statement, lines)


def _along(statement: Statement, lines: Sequence[Line]) -> Iterator[Outcome]:
    """The lines of one quotient. A budget without a minus beside an outcome with one turns the sign of all, or most."""
    signs = [sign_of(line.cells) for line in lines]
    for line, sign in zip(lines, signs, strict=True):
        yield from _judged(statement, line, sign < 0 and sum(signs) <= 0)


def _triples(items: Sequence[T], name: Callable[[T], str], wanted: _Names) -> Iterator[tuple[T, T, T]]:
    """Quotient, dividend and divisor of the same year; where several fit, none is chosen.

    A quotient without a year is of the one year that prints both, or of the only two that there are ("Helårsbudget 2025",
    "Utfall t.o.m. juni").
    """
    results = [item for item in items if fits(name(item), wanted.quotient)]
    by_year: dict[frozenset[str], list[T]] = {}
    for item in items:
        if item not in results:
            by_year.setdefault(years(name(item)), []).append(item)
    for result in results:
        pair: tuple[T, T] | None = _pair(by_year.get(years(name(result)), []), name, wanted)
        if pair is None and not years(name(result)):
            pairs = [found for group in by_year.values() if (found := _pair(group, name, wanted))]
            everything = [item for group in by_year.values() for item in group]
            if len(pairs) < 2:
                pair = pairs[0] if pairs else _pair(everything, name, wanted)
        if pair is not None:
            over, under = pair
            yield result, over, under


def _pair(items: Sequence[T], name: Callable[[T], str], wanted: _Names) -> tuple[T, T] | None:
    over = [item for item in items if _is(item, name, wanted.over)]
    under = [item for item in items if _is(item, name, wanted.under) and item not in over]
    return (over[0], under[0]) if len(over) == len(under) == 1 else None


def _is(item: T, name: Callable[[T], str], patterns: tuple[str, ...]) -> bool:
    """Whether an item goes by one of the patterns, or is a column of the kind that one names ("Insatsens budget")."""
    return fits(name(item), patterns) or (isinstance(item, Column) and bool(item.kind) and fits(item.kind, patterns))


def _judged(statement: Statement, line: Line, turned: bool) -> Iterator[Outcome]:
    stated, over, under = line.cells
    if stated is None or over is None or under is None or "percent" in (over.unit.quality, under.unit.quality):
        return
    same = over.unit.quality == under.unit.quality
    if (stated.unit.quality == "percent") is not same:
        return
    divided = ratio(quantity(over), quantity(under))
    if divided is None:
        return
    if turned:
        divided = -divided
    if not same:
        divided = divided._replace(quality=stated.unit.quality)
    args = {"row": line.name, "table": statement.name, "column": stated.column, "over": over, "under": under}
    try:
        outcome = judge(stated, 1, divided, "quotient", args)
    except Trivial:
        return
    if outcome.outcome == "finding" and is_rounded(stated, divided.value):
        outcome = outcome._replace(severity="note", kind="rounding")
    yield outcome


KIND = Kind(
    "quotient",
    sv="En kolumn eller rad är en uppgift delad med en annan.",
    en="A column or row is one figure divided by another.",
    keys={"in": TABLES, "quotient": NAMES, "over": NAMES, "under": NAMES},
    run=check,
)
