"""Slips of a hand: what turns a figure that was meant into the figure that was written, and what such a change costs.

A repair of a record changes figures. The price of a change says how surprising it is: 1 for an arbitrary one, less for
one that a slip explains. Every price lies above one half, so that two slips never undercut one arbitrary change by
themselves; they win only where the arbitrary one would break relations that hold and draw further changes after it.
The slips are those of Scholtus (2008; 2009, Statistics Netherlands discussion papers 08015 and 09046).
"""

from fractions import Fraction
from typing import Final

PRICES: Final[dict[str, Fraction]] = {
    "sign": Fraction(55, 100),
    "digit_transposition": Fraction(55, 100),
    "unit": Fraction(55, 100),
    "digit_lost": Fraction(60, 100),
    "digit_error": Fraction(60, 100),
    "interchanged": Fraction(70, 100),
}
"""What a change costs by its kind, as a share of an arbitrary one. ``interchanged`` is the price of both figures."""

ROUNDED: Final = Fraction(3, 50)
"""What a slip costs more where no relation asks for the very value, but one within its rounding. More than what sets apart
the slips of one figure: a digit that fits exactly is likelier than a transposition that fits nearly."""

ARBITRARY: Final = Fraction(1)
NEARLY: Final = ARBITRARY + ROUNDED
"""What two figures in each other's place cost where that comes right but for rounding: chance does so among many pairs."""

FACTORS: Final = (10, 100, 1000)


def slips(written: int, meant: int) -> str | None:
    """The slip that makes ``written`` out of ``meant``, both counted in the last printed digit; None where none does.

    ``sign``, ``digit_transposition`` (two neighbours changed places), ``digit_error`` (one wrong), ``digit_lost`` (one
    lost or added), ``unit`` (ten, a hundred or a thousand times too much or too little; a thousand perhaps rounded). Short
    figures prove nothing: a wrong digit needs three digits, a lost one three digits that are left.

    >>> slips(161, 116), slips(19979, 1979), slips(-40, 40), slips(12, 47)
    ('digit_transposition', 'digit_lost', 'sign', None)
    """
    if written == meant or not written or not meant:
        return None
    if written == -meant:
        return "sign"
    if (written < 0) != (meant < 0):
        return None
    one, other = str(abs(written)), str(abs(meant))
    if len(one) == len(other):
        return _same_length(one, other)
    if abs(len(one) - len(other)) == 1 and _one_fewer(one, other):
        return "digit_lost"
    small, large = sorted((abs(written), abs(meant)))
    if small >= 10 and (any(large == small * factor for factor in FACTORS) or 2 * abs(large - small * 1000) <= 1000):
        return "unit"
    return None


def price(kind: str | None) -> Fraction:
    """What a change of this kind costs, as a share of an arbitrary change."""
    return PRICES.get(kind, ARBITRARY) if kind else ARBITRARY


def _same_length(one: str, other: str) -> str | None:
    apart = [place for place in range(len(one)) if one[place] != other[place]]
    if len(apart) == 1:
        return "digit_error" if len(one) > 2 else None
    if len(apart) != 2 or apart[1] != apart[0] + 1:
        return None
    first, second = apart
    return "digit_transposition" if (one[first], one[second]) == (other[second], other[first]) else None


def _one_fewer(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= 3 and any(long[:place] + long[place + 1 :] == short for place in range(len(long)))
