"""The moves that can change a record, and what each costs.

A move is one of four: a figure is changed to whatever the relations then ask for; a figure is changed back to what a
slip made it from; two figures change places; a relation takes another of its forms. A slip is priced as one only where a
relation that fails, read with every other figure as written, asks for the very value that the slip came from.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import combinations
from math import lcm
from operator import itemgetter
from typing import NamedTuple

from finsam_audit.controls.localisation.model import exact
from finsam_audit.controls.localisation.record import Form, Record, within
from finsam_audit.controls.localisation.slip import ARBITRARY, NEARLY, PRICES, ROUNDED, price

NARROW = 64
"""Intervals with more values than this say nothing about a slip, other than of the sign."""

MOST_SLIPS = 4


class Move(NamedTuple):
    """One way to change the record. ``to`` gives the new values of slips and interchanges; a free change has none."""

    kind: str
    names: tuple[str, ...] = ()
    to: tuple[int, ...] = ()
    relation: int = -1
    form: int = 0
    cost: Fraction = ARBITRARY


class Moves:
    """The moves of a record by their number: free changes and other forms everywhere, the rest in failing relations."""

    def __init__(self, record: Record, allowed: Callable[[str, str], bool] | None, plain: bool) -> None:
        """``allowed`` says which figures may have changed places (None: any); ``plain`` leaves slips and interchanges out."""
        self.record = record
        failing = [] if plain else record.failing()
        used = {name for forms in record.forms for form in forms for name in form.terms}
        self.all = [
            Move("change", (name,), cost=figure.weight)
            for name, figure in record.figures.items()
            if not figure.fixed and figure.value is not None and name in used
        ]
        self.all += self._slips(failing)
        self.all += self._interchanges(failing, allowed)
        for (index, form), alternative in record.alternatives.items():
            self.all.append(Move("form", relation=index, form=form, cost=exact(alternative.cost)))
        self.unit = lcm(1, *{move.cost.denominator for move in self.all})
        self.costs = [move.cost.numerator * (self.unit // move.cost.denominator) for move in self.all]
        self.on: dict[str, list[int]] = {name: [] for name in record.figures}
        self.to: dict[int, list[int]] = {}
        for number, move in enumerate(self.all):
            for name in move.names:
                self.on[name].append(number)
            if move.kind == "form":
                self.to.setdefault(move.relation, []).append(number)

    def clash(self, number: int) -> frozenset[int]:
        """The moves that cannot be made together with one: of the same figures, or other forms of the same relation."""
        move = self.all[number]
        others = set(self.to.get(move.relation, ()))
        for name in move.names:
            others.update(self.on[name])
        return frozenset(others - {number})

    def on_relations(self, relations: Iterable[int]) -> set[int]:
        """The moves of the figures in some relations."""
        return {move for relation in relations for name in self.record.forms[relation][0].terms for move in self.on[name]}

    def _slips(self, failing: Iterable[int]) -> list[Move]:
        figures = self.record.figures
        wanted: dict[str, dict[int, tuple[Fraction, str, int]]] = {}
        for index in failing:
            form = self.record.forms[index][0]
            for name in form.terms:
                if not figures[name].fixed:
                    for value, kind, off in self._slips_within(form, name):
                        known = wanted.setdefault(name, {}).get(value)
                        wanted[name][value] = (price(kind), kind, min(off, known[2]) if known else off)
        moves = []
        for name, values in wanted.items():
            ranked = sorted(values.items(), key=lambda item: (item[1][0], item[1][2], item[0]))[:MOST_SLIPS]
            for value, (cost, kind, off) in ranked:
                moves.append(Move(kind, (name,), (value,), cost=(cost + ROUNDED if off else cost) * figures[name].weight))
        return moves

    def _slips_within(self, form: Form, name: str) -> list[tuple[int, str, int]]:
        record, figure = self.record, self.record.figures[name]
        low, high = record.pinned(form, name)
        assert figure.value is not None
        candidates: Iterable[int] = (-figure.value,)
        if figure.grid is not None and low is not None and high is not None and high - low < NARROW * figure.grid:
            candidates = range(int(low), int(high) + 1, figure.grid)
        found = []
        for value in candidates:
            if (low is None or value >= low) and (high is None or value <= high) and record.can_be(name, value):
                kind = record.slip(name, value)
                off = 0 if form.target is None else abs(record.total(form, {name: value}) - form.target)
                if kind and abs((value - figure.value) * form.terms[name]) > 2 * off:  # else rounding explains more of it
                    found.append((value, kind, off))
        return found

    def _interchanges(self, failing: Sequence[int], allowed: Callable[[str, str], bool] | None) -> list[Move]:
        record, figures = self.record, self.record.figures
        moves = []
        for one, other in self._pairs([record.forms[index][0] for index in failing]):
            first, second = figures[one], figures[other]
            if first.value is None or second.value is None or abs(first.value - second.value) <= 2 * (first.half + second.half):
                continue
            off = self._mended_by(failing, one, other) if allowed is None or allowed(one, other) else None
            if off is not None and record.can_be(one, second.value) and record.can_be(other, first.value):
                cost = (NEARLY if off else PRICES["interchanged"]) * max(first.weight, second.weight)
                moves.append(Move("interchanged", (one, other), (second.value, first.value), cost=cost))
        return moves

    def _pairs(self, failing: Sequence[Form]) -> list[tuple[str, str]]:
        """Two figures of one failing relation, or one and another, beside it or in another that fails, that would mend it."""
        record, figures = self.record, self.record.figures
        suspects = {name for form in failing for name in form.terms if not figures[name].fixed}
        beside = {index for name in suspects for index in record.relations_of[name]}
        partners = {other for index in beside for other in record.forms[index][0].terms}
        by_value = sorted((value, n) for n in partners if not figures[n].fixed and (value := figures[n].value) is not None)
        pairs: set[tuple[str, str]] = set()
        for form in failing:
            alike: dict[int, list[str]] = {}
            for name in suspects & form.terms.keys():
                alike.setdefault(form.terms[name], []).append(name)
                low, high = record.pinned(form, name)
                if low is not None and high is not None:
                    near = by_value[bisect_left(by_value, (low, "")) : bisect_right(by_value, high, key=itemgetter(0))]
                    own = set(record.relations_of[name])
                    pairs |= {
                        (min(name, other), max(name, other))
                        for _, other in near
                        if other not in form.terms and (other in suspects or own & set(record.relations_of[other]))
                    }
            for one, two in combinations(alike.values(), 2):
                pairs |= {(min(name, other), max(name, other)) for name in one for other in two}
        return sorted(pairs)

    def _mended_by(self, failing: Iterable[int], one: str, other: str) -> int | None:
        """How far from a failing relation two figures in each other's place are at best; None where rounding does not explain
        that."""
        record = self.record
        at = {one: record.figures[other].value or 0, other: record.figures[one].value or 0}
        forms = (record.forms[index][0] for index in failing)
        totals = [(form, record.total(form, at)) for form in forms if one in form.terms or other in form.terms]
        return min(
            (abs(t - form.target) if form.target is not None else 0 for form, t in totals if within(t, form)), default=None
        )
