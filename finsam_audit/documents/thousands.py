"""Amounts whose groups are parted by a comma or a full stop, as foreign programs print them, spelled as here."""

from __future__ import annotations

import re
from collections.abc import Sequence

from finsam_audit.documents.layout import Page

_AMOUNT = r"[(]?[-+−–]?[(]?\d{{1,3}}(?:{0}\d{{3}})+[-)%]*\*{{0,3}}"
_TOLD = r"[(]?[-+−–]?[(]?\d{{1,3}}(?:{0}\d{{3}}){{2,}}[-)%]*\*{{0,3}}"
_OTHER = r"[(]?[-+−–]?\d+{0}(?:\d{{1,2}}|\d{{4,}})[-)%]*"


def with_spaces(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages with a space for the sign that parts groups of three digits.

    What the sign means is told by an amount that has it twice, "1,234,567"; where it stands before one or two digits too,
    or where no amount has it twice, "1,234" is left as it is, for the reader to refuse.
    """
    words = [word.text for page in pages for word in page.words]
    for sign in (",", r"\."):
        told, other = re.compile(_TOLD.format(sign)), re.compile(_OTHER.format(sign))
        if any(told.fullmatch(text) for text in words) and (sign != "," or not any(other.fullmatch(text) for text in words)):
            amount, mark = re.compile(_AMOUNT.format(sign)), sign[-1]
            pages = [
                page._replace(
                    words=tuple(
                        word._replace(text=word.text.replace(mark, "\u00a0")) if amount.fullmatch(word.text) else word
                        for word in page.words
                    )
                )
                for page in pages
            ]
    return tuple(pages)
