"""The heads of columns: what stands over each, on one line or several, for one column or for some beside each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from typing import NamedTuple

from finsam_audit.documents.amounts import is_period, plain
from finsam_audit.documents.columns import Column, is_note_head
from finsam_audit.documents.headtext import tidy
from finsam_audit.documents.layout import Line, Piece, Word
from finsam_audit.documents.lines import piece

_APART = 0.45  # of the size of the type: heads stand closer than pieces of a row
_NOWHERE = -1
_IN_WORDS = re.compile(r"(?:\d{1,2}[ /]\w+\.?|jan\w*[-–]\w+) (?:19|20)\d\d")  # 31 december 2025, jan–dec 2025
_MONTH = re.compile(r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-zé]*\.?", re.IGNORECASE)
_DAY = re.compile(r"[0-3]?\d")
_SIDES = ("intäkt", "intäkter", "kostnad", "kostnader", "netto", "inkomst", "inkomster", "utgift", "utgifter")
_KINDS = (
    "utfall",
    "budget",
    "avvikelse",
    "prognos",
    "bokslut",
    "differens",
    "förändring",
    "budgeterat",
    "beviljat",
    "utbetalt",
)
_WORDS = {*_SIDES, *_KINDS, "totalt", "summa", "resultat", "kapital", "procent", "antal", "fordringar", "ingående", "utgående"}
_HEAD_WORD = re.compile(
    rf"{'|'.join(_KINDS)}|{'|'.join(_SIDES)}|bokfört|belopp|koncern|kommun(?:en)?\b|helår|period|totalt|not(?:er)?\b|t?kr\b|mnkr|%|antal|andel",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"(?:alla )?(?:belopp(?:en)?(?: anges| är| redovisas)?(?: i)? ?)?[(\[]?(?:i )?"
    r"(?P<unit>tkr|kkr|tsek|ksek|kr|kronor|sek|mnkr|mkr|msek|tusental kronor|tusentals kronor|miljoner kronor"
    r"|%|procent|antal)[)\]]?[.:]?"
    r"(?: om (?:inte|ej) annat anges)?",
    re.IGNORECASE,
)
_UNITS = {"kkr": "tkr", "tsek": "tkr", "ksek": "tkr", "kronor": "kr", "sek": "kr", "mkr": "mnkr", "msek": "mnkr",
          "tusental kronor": "tkr", "tusentals kronor": "tkr", "miljoner kronor": "mnkr", "procent": "%"}  # fmt: skip


@lru_cache(maxsize=8192)
def unit_of(text: str) -> str:
    """The unit that a text tells and nothing else: "Belopp i tkr", "(kr)"; "" where it tells none."""
    found = _UNIT.fullmatch(plain(text).strip())
    return _UNITS.get(found["unit"].lower(), found["unit"].lower()) if found else ""


def looks_like_head(line: Line) -> bool:
    """Whether a line without amounts speaks of columns: years, dates, "Utfall", "Netto" after or without a label."""
    if any(p.kind in ("amount", "dash") for p in line.pieces):
        return False
    told = [p for p in line.pieces if p.kind == "period" or _HEAD_WORD.match(p.text) or _IN_WORDS.fullmatch(p.text)]
    told = told or [p for p in line.pieces[1:] if is_period(p.words[-1].text)]
    apart = [p for p in line.pieces if p.kind == "period" or len(p.text) < 40]
    if len(line.pieces) == 1:
        return line.pieces[0].kind == "period" and not is_period(line.pieces[0].text[:1])
    return bool(told) and len(apart) >= len(line.pieces) - 1


class Heads(NamedTuple):
    """What stands over each column, in words, or ""; and the columns of which a word stands over another one."""

    texts: tuple[str, ...]
    astray: frozenset[int] = frozenset()


def read_heads(lines: Sequence[Line], columns: Sequence[Column]) -> Heads:
    """The head of each column. ``lines`` are those of the head from the top, without the labels' corner."""
    levels = [list(parted(line)) for line in lines]
    if not any(column.note for column in columns):
        levels = [[head for head in level if not is_note_head(head.text)] for level in levels]
    levels = [level for level in levels if level]
    if not levels:
        return Heads(("",) * len(columns))
    amounts = columns
    hits = [set(_places(level, columns)) - {_NOWHERE} for level in levels]
    most = max(len(hit) for hit in hits)
    leaf = next(i for i, hit in enumerate(hits) if len(hit) == most)
    stray = [head for at, head in zip(_places(levels[leaf], columns), levels[leaf], strict=True) if at == _NOWHERE]
    bare = [head for head in stray if not any(_is_group(level, head, levels[leaf]) for level in levels[:leaf])]
    levels[leaf] = _cut([head for head in levels[leaf] if head not in stray], columns)
    levels = [[head for head in level if not any(_above(head, other) for other in bare)] for level in levels]
    columns = _with_heads(columns, levels[leaf])
    levels[leaf + 1 :] = [_set_apart(level, levels[leaf], columns) for level in levels[leaf + 1 :]]
    leaves = _stacked(levels[leaf:], columns)
    groups = _merged(levels[:leaf])
    spread = bool(groups) and _spans(groups, leaves, columns)
    above = _shared_out(groups, columns, [_joined(leaf) for leaf in leaves]) if spread else _stacked(levels[:leaf], columns)
    texts = tuple(tidy(_joined([*above[i], *leaves[i]])) for i in range(len(columns)))
    astray = {at for level in levels[leaf if spread else 0 :] for at in _astray(level, columns, amounts)}
    return Heads(texts, frozenset(range(len(columns)) if _is_loose(levels[leaf], amounts) else astray))


def parted(line: Line) -> Iterator[Piece]:
    """The pieces of a head line, parted more finely than those of a row; a head ends with its year."""
    for part in line.pieces:
        words: list[Word] = []
        for word in part.words:
            apart = _APART * word.size * (2 if word.doubt and is_period(word.text) else 1)  # a year ends what was recognised
            if words and (word.left - words[-1].right > apart or _ends(words[-1].text, word.text)):
                yield piece(words)
                words = []
            words.append(word)
        yield from _repeated(words)


def _repeated(words: list[Word]) -> Iterator[Piece]:
    """A head, or several that stand close beside each other and say the same: "Utgående balans Utgående balans"."""
    texts = [word.text for word in words]
    size = next(n for n in range(1, len(texts) + 1) if len(texts) % n == 0 and texts == texts[:n] * (len(texts) // n))
    for at in range(0, len(words), size):
        yield piece(words[at : at + size])


def _cut(level: Sequence[Piece], columns: Sequence[Column]) -> list[Piece]:
    """A line of heads, where one that runs over columns that have none is several: they part before capitals."""
    places = set(_places(level, columns))
    bare = [column for i, column in enumerate(columns) if i not in places and not column.note]
    found: list[Piece] = []
    for head in level:
        over = [column for column in columns if column.shares(head) > 0]
        at = [i for i, word in enumerate(head.words) if i and word.text[:1].isupper()]
        several = len(over) == len(at) + 1 and any(column in bare for column in over)
        cuts = [0, *(at if several else []), len(head.words)]
        found += [piece(list(head.words[one:other])) for one, other in pairwise(cuts)]
    return found


def _set_apart(level: Sequence[Piece], upper: Sequence[Piece], columns: Sequence[Column]) -> list[Piece]:
    """A line below that of the heads, where a piece that goes on with two of them is two: each set as what it goes on with."""
    places = _places(upper, columns)
    found: list[Piece] = []
    for head in level:
        ways = (
            (one, rest)
            for at in range(1, len(head.words))
            for one, rest in [(piece(list(head.words[:at])), piece(list(head.words[at:])))]
            for (left, i), (right, j) in pairwise(zip(upper, places, strict=True))
            if i != j and _set_as(one, left) and _set_as(rest, right)
        )
        found += next(ways, (head,))
    return found


def _set_as(head: Piece, upper: Piece) -> bool:
    """Whether a head is set flush left, flush right or centred to the one above it."""
    return _above(head, upper) and Column(upper.left, upper.right).distance(head.left, head.right) < 1


def _astray(level: Sequence[Piece], columns: Sequence[Column], amounts: Sequence[Column]) -> set[int]:
    """The columns, and those beside them, of whose heads a word stands over the amounts of another column and not its own."""
    found: set[int] = set()
    for at, head in zip(_places(level, columns), level, strict=True):
        for word in head.words if at != _NOWHERE else ():
            one = piece([word])
            if amounts[at].shares(one) <= 0:
                over = {i for i, column in enumerate(amounts) if not column.note and column.shares(one) > 0}
                found |= {at, *over} if over else set()
    return found


def _is_loose(level: Sequence[Piece], columns: Sequence[Column]) -> bool:
    """Whether heads may each belong to the column beside it: they are not as many as the columns, and one is over none."""
    placed = bool(level) and level[0].words[0].line is None  # a text has no places of its own
    several = 1 < len(level) < sum(not column.note for column in columns)
    return placed and several and any(not any(column.shares(head) > 0 for column in columns) for head in level)


def _ends(last: str, word: str) -> bool:
    """Whether a head ends before ``word``: after a year or a date only the rest of its period follows, or its side."""
    goes_on = plain(word).startswith("-") or word in ("–", "till", "t.o.m.") or word.lower() in _SIDES
    if _MONTH.fullmatch(last):  # "31 december" beside "31 december", their years on the line below
        return _DAY.fullmatch(word) is not None
    return is_period(last) and not goes_on


def _places(level: Sequence[Piece], columns: Sequence[Column]) -> list[int]:
    """Over which column each head of a line stands: as many heads as columns stand over them in their order.

    A head over a column without amounts stands nowhere.
    """
    noted = any(is_note_head(head.text) for head in level)
    kept = [i for i, column in enumerate(columns) if noted or not column.note]
    if len(level) == len(kept):
        return kept
    places = [_nearest(head, columns) for head in level]
    over = [columns[at].shares(head) > 0 for at, head in zip(places, level, strict=True)]
    taken = {at for at, sure in zip(places, over, strict=True) if sure}
    return [at if sure or at not in taken else _NOWHERE for at, sure in zip(places, over, strict=True)]


def _above(head: Piece, other: Piece) -> bool:
    """Whether one head stands over the same part of the page as another, or is it."""
    return head.left < other.right and other.left < head.right


def _is_group(level: Sequence[Piece], leaf: Piece, leaves: Sequence[Piece]) -> bool:
    """Whether what a line has over one of the heads below it is for that head's neighbours too: they have none of their own."""
    if not (leaf.kind == "period" or leaf.text.lower().startswith(_SIDES)):
        return False
    at = leaves.index(leaf)
    beside = [*leaves[max(at - 1, 0) : at], *leaves[at + 1 : at + 2]]
    over = [any(_above(head, other) for head in level) for other in (leaf, *beside)]
    return 1 < len(level) < len(leaves) and over[0] and not any(over[1:])


def _nearest(head: Piece, columns: Sequence[Column]) -> int:
    over = [i for i, column in enumerate(columns) if column.shares(head) > 0]
    if not over and head.words[0].line is None:  # in print a head set left in a wide cell begins where the column before ends
        each = min((b.right - a.right for a, b in pairwise(columns)), default=8 * head.size)
        ends = [columns[0].right - 1.3 * each, *(column.right for column in columns)]
        over = [i for i, column in enumerate(columns) if ends[i] <= head.left and head.right <= column.right]
    if len(over) == 1:
        return over[0]
    return min(over or range(len(columns)), key=lambda i: columns[i].distance(head.left, head.right))


def _stacked(levels: Sequence[Sequence[Piece]], columns: Sequence[Column]) -> list[list[str]]:
    """For each column the texts that stand over it, from the top."""
    texts: list[list[str]] = [[] for _ in columns]
    for level in levels:
        for at, head in zip(_places(level, columns), level, strict=True):
            if at != _NOWHERE:
                texts[at].append(head.text)
    return texts


def _merged(levels: Sequence[Sequence[Piece]]) -> list[tuple[float, float, str]]:
    """Heads over several columns, each with its lines put together."""
    groups: list[tuple[float, float, str]] = []
    for level in levels:
        for head in level:
            over = next((i for i, (left, right, _) in enumerate(groups) if left < head.right and head.left < right), None)
            if over is None:
                groups.append((head.left, head.right, head.text))
            else:
                left, right, text = groups[over]
                groups[over] = (min(left, head.left), max(right, head.right), _joined([text, head.text]))
    return sorted(groups)


def _spans(groups: list[tuple[float, float, str]], leaves: list[list[str]], columns: Sequence[Column]) -> bool:
    """Whether the upper heads speak of several columns each: else the lower ones would not tell the columns apart."""
    texts = [" ".join(leaf).lower() for leaf, column in zip(leaves, columns, strict=True) if not column.note]
    if not 0 < len(groups) < len(texts) or any(one[2] == other[2] for one, other in pairwise(groups)):
        return False  # what is said of two neighbours is said of each
    heads = ["".join(leaf[:1]) for leaf in leaves]
    own = [at for at, above in enumerate(_near(groups, columns)) if above]
    alone = all(heads[at][:1].islower() or _is_lone_year(at, heads) for at in own)
    if alone and any(head[:1].isupper() for at, head in enumerate(heads) if at not in own):
        return False  # what each is over goes on from it: "Budget", "netto"; "Nettokostnad", "2024"
    if any(text.startswith(_SIDES) for text in texts):
        return True
    if any(text.startswith(_KINDS) for text in texts) and any(text.lower().startswith(_KINDS) for _, _, text in groups):
        return False  # one that has its kind on its own line stands under no other
    if all(any(abs(right - column.right) < 1 for column in columns) for _, right, _ in groups):
        return False  # each ends where its own column does
    again = {text for text in texts if texts.count(text) > 1}
    single = [c for c, text in zip([c for c in columns if not c.note], texts, strict=True) if text and text not in again]
    if any(not any(left < c.right and c.left < right for left, right, _ in groups) for c in single) and len(single) < len(
        texts
    ):
        return False  # a head stands there whole, with none above it
    if any(is_period(text) or text.startswith(_KINDS) for text in again):
        return True
    together = [_joined(above + below) for above, below in zip(_near(groups, columns), leaves, strict=True)]
    return len(set(texts)) < len(texts) and len({text for text in together if text}) < len([t for t in texts if t])


def _is_lone_year(at: int, heads: Sequence[str]) -> bool:
    """Whether a head is a year, and neither of those beside it."""
    return is_period(heads[at]) and not any(is_period(head) for head in (*heads[max(at - 1, 0) : at], *heads[at + 1 : at + 2]))


def _near(groups: list[tuple[float, float, str]], columns: Sequence[Column]) -> list[list[str]]:
    texts: list[list[str]] = [[] for _ in columns]
    for left, right, text in groups:
        texts[min(range(len(columns)), key=lambda i: columns[i].distance(left, right))].append(text)
    return texts


def _shared_out(groups: list[tuple[float, float, str]], spans: Sequence[Column], leaves: Sequence[str]) -> list[list[str]]:
    """Each column the group it belongs to: neighbours share one, and all groups stand alike over their columns.

    ``spans`` are the columns with their own heads, ``leaves`` the texts of these. A column of notes belongs to no group.
    """
    first = 1 if spans[0].note else 0
    edges = [
        2 * spans[0].right - spans[1].right,
        *(span.right for span in spans[:-1]),
    ]  # a cell begins where the one before ends
    best: tuple[bool, float, tuple[int, ...]] | None = None
    for cuts in combinations(range(first + 1, len(spans)), len(groups) - 1):
        bounds = (first, *cuts, len(spans))
        left = centre = cell = right = 0.0
        for (start, end, _), one, other in zip(groups, bounds, bounds[1:], strict=False):
            left += abs(start - spans[one].left)
            right += abs(end - spans[other - 1].right)
            centre += abs(start + end - spans[one].left - spans[other - 1].right) / 2
            cell += abs(start + end - edges[one] - spans[other - 1].right) / 2
        odd = any(_is_odd(leaves[one:other]) for one, other in pairwise(bounds))
        found = odd, min(left, centre, cell, right), bounds
        if best is None or found < best:
            best = found
    texts: list[list[str]] = [[] for _ in spans]
    if best is not None:
        for (_, _, text), one, other in zip(groups, best[2], best[2][1:], strict=False):
            for index in range(one, other):
                texts[index] = [text]
    return texts


def _is_odd(leaves: Sequence[str]) -> bool:
    """Whether heads are hardly one group: one stands there twice, or after the net of the others."""
    return len(set(leaves)) < len(leaves) or any(leaf.lower().startswith("netto") for leaf in leaves[:-1])


def _with_heads(columns: Sequence[Column], level: Sequence[Piece]) -> list[Column]:
    """The columns as wide as their heads."""
    spans = list(columns)
    for at, head in zip(_places(level, columns), level, strict=True):
        if at == _NOWHERE:
            continue
        spans[at] = spans[at]._replace(left=min(spans[at].left, head.left), right=max(spans[at].right, head.right))
    return spans


def _joined(texts: Sequence[str]) -> str:
    """Lines of one head as one text; a word that was cut in two is made whole."""
    text = ""
    for part in texts:
        if not text:
            text = part
            continue
        last, first = text.rsplit(" ", 1)[-1], part.split(" ", 1)[0]
        cut = (last + first).lower() in _WORDS and last.lower() not in _WORDS
        glued = cut or (text.endswith(("-", "/")) and not is_period(last.rstrip("-")) and last not in ("-", "/"))
        text = text + part if glued else f"{text} {part}"
    return text
