"""Where on a page tables stand: runs of lines with amounts, the heads over them and the title over those."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from math import inf
from typing import NamedTuple

from finsam_audit.documents.body import body_of, has_figures, is_below, is_prose, statement_above
from finsam_audit.documents.cells import put_together
from finsam_audit.documents.columns import Column, cells_of, columns_of, is_note, is_note_head
from finsam_audit.documents.extent import FAR, NOTE_TITLE, SENTENCE, end_of
from finsam_audit.documents.heads import looks_like_head, parted, unit_of
from finsam_audit.documents.labels import goes_on, joined
from finsam_audit.documents.layout import Line, Piece
from finsam_audit.documents.naming import kind_of

_DRAWING = re.compile(r"(?:diagram|figur)\b", re.IGNORECASE)
_SPAN = re.compile(r"\d{1,2} \w+(?: \d{4})? ?[-–] ?\d{1,2} \w+(?: \d{4})?")  # "1 januari - 31 december"
_CLOSER = 0.93  # of how far rows stand apart: lines of one label
_NEXT = 3.0  # times the size of the type: no two lines of a head are farther apart


class Block(NamedTuple):
    """A table as it stands on a page: its lines with rows, those of its head, and what stands above both.

    ``lead`` is how far numbers of notes reach that stand before the labels.
    """

    rows: tuple[Line, ...]
    heads: tuple[Line, ...]
    title: str
    columns: tuple[Column, ...]
    unit: str
    lead: float = 0.0


def blocks_of(lines: Sequence[Line], width: float) -> list[Block]:
    """The tables of a page, from the top. ``width`` is that of the page."""
    found: list[Block] = []
    done = 0
    index = 0
    while index < len(lines):
        if not has_figures(lines[index]) or is_prose(lines[index], width):
            index += 1
            continue
        end = end_of(lines, index, width)
        block = _block(lines, done, index, end, width)
        if block is not None:
            if found and _is_rest_of(block, found[-1]):
                found[-1] = found[-1]._replace(rows=(*found[-1].rows, *block.rows))
            elif not _is_drawing(block):
                found.append(block)
            done = end
        index = end
    return found


def _block(lines: Sequence[Line], done: int, start: int, end: int, width: float) -> Block | None:
    start -= done < start and (_ends_label(lines[start], lines[start - 1]) or _is_torn_off(lines, start, end))
    over = _over(lines, done, start, width)
    body = body_of(lines[start:end], over)
    rows = [line for line in body if has_figures(line)]
    columns = put_together(columns_of(body, over), body, over)
    amounts = sum(p.kind in ("amount", "dash") for line in rows for p in cells_of(line))
    if not columns or all(column.note for column in columns) or amounts < 2:
        return None
    labels = max((p.right for line in rows for p in line.pieces[: len(line.pieces) - len(cells_of(line))]), default=inf)
    lines = [*lines[: start - len(over)], *(_opened(line, labels, columns) for line in over), *lines[start:]]
    heads, first = _heads(lines, done, start, width, columns, labels)
    corner = [p for line in heads for p in line.pieces if not _is_over(p, line, columns, labels, heads)]
    title_at = _title_at(lines, done, first, width)
    above = statement_above(lines[done:first]) if not heads else None
    if above is not None:
        title_at, first = done + above, done + above + 1
    title = lines[title_at] if title_at is not None else None
    named, units, top = _named(title, corner)
    under = [line for line in lines[first:start] if line not in heads]
    extra = [top] if top is not None else []
    if not units:  # on a line of its own between the title and the head, or above both
        near = lines[max(done, (first if title_at is None else title_at) - 1) : first]
        units = next((unit_of(line.text) for line in near[::-1] if len(line.pieces) == 1 and unit_of(line.text)), "")
    if not units:
        units = next((unit_of(p.text) for line in heads for p in line.pieces if unit_of(p.text) in ("kr", "tkr", "mnkr")), "")
    if under:  # the first row among them, where its label runs up to its amounts
        body = body_of([*under, *lines[start:end]], over)
    whole = _whole(named, lines, title_at, done) if title is not None and title_at and named == title.text else named
    return Block((*extra, *body), _over_columns(heads, columns, labels), whole, columns, units, _lead(corner, rows))


def _whole(title: str, lines: Sequence[Line], at: int, done: int) -> str:
    """A title with its first line, where it runs over two: "Not 3 Konsultarvoden och annan", "extern kompetens"."""
    line, above = lines[at], lines[max(at - 1, done)]
    below = len(above.pieces) == len(line.pieces) == 1 and 0 < line.base - above.base < 1.5 * line.size
    torn = below and kind_of(above.text) and goes_on(above.pieces[0], line.pieces[0], inf, False)
    return joined([above.text, title]) if torn else title


def _ends_label(row: Line, above: Line) -> bool:
    """Whether a row begins with the date that ends the label begun on the line above: "Ingående balans", "2025-01-01"."""
    date = row.pieces[0]
    return date.kind == "period" and len(date.text) > 4 and len(above.pieces) == 1 and is_below(date, above)


def _is_torn_off(lines: Sequence[Line], start: int, end: int) -> bool:
    """Whether the label of the first row begins on the line above: closer than rows stand, or with the figures below it."""
    above, row, after = lines[start - 1], lines[start], lines[start + 1 : end + 1]
    label = row if row.pieces[0].kind == "text" else next(iter(after), row)
    first, last = above.pieces[0], label.pieces[0]
    alike = first.kind == last.kind == "text" and first.bold == last.bold and abs(first.left - last.left) < 1
    if len(above.pieces) > 1 or not alike or above.source_line is not None or looks_like_head(above):
        return False
    if label is not row:
        return len(label.pieces) == 1 and label.base - above.base < 1.6 * above.size
    full = [line for line in (row, *after) if has_figures(line) and line.pieces[0].kind == "text"]
    pitch = min((other.base - one.base for one, other in pairwise(full)), default=0.0)
    return 0 < row.base - above.base < _CLOSER * pitch


def _opened(line: Line, labels: float, columns: Sequence[Column]) -> Line:
    """A line whose heads run close up to the corner over the labels, or all to each other, with each of them by itself."""
    parts = tuple(parted(line))
    across = any(p.left < labels < p.right and p.kind == "text" for p in line.pieces)
    across = across or (len(line.pieces) == 1 and sum(column.shares(line.pieces[0]) > 0 for column in columns) > 1)
    heads = across and line.source_line is None and looks_like_head(line._replace(pieces=parts))
    return line._replace(pieces=parts) if heads else line


def _lead(corner: Sequence[Piece], rows: Sequence[Line]) -> float:
    """How far the numbers of notes reach that stand before the labels; 0 where none do.

    Without a head (the rest of a table on the next page) some row must have none: else they number the rows.
    """
    labelled = [line for line in rows if any(p.kind == "text" and not is_note(p.text) for p in line.pieces)]
    numbers: list[float] = []
    starts: list[float] = []
    for line in labelled:
        words = [word for p in line.pieces for word in p.words]
        count = max((n for n in range(1, 5) if is_note(" ".join(word.text for word in words[:n]))), default=0)
        numbers += [word.right for word in words[:count]]
        starts += [word.left for word in words[count : count + 1]]
    numbered = sum(is_note(line.pieces[0].words[0].text.rstrip(",")) for line in labelled)
    if not numbers or min(starts) <= max(numbers):
        return 0.0
    headed = any(is_note_head(p.text) and p.left < min(starts) for p in corner)
    return min(starts) if headed or numbered < len(labelled) else 0.0


def _is_rest_of(block: Block, before: Block) -> bool:
    """Whether a block without a head and a name of its own goes on with the table before."""
    one, other = block.columns, before.columns
    alike = len(one) == len(other) and all(abs(a.right - b.right) < 6 for a, b in zip(one, other, strict=True))
    return alike and not block.heads and not block.title


def _is_drawing(block: Block) -> bool:
    """Whether amounts are the scale and the bars of a chart: they stand here and there, and beside no label."""
    rows = [line for line in block.rows if has_figures(line)]
    bare = [line for line in rows if not any(p.kind == "text" and not is_note(p.text) for p in line.pieces)]
    filled = sum(len(cells_of(line)) for line in rows)
    sparse = 2 * filled <= len(rows) * len(block.columns)
    return 2 * len(bare) > len(rows) > 1 and (sparse or not block.heads or _DRAWING.match(block.title) is not None)


def _over(lines: Sequence[Line], done: int, start: int, width: float) -> list[Line]:
    """The lines that may hold the head, so that its note column is known before the columns are."""
    over: list[Line] = []
    for index in range(start - 1, done - 1, -1):
        line = lines[index]
        if lines[index + 1].base - line.base > FAR * max(line.size, lines[index + 1].size) or is_prose(line, width):
            break
        over.insert(0, line)
        if len(over) > 9:
            break
    return over


def _heads(
    lines: Sequence[Line], done: int, start: int, width: float, columns: Sequence[Column], labels: float
) -> tuple[list[Line], int]:
    """The head lines over a table and where they begin. Between them and the first row headings may stand."""
    heads: list[Line] = []
    first = start
    lefts = {p.left for line in lines[start:] for p in line.pieces[:1] if p.kind == "text" and has_figures(line)}
    for index, line in enumerate(_over(lines, done, start, width)[::-1]):
        at = start - 1 - index
        stands_over = [p for p in line.pieces if _is_over(p, line, columns, labels, heads[:1])]
        if heads and heads[0].base - line.base > _NEXT * max(line.size, heads[0].size):
            break
        if len(line.pieces) == 1 and line.pieces[0].kind == "text" and any(abs(line.left - left) < 1 for left in lefts):
            stands_over = []  # a heading of rows, where the labels are short or set in
        if stands_over and not (heads and len(line.pieces) == 1 and _is_title(line, heads, columns)):
            heads.insert(0, line)
            first = at
        elif heads and heads[0].base - line.base < line.size:
            heads.insert(0, line)  # what stands over the labels or the notes, in the middle of a head of several lines
        elif heads:
            break
    return (heads, first) if heads else ([], start)


def _is_over(piece: Piece, line: Line, columns: Sequence[Column], labels: float, below: Sequence[Line]) -> bool:
    """Whether a piece stands over the columns and not over the labels, which reach to ``labels``.

    In print a head set left in a wide cell stands between its own amounts and the labels, also its first line over the lines of
    heads ``below``.
    """
    left = min(column.left for column in columns)
    if len(line.pieces) == len(columns) > 1 and all(p.kind == "period" for p in line.pieces):
        return True  # nothing over the labels has a date
    if (
        line.source_line is None
        and piece.left >= labels
        and (
            len(line.pieces) > 1
            or piece.kind == "period"
            or any(_is_set_on(piece, head) for line in below for head in line.pieces)
        )
    ):
        return True
    if piece.right <= left:
        return False
    return piece.kind == "period" or piece is not line.pieces[0] or piece.left > left - 6 * piece.size


def _is_title(line: Line, heads: Sequence[Line], columns: Sequence[Column]) -> bool:
    """Whether the only piece of a line over the head is the title of the table, set in the middle, and no head."""
    piece = line.pieces[0]
    if piece.kind == "period" or looks_like_head(line) or any(_is_set_on(piece, head) for head in heads[0].pieces):
        return False
    if line.source_line is None and len(tuple(parted(line))) > 1:
        return False
    if kind_of(piece.text) or NOTE_TITLE.match(piece.text) or line.size > 1.1 * max(head.size for head in heads):
        return True
    return sum(column.shares(piece) > 0.6 * (column.right - column.left) for column in columns) > 1


def _is_set_on(upper: Piece, head: Piece) -> bool:
    """Whether a piece is the first line of a head: set in its type, close above it, flush left or right."""
    near = head.words[0].base - upper.words[0].base < 1.35 * head.size and abs(upper.size - head.size) < 0.1
    return near and upper.bold == head.bold and min(abs(upper.left - head.left), abs(upper.right - head.right)) < 1


def _over_columns(heads: Sequence[Line], columns: Sequence[Column], labels: float) -> tuple[Line, ...]:
    """The lines of the head without what stands over the labels, and without the unit of the whole table."""
    lines = [line._replace(pieces=tuple(p for p in line.pieces if _is_over(p, line, columns, labels, heads))) for line in heads]
    lines = [line for line in lines if line.pieces]
    each = [p for line in lines for p in line.pieces if unit_of(p.text)]
    one = len(each) < len([column for column in columns if not column.note])  # "Utfall i" over "procent", and no other unit
    pieces = [p for line in lines for p in line.pieces]
    ends = [p for p in each if one and any(_ends_with(above, p) for above in pieces)]
    ends += [p for p in each if one and unit_of(p.text) in ("antal", "%") and any(_ends_with(p, below) for below in pieces)]
    named = [line._replace(pieces=tuple(p for p in line.pieces if p in ends or p not in each)) for line in lines]
    return tuple(line for line in named if line.pieces) or tuple(lines)


def _ends_with(head: Piece, rest: Piece) -> bool:
    """Whether a head goes on below, one part of it or the other a unit ("Antal deltagare"), which is then not the table's."""
    below = 0 < rest.words[0].base - head.words[0].base < 2.6 * rest.size
    return below and head.left < rest.right and rest.left < head.right and not (unit_of(head.text) and unit_of(rest.text))


def _title_at(lines: Sequence[Line], done: int, first: int, width: float) -> int | None:
    """The line above the head that names the table."""
    for index in range(first - 1, max(done, first - 4) - 1, -1):
        line = lines[index]
        if line.base and lines[index + 1].base - line.base > FAR * max(line.size, lines[index + 1].size):
            return None
        if is_prose(line, width) or has_figures(line):
            return None
        text = line.pieces[0].text
        if unit_of(text) and len(line.pieces) == 1:
            continue
        if len(line.pieces) > 2 or (SENTENCE.search(text) and not line.bold and not text.endswith(":")):
            return None
        return index
    return None


def _named(title: Line | None, corner: Sequence[Piece]) -> tuple[str, str, Line | None]:
    """The name of a table, its unit, and what stands over its labels and is a heading of rows.

    The corner is the title where there is none above, or where it is set larger than that.
    """
    unit = next((unit_of(p.text) for p in corner if unit_of(p.text)), "")
    texts = [p for p in corner if not (unit_of(p.text) or is_note_head(p.text) or _SPAN.fullmatch(p.text))]
    if title is None:
        return " ".join(p.text for p in texts), unit, None
    larger = texts and texts[0].size > 1.15 * title.size
    if texts and (larger or (kind_of(texts[0].text) and not kind_of(title.text))):
        return texts[0].text, unit, None
    return title.text, unit, Line(title.page, texts[0].words[0].base, (texts[0],)) if texts else None
