"""Where on a page a table ends: at prose, at a gap, at the title or the heads of the next one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import inf

from finsam_audit.documents.body import has_figures, is_prose
from finsam_audit.documents.columns import columns_of, is_note_head
from finsam_audit.documents.heads import looks_like_head, parted, unit_of
from finsam_audit.documents.labels import goes_on
from finsam_audit.documents.layout import Line, Piece
from finsam_audit.documents.naming import is_statement

NOTE_TITLE = re.compile(r"not\s+\d+", re.IGNORECASE)
SENTENCE = re.compile(r"\w[.:]$")
FAR = 4.5  # times the size of the type: nothing that belongs to a table is farther away


def end_of(lines: Sequence[Line], start: int, width: float) -> int:
    """The first line after the last row of the table whose first row is ``start``."""
    end = start + 1
    index = start + 1
    title = 0  # the line right above the heads of another table is its title
    while index < len(lines):
        line, before = lines[index], lines[index - 1]
        if line.base - before.base > FAR * max(line.size, before.size):
            break
        if is_prose(line, width) and line.size > 0.9 * lines[start].size:  # what is smaller is a remark on a row
            break
        if has_figures(line):
            end = index + 1
        elif _begins_another(line, lines[start:index], lines[index + 1 : index + 4]) or _other_columns(
            lines, start, end, index, width
        ):
            title = int(line.left > lines[start].left + line.size)
            break
        index += 1
    while end < len(lines) and end < index - title and _is_rest(lines[end - 1], lines[end]):
        end += 1
    return end


def _other_columns(lines: Sequence[Line], start: int, end: int, index: int, width: float) -> bool:
    """Whether after the heading at ``index`` other columns begin: none of their edges is one of those above."""
    if lines[index].base - lines[end - 1].base < 1.5 * lines[index].size:
        return False
    above = [column for column in columns_of(lines[start:end], lines[max(0, start - 6) : start]) if not column.note]
    below: list[Line] = []
    for line in lines[index + 1 :]:
        if has_figures(line) and not is_prose(line, width):
            below.append(line)
        elif below or line.base - lines[index].base > 2 * FAR * line.size:
            break
    own = columns_of(below, ())
    edges = [column.right for column in above]
    return 0 < len(own) < len(above) and not any(abs(column.right - edge) < 4 for column in own for edge in edges)


def _is_rest(row: Line, line: Line) -> bool:
    """Whether a line is the end of the last row's label."""
    first, last = line.pieces[0], row.pieces[0]
    gap = line.base - row.base
    if len(line.pieces) > 1 or gap >= 1.6 * row.size:
        return False
    if last.kind != "text":  # the figures stand between the two lines of their label
        return gap < 0.9 * row.size
    alike = (
        not (first.bold or last.bold or first.text.isupper())
        and abs(first.size - last.size) < 0.1
        and abs(first.left - last.left) < 1
    )
    short = line.source_line is None and len(first.text.split()) < 5 and not SENTENCE.search(first.text)
    return goes_on(last, first, inf, False) or (alike and short and gap < 1.35 * row.size)


def _begins_another(line: Line, above: Sequence[Line], below: Sequence[Line]) -> bool:
    """Whether a line without amounts, between those above and below it, is the head or the title of the next table."""
    first = line.pieces[0]
    placed = line.source_line is None  # a text has no places of its own
    amounts = min((p.left for row in above for p in row.pieces if p.kind == "amount"), default=0.0)
    flush = first.right < amounts or any(abs(first.left - row.left) < 1 for row in above)
    label = placed and line.text == first.text and flush  # its year ends it
    heads = looks_like_head(line._replace(pieces=tuple(parted(line))) if placed else line)
    if (
        NOTE_TITLE.match(first.text)
        or (heads and not label)
        or (line.text == first.text and is_statement(first.text) and not first.text[:1].islower())
    ):
        return True
    if len(line.pieces) == 1 and unit_of(first.text) and first.left > above[0].left + 10 * first.size:
        return True
    if len(line.pieces) == 2 and placed and first.left > max((row.pieces[0].right for row in above), default=inf):
        return True  # heads, all of them right of the labels
    row = next((row for row in below if has_figures(row)), line)
    if placed and not flush and sum(p.kind == "amount" and _crosses(p, line) for p in row.pieces) > 1:
        return True  # heads that run close up to each other, over the amounts
    if len(line.pieces) > 2 and not any(is_note_head(p.text) for p in line.pieces[1:2]):
        return True
    return line.size > 1.15 * max(row.size for row in above if has_figures(row))


def _crosses(cell: Piece, line: Line) -> bool:
    """Whether a piece of a line stands over a cell, as far across as they reach."""
    return any(cell.left < piece.right and piece.left < cell.right for piece in line.pieces)
