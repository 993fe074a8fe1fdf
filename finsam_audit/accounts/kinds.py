"""Which kind of table a printed table is, and which period each of its columns shows."""

from datetime import date, timedelta

from finsam_audit.accounts.derived_tables import lists_members
from finsam_audit.accounts.statement import Given, Statement
from finsam_audit.accounts.total_columns import PART, Whole, wholes_of
from finsam_audit.accounts.words.lexicon import Lexicon
from finsam_audit.page.heads import is_group
from finsam_audit.page.model import Column, Report, Table

_IN_PARTS = ("resultaträkning", "kassaflödesanalys", "driftredovisning", "budgetuppföljning", "finansierad verksamhet")
_STATEMENTS = ("resultaträkning", "balansräkning", "kassaflödesanalys")
_AMOUNTS = ("resultaträkning", "balansräkning", "finansierad verksamhet")


def kind(seen: Statement, given: Given) -> Statement:
    """By the file, by the table's name, or where that says nothing by its columns and rows."""
    return seen._replace(kind=_kind(seen.table, given.lexicon))


def columns(seen: Statement, given: Given) -> Statement:
    """The period of each column, and which columns add up others."""
    dated = tuple(_dated(column, given.report) for column in seen.table.columns)
    if seen.kind == "finansierad verksamhet" and not any(column.side in ("intäkt", "netto") for column in dated):
        dated = tuple(column._replace(side="") for column in dated)  # "Kostnad 2025": it shows nothing else
    if seen.kind == "balansräkning":  # "2025-01-01" is how the year before ended
        first, ended = given.report.start, given.report.start - timedelta(days=1)
        dated = tuple(c._replace(end=ended) if c.nature == "stock" and c.end == first else c for c in dated)
    if seen.kind in _AMOUNTS:
        changes = given.lexicon.words["förändring"]  # "Förändring 2024-2025" is no amount of its own
        dated = tuple(c._replace(kind="avvikelse") if not c.kind and changes.match(c.head) else c for c in dated)
    if is_group(seen.name) and not any(column.whose for column in dated):
        dated = tuple(column._replace(whose="koncern") for column in dated)
    elif _is_of_a_branch(seen, given):
        dated = tuple(column._replace(whose=seen.name) for column in dated)  # held against nothing but itself
    year = given.lexicon.words["helår"]  # beside its quarters

    def is_total(head: str) -> bool:
        return seen.heads.is_total(head) or year.match(head)

    wholes = wholes_of(seen.table, dated, is_total) if seen.kind in _IN_PARTS else ()
    dated = tuple(_in_parts(column, wholes, given.report) for column in dated)
    described = given.lexicon.kinds.get(seen.kind)
    nature = described.nature if described else ""
    if not nature:
        nature = "stock" if any(column.nature == "stock" for column in dated) else "flow"
    return seen._replace(columns=dated, wholes=wholes, nature=nature)


def _is_of_a_branch(seen: Statement, given: Given) -> bool:
    """Whether a statement is of a branch with accounts of its own, as a kommun's water and waste."""
    whole = given.report.organisation not in ("kommun", "region") or seen.kind not in _STATEMENTS
    return not whole and given.lexicon.words["verksamhetsgren"].match(seen.name)


def _kind(table: Table, lexicon: Lexicon) -> str:
    found = table.kind or lexicon.kind_of(table.name)
    if found == "not":
        kinds = {column.kind for column in table.columns}
        if {"budget", "utfall"} <= kinds or {"budget", "avvikelse"} <= kinds:
            found = "budgetuppföljning"
    if found in ("bidragsöversikt", "statistik") and lists_members(table, lexicon):
        found = "not" if not table.kind or (found == "bidragsöversikt" and not _shows_equity(table, lexicon)) else found
    if found == "statistik" and not table.kind:
        return _kind_by_rows(table, lexicon) or found
    return found


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


def _dated(column: Column, report: Report) -> Column:
    """A date at the head of a flow is the period that ends on it; a head without a year is the report's own."""
    if column.end is None:
        return column._replace(start=report.start, end=report.end) if column.kind or column.side else column
    if column.start is None:
        return column._replace(start=report.start if column.end == report.end else date(column.end.year, 1, 1))
    bare_year = column.nature == "" and not column.kind and column.start == report.start
    if bare_year and column.end.year == report.end.year:
        return column._replace(end=report.end)  # "2021" in a half-year report: the half year it reports on
    return column


def _in_parts(column: Column, wholes: tuple[Whole, ...], report: Report) -> Column:
    """A column as a part of another one, or as the whole of others; where no head has a period it is the report's."""
    for whole in wholes:
        if column in (whole.column, *whole.parts):
            return column._replace(
                start=whole.column.start or report.start,
                end=whole.column.end or report.end,
                whose=PART if column in whole.parts else column.whose,
            )
    return column
