"""Rounding all at once: relations that each hold within rounding, but that no unrounded amounts satisfy together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from finsam_audit.checks.kind import Before, Kind
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.quantities import HALF, ZERO, Term, merged
from finsam_audit.controls.relation import in_unit, plain, rests_on_doubt, used
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message
from finsam_audit.page.model import Figure
from finsam_audit.page.units import ONE

if TYPE_CHECKING:
    from finsam_audit.controls.localisation import Relation, Variable

STEPS = 1_000
"""Steps of the search; a large report takes some hundred."""

_ALONG_A_ROW = ("row", "deviation", "change")  # the columns of a table are all there
_HIDDEN = "rounded away "


class _Sum(NamedTuple):
    """A relation that holds, as figures with their weights. ``hidden``: the step of rows that may be left out of it."""

    outcome: Outcome
    terms: tuple[tuple[Figure, Decimal], ...]
    hidden: Decimal


def check(rule: Rule, view: View, before: Before) -> Iterator[Outcome]:
    """The plain sums and ties of amounts that hold can all be true at once, whatever was rounded.

    A figure that is in a relation which rounding cannot explain is left alone until that is mended.
    """
    outcomes = before()
    wrong = {figure.id for outcome in outcomes if _fails(outcome) for figure in outcome.printed}
    sums = [one for outcome in outcomes if (one := _sum(outcome)) and not wrong & _ids(one)]
    if not sums:
        yield Outcome("not_applicable", message("joint"), reason=message("reason.no-sums"))
        return
    found = False
    if any(one.outcome.rounding == "within" for one in sums):
        from finsam_audit.controls.localisation import (  # a report that adds up exactly need not wait for it
            Effort,
            rounding_conflict,
        )

        effort = Effort(STEPS)
        for conflict in rounding_conflict(*_system(sums), effort):
            found = True
            own = [sums[int(name)] for name in conflict.relations]
            yield _finding(list(zip(own, map(Decimal, map(int, conflict.weights)), strict=True)))
        if effort.spent:
            yield Outcome("not_applicable", message("joint"), reason=message("reason.too-many-sums"))
            return
    if not found:
        yield Outcome("passed", message("joint.none"))


def _fails(outcome: Outcome) -> bool:
    """Whether a sum or tie of the tables fails beyond rounding."""
    if outcome.outcome != "finding" or not outcome.arithmetic or outcome.kind in ("policy", "definition", "reading"):
        return False
    if outcome.limit is not None or outcome.computed_low is not None or _in_words(outcome):
        return False
    return outcome.difference is None or outcome.tolerance is None or abs(outcome.difference) > outcome.tolerance


def _in_words(outcome: Outcome) -> bool:
    return any(figure.table in ("claims", "goals") for figure in outcome.printed)


def _sum(outcome: Outcome) -> _Sum | None:
    """A control that passed as a plain sum or tie of printed amounts, each taken once; None for any other."""
    if outcome.outcome != "passed" or outcome.rounding is None or outcome.difference is None or _in_words(outcome):
        return None
    if outcome.unsettled:
        return None  # another definition holds too: which of them the report follows is not known
    if outcome.limit is not None or outcome.computed_low is not None:
        return None
    merged_terms = merged(Term(used.figure, used.weight) for used in outcome.figures if used.figure is not None)
    terms = tuple((term.figure, term.weight) for term in merged_terms if term.figure is not None)
    stated = outcome.lead
    if stated is None or any(abs(weight) != 1 or figure.unit.quality != "money" for figure, weight in terms):
        return None
    if sum((weight * figure.base for figure, weight in terms), ZERO) != -outcome.difference * stated.unit.scale:
        return None  # the rule adds something of its own
    return _Sum(outcome, terms, _hidden(outcome, [figure for figure, _ in terms if figure.id != stated.id]))


def _hidden(outcome: Outcome, parts: Sequence[Figure]) -> Decimal:
    """The step of what a sum may take in unprinted: rows that round to nothing, and cells printed blank.

    A table in tkr leaves out a row of 400 kr; its total takes it in all the same. One in kronor leaves out nothing. Where
    one fact is held against one other, or a row is added up along its columns, there is no row to leave out.
    """
    coarse = max((figure.step for figure in parts), default=ZERO)
    if coarse <= ONE:
        return ZERO
    blank = sum(used.role == "blank" for used in outcome.figures)
    whole = outcome.about not in _ALONG_A_ROW and (outcome.about not in ("tie", "note") or len(parts) > 1)
    return coarse * (blank + whole)


def _system(sums: Sequence[_Sum]) -> tuple[list[Relation], dict[str, Variable]]:
    from finsam_audit.controls.localisation import Relation, Variable

    figures = {figure.id: figure for one in sums for figure, _ in one.terms}
    variables = {name: Variable(figure.base, figure.step) for name, figure in figures.items()}
    relations = []
    for number, one in enumerate(sums):
        terms = tuple((figure.id, weight) for figure, weight in one.terms)
        if one.hidden:
            variables[f"{_HIDDEN}{number}"] = Variable(0, one.hidden)
            terms += ((f"{_HIDDEN}{number}", ONE),)
        relations.append(Relation(str(number), terms))
    return relations, variables


def _finding(conflict: list[tuple[_Sum, Decimal]]) -> Outcome:
    """The relations of a conflict added up to one sum, which the printed figures miss by more than rounding explains."""
    terms = merged(Term(figure, factor * weight) for one, factor in conflict for figure, weight in one.terms)
    weights = {term.figure.id: term.weight for term in terms if term.figure is not None}
    stated = _stated([one for one, _ in conflict], weights)
    share = -1 / weights[stated.id]
    others = [term._replace(weight=term.weight * share) for term in terms if term.figure is not stated]
    computed = sum((term.weight * term.figure.base for term in others if term.figure is not None), ZERO)
    hidden = sum((abs(factor * share) * one.hidden for one, factor in conflict), ZERO) * HALF
    steps = sum((abs(term.weight) * term.figure.step for term in others if term.figure is not None), stated.step)
    value = in_unit(computed, stated)
    hints = [message("joint.relation", relation=one.outcome) for one, _ in conflict]
    if hidden:
        hints.append(message("joint.hidden", amount=plain(hidden)))
    return Outcome(
        outcome="finding",
        told=message("joint", row=stated.row, table=stated.table, count=len(conflict)),
        column=stated.column,
        kind="rounding",
        stated=stated.value,
        computed=value,
        difference=stated.value - value,
        tolerance=plain((steps * HALF + hidden) / stated.unit.scale),
        unit=stated.unit.name,
        figures=used(others, stated),
        hints=tuple(hints),
        rests_on_doubt=rests_on_doubt(others, stated),
        arithmetic=True,
    )


def _stated(sums: Sequence[_Sum], weights: dict[str, Decimal]) -> Figure:
    """The figure that the sum is told of: a total that is off, else what is tied to one, of those left in the sum."""
    off = [one for one in sums if one.outcome.rounding == "within" and len(one.terms) > 2]
    totals = {figure.id for one in off for figure in one.outcome.stated_figures}
    tied = {figure.id for one in sums if one not in off and totals & _ids(one) for figure, _ in one.terms}
    figures = [figure for one in sums for figure, _ in one.terms if weights.get(figure.id)]
    return max(figures, key=lambda figure: (abs(weights[figure.id]) == 1, figure.id in totals, figure.id in tied, figure.step))


def _ids(one: _Sum) -> set[str]:
    return {figure.id for figure, _ in one.terms}


KIND = Kind(
    "joint-rounding",
    sv="Beloppen går ihop: summor och kopplingar som håller inom avrundningen var för sig kan alla hålla samtidigt.",
    en="The amounts can be reconciled: sums and ties that hold within rounding can all hold at once.",
    last=check,
    equation=False,
)
