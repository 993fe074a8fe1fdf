"""The admissible readings of a total, and which of them is taken: the accused has the benefit of every one.

What a total adds up is told by the words and the order of the page, and these can mean more than one thing. The list of what
they can mean is short and closed, so that no chance sum excuses a slip. Of the readings of a total the one that explains the
most columns is taken, in all columns alike; where the amounts do not tell, the one that stands first, as the page has it.
The others are kept: a column that only one of them explains is worth a note, and no accusation.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import takewhile
from typing import Literal, NamedTuple

from finsam_audit.accounts.sums import seen_in, shows_sum
from finsam_audit.page.model import Column, Figure, Row

Name = Literal["named", "since", "all", "onward", "opening", "part", "from", "within"]
"""What a total may be the total of:

``named``    the rows that its words tell
``since``    the rows printed since the total before it
``all``      everything that no total has taken in, and the totals before it
``onward``   the total just before it and the rows since
``opening``  an opening balance and what changed it
``part``     the rows since the total before it, those called a part ("varav") among them
``from``     the rows from where a group or a class begins, the totals among them
``within``   the rows since the total before it but for some that are a part of the one above them, as in a table with groups
"""

PRINTED: tuple[Name, ...] = ("named", "since", "all", "onward", "part")
"""What the page itself draws: one column that fits is evidence. Of the others more columns or a long amount must show it."""


class Reading(NamedTuple):
    """One meaning of a total: its name in the closed list, and the rows it adds up then."""

    name: Name
    terms: tuple[Row, ...]


def by_merit(
    total: Row, readings: Iterable[Reading], columns: Sequence[Column], sign: Callable[[Figure], int]
) -> tuple[Reading, ...]:
    """The reading that is taken first, then the others that explain a column too. Empty where there is none."""
    merits = [(_explained(total, reading, columns, sign), reading) for reading in _distinct(readings)]
    if not merits:
        return ()
    _, taken = max(merits, key=lambda one: one[0])
    return (taken, *(reading for held, reading in merits if held and reading is not taken))


def from_each(starts: Iterable[int], rows: Sequence[Row]) -> Iterator[Reading]:
    """What a total is of that begins where a group or a class does, and no other total ends."""
    return (Reading("from", tuple(rows[at:])) for at in starts if at < len(rows) - 1)


def parts_within(
    total: Row, rows: Sequence[Row], columns: Sequence[Column], sign: Callable[[Figure], int]
) -> Iterator[Reading]:
    """A total without the rows that stand under another as a part of it, though nothing but the amounts tells them apart.

    In a table with groups whose parts follow their sum, as in this one they may where but one part is printed. The total has to
    be that of the others to the last digit in every column, two at least, and each part no more than what it is a part of.
    """
    if not any(row.slots and row.rows for row in rows):
        return
    for at, whole in enumerate(rows[:-1]):
        parts = list(takewhile(partial(_may_be_part, whole, columns), rows[at + 1 :])) if not whole.rows else []
        for count in range(1, len(parts) + 1):
            terms = (*rows[: at + 1], *rows[at + 1 + count :])
            shown = seen_in(columns, total, terms, sign)
            if len(shown) > 1 and all(column.exact and column.long for column in shown):
                yield Reading("within", terms)


def _may_be_part(whole: Row, columns: Sequence[Column], row: Row) -> bool:
    """Whether a row has amounts, none larger than what another has beside it and none of the other sign."""
    pairs = [(row.figure(column), whole.figure(column)) for column in columns]
    both = [(one.base, other.base) for one, other in pairs if one is not None and other is not None]
    fits = all(abs(one) <= abs(other) and one * other >= 0 for one, other in both)
    return not row.rows and any(one for one, _ in both) and fits


def _distinct(readings: Iterable[Reading]) -> Iterator[Reading]:
    told: set[frozenset[int]] = set()
    for reading in readings:
        rows = frozenset(row.number for row in reading.terms)
        if rows and rows not in told:
            told.add(rows)
            yield reading


def _explained(total: Row, reading: Reading, columns: Sequence[Column], sign: Callable[[Figure], int]) -> int:
    """In how many columns the rows of a reading add up to the total."""
    shown = seen_in(columns, total, reading.terms, sign)
    return sum(column.fits for column in shown) if reading.name in PRINTED or shows_sum(shown) else 0
