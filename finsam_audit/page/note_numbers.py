"""The numbers of notes: "Not 3:1 Fordringar", "(not 3 a)" and "Noter 3–5" in one spelling."""

from __future__ import annotations

import re

from finsam_audit.page.bounds import PLACE_DIGITS
from finsam_audit.patterns import pattern_of

# A letter apart from its number stands alone: no "i" of "Not 4 i sammandrag", no "E" of "Not 4 E-tjänster".
_NUMBER = r"\d+(?:[.:]\d+)*(?:[a-zåäö]\b(?!-\w)|\s[a-h](?=[\s.:,)]|$))?"
_RANGE = rf"{_NUMBER}(?:\s*+[–−-]\s*+{_NUMBER})?"
_NAME = pattern_of(rf"not(?:er)?\s+({_RANGE})(?!\w)[.:]?\s*", re.IGNORECASE)
_COLUMN = pattern_of(r"not(?:er|es?)?\.?(?:\s+(?:kommun|koncern|region|förbund|sammanställd)\w*)*", re.IGNORECASE)
_WORD = pattern_of(r"not(?:er)?\b\.?\s*", re.IGNORECASE)
_FROM_TO = pattern_of(rf"([0-9]{{1,{PLACE_DIGITS}}})\s*+[–−-]\s*+([0-9]{{1,{PLACE_DIGITS}}})")
_MOST = 20
"""So many notes at most are meant by one range."""


def number_of(table_name: str) -> str:
    """The number, as printed, that the name of a note begins with; empty where it begins with none."""
    found = _NAME.match(table_name.strip())
    return found[1] if found else ""


def is_note_column(head: str) -> bool:
    """Whether a column holds the numbers of notes: "Not", or of several "Not kommun" and "Not koncern"."""
    return head[:3].lower() == "not" and _COLUMN.fullmatch(head) is not None


def without_number(table_name: str) -> str:
    """The name of a table, of a note without its number: "Not 3.1 Medlemsbidrag" is "Medlemsbidrag"."""
    return _NAME.sub("", table_name.strip(), count=1)


def note_numbers(printed: str) -> tuple[str, ...]:
    """The notes that a reference names, in one spelling: "3:1" and "3.1" are "3.1", "3 A" is "3a", "3–5" is 3, 4 and 5."""
    parts = re.split(r",|\boch\b|\bsamt\b|&", _WORD.sub("", printed))
    return tuple(number for part in parts if part.strip() for number in _each(part))


def _each(part: str) -> tuple[str, ...]:
    written = part.strip().lower().rstrip(".:")
    ends = _FROM_TO.fullmatch(written)
    if ends is not None and 0 <= int(ends[2]) - int(ends[1]) < _MOST:
        return tuple(str(number) for number in range(int(ends[1]), int(ends[2]) + 1))
    return (re.sub(r"\s+", "", written).replace(":", "."),)
