"""Rows looked up in a table: by their printed labels, by the class they add up to, and the percentage beside them."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from finsam_audit.accounts.accounts import Accounts
from finsam_audit.accounts.statement import Statement
from finsam_audit.accounts.sums import is_long
from finsam_audit.accounts.words.folding import fold
from finsam_audit.page.model import Column, Figure, Row

Printed = TypeVar("Printed")


def rows_named(statement: Statement, path: tuple[str, ...]) -> list[Row]:
    """The rows with cells that a label, with the labels of its groups before it, names; none where no label is given."""
    if not path:
        return []
    groups = {fold(part) for part in path[:-1]}
    rows = [row for row in statement.table.walk() if row.slots and groups <= {fold(part) for part in row.path}]
    found = alike(rows, lambda row: row.label, path[-1])
    if len(found) > 1 and len(path) == 1:
        top = [row for row in found if not row.path]
        found = top if len(top) == 1 else found
    return found


def first_with(statements: Sequence[Statement], path: tuple[str, ...]) -> tuple[Statement, list[Row]]:
    """The first of the tables of one name that has rows of a path, and those rows; the first table where none has any."""
    found = [(statement, rows_named(statement, path)) for statement in statements]
    return next((pair for pair in found if pair[1]), found[0])


def alike(things: Iterable[Printed], printed: Callable[[Printed], str], wanted: str) -> list[Printed]:
    """Those printed just so; where there are none, those that differ in case, accents, punctuation or numbering only."""
    wanted, folded = wanted.strip().lower(), fold(wanted)
    near = [thing for thing in things if fold(printed(thing)) == folded]
    exact = [thing for thing in near if printed(thing).strip().lower() == wanted]
    return exact or near


def class_rows(accounts: Accounts, statement: Statement, wanted: str) -> list[Row]:
    """The rows of the balance sheet that add up to a class; a row that carries its group's sum stands for the group."""
    found: list[Row] = []

    def visit(row: Row) -> None:
        role = statement.role(row)
        if row.slots and (role == "detail" or row.rows):
            if accounts.lexicon.is_within(statement.class_of(row), wanted):
                found.append(row)
            return
        for inner in row.rows:
            visit(inner)

    for row in statement.table.rows:
        visit(row)
    return found


def may_belong(accounts: Accounts, statement: Statement, wanted: str, exactly: bool) -> Row | None:
    """The first row of the balance sheet, of a name nobody knows, that may belong to a class and that no total took in.

    It stands where no more is known of it than a wider class; or, unless it is to be so ``exactly``, in the class itself,
    where it may be any of the things the class holds.
    """
    for row in statement.table.walk():
        if not statement.is_unknown(row) or row.rows:
            continue
        own = statement.class_of(row)
        if accounts.lexicon.is_within(wanted, own) and (own != wanted or not exactly):
            return row
    return None


def row_of_amounts(accounts: Accounts, kind: str, figures: Iterable[Figure]) -> Row | None:
    """The one row of the tables of a kind that prints these amounts in every period it has of them; None where several do.

    Other units and other rounding do not matter. One amount at least must be so long that it is not alike by chance.
    """
    by_end = {end: figure for figure in figures if (end := _end_of(accounts, figure)) is not None}
    found: list[Row] = []
    for statement in accounts.of_kind(kind):
        for row in statement.table.walk():
            pairs = [
                (by_end[column.end], figure)
                for column, slot in zip(statement.columns, row.slots, strict=False)
                if (figure := slot.figure) is not None and column.end in by_end and not column.whose
            ]
            long = any(is_long(figure) for figure, _ in pairs)
            if long and all(_is_amount(one, other, statement.sign(other)) for one, other in pairs):
                found.append(row)
    return found[0] if len(found) == 1 else None


def _end_of(accounts: Accounts, figure: Figure) -> date | None:
    statement = accounts.statement_of(figure)
    columns = statement.columns if statement is not None else ()
    return next((column.end for column in columns if column.head == figure.column), None)


def _is_amount(one: Figure, other: Figure, sign: int) -> bool:
    return one.unit.quality == other.unit.quality and 2 * abs(one.base - sign * other.base) <= max(one.step, other.step)


def companion(statement: Statement, row: Row, column: Column) -> Figure | None:
    """The percentage of a row: beside its amount, or on a share row under it or straight after it."""
    slot = row.cell(column)
    if slot is not None and slot.companion is not None and slot.companion.unit.quality == "percent":
        return slot.companion
    inner = next((r for r in row.rows if statement.role(r) == "share"), None)
    if inner is None:
        rows = list(statement.table.walk())
        index = rows.index(row)
        after = rows[index + 1] if index + 1 < len(rows) else None
        if after is not None and statement.role(after) == "share":
            inner = after
    share = inner.cell(column) if inner is not None else None
    if share is not None and share.figure is not None and share.figure.unit.quality == "percent":
        return share.figure
    return None
