"""Columns that print has put on other pages than their labels, as a workbook wider than its paper is printed.

Such pages hold amounts and no labels, and come after all the pages of labels, one for each of them, row for row. A page of
amounts is laid beside its page of labels, and what stood on both is read as one wide page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import inf

from finsam_audit.documents.columns import is_note
from finsam_audit.documents.layout import Line, Page, Piece, PrintedRow, PrintedTable, Word
from finsam_audit.documents.naming import kind_of

_NEAR = 0.6  # points that base lines of one row may be off
_FEWEST = 2  # rows of the first page of amounts
_MOST_ALONE = 0.2  # of its rows may stand beside no label: totals without one

_Laid = tuple[Page, Sequence[Line]]


def side_by_side(pages: Sequence[_Laid]) -> list[_Laid]:
    """The pages, each with those beside it that hold the rest of its columns."""
    whole: list[_Laid] = []
    at = 0
    while at < len(pages):
        end = at
        while end < len(pages) and _is_bare(pages[end][1], _FEWEST if end == at else 1):
            end += 1
        count = _pages_down(whole, pages[at:end])
        for index in range(at, end) if count else ():
            place = len(whole) - count + (index - at) % count
            whole[place] = _beside(whole[place], pages[index])
        if not count:
            whole += pages[at : max(end, at + 1)]
        at = max(end, at + 1)
    return whole


def on_their_page(table: PrintedTable, widths: Mapping[int, float]) -> PrintedTable:
    """A table without the places of figures that stand on another page than their row; ``widths`` are those of the pages."""
    if all(row.page not in widths or edge <= widths[row.page] for row in table.rows for edge in table.edges[-1:]):
        return table
    return table._replace(rows=tuple(_placed(row, widths.get(row.page, inf)) for row in table.rows))


def _placed(row: PrintedRow, width: float) -> PrintedRow:
    cells = tuple(
        cell and (cell if cell.box is None or cell.box.left < width else cell._replace(box=None)) for cell in row.cells
    )
    return row._replace(cells=cells)


def _pages_down(labelled: Sequence[_Laid], bare: Sequence[_Laid]) -> int:
    """How many pages of labels a run of pages of amounts goes with, so that all rows meet; 0 where not one number is so."""
    counts = [n for n in range(1, min(len(labelled), len(bare)) + 1) if len(bare) % n == 0]
    fits = [
        n
        for n in counts
        if all(_meets(labelled[len(labelled) - n + i % n][1], lines, i < n) for i, (_, lines) in enumerate(bare))
    ]
    return fits[0] if len(fits) == 1 else 0


def _meets(labelled: Sequence[Line], bare: Sequence[Line], first: bool) -> bool:
    """Whether rows of amounts stand beside labels, all but totals, and beside most of them where they are the ``first``."""
    labels = [line.base for line in labelled if _is_label(line.pieces[0])]
    rows = [line.base for line in bare if _figures(line)]
    alone = sum(not any(abs(base - label) < _NEAR for label in labels) for base in rows)
    met = sum(any(abs(base - label) < _NEAR for base in rows) for label in labels)
    return alone <= _MOST_ALONE * len(rows) and (not first or 2 * met >= len(labels))


def _is_bare(lines: Sequence[Line], fewest: int) -> bool:
    """Whether a page has rows of amounts, the ``fewest`` at least, not one label beside them, and no more than heads above."""
    rows = [line for line in lines if _figures(line)]
    if len(rows) < fewest or 2 * len(rows) < len(lines) or any(line.source_line is not None for line in rows):
        return False
    named = any(kind_of(piece.text) for line in lines for piece in line.pieces)
    return not named and not any(_is_label(piece) for line in rows for piece in line.pieces)


def _is_label(piece: Piece) -> bool:
    return piece.kind == "text" and sum(sign.isalpha() for sign in piece.text) > 2 and not is_note(piece.text)


def _figures(line: Line) -> list[Piece]:
    return [piece for piece in line.pieces if piece.kind in ("amount", "dash")]


def _beside(left: _Laid, right: _Laid) -> _Laid:
    """Two pages as one, as wide as both."""
    page, lines = left
    other, more = right
    return page._replace(width=page.width + other.width), list(_zipped(lines, [_moved(line, page) for line in more]))


def _zipped(lines: Sequence[Line], more: Sequence[Line]) -> Iterator[Line]:
    """Lines of two pages from the top, those on one base as one."""
    rest = list(more)
    for line in lines:
        while rest and rest[0].base < line.base - _NEAR:
            yield rest.pop(0)
        if rest and abs(rest[0].base - line.base) < _NEAR:
            line = line._replace(pieces=(*line.pieces, *_own(rest.pop(0), line)))
        yield line
    yield from rest


def _own(line: Line, left: Line) -> tuple[Piece, ...]:
    """What a line has that is not the end of the text on the page ``left`` of it, printed once more where it runs over."""
    first, last = line.pieces[0].text, left.pieces[-1].text
    return line.pieces[last.endswith(first) and last != first and line.pieces[0].kind == "text" :]  # the same word is a head


def _moved(line: Line, page: Page) -> Line:
    """A line as it stands to the right of a page."""

    def moved(word: Word) -> Word:
        return word._replace(left=word.left + page.width, right=word.right + page.width)

    return Line(
        page.number,
        line.base,
        tuple(piece._replace(words=tuple(moved(word) for word in piece.words)) for piece in line.pieces),
    )
