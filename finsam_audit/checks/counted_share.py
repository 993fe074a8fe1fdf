"""Shares of counts: a percentage printed beside a number is that number's part of a whole.

Which whole is one question for a whole column, answered by structure: its printed total, else the sum of its rows,
else the row's own total. Where most rows agree with none of these, the shares themselves may show one common whole (a
participant can count on two rows); then every row is held against that.
"""

from collections.abc import Callable, Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import NamedTuple

from finsam_audit.accounts.majority import two_thirds
from finsam_audit.accounts.statement import Statement
from finsam_audit.accounts.statistics import years
from finsam_audit.checks.grid import HUNDRED, cut_as_one, held
from finsam_audit.checks.kind import NO_TABLE, or_else
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.quantities import HALF, Quantity, Term, constant, quantity, ratio, total
from finsam_audit.controls.relation import judge
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message
from finsam_audit.page.model import Column, Figure, Row

COMMON_ROWS = 4


class Pair(NamedTuple):
    """A number and the share printed with it."""

    row: Row
    number: Figure
    share: Figure


class Whole(NamedTuple):
    """What shares are parts of: a quantity, how to say it, and the figure that it is, where it is one."""

    amount: Quantity
    told: str
    name: str = ""
    figure: Figure | None = None


Definition = Callable[[Pair], Whole | None]


@or_else("share", "reason.no-shares", NO_TABLE)
def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """In the tables named by ``in``: every share beside a number is that number's part of its whole."""
    found: list[Outcome] = []
    without: list[Outcome] = []
    for statement in view.statements(rule.texts("in")):
        for column, pairs in _columns(statement):
            outcomes = _column(statement, column, pairs)
            found += outcomes
            if not outcomes:
                reason = message("reason.no-common-whole", table=statement.name, column=pairs[0].share.column)
                without.append(Outcome("not_applicable", message("share"), reason=reason))
    yield from cut_as_one(found)
    yield from without


def _columns(statement: Statement) -> Iterator[tuple[Column, list[Pair]]]:
    """Each column of numbers with its shares: those in its own cells, and those of the column that belongs to it."""
    if statement.heads.is_average(statement.name):
        return
    for column in statement.columns:
        if statement.heads.is_change(column.head) or statement.heads.is_average(column.head):
            continue
        beside = _share_column(statement, column)
        pairs = []
        for row in statement.table.walk():
            slot = row.cell(column)
            count = slot.figure if slot is not None else None
            share = slot.companion if slot is not None and slot.companion is not None else None
            if share is None and beside is not None:
                share = row.figure(beside)
            if count is None or share is None or count.unit.quality == "percent" or share.unit.quality != "percent":
                continue
            if statement.role(row) != "share" and not statement.heads.is_rate(row.label):
                pairs.append(Pair(row, count, share))
        if pairs:
            yield column, pairs


def _share_column(statement: Statement, column: Column) -> Column | None:
    """The column of shares that speaks of the same as a column of numbers: "Andel före" and "Antal deltagare före"."""
    heads = statement.heads
    every = [c for c in statement.columns if heads.is_share(c.head) and not heads.is_rate(c.head)]
    shares = [c for c in every if c.position > column.position]
    if heads.is_share(column.head):
        return None
    if len(every) == 1 and not shares and not heads.topic(every[0].head) and every[0].position == column.position - 1:
        others = [c for c in statement.columns if c.position < every[0].position]
        return None if any(_quality(statement, c) == _quality(statement, column) for c in others) else every[0]
    same = [c for c in shares if heads.topic(c.head) == heads.topic(column.head)]
    if same:
        return same[0]
    beside = [c for c in shares if c.position == column.position + 1 and heads.topic(c.head) == years(column.head) != set()]
    if beside:  # "Kostnad 2025" and "Andel 2025"
        return beside[0]
    bare = [c for c in shares if not heads.topic(c.head)]
    return bare[0] if len(bare) == 1 and bare[0].position == column.position + 1 else None


def _quality(statement: Statement, column: Column) -> str:
    figures = (row.figure(column) for row in statement.table.walk())
    return next((figure.unit.quality for figure in figures if figure is not None), "")


def _column(statement: Statement, column: Column, pairs: list[Pair]) -> list[Outcome]:
    sums = {footing.total.number for footing in statement.footings}
    totals = [row for row in statement.table.walk() if statement.role(row) == "total" or row.number in sums]
    totals = [row for row in totals if row.figure(column)]
    ends = {row.number for row in totals if row is totals[-1]}
    parts = [pair for pair in pairs if pair.row.number not in ends]
    closing = [pair for pair in pairs if pair.row.number in ends]
    chosen: list[Outcome] = []
    likeliest = _common(parts)
    for definition, least in _definitions(statement, column, parts, totals):
        outcomes = _by(statement, definition, parts)
        if 3 * held(outcomes) >= least * len(outcomes) and held(outcomes) > held(chosen):
            chosen, likeliest = outcomes, definition
    if not chosen:
        chosen = _by(statement, likeliest, parts)
    if not chosen and totals and (summed := _summed(statement, column, parts)) is not None:
        outcomes = _by(statement, lambda _: summed, parts)
        # the shares follow from the rows, and only the total is more than they are: fewer may be people counted once
        over = [pair for pair in closing if pair.number.base > summed.amount.high]
        if over and two_thirds(held(outcomes), len(outcomes)):
            return outcomes + _by(statement, lambda _: summed, over)
    if chosen:
        added = {sum(shares, Decimal(0)) for shares in _printed_and_right(parts, chosen)}  # 99 %, as the rounded ones come to
        as_added = {pair.share.id for pair in closing if pair.share.base in added}
        judged = _closing(statement, column, closing, likeliest)
        chosen = chosen + [o for o in judged if o.outcome == "passed" or not as_added & {figure.id for figure in o.printed}]
    return chosen


def _printed_and_right(parts: list[Pair], judged: list[Outcome]) -> tuple[list[Decimal], list[Decimal]]:
    """The shares of the rows as they are printed, and as they should be where one is wrong."""
    right = {
        used.figure.id: outcome.computed.quantize(used.figure.step, ROUND_HALF_UP)
        for outcome in judged
        for used in outcome.figures
        if outcome.outcome == "finding" and used.role == "stated" and used.figure is not None and outcome.computed is not None
    }
    printed = [pair.share.base for pair in parts]
    return printed, [right.get(pair.share.id, pair.share.base) for pair in parts]


def _definitions(
    statement: Statement, column: Column, parts: list[Pair], totals: list[Row]
) -> Iterator[tuple[Definition, int]]:
    """The wholes that a table's structure offers, the likeliest first, and how many thirds of the rows must agree."""
    if totals:
        last = totals[-1].figure(column)
        assert last is not None
        named = Whole(quantity(last), "share", last.row, last)
        yield lambda _: named, 1
        groups = {row.number: footing.total for footing in statement.footings for row in footing.terms}
        if any(groups.get(pair.row.number, totals[-1]) is not totals[-1] for pair in parts):
            yield lambda pair: _group(groups, pair, column), 2
    elif (summed := _summed(statement, column, parts)) is not None:
        yield lambda _: summed, 2
    yield lambda pair: _across(statement, column, pair), 2


def _summed(statement: Statement, column: Column, parts: list[Pair]) -> Whole | None:
    """The sum of a column's detail rows, where they are several and of one quality."""
    inner = [p for p in parts if not p.row.rows and statement.role(p.row) == "detail"]
    leaves = [r for r in statement.table.walk() if r.slots and not r.rows and statement.role(r) == "detail"]
    amounts = [figure for row in leaves if (figure := row.figure(column)) is not None]
    if len(parts) < 2 or not inner or len({figure.unit.quality for figure in amounts}) != 1:
        return None
    return Whole(total(quantity(figure) for figure in amounts), "share.sum")


def _group(groups: dict[int, Row], pair: Pair, column: Column) -> Whole | None:
    row = groups.get(pair.row.number)
    figure = row.figure(column) if row is not None else None
    return Whole(quantity(figure), "share", figure.row, figure) if figure is not None else None


def _across(statement: Statement, column: Column, pair: Pair) -> Whole | None:
    """The row's own total: the column headed Totalt, else what the columns of numbers come to together."""
    columns = [c for c in statement.columns if not statement.heads.is_change(c.head) and not statement.heads.is_average(c.head)]
    numbers = [(c, figure) for c in columns if (figure := pair.row.figure(c)) is not None]
    numbers = [(c, figure) for c, figure in numbers if figure.unit.quality == pair.number.unit.quality]
    named = [figure for c, figure in numbers if statement.heads.is_total(c.head)]
    if len(named) == 1 and named[0] is not pair.number:
        return Whole(quantity(named[0]), "share", named[0].column, named[0])
    same = [c for c, _ in numbers if c.end == column.end]
    if named or len(same) < 2 or not any(_share_column(statement, c) for c in same):
        return None
    return Whole(total(quantity(figure) for c, figure in numbers if c.end == column.end), "share.across")


def _common(parts: list[Pair]) -> Definition:
    """One whole number that the shares of nearly all rows are parts of, whatever the rows themselves come to."""
    nothing: Definition = lambda _: None  # noqa: E731
    ranges = []
    telling = [pair for pair in parts if pair.number.unit.quality == "count" and pair.number.value > 0 and pair.share.value > 0]
    for pair in telling:
        half = pair.share.step * HALF
        low = (pair.number.base * HUNDRED / (pair.share.base + half)).to_integral_value(ROUND_CEILING)
        least = pair.share.base - half
        high = (pair.number.base * HUNDRED / least).to_integral_value(ROUND_FLOOR) if least > 0 else Decimal("Infinity")
        ranges.append((low, high))
    best: list[tuple[Decimal, Decimal]] = []
    for start, _ in ranges:
        meeting = [(low, high) for low, high in ranges if low <= start <= high]
        if len(meeting) > len(best):
            best = meeting
    if len(best) < COMMON_ROWS or not two_thirds(len(best), len(telling)):
        return nothing
    low, high = max(low for low, _ in best), min(high for _, high in best)
    if not high.is_finite() or high > low * Decimal("1.1"):
        return nothing
    middle = ((low + high) / 2).to_integral_value(ROUND_FLOOR)
    if low < max(pair.number.base for pair in parts):
        return nothing
    return lambda _: Whole(constant(middle)._replace(low=low, high=high, linear=False), "share.common", str(middle))


def _by(statement: Statement, definition: Definition, pairs: list[Pair]) -> list[Outcome]:
    outcomes = []
    for pair in pairs:
        whole = definition(pair)
        if whole is None:
            continue
        divided = _divided(pair, whole)
        if divided is not None:
            args = {"row": pair.row.label, "table": statement.name, "total": whole.name}
            outcomes.append(judge(pair.share, 1, divided, whole.told, args, about="share"))
    return outcomes


def _divided(pair: Pair, whole: Whole) -> Quantity | None:
    part = quantity(pair.number)
    if whole.told != "share.common":
        return ratio(part, whole.amount)
    low, high = part.value / whole.amount.high, part.value / whole.amount.low
    return Quantity(part.value / whole.amount.value, low, high, (Term(pair.number, Decimal(1)),), False)


def _closing(statement: Statement, column: Column, pairs: list[Pair], likeliest: Definition) -> list[Outcome]:
    """The share of the closing total: of the whole that the shares above it are of, else of another where that holds."""
    outcomes = []
    for pair in pairs:
        own = Whole(quantity(pair.number), "share", pair.number.row, pair.number)
        wholes = [likeliest(pair), own, _across(statement, column, pair)]
        judged = [o for whole in wholes if whole for o in _by(statement, lambda _, w=whole: w, [pair])]  # type: ignore[misc]
        if judged:
            outcomes.append(next((o for o in judged if o.outcome == "passed"), judged[0]))
    return outcomes
