"""Definitions: which of several ways to reckon one figure a report follows, seen over all its periods."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from finsam_audit.accounts.majority import nearly_all, two_thirds
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.quantities import ZERO, Term, merged
from finsam_audit.messages import Message

NEARER = 10
"""So many times nearer must a definition be to be taken for the report's where none holds."""


class Judged(NamedTuple):
    """An outcome with the period it is about, so that all periods of a relation can be seen together."""

    end: date
    outcome: Outcome
    excuse: Message | None = None  # a row named by ``unless`` that has an amount


def is_habit(judged: list[Judged], habit: str) -> bool:
    """Whether a report follows a relation, as far as the rule asks for that.

    ``yes``: two columns or more keep to it, and at most one in three does not. ``some``: a column keeps to it. An amount that
    is no more than rounding can make of nothing shows no habit.
    """
    kept, broken = _kept_and_broken(judged)
    if habit == "some":
        return kept > 0
    return habit != "yes" or (kept >= 2 and two_thirds(kept, kept + broken))


def _kept_and_broken(judged: list[Judged]) -> tuple[int, int]:
    """In how many columns an amount follows a relation, and in how many one does not; what may be nothing is neither."""
    held = [j.outcome for j in judged if j.outcome.outcome == "passed" or j.outcome.kind == "rounding"]
    return sum(abs(outcome.stated or ZERO) > (outcome.tolerance or ZERO) for outcome in held), len(judged) - len(held)


def followed(by_variant: list[list[Judged]]) -> list[Judged]:
    """The definition that the report follows: the first, unless another holds in more of the periods both can judge.

    Where none holds in any, the one of which a slip in one figure explains the difference, or else the one that is by far
    the nearest: a mistake seldom makes ten times the difference. Where
    both hold in the same periods, the nearer: a row of 1 kr that is left out is within rounding, but belongs to the sum.
    One that judges further periods has to show itself by holding where the other does not; one that is judged alone, for want
    of what the first asks for, by holding in all its periods but one, or a fifth of many.
    """
    best = by_variant[0]
    for other in by_variant[1:]:
        ends = {j.end for j in other}
        shared = {j.end for j in best} & ends if best else ends
        kept, held = _passes(best, shared), _passes(other, shared)
        nearer = kept and kept == held and ends == {j.end for j in best} and _off(other, kept) < _off(best, kept)
        slipped = _slips(other, shared) - _slips(best, shared) if not kept else 0
        far = not kept and not slipped and NEARER * _off(other, shared) < _off(best, shared)
        if len(held) > len(kept) or nearer or slipped > 0 or far:
            best = other
    alone = not by_variant[0] and len(best) > 1
    kept_alone, broken = _kept_and_broken(best)
    return best if not alone or (kept_alone and nearly_all(kept_alone, kept_alone + broken)) else []


def weighed_against(judged: Judged, chosen: list[Judged], by_variant: list[list[Judged]]) -> Judged:
    """An outcome that holds, marked as unsettled where another definition holds as well, and so wherever this one does.

    In a table in tkr a row of 200 kr may be in the sum or not: both are within rounding, and the nearer need not be meant.
    """
    if judged.outcome.outcome != "passed" or len(by_variant) == 1:
        return judged
    for other in by_variant:
        beside = [j.outcome for j in other if j.end == judged.end and j.outcome.outcome == "passed"]
        shared = {j.end for j in other}
        as_often = _passes(chosen, shared) <= _passes(other, shared)
        if as_often and any(_weights(outcome) != _weights(judged.outcome) for outcome in beside):
            return judged._replace(outcome=judged.outcome._replace(unsettled=True))
    return judged


def _weights(outcome: Outcome) -> frozenset[tuple[str, Decimal]]:
    terms = merged(Term(used.figure, used.weight) for used in outcome.figures if used.figure is not None)
    return frozenset((term.figure.id, term.weight) for term in terms if term.figure is not None)


def _slips(judged: list[Judged], ends: set[date]) -> int:
    """In how many of some periods a slip of the hand explains what a definition is off by."""
    kinds = [j.outcome.kind for j in judged if j.end in ends and j.outcome.outcome == "finding"]
    if not kinds:
        return 0
    from finsam_audit.controls.localisation import price  # where nothing fails the library is not loaded

    return sum(price(kind) < 1 for kind in kinds)


def _off(judged: list[Judged], ends: set[date]) -> Decimal:
    """How far a definition is off in some periods together."""
    return sum((abs(j.outcome.difference or ZERO) for j in judged if j.end in ends), ZERO)


def _passes(judged: list[Judged], ends: set[date]) -> set[date]:
    """The periods among these in which a definition holds."""
    return {j.end for j in judged if j.end in ends and j.outcome.outcome == "passed"}
