"""A table of statistics as a grid: lines of cells under common heads, read along its rows or down its columns."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from finsam_audit.accounts.statement import Statement
from finsam_audit.accounts.statistics import Heads
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.quantities import Quantity, constant, ratio
from finsam_audit.messages import message
from finsam_audit.page.model import Figure, Row
from finsam_audit.page.units import ONE, Quality

HUNDRED = Decimal(100)
FEW = 3
"""Lines that must speak for a relation before it is more than chance."""


class Line(NamedTuple):
    """One row over all columns, or one column over all rows; ``cells`` are None where nothing can be read."""

    name: str
    cells: tuple[Figure | None, ...]
    total: bool = False


class Grid(NamedTuple):
    """The heads of the items, and the lines. ``ordered``: a line may go on from the one before it.

    ``said`` reads the heads.
    """

    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    qualities: tuple[Quality | None, ...]
    ordered: bool
    said: Heads


def across(statement: Statement, rows: Sequence[Row]) -> Grid:
    """Each row is a line, the columns are the items."""
    lines = tuple(
        Line(row.label, tuple(row.figure(c) for c in statement.columns), statement.role(row) == "total") for row in rows
    )
    return _grid([c.head for c in statement.columns], lines, statement.heads, ordered=True)


def down(statement: Statement, rows: Sequence[Row]) -> Grid:
    """Each column is a line, the rows are the items."""
    lines = tuple(Line(c.head, tuple(row.figure(c) for row in rows)) for c in statement.columns)
    return _grid([row.label for row in rows], lines, statement.heads, ordered=False)


def _grid(heads: Sequence[str], lines: tuple[Line, ...], said: Heads, ordered: bool) -> Grid:
    qualities = tuple(quality_of(line.cells[item] for line in lines) for item in range(len(heads)))
    return Grid(tuple(heads), lines, qualities, ordered, said)


def quality_of(cells: Iterable[Figure | None]) -> Quality | None:
    """The quality that all figures are of; None where there are none, or they are of several."""
    found = {figure.unit.quality for figure in cells if figure is not None}
    return next(iter(found)) if len(found) == 1 else None


def sign_of(cells: Iterable[Figure | None]) -> int:
    """The sign of the product of some figures; 0 where one is nothing or not there."""
    sign = 1
    for figure in cells:
        value = figure.value if figure is not None else 0
        sign *= (value > 0) - (value < 0)
    return sign


def relative_change(after: Quantity, before: Quantity) -> Quantity | None:
    """After / before − 1, shown as (after − before) / before.

    One ratio, so that what was before is not counted twice in the interval.
    """
    share = ratio(after, before)
    if share is None:
        return None
    below = tuple(term for term in share.terms if term.divisor)
    return (share + constant(-ONE))._replace(terms=(after - before).terms + below)


def held(outcomes: Iterable[Outcome]) -> int:
    """How many lines keep to a relation; one with its decimals cut off does."""
    return sum(outcome.outcome == "passed" or outcome.habit == "cut" for outcome in outcomes)


def cut_as_one(outcomes: Sequence[Outcome]) -> Iterator[Outcome]:
    """The outcomes, where many cells of one table cut alike are one note."""
    cut: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        if outcome.habit == "cut":
            cut.setdefault(str(outcome.told.args.get("table")), []).append(outcome)
    for outcome in outcomes:
        group = cut.get(str(outcome.told.args.get("table")), [])
        if outcome.habit != "cut" or len(group) < 2:
            yield outcome
        elif outcome is group[0]:
            figures = tuple(used for other in group for used in other.figures)
            told = message("rounding.cut-many", table=outcome.told.args["table"], count=len(group))
            yield outcome._replace(told=told, figures=figures)
