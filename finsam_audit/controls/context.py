"""Where a formula is evaluated, which column it asks for, and that it finds no figure there."""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from finsam_audit.messages import Message
from finsam_audit.page.heads import read_date
from finsam_audit.page.model import Row

_KINDS = ("utfall", "budget", "prognos", "avvikelse")
_SIDES = ("netto", "intäkt", "kostnad")


class Missing(Exception):
    """A name has no figure here; ``told`` says which and why.

    ``unread``: the row is there, but cannot be read, or is in per cent among amounts. ``not_printed``: table and column
    are there, the row is not; that alone makes an optional term nothing.
    """

    def __init__(self, told: Message, unread: bool = False) -> None:
        super().__init__(told.key)
        self.told = told
        self.unread = unread
        self.not_printed = told.key == "missing.row"


class Context(NamedTuple):
    """Where a formula is evaluated: the table kind bare names belong to, the period, and the stated row.

    ``as_printed`` takes every figure with the sign it is printed with, as a sentence of the text does. ``kind`` is
    the kind of column (budget, prognos); the outcome where it is empty. ``whose`` is ``koncern`` for the columns of
    the whole group.
    """

    on: str
    end: date
    stated: Row | None = None
    as_printed: bool = False
    kind: str = ""
    whose: str = ""


class Selector(NamedTuple):
    """What stands in ``[…]``."""

    previous: bool = False
    end: date | None = None
    year: int | None = None
    kind: str = ""
    side: str = ""
    whose: str = ""


SAME = Selector()
"""Where a formula names no column: the one that it is evaluated in."""


@lru_cache(maxsize=512)
def read_selector(text: str) -> Selector | None:
    """The column asked for in ``[…]``; None where the words are the head of a column instead."""
    previous, end, year, kind, side, whose = False, None, None, "", "", ""
    for word in text.lower().split():
        if word in ("föregående", "previous"):
            previous = True
        elif word in _KINDS:
            kind = word
        elif word in _SIDES:
            side = word
        elif word == "koncern":
            whose = word
        elif re.fullmatch(r"(19|20)\d\d", word):
            year = int(word)
        elif (day := _date(word)) is not None:
            end = day
        else:
            return None
    return Selector(previous, end, year, kind, side, whose)


def _date(word: str) -> date | None:
    try:
        return read_date(word)
    except ValueError:
        return None
