"""Words to lines of pieces: what stands on one base line, parted where the eye parts it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from finsam_audit.documents.amounts import goes_on, is_amount, is_dash, is_hidden, is_leader, is_period, is_unit, starts_amount
from finsam_audit.documents.columns import is_note_head
from finsam_audit.documents.layout import Line, Page, Piece, Word

# Gaps in parts of the size of the type. Between words of a sentence it is a quarter, more where lines are justified.
DIGITS = 0.5  # between the groups of three of one number
LABEL = 0.8  # between a label and a number
WORDS = 1.15  # between two words that belong together
NOTE = 0.4  # after the head of the numbers of notes
HEADS = 0.55  # between two heads, which stand close
_MARK = re.compile(r"[(]?(?:\d{1,2}|[a-e])[)]?(?:,\d)?|\*{1,3}")  # of a note at the foot of the page

_WHOLE = re.compile(r"\d{4}-\d\d-\d\d\W+\d{4}-\d\d-\d\d")  # a period with both its dates


def lines_of(page: Page) -> tuple[Line, ...]:
    """The lines of a page, from the top."""
    return tuple(Line(page.number, _base(row), tuple(_pieces(row))) for row in _beside(_rows(page.words)))


def levelled(line: Line) -> Line:
    """A line, each of its words set on the base of the largest."""
    base = _base([word for part in line.pieces for word in part.words])
    pieces = tuple(part._replace(words=tuple(word._replace(base=base) for word in part.words)) for part in line.pieces)
    return line._replace(base=base, pieces=pieces)


def _base(row: list[Word]) -> float:
    return max(row, key=lambda word: word.size).base


def _rows(words: tuple[Word, ...]) -> Iterator[list[Word]]:
    row: list[Word] = []
    for word in sorted((w for w in words if not is_leader(w.text)), key=lambda w: (w.base, w.left)):
        slack = 0.55 if word.doubt else 0.3  # recognised words do not stand quite on one line
        if row and word.base - row[0].base > slack * min(row[0].size, word.size):
            yield _ordered(row)
            row = []
        row.append(word)
        if is_mark(row[0].text) and row[0].size < 0.9 * word.size:
            row[:2] = row[1::-1]  # a raised mark is no measure of the line
    if row:
        yield _ordered(row)


def _beside(rows: Iterator[list[Word]]) -> Iterator[list[Word]]:
    """Rows of words, where a title and the smaller heads beside it are one although their base lines differ a little."""
    last: list[Word] = []
    for row in rows:
        largest = max(last[0].size, row[0].size) if last else 0.0
        if (
            last
            and _base(row) - _base(last) <= (0.5 if all(is_mark(word.text) for word in last) else 0.3) * largest
            and not any(one.left < other.right - 0.5 and other.left < one.right - 0.5 for one in last for other in row)
        ):
            last = _ordered(last + row)
            continue
        if last:
            yield last
        last = row
    if last:
        yield last


def _ordered(row: list[Word]) -> list[Word]:
    """The words from left to right, without raised marks of notes."""
    words = sorted(row, key=lambda word: word.left)
    if is_mark(words[0].text) and words[0].size < 0.85 * max(word.size for word in words):
        del words[0]  # it follows a label on the line below
    return [word for before, word in zip([None, *words], words, strict=False) if not _is_raised(word, before)]


def is_mark(text: str) -> bool:
    """Whether a text, where it is raised, is the mark of a note at the foot of the page."""
    return _MARK.fullmatch(text) is not None


def _is_raised(word: Word, before: Word | None) -> bool:
    """Whether a word is the raised mark of a note, close after a larger word."""
    if before is None or not is_mark(word.text) or word.left - before.right > 0.35 * before.size:
        return False
    return word.size < 0.9 * before.size and word.base < before.base - 0.15 * before.size


def _pieces(row: list[Word]) -> Iterator[Piece]:
    start = 0
    for index in range(1, len(row) + 1):
        if index == len(row) or _parted(row[start:index], row[index], row[index + 1 : index + 2]):
            yield piece(row[start:index])
            start = index


def _parted(before: list[Word], word: Word, after: list[Word]) -> bool:
    """Whether a new piece begins at ``word``."""
    last = before[-1]
    gap = (word.left - last.right) / max(last.size, word.size, 1.0)
    if gap >= WORDS:
        return True
    said = " ".join(w.text for w in before)
    if is_note_head(said):
        return gap >= NOTE
    if is_note_head(word.text) and is_period(last.text) and not after:
        return True  # the head of the notes, close up to the last year
    if _numeric(said):
        if said.endswith(")") and word.text.startswith("("):
            return True  # two amounts in brackets are never one
        if is_unit(word.text) or word.text.startswith("("):
            return gap >= LABEL
        if goes_on(said, word.text):
            return gap >= DIGITS
        if starts_amount(word.text) or is_dash(word.text):
            return gap >= HEADS or is_amount(said)
        return gap >= LABEL
    if is_period(said) and is_period(word.text):
        return gap >= HEADS or _WHOLE.fullmatch(said) is not None
    if starts_amount(word.text):
        return gap >= LABEL
    return gap >= WORDS


def _numeric(text: str) -> bool:
    return is_amount(text) or is_dash(text)


def piece(words: list[Word]) -> Piece:
    """The piece that some words make."""
    text = " ".join(word.text for word in words)
    if is_period(text):
        kind = "period"
    elif is_amount(text) or is_hidden(text):
        kind = "amount"
    elif is_dash(text):
        kind = "dash"
    else:
        kind = "text"
    return Piece(text, kind, tuple(words))
