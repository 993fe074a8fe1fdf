"""The words of a scanned page: the page as a picture, and text recognition on it, all on this machine."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from typing import Any

from finsam_audit.documents import spelling
from finsam_audit.documents.amounts import is_amount
from finsam_audit.documents.layout import RECOGNISED, Page, Watch, Word, unwatched
from finsam_audit.documents.letters import respelled
from finsam_audit.documents.skew import slope_of, upright

MAX_SIDE = 2_200  # pixels of a rendered page: a larger one is rendered smaller, for recognition works at 2 000 itself
_NARROWEST = 32  # pixels: in a narrower strip stands no line, and recognition would blow it up
_SCALE = 2.5  # pixels a point: 180 dots an inch
_GROUPS = re.compile(r"[-–−]?\d+(?: \d{3})+|[-–−] ?\d{1,3}(?: \d{3})*")  # one number, however its groups were seen
_RUN_ON = re.compile(r"(?<=[a-zåäö]{3})(?=[A-ZÅÄÖ][a-zåäö])")  # "franOrebro": a name ran together with the word before
_DIGITS = str.maketrans("OolIQSB", "0011058")


def can_recognise() -> bool:
    """Whether text recognition is installed (``pip install 'finsam-audit[ocr]'``)."""
    return find_spec("rapidocr_onnxruntime") is not None


def recognised(path: str, pages: Sequence[Page], watch: Watch = unwatched) -> Iterator[Page]:
    """The pages with the words that text recognition sees on those that have none."""
    import pypdfium2
    from rapidocr_onnxruntime import RapidOCR

    document, engine = pypdfium2.PdfDocument(path), RapidOCR()
    for done, page in enumerate(pages, 1):
        watch(done - 1, len(pages))
        if page.words:
            yield page
            continue
        scale = min(_SCALE, MAX_SIDE / max(page.width, page.height, 1.0))
        sheet = document[page.number - 1]
        picture = sheet.render(scale=scale).to_numpy()
        sheet.close()  # with the pictures on it, unpacked
        if min(picture.shape[:2]) < _NARROWEST or picture.min() == picture.max():  # no line has room, or nothing is on it
            yield page
            continue
        found, _ = engine(picture, use_cls=False)  # a page stands upright, so its lines do
        words = [word for line in found or () for word in _words(line, scale)]
        yield page._replace(words=upright(words, slope_of(line[0] for line in found or ()), page))


def _words(line: Any, scale: float) -> Iterator[Word]:
    """The words of one recognised line; a line is as wide as its letters are many."""
    corners, text = line[0], str(line[1]).strip()
    left, right = (float(corners[i][0]) / scale for i in (0, 1))
    top, bottom = (float(corners[i][1] + corners[i + 1][1]) / 2 / scale for i in (0, 2))
    each = (right - left) / max(len(text), 1)
    size, base = 0.8 * (bottom - top), bottom - 0.2 * (bottom - top)
    if _GROUPS.fullmatch(text):
        yield Word(text.replace(" ", ""), left, right, base, size, doubt=RECOGNISED)
        return
    at = 0
    for part in text.split(" "):
        start, end = left + at * each, left + (at + len(part)) * each
        at += len(part) + 1
        number = part.translate(_DIGITS)
        if number != part and is_amount(number) and any(sign.isdigit() for sign in part):
            yield Word(number, start, end, base, size, seen=part, doubt=RECOGNISED)
            continue
        told = spelling.respelled(respelled(_RUN_ON.sub(" ", part)))
        width = (end - start) / max(len(told), 1)
        for word in told.split(" "):
            if word:
                yield Word(word, start, start + (len(word) - 0.2) * width, base, size, doubt=RECOGNISED)
            start += (len(word) + 1) * width


def is_scanned(page: Page) -> bool:
    """Whether a page shows no text that can be read as such."""
    return not page.words
