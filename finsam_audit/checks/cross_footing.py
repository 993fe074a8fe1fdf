"""Cross-footing: netto = intäkt + kostnad along a row, and avvikelse = utfall − budget, in the table's own signs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import islice, product

from finsam_audit.accounts.statement import Statement
from finsam_audit.accounts.statistics import Heads, is_readable, words, years
from finsam_audit.checks.along_a_row import along
from finsam_audit.checks.deviations import deviations
from finsam_audit.checks.kind import TABLES, Key, Kind
from finsam_audit.controls.hints import with_hints
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.quantities import blank, quantity, total
from finsam_audit.controls.relation import Trivial, judge
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message
from finsam_audit.page.model import Column, Figure, Row

_LEAST_PERIODS = 3
"""So many columns at least are the parts of a year: thirds, quarters, months."""

_MOST_READINGS = 16


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """``relation`` is ``netto``, ``avvikelse``, ``total`` (a column that adds up those before it), ``kön`` or ``balans``."""
    work = {"netto": _net, "avvikelse": deviations, "total": _total, "kön": _genders, "balans": _closing}[rule.text("relation")]
    statements = view.statements(rule.texts("in"))
    outcomes = [outcome for statement in statements for outcome in work(statement)]
    yield from outcomes
    if not outcomes:
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
            stated = row.figure(net)
            if stated is not None and any(row.figure(side) for side in sides):
                yield from along(statement, row, stated, [(side, Decimal(1)) for side in sides], "cross.net")


def _total(statement: Statement) -> Iterator[Outcome]:
    for whole in statement.wholes:
        for row in statement.table.walk():
            stated = row.figure(whole.column)
            figures = [figure for part in whole.parts if (figure := row.figure(part)) is not None]
            if stated is not None and figures and all(f.unit.quality == "money" for f in (stated, *figures)):
                yield from along(statement, row, stated, [(c, Decimal(1)) for c in whole.parts], "cross.whole", raw=True)
    if statement.kind not in ("statistik", "not"):
        return
    by_column: dict[str, list[Outcome]] = {}
    for outcome in _totals(statement):
        by_column.setdefault(outcome.column or "", []).append(outcome)
    for column, outcomes in by_column.items():
        held = sum(outcome.outcome == "passed" for outcome in outcomes)
        if statement.heads.is_whole_year(column) and 2 * held < len(outcomes):
            continue  # who is there in each quarter is there once a year
        # the columns of a note may be of different things, and "Nya | Pågående | Avslutade | Totalt" counts no one thrice
        if 2 * held >= len(outcomes) or (statement.kind == "statistik" and (held or len(outcomes) < 3)):
            yield from outcomes


def _totals(statement: Statement) -> Iterator[Outcome]:
    heads = statement.heads
    for last in statement.columns:
        year = heads.is_whole_year(last.head)
        if not (year or heads.is_total(last.head)) or last.kind or last.side or heads.is_change(last.head):
            continue
        before = [c for c in statement.columns if c.position < last.position and not c.kind]
        before = _periods(heads, before) if year else _parts_of(heads, last, before)
        for row in statement.table.walk():
            stated = row.figure(last)
            if stated is None or stated.unit.quality == "percent":
                continue
            parts = [
                (c, Decimal(1))
                for c in before
                if (figure := row.figure(c)) is None or figure.unit.quality == stated.unit.quality
            ]
            figures = [figure for c, _ in parts if (figure := row.figure(c)) is not None]
            if len(figures) > 1 and heads.adds_up((statement.name, row.label, last.head), stated, figures):
                whole = _not_divided(statement, row, last, [c for c, _ in parts])
                yield from along(statement, row, stated, parts, "cross.total", besides=whole)


def _not_divided(statement: Statement, total: Row, last: Column, parts: list[Column]) -> Iterator[Figure]:
    """The amounts of the terms of a total that print nothing in the columns which the total column adds up."""
    for row in next((terms for row, terms in statement.footings if row is total), ()):
        figure = row.figure(last)
        if figure is not None and figure.value and not any(row.figure(part) for part in parts):
            yield figure


def _periods(heads: Heads, before: list[Column]) -> list[Column]:
    """The columns before one of the whole year, where they are of its quarters or months and not of years themselves."""
    told = [heads.is_whole_year(c.head) or heads.is_total(c.head) or c.end is not None for c in before]
    return before if len(before) >= _LEAST_PERIODS and not any(told) else []


def _closing(statement: Statement) -> Iterator[Outcome]:
    """A column of closing balances is that of the opening ones and the changes between them.

    A column of changes may be printed without its minus: the reading in which most rows roll is taken. Where several lie
    between, and most rows roll in none, they may be of other things.
    """
    heads = statement.heads
    opening = next((c for c in statement.columns if words(c.head) & heads.says["ingående"]), None)
    closing = next((c for c in statement.columns if words(c.head) & heads.says["utgående"]), None)
    dated = [c for c in statement.columns if c.nature == "stock"]
    if opening is None and closing is None and len(dated) == 2 and (dated[0].end or date.max) < (dated[1].end or date.min):
        opening, closing = dated
    if opening is None or closing is None or closing.position - opening.position < 2:
        return
    parts = statement.columns[opening.position : closing.position]
    if any(c.kind or (_is_difference(heads, c.head) and len(parts) > 2) for c in parts):
        return
    signs = [(1,)] + [(1, -1) if _is_unsigned(statement, c) else (1,) for c in parts[1:]]
    readings = [
        list(_rolled(statement, closing, list(zip(parts, map(Decimal, taken), strict=True))))
        for taken in islice(product(*signs), _MOST_READINGS)
    ]
    outcomes = max(readings, key=lambda found: sum(outcome.outcome == "passed" for outcome in found))
    held = sum(outcome.outcome == "passed" for outcome in outcomes)
    if len(parts) == 2 or 2 * held >= len(outcomes) or (held and _is_interchange(outcomes)):
        yield from outcomes


def _is_interchange(outcomes: list[Outcome]) -> bool:
    """Whether just two rows do not hold, and what one has too much the other has too little."""
    gaps = [outcome.difference for outcome in outcomes if outcome.outcome == "finding" and outcome.difference is not None]
    return len(gaps) == 2 and gaps[0] == -gaps[1]


def _rolled(statement: Statement, closing: Column, parts: list[tuple[Column, Decimal]]) -> Iterator[Outcome]:
    for row in statement.table.walk():
        stated, first = row.figure(closing), row.figure(parts[0][0])
        cells = [figure for c, _ in parts if (figure := row.figure(c)) is not None]
        of_money = stated is not None and all(cell.unit.quality == stated.unit.quality == "money" for cell in cells)
        if stated is not None and first is not None and of_money and len(cells) > 1:
            yield from along(statement, row, stated, parts, "cross.closing", raw=True)


def _is_difference(heads: Heads, head: str) -> bool:
    """Whether a column between two balances shows what they differ by, rather than what was added or taken."""
    return heads.is_change(head) and not words(head) & {"okning", "minskning"}


def _is_unsigned(statement: Statement, column: Column) -> bool:
    return all(figure.value >= 0 for row in statement.table.walk() if (figure := row.figure(column)) is not None)


def _parts_of(heads: Heads, last: Column, before: list[Column]) -> list[Column]:
    """The columns that a total column adds up: all before it, those of its year, or those of kön with its words."""
    parts = [c for c in before if not (heads.is_total(c.head) or heads.is_answers(c.head) or heads.is_change(c.head))]
    said = words(last.head) - heads.says["total"]
    if not said or said == {"eget", "kapital"}:
        return parts
    if all(word.isdigit() for word in said):
        return [c for c in parts if words(c.head) > said]
    return [c for c in parts if heads.gender(c.head) and heads.people(c.head) == heads.besides_total(last.head)]


def _genders(statement: Statement) -> Iterator[Outcome]:
    """Women and men (and others) make the figure they stand beside: along a row, and down a column."""
    heads = statement.heads
    groups: dict[frozenset[str], list[Column]] = {}
    for column in statement.columns:
        if heads.gender(column.head) and not heads.is_total(column.head) and not heads.is_change(column.head):
            groups.setdefault(heads.people(column.head), []).append(column)
    for said, parts in groups.items():
        if not _both(heads, (c.head for c in parts)):
            continue
        varav = all(words(c.head) & {"varav", "darav"} for c in parts)
        before = statement.columns[parts[0].position - 1] if parts[0].position else None
        after = next((c for c in statement.columns if c.position == parts[-1].position + 1 and not varav), None)
        beside = [c for c in (before, after) if c and not heads.gender(c.head) and not heads.is_change(c.head)]
        whole = next((c for c in beside if varav or heads.besides_total(c.head) == said), None)
        if whole is None and not said and after and after in beside and heads.topic(after.head) == years(after.head):
            whole = after  # "Kvinnor | Män | 2025"
        if whole is None or (whole is after and heads.is_total(whole.head)):
            continue  # a total after them is the work of the relation total
        for row in statement.table.walk():
            if all(is_readable(row, c) for c in parts):
                cells = [(c.head, row.figure(c)) for c in parts]
                yield from _made_of(statement, row, row.figure(whole), cells, whole)
    yield from _gender_rows(statement, statement.table.rows)


def _both(heads: Heads, texts: Iterable[str]) -> bool:
    return {"women", "men"} <= {heads.gender(text) for text in texts}


def _gender_rows(statement: Statement, rows: tuple[Row, ...]) -> Iterator[Outcome]:
    heads = statement.heads
    for index, whole in enumerate(rows):
        inside = [row for row in whole.rows if heads.gender(row.label) and statement.role(row) == "info"]
        after = [] if inside else _run(heads, rows[index + 1 :])
        closed = index + 1 + len(after) < len(rows) and statement.role(rows[index + 1 + len(after)]) == "total"
        parts = inside or after
        if whole.slots and not heads.gender(whole.label) and not closed and _both(heads, (row.label for row in parts)):
            said = heads.people(parts[0].label)
            varav = all(statement.role(row) == "info" for row in parts)
            if varav or heads.besides_total(whole.label) == said:
                for column in statement.columns:
                    if all(is_readable(row, column) for row in parts):
                        cells = [(row.label, row.figure(column)) for row in parts]
                        yield from _made_of(statement, whole, whole.figure(column), cells, column)
        yield from _gender_rows(statement, whole.rows)


def _run(heads: Heads, rows: tuple[Row, ...]) -> list[Row]:
    """The rows of kön that follow one another, all of the same people."""
    found: list[Row] = []
    for row in rows:
        if not heads.gender(row.label) or not row.slots or row.rows:
            break
        if found and heads.people(row.label) != heads.people(found[0].label):
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
    if not statement.heads.adds_up((statement.name, row.label, column.head), stated, figures):
        return
    parts = [quantity(figure) if figure else blank(f"{row.label} ({name})") for name, figure in cells]
    args = {"row": row.label, "table": statement.name, "column": stated.column}
    try:
        outcome = judge(stated, 1, total(parts), "cross.kön", args, about="row")
    except Trivial:
        return
    others = any(statement.heads.gender(name) == "other" for name, _ in cells)
    if outcome.outcome == "finding" and not others and (outcome.difference or 0) > 0:
        outcome = outcome._replace(severity="note")  # someone may be neither, or of a kön that is not known
    yield with_hints(outcome)


KIND = Kind(
    "cross-footing",
    sv="En rad summerar längs sina kolumner.",
    en="A row adds up along its columns.",
    keys={"in": TABLES, "relation": Key("choice", allowed=("netto", "avvikelse", "total", "kön", "balans"), required=True)},
    run=check,
)
