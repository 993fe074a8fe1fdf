"""What rounding can explain, and nothing else.

A figure printed in steps of *u* stands for any true value within ± u/2. A ``Quantity`` carries its printed value and
the interval of true values; sums, differences, products and ratios propagate it. The principle is that of XBRL
Calculations 1.1: two figures are consistent when the intervals they stand for meet.
"""

from collections.abc import Container, Iterable
from decimal import Decimal
from typing import NamedTuple

from finsam_audit.page.model import Figure
from finsam_audit.page.units import Quality

ZERO = Decimal(0)
HALF = Decimal("0.5")


class Term(NamedTuple):
    """A figure in a relation with its weight. ``derived`` names the concept it stands in for, where one is not printed.

    ``figure`` is None for a cell printed blank: it adds nothing, and is shown. ``name`` is what to call it then.
    ``divisor`` tells that it stands below the line of a quotient.
    """

    figure: Figure | None
    weight: Decimal
    derived: str = ""
    name: str = ""
    divisor: bool = False


class Quantity(NamedTuple):
    """A number with the interval of true values it stands for, in the base unit of its quality.

    ``terms`` are the figures it was made from; ``linear`` tells that the value is Σ weight·figure + ``constant``.
    """

    value: Decimal
    low: Decimal
    high: Decimal
    terms: tuple[Term, ...] = ()
    linear: bool = True
    constant: Decimal = ZERO
    quality: Quality | None = None

    def __add__(self, other: object) -> "Quantity":
        if not isinstance(other, Quantity):
            return NotImplemented
        return _combined(self, other, Decimal(1))

    def __sub__(self, other: "Quantity") -> "Quantity":
        return _combined(self, other, Decimal(-1))

    def __neg__(self) -> "Quantity":
        return self.times(Decimal(-1))

    def times(self, factor: Decimal) -> "Quantity":
        """This quantity multiplied by an exact number."""
        ends = sorted((self.low * factor, self.high * factor))
        terms = tuple(term._replace(weight=term.weight * factor) for term in self.terms)
        return Quantity(self.value * factor, ends[0], ends[1], terms, self.linear, self.constant * factor, self.quality)

    @property
    def is_constant(self) -> bool:
        return not self.terms


def constant(value: Decimal, quality: Quality | None = None) -> Quantity:
    """An exact number: a rule's constant, never rounded."""
    return Quantity(value, value, value, (), True, value, quality)


def quantity(figure: Figure, weight: Decimal = Decimal(1), derived: str = "") -> Quantity:
    """The quantity of one printed figure."""
    value = figure.base * weight
    half = figure.step * HALF * abs(weight)
    return Quantity(value, value - half, value + half, (Term(figure, weight, derived),), True, ZERO, figure.unit.quality)


def blank(name: str, weight: Decimal = Decimal(1)) -> Quantity:
    """A cell printed blank: nothing, but shown; ``weight`` is what an amount in it would count with."""
    return Quantity(ZERO, ZERO, ZERO, (Term(None, weight, "", name),))


def total(parts: Iterable[Quantity]) -> Quantity:
    """The sum of several quantities."""
    added = list(parts)
    return Quantity(
        sum((part.value for part in added), ZERO),
        sum((part.low for part in added), ZERO),
        sum((part.high for part in added), ZERO),
        tuple(term for part in added for term in part.terms),
        all(part.linear for part in added),
        sum((part.constant for part in added), ZERO),
        next((part.quality for part in added if part.quality), None),
    )


def without(whole: Quantity, left: Container[str]) -> Quantity:
    """A sum without some of its figures, by their ids."""
    gone = [term for term in whole.terms if term.figure is not None and term.figure.id in left]
    kept = tuple(term for term in whole.terms if term not in gone)
    off = total(quantity(term.figure, term.weight) for term in gone if term.figure is not None)
    return whole._replace(value=whole.value - off.value, low=whole.low - off.low, high=whole.high - off.high, terms=kept)


def _combined(left: Quantity, right: Quantity, sign: Decimal) -> Quantity:
    other = right if sign == 1 else right.times(sign)
    return Quantity(
        left.value + other.value,
        left.low + other.low,
        left.high + other.high,
        left.terms + other.terms,
        left.linear and other.linear,
        left.constant + other.constant,
        left.quality or other.quality,
    )


def product(left: Quantity, right: Quantity) -> Quantity:
    """The product of two quantities, as an interval."""
    if left.is_constant:
        return right.times(left.value)._replace(quality=right.quality)
    if right.is_constant:
        return left.times(right.value)
    ends = [a * b for a in (left.low, left.high) for b in (right.low, right.high)]
    return Quantity(left.value * right.value, min(ends), max(ends), left.terms + right.terms, False)


def ratio(left: Quantity, right: Quantity) -> Quantity | None:
    """The ratio of two quantities as an interval; None where the divisor may be zero."""
    if right.is_constant and right.value:
        return left.times(1 / right.value)
    if right.low <= 0 <= right.high:
        return None
    ends = [a / b for a in (left.low, left.high) for b in (right.low, right.high)]
    below = tuple(term._replace(divisor=True) for term in right.terms)
    return Quantity(left.value / right.value, min(ends), max(ends), left.terms + below, False)


def merged(terms: Iterable[Term]) -> list[Term]:
    """The terms with those of the same figure added up; figures that cancel out are left out."""
    by_figure: dict[tuple[str, bool], Term] = {}
    loose = []
    for term in terms:
        if term.figure is None:
            loose.append(term)
            continue
        key = term.figure.id, term.divisor
        known = by_figure.get(key)
        by_figure[key] = term if known is None else known._replace(weight=known.weight + term.weight)
    return [term for term in by_figure.values() if term.weight] + loose


def tolerance(terms: Iterable[Term]) -> Decimal:
    """½ Σ |weight|·u over merged terms: the largest residual of a linear relation that rounding can explain."""
    return HALF * sum((abs(t.weight) * t.figure.step for t in terms if t.figure is not None), ZERO)


def same_fact(stated: Figure, other: Figure) -> bool:
    """Whether two figures are printed in the same unit to the same digit, so that they should be printed alike."""
    return stated.unit.name == other.unit.name and stated.decimals == other.decimals


def is_one_step(difference: Decimal, figure: Figure) -> bool:
    """Whether a difference (in the base unit) is the one printed step that a slip of rounding leaves.

    Only in kr, tkr and per cent: a step of mnkr is real money, and a count is exact.
    """
    if figure.unit.quality == "count" or figure.unit.scale > 1000:
        return False
    return abs(difference) == figure.unit.scale.scaleb(-figure.decimals)


def is_cut(stated: Figure, low: Decimal, high: Decimal) -> bool:
    """Whether ``stated`` is the true magnitude with its decimals cut off: true in [v, v + u)."""
    step = stated.step
    if not step or (high < 0 < stated.base) or (stated.base < 0 < low):
        return False
    magnitude = abs(stated.base)
    ends = sorted((abs(low), abs(high))) if low * high > 0 else [ZERO, max(abs(low), abs(high))]
    return ends[1] >= magnitude and ends[0] < magnitude + step


def is_rounded_off(difference: Decimal, stated: Figure, terms: Iterable[Term]) -> bool:
    """Whether one amount in tkr among amounts in kr lies less than its own step away: rounded the wrong way."""
    figures = [term.figure for term in terms if term.figure is not None]
    *finer, coarsest = sorted([stated, *figures], key=lambda figure: figure.step)
    return (
        coarsest.unit.quality == "money"
        and coarsest.unit.scale == 1000
        and coarsest.step == coarsest.unit.scale
        and all(figure.step * 1000 <= coarsest.step for figure in finer)
        and abs(difference) < coarsest.step
    )


def is_rounded(figure: Figure, value: Decimal) -> bool:
    """Whether an amount of a table, where its sign counts, equals ``value`` rounded to its own zeros: 7 300 kr for 7 304."""
    return figure.value * value > 0 and is_prose_rounding(figure, value)


def is_prose_rounding(claim: Figure, value: Decimal) -> bool:
    """Whether an amount in running text equals ``value`` rounded to the amount's own trailing zeros."""
    if claim.unit.quality != "money" or not claim.value or claim.decimals:
        return False
    digits = str(abs(int(claim.value)))
    zeros = len(digits) - len(digits.rstrip("0"))
    step = claim.unit.scale * (Decimal(10) ** zeros)
    return zeros > 0 and abs(abs(value) - abs(claim.base)) <= step * HALF
