"""The relations of a report as one system of equations, for whoever asks which figure is to blame.

Every control that came to an end by arithmetic is a relation between printed figures. A percentage that is a part of a
whole is a relation too, made linear round what is printed; that is exact as long as only one side of it is changed.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from finsam_audit.controls.localisation import Relation, Variable
from finsam_audit.controls.outcome import Outcome, Used
from finsam_audit.page.model import Figure

_HUNDRED = Decimal(100)
_BY_MAGNITUDE = ("note", "part")


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
        _, whole, value = self._sides(at)
        return whole != 0 and abs(self._gap(at)) <= self.slack(value, whole, variables)

    def gap(self, variables: Mapping[str, Variable]) -> Fraction:
        """How far the part is from its percentage of the whole, as printed."""
        return self._gap(self._printed(variables))

    def room(self, variables: Mapping[str, Variable]) -> Fraction:
        """How far it may be, as printed."""
        _, whole, value = self._sides(self._printed(variables))
        return self.slack(value, whole, variables)

    def _printed(self, variables: Mapping[str, Variable]) -> dict[str, Fraction]:
        return {name: Fraction(variables[name].value or 0) for name in self.names}

    def _sides(self, at: Mapping[str, Fraction]) -> tuple[Fraction, Fraction, Fraction]:
        part, whole = (sum((Fraction(w) * at[n] for n, w in side), Fraction(0)) for side in (self.above, self.below))
        return part, whole, at[self.stated] / Fraction(self.factor)

    def _gap(self, at: Mapping[str, Fraction]) -> Fraction:
        part, whole, value = self._sides(at)
        return part - value * whole

    def slack(self, value: Fraction, whole: Fraction, variables: Mapping[str, Variable]) -> Fraction:
        """How far the part may be from its percentage of a whole: the larger the whole, the more a percentage hides."""
        above, below = (
            sum((abs(Fraction(w)) * Fraction(variables[n].step) for n, w in side), Fraction(0)) / 2
            for side in (self.above, self.below)
        )
        return above + abs(value) * below + abs(whole) * Fraction(variables[self.stated].step) / 2 / Fraction(self.factor)


class System(NamedTuple):
    """The relations, by the index of the outcome they come from, and the figures in them.

    ``relations`` are named by that index; ``inequalities`` are limits that hold and may not be broken by a correction;
    ``shares`` are those of the relations that are quotients.
    """

    relations: dict[int, Relation]
    inequalities: dict[int, Relation]
    figures: dict[str, Figure]
    shares: dict[int, Share]

    def variables(self) -> dict[str, Variable]:
        """Every figure as a variable, in kr, % or antal."""
        return {
            name: Variable(figure.base, figure.step, figure.unit.scale.scaleb(-figure.decimals), weight=_trust(figure))
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

    Habits of print, differences of definition and what holds in another reading are left out: they are explained, and nothing
    is to be changed.
    """
    relations: dict[int, Relation] = {}
    shares: dict[int, Share] = {}
    inequalities: dict[int, Relation] = {}
    figures: dict[str, Figure] = {}
    for index, outcome in enumerate(outcomes):
        if not outcome.arithmetic or not outcome.equation or outcome.outcome not in ("passed", "finding"):
            continue
        if (
            outcome.kind in ("definition", "reading")
            or (outcome.kind == "policy" and outcome.limit is not None)
            or (outcome.kind == "rounding" and not _within(outcome))
        ):
            continue
        own = {figure.id: figure for figure in outcome.printed}
        if outcome.limit is None and outcome.computed_low is not None:
            share = _share(outcome)
            relation = _line(index, share, own) if share is not None else _of_known_whole(index, outcome)
            if share is not None:
                shares[index] = share
        else:
            relation = _relation(index, outcome)
        if relation is None:
            continue
        (relations if relation.sense == "=" else inequalities)[index] = relation
        figures.update(own)
    signless = _signless(outcomes, relations, shares)
    for index in signless:
        for some in (relations, inequalities, shares):
            some.pop(index, None)
    return System(relations, inequalities, figures, shares)


def _signless(outcomes: Sequence[Outcome], relations: Collection[int], shares: Collection[int]) -> set[int]:
    """What holds by magnitude of a figure whose turned sign would mend what fails: it says how much, not with which sign."""
    failing = (outcomes[index] for index in relations if outcomes[index].outcome == "finding")
    turned = {name for outcome in failing for name in _mended_by_turning(outcome)}
    return {
        index
        for index, outcome in enumerate(outcomes)
        if (outcome.about in _BY_MAGNITUDE or index in shares)
        and outcome.outcome == "passed"
        and any(used.figure is not None and used.figure.id in turned for used in outcome.figures)
    }


def _mended_by_turning(outcome: Outcome) -> Iterator[str]:
    """The figures of a sum that does not hold, of which one with the other sign would let it hold exactly."""
    terms, scale = _terms(outcome)
    gap = (outcome.difference or Decimal(0)) * scale
    return (figure.id for figure, weight in terms if gap and abs(gap) == abs(2 * weight * figure.base))


def _within(outcome: Outcome) -> bool:
    """Whether the intervals of the printed figures meet all the same, as where one fact is printed a krona apart."""
    return outcome.difference is not None and outcome.tolerance is not None and abs(outcome.difference) <= outcome.tolerance


def _relation(index: int, outcome: Outcome) -> Relation | None:
    if outcome.limit is not None:
        return _bound(index, outcome)
    if outcome.stated is None or outcome.computed is None:
        return None
    terms, scale = _terms(outcome)
    if not terms:
        return None
    printed = _printed(terms)
    constant = printed - (outcome.computed - outcome.stated) * scale
    residual = abs(printed - constant)
    allowed = sum((abs(weight) * figure.step for figure, weight in terms), Decimal(0)) / 2
    if outcome.outcome == "passed" and residual > allowed:
        return None  # "cirka" and its like: too loose to blame anyone by
    return Relation(str(index), _named(terms), "=", constant)


def _printed(terms: Sequence[tuple[Figure, Decimal]]) -> Decimal:
    """What the terms come to as printed. Less what the control came to, it is what the rule itself adds (50 % of 100 tkr)."""
    return sum((weight * figure.base for figure, weight in terms), Decimal(0))


def _named(terms: Sequence[tuple[Figure, Decimal]]) -> tuple[tuple[str, Decimal], ...]:
    return tuple((figure.id, weight) for figure, weight in terms)


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


def _share(outcome: Outcome) -> Share | None:
    """The sides of a control that is a plain quotient: ``stated`` = parts / whole, times a hundred for a percentage."""
    sides: dict[str, list[Used]] = {"term": [], "divisor": [], "stated": []}
    for used in outcome.figures:
        if used.figure is not None and used.role in sides:
            sides[used.role].append(used)
    above, below, stated = sides["term"], sides["divisor"], sides["stated"]
    if len(stated) != 1 or not above or not below or outcome.computed is None:
        return None
    figure = stated[0].figure
    assert figure is not None
    part, whole = (_printed([(used.figure, used.weight) for used in side if used.figure]) for side in (above, below))
    factor = _HUNDRED if figure.unit.quality == "percent" else Decimal(1)
    if not whole or abs(part / whole * factor / figure.unit.scale - outcome.computed) > Decimal("0.01") * abs(outcome.computed):
        return None  # not a plain quotient of these sums
    named = [tuple((used.figure.id, used.weight) for used in side if used.figure) for side in (above, below)]
    return Share(named[0], named[1], figure.id, factor)


def _of_known_whole(index: int, outcome: Outcome) -> Relation | None:
    """A percentage of a whole that is no figure, as the one that the shares of a column show: parts · weight = ``stated``."""
    if any(used.role == "divisor" for used in outcome.figures) or outcome.unit != "%" or not outcome.computed:
        return None
    parts = [(used.figure, used.weight) for used in outcome.figures if used.figure is not None and used.role == "term"]
    stated = outcome.stated_figures
    part = _printed(parts)
    if len(stated) != 1 or not part or any(figure.id == stated[0].id for figure, _ in parts):
        return None
    weight = outcome.computed * stated[0].unit.scale / part
    return Relation(str(index), (*_named([(figure, own * weight) for figure, own in parts]), (stated[0].id, Decimal(-1))))


def _line(index: int, share: Share, figures: Mapping[str, Figure]) -> Relation:
    """A quotient as a straight line round the printed whole and percentage."""
    value = figures[share.stated].base / share.factor
    whole = sum((weight * figures[name].base for name, weight in share.below), Decimal(0))
    weights: dict[str, Decimal] = {}
    for name, weight in (
        *share.above,
        *((name, -value * weight) for name, weight in share.below),
        (share.stated, -whole / share.factor),
    ):
        weights[name] = weights.get(name, Decimal(0)) + weight
    terms = tuple((name, weight) for name, weight in weights.items() if weight)
    return Relation(str(index), terms, "=", -value * whole)


def _bound(index: int, outcome: Outcome) -> Relation | None:
    """A limit that holds, where it is linear: no correction may break it."""
    if outcome.outcome != "passed" or outcome.computed_low is not None or outcome.computed is None or outcome.limit is None:
        return None
    terms, _ = _terms(outcome)
    if not terms or outcome.unit is None:
        return None
    scale = terms[0][0].unit.scale
    constant = _printed(terms) - (outcome.computed - outcome.limit) * scale
    return Relation(str(index), _named(terms), ">=" if outcome.about == "floor" else "<=", constant)
