"""Possible shares: a percentage of n answers is k/n for some whole k.

The test is known as GRIM: Brown, N. J. L. & Heathers, J. A. J. (2017), "The GRIM Test: A Simple Technique Detects
Numerous Anomalies in the Reporting of Results in Psychology", Social Psychological and Personality Science 8(4).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from math import ceil

from finsam_audit.accounts.statement import Statement
from finsam_audit.accounts.statistics import percent_at, years
from finsam_audit.checks.grid import HUNDRED
from finsam_audit.checks.kind import NO_TABLE, or_else
from finsam_audit.controls.outcome import Outcome, Used
from finsam_audit.controls.quantities import HALF
from finsam_audit.controls.relation import in_unit
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import Message, message
from finsam_audit.page.model import Column, Figure, Row

_MOST_OF_THEM = Decimal("0.8")
"""So large a share of those who answered a survey answer a question of it at least, for the number to be worth telling."""


@or_else("possible-share", "reason.no-answers", NO_TABLE)
def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """In the tables named by ``in``: the percentages of a row, or a column, that also prints its number of answers."""
    statements = view.statements(rule.texts("in"))
    for statement in statements:
        own = list(_shares(statement))
        for share, answers in own or _answered_elsewhere(statement, statements):
            outcome = _judged(statement, share, answers)
            if outcome is not None:
                outcome = _or_read_otherwise(statement, outcome, share, answers)
                yield outcome if own else _of_those_who_answered(outcome, answers)


def _or_read_otherwise(statement: Statement, outcome: Outcome, share: Figure, answers: Figure) -> Outcome:
    """A note where the data file gives another reading of the share that so many answers can give."""
    if outcome.outcome == "passed":
        return outcome
    for reading in share.readings:
        other = _judged(statement, share._replace(value=reading), answers)
        if other is not None and other.outcome == "passed":
            told = message("doubt.otherwise", row=share.row, amount=(reading, share))
            args = {**outcome.told.args, "fewer": ""}
            return outcome._replace(told=Message("possible-share", args), severity="note", hints=(told,))
    return outcome


def _shares(statement: Statement) -> Iterator[tuple[Figure, Figure]]:
    """Every percentage with the number of answers it is a part of."""
    heads = statement.heads
    if heads.is_average(statement.name):
        return
    rows = [row for row in statement.table.walk() if row.slots and not heads.is_rate(row.label)]
    columns = [c for c in statement.columns if not heads.is_rate(c.head)]
    answers = [c for c in columns if heads.is_answers(c.head)]
    if len(answers) == 1:
        for row in rows:
            yield from _with(row, columns, row.figure(answers[0]))
        return
    counted = [row for row in rows if heads.is_answers(row.label)]
    if len(counted) == 1:
        for column in columns:
            number = counted[0].figure(column)
            for row in rows:
                yield from _with(row, [column], number)


def _answered_elsewhere(statement: Statement, statements: Sequence[Statement]) -> Iterator[tuple[Figure, Figure]]:
    """The percentages of a survey whose number of answers stands in a table of its own, of the same persons and year."""
    if not _is_survey(statement) or statement.heads.is_average(statement.name):
        return
    same = [other for other in statements if statement.heads.of_the_same(other.name, statement.name)]
    counts = [found for other in same if (found := _number_of_answers(other))]
    if len(counts) != 1:
        return
    for row in statement.table.walk():
        for column in statement.columns:
            answers = counts[0].get(years(row.label) or years(column.head))
            if not statement.heads.is_rate(row.label) and not statement.heads.is_rate(column.head):
                yield from _with(row, [column], answers)


def _is_survey(statement: Statement) -> bool:
    """Whether a table holds answers to questions and nothing but percentages."""
    figures = [(row, column, figure) for row, column, figure in statement.figures()]
    asks = any(text.rstrip().endswith("?") for row, column, _ in figures for text in (row.label, column.head))
    return asks and all(figure.unit.quality == "percent" for _, _, figure in figures)


def _number_of_answers(statement: Statement) -> dict[frozenset[str], Figure]:
    """The numbers of answers of a table, by year; none where a year has several."""
    found: dict[frozenset[str], Figure] = {}
    for row, column, figure in statement.figures():
        if statement.heads.is_answers(row.label) or statement.heads.is_answers(column.head):
            year = years(column.head) or years(row.label)
            if year in found:
                return {}
            found[year] = figure
    return found


def _of_those_who_answered(outcome: Outcome, answers: Figure) -> Outcome:
    """A note at most: the number of answers is that of the whole survey, and a question may have been left out by some."""
    if outcome.outcome != "finding":
        return outcome
    told = message("possible-share.elsewhere", **outcome.told.args, counted=answers.table)
    return outcome._replace(told=told, severity="note")


def _with(row: Row, columns: list[Column], answers: Figure | None) -> Iterator[tuple[Figure, Figure]]:
    if answers is None or answers.unit.quality != "count" or answers.decimals or answers.value < 1:
        return
    for column in columns:
        share = percent_at(row, column)
        if share is not None and 0 <= share.value <= HUNDRED:
            yield share, answers


def _judged(statement: Statement, share: Figure, answers: Figure) -> Outcome | None:
    """Whether a whole number of the answers rounds to the share; None where any share would, there being so many."""
    args: dict[str, object] = {"row": share.row, "column": share.column, "table": statement.name}
    outcome = possible(share, answers.value, "possible-share", args, (Used(answers, "term", Decimal(1)),))
    if outcome is None or outcome.outcome == "passed":
        return outcome
    return outcome._replace(told=Message("possible-share", {**outcome.told.args, **_if_fewer(share, answers.value)}))


def _if_fewer(share: Figure, answers: Decimal) -> dict[str, object]:
    """The most answers to the one question that could give the share, where but few left it out."""
    for count in range(int(answers) - 1, ceil(answers * _MOST_OF_THEM) - 1, -1):
        part = (share.value * count / HUNDRED).to_integral_value(ROUND_HALF_UP)
        if abs(share.value - part * HUNDRED / count) <= share.step * HALF:
            return {"answered": str(count), "fewer": message("possible-share.fewer", stated=share, count=str(count))}
    return {"fewer": ""}


def possible(
    share: Figure, number: Decimal, told: str, args: dict[str, object], figures: tuple[Used, ...] = ()
) -> Outcome | None:
    """Whether a whole number of so many rounds to a share; None where any share would, there being so many of them."""
    half = share.step * HALF
    if number * share.step >= HUNDRED:
        return None
    exact = share.value * number / HUNDRED
    below, above = exact.to_integral_value(ROUND_FLOOR), exact.to_integral_value(ROUND_CEILING)
    near = sorted(({k * HUNDRED / number for k in (below, above)}), key=lambda value: abs(value - share.value))
    computed = in_unit(near[0], share)
    difference = share.value - near[0]
    fits = abs(difference) <= half
    by_a_step = not fits and abs(difference) <= half + share.step
    shown = tuple((round(value, share.decimals), share) for value in sorted(near))
    return Outcome(
        outcome="passed" if fits else "finding",
        told=message(told, **args, answers=number, possible=shown),
        column=share.column,
        severity="note" if by_a_step else None,
        kind="rounding" if by_a_step else None,
        rounding=("exact" if round(near[0], share.decimals) == share.value else "within") if fits else None,
        stated=share.value,
        computed=computed,
        difference=share.value - computed,
        computed_low=computed,
        computed_high=computed,
        tolerance=half,
        unit=share.unit.name,
        figures=(*figures, Used(share, "stated", Decimal(-1))),
        rests_on_doubt=any(used.figure is not None and used.figure.rests_on_doubt for used in figures) or share.rests_on_doubt,
        arithmetic=True,
        equation=False,
    )
