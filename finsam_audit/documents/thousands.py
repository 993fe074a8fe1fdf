"""Amounts whose groups are parted as foreign programs or odd number formats print them, spelled as here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from finsam_audit.documents.amounts import is_period
from finsam_audit.documents.layout import Page, Word

_SIGNS = (",", r"\.", "['\u2019\u2018\u00b4]", "\0")  # that part groups; the last is a space that the font does not tell
_APOSTROPHE = _SIGNS[2]
_END = r"(?:,\d\d|,-|:-|kr)?[-)%]*\*{{0,3}}"
_AMOUNT = r"[(]?[-+−–]?[(]?\d{{1,3}}(?:{0}\d{{3}})+" + _END
_TOLD = r"[(]?[-+−–]?[(]?\d{{1,3}}(?:{0}\d{{3}}){{2,}}" + _END
_OTHER = r"[(]?[-+−–]?\d+{0}(?:\d{{1,2}}|\d{{4,}})[-)%]*"
_LESS = r"[(]?[-+−–]?[(]?0+{0}\d{{3}}[-)%]*"  # less than one: the sign is that of decimals
_PLAIN = re.compile(r"[(]?[-+−–]?[(]?\d{4,}[-)%]*")
_MILLIONS = re.compile(r"mn?kr|miljon\w*", re.IGNORECASE)
_MANY = 12  # amounts that all have the sign before three digits

_HEAD = re.compile(r"(?P<sign>[(]?[-+−–]?[(]?)(?P<digits>\d{4,6})")
_TAIL = re.compile(r"(?P<digits>\d{3})(?:,\d+)?(?::?-|kr)?[-)]*\*{0,3}")
_CLOSE = 0.35  # of the size of the type: no more than a space within an amount
_FEW = 5  # amounts with one space only, before the last three digits


def with_spaces(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages with a space for the sign that parts groups of three digits, and between all of the groups.

    What the sign means is told by an amount that has it twice, "1,234,567"; where it stands before one or two digits too,
    or where nothing tells, "1,234" is left as it is, for the reader to refuse.
    """
    words = [word.text for page in pages for word in page.words]
    for sign in _SIGNS:
        if _parts_groups(sign, words):
            amount, mark = re.compile(_AMOUNT.format(sign)), re.compile(rf"{sign}(?=\d\d\d(?!\d))")
            pages = [
                page._replace(
                    words=tuple(
                        word._replace(text=mark.sub("\u00a0", word.text)) if amount.fullmatch(word.text) else word
                        for word in page.words
                    )
                )
                for page in pages
            ]
    return _with_all_groups(pages)


def _parts_groups(sign: str, words: Sequence[str]) -> bool:
    """Whether a sign parts groups of digits: an amount has it twice, or many have it, always before three digits.

    Many amounts in thousands have it once each: then none is less than one, hardly one of four digits lacks it, and none is
    in millions, which are printed with three decimals. An apostrophe parts nothing else.
    """
    told, other, once = (re.compile(pattern.format(sign)) for pattern in (_TOLD, _OTHER, _AMOUNT))
    others = any(other.fullmatch(text) for text in words)
    if any(told.fullmatch(text) for text in words):
        return sign != "," or not others
    less = re.compile(_LESS.format(sign))
    if sign == _APOSTROPHE:
        return any(once.fullmatch(text) for text in words)
    if others or any(less.fullmatch(text) or _MILLIONS.match(text) for text in words):
        return False
    several = sum(once.fullmatch(text) is not None for text in words)
    plain = sum(_PLAIN.fullmatch(text) is not None and not is_period(text) for text in words)
    return several >= _MANY * (1 + plain)


def _with_all_groups(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages, where a number format parts only the last three digits ("9482 385"), with these amounts in groups.

    That it does is told by a last group that begins with nil, as no amount of its own does.
    """
    halves = [(page, _halves(page)) for page in pages]
    lasts = [last for _, pairs in halves for _, last in pairs]
    if len(lasts) < _FEW or not any(last.text.startswith("0") for last in lasts):
        return tuple(pages)
    return tuple(page._replace(words=_grouped(page.words, pairs)) if pairs else page for page, pairs in halves)


def _halves(page: Page) -> list[tuple[Word, Word]]:
    """Words of four digits or more with the group of three that stands close after them."""
    if any(word.line is not None for word in page.words):
        return []  # a text or a workbook has no places of its own
    ordered = sorted((word for word in page.words if any(sign.isdigit() for sign in word.text)), key=lambda w: (w.base, w.left))
    return [
        (first, last)
        for first, last in pairwise(ordered)
        if first.base == last.base
        and -0.5 < last.left - first.right < _CLOSE * first.size
        and _HEAD.fullmatch(first.text)
        and _TAIL.fullmatch(last.text)
    ]


def _grouped(words: Sequence[Word], pairs: Sequence[tuple[Word, Word]]) -> tuple[Word, ...]:
    whole = {id(first): _whole(first, last) for first, last in pairs}
    lasts = {id(last) for _, last in pairs}
    return tuple(whole.get(id(word), word) for word in words if id(word) not in lasts)


def _whole(first: Word, last: Word) -> Word:
    """An amount of both its halves, as one word."""
    found = _HEAD.fullmatch(first.text)
    assert found is not None
    groups = f"{int(found['digits']):,}".replace(",", "\u00a0")
    return first._replace(text=f"{found['sign']}{groups}\u00a0{last.text}", right=last.right)
