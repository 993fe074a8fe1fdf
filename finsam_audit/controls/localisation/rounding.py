"""Relations that hold within rounding one by one, but not together: no choice of true values satisfies them all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import gcd, lcm
from typing import NamedTuple

from finsam_audit.controls.localisation.cover import Effort
from finsam_audit.controls.localisation.model import Number, Relation, Variable, exact
from finsam_audit.controls.localisation.record import Form, Record, within
from finsam_audit.controls.localisation.simplex import Column, Exact, Row, Tableau, Unfinished, groups

STEPS = 2_000
"""Exchanges of the simplex that a question may cost."""

TRIALS = 200
"""Smaller sets of relations that are tried for each conflict."""

Weights = Mapping[int, Fraction]


class Conflict(NamedTuple):
    """Relations that no true values satisfy together, and not one of them can be spared.

    ``least`` tells that no smaller set of relations is in conflict either. Taken ``weights`` times and added up, the
    relations make one that the written values miss by more than rounding can explain: the conflict as a single sum.
    """

    relations: tuple[str, ...]
    least: bool
    weights: tuple[Fraction, ...]


def rounding_conflict(
    relations: Sequence[Relation], values: Mapping[str, Variable | Number | None], effort: Effort | None = None
) -> list[Conflict]:
    """Whether true values exist within half a step of every written figure that satisfy all relations exactly.

    Conflicts that have no relation in common, in the order of their relations; an empty list where true values exist.
    Relations that fail by themselves are left out: they are mistakes, not rounding. Missing figures may be anything. Where
    ``effort`` is spent, there may be conflicts besides those that were found.

    >>> from finsam_audit.controls.localisation import Variable, relation, rounding_conflict
    >>> tkr = {name: Variable(value, step=1) for name, value in {"a": 1, "b": 1, "c": 3, "d": 4, "e": 2}.items()}
    >>> held = [relation("a + b = c"), relation("c = d"), relation("a + b = e")]
    >>> [conflict.relations for conflict in rounding_conflict(held, tkr)]
    [('a + b = c', 'c = d')]
    """
    effort = effort or Effort(STEPS)
    record = Record(relations, values)
    usable = [index for index, (form, *_) in enumerate(record.forms) if not form.fails]
    waiting = list(_parts(record, usable))
    found: dict[tuple[int, ...], Conflict] = {}
    while waiting:
        part = waiting.pop(0)
        clash = _clash(record, part, effort)
        if clash:
            small = _smallest(record, part, _irreducible(record, frozenset(clash), effort), effort)
            numbers = sorted(small[0])
            weights = _clash(record, numbers, effort) or dict.fromkeys(numbers, Fraction(0))
            names = tuple(relations[index].name for index in numbers)
            found[tuple(numbers)] = Conflict(names, small[1], _whole(_as_given(record, weights), numbers))
            waiting += _parts(record, [index for index in part if index not in small[0]])
    return [found[numbers] for numbers in sorted(found)]


def _parts(record: Record, relations: Iterable[int]) -> Iterator[list[int]]:
    """The relations that can be part of a conflict, those that hang together in one part."""
    entangled = _entangled(record, relations)
    for part in groups((index, record.forms[index][0].terms) for index in entangled):
        if any(_off(record, index) for index in part):  # else the written values are true values
            yield part


def _as_given(record: Record, weights: Weights) -> Weights:
    """Weights of relations as the caller wrote them, without the common denominator of their terms."""
    return {index: weight * _multiple(record, index) for index, weight in weights.items()}


def _multiple(record: Record, index: int) -> Fraction:
    name, whole = next(iter(record.forms[index][0].terms.items()))
    return whole / sum((exact(k) for other, k in record.relations[index].terms if other == name), Fraction(0))


def _whole(weights: Weights, order: Sequence[int]) -> tuple[Fraction, ...]:
    """Weights in the smallest whole numbers."""
    shared = lcm(*(weight.denominator for weight in weights.values()))
    common = Fraction(gcd(*(int(weight * shared) for weight in weights.values())), shared) or Fraction(1)
    return tuple(weights.get(index, Fraction(0)) / common for index in order)


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
        if index not in left or form.target is None or form.missing:
            continue
        room = -abs(form.written - form.target)
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
    return bool(form.missing) or not within(form.written, _bare(record, form))


def _bare(record: Record, form: Form) -> Form:
    """A relation without the slack for rounding."""
    if form.target is not None:
        return form._replace(low=form.target, high=form.target)
    slack = sum(abs(k) * record.figures[name].half for name, k in form.terms.items())
    assert form.high is not None
    return form._replace(high=form.high - slack)


def _clash(record: Record, relations: Iterable[int], effort: Effort) -> Weights:
    """Relations among these that true values cannot satisfy together, with their weights in the sum that shows it.

    Empty where true values can, or where there is no more effort to tell. Only what is missed is solved: first by the
    written values, then by the true values found so far.
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
        try:
            conflict = tableau.push(effort)
        except Unfinished:
            return {}
        if conflict is not None:
            terms = tableau.basis[conflict[0]]
            return {taken[index - len(place)]: Fraction(-terms.get(index, -1)) for index in conflict if index >= len(place)}
        true = {name: tableau.value[number] for name, number in place.items()}
        missed = [index for index, form in left.items() if not _satisfies(form, true)]
    return {}


def _true_values(record: Record, name: str) -> Column:
    """What a figure can truly be: within half a step of what is written, anything where nothing is."""
    figure = record.figures[name]
    if figure.value is None:
        return Column(None if figure.low is None else figure.low - figure.half)
    return Column(figure.value - figure.half, figure.value + figure.half, start=figure.value)


def _row(form: Form, place: Mapping[str, int]) -> Row:
    return Row({place[name]: k for name, k in form.terms.items()}, form.low, form.high)


def _satisfies(form: Form, true: Mapping[str, Exact]) -> bool:
    total = sum(k * true[name] for name, k in form.terms.items())
    return (form.low is None or total >= form.low) and (form.high is None or total <= form.high)


def _irreducible(record: Record, clash: frozenset[int], effort: Effort) -> frozenset[int]:
    """A conflict from which no relation can be taken: each is tried out in turn."""
    for relation in sorted(clash):
        smaller = frozenset(_clash(record, clash - {relation}, effort)) if relation in clash else None
        clash = smaller or clash
    return clash


def _smallest(record: Record, part: list[int], clash: frozenset[int], effort: Effort) -> tuple[frozenset[int], bool]:
    """A conflict with the fewest relations, and whether it was proved that there is no smaller one."""
    trials = TRIALS
    for size in range(1, len(clash)):
        for chosen in _connected(record, part, size):
            trials -= 1
            if trials < 0 or effort.spent:
                return clash, False
            if len(_entangled(record, chosen)) == size and _clash(record, chosen, effort):
                return chosen, True
    return clash, not effort.spent


def _connected(record: Record, part: Sequence[int], size: int) -> Iterator[frozenset[int]]:
    """The sets of so many relations that a conflict can be: they hang together, and the written values miss one of them."""
    allowed = set(part)
    sets = {frozenset((index,)) for index in part if _off(record, index)}
    for _ in range(size - 1):
        sets = {chosen | {other} for chosen in sets for index in chosen for other in _beside(record, index, allowed - chosen)}
    yield from sorted(sets, key=sorted)


def _beside(record: Record, relation: int, allowed: set[int]) -> Iterator[int]:
    """The relations that have a figure in common with one."""
    for name in record.forms[relation][0].terms:
        yield from allowed.intersection(record.relations_of[name])
