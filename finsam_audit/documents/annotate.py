"""Ticks and numbered notes on a copy of a PDF, as annotations that any reader opens; the pages beneath are untouched.

The same marks on the same file give the same bytes. A signature does not cover the copy, which then says so.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, NamedTuple

from finsam_audit.documents.layout import Box
from finsam_audit.messages import InputError, Problem, message

AUTHOR = "finsam-audit"
_GREEN, _COLOURS = (0.1, 0.55, 0.25), {"error": (0.8, 0.1, 0.1), "warning": (0.85, 0.45, 0.0), "note": (0.2, 0.35, 0.75)}
_TICK, _BADGE, _BANNER = 9.0, 13.0, 18.0
_PRINTED = 4  # an annotation that is printed too
_DEEPEST = 60  # nodes over a page


class Tick(NamedTuple):
    """A figure that a control confirmed."""

    page: int
    box: Box


class Note(NamedTuple):
    """A finding: its number, severity and words. Without a box it stands at the edge of its page."""

    number: int
    page: int
    box: Box | None
    severity: str
    text: str


class _Sheet(NamedTuple):
    """A page of the file: its edges in its own coordinates, and how it is turned when it is shown."""

    left: float
    bottom: float
    right: float
    top: float
    turned: int

    def rectangle(self, box: Box) -> list[float]:
        """A part of the page as it is shown, in the file's own coordinates."""
        corners = [self._point(box.left, box.top), self._point(box.right, box.bottom)]
        xs, ys = zip(*corners, strict=True)
        return [round(edge, 2) for edge in (min(xs), min(ys), max(xs), max(ys))]

    def _point(self, x: float, y: float) -> tuple[float, float]:
        return {
            90: (self.left + y, self.bottom + x),
            180: (self.right - x, self.bottom + y),
            270: (self.right - y, self.top - x),
        }.get(self.turned, (self.left + x, self.top - y))

    @property
    def upright(self) -> list[int]:
        """The matrix that lets a drawing stand upright on the turned page."""
        return {90: [0, 1, -1, 0, 0, 0], 180: [-1, 0, 0, -1, 0, 0], 270: [0, -1, 1, 0, 0, 0]}.get(
            self.turned, [1, 0, 0, 1, 0, 0]
        )


def annotated(path: str, ticks: Sequence[Tick], notes: Sequence[Note], working_copy: str) -> tuple[bytes, bool]:
    """The marked copy, and whether the original is signed: then ``working_copy`` stands on its first page.

    Raises ``InputError`` where the file cannot be copied.
    """
    import pikepdf

    try:
        with pikepdf.open(path) as pdf:
            pages = list(pdf.pages)
            signed = _is_signed(pdf)
            if signed and pages:
                _banner(pdf, pages[0], working_copy)
            for tick in ticks:
                if 0 < tick.page <= len(pages):
                    _tick(pdf, pages[tick.page - 1], tick)
            at_edge: dict[int, int] = {}
            for note in notes:
                page = min(max(note.page, 1), len(pages))
                row = at_edge.get(page, 0)
                at_edge[page] = row + (note.box is None)
                _note(pdf, pages[page - 1], note, row)
            written = io.BytesIO()
            pdf.save(written, deterministic_id=True, encryption=False)
    except pikepdf.PdfError:
        raise InputError([Problem(path, 0, 0, message("document.broken"))]) from None
    return written.getvalue(), signed


def _is_signed(pdf: Any) -> bool:
    """Whether a form of the file holds a signature."""
    form = pdf.Root.get("/AcroForm")
    if form is None:
        return False
    if int(form.get("/SigFlags", 0)) & 1:
        return True
    return any(field.get("/FT") == "/Sig" and "/V" in field for field in form.get("/Fields", []))


def _sheet(page: Any) -> _Sheet:
    crop, media = ([float(edge) for edge in box] for box in (page.cropbox, page.mediabox))
    left, bottom = max(crop[0], media[0]), max(crop[1], media[1])
    right, top = min(crop[2], media[2]), min(crop[3], media[3])
    node, turned = page.obj, 0
    for _ in range(_DEEPEST):
        if "/Rotate" in node or "/Parent" not in node:
            turned = int(node.get("/Rotate", 0)) % 360
            break
        node = node["/Parent"]
    return _Sheet(left, bottom, right, top, turned)


def _tick(pdf: Any, page: Any, tick: Tick) -> None:
    sheet, box = _sheet(page), tick.box
    place = Box(box.right + 1, box.top, box.right + 1 + _TICK, box.top + _TICK)
    drawn = f"{_paint(_GREEN, 'RG')} 1.4 w 1 J 1 j 1 4 m 3.5 1.2 l 8 8 l S"
    points = [sheet._point(place.left + x, place.top + _TICK - y) for x, y in ((1, 4), (3.5, 1.2), (8, 8))]
    strokes = [[round(edge, 2) for point in points for edge in point]]
    _add(pdf, page, sheet, place, drawn, "/Ink", _GREEN, InkList=strokes)


def _note(pdf: Any, page: Any, note: Note, row: int) -> None:
    sheet, colour, number = _sheet(page), _COLOURS[note.severity], str(note.number)
    wide = _BADGE + 4 * (len(number) - 1)
    if note.box is None:
        left, top = 4.0, 24.0 + row * (_BADGE + 2)
    else:
        left, top = max(note.box.left - wide - 1, 0.0), note.box.top - 1
    size = 8
    drawn = (
        f"{_paint(colour, 'rg')} 0 0 {wide} {_BADGE} re f 1 1 1 rg BT /F {size} Tf "
        f"{wide / 2 - len(number) * size * 0.278:.2f} {_BADGE / 2 - size * 0.36:.2f} Td ({number}) Tj ET"
    )
    _add(pdf, page, sheet, Box(left, top, left + wide, top + _BADGE), drawn, "/Text", colour, note.text, Name="/Comment")


def _banner(pdf: Any, page: Any, text: str) -> None:
    """The words that the copy is a working copy, over the top of the first page."""
    sheet, colour = _sheet(page), _COLOURS["error"]
    told = text.encode("cp1252", "replace").decode("latin-1").replace("\\", "").replace("(", "").replace(")", "")
    drawn = f"{_paint(colour, 'rg')} BT /F 9 Tf 4 5 Td ({told}) Tj ET"
    _add(pdf, page, sheet, Box(4, 2, 4 + 5.2 * len(text), 2 + _BANNER), drawn, "/Stamp", colour, text)


def _paint(colour: tuple[float, ...], operator: str) -> str:
    return " ".join(f"{part:g}" for part in colour) + f" {operator}"


def _add(
    pdf: Any,
    page: Any,
    sheet: _Sheet,
    place: Box,
    drawn: str,
    kind: str,
    colour: tuple[float, ...],
    text: str = "",
    **more: Any,
) -> None:
    """Add an annotation with its own drawing, so that every reader shows the same."""
    import pikepdf

    form = pikepdf.Stream(pdf, drawn.encode("latin-1"))
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica-Bold", "/Encoding": "/WinAnsiEncoding"}
    named = {key: pikepdf.Name(value) for key, value in font.items()}
    form.Type, form.Subtype = pikepdf.Name("/XObject"), pikepdf.Name("/Form")
    form.BBox = [0, 0, round(place.right - place.left, 2), round(place.bottom - place.top, 2)]
    form.Matrix = sheet.upright
    form.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pikepdf.Dictionary(named)))
    names = {f"/{key}": pikepdf.Name(value) if isinstance(value, str) else pikepdf.Array(value) for key, value in more.items()}
    annotation = pikepdf.Dictionary(
        {
            "/Type": pikepdf.Name("/Annot"),
            "/Subtype": pikepdf.Name(kind),
            "/Rect": pikepdf.Array(sheet.rectangle(place)),
            "/F": _PRINTED,
            "/C": pikepdf.Array(colour),
            "/T": pikepdf.String(AUTHOR),
            "/AP": pikepdf.Dictionary(N=pdf.make_indirect(form)),
            **({"/Contents": pikepdf.String(text)} if text else {}),
            **names,
        }
    )
    if "/Annots" not in page.obj:
        page.obj.Annots = pikepdf.Array()
    page.obj.Annots.append(pdf.make_indirect(annotation))
