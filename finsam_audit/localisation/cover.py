"""The cheapest sets that meet every demand: weighted hitting sets, exactly, and all of them.

A demand says: where all of ``given`` are chosen, at least one of ``any_of`` must be chosen too. Demands that share
nothing are met apart from each other. Dual ascent gives a lower bound and, for every element, what choosing it would
cost beyond that bound; an element that would cost too much is left out before the rest is split into independent parts.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from finsam_audit.localisation.simplex import groups

ROUNDS = 5
LOCAL = 3_000
LIMIT = 20_000


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

    ``cut`` where not all are listed, ``stopped`` where the search was, so that there may be cheaper ones.
    """

    cost: int
    sets: tuple[frozenset[int], ...]
    cut: bool
    stopped: bool
    demands: tuple[Demand, ...]


class Effort:
    """Steps of search that are left. Counting them, not seconds, makes every run end alike.

    When they are used up, a search takes the first answer it comes to and is no proof any more.
    """

    def __init__(self, steps: int) -> None:
        self.left = steps

    @property
    def spent(self) -> bool:
        return self.left <= 0


def cheapest(
    demands: Iterable[Demand], cost: Callable[[int], int], clash: Callable[[int], frozenset[int]], most: int, effort: Effort
) -> list[Part] | None:
    """All cheapest sets that meet the demands, in independent parts; None where no set does.

    ``clash`` gives the elements that cannot be chosen together with one. At most ``most`` sets are listed for a part.
    """
    wanted = sorted(set(demands), key=lambda demand: (len(demand.any_of), *map(sorted, demand)))
    raised, rest = _dual(wanted, cost)
    room: dict[int, int] = {}
    slack = 0
    target = known = sum(raised)
    for _ in range(ROUNDS):
        linked = _linked(wanted, rest, room, cost)
        extra = _local_excess(wanted, linked, raised, rest, room, cost, clash, effort)
        found = known + sum(more for more, _ in extra)
        if found <= target and room:
            break
        target, room = max(target, found), {}
        for more, elements in extra:
            for element in elements:
                room[element] = room.get(element, 0) + more

    def allowed(element: int) -> bool:
        return rest.get(element, cost(element)) <= slack + room.get(element, 0)

    parts = _within(wanted, cost, clash, most, effort, allowed)
    if parts is None:
        parts = _within(wanted, cost, clash, 1, effort, lambda element: True)
    if parts is None or (total := sum(part.cost for part in parts)) <= target:
        return parts
    slack = total - target
    return _within(wanted, cost, clash, most, effort, allowed)


def _linked(demands: list[Demand], rest: dict[int, int], room: dict[int, int], cost: Callable[[int], int]) -> list[list[int]]:
    """Demands put together that share, directly or through others, an element that costs no more than there is room for."""

    def marks(demand: Demand) -> list[int]:
        return [element for element in demand.elements if rest.get(element, cost(element)) <= room.get(element, 0)]

    return groups((number, marks(demand) or [("alone", number)]) for number, demand in enumerate(demands))


def _local_excess(
    demands: list[Demand],
    linked: list[list[int]],
    raised: list[int],
    rest: dict[int, int],
    room: dict[int, int],
    cost: Callable[[int], int],
    clash: Callable[[int], frozenset[int]],
    effort: Effort,
) -> list[tuple[int, set[int]]]:
    """What groups of demands must cost beyond the lower bound, and the elements of each such group.

    What an element costs beyond the bound is shared out among the groups that need more than the bound, so that what they
    cost at least can be added up.
    """
    loose = []
    for numbers in linked:
        own = [demands[n] for n in numbers]
        paid = sum(raised[n] for n in numbers)
        elements = set().union(*(demand.elements for demand in own))
        near = {element for element in elements if rest.get(element, cost(element)) <= room.get(element, 0)}
        tight = _Search([Demand(d.given, d.any_of & near) for d in own], cost, clash, 1, effort, LOCAL).run()
        if tight is None or tight.cost > paid:
            loose.append((numbers, own, paid, elements))
    shares = Counter(element for _, _, _, elements in loose for element in elements)
    found = []
    for numbers, own, paid, elements in loose:
        part_cost = {element: rest.get(element, cost(element)) // shares[element] for element in elements}
        for n in numbers:
            for element in demands[n].any_of if raised[n] else ():
                part_cost[element] += raised[n]
        least = _Search(own, part_cost.__getitem__, clash, 1, effort, LOCAL).run()
        if least is not None and not least.stopped and least.cost > paid:
            found.append((least.cost - paid, elements))
    return found


def _within(
    demands: list[Demand],
    cost: Callable[[int], int],
    clash: Callable[[int], frozenset[int]],
    most: int,
    effort: Effort,
    allowed: Callable[[int], bool],
) -> list[Part] | None:
    kept = []
    for demand in demands:
        if all(allowed(element) for element in demand.given):
            answers, about = (frozenset(filter(allowed, elements)) for elements in (demand.any_of, demand.about))
            kept.append(Demand(demand.given, answers, about))
    parts = []
    for numbers in groups((number, demand.elements) for number, demand in enumerate(kept)):
        own = [kept[number] for number in numbers]
        part = _Search(own, cost, clash, most, effort).run()
        if part is None:
            return None
        parts.append(part)
    return parts


def _dual(demands: Iterable[Demand], cost: Callable[[int], int]) -> tuple[list[int], dict[int, int]]:
    """What each unconditional demand costs at the least, one after the other, and what is left of each element's cost."""
    rest: dict[int, int] = {}
    raised = []
    for demand in demands:
        least = 0
        if not demand.given and demand.any_of:
            for element in demand.any_of:
                if element not in rest:
                    rest[element] = cost(element)
            least = min(rest[element] for element in demand.any_of)
            if least:
                for element in demand.any_of:
                    rest[element] -= least
        raised.append(least)
    return raised, rest


class _Search:
    """Depth first over the demand with the fewest answers; a branch forbids the answers tried before it."""

    def __init__(
        self,
        demands: list[Demand],
        cost: Callable[[int], int],
        clash: Callable[[int], frozenset[int]],
        most: int,
        effort: Effort,
        limit: int = LIMIT,
    ) -> None:
        self.demands, self.cost, self.clash, self.most, self.effort = demands, cost, clash, most, effort
        self.limit, self.stopped = limit, False
        self.best: int | None = None
        self.sets: list[frozenset[int]] = []
        self.cut = False

    def run(self) -> Part | None:
        self._go(frozenset(), frozenset(), 0, self.demands)
        if self.best is None:
            return None
        return Part(self.best, tuple(sorted(self.sets, key=sorted)), self.cut, self.stopped, tuple(self.demands))

    def _go(self, chosen: frozenset[int], barred: frozenset[int], spent: int, demands: list[Demand]) -> None:
        self.effort.left -= 1
        self.limit -= 1
        if (self.effort.spent or self.limit < 0) and self.best is not None:
            self.stopped = self.cut = True
            return
        open_, later = [], []
        for demand in demands:
            if demand.any_of & chosen or demand.given & barred:
                continue
            left = demand.any_of - barred
            if demand.given <= chosen:
                if not left:
                    return
                open_.append(Demand(frozenset(), left))
            else:
                later.append(demand)
        if not open_:
            self._found(chosen, spent)
            return
        open_.sort(key=lambda demand: len(demand.any_of))
        raised, rest = _dual(open_, self.cost)
        bound = sum(raised)
        if self.best is not None:
            full = len(self.sets) >= self.most
            if spent + bound > self.best or (full and spent + bound >= self.best):
                self.cut |= full and spent + bound == self.best
                return
        remaining = open_[1:] + later
        tried: set[int] = set()
        hits = {element: sum(element in demand.any_of for demand in open_) for element in open_[0].any_of}
        for element in sorted(open_[0].any_of, key=lambda element: (rest[element], -hits[element], element)):
            ruled_out = barred | tried | self.clash(element)
            self._go(chosen | {element}, ruled_out, spent + self.cost(element), remaining)
            tried.add(element)

    def _found(self, chosen: frozenset[int], spent: int) -> None:
        if self.best is None or spent < self.best:
            self.best, self.sets, self.cut = spent, [], False
        if spent == self.best:
            if len(self.sets) < self.most:
                self.sets.append(chosen)
            else:
                self.cut = True


def impossible(
    demands: Iterable[Demand], cost: Callable[[int], int], clash: Callable[[int], frozenset[int]], effort: Effort
) -> list[Demand]:
    """Demands that no set can meet: those with no answer at all, else all that hang together in a part without one."""
    wanted = list(demands)
    empty = [demand for demand in wanted if not demand.any_of and not demand.given]
    if empty:
        return empty
    hopeless = []
    for numbers in groups((number, demand.elements) for number, demand in enumerate(wanted)):
        own = [wanted[number] for number in numbers]
        if _Search(own, cost, clash, 1, effort).run() is None:
            hopeless += [demand for demand in own if not demand.given]
    return hopeless
