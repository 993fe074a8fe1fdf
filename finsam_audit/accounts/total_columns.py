"""Which column of a statement is the whole of others: "Ordinarie | Projekt | Hela förbundet", whatever they are called.

The amounts tell: in nearly every row the whole is the sum of the other columns of its period.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from finsam_audit.accounts.majority import nearly_all, two_thirds
from finsam_audit.accounts.sums import gap_of
from finsam_audit.page.model import Column, Figure, Row, Table

PART = "del"
"""Whose a column is that shows a part of the organisation."""


class Whole(NamedTuple):
    """A column, and the columns that it adds up."""

    column: Column
    parts: tuple[Column, ...]


def wholes_of(table: Table, columns: Sequence[Column], is_total: Callable[[str], bool]) -> tuple[Whole, ...]:
    """The columns of a table that are the whole of all others of their kind, side and period.

    One that is called a total by its head may be wrong in more rows than one that nothing but the amounts tells.
    """
    found: list[Whole] = []
    for group in _groups(columns):
        tried = [Whole(column, tuple(c for c in group if c is not column)) for column in group]
        agreed = [(_agreed(table, whole, two_thirds if is_total(whole.column.head) else nearly_all), whole) for whole in tried]
        best = max((count for count, _ in agreed), default=0)
        alone = [whole for count, whole in agreed if count == best]
        if best and len(alone) == 1 and not any(_overlap(alone[0], other) for other in found):
            found.append(alone[0])
    return tuple(found)


def _groups(columns: Sequence[Column]) -> Iterator[list[Column]]:
    """Three columns or more that may be a whole and its parts: of one period, or without any beside one that has."""
    taken = [c for c in columns if c.kind != "avvikelse" and (c.unit is None or c.unit.quality == "money")]
    by_period: dict[tuple[object, ...], list[Column]] = {}
    for column in taken:
        by_period.setdefault((column.kind or "utfall", column.side, column.start, column.end, column.whose), []).append(column)
    undated = [c for c in taken if c.end is None and not c.kind]
    yield from (group for group in by_period.values() if len(group) > 2)
    for group in by_period.values():
        if len(group) == 1 and group[0].end is not None and not group[0].whose and len(undated) > 1:
            yield [*undated, *group]


def _overlap(one: Whole, other: Whole) -> bool:
    return bool({one.column, *one.parts} & {other.column, *other.parts})


def _agreed(table: Table, whole: Whole, enough: Callable[[int, int], bool]) -> int:
    """In how many rows, of two parts or more, the whole is the sum of its parts; 0 where that is not so of enough of them."""
    rows = [row for row in table.walk() if _amount(row, whole.column) is not None]
    rows = [row for row in rows if any(_amount(row, part) is not None for part in whole.parts)]
    telling = [row for row in rows if sum((f := _amount(row, part)) is not None and bool(f.value) for part in whole.parts) > 1]
    held = sum(_adds_up(row, whole) for row in rows)
    agreed = sum(_adds_up(row, whole) for row in telling)
    return agreed if agreed > 1 and enough(held, len(rows)) else 0


def _adds_up(row: Row, whole: Whole) -> bool:
    total = _amount(row, whole.column)
    return total is not None and gap_of(total, (f for part in whole.parts if (f := _amount(row, part)) is not None)).closes


def _amount(row: Row, column: Column) -> Figure | None:
    figure = row.figure(column)
    return figure if figure is not None and figure.unit.quality == "money" else None
