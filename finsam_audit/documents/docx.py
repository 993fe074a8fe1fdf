"""The words of a Word document: its paragraphs and tables in their order, set on pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from finsam_audit.documents.celllines import LinedCell, parted
from finsam_audit.documents.layout import Page
from finsam_audit.documents.lines import is_mark
from finsam_audit.documents.naming import kind_of
from finsam_audit.documents.tabstops import TabbedRow, by_order, placed, points, stops_of
from finsam_audit.documents.typeset import SIZE, SetCell, Sheet, width_of
from finsam_audit.messages import InputError, Problem, message

MAX_CELLS = 200_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ADVANCE = 0.4 * SIZE  # of a sign, so that one space does not part two groups of digits, and two do
_EVEN = ("courier", "consol", "mono", "typewriter", "menlo", "fixed")  # in the names of faces whose signs are equally wide
_DEEPEST = 80.0  # points that a label is set in
_HEADING = 60  # signs of a heading of rows
_RUN_OF_SPACES = re.compile(r" {3,}")


def read_docx(path: str) -> Iterator[Page]:
    """The pages of a Word document. Raises ``InputError`` where it cannot be read."""
    import docx

    try:
        document = docx.Document(path)
    except Exception as error:  # the library lets out whatever a broken part raises
        raise InputError([Problem(path, 0, 0, message("document.broken"))]) from error
    yield from _pages(document)


def _pages(document: Any) -> Iterator[Page]:
    number, sheet, cells = 1, Sheet(), 0
    tabbed: list[TabbedRow] = []
    for element in _parts(document.element.body):
        if element.tag == f"{_W}p":
            if _breaks(element) and sheet.words:
                _set_tabbed(sheet, tabbed)
                yield Page(number, sheet.width, sheet.base + 100, tuple(sheet.words))
                number, sheet = number + 1, Sheet()
            row = _tabs(element)
            if row is not None:
                tabbed.append(row)
                continue
            if tabbed and _text(element).strip() and _is_row(element, tabbed):
                tabbed.append(TabbedRow((SetCell(_text(element).strip(), 0, 1, *_style(element)),), ()))
                continue
            _set_tabbed(sheet, tabbed)
            _paragraph(sheet, element)
        else:
            _set_tabbed(sheet, tabbed)
            for table in _tables(element):
                rows = [(part, None) for row in _rows(table) for part in parted(row)]
                cells += sum(len(row) for row, _ in rows)
                if cells > MAX_CELLS:
                    return
                sheet.table(rows)
                sheet.skip()
    _set_tabbed(sheet, tabbed)
    yield Page(number, sheet.width, sheet.base + 100, tuple(sheet.words))


_AROUND = {f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "customXml", "smartTag")}


def _parts(held: Any) -> Iterator[Any]:
    """The paragraphs and tables of a body, also those within content controls and inserted text."""
    for element in held.iterchildren():
        if element.tag == f"{_W}tbl" and _is_frame(element):
            for row in _held(element, "tr"):
                for cell in _held(row, "tc"):
                    yield from _parts(cell)
        elif element.tag in (f"{_W}p", f"{_W}tbl"):
            yield element
        elif element.tag in _AROUND:
            yield from _parts(element)


def _is_frame(table: Any) -> bool:
    """Whether a table only sets others beside each other: most of its rows hold tables."""
    rows = list(_held(table, "tr"))
    return 2 * sum(row.find(f"{_W}tc/{_W}tbl") is not None for row in rows) > len(rows)


def _tables(table: Any) -> Iterator[Any]:
    """A table, and those that stand in its cells, each by itself."""
    yield table
    for row in _held(table, "tr"):
        for cell in _held(row, "tc"):
            for inner in _held(cell, "tbl"):
                yield from _tables(inner)


def _breaks(paragraph: Any) -> bool:
    """Whether a page begins with a paragraph."""
    found = paragraph.iter(f"{_W}br", f"{_W}pageBreakBefore", f"{_W}lastRenderedPageBreak")
    return any(e.tag != f"{_W}br" or e.get(f"{_W}type") == "page" for e in found)


def _set_tabbed(sheet: Sheet, tabbed: list[TabbedRow]) -> None:
    """Set the paragraphs with tabs that follow each other: at their stops, else as one table."""
    if not tabbed:
        return
    if any(row.stops for row in tabbed) and all(row.stops or len(row.cells) == 1 for row in tabbed):
        for row in placed(tabbed):
            sheet.placed(row)
    else:
        sheet.table([(row, None) for row in by_order(tabbed)])
    sheet.skip()
    tabbed.clear()


_UNSEEN = {f"{_W}{name}" for name in ("del", "moveFrom", "txbxContent", "instrText", "pPr", "rPr")}


def _text(paragraph: Any) -> str:
    """The text of a paragraph, breaks as line breaks and tabs as tabs; without deleted and hidden text and text boxes."""
    return "".join(_characters(paragraph))


def _characters(element: Any) -> Iterator[str]:
    for part in element.iterchildren():
        if part.tag == f"{_W}t":
            yield part.text or ""
        elif part.tag == f"{_W}tab":
            yield "\t"
        elif part.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif part.tag in (f"{_W}br", f"{_W}cr"):
            yield "" if part.get(f"{_W}type") == "page" else "\n"
        elif part.tag not in _UNSEEN and not (part.tag == f"{_W}r" and (_on(part, "vanish") or _is_raised(part))):
            yield from _characters(part)


def _is_raised(run: Any) -> bool:
    """Whether a run is the raised mark of a note at the foot of the page."""
    place = run.find(f"{_W}rPr/{_W}vertAlign")
    text = "".join(part.text or "" for part in run.iterfind(f"{_W}t"))
    return place is not None and place.get(f"{_W}val") == "superscript" and is_mark(text.strip())


def _style(paragraph: Any) -> tuple[bool, bool, float]:
    """Weight, slant and size of the first run that has text; a heading style is bold and large."""
    named = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = (named.get(f"{_W}val") or "").lower() if named is not None else ""
    heading = "heading" in name or "rubrik" in name or "title" in name
    for run in paragraph.iter(f"{_W}r"):
        if any((text.text or "").strip() for text in run.iter(f"{_W}t")):
            size = run.find(f"{_W}rPr/{_W}sz")
            points = float(size.get(f"{_W}val")) / 2 if size is not None else SIZE * (1.3 if heading else 1.0)
            return heading or _on(run, "b"), _on(run, "i"), points
    return heading, False, SIZE


def _indent(paragraph: Any) -> float:
    """How far in a paragraph is set, in points: by its margin or by spaces before its text."""
    margin = paragraph.find(f"{_W}pPr/{_W}ind")
    set_in = points(margin.get(f"{_W}left") or margin.get(f"{_W}start")) if margin is not None else 0.0
    text = _text(paragraph)
    spaces = (len(text) - len(text.lstrip(" \u00a0"))) * width_of(" ")
    return min(max(set_in + spaces, 0.0), _DEEPEST)


def _on(run: Any, name: str) -> bool:
    found = run.find(f"{_W}rPr/{_W}{name}")
    return found is not None and found.get(f"{_W}val") not in ("0", "false", "none")


def _tabs(paragraph: Any) -> TabbedRow | None:
    """A paragraph whose columns are made by tabs; None where it has none."""
    text = _text(paragraph)
    if "\t" not in text.strip("\n"):
        return None
    bold, italic, size = _style(paragraph)
    parts = [part.strip() for part in text.replace("\n", " ").split("\t")]
    cells = tuple(SetCell(part, index, 1, bold, italic, size) for index, part in enumerate(parts) if part)
    return TabbedRow(cells, stops_of(paragraph)) if cells else None


def _is_row(paragraph: Any, tabbed: list[TabbedRow]) -> bool:
    """Whether a paragraph without tabs between rows with tabs is a heading of theirs, and no sentence or title."""
    text = _text(paragraph).strip()
    size = max(cell.size for row in tabbed for cell in row.cells)
    short = stops_of(paragraph) or (len(text) <= _HEADING and not kind_of(text))
    return bool(short) and not text.endswith(".") and _style(paragraph)[2] <= 1.1 * size


def _paragraph(sheet: Sheet, paragraph: Any) -> None:
    text = _text(paragraph)
    if not text.strip():
        sheet.skip()
        return
    bold, italic, size = _style(paragraph)
    if _RUN_OF_SPACES.search(text.strip()) or text.startswith("   "):
        even = _is_typewriter(paragraph)
        for line in text.split("\n"):
            if even:
                sheet.typed(line.replace("\t", "    "), _ADVANCE, bold=bold)
            else:
                sheet.spaced([(line.replace("\t", "    "), bold, size)])
        return
    for line in text.split("\n"):
        for part in _folded(line):
            sheet.line(part, size=size, bold=bold, italic=italic)
    sheet.skip(0.5)


def _is_typewriter(paragraph: Any) -> bool:
    """Whether a paragraph is set in a face whose signs are equally wide."""
    names = {name.lower() for fonts in paragraph.iter(f"{_W}rFonts") for name in fonts.attrib.values()}
    return any(part in name for name in names for part in _EVEN)


def _folded(text: str, width: int = 95) -> Iterator[str]:
    """A long paragraph as lines of running text."""
    line = ""
    for word in text.split():
        if line and len(line) + len(word) >= width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield line


def _rows(table: Any) -> Iterator[list[LinedCell]]:
    """The rows of a Word table, cells with their lines; a cell that goes on from the row above is left out."""
    for row in _held(table, "tr"):
        if row.find(f"{_W}trPr/{_W}del") is not None:
            continue
        cells: list[LinedCell] = []
        column = 0
        before = row.find(f"{_W}trPr/{_W}gridBefore")
        if before is not None:
            column = int(before.get(f"{_W}val") or 0)
        for held in _held(row, "tc"):
            span = held.find(f"{_W}tcPr/{_W}gridSpan")
            wide = int(span.get(f"{_W}val") or 1) if span is not None else 1
            merged = held.find(f"{_W}tcPr/{_W}vMerge")
            goes_on = merged is not None and merged.get(f"{_W}val") != "restart"
            paragraphs = [element for element in _parts(held) if element.tag == f"{_W}p"]
            lines = tuple(line.replace("\t", " ").strip() for p in paragraphs for line in _text(p).split("\n"))
            if any(lines) and not goes_on:
                first = next(p for p in paragraphs if _text(p).strip())
                cell = SetCell("", column, wide, *_style(first), indent=0.0 if column else _indent(first))
                cells.append((cell, lines))
            column += wide
        yield cells


def _held(element: Any, name: str) -> Iterator[Any]:
    """The rows of a table, the cells of a row or the tables of a cell, also those within content controls."""
    for part in element.iterchildren():
        if part.tag == f"{_W}{name}":
            yield part
        elif part.tag in _AROUND:
            yield from _held(part, name)
