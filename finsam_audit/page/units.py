"""Units of printed figures: what one step in the last printed digit is worth."""

from decimal import Decimal
from typing import Literal, NamedTuple

from finsam_audit.patterns import pattern_of

Quality = Literal["money", "percent", "count"]

_EXACT = Decimal(0)


class Unit(NamedTuple):
    """A unit as printed. ``scale`` turns a value into the base unit of its quality (kr, %, antal)."""

    name: str
    quality: Quality
    scale: Decimal

    def step(self, decimals: int) -> Decimal:
        """The width *u* of the rounding interval of a figure with so many decimals, in the base unit.

        A count printed whole is exact (u = 0): nobody rounds eleven participants to ten.
        """
        if self.quality == "count" and decimals == 0:
            return _EXACT
        return self.scale.scaleb(-decimals) if decimals else self.scale


ONE = Decimal(1)
KR = Unit("kr", "money", ONE)
PERCENT = Unit("%", "percent", ONE)
COUNT = Unit("antal", "count", ONE)

_MONEY = {
    "kr": ONE,
    "kronor": ONE,
    "sek": ONE,
    "tkr": Decimal(1000),
    "ksek": Decimal(1000),
    "mnkr": Decimal(1_000_000),
    "mkr": Decimal(1_000_000),
    "msek": Decimal(1_000_000),
    "mdkr": Decimal(1_000_000_000),
    "tusen kronor": Decimal(1000),
    "miljoner kronor": Decimal(1_000_000),
    "miljarder kronor": Decimal(1_000_000_000),
}
_PERCENT = ("%", "procent", "procentenheter")
_COUNTS = (
    "antal", "st", "stycken", "personer", "deltagare", "individer", "enkäter", "ärenden", "gånger", "ggr", "årsarbetare",
    "dagar", "arbetsdagar", "veckor", "månader", "år", "timmar", "poäng", "utbildningar", "tillfällen",
)  # fmt: skip

_DURATIONS = ("dagar", "arbetsdagar", "veckor", "månader", "år", "timmar")

_DISPLAY = {
    "tusen kronor": "tkr", "miljoner kronor": "mnkr", "miljarder kronor": "mdkr",
    "kronor": "kr", "sek": "kr", "ksek": "tkr", "mkr": "mnkr", "msek": "mnkr", "st": "antal",
    "stycken": "antal",
}  # fmt: skip

UNITS: dict[str, Unit] = {
    **{name: Unit(_DISPLAY.get(name, name), "money", scale) for name, scale in _MONEY.items()},
    **dict.fromkeys(_PERCENT, PERCENT),
    **{name: Unit(_DISPLAY.get(name, name), "count", ONE) for name in _COUNTS},
}


_COUNTED = pattern_of(r"antal( [a-zåäöé-]+)+")
_PER_HEAD = pattern_of(r"\s*(?:per|/)\s*(?:inv(?:ånare)?|medlem)$")


def find_unit(name: str) -> Unit | None:
    """The unit with this name, or None: "tkr", "kr per invånare". What is counted may be anything: "antal företag"."""
    told = _PER_HEAD.sub("", name.strip().lower().rstrip("."))
    counted = told.removeprefix("antal ")
    found = UNITS.get(counted)
    return Unit(counted, "count", ONE) if found is None and _COUNTED.fullmatch(told) else found


def same_measure(one: Unit, other: Unit) -> bool:
    """Whether figures in two units can be held against each other: kr and tkr can, weeks and days cannot."""
    if one.quality != other.quality:
        return False
    if one.name == other.name or COUNT.name in (one.name, other.name):
        return True
    return one.name not in _DURATIONS and other.name not in _DURATIONS
