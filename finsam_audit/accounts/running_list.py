"""A statement that is one list which runs: its subtotals, known by what they add up to where no name tells.

The income statement and the cash-flow statement are such lists. A row there is a term, or it adds up all that runs up to
it, or the rows of its own section alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from finsam_audit.accounts.sums import outermost
from finsam_audit.page.model import Column, Figure, Row, Table

LONG = 30
"""In steps of print: a row as large as this is seldom the sum of others by chance."""

MOST_BELOW = 6
"""So many rows may stand below the subtotal that is printed before them."""

Group = tuple[Row, tuple[Row, ...]]


class Reading(NamedTuple):
    """What arithmetic and order say: a concept for a row, and the subtotals that no concept fits, with their rows."""

    names: tuple[tuple[Row, str], ...]
    groups: tuple[Group, ...]


class Subtotal(NamedTuple):
    """A row that adds up others: where it stands, what it adds up, and whether that is all that runs up to it."""

    at: int
    terms: tuple[int, ...]
    running: bool


class RunningList(NamedTuple):
    """The rows that count, in printed order, what each is called so far, and whether its label says that it is a total."""

    rows: list[Row]
    names: list[str]
    totals: list[bool]
    heads: frozenset[str]

    def at(self, name: str) -> int | None:
        return self.names.index(name) if name in self.names else None

    def unnamed(self) -> list[int]:
        return [at for at, name in enumerate(self.names) if not name]

    def figures(self, at: int) -> list[Figure]:
        return [slot.figure for slot in self.rows[at].slots if slot.figure is not None and slot.figure.column in self.heads]

    def is_sum(self, total: int, terms: Sequence[int]) -> bool:
        """Whether a row is the sum of two others or more: in one column where it is long, else in all that have two."""
        judged = self.sums(total, terms)
        held = [figure for figure, holds in judged if holds]
        return bool(held) and (len(held) == len(judged) or any(map(is_long, held)))

    def sums(self, total: int, terms: Sequence[int]) -> list[tuple[Figure, bool]]:
        """The figures of a row in the columns where two terms or more are not nothing, and whether each is their sum."""
        judged = []
        for figure in self.figures(total):
            parts = self._in_column(figure.column, terms)
            if len(parts) > 1:
                gap = abs(sum((part.base for part in parts), -figure.base))
                judged.append((figure, 2 * gap <= sum((part.step for part in parts), figure.step)))
        return judged

    def is_repeated(self, total: int, terms: Sequence[int]) -> bool:
        """Whether a row prints the amount of the one other that has any, too long in some column to do so by chance."""
        for figure in self.figures(total):
            parts = self._in_column(figure.column, terms)
            if len(parts) == 1 and is_long(figure) and figure.base == parts[0].base:
                return True
        return False

    def comes_to(self, total: int, terms: Sequence[int], repeats: bool) -> bool:
        """Whether a row is the sum of others, or with ``repeats`` the only one of them that has an amount."""
        return self.is_sum(total, terms) or (repeats and self.is_repeated(total, terms))

    def _in_column(self, head: str, places: Sequence[int]) -> list[Figure]:
        return [f for at in places for f in self.figures(at) if f.column == head and f.value]

    def reading(self, name_of: Callable[[Row], str], subtotals: Sequence[Subtotal]) -> Reading:
        """What has been found: the names that are new, and the subtotals without one."""
        named = tuple((row, name) for row, name in zip(self.rows, self.names, strict=True) if name != name_of(row))
        groups = [(self.rows[s.at], tuple(self.rows[at] for at in s.terms)) for s in subtotals if not self.names[s.at]]
        return Reading(named, tuple(groups))


def running_list(
    table: Table, columns: Sequence[Column], name_of: Callable[[Row], str], role_of: Callable[[Row], str]
) -> RunningList:
    """The rows of a statement that count; ``name_of`` is the concept of a row by its label, or ""."""
    rows = [row for row in outermost(table.rows) if role_of(row) not in ("info", "share")]
    heads = frozenset(column.head for column in columns if column.kind != "avvikelse")
    return RunningList(rows, [name_of(row) for row in rows], [role_of(row) == "total" for row in rows], heads)


def is_long(figure: Figure) -> bool:
    """Whether an amount has so many digits that no other sum comes to it by chance."""
    return abs(figure.value) >= LONG * figure.step


class Known(NamedTuple):
    """Which names of rows say that they add up others."""

    results: Sequence[str]  # all that runs up to them
    sections: Sequence[str]  # the rows of their section
    either: Sequence[str] = ()  # the rows of their section, or they have none and are terms
    beside: Sequence[str] = ()  # neither a term nor a sum of any
    repeats: bool = False  # a result may be printed again under another name
    above: bool = True  # a subtotal may stand above its rows


def subtotals(
    listed: RunningList, known: Known, is_meant: Callable[[int, Sequence[int]], bool] = lambda at, terms: True
) -> Iterator[Subtotal]:
    """The rows without a name that add up the rows above, or the last of their section, or those just below.

    ``is_meant`` has a say in whether a row that comes to the sum of others is meant as their sum.
    """
    running: list[int] = []
    section: list[int] = []
    for at, name in enumerate(listed.names):
        if name in known.beside:
            continue
        closed = _last_rows(listed, at, running, section)
        if name in known.results:
            running, section = [at], []
        elif name in known.sections or name in known.either:
            closed = closed or (section if name in known.sections or listed.totals[at] else [])
            running, section = [*(other for other in running if other not in closed), at], []
        elif not name and listed.comes_to(at, running, known.repeats) and is_meant(at, running):
            yield Subtotal(at, tuple(running), True)
            running, section = [at], []
        elif not name and closed and is_meant(at, closed):
            yield Subtotal(at, tuple(closed), False)
            running, section = [*(other for other in running if other not in closed), at], []
        elif not name and known.above and (below := _below(listed, at, (*known.results, *known.sections, *known.either))):
            yield Subtotal(at, below, False)
        elif name or not listed.totals[at]:
            running, section = [*running, at], [*section, at]


def _last_rows(listed: RunningList, at: int, running: list[int], section: list[int]) -> list[int]:
    """The last rows of a section that a row adds up; one row alone only where it is the whole section, and not all there is."""
    for first in range(len(section)):
        if listed.is_sum(at, section[first:]):
            return section[first:]
    return section if len(section) < len(running) and listed.is_repeated(at, section) else []


def _below(listed: RunningList, at: int, ends: Sequence[str]) -> tuple[int, ...]:
    """The rows below a subtotal printed before them: "Rörelsekapitalets förändring", then receivables and liabilities."""
    for last in range(at + 2, min(at + MOST_BELOW, len(listed.rows))):
        terms = tuple(range(at + 1, last + 1))
        if any(listed.names[term] in ends for term in terms):
            return ()
        if listed.is_sum(at, terms):
            return terms
    return ()
