"""Sign profiles: which way a table prints costs, so that every table can be read in one sign.

A table has one profile out of a short, closed list; in the driftredovisning each group of columns (utfall 2025, budget
2025 …) has one. It is one in which the columns add up to their printed totals, where there is any, and of those the one
that most rows agree with. A row that breaks its own table's profile is itself a finding.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from finsam_audit.page.model import Column, Figure, Row, Table
from finsam_audit.words.folding import fold
from finsam_audit.words.lexicon import Concept, Lexicon

ConceptOf = Callable[[Row], Concept | None]
Sum = tuple[Row, tuple[Row, ...]]
"""A total and the rows it adds up."""


class Profile(NamedTuple):
    """How a group of columns is signed: the factor that turns a printed figure of each sort into income-positive.

    ``cost_column`` and ``income_column`` are the kostnad and intäkt columns, ``cost_net`` and ``income_net`` the netto of
    a cost row and of an income row, ``result`` the netto of the table's own total.
    """

    name: str
    group: str
    cost_column: int = 1
    income_column: int = 1
    cost_net: int = 1
    income_net: int = 1
    result: int = 1
    breaks: tuple[str, ...] = ()


KNOWN = 2
"""What a cell of a row that is known says of a profile, where one of a row that is likely a cost says 1."""

# name, kostnad column, intäkt column, netto of a cost row, netto of an income row, netto of the result
_OPERATING = (
    ("costs-negative", 1, 1, 1, 1, 1),
    ("net-signed", -1, 1, 1, 1, 1),
    ("magnitudes", -1, 1, -1, 1, 1),
    ("costs-positive", -1, -1, -1, -1, 1),
    ("bookkeeping", -1, -1, -1, -1, -1),
)


def choose_profiles(
    kind: str, table: Table, columns: tuple[Column, ...], concept_of: ConceptOf, lexicon: Lexicon
) -> tuple[tuple[Profile, ...], dict[str, int]]:
    """The profiles of a table, and by figure id the signs that differ from +1."""
    if kind in ("driftredovisning", "budgetuppföljning", "investeringsredovisning"):
        return _operating(table, columns, concept_of, kind)
    if kind in ("resultaträkning", "översikt", "bidragsöversikt"):
        return _statement(table, columns, concept_of, whole=False)
    if kind == "balansräkning":
        return (), _credit_side(table, concept_of, lexicon)
    if kind == "not" and _is_written_down(table, concept_of):
        return (), _written_down(table, concept_of)
    if kind in ("finansierad verksamhet", "not"):
        return _statement(table, columns, concept_of, whole=True)
    return (), {}


def _credit_side(table: Table, concept_of: ConceptOf, lexicon: Lexicon) -> dict[str, int]:
    """The signs of a balance sheet that prints its liabilities side as a ledger does, with minus throughout.

    It does so where that side's total is negative in every column, or, without a total, where all its debts are.
    """
    side = "eget kapital och skulder"
    passive = [row for row in table.walk() if (c := concept_of(row)) is not None and lexicon.is_within(c.belongs, side)]
    totals = [row for row in passive if (c := concept_of(row)) is not None and c.belongs == side]
    debts = [row for row in passive if (c := concept_of(row)) is not None and lexicon.is_within(c.belongs, "skulder")]
    values = [slot.figure.value for row in totals or debts for slot in row.slots if slot.figure and slot.figure.value]
    if not values or any(value > 0 for value in values):
        return {}
    first = min(row.place.line for row in passive)
    rows = [row for row in table.walk() if row.place.line >= first and _role(concept_of(row)) != "info"]
    return {slot.figure.id: -1 for row in rows for slot in row.slots if slot.figure is not None}


def _is_written_down(table: Table, concept_of: ConceptOf) -> bool:
    """Whether a note shows what assets are worth: it says so, or goes on from what they were worth, or cost."""
    names = {concept.name for row in table.walk() if (concept := concept_of(row)) is not None}
    return "redovisat värde" in names or bool(names & {"ingående redovisat värde", "ingående anskaffningsvärde"})


def _written_down(table: Table, concept_of: ConceptOf) -> dict[str, int]:
    """The signs of a note on fixed assets that prints without a minus what lessens a value.

    That is what was written down, and in each section what was sold or scrapped.
    """
    signs: dict[str, int] = {}
    for section in _sections(table, concept_of):
        last, opening = concept_of(section[-1]), concept_of(section[0])
        closed = last is not None and last.role == "total"
        ruling, shown = (last, section[-1]) if closed else (opening, section[0])
        of_costs = ruling is not None and ruling.sign == "cost"
        lessens = -1 if of_costs and _mostly_positive(shown.figures) else 1
        closing = -1 if of_costs and lessens == 1 else 1  # as printed
        worth = [] if closed else [row for row in table.walk() if row.slots][-1:]  # what the note ends with
        for row in (row for row in section if row not in worth):
            concept = concept_of(row)
            name = concept.name if concept is not None else ""
            for figure in row.figures:
                against = name == "avgående tillgångar" and figure.value * closing > 0
                unsigned = name == "årets avskrivningar" and not of_costs and figure.value > 0
                if lessens * (-1 if against or unsigned else 1) == -1:
                    signs[figure.id] = -1
    return signs


def _sections(table: Table, concept_of: ConceptOf) -> list[list[Row]]:
    """The rows with amounts in sections that each end with a total, or where another opening balance begins the next."""
    sections: list[list[Row]] = []
    ended = True
    for row in (row for row in table.walk() if row.slots):
        concept = concept_of(row)
        if ended or (concept is not None and concept.name.startswith("ingående")):
            sections.append([])
        sections[-1].append(row)
        ended = concept is not None and concept.role == "total"
    return sections


def _mostly_positive(figures: list[Figure]) -> bool:
    return 2 * sum(figure.value > 0 for figure in figures) > len(figures)


def _role(concept: Concept | None) -> str:
    return concept.role if concept is not None else ""


def _statement(
    table: Table, columns: tuple[Column, ...], concept_of: ConceptOf, whole: bool
) -> tuple[tuple[Profile, ...], dict[str, int]]:
    """The profile of a statement; ``whole`` where all rows of the table are of one sort and turn together.

    Income with a minus and costs without one, throughout, is how a ledger prints, results and all.
    Columns of deviations have signs of their own and are left out.
    """
    taken = [column for column in columns if column.kind != "avvikelse"]
    costs: list[Figure] = []
    incomes: list[Figure] = []
    for row in table.walk():
        concept = concept_of(row)
        if concept is None or not concept.sign:
            continue
        figures = [figure for column in taken if (figure := row.figure(column)) is not None and figure.value]
        (costs if concept.sign == "cost" else incomes).extend(figures)
    positive = sum(figure.value > 0 for figure in costs)
    negative = len(costs) - positive
    turned = positive > negative
    if positive == negative and whole:  # then the other rows, which turn with these, decide
        turned = _mostly_positive([f for row in table.walk() for column in taken if (f := row.figure(column)) is not None])
    breaks = [figure.id for figure in costs if (figure.value > 0) != turned]
    breaks += [figure.id for figure in incomes if figure.value < 0]
    if (not costs and not incomes) or (whole and not costs):
        return (), {}
    if costs and incomes and all(figure.value > 0 for figure in costs) and all(figure.value < 0 for figure in incomes):
        every = (f for row in table.walk() for column in taken if (f := row.figure(column)) is not None)
        ledger = {figure.id: -1 for figure in every if figure.unit.quality == "money"}
        return (Profile("bookkeeping", "", -1, -1, -1, -1, -1),), ledger
    factor = -1 if turned else 1
    name = "costs-positive" if turned else "costs-negative"
    profile = Profile(name, "", factor, 1, factor, 1, 1, tuple(breaks))
    if not turned:
        return (profile,), {}
    rows = [row for row in table.walk() if whole or ((concept := concept_of(row)) is not None and concept.sign == "cost")]
    return (profile,), {f.id: -1 for row in rows for column in taken if (f := row.figure(column)) is not None}


def _operating(
    table: Table, columns: tuple[Column, ...], concept_of: ConceptOf, kind: str
) -> tuple[tuple[Profile, ...], dict[str, int]]:
    return operating_profiles(table, columns, row_sides(table, columns, concept_of, kind))


def operating_profiles(
    table: Table, columns: tuple[Column, ...], sides: dict[int, str], sums: Sequence[Sum] = ()
) -> tuple[tuple[Profile, ...], dict[str, int]]:
    """The profile of each group of columns of an operating statement, and by figure id the signs that differ from +1."""
    profiles: list[Profile] = []
    signs: dict[str, int] = {}
    groups = column_groups(columns)
    for group, members in groups.items():
        others = [other for name, other in groups.items() if name != group]
        profile = _choose(table, members, sides, group, sums, others)
        broken = []
        for row in table.walk():
            for column in members:
                figure = _amount(row, column)
                if figure is None:
                    continue
                factor = _factor(profile, column.side, sides[row.number])
                if factor == -1:
                    signs[figure.id] = -1
                if _breaks(figure, factor, column.side, sides[row.number]):
                    broken.append(figure.id)
        profiles.append(profile._replace(breaks=tuple(broken)))
    return tuple(profiles), signs


def column_groups(columns: tuple[Column, ...]) -> dict[str, list[Column]]:
    """The columns that share a profile, under a name for them: those of one kind, period and owner."""
    groups: dict[tuple[str, object, str], list[Column]] = {}
    for column in columns:
        if column.kind != "avvikelse" and column.end is not None:
            groups.setdefault((column.kind or "utfall", column.end, column.whose), []).append(column)
    return {" ".join(filter(None, (kind, str(end), whose))): members for (kind, end, whose), members in groups.items()}


def _choose(
    table: Table, members: list[Column], sides: dict[int, str], group: str, sums: Sequence[Sum], others: list[list[Column]]
) -> Profile:
    """The profile of some columns: by their sums, else by their rows, else by the sums of other columns with such rows."""

    def agreed(columns: list[Column], profile: Profile) -> int:
        return sum(_agreement(row, columns, profile, sides[row.number]) for row in table.walk())

    def held(columns: list[Column], profile: Profile) -> int:
        return sum(_holds(one, column, profile, sides) for one in sums for column in columns if is_net(column))

    profiles = [
        Profile(name, group, cost, income, cost_net, income_net, result)
        for name, cost, income, cost_net, income_net, result in _OPERATING
    ]
    most = [max(agreed(columns, profile) for profile in profiles) for columns in others]

    def merit(profile: Profile) -> tuple[int, int, int]:
        alike = profile.income_net == profile.result  # else a lost minus of the total would turn all its rows
        beside = (
            held(columns, profile) for columns, best in zip(others, most, strict=True) if agreed(columns, profile) == best
        )
        return held(members, profile) if alike else 0, agreed(members, profile), sum(beside)

    return max(profiles, key=merit)


def _holds(one: Sum, column: Column, profile: Profile, sides: dict[int, str]) -> bool:
    """Whether a total is the sum of its rows in a column, in the signs of a profile."""
    factors = [_factor(profile, column.side, sides[row.number]) for row in (one[0], *one[1])]
    gap = sum_gap(one, column, factors)
    return gap is not None and gap.closes


class Gap(NamedTuple):
    """How far a printed total is from the sum of its rows, and how much of that rounding explains."""

    off: Decimal
    slack: Decimal

    @property
    def closes(self) -> bool:
        return self.off <= self.slack


def sum_gap(one: Sum, column: Column, factors: Sequence[int]) -> Gap | None:
    """The gap of a total in a column, with the signs of the total and of its rows; None where there is nothing to add."""
    figures = [_amount(row, column) for row in (one[0], *one[1])]
    if figures[0] is None or not any(figures[1:]):
        return None
    values = [
        figure.base * factor if figure is not None else Decimal(0) for figure, factor in zip(figures, factors, strict=True)
    ]
    slack = sum((figure.step for figure in figures if figure is not None), Decimal(0)) / 2
    return Gap(abs(values[0] - sum(values[1:])), slack)


def is_net(column: Column) -> bool:
    """Whether a column holds net amounts, of income and costs in one."""
    return column.kind != "avvikelse" and column.side in ("", "netto") and not _is_percent(column)


def _is_percent(column: Column) -> bool:
    return column.unit is not None and column.unit.quality == "percent"


def _agreement(row: Row, members: list[Column], profile: Profile, side: str) -> int:
    """How many cells and sums of a row agree with a profile, less how many do not.

    In operating accounts that show nothing but the net, a row that is not known is likely a cost; it counts for less.
    """
    score = 0
    likely = side == "unknown" and all(not column.side for column in members)
    cells: dict[str, Decimal] = {}
    slack = Decimal(0)
    for column in members:
        figure = _amount(row, column)
        if figure is None:
            continue
        factor = _factor(profile, column.side, side)
        cells[column.side or "netto"] = figure.base * factor
        slack += figure.step / 2
        if figure.value and side in ("cost", "income") and not (column.side == "intäkt" and side == "cost"):
            wanted = -1 if side == "cost" or column.side == "kostnad" else 1
            score += KNOWN if figure.value * factor * wanted > 0 else -KNOWN
        elif figure.value and column.side in ("kostnad", "intäkt"):
            wanted = -1 if column.side == "kostnad" else 1
            score += KNOWN if figure.value * factor * wanted > 0 else -KNOWN
        elif figure.value and likely:
            score += 1 if figure.value * factor < 0 else -1
    if "netto" in cells and ("kostnad" in cells or "intäkt" in cells):
        computed = cells.get("intäkt", Decimal(0)) + cells.get("kostnad", Decimal(0))
        if computed or cells["netto"]:
            score += 2 * KNOWN if Gap(abs(computed - cells["netto"]), slack).closes else -2 * KNOWN
    return score


def _factor(profile: Profile, column_side: str, row_side: str) -> int:
    if column_side == "kostnad":
        return profile.cost_column
    if column_side == "intäkt":
        return profile.income_column
    if row_side == "result":
        return profile.result
    return profile.income_net if row_side == "income" else profile.cost_net


def _breaks(figure: Figure, factor: int, column_side: str, row_side: str) -> bool:
    """Whether a figure has the wrong sign for its profile; a cost row's own income, and results, may be either."""
    if not figure.value or row_side in ("result", "mixed", "unknown"):
        return False
    if column_side == "kostnad":
        return figure.value * factor > 0
    if column_side == "intäkt":
        return figure.value * factor < 0
    return (figure.value * factor > 0) if row_side == "cost" else (figure.value * factor < 0)


def row_sides(table: Table, columns: tuple[Column, ...], concept_of: ConceptOf, kind: str) -> dict[int, str]:
    """For each row of an operating statement: ``income``, ``cost``, ``mixed`` (both), ``result`` or ``unknown``."""
    sides: dict[int, str] = {}

    def visit(row: Row, inherited: str) -> None:
        side = _own_side(row, columns, concept_of(row), inherited, kind)
        sides[row.number] = side
        for inner in row.rows:
            visit(inner, side if side in ("income", "cost") else inherited)

    for row in table.rows:
        visit(row, "")
    if kind == "driftredovisning":
        _of_their_total(table.rows, sides, concept_of)
    return sides


def _of_their_total(rows: tuple[Row, ...], sides: dict[int, str], concept_of: ConceptOf) -> None:
    """What no name tells of a row its total does: what "Summa intäkter" closes is income."""
    waiting: list[Row] = []
    for row in rows:
        _of_their_total(row.rows, sides, concept_of)
        concept = concept_of(row)
        if concept is None or concept.role not in ("total", "result"):
            waiting.append(row)
            continue
        for closed in waiting:
            if concept.role == "total" and concept.sign and sides[closed.number] == "unknown" and closed.slots:
                sides[closed.number] = concept.sign
        waiting = []


def _own_side(row: Row, columns: tuple[Column, ...], concept: Concept | None, inherited: str, kind: str) -> str:
    if concept is not None and concept.role == "result" and not inherited:
        return "result" if kind == "driftredovisning" else "unknown"
    if concept is not None and concept.sign == "income":
        return "income"
    income = _any(row, columns, "intäkt")
    cost = _any(row, columns, "kostnad")
    if income and cost:
        return "mixed"
    if concept is not None and concept.sign == "cost":
        return "cost"
    words = fold(row.label)
    if "kostnad" in words and "intakt" not in words and "nettokostnad" not in words:
        return "cost"
    if "intakt" in words and "kostnad" not in words:
        return "income"
    if inherited:
        return inherited
    if income:
        return "income"
    return "cost" if cost else "unknown"


def _any(row: Row, columns: tuple[Column, ...], side: str) -> bool:
    return any(column.side == side and (figure := row.figure(column)) is not None and figure.value for column in columns)


def _amount(row: Row, column: Column) -> Figure | None:
    """The amount of a row in a column; a percentage is none, and has no side."""
    figure = row.figure(column)
    return figure if figure is not None and figure.unit.quality != "percent" else None
