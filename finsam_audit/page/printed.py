"""Printed text to numbers. The one place where characters become ``Decimal``.

Accepts what Swedish reports print and refuses what can be read in two ways; see ``docs/data-format.md``.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from finsam_audit.page.bounds import LABEL
from finsam_audit.page.units import PERCENT, Unit, find_unit

SPACES = " \u00a0\u2009\u202f\u2007"
MINUSES = "-\u2212\u2013\u2012"

MAX_DIGITS = 18  # sums of such figures stay exact in Decimal's 28 digits

# Every sort of space becomes a space and every sort of minus a hyphen, before a plain pattern looks at them.
_NORMAL = str.maketrans({**dict.fromkeys(SPACES, " "), **dict.fromkeys(MINUSES, "-")})
# Spaces are taken once and never given back: a run of them must not be tried in every length.
_NUMBER = re.compile(
    r"(?P<sign>[-+])? *+"
    r"(?P<whole>[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)"
    r"(?P<rest>,[0-9]+)?"
    r" *+(?P<after>-(?![0-9]))?"
    r" *+(?:: ?-|(?P<unit>%|[A-Za-zåäöÅÄÖ]+))?\.?"
    r"(?: *+\*{1,3})?"  # the star of a footnote
)
_ROUND = SPACES + "\t\n"

# Words that a report prints where there is nothing to state: an amount of nought, unlike a blank.
NONE = ("inga", "ingen", "inget", "noll")


class Unreadable(ValueError):
    """A text that is not one number, or that is two. ``reason`` is a message key, ``text`` the offending part."""

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(f"{reason}: {text}")
        self.reason = reason
        self.text = text


class Number(NamedTuple):
    """One number as printed."""

    value: Decimal
    decimals: int
    unit: Unit | None


class Cell(NamedTuple):
    """One cell of a table as printed, taken apart.

    ``state`` is ``value``, ``blank``, ``unread`` or ``sic`` (printed so that nobody can read it). ``readings`` are the
    other numbers it may be; ``misprint`` tells that the report itself printed it wrongly, ``doubtful`` that the
    reading of the page is in doubt.
    """

    text: str
    state: str
    number: Number | None = None
    companion: Number | None = None
    remark: str = ""
    readings: tuple[Number, ...] = ()
    misprint: bool = False
    doubtful: bool = False
    seen: str = ""


def read_number(text: str, unit: Unit | None = None) -> Number:
    """Read one printed number; ``unit`` is what it is in unless the text itself says.

    Raises ``Unreadable`` where the text is not a number or can be read in two ways.
    """
    stripped = text.strip(_ROUND)
    if len(stripped) > LABEL:  # parentheses within parentheses, too
        raise Unreadable("number.too-long", shortened(stripped))
    if stripped.startswith("(") and stripped.endswith(")"):
        inside = read_number(stripped[1:-1], unit)
        if inside.unit is PERCENT or (inside.unit or unit) is PERCENT:
            return inside  # parentheses never mean minus round a percentage
        if inside.value < 0 or stripped[1:].lstrip(_ROUND).startswith("+"):
            raise Unreadable("number.two-signs", stripped)
        return inside._replace(value=-inside.value)
    match = _NUMBER.fullmatch(stripped if stripped.isascii() else stripped.translate(_NORMAL))
    if match is None:
        raise Unreadable(_why_not(stripped), stripped)
    sign, whole, rest, after, name = match.groups("")
    if sign and after:
        raise Unreadable("number.two-signs", stripped)
    whole = whole.replace(" ", "")
    if len(whole) > 1 and whole.startswith("0"):
        raise Unreadable("number.leading-zero", stripped)
    if len(whole) + len(rest) > MAX_DIGITS:
        raise Unreadable("number.too-long", shortened(stripped))
    own = find_unit(name) if name else None
    if name and own is None:
        raise Unreadable("number.not-a-number", stripped)
    effective = own or unit
    if len(rest) == 4 and (effective is None or (effective.quality != "percent" and effective.scale < 1_000_000)):
        raise Unreadable("number.comma-thousands", stripped)
    value = Decimal(whole + rest.replace(",", "."))
    if sign == "-" or after:
        value = -value
    return Number(value, max(0, len(rest) - 1), own)


def shortened(text: str) -> str:
    """A text that is much too long for a number, cut for a message."""
    return text if len(text) <= 2 * MAX_DIGITS else f"{text[:MAX_DIGITS]} …"


def _why_not(text: str) -> str:
    plain = text.translate(_NORMAL)
    if re.search(r"[0-9]\.[0-9]", plain):
        return "number.dot"
    if re.match(r"[- ]*- *-", plain):
        return "number.two-signs"
    if not re.search(r"[0-9]", plain):
        return "number.no-digits"
    if re.fullmatch(r"-?[0-9 ]+(,[0-9]+)?", plain):
        return "number.grouping"
    if len(re.findall(r"[0-9][0-9 ,]*", plain)) > 1:
        return "number.several"
    return "number.not-a-number"


def read_cell(text: str, unit: Unit | None = None) -> Cell:
    """Take a cell apart: number, companion percentage, remark, and what stands in square brackets.

    Raises ``Unreadable``.
    """
    raw = text.strip(_ROUND)
    if raw.endswith("]"):
        if len(raw) > LABEL:
            raise Unreadable("number.too-long", shortened(raw))
        opening = max(raw.rfind("["), raw.rfind("]", 0, -1))
        if raw[opening : opening + 1] == "[":
            return _annotated(raw[:opening].strip(_ROUND), raw[opening + 1 : -1].strip(), unit)
    if raw in ("", "_"):
        return Cell("", "blank")
    if raw in MINUSES or raw == "\u2014":
        return Cell(raw, "blank")
    if raw == "?":
        return Cell(raw, "unread", doubtful=True)
    if raw.lower() in NONE:
        return Cell(raw, "value", Number(Decimal(0), 0, None))
    return _plain(raw, unit)


def _plain(raw: str, unit: Unit | None) -> Cell:
    try:
        return Cell(raw, "value", read_number(raw, unit))
    except Unreadable as problem:
        opening = max(raw.rfind("("), raw.rfind(")", 0, -1))
        if not raw.endswith(")") or opening < 1 or raw[opening] != "(" or len(raw) > LABEL:
            raise
        try:
            number = read_number(raw[:opening], unit)
        except Unreadable:
            raise problem from None
        inside = raw[opening + 1 : -1].strip(SPACES)
        try:
            companion = read_number(inside, PERCENT if "%" in inside else None)
        except Unreadable:
            if not re.search(r"[^\W\d]", inside):
                raise
            return Cell(raw, "value", number, remark=inside)
        return Cell(raw, "value", number, companion)


def _annotated(raw: str, note: str, unit: Unit | None) -> Cell:
    if note == "sic":
        return Cell(raw, "sic", misprint=True)
    word, _, rest = note.partition(" ")
    if note.startswith("read as "):
        readings = _readings(note[len("read as ") :], unit)
        if not readings:
            raise Unreadable("cell.bracket", note)
        first = read_cell(note[len("read as ") :].split(" or ")[0], unit)
        return Cell(raw, "value", readings[0], first.companion, "", readings[1:], misprint=True)
    if word == "seen" and rest.strip():
        if raw == "?":
            return Cell(raw, "unread", doubtful=True, seen=rest.strip())
        return read_cell(raw, unit)._replace(doubtful=True, seen=rest.strip())
    if word == "?":
        others = rest.strip()
        if others and not others.startswith("or "):
            raise Unreadable("cell.bracket", note)
        readings = _readings(others[len("or ") :], unit) if others else ()
        return read_cell(raw, unit)._replace(doubtful=True, readings=readings)
    raise Unreadable("cell.bracket", note)


def _readings(text: str, unit: Unit | None) -> tuple[Number, ...]:
    return tuple(number for part in text.split(" or ") if (number := read_cell(part, unit).number) is not None)
