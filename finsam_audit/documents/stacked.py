"""Tables that a text took apart: first all labels, then each column on lines of its own, one figure a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from math import inf
from typing import NamedTuple

from finsam_audit.documents.columns import is_note_head
from finsam_audit.documents.heads import unit_of
from finsam_audit.documents.naming import kind_of, without_numbering
from finsam_audit.documents.readings import readings
from finsam_audit.documents.sums import choice, settled, value_of
from finsam_audit.documents.texthead import phrases
from finsam_audit.documents.texttable import PARTED, TextLine
from finsam_audit.documents.typeset import SetCell, Sheet

PLACED = "doubt.placed"  # the columns stood below each other, and the row is not sure
_FEW = 3  # figures of a column, and labels, that make a table
_TOTAL = re.compile(r"(?:del)?summa\b|s:a\b|total|medel från|kassaflöde (?:från|för) den löpande|(?:verksamhetens|resultat).*resultat|resultat efter|.*årets slut", re.IGNORECASE)  # fmt: skip
_EITHER = re.compile(r"årets (?:resultat|kassaflöde)|verksamhetens resultat", re.IGNORECASE)
_NONE = re.compile(r"(?:inga|ingen|inget)?", re.IGNORECASE)  # a column may say so in words
_LARGE = 9_999  # a sum of more digits may be rounded part by part
_LONG = 99  # a sum of two digits may be chance
_SURE = 0.9  # how much dearer another way must be


class Label(NamedTuple):
    """A label, whether an empty line stands before it, and the line it begins on."""

    text: str
    apart: bool
    number: int


class Value(NamedTuple):
    """A figure of a column as it is read, with its note, its doubt, and whether it adds up figures above it (None: repeats the one above)."""

    text: str
    note: str
    doubt: str
    apart: bool
    total: bool | None
    number: int


class Group(NamedTuple):
    """The labels of one table under its title."""

    title: TextLine | None
    labels: tuple[Label, ...]


class Pile(NamedTuple):
    """What stood below each other: the labels of one table or several, then their columns with their heads."""

    groups: tuple[Group, ...]
    columns: tuple[tuple[str, tuple[Value, ...]], ...]
    end: int


def pile_at(block: Sequence[TextLine], start: int) -> Pile | None:
    """The tables taken apart whose labels begin at a line of a block, if they do."""
    at = start
    labels: list[TextLine] = []
    while at < len(block) and not block[at].has_amounts and not _is_head(block[at]):
        labels.append(block[at])
        at += 1
    columns: list[tuple[str, tuple[Value, ...]]] = []
    noted = False
    while at < len(block):
        head, values, after = "", [], at
        while after < len(block) and (_is_head(block[after]) or not block[after].text.strip() or is_note_head(block[after].text.strip())):
            noted = noted or any(is_note_head(token.text) for token in block[after].tokens) or is_note_head(block[after].text.strip())
            if _is_head(block[after]):
                head = f"{head} {' '.join(t.text for t in block[after].tokens if not is_note_head(t.text))}".strip()
            after += 1
        while after < len(block) and (_is_value(block[after]) or _NONE.fullmatch(block[after].text.strip())):
            values.append(block[after])
            after += 1
        if not head or sum(_is_value(value) for value in values) < 2:
            break
        columns.append((head, _values(values, noted)))
        at = after
    groups = _groups(labels)
    if not columns or sum(len(group.labels) for group in groups) < _FEW or not groups or len(columns) % len(groups):
        return None
    return Pile(groups, tuple(columns), at)


def set_pile(sheet: Sheet, pile: Pile) -> None:
    """Set each table with its columns beside its labels. Columns come in turn, one of each table."""
    for index, group in enumerate(pile.groups):
        columns = pile.columns[index :: len(pile.groups)]
        alike = [[values for _, values in columns if len(values) == len(own)] for _, own in columns]
        places = [_places(group.labels, together) for together in alike]
        if group.title is not None:
            sheet.typed(group.title.text.strip(), 4.0, group.title.number)
        table: list[tuple[list[SetCell], int | None]] = [([SetCell(head, 2 + at) for at, (head, _) in enumerate(columns)], None)]
        for at in range(len(group.labels) + 1):
            rows: list[list[tuple[int, Value, bool]]] = [[]]
            for column, ((_, values), placed) in enumerate(zip(columns, places, strict=True)):
                for depth, (value, (_, sure)) in enumerate((v, p) for v, p in zip(values, placed, strict=True) if p[0] == at):
                    while len(rows) <= depth:
                        rows.append([])
                    rows[depth].append((column, value, sure))
            label = group.labels[at] if at < len(group.labels) else None
            for depth, row in enumerate(rows):
                cells = [SetCell(label.text, 0)] if label is not None and not depth else []
                note = next((value.note for _, value, _ in row if value.note), "")
                cells += [SetCell(note, 1)] if note else []
                cells += [SetCell(v.text, 2 + column, doubt=v.doubt if sure else PLACED) for column, v, sure in row]
                if cells:
                    table.append((cells, row[0][1].number if row else label.number if label else None))
        sheet.table(table)
        sheet.skip(2)


def _is_head(line: TextLine) -> bool:
    return bool(line.tokens) and not line.has_amounts and not line.label and phrases(line.text) is not None


def _is_value(line: TextLine) -> bool:
    return line.has_amounts and not line.label


def _groups(lines: Sequence[TextLine]) -> tuple[Group, ...]:
    groups: list[tuple[TextLine | None, list[Label]]] = [(None, [])]
    apart = False
    for line in lines:
        text = line.text.strip()
        if not text or unit_of(text) or is_note_head(text):
            apart = apart or not text
            continue
        last = groups[-1][1]
        if kind_of(without_numbering(text)) and len(text) < 60 and re.match(r"not\s*\d|\d|\w+$", text, re.IGNORECASE):
            groups.append((line, []))
        elif last and not apart and (text[:1].islower() or re.search(r"(?:\boch|,)$", last[-1].text, re.IGNORECASE)):
            last[-1] = last[-1]._replace(text=f"{last[-1].text} {text}")
        else:
            last.append(Label(text, apart, line.number))
        apart = False
    told = [Group(title, tuple(labels)) for title, labels in groups if labels]
    return tuple(told[1:] if len(told) > 1 and told[0].title is None else told)


def _values(lines: Sequence[TextLine], noted: bool) -> tuple[Value, ...]:
    """The figures of a column; sums tell a reference to a note from the first digit of a number."""
    read = [(line, readings(line.tokens, 1, noted)) for line in lines if _is_value(line)]
    read = [(line, ways) for line, ways in read if ways]
    chosen = settled([[choice([way.cells[0][0]], way.cost) for way in ways] for _, ways in read], 1)
    numbers = [value_of(one.choice.cells[0]) if one is not None else None for one in chosen]
    totals = [_total(numbers[:at], number) for at, number in enumerate(numbers)]
    apart = {line.number for before, line in zip(lines, lines[1:], strict=False) if not before.text.strip()}
    found = []
    for at, ((line, ways), one) in enumerate(zip(read, chosen, strict=True)):
        assert one is not None
        way = next(way for way in ways if way.cells[0][0] == one.choice.cells[0])
        found.append(Value(way.cells[0][0], way.note, "" if one.proved else PARTED, line.number in apart, totals[at], line.number))
    return tuple(found)


def _total(above: Sequence[Decimal | None], value: Decimal | None) -> bool | None:
    """Whether a figure adds up figures right above it, of which a total stands for what it added; None where it repeats one."""
    opened: list[Decimal] = []
    for number in (*above, value):
        added, taken = Decimal(0), 0
        for back in range(1, len(opened) + 1):
            added += opened[-back]
            if number is not None and abs(added - number) <= (back // 2 if abs(number) > _LARGE else 0) and abs(number) > _LONG and sum(v != 0 for v in opened[-back:]) > 1:
                taken = back
                break
        repeats = bool(opened) and opened[-1] == number != 0
        if taken or repeats:
            del opened[-(taken or 1) :]
        opened.append(number or Decimal(0))
    return True if taken else None if repeats else False


def _places(labels: Sequence[Label], columns: Sequence[Sequence[Value]]) -> list[tuple[int, bool]]:
    """For each figure its label (one past the last: none), and whether another is far less likely.

    Figures keep their order; headings get none. Of all ways to share them out the cheapest is taken. Columns with as many
    figures are shared out alike.
    """
    values = list(zip(*columns, strict=True))
    rows, count = len(labels), len(values)
    there = [[inf] * (count + 1) for _ in range(rows + 1)]  # cost of the first labels with the first figures
    there[0][0] = 0.0
    for at in range(rows + 1):
        for taken in range(count + 1):
            here = there[at][taken]
            if here is inf:
                continue
            if at < rows:
                there[at + 1][taken] = min(there[at + 1][taken], here + _without(labels, at))
            if at < rows and taken < count:
                there[at + 1][taken + 1] = min(there[at + 1][taken + 1], here + _with(labels, at, values[taken]))
            if taken < count:
                there[at][taken + 1] = min(there[at][taken + 1], here + _alone(values[taken], at == rows))
    rest = [[inf] * (count + 1) for _ in range(rows + 1)]
    rest[rows][count] = 0.0
    for at in range(rows, -1, -1):
        for taken in range(count, -1, -1):
            ways = [rest[at][taken]]
            if at < rows:
                ways.append(rest[at + 1][taken] + _without(labels, at))
            if at < rows and taken < count:
                ways.append(rest[at + 1][taken + 1] + _with(labels, at, values[taken]))
            if taken < count:
                ways.append(rest[at][taken + 1] + _alone(values[taken], at == rows))
            rest[at][taken] = min(ways)
    found: list[tuple[int, bool]] = []
    for taken, value in enumerate(values):
        costs = [there[at][taken] + _with(labels, at, value) + rest[at + 1][taken + 1] for at in range(rows)]
        costs.append(min(there[at][taken] + _alone(value, at == rows) + rest[at][taken + 1] for at in range(rows + 1)))
        best = min(range(rows + 1), key=costs.__getitem__)
        second = min((cost for at, cost in enumerate(costs) if at != best), default=inf)
        found.append((best, second - costs[best] > _SURE))
    return found


def _without(labels: Sequence[Label], at: int) -> float:
    """What it costs to leave a label without a figure: little for a heading, much for a total."""
    text = labels[at].text
    if _TOTAL.match(text):
        return 6.0
    if _EITHER.match(text):
        return 3.0
    return 0.0 if _is_heading(labels, at) else 2.0


def _with(labels: Sequence[Label], at: int, values: Sequence[Value]) -> float:
    return sum(_cost(labels, at, value) for value in values) / len(values)


def _cost(labels: Sequence[Label], at: int, value: Value) -> float:
    text = labels[at].text
    cost = 2.0 if _is_heading(labels, at) else 0.0
    if _EITHER.match(text):
        cost += 0.5 * (value.total is False)
    elif value.total is not None and bool(_TOTAL.match(text)) != value.total:
        cost += 1.0
    return cost + 0.3 * (labels[at].apart != value.apart)


def _alone(values: Sequence[Value], last: bool) -> float:
    return 1.5 if last and any(value.total for value in values) else 4.0


def _is_heading(labels: Sequence[Label], at: int) -> bool:
    """Whether a label names the rows below it: in capitals, before a colon, or with its own sum further down."""
    text = labels[at].text
    if _TOTAL.match(text):
        return False
    if text.isupper() or text.endswith(":") or re.match(r"(?:tillgångar|skulder|avsättningar|eget kapital)(?:$|,)", text, re.IGNORECASE):
        return True
    return any(re.fullmatch(rf"summa {re.escape(text.lower())}\w*", other.text.lower()) for other in labels[at + 2 :])
