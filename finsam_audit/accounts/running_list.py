"""A statement that is one list which runs: its subtotals, known by what they add up to where no name tells.

The income statement and the cash-flow statement are such lists. A row there is a term, or it adds up all that runs up to
it, or the rows of its own section alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from finsam_audit.accounts.concepts import role_of
from finsam_audit.accounts.majority import half
from finsam_audit.accounts.statement import Footing, Given, Statement
from finsam_audit.accounts.sums import MOST_TERMS, gap, gap_of, is_large, outermost
from finsam_audit.accounts.words.folding import fold
from finsam_audit.accounts.words.lexicon import Lexicon
from finsam_audit.page.model import Figure, Row

MOST_PARTS = 4
"""So many rows of a section that are called parts are tried as terms."""

MOST_BELOW = 6
"""So many rows may stand below the subtotal that is printed before them."""


_RESULT = re.compile(r"\bresultat (?:fore|efter)\b")


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
        """Whether a row is the sum of two others or more: in one column where it is large, else in all that have two.

        One that is called a result before or after something need only be so in half of them.
        """
        judged = self.sums(total, terms)
        called = _RESULT.search(fold(self.rows[total].label)) is not None
        return _shown(judged) or (called and half(sum(holds for _, holds in judged), len(judged)))

    def sums(self, total: int, terms: Sequence[int]) -> list[tuple[Figure, bool]]:
        """The figures of a row in the columns where two terms or more are not nothing, and whether each is their sum."""
        judged = []
        for column, figure in self.cells[total].items():
            parts = [part for at in terms if (part := self.cells[at].get(column)) is not None and part.value]
            if len(parts) > 1:
                judged.append((figure, gap_of(figure, parts).closes))
        return judged

    def columns_held(self, total: int, terms: Sequence[int]) -> int:
        """In how many columns a row is the sum of others."""
        held = 0
        for column, figure in self.cells[total].items():
            parts = [part for at in terms if (part := self.cells[at].get(column)) is not None]
            held += bool(parts) and gap_of(figure, parts).closes
        return held

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


def is_of_member(listed: RunningList, lexicon: Lexicon, at: int) -> bool:
    """Whether a row, not called a total, is what one side gives.

    By law the state gives as much as the region and the kommuner together, and the region as much as these.
    """
    givers = ("staten", "region", "alla kommuner")
    return not listed.totals[at] and any(lexicon.words[word].match(listed.rows[at].label) for word in givers)


def running_list(seen: Statement) -> RunningList:
    """The rows of a statement that count, each with the name of its concept by its label, or ""."""
    rows = [row for row in outermost(seen.table.rows) if seen.role(row) not in ("info", "share")]
    cells = [{c.position: figure for c in seen.amounts if (figure := row.figure(c)) is not None} for row in rows]
    return RunningList(rows, list(map(seen.concept_name, rows)), [seen.role(row) == "total" for row in rows], cells)


def with_parts_that_count(seen: Statement, known: Known) -> Statement:
    """The statement with the rows that are called a part of another ("varav", "Andel i") as terms, where the sums say so.

    They are so where more columns of the result they run up to add up with them than without.
    """
    called_parts = {row.number for row in outermost(seen.table.rows) if _is_called_part(row, seen)}
    roles = seen.roles | dict.fromkeys(called_parts, "detail")
    listed = running_list(seen._replace(roles=roles))
    counting: set[int] = set()
    running: list[int] = []
    section: list[int] = []
    loose: list[int] = []
    for at, name in enumerate(listed.names):
        if listed.rows[at].number in called_parts:
            loose.append(at)
        elif name in known.results or name in known.sections:
            terms = running if name in known.results else section
            choices = [chosen for n in range(len(loose) + 1) for chosen in combinations(loose[-MOST_PARTS:], n)]
            counting.update(max(choices, key=lambda chosen: listed.columns_held(at, [*terms, *chosen])))
            kept = [] if name in known.results else [other for other in running if other not in section]
            running, section, loose = [*kept, at], [], []
        elif name not in known.beside:
            running, section = [*running, at], [*section, at]
    counted = {listed.rows[at].number for at in counting}
    return seen._replace(roles=seen.roles | dict.fromkeys(called_parts & counted, "detail"))


def _is_called_part(row: Row, seen: Statement) -> bool:
    is_part = seen.role(row) == "info" or (seen.role(row) == "share" and all(f.unit.quality == "money" for f in row.figures))
    return is_part and not row.role and seen.concept(row) is None


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
        elif (subtotal := _subtotal(listed, at, running, section, closed, known, is_meant)) and not _is_term(
            listed, subtotal, section, running, known
        ):
            yield subtotal
            if subtotal.terms[0] < at:
                running, section = [*(other for other in running if other not in subtotal.terms), at], []
        elif name or not listed.totals[at]:
            running, section = [*running, at], [*section, at]


def _subtotal(
    listed: RunningList,
    at: int,
    running: list[int],
    section: list[int],
    closed: list[int],
    known: Known,
    is_meant: Callable[[int, Sequence[int]], bool],
) -> Subtotal | None:
    """What a row without a name adds up, if anything; below a result one that is called a total does, however it comes out."""
    if listed.names[at]:
        return None
    below = _below(listed, at, (*known.results, *known.sections, *known.either)) if known.above else ()
    if listed.totals[at] and len(section) > 1:
        readings = [terms for terms in (section, closed, below, running) if terms]
        taken = max(
            readings, key=lambda terms: listed.columns_held(at, terms)
        )  # as the page has it where the amounts do not tell
        return Subtotal(at, tuple(taken), list(taken) == running)
    if listed.comes_to(at, running, known.repeats) and is_meant(at, running):
        return Subtotal(at, tuple(running), True)
    own = Subtotal(at, tuple(closed), False)
    if closed and (is_meant(at, closed) or _as_term(listed, own, section, running, known) < 0):
        return own
    return Subtotal(at, below, False) if below and is_meant(at, below) else None


def _is_term(listed: RunningList, subtotal: Subtotal, section: list[int], running: list[int], known: Known) -> bool:
    """Whether a row that others come to is a term beside them: it is no total by name, and the next result adds up so."""
    return not listed.totals[subtotal.at] and _as_term(listed, subtotal, section, running, known) > 0


def _as_term(listed: RunningList, subtotal: Subtotal, section: list[int], running: list[int], known: Known) -> int:
    """In how many more columns the next sum adds up with a row as a term than with it as the sum of others."""
    below = range(subtotal.at + 1, len(listed.rows))
    end = next((at for at in below if listed.names[at] in (*known.results, *known.sections) or listed.totals[at]), None)
    if end is None:
        return 0
    before = running if listed.names[end] in known.results else section
    terms = [*before, *(at for at in range(subtotal.at, end) if listed.names[at] not in known.beside)]
    taken = subtotal.terms if subtotal.terms[0] < subtotal.at else (subtotal.at,)
    return listed.columns_held(end, terms) - listed.columns_held(end, [at for at in terms if at not in taken])


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
