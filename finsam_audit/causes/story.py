"""One story: faults whose repairs can all be made. Where those of two clusters cannot, the two are explained as one."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from itertools import combinations, product

from finsam_audit.causes.found import Changes, Found
from finsam_audit.causes.search import Search

Part = tuple[list[int], list[Found]]
"""A cluster of failing relations, and the faults behind it."""


def one_story(search: Search, failing: Sequence[int], explain: Callable[[list[int]], list[Found]]) -> list[Found]:
    """The faults behind failing relations, cluster by cluster, and those clusters as one whose repairs are at odds."""
    parts: list[Part] = [(cluster, explain(cluster)) for cluster in search.clusters(failing)]
    while (pair := _at_odds(parts, search)) is not None:
        one, other = pair
        cluster = sorted({*parts[one][0], *parts[other][0]})
        parts[one] = cluster, explain(cluster)
        del parts[other]
    return [found for _, faults in parts for found in faults]


def _at_odds(parts: Sequence[Part], search: Search) -> tuple[int, int] | None:
    """Two clusters of which one's repairs cannot all be made beside the other's."""
    for (one, (_, mine)), (other, (_, its)) in combinations(enumerate(parts), 2):
        if any(at_odds(a, b, search) for a, b in product(mine, its)):
            return one, other
    return None


def at_odds(one: Found, other: Found, search: Search) -> bool:
    """Whether some repair of one fault cannot be made beside some repair of another."""
    asked = {*one.outcomes, *other.outcomes, *search.ground.holding} - {*one.breaks, *other.breaks}
    return any(not _go_together(a, b, asked, search) for a, b in product(one.repairs, other.repairs))


def _go_together(one: Changes, other: Changes, asked: Container[int], search: Search) -> bool:
    """Whether what both of two repairs touch, of the relations that are asked for, holds where both are made."""
    values, its = ({figure.id: value for figure, value in changes} for changes in (one, other))
    both = search.ground.touched(values) & search.ground.touched(its)
    return all(its.get(name, value) == value for name, value in values.items()) and all(
        search.ground.holds_at(index, values | its) for index in both if index in asked
    )
