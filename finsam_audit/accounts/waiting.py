"""The rows of a group that wait for a total, and which of them a closing balance closes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from finsam_audit.accounts.statement import Given, Statement
from finsam_audit.accounts.sums import added, seen_in
from finsam_audit.accounts.words.folding import fold
from finsam_audit.page.model import Row
from finsam_audit.patterns import pattern_of

_DAY = pattern_of(r"\d{4}-\d{2}-\d{2}")


class Group:
    """Rows under one heading that wait for a total: ``open`` since the last one, ``closed`` the totals already made.

    ``sums`` are the open ones added up, ``openings`` the places of opening balances among them, ``parts`` what stands there as
    information; ``headings`` are what groups without a sum handed up, and ``last`` is the last row of the group that is more
    than information.
    """

    def __init__(self, rows: tuple[Row, ...], seen: Statement, given: Given) -> None:
        self.rows, self.seen, self.lexicon, self.report = rows, seen, given.lexicon, given.report
        self.closed: list[Row] = []
        self.open: list[Row] = []
        self.parts: list[Row] = []
        self.openings: list[int] = []
        self.sums = added(seen.columns, seen.sign)
        self.headings: dict[str, list[Row]] = {}
        counting = (row for row in reversed(rows) if any(counts(inner, seen) for inner in row.walk()))
        self.last = next((row.number for row in counting), 0)

    @property
    def waiting(self) -> list[Row]:
        return self.closed + self.open

    def wait(self, *rows: Row) -> None:
        for row in rows:
            if self.balance(row) == "ingående":
                self.openings.append(len(self.open))
            self.open.append(row)
            self.sums = self.sums.plus(row)

    def close(self, total: Row, terms: Iterable[Row]) -> None:
        """Some of the rows are added up in a total, which waits in their place."""
        taken = {row.number for row in terms}
        self.closed = [*(row for row in self.closed if row.number not in taken), total]
        left = [row for row in self.open if row.number not in taken]
        self.open, self.openings, self.parts, self.sums = [], [], [], added(self.seen.columns, self.seen.sign)
        self.wait(*left)

    def says_again(self, row: Row) -> bool:
        """Whether a row that ends a group within this one only repeats the balance before it: what splits it adds nothing."""
        before = self.waiting[-1] if self.waiting else None
        if before is None or self.balance(row) != "utgående" or fold(before.label) != fold(row.label):
            return False
        return [figure.base for figure in before.figures] == [figure.base for figure in row.figures]

    def balance(self, row: Row) -> str:
        """``ingående`` or ``utgående``, where the label of a row says so."""
        return self.lexicon.balance(row.label)[0]


def counts(row: Row, seen: Statement) -> bool:
    """Whether a row is more than information."""
    return bool(row.slots) and seen.role(row) not in ("info", "share")


def rolling(row: Row, group: Group) -> list[Row]:
    """The rows that a closing balance closes: from the opening one on, with all that changed it.

    "Eget kapital 2025-01-01", then what changed it, then "Eget kapital 2025-12-31"; or "Ingående låneskuld" and
    "Utgående låneskuld". In a note any opening balance opens what the next closing one ends.
    """
    before, closed = group.open, group.closed
    at = _opening(row, group)
    if at is not None:
        return before[at:] if _only_adds(row, before[at:], group.seen) else []
    if group.seen.kind == "not" and group.balance(row) == "utgående":
        if group.openings and group.openings[-1] < len(before) - 1:
            return before[group.openings[-1] :]
        if not group.openings and before and closed and group.balance(closed[-1]) == "utgående":
            return [closed[-1], *before]  # what one balance closes opens the next
    if group.seen.kind == "not" and group.balance(row) == "ingående" and group.lexicon.words["omräkning"].match(row.label):
        return before[group.openings[-1] :] if group.openings and group.openings[-1] < len(before) - 1 else []  # as restated
    return []


def _opening(row: Row, group: Group) -> int | None:
    """Where among the rows before it the opening balance of a row stands, by the words of both."""
    name, subject = group.lexicon.balance(row.label)
    day, words = _day_of(row.label)
    if name != "utgående" and day is None:
        return None
    alone = True  # no row between says the same
    for at in range(len(group.open) - 1, -1, -1):
        opens, same = group.lexicon.balance(group.open[at].label) if name == "utgående" else ("", "")
        first, said = _day_of(group.open[at].label)
        rolls = at < len(group.open) - 1
        if rolls and opens == "ingående":
            if same == subject:
                return at
        elif rolls and day is not None and first is not None and first < day and said == words and alone:
            return at
        alone = alone and said != words
    return None


def _only_adds(row: Row, before: list[Row], seen: Statement) -> bool:
    """Whether what stands before a closing balance is added up: of persons, those who left are printed without a minus."""
    if seen.kind != "statistik":
        return True
    return any(column.fits and column.terms > 1 for column in seen_in(seen.columns, row, before, seen.sign))


@lru_cache(maxsize=1024)
def _day_of(label: str) -> tuple[str | None, str]:
    found = _DAY.search(label)
    return (found[0], fold(_DAY.sub("", label))) if found else (None, fold(label))
