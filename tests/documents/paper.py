"""Words on paper for tests: a line is written as it looks, one sign five points wide."""

from __future__ import annotations

from finsam_audit.documents.layout import Line, Page, Word
from finsam_audit.documents.lines import lines_of

STEP, SIZE, PITCH = 5.0, 10.0, 12.0


def page(text: str, bold: tuple[int, ...] = ()) -> Page:
    """A page on which every sign of ``text`` stands where it stands there. ``bold`` are the numbers of heavy lines.

    A single space is narrow as in print, so that only two or more part columns.
    """
    words = []
    for number, line in enumerate(text.strip("\n").split("\n")):
        at = 0
        for part in line.split(" "):
            if part:
                left = 50 + at * STEP
                words.append(Word(part, left, left + len(part) * STEP + 2.2, 50 + number * PITCH, SIZE, number in bold))
            at += len(part) + 1
    return Page(1, 600, 800, tuple(words))


def lines(text: str) -> tuple[Line, ...]:
    return lines_of(page(text))
