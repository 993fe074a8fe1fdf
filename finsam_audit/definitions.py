"""Differences of definition: a gap that the same named rows explain in every column is not a slip."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, Protocol

from finsam_audit.evaluation import Context, Missing
from finsam_audit.expressions import parse_expression
from finsam_audit.messages import message
from finsam_audit.outcome import Outcome
from finsam_audit.rounding import HALF, Quantity
from finsam_audit.view import View


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


def explained_by_definition(view: View, judged: Sequence[JudgedLike], bridges: Sequence[str], on: str) -> list[Explained]:
    """The outcomes, with findings turned into differences of definition where one bridge fits every column.

    At least two columns must speak, and at least one of their differences must not be explained by rounding.
    """
    plain = [Explained(j.end, j.outcome) for j in judged]
    failing = [j for j in plain if j.outcome.outcome == "finding" and j.outcome.kind != "rounding"]
    if not failing or len(plain) < 2 or not bridges:
        return plain
    for text in bridges:
        first = _bridge(view, text, failing[0], on)
        for sign in (1, -1):
            if first is None or not _fits(failing[0].outcome, first, sign):
                continue
            amounts = [_bridge(view, text, j, on) for j in plain]
            if all(a is not None and _fits(j.outcome, a, sign) for j, a in zip(plain, amounts, strict=True)):
                return [
                    _defined(j, amount, sign) if j.outcome.outcome == "finding" else j
                    for j, amount in zip(plain, amounts, strict=True)
                ]
    return plain


def _bridge(view: View, text: str, judged: Explained, on: str) -> Quantity | None:
    try:
        return view.evaluator.evaluate(parse_expression(text), Context(on, judged.end))
    except Missing:
        return None


def _fits(outcome: Outcome, amount: Quantity, sign: int) -> bool:
    if outcome.difference is None or outcome.tolerance is None:
        return False
    lead = next((u.figure for u in outcome.figures if u.role == "stated"), None)
    if lead is None or (lead is not None and amount.quality not in (None, lead.unit.quality)):
        return False
    scale = lead.unit.scale
    slack = outcome.tolerance * scale + (amount.high - amount.low) * HALF
    return abs(outcome.difference * scale - sign * amount.value) <= slack


def _defined(judged: Explained, amount: Quantity | None, sign: int) -> Explained:
    assert amount is not None
    terms = tuple(t._replace(weight=t.weight * sign) for t in amount.terms if t.figure is not None and t.figure.value)
    told = message("hint.bridge", terms=terms)
    outcome = judged.outcome._replace(kind="definition", severity="warning", hints=(told,))
    return Explained(judged.end, outcome)
