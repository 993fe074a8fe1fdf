"""A table in a text whose columns stand beside each other: how many there are, and which figure stands in which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from statistics import median

from finsam_audit.documents.layout import PARTED
from finsam_audit.documents.naming import kind_of
from finsam_audit.documents.readings import Reading, readings
from finsam_audit.documents.sums import Choice, Settled, choice, settled
from finsam_audit.documents.texthead import Heads, head_lines, heads_for, heads_of
from finsam_audit.documents.textlines import TextLine, with_labels, with_shares
from finsam_audit.documents.typeset import SetCell, Sheet

_MOST_PLACES = 120  # ways to place the cells of one row
_NEAR = 3  # signs that one number may stand beside those above it


def set_segment(sheet: Sheet, segment: Sequence[TextLine]) -> bool:
    """Set the lines of one table in their columns; False, and nothing set, where they show no two columns."""
    segment = with_shares(with_labels(segment))
    first = next((at for at, line in enumerate(segment) if line.has_amounts), len(segment))
    said = [segment[at] for at in head_lines([line.text for line in segment[:first]])]
    heads = heads_of(line.text for line in said)
    rows = [line for line in segment[first:] if line.has_amounts]
    count = _count(rows, heads)
    if count < 2:
        return False
    read = [readings(row.tokens, count, heads.noted) for row in rows]
    edges = _edges(rows, read, count)
    choices = [_choices(ways, count, edges) for ways in read]
    results = dict(
        zip((row.number for row in rows), zip(settled(_without_surplus(choices), count), read, strict=True), strict=True)
    )
    levels = heads_for(heads, count)
    done = False
    table: list[tuple[list[SetCell], int | None]] = []
    for line in segment:
        if not line.text.strip():
            continue
        if line in said and levels:
            if not done:
                table += _head_rows(heads, levels, line.number)
                done = True
            continue
        result = results.get(line.number)
        if result is None or result[0] is None:
            table.append(([SetCell(line.text.strip(), 0)], line.number))
        else:
            table.append((_row(line, result[0], result[1]), line.number))
    sheet.table(table)
    return True


def _count(rows: Sequence[TextLine], heads: Heads) -> int:
    """How many columns there are: as many as the heads speak of where rows can be read so, else as most rows can."""
    scores: dict[int, int] = {}
    for row in rows:
        for count in range(1, min(len(row.tokens), 14) + 1):
            ways = readings(row.tokens, count, heads.noted)
            if ways and len(ways[0].cells) == count and ways[0].cost < 2:
                scores[count] = scores.get(count, 0) + 1
    told = [len(level) for level in heads.levels] + [count for count in scores if heads_for(heads, count)]
    for count in sorted(set(told), reverse=True):
        if 10 * scores.get(count, 0) >= 3 * len(rows) and count > 1:
            return count
    best = max(scores, key=lambda count: (scores[count], -count), default=0)
    return best if 2 * scores.get(best, 0) > len(rows) else 0


def _edges(rows: Sequence[TextLine], read: Sequence[Sequence[Reading]], count: int) -> list[float]:
    """Where the columns end on their lines, in signs; nothing where the rows do not stand above each other."""
    whole = [ways[0].cells for row, ways in zip(rows, read, strict=True) if ways and len(ways[0].cells) == count
             and sum(token.apart for token in row.tokens) >= count - 1]  # fmt: skip
    if not whole or 2 * len(whole) < len(rows):
        return []
    return [median(cells[at][1] for cells in whole) for at in range(count)]


def _choices(ways: Sequence[Reading], count: int, edges: Sequence[float]) -> list[Choice]:
    found: list[Choice] = []
    for way in ways:
        places = list(combinations(range(count), len(way.cells)))
        for place in places if len(places) <= _MOST_PLACES else places[:1]:
            cells: list[str | None] = [None] * count
            off = 0.0
            for at, (text, end) in zip(place, way.cells, strict=True):
                cells[at] = text
                off += abs(end - edges[at]) if edges and len(places) > 1 else 0.0
            found.append(choice(cells, way.cost + int(off / _NEAR)))
    return sorted(found, key=lambda one: one.cost)[:_MOST_PLACES]


def _without_surplus(choices: Iterable[list[Choice]]) -> list[list[Choice]]:
    """The readings of each row that are worth a thought: those not much dearer than the best."""
    return [[one for one in row if one.cost <= row[0].cost + 2] for row in choices]


def _head_rows(heads: Heads, levels: Sequence[tuple[str, ...]], number: int) -> list[tuple[list[SetCell], int | None]]:
    """The lines of the head; what stands before it and names a kind of table stands above it, as titles do."""
    named = bool(kind_of(heads.corner))
    rows: list[tuple[list[SetCell], int | None]] = [([SetCell(heads.corner, 0)], number)] if named else []
    for at, level in enumerate(levels):
        first = [SetCell(heads.corner, 0)] if heads.corner and not at and not named else []
        note = [SetCell("Not", 1)] if heads.noted and at == len(levels) - 1 else []
        rows.append(([*first, *note, *(SetCell(text, 2 + column) for column, text in enumerate(level) if text)], number))
    return rows


def _row(line: TextLine, found: Settled, ways: Sequence[Reading]) -> list[SetCell]:
    texts = [cell for cell in found.choice.cells if cell is not None]
    way = next(way for way in ways if [text for text, _ in way.cells] == texts)
    label = line.label if way.note else " ".join([line.label, *(token.text for token in line.tokens[: way.leading])])
    sure = [found.proved and not (found.blanks and text in ("0", "-")) for text in found.choice.cells]
    cells = [
        SetCell(text, 2 + at, doubt="" if sure[at] else PARTED)
        for at, text in enumerate(found.choice.cells)
        if text is not None
    ]
    note = [SetCell(way.note, 1)] if way.note else []
    return [SetCell(label.strip(), 0), *note, *cells] if label.strip() else [*note, *cells]
