"""The cells of a data file: a cell of a table with what is added to it, and a figure outside of any table."""

from __future__ import annotations

import re
from decimal import Decimal

from finsam_audit.page.datafile import DataFile, Whose
from finsam_audit.page.model import Column, Figure, Place, Slot
from finsam_audit.page.printed import Cell, Number, Unreadable, read_cell, read_number
from finsam_audit.page.source import Node
from finsam_audit.page.units import KR, PERCENT, Unit, find_unit


def read_slot(
    file: DataFile,
    node: Node,
    part: str,
    place: Place,
    whose: Whose,
    column: Column,
    unit: Unit,
    extra: dict[int, Node],
) -> Slot:
    """One cell of a row: its figures, or why it has none."""
    try:
        cell = read_cell(part, unit)
    except Unreadable as problem:
        shift = place.column - node.column
        file.wrong(node, problem.reason, shift=shift, found=problem.text, row=whose.label, column=column.head)
        return Slot("unread", part.strip(), place)
    why = ""
    if column.position in extra:
        cell, place, why = _elaborated(file, cell, place, extra[column.position], unit)
    if cell.number is None:
        return Slot(cell.state, cell.text, place)
    first = file.figure(cell, cell.number, unit, place, whose, column.head, why)
    second = None
    if cell.companion is not None:
        plain = cell._replace(readings=(), misprint=False)
        second = file.figure(plain, cell.companion, unit, place, whose, column.head, why, "/2")
    return Slot("value", cell.text, place, first, second)


def _elaborated(file: DataFile, cell: Cell, place: Place, node: Node, unit: Unit) -> tuple[Cell, Place, str]:
    seen, why, others = file.text(node.get("seen")), file.text(node.get("why")), node.get("or")
    readings = list(cell.readings)
    for text, _ in file.texts(others) if others is not None and others.kind == "sequence" else []:
        readings.append(read_amount(file, others, text, unit).value)  # type: ignore[arg-type]
    if others is not None and others.kind == "scalar":
        readings.append(read_amount(file, others, file.text(others), unit).value)  # type: ignore[arg-type]
    numbers = tuple(r if isinstance(r, Number) else Number(r, 0, None) for r in readings)
    cell = cell._replace(seen=seen or cell.seen, doubtful=cell.doubtful or bool(seen or why or others), readings=numbers)
    box = tuple(Decimal(text) for text, _ in file.texts(node.get("box")) if re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,9})?", text))
    page, line = file.count(node.get("page"), place.page), file.count(node.get("line"), place.source_line)
    return cell, Place(place.line, place.column, page, line, box or None), why


def read_amount(file: DataFile, node: Node, text: str, unit: Unit | None) -> Number:
    """A number outside of any cell; nought, and a mistake told, where it cannot be read."""
    try:
        return read_number(text, unit)
    except Unreadable as problem:
        file.wrong(node, problem.reason, found=problem.text, row="", column="")
        return Number(Decimal(0), 0, None)


def loose_figure(
    file: DataFile,
    node: Node,
    table: str,
    name: str,
    text: str,
    place: Place,
    part: str | None = None,
    unit: Unit | None = None,
) -> Figure | None:
    """The figure of a claim or a goal; None, and a mistake told, where there is none."""
    written = file.text(node) if part is None else part
    default = unit or (PERCENT if "%" in written else find_unit("antal") or KR)
    try:
        cell = read_cell(written, default)
    except Unreadable as problem:
        file.wrong(node, problem.reason, found=problem.text, row=text, column="")
        return None
    if cell.number is None:
        file.wrong(node, "data.no-value", found=written.strip())
        return None
    return file.figure(cell, cell.number, default, place, Whose.of(table, (), name), "")._replace(row=text)
