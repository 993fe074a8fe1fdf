"""A record made ready for the search: whole numbers on a common scale, and the moves that can change it.

A move is one of four: a figure is changed to whatever the relations then ask for; a figure is changed back to what a
slip made it from; two figures change places; a relation takes another of its forms. A slip is priced as one only where a
relation that fails, read with every other figure as written, asks for the very value that the slip came from.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor, lcm
from typing import NamedTuple

from finsam_audit.localisation.model import Alternative, Mistaken, Number, Relation, Variable, exact, variables
from finsam_audit.localisation.slip import ARBITRARY, PRICES, price, slips

NARROW = 64
"""Intervals with more values than this say nothing about a slip, other than of the sign."""

MOST_SLIPS = 4


class Form(NamedTuple):
    """A relation on the common scale: ``low <= sum of coefficient times figure <= high``, rounding already in the bounds.

    ``target`` is the value that an equation asks for exactly.
    """

    terms: Mapping[str, int]
    low: int | None
    high: int | None
    target: int | None


class Figure(NamedTuple):
    """A variable on the common scale."""

    value: int | None
    half: int
    grid: int | None
    low: int | None
    high: int | None
    fixed: bool
    weight: Fraction


class Move(NamedTuple):
    """One way to change the record. ``to`` gives the new values of slips and interchanges; a free change has none."""

    kind: str
    names: tuple[str, ...] = ()
    to: tuple[int, ...] = ()
    relation: int = -1
    form: int = 0
    cost: Fraction = ARBITRARY


class Record:
    """Relations and figures on one scale of whole numbers, with the moves that the failing relations suggest."""

    def __init__(
        self,
        relations: Sequence[Relation],
        values: Mapping[str, Variable | Number | None],
        alternatives: Iterable[Alternative] = (),
    ) -> None:
        read = variables(values)
        self.relations = tuple(relations)
        number = {relation.name: index for index, relation in enumerate(relations)}
        if len(number) < len(self.relations):
            raise Mistaken("two relations have the same name")
        self.alternatives: dict[tuple[int, int], Alternative] = {}
        shapes = [[relation] for relation in relations]
        for alternative in alternatives:
            if alternative.relation not in number:
                raise Mistaken(f"no relation is called {alternative.relation!r}")
            index = number[alternative.relation]
            self.alternatives[index, len(shapes[index])] = alternative
            shapes[index].append(alternative.replacement)
        self.scale = _common_scale(read.values(), (shape for forms in shapes for shape in forms))
        self.figures = {name: self._figure(name, variable) for name, variable in read.items()}
        self.forms = [[self._form(shape) for shape in forms] for forms in shapes]
        self.relations_of: dict[str, list[int]] = {name: [] for name in read}
        for index, forms in enumerate(self.forms):
            for name in forms[0].terms:
                self.relations_of[name].append(index)
        self.used = {name for forms in self.forms for form in forms for name in form.terms}
        self.moves: list[Move] = []
        self.moves_on: dict[str, list[int]] = {name: [] for name in read}
        self.moves_to: dict[int, list[int]] = {}
        self.unit_cost = 1

    def _number(self, number: Number) -> int:
        return int(exact(number) * self.scale)

    def _figure(self, name: str, variable: Variable) -> Figure:
        grid, low, high = (None if n is None else self._number(n) for n in (variable.grid, variable.low, variable.high))
        value = None if variable.value is None else self._number(variable.value)
        if (grid is not None and grid <= 0) or variable.step < 0 or variable.weight <= 0:
            raise Mistaken(f"{name}: grid and weight must be positive, the step not negative")
        return Figure(value, self._number(variable.step) // 2, grid, low, high, variable.fixed, exact(variable.weight))

    def _form(self, relation: Relation) -> Form:
        terms: dict[str, Fraction] = {}
        for name, coefficient in relation.terms:
            if name not in self.figures:
                raise Mistaken(f"relation {relation.name!r} speaks of {name!r}, which the record does not have")
            terms[name] = terms.get(name, Fraction(0)) + exact(coefficient)
        if relation.sense not in ("=", "<=", ">="):
            raise Mistaken(f"relation {relation.name!r}: unknown sense {relation.sense!r}")
        sign = -1 if relation.sense == ">=" else 1
        common = sign * lcm(1, *(coefficient.denominator for coefficient in terms.values()))
        whole = {name: int(coefficient * common) for name, coefficient in terms.items() if coefficient}
        target = int(exact(relation.constant) * common * self.scale)
        slack = sum(abs(coefficient) * self.figures[name].half for name, coefficient in whole.items())
        if relation.slack is not None:
            slack = int(exact(relation.slack) * abs(common) * self.scale)
        if relation.sense == "=":
            return Form(whole, target - slack, target + slack, target)
        return Form(whole, None, target + slack, None)

    def fraction(self, number: int | Fraction) -> Fraction:
        """A number on the common scale back on its own."""
        return Fraction(number) / self.scale

    def missing(self, form: Form) -> list[str]:
        """The figures of a relation that have no value."""
        return [name for name in form.terms if self.figures[name].value is None]

    def total(self, form: Form, at: Mapping[str, int] = {}, without: str = "") -> int:
        """The sum of a relation's terms as written, with some values put in the place of others. No figure may be missing."""
        total = 0
        for name, coefficient in form.terms.items():
            if name != without:
                value = at.get(name, self.figures[name].value)
                assert value is not None
                total += coefficient * value
        return total

    def failing(self) -> list[int]:
        """The relations without missing figures that do not hold within rounding."""
        return [
            index
            for index, forms in enumerate(self.forms)
            if not self.missing(forms[0]) and not within(self.total(forms[0]), forms[0])
        ]

    def drop(self, relation: int) -> None:
        """Take a relation out: from now on it asks for nothing."""
        for name in self.forms[relation][0].terms:
            self.relations_of[name].remove(relation)
        self.forms[relation] = [Form({}, None, None, None) for _ in self.forms[relation]]

    def pinned(self, form: Form, name: str) -> tuple[Fraction | None, Fraction | None]:
        """The interval that one relation leaves for a figure when all its others stand as written."""
        return shared(form, form.terms[name], self.total(form, without=name))

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

    def suggest(self, failing: Sequence[int], interchangeable: Callable[[str, str], bool] | None) -> None:
        """Fill in the moves: free changes and other forms everywhere, slips and interchanges in the failing relations."""
        found = [
            Move("change", (name,), cost=figure.weight)
            for name, figure in self.figures.items()
            if not figure.fixed and figure.value is not None and name in self.used
        ]
        found += self._slips(failing)
        found += self._interchanges(failing, interchangeable)
        for (index, form), alternative in self.alternatives.items():
            found.append(Move("form", relation=index, form=form, cost=exact(alternative.cost)))
        self.unit_cost = lcm(1, *(move.cost.denominator for move in found))
        self.moves = found
        for number, move in enumerate(found):
            for name in move.names:
                self.moves_on[name].append(number)
            if move.kind == "form":
                self.moves_to.setdefault(move.relation, []).append(number)

    def _slips(self, failing: Iterable[int]) -> list[Move]:
        wanted: dict[str, dict[int, tuple[Fraction, str, int]]] = {}
        for index in failing:
            form = self.forms[index][0]
            for name in form.terms:
                if not self.figures[name].fixed:
                    for value, kind, off in self._slips_within(form, name):
                        known = wanted.setdefault(name, {}).get(value)
                        wanted[name][value] = (price(kind), kind, min(off, known[2]) if known else off)
        moves = []
        for name, values in wanted.items():
            ranked = sorted(values.items(), key=lambda item: (item[1][0], item[1][2], item[0]))[:MOST_SLIPS]
            moves += [Move(kind, (name,), (value,), cost=cost * self.figures[name].weight) for value, (cost, kind, _) in ranked]
        return moves

    def _slips_within(self, form: Form, name: str) -> list[tuple[int, str, int]]:
        figure = self.figures[name]
        low, high = self.pinned(form, name)
        assert figure.value is not None
        candidates: Iterable[int] = (-figure.value,)
        if figure.grid is not None and low is not None and high is not None:
            first, last = ceil(low / figure.grid), floor(high / figure.grid)
            if last - first < NARROW:
                candidates = range(first * figure.grid, last * figure.grid + 1, figure.grid)
        found = []
        for value in candidates:
            if (low is None or value >= low) and (high is None or value <= high) and self.can_be(name, value):
                kind = self.slip(name, value)
                if kind:
                    total = self.total(form, {name: value})
                    found.append((value, kind, 0 if form.target is None else abs(total - form.target)))
        return found

    def _interchanges(self, failing: Sequence[int], allowed: Callable[[str, str], bool] | None) -> list[Move]:
        suspects = {name for index in failing for name in self.forms[index][0].terms if not self.figures[name].fixed}
        partners = {other for name in suspects for index in self.relations_of[name] for other in self.forms[index][0].terms}
        known = (name for name in partners if not self.figures[name].fixed and self.figures[name].value is not None)
        by_value = sorted((self.figures[name].value or 0, name) for name in known)
        keys = [value for value, _ in by_value]
        pairs: set[tuple[str, str]] = set()
        for index in failing:
            form = self.forms[index][0]
            for name in suspects & form.terms.keys():
                low, high = self.pinned(form, name)
                if low is not None and high is not None:
                    near = by_value[bisect_left(keys, low) : bisect_right(keys, high)]
                    own = set(self.relations_of[name])
                    pairs |= {
                        (min(name, other), max(name, other))
                        for _, other in near
                        if other not in form.terms and (other in suspects or own & set(self.relations_of[other]))
                    }
                for other in suspects & form.terms.keys():
                    if name < other and form.terms[name] != form.terms[other]:
                        pairs.add((name, other))
        moves = []
        for one, other in sorted(pairs):
            first, second = self.figures[one], self.figures[other]
            if first.value is None or second.value is None or abs(first.value - second.value) <= 2 * (first.half + second.half):
                continue
            if (allowed is not None and not allowed(one, other)) or not self._mends(failing, one, other):
                continue
            if self.can_be(one, second.value) and self.can_be(other, first.value):
                cost = PRICES["interchanged"] * max(first.weight, second.weight)
                moves.append(Move("interchanged", (one, other), (second.value, first.value), cost=cost))
        return moves

    def _mends(self, failing: Iterable[int], one: str, other: str) -> bool:
        first, second = self.figures[one].value, self.figures[other].value
        assert first is not None
        assert second is not None
        at = {one: second, other: first}
        forms = (self.forms[index][0] for index in failing)
        return any(within(self.total(form, at), form) for form in forms if one in form.terms or other in form.terms)


def within(total: int, form: Form) -> bool:
    """Whether a sum lies in the bounds of its relation."""
    return (form.low is None or total >= form.low) and (form.high is None or total <= form.high)


def shared(form: Form, coefficient: int, rest: int) -> tuple[Fraction | None, Fraction | None]:
    """The interval for one term of a relation where the others make up ``rest``."""
    low = None if form.low is None else Fraction(form.low - rest, coefficient)
    high = None if form.high is None else Fraction(form.high - rest, coefficient)
    return (low, high) if coefficient > 0 else (high, low)


def _common_scale(read: Iterable[Variable], shapes: Iterable[Relation]) -> int:
    numbers = [exact(shape.constant) for shape in shapes]
    for variable in read:
        numbers += [exact(n) for n in (variable.value, variable.grid, variable.low, variable.high) if n is not None]
        numbers.append(exact(variable.step) / 2)
    return lcm(1, *(number.denominator for number in numbers))
