"""The admissible readings of a total, and which of them is taken: the accused has the benefit of every one.

What a total adds up is told by the words and the order of the page, and these can mean more than one thing. The list of what
they can mean is short and closed, so that no chance sum excuses a slip. Of the readings of a total the one that explains the
most columns is taken, in all columns alike; where the amounts do not tell, the one that stands first, as the page has it.
The others are kept: a column that only one of them explains is worth a note, and no accusation.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from finsam_audit.accounts.sums import seen_in, shows_sum
from finsam_audit.page.model import Column, Figure, Row

Name = Literal["named", "since", "all", "onward", "opening", "part", "from"]
"""What a total may be the total of:

``named``    the rows that its words tell
``since``    the rows printed since the total before it
``all``      everything that no total has taken in, and the totals before it
``onward``   the total just before it and the rows since
``opening``  an opening balance and what changed it
``part``     the rows since the total before it, those called a part ("varav") among them
``from``     the rows from where a group or a class begins, the totals among them
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
