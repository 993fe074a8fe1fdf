"""The cheapest sets that meet every demand: weighted hitting sets, exactly, and all of them.

A demand says: where all of ``given`` are chosen, at least one of ``any_of`` must be chosen too. Demands that share
nothing are met apart from each other. Dual ascent gives a lower bound and, for every element, what choosing it would
cost beyond that bound; an element that would cost too much is left out before the rest is split into independent parts.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from finsam_audit.localisation.simplex import groups


class Demand(NamedTuple):
    """Where all of ``given`` are chosen, one of ``any_of`` must be."""

    given: frozenset[int]
    any_of: frozenset[int]


class Part(NamedTuple):
    """Demands that hang together: their least cost and the sets that meet them at it; ``cut`` where not all are listed."""

    cost: int
    sets: tuple[frozenset[int], ...]
    cut: bool
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
    wanted = sorted(set(demands), key=lambda demand: (len(demand.any_of), sorted(demand.any_of), sorted(demand.given)))
    bound, rest = _dual(wanted, cost)
    tight = _within(wanted, cost, clash, most, effort, lambda element: rest.get(element, cost(element)) <= 0)
    if tight is not None and sum(part.cost for part in tight) <= bound:
        return tight
    loose = _within(wanted, cost, clash, 1, effort, lambda element: True) if tight is None else tight
    if loose is None:
        return None
    slack = sum(part.cost for part in loose) - bound
    return _within(wanted, cost, clash, most, effort, lambda element: rest.get(element, cost(element)) <= slack)


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
            kept.append(Demand(demand.given, frozenset(element for element in demand.any_of if allowed(element))))
    parts = []
    for numbers in groups((number, demand.given | demand.any_of) for number, demand in enumerate(kept)):
        own = [kept[number] for number in numbers]
        part = _Search(own, cost, clash, most, effort).run()
        if part is None:
            return None
        parts.append(part)
    return parts


def _dual(demands: Iterable[Demand], cost: Callable[[int], int]) -> tuple[int, dict[int, int]]:
    """A lower bound on the cost of meeting the unconditional demands, and what is left of each element's cost."""
    rest: dict[int, int] = {}
    bound = 0
    for demand in demands:
        if not demand.given and demand.any_of:
            for element in demand.any_of:
                if element not in rest:
                    rest[element] = cost(element)
            raised = min(rest[element] for element in demand.any_of)
            if raised:
                bound += raised
                for element in demand.any_of:
                    rest[element] -= raised
    return bound, rest


class _Search:
    """Depth first over the demand with the fewest answers; a branch forbids the answers tried before it."""

    def __init__(
        self,
        demands: list[Demand],
        cost: Callable[[int], int],
        clash: Callable[[int], frozenset[int]],
        most: int,
        effort: Effort,
    ) -> None:
        self.demands, self.cost, self.clash, self.most, self.effort = demands, cost, clash, most, effort
        self.best: int | None = None
        self.sets: list[frozenset[int]] = []
        self.cut = False

    def run(self) -> Part | None:
        self._go(frozenset(), frozenset(), 0, self.demands)
        if self.best is None:
            return None
        return Part(self.best, tuple(sorted(self.sets, key=sorted)), self.cut, tuple(self.demands))

    def _go(self, chosen: frozenset[int], barred: frozenset[int], spent: int, demands: list[Demand]) -> None:
        self.effort.left -= 1
        if self.effort.spent and self.best is not None:
            self.cut = True
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
        bound, _ = _dual(open_, self.cost)
        if self.best is not None:
            full = len(self.sets) >= self.most
            if spent + bound > self.best or (full and spent + bound >= self.best):
                self.cut |= full and spent + bound == self.best
                return
        remaining = open_[1:] + later
        tried: set[int] = set()
        for element in sorted(open_[0].any_of, key=lambda element: (self.cost(element), element)):
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
    for numbers in groups((number, demand.given | demand.any_of) for number, demand in enumerate(wanted)):
        own = [wanted[number] for number in numbers]
        if _Search(own, cost, clash, 1, effort).run() is None:
            hopeless += [demand for demand in own if not demand.given]
    return hopeless
