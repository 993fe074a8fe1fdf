"""The sums of a balance sheet whose names do not tell what they are the sums of: "Balansomslutning", "Summa", "Likvid del".

What a row adds up shows in its figures; one column that shows it settles the others. Where none does, the row that ends
a side of the balance sheet under such a name as both sides may bear is the sum of that side.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from finsam_audit.accounts.concepts import heading_class
from finsam_audit.accounts.statement import Given, Statement
from finsam_audit.accounts.sums import MOST_TERMS, added, as_printed, outermost, shows_sum
from finsam_audit.accounts.words.lexicon import Concept, Lexicon
from finsam_audit.page.model import Column, Row

SIDES = ("tillgångar", "eget kapital och skulder")


def balance(seen: Statement, given: Given) -> Statement:
    """The rows of a balance sheet that are sums although no name says so, each with the concept it turns out to have."""
    if seen.kind != "balansräkning":
        return seen
    found = _sums(seen, given.lexicon)
    named = [(row, concept) for row, concept in found if concept is not None]
    return seen.called(named)._replace(roles=seen.roles | {row.number: "total" for row, _ in found})


def _sums(seen: Statement, lexicon: Lexicon) -> list[tuple[Row, Concept | None]]:
    totals = {c.belongs: c for c in lexicon.kinds["balansräkning"].concepts.values() if c.role == "total" and c.belongs}
    known = {concept.name for concept in seen.concepts.values()}
    found: list[tuple[Row, Concept | None]] = []
    waiting: list[tuple[Row, str]] = []
    rows = [row for row in outermost(seen.table.rows) if seen.role(row) not in ("info", "share")]
    beside = Counter(row.path for row in rows)
    for at, row in enumerate(rows):
        concept = seen.concept(row)
        if concept is not None and concept.role == "total" and concept.belongs:
            waiting = [(other, name) for other, name in waiting if not lexicon.is_within(name, concept.belongs)]
            waiting.append((row, concept.belongs))
            continue
        terms = _added(row, waiting, seen.columns, beside[row.path] == 2) if concept is None and not row.rows else []
        if not terms:
            waiting.append((row, concept.belongs if concept is not None else heading_class(row, lexicon)))
            continue
        waiting = waiting[: len(waiting) - len(terms)]
        belongs = _closes(rows, at, waiting, seen, lexicon) or _together([name for _, name in terms], lexicon)
        later = (seen.concept(other) for other in rows[at + 1 :])
        others = [name for _, name in waiting] + [concept.belongs for concept in later if concept is not None]
        meant = totals.get(belongs) if not any(lexicon.is_within(name, belongs) for name in others) else None
        found.append((row, meant if meant is not None and meant.name not in known else None))
        known |= {meant.name} if meant is not None else set()
        waiting.append((row, belongs))
    named = {row.number for row, _ in found}
    ends = ((row, totals[side]) for row, side in _ends(rows, seen, lexicon) if totals[side].name not in known)
    return found + [(row, concept) for row, concept in ends if row.number not in named and row.number not in seen.concepts]


def _added(row: Row, waiting: Sequence[tuple[Row, str]], columns: Sequence[Column], pair: bool) -> list[tuple[Row, str]]:
    """The last of the rows before a row that add up to it; one alone where every column says so.

    In a ``pair``, a group of two rows, short amounts say so too.
    """
    sums = added(columns, as_printed)
    for at in reversed(range(len(waiting))[-MOST_TERMS:]):
        sums = sums.plus(waiting[at][0])
        shown = sums.seen(row)
        if at == len(waiting) - 1:
            alike = len(shown) > 1 and all(column.exact for column in shown)
            if alike and (any(column.long for column in shown) or (pair and waiting[at][0].path == row.path)):
                return list(waiting[at:])
        elif shows_sum(shown):
            return list(waiting[at:])
    return []


def _closes(rows: Sequence[Row], at: int, waiting: Sequence[tuple[Row, str]], seen: Statement, lexicon: Lexicon) -> str:
    """The class that a sum ends, with no other row of it left: that of the heading above, or a side of the balance sheet."""
    after = rows[at + 1] if at + 1 < len(rows) else None
    name = heading_class(rows[at], lexicon)
    if not name:
        name = SIDES[0] if after is not None and _side(after, seen, lexicon) == SIDES[1] else ""
    ends = after is None or _side(after, seen, lexicon) == SIDES[1] != name or after.path[: len(rows[at].path)] != rows[at].path
    return name if ends and name and not any(lexicon.is_within(other, name) for _, other in waiting) else ""


def _together(names: Sequence[str], lexicon: Lexicon) -> str:
    """The smallest class that all of some classes lie in; empty where one is not known, or there is none."""
    name = names[0]
    while name and not all(other and lexicon.is_within(other, name) for other in names):
        name = lexicon.classes.get(name, "")
    return name


def _ends(rows: Sequence[Row], seen: Statement, lexicon: Lexicon) -> Iterator[tuple[Row, str]]:
    """The row that ends each side, where its name alone says that it is a sum of everything: "Summa", "Balansomslutning"."""
    sides = [_side(row, seen, lexicon) for row in rows]
    turn = next((at for at, side in enumerate(sides) if side == SIDES[1]), 0)
    for at, side in ((turn - 1, SIDES[0]), (len(rows) - 1, SIDES[1])):
        if turn and lexicon.grand_totals.match(rows[at].label) and heading_class(rows[at], lexicon) in ("", side):
            yield rows[at], side


def _side(row: Row, seen: Statement, lexicon: Lexicon) -> str:
    concept = seen.concept(row)
    name = concept.belongs if concept is not None else heading_class(row, lexicon)
    return next((side for side in SIDES if lexicon.is_within(name, side)), "")
