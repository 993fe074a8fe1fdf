"""How the figures of a report protect each other: what the controls say of one figure, and what an error in it would show.

The relations of a report (``system``) are its lines of defence. A figure in none of them can be wrong unseen. One wrong
figure is seen as soon as it is in one; it can also be singled out unless some other figure stands in the same relations in
the same proportion, for then a change of either mends them alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from finsam_audit.causes.equations import System, system_of
from finsam_audit.controls.localisation import Leeway, Relation, Variable, leeway
from finsam_audit.controls.outcome import Cause, Outcome, Result
from finsam_audit.controls.uncovered import why_uncovered
from finsam_audit.messages import Message
from finsam_audit.page.model import Figure

EXACT_STEPS = 4
"""A figure is fixed exactly where the relations leave at most so many steps of its last printed place, as in ``causes``."""


class Wanted(NamedTuple):
    """What one control by itself leaves for a figure, in kr, % or antal (None: no limit)."""

    outcome: Outcome
    low: Fraction | None
    high: Fraction | None


class Explained(NamedTuple):
    """One figure with all that is known of it.

    ``controls`` are those it takes part in, ``room`` what they leave for it together (None: no relation decides it),
    ``binding`` the controls that by themselves leave no more, ``wanted`` what each leaves by itself where no value does for
    all. ``why`` tells why there is no control at all.
    """

    figure: Figure
    controls: tuple[Outcome, ...]
    room: Leeway | None
    binding: tuple[Outcome, ...]
    wanted: tuple[Wanted, ...]
    causes: tuple[Cause, ...]
    why: Message | None


class Protected(NamedTuple):
    """How one figure is protected: its relations, and whether an error would be seen, singled out, and is left no room."""

    figure: Figure
    relations: int
    singled_out: bool
    exact: bool


class Protection(NamedTuple):
    """The figures of a report, each with its protection, in printed order."""

    figures: tuple[Protected, ...]

    def tables(self) -> dict[str, tuple[Protected, ...]]:
        """By table, in printed order."""
        found: dict[str, list[Protected]] = {}
        for one in self.figures:
            found.setdefault(one.figure.table, []).append(one)
        return {table: tuple(ones) for table, ones in found.items()}


def explained(result: Result, figures: Iterable[Figure]) -> tuple[Explained, ...]:
    """What the controls of a report say of some of its figures."""
    system = system_of(result.outcomes)
    variables = system.variables()
    return tuple(_explained(result, figure, system, variables) for figure in figures)


def _explained(result: Result, figure: Figure, system: System, variables: Mapping[str, Variable]) -> Explained:
    indices = [i for i, o in enumerate(result.outcomes) if o.outcome in ("passed", "finding") and _uses(o, figure)]
    own = [relation for relation in system.all_relations() if any(name == figure.id for name, _ in relation.terms)]
    room = _room(own, variables, figure.id) if own else None
    wanted: tuple[Wanted, ...] = ()
    binding: tuple[Outcome, ...] = ()
    if room is not None and room.possible:
        binding = tuple(result.outcomes[int(name)] for name in room.binding)
    elif room is not None:
        alone = [(relation, _room([relation], variables, figure.id)) for relation in own]
        wanted = tuple(Wanted(result.outcomes[int(r.name)], left.low, left.high) for r, left in alone)
    causes = tuple(c for c in result.causes if _concerns(c, figure) or set(c.outcomes) & set(indices))
    why = None if indices else why_uncovered(figure, result.accounts)
    return Explained(figure, tuple(result.outcomes[i] for i in indices), room, binding, wanted, causes, why)


def _uses(outcome: Outcome, figure: Figure) -> bool:
    return any(used.figure is not None and used.figure.id == figure.id for used in outcome.figures)


def _concerns(cause: Cause, figure: Figure) -> bool:
    changes = (*cause.corrections, *(change for alternative in cause.alternatives for change in alternative))
    return any(other.id == figure.id for other, _ in changes)


def _room(relations: list[Relation], variables: Mapping[str, Variable], name: str) -> Leeway:
    used = {other: variables[other] for relation in relations for other, _ in relation.terms}
    return leeway(relations, used, name)


def protection(result: Result) -> Protection:
    """How well the relations of a report protect its figures against one wrong figure."""
    system = system_of(result.outcomes)
    variables = system.variables()
    relations = list({_shape(relation): relation for relation in system.relations.values()}.values())
    within: dict[str, list[Relation]] = {}
    column: dict[str, list[tuple[str, Fraction]]] = {}
    for relation in relations:
        for name, weight in relation.terms:
            within.setdefault(name, []).append(relation)
            column.setdefault(name, []).append((relation.name, Fraction(weight)))
    alike: dict[tuple[tuple[str, Fraction], ...], int] = {}
    for entries in column.values():
        alike[_direction(entries)] = alike.get(_direction(entries), 0) + 1
    found = []
    for figure in result.report.figures():
        own = within.get(figure.id, [])
        if not own:
            found.append(Protected(figure, 0, False, False))
            continue
        room = _room(own, variables, figure.id)
        found.append(Protected(figure, len(own), alike[_direction(column[figure.id])] == 1, _is_exact(room, figure)))
    return Protection(tuple(found))


def _shape(relation: Relation) -> tuple[frozenset[tuple[str, Fraction]], Fraction]:
    """Two controls of one relation are one relation, whichever way round they are written."""
    lead = Fraction(min(relation.terms)[1])
    return frozenset((name, Fraction(weight) / lead) for name, weight in relation.terms), Fraction(relation.constant) / lead


def _direction(entries: list[tuple[str, Fraction]]) -> tuple[tuple[str, Fraction], ...]:
    """The relations a figure is in and its proportions there: figures with the same cannot be told apart."""
    return tuple((name, weight / entries[0][1]) for name, weight in entries)


def _is_exact(room: Leeway, figure: Figure) -> bool:
    if not room.possible or room.low is None or room.high is None:
        return False
    return room.high - room.low <= EXACT_STEPS * Fraction(figure.unit.scale.scaleb(-figure.decimals))
