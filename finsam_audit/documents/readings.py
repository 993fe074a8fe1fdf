"""Groups of digits at the end of a line of text: every way to read them as so many cells.

Text tools and text recognition leave one space between two numbers as between the groups of one, and lose the space within
a number. "2 060 355 848" is two numbers or four; the table that it stands in tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from finsam_audit.documents.amounts import is_amount, is_dash, is_period, is_unit, plain, starts_amount
from finsam_audit.documents.columns import is_note, is_note_head

MOST = 400  # readings of one line that are tried
_MOST_LEADING = 2  # words that look like figures and may end a label ("Förbundschef 30 %") or refer to a note
_LABEL_COST = 6
_HUGE, _HUGE_COST = 9, 4  # digits: a thousand million is rarely printed to the last krona
_USUAL_SPREAD = 3  # digits that the largest number of a row has more than the smallest
_ODD_START = re.compile(r"[(]?-?0\d")
_FIRST = re.compile(r"[(]?-?[(]?(?:0|[1-9]\d{0,2})")
_LONG_FIRST = re.compile(r"[(]?-?[(]?[1-9]\d{3,6}")
_NEXT = re.compile(r"\d{3}(?:,\d+)?(?:[-)%]|kr)?[)]?\*{0,3}")
_LONG_NEXT = re.compile(r"\d{6}(?:,\d+)?(?:[-)%]|kr)?[)]?\*{0,3}")


class Token(NamedTuple):
    """A word that may be a figure or a part of one. ``apart`` tells that it surely begins a cell; ``end`` is its last sign."""

    text: str
    apart: bool
    end: int


class Reading(NamedTuple):
    """A way to read the tokens of a line: how many belong to the label, the note, the cells with their ends, what it costs."""

    leading: int
    note: str
    cells: tuple[tuple[str, int], ...]
    cost: int


def is_figure(word: str) -> bool:
    """Whether a word can stand among the figures of a line."""
    return starts_amount(word) or is_dash(word) or is_period(word) or is_note_head(word)


def readings(tokens: Sequence[Token], count: int, noted: bool) -> list[Reading]:
    """The ways to read tokens as at most ``count`` cells, those with all of them if there are any; the likeliest first.

    ``noted`` tells that the table has a column of references to notes.
    """
    found: list[Reading] = []
    for leading in range(min(_MOST_LEADING, len(tokens) - 1) + 1):
        first = tokens[0].text
        note = first if leading == 1 and is_note(first) and len(first) < 4 else ""
        odd = leading == 1 and "%" in first and not any("%" in token.text for token in tokens[1:])
        cost = (0 if noted else 2) if note else 1 if odd else _LABEL_COST * leading
        found += [
            Reading(leading, note, cells, cost + loose) for cells, loose in islice(_parted(tokens[leading:], count), MOST)
        ]
        if len(found) > MOST:
            break
    whole = [reading for reading in found if len(reading.cells) == count]
    priced = [r._replace(cost=r.cost + max(_spread(r) - _USUAL_SPREAD, 0)) for r in whole or found]
    return sorted(priced, key=lambda reading: (reading.cost, -len(reading.cells), _spread(reading)))[:MOST]


def _spread(reading: Reading) -> int:
    sizes = [len(re.sub(r"\D", "", cell)) for cell, _ in reading.cells if cell not in ("0", "-")]
    return max(sizes, default=0) - min(sizes, default=0)


def _parted(tokens: Sequence[Token], most: int) -> Iterator[tuple[tuple[tuple[str, int], ...], int]]:
    """All ways to make cells of tokens, each with how many numbers were written without their spaces."""
    if not tokens or most < 1:
        if not tokens:
            yield (), 0
        return
    cell = plain(tokens[0].text)
    loose = 0
    for at in range(1, len(tokens) + 1):
        if (is_amount(_grouped(cell)) and not _ODD_START.match(cell)) or is_dash(cell) or is_period(cell):
            huge = _HUGE_COST * (sum(sign.isdigit() for sign in cell) > _HUGE)
            for rest, cost in _parted(tokens[at:], most - 1):
                yield ((_grouped(cell), tokens[at - 1].end), *rest), cost + loose + huge
        if at == len(tokens) or tokens[at].apart:
            return
        step = _step(cell, plain(tokens[at].text))
        if step is None:
            return
        cell, loose = f"{cell} {plain(tokens[at].text)}", loose + step


def _step(cell: str, word: str) -> int | None:
    """What it costs that a cell goes on with a word; None where it cannot."""
    if cell in ("-", "+"):
        return 0 if starts_amount(word) and not word.startswith("-") else None
    if is_unit(word) or (is_period(cell) and word.startswith("-") and is_period(word)):
        return 0
    if word.startswith("(") and is_amount(cell):
        return 0
    first, *rest = cell.removeprefix("- ").split(" ")
    if not all(re.fullmatch(r"\d{3}|\d{6}", group) for group in rest):
        return None
    strict = _FIRST.fullmatch(first) is not None and first.lstrip("(-") != "0"
    long = _LONG_FIRST.fullmatch(first) is not None
    if _NEXT.fullmatch(word) and (strict or long):
        return 0 if strict else 1
    return 1 if _LONG_NEXT.fullmatch(word) and (strict or long) else None


def _grouped(cell: str) -> str:
    """A number whose groups were run together in part, in groups of three."""
    found = re.fullmatch(r"([(]?-? ?[(]?)(\d+(?: \d+)+)(\D.*)?", cell)
    groups = found[2].split(" ") if found is not None else []
    if found is None or (len(groups[0]) < 4 and all(len(group) == 3 for group in groups[1:])):
        return cell
    number = f"{int(''.join(groups)):,}".replace(",", " ")
    return f"{found[1]}{number}{found[3] or ''}"
