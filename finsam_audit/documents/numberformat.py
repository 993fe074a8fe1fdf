"""What a cell of a workbook shows: its value as its number format prints it."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from finsam_audit.documents.labels import joined

_SIGNIFICANT = 15  # digits that a workbook keeps of a number
_SECTIONS = re.compile(r'(?:"[^"]*"|\\.|[^;"\\])*')
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[(?P<tag>[^\]]*)\]'
    r"|(?P<digits>[0#?][0#?.,]*)|(?P<letters>[yY]+|[mM]+|[dD]+)|(?P<other>.)"
)
_COLOUR = re.compile(r"\[(?:red|röd|color ?\d+)\]", re.IGNORECASE)
_FREE = re.compile(r"general|standard|@|[eE][+-]|[?#0]/[?#\d]|\[[<>=]", re.IGNORECASE)  # a fraction, a power or a condition


class Section(NamedTuple):
    """What a part of a number format prints: ``digits`` are its runs of places, ``between`` the signs that part them."""

    before: str
    digits: tuple[str, ...]
    between: tuple[str, ...]
    after: str
    percent: bool


def shown(value: object, shape: str) -> str:
    """A cell's value as its number format ``shape`` prints it; "" where it prints nothing."""
    if isinstance(value, bool):
        return ""
    if isinstance(value, date):
        return _day(value, shape)
    sections = _sections(shape)
    if not isinstance(value, int | float):
        hidden = len(sections) > 3 and not sections[3]
        return "" if hidden else joined([line.strip(" ") for line in str(value).splitlines()])
    number = Decimal(repr(value))
    if not number.is_finite():
        return "?"
    if number:
        number = number.quantize(Decimal(1).scaleb(max(number.adjusted() + 1 - _SIGNIFICANT, -_SIGNIFICANT)), ROUND_HALF_UP)
    if _FREE.search(sections[0]):
        return _grouped(number, 0, max(0, -int(number.normalize().as_tuple().exponent)), abs(number) >= 10_000)
    return _number(number, sections)


def _number(number: Decimal, sections: tuple[str, ...]) -> str:
    which = 1 if number < 0 and len(sections) > 1 else 2 if number == 0 and len(sections) > 2 else 0
    section = _section(sections[which])
    if not sections[which]:
        return ""
    own_sign = which == 1 and not (_COLOUR.match(sections[1].strip()) and not set("-−–(") & set(section.before + section.after))
    text = _placed(abs(number) * (100 if section.percent else 1), section)
    sign = "-" if number < 0 and not own_sign and re.search("[1-9]", text) else ""
    return f"{sign}{section.before.lstrip()}{text}{section.after.rstrip()}"


@lru_cache(maxsize=1024)
def _sections(shape: str) -> tuple[str, ...]:
    """The parts of a format: for positive numbers, negative ones, nil, and text."""
    found, at = [], 0
    while at <= len(shape):
        match = _SECTIONS.match(shape, at)
        found.append(match[0] if match else "")
        at += len(found[-1]) + 1
    return tuple(found)


@lru_cache(maxsize=1024)
def _section(text: str) -> Section:
    tokens = list(_TOKEN.finditer(text))
    digits = [token["digits"] for token in tokens if token["digits"]]
    signs = [""]
    for token in tokens:
        if token["digits"]:
            signs.append("")
        else:
            signs[-1] += next((part for part in token.group("quoted", "escaped", "currency", "letters", "other") if part), "")
    percent = any(token["other"] == "%" for token in tokens)
    after = signs[-1] if digits else ""
    return Section(signs[0], tuple(digits), tuple(signs[1:-1]), re.sub(r"\s*%", " %", after) if percent else after, percent)


def _placed(number: Decimal, section: Section) -> str:
    """The digits of a number at the places of its format."""
    if not section.digits:
        return ""
    if any(signs.strip() for signs in section.between):  # a number of an organisation, of a telephone
        rest = f"{number.quantize(Decimal(1), ROUND_HALF_UP):f}".zfill(sum(map(len, section.digits)))
        ends = [0]
        for run in section.digits[:0:-1]:
            ends.insert(0, ends[0] - len(run))
        parts = [rest[one:other] for one, other in pairwise([-len(rest), *ends[:-1], len(rest)])]
        return "".join(part + sign for part, sign in zip(parts, (*section.between, ""), strict=True))
    whole, _, decimals = "".join(section.digits).partition(".")
    scaled = len(whole) - len(whole.rstrip(",")) + len(decimals) - len(decimals.rstrip(","))
    number = number.scaleb(-3 * scaled)
    grouped = "," in whole.rstrip(",") or bool(section.between)
    least, most = decimals.count("0"), len(decimals.replace(",", ""))
    rounded = number.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    if rounded == 0 and "0" not in whole + decimals:
        return ""
    text = _grouped(rounded, least, most, grouped or rounded >= 10_000)
    return text.zfill(whole.count("0"))


def _grouped(number: Decimal, least: int, most: int, grouped: bool) -> str:
    text = f"{number:,.{most}f}" if grouped else f"{number:.{most}f}"
    whole, _, decimals = text.partition(".")
    kept = decimals[:least] + decimals[least:].rstrip("0")
    return whole.replace(",", " ") + (f",{kept}" if kept else "")


def _day(value: date, shape: str) -> str:
    """A date as year, month or day of the calendar, whichever its format shows."""
    tokens = list(_TOKEN.finditer(_sections(shape)[0]))
    letters = {token["letters"][0].lower() for token in tokens if token["letters"]}
    if letters == {"y"}:
        parts = (str(value.year) if token["letters"] else token["quoted"] or token["escaped"] or "" for token in tokens)
        return "".join(parts).strip()
    return value.strftime("%Y-%m" if letters == {"y", "m"} else "%Y-%m-%d")
