"""The names of tables as a sentence bears them: a long one by what tells it apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from finsam_audit.controls.outcome import short_table
from finsam_audit.page.model import Report

LONGEST = 40
SHORT_LABEL = 20
_YEAR = r"\b(\d{4})-01-01 ?[–-] ?\1-12-31\b"
_SMALL = (
    r"av|och|eller|i|på|för|före|efter|innan|enligt|vid|per|utan|under|om|med|till|över|samt|från"
    r"|of|and|or|in|on|for|the|before|after|by|\d+"
)
_UNTELLING = rf"(?:[\s,.;:(–-]+(?:(?:{_SMALL})(?=[\s,.;:(–-]|$))?)+$"
_PARENTHESIS = re.compile(r"\s*\((?:[^()]*%[^()]*|[^()]{30,})\)$")


def with_short_names(text: str, report: Report) -> str:
    """A text with the long names of the report's tables and rows shortened, and a calendar year by its number; a name in
    quotes stays."""
    for name, short in short_names(tuple(table.name for table in report.tables)):
        text = text.replace(name, short)
    for name, short in short_rows(tuple(row.label for table in report.tables for row in table.walk())):
        text = text.replace(name, short)
    return re.sub(_YEAR, r"\1", text)


@lru_cache(maxsize=8)
def short_rows(labels: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The labels that end with what their percentages are of, or with a long parenthesis, without it; those by which no
    other row could be meant."""
    known = set(labels)
    found = {label: _PARENTHESIS.sub("", label) for label in known if len(label) > SHORT_LABEL}
    return tuple(sorted((label, short) for label, short in found.items() if short != label and short and short not in known))


@lru_cache(maxsize=8)
def short_names(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The notes by their numbers, and names of more than forty characters, with a shorter one each, the longest first.

    No two come out alike.
    """
    found: dict[str, str] = {}
    for name in sorted(set(names), key=len, reverse=True):
        short = short_table(name)
        if len(name) > LONGEST or (short != name and not short.endswith("…")):
            found[name] = _short(name, [other for other in names if other != name])
    taken = [*found.values(), *(name for name in names if name not in found)]
    return tuple((name, short) for name, short in found.items() if taken.count(short) == 1)


def _short(name: str, others: Sequence[str]) -> str:
    """A note by its number; else the beginning, and where another begins alike, the words from which they differ."""
    plain = short_table(name)
    if plain != name and not plain.endswith("…"):
        return plain
    cut = _cut(name)
    if not any(other.startswith(cut.removesuffix(" …")) for other in others):
        return cut
    words = name.split(" ")
    first = max(_alike(words, other.split(" ")) for other in others)
    first -= first > 1 and words[first : first + 1] != [] and words[first][0].isdigit()  # a number goes with its word
    begun = _cut(" ".join(words[:first]), LONGEST // 2).removesuffix(" …")
    return f"{begun} … {_cut(' '.join(words[first:]), LONGEST - len(begun) - 3)}"


def _alike(words: Sequence[str], others: Sequence[str]) -> int:
    """With how many words both begin."""
    return next((at for at, (one, other) in enumerate(zip(words, others, strict=False)) if one != other), len(others))


def _cut(text: str, longest: int = LONGEST) -> str:
    """A text of at most so many characters, cut after a word that tells: not a preposition, a year or a dash."""
    if len(text) <= longest:
        return text
    return re.sub(_UNTELLING, "", text[: longest - 1].rpartition(" ")[0] or text.partition(" ")[0]) + " …"
