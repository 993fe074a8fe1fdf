"""Which rows of a statement that runs a result is made of, by where they stand and not by their names."""

from collections.abc import Iterable
from itertools import dropwhile

from finsam_audit.accounts.statement import Statement
from finsam_audit.accounts.sums import outermost
from finsam_audit.page.expressions import names, parse_expression
from finsam_audit.page.model import Row
from finsam_audit.words.lexicon import Concept, Lexicon


def run_up(statement: Statement, stated: Row, lexicon: Lexicon) -> list[Row]:
    """The rows that run up to a result: those under it, else those above it back to the last result or total.

    Where none stands above, a total there has none. Rows under another heading are none of a section's result; they are of one
    that is made of results. Those it begins with that by their names make a result which is not printed are none of it.
    """
    inside = list(outermost(stated.rows))
    above: list[Row] = []
    begun = False
    for row in statement.table.walk() if not inside else ():
        concept = statement.concept(row)
        if row is stated:
            above = above if begun or concept is None or concept.role != "total" else []
            break
        if not row.slots:
            continue
        if concept is not None and concept.role in ("result", "total"):
            above, begun = [], True
        else:
            above.append(row)
    results = {c.name: _parts(c) for c in lexicon.kinds[statement.kind].concepts.values() if c.role == "result"}
    parts = {part for name, parts in results.items() if name not in statement.rows for part in parts}
    under = stated.path
    if not results.keys() & results.get(statement.concept_name(stated), set()):
        above = [row for row in above if not (under and row.path) or row.path[: len(under)] == under]
    own = dropwhile(lambda row: not (under and row.path) and statement.concept_name(row) in parts, above)
    found = inside or list(own)
    return [row for row in found if statement.role(row) == "detail" and not statement.is_part(row)]


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
