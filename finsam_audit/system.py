"""The relations of a report as one system of equations, for whoever asks which figure is to blame.

Every control that came to an end by arithmetic is a relation between printed figures. A percentage that is a part of a
whole is a relation too, made linear round what is printed; that is exact as long as only one side of it is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from finsam_audit.localisation import Relation, Variable
from finsam_audit.model import Figure
from finsam_audit.outcome import Outcome

_HUNDRED = Decimal(100)

# Controls that compare figures without saying that one equals a sum of others.
_NO_EQUATION = ("direction", "possible-share", "plausible", "goal", "statement")


class Share(NamedTuple):
    """A percentage of a whole as it was judged, for changes that the straight line round the printed figures does not fit."""

    above: tuple[tuple[str, Decimal], ...]
    below: tuple[tuple[str, Decimal], ...]
    stated: str
    factor: Decimal

    @property
    def names(self) -> tuple[str, ...]:
        return (*(name for name, _ in self.above), *(name for name, _ in self.below), self.stated)

    def holds(self, at: Mapping[str, Fraction], variables: Mapping[str, Variable]) -> bool:
        """Whether the quotient agrees with the percentage within the rounding of all figures."""
        part, whole = (sum(Fraction(w) * at[n] for n, w in side) for side in (self.above, self.below))
        if not whole:
            return False
        blur = [sum(abs(Fraction(w)) * Fraction(variables[n].step) / 2 for n, w in side) for side in (self.above, self.below)]
        value = at[self.stated] / Fraction(self.factor)
        slack = blur[0] + abs(value) * blur[1] + abs(whole) * Fraction(variables[self.stated].step) / 2 / Fraction(self.factor)
        return abs(part - value * whole) <= slack


class System(NamedTuple):
    """The relations, by the index of the outcome they come from, and the figures in them.

    ``relations`` are named by that index; ``inequalities`` are limits that hold and may not be broken by a correction;
    ``shares`` are those of the relations that are quotients.
    """

    relations: dict[int, Relation]
    inequalities: dict[int, Relation]
    figures: dict[str, Figure]
    shares: dict[int, Share]

    def variables(self, fixed: Iterable[str] = ()) -> dict[str, Variable]:
        """Every figure as a variable, in kr, % or antal."""
        held = set(fixed)
        return {
            name: Variable(
                figure.base, figure.step, figure.unit.scale.scaleb(-figure.decimals), fixed=name in held, weight=_trust(figure)
            )
            for name, figure in self.figures.items()
        }

    def all_relations(self) -> list[Relation]:
        return [*self.relations.values(), *self.inequalities.values()]


def _trust(figure: Figure) -> Fraction:
    """How hard a figure is to change: a doubted reading gives way first, and the text before the tables it speaks of."""
    trust = Fraction(55, 100) if figure.table in ("claims", "goals") else Fraction(1)
    return trust / 2 if figure.rests_on_doubt else trust


def system_of(outcomes: Sequence[Outcome]) -> System:
    """The system of all controls that came to an end by arithmetic.

    Habits of print and differences of definition are left out: they are explained, and nothing is to be changed.
    """
    relations: dict[int, Relation] = {}
    shares: dict[int, Share] = {}
    inequalities: dict[int, Relation] = {}
    figures: dict[str, Figure] = {}
    for index, outcome in enumerate(outcomes):
        if not outcome.arithmetic or outcome.outcome not in ("passed", "finding"):
            continue
        if outcome.told.key.startswith(_NO_EQUATION):
            continue
        if (
            outcome.kind == "definition"
            or (outcome.kind == "policy" and outcome.limit is not None)
            or (outcome.kind == "rounding" and not _within(outcome))
        ):
            continue
        relation = _relation(index, outcome)
        if relation is None:
            continue
        if outcome.computed_low is not None and relation.sense == "=":
            shares[index] = _quotient(outcome)
        (relations if relation.sense == "=" else inequalities)[index] = relation
        figures.update((used.figure.id, used.figure) for used in outcome.figures if used.figure is not None)
    return System(relations, inequalities, figures, shares)


def _within(outcome: Outcome) -> bool:
    """Whether the intervals of the printed figures meet all the same, as where one fact is printed a krona apart."""
    return outcome.difference is not None and outcome.tolerance is not None and abs(outcome.difference) <= outcome.tolerance


def _relation(index: int, outcome: Outcome) -> Relation | None:
    if outcome.limit is not None:
        return _bound(index, outcome)
    if outcome.stated is None or outcome.computed is None:
        return None
    if outcome.computed_low is not None:
        return _share(index, outcome)
    terms, scale = _terms(outcome)
    if not terms:
        return None
    printed = sum((weight * figure.base for figure, weight in terms), Decimal(0))
    # what the rule itself adds (50 % of 100 tkr): the printed residual less the figures' own part
    constant = printed - (outcome.computed - outcome.stated) * scale
    relation = Relation(str(index), tuple((figure.id, weight) for figure, weight in terms), "=", constant)
    residual = abs(printed - constant)
    allowed = sum((abs(weight) * figure.step for figure, weight in terms), Decimal(0)) / 2
    if outcome.outcome == "passed" and residual > allowed:
        return None  # "cirka" and its like: too loose to blame anyone by
    return relation


def _terms(outcome: Outcome) -> tuple[list[tuple[Figure, Decimal]], Decimal]:
    """The figures with their weights added up, and the scale of the outcome's unit."""
    weights: dict[str, Decimal] = {}
    figures: dict[str, Figure] = {}
    scale = Decimal(1)
    for used in outcome.figures:
        if used.figure is not None:
            figures[used.figure.id] = used.figure
            weights[used.figure.id] = weights.get(used.figure.id, Decimal(0)) + used.weight
            if used.role == "stated":
                scale = used.figure.unit.scale
    return [(figures[name], weight) for name, weight in weights.items() if weight], scale


def _share(index: int, outcome: Outcome) -> Relation | None:
    """``stated`` = 100 · parts / whole (or parts / whole), round the printed whole and percentage."""
    stated = [used for used in outcome.figures if used.role == "stated" and used.figure is not None]
    above = [used for used in outcome.figures if used.role == "term" and used.figure is not None]
    below = [used for used in outcome.figures if used.role == "divisor" and used.figure is not None]
    if len(stated) != 1 or not above or not below or outcome.computed is None:
        return None
    figure = stated[0].figure
    assert figure is not None
    part = sum((used.weight * used.figure.base for used in above if used.figure), Decimal(0))
    whole = sum((used.weight * used.figure.base for used in below if used.figure), Decimal(0))
    factor = _HUNDRED if figure.unit.quality == "percent" else Decimal(1)
    if not whole or abs(part / whole * factor / figure.unit.scale - outcome.computed) > Decimal("0.01") * abs(outcome.computed):
        return None  # not a plain quotient of these sums
    value = figure.base / factor
    weights: dict[str, Decimal] = {}
    for used, weight in [
        *((u, u.weight) for u in above),
        *((u, -value * u.weight) for u in below),
        (stated[0], -whole / factor),
    ]:
        assert used.figure is not None
        weights[used.figure.id] = weights.get(used.figure.id, Decimal(0)) + weight
    terms = tuple((name, weight) for name, weight in weights.items() if weight)
    return Relation(str(index), terms, "=", -value * whole)


def _quotient(outcome: Outcome) -> Share:
    """The sides of a control that ``_share`` found to be a plain quotient."""
    sides: dict[str, list[tuple[str, Decimal]]] = {"term": [], "divisor": [], "stated": []}
    factor = Decimal(1)
    for used in outcome.figures:
        if used.figure is not None and used.role in sides:
            sides[used.role].append((used.figure.id, used.weight))
            if used.role == "stated" and used.figure.unit.quality == "percent":
                factor = _HUNDRED
    above, below = tuple(sides["term"]), tuple(sides["divisor"])
    # the weights of both sides carry the hundred of a percentage alike
    return Share(above, below, sides["stated"][0][0], factor)


def _bound(index: int, outcome: Outcome) -> Relation | None:
    """A limit that holds, where it is linear: no correction may break it."""
    if outcome.outcome != "passed" or outcome.computed_low is not None or outcome.computed is None or outcome.limit is None:
        return None
    terms, _ = _terms(outcome)
    if not terms or outcome.unit is None:
        return None
    scale = terms[0][0].unit.scale
    printed = sum((weight * figure.base for figure, weight in terms), Decimal(0))
    constant = printed - (outcome.computed - outcome.limit) * scale
    names = tuple((figure.id, weight) for figure, weight in terms)
    return Relation(str(index), names, ">=" if outcome.told.key == "limit-least" else "<=", constant)
