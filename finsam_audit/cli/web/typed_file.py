"""Corrections of a data file: each goes into its cell, and the doubt of that figure goes. Nothing else of the text changes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from finsam_audit.cli.web.corrections import Spot, Typed
from finsam_audit.page.model import Column, Report, Slot
from finsam_audit.page.source import Node, Source, parse

_DOUBT = re.compile(r"[ \t]*\[(?:\?|seen )[^\]]*\]")


def doubted_in(report: Report) -> Iterator[Spot]:
    """The cells of a data file whose reading is doubted; they stand on no page that could be shown."""
    for name, table, row, column, slot in _cells(report):
        figure = slot.figure
        if slot.state == "unread" or (figure is not None and figure.doubtful):
            where = f"{column.head}, {table}"
            spot = Spot(name, "figure", 0, 0, row, where, slot.text, doubted=True)
            if figure is not None:
                unit, others = figure.unit.name, figure.readings
                spot = spot._replace(others=others, unit=unit, seen=figure.seen, said=figure.why)
            yield spot


def edited(source: Source, report: Report, typed: Typed) -> str:
    """The text of a data file with what was typed in its cells, which may make it one that cannot be read."""
    lines = source.text.splitlines(keepends=True)  # at whatever YAML ends a line with
    settled: dict[int, set[str]] = {}
    cells = [(slot, typed[name], column.head) for name, _, _, column, slot in _cells(report) if name in typed]
    for slot, new, head in sorted(cells, key=lambda cell: cell[0].place[:2], reverse=True):  # the last of a line first
        line, start = lines[slot.place.line - 1], slot.place.column - 1
        end = start + len(slot.text)
        doubt = _DOUBT.match(line, end)
        lines[slot.place.line - 1] = line[:start] + new + line[doubt.end() if doubt else end :]
        settled.setdefault(slot.place.line, set()).add(head)
    root = parse(source)
    gone = {number for at, heads in settled.items() for number in _lines_of(root, at, heads)}
    return "".join(line for number, line in enumerate(lines, 1) if number not in gone)


def _lines_of(node: Node, at: int, heads: set[str]) -> Iterator[int]:
    """The lines that say why figures are doubted, of the row whose cells stand on line ``at``."""
    cells, figures = node.get("cells"), node.get("figures")
    if cells is not None and figures is not None and cells.line == at:
        entries = [(key, range(key.line, _last(value) + 1)) for key, value in figures.items if key is not None]
        of_others = {number for key, lines in entries if key.text not in heads for number in lines}
        if not of_others:
            yield from (key.line for key, value in node.items if value is figures and key is not None)
        yield from (number for key, lines in entries if key.text in heads for number in lines if number not in of_others)
    for below in node.values():
        yield from _lines_of(below, at, heads)


def _last(node: Node) -> int:
    return max([node.line, *map(_last, node.values())])


def _cells(report: Report) -> Iterator[tuple[str, str, str, Column, Slot]]:
    for at, table in enumerate(report.tables):
        for row in table.walk():
            for column, slot in zip(table.columns, row.slots, strict=False):
                yield f"{at}.{row.number}.{column.position}", table.name, row.label, column, slot
