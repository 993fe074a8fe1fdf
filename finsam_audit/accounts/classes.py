"""The class of each row of the balance sheet: by its own label, by the rows around it, or by the nearest heading above.

A row with a label of its own making is of the class that stands around it, where the heading says no more than that it is an
asset, or a debt.
"""

from collections.abc import Sequence
from itertools import pairwise

from finsam_audit.accounts.concepts import heading_class
from finsam_audit.accounts.statement import Given, Statement
from finsam_audit.accounts.words.lexicon import Lexicon
from finsam_audit.page.model import Row


def classes(seen: Statement, given: Given) -> Statement:
    """The balance sheet with the class of each row that has one."""
    if seen.kind != "balansräkning":
        return seen
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in seen.table.walk():
        groups.setdefault(row.path, []).append(row)
    found = {number: name for rows in groups.values() for number, name in _of_group(rows, seen, given.lexicon).items() if name}
    return seen._replace(classes=found)


def _of_group(rows: Sequence[Row], seen: Statement, lexicon: Lexicon) -> dict[int, str]:
    """The classes of rows under one heading.

    A row stands between two of one class, or before its first row where the class that comes before it is closed by a total,
    or where the group begins with it.
    """
    heading, order = heading_class(rows[0], lexicon), lexicon.smallest_classes
    first = next((name for name in order if not heading or lexicon.is_within(name, heading)), "")
    named = [_named(row, seen, lexicon) for row in rows]
    after = [""] * len(rows)  # the class that is named next
    for at in range(len(rows) - 2, -1, -1):
        after[at] = named[at + 1] or after[at + 1]
    found: dict[int, str] = {}
    before, following = "", dict(pairwise(order))
    closed = False
    for row, own, later in zip(rows, named, after, strict=True):
        concept = seen.concept(row)
        if concept is not None and concept.belongs:
            found[row.number] = concept.belongs
        else:
            goes_on = later == before or (closed and following.get(before) == later) if before else later == first
            around = later if goes_on else ""
            found[row.number] = around if around and (not heading or lexicon.is_within(around, heading)) else heading
        if own:
            before, closed = own, seen.role(row) == "total"
    return found


def _named(row: Row, seen: Statement, lexicon: Lexicon) -> str:
    """The class that a row's own label tells."""
    concept = seen.concept(row)
    if concept is not None and concept.belongs:
        return concept.belongs
    return lexicon.heading_class(seen.kind, row.label)
