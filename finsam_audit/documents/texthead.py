"""The heads of a table in a text, where nothing stands over anything: of how many columns they speak, and how."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from finsam_audit.documents.amounts import is_period, plain
from finsam_audit.documents.columns import is_note_head

_SIDES = ("intäkt", "kostn", "netto")
_KIND = re.compile(
    r"(?:utfall|budget|avvikelse|prognos|bokslut|differens|diff|förändring|beviljat|utbetalt|helår)\w*", re.IGNORECASE
)
_SIDE = re.compile(r"(?:intäkt|kostn|netto|inkomst|utgift)\w*\.?", re.IGNORECASE)
_COUNT = re.compile(r"antal|andel|kvinnor|män|kvinna|totalt|summa", re.IGNORECASE)
_LONGEST = 5, 12  # words before heads: before any, and before years alone, which may stand after the title of a table


class Heads(NamedTuple):
    """The heads of the lines over a table: what each line says, in order."""

    levels: tuple[tuple[str, ...], ...]
    noted: bool
    corner: str


def phrases(text: str) -> tuple[str, tuple[str, ...]] | None:
    """A line as what stands over its labels and the heads after that; None where it is no line of heads.

    Two spaces or more part heads; so do a year after a year and a kind after a year.
    """
    words = [(found[0].strip(), len(found[0]) - len(found[0].lstrip())) for found in re.finditer(r" *[^ ]+", plain(text))]
    words = [(word, spaces) for word, spaces in words if word not in ("|", "[")]
    said = [word for word, _ in words]
    start = next((at for at in range(len(words)) if _all_heads(said[at:])), None)
    if start is None:
        return None
    if start and said[start].islower() and words[start][1] < 2 and len(said) > start + 2 and _are_periods(said[start + 1 :]):
        start += 1  # "Verksamhetens intäkter" over the labels, the years over the columns
    heads: list[str] = []
    for word, spaces in words[start:]:
        last = heads[-1] if heads else ""
        if last and spaces < 2 and _goes_on(last, word):
            heads[-1] = f"{last} {word}"
        else:
            heads.append(word)
    corner = " ".join(word for word, _ in words[:start])
    tells = len(heads) > 1 or any(is_period(word) for word in heads[0].split(" "))  # "Administrativa kostnader" is a label
    longest = _LONGEST[len(heads) > 1 and _are_periods(heads)]
    return (corner, tuple(heads)) if tells and len(corner.split()) < longest else None


def _are_periods(words: Sequence[str]) -> bool:
    return all(is_period(word) for word in words)


def _all_heads(words: Sequence[str]) -> bool:
    return all(is_period(w) or _KIND.fullmatch(w) or _SIDE.fullmatch(w) or _COUNT.fullmatch(w) or is_note_head(w)
               or re.fullmatch(r"utfall-(?:budget)?", w, re.IGNORECASE) for w in words)  # fmt: skip


def _goes_on(last: str, word: str) -> bool:
    told = last.split(" ")[-1]
    if is_period(word):
        rest = word.startswith("-") and not told.startswith("-") and len(told) > 4
        return rest or not (is_period(told) or is_note_head(told))
    return False


def head_lines(lines: Sequence[str]) -> list[int]:
    """Which of the lines over a table are of its head. A title that ends with its year is not, where another line has years."""
    found = [(at, read) for at, line in enumerate(lines) if (read := phrases(line)) is not None]
    dated = any(sum(is_period(head.split(" ")[-1]) for head in heads) > 1 for _, (_, heads) in found)
    titles = {at for at, (corner, heads) in found if dated and corner and len(heads) == 1 and is_period(heads[0])}
    return [at for at, _ in found if at not in titles]


def heads_of(lines: Iterable[str]) -> Heads:
    """The heads that lines over a table speak of."""
    levels: list[tuple[str, ...]] = []
    corner, noted = "", False
    for line in lines:
        found = phrases(line)
        if found is None:
            continue
        noted = noted or any(is_note_head(head) for head in found[1])
        level = tuple(head for head in found[1] if not is_note_head(head))
        own = _are_periods(level) and len(set(level)) == len(level) - 1 > 1 and level[0] == level[1] and bool(found[0])
        corner = corner or (f"{found[0]} {level[0]}" if own else found[0])  # "Resultaträkning 2025", before 2025 and 2024
        level = level[own:]
        if level:
            levels.append(level)
    return Heads(tuple(levels), noted, corner)


def heads_for(heads: Heads, count: int) -> list[tuple[str, ...]]:
    """What each line says over each of ``count`` columns; nothing where no line speaks of so many."""
    levels = [_completed(level, count) for level in heads.levels]
    leaf = next((level for level in levels if len(level) == count), None)
    if leaf is None:
        return []
    groups = _groups(leaf)
    told: list[tuple[str, ...]] = []
    for level in levels:
        if len(level) == count:
            told.append(level)
        elif len(level) == len(groups):
            told.append(tuple(text for text, size in zip(level, groups, strict=True) for _ in range(size)))
        elif all(text.startswith("-") for text in level):  # the ends of the first few periods
            told.append((*level, *[""] * (count - len(level))))
        elif len(level) > 1 == len(set(level)):
            told.append(level[:1] * count)
        elif count % len(level) == 0:
            told.append(tuple(text for text in level for _ in range(count // len(level))))
    return told


def _groups(leaf: Sequence[str]) -> list[int]:
    """How many columns each group has: a new one begins where intäkt, kostnad, netto begin anew."""
    sizes: list[int] = []
    last = -1
    for head in leaf:
        rank = next((at for at, side in enumerate(_SIDES) if head.lower().startswith(side)), -1)
        if rank > last >= 0:
            sizes[-1] += 1
        else:
            sizes.append(1)
        last = rank
    return sizes


def _completed(level: Sequence[str], count: int) -> tuple[str, ...]:
    """Sides of groups whose last word the text lost: intäkt, kostnad, netto, intäkt, kostnad is followed by netto."""
    groups = _groups(level)
    if len(groups) > 1 and len(level) < count == len(groups) * groups[0] and set(groups[:-1]) == {groups[0]}:
        return (*level, *level[groups[-1] : groups[0]])
    return tuple(level)
