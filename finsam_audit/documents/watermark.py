"""What is stamped across a page in large letters: "UTKAST", "KOPIA". It is no part of what stands beneath."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from finsam_audit.documents.layout import Box, Page, Word

_LARGE = 2.5  # times as large as what is printed on the page
_STAMP = 4.0  # times as large: in capitals it is a stamp, also where it lies between others


def without_watermarks(page: Page) -> Page:
    """A page without words that are much larger than the others and lie across them, or as a stamp on a line with them."""
    if not page.words:
        return page
    usual = median(word.size for word in page.words)
    small = [word for word in page.words if word.size < _LARGE * usual]
    boxes = [word.box for word in small]
    kept = tuple(
        word
        for word in page.words
        if word.size < _LARGE * usual or not (_crosses(word, boxes) or (word.size > _STAMP * usual and _is_stamp(word, small)))
    )
    return page._replace(words=kept) if len(kept) < len(page.words) else page


def _is_stamp(word: Word, others: Sequence[Word]) -> bool:
    """Whether a word in capitals stands on the line of another."""
    return word.text.isupper() and len(word.text) > 3 and any(abs(word.base - other.base) < other.size for other in others)


def _crosses(word: Word, others: Sequence[Box]) -> bool:
    """Whether a word, from its base to the top of its capitals, lies across another."""
    box = word.box._replace(bottom=word.base)
    return any(
        other.left < box.right and box.left < other.right and other.top < box.bottom and box.top < other.bottom
        for other in others
    )
