"""Whether rows add up to another as they are printed, and whether that can be chance. Knows no words."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from finsam_audit.page.model import Column, Figure, Row


class Seen(NamedTuple):
    """A column with an amount of a row: whether others add up to it, within rounding or exactly, and of how many amounts.

    ``long`` where the amount is too long to be alike by chance, ``mixed`` where amounts of both signs are added.
    """

    fits: bool
    exact: bool
    terms: int
    long: bool
    mixed: bool


def seen_in(columns: Sequence[Column], row: Row, terms: Sequence[Row], sign: Callable[[Figure], int]) -> list[Seen]:
    """How some rows add up to another, column by column, where both have amounts."""
    found = []
    for column in columns:
        stated = row.figure(column)
        parts = [figure for term in terms if (figure := term.figure(column)) is not None]
        if stated is None or not stated.value or not parts or any(p.unit.quality != stated.unit.quality for p in parts):
            continue
        signed = [part.base * sign(part) for part in parts]
        gap = abs(sum(signed) - stated.base * sign(stated))
        fits = 2 * gap <= sum((part.step for part in parts), stated.step)
        amounts = sum(bool(value) for value in signed)
        found.append(Seen(fits, gap == 0, amounts, is_long(stated), min(signed) < 0 < max(signed)))
    return found


def shows_sum(seen: Sequence[Seen]) -> bool:
    """Whether columns show a sum: half of them fit, and one amount is too long, or two too many, to do so by chance.

    Within rounding two long ones must fit.
    """
    if 2 * sum(column.fits for column in seen) < len(seen):
        return False
    sums = [column for column in seen if column.exact and column.terms > 1]
    rounded = [column for column in seen if column.fits and column.terms > 1 and column.long]
    return len(sums) > 1 or len(rounded) > 1 or any(column.long for column in sums)


def is_long(figure: Figure) -> bool:
    """Whether a figure has three digits or more besides its closing zeros, so that it is not like another by chance."""
    return len(str(abs(int(figure.value.scaleb(figure.decimals)))).rstrip("0")) > 2


def outermost(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows with cells; not those under a row with cells, which are its parts."""
    for row in rows:
        if row.slots:
            yield row
        else:
            yield from outermost(row.rows)
