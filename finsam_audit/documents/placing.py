"""Labels and figures that stand in two rows of their own: which figure belongs to which label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from math import inf
from typing import NamedTuple

_TOTAL = re.compile(
    r"(?:del)?summa\b|s:a\b|total|medel från|kassaflöde (?:från|för) den löpande|resultat efter|.*årets slut", re.IGNORECASE
)
_EITHER = re.compile(r"årets (?:resultat|kassaflöde)|verksamhetens resultat", re.IGNORECASE)
_SURE = 0.9  # how much dearer another way must be
_LARGE = 9_999  # a sum of more digits may be rounded part by part
_LONG = 99  # a sum of two digits may be chance


class Label(NamedTuple):
    """A label, whether an empty line stands before it, and the line it begins on."""

    text: str
    apart: bool
    number: int


class Value(NamedTuple):
    """A figure of a column as it is read, with its note and its doubt.

    ``total`` tells whether it adds up figures above it; None where it repeats the one above.
    """

    text: str
    note: str
    doubt: str
    apart: bool
    total: bool | None
    number: int


def total_of(above: Sequence[Decimal | None], value: Decimal | None) -> bool | None:
    """Whether a figure adds up figures right above it, of which a total stands for what it added; None where it repeats one."""
    opened: list[Decimal] = []
    for number in (*above, value):
        added, taken = Decimal(0), 0
        for back in range(1, len(opened) + 1):
            added += opened[-back]
            if (
                number is not None
                and abs(added - number) <= (back // 2 if abs(number) > _LARGE else 0)
                and abs(number) > _LONG
                and sum(v != 0 for v in opened[-back:]) > 1
            ):
                taken = back
                break
        repeats = bool(opened) and opened[-1] == number != 0
        if taken or repeats:
            del opened[-(taken or 1) :]
        opened.append(number or Decimal(0))
    return True if taken else None if repeats else False


def places(labels: Sequence[Label], columns: Sequence[Sequence[Value]]) -> list[tuple[int, bool]]:
    """For each figure its label (one past the last: none), and whether another is far less likely.

    Figures keep their order; headings get none. Of all ways to share them out the cheapest is taken. Columns with as many
    figures are shared out alike.
    """
    values = list(zip(*columns, strict=True))
    rows, count = len(labels), len(values)
    there = [[inf] * (count + 1) for _ in range(rows + 1)]  # cost of the first labels with the first figures
    there[0][0] = 0.0
    for at in range(rows + 1):
        for taken in range(count + 1):
            here = there[at][taken]
            if here is inf:
                continue
            if at < rows:
                there[at + 1][taken] = min(there[at + 1][taken], here + _without(labels, at))
            if at < rows and taken < count:
                there[at + 1][taken + 1] = min(there[at + 1][taken + 1], here + _with(labels, at, values[taken]))
            if taken < count:
                there[at][taken + 1] = min(there[at][taken + 1], here + _alone(values[taken], at == rows))
    rest = [[inf] * (count + 1) for _ in range(rows + 1)]
    rest[rows][count] = 0.0
    for at in range(rows, -1, -1):
        for taken in range(count, -1, -1):
            ways = [rest[at][taken]]
            if at < rows:
                ways.append(rest[at + 1][taken] + _without(labels, at))
            if at < rows and taken < count:
                ways.append(rest[at + 1][taken + 1] + _with(labels, at, values[taken]))
            if taken < count:
                ways.append(rest[at][taken + 1] + _alone(values[taken], at == rows))
            rest[at][taken] = min(ways)
    found: list[tuple[int, bool]] = []
    for taken, value in enumerate(values):
        costs = [there[at][taken] + _with(labels, at, value) + rest[at + 1][taken + 1] for at in range(rows)]
        costs.append(min(there[at][taken] + _alone(value, at == rows) + rest[at][taken + 1] for at in range(rows + 1)))
        best = min(range(rows + 1), key=costs.__getitem__)
        second = min((cost for at, cost in enumerate(costs) if at != best), default=inf)
        found.append((best, second - costs[best] > _SURE))
    return found


def _without(labels: Sequence[Label], at: int) -> float:
    """What it costs to leave a label without a figure: little for a heading, much for a total."""
    text = labels[at].text
    if _TOTAL.match(text):
        return 6.0
    if _EITHER.match(text):
        return 3.0
    return 0.0 if _is_heading(labels, at) else 2.0


def _with(labels: Sequence[Label], at: int, values: Sequence[Value]) -> float:
    return sum(_cost(labels, at, value) for value in values) / len(values)


def _cost(labels: Sequence[Label], at: int, value: Value) -> float:
    text = labels[at].text
    cost = 2.0 if _is_heading(labels, at) else 0.0
    if _EITHER.match(text):
        cost += 0.5 * (value.total is False)
    elif value.total is not None and bool(_TOTAL.match(text)) != value.total:
        cost += 1.0
    return cost + 0.3 * (labels[at].apart != value.apart)


def _alone(values: Sequence[Value], last: bool) -> float:
    return 1.5 if last and any(value.total for value in values) else 4.0


def _is_heading(labels: Sequence[Label], at: int) -> bool:
    """Whether a label names the rows below it: in capitals, before a colon, or with its own sum further down."""
    text = labels[at].text
    if _TOTAL.match(text):
        return False
    if (
        text.isupper()
        or text.endswith(":")
        or re.match(r"(?:tillgångar|skulder|avsättningar|eget kapital)(?:$|,)", text, re.IGNORECASE)
    ):
        return True
    return any(re.fullmatch(rf"summa {re.escape(text.lower())}\w*", other.text.lower()) for other in labels[at + 2 :])
