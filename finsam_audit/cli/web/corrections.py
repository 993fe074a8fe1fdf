"""What a person says a document holds, instead of what was read: figures, the heads of columns, the labels of rows.

The extract of the document stays as it was read; corrections are laid over it, so that each can be taken back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

from finsam_audit.documents.datafile import unique
from finsam_audit.documents.facts import OTHER, organisation_of
from finsam_audit.documents.layout import LABEL, PLACED, Box, Extract, Facts, PrintedCell, PrintedRow, PrintedTable
from finsam_audit.documents.overlay import is_doubted
from finsam_audit.messages import Message, message
from finsam_audit.page.bounds import LABEL as LONGEST
from finsam_audit.page.printed import Unreadable, read_cell
from finsam_audit.page.units import find_unit

HEAD = "doubt.head"
CONFIRMED = ".ok"  # ends the name of the box in a form that says: it is as it was read
BLANK = "_"
_ASSUMED = {"entity": "document.no-entity", "period": "document.no-period"}
_SIGNS = re.compile(r"[\w ,.:%()\[\]+*?\u2212\u2013\u2014\u2012-]*")

Typed = Mapping[str, str]
"""The corrections of a document: what is to stand in which spot. One that says what was read confirms it."""


class Spot(NamedTuple):
    """One thing that was read on a page: whose it is, what was read, and why it may be wrong.

    ``name`` is its table, row and column: ``3.14.1`` a figure, ``3.head.1`` the head of a column, ``3.14.label`` a label;
    ``entity`` and ``period`` stand on no page, which is page 0. ``why`` is the key of a message, ``said`` words of the file.
    """

    name: str
    kind: Literal["fact", "head", "label", "figure"]
    table: int
    page: int
    label: str
    head: str
    text: str
    doubted: bool = False
    why: str = ""
    others: tuple[str | Decimal, ...] = ()
    box: Box | None = None
    unit: str = ""
    seen: str = ""
    said: str = ""


def spots(extract: Extract) -> Iterator[Spot]:
    """Everything that a person may correct: who and when, then table by table as printed."""
    assumed = {told.key for told in extract.facts.assumed}
    for name, text in (("entity", extract.facts.entity), ("period", extract.facts.period)):
        told = _ASSUMED[name] in assumed
        yield Spot(name, "fact", -1, 0, "", "", text, told, f"web.no-{name}" if told else "")
    for at, table in enumerate(extract.tables):
        heads = unique(table.heads)
        for column, (head, name) in enumerate(zip(table.heads, heads, strict=True)):
            lost = not head and len(table.heads) > 1
            page = table.rows[0].page if table.rows else table.page
            yield Spot(f"{at}.head.{column}", "head", at, page, "", name, head, lost, HEAD if lost else "")
        for index, row in enumerate(table.rows):
            yield from _of_row(at, index, row, heads, table.unit)


def _of_row(at: int, index: int, row: PrintedRow, heads: list[str], unit: str) -> Iterator[Spot]:
    cells = [cell for cell in row.cells if cell is not None]
    lost = next((cell.why for cell in cells if cell.why in _of_label(row)), "")
    first = next((cell.box for cell in cells if cell.box is not None), None)
    box = first._replace(left=row.left, right=first.left - 2) if first is not None and first.left - 4 > row.left else None
    yield Spot(f"{at}.{index}.label", "label", at, row.page, row.label, "", row.label, bool(lost), lost, (), box)
    for column, cell in enumerate(row.cells):
        if cell is not None:
            own = is_doubted(cell._replace(why="" if cell.why in (HEAD, *_of_label(row)) else cell.why))
            name, head = f"{at}.{index}.{column}", heads[column]
            yield Spot(
                name, "figure", at, row.page, row.label, head, cell.text, own, cell.why, cell.others, cell.box, unit, cell.seen
            )


def _of_label(row: PrintedRow) -> tuple[str, ...]:
    """Doubts of a figure that end when the label of its row is known."""
    return (LABEL,) if row.label else (LABEL, PLACED)


def corrected(extract: Extract, typed: Typed) -> Extract:
    """The extract with what a person typed; what was typed is no longer doubted."""
    if not typed:
        return extract
    tables = tuple(_table(at, table, typed) for at, table in enumerate(extract.tables))
    return extract._replace(facts=_facts(extract.facts, typed), tables=tables)


def _facts(facts: Facts, typed: Typed) -> Facts:
    known = {_ASSUMED[name] for name in _ASSUMED if name in typed}
    entity = typed.get("entity", facts.entity)
    said = organisation_of(entity) if "entity" in typed else OTHER
    return facts._replace(
        entity=entity,
        period=typed.get("period", facts.period),
        organisation=facts.organisation if said == OTHER else said,
        assumed=tuple(told for told in facts.assumed if told.key not in known),
    )


def _table(at: int, table: PrintedTable, typed: Typed) -> PrintedTable:
    heads = tuple(typed.get(f"{at}.head.{column}", head) for column, head in enumerate(table.heads))
    known = [f"{at}.head.{column}" in typed for column in range(len(heads))]
    rows = tuple(_row(f"{at}.{index}", row, known, typed) for index, row in enumerate(table.rows))
    return table._replace(heads=heads, rows=rows)


def _row(name: str, row: PrintedRow, heads: list[bool], typed: Typed) -> PrintedRow:
    label = typed.get(f"{name}.label")
    ended = _of_label(row) if label is not None else ()

    def cell(column: int, read: PrintedCell | None) -> PrintedCell | None:
        text = typed.get(f"{name}.{column}")
        if read is None:
            return None
        if text is not None:
            return PrintedCell(text, read.box)
        return read._replace(why="") if read.why in ended or (read.why == HEAD and heads[column]) else read

    cells = tuple(cell(column, read) for column, read in enumerate(row.cells))
    return row._replace(label=row.label if label is None else label, cells=cells)


def taken(every: Iterable[Spot], form: Typed, before: Typed) -> tuple[dict[str, str], dict[str, Message]]:
    """The corrections after a form was sent, and by spot what is wrong with what was typed there and not taken.

    A text that differs from what was read is a correction; the same text is one where its box says that it is right.
    A spot that the form does not have stays as it was.
    """
    now, wrong = dict(before), {}
    for spot in every:
        if spot.name not in form:
            continue
        text = " ".join(form[spot.name].split())
        now.pop(spot.name, None)
        if text == " ".join(spot.text.split()) and spot.name + CONFIRMED not in form:
            continue
        try:
            now[spot.name] = _figure(text, spot.unit) if spot.kind == "figure" else _words(text)
        except Unreadable as problem:
            wrong[spot.name] = message(problem.reason, found=problem.text, row=spot.label, column=spot.head)
    return now, wrong


def _figure(text: str, unit: str) -> str:
    """A figure as a person writes it in a data file, where a blank has a sign of its own. Raises ``Unreadable``."""
    if not _SIGNS.fullmatch(text):
        raise Unreadable("number.not-a-number", text[:40])
    read_cell(text, find_unit(unit))
    return text or BLANK


def _words(text: str) -> str:
    if not text or len(text) > LONGEST or not text.isprintable():
        raise Unreadable("web.no-words", text[:40])
    return text
