"""What the other columns of its rows say of a finding: last year's figure left standing, a total not worked out anew.

A total of a report is often last year's file with this year's amounts typed over it. What was not typed over is known
by an amount of some length that stands in another column of the same row.
"""

from collections.abc import Iterator
from decimal import Decimal

from finsam_audit.controls.cells import Cell, Cells
from finsam_audit.controls.hints import MAX_HINTS, Hint
from finsam_audit.controls.outcome import Outcome, Used
from finsam_audit.messages import message
from finsam_audit.page.model import Column, Figure

OF_SOME_LENGTH = 1_000
"""In the steps it is printed in: an amount this long seldom stands in two columns of a row by chance."""
_DIGITS = 3
"""Of an amount besides its closing zeros: the one row of a sum that is as it was the year before, where the sum fails."""


def with_other_columns(outcome: Outcome, cells: Cells) -> Outcome:
    """A finding with what other columns explain of it, before what its difference alone suggests; else unchanged."""
    if outcome.outcome != "finding" or not outcome.arithmetic or outcome.computed_low is not None or not outcome.difference:
        return outcome
    if outcome.kind in ("definition", "policy", "reading", "rounding") or outcome.tolerance is None:
        return outcome
    stated = outcome.stated_figures
    terms = [used for used in outcome.figures if used.role == "term" and used.figure is not None]
    if len(stated) != 1 or any(_beside(used.figure, stated[0]) for used in terms):
        return outcome
    found = [*_left_standing(stated[0], cells), *_of_other_table(stated[0], terms, cells)]
    found += _stale(outcome, stated[0], terms, cells)
    if outcome.kind != "sign":  # a row that is alike in both years explains less than twice an amount
        found = found or [*_part_left_standing(outcome, stated[0], terms, cells)]
    if not found:
        return _with_blank(outcome, stated[0], cells)
    hints = (found[0].told, *outcome.hints)
    return outcome._replace(kind=found[0].kind, hints=hints[:MAX_HINTS], suspect=(found[0].suspect or stated[0]).id)


def _beside(one: Figure | None, other: Figure) -> bool:
    return one is not None and (one.table, one.path, one.row) == (other.table, other.path, other.row)


def _others(figure: Figure, cells: Cells) -> Iterator[tuple[Cell, Cell]]:
    """The figure's own cell with each other one of its row that counts the same thing."""
    row = cells.rows.get(figure.id, ())
    own = next((cell for cell in row if cell.figure.id == figure.id), None)
    if own is not None:
        for cell in row:
            if cell.figure.id != figure.id and cell.figure.unit == figure.unit and _alike(own.column, cell.column):
                yield own, cell


def _alike(one: Column, other: Column) -> bool:
    """Whether two columns show the same sort of amount for two periods."""
    return (one.kind, one.side, one.whose) == (other.kind, other.side, other.whose) and one.end != other.end


def _is_long(figure: Figure) -> bool:
    return abs(figure.base) >= OF_SOME_LENGTH * figure.step


def _is_odd(figure: Figure) -> bool:
    """Whether an amount of money is no round one, as a rent or a fee that stays the same may be."""
    digits = str(abs(int(figure.value.scaleb(figure.decimals)))).rstrip("0")
    return figure.unit.quality == "money" and len(digits) >= _DIGITS


def _left_standing(stated: Figure, cells: Cells) -> Iterator[Hint]:
    """The amount of another period stands in this one as well."""
    for own, other in _others(stated, cells):
        if other.figure.base == stated.base and _is_long(stated):
            yield Hint("wrong_column", message(_when(own, other), row=stated.row, amount=stated, column=other.column.head))


def _when(own: Cell, other: Cell) -> str:
    ends = own.column.end, other.column.end
    return "hint.last-year" if ends[0] is not None and ends[1] is not None and ends[1] < ends[0] else "hint.other-column"


def _of_other_table(stated: Figure, terms: list[Used], cells: Cells) -> Iterator[Hint]:
    """A figure of one table is that of another period in the table it is held against."""
    if len(terms) == 1 and terms[0].figure is not None and terms[0].figure.table != stated.table and _is_long(stated):
        for _, other in _others(terms[0].figure, cells):
            if abs(other.figure.base) == abs(stated.base):
                head, table = other.column.head, other.figure.table
                yield Hint("wrong_column", message("hint.column-of-table", amount=stated, column=head, table=table))


def _stale(outcome: Outcome, stated: Figure, terms: list[Used], cells: Cells) -> Iterator[Hint]:
    """The total fits what one of its parts is in another column: it was not worked out anew."""
    if len(terms) < 2 or outcome.difference is None or outcome.tolerance is None:
        return
    gap, slack = outcome.difference * stated.unit.scale, outcome.tolerance * stated.unit.scale
    for used in terms:
        if used.figure is None or not used.weight:
            continue
        wanted = used.figure.base + gap / used.weight
        for _, other in _others(used.figure, cells):
            near = abs(other.figure.base - wanted) <= min(slack, Decimal(2) * other.figure.step)
            if near and _is_long(other.figure) and abs(gap) > 10 * slack:
                args = {"row": used.figure.row, "amount": other.figure, "column": other.column.head, "total": stated.row}
                yield Hint("stale_total", message("hint.stale", **args))


def _part_left_standing(outcome: Outcome, stated: Figure, terms: list[Used], cells: Cells) -> Iterator[Hint]:
    """One row of a sum, and only one, prints what it printed the period before: it was not typed over."""
    same = [
        (used, own, other)
        for used in terms
        if used.figure is not None and used.weight and (_is_long(used.figure) or _is_odd(used.figure))
        for own, other in _others(used.figure, cells)
        if other.figure.base == used.figure.base and _when(own, other) == "hint.last-year"
    ]
    if len(same) == 1 and len(terms) > 2 and outcome.difference is not None:
        used, own, other = same[0]
        wanted = own.figure.base + outcome.difference * stated.unit.scale / used.weight, own.figure
        told = message("hint.last-years-part", row=own.figure.row, amount=own.figure, column=other.column.head, wanted=wanted)
        yield Hint("wrong_column", told, own.figure)


def _with_blank(outcome: Outcome, stated: Figure, cells: Cells) -> Outcome:
    """A sum with the row that has no amount here and may be the one to fill.

    That is the only such row or, of several, the one whose other columns give the amount that the sum lacks.
    """
    blanks = [used for used in outcome.figures if used.role == "blank" and used.name]
    if outcome.about != "footing" or not blanks or outcome.difference is None:
        return outcome
    lacking = abs(outcome.difference) * stated.unit.scale
    given = [used for used in blanks if lacking in _amounts(cells.labels.get((stated.table, used.name), ()))]
    chosen = given or blanks
    if len(chosen) != 1:
        return outcome
    wanted = outcome.difference * stated.unit.scale / (chosen[0].weight or 1), stated
    told = message("hint.blank", row=chosen[0].name, wanted=wanted)
    if len(outcome.hints) == 1:
        return outcome._replace(hints=(*outcome.hints, told))
    return outcome._replace(hints=(told, *outcome.hints)[:MAX_HINTS])  # before slips that several figures may have alike


def _amounts(row: tuple[Cell, ...]) -> set[Decimal]:
    """The amounts of a row, and how far apart they are: a deviation is one less another."""
    bases = [cell.figure.base for cell in row]
    return {abs(one) for one in bases} | {abs(one - other) for one in bases for other in bases}
