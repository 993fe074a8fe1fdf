"""What may set a number of the text apart from what it is held against: a cell where no number stands, rows of one name in
another table, a budget that was decided anew.

None says which of the two is wrong, so that none names a slip.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, product

from finsam_audit.accounts.words.folding import fold
from finsam_audit.controls.cells import Cells, time_of
from finsam_audit.controls.outcome import Outcome
from finsam_audit.messages import Message, message
from finsam_audit.page.model import Figure
from finsam_audit.patterns import pattern_of

_LONG = 100
"""In steps: a shorter difference is found among the rows of any table."""
_REVISED = pattern_of(r"(?i)\b(?:tilläggsbudget|tilläggsanslag|reviderade?|revidering)")
_TELLING = 8
"""So long is a word that tells what a row is of."""


def set_apart(outcome: Outcome, stated: Figure, cells: Cells) -> Message | None:
    """What would make up for the difference of a sum, exactly, or that two sentences may be of two budgets; None where nothing
    does."""
    terms = [used for used in outcome.figures if used.role != "stated"]
    figures = [used.figure for used in terms if used.figure is not None]
    if len(terms) == 1 and [figure.table for figure in figures] == ["claims"]:
        revised = [bool(_REVISED.search(figure.row)) for figure in (stated, figures[0])]
        return message("hint.two-budgets") if revised[0] != revised[1] else None
    if len(figures) < len(terms) or any(used.role != "term" or abs(used.weight) != 1 for used in terms) or len(terms) < 2:
        return None
    return next(chain(_gap(outcome, stated, figures, cells), _alike(outcome, stated, figures, cells)), None)


def _gap(outcome: Outcome, stated: Figure, figures: list[Figure], cells: Cells) -> Iterator[Message]:
    """The one cell of a table added up by rows and columns where no number stands: it would have to hold the difference."""
    rows = {figure.row: figure for figure in figures}
    columns = dict.fromkeys(figure.column for figure in figures)
    missing = set(product(rows, columns)) - {(figure.row, figure.column) for figure in figures}
    if len(columns) < 2 or len(missing) != 1 or len({figure.table for figure in figures}) != 1:
        return
    ((row, column),) = missing
    printed = {cell.figure.column for cell in cells.rows.get(rows[row].id, ())}
    difference = outcome.difference
    if column not in printed and difference is not None and difference > 0 and stated.unit == rows[row].unit:
        yield message("hint.gap", row=row, column=column, wanted=(difference * stated.unit.scale, stated))


def _alike(outcome: Outcome, stated: Figure, figures: list[Figure], cells: Cells) -> Iterator[Message]:
    """The rows of another table that share a telling word with what was added up, all of them together, at the same time."""
    if outcome.difference is None or stated.unit.quality != "money":
        return
    gap = abs(outcome.difference) * stated.unit.scale
    if gap < _LONG * stated.step:
        return
    words = dict.fromkeys(word for figure in figures for word in _telling(figure.row))
    tables = {figure.table for figure in figures}
    times = dict.fromkeys(time_of(cell.column) for figure in figures if (cell := cells.of(figure)) is not None)
    for word, time in product(words, times):
        by_table: dict[str, list[Figure]] = {}
        for cell in cells.times.get(time, ()):
            figure = cell.figure
            if figure.value and not cell.total and figure.table not in tables and word in _telling(figure.row):
                by_table.setdefault(figure.table, []).append(figure)
        for table, found in by_table.items():
            if abs(sum(figure.base for figure in found)) == gap:
                rows = tuple(message("against.named", row=figure.row, amount=figure) for figure in found)
                yield message("hint.rows-alike", rows=rows, table=table, column=found[0].column)


def _telling(label: str) -> list[str]:
    return [word for word in fold(label).split() if len(word) >= _TELLING]
