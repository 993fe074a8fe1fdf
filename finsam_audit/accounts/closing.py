"""The rows that a row of an unheard-of name closes, as far as the figures show that it does.

"Restvärde", "Saldo 2025-12-31", "Kvar att betala": a note may call what it ends with anything. That it is the sum of the
rows above shows in its figures, and one column that shows it settles the others, so that a slip in them is found.
"""

from collections.abc import Iterator, Sequence

from finsam_audit.accounts.accounts import Accounts, Statement
from finsam_audit.accounts.statistics import is_total
from finsam_audit.accounts.sums import Seen, seen_in, shows_sum
from finsam_audit.page.model import Row


def closed_by_figures(
    accounts: Accounts, statement: Statement, row: Row, closed: Sequence[Row], before: Sequence[Row], last: bool
) -> list[Row]:
    """The rows of a note that a row closes, although nothing in its name says so; none where the figures do not show it.

    In statistics only a last row that is called the whole: a number there often equals others by chance.

    ``before`` are the rows since the last total, ``closed`` the totals before them. A balance that rolls is one wherever
    it stands, as is a sum that several columns show to the krona; else only the ``last`` row of a group can be its sum.
    Where shares of one whole are listed none is: half of what the members pay is the state's, and equals the rest.
    """
    named_so = statement.kind == "statistik" and last and is_total(row.label)  # "Alla", "Samtliga", "Hela förbundet"
    if not (statement.kind == "not" or named_so) or statement.concept(row) is not None or (not before and not closed):
        return []
    for terms in _candidates(accounts, closed, before, last):
        seen = seen_in(statement.columns, row, terms, statement.sign)
        rolls = _rolls(accounts, statement, row, terms)
        moves = rolls or any(column.mixed and column.exact for column in seen)
        certain = len(seen) > 1 and all(column.exact and column.long and column.terms > 1 for column in seen)
        if (moves or ((last or certain) and not _lists_shares(statement))) and _shows(accounts, seen, terms, rolls):
            return list(terms)
    return []


def split_by_figures(statement: Statement, ends: Sequence[Row], totals: Sequence[Row]) -> tuple[Row, list[Row]] | None:
    """The row of a note that those after it split once more, or that they are the parts of; None where none shows that.

    "Summa", then what of it is whose; "Fordringar", then the fordringar one by one.
    """
    if statement.kind != "not" or _lists_shares(statement) or len(ends) < 3:
        return None
    order = sorted(ends, key=lambda row: row.number)
    for at in range(len(order) - 3, -1, -1):
        whole, parts = order[at], order[at + 1 :]
        if whole not in totals and at > 0:
            continue
        if shows_sum(seen_in(statement.columns, whole, parts, statement.sign)):
            return whole, parts
    return None


def rather_by_figures(
    accounts: Accounts, statement: Statement, total: Row, terms: Sequence[Row], closed: Sequence[Row], before: Sequence[Row]
) -> list[Row]:
    """The rows that a total of a note closes: those its words tell, unless no column agrees and the figures show others.

    A row of an unheard-of name may be the opening balance that its words would have looked for.
    """
    if statement.kind != "not" or any(column.fits for column in seen_in(statement.columns, total, terms, statement.sign)):
        return list(terms)
    others = [list(other) for other in _candidates(accounts, closed, before, last=True) if len(other) > 1]
    shown = (other for other in others if shows_sum(seen_in(statement.columns, total, other, statement.sign)))
    return next(shown, list(terms))


def _candidates(accounts: Accounts, closed: Sequence[Row], before: Sequence[Row], last: bool) -> Iterator[Sequence[Row]]:
    """What a row may close: all above it, the balance before it with what changed that, or the rows from an opening on."""
    if last:
        yield [*closed, *before]
    if before and closed:
        yield [closed[-1], *before]
    for at in range(len(before) - 2, -1, -1):
        if at == 0 or accounts.lexicon.balance(before[at].label)[0] == "ingående":
            yield before[at:]


def _rolls(accounts: Accounts, statement: Statement, row: Row, terms: Sequence[Row]) -> bool:
    """Whether the first of some rows is an opening balance: by its name, or as the year before ended with it."""
    if accounts.lexicon.balance(terms[0].label)[0] == "ingående" or accounts.lexicon.balance(row.label)[0] == "utgående":
        return True
    for column in statement.columns:
        before = statement.column_at(accounts.previous(column.end), column.kind, whose=column.whose) if column.end else None
        opening = terms[0].figure(column)
        ended = row.figure(before) if before is not None else None
        if opening is not None and ended is not None and opening.value and opening.base == ended.base:
            return True
    return False


def _lists_shares(statement: Statement) -> bool:
    return any(name.startswith("bidrag från") for name in statement.rows)


def _shows(accounts: Accounts, seen: Sequence[Seen], terms: Sequence[Row], rolls: bool) -> bool:
    """Whether the columns show a sum: half of them fit, and one amount is too long, or two too many, to do so by chance.

    Of a balance that rolls one is enough.
    """
    fitting = [column for column in seen if column.fits]
    if not fitting or 2 * len(fitting) < len(seen):
        return False
    exact = [column for column in fitting if column.exact]
    if len(terms) == 1:  # the sum said once more
        return len(exact) == len(seen) or any(column.long for column in exact)
    if len(exact) == len(seen) and accounts.lexicon.balance(terms[0].label)[0] == "ingående":
        return True  # perhaps nothing changed
    sums = [column for column in fitting if column.exact and column.terms > 1]
    return (rolls and bool(sums)) or shows_sum(seen)
