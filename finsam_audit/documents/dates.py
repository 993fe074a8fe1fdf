"""Dates that a narrow head broke over its lines, or that its cell's edge cut, made whole: "2025-12-" over "31"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from finsam_audit.documents.amounts import is_dash, plain
from finsam_audit.documents.layout import Line, Piece, Word
from finsam_audit.documents.lines import piece

_BEGUN = re.compile(r"(?:.* )?-?(?:19|20)\d\d-(?P<month>\d\d-)?")
_REST = {True: re.compile(r"[0-3]\d"), False: re.compile(r"[01]\d-[0-3]\d")}
_DAY = re.compile(r"[0-3]?\d")
_MONTH = re.compile(
    r"(?:jan|feb|mars?|apr|maj|juni?|juli?|aug|sept?|okt|nov|dec)(?:uari|ruari|il|usti|ember|tember|ober)?\.?(?: \d{4})?"
)
_DATE = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_OVER = re.compile(r"(?:19|20)\d\d-\d\d-\d{0,2}\d{0,4}-\d\d-\d\d")  # a date whose end or beginning the next one covers
_CUT = re.compile(r"(?:(?:19|20)\d\d-\d\d-\d{0,2}|\d{0,4}-\d\d-\d\d)")
_DAY_LAST = re.compile(r"\d\d\W\d\d$")
_PART = re.compile(r"(?:[^-]|(?<!-)-(?!-))+")  # between two dashes beside each other
_Period = tuple[Word, Word]


def with_whole_dates(lines: Sequence[Line]) -> list[Line]:
    """The lines with the rest of each broken date moved up to its beginning."""
    whole = [line._replace(pieces=tuple(part for p in line.pieces for part in _begun(p))) for line in map(_uncovered, lines)]
    for at, line in enumerate(whole):
        for below in range(at + 1, min(at + 3, len(whole))):  # another head may stand on a line between
            if any(_rest(p) for p in whole[at].pieces) and whole[below].base - line.base < 2 * line.size:
                whole[at], rest = _joined(whole[at], whole[below])
                whole[below] = whole[below]._replace(pieces=rest)
    threes = zip(whole, whole[1:], whole[2:], strict=False)
    loose = {id(p) for above, line, below in threes for p in line.pieces if _joins(p, above, below)}
    whole = [line._replace(pieces=tuple(p for p in line.pieces if id(p) not in loose)) for line in whole]
    return [line for line in whole if line.pieces]


def _uncovered(line: Line) -> Line:
    """A line, where periods that lie over each other stand apart: "2025-01-01 – 2025-12-31024-01-01 – 2024-12-31"."""
    told = [(p, list(_periods(p))) for p in line.pieces]
    pairs = [pair for _, own in told for pair in own]
    laid_over = any(_OVER.search(plain(word.text)) for p, own in told if own for word in p.words)
    if not laid_over and all(_DATE.fullmatch(date.text) for pair in pairs for date in pair):
        return line
    return line._replace(pieces=tuple(part for p, own in told for part in ([_whole(pair, pairs) for pair in own] or [p])))


def _whole(pair: _Period, pairs: Sequence[_Period]) -> Piece:
    """A period as a piece, its dates made whole where the others tell how."""
    begin, end = (_made_whole(pair[at], pair[1 - at], pairs, at) for at in (0, 1))
    return piece([begin, begin._replace(text="–", left=begin.right, right=end.left), end])


def _periods(whole: Piece) -> Iterator[_Period]:
    """The periods that a piece is, and nothing else, of dates that may be cut."""
    if _DAY_LAST.search(whole.text) is None:
        return
    dates = [part for word in whole.words if not is_dash(word.text) for part in _dates(word)]
    if len(dates) % 2 == 0 and all(_CUT.fullmatch(date.text) for date in dates):
        yield from zip(dates[::2], dates[1::2], strict=True)


def _dates(word: Word) -> Iterator[Word]:
    """A word parted at the dash between its dates, and where one is cut and the next one covers it."""
    text = plain(word.text)
    step = (word.right - word.left) / max(len(text), 1)
    for part in _PART.finditer(text):
        left, right = (word.left + step * at for at in part.span())
        yield from _halves(word._replace(text=part[0], left=left, right=right))


def _halves(word: Word) -> tuple[Word, ...]:
    """Two dates as both of them, where one is cut by the other."""
    ways = {way: sum(_DATE.fullmatch(date) is not None for date in way) for way in _ways(word.text)}
    best = [way for way, whole in ways.items() if whole == max(ways.values()) > 0]
    if not _OVER.fullmatch(word.text) or len(best) != 1:
        return (word,)
    ((first, last),) = best
    edge = word.left + (word.right - word.left) * len(first) / len(word.text)
    return word._replace(text=first, right=edge), word._replace(text=last, left=edge)


def _ways(text: str) -> set[tuple[str, str]]:
    """How a text may be two dates: either is whole, or both, the last sign of one standing after the first of the other."""
    ways = {(text[:at], text[at:]) for at in (10, len(text) - 10)}
    return ways | {(text[:9] + text[10], text[9] + text[11:])} if len(text) == 20 else ways


def _made_whole(word: Word, other: Word, pairs: Sequence[_Period], at: int) -> Word:
    """A cut date with the year of the ``other`` end of its period and the day of the other periods, if it shows no else."""
    days = {pair[at].text[-6:] for pair in pairs if _DATE.fullmatch(pair[at].text)}
    likely = other.text[:4] + "".join(days)
    fits = len(days) == 1 and (likely.startswith(word.text) or likely.endswith(word.text))
    return word._replace(text=likely) if fits else word


def _joins(dash: Piece, above: Line, below: Line) -> bool:
    """Whether a dash stands by itself between the two dates of a period."""
    ends = [any(p.kind == "period" and _is_under(dash, p) for p in line.pieces) for line in (above, below)]
    return dash.kind == "dash" and all(ends) and below.base - above.base < 3 * dash.size


def _begun(whole: Piece) -> Iterator[Piece]:
    """A piece of a head, parted after each date that is broken: nothing follows on its line; so are months."""
    start = 0
    months = all(_MONTH.fullmatch(word.text) for word in whole.words)
    for at, word in enumerate(whole.words, 1):
        if months or at == len(whole.words) or _BEGUN.fullmatch(plain(word.text)):
            yield piece(list(whole.words[start:at])) if at - start < len(whole.words) else whole
            start = at


def _rest(begun: Piece) -> re.Pattern[str] | None:
    """What must stand below a piece that is a part of a date; None where it is none."""
    found = _BEGUN.fullmatch(plain(begun.text))
    if found is not None:
        return _REST[bool(found["month"])]
    return _MONTH if _DAY.fullmatch(begun.text) else None


def _joined(line: Line, below: Line) -> tuple[Line, tuple[Piece, ...]]:
    """A line with its dates made whole by pieces of the next one, and the pieces that are left of that."""
    left = list(below.pieces)
    pieces = []
    for begun in line.pieces:
        rest = _rest(begun)
        part = next((p for p in left if rest and rest.fullmatch(plain(p.text)) and _is_under(p, begun)), None)
        if part is None:
            pieces.append(begun)
            continue
        left.remove(part)
        if rest is _MONTH:
            day = (word._replace(base=part.words[0].base) for word in begun.words)
            left = sorted([*left, piece([*day, *part.words])], key=lambda p: p.left)  # beside what else is said of the columns
            continue
        last, end = begun.words[-1], part.words[-1]
        word = last._replace(text=last.text + "".join(w.text for w in part.words), right=max(last.right, end.right))
        pieces.append(piece([*begun.words[:-1], word]))
    return line._replace(pieces=tuple(pieces)), tuple(left)


def _is_under(piece: Piece, upper: Piece) -> bool:
    return piece.left < upper.right and upper.left < piece.right
