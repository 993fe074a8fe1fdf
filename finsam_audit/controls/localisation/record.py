"""A record made ready for the search: its figures and relations in whole numbers on a common scale.

What a relation comes to as written is kept with it, so that a change costs one product, however long the sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from finsam_audit.controls.localisation.model import Alternative, Mistaken, Number, Relation, Variable, exact, ratio, variables
from finsam_audit.controls.localisation.simplex import Bound, Exact
from finsam_audit.controls.localisation.slip import slips

_ONE = Fraction(1)


class Form(NamedTuple):
    """A relation on the common scale: ``low <= sum of coefficient times figure <= high``, rounding already in the bounds.

    ``target`` is the value that an equation asks for exactly. ``written`` is the sum of the figures as they are written, but
    for those that are ``missing``.
    """

    terms: Mapping[str, int]
    low: int | None
    high: int | None
    target: int | None
    written: int
    missing: tuple[str, ...]

    @property
    def fails(self) -> bool:
        """Whether it misses what it asks for by more than rounding, all its figures being there."""
        return not self.missing and not within(self.written, self)


class Figure(NamedTuple):
    """A variable on the common scale."""

    value: int | None
    half: int
    grid: int | None
    low: int | None
    high: int | None
    fixed: bool
    weight: Fraction


class Record:
    """Relations and figures on one scale of whole numbers."""

    def __init__(
        self,
        relations: Sequence[Relation],
        values: Mapping[str, Variable | Number | None],
        alternatives: Iterable[Alternative] = (),
    ) -> None:
        read = variables(values)
        others = tuple(alternatives)
        self.scale = _common_scale(read.values(), (*relations, *(other.replacement for other in others)))
        self.figures = {name: self._figure(name, variable) for name, variable in read.items()}
        self.place = {name: place for place, name in enumerate(self.figures)}
        self._set(tuple(relations), [self._form(relation) for relation in relations], others)

    def _set(self, relations: tuple[Relation, ...], forms: list[Form], others: Iterable[Alternative]) -> None:
        self.relations = relations
        self.forms = [[form] for form in forms]
        self.alternatives: dict[tuple[int, int], Alternative] = {}
        number = {relation.name: index for index, relation in enumerate(relations)}
        if len(number) < len(relations):
            raise Mistaken("two relations have the same name")
        for other in others:
            if other.relation not in number:
                raise Mistaken(f"no relation is called {other.relation!r}")
            index = number[other.relation]
            self.alternatives[index, len(self.forms[index])] = other
            self.forms[index].append(self._form(other.replacement))
        self.relations_of: dict[str, list[int]] = {name: [] for name in self.figures}
        for index, form in enumerate(forms):
            for name in form.terms:
                self.relations_of[name].append(index)

    def narrowed(
        self,
        chosen: Iterable[int],
        looser: Mapping[int, Number],
        weights: Mapping[str, Number],
        alternatives: Iterable[Alternative],
    ) -> Record:
        """The record of some of the relations and the figures in them.

        ``looser`` gives another slack to relations by their number here, ``weights`` another weight to figures.
        ``alternatives`` ask for amounts that the scale can hold.
        """
        part = Record.__new__(Record)
        numbers = list(chosen)
        relations = tuple(self.relations[n]._replace(slack=looser[n]) if n in looser else self.relations[n] for n in numbers)
        forms = [self._form(self.relations[n]._replace(slack=looser[n])) if n in looser else self.forms[n][0] for n in numbers]
        used = {name for form in forms for name in form.terms}
        part.scale, part.place = self.scale, self.place
        part.figures = {name: self.figures[name] for name in sorted(used, key=self.place.__getitem__)}
        for name in used & weights.keys():
            part.figures[name] = part.figures[name]._replace(weight=exact(weights[name]))
        part._set(relations, forms, alternatives)
        return part

    def settled(self, held: Mapping[str, Variable]) -> Record | None:
        """The record with some of its figures other than they were; None where its scale is too coarse for them.

        Nothing else is worked out anew: of a report with thousands of figures a few are settled.
        """
        if any(self.scale % below for variable in held.values() for below in _denominators(variable)):
            return None
        new = Record.__new__(Record)
        new.scale, new.place = self.scale, self.place
        new.figures = self.figures | {name: self._figure(name, variable) for name, variable in held.items()}
        touched = {index for name in held for index in self.relations_of[name]}
        forms = [new._form(self.relations[n]) if n in touched else form for n, (form, *_) in enumerate(self.forms)]
        new._set(self.relations, forms, ())
        return new

    def _number(self, number: Number) -> int:
        above, below = ratio(number)
        whole, rest = divmod(above * self.scale, below)
        if rest:
            raise Mistaken(f"{number} is finer than the record it is to be held against")
        return whole

    def _figure(self, name: str, variable: Variable) -> Figure:
        value, grid, low, high = (
            None if n is None else self._number(n) for n in (variable.value, variable.grid, variable.low, variable.high)
        )
        if (grid is not None and grid <= 0) or variable.step < 0 or variable.weight <= 0:
            raise Mistaken(f"{name}: grid and weight must be positive, the step not negative")
        weight = _ONE if variable.weight == 1 else exact(variable.weight)
        return Figure(value, self._number(variable.step) // 2, grid, low, high, variable.fixed, weight)

    def _form(self, relation: Relation) -> Form:
        terms: dict[str, tuple[int, int]] = {}
        for name, coefficient in relation.terms:
            if name not in self.figures:
                raise Mistaken(f"relation {relation.name!r} speaks of {name!r}, which the record does not have")
            known = terms.get(name)
            terms[name] = ratio(exact(coefficient) + Fraction(*known) if known else coefficient)
        if relation.sense not in ("=", "<=", ">="):
            raise Mistaken(f"relation {relation.name!r}: unknown sense {relation.sense!r}")
        common = lcm(1, *(below for _, below in terms.values()))
        sign = -common if relation.sense == ">=" else common
        whole = {name: above * (sign // below) for name, (above, below) in terms.items() if above}
        target = self._number(relation.constant) * sign
        if relation.slack is None:
            slack = sum(abs(coefficient) * self.figures[name].half for name, coefficient in whole.items())
        else:
            slack = int(exact(relation.slack) * common * self.scale)
        missing = tuple(name for name in whole if self.figures[name].value is None)
        written = sum(coefficient * (self.figures[name].value or 0) for name, coefficient in whole.items())
        if relation.sense == "=":
            return Form(whole, target - slack, target + slack, target, written, missing)
        return Form(whole, None, target + slack, None, written, missing)

    def fraction(self, number: int | Fraction) -> Fraction:
        """A number on the common scale back on its own."""
        return Fraction(number) / self.scale

    def total(self, form: Form, at: Mapping[str, int]) -> int:
        """The sum of a relation's terms as written, with some values put in the place of others."""
        total = form.written
        for name, value in at.items():
            if name in form.terms:
                total += form.terms[name] * (value - (self.figures[name].value or 0))
        return total

    def holds(self, relation: int, at: Mapping[str, Fraction]) -> bool:
        """Whether a relation without missing figures holds within rounding where some figures have other values."""
        form = self.forms[relation][0]
        total: Exact = form.written
        for name, value in at.items():
            if name in form.terms:
                total += form.terms[name] * (self._on_scale(value) - (self.figures[name].value or 0))
        return within(total, form)

    def _on_scale(self, value: Fraction) -> Exact:
        """A value in steps of the scale: a whole number where it is one, since fractions are several times slower."""
        whole, rest = divmod(value.numerator * self.scale, value.denominator)
        return value * self.scale if rest else whole

    def failing(self) -> list[int]:
        """The relations without missing figures that do not hold within rounding."""
        return [index for index, (form, *_) in enumerate(self.forms) if form.fails]

    def drop(self, lost: Iterable[int]) -> None:
        """Take relations out: from now on they ask for nothing."""
        for relation in lost:
            for name in self.forms[relation][0].terms:
                self.relations_of[name].remove(relation)
            self.forms[relation] = [Form({}, None, None, None, 0, ()) for _ in self.forms[relation]]

    def pinned(self, form: Form, name: str) -> tuple[Bound, Bound]:
        """The interval that one relation leaves for a figure when all its others stand as written."""
        figure, coefficient = self.figures[name], form.terms[name]
        return interval(form, coefficient, form.written - coefficient * (figure.value or 0), figure.grid)

    def can_be(self, name: str, value: int) -> bool:
        """Whether a figure can be written so."""
        figure = self.figures[name]
        if (figure.low is not None and value < figure.low) or (figure.high is not None and value > figure.high):
            return False
        return figure.grid is None or value % figure.grid == 0

    def slip(self, name: str, meant: int) -> str | None:
        """The slip that leads from ``meant`` to what is written, counted in the figure's own grid."""
        figure = self.figures[name]
        if figure.value is None:
            return None
        if figure.grid is None:
            return "sign" if meant and figure.value == -meant else None
        return None if figure.value % figure.grid else slips(figure.value // figure.grid, meant // figure.grid)


def within(total: int | Fraction, form: Form) -> bool:
    """Whether a sum lies in the bounds of its relation."""
    return (form.low is None or total >= form.low) and (form.high is None or total <= form.high)


def interval(form: Form, coefficient: int, rest: int, grid: int | None) -> tuple[Bound, Bound]:
    """What a relation leaves for a figure where its other terms make up ``rest``, drawn in to values on the grid."""
    low, high = (None if bound is None else bound - rest for bound in (form.low, form.high))
    if coefficient < 0:
        low, high = (None if bound is None else -bound for bound in (high, low))
    size = abs(coefficient) * (grid or 1)
    if grid is None:
        return None if low is None else Fraction(low, size), None if high is None else Fraction(high, size)
    return None if low is None else -(-low // size) * grid, None if high is None else high // size * grid


def _common_scale(read: Iterable[Variable], shapes: Iterable[Relation]) -> int:
    """The least whole number that makes all constants, values and half steps whole."""
    below = {ratio(shape.constant)[1] for shape in shapes}
    for variable in read:
        below.update(_denominators(variable))
    return lcm(*below)


def _denominators(variable: Variable) -> list[int]:
    """What a scale must be a multiple of to hold a variable, and half of its step."""
    given = (variable.value, variable.grid, variable.low, variable.high)
    return [2 * ratio(variable.step)[1], *(ratio(number)[1] for number in given if number is not None)]
