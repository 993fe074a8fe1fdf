"""The tables of a data file: columns, and rows within rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from finsam_audit.page import bounds, keys
from finsam_audit.page.cells import read_slot
from finsam_audit.page.datafile import DataFile, Whose, place_of
from finsam_audit.page.heads import UnknownUnit, date_mistake, read_columns
from finsam_audit.page.model import Column, Place, Row, Slot, Table
from finsam_audit.page.note_numbers import is_note_column, note_numbers, number_of
from finsam_audit.page.source import Node
from finsam_audit.page.units import KR, PERCENT, Unit, find_unit
from finsam_audit.patterns import pattern_of

_NOTE_REFERENCE = pattern_of(r"not(?:er)?\.?\s+([^()]+)", re.IGNORECASE)
_BLANK = ("", "_", "-", "–")
_MONEY = r"(?:tusen|miljoner|miljarder) kronor|mnkr|mkr|msek|mdkr|tkr|ksek|kr|kronor"
_UNIT = rf"(?P<unit>{_MONEY}|%|procent)(?:\s*(?:per|/)\s*inv(?:ånare|\.)?)?"
_COUNTED = pattern_of(r"(?:\w+(?:nde|[ai]gt) )?antal |folkmängd|invånar(?:e|antal)")  # "Återstående antal år"
_UNIT_LAST = pattern_of(rf"(?:,\s*|[^\d\s,]\s){_UNIT}$", re.IGNORECASE)
_UNIT_IN_PARENTHESES = pattern_of(rf"\({_UNIT}\)$", re.IGNORECASE)


def read_tables(file: DataFile, node: Node | None) -> tuple[Table, ...]:
    """The tables, those that could be read."""
    if node is None or node.is_null:
        return ()
    if node.kind != "mapping":
        file.wrong(node, "data.not-mapping", where="tables")
        return ()
    file.bound(node, "tables", len(node.items), bounds.TABLES)
    return tuple(t for key, value in node.items if key is not None and (t := _table(file, key, value)))


def _table(file: DataFile, key: Node, node: Node) -> Table | None:
    name = file.label(key)
    if not file.keys(node, keys.TABLE, keys.TABLE_REQUIRED, name):
        return None
    kind = file.choice(node.get("kind"), keys.TABLE_KINDS, "", "kind")
    unit = file.unit(node.get("unit"), KR)
    columns = _columns(file, node.get("columns"))
    note = file.text(node.get("note")) or number_of(name)
    place = file.place(node.get("at"), key)
    rows = node.get("rows")
    if columns is None or rows is None:
        return None
    if not kind and note:
        kind = "not"
    before, cells, others = len(file.problems), file.cells, file.rows
    read = _rows(file, rows, name, (), columns, unit, count())
    file.bound(node, "rows-of-table", file.rows - others, bounds.ROWS_OF_TABLE)
    file.bound(node, "cells-of-table", file.cells - cells, bounds.CELLS_OF_TABLE)
    if file.cells == cells:
        _blame_the_columns(file, node.get("columns"), before)
    return Table(name, kind, note, columns, read, unit, place)


def _blame_the_columns(file: DataFile, node: Node | None, before: int) -> None:
    """Where no row of a table fits its columns, and all have one other number of cells, the slip is in the columns."""
    told = [problem.message for problem in file.problems[before:]]
    counts = {message.args.get("found") if message.key == "data.cell-count" else None for message in told}
    if len(told) < 2 or len(counts) > 1 or None in counts:
        return
    args = told[0].args
    del file.problems[before:]
    found, expected, heads = args["found"], args["expected"], args["heads"]
    file.wrong(node, "data.columns-count", rows=len(told), found=found, expected=expected, heads=heads)


def _columns(file: DataFile, node: Node | None) -> tuple[Column, ...] | None:
    if node is None:
        return None
    if node.kind == "sequence":
        heads = [file.text(item) for item in node.values()]
    else:
        heads = [head.strip() for head in file.text(node).split("|")]
    file.bound(node, "columns", len(heads), bounds.COLUMNS)
    file.bound(node, "label", max(map(len, heads), default=0), bounds.LABEL)
    if heads == [""]:
        file.wrong(node, "data.no-columns")
        return None
    twice = next((head for head in heads if head and heads.count(head) > 1 and not is_note_column(head)), None)
    if twice is not None:
        file.wrong(node, "data.same-heads", found=twice)
        return None
    try:
        return read_columns(heads, file.end)
    except UnknownUnit as problem:
        file.wrong(node, "data.unknown-unit", found=str(problem))
    except ValueError as problem:
        file.wrong(node, date_mistake(problem), found=str(problem))
    return None


def _rows(
    file: DataFile,
    node: Node,
    table: str,
    path: tuple[str, ...],
    columns: tuple[Column, ...],
    unit: Unit,
    numbers: Iterator[int],
) -> tuple[Row, ...]:
    if node.is_null:
        return ()
    if node.kind == "scalar":
        file.wrong(node, "data.not-rows", where=table)
        return ()
    pairs: list[tuple[Node, Node]] = []
    if node.kind == "mapping":
        pairs = [(key, value) for key, value in node.items if key is not None]
    else:
        for item in node.values():
            if item.kind != "mapping" or len(item.items) != 1 or item.items[0][0] is None:
                file.wrong(item, "data.not-one-row")
                continue
            pairs.append((item.items[0][0], item.items[0][1]))
    file.rows += len(pairs)
    file.bound(node, "rows", file.rows, bounds.ROWS)
    return tuple(_row(file, key, value, table, path, columns, unit, numbers) for key, value in pairs)


def _row(
    file: DataFile,
    key: Node,
    node: Node,
    table: str,
    path: tuple[str, ...],
    columns: tuple[Column, ...],
    unit: Unit,
    numbers: Iterator[int],
) -> Row:
    label, number = file.label(key), next(numbers)
    if node.is_null:
        return Row(number, label, path, place=Place(key.line, key.column))
    under = (*path, label)
    if node.kind == "scalar":
        slots, notes, source_place = _cells(file, node, Whose.of(table, path, label), columns, unit, {})
        return Row(number, label, path, slots, notes=notes, place=place_of(key, source_place))
    written_out = node.kind == "mapping" and (node.get("cells") is not None or node.get("rows") is not None)
    if not written_out:
        return Row(
            number, label, path, rows=_rows(file, node, table, under, columns, unit, numbers), place=Place(key.line, key.column)
        )
    file.keys(node, keys.ROW, (), label)
    row_unit = file.unit(node.get("unit"), unit) if node.get("unit") else unit
    extra = _figure_notes(file, node.get("figures"), columns)
    cells, slots, notes = node.get("cells"), (), ()
    above = source_place = file.source_place(node.get("at"))
    if cells is not None:
        override = row_unit if node.get("unit") else None
        whose = Whose.of(table, path, label)
        slots, notes, source_place = _cells(file, cells, whose, columns, unit, extra, override, above)
    note = file.text(node.get("note"))
    if note:
        notes = note_numbers(note)
    rows = node.get("rows")
    sums = node.get("sums")
    return Row(
        number,
        label,
        path,
        slots,
        _rows(file, rows, table, under, columns, unit, numbers) if rows is not None else (),
        notes,
        file.text(node.get("concept")),
        file.choice(node.get("role"), keys.ROLES, "", "role"),
        tuple(text for text, _ in file.texts(sums)) if sums is not None else (),
        place_of(key, above or source_place),
    )


def _figure_notes(file: DataFile, node: Node | None, columns: tuple[Column, ...]) -> dict[int, Node]:
    if node is None or not file.keys(node, [c.head for c in columns], (), "figures"):
        return {}
    found: dict[int, Node] = {}
    for key, value in node.items:
        index = next((c.position for c in columns if key is not None and c.head == key.text), None)
        if index is not None and file.keys(value, keys.FIGURE, (), "figures"):
            found[index] = value
    return found


def _cells(
    file: DataFile,
    node: Node,
    whose: Whose,
    columns: tuple[Column, ...],
    unit: Unit,
    extra: dict[int, Node],
    override: Unit | None = None,
    source_place: str = "",
) -> tuple[tuple[Slot, ...], tuple[str, ...], str]:
    """The cells of a row, the notes it refers to and its place in the source; ``source_place`` is where its row stands."""
    if node.kind != "scalar":
        file.wrong(node, "data.not-cells", where=whose.label)
        return (), (), ""
    text = node.text
    notes: tuple[str, ...] = ()
    if "@" in text:
        text, own = file.split_place(node, text)
        source_place = own or source_place
    if text.rstrip().endswith(")"):
        opening = text.rindex("(") if "(" in text else 0
        reference = _NOTE_REFERENCE.fullmatch(text[opening + 1 : text.rindex(")")])
        if reference:
            notes = note_numbers(reference[1])
            text = text[:opening].rstrip()
    parts = text.split("|")
    if len(parts) != len(columns):
        heads = " | ".join(column.head for column in columns)
        file.wrong(node, "data.cell-count", row=whose.label, found=len(parts), expected=len(columns), heads=heads)
        return (), notes, source_place
    file.cells += len(parts)
    file.bound(node, "cells", file.cells, bounds.CELLS)
    slots: list[Slot] = []
    labelled = _label_unit(whose.label)
    row = place_of(node, source_place)
    at = node.column + (0 if node.plain else 1)
    for column, part in zip(columns, parts, strict=True):
        place = Place(row.line, at + len(part) - len(part.lstrip()), row.page, row.source_line)
        at += len(part) + 1
        two = labelled is PERCENT and part.rstrip().endswith(")")  # "Eget kapital och andel, %": 436 118 (8,8 %)
        cell_unit = override or column.unit or (None if two else labelled) or unit
        if is_note_column(column.head) and part.strip() not in _BLANK:
            notes += note_numbers(part)
            part = ""
        slots.append(read_slot(file, node, part, place, whose, column, cell_unit, extra))
    return tuple(slots), notes, source_place


def _label_unit(label: str) -> Unit | None:
    """The unit that a row's own label names: "Verksamhetens intäkter (tkr)", "Låneskuld, kr per invånare", "Folkmängd".

    A word after a number is part of it and no unit of the row: "Inkomst under 100 tkr".
    """
    if label.endswith(")") and "(" in label:
        found = find_unit(label[label.rindex("(") + 1 : -1])
        if found is not None:
            return found
    if _COUNTED.match(label.lower()):
        return find_unit("antal")
    last = _UNIT_IN_PARENTHESES.search(label) or _UNIT_LAST.search(label)
    return find_unit(last["unit"]) if last is not None else None
