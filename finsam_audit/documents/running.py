"""Running text set in columns beside each other, or beside a table: what stands on one line there is no row of a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from finsam_audit.documents.columns import is_note
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
    while end > start and not _is_set_as(lines[end - 1], lines[start:end]):
        end -= 1  # the title and the heads of a table below
    return end if text >= _FEWEST and 2 * wordy >= end - start else start


def _is_set_as(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a line is set in the size and weight of most of the text it stands below, and is no head of columns."""
    usual, _ = Counter((one.size, one.bold) for one in lines).most_common(1)[0]
    return (line.size, line.bold) == usual and not all(piece.kind == "period" for piece in line.pieces)


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


def without_text_beside(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page without running text that stands beside a table which has labels of its own."""
    taken = {id(piece) for run in _runs(lines) if _is_beside_rows(run, lines) for piece in run}
    left = (line._replace(pieces=tuple(piece for piece in line.pieces if id(piece) not in taken)) for line in lines)
    return [line for line in left if line.pieces] if taken else list(lines)


def _runs(lines: Sequence[Line]) -> Iterator[list[Piece]]:
    """Lines of text that stand flush below each other, most of them with many words."""
    runs: list[list[Piece]] = []
    for piece in (piece for line in lines for piece in line.pieces if piece.kind == "text" and not piece.bold):
        run = next((run for run in runs[::-1] if _goes_below(piece, run[-1])), None)
        if run is not None:
            run.append(piece)
        elif len(piece.words) > 1:
            runs.append([piece])
    return (run for run in runs if len(run) >= _FEWEST and sum(len(piece.words) for piece in run) >= _WORDS * len(run))


def _goes_below(piece: Piece, above: Piece) -> bool:
    down = _base(piece) - _base(above)
    return abs(piece.left - above.left) < 1 and piece.size == above.size and 0 < down < _NEXT * piece.size


def _base(piece: Piece) -> float:
    return piece.words[0].base


def _is_beside_rows(run: Sequence[Piece], lines: Sequence[Line]) -> bool:
    """Whether all else that is as high on the page as a column of text stands to one side of it and is rows with labels.

    What stands on the lines of the rows, and is no sentence, is a column of their table.
    """
    size, left, right = run[0].size, run[0].left, max(piece.right for piece in run)
    own = {id(piece) for piece in run}
    inside = [line for line in lines if _base(run[0]) - size < line.base < _base(run[-1]) + size]
    others = [rest for line in inside if (rest := [p for p in line.pieces if id(p) not in own])]
    figures = [rest for rest in others if any(p.kind in ("amount", "dash") for p in rest)]
    begun = [next((p for p in rest if not is_note(p.text)), rest[0]) for rest in figures]
    labelled = sum(p.kind == "text" and not is_note(p.text) and _words(p) > 0 for p in begun)
    if not labelled or 2 * labelled < len(figures):
        return False
    bases = {_base(p) for rest in figures for p in rest}
    loose = sum(not any(abs(_base(piece) - base) < 1 for base in bases) for piece in run)
    if 2 * loose <= len(run) and not run[-1].text.endswith("."):
        return False
    pieces = [piece for rest in others for piece in rest]
    after, before = all(p.left > right + size for p in pieces), all(p.right < left - size for p in pieces)
    return after or (before and 2 * loose > len(run))
