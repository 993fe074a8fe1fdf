"""The sums that a table implies, as a reader: of several readings of its rows the ones that add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from finsam_audit.page.printed import Unreadable, read_cell

Values = tuple[Decimal | None, ...]
_MOST_TERMS = 25  # rows of one sum
_MOST_STATES = 400  # partial sums that are kept
_MOST_WAYS = 60  # readings of one row that are added up
_NOTHING = Decimal(0)
_COLUMNS_A_MISS = 5  # columns of which one may fail to add up
_MOST_TOTALS = 4  # readings of a row that may be a total
_SURE = 100  # times more ways to print the total than to read its terms: then it is no chance that one of them fits


class Choice(NamedTuple):
    """A reading of one row: its cells, their values, and what it costs to believe it."""

    cells: tuple[str | None, ...]
    values: Values
    cost: int
    amounts: tuple[Decimal, ...]


class Settled(NamedTuple):
    """The reading that was chosen for a row; ``proved`` where sums or the row itself leave no other.

    ``blanks`` tells that another one has its noughts in other cells, which no sum can tell from blank ones.
    """

    choice: Choice
    proved: bool
    blanks: bool = False


@lru_cache(maxsize=4096)
def value_of(cell: str | None) -> Decimal | None:
    """The number in a cell; None for a blank or what is no number."""
    if cell is None:
        return None
    try:
        number = read_cell(cell).number
    except Unreadable:
        return None
    return number.value if number is not None else None


def choice(cells: Sequence[str | None], cost: int) -> Choice:
    values = tuple(value_of(cell) for cell in cells)
    return Choice(tuple(cells), values, cost, tuple(value or _NOTHING for value in values))


class Relation(NamedTuple):
    """Cells of every row: the one in ``total`` is the sum or the difference of two others, either way counted."""

    total: int
    one: int
    other: int
    sign: int

    def holds(self, values: Values) -> bool | None:
        """Whether a row satisfies it within rounding; None where it has nothing to say."""
        told = [values[at] for at in (self.total, self.one, self.other)]
        if sum(value is not None for value in told) < 2:
            return None
        total, one, other = (value or Decimal(0) for value in told)
        return abs(abs(total) - abs(one + self.sign * other)) <= Decimal("1.5")


def relations_of(rows: Sequence[Sequence[Choice]], count: int) -> list[Relation]:
    """The relations between columns that nearly all rows read without doubt satisfy, three of them with amounts at least."""
    sure = [row[0].values for row in rows if len(row) == 1 and None not in row[0].values]
    found = []
    for one, other in combinations(range(count), 2):
        for total in range(count):
            if total in (one, other):
                continue
            for sign in (1, -1):
                relation = Relation(total, one, other, sign)
                telling = [v for v in sure if v[total]]
                kept = sum(bool(relation.holds(values)) for values in sure)
                held = [v for v in telling if relation.holds(v)]
                both = any(v[one] for v in held) and any(v[other] for v in held)
                if len(telling) > 2 and both and 10 * kept >= 8 * len(sure):
                    found.append(relation)
    return found


def settled(rows: Sequence[Sequence[Choice]], count: int) -> list[Settled | None]:
    """For each row the reading that the relations between columns and the sums between rows uphold; None for no row."""
    relations = relations_of(rows, count)
    kept = [_by_relations(row, relations) for row in rows]
    apart = [_apart(row) for row in kept]
    blanks = [len(row) > len(other) for row, other in zip(kept, apart, strict=True)]
    kept = apart
    chosen: dict[int, Settled] = {}
    opened: list[int] = []
    for index, row in enumerate(kept):
        if not row:
            continue
        span = _settle(kept, chosen, index, opened[::-1])
        if span:
            del opened[-len(span) :]
        opened.append(index)
    for index in range(len(kept) - 1):
        if index not in chosen and kept[index]:
            _settle(kept, chosen, index, [at for at in range(index + 1, len(kept)) if kept[at]])
    return [
        (chosen.get(at) or Settled(row[0], len(rows[at]) == 1 or (len(row) == 1 and _told(row[0], relations))))._replace(
            blanks=blanks[at]
        )
        if row
        else None
        for at, row in enumerate(kept)
    ]


def _told(one: Choice, relations: Sequence[Relation]) -> bool:
    """Whether a reading satisfies a relation between three cells that are all printed."""
    return any(
        r.holds(one.values) and None not in (one.values[r.total], one.values[r.one], one.values[r.other]) for r in relations
    )


def _apart(row: Sequence[Choice]) -> list[Choice]:
    """The readings of a row that differ in an amount; of those that do not, the likeliest."""
    return list({one.amounts: one for one in reversed(row)}.values())[::-1]


def _settle(kept: Sequence[Sequence[Choice]], chosen: dict[int, Settled], index: int, order: Sequence[int]) -> Sequence[int]:
    """Choose the readings of a row and of those beside it, nearest first, that add up to it; the rows that did."""
    totals = _left(kept, chosen, index)
    if len(totals) > _MOST_TOTALS:
        return ()
    found = _added([_left(kept, chosen, at) for at in order[:_MOST_TERMS]], totals)
    if not found:
        return ()
    *parts, total = found
    span = order[: len(parts)]
    chosen |= {at: Settled(one, True) for at, one in zip((*span, index), (*parts, total), strict=True)}
    return span


def _left(kept: Sequence[Sequence[Choice]], chosen: dict[int, Settled], at: int) -> Sequence[Choice]:
    return [chosen[at].choice] if at in chosen else kept[at]


def _by_relations(row: Sequence[Choice], relations: Sequence[Relation]) -> list[Choice]:
    """The readings of a row that break fewest of the relations."""
    if len(row) < 2 or not relations:
        return list(row)
    broken = [sum(relation.holds(one.values) is False for relation in relations) for one in row]
    return [one for one, times in zip(row, broken, strict=True) if times == min(broken)]


def _added(terms: Sequence[Sequence[Choice]], totals: Sequence[Choice]) -> tuple[Choice, ...]:
    """The one reading of the first few terms and of their total, last, in which they add up; nothing where none or several do.

    Terms are added one by one, every reading of each, so that ways that come to the same sums are followed once.
    """
    ways = len(totals)
    bounds = _bounds(terms, totals)
    states: dict[tuple[Decimal, ...], tuple[tuple[Choice, ...], bool]] = {(_NOTHING,) * len(totals[0].values): ((), False)}
    for at, term in enumerate(terms):
        row = term[:_MOST_WAYS]
        ways *= len(row)
        after: dict[tuple[Decimal, ...], tuple[tuple[Choice, ...], bool]] = {}
        for sums, (path, several) in states.items():
            for one in row:
                key = tuple([a + b for a, b in zip(sums, one.amounts, strict=True)])
                if any(key[column] > most for column, most in bounds):
                    continue
                after[key] = ((*path, one), several or key in after)
        if len(after) > _MOST_STATES:
            return ()
        states = after
        if at and (found := _matching(states, totals, ways)):
            (path, several), total = found[0]
            return () if several or len(found) > 1 else (*path, total)
    return ()


def _matching(
    states: Mapping[tuple[Decimal, ...], tuple[tuple[Choice, ...], bool]], totals: Sequence[Choice], ways: int
) -> list[tuple[tuple[tuple[Choice, ...], bool], Choice]]:
    """The ways that come to a total: in every column, else in all but one of five where that is enough to tell."""
    exact = [(states[total.amounts], total) for total in totals if total.amounts in states and _tells(total.values, ways)]
    most = len(totals[0].amounts) // _COLUMNS_A_MISS
    if exact or not most or ways < 2:
        return exact
    near = []
    for sums, state in states.items():
        for total in totals:
            missed = {at for at, (a, b) in enumerate(zip(sums, total.amounts, strict=True)) if a != b}
            rest = tuple(None if at in missed else value for at, value in enumerate(total.values))
            if len(missed) <= most and _tells(rest, ways):
                near.append((state, total))
    return near


def _bounds(terms: Sequence[Sequence[Choice]], totals: Sequence[Choice]) -> list[tuple[int, Decimal]]:
    """The columns without negative amounts, each with its total, which no part of its sum can pass."""
    columns = range(len(totals[0].amounts))
    plus = [at for at in columns if all(one.amounts[at] >= 0 for term in terms for one in term)]
    return [(at, max(total.amounts[at] for total in totals)) for at in plus]


def _tells(total: Values, ways: int) -> bool:
    """Whether a total has so many digits that no chance sum among so many readings gives it."""
    digits = sum(len(str(abs(value).to_integral_value())) for value in total if value)
    return digits > 3 and 10**digits > _SURE * ways and sum(bool(value) for value in total) > 0
