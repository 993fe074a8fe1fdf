"""The pictures of the Swedish guide are of what the page says today. ``make pictures`` takes them anew."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bench import document_pictures
from bench.pictures import FOLDER, PICTURES, SAMPLE, Picture, page, says
from finsam_audit.controls.rules import RuleBook

GUIDE = (FOLDER.parent / "anvandarguide.md").read_text(encoding="utf-8")
NAMES = sorted([*(one.name for one in PICTURES), *document_pictures.NAMES])
MOST = 120_000  # bytes of a picture


@pytest.fixture(scope="module")
def text(book: RuleBook) -> str:
    return page(book)


@pytest.mark.parametrize("picture", PICTURES, ids=lambda one: one.name)
def test_a_picture_shows_what_the_page_says(picture: Picture, text: str) -> None:
    told = json.loads((FOLDER / "texter.json").read_text(encoding="utf-8"))
    assert told[picture.name] == says(picture, text)


def test_the_pictures_of_a_document_show_what_is_made_of_it_today(book: RuleBook, tmp_path: Path) -> None:
    told = json.loads((FOLDER / "texter.json").read_text(encoding="utf-8"))
    found = document_pictures.told(document_pictures.material(SAMPLE, tmp_path, book))
    assert {name: told[name] for name in found} == found


def test_the_guide_shows_every_picture_once_and_no_other_with_words_for_who_does_not_see_it() -> None:
    shown = re.findall(r"!\[([^\]]{20,})\]\(bilder/(\w+)\.webp\)", GUIDE)
    assert sorted(name for _, name in shown) == NAMES
    assert sorted(path.stem for path in FOLDER.glob("*.webp")) == NAMES
    assert all(0 < path.stat().st_size < MOST for path in FOLDER.glob("*.webp"))
