"""Heads that a page break parted from their table: they go with it to the next page."""

from __future__ import annotations

from collections.abc import Sequence

from finsam_audit.documents.body import has_figures, is_prose
from finsam_audit.documents.heads import looks_like_head
from finsam_audit.documents.layout import Line, Page

_FAR = 4.5  # times the size of the type: nothing that belongs to a table is farther away
_MOST = 8  # lines of a head with its title and the headings below it
_ABOVE = 1.5  # times the size of the type: where heads are set over the first line of the next page


def with_heads_moved(pages: Sequence[tuple[Page, Sequence[Line]]]) -> list[list[Line]]:
    """The lines of each page, heads without rows at its foot moved to the top of the next page."""
    moved: list[list[Line]] = []
    carried: list[Line] = []
    for number, (page, lines) in enumerate(pages):
        own = [*_over(carried, lines), *lines]
        start = _dangling(own, page.width)
        goes = number + 1 < len(pages) and start < len(own) and _begins_with_rows(pages[number + 1][1], own[start:])
        carried = own[start:] if goes else []
        moved.append(own[:start] if goes else own)
    return moved


def _over(carried: Sequence[Line], lines: Sequence[Line]) -> list[Line]:
    """Lines from the page before as if they stood right over the first of ``lines``."""
    if not carried:
        return []
    by = lines[0].base - _ABOVE * lines[0].size - carried[-1].base
    return [_lowered(line, by) for line in carried]


def _lowered(line: Line, by: float) -> Line:
    pieces = tuple(
        piece._replace(words=tuple(word._replace(base=word.base + by) for word in piece.words)) for piece in line.pieces
    )
    return line._replace(base=line.base + by, pieces=pieces)


def _dangling(lines: Sequence[Line], width: float) -> int:
    """Where the heads begin that end a page, with what stands over them; the number of lines where none do."""
    first = len(lines)
    while first and len(lines) - first < _MOST and not has_figures(lines[first - 1]) and not is_prose(lines[first - 1], width):
        if first < len(lines) and lines[first].base - lines[first - 1].base > _FAR * lines[first].size:
            break
        first -= 1
    return first if any(looks_like_head(line) and len(line.pieces) > 1 for line in lines[first:]) else len(lines)


def _begins_with_rows(lines: Sequence[Line], above: Sequence[Line]) -> bool:
    """Whether a page begins with rows that have no head of their own, or only its last line: the rest is ``above``."""
    told = {line.text for line in above}
    for at, line in enumerate(lines[:_MOST]):
        if has_figures(line):
            return True
        if looks_like_head(line) and (at or line.text in told):
            return False
    return False
