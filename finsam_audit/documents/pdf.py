"""The words of a digital PDF, by the loose character boxes of its fonts."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from math import hypot, radians
from typing import Any, NamedTuple

from finsam_audit.documents.layout import Page, Watch, Word, unwatched
from finsam_audit.documents.letters import LOST
from finsam_audit.messages import InputError, Problem, message

MAX_PAGES = 1_000
_LARGE = 2.5  # times as large as the smallest letters of a line
MAX_CHARACTERS = 60_000  # on one page; a page of print has some five thousand

_HYPHENS = {0x02: "-", 0xFFFE: "-", 0xAD: "-"}
_BOLD = re.compile(r"bold|black|heavy|semibd|demi", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli", re.IGNORECASE)
_FIXED = re.compile(r"cour|mono|consol|typewriter", re.IGNORECASE)
_LEADER = re.compile(r"(?:[._·…] ?){3,}")
_UPRIGHT = radians(3)


class Style(NamedTuple):
    """What the characters of one text object share."""

    size: float
    bold: bool
    italic: bool
    base: float
    upright: bool
    font: str = ""


class Glyph(NamedTuple):
    """One character where it stands on the page as it is read."""

    text: str
    left: float
    right: float
    style: Style


def read_pdf(path: str, watch: Watch = unwatched) -> Iterator[Page]:
    """The pages of a PDF. Raises ``InputError`` where it is no PDF, is locked, or is larger than we read."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        key = "document.locked" if "password" in str(error).lower() else "document.broken"
        raise InputError([Problem(path, 0, 0, message(key))]) from None
    if len(document) > MAX_PAGES:
        raise InputError([Problem(path, 0, 0, message("document.pages", found=len(document), limit=MAX_PAGES))])
    for index in range(len(document)):
        try:
            page = document[index]
            width, height = page.get_size()
            words = tuple(_words(_glyphs(page)))
        except pypdfium2.PdfiumError:
            width, height, words = 0.0, 0.0, ()
        watch(index + 1, len(document))
        yield Page(index + 1, width, height, words)


def _glyphs(page: Any) -> Iterator[Glyph]:
    """The upright characters of a page in the file's own order; a printed space is a glyph, an invented one is not."""
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    raw, turned, edges = text.raw, page.get_rotation(), page.get_bbox()
    left, bottom, right, top = edges
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    to_box, address = ctypes.byref(box), ctypes.c_void_p.from_buffer
    get_unicode, get_object = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetTextObject
    get_box, generated = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_IsGenerated
    last: int | None = None
    style: Style | None = None
    for index in range(min(text.count_chars(), MAX_CHARACTERS)):
        code = get_unicode(raw, index)
        if code in (10, 13, 32) and generated(raw, index):
            continue
        found = address(get_object(raw, index)).value
        if found is None and code not in _HYPHENS and generated(raw, index):
            continue
        get_box(raw, index, to_box)
        if found != last or style is None:
            last = found
            pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
            style = _style(raw, index, _turn(x.value, y.value, turned, *edges)[1], turned)
        if not style.upright or box.right < left or box.left > right or box.top < bottom or box.bottom > top:
            continue
        start, end = box.left - left, box.right - left
        if turned:
            one, other = (_turn(*corner, turned, *edges)[0] for corner in ((box.left, box.bottom), (box.right, box.top)))
            start, end = min(one, other), max(one, other)
        yield Glyph(_HYPHENS.get(code) or chr(code), start, end, style)


def _turn(x: float, y: float, turned: int, left: float, bottom: float, right: float, top: float) -> tuple[float, float]:
    """A place in the file's own coordinates as one on the page that is read, from its upper left corner."""
    if turned == 90:
        return y - bottom, x - left
    if turned == 180:
        return right - x, y - bottom
    if turned == 270:
        return top - y, right - x
    return x - left, top - y


def _style(text: Any, index: int, base: float, turned: int) -> Style:
    import pypdfium2.raw as pdfium

    name, flags, matrix = ctypes.create_string_buffer(128), ctypes.c_int(), pdfium.FS_MATRIX()
    pdfium.FPDFText_GetFontInfo(text, index, name, 128, flags)
    font = name.value.decode("utf-8", "replace")
    scale = hypot(matrix.c, matrix.d) if pdfium.FPDFText_GetMatrix(text, index, matrix) else 1.0
    size = pdfium.FPDFText_GetFontSize(text, index) * (scale or 1.0)
    angle = (pdfium.FPDFText_GetCharAngle(text, index) + radians(turned)) % radians(360)  # both are clockwise
    upright = min(angle, radians(360) - angle) < _UPRIGHT
    heavy = bool(_BOLD.search(font))  # the weight that a font states of itself is wrong too often
    return Style(max(size, 1.0), heavy, bool(_ITALIC.search(font)), base, upright, font)


def _words(glyphs: Iterator[Glyph]) -> Iterator[Word]:
    """Glyphs on one base line and close to each other are a word."""
    lines: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        lines.setdefault(round(glyph.style.base), []).append(glyph)
    keys = sorted(lines)
    for key, after in zip(keys, [*keys[1:], 1 << 30], strict=False):
        if after - key == 1 and lines[after]:  # the two halves of a line that falls between two points
            one, other = lines[key][0].style, lines[after][0].style
            if abs(one.base - other.base) < 0.1 * one.size:
                lines[after] = lines[key] + lines[after]
                continue
        row = sorted(lines[key], key=lambda glyph: glyph.left)
        sizes = {glyph.style.size for glyph in row}
        large = _LARGE * min(sizes, default=0.0)
        if max(sizes, default=0.0) > large:  # a word stamped across the page
            yield from _split([glyph for glyph in row if glyph.style.size > large])
            row = [glyph for glyph in row if glyph.style.size <= large]
        yield from _split(row)


def _split(row: list[Glyph]) -> Iterator[Word]:
    row = _without_leaders(row)
    beside = zip([None, *row], row, [*row[1:], None], strict=False)
    glyphs = [_told(glyph, before, after) if glyph.text == " " else glyph for before, glyph, after in beside]
    start = 0
    for index, glyph in enumerate(glyphs):
        before = glyphs[index - 1] if index > start else None
        apart = before is not None and glyph.left - before.right > 0.12 * min(glyph.style.size, before.style.size)
        if apart or glyph.text.isspace():
            if index > start:
                yield _word(glyphs[start:index])
            start = index + 1 if glyph.text.isspace() else index
    if start < len(glyphs):
        yield _word(glyphs[start:])


def _without_leaders(row: list[Glyph]) -> list[Glyph]:
    """The glyphs of a line in which the dots that lead to an amount are spaces, however close they come to it."""
    text = "".join(glyph.text[:1] or " " for glyph in row)
    dots = {index for run in _LEADER.finditer(text) for index in range(*run.span())}
    return [glyph._replace(text="\t") if index in dots else glyph for index, glyph in enumerate(row)]


def _told(glyph: Glyph, before: Glyph | None, after: Glyph | None) -> Glyph:
    """A space; one as wide as a letter, up against letters, is a letter that the font's table does not tell."""
    wide = glyph.right - glyph.left > 0.4 * glyph.style.size
    if not wide or after is None or not after.text.isalpha() or _FIXED.search(glyph.style.font):
        return glyph
    first = before is None or glyph.left - before.right > 0.5 * glyph.style.size
    return glyph._replace(text=LOST) if first or (before is not None and before.text.isalpha()) else glyph


def _word(glyphs: list[Glyph]) -> Word:
    first = glyphs[0]
    text = "".join(glyph.text for glyph in glyphs)
    right = max(glyph.right for glyph in glyphs)
    style = first.style
    return Word(text, first.left, right, style.base, style.size, style.bold, style.italic, font=style.font)
