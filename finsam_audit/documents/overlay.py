"""One page of HTML that shows how a document was read: each page with its rows, columns and figures boxed.

Beside each page stand its figures: a cut of the page, and what was read there. Everything that comes from the document
is escaped; nothing is fetched and nothing runs.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from html import escape

from finsam_audit.documents.datafile import unique
from finsam_audit.documents.layout import Box, Extract, Page, PrintedCell, PrintedRow, PrintedTable
from finsam_audit.messages import Message, message
from finsam_audit.page.printed import Number, Unreadable, read_cell
from finsam_audit.page.units import find_unit

Speak = Callable[[Message], str]
_MOST_WORDS = 20_000  # of a page without a picture
_STYLE = """
body{font:15px/1.45 system-ui,sans-serif;margin:0 auto;max-width:1700px;padding:1rem;color:#222;background:#f4f4f2}
h1{font-size:1.4rem}h2{font-size:1rem;margin:0 0 .5rem}h3{font-size:.95rem;margin:1rem 0 .2rem}
.page{display:flex;flex-wrap:wrap;gap:1rem;margin:1.5rem 0;align-items:flex-start}
.sheet{flex:1 1 560px;background:#fff;box-shadow:0 1px 4px #0004;max-width:900px}
.sheet svg{display:block;width:100%;height:auto}.sheet h2{padding:.3rem .5rem}
.read{flex:1 1 480px;overflow-x:auto}table{border-collapse:collapse;background:#fff}
th,td{padding:.15rem .5rem;border:1px solid #ddd;vertical-align:top;text-align:right;white-space:nowrap}
th:first-child,td:first-child{text-align:left;white-space:normal}td svg{display:block;height:1.15em;margin-left:auto}
.col{fill:#2a6fdb;fill-opacity:.06}.row{fill:none;stroke:#2a6fdb;stroke-opacity:.25;stroke-width:.4}
.cell{fill:#2a9d4a;fill-opacity:.1;stroke:#2a9d4a;stroke-width:.6}
.doubt{fill:#f2a900;fill-opacity:.3;stroke:#c25e00;stroke-width:1.2}
td.doubted{background:#fff3d0}.why{color:#8a4a00;font-size:.85em}
.value{font-variant-numeric:tabular-nums;white-space:nowrap}
.heading td{font-weight:600}mark{padding:0 .3em}.ok{background:#d5efdb}.no{background:#fbe0a6}
"""
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def overlay(extract: Extract, pages: Sequence[Page], pictures: Iterable[bytes | None], speak: Speak) -> Iterator[str]:
    """The parts of the HTML page, to be written one after the other; a picture is held only while it is written."""
    cells = [cell for table in extract.tables for row in table.rows for cell in row.cells if cell is not None]
    title = escape(speak(message("overlay.title", file=extract.name)))
    yield f'<!doctype html>\n<html><head><meta charset="utf-8"><title>{title}</title>\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
    yield f"<style>{_STYLE}</style></head><body>\n<h1>{title}</h1>\n"
    counted = message("overlay.counted", figures=len(cells), doubted=sum(is_doubted(cell) for cell in cells))
    yield f"<p>{escape(speak(counted))}</p>\n"
    yield f'<p><mark class="ok">{escape(speak(message("overlay.sure")))}</mark> '
    yield f'<mark class="no">{escape(speak(message("overlay.doubted")))}</mark></p>\n'
    told = (*extract.facts.assumed, *extract.unread)
    if told:
        yield "<ul>" + "".join(f"<li>{escape(speak(one))}</li>" for one in told) + "</ul>\n"
    for page, picture in zip(pages, pictures, strict=False):
        yield from _page(page, picture, extract.tables, speak)
    yield "</body></html>\n"


def _page(page: Page, picture: bytes | None, tables: Sequence[PrintedTable], speak: Speak) -> Iterator[str]:
    shown = [(table, rows) for table in tables if (rows := rows_on(table, page))]
    href = None if picture is None else f"data:image/png;base64,{b64encode(picture).decode('ascii')}"
    yield f'<section class="page"><div class="sheet"><h2>{escape(speak(message("overlay.page", page=page.number)))}</h2>\n'
    yield from sheet(page, href, tables)
    yield '</div>\n<div class="read">'
    for table, rows in shown:
        yield from _table(table, rows, page if picture is not None else None, speak)
    yield "</div></section>\n"


def rows_on(table: PrintedTable, page: Page) -> list[PrintedRow]:
    """The rows of a table that stand on a page."""
    return [row for row in table.rows if row.page == page.number]


def sheet(page: Page, href: str | None, tables: Iterable[PrintedTable]) -> Iterator[str]:
    """The drawing of a page with everything that was read on it boxed; ``href`` is its picture, without one its words."""
    yield f'<svg viewBox="0 0 {page.width:.1f} {page.height:.1f}" role="img">'
    if href is not None:
        size = f'width="{page.width:.1f}" height="{page.height:.1f}"'
        yield f'<image id="p{page.number}" {size} preserveAspectRatio="none" href="{escape(href)}"/>'
    else:
        for word in page.words[:_MOST_WORDS]:
            weight = ' font-weight="bold"' if word.bold else ""
            at = f'x="{word.left:.1f}" y="{word.base:.1f}" font-size="{word.size:.1f}"'
            yield f'<text {at}{weight} textLength="{word.right - word.left:.1f}">{escape(word.text)}</text>'
    for table in tables:
        yield from _boxes(table, rows_on(table, page))
    yield "</svg>"


def _boxes(table: PrintedTable, rows: Sequence[PrintedRow]) -> Iterator[str]:
    """The columns, rows and figures of a table as rectangles on its page."""
    for column in range(len(table.heads)):
        boxes = [cell.box for row in rows for cell in row.cells[column : column + 1] if cell is not None and cell.box]
        if boxes:
            yield _rectangle("col", _around(boxes), 3)
    for row in rows:
        boxes = [cell.box for cell in row.cells if cell is not None and cell.box]
        if boxes:
            around = _around(boxes)
            yield _rectangle("row", around._replace(left=min(row.left, around.left)), 2)
        for cell in row.cells:
            if cell is not None and cell.box:
                yield _rectangle("doubt" if is_doubted(cell) else "cell", cell.box, 1)


def _around(boxes: Sequence[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def _rectangle(kind: str, box: Box, room: float) -> str:
    width, height = box.right - box.left + 2 * room, box.bottom - box.top
    return f'<rect class="{kind}" x="{box.left - room:.1f}" y="{box.top:.1f}" width="{width:.1f}" height="{height:.1f}"/>'


def _table(table: PrintedTable, rows: Sequence[PrintedRow], page: Page | None, speak: Speak) -> Iterator[str]:
    """The figures of a table on one page, each as printed and as read."""
    name = table.title or speak(message("overlay.no-title"))
    unit = f" ({table.unit})" if table.unit and not name.endswith(f"({table.unit})") else ""
    yield f"<h3>{escape(name + unit)}</h3>\n<table><tr><th></th>"
    yield "".join(f'<th colspan="2">{escape(head)}</th>' for head in unique(table.heads)) + "</tr>\n"
    for row in rows:
        note = f" <small>(not {escape(row.note)})</small>" if row.note else ""
        if not row.cells:
            yield f'<tr class="heading"><td colspan="{1 + 2 * len(table.heads)}">{escape(row.label)}{note}</td></tr>\n'
            continue
        yield f"<tr><td>{escape(row.label)}{note}</td>"
        for cell in row.cells:
            yield _cell(cell, table.unit, page, speak)
        yield "</tr>\n"
    yield "</table>\n"


def _cell(cell: PrintedCell | None, unit: str, page: Page | None, speak: Speak) -> str:
    if cell is None:
        return "<td></td><td></td>"
    mark = ' class="doubted"' if is_doubted(cell) else ""
    why = f'<div class="why">{escape(speak(message(cell.why)))}</div>' if cell.why else ""
    return (
        f'<td{mark}>{_printed(cell, page)}</td><td{mark}><span class="value">{escape(_read(cell.text, unit))}</span>{why}</td>'
    )


def _printed(cell: PrintedCell, page: Page | None) -> str:
    """The figure as the page shows it: a cut of its picture, or its characters."""
    if page is None or cell.box is None:
        return escape(cell.seen or cell.text)
    return cut(cell.box, page.number, cell.seen or cell.text)


def cut(box: Box, page: int, label: str) -> str:
    """A piece of the picture of a page that ``sheet`` has drawn in the same document."""
    width, height = max(box.right - box.left + 4, 1), max(box.bottom - box.top + 2, 1)
    view = f"{box.left - 2:.1f} {box.top - 1:.1f} {width:.1f} {height:.1f}"
    return f'<svg viewBox="{view}" role="img" aria-label="{escape(label)}"><use href="#p{page}"/></svg>'


def _read(text: str, unit: str) -> str:
    """What was read in a cell: its value with its unit, a dash for a blank, a question mark where nothing was."""
    try:
        cell = read_cell(text, find_unit(unit or "kr"))
    except Unreadable:
        return "?"
    numbers = [_number(number) for number in (cell.number, cell.companion) if number is not None]
    return ", ".join(numbers) or "–"


def _number(number: Number) -> str:
    told = f"{Decimal(number.value):,f}".replace(",", "\u00a0").replace(".", ",").replace("-", "−")
    return f"{told}\u00a0{number.unit.name}" if number.unit is not None else told


def is_doubted(cell: PrintedCell) -> bool:
    """Whether it is not sure that a figure was read as it is printed."""
    return bool(cell.seen or cell.others or cell.why) or _read(cell.text, "kr") == "?"
