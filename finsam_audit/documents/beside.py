"""Tables that stand beside each other: a page is parted between them, so that each is read by itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from finsam_audit.documents.columns import is_note, is_note_head
from finsam_audit.documents.heads import unit_of
from finsam_audit.documents.layout import Line, Piece
from finsam_audit.documents.lines import is_mark, levelled
from finsam_audit.documents.naming import kind_of

_FEWEST = 3  # rows of the right table; two of the left stand beside them
_NEAR = 7.0  # points that what stands flush may be off
_INSET = 30.0  # points that labels of one table stand in from others
_LEAD = 40.0  # points that numbers of notes stand before labels
_MOST = 12  # lines below a title in which rows of its table stand
_FAR = 4.5  # times the size of the type: nothing that belongs to a table is farther away
_NOTE_TITLE = re.compile(r"not\s+\d+\W*\s\w", re.IGNORECASE)


def parts_of(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of a page in parts to be read one after another: where two tables stand beside each other, left and right.

    The words of each line are set on one base: two tables beside each other need not have the same.
    """
    return [[levelled(line) for line in part if not _is_raised(line, part)] for part in _parts(lines)]


def _is_raised(line: Line, part: Sequence[Line]) -> bool:
    """Whether a line is nothing but the raised mark of a note: it stood on one line with a row of the other table."""
    return is_mark(line.text) and any(0 < row.base - line.base < 0.5 * row.size and line.size < 0.85 * row.size for row in part)


def _parts(lines: Sequence[Line]) -> list[list[Line]]:
    found = _edge(lines)
    if found is None:
        return [list(lines)]
    edge, start, end = found
    inside = lines[start:end]
    left = [line._replace(pieces=own) for line in inside if (own := tuple(p for p in line.pieces if p.left < edge - _NEAR))]
    right = [line._replace(pieces=own) for line in inside if (own := tuple(p for p in line.pieces if p.left >= edge - _NEAR))]
    return [part for part in (*_parts(lines[:start]), left, right, *_parts(lines[end:])) if part]


def _edge(lines: Sequence[Line]) -> tuple[float, int, int] | None:
    """Where the labels of the right one of two tables begin, and between which lines both stand; None where none do."""
    titled = _titled(lines)
    if titled is not None:
        return titled
    starts = [(p.left, i) for i, line in enumerate(lines) for p, after in pairwise(line.pieces) if _is_row(p, after)]
    for edge in sorted({left for left, _ in starts}):
        rows = [i for left, i in starts if edge - _NEAR <= left <= edge + _INSET]
        if len(rows) < _FEWEST:
            continue
        ends = _ends(lines[rows[0] : rows[-1] + 1], edge)
        edge = _with_notes(edge, lines[max(0, rows[0] - _MOST) : rows[-1] + 1])
        if any(_crosses(line, edge, ends) for line in lines[rows[0] : rows[-1] + 1]):
            continue
        start, end = _grown(lines, rows[0], -1, edge, ends), _last(lines, _grown(lines, rows[-1], 1, edge, ends)) + 1
        beside = lines[start:end]
        if sum(_is_left(line, edge) for line in beside) > 1:
            return edge, start, end
    return None


def _with_notes(edge: float, lines: Sequence[Line]) -> float:
    """The edge where the numbers of notes of the right table begin that stand before its labels, under a head of theirs."""
    heads = [p.left for line in lines for p in line.pieces if is_note_head(p.text) and edge - _LEAD < p.left < edge]
    return min(heads, default=edge)


def _titled(lines: Sequence[Line]) -> tuple[float, int, int] | None:
    """The same where two names of notes or statements stand on one line: then one row beside another is enough."""
    for start, line in enumerate(lines):
        if len(line.pieces) == 2 and all(_NOTE_TITLE.match(p.text) or kind_of(p.text) for p in line.pieces):
            edge = line.pieces[1].left
            end = _last(lines, _grown(lines, start, 1, edge, _centred(lines[start : start + _MOST], edge))) + 1
            beside = [p for one in lines[start + 1 : end] for p in one.pieces]
            if any(_is_figure(p) and p.right < edge for p in beside) and any(_is_figure(p) and p.left > edge for p in beside):
                units = (
                    start > 0 and len(lines[start - 1].pieces) == 2 and all(unit_of(p.text) for p in lines[start - 1].pieces)
                )
                return edge, start - units, end
    return None


def _begins_one(lines: Sequence[Line], edge: float, before: float) -> bool:
    """Whether a table begins that is as wide as the page: below its title no label of a row stands right of ``edge``.

    A title is that of a note, or set larger than what stands ``before`` it.
    """
    title = lines[0]
    if len(title.pieces) > 1 or title.left >= edge - _NEAR or _is_figure(title.pieces[0]):
        return False
    if not (_NOTE_TITLE.match(title.text) or title.size > 1.1 * before):
        return False
    rows = [line for line in lines[1:_MOST] if any(_is_figure(p) for p in line.pieces)]
    return not any(_is_row(p, after) and p.left >= edge - _NEAR for line in rows for p, after in pairwise(line.pieces))


def _ends(lines: Sequence[Line], edge: float) -> set[float]:
    """Where the amounts end that stand right of ``edge`` with their labels."""
    rows = [(i, line) for line in lines for i, p in enumerate(line.pieces) if _is_label(p) and p.left >= edge - _NEAR]
    return {p.right for i, line in rows for p in line.pieces[i + 1 :] if _is_figure(p)}


def _centred(lines: Sequence[Line], edge: float) -> set[float]:
    """The same where amounts may be centred: also where those end that stand over or below them."""
    ends = _ends(lines, edge)
    figures = [p for line in lines for p in line.pieces if _is_figure(p) and p.left >= edge]
    known = [p for p in figures if p.right in ends]
    return {p.right for p in figures if any(p.left < one.right and one.left < p.right for one in known)}


def _crosses(line: Line, edge: float, ends: Collection[float]) -> bool:
    """Whether a line belongs to what is as wide as the page: a piece stands across, or the label left and its amounts right.

    Amounts that all stand in columns of the right table, which end at ``ends``, are the rest of a row there.
    """
    if any(p.left < edge - _NEAR < p.right for p in line.pieces):
        return True
    left = [p for p in line.pieces if p.left < edge - _NEAR]
    right = line.pieces[len(left) :]
    noted = len(right) > 1 and is_note(right[0].text) and _is_label(right[1])
    if (
        not left
        or not right
        or noted
        or not _is_figure(right[0])
        or all(any(abs(p.right - end) < 1 for end in ends) for p in right)
    ):
        return False
    return not any(_is_figure(p) for p in left) or right[0].left < edge + _INSET


def _last(lines: Sequence[Line], index: int) -> int:
    """The last row up to ``index``, or the line on which its label ends: what follows it may be the title of something else."""
    last = max((i for i in range(index + 1) if any(_is_figure(p) for p in lines[i].pieces)), default=index)
    while last < index and lines[last + 1].base - lines[last].base < 1.5 * lines[last].size:
        last += 1
    return last


def _is_figure(piece: Piece) -> bool:
    return piece.kind in ("amount", "dash")


def _is_left(line: Line, edge: float) -> bool:
    """Whether a row stands left of ``edge`` with its amounts."""
    return any(_is_row(p, after) and after.right < edge for p, after in pairwise(line.pieces))


def _is_row(label: Piece, after: Piece) -> bool:
    return _is_label(label) and (_is_figure(after) or is_note(after.text))


def _is_label(piece: Piece) -> bool:
    letters = sum(sign.isalpha() for sign in piece.text)
    return piece.kind == "text" and letters > 2 and not is_note(piece.text) and not unit_of(piece.text)


def _grown(lines: Sequence[Line], index: int, step: int, edge: float, ends: Collection[float]) -> int:
    """The last line from ``index`` on, upwards or downwards, that belongs to tables beside each other: nothing crosses."""
    while 0 <= index + step < len(lines):
        line, before = lines[index + step], lines[index]
        gap = abs(line.base - before.base) > _FAR * max(line.size, before.size)
        sizes = max(one.size for one in lines[max(0, index - 3) : index + 1])
        if gap or _crosses(line, edge, ends) or (step > 0 and _begins_one(lines[index + 1 :], edge, sizes)):
            break
        index += step
    return index
