"""Marks on a copy of a PDF: where the figures stand, however the page is turned, and the same bytes each time."""

from __future__ import annotations

import io
from math import cos, dist, radians, sin
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from finsam_audit.documents.annotate import Note, Tick, annotated
from finsam_audit.documents.layout import Box
from finsam_audit.documents.pdf import read_pdf
from finsam_audit.messages import InputError

TEXT = "Kassa (och) bank är 5 kr för lite, ”inte” 7."


def _pdf(path: Path, turned: int = 0, signed: bool = False) -> str:
    canvas = Canvas(str(path), pagesize=(500, 700), invariant=1)
    canvas.translate(200, 300)
    canvas.rotate(turned)  # upright as the page is shown
    canvas.drawString(0, 0, "1095791")
    canvas.showPage()
    canvas.save()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj.Rotate = turned
        pdf.pages[0].mediabox = [10, 20, 500, 700]
        if signed:
            field = pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name("/Sig"), V=pikepdf.Dictionary()))
            pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[field], SigFlags=3)
        pdf.save(path)
    return str(path)


def _annotations(data: bytes) -> list[Any]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        annotations = pdf.pages[0].Annots
        return [{k: [*map(float, v)] if k == "/Rect" else str(v) for k, v in one.items()} for one in annotations]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_mark_stands_before_its_figure_however_the_page_is_turned(turned: int, tmp_path: Path) -> None:
    path = _pdf(tmp_path / "x.pdf", turned)
    (word,) = next(iter(read_pdf(path))).words
    (mark,) = _annotations(annotated(path, [], [Note(1, 1, word.box, "error", TEXT)], "")[0])
    left, bottom, right, top = (float(edge) for edge in mark["/Rect"])
    along, up = (cos(radians(turned)), sin(radians(turned))), (-sin(radians(turned)), cos(radians(turned)))
    wanted = [start - 7.5 * one + 3.5 * other for start, one, other in zip((200, 300), along, up, strict=True)]
    assert dist(wanted, ((left + right) / 2, (bottom + top) / 2)) < 3


def test_ticks_and_notes_are_annotations_over_an_untouched_page(tmp_path: Path) -> None:
    path = _pdf(tmp_path / "x.pdf")
    data, signed = annotated(path, [Tick(1, Box(100, 90, 140, 100))], [Note(1, 1, None, "note", TEXT)], "Kopia")
    tick, note = _annotations(data)
    assert (tick["/Subtype"], note["/Subtype"], str(note["/Contents"]), signed) == ("/Ink", "/Text", TEXT, False)
    assert "/AP" in tick
    assert "/AP" in note
    with pikepdf.open(path) as before, pikepdf.open(io.BytesIO(data)) as after:
        assert before.pages[0].Contents.read_bytes() == after.pages[0].Contents.read_bytes()


def test_the_same_marks_give_the_same_bytes(tmp_path: Path) -> None:
    path = _pdf(tmp_path / "x.pdf")
    notes = [Note(number, 1, Box(100, 90, 140, 100), "warning", TEXT) for number in (1, 12)]
    assert annotated(path, [], notes, "Kopia") == annotated(path, [], notes, "Kopia")


def test_a_signed_file_gives_a_working_copy_that_says_so(tmp_path: Path) -> None:
    data, signed = annotated(_pdf(tmp_path / "x.pdf", signed=True), [], [], "Arbetskopia för (oss)")
    (banner,) = _annotations(data)
    assert (signed, str(banner["/Contents"])) == (True, "Arbetskopia för (oss)")


def test_what_is_no_pdf_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 torn")
    with pytest.raises(InputError):
        annotated(str(tmp_path / "x.pdf"), [], [], "")
