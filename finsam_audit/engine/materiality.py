"""How large a difference must be to matter. It ranks and colours what was found; nothing is left out for being small."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from finsam_audit.controls.context import Context, Missing
from finsam_audit.controls.outcome import SEVERITIES, Matter, Outcome, Result
from finsam_audit.controls.rules import RuleBook
from finsam_audit.controls.view import View
from finsam_audit.page.expressions import parse_expression
from finsam_audit.page.units import find_unit

BASE = "resultaträkning.verksamhetens kostnader"
"""What the per cent are of: the costs of the year."""


class Materiality(NamedTuple):
    """An amount in kr, or per cent of the costs of the year; the smaller of both."""

    kr: Decimal | None = None
    percent: Decimal | None = None


def ranked(result: Result, materiality: Materiality, book: RuleBook) -> Result:
    """A result whose matters of less than the material amount come last among those of their severity."""
    amount = _amount(result, materiality, book)
    if amount is None:
        return result
    judged = [matter._replace(material=_is_material(matter, result.outcomes, amount)) for matter in result.matters]
    judged.sort(key=lambda matter: (SEVERITIES.index(matter.severity), not matter.material))
    matters = tuple(matter._replace(id=f"M{number}") for number, matter in enumerate(judged, 1))
    return result._replace(matters=matters, material=amount)


def _amount(result: Result, materiality: Materiality, book: RuleBook) -> Decimal | None:
    """The material amount of a report in kr; None where there is none, or where its costs are not printed."""
    amounts = [materiality.kr] if materiality.kr is not None else []
    if materiality.percent is not None:
        view = View(result.report, book, result.accounts)
        try:
            costs = view.evaluator.evaluate(parse_expression(BASE), Context("", result.report.end))
        except Missing:
            costs = None
        if costs is not None and costs.value:
            amounts.append(abs(costs.value) * materiality.percent / 100)
    return min(amounts, default=None)


def _is_material(matter: Matter, outcomes: Sequence[Outcome], amount: Decimal) -> bool:
    """Whether one of the differences is as large; what is no difference of money is not small for that."""
    gaps = [_gap(outcomes[index]) for index in matter.findings]
    return any(gap is None or gap >= amount for gap in gaps)


def _gap(outcome: Outcome) -> Decimal | None:
    unit = find_unit(outcome.unit) if outcome.unit else None
    if outcome.difference is None or unit is None or unit.quality != "money":
        return None
    return abs(outcome.difference * unit.scale)
