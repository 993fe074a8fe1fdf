"""What a wrong number of the text is: the amount of another row, a share of another base, two digits changed.

Most wrong numbers of a text are right somewhere else. Only what fits exactly is told: the amount as it is printed, or
rounded as the text prints it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from finsam_audit.controls.cells import Cell, Cells, time_of
from finsam_audit.controls.hints import MAX_HINTS, Hint, typing_slip
from finsam_audit.controls.outcome import Outcome, Used
from finsam_audit.controls.set_apart import set_apart
from finsam_audit.messages import Message, message
from finsam_audit.page.model import Figure
from finsam_audit.page.units import ONE

OF_SOME_LENGTH = 100
"""In the steps it is printed in: a shorter number is found among the rows of any table."""

LONG = 4
"""So many digits, the zeros at the end left out, stand in two rows of a report by chance but seldom."""

QUARTERS = 4


def with_what_it_is(outcome: Outcome, cells: Cells) -> Outcome:
    """A finding about a number of the text with what that number is; of shares that the law asks for, the quarter missed."""
    if outcome.outcome != "finding" or not outcome.arithmetic or outcome.computed is None or not outcome.difference:
        return outcome
    stated = outcome.stated_figures
    if outcome.kind == "policy":
        return _a_quarter(outcome, stated[0]) if stated else outcome
    cut = outcome.habit == "cut"
    if outcome.about != "claim" or len(stated) != 1 or outcome.kind not in (None, "rounding") or (outcome.habit and not cut):
        return outcome
    found = next(_hints(outcome, stated[0], cells), None)
    if found is None and not cut and (rest := set_apart(outcome, stated[0], cells)) is not None:
        return outcome._replace(hints=(rest, *outcome.hints)[:MAX_HINTS])
    if found is None or (cut and found.kind not in ("wrong_base", "wrong_column")):
        return outcome
    if cut:  # it is no number cut short after all
        told = Message("claim-goal" if stated[0].table == "goals" else "claim", outcome.told.args)
        outcome = outcome._replace(told=told, severity="warning", habit=None)
    hints = (found.told, *outcome.hints)[:MAX_HINTS]
    return outcome._replace(kind=found.kind, hints=hints, suspect=stated[0].id)


def _a_quarter(outcome: Outcome, stated: Figure) -> Outcome:
    """A contribution that is wrong by exactly the quarter of a year."""
    if outcome.limit is not None or outcome.computed is None or outcome.difference is None:
        return outcome
    if abs(outcome.difference) * QUARTERS != abs(outcome.computed) or not outcome.computed:
        return outcome
    wanted = outcome.computed * stated.unit.scale, stated
    told = message("hint.quarter", difference=abs(outcome.difference), unit=outcome.unit, wanted=wanted)
    return outcome._replace(hints=(told, *outcome.hints)[:MAX_HINTS])


def _hints(outcome: Outcome, stated: Figure, cells: Cells) -> Iterator[Hint]:
    """What the number may be, the likeliest first."""
    terms = [used for used in outcome.figures if used.role in ("term", "divisor") and used.figure is not None]
    if any(used.role == "divisor" for used in terms):
        yield from _of_another_base(outcome, stated, terms, cells)
    elif outcome.computed_low is None and abs(stated.base) >= OF_SOME_LENGTH * stated.step:
        yield from _of_another_column(stated, terms, cells)
        yield from _of_another_row(stated, terms, cells)
    yield from _mistyped(outcome, stated)


def _mistyped(outcome: Outcome, stated: Figure) -> Iterator[Hint]:
    """The number is one slip of a hand from what it should be."""
    assert outcome.computed is not None
    if abs(stated.value.scaleb(stated.decimals)) < OF_SOME_LENGTH:
        return
    kind, wanted = typing_slip(stated, outcome.computed * stated.unit.scale, rounded=False)
    if kind:
        told = message("hint.typing-text", amount=stated, wanted=(wanted, stated), slip=kind)
        yield Hint(kind, told, stated)


def _of_another_column(stated: Figure, terms: list[Used], cells: Cells) -> Iterator[Hint]:
    """The amount of another column of the row that it is held against, in digits enough to be no chance."""
    if len(terms) != 1 or terms[0].figure is None or len(stated.value.normalize().as_tuple().digits) < LONG:
        return
    mine = terms[0].figure
    others = [cell.figure for cell in cells.rows.get(mine.id, ()) if cell.figure.id != mine.id]
    heads = dict.fromkeys(other.column for other in others if abs(other.base) == abs(stated.base))
    if len(heads) == 1:
        (head,) = heads
        yield Hint("wrong_column", message("hint.column-of-table", amount=stated, column=head, table=mine.table), stated)


def _of_another_row(stated: Figure, terms: list[Used], cells: Cells) -> Iterator[Hint]:
    """The amount of another row: of the same column, else of the same time in any table, a total where it is short."""
    own = [cell for used in terms if used.figure is not None and (cell := cells.of(used.figure)) is not None]
    mine = {used.figure.id for used in terms if used.figure is not None}
    every = {time: cells.times.get(time, ()) for cell in own for time in [time_of(cell.column)]}
    others = [c for found in every.values() for c in found if c.figure.id not in mine and _prints_as(c.figure.base, stated)]
    beside = [cell for cell in others if any(_in_column(cell, one) for one in own)]
    long = len(stated.value.normalize().as_tuple().digits) >= LONG
    chosen = beside or [cell for cell in others if cell.total or long]
    if len({cell.figure.row for cell in chosen} if beside else {abs(cell.figure.base) for cell in chosen}) == 1:
        figure = chosen[0].figure
        told = message("hint.other-row", amount=figure, row=figure.row, table=figure.table, column=figure.column)
        yield Hint("wrong_row", told, stated)


def _in_column(one: Cell, other: Cell) -> bool:
    return (one.figure.table, one.column) == (other.figure.table, other.column)


def _prints_as(base: Decimal, stated: Figure) -> bool:
    """Whether an amount is what the text prints, rounded as it prints it; a text seldom tells the sign of a table."""
    quantum = stated.unit.scale.scaleb(-stated.decimals)
    return (abs(base) / quantum).quantize(ONE, ROUND_HALF_UP) * quantum == abs(stated.base)


def _of_another_base(outcome: Outcome, stated: Figure, terms: list[Used], cells: Cells) -> Iterator[Hint]:
    """A share or an average of the amounts of another column: of all of them, or of one."""
    factor = Decimal(100) if stated.unit.quality == "percent" else ONE
    plain = _quotient(terms, {}, factor)
    assert outcome.computed is not None
    if plain is None or not _prints_as(plain, stated._replace(value=_rounded(outcome.computed, stated))):
        return  # no plain quotient of these sums
    figures = {used.figure.id: used.figure for used in terms if used.figure is not None}
    columns = {f.id: [c for c in cells.rows.get(f.id, ()) if c.figure.unit == f.unit] for f in figures.values()}
    heads = dict.fromkeys(cell.column.head for found in columns.values() for cell in found)
    tables = {figure.table for figure in figures.values()}
    for head in heads:
        others = {name: cell.figure for name, found in columns.items() for cell in found if cell.column.head == head}
        whole = len(tables) == 1 and len(figures) > 1 and others.keys() == figures.keys() and others != figures
        if whole and _fits(_quotient(terms, others, factor), stated):
            told = message("hint.other-time", column=head, instead=next(iter(figures.values())).column)
            yield Hint("wrong_column", told, stated)
    for name, found in columns.items():
        for cell in found:
            if cell.figure.base != figures[name].base and _fits(_quotient(terms, {name: cell.figure}, factor), stated):
                row, column, instead = cell.figure.row, cell.column.head, figures[name]
                told = message("hint.other-base", amount=cell.figure, row=row, column=column, instead=instead)
                yield Hint("wrong_base", told, stated)


def _rounded(value: Decimal, stated: Figure) -> Decimal:
    return value.quantize(ONE.scaleb(-stated.decimals), ROUND_HALF_UP)


def _fits(value: Decimal | None, stated: Figure) -> bool:
    return value is not None and _prints_as(value, stated)


def _quotient(terms: Iterable[Used], other: dict[str, Figure], factor: Decimal) -> Decimal | None:
    """The quotient of the terms, some of them other figures; None where there is nothing to divide by."""
    above = below = Decimal(0)
    for used in terms:
        if used.figure is None:
            continue
        amount = other.get(used.figure.id, used.figure).base * used.weight
        above, below = (above, below + amount) if used.role == "divisor" else (above + amount, below)
    return above / below * factor if below else None
