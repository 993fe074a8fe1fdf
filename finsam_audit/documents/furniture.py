"""What a page carries besides its text: running heads and feet, page numbers, lists of contents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from finsam_audit.documents.layout import Line, Page
from finsam_audit.documents.naming import kind_of

_PAGE_NUMBER = re.compile(r"(?:sid(?:a|an|nr)?\.? ?)?\d{1,3}(?: ?(?:\(\d{1,3}\)|/ ?\d{1,3}|av \d{1,3}))?", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:sid(?:a|an|nr)?\.? ?\d{1,3}.*|\d{1,3} ?\(\d{1,3}\)|\d{1,3} ?(?:/|av) ?\d{1,3})", re.IGNORECASE)
_ORGANISATION = re.compile(r"(?:org(?:anisations)?\.?[- ]?(?:nr|nummer)\.?:? ?)?\d{6}[-–]\d{4}", re.IGNORECASE)
_HEAD = re.compile(r"\b(?:19|20)\d\d\b|^\d{1,2}/\d{1,2}$")
_EDGE = 0.1  # of the height of a page
_CLOSE = 1.3  # times the size of the type: lines of one label
_CONTENTS = re.compile(r"innehåll(?:sförteckning)?:?(?: sid(?:a|or|an)?)?", re.IGNORECASE)
_PAGE = re.compile(r"(?:s(?:id(?:a|an)?)?\.? ?)?(?P<page>\d{1,3})")


def without_furniture(pages: Sequence[tuple[Page, Sequence[Line]]]) -> tuple[list[list[Line]], list[Line]]:
    """The lines of each page without its furniture, and the furniture."""
    seen: Counter[str] = Counter()
    for page, lines in pages:
        seen.update({_masked(line) for line in lines if _at_edge(line, page)})
    kept: list[list[Line]] = []
    taken: list[Line] = []
    for page, lines in pages:
        own: list[Line] = []
        for at, line in enumerate(lines):
            edge = _at_edge(line, page) and _is_furniture(line, seen)
            (taken if edge and not _goes_on(line, lines[at + 1 : at + 3], seen) else own).append(line)
        kept.append(own)
    return kept, taken


def _at_edge(line: Line, page: Page) -> bool:
    return line.base < _EDGE * page.height or line.base > (1 - _EDGE) * page.height


def _masked(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text).lower()


def _goes_on(line: Line, below: Sequence[Line], seen: Counter[str]) -> bool:
    """Whether a line begins a label, as may be at the edge of several pages: close above its rest, which stands there once."""
    return (
        len(line.pieces) == 1
        and line.pieces[0].kind == "text"
        and any(
            after.base - line.base < _CLOSE * line.size and abs(after.left - line.left) < 1 and seen[_masked(after)] < 2
            for after in below
        )
    )


def _is_furniture(line: Line, seen: Counter[str]) -> bool:
    text = line.text
    if kind_of(text) or sum(_HEAD.search(p.text) is not None for p in line.pieces) > 1:
        return False  # the head of a table
    if _PAGE_NUMBER.fullmatch(text) or _ORGANISATION.fullmatch(text):
        return True
    last = line.pieces[-1].text
    if len(line.pieces) > 1 and (_NUMBERED.fullmatch(last) or _NUMBERED.fullmatch(line.pieces[0].text)):
        return True
    if len(line.pieces) > 1 and all(p.kind == "amount" for p in line.pieces):
        return False  # a row whose label stands on another page
    if len(line.pieces) > 1 and len({p.text for p in line.pieces}) == 1:
        return False  # the first line of the heads of columns
    return seen[_masked(line)] > 1 and not any(p.kind == "amount" and len(p.text) > 4 for p in line.pieces)


def without_contents(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page without its list of contents, whose page numbers are no figures."""
    start = next((at for at, line in enumerate(lines) if _CONTENTS.fullmatch(line.text)), None)
    if start is None:
        return list(lines)
    end, last = start + 1, 0
    for at, line in enumerate(lines[start + 1 :], start + 1):
        page = _PAGE.fullmatch(line.pieces[-1].text) if len(line.pieces) > 1 else None
        if page is not None and int(page["page"]) >= last and sum(p.kind == "amount" for p in line.pieces[1:]) == 1:
            end, last = at + 1, int(page["page"])
        elif any(p.kind in ("amount", "dash") for p in line.pieces):
            break
    return [*lines[:start], *lines[end:]]
