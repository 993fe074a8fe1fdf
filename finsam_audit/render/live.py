"""Relations as formulas over the cells of a workbook, so that a revisor sees them worked out anew."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from finsam_audit.controls.outcome import Outcome, Used
from finsam_audit.render.workbook import is_exact

_CELL = re.compile(r"(.*?[A-Z]+)(\d+)")  # with the name of its sheet before it, from another


class Live(NamedTuple):
    """What an outcome works out: the cell of the stated figure, and the sum over other cells in the stated figure's unit."""

    stated: str
    computed: str
    terms: int


def live(outcome: Outcome, cells: Mapping[str, str]) -> Live | None:
    """A sum of figures that all have a cell (by their ids), which gives to the last digit what the program says.

    None for quotients, limits and whatever else is no such sum.
    """
    lead = outcome.lead
    if outcome.computed is None or not outcome.arithmetic or lead is None or lead.id not in cells:
        return None
    if sum(used.role == "stated" for used in outcome.figures) != 1 or any(u.role == "limit" for u in outcome.figures):
        return None
    parts: list[tuple[str, Decimal]] = []
    total = constant = Decimal(0)
    for used in outcome.figures:
        if used.role == "stated":
            continue
        factor = _factor(used, lead.unit.scale)
        if used.figure is None:
            constant += factor if used.role == "constant" else 0
            continue
        if used.figure.id not in cells or not is_exact(used.figure.value) or used.figure.id == lead.id:
            return None
        parts.append((cells[used.figure.id], factor))
        total += factor * used.figure.value
    if not parts or total + constant != outcome.computed or not is_exact(outcome.computed):
        return None
    text = _sum(parts) + (_signed(f"{abs(constant):f}", constant) if constant else "")
    places = max(_places(used) for used in outcome.figures) + _scale(parts)
    return Live(cells[lead.id], f"ROUND({text},{places})" if places else text, len(parts))


def _factor(used: Used, scale: Decimal) -> Decimal:
    own = used.figure.unit.scale if used.figure is not None else Decimal(1)
    return used.weight * own / scale


def _places(used: Used) -> int:
    return used.figure.decimals if used.figure is not None else 0


def _scale(parts: list[tuple[str, Decimal]]) -> int:
    """How many decimals the factors add: an amount in kr beside one in tkr has three."""
    return max(max(0, -int(factor.normalize().as_tuple().exponent)) for _, factor in parts)


def _sum(parts: list[tuple[str, Decimal]]) -> str:
    """The cells added, those below or beside each other as a range."""
    plain = _ranges([cell for cell, factor in parts if factor == 1])
    text = f"SUM({','.join(plain)})" if any(":" in one for one in plain) else "+".join(plain)
    for cell, factor in parts:
        if factor != 1:
            text += _signed(cell if abs(factor) == 1 else f"{cell}*{abs(factor):f}", factor)
    return text


def _signed(text: str, factor: Decimal) -> str:
    return ("-" if factor < 0 else "+") + text


def _ranges(cells: list[str]) -> list[str]:
    """Cells of one column that follow on each other, three or more, as a range."""
    placed = sorted(((*_split(cell), cell) for cell in dict.fromkeys(cells)), key=lambda one: one[:2])
    if len(placed) != len(cells):
        return cells  # one that counts twice is added twice
    found = []
    for _, run in groupby(enumerate(placed), key=lambda one: (one[1][0], one[1][1] - one[0])):
        names = [cell for _, (_, _, cell) in run]
        found += [f"{names[0]}:{names[-1].rpartition('!')[2]}"] if len(names) > 2 else names
    return found


def _split(cell: str) -> tuple[str, int]:
    found = _CELL.fullmatch(cell)
    assert found is not None
    return found[1], int(found[2])
