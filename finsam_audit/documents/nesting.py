"""Rows within rows: which heading a row stands under, and where its group ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from finsam_audit.documents.layout import PrintedCell, PrintedRow, PrintedTable
from finsam_audit.page.printed import Unreadable, read_cell

_TOTAL = re.compile(r"(?:del)?summa\b|s:a\b|totalt\b|total\b|totala\b", re.IGNORECASE)
_RESULT = re.compile(r"(?:(?:årets|periodens)\s+)?\w*resultat\b", re.IGNORECASE)
_MOST_PARTS = 40
_GRAND = ("resultat", "årets resultat", "summa", "totalt", "total", "årets kassaflöde", "totala kostnader")


class Nested(NamedTuple):
    """A row with the rows under it."""

    row: PrintedRow
    rows: tuple[Nested, ...] = ()


class _Group:
    """A heading that is open, and the rows under it so far."""

    def __init__(self, row: PrintedRow | None) -> None:
        self.row = row
        self.rows: list[Nested] = []

    def closed(self) -> Nested:
        assert self.row is not None
        return Nested(self.row, tuple(self.rows))


def nested(table: PrintedTable) -> tuple[Nested, ...]:
    """The rows of a table in their groups. A heading opens one; a total, or a heading of the same rank, closes it."""
    stack = [_Group(None)]
    under = _rows_under(table)
    for index, row in enumerate(table.rows):
        if any(index in span for span in under.values()):
            continue
        if not row.cells:
            if not any(later.cells for later in table.rows[index:]):
                stack[-1].rows.append(Nested(row))
                continue
            _close_for_heading(stack, row, table.rows[index:])
            stack.append(_Group(row))
            continue
        level = _level_of_total(stack, row, table.rows[index + 1 :]) if _TOTAL.match(row.label) or not row.label else None
        if level is not None:
            _close(stack, level)
            stack[-1].rows.append(Nested(row))
            if level:
                _close(stack, level - 1)
        else:
            if len(stack) > 1 and row.label.lower() in _GRAND and _is_sum(stack[-1].rows, row) is False:
                _close(stack, _due(stack, table.rows[index:]))
            span = under.get(index, range(0))
            parts = nested(table._replace(rows=table.rows[span.start : span.stop])) if span else ()
            stack[-1].rows.append(Nested(row, parts))
    _close(stack, 0)
    return tuple(stack[0].rows)


def _rows_under(table: PrintedTable) -> dict[int, range]:
    """The rows that stand under a row with amounts of its own, because they add up to it in every column.

    Only rows directly after it, two or more, or one that is set as a part; never in a statement, where a row adds up those
    before, nor in a note, where half of the members often pay as much as the other half.
    """
    if table.kind in ("resultaträkning", "kassaflödesanalys", "balansräkning", "not"):
        return {}
    found: dict[int, range] = {}
    index = 0
    while index < len(table.rows):
        row = table.rows[index]
        span = None
        if row.cells and row.label and not _TOTAL.match(row.label):
            span = _parts_after(table.rows, index) or _only_part(table.rows, index)
        if span is not None:
            found[index] = span
            index = span.stop
        else:
            index += 1
    if _is_flat(table.rows, found):
        return {}
    return {**found, **_told_by_total(table.rows, found)} if found else found


def _is_flat(rows: Sequence[PrintedRow], under: dict[int, range]) -> bool:
    """Whether the first total adds up all the rows above it and not those alone that none of them would stand under."""
    end = next((i for i, row in enumerate(rows) if row.cells and _TOTAL.match(row.label)), 0)
    above = [i for i in range(end) if rows[i].cells]
    free = [Nested(rows[i]) for i in above if not any(i in span for span in under.values())]
    return (
        len(free) < len(above) and _is_sum([Nested(rows[i]) for i in above], rows[end]) is True and not _is_sum(free, rows[end])
    )


def _told_by_total(rows: Sequence[PrintedRow], under: dict[int, range]) -> dict[int, range]:
    """More groups of a table with groups, of one row or with one in some column, where nothing but the figures shows them.

    Rows that the next ones add up to, if the total of the table holds without these, in every column, and not with them.
    """
    end = next((i for i, row in enumerate(rows) if row.cells and _TOTAL.match(row.label)), 0)
    free = [i for i in range(end) if rows[i].cells and not any(i in span for span in under.values())]
    found: dict[int, range] = {}
    for i in free:
        if i not in under and not any(i in span for span in found.values()):
            span = _sum_after(rows, i, free)
            if span is not None:
                found[i] = span
    kept = [Nested(rows[i]) for i in free if not any(i in span for span in found.values())]
    holds = bool(found) and _is_sum(kept, rows[end]) and _is_sum([Nested(rows[i]) for i in free], rows[end]) is False
    return found if holds else {}


def _sum_after(rows: Sequence[PrintedRow], index: int, free: Sequence[int]) -> range | None:
    """The fewest rows after ``rows[index]``, among those that are ``free``, that add up to it in every column."""
    parts: list[Nested] = []
    for after in range(index + 1, min(len(rows), index + _MOST_PARTS)):
        if after not in free or not _may_be_part(rows[after]):
            return None
        parts.append(Nested(rows[after]))
        if any(_value(cell) for cell in rows[index].cells) and _is_sum(parts, rows[index]):
            return range(index + 1, after + 1)
    return None


def _same(row: PrintedRow, other: PrintedRow) -> bool:
    """Whether two rows have the same figures in every column, not all of them noughts."""
    pairs = [(_value(one), _value(two)) for one, two in zip(row.cells, other.cells, strict=False)]
    return any(one for one, _ in pairs) and all(one == two for one, two in pairs)


def _parts_after(rows: Sequence[PrintedRow], index: int) -> range | None:
    """The rows after ``rows[index]`` that are its parts; headings and shares between them come along.

    Of several readings the one that fails in fewest columns, of those the shortest.
    """
    parts: list[Nested] = []
    best: tuple[int, int] | None = None
    for after in range(index + 1, min(len(rows), index + _MOST_PARTS)):
        row = rows[after]
        if row.cells and not _may_be_part(row):
            break
        if row.cells and not _is_share(row):
            parts.append(Nested(row))
            failing = _failing(parts, rows[index]) if len(parts) > 1 else None
            if failing is not None and (best is None or failing < best[0]):
                best = failing, after + 1
    return range(index + 1, best[1]) if best is not None else None


def _only_part(rows: Sequence[PrintedRow], index: int) -> range | None:
    """The one row after ``rows[index]`` that is its only part: set further in or lighter, alone so, with the same figures."""
    row, below = rows[index], rows[index + 1 : index + 3]
    if not below or not _is_below(below[0], row) or (len(below) > 1 and _is_below(below[1], row)):
        return None
    return range(index + 1, index + 2) if _same(row, below[0]) else None


def _may_be_part(row: PrintedRow) -> bool:
    """Whether a row may be a part of one before it: no total is, nor a result: it is what is left of an income."""
    return bool(row.label) and not _TOTAL.match(row.label) and not _RESULT.match(row.label)


def _is_below(row: PrintedRow, above: PrintedRow) -> bool:
    return bool(row.cells and row.label) and (row.left > above.left + 4 or (above.bold and not row.bold))


def _is_share(row: PrintedRow) -> bool:
    return all(cell is None or "%" in cell.text for cell in row.cells)


def _failing(parts: Sequence[Nested], total: PrintedRow) -> int | None:
    """In how many columns the parts do not give the total; None where that is too many for them to be its parts.

    They must give it in two columns at least with more than noughts and one part, and fail in one column of four at most,
    so that a wrong figure does not turn the meaning of the table.
    """
    strong = failing = checked = 0
    for index, cell in enumerate(total.cells):
        value = _value(cell)
        values = [v for item in parts if (v := _value(item.row.cells[index])) is not None]
        if value is None or not values:
            continue
        checked += 1
        if abs(sum(values, Decimal(0)) - value) > Decimal(len(values) + 1) / 2:
            failing += 1
        elif value != 0 and sum(v != 0 for v in values) > 1:
            strong += 1
    return failing if strong > min(1, checked - 1) and 4 * failing <= checked else None


def _close(stack: list[_Group], level: int) -> None:
    """Close the groups above ``level``."""
    while len(stack) > level + 1:
        group = stack.pop()
        stack[-1].rows.append(group.closed())


def _close_for_heading(stack: list[_Group], row: PrintedRow, rest: Sequence[PrintedRow]) -> None:
    """A heading after rows ends the group it is no part of; directly after a heading it stands under that.

    A group whose own total is still to come stays open. So does one whose last part had a heading of the same rank.
    """
    if len(stack) == 1 or not stack[-1].rows:
        return
    due = _due(stack, rest)
    if any(item.rows and not item.row.cells and _rank(item.row) == _rank(row) for item in stack[-1].rows):
        return
    same = next((i for i in range(len(stack) - 1, 0, -1) if _rank(stack[i].row) == _rank(row)), None)
    _close(stack, max(due, same - 1 if same is not None else len(stack) - 2))


def _due(stack: Sequence[_Group], rest: Sequence[PrintedRow]) -> int:
    """The innermost open group whose own total is still to come; 0 where none is."""
    return next((i for i in range(len(stack) - 1, 0, -1) if _has_total(stack[i].row, rest)), 0)


def _has_total(heading: PrintedRow | None, rest: Sequence[PrintedRow]) -> bool:
    words = _words(heading.label) if heading is not None else frozenset()
    return any(row.cells and _TOTAL.match(row.label) and _words(_TOTAL.sub("", row.label, count=1)) == words for row in rest)


def _rank(row: PrintedRow | None) -> tuple[object, ...]:
    assert row is not None
    return round(row.size), row.bold, row.italic, row.label.isupper(), round(row.left / 4)


def _level_of_total(stack: Sequence[_Group], row: PrintedRow, rest: Sequence[PrintedRow]) -> int | None:
    """Which open group a total closes: the one it names, else the innermost that it adds up, with those inside it.

    None where it closes none: its rows stand in a group whose own total is among ``rest``.
    """
    words = _words(_TOTAL.sub("", row.label, count=1))
    for level in range(len(stack) - 1, 0, -1):
        heading = stack[level].row
        if heading is not None and words and _words(heading.label) == words:
            return level
    if words:
        for level in range(len(stack) - 1, 0, -1):
            heading = stack[level].row
            named = heading is not None and _alike(words, _words(heading.label)) and not _has_total(heading, rest)
            if named and (level == len(stack) - 1 or _is_sum(stack[level].rows, row) is not False):
                return level
    for level in range(len(stack) - 1, 0, -1):
        if _is_sum(stack[level].rows, row) and not _has_total(stack[level].row, rest):
            return level
    for level in range(len(stack) - 2, -1, -1):
        if _is_sum([part for group in stack[level:] for item in group.rows for part in _details(item)], row):
            return level
    if not words and len(stack) > 1:
        return len(stack) - 1
    if len(stack) > 1 and _names_all(stack, words):
        return 0
    return None


def _details(item: Nested) -> Iterator[Nested]:
    """What a row or a group comes to in the end, no total of it."""
    if item.row.cells:
        yield from () if _TOTAL.match(item.row.label) or not item.row.label else (item,)
        return
    for inner in item.rows:
        yield from _details(inner)


def _names_all(stack: Sequence[_Group], words: frozenset[str]) -> bool:
    """Whether a total is that of the whole table: it names two groups that have been closed."""
    closed = [_words(item.row.label) for item in stack[0].rows if item.rows]
    return bool(words) and sum(bool(words & other) for other in closed) > 1


def _words(label: str) -> frozenset[str]:
    return frozenset(word[:6] for word in re.findall(r"\w{3,}", label.lower()) if word not in ("och", "samt"))


def _alike(words: frozenset[str], heading: frozenset[str]) -> bool:
    return bool(words & heading) and (words <= heading or heading <= words)


def _is_sum(rows: Sequence[Nested], total: PrintedRow) -> bool | None:
    """Whether a row is the sum of some rows in every column that has both; None where there is nothing to add."""
    told = None
    for index, cell in enumerate(total.cells):
        value = _value(cell)
        parts = [v for item in rows if item.row.cells and (v := _value(item.row.cells[index])) is not None]
        if value is None or len(parts) < 1:
            continue
        if abs(sum(parts, Decimal(0)) - value) > Decimal(len(parts) + 1) / 2:
            return False
        told = True
    return told


def _value(cell: PrintedCell | None) -> Decimal | None:
    return _number(cell.text) if cell is not None else None


@lru_cache(maxsize=16_384)  # each cell is tried in many sums
def _number(text: str) -> Decimal | None:
    try:
        found = read_cell(text)
    except Unreadable:
        return None
    return found.number.value if found.number is not None else None
