"""Changes: a column headed Förändring is what stands after less what stood before, in number, per cent or points.

Which columns are before and after follows from their heads: före and efter, else the last two years, else budget and
outcome. A change in per cent can be counted in several ways; the way most rows of the table agree with is the
table's, and all its rows are judged by it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from finsam_audit.accounts.statement import Statement
from finsam_audit.accounts.statistics import Heads, is_readable, words, years
from finsam_audit.checks.deviations import has_budget_beside
from finsam_audit.checks.grid import FEW, cut_as_one, held, quality_of, relative_change
from finsam_audit.checks.kind import NO_TABLE, TABLES, Kind, or_else
from finsam_audit.controls.hints import with_hints
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.quantities import Quantity, blank, quantity, ratio
from finsam_audit.controls.relation import Trivial, judge
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.page.model import Column, Figure, Row
from finsam_audit.page.units import Quality

_WAYS = ("change", "change.reversed")
_RELATIVE_WAYS = ("change.relative", "change.printed", "change.points", "change.relative-reversed")

_POINTS_FIRST = ("change.points", "change.relative", "change.relative-reversed")


class _Sides(NamedTuple):
    """The columns a change compares: the numbers before and after, the percentages, and the change in number."""

    numbers: tuple[Column, Column] | None
    percents: tuple[Column, Column] | None
    change: Column | None
    told: bool


@or_else("change", "reason.no-change", NO_TABLE)
def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """In the tables named by ``in``: every change between two columns of a row."""
    found: list[Outcome] = []
    for statement in view.statements(rule.texts("in")):
        for column in statement.columns:
            if statement.heads.is_change(column.head) or column.kind == "avvikelse":
                found += _column(statement, column)
    yield from cut_as_one(found)


def _column(statement: Statement, column: Column) -> list[Outcome]:
    quality = _quality(statement, column)
    percent = quality == "percent"
    if quality is None or (column.kind == "avvikelse" and not percent and has_budget_beside(statement, column)):
        return []  # a deviation from a budget is the work of the kind cross-footing
    sides = _sides(statement, column, quality)
    best: list[Outcome] = []
    ways = _WAYS if not percent else _RELATIVE_WAYS if sides.numbers else _POINTS_FIRST
    for way in ways:
        outcomes = [o for row in statement.table.walk() if (o := _judged(statement, row, column, sides, way))]
        if _held(outcomes) > _held(best):
            best = outcomes
    enough = 1 if sides.told and not percent else min(FEW, (sum(bool(o.stated) for o in best) + 1) // 2)
    return best if _held(best) >= max(enough, 1) else []


def _held(outcomes: list[Outcome]) -> int:
    """How many outcomes agree with a way of counting. A change of nothing agrees with all and tells nothing."""
    return held(outcome for outcome in outcomes if outcome.stated)


def _quality(statement: Statement, column: Column) -> Quality | None:
    return quality_of(row.figure(column) for row in statement.table.walk())


def _sides(statement: Statement, column: Column, quality: Quality) -> _Sides:
    heads = statement.heads
    moves = [c for c in statement.columns if heads.is_change(c.head) or c.kind == "avvikelse"]
    plain = [c for c in statement.columns if c not in moves]
    by_quality = {c.position: _quality(statement, c) for c in statement.columns}
    numbers = [c for c in plain if by_quality[c.position] in ("count", "money")]
    if quality != "percent":
        numbers = [c for c in numbers if by_quality[c.position] == quality]
    percents = [c for c in plain if by_quality[c.position] == "percent"]
    about = _about(heads, column)
    changes = [c for c in moves if c is not column and by_quality[c.position] in ("count", "money")]
    same = [c for c in changes if _about(heads, c) == about]
    pair = _pair(heads, numbers, about)
    told = pair is not None and heads.is_before(pair[0].head)
    return _Sides(pair, _pair(heads, percents, about), same[0] if len(same) == 1 else None, told)


def _about(heads: Heads, column: Column) -> frozenset[str]:
    said = heads.topic(column.head) - years(column.head) - {"budget", "avvikelse", "procentenheter", "mot", "fran"}
    return said.difference(*(heads.says[name] for name in ("före", "efter", "ändring", "mål", "utfall")))


def _pair(heads: Heads, columns: list[Column], about: frozenset[str]) -> tuple[Column, Column] | None:
    """Before and after: by words, else the last two years, else budget and outcome. None where it is not clear."""
    for wanted in (about, frozenset[str]()):
        near = [c for c in columns if _about(heads, c) == wanted]
        before, after = [c for c in near if heads.is_before(c.head)], [c for c in near if heads.is_after(c.head)]
        if len(before) == len(after) == 1 and before != after:
            return before[0], after[0]
        budget, actual = [c for c in near if c.kind == "budget"], [c for c in near if c.kind == "utfall"]
        if len(budget) == len(actual) == 1:
            return budget[0], actual[0]
        goals = [c for c in near if words(c.head) & heads.says["mål"]]
        reached = [c for c in near if c not in goals and (c.kind == "utfall" or words(c.head) & heads.says["utfall"])]
        days = [c.end for c in reached if c.end is not None]
        latest = [c for c in reached if c.end == max(days)] if len(days) == len(reached) > 0 else reached
        if len(goals) == len(latest) == 1:
            return goals[0], latest[0]
        dated = sorted((c for c in near if c.end is not None and c.kind in ("", "utfall")), key=lambda c: str(c.end))
        if len(dated) == len(near) == 2 and dated[0].end != dated[1].end:
            return dated[0], dated[1]
    return None


def _judged(statement: Statement, row: Row, column: Column, sides: _Sides, way: str) -> Outcome | None:
    stated = row.figure(column)
    if stated is None or not row.slots:
        return None
    computed = _computed(row, sides, way)
    if computed is None:
        return None
    args = {"row": row.label, "table": statement.name, "column": column.head}
    try:
        outcome = judge(stated, 1, computed, way, args, about="change")
    except Trivial:
        return None
    return with_hints(outcome)


def _computed(row: Row, sides: _Sides, way: str) -> Quantity | None:
    pair = sides.percents if way == "change.points" else sides.numbers or sides.percents
    if pair is None or not all(is_readable(row, column) for column in pair):
        return None
    before, after = row.figure(pair[0]), row.figure(pair[1])
    if before is None and after is None:
        return None
    difference = _amount(after, pair[1]) - _amount(before, pair[0])
    if way in ("change", "change.points"):
        return difference
    if way == "change.reversed":
        return -difference
    if before is None or not before.value:
        return None
    if way == "change.printed":
        printed = row.figure(sides.change) if sides.change is not None else None
        relative = ratio(quantity(printed), quantity(before)) if printed is not None else None
    else:
        relative = relative_change(_amount(after, pair[1]), quantity(before))
        if relative is not None and way == "change.relative-reversed":
            relative = -relative
    return relative._replace(linear=False) if relative is not None else None


def _amount(figure: Figure | None, column: Column) -> Quantity:
    return quantity(figure) if figure is not None else blank(column.head)


KIND = Kind(
    "change",
    sv="En förändring är det som är efter minus det som var före, i antal, procent eller procentenheter.",
    en="A change is what stands after less what stood before, in number, per cent or percentage points.",
    keys={"in": TABLES},
    run=check,
)
