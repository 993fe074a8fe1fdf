"""Exact linear feasibility: bounds on variables, bounds on sums of them, whole numbers and fractions throughout.

The method is the general simplex of Dutertre and de Moura (2006, "A fast linear-arithmetic solver for DPLL(T)"): every
sum is a variable of its own; variables in the basis are pushed into their bounds one at a time, by the greatest index
(Bland, from the end), so that it ends: the latest sum has most room, and moves others least. Where that cannot be done, the
bounds in the way are the conflict.
"""

from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction
from math import ceil, floor, gcd, lcm
from typing import NamedTuple, Protocol

Exact = int | Fraction  # whole numbers wherever they will do: fractions are several times slower
Bound = Exact | None
MAX_BRANCHES = 400


class Row(NamedTuple):
    """``low <= sum of coefficient times variable <= high``; a bound that is None does not bind."""

    terms: Mapping[int, Exact]
    low: Bound
    high: Bound


class Column(NamedTuple):
    """A variable: its bounds, whether it is a whole number, and where to start looking."""

    low: Bound = None
    high: Bound = None
    whole: bool = False
    start: Exact = 0


class Answer(NamedTuple):
    """``values`` where the rows can hold together, else None and the rows (and columns) that cannot.

    ``sure`` is false where the search for whole numbers was given up.
    """

    values: tuple[Fraction, ...] | None
    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    sure: bool = True


def solve(columns: list[Column], rows: list[Row]) -> Answer:
    """Whether the rows can hold together, with whole numbers where they are asked for."""
    tightened = [_tightened(row, columns) for row in rows]
    return _alone(columns[0], tightened) if len(columns) == 1 else _branch(columns, tightened, [MAX_BRANCHES])


def extremes(columns: list[Column], rows: list[Row], column: int) -> tuple[Fraction | None, Fraction | None]:
    """The least and the greatest value of one variable (None: no limit). The rows must be able to hold together."""
    tightened = [_tightened(row, columns) for row in rows]
    if len(columns) == 1:
        low, high, sources = _interval(columns[0], tightened)
    else:
        tableau = Tableau(columns, tightened)
        sources = tableau.push() or []
        low, high = (None, None) if sources else (tableau.farthest(column, -1), tableau.farthest(column, 1))
    if sources:
        raise ValueError("the rows cannot hold together")
    return None if low is None else Fraction(low), None if high is None else Fraction(high)


def _tightened(row: Row, columns: list[Column]) -> Row:
    """A sum of whole multiples in its smallest whole coefficients, its bounds drawn in to the whole numbers it can reach."""
    if not row.terms or not all(columns[column].whole for column in row.terms):
        return row
    scale = lcm(*(coefficient.denominator for coefficient in row.terms.values()))
    terms = {column: int(coefficient * scale) for column, coefficient in row.terms.items()}
    common = gcd(*terms.values())
    low = None if row.low is None else ceil(_divided(row.low * scale, common))
    high = None if row.high is None else floor(_divided(row.high * scale, common))
    return Row({column: k // common for column, k in terms.items()}, low, high)


def _alone(column: Column, rows: list[Row]) -> Answer:
    """One variable: the intervals of its rows must meet."""
    low, high, apart = _interval(column, rows)
    if apart:
        return Answer(None, frozenset(row for row in apart if row >= 0), frozenset((0,)) if -1 in apart else frozenset())
    return Answer((Fraction(_within(Column(low, high, start=column.start))),))


def _interval(column: Column, rows: list[Row]) -> tuple[Bound, Bound, list[int]]:
    """Where the intervals of the rows on one variable meet, or the rows (-1: the variable itself) of two that do not."""
    low, high = column.low, column.high
    from_low = from_high = -1
    for number, row in enumerate(rows):
        factor = row.terms[0]
        least, most = (None if bound is None else _divided(bound, factor) for bound in (row.low, row.high))
        if factor < 0:
            least, most = most, least
        if least is not None and (low is None or least > low):
            low, from_low = least, number
        if most is not None and (high is None or most < high):
            high, from_high = most, number
        if low is not None and high is not None and low > high:
            return low, high, [from_low, from_high]
    return low, high, []


def _branch(columns: list[Column], rows: list[Row], left: list[int]) -> Answer:
    left[0] -= 1
    for number, row in enumerate(rows):
        if row.low is not None and row.high is not None and row.low > row.high:
            return Answer(None, frozenset((number,)))
    tableau = Tableau(columns, rows)
    conflict = tableau.push()
    if conflict is not None:
        own = frozenset(index - len(columns) for index in conflict if index >= len(columns))
        return Answer(None, own, frozenset(index for index in conflict if index < len(columns)))
    values = tuple(map(Fraction, tableau.value[: len(columns)]))
    broken = next((c for c, column in enumerate(columns) if column.whole and values[c].denominator != 1), None)
    if broken is None:
        return Answer(values)
    if left[0] <= 0:
        return Answer(values, sure=False)
    below, above = list(columns), list(columns)
    below[broken] = columns[broken]._replace(high=floor(values[broken]))
    above[broken] = columns[broken]._replace(low=ceil(values[broken]))
    first = _branch(below, rows, left)
    if first.values is not None:
        return first
    second = _branch(above, rows, left)
    if second.values is not None:
        return second
    return Answer(None, first.rows | second.rows, first.columns | second.columns, first.sure and second.sure)


class Unfinished(Exception):
    """The steps that a search was given did not suffice."""


class Steps(Protocol):
    """What a search may still cost."""

    left: int


class Tableau:
    """The rows solved for the variables in the basis, and a value for every variable.

    A row is kept in whole numbers: ``scale`` times the variable of the basis is the sum of coefficient times variable.
    """

    def __init__(self, columns: list[Column], rows: Iterable[Row] = ()) -> None:
        self.columns = len(columns)
        self.low: list[Bound] = [column.low for column in columns]
        self.high: list[Bound] = [column.high for column in columns]
        self.value: list[Exact] = [_within(column) for column in columns]
        self.basis: dict[int, dict[int, int]] = {}
        self.scale: dict[int, int] = {}
        self.outside: set[int] = set()
        for row in rows:
            self.add(row)

    def add(self, row: Row) -> None:
        """One more row, which the values need not satisfy yet."""
        index = len(self.value)
        whole = lcm(*(k.denominator * self.scale.get(column, 1) for column, k in row.terms.items()))
        terms: dict[int, int] = {}
        for column, k in row.terms.items():
            factor = k.numerator * (whole // (k.denominator * self.scale.get(column, 1)))
            for other, amount in self.basis.get(column, {column: 1}).items():
                terms[other] = terms.get(other, 0) + factor * amount
        self.low.append(row.low)
        self.high.append(row.high)
        self.value.append(sum(k * self.value[column] for column, k in row.terms.items()))
        self._keep(index, {other: k for other, k in terms.items() if k}, whole)
        self._note(index)

    def _keep(self, index: int, terms: dict[int, int], scale: int) -> None:
        """A row in its smallest whole numbers."""
        common = gcd(scale, *terms.values()) if scale > 1 else 1
        if common > 1:
            terms, scale = {other: k // common for other, k in terms.items()}, scale // common
        self.basis[index], self.scale[index] = terms, scale

    def push(self, steps: Steps | None = None) -> list[int] | None:
        """Move the values into all bounds; None when that is done, else the bounds that stand in each other's way.

        Raises ``Unfinished`` where there are ``steps`` and they are used up before.
        """
        while True:
            wrong = max(self.outside, default=None)
            if wrong is None:
                return None
            if steps is not None:
                steps.left -= 1
                if steps.left < 0:
                    raise Unfinished
            row = self.basis[wrong]
            upward = self._below(wrong)
            moving = max((other for other, k in row.items() if self._free(other, (k > 0) == upward)), default=None)
            if moving is None:
                return [wrong, *row]
            target = self.low[wrong] if upward else self.high[wrong]
            assert target is not None
            self._shift(moving, _divided((target - self.value[wrong]) * self.scale[wrong], row[moving]))
            self._pivot(wrong, moving)

    def farthest(self, index: int, direction: int) -> Bound:
        """The greatest (direction 1) or least (−1) value of a variable, None without limit. The values must be in bounds."""
        while True:
            row = self.basis.get(index, {index: 1})
            moving = min((o for o, k in row.items() if self._free(o, (k > 0) == (direction > 0))), default=None)
            if moving is None:
                return self.value[index]
            upward = (row[moving] > 0) == (direction > 0)
            room: Bound = self._room(moving, upward)
            leaving = None
            for other, terms in sorted(self.basis.items()):
                k = terms.get(moving)
                if k:
                    rest = self._room(other, (k > 0) == upward)
                    step = None if rest is None else _divided(rest * self.scale[other], abs(k))
                    if step is not None and (room is None or step < room):
                        room, leaving = step, other
            if room is None:
                return None
            self._shift(moving, room if upward else -room)
            if leaving is not None:
                self._pivot(leaving, moving)

    def _below(self, index: int) -> bool:
        low = self.low[index]
        return low is not None and self.value[index] < low

    def _note(self, index: int) -> None:
        """Remember whether a variable of the basis is out of its bounds."""
        high = self.high[index]
        if self._below(index) or (high is not None and self.value[index] > high):
            self.outside.add(index)
        else:
            self.outside.discard(index)

    def _free(self, index: int, upward: bool) -> bool:
        room = self._room(index, upward)
        return room is None or room > 0

    def _room(self, index: int, upward: bool) -> Bound:
        limit = self.high[index] if upward else self.low[index]
        return None if limit is None else _size(limit - self.value[index])

    def _shift(self, moving: int, by: Exact) -> None:
        self.value[moving] += by
        for other, terms in self.basis.items():
            k = terms.get(moving)
            if k:
                self.value[other] += _divided(k * by, self.scale[other])
                self._note(other)

    def _pivot(self, leaving: int, entering: int) -> None:
        row, scale = self.basis.pop(leaving), self.scale.pop(leaving)
        k = row.pop(entering)
        sign = 1 if k > 0 else -1
        solved = {other: -sign * amount for other, amount in row.items()}
        solved[leaving] = sign * scale
        size = sign * k
        for index, terms in list(self.basis.items()):
            factor = terms.pop(entering, None)
            if factor:
                if size > 1:
                    terms = {other: amount * size for other, amount in terms.items()}
                for other, amount in solved.items():
                    total = terms.get(other, 0) + factor * amount
                    if total:
                        terms[other] = total
                    else:
                        terms.pop(other, None)
                self._keep(index, terms, self.scale[index] * size)
        self._keep(entering, solved, size)
        self.outside.discard(leaving)
        self._note(entering)


def _divided(number: Exact, by: Exact) -> Exact:
    if by == 1:
        return number
    if by == -1:
        return -number
    if isinstance(number, int) and isinstance(by, int):
        whole, rest = divmod(number, by)
        return Fraction(number, by) if rest else whole
    quotient = Fraction(number) / by
    return quotient.numerator if quotient.denominator == 1 else quotient


def _size(number: Exact) -> Exact:
    return number if number >= 0 else -number


def _within(column: Column) -> Exact:
    value = column.start
    if column.low is not None and value < column.low:
        value = column.low
    if column.high is not None and value > column.high:
        value = column.high
    return value


def groups(links: Iterable[tuple[int, Iterable[Hashable]]]) -> list[list[int]]:
    """Rows that share a column, directly or through others, put together."""
    rows: list[int] = []
    part: dict[Hashable, int] = {}
    parts: dict[int, tuple[list[int], list[Hashable]]] = {}
    alone: list[list[int]] = []
    for place, (row, shared) in enumerate(links):
        rows.append(row)
        columns = list(shared)
        if not columns:
            alone.append([row])
            continue
        met = sorted({part[column] for column in columns if column in part}, key=lambda one: -len(parts[one][1]))
        into, *others = met or [place]
        places, known = parts.setdefault(into, ([], []))
        places.append(place)
        new = [column for column in columns if column not in part]
        for other in others:  # the smaller go into the largest
            more, moved = parts.pop(other)
            places += more
            new += moved
        part.update(dict.fromkeys(new, into))
        known += new
    return [[rows[place] for place in places] for places in sorted(sorted(places) for places, _ in parts.values())] + alone
