"""The cheapest sets that meet all demands are those that trying every set finds, whether demands are known or learned."""

import random
from itertools import combinations

import pytest

from finsam_audit.controls.localisation.cover import Cover, Demand, Effort, Impossible, Part

ELEMENTS = range(9)
PRICES = (11, 12, 14, 20)


def _demand(draw: random.Random, given: int) -> Demand:
    asked = draw.sample(ELEMENTS, given + draw.randint(1, 4))
    return Demand(frozenset(asked[:given]), frozenset(asked[given:]))


def _is_met(demand: Demand, chosen: frozenset[int]) -> bool:
    return not demand.given <= chosen or bool(demand.any_of & chosen)


def _cheapest(demands: list[Demand], costs: list[int]) -> tuple[int, set[frozenset[int]]]:
    """By trying all."""
    sets = [frozenset(chosen) for size in range(len(ELEMENTS) + 1) for chosen in combinations(ELEMENTS, size)]
    good = [chosen for chosen in sets if all(_is_met(demand, chosen) for demand in demands)]
    least = min(sum(costs[element] for element in chosen) for chosen in good)
    return least, {chosen for chosen in good if sum(costs[element] for element in chosen) == least}


def _together(parts: list[Part]) -> set[frozenset[int]]:
    sets = {frozenset[int]()}
    for part in parts:
        sets = {one | other for one in sets for other in part.sets}
    return sets


@pytest.mark.parametrize("reach", [0, 5, 40])
@pytest.mark.parametrize("seed", range(40))
def test_all_cheapest_sets_are_found_and_no_others(seed: int, reach: int) -> None:
    draw = random.Random(seed)
    costs = [draw.choice(PRICES) for _ in ELEMENTS]
    known = [_demand(draw, 0) for _ in range(draw.randint(1, 4))]
    hidden = [_demand(draw, 1) for _ in range(draw.randint(0, 12))]

    def judge(chosen: frozenset[int]) -> Demand | None:
        return next((demand for demand in hidden if not _is_met(demand, chosen)), None)

    cover = Cover(costs.__getitem__, lambda _: frozenset(), judge, 1_000, Effort(100_000), lambda _: None, reach)
    for demand in known:
        cover.learn(demand)
    parts = cover.parts()
    least, sets = _cheapest([*known, *hidden], costs)
    assert (sum(part.cost for part in parts), _together(parts)) == (least, sets)


def test_more_sets_than_are_asked_for_are_cut() -> None:
    cover = Cover(lambda _: 1, lambda _: frozenset(), lambda _: None, 2, Effort(100), lambda _: None)
    cover.learn(Demand(frozenset(), frozenset(range(3))))
    (part,) = cover.parts()
    assert (part.cost, len(part.sets), part.cut, part.stopped) == (1, 2, True, False)


def test_sets_dearer_than_they_are_worth_are_not_looked_for() -> None:
    cover = Cover(lambda _: 2, lambda _: frozenset(), lambda _: None, 2, Effort(100), lambda demands: len(demands))
    cover.learn(Demand(frozenset(), frozenset((0, 1))))
    (part,) = cover.parts()
    assert (part.sets, part.stopped) == ((), True)


def test_demands_that_no_set_meets_are_named() -> None:
    demands = [Demand(frozenset(), frozenset((0,))), Demand(frozenset((0,)), frozenset())]
    cover = Cover(lambda _: 1, lambda _: frozenset(), lambda _: None, 9, Effort(100), lambda _: None)
    for demand in demands:
        cover.learn(demand)
    with pytest.raises(Impossible) as found:
        cover.parts()
    assert found.value.demands == (demands[0],)


def test_a_set_that_asks_for_one_of_very_many_costs_more_of_the_search() -> None:
    def tried(many: int) -> int:
        seen: list[frozenset[int]] = []

        def judge(chosen: frozenset[int]) -> Demand:
            seen.append(chosen)
            return Demand(frozenset(), frozenset(range(many)) - chosen, chosen)

        cover = Cover(lambda _: 1, lambda _: frozenset(), judge, 9, Effort(2_000), lambda _: 3)
        cover.learn(Demand(frozenset(), frozenset(range(many))))
        cover.parts()
        return len(seen)

    assert 0 < 2 * tried(1_000) < tried(100)
