"""Pictures where a look beats reading: what is in them, and how long their bars are. The template draws them."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from finsam_audit.accounts.look_up import companion
from finsam_audit.controls.cells import cells_of
from finsam_audit.controls.outcome import Outcome, Result, Used, shortened
from finsam_audit.controls.quantities import ZERO
from finsam_audit.messages import message
from finsam_audit.page.model import Column, Figure
from finsam_audit.render.language import amount, say

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
    """Equity in per cent of the members' contributions against the ceiling, year by year: as the report prints it, else as
    worked out for the years that it prints all the amounts of."""
    own = next((o for o in _ended(result, "equity-ceiling") if o.unit == "%" and o.limit is not None), None)
    if own is None or own.limit is None or own.computed is None:
        return None
    printed = {figure.column: (figure.value, figure.decimals) for figure in _printed(result)}
    values = printed or _worked_out(result, own) or {own.column: (own.computed, 2)}
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


def _worked_out(result: Result, own: Outcome) -> dict[str, tuple[Decimal, int]]:
    """The quotient of a control in the years that print every amount it was made of, the latest first.

    Nothing where the same amounts do not give what the control came to, or where a blank took part in it.
    """
    cells = cells_of(result.accounts.statements)
    years: list[dict[int, Decimal]] = []
    for used in own.figures:
        cell = cells.of(used.figure) if used.figure is not None else None
        if used.role not in ("term", "divisor"):
            continue
        if cell is None:
            return {}
        row = [one for one in cells.rows[cell.figure.id] if _sort(one.column) == _sort(cell.column)]
        years.append({one.column.end.year: one.figure.base * used.weight for one in row if one.column.end is not None})
    shared = set.intersection(*map(set, years)) if years else set()
    parts = [used for used in own.figures if used.role in ("term", "divisor")]
    found = {year: _quotient(parts, [of[year] for of in years]) for year in sorted(shared, reverse=True)}
    if own.computed not in found.values():
        return {}
    return {str(year): (value, 2) for year, value in found.items() if value is not None}


def _sort(column: Column) -> tuple[str, str, str]:
    return column.kind or "utfall", column.side, column.whose


def _quotient(parts: list[Used], amounts: list[Decimal]) -> Decimal | None:
    above, below = (
        sum((own for part, own in zip(parts, amounts, strict=True) if part.role == role), ZERO) for role in ("term", "divisor")
    )
    return round(100 * above / below, 2) if below else None


def shares(result: Result, language: str) -> tuple[str, Picture] | None:
    """A heading, and the shares of total costs: as worked out from the amounts of a column, else as they are printed and
    make a whole; None where there are no two of them."""
    found = [o for o in _ended(result, "cost-shares") if o.computed is not None and o.stated is not None]
    worked_out = [(_term(o), o.computed or ZERO) for o in found if o.column == found[0].column]
    if len(worked_out) > 1:
        return _shares("html.shares", found[0].column, worked_out, 2, language)
    whole = next((o for o in _ended(result, "cost-shares-make-a-whole") if o.outcome == "passed"), None)
    printed = whole.printed if whole is not None else []
    if whole is None or len(printed) < 2:
        return None
    named = [(shortened(figure.row, _NAME), figure.value) for figure in printed]
    return _shares("html.shares-printed", whole.column, named, max(figure.decimals for figure in printed), language)


def _shares(key: str, column: str, named: list[tuple[str, Decimal]], decimals: int, language: str) -> tuple[str, Picture]:
    largest = max(value for _, value in named)
    bars = [Bar(name, amount(value, "%", language, decimals), _length(value, largest)) for name, value in named]
    return say(message(key, column=column), language), Picture(tuple(bars))


def _term(outcome: Outcome) -> str:
    return next((shortened(u.figure.row, _NAME) for u in outcome.figures if u.role == "term" and u.figure is not None), "")


def _ended(result: Result, rule: str) -> list[Outcome]:
    """The controls of a rule, by its name, that came to an end."""
    return [o for o in result.outcomes if o.name == rule and o.outcome in ("passed", "finding")]


def _length(value: Decimal, largest: Decimal) -> int:
    return int(LENGTH * max(value, ZERO) / largest) if largest > 0 else 0
