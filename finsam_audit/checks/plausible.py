"""Plausible numbers: shares from 0 to 100 %, counts whole and not negative, scores at most their highest value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from finsam_audit.accounts.statement import Statement
from finsam_audit.accounts.statistics import Heads
from finsam_audit.checks.found_relation import explained
from finsam_audit.checks.grid import HUNDRED
from finsam_audit.checks.kind import NO_TABLE, or_else
from finsam_audit.controls.outcome import Outcome, Severity, Used
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message
from finsam_audit.page.model import Column, Figure, Row


@or_else("plausible.all", NO_TABLE)
def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """In the tables named by ``in``: every figure within what its sort allows."""
    for statement in view.statements(rule.texts("in")):
        outcomes = [*_sorts(statement, view.book.lexicon.words["netto"].match), *_scores(statement)]
        yield from outcomes or [Outcome("passed", message("plausible.all", table=statement.name))]


def _sorts(statement: Statement, is_net: Callable[[str], bool]) -> Iterator[Outcome]:
    """Odd figures; a row or column that is called a net amount or a change, or has two with a minus, is of differences."""
    odd = any(f.unit.quality == "percent" and not 0 <= f.value <= HUNDRED for _, _, f in statement.figures())
    is_whole = _whole_columns(statement)
    counted = explained(statement) if odd else ()  # more than the whole budget may be used, and a change may be negative
    for row, column, figure in statement.figures():
        texts = (statement.name, column.head, row.label)
        if any(statement.heads.is_rate(text) for text in texts) or column.kind or figure.id in counted:
            continue
        if figure.unit.quality == "percent":
            share = statement.heads.is_share(column.head) or statement.heads.is_share(row.label)
            if figure.value > HUNDRED:
                yield _beyond(figure, HUNDRED, "plausible.share", None if share else "note")
            elif figure.value < 0 and (share or _is_alone(statement, row, column)):
                yield _beyond(figure, Decimal(0), "plausible.negative", None if share else "note")
        elif figure.unit.quality == "count" and figure.value < 0:
            if not is_net(row.label) and not is_net(column.head) and _is_alone(statement, row, column):
                yield _beyond(figure, Decimal(0), "plausible.negative", None)
        elif _is_count(statement.heads, figure, texts) and is_whole(column):
            yield _beyond(figure, figure.value.to_integral_value(), "plausible.whole", "note")


def _is_alone(statement: Statement, row: Row, column: Column) -> bool:
    """Whether nothing else of a column has a minus, nor of the row, but in columns where others have one too."""

    def is_turned(other: Row, at: Column) -> bool:
        figure = other.figure(at)
        return figure is not None and figure.value < 0

    def has_others(at: Column) -> bool:
        return any(is_turned(other, at) for other in statement.table.walk() if other is not row)

    return not has_others(column) and all(has_others(c) for c in statement.columns if c is not column and is_turned(row, c))


def _is_count(heads: Heads, figure: Figure, texts: tuple[str, ...]) -> bool:
    """Whether a figure with decimals is printed as a number of something, and nothing says that it is a mean."""
    return figure.unit.name == "antal" and figure.decimals > 0 and not any(heads.is_average(text) for text in texts)


def _whole_columns(statement: Statement) -> Callable[[Column], bool]:
    """Which columns hold three whole numbers or more, and no more than one that is not."""
    decimals: dict[int, list[bool]] = {}
    for _, column, figure in statement.figures():
        decimals.setdefault(column.position, []).append(bool(figure.decimals))
    whole = {at for at, found in decimals.items() if sum(found) < 2 and len(found) > 3}
    return lambda column: column.position in whole


def _scores(statement: Statement) -> Iterator[Outcome]:
    """No score passes the highest one that a column headed Max prints for its row."""
    highest = [c for c in statement.columns if statement.heads.is_maximum(c.head)]
    if len(highest) != 1:
        return
    for row in statement.table.walk():
        limit = row.figure(highest[0])
        for column in statement.columns:
            figure = row.figure(column)
            if limit is not None and figure is not None and figure is not limit and figure.unit == limit.unit:
                yield _score(row, figure, limit)


def _score(row: Row, figure: Figure, limit: Figure) -> Outcome:
    return Outcome(
        outcome="finding" if figure.base > limit.base else "passed",
        told=message("plausible.score", row=row.label, table=figure.table, amount=figure, highest=limit),
        column=figure.column,
        rounding=None if figure.base > limit.base else "exact",
        computed=figure.value,
        limit=limit.value,
        difference=figure.value - limit.value,
        unit=figure.unit.name,
        figures=(Used(limit, "term", Decimal(1)), Used(figure, "stated", Decimal(-1))),
        rests_on_doubt=figure.rests_on_doubt or limit.rests_on_doubt,
        arithmetic=True,
        equation=False,
    )


def _beyond(figure: Figure, limit: Decimal, told: str, severity: Severity | None) -> Outcome:
    return Outcome(
        outcome="finding",
        told=message(told, row=figure.row, table=figure.table, amount=figure),
        column=figure.column,
        severity=severity,
        computed=figure.value,
        limit=limit,
        difference=figure.value - limit,
        unit=figure.unit.name,
        figures=(Used(figure, "stated", Decimal(-1)),),
        rests_on_doubt=figure.rests_on_doubt,
        arithmetic=True,
        equation=False,
    )
