"""Relations that hold within rounding one by one, but not together: no choice of true values satisfies them all."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from finsam_audit.localisation.model import Number, Relation, Variable
from finsam_audit.localisation.record import Form, Record, within
from finsam_audit.localisation.simplex import Column, Row, Tableau, groups

TRIALS = 2_000


class Conflict(NamedTuple):
    """Relations that no true values satisfy together, and not one of them can be spared.

    ``least`` tells that no smaller set of relations is in conflict either.
    """

    relations: tuple[str, ...]
    least: bool


def rounding_conflict(
    relations: Sequence[Relation], values: Mapping[str, Variable | Number | None], trials: int = TRIALS
) -> list[Conflict]:
    """Whether true values exist within half a step of every written figure that satisfy all relations exactly.

    One conflict for every group of relations that hang together; an empty list where true values exist. Relations that
    fail by themselves are left out: they are mistakes, not rounding. Missing figures may be anything. ``trials`` bounds the
    search for a smaller conflict.

    >>> from finsam_audit.localisation import Variable, relation, rounding_conflict
    >>> tkr = {name: Variable(value, step=1) for name, value in {"a": 1, "b": 1, "c": 3, "d": 4, "e": 2}.items()}
    >>> held = [relation("a + b = c"), relation("c = d"), relation("a + b = e")]
    >>> [conflict.relations for conflict in rounding_conflict(held, tkr)]
    [('a + b = c', 'c = d')]
    """
    record = Record(relations, values)
    numbers = {name: number for number, name in enumerate(record.figures)}
    usable = [i for i, forms in enumerate(record.forms) if record.missing(forms[0]) or within(record.total(forms[0]), forms[0])]
    found = []
    entangled = _entangled(record, usable)
    for group in groups((index, [numbers[name] for name in record.forms[index][0].terms]) for index in entangled):
        if any(_off(record, index) for index in group):
            clash = _clash(record, group)
            if clash:
                small = _smallest(record, group, _irreducible(record, clash), trials)
                found.append(Conflict(tuple(relations[index].name for index in sorted(small[0])), small[1]))
    return found


def _entangled(record: Record, relations: Iterable[int]) -> list[int]:
    """The relations that can be part of a conflict at all.

    One whose own figures, those that no other relation has, can make up for whatever its other figures truly are never is.
    Taken away, it leaves more figures to others as their own.
    """
    left = set(relations)
    known = {name: left.intersection(record.relations_of[name]) for name in record.figures}
    asked = list(left)
    while asked:
        index = asked.pop()
        form = record.forms[index][0]
        if index not in left or form.target is None or record.missing(form):
            continue
        room = -abs(record.total(form) - form.target)
        for name, k in form.terms.items():
            room += abs(k) * record.figures[name].half * (1 if len(known[name]) == 1 else -1)
        if room >= 0:
            left.discard(index)
            for name in form.terms:
                known[name].discard(index)
                asked += known[name]
    return sorted(left)


def _off(record: Record, relation: int) -> bool:
    """Whether the written values miss a relation at all, or it cannot be told."""
    form = record.forms[relation][0]
    return bool(record.missing(form)) or not within(record.total(form), _bare(record, form))


def _bare(record: Record, form: Form) -> Form:
    """A relation without the slack for rounding."""
    if form.target is not None:
        return Form(form.terms, form.target, form.target, form.target)
    slack = sum(abs(k) * record.figures[name].half for name, k in form.terms.items())
    assert form.high is not None
    return Form(form.terms, None, form.high - slack, None)


def _clash(record: Record, relations: Iterable[int]) -> frozenset[int]:
    """Relations among these that true values cannot satisfy together; empty where they can.

    Only what is missed is solved: first by the written values, then by the true values found so far.
    """
    left = {index: _bare(record, record.forms[index][0]) for index in sorted(relations)}
    place = {name: number for number, name in enumerate(dict.fromkeys(name for form in left.values() for name in form.terms))}
    tableau = Tableau([_true_values(record, name) for name in place])
    taken: list[int] = []
    missed = [index for index in left if _off(record, index)]
    while missed:
        for index in missed:
            tableau.add(_row(left.pop(index), place))
        taken += missed
        conflict = tableau.push()
        if conflict is not None:
            return frozenset(taken[index - len(place)] for index in conflict if index >= len(place))
        true = {name: tableau.value[number] for name, number in place.items()}
        missed = [index for index, form in left.items() if not _satisfies(form, true)]
    return frozenset()


def _true_values(record: Record, name: str) -> Column:
    """What a figure can truly be: within half a step of what is written, anything where nothing is."""
    figure = record.figures[name]
    if figure.value is None:
        return Column(None if figure.low is None else Fraction(figure.low - figure.half))
    return Column(Fraction(figure.value - figure.half), Fraction(figure.value + figure.half), start=Fraction(figure.value))


def _row(form: Form, place: Mapping[str, int]) -> Row:
    low, high = (None if bound is None else Fraction(bound) for bound in (form.low, form.high))
    return Row({place[name]: Fraction(k) for name, k in form.terms.items()}, low, high)


def _satisfies(form: Form, true: Mapping[str, Fraction]) -> bool:
    total = sum((k * true[name] for name, k in form.terms.items()), Fraction(0))
    return (form.low is None or total >= form.low) and (form.high is None or total <= form.high)


def _irreducible(record: Record, clash: frozenset[int]) -> frozenset[int]:
    """A conflict from which no relation can be taken: each is tried out in turn."""
    for relation in sorted(clash):
        smaller = _clash(record, clash - {relation}) if relation in clash else frozenset()
        clash = smaller or clash
    return clash


def _smallest(record: Record, group: list[int], clash: frozenset[int], trials: int) -> tuple[frozenset[int], bool]:
    """A conflict with the fewest relations, and whether it was proved that there is no smaller one."""
    for size in range(1, len(clash)):
        for chosen in combinations(sorted(group), size):
            trials -= 1
            if trials < 0:
                return clash, False
            if any(_off(record, index) for index in chosen) and _clash(record, chosen):
                return frozenset(chosen), True
    return clash, True
