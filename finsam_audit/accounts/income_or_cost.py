"""What the sums of the operating accounts settle where names do not: which row closes them, and which rows are income.

A row that the lexicon does not know may be income or a cost. Where the amounts of a column add up as they are printed, it
makes no difference. Where costs are printed without a minus it does, and then the printed total tells: the rows are read
so that it holds in most of the columns. Where no reading makes it hold nothing is settled, and the sum is a finding.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from finsam_audit.accounts.footings import footings
from finsam_audit.accounts.majority import half, most
from finsam_audit.accounts.operating import (
    OPERATING,
    Sides,
    amount,
    closes,
    column_groups,
    footing_gap,
    is_net,
    operating_profiles,
    row_sides,
)
from finsam_audit.accounts.statement import Footing, Given, Statement
from finsam_audit.accounts.sums import ZERO, Gap
from finsam_audit.page.model import Column, Row

_MANY = 12
"""So many unknown rows are read either way; with more of them some reading would come out right by chance."""

_SEVERAL = 2
"""So many rows whose deviation is counted as that of income, and as that of costs, are no chance."""

_READINGS = 32
"""So many readings of one column are looked at; where there are more of them it tells nothing."""

Blocks = dict[int, list[Row]]
"""By the key of a total that adds up as it is printed: the total and its rows, which are all of one side."""


class _Reading(NamedTuple):
    """A total read with costs that are printed without a minus: which terms are income, and how well that does.

    ``off`` is what is left to rounding where it holds. ``minus`` counts the columns it holds in that print a minus, which
    could be a slip; ``doubted`` are the terms that another reading, which holds as often, takes for the opposite.
    """

    incomes: frozenset[int]
    held: tuple[Column, ...]
    minus: int
    off: Decimal
    doubted: frozenset[int] = frozenset()

    @property
    def merit(self) -> tuple[int, Decimal, int, int]:
        return len(self.held), -self.off, -self.minus, -len(self.incomes)


def closing_row(seen: Statement, given: Given) -> Statement:
    """The last row of a driftredovisning as its total, where that is so by the amounts and not by name."""
    rows = [row for row in seen.table.rows if seen.role(row) != "info"] if seen.kind == "driftredovisning" else []
    if not rows or not seen.is_unknown(rows[-1]) or rows[-1].rows:
        return seen
    tried = footings(seen.called([(rows[-1], given.lexicon.kinds[seen.kind].concepts["slutsumma"])]), given)
    last = next((footing for footing in tried.footings if footing.total is rows[-1]), None)
    if last is None or len(last.terms) < 2:
        return seen
    sides, _ = _sides(tried)
    columns = [column for column in tried.columns if is_net(column)]
    held = sum(_as_printed(last, column) or closes(_gap(last, column, sides)) for column in columns)
    return tried if half(held, len(columns)) else seen


def income_or_cost(seen: Statement, given: Given) -> Statement:
    """The signs of a driftredovisning, whose sums settle which rows are income where names do not."""
    if seen.kind not in OPERATING:
        return seen
    sides, doubted = _sides(seen)
    profiles, signs = operating_profiles(seen, sides, seen.footings)
    unsigned = {profile.group for profile in profiles if profile.cost_net != profile.income_net}
    columns = [c for group, members in column_groups(seen.columns).items() if group in unsigned for c in members]
    rows = [row for row in seen.table.walk() if row.number in doubted or sides[row.number] == "unknown"]
    guessed = frozenset(figure.id for row in rows for c in columns if (figure := row.figure(c)) is not None)
    return seen._replace(profiles=profiles, signs=signs, guessed=guessed)


def _sides(seen: Statement) -> tuple[Sides, set[int]]:
    """Which rows are income and which are costs: by name, else by the totals that close them. Also those still in doubt."""
    doubted: set[int] = set()
    sides = row_sides(seen)
    columns = [column for column in seen.columns if is_net(column)]
    blocks: Blocks = {}
    by_deviation = _by_deviation(seen, sides)
    for footing in seen.footings:
        own = {term.number: _own_side(term, sides, blocks) for term in footing.terms}
        if sides[footing.total.number] == "mixed" and {"income", "cost"} <= set(own.values()):
            sides[footing.total.number] = "result"
        printed = [column for column in columns if _as_printed(footing, column)]
        if half(len(printed), len(columns)):
            blocks[footing.total.number] = [footing.total, *(row for term in footing.terms for row in _block(term, blocks))]
            _by_printed_sign(footing, printed, sides)
            continue
        reading = _reading(footing, columns, sides | own)
        if reading is None:
            continue  # and the rows stay as they are: the sum is a finding
        doubted |= reading.doubted
        for term in footing.terms:
            side = own[term.number]
            if side == "unknown" and any(_value(term, column) for column in reading.held):
                side = "income" if term.number in reading.incomes else "cost"
            elif side == "unknown":  # the sums that hold say nothing of a row that has no amount in them
                side = by_deviation.get(term.number, side)
            sides.update((row.number, side) for row in _block(term, blocks))
        if sides[footing.total.number] == "unknown":
            sides[footing.total.number] = "result"
    return sides, doubted


def _by_deviation(seen: Statement, sides: Sides) -> Sides:
    """Rows by the way their deviation is counted: more than budget is better for income, less is for costs.

    So it is where known rows say nothing else and several rows count either way; costs are then printed without a minus.
    """
    net = [column for column in seen.columns if column.side in ("", "netto")]
    three = [[column for column in net if column.kind == kind] for kind in ("utfall", "budget", "avvikelse")]
    if any(len(columns) != 1 for columns in three):
        return {}
    actual, budget, deviation = (columns[0] for columns in three)
    found: Sides = {}
    for row in seen.table.walk():
        gap, off = _value(row, actual) - _value(row, budget), _value(row, deviation)
        if off and abs(off) == abs(gap) and min(_value(row, actual), _value(row, budget)) >= 0:
            found[row.number] = "income" if off == gap else "cost"
    known = [sides[number] == side for number, side in found.items() if sides[number] in ("income", "cost")]
    ways = list(found.values())
    return found if known and all(known) and min(ways.count("income"), ways.count("cost")) >= _SEVERAL else {}


def _block(row: Row, blocks: Blocks) -> list[Row]:
    return blocks.get(row.number, [row])


def _own_side(row: Row, sides: Sides, blocks: Blocks) -> str:
    """The side of a row, or the one that the rows it adds up are of."""
    if row.number not in blocks:
        return sides[row.number]
    found = {sides[inner.number] for inner in blocks[row.number]} & {"income", "cost"}
    return found.pop() if len(found) == 1 else "unknown"


def _by_printed_sign(footing: Footing, columns: list[Column], sides: Sides) -> None:
    """Where amounts of both signs add up as they are printed, an unknown row is what its sign says."""
    values = {row.number: [v for c in columns if (v := _value(row, c))] for row in footing.terms}
    known = [v if sides[key] == "income" else -v for key in values if sides[key] in ("income", "cost") for v in values[key]]
    if len({v > 0 for row in values.values() for v in row}) < 2:
        return
    usual = not most(sum(v < 0 for v in known), len(known))  # income without a minus, and not as the ledger has it
    for key, printed in values.items():
        if sides[key] == "unknown" and len({v > 0 for v in printed}) == 1:
            sides[key] = "income" if (printed[0] > 0) == usual else "cost"


def _reading(footing: Footing, columns: list[Column], sides: Sides) -> _Reading | None:
    """The best way to read the unknown rows of a total as income and costs, where one is borne out well enough."""
    free = [row.number for row in footing.terms if sides[row.number] == "unknown"]
    if len(free) > _MANY:
        return None
    found = [tuple(islice(_solutions(footing, column, sides), _READINGS + 1)) for column in columns]
    single = {frozenset[int](), *(one for solutions in found if len(solutions) <= _READINGS for one in solutions)}
    tried = single | {one | other for one in single for other in single}
    readings = [_tried(footing, columns, sides, incomes) for incomes in tried]
    borne_out = [reading for reading in readings if _is_borne_out(footing, columns, reading)]
    if not borne_out:
        return None
    best = max(borne_out, key=lambda reading: reading.merit)
    rivals = (other.incomes for other in borne_out if len(other.held) == len(best.held))
    return best._replace(doubted=frozenset().union(*(best.incomes ^ incomes for incomes in rivals)))


def _is_borne_out(footing: Footing, columns: list[Column], reading: _Reading) -> bool:
    """Whether half of the columns bear a reading out: two or more, or one in which no row is printed with a minus.

    In a single column a minus too many could not be told from the sign of the row.
    """
    if not half(len(reading.held), len(columns)):
        return False
    return len(reading.held) > 1 or all(_value(row, reading.held[0]) >= 0 for row in footing.terms)


def _tried(footing: Footing, columns: list[Column], sides: Sides, incomes: frozenset[int]) -> _Reading:
    read = sides | dict.fromkeys(incomes, "income")
    gaps = {column: gap for column in columns if (gap := _gap(footing, column, read)) is not None and gap.closes}
    minus = sum(any(_value(row, column) < 0 for row in (footing.total, *footing.terms)) for column in gaps)
    return _Reading(incomes, tuple(gaps), minus, sum((abs(gap.off) for gap in gaps.values()), ZERO))


def _solutions(footing: Footing, column: Column, sides: Sides) -> Iterator[frozenset[int]]:
    """The sets of unknown rows that, read as income and the others as costs, make a total hold in a column."""
    values = {row.number: _value(row, column) for row in footing.terms}
    free = [number for number, value in values.items() if sides[number] == "unknown" and value]
    as_costs = _gap(footing, column, sides) if free else None
    if as_costs is None:
        return
    sets: list[tuple[frozenset[int], Decimal]] = [(frozenset(), as_costs.off)]
    for number in free:
        sets += [(chosen | {number}, off + 2 * values[number]) for chosen, off in sets]
    yield from (chosen for chosen, off in sets if abs(off) <= as_costs.slack)


def _as_printed(footing: Footing, column: Column) -> bool:
    return closes(footing_gap(footing, column, [1] * (len(footing.terms) + 1)))


def _gap(footing: Footing, column: Column, sides: Sides) -> Gap | None:
    factors = [_factor(sides[row.number]) for row in footing.terms]
    return footing_gap(footing, column, [_factor(sides[footing.total.number], total=True), *factors])


def _factor(side: str, *, total: bool = False) -> int:
    """The sign of a row where costs are printed without a minus; a total that no name tells of is a net."""
    return -1 if side == "cost" or (side != "income" and side != "result" and not total) else 1


def _value(row: Row, column: Column) -> Decimal:
    figure = amount(row, column)
    return figure.base if figure is not None else ZERO
