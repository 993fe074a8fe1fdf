"""The words of a Word document: its paragraphs and tables in their order, set on pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from finsam_audit.documents.labels import joined
from finsam_audit.documents.layout import Page
from finsam_audit.documents.typeset import SIZE, SetCell, Sheet
from finsam_audit.messages import InputError, Problem, message

MAX_CELLS = 200_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
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
    tabbed: list[list[SetCell]] = []
    for element in document.element.body.iterchildren():
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
                tabbed.append([SetCell(_text(element).strip(), 0, 1, *_style(element))])
                continue
            _set_tabbed(sheet, tabbed)
            _paragraph(sheet, element)
        elif element.tag == f"{_W}tbl":
            _set_tabbed(sheet, tabbed)
            rows = [(row, None) for row in _rows(element)]
            cells += sum(len(row) for row, _ in rows)
            if cells > MAX_CELLS:
                break
            sheet.table(rows)
            sheet.skip()
    _set_tabbed(sheet, tabbed)
    yield Page(number, sheet.width, sheet.base + 100, tuple(sheet.words))


def _breaks(paragraph: Any) -> bool:
    """Whether a page begins with a paragraph."""
    found = paragraph.iter(f"{_W}br", f"{_W}pageBreakBefore", f"{_W}lastRenderedPageBreak")
    return any(e.tag != f"{_W}br" or e.get(f"{_W}type") == "page" for e in found)


def _set_tabbed(sheet: Sheet, tabbed: list[list[SetCell]]) -> None:
    """Set the paragraphs with tabs that follow each other as one table."""
    if tabbed:
        sheet.table([(row, None) for row in tabbed])
        sheet.skip()
        tabbed.clear()


def _text(paragraph: Any) -> str:
    """The text of a paragraph, deleted text left out, breaks as line breaks and tabs as tabs."""
    parts = []
    for element in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        if element.tag == f"{_W}t":
            parts.append(element.text or "")
        elif element.tag == f"{_W}tab":
            if element.getparent().tag == f"{_W}r":
                parts.append("\t")
        elif element.tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif element.get(f"{_W}type") != "page":
            parts.append("\n")
    return "".join(parts)


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


def _on(run: Any, name: str) -> bool:
    found = run.find(f"{_W}rPr/{_W}{name}")
    return found is not None and found.get(f"{_W}val") not in ("0", "false", "none")


def _tabs(paragraph: Any) -> list[SetCell] | None:
    """The cells of a paragraph whose columns are made by tabs; None where it has none."""
    text = _text(paragraph)
    if "\t" not in text.strip("\n"):
        return None
    bold, italic, size = _style(paragraph)
    parts = [part.strip() for part in text.replace("\n", " ").split("\t")]
    return [SetCell(part, index, 1, bold, italic, size) for index, part in enumerate(parts) if part] or None


def _is_row(paragraph: Any, tabbed: list[list[SetCell]]) -> bool:
    """Whether a paragraph without tabs between rows with tabs is a heading of theirs."""
    text = _text(paragraph).strip()
    size = max(cell.size for row in tabbed for cell in row)
    own = paragraph.find(f"{_W}pPr/{_W}tabs") is not None
    return (own or len(text) < 60) and not text.endswith(".") and _style(paragraph)[2] <= 1.1 * size and own


def _paragraph(sheet: Sheet, paragraph: Any) -> None:
    text = _text(paragraph)
    if not text.strip():
        sheet.skip()
        return
    bold, italic, size = _style(paragraph)
    if _RUN_OF_SPACES.search(text.strip()) or text.startswith("   "):
        for line in text.split("\n"):
            sheet.spaced([(line.replace("\t", "    "), bold, size)])
        return
    for line in text.split("\n"):
        for part in _folded(line):
            sheet.line(part, size=size, bold=bold, italic=italic)
    sheet.skip(0.5)


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


def _rows(table: Any) -> Iterator[list[SetCell]]:
    """The rows of a Word table; a cell that goes on from the row above is left out."""
    for row in table.iterchildren(f"{_W}tr"):
        cells: list[SetCell] = []
        column = 0
        before = row.find(f"{_W}trPr/{_W}gridBefore")
        if before is not None:
            column = int(before.get(f"{_W}val") or 0)
        for cell in row.iterchildren(f"{_W}tc", f"{_W}sdt"):
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            wide = int(span.get(f"{_W}val") or 1) if span is not None else 1
            merged = cell.find(f"{_W}tcPr/{_W}vMerge")
            goes_on = merged is not None and merged.get(f"{_W}val") != "restart"
            paragraphs = list(cell.iter(f"{_W}p"))
            text = joined([t for p in paragraphs for line in _text(p).split("\n") if (t := line.replace("\t", " ").strip(" "))])
            if text and not goes_on:
                first = next(p for p in paragraphs if _text(p).strip())
                cells.append(SetCell(text, column, wide, *_style(first)))
            column += wide
        yield cells
