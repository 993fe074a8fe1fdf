"""Tables that a report does not print as they are read: an overview turned, contributions out of the income statement.

The figures are those of the printed table, under the same ids; only the names of row and column are the new table's.
"""

from __future__ import annotations

from finsam_audit.accounts.members import KOMMUNER, OTHER, REGIONS, STATE
from finsam_audit.accounts.words.folding import fold
from finsam_audit.accounts.words.lexicon import Lexicon
from finsam_audit.page.heads import UnknownUnit, is_group, is_period, read_columns
from finsam_audit.page.model import Report, Row, Slot, Table

CONTRIBUTIONS = "Medlemsbidrag"
MEMBERS = (STATE, REGIONS, KOMMUNER)


def with_years_as_columns(table: Table, report: Report, lexicon: Lexicon) -> tuple[Table, ...]:
    """A table, and beside it the overview that it is when a year is a row and not a column.

    It keeps the figures, each under the other's name: the row is what it tells, the column the year.
    """
    years = [row for row in table.rows if row.slots and not row.rows and is_period(row.label)]
    kind = table.kind or lexicon.kind_of(table.name)
    if kind == "statistik" and not table.kind:
        kind = lexicon.kind_of_rows([column.head for column in table.columns], ("översikt",))
    if kind not in ("översikt", "bidragsöversikt") or len(years) < 3 or len(years) != len(list(table.walk())):
        return (table,)
    try:
        columns = read_columns([row.label for row in years], report.end)
    except (ValueError, UnknownUnit):
        return (table,)
    if len({(column.kind, column.end) for column in columns}) < len(columns):
        return (table,)
    rows = []
    for number, head in enumerate(table.columns):
        slots = [row.slots[head.position] for row in years]
        turned = tuple(_turned(slot, head.head, column.head) for slot, column in zip(slots, columns, strict=True))
        rows.append(Row(number, head.head, (), turned, place=slots[0].place))
    return table._replace(kind="statistik"), table._replace(kind=kind, columns=columns, rows=tuple(rows))


def listed_contributions(tables: tuple[Table, ...], lexicon: Lexicon) -> list[Table]:
    """The contributions of the members that a resultaträkning lists row by row, as the note that no table prints.

    Only the columns of outcomes: a note has no budget.
    """
    noted = ("not", "bidragsöversikt", "statistik")
    if any((t.kind or lexicon.kind_of(t.name)) in noted and lists_members(t, lexicon) for t in tables):
        return []
    found = []
    for table in tables:
        if (table.kind or lexicon.kind_of(table.name)) == "resultaträkning" and not is_group(table.name):
            kept = [c for c in table.columns if c.kind in ("", "utfall") and c.end is not None]
            columns = tuple(c._replace(position=at) for at, c in enumerate(kept))
            rows = tuple(r._replace(slots=tuple(r.slots[c.position] for c in kept)) for r in _contributions(table, lexicon))
            found += [table._replace(kind="not", columns=columns, rows=rows)] if rows and columns else []
    return found


def _contributions(table: Table, lexicon: Lexicon) -> list[Row]:
    """The rows of contributions: of all three sorts, one after another, and no other row is called as they are."""
    rows = [row for row in table.walk() if row.slots]
    others = lexicon.words[OTHER]
    meant = [None if others.match(r.label) else lexicon.concept_of("not", r.label, CONTRIBUTIONS) for r in rows]
    at = [index for index, concept in enumerate(meant) if concept is not None and concept.name in MEMBERS]
    if {concept.name for concept in meant if concept is not None} & set(MEMBERS) != set(MEMBERS):
        return []
    called = {tuple(fold(rows[index].label).split()[:2]) for index in at}
    beside = {tuple(fold(row.label).split()[:2]) for index, row in enumerate(rows) if index not in at}
    if at != list(range(at[0], at[-1] + 1)) or called & beside:
        return []
    return [rows[index]._replace(concept=c.path, rows=(), path=()) for index in at if (c := meant[index]) is not None]


def lists_members(table: Table, lexicon: Lexicon) -> bool:
    """Whether a table of contributions has a row for each member, as a note has, and not a row for each fact.

    It names the state and another member.
    """
    labels = [row.label for row in table.walk() if row.slots]
    meant = {concept.name for label in labels if (concept := lexicon.concept_of("not", label, table.name)) is not None}
    return MEMBERS[0] in meant and bool(meant & set(MEMBERS[1:]))


def _turned(slot: Slot, row: str, column: str) -> Slot:
    """A cell with its figures under the names of its new row and column; they are the same figures."""
    figures = [f if f is None else f._replace(row=row, column=column) for f in (slot.figure, slot.companion)]
    return slot._replace(figure=figures[0], companion=figures[1])
