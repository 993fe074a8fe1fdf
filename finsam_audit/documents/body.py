"""The lines of a table made ready for its columns: what is a label is parted from what is a cell, and remarks are left out."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from finsam_audit.documents.amounts import goes_on, is_amount, is_dash, is_period, plain
from finsam_audit.documents.columns import cells_of, clusters, is_note, is_note_head
from finsam_audit.documents.heads import parted
from finsam_audit.documents.layout import Line, Piece
from finsam_audit.documents.lines import piece
from finsam_audit.documents.naming import is_statement

_CLOSED = re.compile(r"(?:\w{2,}|\d kr)[.]$")
_ACCOUNT = re.compile(r"[1-8]\d{3}(?<!19\d\d)(?<!20\d\d)")
_LETTER = re.compile(r"[^\W\d_]")
_RUN_IN = 0.4  # of the size of the type: wider than between words of a label
_NEAREST = 4  # lines between the name of a statement and its first row, where its heads are not read
_NEAR = 2.0  # points that what ends flush may be off


def has_figures(line: Line) -> bool:
    """Whether a line has amounts that stand by themselves, as a row's do."""
    cells = cells_of(line)
    if not any(p.kind in ("amount", "dash") for p in cells):
        return False
    return not any(p.kind == "text" and len(p.text.split()) > 4 and p.text[:1].islower() for p in cells)


def is_prose(line: Line, width: float) -> bool:
    """Whether a line is one of running text: many words and most of the width of the page."""
    longest = max(line.pieces, key=lambda p: p.right - p.left)
    words = len(longest.text.split())
    wide = longest.right - longest.left
    after = line.pieces[line.pieces.index(longest) + 1 :]
    if len(after) > 1 and all(p.kind in ("amount", "dash") for p in after[-2:]):
        return False  # a row with a long label
    return not longest.bold and ((words >= 8 and wide > 0.5 * width) or (words >= 5 and wide > 0.7 * width))


def statement_above(lines: Sequence[Line]) -> int | None:
    """Which of the last ``lines`` above rows without heads is the name of a statement, where one is: what they belong to."""
    return next(
        (at for at in range(len(lines) - 1, max(len(lines) - _NEAREST, 0) - 1, -1) if is_statement(lines[at].text)), None
    )


def body_of(lines: Sequence[Line], over: Sequence[Line]) -> list[Line]:
    """The lines of a table as rows can be made of them. ``over`` are the lines above it, which may hold its head."""
    rows = [line for line in lines if has_figures(line)]
    kept = _with_numbers_in_labels(_with_years_as_labels(_without_remarks(with_far_signs(lines, over), rows)))
    notes = [p for line in over for p in line.pieces if is_note_head(p.text)]
    ends = {p.right for line in over for p in line.pieces[1:] if not is_note_head(p.text)}
    ends |= {p.right for line in kept for p in cells_of(line) if p.kind == "amount"}
    starts = [p.left for line in kept for p in cells_of(line) if p.kind == "amount"]
    alone = {round(p.right) for line in kept for p in line.pieces if _is_under(p, notes)}
    return [_parted(_noted(line, notes, alone), starts, ends, notes) for line in kept]


def with_far_signs(lines: Sequence[Line], over: Sequence[Line]) -> list[Line]:
    """The lines with each minus at its amount where it stands at the left edge of the cell, as workbooks print it.

    A dash is a minus where an amount follows, nothing else stands over or below it, and there is a head over the amount or an
    amount without a dash in its column. A head is not over it that has an amount of its own beside a dash in that place.
    So is a dash where there are as many heads as columns of amounts, and it stands in none.
    """
    if any(line.source_line is not None for line in lines):  # a text and a workbook have no places of their own
        return list(lines)
    pairs = [(line, *two) for line in lines for two in pairwise(line.pieces) if _is_bare_dash(two[0]) and _is_unsigned(two[1])]
    notes = [p for line in over for p in parted(line) if is_note_head(p.text)]
    pairs = [pair for pair in pairs if not any(_shares(p, pair[1]) for p in notes)]  # no note, and no sign
    if not pairs:
        return list(lines)
    others = [p for line in (*over, *lines) for p in line.pieces if not any(p is dash for _, dash, _ in pairs)]
    amounts = [p for line in lines for p in line.pieces if p.kind == "amount" and not any(p is after for _, _, after in pairs)]
    labels = max((line.pieces[0].right for line in lines if line.pieces[0].kind == "text"), default=0.0)
    heads = [p for line in over for p in line.pieces if p.left >= labels and (len(line.pieces) > 1 or p.kind == "period")]

    def has_own(head: Piece, dash: Piece) -> bool:
        return any(_shares(dash, other) and any(_shares(head, p) for p in line.pieces) for line, other, _ in pairs)

    columns = clusters(p for line in lines for p in cells_of(line) if p.kind == "amount" and not is_note(p.text))
    counts = {sum(p.left >= labels and not is_note_head(p.text) for p in parted(line)) for line in over}
    if len(columns) in counts:
        between = {id(dash) for _, dash, _ in pairs if not any(column.shares(dash) > 0 for column in columns)}
        lines, pairs = [_signed(line, between) for line in lines], [pair for pair in pairs if id(pair[1]) not in between]
    far = {
        id(dash)
        for _, dash, after in pairs
        if not any(_shares(p, dash) for p in others if p.kind in ("amount", "dash", "period"))
        and any(_shares(p, after) for p in (*amounts, *heads))
        and not any(_is_over(p, dash, after) and not has_own(p, dash) for p in heads)
    }
    return [_signed(line, far) for line in lines]


def _shares(one: Piece, other: Piece) -> bool:
    """Whether two pieces stand over each other, as far across as they reach."""
    return one.left < other.right and other.left < one.right


def _is_over(head: Piece, dash: Piece, after: Piece) -> bool:
    """Whether a head stands over a dash and not over the amount after it."""
    return head.left < dash.right + _NEAR and dash.left - _NEAR < head.right <= after.left


def _is_bare_dash(piece: Piece) -> bool:
    return piece.kind == "dash" and plain(piece.text) == "-"


def _is_unsigned(piece: Piece) -> bool:
    return piece.kind == "amount" and piece.text[:1].isdigit()


def _signed(line: Line, far: Collection[int]) -> Line:
    pieces: list[Piece] = []
    for part in line.pieces:
        if pieces and id(pieces[-1]) in far:
            sign = pieces.pop().words[0]
            wide = sign.right - sign.left
            part = piece([sign._replace(left=part.left - wide, right=part.left), *part.words])
        pieces.append(part)
    return line._replace(pieces=tuple(pieces))


def _noted(line: Line, notes: Sequence[Piece], ends: Collection[int]) -> Line:
    """A line whose note runs close up to the amount before or after it, parted between the two.

    What reads as one amount is a note and another one where notes by themselves end at its first word, ``ends``, or a nil and
    a note where that word is a dash.
    """
    if not notes:
        return line
    pieces: list[Piece] = []
    for part in line.pieces:
        first = part.words[0]
        flush = part.kind == "text" or (part.kind == "amount" and (round(first.right) in ends or is_dash(first.text)))
        cuts = [i for i in range(1, len(part.words)) if flush and line.source_line is None]
        ways = [(piece(list(part.words[:i])), piece(list(part.words[i:]))) for i in cuts]
        both = [way for way in ways for note, other in (way, way[::-1]) if _is_cell(other) and _is_under(note, notes)]
        pieces += both[0] if len(both) == 1 else [part]
    return line._replace(pieces=tuple(pieces))


def _is_cell(part: Piece) -> bool:
    return is_amount(part.text) or is_dash(part.text)


def _is_under(note: Piece, heads: Sequence[Piece]) -> bool:
    return is_note(note.text) and any(_shares(note, head) for head in heads)


def _without_remarks(lines: Sequence[Line], rows: Sequence[Line]) -> list[Line]:
    """The lines without remarks between rows, each on one line or several."""
    runs: list[list[Line]] = []
    for line in lines:
        if runs and _is_set_as(line, runs[-1][-1]):
            runs[-1].append(line)
        else:
            runs.append([line])
    return [line for run in runs if not _is_remark(run, rows) for line in run]


def _is_set_as(line: Line, above: Line) -> bool:
    """Whether a line without amounts goes on with the one right above it."""
    alike = line.size == above.size and line.pieces[0].words[0].italic == above.pieces[0].words[0].italic
    near = line.base - above.base < 1.5 * line.size and abs(line.left - above.left) < 1
    return alike and near and len(line.pieces) == 1 and not has_figures(line)


def _is_remark(run: Sequence[Line], rows: Sequence[Line]) -> bool:
    """Whether lines between rows are a sentence about them, and no label."""
    line, text = run[0], " ".join(line.text for line in run)
    if len(line.pieces) > 1 or line.bold or has_figures(line) or len(text.split()) < 5:
        return False
    size = min(row.size for row in rows)
    italic = line.pieces[0].words[0].italic and not any(row.pieces[0].words[0].italic for row in rows)
    return line.size < 0.9 * size or ((line.size < 0.97 * size or italic) and _CLOSED.search(text) is not None)


def _with_years_as_labels(lines: Sequence[Line]) -> list[Line]:
    """The lines with what stands first as their label, where that is a year or a date on every row, all different."""
    rows = [line for line in lines if has_figures(line)]
    years = {line.pieces[0].text for line in rows if is_period(line.pieces[0].text.rstrip("*"))}
    if len(rows) < 2 or len(years) < len(rows):
        return list(lines)
    return [
        line._replace(pieces=(line.pieces[0]._replace(kind="text"), *line.pieces[1:])) if has_figures(line) else line
        for line in lines
    ]


def _with_numbers_in_labels(lines: Sequence[Line]) -> list[Line]:
    """The lines of print with a number that stands below a label, where labels begin, at the end of that label: "25 %"."""
    cells = min((p.left for line in lines for p in line.pieces[1:][-1:] if p.kind == "amount"), default=0.0)
    kept: list[Line] = []
    for line in lines:
        number = line.pieces[0]
        if _ACCOUNT.fullmatch(number.text) and number.right < cells and line.source_line is None:
            line = line._replace(pieces=(number._replace(kind="text"), *line.pieces[1:]))  # it begins a label
        labelled = len(line.pieces) > 1 and line.pieces[1].kind == "text"  # it is the number of a note
        at = next((i for i in (-1, -2) if not labelled and -i <= len(kept) and is_below(number, kept[i])), 0)
        if not at or number.right > cells or line.pieces[0].kind == "text" != number.kind:
            kept.append(line)
            continue
        label = kept[at].pieces[0]
        kept[at] = kept[at]._replace(pieces=(piece([*label.words, *number.words]), *kept[at].pieces[1:]))
        if len(line.pieces) > 1:
            kept.append(line._replace(pieces=line.pieces[1:]))
    return kept


def is_below(number: Piece, line: Line) -> bool:
    """Whether a number is the rest of the label that a line begins with."""
    label = line.pieces[0]
    if _LETTER.search(number.text) or not _LETTER.search(label.text) or is_note(label.text) or line.source_line is not None:
        return False
    return abs(label.left - number.left) < 1 and 0 < number.words[0].base - label.words[-1].base < 1.5 * label.size


def _parted(line: Line, starts: Sequence[float], ends: set[float], notes: Sequence[Piece]) -> Line:
    """A line whose label runs close up to its first amount or the number of its note, parted between the two.

    The amount must end where another does, ``ends``, or begin where two do, ``starts``; the number stand under one of the
    heads ``notes``.
    """
    at = next((i for i, p in enumerate(line.pieces) if p.kind == "text" and not is_note(p.text)), -1)
    label = line.pieces[at]
    if at < 0 or label.kind != "text" or line.source_line is not None:  # a text has no places of its own
        return line
    for first in range(1, len(label.words)):
        rest = piece(list(label.words[first:]))
        wide = rest.left - label.words[first - 1].right > _RUN_IN * label.size
        left = sum(abs(start - rest.left) < _NEAR for start in starts) > 1
        cell = is_amount(rest.text) and (left or any(abs(end - rest.right) < _NEAR for end in ends))
        if wide and (cell or _is_under(rest, notes)) and not goes_on(label.words[first - 1].text, rest.words[0].text):
            both = piece(list(label.words[:first])), rest
            return _parted(line._replace(pieces=(*line.pieces[:at], *both, *line.pieces[at + 1 :])), starts, ends, notes)
    return line
