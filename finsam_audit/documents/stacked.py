"""Tables that a text took apart: first all labels, then each column on lines of its own, one figure a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from finsam_audit.documents.columns import is_note_head
from finsam_audit.documents.heads import unit_of
from finsam_audit.documents.layout import PARTED, PLACED
from finsam_audit.documents.naming import kind_of, without_numbering
from finsam_audit.documents.placing import Label, Value, places, total_of
from finsam_audit.documents.readings import readings
from finsam_audit.documents.sums import choice, settled, value_of
from finsam_audit.documents.texthead import phrases
from finsam_audit.documents.textlines import TextLine
from finsam_audit.documents.typeset import SetCell, Sheet

_FEW = 3  # figures of a column, and labels, that make a table
_NONE = re.compile(r"(?:inga|ingen|inget)?", re.IGNORECASE)  # a column may say so in words


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
        while after < len(block) and (
            _is_head(block[after]) or not block[after].text.strip() or is_note_head(block[after].text.strip())
        ):
            noted = (
                noted
                or any(is_note_head(token.text) for token in block[after].tokens)
                or is_note_head(block[after].text.strip())
            )
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
    if any(len(values) > len(groups[index % len(groups)].labels) + 1 for index, (_, values) in enumerate(columns)):
        return None
    return Pile(groups, tuple(columns), at)


def set_pile(sheet: Sheet, pile: Pile) -> None:
    """Set each table with its columns beside its labels. Columns come in turn, one of each table."""
    for index, group in enumerate(pile.groups):
        columns = pile.columns[index :: len(pile.groups)]
        alike = [[values for _, values in columns if len(values) == len(own)] for _, own in columns]
        placed_in = [places(group.labels, together) for together in alike]
        if group.title is not None:
            sheet.typed(group.title.text.strip(), 4.0, group.title.number)
        table: list[tuple[list[SetCell], int | None]] = [
            ([SetCell(head, 2 + at) for at, (head, _) in enumerate(columns)], None)
        ]
        for at in range(len(group.labels) + 1):
            rows: list[list[tuple[int, Value, bool]]] = [[]]
            for column, ((_, values), placed) in enumerate(zip(columns, placed_in, strict=True)):
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
    totals = [total_of(numbers[:at], number) for at, number in enumerate(numbers)]
    apart = {line.number for before, line in pairwise(lines) if not before.text.strip()}
    found = []
    for at, ((line, ways), one) in enumerate(zip(read, chosen, strict=True)):
        assert one is not None
        way = next(way for way in ways if way.cells[0][0] == one.choice.cells[0])
        found.append(
            Value(way.cells[0][0], way.note, "" if one.proved else PARTED, line.number in apart, totals[at], line.number)
        )
    return tuple(found)
