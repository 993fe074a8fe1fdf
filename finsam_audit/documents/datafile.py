"""Printed tables to the text of a data file: our own YAML, as a person would have typed it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from finsam_audit.documents.layout import Box, Extract, PrintedCell, PrintedRow, PrintedTable
from finsam_audit.documents.nesting import Nested, nested
from finsam_audit.documents.said import claim_lines, head_lines, place
from finsam_audit.messages import Message, message
from finsam_audit.page.as_typed import quoted
from finsam_audit.page.printed import Unreadable, read_cell
from finsam_audit.page.units import find_unit

_PLAIN_HEAD = re.compile(r"\w[\w .,()/%–-]*")
Speak = Callable[[Message], str]


def data_file(extract: Extract, speak: Speak, *, boxes: bool = False) -> str:
    """The data file that holds an extract. ``speak`` says in words why a figure is doubted, and what was not read.

    ``boxes`` adds to each figure where on its page it stands.
    """
    told = [message("extract.from", file=extract.name), *extract.facts.assumed, *extract.unread]
    tables = _tables(extract.tables, _Style(speak, boxes, extract.paged))
    claims = claim_lines(extract.said, quoted, paged=extract.paged)
    lines = [*(f"# {speak(one)}" for one in told), *_head(extract), *tables, *claims]
    return "\n".join(lines) + "\n"


class _Style(NamedTuple):
    """How figures are written: in which language their doubts, whether with their boxes, and whether with their page."""

    speak: Speak
    boxes: bool
    paged: bool


def _head(extract: Extract) -> Iterator[str]:
    facts = extract.facts
    yield "finsam-audit: 1"
    yield "report:"
    yield f"  entity: {quoted(facts.entity)}"
    if facts.organisation:
        yield f"  organisation: {facts.organisation}"
    if facts.organisation_number:
        yield f"  organisation number: {facts.organisation_number}"
    yield f"  document: {facts.document}"
    yield f"  period: {facts.period}"
    yield from head_lines(extract.said, quoted, paged=extract.paged)
    yield f"  source: {quoted(extract.name)}"


def _tables(tables: Sequence[PrintedTable], style: _Style) -> Iterator[str]:
    if not tables:
        return
    yield "tables:"
    names: dict[str, int] = {}
    for table in tables:
        first = next((row.line for row in table.rows if row.line), None)
        name = table.title or (f"Tabell på sidan {table.page}" if style.paged or not first else f"Tabell på rad {first}")
        times = names[name] = names.get(name, 0) + 1
        yield f"  {quoted(name if times == 1 else f'{name} ({times})')}:"
        if table.kind and table.kind != "not":
            yield f"    kind: {table.kind}"
        if table.unit and table.unit != "kr":
            yield f"    unit: {quoted(table.unit)}"
        yield f"    at: {place(table.page, None if style.paged else first, style.paged)}"
        heads = unique(table.heads)
        yield f"    columns: {_columns(heads)}"
        yield "    rows:"
        yield from _rows(nested(table), heads, table, style, "      ")


def unique(heads: Sequence[str]) -> list[str]:
    """Heads that all differ; one that is missing is named by its place."""
    found: list[str] = []
    for number, head in enumerate(heads, 1):
        text = head or f"kolumn {number}"
        found.append(text if text not in found else f"{text} (kolumn {number})")
    return found


def _columns(heads: Sequence[str]) -> str:
    """Heads as a YAML value: on one line as a person writes them, or as a list where a sign would be misread."""
    line = " | ".join(heads)
    if len(heads) > 1 and all(_PLAIN_HEAD.fullmatch(head) for head in heads):
        return line
    return "[" + ", ".join('"' + _inside(head) + '"' for head in heads) + "]"


def _rows(rows: Sequence[Nested], heads: Sequence[str], table: PrintedTable, style: _Style, indent: str) -> Iterator[str]:
    labels = [row.row.label for row in rows]
    listed = len(set(labels)) < len(labels) or "" in labels
    for row in rows:
        lead = f"{indent}- " if listed else indent
        yield from _row(row, heads, table, style, lead, indent + ("    " if listed else "  "))


def _row(item: Nested, heads: Sequence[str], table: PrintedTable, style: _Style, lead: str, indent: str) -> Iterator[str]:
    row = item.row
    label = quoted(row.label) if row.label else '""'
    doubted = list(_figures(row, heads, table, style)) if row.cells else []
    at = place(row.page, row.line, style.paged)
    note = f" (not {row.note})" if row.note else ""
    cells = " | ".join(_cell(cell, table.unit) for cell in row.cells)
    if not item.rows and not doubted:
        if not row.cells:
            yield f"{lead}{label}:"
        else:
            value = f"{cells}{note} @{at}"
            yield f"{lead}{label}: {_value(value)}"
        return
    yield f"{lead}{label}:"
    if not row.cells and not row.note:
        yield from _rows(item.rows, heads, table, style, indent)
        return
    if row.cells:
        yield f"{indent}cells: {_value(f'{cells} @{at}')}"
    if row.note:
        yield f'{indent}note: "{row.note}"'
    if doubted:
        yield f"{indent}figures:"
        for head, told in doubted:
            yield f'{indent}  "{head}": {told}'
    if item.rows:
        yield f"{indent}rows:"
        yield from _rows(item.rows, heads, table, style, indent + "  ")


def _value(text: str) -> str:
    """Cells as a YAML value: in quotes where the first sign would mean something to YAML."""
    risky = not re.match(r"[\w(–-]", text) or text.startswith(("- ", "-|")) or ": " in text or " #" in text
    return '"' + text.replace("\\", "\\\\").replace('"', "'") + '"' if risky else text


def _cell(cell: PrintedCell | None, unit: str) -> str:
    """A cell as the reader takes it; what is no figure is a cell that could not be read."""
    if cell is None:
        return "_"
    text = cell.text.replace("|", "/")
    try:
        read_cell(text, find_unit(unit))
    except Unreadable:
        return "?"
    return text


def _figures(row: PrintedRow, heads: Sequence[str], table: PrintedTable, style: _Style) -> Iterator[tuple[str, str]]:
    for head, cell in zip(heads, row.cells, strict=True):
        if cell is None:
            continue
        told = [f"box: {_box(cell.box)}"] if style.boxes and cell.box is not None else []
        unread = _cell(cell, table.unit) == "?"
        if cell.seen or unread:
            told.append(f'seen: "{_inside(cell.seen or cell.text)}"')
        if cell.others:
            told.append("or: [" + ", ".join(f'"{other}"' for other in cell.others) + "]")
        if cell.why:
            told.append(f'why: "{_inside(style.speak(message(cell.why)))}"')
        if told:
            yield _inside(head), "{" + ", ".join(told) + "}"


def _inside(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', "'")


def _box(box: Box) -> str:
    return "[" + ", ".join(f"{edge:.1f}" for edge in box) + "]"
