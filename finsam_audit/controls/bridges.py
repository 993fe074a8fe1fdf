"""Differences of definition: a gap that named rows explain is two ways of counting rather than a slip."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol

from finsam_audit.controls.context import Context, Missing
from finsam_audit.controls.outcome import Outcome, Severity
from finsam_audit.controls.quantities import HALF, Quantity
from finsam_audit.controls.view import View
from finsam_audit.messages import Message, message
from finsam_audit.page.expressions import parse_expression

WHOLE = Decimal(1)


class JudgedLike(Protocol):
    """An outcome with its period."""

    @property
    def end(self) -> date: ...
    @property
    def outcome(self) -> Outcome: ...


class Explained(NamedTuple):
    """An outcome with its period, after the bridges were tried."""

    end: date
    outcome: Outcome


def explained_by_definition(
    view: View, judged: Sequence[JudgedLike], bridges: Sequence[str], on: str, severity: Severity
) -> list[Explained]:
    """The outcomes, with findings turned into differences of definition where a bridge explains them.

    A bridge that fits in every column that has its rows, in two or more, makes them notes. One that fits in a single
    column may do so by chance: a warning becomes a note, but an error stays one, and is told the amount only where no
    other column has those rows.
    """
    plain = [Explained(j.end, j.outcome) for j in judged]
    plain = [_rather_bridged(view, j, bridges, on) if j.outcome.habit == "off" else j for j in plain]
    failing = [j for j in plain if j.outcome.outcome == "finding" and j.outcome.kind not in ("rounding", "definition")]
    for text in bridges if failing else ():
        amounts = [_bridge(view, text, j, on) for j in plain]
        there = [(j, amount) for j, amount in zip(plain, amounts, strict=True) if amount is not None]
        for sign in (1, -1):
            if len(there) > 1 and all(_fits(j.outcome, amount, sign, WHOLE) for j, amount in there):
                return [
                    _defined(j, amount, sign, "hint.bridge", "note") if amount and j.outcome.outcome == "finding" else j
                    for j, amount in zip(plain, amounts, strict=True)
                ]
    for at, j in enumerate(plain):
        if j in failing and not _has_part(j.outcome):
            others = [other for other in plain if other is not j]
            tried = bridges
            if severity == "error":
                tried = [text for text in bridges if all(_bridge(view, text, other, on) is None for other in others)]
            plain[at] = _alone(view, j, tried, on, severity if severity == "error" else "note")
    return plain


def _has_part(outcome: Outcome) -> bool:
    """Whether another column has shown which part of the row is meant: that says more than an amount that happens to fit."""
    return any(hint.key == "hint.part" for hint in outcome.hints)


def _rather_bridged(view: View, judged: Explained, bridges: Sequence[str], on: str) -> Explained:
    """An amount that seems rounded the wrong way, as a difference of definition where with a bridge it is rounded right."""
    found = _alone(view, judged, bridges, on, "note")
    if found is judged:
        return judged
    return Explained(found.end, found.outcome._replace(told=Message("tie", judged.outcome.told.args), habit=None))


def _alone(view: View, judged: Explained, bridges: Sequence[str], on: str, severity: Severity) -> Explained:
    for text in bridges:
        amount = _bridge(view, text, judged, on)
        if amount is None or abs(amount.value) <= amount.high - amount.low:
            continue  # less than what rounding may hide explains nothing
        for sign in (1, -1):
            if _fits(judged.outcome, amount, sign, HALF):
                row = _inner_row(view, judged.outcome)
                if row is not None and severity != "error":
                    return Explained(judged.end, judged.outcome._replace(kind="definition", severity=severity, hints=(row,)))
                return _defined(judged, amount, sign, "hint.bridge-alone", severity)
    return judged


def _inner_row(view: View, outcome: Outcome) -> Message | None:
    """The one row inside what a figure is held against that is the difference: nearer at hand than an amount of elsewhere."""
    stated = outcome.lead
    others = [used.figure for used in outcome.figures if used.role != "stated" and used.figure is not None]
    if stated is None or len(others) != 1 or outcome.difference is None:
        return None
    gap = abs(outcome.difference * stated.unit.scale)
    rows = [
        figure
        for figure in view.inner_figures(others[0])
        if abs(abs(figure.base) - gap) <= (stated.step + others[0].step + figure.step) * HALF < abs(figure.base)
    ]
    return message("hint.difference-is-row", row=rows[0].row, amount=rows[0]) if len(rows) == 1 else None


def _bridge(view: View, text: str, judged: Explained, on: str) -> Quantity | None:
    try:
        return view.evaluator.evaluate(parse_expression(text), Context(on, judged.end))
    except Missing:
        return None


def _fits(outcome: Outcome, amount: Quantity, sign: int, share: Decimal) -> bool:
    """Whether an amount is the difference. ``share`` of its interval is allowed: all of it where several columns agree,
    since a bridge is itself often printed as a total of rounded parts."""
    if outcome.difference is None or outcome.tolerance is None:
        return False
    lead = outcome.lead
    if lead is None or (lead is not None and amount.quality not in (None, lead.unit.quality)):
        return False
    scale = lead.unit.scale
    slack = outcome.tolerance * scale + (amount.high - amount.low) * share
    return abs(outcome.difference * scale - sign * amount.value) <= slack


def _defined(judged: Explained, amount: Quantity | None, sign: int, key: str, severity: Severity) -> Explained:
    assert amount is not None
    terms = tuple(t._replace(weight=t.weight * sign) for t in amount.terms if t.figure is not None and t.figure.value)
    told = message(key, terms=terms)
    if severity == "error":
        return Explained(judged.end, judged.outcome._replace(hints=(*judged.outcome.hints, told)))
    outcome = judged.outcome._replace(kind="definition", severity=severity, hints=(told,))
    return Explained(judged.end, outcome)
