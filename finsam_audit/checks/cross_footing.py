"""Cross-footing: netto = intäkt + kostnad along a row, and avvikelse = utfall − budget, in the table's own signs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from finsam_audit.accounts.accounts import Statement, slot_at
from finsam_audit.accounts.statistics import (
    TOTALS,
    adds_up,
    gender,
    is_answers,
    is_change,
    is_readable,
    is_total,
    topic,
    without_gender,
    words,
    years,
)
from finsam_audit.controls.hints import with_hints
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.quantities import Quantity, blank, quantity, total
from finsam_audit.controls.relation import Trivial, judge
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View, figure_at
from finsam_audit.messages import message
from finsam_audit.page.model import Column, Figure, Row

_OPENING = frozenset(("ingaende", "ib"))
_CLOSING = frozenset(("utgaende", "ub"))


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """``relation`` is ``netto``, ``avvikelse``, ``total`` (a column that adds up those before it) or ``kön``."""
    work = {"netto": _net, "avvikelse": _deviation, "total": _total, "kön": _genders}[rule.text("relation")]
    statements = view.statements(rule.texts("in"))
    found = False
    for statement in statements:
        for outcome in work(statement):
            found = True
            yield outcome
    if not found:
        key = "reason.no-columns" if statements else "reason.no-table"
        told = message(key, tables=rule.texts("in"), relation=message(f"relation.{rule.text('relation')}"))
        yield Outcome("not_applicable", message("cross-footing"), reason=told)


def _net(statement: Statement) -> Iterator[Outcome]:
    for net in statement.columns:
        if net.side != "netto" or net.kind == "avvikelse":
            continue
        sides = [
            c
            for c in statement.columns
            if c.side in ("intäkt", "kostnad") and (c.kind, c.end, c.whose) == (net.kind, net.end, net.whose)
        ]
        if len(sides) < 2:
            continue
        for row in statement.table.walk():
            stated = figure_at(row, net)
            if stated is not None and any(figure_at(row, side) for side in sides):
                yield from _judged(statement, row, stated, [(side, Decimal(1)) for side in sides], "cross.net")


def _judged(
    statement: Statement, row: Row, stated: Figure, parts: list[tuple[Column, Decimal]], told: str, raw: bool = False
) -> Iterator[Outcome]:
    """The outcome of ``stated = Σ factor·cell`` along a row; ``raw`` takes the cells as printed, not as signed."""
    quantities: list[Quantity] = []
    for column, factor in parts:
        slot = slot_at(row, column)
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
        yield with_hints(judge(stated, sign, total(quantities), told, args))
    except Trivial:
        return


class _Direction(NamedTuple):
    """One way to count a deviation: the factors of outcome and budget, and whether printed signs are used."""

    name: str
    actual: int
    budget: int
    raw: bool


_DIRECTIONS = (
    _Direction("favourable", 1, -1, False),
    _Direction("budget-less-actual", -1, 1, True),
    _Direction("actual-less-budget", 1, -1, True),
)


class _Deviations(NamedTuple):
    """What a column of deviations compares, which way it counts, and the outcomes of its rows read so."""

    actual: Column
    budget: Column
    direction: _Direction
    outcomes: list[Outcome]


def _deviation(statement: Statement) -> Iterator[Outcome]:
    for deviation in statement.columns:
        found = _deviations(statement, deviation)
        yield from found.outcomes if found is not None else ()


def _deviations(statement: Statement, deviation: Column) -> _Deviations | None:
    """The way a table counts its deviations, which most of its rows agree with.

    Where the heads do not say that a forecast is meant, and the deviations of most rows are the forecast's, they are so.
    """
    if deviation.kind != "avvikelse":
        return None
    pairs = [(actual, budget) for actual, budget in _pairs(statement, deviation) if actual is not None and budget is not None]
    attempts = [_Deviations(a, b, d, _in_direction(statement, deviation, a, b, d)) for a, b in pairs for d in _DIRECTIONS]
    return max(attempts, key=lambda attempt: _agreement(attempt.outcomes), default=None)


def _in_direction(
    statement: Statement, deviation: Column, actual: Column, budget: Column, direction: _Direction
) -> list[Outcome]:
    told = "cross.deviation" if (actual.kind, budget.kind) == ("utfall", "budget") else "cross.deviation-forecast"
    parts = [(actual, Decimal(direction.actual)), (budget, Decimal(direction.budget))]
    turned = [(column, -factor) for column, factor in parts]
    found: list[Outcome] = []
    for row in statement.table.walk():
        stated, cells = figure_at(row, deviation), (figure_at(row, actual), figure_at(row, budget))
        if stated is None or not any(cells):
            continue
        outcomes = list(_judged(statement, row, stated, parts, told, direction.raw))
        if not direction.raw and any(cell is not None and cell.id in statement.guessed for cell in cells):
            other = list(_judged(statement, row, stated, turned, told))  # nothing tells whether it is income or a cost
            outcomes = other if _agreement(other) > _agreement(outcomes) else outcomes
        found += outcomes
    return found


def _agreement(outcomes: list[Outcome]) -> int:
    return sum(o.outcome == "passed" and bool(o.stated) for o in outcomes)


def _pairs(statement: Statement, deviation: Column) -> list[tuple[Column | None, Column | None]]:
    """The columns of outcome and budget that a deviation compares: those of its year nearest to it; then, if it may be so,
    those of forecast and budget.

    Where a table prints several deviations of one year (of the year, and of a whole project), each stands after its own.
    """
    year = deviation.end.year if deviation.end else None
    same = [c for c in statement.columns if c.end is not None and c.end.year == year and c.whose == deviation.whose]
    others = [c.position for c in same if c.kind == "avvikelse" and c.side == deviation.side and c is not deviation]
    same = [c for c in same if c.side in ("", "netto", deviation.side)]
    if others:
        same = [c for c in same if c.position < deviation.position]
        own = [c for c in same if c.position > max((at for at in others if at < deviation.position), default=-1)]
        kinds = {c.kind for c in own}
        same = own if kinds >= {"utfall", "budget"} or kinds == {"prognos", "budget"} else same
    actual = _nearest([c for c in same if c.kind == "utfall"], deviation)
    budgets = [c for c in same if c.kind == "budget"]
    said = words(deviation.head)
    forecasts = any(word.startswith("prognos") for word in said) or (
        bool(others) and {c.kind for c in same} == {"prognos", "budget"}
    )
    forecast = _nearest([c for c in same if c.kind == "prognos"], deviation) if forecasts else None
    if forecast is not None and "utfall" in said:
        return [(actual, forecast)]
    if forecast is not None:
        return [(forecast, _nearest(budgets, deviation))]
    alike = [c for c in budgets if actual is not None and (c.start, c.end) == (actual.start, actual.end)]
    unsaid = _nearest([c for c in same if c.kind == "prognos"], deviation)
    return [(actual, _nearest(alike or budgets, deviation)), (unsaid, _nearest(budgets, deviation))]


def has_budget_beside(statement: Statement, deviation: Column) -> bool:
    """Whether a deviation stands with the outcome and the budget it compares."""
    return None not in _pairs(statement, deviation)[0]


def _nearest(columns: list[Column], deviation: Column) -> Column | None:
    """The column nearest to the left of a deviation, else the last one."""
    before = [c for c in columns if c.position < deviation.position]
    return (before or columns)[-1] if columns else None


def deviation_signs(statement: Statement) -> dict[str, int]:
    """By figure id, what turns a printed deviation into a favourable one: −1 where printed costs are counted as they stand.

    Deviations that are printed as favourable are left out.
    """
    signs: dict[str, int] = {}
    for deviation in statement.columns:
        found = _deviations(statement, deviation)
        if found is None or not found.direction.raw:
            continue
        for row in statement.table.walk():
            figure, cell = figure_at(row, deviation), figure_at(row, found.actual) or figure_at(row, found.budget)
            if figure is not None and cell is not None:
                signs[figure.id] = statement.sign(cell) * found.direction.actual
    return signs


def _total(statement: Statement) -> Iterator[Outcome]:
    for whole in statement.wholes:
        for row in statement.table.walk():
            stated = figure_at(row, whole.column)
            figures = [figure for part in whole.parts if (figure := figure_at(row, part)) is not None]
            if stated is not None and figures and all(f.unit.quality == "money" for f in (stated, *figures)):
                yield from _judged(statement, row, stated, [(c, Decimal(1)) for c in whole.parts], "cross.whole", raw=True)
    if statement.kind not in ("statistik", "not"):
        return
    by_column: dict[str, list[Outcome]] = {}
    for outcome in _totals(statement):
        by_column.setdefault(outcome.column or "", []).append(outcome)
    for outcomes in by_column.values():
        held = sum(outcome.outcome == "passed" for outcome in outcomes)
        # the columns of a note may be of different things, and "Nya | Pågående | Avslutade | Totalt" counts no one thrice
        if 2 * held >= len(outcomes) or (statement.kind == "statistik" and (held or len(outcomes) < 3)):
            yield from outcomes
    yield from _closing(statement)


def _totals(statement: Statement) -> Iterator[Outcome]:
    for last in statement.columns:
        if not is_total(last.head) or last.kind or last.side or is_change(last.head):
            continue
        before = _parts_of(last, [c for c in statement.columns if c.position < last.position and not c.kind])
        for row in statement.table.walk():
            stated = figure_at(row, last)
            if stated is None or stated.unit.quality == "percent":
                continue
            parts = [
                (c, Decimal(1))
                for c in before
                if (figure := figure_at(row, c)) is None or figure.unit.quality == stated.unit.quality
            ]
            figures = [figure for c, _ in parts if (figure := figure_at(row, c)) is not None]
            if len(figures) > 1 and adds_up(statement, row, last, stated, figures):
                yield from _judged(statement, row, stated, parts, "cross.total")


def _closing(statement: Statement) -> Iterator[Outcome]:
    """A column of closing balances is that of the opening ones and the changes between them.

    Where several columns lie between, and most rows do not agree, some of them may be printed without their sign.
    """
    opening = next((c for c in statement.columns if words(c.head) & _OPENING), None)
    closing = next((c for c in statement.columns if words(c.head) & _CLOSING), None)
    dated = [c for c in statement.columns if c.nature == "stock"]
    if opening is None and closing is None and len(dated) == 2 and (dated[0].end or date.max) < (dated[1].end or date.min):
        opening, closing = dated
    if opening is None or closing is None or closing.position - opening.position < 2:
        return
    parts = statement.columns[opening.position : closing.position]
    outcomes: list[Outcome] = []
    for row in statement.table.walk():
        stated, first = figure_at(row, closing), figure_at(row, opening)
        if stated is None or first is None or any(c.kind or (is_change(c.head) and len(parts) > 2) for c in parts):
            continue
        cells = [figure for c in parts if (figure := figure_at(row, c)) is not None]
        if all(cell.unit.quality == stated.unit.quality == "money" for cell in cells) and len(cells) > 1:
            outcomes += _judged(statement, row, stated, [(c, Decimal(1)) for c in parts], "cross.closing", raw=True)
    held = sum(outcome.outcome == "passed" for outcome in outcomes)
    if len(parts) == 2 or 2 * held >= len(outcomes):
        yield from outcomes


def _parts_of(last: Column, before: list[Column]) -> list[Column]:
    """The columns that a total column adds up: all before it, those of its year, or those of kön with its words."""
    parts = [c for c in before if not (is_total(c.head) or is_answers(c.head) or is_change(c.head))]
    said = words(last.head) - TOTALS
    if not said or said == {"eget", "kapital"}:
        return parts
    if all(word.isdigit() for word in said):
        return [c for c in parts if words(c.head) > said]
    return [c for c in parts if gender(c.head) and _same_people(c.head) == topic(last.head) - TOTALS]


def _same_people(text: str) -> frozenset[str]:
    """What a head or label of kön says besides kön and measure: its year, its insats."""
    return topic(text) & without_gender(text)


def _genders(statement: Statement) -> Iterator[Outcome]:
    """Women and men (and others) make the figure they stand beside: along a row, and down a column."""
    groups: dict[frozenset[str], list[Column]] = {}
    for column in statement.columns:
        if gender(column.head) and not is_total(column.head) and not is_change(column.head):
            groups.setdefault(_same_people(column.head), []).append(column)
    for said, parts in groups.items():
        if not _both(c.head for c in parts):
            continue
        varav = all(words(c.head) & {"varav", "darav"} for c in parts)
        before = statement.columns[parts[0].position - 1] if parts[0].position else None
        after = next((c for c in statement.columns if c.position == parts[-1].position + 1 and not varav), None)
        beside = [c for c in (before, after) if c and not gender(c.head) and not is_change(c.head)]
        whole = next((c for c in beside if varav or topic(c.head) - TOTALS == said), None)
        if whole is None and after is not None and after in beside and not said and topic(after.head) == years(after.head):
            whole = after  # "Kvinnor | Män | 2025"
        if whole is None or (whole is after and is_total(whole.head)):
            continue  # a total after them is the work of the relation total
        for row in statement.table.walk():
            if all(is_readable(row, c) for c in parts):
                cells = [(c.head, figure_at(row, c)) for c in parts]
                yield from _made_of(statement, row, figure_at(row, whole), cells, whole)
    yield from _gender_rows(statement, statement.table.rows)


def _both(texts: Iterable[str]) -> bool:
    return {"women", "men"} <= {gender(text) for text in texts}


def _gender_rows(statement: Statement, rows: tuple[Row, ...]) -> Iterator[Outcome]:
    for index, whole in enumerate(rows):
        inside = [row for row in whole.rows if gender(row.label) and statement.role(row) == "info"]
        after = [] if inside else _run(rows[index + 1 :])
        closed = index + 1 + len(after) < len(rows) and statement.role(rows[index + 1 + len(after)]) == "total"
        parts = inside or after
        if whole.slots and not gender(whole.label) and not closed and _both(row.label for row in parts):
            said = _same_people(parts[0].label)
            varav = all(statement.role(row) == "info" for row in parts)
            if varav or topic(whole.label) - TOTALS == said:
                for column in statement.columns:
                    if all(is_readable(row, column) for row in parts):
                        cells = [(row.label, figure_at(row, column)) for row in parts]
                        yield from _made_of(statement, whole, figure_at(whole, column), cells, column)
        yield from _gender_rows(statement, whole.rows)


def _run(rows: tuple[Row, ...]) -> list[Row]:
    """The rows of kön that follow one another, all of the same people."""
    found: list[Row] = []
    for row in rows:
        if not gender(row.label) or not row.slots or row.rows:
            break
        if found and _same_people(row.label) != _same_people(found[0].label):
            break
        found.append(row)
    return found


def _made_of(
    statement: Statement, row: Row, stated: Figure | None, cells: list[tuple[str, Figure | None]], column: Column
) -> Iterator[Outcome]:
    figures = [figure for _, figure in cells if figure is not None]
    if stated is None or stated.unit.quality == "percent" or len(figures) < 2:
        return
    if any(figure.unit.quality != stated.unit.quality for figure in figures):
        return
    if not adds_up(statement, row, column, stated, figures):
        return
    parts = [quantity(figure) if figure else blank(f"{row.label} ({name})") for name, figure in cells]
    args = {"row": row.label, "table": statement.name, "column": stated.column}
    try:
        outcome = judge(stated, 1, total(parts), "cross.kön", args)
    except Trivial:
        return
    others = any(gender(name) == "other" for name, _ in cells)
    if outcome.outcome == "finding" and not others and (outcome.difference or 0) > 0:
        outcome = outcome._replace(severity="note")  # someone may be neither, or of a kön that is not known
    yield with_hints(outcome)
