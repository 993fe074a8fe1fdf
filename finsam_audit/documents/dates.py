"""Dates that a narrow head broke over its lines, made whole: "2025-12-" over "31", "31" over "december"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from finsam_audit.documents.amounts import plain
from finsam_audit.documents.layout import Line, Piece
from finsam_audit.documents.lines import piece

_BEGUN = re.compile(r"(?:.* )?-?(?:19|20)\d\d-(?P<month>\d\d-)?")
_REST = {True: re.compile(r"[0-3]\d"), False: re.compile(r"[01]\d-[0-3]\d")}
_DAY = re.compile(r"[0-3]?\d")
_MONTH = re.compile(
    r"(?:jan|feb|mars?|apr|maj|juni?|juli?|aug|sept?|okt|nov|dec)(?:uari|ruari|il|usti|ember|tember|ober)?\.?(?: \d{4})?"
)


def with_whole_dates(lines: Sequence[Line]) -> list[Line]:
    """The lines with the rest of each broken date moved up to its beginning."""
    whole = [line._replace(pieces=tuple(part for p in line.pieces for part in _begun(p))) for line in lines]
    for at, line in enumerate(whole):
        for below in range(at + 1, min(at + 3, len(whole))):  # another head may stand on a line between
            if any(_rest(p) for p in whole[at].pieces) and whole[below].base - line.base < 2 * line.size:
                whole[at], rest = _joined(whole[at], whole[below])
                whole[below] = whole[below]._replace(pieces=rest)
    threes = zip(whole, whole[1:], whole[2:], strict=False)
    loose = {id(p) for above, line, below in threes for p in line.pieces if _joins(p, above, below)}
    whole = [line._replace(pieces=tuple(p for p in line.pieces if id(p) not in loose)) for line in whole]
    return [line for line in whole if line.pieces]


def _joins(dash: Piece, above: Line, below: Line) -> bool:
    """Whether a dash stands by itself between the two dates of a period."""
    ends = [any(p.kind == "period" and _is_under(dash, p) for p in line.pieces) for line in (above, below)]
    return dash.kind == "dash" and all(ends) and below.base - above.base < 3 * dash.size


def _begun(whole: Piece) -> Iterator[Piece]:
    """A piece of a head, parted after each date that is broken: nothing follows on its line; so are months."""
    start = 0
    months = all(_MONTH.fullmatch(word.text) for word in whole.words)
    for at, word in enumerate(whole.words, 1):
        if months or at == len(whole.words) or _BEGUN.fullmatch(plain(word.text)):
            yield piece(list(whole.words[start:at])) if at - start < len(whole.words) else whole
            start = at


def _rest(begun: Piece) -> re.Pattern[str] | None:
    """What must stand below a piece that is a part of a date; None where it is none."""
    found = _BEGUN.fullmatch(plain(begun.text))
    if found is not None:
        return _REST[bool(found["month"])]
    return _MONTH if _DAY.fullmatch(begun.text) else None


def _joined(line: Line, below: Line) -> tuple[Line, tuple[Piece, ...]]:
    """A line with its dates made whole by pieces of the next one, and the pieces that are left of that."""
    left = list(below.pieces)
    pieces = []
    for begun in line.pieces:
        rest = _rest(begun)
        part = next((p for p in left if rest and rest.fullmatch(plain(p.text)) and _is_under(p, begun)), None)
        if part is None:
            pieces.append(begun)
            continue
        left.remove(part)
        if rest is _MONTH:
            day = (word._replace(base=part.words[0].base) for word in begun.words)
            left = sorted([*left, piece([*day, *part.words])], key=lambda p: p.left)  # beside what else is said of the columns
            continue
        last, end = begun.words[-1], part.words[-1]
        word = last._replace(text=last.text + "".join(w.text for w in part.words), right=max(last.right, end.right))
        pieces.append(piece([*begun.words[:-1], word]))
    return line._replace(pieces=tuple(pieces)), tuple(left)


def _is_under(piece: Piece, upper: Piece) -> bool:
    return piece.left < upper.right and upper.left < piece.right
