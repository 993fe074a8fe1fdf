"""How an operating statement is signed: which of its rows are income and which costs, and which way it prints either."""

from collections.abc import Iterable, Sequence
from functools import partial

from finsam_audit.accounts.statement import Footing, Profile, Statement
from finsam_audit.accounts.sums import Gap, gap
from finsam_audit.accounts.words.folding import fold
from finsam_audit.page.model import Column, Figure, Row

Sides = dict[int, str]
"""By row number: ``income``, ``cost``, ``mixed`` (both), ``result`` or ``unknown``."""

OPERATING = ("driftredovisning", "budgetuppföljning")
"""The tables of what was earned and spent, which need not say which of their rows is which."""

KNOWN = 2
"""What a cell of a row that is known says of a profile, where one of a row that is likely a cost says 1."""

# name, group, kostnad column, intäkt column, netto of a cost row, netto of an income row, netto of the result
_PROFILES = (
    Profile("costs-negative", "", 1, 1, 1, 1, 1),
    Profile("net-signed", "", -1, 1, 1, 1, 1),
    Profile("magnitudes", "", -1, 1, -1, 1, 1),
    Profile("costs-positive", "", -1, -1, -1, -1, 1),
    Profile("bookkeeping", "", -1, -1, -1, -1, -1),
    Profile("net-cost", "", -1, 1, -1, -1, -1),
)


def operating_profiles(
    seen: Statement, sides: Sides, sums: Sequence[Footing] = ()
) -> tuple[tuple[Profile, ...], dict[str, int]]:
    """The profile of each group of columns of an operating statement, and by figure id the signs that differ from +1.

    It is chosen by the sums of the group, else by its rows, else by the sums of other columns with such rows. The groups of a
    table share one, unless more than one row or sum of a group proves another: one turned sign is a slip, and no profile.
    """
    groups = column_groups(seen.columns)
    rows = [(row, sides[row.number]) for row in seen.table.walk()]
    voting = [(row, side) for row, side in rows if seen.role(row) != "info"]
    agreed = {
        g: [[_agreement(row, columns, p, side) for row, side in voting] for p in _PROFILES] for g, columns in groups.items()
    }
    held = {g: [_held(sums, columns, p, sides) for p in _PROFILES] for g, columns in groups.items()}

    def merit(group: str, at: int) -> tuple[int, int, int]:
        alike = _PROFILES[at].income_net == _PROFILES[at].result  # else a lost minus of the total would turn all its rows
        beside = (
            held[other][at] for other in groups if other != group and sum(agreed[other][at]) == max(map(sum, agreed[other]))
        )
        return held[group][at] if alike else 0, sum(agreed[group][at]), sum(beside)

    every = range(len(_PROFILES))
    best = {group: max(every, key=partial(merit, group)) for group in groups}
    shared = max(every, key=lambda at: ([*best.values()].count(at), sum(sum(agreed[group][at]) for group in groups)))
    profiles: list[Profile] = []
    signs: dict[str, int] = {}
    for group, columns in groups.items():
        own = best[group]
        gains = [own_row - shared_row for own_row, shared_row in zip(agreed[group][own], agreed[group][shared], strict=True)]
        rows_for = sum(gain > 0 for gain in gains) - sum(gain < 0 for gain in gains)
        proved = rows_for > 1 or held[group][own] > held[group][shared] + 1
        profile = _PROFILES[own if proved else shared]
        own_sides = [(row, _side_in(row, columns, side)) for row, side in rows]
        cells = [(figure, c.side, side) for row, side in own_sides for c in columns if (figure := amount(row, c)) is not None]
        signs |= {figure.id: -1 for figure, column, row in cells if _factor(profile, column, row) == -1}
        broken = (figure.id for figure, column, row in cells if _breaks(figure, _factor(profile, column, row), column, row))
        profiles.append(profile._replace(group=group, breaks=tuple(broken)))
    return tuple(profiles), signs


def column_groups(columns: tuple[Column, ...]) -> dict[str, list[Column]]:
    """The columns that share a profile, under a name for them: those of one kind, period and owner."""
    groups: dict[tuple[str, object, str], list[Column]] = {}
    for column in columns:
        if column.kind != "avvikelse" and column.end is not None:
            groups.setdefault((column.kind or "utfall", column.end, column.whose), []).append(column)
    return {" ".join(filter(None, (kind, str(end), whose))): members for (kind, end, whose), members in groups.items()}


def _held(sums: Sequence[Footing], columns: list[Column], profile: Profile, sides: Sides) -> int:
    """How many totals are the sums of their rows in the net columns, in the signs of a profile."""
    return sum(
        closes(footing_gap(one, column, [_factor(profile, column.side, sides[row.number]) for row in (one.total, *one.terms)]))
        for one in sums
        for column in columns
        if is_net(column)
    )


def footing_gap(footing: Footing, column: Column, factors: Iterable[int]) -> Gap | None:
    """The gap of a total in a column, with the factors of the total and of its rows; None where there is nothing to add."""
    rows = zip((footing.total, *footing.terms), factors, strict=True)
    (stated, factor), *terms = ((amount(row, column), factor) for row, factor in rows)
    parts = [(figure, factor) for figure, factor in terms if figure is not None]
    return gap([(stated, -factor), *parts]) if stated is not None and parts else None


def closes(found: Gap | None) -> bool:
    return found is not None and found.closes


def is_net(column: Column) -> bool:
    """Whether a column holds net amounts, of income and costs in one."""
    shares = column.unit is not None and column.unit.quality == "percent"
    return column.kind != "avvikelse" and column.side in ("", "netto") and not shares


def _agreement(row: Row, members: list[Column], profile: Profile, side: str) -> int:
    """How many cells and sums of a row agree with a profile, less how many do not.

    In operating accounts that show nothing but the net, a row that is not known is likely a cost; it counts for less.
    """
    score = 0
    likely = side == "unknown" and all(not column.side for column in members)
    cells: dict[str, tuple[Figure, int]] = {}
    for column in members:
        figure = amount(row, column)
        if figure is None:
            continue
        factor = _factor(profile, column.side, side)
        cells[column.side or "netto"] = figure, factor
        if figure.value and side in ("cost", "income") and not (column.side == "intäkt" and side == "cost"):
            wanted = -1 if side == "cost" or column.side == "kostnad" else 1
            score += KNOWN if figure.value * factor * wanted > 0 else -KNOWN
        elif figure.value and column.side in ("kostnad", "intäkt"):
            wanted = -1 if column.side == "kostnad" else 1
            score += KNOWN if figure.value * factor * wanted > 0 else -KNOWN
        elif figure.value and likely:
            score += 1 if figure.value * factor < 0 else -1
    net, *parts = (cells.get(side) for side in ("netto", "kostnad", "intäkt"))
    given = [part for part in parts if part is not None]
    if net is not None and given and any(figure.value for figure, _ in (net, *given)):
        score += 2 * KNOWN if gap([(net[0], -net[1]), *given]).closes else -2 * KNOWN
    return score


def _factor(profile: Profile, column_side: str, row_side: str) -> int:
    if column_side == "kostnad":
        return profile.cost_column
    if column_side == "intäkt":
        return profile.income_column
    if row_side == "result":
        return profile.result
    return profile.income_net if row_side == "income" else profile.cost_net


def _side_in(row: Row, members: list[Column], side: str) -> str:
    """The side of a row in the columns of a period: with income alone, where another has costs, it is what its net says."""
    if side != "mixed":
        return side
    amounts = {column.side or "netto": figure.base for column in members if (figure := amount(row, column)) and figure.value}
    income, net = amounts.get("intäkt", 0), amounts.get("netto", 0)
    return "income" if income * net > 0 and "kostnad" not in amounts else side


def _breaks(figure: Figure, factor: int, column_side: str, row_side: str) -> bool:
    """Whether a figure has the wrong sign for its profile; a cost row's own income, and results, may be either."""
    if not figure.value or row_side in ("result", "mixed", "unknown"):
        return False
    if column_side == "kostnad":
        return figure.value * factor > 0
    if column_side == "intäkt":
        return figure.value * factor < 0
    return (figure.value * factor > 0) if row_side == "cost" else (figure.value * factor < 0)


def row_sides(seen: Statement) -> Sides:
    """For each row of an operating statement: ``income``, ``cost``, ``mixed`` (both), ``result`` or ``unknown``."""
    sides: Sides = {}

    def visit(row: Row, inherited: str) -> None:
        side = _own_side(row, seen, inherited)
        sides[row.number] = side
        for inner in row.rows:
            visit(inner, side if side in ("income", "cost") else inherited)

    for row in seen.table.rows:
        visit(row, "")
    if seen.kind in OPERATING:
        _of_their_total(seen.table.rows, sides, seen)
    return sides


def _of_their_total(rows: tuple[Row, ...], sides: Sides, seen: Statement) -> None:
    """What no name tells of a row its total does: what "Summa intäkter" closes is income."""
    waiting: list[Row] = []
    for row in rows:
        _of_their_total(row.rows, sides, seen)
        concept = seen.concept(row)
        if concept is None or concept.role not in ("total", "result"):
            waiting.append(row)
            continue
        for closed in waiting:
            if concept.role == "total" and concept.sign and sides[closed.number] == "unknown" and closed.slots:
                sides[closed.number] = concept.sign
        waiting = []


def _own_side(row: Row, seen: Statement, inherited: str) -> str:
    concept, words = seen.concept(row), fold(row.label)
    if concept is not None and concept.role == "result" and not inherited:
        return "result" if seen.kind in OPERATING else "unknown"
    if concept is not None and concept.sign == "income":
        return "income"
    income, cost = (_any(row, seen.columns, side) for side in ("intäkt", "kostnad"))
    if (income and cost) or _is_funded(row, seen.columns):
        return "mixed"
    if concept is not None and concept.sign == "cost":
        return "cost"
    if "kostnad" in words and "intakt" not in words and "nettokostnad" not in words:
        return "cost"
    if "intakt" in words and "kostnad" not in words:
        return "income"
    if inherited:
        return inherited
    return "income" if income else "cost" if cost else "unknown"


def _is_funded(row: Row, columns: tuple[Column, ...]) -> bool:
    """Whether the net of a row without income is not its cost: a contribution is in it, which may be more than the cost."""
    for members in column_groups(columns).values():
        costs = [f for column in members if column.side == "kostnad" and (f := amount(row, column))]
        nets = [f for column in members if is_net(column) and (f := amount(row, column))]
        if any(abs(abs(cost.base) - abs(net.base)) > cost.step for cost in costs for net in nets):
            return True
    return False


def _any(row: Row, columns: tuple[Column, ...], side: str) -> bool:
    return any(column.side == side and (figure := row.figure(column)) is not None and figure.value for column in columns)


def amount(row: Row, column: Column) -> Figure | None:
    """The amount of a row in a column; a percentage is none, and has no side."""
    figure = row.figure(column)
    return figure if figure is not None and figure.unit.quality != "percent" else None
