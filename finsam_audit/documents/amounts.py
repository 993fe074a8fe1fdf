"""What a printed word looks like: part of an amount, a year, a date, a leader, or just text."""

from __future__ import annotations

import re
from functools import lru_cache

from finsam_audit.page.printed import MINUSES, SPACES

_PLAIN = str.maketrans({**dict.fromkeys(SPACES, " "), **dict.fromkeys(MINUSES + "\u2014\u2010\u2011", "-")})
_UNITS = r"(?:%|kr|tkr|mnkr|mkr|st|: ?-)"
# One word of an amount: the first may carry the sign and holds one to three digits where more groups follow.
_START = re.compile(r"[(]?[-+]?[(]?\d+(?:,\d+)?(?::?-)?[)]?%?[)]?\*{0,3}")
_GROUP = re.compile(r"\d{3}(?:,\d+)?(?:[-)%]|:-|kr|tkr)?[)]?\*{0,3}")
_OPEN = re.compile(r"[(]?[-+]?[(]?\d{1,3}")  # may go on with a group of three
_MORE = re.compile(r"\d{3}")
_AMOUNT = re.compile(
    rf"[(]?[-+]? ?[(]?(?:\d{{1,3}}(?: \d{{3}})+|\d+)(?:,\d+)?(?: ?-)?[)]?(?: ?{_UNITS}\.?)?[)]?(?: ?\*{{1,3}})?"
    r"(?: [(](?:-?[\d ]+(?:,\d+)? ?%?|(?:inkl|exkl)\.? \w+)[)])?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_PERIOD = re.compile(r"-?(?:19|20)\d\d-\d\d-\d\d(?: ?--?)?(?: ?(?:19|20)\d\d-\d\d-\d\d)?")
_LEADER = re.compile(r"[.\u2026\u00b7_]{2,}|[.\u2026\u00b7]")


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """A text in which every sort of space is a space and every sort of minus a hyphen."""
    return text.translate(_PLAIN)


@lru_cache(maxsize=8192)
def is_leader(word: str) -> bool:
    """Dots or a stroke that lead the eye from a label to its amount."""
    return _LEADER.fullmatch(word) is not None


@lru_cache(maxsize=8192)
def starts_amount(word: str) -> bool:
    return _START.fullmatch(plain(word)) is not None


def goes_on(before: str, word: str) -> bool:
    """Whether ``word`` may be the next group of the amount that ``before`` (all its words so far) began."""
    said = plain(before)
    if said in ("-", "+", "(", "(-"):
        return starts_amount(word)
    parts = said.split(" ")
    if parts[0] in ("-", "+") and len(parts) > 1:
        parts = parts[1:]
    if _OPEN.fullmatch(parts[0]) and all(_MORE.fullmatch(part) for part in parts[1:]):
        return _GROUP.fullmatch(plain(word)) is not None
    return False


@lru_cache(maxsize=8192)
def is_unit(word: str) -> bool:
    return re.fullmatch(rf"{_UNITS}\.?[)]?\*{{0,3}}", word, re.IGNORECASE) is not None


@lru_cache(maxsize=8192)
def is_amount(text: str) -> bool:
    """Whether a text is one number as reports print them, perhaps with its unit, a footnote star, or its percentage."""
    return _AMOUNT.fullmatch(plain(text)) is not None


@lru_cache(maxsize=8192)
def is_dash(text: str) -> bool:
    return plain(text) in ("-", "--", "-*")


def is_hidden(text: str) -> bool:
    """Whether a text is what a workbook prints for an amount that its column has no room for."""
    return len(text) > 1 and not text.strip("#")


@lru_cache(maxsize=8192)
def is_period(text: str) -> bool:
    """Whether a text is a year, a date, or one of the halves of a period ("-2025-12-31")."""
    said = plain(text)
    return _YEAR.fullmatch(said) is not None or _PERIOD.fullmatch(said) is not None
