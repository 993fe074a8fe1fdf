"""A page that lay askew when it was scanned is turned upright."""

from __future__ import annotations

import pytest

from finsam_audit.documents.layout import Page, Word
from finsam_audit.documents.lines import lines_of
from finsam_audit.documents.skew import slope_of, upright

PAGE = Page(1, 600, 800, ())


def line(left: float, top: float, width: float, slope: float, height: float = 10.0) -> list[tuple[float, float]]:
    fall = slope * width
    return [(left, top), (left + width, top + fall), (left + width, top + fall + height), (left, top + height)]


@pytest.mark.parametrize("slope", [0.0, 0.02, -0.035])
def test_a_page_slopes_as_its_wide_lines_do(slope: float) -> None:
    wide = [line(50, 40 * at, 200 + at, slope) for at in range(9)]
    assert slope_of([*wide, line(50, 500, 20, 0.3), line(50, 520, 300, 0.4)]) == pytest.approx(slope)


def test_few_lines_tell_nothing() -> None:
    assert slope_of([line(50, 40, 200, 0.02)] * 3) == 0.0


@pytest.mark.parametrize("slope", [0.02, -0.035])
def test_the_words_of_a_sloping_row_are_one_row_again(slope: float) -> None:
    words = [
        Word(text, left, left + 30, 100 + 14 * row + slope * left)
        for row in range(4)
        for left, text in ((50.0, "Lokaler"), (350.0, "120"), (540.0, "96"))
    ]
    askew = lines_of(PAGE._replace(words=tuple(words)))
    level = lines_of(PAGE._replace(words=upright(words, slope, PAGE)))
    assert [line.text for line in level] == ["Lokaler 120 96"] * 4 != [line.text for line in askew]
