"""The cash-flow statement: what its rows are by what they add up to and by their order, where no name tells.

A cash-flow statement is one list that runs: result, adjustments, working capital, investments, financing, the year's cash
flow, and last the cash it began and ended with. Every preparer has names of her own for what stands between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from finsam_audit.lexicon import Lexicon
from finsam_audit.model import Column, Figure, Row, Table

RESULT = "årets resultat"
MEANS = "medel från verksamheten"
OPERATIONS = "kassaflöde från den löpande verksamheten"
FLOW = "årets kassaflöde"
OPENING, CLOSING, CHANGE = "likvida medel vid årets början", "likvida medel vid årets slut", "avstämt kassaflöde"
ADJUSTMENT, WORKING_CAPITAL, PAYMENT = "övrig justering", "övrig förändring av rörelsekapital", "övrig betalning"
RECEIVABLES, STORES, LIABILITIES = "förändring av fordringar", "förändring av förråd", "förändring av skulder"
SECTIONS = ("kassaflöde från investeringsverksamheten", "kassaflöde från finansieringsverksamheten")
AFTER_OPERATIONS = (
    *SECTIONS,
    FLOW,
    "investering i anläggningstillgångar",
    "investering i finansiella anläggningstillgångar",
    "försäljning av anläggningstillgångar",
    "investeringsbidrag",
    "kapitaltillskott",
)
LONG = 30
"""In steps of print: a row as large as this is seldom the sum of others by chance."""

MOST_BELOW = 6
"""So many rows may stand below the subtotal that is printed before them."""

Group = tuple[Row, tuple[Row, ...]]


class Reading(NamedTuple):
    """What arithmetic and order say: a concept for a row, and the subtotals that no concept fits, with their rows."""

    names: tuple[tuple[Row, str], ...]
    groups: tuple[Group, ...]


class _Subtotal(NamedTuple):
    at: int
    terms: tuple[Row, ...]
    running: bool  # of all that runs up to it, not of its own section alone


class _List(NamedTuple):
    """The rows that count, in printed order, what each is called so far, and whether its label says that it is a total."""

    rows: list[Row]
    names: list[str]
    totals: list[bool]
    heads: frozenset[str]

    def at(self, name: str) -> int | None:
        return self.names.index(name) if name in self.names else None

    def unnamed(self) -> list[int]:
        return [at for at, name in enumerate(self.names) if not name]

    def is_sum(self, total: Row, terms: Sequence[Row]) -> bool:
        """Whether a row is the sum of two others or more: in one column where it is long, else in all that have two."""
        judged = self.sums(total, terms)
        held = [figure for figure, holds in judged if holds]
        return bool(held) and (len(held) == len(judged) or any(_is_long(figure) for figure in held))

    def sums(self, total: Row, terms: Sequence[Row]) -> list[tuple[Figure, bool]]:
        """The figures of a row in the columns where two terms or more are not nothing, and whether each is their sum."""
        judged = []
        for figure in _figures(total, self.heads):
            parts = [part for row in terms for part in _figures(row, frozenset((figure.column,))) if part.value]
            if len(parts) > 1:
                gap = abs(sum((part.base for part in parts), -figure.base))
                judged.append((figure, 2 * gap <= sum((part.step for part in parts), figure.step)))
        return judged

    def is_repeated(self, total: Row, terms: Sequence[Row]) -> bool:
        """Whether a row prints the amount of the one row above it, long enough in some column not to do so by chance."""
        if len(terms) != 1:
            return False
        other = {figure.column: figure.base for figure in _figures(terms[0], self.heads)}
        return any(_is_long(figure) and figure.base == other.get(figure.column) for figure in _figures(total, self.heads))


def read_cash_flow(
    table: Table, columns: Sequence[Column], name_of: Callable[[Row], str], role_of: Callable[[Row], str], lexicon: Lexicon
) -> Reading:
    """Names for rows of a cash-flow statement that have none; ``name_of`` is the concept of a row by its label, or ""."""
    rows = [row for row in _outermost(table.rows) if role_of(row) not in ("info", "share")]
    heads = frozenset(column.head for column in columns if column.kind != "avvikelse")
    listed = _List(rows, [name_of(row) for row in rows], [role_of(row) == "total" for row in rows], heads)
    _name_ends(listed)
    _name_change(listed)
    subtotals = list(_subtotals(listed))
    _name_subtotals(listed, [subtotal.at for subtotal in subtotals if subtotal.running])
    inner = {subtotal.at for subtotal in subtotals}
    _name_parts(listed, inner, lexicon)
    named = tuple((row, name) for row, name in zip(rows, listed.names, strict=True) if name != name_of(row))
    groups = tuple((rows[subtotal.at], subtotal.terms) for subtotal in subtotals if not listed.names[subtotal.at])
    return Reading(named, groups)


def _figures(row: Row, heads: frozenset[str]) -> list[Figure]:
    return [slot.figure for slot in row.slots if slot.figure is not None and slot.figure.column in heads]


def _is_long(figure: Figure) -> bool:
    return abs(figure.value) >= LONG * figure.step


def _outermost(rows: tuple[Row, ...]) -> Iterator[Row]:
    """The rows with cells; not those under a row with cells, which are its parts."""
    for row in rows:
        if row.slots:
            yield row
        else:
            yield from _outermost(row.rows)


def _subtotals(listed: _List) -> Iterator[_Subtotal]:
    """The rows without a name that add up the rows above, or those of their section, or those just below."""
    running: list[int] = []
    section: list[int] = []
    for at, name in enumerate(listed.names):
        if name in (OPENING, CLOSING, CHANGE):
            continue
        outside = [other for other in running if other not in section]
        if name in (MEANS, OPERATIONS, FLOW):
            running, section = [at], []
        elif name in SECTIONS:
            running, section = [*outside, at], []
        elif not name and listed.is_sum(listed.rows[at], _pick(listed, running)):
            yield _Subtotal(at, _pick(listed, running), True)
            running, section = [at], []
        elif not name and (closed := _last_rows(listed, at, section, bool(outside))):
            yield _Subtotal(at, _pick(listed, closed), False)
            running, section = [*(other for other in running if other not in closed), at], []
        elif not name and (below := _below(listed, at)):
            yield _Subtotal(at, below, False)
        elif not (listed.totals[at] and not name):
            running, section = [*running, at], [*section, at]


def _last_rows(listed: _List, at: int, section: list[int], whole: bool) -> list[int]:
    """The last rows of a section that a row adds up; one row alone only where it is the ``whole`` section."""
    for first in range(len(section)):
        closed = section[first:]
        if listed.is_sum(listed.rows[at], _pick(listed, closed)):
            return closed
    return section if whole and listed.is_repeated(listed.rows[at], _pick(listed, section)) else []


def _pick(listed: _List, places: Sequence[int]) -> tuple[Row, ...]:
    return tuple(listed.rows[at] for at in places)


def _below(listed: _List, at: int) -> tuple[Row, ...]:
    """The rows below a subtotal printed before them: "Rörelsekapitalets förändring", then receivables and liabilities."""
    for count in range(2, MOST_BELOW):
        terms = tuple(listed.rows[at + 1 : at + 1 + count])
        ended = any(name in (MEANS, OPERATIONS, FLOW, *SECTIONS) for name in listed.names[at + 1 : at + 1 + count])
        if ended or len(terms) < count:
            return ()
        if listed.is_sum(listed.rows[at], terms):
            return terms
    return ()


def _name_subtotals(listed: _List, running: list[int]) -> None:
    """The last running total before investments is the cash flow from operations, one before it the means of operations."""
    end = next((at for at, name in enumerate(listed.names) if name in AFTER_OPERATIONS), len(listed.names))
    before = [at for at in running if at < end]
    if OPERATIONS not in listed.names and before:
        between = listed.names[before[-1] + 1 : end]
        if not {RECEIVABLES, STORES, LIABILITIES} & set(between):
            listed.names[before.pop()] = OPERATIONS
    operations = listed.at(OPERATIONS)
    before = [at for at in before if operations is None or at < operations]
    if MEANS not in listed.names and before:
        listed.names[before[-1]] = MEANS


def _name_ends(listed: _List) -> None:
    """Opening cash, the year's flow and closing cash at the end of the list, where the last is the sum of the others.

    Which of two is the opening one, the year before tells: it closed with that.
    """
    known = [listed.at(name) for name in (OPENING, FLOW, CLOSING)]
    if None not in known or len(listed.rows) < 3:
        return
    openings, flows, closings = (listed.unnamed() if at is None else [at] for at in known)
    found = [
        (opening, flow, closing)
        for closing in closings
        for opening in openings
        for flow in flows
        if (flow < closing or FLOW in listed.names)
        and closing >= len(listed.rows) - 3
        and opening in (closing - 1, closing - 2, 0)
        and opening != flow
        and listed.is_sum(listed.rows[closing], _pick(listed, (opening, flow)))
    ]
    if not found:
        return

    def fits(places: tuple[int, int, int]) -> tuple[int, bool, bool, int]:
        opening, flow, closing = places
        sums = listed.sums(listed.rows[closing], _pick(listed, (opening, flow)))
        return sum(holds for _, holds in sums), _rolls(listed, opening, closing), opening == closing - 1, flow

    best = max(found, key=fits)
    for at, name in zip(best, (OPENING, FLOW, CLOSING), strict=True):
        listed.names[at] = name


def _rolls(listed: _List, opening: int, closing: int) -> bool:
    """Whether what one column closes with opens another."""
    ends = {figure.base: figure.column for figure in _figures(listed.rows[closing], listed.heads) if figure.value}
    starts = _figures(listed.rows[opening], listed.heads)
    return any(ends.get(figure.base, figure.column) != figure.column for figure in starts)


def _name_parts(listed: _List, subtotals: set[int], lexicon: Lexicon) -> None:
    """What stands between two results without a name of its own."""
    result, means, operations, flow = (listed.at(name) for name in (RESULT, MEANS, OPERATIONS, FLOW))
    if operations is None:
        return
    changes = [at for at, name in enumerate(listed.names) if name in (RECEIVABLES, STORES, LIABILITIES)]
    capital = means if means is not None else min(changes, default=operations)
    for at in listed.unnamed():
        if at in subtotals or listed.totals[at] or at == operations:
            continue
        if at > operations:
            if flow is not None and at < flow and SECTIONS[0] not in listed.names:
                listed.names[at] = PAYMENT
            continue
        if at <= (result or 0):
            continue
        label = listed.rows[at].label
        claims, debts = lexicon.words["fordran"].match(label), lexicon.words["skuld"].match(label)
        if claims != debts and (means is None or means < at):
            listed.names[at] = RECEIVABLES if claims else LIABILITIES
        else:
            listed.names[at] = ADJUSTMENT if at < capital else WORKING_CAPITAL


def _name_change(listed: _List) -> None:
    """Below closing cash the year's flow is printed once more, where it stands above it too."""
    flow, closing = listed.at(FLOW), listed.at(CLOSING)
    if flow is None or closing is None:
        return
    if flow > closing:
        above = [at for at in listed.unnamed() if at < closing and listed.is_repeated(listed.rows[at], (listed.rows[flow],))]
        if not above:
            return
        listed.names[above[-1]], flow = FLOW, above[-1]
    for at in range(closing + 1, len(listed.rows)):
        if listed.names[at] == FLOW or (not listed.names[at] and listed.is_repeated(listed.rows[at], (listed.rows[flow],))):
            listed.names[at] = CHANGE
