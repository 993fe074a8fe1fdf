"""The report model: what each table and row of a printed report means, and which column is which year.

Printed report and lexicon in, accounts out. No rule is known here, and no arithmetic but the sign profiles.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from finsam_audit.accounts.balance_sums import balance_sums
from finsam_audit.accounts.cash_flow import read_cash_flow
from finsam_audit.accounts.derived_tables import listed_contributions, lists_members, with_years_as_columns
from finsam_audit.accounts.income_statement import (
    income_and_cost_groups,
    is_financial,
    listed_results,
    read_income_statement,
    says_cost,
    taken_in,
)
from finsam_audit.accounts.members import unnamed_contributors
from finsam_audit.accounts.running_list import Group
from finsam_audit.accounts.signs import Profile, choose_profiles
from finsam_audit.accounts.total_columns import PART, Whole, wholes_of
from finsam_audit.page.heads import is_group
from finsam_audit.page.model import Column, Figure, Report, Row, Slot, Table
from finsam_audit.page.note_numbers import note_numbers
from finsam_audit.words.folding import fold
from finsam_audit.words.lexicon import Concept, Lexicon

_TOTAL = re.compile(r"\btotal|\bsumma\b")
_IN_PARTS = ("resultaträkning", "kassaflödesanalys", "driftredovisning", "budgetuppföljning", "finansierad verksamhet")
_AMOUNTS = ("resultaträkning", "balansräkning", "finansierad verksamhet")
BEFORE_FINANCIAL = "resultat före finansiella poster"


class Statement(NamedTuple):
    """A table with its meaning: its kind, the concept of each row, and the period of each column.

    ``guessed`` are the figures of which neither a name nor a sum tells whether they are income or costs; ``wholes`` the
    columns that add up others.
    """

    table: Table
    kind: str
    nature: str
    columns: tuple[Column, ...]
    concepts: dict[int, Concept]
    roles: dict[int, str]
    rows: dict[str, tuple[Row, ...]]
    ambiguous: frozenset[str]
    profiles: tuple[Profile, ...]
    signs: dict[str, int]
    groups: tuple[Group, ...] = ()
    parts: frozenset[int] = frozenset()
    guessed: frozenset[str] = frozenset()
    wholes: tuple[Whole, ...] = ()

    @property
    def name(self) -> str:
        return self.table.name

    def concept(self, row: Row) -> Concept | None:
        return self.concepts.get(row.number)

    def role(self, row: Row) -> str:
        """``detail``, ``total``, ``share`` or ``info``."""
        return self.roles[row.number]

    def is_unknown(self, row: Row) -> bool:
        """Whether a row with figures is a part of something and no concept is known for it."""
        return bool(row.slots) and self.role(row) == "detail" and self.concept(row) is None

    def is_part(self, row: Row) -> bool:
        """Whether a total has taken the row in, so that it is no term besides."""
        return row.number in self.parts

    def sign(self, figure: Figure) -> int:
        """+1 or −1: what turns the printed figure into one where income is positive and costs are negative."""
        return self.signs.get(figure.id, 1)

    def with_concept(self, row: Row, concept: Concept) -> "Statement":
        """The statement with another meaning of a row that had none."""
        rows = self.rows | {concept.name: (*self.rows.get(concept.name, ()), row)}
        return self._replace(concepts={**self.concepts, row.number: concept}, rows=rows)

    def column_at(self, end: date, kind: str = "", side: str = "", whose: str = "") -> Column | None:
        """The column for a period that ends on a day, of a kind (utfall by default) and side (netto by default).

        ``whose`` is ``koncern`` for the columns of the whole group; the organisation's own otherwise.
        """
        kind, side = kind or "utfall", side or "netto"
        found = [
            column
            for column in self.columns
            if column.end == end
            and (column.kind or "utfall") == kind
            and (column.side or "netto") == side
            and column.whose == whose
        ]
        found = [c for c in found if c.unit is None or c.unit.quality != "percent"] or found  # "Andel 2025" beside the amount
        if len(found) > 1:
            found = [c for c in found if _TOTAL.search(c.head.lower())] or found  # "Ordinarie", "Projekt", "Totalt"
            whole = [c for c in found if c.start and (c.start.month, c.start.day) == (1, 1)]
            found = whole or found
        return found[0] if found else None


class Accounts:
    """A report seen through a lexicon."""

    def __init__(self, report: Report, lexicon: Lexicon, statements: tuple[Statement, ...] | None = None) -> None:
        self.report = report
        self.lexicon = lexicon
        if statements is None:
            tables = [seen for table in report.tables for seen in with_years_as_columns(table, report, lexicon)]
            tables += listed_contributions(report.tables, lexicon)
            statements = tuple(_statement(table, report, lexicon) for table in tables)
        self.statements = statements
        self._by_kind: dict[str, list[Statement]] = {}
        self._by_name: dict[str, list[Statement]] = {}
        self._by_figure: dict[tuple[str, str, str], Statement] = {}
        self.signs: dict[str, int] = {}
        for statement in self.statements:
            self._by_kind.setdefault(statement.kind, []).append(statement)
            self._by_name.setdefault(fold(statement.name), []).append(statement)
            self.signs.update(statement.signs)

    def of_kind(self, kind: str) -> list[Statement]:
        return self._by_kind.get(kind, [])

    def named(self, name: str) -> list[Statement]:
        """The tables with this printed name (one printed, others derived from it), or the note with this number ("Not 4")."""
        found = self._by_name.get(fold(name), [])
        if not found:
            numbers = note_numbers(name)
            found = [s for s in self.statements if s.table.note and note_numbers(s.table.note) == numbers][:1]
        return found

    def noted(self, number: str) -> list[Statement]:
        """The tables of the note with this number."""
        return [s for s in self.statements if note_numbers(number) == note_numbers(s.table.note)]

    def ends(self) -> list[date]:
        """The last days of all periods that any table has a column for, latest first."""
        days = {column.end for s in self.statements for column in s.columns if column.end is not None}
        return sorted(days, reverse=True)

    def previous(self, end: date) -> date:
        """The day the period before the one that ends on ``end`` closed."""
        if end == self.report.end:
            return self.report.start - timedelta(days=1)
        return date(end.year - 1, 12, 31)

    def figure_concepts(self) -> dict[str, str]:
        """By figure id, the concept of the figure's row."""
        found = {}
        for statement in self.statements:
            for row, _, figure in figures_of(statement):
                concept = statement.concept(row)
                if concept is not None:
                    found[figure.id] = concept.path
        return found

    def statement_of(self, figure: Figure) -> Statement | None:
        """The table that a figure stands in: the printed one, unless another gave it a row and column of its own."""
        if not self._by_figure:
            for statement in self.statements:
                for _, _, other in figures_of(statement, companions=True):
                    self._by_figure.setdefault((other.id, other.row, other.column), statement)
        return self._by_figure.get((figure.id, figure.row, figure.column))

    def class_of(self, statement: Statement, row: Row) -> str:
        """The class of a row of the balance sheet: by its own label, by the rows around it, or by the nearest heading above.

        A row with a label of its own making is of the class that stands around it, where the heading says no more than
        that it is an asset, or a debt.
        """
        concept = statement.concept(row)
        if concept is not None and concept.belongs:
            return concept.belongs
        above = (self.lexicon.heading_class(statement.kind, heading) for heading in reversed(row.path))
        heading = next((found for found in above if found), "")
        around = self._class_around(statement, row, heading)
        return around if around and (not heading or self.lexicon.is_within(around, heading)) else heading

    def _class_around(self, statement: Statement, row: Row, heading: str) -> str:
        """The class that the rows around a row show it to be of.

        It stands between two of that class, or before its first row where the class that comes before it is closed by a
        total, or where the group begins with it.
        """
        group = [other for other in statement.table.walk() if other.path == row.path]
        at = next(index for index, other in enumerate(group) if other is row)
        before = next((other for other in reversed(group[:at]) if self._own_class(statement, other)), None)
        after = next((found for other in group[at + 1 :] if (found := self._own_class(statement, other))), "")
        classes = self.lexicon.smallest_classes
        if before is None:
            first = next((name for name in classes if not heading or self.lexicon.is_within(name, heading)), "")
            return after if after == first else ""
        known = self._own_class(statement, before)
        closed = statement.role(before) == "total" and (known, after) in pairwise(classes)
        return after if closed or known == after else ""

    def _own_class(self, statement: Statement, row: Row) -> str:
        concept = statement.concept(row)
        if concept is not None and concept.belongs:
            return concept.belongs
        return self.lexicon.heading_class(statement.kind, row.label)


def _statement(table: Table, report: Report, lexicon: Lexicon) -> Statement:
    kind = table.kind or lexicon.kind_of(table.name)
    if kind == "not":
        kinds = {column.kind for column in table.columns}
        if {"budget", "utfall"} <= kinds or {"budget", "avvikelse"} <= kinds:
            kind = "budgetuppföljning"
    if kind in ("bidragsöversikt", "statistik") and lists_members(table, lexicon):
        kind = "not" if not table.kind or (kind == "bidragsöversikt" and not _shows_equity(table, lexicon)) else kind
    if not table.kind and kind == "statistik":
        kind = _kind_by_rows(table, lexicon) or kind
    described = lexicon.kinds.get(kind)
    columns = tuple(_dated(column, report) for column in table.columns)
    if kind == "finansierad verksamhet" and not any(column.side in ("intäkt", "netto") for column in columns):
        columns = tuple(column._replace(side="") for column in columns)  # "Kostnad 2025": it shows nothing else
    if kind in _AMOUNTS:
        columns = tuple(column._replace(kind="avvikelse") if _is_change(column, lexicon) else column for column in columns)
    if is_group(table.name) and not any(column.whose for column in columns):
        columns = tuple(column._replace(whose="koncern") for column in columns)
    wholes = wholes_of(table, columns) if kind in _IN_PARTS else ()
    columns = tuple(_in_parts(column, wholes, report) for column in columns)
    nature = described.nature if described else ""
    if not nature:
        nature = "stock" if any(c.nature == "stock" for c in columns) else "flow"
    concepts: dict[int, Concept] = {}
    rows: dict[str, list[Row]] = {}
    roles: dict[int, str] = {}

    def name_of(row: Row) -> str:
        concept = concepts.get(row.number)
        return concept.name if concept is not None else ""

    def role(row: Row) -> str:
        return roles[row.number]

    below = False  # the total of the assets
    within = {inner.number: outer for outer in table.walk() if outer.slots for inner in outer.walk() if inner is not outer}
    for row in table.walk():
        concept = _concept(row, kind, table.name, lexicon)
        if kind == "balansräkning" and concept is not None and not row.concept and _is_other_side(row, concept, below, lexicon):
            concept = None
        if concept is not None and concept.belongs == "tillgångar" and concept.role == "total":
            below = True
        roles[row.number] = role_of(row, concept, lexicon)
        if concept is None:
            continue
        concepts[row.number] = concept
        if row.slots and not (concept.many and _is_counted_above(row, concept, within, concepts, lexicon)):
            rows.setdefault(concept.name, []).append(row)
    if kind == "balansräkning":
        for row, concept in balance_sums(table, columns, concepts, roles, lexicon):
            roles[row.number] = "total"
            if concept is not None:
                concepts[row.number] = concept
                rows.setdefault(concept.name, []).append(row)
    if kind == "driftredovisning" and _is_costs_only(table, columns, rows, lexicon):
        (row,) = rows.pop("resultat")
        concepts[row.number] = lexicon.kinds[kind].concepts["summa kostnader"]
        rows["summa kostnader"] = [row]
    if kind == "not":
        for row, name in unnamed_contributors(table, columns, name_of, role, report.members, lexicon):
            concepts[row.number] = lexicon.kinds[kind].concepts[name]
            rows.setdefault(name, []).append(row)
    runs = kind in ("resultaträkning", "kassaflödesanalys")
    groups = _by_their_sums(table, kind, columns, concepts, roles, rows, lexicon, name_of, role) if runs else ()
    if kind == "resultaträkning":
        groups = income_and_cost_groups(table, columns, concepts, roles, groups)
    parts = taken_in(groups, concepts) if kind == "resultaträkning" else {}
    for row in parts.values():
        inner = concepts.get(row.number)
        if inner is not None and row in rows.get(inner.name, []):
            rows[inner.name].remove(row)  # it is part of its total and no term besides
            if inner.name == "avskrivningar":
                rows.setdefault("avskrivningar bland kostnaderna", []).append(row)
    if kind == "resultaträkning":
        groups += listed_results(table, columns, concepts, roles, groups)
        parts |= taken_in(groups, concepts)
    for name, found in list(rows.items()):
        for row in _outranked(found, table, concepts):
            del concepts[row.number]
            rows[name] = [kept for kept in rows[name] if kept is not row]
            if kind == "driftredovisning" and name == "resultat" and _is_before_financial(row, rows[name], table, concepts):
                concepts[row.number] = lexicon.kinds[kind].concepts[BEFORE_FINANCIAL]
                rows.setdefault(BEFORE_FINANCIAL, []).append(row)
    if kind == "balansräkning":
        for name, found in rows.items():
            below_total = _split_below(found, rows, table, concepts)
            roles |= {row.number: "info" for row in below_total}
            rows[name] = [row for row in found if row not in below_total]
    rows = {name: found for name, found in rows.items() if found}
    ambiguous = frozenset(name for name, found in rows.items() if len(found) > 1 and not _one_meaning(concepts, found))
    profiles, signs = choose_profiles(kind, table, columns, lambda row: concepts.get(row.number), lexicon)
    return Statement(
        table,
        kind,
        nature,
        columns,
        concepts,
        roles,
        {name: tuple(found) for name, found in rows.items()},
        ambiguous,
        profiles,
        signs,
        groups,
        parts=frozenset(parts),
        wholes=wholes,
    )


def _by_their_sums(
    table: Table,
    kind: str,
    columns: tuple[Column, ...],
    concepts: dict[int, Concept],
    roles: dict[int, str],
    rows: dict[str, list[Row]],
    lexicon: Lexicon,
    name_of: Callable[[Row], str],
    role: Callable[[Row], str],
) -> tuple[Group, ...]:
    """Give rows of a statement that runs the concepts that sums and order give them; the subtotals left, with their rows."""

    def is_cost(row: Row) -> bool:
        return says_cost(row, concepts.get(row.number))

    if kind == "resultaträkning":
        names, groups = read_income_statement(table, columns, name_of, role, is_cost, lexicon)
    else:
        names, groups = read_cash_flow(table, columns, name_of, role, lexicon)
    for row, name in names:
        if name_of(row):
            rows[name_of(row)].remove(row)
        concept = concepts[row.number] = lexicon.kinds[kind].concepts[name]
        roles[row.number] = role_of(row, concept, lexicon)
        rows.setdefault(name, []).append(row)
    roles |= {total.number: "total" for total, _ in groups}
    return groups


def _is_counted_above(
    row: Row, concept: Concept, within: dict[int, Row], concepts: dict[int, Concept], lexicon: Lexicon
) -> bool:
    """Whether a row is a part of another that carries their concept: the kommuner one by one under "Bidrag från kommuner"."""
    outer = within.get(row.number)
    if outer is not None and concepts.get(outer.number) == concept:
        return True
    return not concept.role and not row.role and lexicon.info.match(row.label)


def _is_other_side(row: Row, concept: Concept, below: bool, lexicon: Lexicon) -> bool:
    """Whether a row of the balance sheet stands on the other side than its label is known from.

    "Skattekonto" and "Avräkning" are assets one year and debts the next; the heading above, or the total of the assets,
    tells which.
    """
    if not concept.belongs or not row.slots:
        return False
    classes = (lexicon.heading_class("balansräkning", heading) for heading in reversed(row.path))
    heading = next((found for found in classes if found), "")
    if not heading:
        return below and lexicon.is_within(concept.belongs, "tillgångar")
    return lexicon.is_within(heading, "tillgångar") != lexicon.is_within(concept.belongs, "tillgångar")


def _kind_by_rows(table: Table, lexicon: Lexicon) -> str:
    """The kind of a table whose name says nothing, by its rows: "Flerårsjämförelse", "Ekonomin i siffror"."""
    years = {column.end.year for column in table.columns if column.end is not None and not column.kind}
    labels = [row.label for row in table.walk() if row.slots]
    if len(years) > 2:
        return lexicon.kind_of_rows(labels, ("översikt", "bidragsöversikt"))
    if any(column.nature == "stock" for column in table.columns):
        return lexicon.kind_of_rows(labels, ("balansräkning",))
    return lexicon.kind_of_rows(labels, ("resultaträkning", "kassaflödesanalys", "balansräkning"))


def _shows_equity(table: Table, lexicon: Lexicon) -> bool:
    """Whether a table of contributions tells what became of them too, so that its rows are more than its members."""
    labels = [row.label for row in table.walk() if row.slots]
    meant = {concept.name for label in labels if (concept := lexicon.concept_of("bidragsöversikt", label, table.name))}
    return bool(meant - {"medlemsbidrag", "övriga intäkter"})


def _is_costs_only(table: Table, columns: tuple[Column, ...], rows: dict[str, list[Row]], lexicon: Lexicon) -> bool:
    """Whether a driftredovisning shows nothing but costs, so that its "Summa" is theirs and no result.

    It has a row that is a cost by its name, no row and no column of income, and in half of its columns or more no row alone
    comes to more than the sum.
    Where no row is known, as in a list of committees, the sum may be a net.
    """
    closing = rows.get("resultat", [])
    known = lexicon.kinds["driftredovisning"].concepts
    if len(closing) != 1 or not lexicon.totals.match(closing[0].label) or "summa kostnader" in rows:
        return False
    others = [known[name] for name in rows if name not in ("resultat", "projekt", "personal")]  # two that have no sign
    if not others or any(concept.sign != "cost" for concept in others) or any(column.side for column in columns):
        return False
    largest: dict[str, Decimal] = {}
    for row in table.walk():
        for figure in (slot.figure for slot in row.slots if slot.figure is not None):
            largest[figure.column] = max(largest.get(figure.column, abs(figure.base)), abs(figure.base))
    sums = [slot.figure for slot in closing[0].slots if slot.figure is not None and slot.figure.unit.quality == "money"]
    deviations = {column.head for column in columns if column.kind == "avvikelse"}
    sums = [figure for figure in sums if figure.column not in deviations]
    greatest = sum(abs(figure.base) == largest[figure.column] for figure in sums)
    return bool(sums) and 2 * greatest >= len(sums)  # one amount may be a slip


def _concept(row: Row, kind: str, table_name: str, lexicon: Lexicon) -> Concept | None:
    if row.concept:
        wanted_kind, _, wanted = row.concept.partition(".")
        described = lexicon.kinds.get(wanted_kind)
        return described.concepts.get(wanted) if described else None
    concept = lexicon.concept_of(kind, row.label, table_name)
    if concept is not None and row.path and kind in ("finansierad verksamhet", "driftredovisning"):
        # "Administration" within another group is a part of that group, not the group of that name. The total that closes
        # a group is the group: "Summa individinsatser" under "Individinsatser".
        outer = lexicon.concept_of(kind, row.path[-1], table_name)
        closes = outer == concept and lexicon.totals.match(row.label)
        if outer is not None and outer.sign == concept.sign == "cost" and concept.role != "total" and not closes:
            return None
    return concept


def _outranked(found: list[Row], table: Table, concepts: dict[int, Concept]) -> list[Row]:
    """Rows that lose their concept to another: to one that the data file names, or to the result after financial items."""
    named = [row for row in found if row.concept]
    if len(found) < 2 or concepts[found[0].number].many:
        return []
    if len(named) == 1:
        return [row for row in found if row is not named[0]]
    if concepts[found[0].number].path == "driftredovisning.resultat" and _is_before_financial(
        found[0], found[1:], table, concepts
    ):
        return found[:-1]
    return []


def _is_before_financial(row: Row, later: list[Row], table: Table, concepts: dict[int, Concept]) -> bool:
    """Whether nothing but financial items stands between a result and the last one after it."""
    order = {one.number: place for place, one in enumerate(table.walk())}
    if not later or order[row.number] >= order[later[-1].number]:
        return False
    between = [one for one in _between(row, later[-1], table) if one.slots and one not in later]
    return bool(between) and all(is_financial(concepts.get(one.number)) for one in between)


def _split_below(found: list[Row], rows: dict[str, list[Row]], table: Table, concepts: dict[int, Concept]) -> list[Row]:
    """The rows that split a total once more below it: "resultatutjämningsreserv" under an equity already closed.

    They are so only where others of their meaning stand above the total and were added up in it.
    """
    concept = concepts.get(found[0].number) if len(found) > 1 else None
    if concept is None or not concept.many or not concept.belongs:
        return []
    totals = [row for row in rows.get(f"summa {concept.belongs}", []) if not row.rows]
    if len(totals) != 1:
        return []
    order = {row.number: place for place, row in enumerate(table.walk())}
    below = [row for row in found if row.path == totals[0].path and order[row.number] > order[totals[0].number]]
    above = [row for row in found if row.path == totals[0].path and order[row.number] < order[totals[0].number]]
    return below if above else []


def _between(first: Row, last: Row, table: Table) -> list[Row]:
    rows = list(table.walk())
    return rows[rows.index(first) + 1 : rows.index(last)]


def _one_meaning(concepts: dict[int, Concept], found: list[Row]) -> bool:
    """Whether several rows may carry their concept: it is a class of rows, or they print the same figures."""
    if concepts[found[0].number].many:
        return True
    values = {tuple(slot.figure.base if slot.figure else None for slot in row.slots) for row in found}
    return len(values) == 1


def _dated(column: Column, report: Report) -> Column:
    """A date at the head of a flow is the period that ends on it; a head without a year is the report's own."""
    if column.end is None:
        if column.kind or column.side:
            return _replaced(column, report.start, report.end)
        return column
    if column.start is None:
        start = report.start if column.end == report.end else date(column.end.year, 1, 1)
        return _replaced(column, start, column.end)
    bare_year = column.nature == "" and not column.kind and column.start == report.start
    if bare_year and column.end.year == report.end.year:
        # "2021" in a half-year report: the half year it reports on.
        return _replaced(column, report.start, report.end)
    return column


def _is_change(column: Column, lexicon: Lexicon) -> bool:
    """Whether a column of a statement shows what changed since another, and no amount of its own: "Förändring 2024–2025"."""
    return not column.kind and lexicon.words["förändring"].match(column.head)


def _in_parts(column: Column, wholes: tuple[Whole, ...], report: Report) -> Column:
    """A column as a part of another one, or as the whole of others; where no head has a period it is the report's."""
    for whole in wholes:
        if column in (whole.column, *whole.parts):
            start, end = whole.column.start or report.start, whole.column.end or report.end
            return _replaced(column, start, end)._replace(whose=PART if column in whole.parts else column.whose)
    return column


def _replaced(column: Column, start: date, end: date) -> Column:
    return column._replace(start=start, end=end)


def role_of(row: Row, concept: Concept | None, lexicon: Lexicon) -> str:
    """``total``, ``info``, ``share`` or ``detail``, by what the file says, else by the label."""
    if row.role:
        return row.role
    if concept is not None and concept.role in ("total", "info", "share"):
        return concept.role
    if lexicon.info.match(row.label):
        return "info"
    if lexicon.shares.match(row.label):
        return "share"
    if lexicon.totals.match(row.label):
        return "total"
    if not row.label:
        return "total"
    return "detail"


def slot_at(row: Row, column: Column) -> Slot | None:
    """The cell of a row in a column; None where the row is a heading without cells."""
    return row.slots[column.position] if column.position < len(row.slots) else None


def figures_of(statement: Statement, *, companions: bool = False) -> Iterator[tuple[Row, Column, Figure]]:
    """Every figure of a table with its row and column; the second figures of cells only where they are asked for."""
    for row in statement.table.walk():
        for column, slot in zip(statement.columns, row.slots, strict=False):
            if slot.figure is not None:
                yield row, column, slot.figure
            if companions and slot.companion is not None:
                yield row, column, slot.companion
