"""Dates that a narrow head broke over two lines, made whole: "2025-12-" over "31"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from finsam_audit.documents.amounts import plain
from finsam_audit.documents.layout import Line, Piece
from finsam_audit.documents.lines import piece

_BEGUN = re.compile(r"(?:.* )?-?(?:19|20)\d\d-(?P<month>\d\d-)?")
_REST = {True: re.compile(r"[0-3]\d"), False: re.compile(r"[01]\d-[0-3]\d")}


def with_whole_dates(lines: Sequence[Line]) -> list[Line]:
    """The lines with the rest of each broken date moved up to its beginning."""
    whole = list(lines)
    for at, line in enumerate(whole):
        for below in range(at + 1, min(at + 3, len(whole))):  # another head may stand on a line between
            if any(_BEGUN.fullmatch(plain(p.text)) for p in whole[at].pieces) and whole[below].base - line.base < 2 * line.size:
                whole[at], rest = _joined(whole[at], whole[below])
                whole[below] = whole[below]._replace(pieces=rest)
    return [line for line in whole if line.pieces]


def _joined(line: Line, below: Line) -> tuple[Line, tuple[Piece, ...]]:
    """A line with its dates made whole by pieces of the next one, and the pieces that are left of that."""
    left = list(below.pieces)
    pieces = []
    for begun in line.pieces:
        found = _BEGUN.fullmatch(plain(begun.text))
        rest = _REST[bool(found["month"])] if found else None
        part = next((p for p in left if rest and rest.fullmatch(plain(p.text)) and _is_under(p, begun)), None)
        if part is None:
            pieces.append(begun)
            continue
        left.remove(part)
        last, end = begun.words[-1], part.words[-1]
        word = last._replace(text=last.text + "".join(w.text for w in part.words), right=max(last.right, end.right))
        pieces.append(piece([*begun.words[:-1], word]))
    return line._replace(pieces=tuple(pieces)), tuple(left)


def _is_under(piece: Piece, upper: Piece) -> bool:
    return piece.left < upper.right and upper.left < piece.right
