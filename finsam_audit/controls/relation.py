"""One relation between figures, judged: exact, within rounding, a habit of print, or a finding."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, NamedTuple

from finsam_audit.controls.outcome import About, Habit, Outcome, Used
from finsam_audit.controls.quantities import (
    HALF,
    ZERO,
    Quantity,
    Term,
    is_cut,
    is_one_step,
    is_prose_rounding,
    is_rounded_off,
    merged,
    same_fact,
    tolerance,
)
from finsam_audit.messages import Message
from finsam_audit.page.model import Figure
from finsam_audit.page.units import ONE

_TWO_PLACES = ("tie", "note", "claim")  # what is about one fact, printed more than once


class Trivial(Exception):
    """A relation of a figure with itself: nothing to check."""


class Incomparable(Trivial):
    """An amount held against a percentage or a count: the row is not printed in the unit its name promises."""


def judge(
    stated: Figure,
    sign: int,
    computed: Quantity,
    told: str,
    args: Mapping[str, object],
    *,
    about: About | None = None,
    parts: Mapping[str, Decimal] | None = None,
    widen: Decimal = ZERO,
) -> Outcome:
    """Judge ``sign · stated = computed``.

    ``parts`` gives, for totals that equal the printed sum of their rounded parts, what the parts' rounding allows;
    it is used where one fact stands in two places. ``widen`` is slack that the text itself asks for ("cirka"), in the base
    unit, and is printed.
    Raises ``Trivial`` where ``stated`` is itself the only term, and ``Incomparable`` where the units are of two sorts.
    """
    computed = computed.times(Decimal(sign)) if sign != 1 else computed
    computed = harmonised(stated, computed)
    if not comparable(stated, computed):
        raise Incomparable
    terms = merged(computed.terms)
    if not any(t.figure is not None and t.figure.id != stated.id for t in terms) and not computed.is_constant:
        raise Trivial
    if computed.linear and any(t.figure is not None and t.figure.id == stated.id for t in terms):
        raise Trivial
    relation = _Relation(stated, computed, terms, stated.base - computed.value, about, parts or {}, widen)
    allowed, rounding, habit = _linear(relation) if computed.linear else _ratio(relation)
    where = ("-goal" if stated.table == "goals" else "-text") if about == "claim" else ""
    value = in_unit(computed.value, stated)
    scale = stated.unit.scale
    return Outcome(
        outcome="passed" if rounding else "finding",
        told=Message(f"rounding.{habit}{where}" if habit else told, args),
        column=stated.column,
        severity="note" if habit else None,
        kind="rounding" if habit else None,
        rounding=rounding,
        stated=stated.value,
        computed=value,
        difference=stated.value - value,
        computed_low=None if computed.linear else in_unit(computed.low, stated),
        computed_high=None if computed.linear else in_unit(computed.high, stated),
        tolerance=plain(allowed / scale) if computed.linear else in_unit(allowed, stated),
        unit=stated.unit.name,
        figures=used(terms, None) + numbers(computed) + used([], stated),
        rests_on_doubt=rests_on_doubt(terms, stated),
        arithmetic=True,
        about=about,
        habit=habit,
    )


def judge_sum(
    stated: Quantity, lead: Figure, computed: Quantity, told: str, args: Mapping[str, object], about: About | None = None
) -> Outcome:
    """Judge ``stated = computed`` where the stated side is itself a sum of figures; ``lead`` gives the unit."""
    computed = harmonised(lead, computed)
    if not comparable(lead, computed):
        raise Incomparable
    ours, theirs = merged(stated.terms), merged(computed.terms)
    difference = stated.value - computed.value
    residual = (stated - computed).terms
    if not any(term.figure is not None for term in merged(residual)):
        raise Trivial
    allowed = (computed.high - computed.low + stated.high - stated.low) * HALF
    if stated.linear and computed.linear:
        allowed = tolerance(merged(residual))
    fits = abs(difference) <= allowed
    figures = (
        used(theirs, None)
        + numbers(computed)
        + tuple(Used(t.figure, "stated", plain(-t.weight), t.derived, t.name) for t in ours)
    )
    value = in_unit(stated.value, lead)
    return Outcome(
        outcome="passed" if fits else "finding",
        told=Message(told, args),
        column=lead.column,
        rounding=("exact" if difference == 0 else "within") if fits else None,
        stated=value,
        computed=in_unit(computed.value, lead),
        difference=value - in_unit(computed.value, lead),
        computed_low=None if computed.linear else in_unit(computed.low, lead),
        computed_high=None if computed.linear else in_unit(computed.high, lead),
        tolerance=in_unit(allowed, lead),
        unit=lead.unit.name,
        figures=figures,
        rests_on_doubt=rests_on_doubt(ours, None) or rests_on_doubt(theirs, None),
        arithmetic=True,
        about=about,
    )


def comparable(stated: Figure, computed: Quantity) -> bool:
    """Whether both sides are of one quality; a plain ratio can only be held against a percentage or a count."""
    if computed.quality is None:
        return computed.linear or stated.unit.quality != "money"
    return computed.quality == stated.unit.quality


def harmonised(stated: Figure, computed: Quantity) -> Quantity:
    """A ratio in per cent, where that is what it is compared with."""
    if stated.unit.quality == "percent" and computed.quality is None:
        return computed.times(Decimal(100))._replace(quality="percent")
    return computed


class _Relation(NamedTuple):
    """A relation to be judged; ``difference`` is stated less computed, in the base unit."""

    stated: Figure
    computed: Quantity
    terms: list[Term]
    difference: Decimal
    about: About | None
    parts: Mapping[str, Decimal]
    widen: Decimal


Verdict = tuple[Decimal, Literal["exact", "within"] | None, Habit | None]
"""What rounding allows, how the relation holds, and the habit of print that explains it where it does not."""


def _linear(relation: _Relation) -> Verdict:
    stated, computed, terms, difference, about, parts, widen = relation
    all_terms = [*terms, Term(stated, Decimal(-1))]
    allowed = tolerance(all_terms) + widen
    printed = [t for t in terms if t.figure is not None]
    alone = len(printed) == 1 and not computed.constant
    single = printed[0].figure if alone and abs(printed[0].weight) == 1 else None
    added = about in _TWO_PLACES and abs(difference) <= _parts_tolerance(all_terms, parts)
    prose = about == "claim" and is_prose_rounding(stated, computed.value)
    if difference == 0:
        return allowed, "exact", None
    if single is not None and not widen and same_fact(stated, single):
        return allowed, None, "alike" if is_one_step(difference, stated) else _first(parts=added, prose=prose)
    if abs(difference) <= allowed:
        return allowed, "within", None
    cut = alone and is_cut(stated, computed.low, computed.high)
    off = about in ("tie", "note") and is_rounded_off(difference, stated, printed)
    return allowed, None, _first(cut=cut, parts=added, prose=prose, off=off)


def _ratio(relation: _Relation) -> Verdict:
    stated, computed = relation.stated, relation.computed
    half = stated.step * HALF + relation.widen
    allowed = half + (computed.high - computed.low) * HALF
    quantum = stated.unit.scale.scaleb(-stated.decimals)
    if (computed.value / quantum).quantize(ONE, ROUND_HALF_UP) * quantum == stated.base:
        return allowed, "exact", None
    if computed.low - half <= stated.base <= computed.high + half:
        return allowed, "within", None
    prose = relation.about == "claim" and is_prose_rounding(stated, computed.value)
    return allowed, None, _first(cut=is_cut(stated, computed.low, computed.high), prose=prose)


def _first(*, cut: bool = False, parts: bool = False, prose: bool = False, off: bool = False) -> Habit | None:
    """The first of some habits of print that explains a difference."""
    return "cut" if cut else "parts" if parts else "prose" if prose else "off" if off else None


def _parts_tolerance(terms: list[Term], parts: Mapping[str, Decimal]) -> Decimal:
    """What rounding allows where totals were added from rounded parts; nothing where none of them was."""
    if not any(t.figure is not None and t.figure.id in parts for t in terms):
        return Decimal(-1)
    return sum(
        (abs(t.weight) * max(parts.get(t.figure.id, ZERO), t.figure.step * HALF) for t in terms if t.figure is not None),
        ZERO,
    )


def in_unit(value: Decimal, stated: Figure) -> Decimal:
    """A base value in the unit of a figure; quotients to two digits more than the figure prints."""
    scaled = value / stated.unit.scale
    exponent = scaled.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -(stated.decimals + 2) and (stated.unit.quality != "money" or exponent < -6):
        scaled = scaled.quantize(ONE.scaleb(-(stated.decimals + 2)), ROUND_HALF_UP)
    return plain(scaled)


def plain(value: Decimal) -> Decimal:
    """Without trailing zeros behind the comma, and never as 1E+3."""
    if value == value.to_integral_value():
        return value.quantize(ONE)
    return value.normalize()


def used(terms: list[Term], stated: Figure | None) -> tuple[Used, ...]:
    """The figures of a relation as they go into an outcome, the stated one last."""
    found = [Used(t.figure, _role(t), plain(t.weight), t.derived, t.name) for t in terms]
    if stated is not None:
        found.append(Used(stated, "stated", Decimal(-1)))
    return tuple(found)


def numbers(computed: Quantity) -> tuple[Used, ...]:
    """The number that a formula adds to its figures, if it does."""
    added = computed.linear and computed.constant and computed.terms
    return (Used(None, "constant", plain(computed.constant)),) if added else ()


def _role(term: Term) -> str:
    return "blank" if term.figure is None else "divisor" if term.divisor else "term"


def rests_on_doubt(terms: list[Term], stated: Figure | None) -> bool:
    figures = [t.figure for t in terms if t.figure is not None]
    if stated is not None:
        figures.append(stated)
    return any(figure.rests_on_doubt for figure in figures)
