"""What is stamped across a page in large letters: "UTKAST", "KOPIA". It is no part of what stands beneath."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from finsam_audit.documents.layout import Box, Page, Word

_LARGE = 2.5  # times as large as what is printed on the page


def without_watermarks(page: Page) -> Page:
    """A page without words that are much larger than the others and lie across them."""
    if not page.words:
        return page
    large = _LARGE * median(word.size for word in page.words)
    small = [word.box for word in page.words if word.size < large]
    kept = tuple(word for word in page.words if word.size < large or not _crosses(word, small))
    return page._replace(words=kept) if len(kept) < len(page.words) else page


def _crosses(word: Word, others: Sequence[Box]) -> bool:
    """Whether a word, from its base to the top of its capitals, lies across another."""
    box = word.box._replace(bottom=word.base)
    return any(
        other.left < box.right and box.left < other.right and other.top < box.bottom and box.top < other.bottom
        for other in others
    )
