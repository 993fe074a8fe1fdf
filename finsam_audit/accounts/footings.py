"""Which rows a total is the total of: decided by structure and label, not by which sum happens to fit.

In a note the figures may settle what an unheard-of name does not: the last row is a total where it is seen to be one.

A ``Summa …`` row closes its group; a heading's row can itself carry the sum; a share row is no term; a heading without
a sum hands its rows up. In the balance sheet the classes of the lexicon say which rows belong under a total.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from finsam_audit.accounts.accounts import Accounts, Statement
from finsam_audit.accounts.closing import closed_by_figures, rather_by_figures, split_by_figures
from finsam_audit.accounts.sums import seen_in
from finsam_audit.page.model import Row
from finsam_audit.words.folding import fold
from finsam_audit.words.lexicon import Lexicon

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_INCLUSIVE = re.compile(r"\b(?:inkl|inklusive|samt)\b")
KINDS = (
    "balansräkning",
    "not",
    "driftredovisning",
    "finansierad verksamhet",
    "budgetuppföljning",
    "investeringsredovisning",
    "statistik",
)


class Footing(NamedTuple):
    """A total and the rows it adds up."""

    total: Row
    terms: tuple[Row, ...]


class _Group:
    """Rows of one group waiting for a total: ``open`` since the last one, ``closed`` the totals already made."""

    def __init__(self) -> None:
        self.open: list[Row] = []
        self.closed: list[Row] = []


class Structure(NamedTuple):
    """A table's totals with their terms, inner groups first, and the rows that stand for the whole table."""

    footings: tuple[Footing, ...]
    ends: tuple[Row, ...]


def structure_of(accounts: Accounts, statement: Statement) -> Structure:
    """How a table adds up. ``ends`` are its last totals; where it does not close with one, all that no total took in."""
    if statement.groups:
        return Structure(tuple(Footing(*group) for group in statement.groups), ())
    if statement.kind not in KINDS:
        return Structure((), ())
    found: list[Footing] = []
    ends = _group(accounts, statement, statement.table.rows, found)
    totals = {footing.total.number for footing in found}
    closed = [row for row in ends if row.number in totals]
    split = split_by_figures(statement, ends, closed)
    if split is not None:
        found.append(Footing(split[0], tuple(split[1])))
        return Structure(tuple(found), tuple(row for row in ends if row not in split[1]))
    last = max(ends, key=lambda row: row.number, default=None)
    ended = last is not None and last.number in totals
    return Structure(tuple(found), tuple(closed if ended else ends))


def _group(accounts: Accounts, statement: Statement, rows: tuple[Row, ...], found: list[Footing]) -> list[Row]:
    lexicon = accounts.lexicon
    waiting = _Group()
    headings: dict[str, list[Row]] = {}

    def belongs(row: Row, total: Row) -> bool:
        if statement.kind == "driftredovisning" and {_sign(statement, row), _sign(statement, total)} == {"income", "cost"}:
            return False  # "Summa intäkter" adds up no costs
        outer = accounts.class_of(statement, total) if statement.kind == "balansräkning" else ""
        inner = accounts.class_of(statement, row) if outer else ""
        return not inner or lexicon.is_within(inner, outer)

    beside = statement.kind == "balansräkning" and bool(rows) and _is_beside(accounts, statement, rows[0].path)
    for row in rows:
        role = _role(statement, row)
        if beside and role == "info" and not lexicon.info.match(row.label):
            role = "total" if lexicon.totals.match(row.label) else "detail"
        if role in ("share", "info"):
            if row.rows and not row.slots:
                _group(accounts, statement, row.rows, found)  # it adds up by itself, if at all
            continue
        if row.rows:
            inside = _group(accounts, statement, row.rows, found)
            if row.slots:
                terms = [term for term in inside if term is not row]
                if terms:
                    found.append(Footing(row, tuple(terms)))
                waiting.open.append(row)
            else:
                headings[fold(row.label)] = inside
                ended = [term for term in inside if _role(statement, term) == "total"]
                (waiting.closed if ended and len(ended) == len(inside) else waiting.open).extend(inside)
            continue
        if not row.slots:
            continue
        rolled = _rolled(accounts, statement, row, waiting.open, waiting.closed) if role != "total" or not row.sums else []
        if not rolled and role != "total":
            rolled = closed_by_figures(accounts, statement, row, waiting.closed, waiting.open, _is_last(statement, row, rows))
        if rolled and role == "total":
            rolled = rather_by_figures(accounts, statement, row, rolled, waiting.closed, waiting.open)
        if rolled:
            found.append(Footing(row, tuple(rolled)))
            waiting.open = [term for term in waiting.open if term not in rolled]
            waiting.closed = [*(term for term in waiting.closed if term not in rolled), row]
            continue
        if role != "total" and _is_net(accounts, statement, row, waiting.closed + waiting.open):
            found.append(Footing(row, tuple(waiting.closed + waiting.open)))
            waiting.open, waiting.closed = [], [row]
            continue
        if role != "total" and not _is_whole_year(lexicon, row, waiting.open):
            waiting.open.append(row)
            continue
        terms = _terms(statement, row, waiting, headings, rows, belongs, accounts)
        if terms and not row.sums:
            terms = rather_by_figures(accounts, statement, row, terms, waiting.closed, waiting.open)
        if not terms:
            waiting.open.append(row)
            continue
        found.append(Footing(row, tuple(terms)))
        waiting.open = [term for term in waiting.open if term not in terms]
        waiting.closed = [term for term in waiting.closed if term not in terms]
        waiting.closed.append(row)
    return [] if beside else waiting.closed + waiting.open


def _is_beside(accounts: Accounts, statement: Statement, path: tuple[str, ...]) -> bool:
    """Whether a group stands beside the balance sheet and adds up by itself: "Ansvarsförbindelser"."""
    concept = accounts.lexicon.concept_of(statement.kind, path[-1], statement.name) if path else None
    return concept is not None and concept.role == "info"


def _terms(
    statement: Statement,
    total: Row,
    waiting: _Group,
    headings: dict[str, list[Row]],
    rows: tuple[Row, ...],
    belongs: Callable[[Row, Row], bool],
    accounts: Accounts,
) -> list[Row]:
    if total.sums:
        wanted = [fold(label) for label in total.sums]
        return [row for top in rows for row in top.walk() if row.slots and row is not total and fold(row.label) in wanted]
    waiting_for = waiting.closed + waiting.open
    label = fold(total.label)
    named = headings.get(label.partition(" ")[2])  # "Summa direkta kostnader" closes "Direkta kostnader"
    if named is not None and set(map(id, named)) <= set(map(id, waiting_for)) and named != waiting_for:
        chosen = [row for row in named if belongs(row, total)]
        if chosen:
            return chosen
    if statement.kind == "balansräkning" and accounts.class_of(statement, total):
        return [row for row in waiting_for if belongs(row, total)]
    waiting_for = [row for row in waiting_for if belongs(row, total)]
    if not waiting.open or not waiting.closed:
        return waiting_for
    concept = statement.concept(total)
    grand = (
        not total.label
        or accounts.lexicon.grand_totals.match(total.label)
        or (concept is not None and (concept.role == "result" or concept.path == "driftredovisning.verksamhetens nettokostnad"))
    )
    own = [row for row in waiting.open if belongs(row, total)]
    return waiting_for if grand or _adds_one_more(total, own) else own


def _adds_one_more(total: Row, own: list[Row]) -> bool:
    """Whether a total adds one row to the totals before it: a sum of that row alone would bear its name.

    "Summa avskrivningar", "Nedskrivningar", "Summa av- och nedskrivningar".
    """
    if len(own) != 1:
        return False
    label, inclusive = _INCLUSIVE.split(fold(total.label))[0], _INCLUSIVE.search(fold(total.label)) is not None
    named, row = set(label.split()) - {"summa", "totalt", "total"}, set(fold(own[0].label).split())
    if not named:
        return inclusive
    return "och" in named - row if row <= named else not named <= row


def _is_whole_year(lexicon: Lexicon, row: Row, before: list[Row]) -> bool:
    """Whether a row closes the months, or the parts of a year, before it: three at least, for a half may be all of them."""
    return len(before) > 2 and lexicon.words["helår"].match(row.label)


def _is_net(accounts: Accounts, statement: Statement, row: Row, before: list[Row]) -> bool:
    """Whether a row is the result that a budget or another list of income and costs, these with a minus, ends with."""
    if statement.kind not in ("statistik", "budgetuppföljning") or len(before) < 2:
        return False
    rows = [other for other in statement.table.walk() if other.slots]
    results = [other for other in rows if _is_result(accounts, other)]
    amounts = [s.figure.value for other in before for s in other.slots if s.figure and s.figure.unit.quality == "money"]
    return results == [row] == rows[-1:] and any(value < 0 for value in amounts) and any(value > 0 for value in amounts)


def _is_result(accounts: Accounts, row: Row) -> bool:
    concept = accounts.lexicon.concept_of("resultaträkning", row.label, "")
    return concept is not None and concept.role == "result"


def _rolled(accounts: Accounts, statement: Statement, row: Row, before: list[Row], closed: list[Row]) -> list[Row]:
    """The rows that a closing balance closes: from the opening one on, with all that changed it.

    "Eget kapital 2025-01-01", then what changed it, then "Eget kapital 2025-12-31"; or "Ingående låneskuld" and
    "Utgående låneskuld". In a note any opening balance opens what the next closing one ends.
    """
    balance = accounts.lexicon.balance
    for at in range(len(before) - 1, -1, -1):
        if len(before) - at > 1 and _is_opened_by(accounts, row, before[at:]):
            return before[at:] if _only_adds(statement, row, before[at:]) else []
    if statement.kind == "not" and balance(row.label)[0] == "utgående":
        starts = [at for at, other in enumerate(before) if balance(other.label)[0] == "ingående"]
        if starts and len(before) - starts[-1] > 1:
            return before[starts[-1] :]
        if not starts and before and closed and balance(closed[-1].label)[0] == "utgående":
            return [closed[-1], *before]  # what one balance closes opens the next
    return []


def _only_adds(statement: Statement, row: Row, before: list[Row]) -> bool:
    """Whether what stands before a closing balance is added up: of persons, those who left are printed without a minus."""
    if statement.kind != "statistik":
        return True
    return any(column.fits and column.terms > 1 for column in seen_in(statement.columns, row, before, statement.sign))


def _is_opened_by(accounts: Accounts, row: Row, before: list[Row]) -> bool:
    """Whether the first of some rows is the opening balance of a row, by the words of both."""
    (first, subject), (last, same) = accounts.lexicon.balance(before[0].label), accounts.lexicon.balance(row.label)
    if first == "ingående" and last == "utgående":
        return subject == same
    day, words = _day_of(row)
    if day is None:
        return False
    opening, *changes = (_day_of(other) for other in before)
    return opening[0] is not None and opening[0] < day and opening[1] == words and all(c[1] != words for c in changes)


def _is_last(statement: Statement, row: Row, rows: tuple[Row, ...]) -> bool:
    """Whether nothing but information follows a row in its group."""
    after = rows[next(at for at, other in enumerate(rows) if other is row) + 1 :]
    return not any(inner.slots and statement.role(inner) not in ("info", "share") for other in after for inner in other.walk())


def _day_of(row: Row) -> tuple[str | None, str]:
    found = _DAY.search(row.label)
    return (found[0] if found else None), fold(_DAY.sub("", row.label))


def _sign(statement: Statement, row: Row) -> str:
    concept = statement.concept(row)
    return concept.sign if concept is not None else ""


def _role(statement: Statement, row: Row) -> str:
    concept, role = statement.concept(row), statement.role(row)
    if role == "detail" and concept is not None and concept.role == "result":
        return "total" if statement.kind == "driftredovisning" else "info"
    if statement.kind == "balansräkning" and role == "total" and row.rows:
        return "detail"
    return role
