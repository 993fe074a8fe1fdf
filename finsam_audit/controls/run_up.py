"""Which rows of a statement that runs a result is made of, by where they stand and not by their names."""

from collections.abc import Iterable
from itertools import dropwhile, takewhile

from finsam_audit.accounts.majority import half
from finsam_audit.accounts.statement import Statement
from finsam_audit.accounts.sums import outermost, seen_in, shows_sum
from finsam_audit.accounts.words.lexicon import Concept, Lexicon
from finsam_audit.page.expressions import names, parse_expression
from finsam_audit.page.model import Figure, Row


def run_up(statement: Statement, stated: Row, lexicon: Lexicon) -> list[Row]:
    """The rows that run up to a result: those under it, else those above it back to the last result or total.

    Where none stands above, a total there has none. Rows under another heading are none of a section's result; they are of one
    that is made of results. Those it begins with that by their names make a result which is not printed are none of it; nor,
    where the sums do not tell, the unknown rows that follow these.
    """
    results = {c.name: _parts(c) for c in lexicon.kinds[statement.kind].concepts.values() if c.role == "result"}
    parts = {part for name, parts in results.items() if name not in statement.rows for part in parts}
    found = list(outermost(stated.rows))
    above: list[Row] = []
    running: list[Row] = []  # the last result, and what has come to it since
    begun = False
    for row in statement.table.walk() if not found else ():
        concept = statement.concept(row)
        role = concept.role if concept is not None else ""
        if row is stated or (row.slots and role == "total"):
            under = row.path if not results.keys() & results.get(statement.concept_name(row), set()) else ()
            near = [other for other in above if not (under and other.path) or other.path[: len(under)] == under]
            found = _own(row, near, parts, statement) if begun or role != "total" else []
            above, begun = [other for other in near if begun and is_loose(other, statement) and other not in found], True
            if row is stated:
                break
            running = [row]
        elif row.slots and role == "result":
            above, begun, running = [], True, [row]
        elif row.slots and not (is_loose(row, statement) and _says_again(row, running, statement)):
            above.append(row)
            running.append(row)
    return [row for row in found if statement.role(row) == "detail" and not statement.is_part(row)]


def _says_again(row: Row, running: list[Row], statement: Statement) -> bool:
    """Whether a row without a name of its own is what has been come to so far: a step of the way, and no term.

    What goes off may be printed without its minus ("Avgår realisationsvinster 12").
    """
    if len(running) < 2:
        return False
    columns = statement.columns
    goes_off = {figure.id for term in running[1:] for column in columns if (figure := term.figure(column)) is not None}

    def off(figure: Figure) -> int:
        return -statement.sign(figure) if figure.id in goes_off else statement.sign(figure)

    return any(shows_sum(seen_in(columns, row, running, sign)) for sign in (statement.sign, off))


def _own(total: Row, above: list[Row], parts: set[str], statement: Statement) -> list[Row]:
    """Of the rows above a total, those that are no part of a result that is not printed."""
    own = list(dropwhile(lambda row: not (total.path and row.path) and statement.concept_name(row) in parts, above))
    concept = statement.concept(total)
    if len(own) == len(above) or concept is None or concept.role != "total":
        return own
    unknown = sum(1 for _ in takewhile(lambda row: is_loose(row, statement), own))
    for taken in (own[at:] for at in range(unknown)):
        shown = seen_in(statement.columns, total, taken, statement.sign)
        if shown and half(sum(column.fits for column in shown), len(shown)):
            return taken
    return own[unknown:]


def _parts(concept: Concept) -> set[str]:
    """The concepts that one is made of, by its names."""
    return {name.path[0] for name in names(parse_expression(concept.derive))} if concept.derive else set()


def elsewhere(stated: Row, taken: Iterable[Row], statement: Statement) -> set[int]:
    """Of the rows that a formula names for a result, those that do not stand between it and the first result it names."""
    results = [row.number for row in taken if (c := statement.concept(row)) is not None and c.role == "result"]
    start = min((number for number in results if number < stated.number), default=-1)
    inside = {row.number for row in stated.walk()}
    details = (row.number for row in taken if (c := statement.concept(row)) is None or c.role in ("", "other"))
    return {number for number in details if number not in inside and not start < number < stated.number}


def is_loose(row: Row, statement: Statement) -> bool:
    """Whether a row has no name of its own."""
    concept = statement.concept(row)
    return concept is None or concept.role == "other"
