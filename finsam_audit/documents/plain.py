"""The words of a text file, as text tools and text recognition give it: columns by tabs, by aligned spaces, or by one space."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from finsam_audit.documents.amounts import is_amount
from finsam_audit.documents.layout import PARTED, Page
from finsam_audit.documents.readings import readings
from finsam_audit.documents.spelling import lacks_letters, respelled
from finsam_audit.documents.stacked import pile_at, set_pile
from finsam_audit.documents.texthead import phrases
from finsam_audit.documents.textlines import TextLine, segments, text_line
from finsam_audit.documents.texttable import set_segment
from finsam_audit.documents.typeset import SetCell, Sheet
from finsam_audit.messages import InputError, Problem, message

_BROKEN_DATE = re.compile(r"\b((?:19|20)\d\d-) ?(\d\d-) ?(?=\d\d\b)")
MAX_LINES = 100_000
_MOST_BLANK = 5  # empty lines within a table
MAX_BYTES = 8_000_000
_ADVANCE = 4.0  # of a sign, in points: two spaces then part a label from an amount, one does not
_LONG = 60  # signs: a line without columns that is longer is text


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
    pages = tuple(_pages(text))
    yield from pages if len(pages) > 1 else (page._replace(paged=False) for page in pages)


def _pages(text: str) -> Iterator[Page]:
    number, sheet = 1, Sheet()
    spelled = respelled if lacks_letters(text) else str
    block: list[TextLine] = []
    for line_number, line in enumerate(text.split("\n")[:MAX_LINES], 1):
        if "\f" in line:
            _set(sheet, block)
            yield Page(number, sheet.width, sheet.base + 100, tuple(sheet.words))
            number, sheet = number + 1, Sheet()
        line = line.replace("\f", "").rstrip()
        line = _BROKEN_DATE.sub(r"\1\2", spelled(line))
        found = text_line(line, line_number)
        if "\t" in line.strip() or found.tokens or phrases(line) or (found.label and len(line) < _LONG):
            block.append(found)
        elif found.label:
            _set(sheet, block)
            sheet.typed(line, _ADVANCE, line_number)
        elif any(before.text for before in block[-_MOST_BLANK:]):
            block.append(found)
        else:
            _set(sheet, block)
            sheet.skip()
    _set(sheet, block)
    yield Page(number, sheet.width, sheet.base + 100, tuple(sheet.words))


def _set(sheet: Sheet, block: list[TextLine]) -> None:
    """Set the lines of a block: as a table by tabs, by the order of their figures, or as a typewriter does."""
    while block and not block[-1].text:
        block.pop()
    if any("\t" in line.text for line in block):
        sheet.table(_by_tabs([line for line in block if line.text]))
        sheet.skip()
    else:
        _set_side_by_side(sheet, block)
    block.clear()


def _set_side_by_side(sheet: Sheet, block: Sequence[TextLine]) -> None:
    """Set a block without tabs; what it holds of tables that were taken apart is put together."""
    start = at = 0
    while at < len(block):
        begins = (
            not block[at].tokens
            and block[at].text.strip()
            and (not at or block[at - 1].tokens or not block[at - 1].text.strip())
        )
        pile = pile_at(block, at) if begins else None
        if pile is None:
            at += 1
            continue
        _set_segments(sheet, block[start:at])
        set_pile(sheet, pile)
        start = at = pile.end
    _set_segments(sheet, block[start:])


def _set_segments(sheet: Sheet, block: Sequence[TextLine]) -> None:
    for segment in segments(block):
        if not set_segment(sheet, segment):
            for line in segment:
                sheet.typed(line.text, _ADVANCE, line.number) if line.text else sheet.skip()
        if segment:
            sheet.skip()


def _by_tabs(block: Sequence[TextLine]) -> list[tuple[list[SetCell], int | None]]:
    """Lines by their tabs. Where figures that belong apart stand between two tabs, or without any, they are parted."""
    rows = [[(at, text) for at, part in enumerate(line.text.split("\t")) if (text := part.strip())] for line in block]
    usual = Counter(tuple(at for at, _ in row[1:]) for row in rows if len(row) > 2).most_common(1)
    places = usual[0][0] if usual else ()
    table: list[tuple[list[SetCell], int | None]] = []
    for line, row in zip(block, rows, strict=True):
        cells = [SetCell(text, at) for at, text in row]
        parted = text_line(" ".join(line.text.replace("\t", "  ").split("\t")), line.number)
        run_together = any(
            not is_amount(text) and len(text_line(text, 0).tokens) > 1 and not text_line(text, 0).label for _, text in row[1:]
        )
        if len(row) < len(places) + 1 and len(places) > 1 and parted.has_amounts and (run_together or len(row) == 1):
            ways = readings(parted.tokens, len(places), False)
            if ways and len(ways[0].cells) == len(places):
                doubt = PARTED if len(ways) > 1 and ways[1].cost <= ways[0].cost + 1 else ""
                found = [SetCell(text, at, doubt=doubt) for at, (text, _) in zip(places, ways[0].cells, strict=True)]
                cells = [SetCell(parted.label, 0), *found]
        elif run_together:
            cells = [cell._replace(doubt="" if is_amount(cell.text) or not cell.column else PARTED) for cell in cells]
        table.append((cells, line.number))
    return table
