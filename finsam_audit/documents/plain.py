"""The words of a text file, as text tools and text recognition give it: columns by tabs, or by spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from finsam_audit.documents.layout import Page
from finsam_audit.documents.typeset import SetCell, Sheet
from finsam_audit.messages import InputError, Problem, message

MAX_LINES = 100_000
_ADVANCE = 4.0  # of a sign, in points: two spaces then part a label from an amount, one does not


def read_plain(path: str) -> Iterator[Page]:
    """The pages of a text. Raises ``InputError`` where it is no text."""
    with open(path, "rb") as stream:
        data = stream.read(8_000_001)
    if len(data) > 8_000_000 or b"\x00" in data:
        raise InputError([Problem(path, 0, 0, message("document.broken"))])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    yield from _pages(text)


def _pages(text: str) -> Iterator[Page]:
    number, sheet = 1, Sheet()
    tabbed: list[tuple[list[SetCell], int | None]] = []
    for line_number, line in enumerate(text.split("\n")[:MAX_LINES], 1):
        if "\f" in line:
            _set(sheet, tabbed)
            yield Page(number, sheet.width, sheet.base + 100, tuple(sheet.words))
            number, sheet = number + 1, Sheet()
        line = line.replace("\f", "").rstrip()
        if "\t" in line.strip():
            parts = [part.strip() for part in line.split("\t")]
            tabbed.append(([SetCell(part, at) for at, part in enumerate(parts) if part], line_number))
            continue
        if tabbed and line.strip() and len(line) < 60 and not re.search(r"[.:;]$", line):
            tabbed.append(([SetCell(line.strip(), 0)], line_number))
            continue
        _set(sheet, tabbed)
        if line.strip():
            sheet.typed(line, _ADVANCE, line_number)
        else:
            sheet.skip()
    _set(sheet, tabbed)
    yield Page(number, sheet.width, sheet.base + 100, tuple(sheet.words))


def _set(sheet: Sheet, tabbed: list[tuple[list[SetCell], int | None]]) -> None:
    if tabbed:
        sheet.table(tabbed)
        sheet.skip()
        tabbed.clear()
