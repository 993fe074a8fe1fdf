"""A statement that is one list which runs: its subtotals, known by what they add up to where no name tells.

The income statement and the cash-flow statement are such lists. A row there is a term, or it adds up all that runs up to
it, or the rows of its own section alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from finsam_audit.accounts.concepts import role_of
from finsam_audit.accounts.statement import Footing, Given, Statement
from finsam_audit.accounts.sums import MOST_TERMS, gap, gap_of, is_large, outermost
from finsam_audit.page.model import Figure, Row

MOST_BELOW = 6
"""So many rows may stand below the subtotal that is printed before them."""


class Found(NamedTuple):
    """What arithmetic and order say: a concept for a row, and the subtotals that no concept fits, with their rows."""

    names: tuple[tuple[Row, str], ...] = ()
    subtotals: tuple[Footing, ...] = ()


class Subtotal(NamedTuple):
    """A row that adds up others: where it stands, what it adds up, and whether that is all that runs up to it."""

    at: int
    terms: tuple[int, ...]
    running: bool


class RunningList(NamedTuple):
    """The rows that count, in printed order, what each is called so far, and whether its label says that it is a total.

    ``cells`` are the amounts of each row, by the place of their column.
    """

    rows: list[Row]
    names: list[str]
    totals: list[bool]
    cells: list[dict[int, Figure]]

    def at(self, name: str) -> int | None:
        return self.names.index(name) if name in self.names else None

    def unnamed(self) -> list[int]:
        return [at for at, name in enumerate(self.names) if not name]

    def figures(self, at: int) -> Iterable[Figure]:
        return self.cells[at].values()

    def is_sum(self, total: int, terms: Sequence[int]) -> bool:
        """Whether a row is the sum of two others or more: in one column where it is large, else in all that have two."""
        return _shown(self.sums(total, terms))

    def sums(self, total: int, terms: Sequence[int]) -> list[tuple[Figure, bool]]:
        """The figures of a row in the columns where two terms or more are not nothing, and whether each is their sum."""
        judged = []
        for column, figure in self.cells[total].items():
            parts = [part for at in terms if (part := self.cells[at].get(column)) is not None and part.value]
            if len(parts) > 1:
                judged.append((figure, gap_of(figure, parts).closes))
        return judged

    def last_sum(self, total: int, terms: Sequence[int]) -> list[int]:
        """The most of the last of some rows that another adds up; none where there are none."""
        found: Sequence[int] = ()
        left = {column: gap([(figure, -1)]) for column, figure in self.cells[total].items()}
        counts = dict.fromkeys(left, 0)
        for start in reversed(range(len(terms))[-MOST_TERMS:]):
            for column, figure in self.cells[terms[start]].items():
                if figure.value and column in left:
                    left[column] = left[column].plus(figure, 1)
                    counts[column] += 1
            if _shown([(figure, left[c].closes) for c, figure in self.cells[total].items() if counts[c] > 1]):
                found = terms[start:]
        return list(found)

    def is_repeated(self, total: int, terms: Sequence[int]) -> bool:
        """Whether a row prints the amount of the one other that has any, too large in some column to do so by chance."""
        for column, figure in self.cells[total].items():
            parts = [part for at in terms if (part := self.cells[at].get(column)) is not None and part.value]
            if len(parts) == 1 and is_large(figure) and figure.base == parts[0].base:
                return True
        return False

    def comes_to(self, total: int, terms: Sequence[int], repeats: bool) -> bool:
        """Whether a row is the sum of others, or with ``repeats`` the only one of them that has an amount."""
        return len(terms) <= MOST_TERMS and (self.is_sum(total, terms) or (repeats and self.is_repeated(total, terms)))

    def found(self, seen: Statement, subtotals: Sequence[Subtotal] = ()) -> Found:
        """What has been found: the names that are new, and the subtotals without one."""
        named = ((row, name) for row, name in zip(self.rows, self.names, strict=True) if name != seen.concept_name(row))
        sums = (Footing(self.rows[s.at], tuple(self.rows[at] for at in s.terms)) for s in subtotals if not self.names[s.at])
        return Found(tuple(named), tuple(sums))


def running_list(seen: Statement) -> RunningList:
    """The rows of a statement that count, each with the name of its concept by its label, or ""."""
    rows = [row for row in outermost(seen.table.rows) if seen.role(row) not in ("info", "share")]
    cells = [{c.position: figure for c in seen.amounts if (figure := row.figure(c)) is not None} for row in rows]
    return RunningList(rows, list(map(seen.concept_name, rows)), [seen.role(row) == "total" for row in rows], cells)


def with_found(seen: Statement, given: Given, found: Found) -> Statement:
    """The statement with what sums and order say of its rows."""
    concepts = given.lexicon.kinds[seen.kind].concepts
    named = [(row, concepts[name]) for row, name in found.names]
    roles = {row.number: role_of(row, concept, given.lexicon) for row, concept in named}
    roles |= {total.number: "total" for total, _ in found.subtotals}
    return seen.called(named)._replace(roles=seen.roles | roles, footings=found.subtotals)


def _shown(judged: Sequence[tuple[Figure, bool]]) -> bool:
    held = [figure for figure, holds in judged if holds]
    return bool(held) and (len(held) == len(judged) or any(map(is_large, held)))


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
    alone = len(section) < len(running) and listed.is_repeated(at, section)
    return listed.last_sum(at, section) or (section if alone else [])


def _below(listed: RunningList, at: int, ends: Sequence[str]) -> tuple[int, ...]:
    """The rows below a subtotal printed before them: "Rörelsekapitalets förändring", then receivables and liabilities."""
    for last in range(at + 2, min(at + MOST_BELOW, len(listed.rows))):
        terms = tuple(range(at + 1, last + 1))
        if any(listed.names[term] in ends for term in terms):
            return ()
        if listed.is_sum(at, terms):
            return terms
    return ()
