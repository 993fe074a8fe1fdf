"""A table that follows two others: its rows one, its sums another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from typing import NamedTuple

from finsam_audit.causes.found import Found
from finsam_audit.causes.search import Search, is_hard
from finsam_audit.controls.outcome import TWO_TABLES, Cause, Outcome, change_message, short_table
from finsam_audit.messages import message
from finsam_audit.page.model import Figure

Row = tuple[str, tuple[str, ...], str]


class Tied(NamedTuple):
    """The figures of a row in the columns whose totals fail, and the figures of other tables that they are tied to."""

    figures: tuple[Figure, ...]
    others: tuple[Figure, ...]

    def stands_as(self, table: str) -> bool:
        """Whether one of the figures is printed as in another table."""
        return any(_alike(figure.base, figure, other) for other in self.of(table) for figure in self.figures)

    def of(self, table: str) -> list[Figure]:
        """The figures of one other table."""
        return [other for other in self.others if other.table == table]


def of_two_tables(search: Search, failing: Sequence[int]) -> list[Found]:
    """The faults that are gone where rows that stand as in one other table are as in another instead.

    Two rows or more have to stand so, and one of their totals has to be wrong by just what sets the other tables apart;
    nothing that fails with these figures may be left, and nothing else be broken than the ties to the table they follow.
    """
    found: list[Found] = []
    terms: dict[str, list[Figure]] = {}
    for index in failing:
        if search.outcomes[index].about == "footing":
            for figure in _others(search.outcomes[index]):
                terms.setdefault(figure.table, []).append(figure)
    for figures in terms.values():
        rows = _tied(figures, search.outcomes)
        tables = dict.fromkeys(other.table for tied in rows for other in tied.others)
        tried = (_as_in(two, rows, search, failing) for two in permutations(tables, 2))
        found += [one for one in tried if one is not None][:1]
    return found


def _tied(figures: Sequence[Figure], outcomes: Iterable[Outcome]) -> list[Tied]:
    """The rows of figures that are tied to other tables, with what they are tied to."""
    rows: dict[Row, dict[str, Figure]] = {}
    for figure in figures:
        rows.setdefault(_row(figure), {})[figure.id] = figure
    others: dict[Row, list[Figure]] = {}
    for outcome in outcomes:
        stated = outcome.lead
        if outcome.about != "tie" or stated is None or stated.id not in rows.get(_row(stated), ()):
            continue
        held = _others(outcome)
        if len(held) == 1 and held[0].table != stated.table:
            others.setdefault(_row(stated), []).append(held[0])
    return [Tied(tuple(mine.values()), tuple(others[row])) for row, mine in rows.items() if row in others]


def _as_in(tables: tuple[str, ...], rows: Sequence[Tied], search: Search, failing: Sequence[int]) -> Found | None:
    """The fault where rows that follow the first table follow the second instead; None where that mends not everything."""
    followed, wanted = tables
    apart = [tied for tied in rows if tied.stands_as(followed) and not tied.stands_as(wanted) and tied.of(wanted)]
    if len(apart) < 2:
        return None
    changes = tuple((figure, _as(tied.of(wanted)[0], figure)) for tied in apart for figure in tied.figures if figure.value)
    values = {figure.id: value for figure, value in changes}
    mended, left, broken = search.ground.tried(values, failing)
    names = [{figure.table for figure in _others(search.outcomes[index])} for index in broken]
    footed = any(search.outcomes[index].about == "footing" for index in mended)
    if not footed or any(is_hard(search.outcomes[index]) for index in left) or not all(followed in one for one in names):
        return None
    kept = search.ground.beside(values) - set(broken)
    cancelled, kinds = search.ground.cancelled_by(values, kept), (TWO_TABLES,) * len(changes)
    return Found((changes,), kinds, tuple(mended), len(mended), len(kept), True, False, 0, False, tuple(broken), cancelled)


def told_as_two(cause: Cause, outcomes: Sequence[Outcome]) -> Cause:
    """A cause of this kind with what its rows follow; any other cause stays as it is."""
    if cause.kind != TWO_TABLES:
        return cause
    tied = _tied([figure for figure, _ in cause.corrections], outcomes)
    wanted = [value * figure.unit.scale for figure, value in cause.corrections]
    figures = [figure for figure, _ in cause.corrections]
    of = next(
        other.table
        for one in tied
        for other in one.others
        if any(_alike(value, figure, other) for value, figure in zip(wanted, figures, strict=True) if figure in one.figures)
    )
    told = message(
        "cause.two-tables",
        rows=tuple(one.figures[0].row for one in tied),
        table=figures[0].table,
        columns=tuple(dict.fromkeys(figure.column for figure in figures)),
        other=next(short_table(other.table) for one in tied for other in one.others if one.stands_as(other.table)),
        of=short_table(of),
        changes=tuple(change_message(*one, short=True) for one in cause.corrections),
    )
    return cause._replace(told=told)


def _as(other: Figure, figure: Figure) -> Fraction:
    """The amount of another table as a figure would print it."""
    step = Fraction(figure.step)
    return round(Fraction(abs(other.base)) / step) * step * (-1 if figure.value < 0 else 1)


def _others(outcome: Outcome) -> list[Figure]:
    """The figures that the stated one is held against."""
    return [used.figure for used in outcome.figures if used.role != "stated" and used.figure is not None]


def _row(figure: Figure) -> Row:
    return figure.table, figure.path, figure.row


def _alike(base: Decimal, figure: Figure, other: Figure) -> bool:
    """Whether an amount is that of a figure of another table, within rounding and whatever their signs."""
    return 2 * abs(abs(base) - abs(other.base)) <= figure.step + other.step
