"""What a head says, as a data file holds it; nothing where it was not read whole."""

from __future__ import annotations

import re
from datetime import date

from finsam_audit.documents.amounts import plain
from finsam_audit.documents.columns import is_note_head
from finsam_audit.page.heads import read_columns

_DATE = r"(?:19|20)\d\d-\d\d-\d\d"
_LONGEST = 120  # signs of a head
_SIGNS = str.maketrans("|[]", "/()")
_PERIOD = re.compile(rf"({_DATE})[ -]+({_DATE})")
_TORN = re.compile(r"(?:.*[ -])?(?:19|20)\d\d-(?:\d\d-)?|\d\d-\d\d")  # a date of which a part was not found
_SEVERAL = re.compile(rf"(?:.*?{_DATE}){{3}}.*|(?:(?:19|20)\d\d )+(?:19|20)\d\d")  # of columns that were not told apart
_AMOUNT = r"(?<![\d-])(?:\d{1,3}(?: \d{3})+|\d{5,})(?![\d-])"
_AMOUNTS = re.compile(rf".*?{_AMOUNT}.*{_AMOUNT}.*")  # rows of which none was read
_WHOLE = re.compile(rf"{_DATE}|(?:19|20)\d\d(?:-\d\d)?(?![\d-])|\d+ mån")
_BROKEN = re.compile(r"(?:19|20)\d\d-")


def tidy(head: str) -> str:
    """A head as a data file holds it: one space between words, a period with its dash; "" for what is no head or a bad date."""
    text = " ".join(plain(head).translate(_SIGNS).split())[:_LONGEST]
    text = _PERIOD.sub(r"\1 – \2", text)
    try:
        read_columns([text], date(2000, 12, 31))
    except ValueError:
        return ""
    stray = _BROKEN.search(text) is not None and re.search(r"\d", _WHOLE.sub("", text)) is not None
    sentence = text.endswith(".") and len(text.split()) > 4  # a remark
    unread = stray or sentence or is_note_head(text) or any(way.fullmatch(text) for way in (_TORN, _SEVERAL, _AMOUNTS))
    return "" if unread else text
