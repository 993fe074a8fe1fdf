"""A person's corrections of a data file, carried over to the data file of a new version of the document.

What was extracted stands as one mark a line in comments at the end of the file. Lines that differ from their marks are
the person's. They are kept where the new document gives the same lines as before, whatever page they stand on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from hashlib import blake2b
from typing import NamedTuple

_SIGN = "#="  # begins a line of marks
_MARK = 8  # hexadecimal digits a mark
_ON_ONE_LINE = 14
_PLACE = re.compile(r" @(?:p\d+(?::\d+)?|\d+)(?=\"?$)|(?<=at: )(?:p\d+(?::\d+)?|\d+)$|box: \[[\d., -]+\](?:, )?")


class Kept(NamedTuple):
    """The new data file with the corrections in it: how many, and those that were not kept, with their line."""

    text: str
    corrections: int
    lost: tuple[tuple[int, str], ...]


def sealed(text: str, told: str, read: str | None = None) -> str:
    """A data file with the marks of its lines, of those that were ``read`` where a person's corrections are in it already.

    ``told`` says in a comment what the marks are for.
    """
    marks = [_mark(line) for line in (text if read is None else read).splitlines()]
    rows = (marks[at : at + _ON_ONE_LINE] for at in range(0, len(marks), _ON_ONE_LINE))
    return f"{text}# {told}\n" + "".join(f"{_SIGN} {' '.join(row)}\n" for row in rows)


def kept(new: str, old: str) -> Kept | None:
    """The data file ``new``, fresh from the document, with what a person changed in ``old``; None where it has no marks."""
    before = [mark for line in old.splitlines() if line.startswith(_SIGN) for mark in line[len(_SIGN) :].split()]
    if not before or any(len(mark) != _MARK for mark in before):
        return None
    own = _without_marks(old.splitlines())
    fresh = new.splitlines()
    fresh_marks = [_mark(line) for line in fresh]
    now = _matches(before, fresh_marks)
    changes, lost = [], []
    for start, end, first, last in _changes(before, [_mark(line) for line in own]):
        place = _unchanged(now, start, end, len(fresh))
        if place is not None:
            changes.append((place, own[first:last]))
        elif not _has(fresh_marks, own[first:last]):
            lost.append((first + 1, "\n".join(own[first:last])))
    for (begin, stop), lines in sorted(changes, reverse=True):
        fresh[begin:stop] = lines
    return Kept("\n".join(fresh) + "\n", len(changes), tuple(lost))


def _mark(line: str) -> str:
    """What a line says, without where on which page it says it."""
    return blake2b(_PLACE.sub("", line).rstrip().encode(), digest_size=_MARK // 2).hexdigest()


def _without_marks(lines: Sequence[str]) -> list[str]:
    """The lines before the marks and the comment over them."""
    first = next((n for n, line in enumerate(lines) if line.startswith(_SIGN)), len(lines))
    return list(lines[: first - 1 if first and lines[first - 1].startswith("#") else first])


def _matches(before: Sequence[str], now: Sequence[str]) -> dict[int, int]:
    """Which line of the old extraction is which of the new."""
    blocks = SequenceMatcher(None, before, now, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}


def _changes(before: Sequence[str], own: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """What the person changed: lines of the extraction, and the lines that stand there instead."""
    for kind, start, end, first, last in SequenceMatcher(None, before, own, autojunk=False).get_opcodes():
        if kind != "equal":
            yield start, end, first, last


def _unchanged(now: dict[int, int], start: int, end: int, length: int) -> tuple[int, int] | None:
    """Where the lines from ``start`` to ``end`` stand in the new extraction, if all do, one after the other."""
    if start == end:  # something was put in: between two lines that still are neighbours
        before, after = now.get(start - 1, -1 if start == 0 else None), now.get(end)
        if before is not None and (after is None or after == before + 1):
            return before + 1, before + 1
        return (after, after) if after is not None else None
    places = [now.get(line) for line in range(start, end)]
    first = places[0]
    if first is None or places != list(range(first, first + len(places))):
        return None
    return first, first + len(places)


def _has(marks: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether the new extraction says the same by itself."""
    known = set(marks)
    return bool(lines) and all(_mark(line) in known for line in lines)
