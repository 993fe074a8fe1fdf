"""What the sums of the operating accounts settle where names do not: which row closes them, and which rows are income.

A row that the lexicon does not know may be income or a cost. Where the amounts of a column add up as they are printed, it
makes no difference. Where costs are printed without a minus it does, and then the printed total tells: the rows are read
so that it holds in most of the columns. Where no reading makes it hold nothing is settled, and the sum is a finding.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from finsam_audit.accounts.accounts import Accounts, Statement
from finsam_audit.accounts.footings import Footing, structure_of
from finsam_audit.accounts.signs import Gap, column_groups, is_net, operating_profiles, row_sides, sum_gap
from finsam_audit.page.model import Column, Row

_MANY = 12
"""So many unknown rows are read either way; with more of them some reading would come out right by chance."""

_READINGS = 32
"""So many readings of one column are looked at; where there are more of them it tells nothing."""

Sides = dict[int, str]
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


def settled(accounts: Accounts) -> Accounts:
    """The accounts, with what the sums of the operating accounts tell of their rows."""
    statements = tuple(_settled(accounts, s) if s.kind == "driftredovisning" else s for s in accounts.statements)
    return Accounts(accounts.report, accounts.lexicon, statements)


def _settled(accounts: Accounts, statement: Statement) -> Statement:
    statement = _closed(accounts, statement)
    footings = structure_of(accounts, statement).footings
    sides, doubted = _sides(statement, footings)
    profiles, signs = operating_profiles(statement.table, statement.columns, sides, footings)
    unsigned = {profile.group for profile in profiles if profile.cost_net != profile.income_net}
    columns = [c for group, members in column_groups(statement.columns).items() if group in unsigned for c in members]
    rows = [row for row in statement.table.walk() if row.number in doubted or sides[row.number] == "unknown"]
    figures = (slot.figure for row in rows for c in columns if (slot := row.cell(c)) is not None)
    return statement._replace(profiles=profiles, signs=signs, guessed=frozenset(f.id for f in figures if f is not None))


def _closed(accounts: Accounts, statement: Statement) -> Statement:
    """The statement with its last row as its total, where that is so by the amounts and not by name."""
    rows = [row for row in statement.table.rows if statement.role(row) != "info"]
    if not rows or not statement.is_unknown(rows[-1]) or rows[-1].rows:
        return statement
    tried = statement.with_concept(rows[-1], accounts.lexicon.kinds[statement.kind].concepts["slutsumma"])
    footings = structure_of(accounts, tried).footings
    last = next((footing for footing in footings if footing.total is rows[-1]), None)
    if last is None or len(last.terms) < 2:
        return statement
    sides, _ = _sides(tried, footings)
    columns = [column for column in tried.columns if is_net(column)]
    held = sum(_as_printed(last, column) or _closes(_gap(last, column, sides)) for column in columns)
    return tried if held and 2 * held >= len(columns) else statement


def _sides(statement: Statement, footings: Iterable[Footing]) -> tuple[Sides, set[int]]:
    """Which rows are income and which are costs: by name, else by the totals that close them. Also those still in doubt."""
    doubted: set[int] = set()
    sides = row_sides(statement.table, statement.columns, statement.concept, statement.kind)
    columns = [column for column in statement.columns if is_net(column)]
    blocks: Blocks = {}
    for footing in footings:
        own = {term.number: _own_side(term, sides, blocks) for term in footing.terms}
        if sides[footing.total.number] == "mixed" and {"income", "cost"} <= set(own.values()):
            sides[footing.total.number] = "result"
        printed = [column for column in columns if _as_printed(footing, column)]
        if printed and 2 * len(printed) >= len(columns):
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
            sides.update((row.number, side) for row in _block(term, blocks))
        if sides[footing.total.number] == "unknown":
            sides[footing.total.number] = "result"
    return sides, doubted


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
    usual = 2 * sum(v > 0 for v in known) >= len(known)  # income without a minus, and not as the ledger has it
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
    if not reading.held or 2 * len(reading.held) < len(columns):
        return False
    return len(reading.held) > 1 or all(_value(row, reading.held[0]) >= 0 for row in footing.terms)


def _tried(footing: Footing, columns: list[Column], sides: Sides, incomes: frozenset[int]) -> _Reading:
    read = sides | dict.fromkeys(incomes, "income")
    gaps = {column: gap for column in columns if (gap := _gap(footing, column, read)) is not None and gap.closes}
    minus = sum(any(_value(row, column) < 0 for row in (footing.total, *footing.terms)) for column in gaps)
    return _Reading(incomes, tuple(gaps), minus, sum((gap.off for gap in gaps.values()), Decimal(0)))


def _solutions(footing: Footing, column: Column, sides: Sides) -> Iterator[frozenset[int]]:
    """The sets of unknown rows that, read as income and the others as costs, make a total hold in a column."""
    values = {row.number: _value(row, column) for row in footing.terms}
    free = [key for key, value in values.items() if sides[key] == "unknown" and value]
    stated = footing.total.cell(column)
    if not free or stated is None or stated.figure is None:
        return
    cells = [row.cell(column) for row in (footing.total, *footing.terms)]
    printed = [slot.figure for slot in cells if slot is not None and slot.figure is not None]
    slack = sum((figure.step for figure in printed), Decimal(0)) / 2
    known = sum((value * _factor(sides[key]) for key, value in values.items()), Decimal(0))
    wanted = _value(footing.total, column) * _factor(sides[footing.total.number], total=True) - known
    sets: list[tuple[frozenset[int], Decimal]] = [(frozenset(), Decimal(0))]
    for key in free:
        sets += [(chosen | {key}, amount + 2 * values[key]) for chosen, amount in sets]
    yield from (chosen for chosen, amount in sets if abs(amount - wanted) <= slack)


def _as_printed(footing: Footing, column: Column) -> bool:
    return _closes(sum_gap(footing, column, [1] * (len(footing.terms) + 1)))


def _gap(footing: Footing, column: Column, sides: Sides) -> Gap | None:
    factors: Sequence[int] = [_factor(sides[row.number]) for row in footing.terms]
    return sum_gap(footing, column, [_factor(sides[footing.total.number], total=True), *factors])


def _closes(gap: Gap | None) -> bool:
    return gap is not None and gap.closes


def _factor(side: str, *, total: bool = False) -> int:
    """The sign of a row where costs are printed without a minus; a total that no name tells of is a net."""
    return -1 if side == "cost" or (side != "income" and side != "result" and not total) else 1


def _value(row: Row, column: Column) -> Decimal:
    slot = row.cell(column)
    return slot.figure.base if slot is not None and slot.figure is not None else Decimal(0)
