"""Running text set in columns beside each other: what stands on one line there is no row of a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from finsam_audit.documents.layout import Line, Piece

_WORDS = 3  # words of a line of text at least
_FEWEST = 3  # lines of text beside text
_TRIED = 8  # lines, of which two or more begin in each column, and one with many words
_NEXT = 1.9  # times the size of the type: no two lines of a column of text are farther apart
_GAP = 1.6  # times the size of the type: between two words of a justified line
_NEAR = 3.0  # points that what stands flush may be off


def without_text_columns(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page without those of running text in two columns or more."""
    kept: list[Line] = []
    at = 0
    while at < len(lines):
        end = _end(lines, at)
        if end == at:
            kept.append(lines[at])
        at = max(end, at + 1)
    return kept


def _end(lines: Sequence[Line], start: int) -> int:
    """The line after the last one of text columns that begin at ``start``; that itself where none do."""
    tried = lines[start : start + _TRIED]
    begun = Counter(round(piece.left) for line in tried for piece in line.pieces if piece.kind == "text")
    starts = sorted({round(left) for line in tried for left in _starts(line) if begun[round(left)] > 1})
    end, text, wordy = start, 0, 0
    while end < len(lines) and (end == start or lines[end].base - lines[end - 1].base < _NEXT * lines[end].size):
        if len(starts) < 2 or not _keeps_to(lines[end], starts):
            break
        text += len(_starts(lines[end])) > 1
        wordy += sum(map(_words, lines[end].pieces)) > _WORDS
        end += 1
    return end if text >= _FEWEST and 2 * wordy >= end - start else start


def _starts(line: Line) -> list[float]:
    """Where the pieces of a line begin that are running text."""
    return [piece.left for piece in line.pieces if _is_text(piece)]


def _is_text(piece: Piece) -> bool:
    return piece.kind == "text" and _words(piece) >= _WORDS


def _words(piece: Piece) -> int:
    return sum(word.text[0].isalpha() for word in piece.words)


def _keeps_to(line: Line, starts: Sequence[float]) -> bool:
    """Whether each piece of a line begins where a column does or goes on close by, and ends before the next column."""
    for before, piece in zip([None, *line.pieces], line.pieces, strict=False):
        begins = any(abs(piece.left - start) < _NEAR for start in starts)
        near = before is not None and piece.left - before.right < _GAP * piece.size
        if not (begins or near) or any(piece.left + _NEAR < start < piece.right for start in starts):
            return False
    return True
