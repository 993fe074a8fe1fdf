"""Which figures a reader means: a line of the data file, a line of the source, a row, a column, or an id."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from finsam_audit.accounts.words.folding import fold
from finsam_audit.messages import Message, message
from finsam_audit.page.bounds import PLACE_DIGITS
from finsam_audit.page.model import Figure, Report

_NUMBER = rf"(\d{{1,{PLACE_DIGITS}}})"
_PAGE = re.compile(rf"(?:sidan?|page|s\.)\s*{_NUMBER}", re.IGNORECASE | re.ASCII)
_LINE = re.compile(rf"(?:@|rad(?:en)?\s+|line\s+){_NUMBER}", re.IGNORECASE | re.ASCII)


class Named(NamedTuple):
    """The figures that a name stands for; where it stands for none or for several rows, the names that would do.

    ``place`` is the page or line of the source that it names.
    """

    figures: tuple[Figure, ...] = ()
    ambiguous: bool = False
    candidates: tuple[str, ...] = ()
    place: Message | None = None


def named(report: Report, text: str) -> Named:
    """``:244`` (a line of the data file), ``@490`` (of the source), ``table/row/column`` or a part of it, or an id.

    Of a document ``sida 5``, ``rad 490`` and ``@5`` are its page or line.
    A bare ``244`` is the data file's where that has figures there, else the source's: what the first screen shows.
    Labels may hold a ``/`` themselves, so whole names are compared, never pieces of them.
    """
    figures = list(report.figures())
    wanted = text.strip()
    if report.reading is not None and (placed := _at_place(figures, wanted)) is not None:
        return placed
    number = wanted.lstrip(":@")
    if _is_line(number) and wanted in (number, f":{number}", f"@{number}"):
        typed = tuple(f for f in figures if f.place.line == int(number))
        printed = tuple(f for f in figures if f.place.source_line == int(number))
        where = {"@": printed, ":": typed}.get(wanted[0], typed or printed)
        return _found(where, figures, wanted.lstrip(":"))
    exact = tuple(figure for figure in figures if figure.id == wanted)
    if exact:
        return Named(exact)
    key = fold(wanted)
    found = tuple(figure for figure in figures if any(fold(name) == key for name in _names(figure)))
    if len({(f.table, f.path, f.row, f.place.line) for f in found}) > 1:
        whole = any(key in (fold(figure.row), fold(_row_name(figure))) for figure in found)
        rows = {figure.place.line: _row_name(figure) if whole else full_name(figure) for figure in found}
        names = list(rows.values())
        candidates = (f"{line} ({name})" if names.count(name) > 1 else name for line, name in rows.items())
        return Named(ambiguous=True, candidates=tuple(candidates))
    return _found(found, figures, wanted)


def _at_place(figures: list[Figure], wanted: str) -> Named | None:
    """The figures of a document on a page, or on a line of it, as the first screen tells where to look; None for a name."""
    page, line = _PAGE.fullmatch(wanted), _LINE.fullmatch(wanted)
    if line is not None and wanted[0] == "@" and not any(figure.place.source_line for figure in figures):
        page, line = line, None
    if page is not None:
        return Named(tuple(f for f in figures if f.place.page == int(page[1])), place=message("place.page", page=page[1]))
    if line is not None:
        lined = tuple(f for f in figures if f.place.source_line == int(line[1]))
        return Named(lined, place=message("place.line", line=line[1]))
    return None


def _is_line(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= PLACE_DIGITS


def full_name(figure: Figure) -> str:
    """Table, headings, row and column, as ``named`` understands them."""
    return "/".join(part for part in (figure.table, *figure.path, figure.row, figure.column) if part)


def _row_name(figure: Figure) -> str:
    return "/".join(part for part in (figure.table, *figure.path, figure.row) if part)


def _names(figure: Figure) -> Iterator[str]:
    for parts in (
        (figure.row,),
        (figure.table, figure.row),
        (figure.row, figure.column),
        (figure.table, figure.row, figure.column),
        (*figure.path, figure.row),
        (figure.table, *figure.path, figure.row),
        (figure.table, *figure.path, figure.row, figure.column),
    ):
        yield "/".join(parts)


def _found(found: tuple[Figure, ...], figures: list[Figure], wanted: str) -> Named:
    if found:
        return Named(found)
    if _is_line(wanted.lstrip("@")):
        source = wanted.startswith("@")
        lines = {(f.place.source_line if source else f.place.line) or 0: full_name(f) for f in reversed(figures)}
        number = int(wanted.lstrip("@"))
        near = sorted((line for line in lines if line), key=lambda line: (abs(line - number), line))[:3]
        return Named(candidates=tuple(f"{'@' if source else ''}{line} ({lines[line]})" for line in near))
    from difflib import get_close_matches

    names = {fold(name): name for figure in reversed(figures) for name in reversed(list(_names(figure)))}
    return Named(candidates=tuple(names[key] for key in get_close_matches(fold(wanted), names, 3, 0.5)))
