"""A figure and the cells of its own row that it should be the sum of, each with its factor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from finsam_audit.accounts.statement import Statement
from finsam_audit.controls.hints import with_hints
from finsam_audit.controls.outcome import About, Outcome
from finsam_audit.controls.quantities import Quantity, blank, quantity, total
from finsam_audit.controls.relation import Trivial, judge
from finsam_audit.messages import message
from finsam_audit.page.model import Column, Figure, Row


def along(
    statement: Statement,
    row: Row,
    stated: Figure,
    parts: list[tuple[Column, Decimal]],
    told: str,
    raw: bool = False,
    about: About = "row",
    besides: Iterable[Figure] = (),
) -> Iterator[Outcome]:
    """The outcome of ``stated = Σ factor·cell`` along a row; ``raw`` takes the cells as printed, not as signed.

    ``besides`` are figures of other rows that belong to it too.
    """
    quantities: list[Quantity] = [quantity(figure) for figure in besides]
    for column, factor in parts:
        slot = row.cell(column)
        if slot is None:
            return
        if slot.state in ("unread", "sic"):
            reason = message("missing.unread", table=statement.name, row=row.label, column=column.head)
            yield Outcome("not_applicable", message(told), stated.column, reason=reason)
            return
        if slot.figure is None:
            quantities.append(blank(f"{row.label} ({column.head})"))
        else:
            sign = 1 if raw else statement.sign(slot.figure)
            quantities.append(quantity(slot.figure, factor * sign))
    sign = 1 if raw else statement.sign(stated)
    args = {"row": row.label, "table": statement.name, "column": stated.column}
    try:
        yield with_hints(judge(stated, sign, total(quantities), told, args, about=about))
    except Trivial:
        return
