"""Deviations: avvikelse = utfall − budget, or the other way round, as most rows of the table count it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from finsam_audit.accounts.majority import half
from finsam_audit.accounts.statement import Statement
from finsam_audit.accounts.statistics import words
from finsam_audit.checks.along_a_row import along
from finsam_audit.controls.outcome import Outcome
from finsam_audit.page.model import Column


class _Direction(NamedTuple):
    """One way to count a deviation: the factors of outcome and budget, and whether printed signs are used."""

    name: str
    actual: int
    budget: int
    raw: bool


_DIRECTIONS = (
    _Direction("favourable", 1, -1, False),
    _Direction("budget-less-actual", -1, 1, True),
    _Direction("actual-less-budget", 1, -1, True),
)


class _Deviations(NamedTuple):
    """What a column of deviations compares, which way it counts, and the outcomes of its rows read so."""

    actual: Column
    budget: Column
    direction: _Direction
    outcomes: list[Outcome]


def deviations(statement: Statement) -> Iterator[Outcome]:
    """Every deviation of a table, counted the way that most of its rows agree with."""
    for deviation in statement.columns:
        found = _deviations(statement, deviation)
        yield from found.outcomes if found is not None else ()


def _deviations(statement: Statement, deviation: Column) -> _Deviations | None:
    """The way a table counts its deviations, which most of its rows agree with.

    Where the heads do not say that a forecast is meant, and the deviations of most rows are the forecast's, they are so. A
    second deviation with no columns of its own may be of others, that are not printed: half of its rows must show what it is.
    """
    if deviation.kind != "avvikelse":
        return None
    pairs = [(actual, budget) for actual, budget in _pairs(statement, deviation) if actual is not None and budget is not None]
    attempts = [_Deviations(a, b, d, _in_direction(statement, deviation, a, b, d)) for a, b in pairs for d in _DIRECTIONS]
    best = max(attempts, key=lambda attempt: _agreement(attempt.outcomes), default=None)
    if best is None or _own(statement, deviation) or half(_agreement(best.outcomes), len(best.outcomes)):
        return best
    return None


def _in_direction(
    statement: Statement, deviation: Column, actual: Column, budget: Column, direction: _Direction
) -> list[Outcome]:
    told = "cross.deviation" if (actual.kind, budget.kind) == ("utfall", "budget") else "cross.deviation-forecast"
    parts = [(actual, Decimal(direction.actual)), (budget, Decimal(direction.budget))]
    turned = [(column, -factor) for column, factor in parts]
    found: list[Outcome] = []
    read: dict[bool, list[int]] = {False: [], True: []}  # where the rows stand that are read as income, and those as costs
    for row in statement.table.walk():
        stated, cells = row.figure(deviation), (row.figure(actual), row.figure(budget))
        if stated is None or not any(cells):
            continue
        outcomes = list(along(statement, row, stated, parts, told, direction.raw, "deviation"))
        if not direction.raw and any(cell is not None and cell.id in statement.guessed for cell in cells):
            # nothing tells whether it is income or a cost
            other = list(along(statement, row, stated, turned, told, about="deviation"))
            is_other = _agreement(other) > _agreement(outcomes)
            outcomes = other if is_other else outcomes
            read[is_other] += range(len(found), len(found) + len(outcomes))
        found += outcomes
    fewer = min(read.values(), key=len) if len(read[True]) != len(read[False]) else []
    return [o._replace(equation=False) if at in fewer else o for at, o in enumerate(found)]  # its sign may be the slip


def _agreement(outcomes: list[Outcome]) -> int:
    return sum(o.outcome == "passed" and bool(o.stated) for o in outcomes)


def _pairs(statement: Statement, deviation: Column) -> list[tuple[Column | None, Column | None]]:
    """The columns of outcome and budget that a deviation compares: those of its year nearest to it; then, if it may be so,
    those of forecast and budget.

    Where a table prints several deviations of one year (of the year, and of a whole project), each stands after its own.
    """
    same, others = _of_year(statement, deviation)
    same = _own(statement, deviation) or same
    actual, forecast = (_nearest([c for c in same if c.kind == kind], deviation) for kind in ("utfall", "prognos"))
    said = words(deviation.head)
    forecasts = any(word.startswith("prognos") for word in said) or (
        bool(others) and {c.kind for c in same} == {"prognos", "budget"}
    )
    if forecasts and forecast is not None and "utfall" in said:
        return [(actual, forecast)]
    budgets = [c for c in same if c.kind == "budget"]
    of_forecast = [(forecast, budget) for budget in _best_first(budgets, forecast, deviation)]
    if forecasts and forecast is not None:
        return of_forecast
    return [*((actual, budget) for budget in _best_first(budgets, actual, deviation)), *of_forecast]


def _of_year(statement: Statement, deviation: Column) -> tuple[list[Column], list[int]]:
    """The columns of a deviation's year that it may compare, and where the other deviations of that year stand."""
    year = deviation.end.year if deviation.end else None
    same = [c for c in statement.columns if c.end is not None and c.end.year == year and c.whose == deviation.whose]
    others = [c.position for c in same if c.kind == "avvikelse" and c.side == deviation.side and c is not deviation]
    beside = [c for c in same if c.side in ("", "netto", deviation.side)]
    return [c for c in beside if not others or c.position < deviation.position], others


def _own(statement: Statement, deviation: Column) -> list[Column]:
    """The columns that stand with a deviation alone, since the one before it: all of its year where there is no other."""
    same, others = _of_year(statement, deviation)
    own = [c for c in same if c.position > max((at for at in others if at < deviation.position), default=-1)]
    kinds = {c.kind for c in own}
    return own if not others or kinds >= {"utfall", "budget"} or kinds == {"prognos", "budget"} else []


def _best_first(budgets: list[Column], compared: Column | None, deviation: Column) -> list[Column | None]:
    """What a column may be compared with, that of its own period first: "Återstår av helårsbudget" is of another."""
    alike = [c for c in budgets if compared is not None and (c.start, c.end) == (compared.start, compared.end)]
    first = _nearest(alike or budgets, deviation)
    return [first, *(budget for budget in budgets if budget is not first)]


def has_budget_beside(statement: Statement, deviation: Column) -> bool:
    """Whether a deviation stands with the outcome and the budget it compares."""
    return None not in _pairs(statement, deviation)[0]


def _nearest(columns: list[Column], deviation: Column) -> Column | None:
    """The column nearest to the left of a deviation, else the last one."""
    before = [c for c in columns if c.position < deviation.position]
    return (before or columns)[-1] if columns else None


def deviation_signs(statement: Statement) -> dict[str, int]:
    """By figure id, what turns a printed deviation into a favourable one: −1 where printed costs are counted as they stand.

    Deviations that are printed as favourable are left out.
    """
    signs: dict[str, int] = {}
    for deviation in statement.columns:
        found = _deviations(statement, deviation)
        if found is None or not found.direction.raw:
            continue
        for row in statement.table.walk():
            figure, cell = row.figure(deviation), row.figure(found.actual) or row.figure(found.budget)
            if figure is not None and cell is not None:
                signs[figure.id] = statement.sign(cell) * found.direction.actual
    return signs
