"""The relations that an item of a grid may have to others, looked up by size instead of being tried one by one.

Each of n columns could be the quotient of n² pairs of others. In every line it is asked which amount would make the
relation hold there, and that is looked up among the amounts of the line; what may hold in enough of them is a candidate.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from finsam_audit.checks.grid import FEW, HUNDRED, Grid, Line, relative_change, sign_of
from finsam_audit.controls.quantities import HALF, ZERO, Quantity, quantity, ratio, total
from finsam_audit.page.model import Figure

NEAR, NEAREST = 100, 10
"""So many items away an item is held against others: a table of more is a list. Fewer, where the work would be more than
``WORK``, but never fewer than the second."""

WORK = 300_000
"""So often an amount is looked up in a table."""

OF_LINES = 10
"""One line of so many must hold, three at the least: what fewer keep to, in a long table, they keep to by chance."""

Compute = Callable[[Line, Line | None], Quantity | None]


class Candidate(NamedTuple):
    """A relation that an item may have to others: how it is worked out, which items it takes, and how it is told."""

    stated: int
    items: tuple[int, ...]
    compute: Compute
    told: str
    args: dict[str, object]

    @property
    def sum_of(self) -> frozenset[int]:
        """The items of a sum: the same relation, whichever of them is looked at. Empty for a quotient."""
        return frozenset((self.stated, *self.items)) if self.told.startswith("found") else frozenset()

    def stands_beside(self, other: Candidate) -> bool:
        """Whether an item has both: they are sums of other items."""
        return bool(self.sum_of and other.sum_of) and not set(self.items) & set(other.items)


class _Amounts(NamedTuple):
    """Amounts of one line in order of size, with their items. ``room``: what rounding may hide in the coarsest."""

    values: list[Decimal]
    items: list[int]
    room: Decimal

    def between(self, one: Decimal, other: Decimal) -> list[int]:
        """The items whose true value may lie between two values."""
        low, high = min(one, other) - self.room, max(one, other) + self.room
        return self.items[bisect_left(self.values, low) : bisect_right(self.values, high)]


_Cells = list[tuple[Decimal, Decimal] | None]
"""The amounts of a line with their steps, in the base unit."""


class Search:
    """The candidates of one item of a grid after another. ``sums``: items may add up, as they do in most tables."""

    def __init__(self, grid: Grid, sums: bool) -> None:
        self.grid = grid
        self.sums = sums
        cells = len(grid.heads) * len(grid.lines)
        self.near = max(NEAREST, min(NEAR, WORK // max(1, cells)))
        self.taken: set[frozenset[int]] = set()  # the sums that another of their items is known by
        self._of = {q: [i for i, own in enumerate(grid.qualities) if own == q] for q in ("money", "count", "percent")}
        self._known: dict[tuple[int, str, int], _Amounts] = {}
        self._bases: dict[int, _Cells] = {}

    def candidates(self, stated: int) -> list[Candidate]:
        """The relations that may hold in enough of the lines, in a fixed order."""
        printed = [(at, figure) for at, line in enumerate(self.grid.lines) if (figure := line.cells[stated]) is not None]
        if len(printed) < FEW or self.grid.qualities[stated] is None:
            return []
        sums = self._sums(stated, printed) if self._adds_up(stated) else ()
        return [*self._quotients(stated, printed), *(one for one in sums if one.sum_of not in self.taken)]

    def tried(self, stated: int) -> Counter[int]:
        """How many relations an item could have had, by how many items they take: any of them might fit by chance."""
        found: Counter[int] = Counter()
        for above, below in self._ways(stated):
            over = [item for item in self._near(stated, above) if item != stated]
            found[2] += len(over) * (len(self._near(stated, below)) - (above == below)) * (1 + self._changes(stated))
            if above == below:
                found[3] += sum(item + 1 in over for item in over) * (len(over) - 2)
        if self._adds_up(stated):
            before, added = self._before(stated), self._added(stated)
            gone = [own - {stated} for own in self.taken if stated in own]
            found.update(len(run) for run in self._runs(stated) if frozenset(run) not in gone)
            found[2] += len(before) * (len(before) - 1) - sum(2 for own in gone if len(own) == 2 and own <= set(before))
            found[1] += len(added) - sum(len(own) == 1 and own <= set(added) for own in gone)
        return found

    def _amounts(self, at: int, quality: str, width: int) -> _Amounts:
        """The amounts of a line of one quality, or of so many side by side together."""
        key = at, quality, width
        if key not in self._known:
            self._known[key] = _sorted(self.grid.lines[at], self._of[quality], width)
        return self._known[key]

    def _near(self, stated: int, quality: str) -> list[int]:
        """The items of a quality that an item is held against, itself among them where it is of it."""
        items = self._of.get(quality, [])
        return items[bisect_left(items, stated - self.near) : bisect_right(items, stated + self.near)]

    def _ways(self, stated: int) -> tuple[tuple[str, str], ...]:
        """What may be divided by what to give the item."""
        ways = {"percent": (("money", "money"), ("count", "count")), "money": (("money", "count"),)}
        return ways.get(str(self.grid.qualities[stated]), ())

    def _changes(self, stated: int) -> bool:
        """Whether percentages may be changes: they are called so, or some are negative."""
        if self.grid.qualities[stated] != "percent":
            return False
        cells = [line.cells[stated] for line in self.grid.lines]
        falls = any(figure is not None and figure.value < 0 for figure in cells)
        return falls or self.grid.said.is_change(self.grid.heads[stated])

    def _quotients(self, stated: int, printed: list[tuple[int, Figure]]) -> Iterator[Candidate]:
        found: Counter[tuple[int, int, int, int]] = Counter()
        for at, figure in printed:
            for above, below in self._ways(stated):
                for width, less in ((1, 0), (1, 1), (2, 0)):
                    if (less and not self._changes(stated)) or (width > 1 and above != below):
                        continue
                    dividends = self._amounts(at, above, width)
                    for under in self._near(stated, below):
                        divisor = self.grid.lines[at].cells[under]
                        if divisor is None or under == stated:
                            continue
                        for over in _dividends(dividends, figure, divisor, less):
                            if abs(over - stated) <= self.near and not {under, stated} & {over, over + width - 1}:
                                found[width, over, under, less] += 1
        for width, over, under, less in sorted(one for one, lines in found.items() if lines >= _enough(printed)):
            yield _change(stated, over, under) if less else _quotient(self.grid, stated, range(over, over + width), under)

    def _adds_up(self, stated: int) -> bool:
        return self.sums and (self.grid.ordered or not self.grid.said.is_result(self.grid.heads[stated]))

    def _alike(self, stated: int) -> list[int]:
        return [item for item in self._near(stated, str(self.grid.qualities[stated])) if item != stated]

    def _before(self, stated: int) -> list[int]:
        """The items that may be what the stated one is the difference of."""
        return [item for item in self._alike(stated) if item < stated and self.grid.ordered]

    def _added(self, stated: int) -> list[int]:
        """The items that may be added to the line before."""
        return self._alike(stated) if self.grid.ordered and self.grid.qualities[stated] != "percent" else []

    def _runs(self, stated: int) -> Iterator[list[int]]:
        """The items straight before one, and straight after it, two at least."""
        alike = set(self._alike(stated))
        for step in (-1, 1):
            run: list[int] = []
            item = stated + step
            while item in alike:
                run.append(item)
                item += step
                if len(run) > 1:
                    yield sorted(run)

    @staticmethod
    def _fitting(cells: _Cells, stated: int, alike: set[int]) -> Iterator[tuple[int, int]]:
        """The runs beside an item, by their first and last, all printed, that it may be the sum of in a line."""
        for step in (-1, 1):
            item, (gap, room) = stated, cells[stated] or (ZERO, ZERO)
            while (item := item + step) in alike and (cell := cells[item]) is not None:
                gap, room = gap - cell[0], room + cell[1]
                if abs(gap) <= room and item != stated + step:
                    yield (item, stated - 1) if step < 0 else (stated + 1, item)

    def _cells(self, at: int) -> _Cells:
        if at not in self._bases:
            cells = self.grid.lines[at].cells
            self._bases[at] = [None if figure is None else (figure.base, figure.step) for figure in cells]
        return self._bases[at]

    def _sums(self, stated: int, printed: list[tuple[int, Figure]]) -> Iterator[Candidate]:
        heads, lines, enough = self.grid.heads, self.grid.lines, _enough(printed)
        fitting: Counter[tuple[int, int]] = Counter()
        alike = set(self._alike(stated))
        for at, _ in printed:
            fitting.update(self._fitting(self._cells(at), stated, alike))
        for run in self._runs(stated):
            if fitting[run[0], run[-1]] >= enough:
                yield _sum(heads, stated, [(item, 1) for item in run])
        before, added = self._before(stated), set(self._added(stated))
        less: Counter[tuple[int, int]] = Counter()
        more: Counter[int] = Counter()
        for at, figure in printed:
            amounts = self._amounts(at, figure.unit.quality, 1)
            for second in before:
                cell = lines[at].cells[second]
                room = figure.step + cell.step if cell is not None else ZERO
                base = figure.base + cell.base if cell is not None else ZERO
                firsts = amounts.between(base - room, base + room) if cell is not None else ()
                less.update((first, second) for first in firsts if first < stated and first != second)
            last = lines[at - 1].cells[stated] if at else None
            if last is not None and not lines[at].total:
                base, room = figure.base - last.base, figure.step + last.step
                more.update(item for item in amounts.between(base - room, base + room) if item in added)
        for first, second in sorted(pair for pair, held in less.items() if held >= enough):
            yield _sum(heads, stated, [(first, 1), (second, -1)])
        for item in sorted(item for item, held in more.items() if held >= enough):
            yield Candidate(stated, (item,), _running(stated, item), "found.running", {"parts": heads[item]})


def _enough(printed: list[tuple[int, Figure]]) -> int:
    """The lines in which a relation must hold to be a candidate, of those where its figure is printed."""
    few = FEW if len(printed) > FEW + 1 else FEW - 1  # of four, two may have changed places
    return max(few, len(printed) // OF_LINES)


def _sorted(line: Line, items: list[int], width: int) -> _Amounts:
    """The amounts of some items of a line, or of so many side by side together, by the first of them."""
    known = {item: figure for item in items if (figure := line.cells[item]) is not None}
    found = sorted(
        (sum((known[item + more].base for more in range(width)), ZERO), item)
        for item in known
        if all(item + more in known for more in range(width))
    )
    room = width * max((figure.step for figure in known.values()), default=ZERO) * HALF
    return _Amounts([value for value, _ in found], [item for _, item in found], room)


def _dividends(amounts: _Amounts, stated: Figure, divisor: Figure, less: int) -> list[int]:
    """What may give a figure when it is divided by another, with either sign; ``less`` is 1 for a change from it."""
    step = stated.unit.scale.scaleb(-stated.decimals)
    factor = HUNDRED if stated.unit.quality == "percent" else 1
    half = divisor.step * HALF
    ends = [((stated.base + off) / factor + less) * (divisor.base + by) for off in (-step, step) for by in (-half, half)]
    found = amounts.between(min(ends), max(ends))
    return found if less or not stated.base else [*found, *amounts.between(-max(ends), -min(ends))]


def _quotient(grid: Grid, stated: int, over: range, under: int) -> Candidate:
    """A quotient; it has the other sign throughout where costs are printed with a minus beside a budget without one."""
    turned = sum(sign_of(line.cells[item] for item in (stated, over[0], under)) for line in grid.lines) < 0

    def compute(line: Line, _: Line | None) -> Quantity | None:
        figures = [figure for item in over if (figure := line.cells[item]) is not None]
        below = line.cells[under]
        if below is None or len(figures) < len(over):
            return None
        divided = ratio(total(map(quantity, figures)), quantity(below))
        return -divided if turned and divided is not None else divided

    args: dict[str, object] = {"over": " + ".join(grid.heads[item] for item in over), "under": grid.heads[under]}
    return Candidate(stated, (*over, under), compute, "quotient", args)


def _change(stated: int, after: int, before: int) -> Candidate:
    def compute(line: Line, _: Line | None) -> Quantity | None:
        last, first = line.cells[after], line.cells[before]
        return relative_change(quantity(last), quantity(first)) if last is not None and first is not None else None

    return Candidate(stated, (after, before), compute, "change.relative", {})


def _sum(heads: tuple[str, ...], stated: int, parts: list[tuple[int, int]]) -> Candidate:
    def compute(line: Line, _: Line | None) -> Quantity | None:
        printed = [quantity(f, Decimal(sign)) for item, sign in parts if (f := line.cells[item]) is not None]
        return total(printed) if len(printed) == len(parts) else None

    told = "".join((" + " if sign > 0 else " − ") + heads[item] for item, sign in parts)
    return Candidate(stated, tuple(item for item, _ in parts), compute, "found.sum", {"parts": told.removeprefix(" + ")})


def _running(stated: int, other: int) -> Compute:
    def compute(line: Line, before: Line | None) -> Quantity | None:
        added, last = line.cells[other], before.cells[stated] if before is not None else None
        if added is None or last is None or line.total:
            return None
        return quantity(last) + quantity(added)

    return compute
