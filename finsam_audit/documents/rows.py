"""Which lines of a table are one row: a label on several lines, with its figures beside any of them or between two."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from finsam_audit.documents.columns import Column
from finsam_audit.documents.labels import goes_on, is_numbered
from finsam_audit.documents.layout import Line, Piece, PrintedCell

_SAME = 1.04  # lines of labels, set to whole dots, differ as much in how far they stand apart
_DOT = 0.76  # points: lines are set to whole dots
_APART = 1.08  # rows stand farther apart than the lines of a label by more than that


class Parts(NamedTuple):
    """A line as its label, its cells by column, and the note it refers to."""

    line: Line
    label: Piece | None
    cells: dict[int, PrintedCell]
    note: str


class Row:
    """A row whose label may go on."""

    def __init__(self, parts: Parts) -> None:
        self.line, label, self.cells, self.note = parts
        self.labels = [label] if label is not None else []

    def goes_on(self, parts: Parts) -> None:
        if parts.label is not None:
            self.labels.append(parts.label)
        if parts.cells:
            self.line, self.cells, self.note = parts.line, parts.cells, parts.note or self.note


class Setting(NamedTuple):
    """How the labels of a table are set.

    ``tight`` is how far apart the lines of one label stand, 0 where rows stand as close; ``pitch`` how far apart rows do, 0
    where that is not seen; ``sure`` tells that by ``tight`` alone each row has its figures; ``widest`` is how far labels
    reach; ``edge`` where the first column begins; ``small`` tells that labels begin with small letters anyway.
    """

    tight: float
    pitch: float
    sure: bool
    widest: float
    edge: float
    small: bool


def rows_of(lines: Sequence[Parts], columns: Sequence[Column]) -> list[Row]:
    """The rows that some lines make."""
    setting = _setting(lines, columns)
    rows: list[Row] = []
    for index, parts in enumerate(lines):
        after = lines[index + 1] if index + 1 < len(lines) else None
        if rows and _is_next_line(rows[-1], parts, after, setting):
            rows[-1].goes_on(parts)
        elif parts.label is not None or parts.cells:
            rows.append(Row(parts))
    return rows


def _setting(lines: Sequence[Parts], columns: Sequence[Column]) -> Setting:
    labels = [parts.label for parts in lines if parts.label is not None]
    fresh = [True, *(bool(parts.cells) for parts in lines)]
    starts = [p.label.text[:1] for begins, p in zip(fresh, lines, strict=False) if begins and p.cells and p.label is not None]
    tight = _sure(lines)
    return Setting(
        *((tight, 0.0) if tight else _apart([parts for parts in lines if parts.label is not None])),
        tight > 0,
        max((label.right for label in labels), default=0.0),
        min(column.left for column in columns),
        2 * sum(letter.islower() for letter in starts) > len(starts),
    )


def _sure(lines: Sequence[Parts]) -> float:
    """How far apart the lines of one label stand, where by that alone each label has its figures on one line; else 0.

    Where headings stand among them, most labels on several lines must go on with a small letter: else a heading may be one.
    """
    labelled = [parts for parts in lines if parts.label is not None]
    gaps = [other.line.base - one.line.base for one, other in pairwise(labelled)]
    tight = min((gap for gap in gaps if gap > 0), default=0.0)
    if not labelled or not 0 < tight < 1.25 * labelled[0].line.size or labelled[0].line.source_line is not None:
        return 0.0
    if any(tight + _DOT < gap < tight + 1.9 * _DOT for gap in gaps):
        return 0.0
    groups = [[labelled[0]]]
    for parts, gap in zip(labelled[1:], gaps, strict=True):
        if 0 < gap <= tight + _DOT:
            groups[-1].append(parts)
        else:
            groups.append([parts])
    bare = [parts.line.base for parts in lines if parts.label is None and parts.cells]
    small = other = headings = 0
    for group in groups:
        first, last = group[0], group[-1]
        filled = sum(bool(parts.cells) for parts in group) + sum(first.line.base < base < last.line.base for base in bare)
        begun = [parts.label for parts in group if parts.label is not None]
        alike = len({(label.bold, round(label.size)) for label in begun}) == 1 and abs(begun[0].left - begun[-1].left) < 1
        if not alike or filled > 1 or (len(group) > 1 and not filled):
            return 0.0
        headings += not filled
        if len(group) > 1:
            goes_small = any(label.text[:1].islower() for label in begun[1:]) or all(label.text.isupper() for label in begun)
            small, other = small + goes_small, other + (not goes_small)
    return tight if small > (other if headings else 0) else 0.0


def _apart(labelled: Sequence[Parts]) -> tuple[float, float]:
    """How far apart the lines of one label stand, where rows with figures stand farther apart, else 0; and how far those do."""
    within: list[float] = []
    between: list[float] = []
    for one, other in pairwise(labelled):
        gap = other.line.base - one.line.base
        if 0 < gap < 1.5 * other.line.size:
            (between if one.cells and other.cells else within).append(gap)
        elif gap > 0 and one.cells and other.cells:
            between.append(gap)
    tight, pitch = min(within, default=0.0), min(between, default=0.0)
    return (tight if pitch > _APART * tight else 0.0), pitch


def _is_next_line(row: Row, parts: Parts, after: Parts | None, setting: Setting) -> bool:
    """Whether a line belongs to the row before it; one of its lines at most has figures."""
    line, label = parts.line, parts.label
    if (row.cells and parts.cells) or (label is not None and is_numbered(label.text)):
        return False
    if not row.labels:  # the label stands a little lower than its figures, less than any line
        return line.base - row.line.base < 0.6 * line.size
    last = row.labels[-1]
    gap = line.base - last.words[-1].base
    if setting.sure and label is not None:
        return 0 < gap <= setting.tight + _DOT
    if label is None:  # figures between the two lines of their label
        return gap < 0.9 * line.size
    placed = line.source_line is None  # a text has no places of its own
    plain = placed and not (label.bold or last.bold or label.text.isupper())
    apart = 0 < setting.pitch < _SAME * gap  # set as a row of its own
    if after is None and row.cells and plain and not apart and gap < 1.35 * line.size:  # below the last row no heading stands
        return True
    between = placed and row.cells and row.line.base > last.words[-1].base and line.base - row.line.base < 0.9 * line.size
    if between:
        return True
    if last.bold == label.bold and abs(last.size - label.size) < 0.1 * label.size and gap <= _SAME * setting.tight:
        return True
    if gap >= 2.2 * line.size:
        return False
    if not parts.cells and label.text.startswith("(") and last.bold == label.bold and label.size < 1.1 * last.size:
        return True  # no heading stands in parentheses
    short = len(last.text.split()) < 3 and apart  # rather a heading
    if not short and _is_full(row.labels, label, setting):
        if parts.cells:
            return not row.cells
        if row.cells and not setting.tight and (after is None or after.line.base - line.base > _SAME * gap):
            return True
    return goes_on(last, label, setting.widest, setting.small)


def _is_full(labels: Sequence[Piece], label: Piece, setting: Setting) -> bool:
    """Whether a line of a label was broken because the next word would have run into the first column."""
    last, first = labels[-1], label.words[0]
    edge = setting.edge - last.size
    if abs(label.left - last.left) > 0.5 * label.size:  # a row set in below its heading
        return False
    return last.bold == label.bold is False and last.right + 0.28 * last.size + first.right - first.left > edge
