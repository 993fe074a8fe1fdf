"""Pages that lay askew when they were scanned: how far, and their words turned upright."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from finsam_audit.documents.layout import Page, Word

Corner = Sequence[float]

_WIDE = 4.0  # times as wide as high: the slope of a shorter line is as unsure as its edges
_FEWEST = 5  # wide lines that tell how a page lies
_STEEP = 0.06  # three degrees and a half: no page is laid in worse, and what slopes more is no line


def slope_of(lines: Iterable[Sequence[Corner]]) -> float:
    """How much lines sink from left to right: the middle one of the wide ones; 0 where too few are wide.

    A line is given by its corners: top left, top right, bottom right, bottom left.
    """
    slopes = []
    for left_top, right_top, right_bottom, left_bottom in lines:
        width, height = right_top[0] - left_top[0], left_bottom[1] - left_top[1]
        if height > 0 and width > _WIDE * height:
            slopes.append((right_top[1] + right_bottom[1] - left_top[1] - left_bottom[1]) / 2 / width)
    level = sorted(slope for slope in slopes if abs(slope) < _STEEP)
    return level[len(level) // 2] if len(level) >= _FEWEST else 0.0


def upright(words: Iterable[Word], slope: float, page: Page) -> tuple[Word, ...]:
    """The words of a page whose lines sink by a slope, turned about its middle until they are level."""
    turned = []
    for word in words:
        across = slope * (word.base - page.height / 2)
        down = slope * ((word.left + word.right) / 2 - page.width / 2)
        turned.append(word._replace(left=word.left + across, right=word.right + across, base=word.base - down))
    return tuple(turned)
