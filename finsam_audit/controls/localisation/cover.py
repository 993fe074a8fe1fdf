"""The cheapest sets that meet every demand: weighted hitting sets, exactly, and all of them, with demands still to be learned.

A demand says: where all of ``given`` are chosen, at least one of ``any_of`` must be chosen too. Which demands there are
shows only when a set is held against what it is for: a judge accepts the set or names a demand that it does not meet.

Dual ascent gives a lower bound and, for every element, what choosing it would cost beyond that bound. Demands are met in
groups that share no element that they can afford; where a group cannot be met at its bound, the bound rises, dearer
elements come within reach, and groups that now share one become one. Sets of elements are whole numbers, a bit for each.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from finsam_audit.controls.localisation.simplex import groups


class Demand(NamedTuple):
    """Where all of ``given`` are chosen, one of ``any_of`` must be.

    ``about`` are the elements whose choice showed the demand; it is met together with the other demands on them.
    """

    given: frozenset[int]
    any_of: frozenset[int]
    about: frozenset[int] = frozenset()

    @property
    def elements(self) -> frozenset[int]:
        """All elements that the demand ties together."""
        return self.given | self.any_of | self.about


class Part(NamedTuple):
    """Demands that hang together: their least cost and the sets that meet them at it.

    ``cut`` where not all are listed, ``stopped`` where the search was: ``cost`` is then a lower bound, and there is no set.
    """

    cost: int
    sets: tuple[frozenset[int], ...]
    cut: bool
    stopped: bool
    demands: tuple[Demand, ...]


class Effort:
    """Steps of search that are left. Counting them, not seconds, makes every run end alike."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    @property
    def spent(self) -> bool:
        return self.left <= 0


MANY = 16
"""Demands, or elements, that are looked at in one step: where there are more of them, a step counts for more."""

WIDE = 4 * MANY
"""Elements of a demand that are looked at in one step: a total of many rows asks for one of as many."""

Judge = Callable[[frozenset[int]], Demand | None]


class Impossible(Exception):
    """No set meets these demands."""

    def __init__(self, demands: tuple[Demand, ...]) -> None:
        super().__init__()
        self.demands = demands


class Cover:
    """The demands that are known, and the search for the sets that meet them."""

    def __init__(
        self,
        cost: Callable[[int], int],
        clash: Callable[[int], frozenset[int]],
        judge: Judge,
        most: int,
        effort: Effort,
        dearest: Callable[[tuple[Demand, ...]], int | None],
        reach: int = 0,
    ) -> None:
        """``clash`` gives the elements that cannot be chosen together with one; at most ``most`` sets are listed for a part.

        ``dearest`` says what some demands may cost together (None: anything); dearer sets are not looked for.
        ``reach`` is how far beyond a bound it is worth to look at once.
        """
        self.cost, self.clash, self.judge, self.most, self.effort, self.dearest = cost, clash, judge, most, effort, dearest
        self.reach = reach
        self.demands: list[Demand] = []
        self.known: set[Demand] = set()
        self.floors: dict[frozenset[int], int] = {}
        self.met: dict[tuple[frozenset[int], frozenset[int]], Part] = {}

    def learn(self, demand: Demand) -> bool:
        """One more demand; whether it was new."""
        new = demand not in self.known
        if new:
            self.known.add(demand)
            self.demands.append(demand)
        return new

    def parts(self) -> list[Part]:
        """All cheapest sets that meet the demands and pass the judge, in independent parts. Raises ``Impossible``."""
        empty = tuple(demand for demand in self.demands if not demand.any_of and not demand.given)
        if empty:
            raise Impossible(empty)
        while True:
            known = len(self.demands)
            groups_, rest = self._groups()
            found = [self._met(group, rest) for group in groups_]
            if len(self.demands) == known and None not in found:
                return [part for part in found if part is not None]

    def _met(self, group: "_Group", rest: Mapping[int, int]) -> Part | None:
        """The part that a group is, None where it cannot be met at its bound or more had to be learned."""
        demands = tuple(self.demands[number] for number in sorted(group.numbers))
        bound = group.paid + group.more
        dearest = self.dearest(demands)
        if self.effort.spent or (dearest is not None and bound > dearest):
            return Part(bound, (), True, True, demands)
        within = frozenset(element for element in group.elements if rest[element] <= group.more)
        if (known := self.met.get((group.numbers, within))) is not None:
            return known
        before = len(self.demands)
        dive = _Dive(self, demands, within, bound)
        dive.run()
        if dive.least == bound and len(self.demands) == before:
            sets = tuple(sorted(dive.found[: self.most], key=sorted))
            part = Part(bound, sets, len(dive.found) > self.most, False, demands)
            self.met[group.numbers, within] = part
            return part
        if not self.effort.spent:
            learned = range(before, len(self.demands))
            elements = group.elements.union(*(self.demands[number].elements for number in learned))
            beyond = [group.paid + rest.get(element, self.cost(element)) for element in elements - within]
            beyond += [cost for cost in (dive.least or dive.next,) if cost is not None]
            if not beyond and not learned:
                raise Impossible(tuple(demand for demand in demands if not demand.given))
            self.floors[group.numbers.union(learned)] = min(beyond, default=bound)
        return None

    def _groups(self) -> tuple[list["_Group"], dict[int, int]]:
        """The demands in groups that share no element they can afford, and what each element costs beyond the bound."""
        raised, rest = _dual(self.demands, self.cost)
        linked = groups(
            (number, [element for element in demand.elements if not rest[element]] or [("alone", number)])
            for number, demand in enumerate(self.demands)
        )
        found = [self._group(frozenset(numbers), raised, 0) for numbers in linked]
        while True:
            room: dict[int, int] = {}
            for group in found:
                for element in group.elements if group.more else ():
                    room[element] = room.get(element, 0) + group.more
            near = sorted((rest[element], element) for element, more in room.items() if rest[element] <= more)
            shared = ((more, [group for group in found if element in group.elements]) for more, element in near)
            more, joined = next(((more, joined) for more, joined in shared if len(joined) > 1), (0, []))
            if not joined:
                return found, rest
            numbers = frozenset().union(*(group.numbers for group in joined))
            found = [group for group in found if group not in joined]
            found.append(self._group(numbers, raised, max(more, *(group.more for group in joined))))

    def _group(self, numbers: frozenset[int], raised: list[int], more: int) -> "_Group":
        paid = sum(raised[number] for number in numbers)
        floor = max((low for known, low in self.floors.items() if known <= numbers), default=0)
        elements = frozenset().union(*(self.demands[number].elements for number in numbers))
        return _Group(numbers, elements, paid, max(more, floor - paid))


class _Group(NamedTuple):
    """Demands by their number; what they must cost: ``paid`` by the dual bound, ``more`` beyond it."""

    numbers: frozenset[int]
    elements: frozenset[int]
    paid: int
    more: int


def _dual(demands: Sequence[Demand], cost: Callable[[int], int]) -> tuple[list[int], dict[int, int]]:
    """What each unconditional demand costs at the least, one after the other, and what is left of each element's cost."""
    rest = {element: cost(element) for demand in demands for element in demand.elements}
    raised = [0] * len(demands)
    for number in sorted(range(len(demands)), key=lambda number: len(demands[number].any_of)):
        given, any_of, _ = demands[number]
        if not given and any_of and (least := min(rest[element] for element in any_of)):
            raised[number] = least
            for element in any_of:
                rest[element] -= least
    return raised, rest


class _Dive:
    """Depth first over the demand with the fewest answers; a branch forbids the answers tried before it.

    All sets are found that cost no more than the floor, which none can undercut. Where there is none, the cheapest is sought
    a little beyond it, and ``least`` is what that costs; where there is none either, ``next`` is the least cost that was seen
    beyond. Demands that the judge adds are met as soon as they are known.
    Sets of elements are whole numbers, a bit for each.
    """

    def __init__(self, cover: Cover, demands: Iterable[Demand], within: frozenset[int], floor: int) -> None:
        self.cover, self.floor, self.bound = cover, floor, floor + cover.reach
        self.elements = sorted(within)
        self.place = {element: place for place, element in enumerate(self.elements)}
        self.costs = [cover.cost(element) for element in self.elements]
        self.demands = [self._masks(demand) for demand in demands if demand.given <= within]
        self.clashes: dict[int, int] = {}
        self.places: dict[int, list[int]] = {}
        self.found: list[frozenset[int]] = []
        self.least: int | None = None
        self.next: int | None = None

    def run(self) -> None:
        self._go(0, 0, 0, [], 0)

    def _masks(self, demand: Demand) -> tuple[int, int]:
        return self._mask(demand.given), self._mask(demand.any_of)

    def _mask(self, elements: Iterable[int]) -> int:
        return sum(1 << self.place[element] for element in elements if element in self.place)

    def _go(self, chosen: int, barred: int, spent: int, waiting: list[tuple[int, int]], seen: int) -> None:
        self.cover.effort.left -= 1 + len(waiting) // MANY
        while True:
            if self.cover.effort.spent or (len(self.found) > self.cover.most and self.least == self.floor):
                return
            asked: set[int] = set()
            left = []
            for demand in [*waiting, *self.demands[seen:]]:
                given, any_of = demand
                if any_of & chosen or given & barred:
                    continue
                left.append(demand)
                if not given & ~chosen:
                    asked.add(any_of & ~barred)
            if 0 in asked:
                return
            waiting, seen = left, len(self.demands)
            if asked:
                break
            if self._accepted(chosen, spent):
                return
        open_ = [self._bits(mask) for mask in sorted(asked, key=lambda mask: (mask.bit_count(), mask))]
        least, rest = self._bound(open_)
        least += spent
        if self._is_beyond(least):
            return
        hits = Counter(chain.from_iterable(open_))
        self.cover.effort.left -= hits.total() // MANY**2
        for place in sorted(open_[0], key=lambda place: (rest[place], -hits[place], place)):
            if not self._is_beyond(least + rest[place]):
                cost = self.costs[place]
                self._go(chosen | 1 << place, barred | self._clash(place), spent + cost, waiting, seen)
            barred |= 1 << place

    def _bound(self, open_: list[list[int]]) -> tuple[int, dict[int, int]]:
        """What the open demands cost at the least, and what is left of the cost of their answers."""
        total = 0
        rest: dict[int, int] = {}
        for places in open_:
            for place in places:
                if place not in rest:
                    rest[place] = self.costs[place]
            least = min([rest[place] for place in places])
            if least:
                total += least
                for place in places:
                    rest[place] -= least
        return total, rest

    def _is_beyond(self, cost: int) -> bool:
        """Whether a cost is more than is looked for."""
        if cost > self.bound and (self.next is None or cost < self.next):
            self.next = cost
        return cost > self.bound

    def _accepted(self, chosen: int, spent: int) -> bool:
        """Whether the judge accepts a set; else there is one demand more. What only others can meet is left to them."""
        elements = frozenset(self.elements[place] for place in self._bits(chosen))
        self.cover.effort.left -= len(elements) // MANY
        demand = self.cover.judge(elements)
        if demand is None or not (self.cover.learn(demand) or demand.elements & self.place.keys()):
            self.found = [*self.found, elements] if spent == self.least else [elements]
            self.least, self.bound = spent, max(self.floor, spent - 1)
            return True
        self.cover.effort.left -= len(demand.any_of) // WIDE
        self.demands.append(self._masks(demand))
        return False

    def _clash(self, place: int) -> int:
        if place not in self.clashes:
            self.clashes[place] = self._mask(self.cover.clash(self.elements[place]))
        return self.clashes[place]

    def _bits(self, mask: int) -> list[int]:
        """The places of the bits that are set."""
        places = self.places.get(mask)
        if places is None:
            places = self.places[mask] = []
            while mask:
                low = mask & -mask
                places.append(low.bit_length() - 1)
                mask ^= low
        return places
