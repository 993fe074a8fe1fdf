"""Whether rows add up to another as they are printed, and whether that can be chance. Knows no words."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import reduce
from typing import NamedTuple

from finsam_audit.accounts.majority import half
from finsam_audit.page.model import Column, Figure, Row

ZERO = Decimal(0)
MOST_TERMS = 60
"""So many of the last rows at most are tried as the terms of a sum that no name tells: no section of a statement has more."""


class Gap(NamedTuple):
    """What is left when figures are added, each with its weight, and how much of that rounding explains. In base units."""

    off: Decimal
    slack: Decimal

    @property
    def closes(self) -> bool:
        return abs(self.off) <= self.slack

    def plus(self, figure: Figure, weight: int) -> "Gap":
        """With one more figure, which stands for all that it may be rounded from."""
        return Gap(self.off + figure.base * weight, self.slack + figure.step * abs(weight) / 2)


NOTHING = Gap(ZERO, ZERO)


def gap(weighted: Iterable[tuple[Figure, int]]) -> Gap:
    """How far figures, each with its weight, are from adding up to nothing."""
    return reduce(lambda found, one: found.plus(*one), weighted, NOTHING)


def as_printed(_: Figure) -> int:
    """The sign of figures that are added as they are printed."""
    return 1


def gap_of(total: Figure, terms: Iterable[Figure], sign: Callable[[Figure], int] = as_printed) -> Gap:
    """How far a total is from the sum of its terms."""
    return gap([(total, -sign(total)), *((term, sign(term)) for term in terms)])


class Seen(NamedTuple):
    """A column with an amount of a row: whether others add up to it, within rounding or exactly, and of how many amounts.

    ``long`` where the amount is too long to be alike by chance, ``mixed`` where amounts of both signs are added.
    """

    fits: bool
    exact: bool
    terms: int
    long: bool
    mixed: bool


class _InColumn(NamedTuple):
    """Figures of one column added up: of how many amounts, of which signs and of which units."""

    gap: Gap = NOTHING
    amounts: int = 0
    rises: bool = False
    falls: bool = False
    units: frozenset[str] = frozenset()

    def plus(self, figure: Figure, sign: int) -> "_InColumn":
        value = figure.value * sign
        units = self.units if figure.unit.quality in self.units else self.units | {figure.unit.quality}
        return _InColumn(
            self.gap.plus(figure, sign), self.amounts + bool(value), self.rises or value > 0, self.falls or value < 0, units
        )


class Added(NamedTuple):
    """Rows added up column by column, to be held against a row that may be their sum."""

    columns: tuple[Column, ...]
    sign: Callable[[Figure], int]
    sums: tuple[_InColumn, ...]

    def plus(self, row: Row) -> "Added":
        pairs = zip(self.sums, map(row.figure, self.columns), strict=True)
        return self._replace(sums=tuple(s if f is None else s.plus(f, self.sign(f)) for s, f in pairs))

    def seen(self, row: Row) -> list[Seen]:
        """How the rows add up to another, column by column, where both have amounts."""
        found = []
        for column, one in zip(self.columns, self.sums, strict=True):
            stated = row.figure(column)
            if stated is None or not stated.value or one.units != {stated.unit.quality}:
                continue
            left = one.gap.plus(stated, -self.sign(stated))
            found.append(Seen(left.closes, not left.off, one.amounts, is_long(stated), one.rises and one.falls))
        return found

    def denied_by(self, row: Row) -> bool:
        """Whether another prints 0 in a column where the rows come to something: what is their sum would be that there too."""
        pairs = zip(self.sums, map(row.figure, self.columns), strict=True)
        return any(figure is not None and not figure.value and not one.gap.closes for one, figure in pairs)


def added(columns: Iterable[Column], sign: Callable[[Figure], int], rows: Iterable[Row] = ()) -> Added:
    """Some rows, added up in each of some columns."""
    columns = tuple(columns)
    return reduce(Added.plus, rows, Added(columns, sign, (_InColumn(),) * len(columns)))


def seen_in(columns: Iterable[Column], row: Row, terms: Iterable[Row], sign: Callable[[Figure], int]) -> list[Seen]:
    """How some rows add up to another, column by column, where both have amounts."""
    return added((column for column in columns if row.figure(column) is not None), sign, terms).seen(row)


def shows_sum(seen: Sequence[Seen]) -> bool:
    """Whether columns show a sum: half of them fit, and one amount is too long, or two too many, to do so by chance.

    Within rounding two long ones must fit.
    """
    if not half(sum(column.fits for column in seen), len(seen)):
        return False
    sums = [column for column in seen if column.exact and column.terms > 1]
    rounded = [column for column in seen if column.fits and column.terms > 1 and column.long]
    return len(sums) > 1 or len(rounded) > 1 or any(column.long for column in sums)


def is_long(figure: Figure) -> bool:
    """Whether a figure has three digits or more besides its closing zeros, so that it is not like another by chance.

    Of a few dozen amounts in a table two with the same two digits are common; with the same three they are one in hundreds.
    """
    return len(str(abs(int(figure.value.scaleb(figure.decimals)))).rstrip("0")) > 2


def is_large(figure: Figure) -> bool:
    """Whether an amount is so large that no sum of others comes within rounding of it by chance.

    Rounding makes a sum of few rows right within a step or two, and several sets of rows are tried in several columns: of a
    thousand amounts below 1 000 steps that is some.
    """
    return abs(figure.base) >= 1000 * figure.step


def outermost(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows with cells; not those under a row with cells, which are its parts."""
    for row in rows:
        if row.slots:
            yield row
        else:
            yield from outermost(row.rows)
