"""The words of a text file, as text tools and text recognition give it: columns by tabs, by aligned spaces, or by one space."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from finsam_audit.documents.amounts import goes_on, is_amount, is_dash, is_period, is_unit, starts_amount
from finsam_audit.documents.columns import is_note, is_note_head
from finsam_audit.documents.layout import Page
from finsam_audit.documents.typeset import SetCell, Sheet
from finsam_audit.messages import InputError, Problem, message

MAX_LINES = 100_000
MAX_BYTES = 8_000_000
_ADVANCE = 4.0  # of a sign, in points: two spaces then part a label from an amount, one does not
_LONG = 60  # signs: a line without columns that is longer is text


class Parsed(NamedTuple):
    """A line of text as its label and the cells after it."""

    label: str
    cells: tuple[str, ...]
    number: int
    text: str


def read_plain(path: str) -> Iterator[Page]:
    """The pages of a text. Raises ``InputError`` where it is no text."""
    with open(path, "rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES or b"\x00" in data:
        raise InputError([Problem(path, 0, 0, message("document.broken"))])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    yield from _pages(text)


def _pages(text: str) -> Iterator[Page]:
    number, sheet = 1, Sheet()
    block: list[Parsed] = []
    for line_number, line in enumerate(text.split("\n")[:MAX_LINES], 1):
        if "\f" in line:
            _set(sheet, block)
            yield Page(number, sheet.width, sheet.base + 100, tuple(sheet.words))
            number, sheet = number + 1, Sheet()
        line = line.replace("\f", "").rstrip()
        found = parsed(line, line_number)
        if found.cells or (block and found.label and len(line) < _LONG):
            block.append(found)
        elif found.label:
            _set(sheet, block)
            sheet.typed(line, _ADVANCE, line_number)
        elif block and block[-1].text:
            block.append(found)
        else:
            _set(sheet, block)
            sheet.skip()
    _set(sheet, block)
    yield Page(number, sheet.width, sheet.base + 100, tuple(sheet.words))


def parsed(line: str, number: int) -> Parsed:
    """A line with tabs by its tabs; else the amounts, periods and references at its end are its cells."""
    if "\t" in line.strip("\n"):
        first, *rest = (part.strip() for part in line.split("\t"))
        return Parsed(first, tuple(rest), number, line)
    words = [(word[0].strip(" "), len(word[0]) - len(word[0].lstrip(" "))) for word in re.finditer(r" *[^ ]+", line)]
    for at in range(len(words)):
        cells = _cells(words[at:])
        if cells:
            return Parsed(" ".join(word for word, _ in words[:at]), cells, number, line)
    return Parsed(line.strip(), (), number, line)


def _cells(words: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    """Words, each with the spaces before it, as cells, where all of them are; () where one is not."""
    cells: list[str] = []
    for word, spaces in words:
        last = cells[-1] if cells and spaces < 2 else ""
        rest_of_period = is_period(last) and word.startswith("-") and is_period(word)
        if goes_on(last, word) or (is_amount(last) and is_unit(word)) or rest_of_period:
            cells[-1] += f" {word}"
        elif starts_amount(word) or is_dash(word) or is_period(word) or is_note_head(word):
            cells.append(word)
        else:
            return ()
    return tuple(cells)


def _set(sheet: Sheet, block: list[Parsed]) -> None:
    """Set the lines of a block: as a table by tabs, by the order of their cells, or as a typewriter does."""
    while block and not block[-1].text:
        block.pop()
    rows = [row for row in block if row.cells]
    if not rows:
        for row in block:
            sheet.typed(row.text, _ADVANCE, row.number)
    elif any("\t" in row.text for row in rows):
        sheet.table([(_in_columns(row, row.cells), row.number) for row in block if row.text])
    else:
        _set_by_order(sheet, block, rows)
    if block:
        sheet.skip()
        block.clear()


def _set_by_order(sheet: Sheet, block: Sequence[Parsed], rows: Sequence[Parsed]) -> None:
    """Rows that have as many cells as most of the block are set by order, others as a typewriter does."""
    counts = Counter(len(_without_note(row)) for row in rows)
    most, times = counts.most_common(1)[0]
    if most < 2 or 2 * times < len(rows):
        for row in block:
            sheet.typed(row.text, _ADVANCE, row.number) if row.text else sheet.skip()
        return
    table: list[tuple[list[SetCell], int | None]] = []
    for row in block:
        amounts = _without_note(row)
        note = row.cells[0] if len(amounts) < len(row.cells) else ""
        if not row.text:
            continue
        if row.cells and len(amounts) != most:
            table.append(([SetCell(f"{row.label} {' '.join(row.cells)}".strip(), 0)], row.number))
            continue
        table.append((_in_columns(row, (note, *amounts)), row.number))
    sheet.table(table)


def _without_note(row: Parsed) -> tuple[str, ...]:
    """The cells of a row without the reference to a note that stands before them."""
    first = row.cells[0] if row.cells else ""
    refers = is_note_head(first) or (is_note(first) and len(re.sub(r"\D", "", first)) < 3 and first.isdigit())
    return row.cells[1:] if len(row.cells) > 2 and refers else row.cells


def _in_columns(row: Parsed, cells: Sequence[str]) -> list[SetCell]:
    found = [SetCell(text, at) for at, text in enumerate(cells, 1) if text]
    return [SetCell(row.label, 0), *found] if row.label else found
