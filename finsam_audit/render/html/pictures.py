"""Pictures where a look beats reading: what is in them, and how long their bars are. The template draws them."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from finsam_audit.accounts.look_up import companion
from finsam_audit.controls.outcome import Outcome, Result, shortened
from finsam_audit.controls.quantities import ZERO
from finsam_audit.page.model import Figure
from finsam_audit.render.language import amount

LENGTH = 100  # the longest bar, in the units of the drawing
_NAME = 50  # as many letters of a name have room beside each other


class Bar(NamedTuple):
    """A bar: its name, its value as words, its length (0 to ``LENGTH``), and whether it passes the limit."""

    name: str
    value: str
    length: int
    over: bool = False


class Picture(NamedTuple):
    """Bars and, where there is one, a limit: as words, and where its line goes."""

    bars: tuple[Bar, ...]
    limit: str = ""
    at: int = 0


def equity(result: Result, language: str) -> Picture | None:
    """Equity in per cent of the members' contributions, year by year as the report prints it, against the ceiling."""
    own = next((o for o in _ended(result, "equity-ceiling") if o.unit == "%" and o.limit is not None), None)
    if own is None or own.limit is None or own.computed is None:
        return None
    printed = {figure.column: (figure.value, figure.decimals) for figure in _printed(result)}
    values = printed or {own.column: (own.computed, 2)}
    largest = max(own.limit, *(value for value, _ in values.values()))
    bars = [
        Bar(column, amount(value, "%", language, decimals), _length(value, largest), value > own.limit)
        for column, (value, decimals) in reversed(values.items())
    ]
    return Picture(tuple(bars), amount(own.limit, "%", language), _length(own.limit, largest))


def _printed(result: Result) -> list[Figure]:
    """The percentages that stand with the equity of the overview of contributions, in printed order."""
    for statement in result.accounts.of_kind("bidragsöversikt"):
        for row in statement.table.walk():
            found = [companion(statement, row, column) for column in statement.columns]
            if statement.concept_name(row).endswith("eget kapital") and any(found):
                return [figure for figure in found if figure is not None]
    return []


def shares(result: Result, language: str) -> tuple[str, Picture] | None:
    """The column, and the shares of total costs as worked out from its amounts; None where there are no two of them."""
    found = [o for o in _ended(result, "cost-shares") if o.computed is not None and o.stated is not None]
    own = [o for o in found if o.column == found[0].column]
    if len(own) < 2:
        return None
    largest = max(o.computed or ZERO for o in own)
    bars = [Bar(_term(o), amount(o.computed or ZERO, "%", language), _length(o.computed or ZERO, largest)) for o in own]
    return own[0].column, Picture(tuple(bars))


def _term(outcome: Outcome) -> str:
    return next((shortened(u.figure.row, _NAME) for u in outcome.figures if u.role == "term" and u.figure is not None), "")


def _ended(result: Result, rule: str) -> list[Outcome]:
    """The controls of a rule, by its name, that came to an end."""
    return [o for o in result.outcomes if o.name == rule and o.outcome in ("passed", "finding")]


def _length(value: Decimal, largest: Decimal) -> int:
    return int(LENGTH * max(value, ZERO) / largest) if largest > 0 else 0
