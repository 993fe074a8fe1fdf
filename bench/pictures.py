"""Takes the pictures of the Swedish guide: parts of the page of a real report, and what is made of a document.

``make pictures`` takes them. What each of them says is kept beside it as a text, so that a test without a browser tells when a
picture is no longer true.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import NamedTuple

from bench import document_pictures
from bench.document_pictures import material
from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.check import check
from finsam_audit.page.reader import read_report
from finsam_audit.render.html.page import as_html
from finsam_audit.rulebook.load import load_rules, samples_directory
from tests.browser import browser, chromium

FOLDER = Path(__file__).parent.parent / "docs" / "sv" / "bilder"
SAMPLE = Path(samples_directory()) / "degerfors-karlskoga-2025.yaml"
WIDTH = 860


class Picture(NamedTuple):
    """A part of the page: from the start of one text of it to the end of another, and where these stand in the browser."""

    name: str
    part: str
    first: str
    last: str


_TABLE = "[...document.querySelectorAll('#figures h3')].find((one) => one.innerText.startsWith('Balansräkning'))"
PICTURES = (
    Picture("forsta", r"<header>.*?</ol>", "document.querySelector('header')", "document.querySelector('#matters ol')"),
    Picture("sak", r'<article id="m4".*?</article>', "document.getElementById('m4')", "document.getElementById('m4')"),
    Picture("tabell", r'<h3 lang="sv">Balansräkning.*?</table>', _TABLE, f"{_TABLE}.nextElementSibling"),
    Picture("korthet", r'<div class="drawn">.*?</div>', "document.querySelector('.drawn')", "document.querySelector('.drawn')"),
)


def page(book: RuleBook) -> str:
    """The page that the pictures are of, at an hour that does not matter."""
    report = read_report(SAMPLE)._replace(file=SAMPLE.name)
    return as_html(check(report, book), book, "sv", datetime(2026, 1, 31), len(book.rules))


def says(picture: Picture, text: str) -> str:
    """What a picture of a page says."""
    found = re.search(picture.part, text, re.DOTALL)
    assert found is not None, picture.name
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found[0])).split())


def take(program: str, book: RuleBook) -> None:
    """Take the pictures, and write what they say."""
    FOLDER.mkdir(exist_ok=True)
    text = page(book)
    told = {picture.name: says(picture, text) for picture in PICTURES}
    taken: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as folder, browser(program, Path(folder)) as tab:
        (Path(folder) / "page.html").write_text(text, encoding="utf-8")
        tab.open(Path(folder) / "page.html", WIDTH)
        for picture in PICTURES:
            above, below = f"{picture.first}.getBoundingClientRect()", f"{picture.last}.getBoundingClientRect()"
            top, end = tab.run(f"{above}.top + scrollY - 8"), tab.run(f"{below}.bottom + scrollY")
            taken[picture.name] = tab.clip(0, top, WIDTH, end - top)
        made = material(SAMPLE, Path(folder), book)
        taken |= document_pictures.take(made, tab, WIDTH)
        told |= document_pictures.told(made)
    for name, drawn in taken.items():
        (FOLDER / f"{name}.webp").write_bytes(drawn)
    (FOLDER / "texter.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    found = chromium()
    if found is None or shutil.which(document_pictures.OFFICE) is None:
        sys.exit("no Chromium or no LibreOffice: the pictures were not taken")
    take(found, load_rules())
