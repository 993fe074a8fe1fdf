"""The page that shows how a document was read: everything boxed, everything escaped, nothing fetched."""

from __future__ import annotations

import re
import struct
import zlib
from html.parser import HTMLParser
from itertools import repeat
from pathlib import Path

from finsam_audit.documents.layout import Box, Extract, Facts, Page, PrintedCell, PrintedRow, PrintedTable, Word
from finsam_audit.documents.overlay import overlay
from finsam_audit.documents.picture import pictures
from finsam_audit.documents.reading import laid_out, read_pages
from tests.documents.drawn_pages import drawn_pdf

EVIL = "<script>alert('x')</script>&\"'"
TAGS = {
    "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "mark", "section", "div", "svg", "rect", "text",
    "ul", "li", "table", "tr", "th", "td", "span", "small",
}  # fmt: skip
BOX = Box(100, 50, 160, 60)
FACTS = Facts("Förbundet", "2025")


def _page(row: PrintedRow, title: str = "Balansräkning") -> str:
    table = PrintedTable(title, ("2025", "2024")[: len(row.cells)], (row,), 1, "kr")
    page = Page(1, 600, 800, (Word(EVIL, 10, 60, 60),))
    return "".join(overlay(Extract(EVIL, FACTS, (table,)), [page], repeat(None), lambda told: f"{told.key} {told.args}"))


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def _tags(text: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Tags()
    parser.feed(text)
    return parser.seen


def test_what_the_document_says_never_becomes_markup() -> None:
    text = _page(PrintedRow(EVIL, (PrintedCell(EVIL, BOX), PrintedCell("1", BOX, seen=EVIL)), note=EVIL), title=EVIL)
    assert "<script" not in text
    assert {tag for tag, _ in _tags(text)} <= TAGS
    assert not [name for _, attributes in _tags(text) for name in attributes if name.startswith("on")]


def test_nothing_is_fetched() -> None:
    links = re.findall(r"(?:href|src)=\"([^\"]{0,8})|url\(", _page(PrintedRow("Kassa", (PrintedCell("1 000", BOX),))))
    assert all(link.startswith(("data:", "#")) for link in links)


def test_a_doubted_figure_is_marked_and_says_why() -> None:
    sure = _page(PrintedRow("Kassa", (PrintedCell("1 000", BOX),)))
    doubted = _page(PrintedRow("Kassa", (PrintedCell("1 000", BOX, why="doubt.head"),)))
    assert (sure.count('class="cell"'), sure.count('class="doubt"')) == (1, 0)
    assert (doubted.count('class="cell"'), doubted.count('class="doubt"')) == (0, 1)
    assert "doubt.head" in doubted


def test_the_value_stands_beside_the_print() -> None:
    text = _page(PrintedRow("Kassa", (PrintedCell("1 000-", BOX), PrintedCell("12,5 %", BOX))))
    assert re.findall(r'<span class="value">([^<]*)', text) == ["−1\u00a0000", "12,5\u00a0%"]
    assert ">1 000-</td>" in text


def test_every_figure_of_a_pdf_is_boxed_on_a_picture_of_its_page(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(drawn_pdf(3)[0])
    pages = laid_out(str(path))
    found = read_pages(str(path), pages)
    tags = _tags("".join(overlay(found, pages, pictures(str(path)), lambda told: told.key)))
    cells = [cell for table in found.tables for row in table.rows for cell in row.cells if cell is not None]
    boxed = [attributes for tag, attributes in tags if tag == "rect" and attributes["class"] in ("cell", "doubt")]
    assert len(boxed) == len(cells) > 20
    assert sum(tag == "image" for tag, _ in tags) == len(pages)
    assert {str(attributes["href"]) for tag, attributes in tags if tag == "use"} <= {f"#p{page.number}" for page in pages}


def test_a_picture_is_a_png_of_grey_pixels(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(drawn_pdf(3)[0])
    picture = next(iter(pictures(str(path))))
    assert picture is not None
    width, height, depth, colour = struct.unpack(">IIBB", picture[16:26])
    (length,) = struct.unpack(">I", picture[33:37])
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert (depth, colour) == (8, 0)
    assert len(zlib.decompress(picture[41 : 41 + length])) == height * (width + 1)
