"""A table in a text whose columns stand beside each other: how many there are, and which figure stands in which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import combinations
from statistics import median
from typing import NamedTuple

from finsam_audit.documents.amounts import is_amount, is_dash, is_period
from finsam_audit.documents.naming import kind_of
from finsam_audit.documents.readings import Reading, Token, is_figure, readings
from finsam_audit.documents.sums import Choice, Settled, choice, settled
from finsam_audit.documents.texthead import Heads, heads_for, heads_of, phrases
from finsam_audit.documents.typeset import SetCell, Sheet

PARTED = "doubt.parted"  # the groups of digits may be parted in several ways, and no sum says which
_MOST_PLACES = 120  # ways to place the cells of one row
_SENTENCE = re.compile(r"\b(?:på|pa|om|till|av|med|är|ar|blev|blir|ca|cirka)$")  # an amount of a sentence follows
_SHARE = re.compile(r"[(]\d+(?:,\d+)?%[)]")
_NEAR = 3  # signs that one number may stand beside those above it
_LONG_WORDS = 9  # words of a label


class TextLine(NamedTuple):
    """A line of text as its label and the words after it that look like figures."""

    label: str
    tokens: tuple[Token, ...]
    number: int
    text: str

    @property
    def has_amounts(self) -> bool:
        return any(is_amount(t.text) and not is_period(t.text) for t in self.tokens) or any(is_dash(t.text) for t in self.tokens)


def text_line(text: str, number: int) -> TextLine:
    """A line parted before the first word from which on all words look like figures."""
    words = [(found[0], found.end()) for found in re.finditer(r" *[^ ]+", text.rstrip())]
    words = [(word, end) for word, end in words if word.strip() != "|"]
    for at in range(len(words)):
        if all(is_figure(word.strip()) or word.strip() in ("%", "kr", "tkr") for word, _ in words[at:]):
            tokens = tuple(Token(word.strip(), len(word) - len(word.lstrip()) > 1, end) for word, end in words[at:])
            label = " ".join(word.strip() for word, _ in words[:at])
            if _SENTENCE.search(label):
                break
            return TextLine(label, tokens, number, text)
    return TextLine(" ".join(word.strip() for word, _ in words), (), number, text)


def segments(block: Sequence[TextLine]) -> list[list[TextLine]]:
    """The tables of a block: a line of heads after rows begins another."""
    found: list[list[TextLine]] = [[]]
    rows = False
    for line in block:
        if rows and not line.has_amounts and line.text.strip() and (phrases(line.text) is not None or kind_of(line.text)):
            found.append([])
            rows = False
        rows = rows or line.has_amounts
        found[-1].append(line)
    return found


def _with_labels(segment: Sequence[TextLine]) -> list[TextLine]:
    """The lines of a table in which a row without a label has the one that stands on lines of its own right above it."""
    found: list[TextLine] = []
    for line in segment:
        waiting: list[TextLine] = []
        if line.has_amounts and not line.label:
            at = len(found)
            while at and not found[at - 1].text.strip():
                at -= 1
            while at and found[at - 1].label and not found[at - 1].tokens and phrases(found[at - 1].text) is None:
                at -= 1
                waiting.insert(0, found[at])
            waiting = waiting if not any(kind_of(one.text) for one in waiting) else []
            if waiting:
                del found[at:]
                line = line._replace(label=" ".join(one.label for one in waiting))
        found.append(line)
    return found


def set_segment(sheet: Sheet, segment: Sequence[TextLine]) -> bool:
    """Set the lines of one table in their columns; False, and nothing set, where they show no two columns."""
    segment = _with_shares(_with_labels(segment))
    first = next((at for at, line in enumerate(segment) if line.has_amounts), len(segment))
    heads = heads_of(line.text for line in segment[:first])
    rows = [line for line in segment[first:] if line.has_amounts]
    count = _count(rows, heads)
    if count < 2:
        return False
    read = [readings(row.tokens, count, heads.noted) for row in rows]
    edges = _edges(rows, read, count)
    choices = [_choices(ways, count, edges) for ways in read]
    results = dict(zip((row.number for row in rows), zip(settled(_without_surplus(choices), count), read, strict=True), strict=True))
    levels = heads_for(heads, count)
    said = [line for line in segment[:first] if phrases(line.text) is not None]
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


def _with_shares(segment: Sequence[TextLine]) -> list[TextLine]:
    """The lines of a table in which shares in parentheses below amounts stand beside them, as one label goes on on both lines."""
    found: list[TextLine] = []
    for line in segment:
        last = found[-1] if found else None
        shares = bool(line.tokens) and all(_SHARE.fullmatch(token.text) for token in line.tokens)
        if last is not None and shares and last.has_amounts and line.label[:1].islower():
            ways = readings(last.tokens, len(line.tokens), False)
            if ways and len(ways[0].cells) == len(line.tokens):
                pairs = zip(ways[0].cells, line.tokens, strict=True)
                tokens = tuple(
                    Token(text, not at, end)
                    for (cell, end), share in pairs
                    for at, text in enumerate((*cell.split(" "), share.text))
                )
                found[-1] = last._replace(label=f"{last.label} {line.label}", tokens=tokens)
                continue
        found.append(line)
    return found


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
    rows: list[tuple[list[SetCell], int | None]] = []
    for at, level in enumerate(levels):
        first = [SetCell(heads.corner, 0)] if heads.corner and not at else []
        note = [SetCell("Not", 1)] if heads.noted and at == len(levels) - 1 else []
        rows.append(([*first, *note, *(SetCell(text, 2 + column) for column, text in enumerate(level) if text)], number))
    return rows


def _row(line: TextLine, found: Settled, ways: Sequence[Reading]) -> list[SetCell]:
    texts = [cell for cell in found.choice.cells if cell is not None]
    way = next(way for way in ways if [text for text, _ in way.cells] == texts)
    label = line.label if way.note else " ".join([line.label, *(token.text for token in line.tokens[: way.leading])])
    sure = [found.proved and not (found.blanks and text in ("0", "-")) for text in found.choice.cells]
    cells = [
        SetCell(text, 2 + at, doubt="" if sure[at] else PARTED) for at, text in enumerate(found.choice.cells) if text is not None
    ]
    note = [SetCell(way.note, 1)] if way.note else []
    return [SetCell(label.strip(), 0), *note, *cells] if label.strip() else [*note, *cells]
