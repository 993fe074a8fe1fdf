"""A page that is only a picture: its words stand where they are printed, and what is too narrow for a line has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from finsam_audit.documents.layout import Page
from finsam_audit.documents.scan import recognised

pytest.importorskip("rapidocr_onnxruntime")
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1240, 620  # the width of an A4 at 150 dots an inch
TYPED = {"Fordringar": (150, 300), "1425219": (700, 300), "Skulder": (150, 400), "3813758": (700, 400)}


@pytest.fixture
def scanned(tmp_path: Path) -> Path:
    """A page with two rows, each a label and an amount, without a letter that a program can read."""
    page = Image.new("RGB", (WIDTH, HEIGHT), "white")
    for text, at in TYPED.items():
        ImageDraw.Draw(page).text(at, text, "black", ImageFont.load_default(34))
    page.save(tmp_path / "scan.pdf", resolution=150)
    return tmp_path / "scan.pdf"


def test_words_of_a_picture_stand_where_they_are_printed(scanned: Path) -> None:
    (page,) = recognised(str(scanned), [Page(number=1, width=72 * WIDTH / 150, height=72 * HEIGHT / 150, words=())])
    assert {word.text for word in page.words} == set(TYPED)
    for word in page.words:
        left, top = (72 / 150 * at for at in TYPED[word.text])
        assert abs(word.left - left) < 6
        assert top < word.base < top + 72 / 150 * 50


@pytest.mark.parametrize(("width", "height"), [(WIDTH, HEIGHT), (4, 14_000), (14_000, 4)])
def test_a_page_with_nothing_on_it_or_no_wider_than_a_hair_has_no_words(tmp_path: Path, width: int, height: int) -> None:
    Image.new("RGB", (width, height), "white").save(tmp_path / "blank.pdf", resolution=72)
    (page,) = recognised(str(tmp_path / "blank.pdf"), [Page(number=1, width=width, height=height, words=())])
    assert page.words == ()
