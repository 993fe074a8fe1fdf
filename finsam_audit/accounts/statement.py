"""A table with its meaning, as far as it has been read: a value that each step of the reading returns anew."""

import re
from collections.abc import Container, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from finsam_audit.accounts.readings import Reading
from finsam_audit.accounts.statistics import Heads
from finsam_audit.accounts.total_columns import Whole
from finsam_audit.accounts.words.lexicon import Concept, Lexicon
from finsam_audit.page.model import Column, Figure, Report, Row, Table

_TOTAL = re.compile(r"\btotal|\bsumma\b")


class Given(NamedTuple):
    """What the steps of the reading may ask besides the table itself."""

    report: Report
    lexicon: Lexicon


class Footing(NamedTuple):
    """A total and the rows it adds up."""

    total: Row
    terms: tuple[Row, ...]


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


class Statement(NamedTuple):
    """A table: its kind, the period of each column, and of each row its concept, its role and what it adds up.

    ``concepts`` and ``roles`` are by row number; ``rows`` are those that count under the name of a concept, of which
    ``ambiguous`` has two that do not agree. ``readings`` are, by the row number of a total, what else it
    may add up than its footing says. ``parts`` are rows that a total has taken in, ``ends`` those that stand for the
    whole table: its last totals; where it does not close with one, all that no total took in. ``guessed`` are the figures
    of which neither a name nor a sum tells whether they are income or costs; ``wholes`` the columns that add up others.
    ``heads`` reads what heads and labels of statistics say.
    """

    table: Table
    heads: Heads
    kind: str = ""
    nature: str = ""
    columns: tuple[Column, ...] = ()
    wholes: tuple[Whole, ...] = ()
    concepts: dict[int, Concept] = {}  # noqa: RUF012 - never written to
    roles: dict[int, str] = {}  # noqa: RUF012 - never written to
    rows: dict[str, tuple[Row, ...]] = {}  # noqa: RUF012 - never written to
    ambiguous: frozenset[str] = frozenset()
    parts: frozenset[int] = frozenset()
    classes: dict[int, str] = {}  # noqa: RUF012 - never written to
    profiles: tuple[Profile, ...] = ()
    signs: dict[str, int] = {}  # noqa: RUF012 - never written to
    footings: tuple[Footing, ...] = ()
    readings: dict[int, tuple[Reading, ...]] = {}  # noqa: RUF012 - never written to
    ends: tuple[Row, ...] = ()
    guessed: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        return self.table.name

    @property
    def amounts(self) -> list[Column]:
        """The columns of amounts: deviations are small, alike by chance, and have signs of their own."""
        return [column for column in self.columns if column.kind != "avvikelse"]

    def concept(self, row: Row) -> Concept | None:
        return self.concepts.get(row.number)

    def concept_name(self, row: Row) -> str:
        """The name of a row's concept, or ""."""
        concept = self.concepts.get(row.number)
        return concept.name if concept is not None else ""

    def role(self, row: Row) -> str:
        """``detail``, ``total``, ``share`` or ``info``."""
        return self.roles[row.number]

    def class_of(self, row: Row) -> str:
        """The class of a row of the balance sheet, or ""."""
        return self.classes.get(row.number, "")

    def is_unknown(self, row: Row) -> bool:
        """Whether a row with figures is a part of something and no concept is known for it."""
        return bool(row.slots) and self.role(row) == "detail" and self.concept(row) is None

    def is_part(self, row: Row) -> bool:
        """Whether a total has taken the row in, so that it is no term besides."""
        return row.number in self.parts

    def sign(self, figure: Figure) -> int:
        """+1 or −1: what turns the printed figure into one where income is positive and costs are negative."""
        return self.signs.get(figure.id, 1)

    def called(self, named: Iterable[tuple[Row, Concept]]) -> "Statement":
        """The statement with other meanings of some rows, which count under these and no longer under those they had."""
        concepts, rows = dict(self.concepts), dict(self.rows)
        for row, concept in named:
            if row.number in concepts:
                _drop(rows, concepts[row.number].name, {row.number})
            concepts[row.number] = concept
            rows[concept.name] = (*rows.get(concept.name, ()), row)
        return self._replace(concepts=concepts, rows=rows)

    def unnamed(self, left: Container[int]) -> "Statement":
        """The statement with some rows whose labels mean nothing where they stand."""
        seen = self
        for name in {concept.name for number, concept in self.concepts.items() if number in left}:
            seen = seen.without(name, left)
        return seen._replace(concepts={number: c for number, c in self.concepts.items() if number not in left})

    def without(self, name: str, left: Container[int]) -> "Statement":
        """The statement with some rows that no longer count under the name of their concept."""
        rows = dict(self.rows)
        _drop(rows, name, left)
        return self._replace(rows=rows)

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

    def figures(self, *, companions: bool = False) -> Iterator[tuple[Row, Column, Figure]]:
        """Every figure of the table with its row and column; the second figures of cells only where they are asked for."""
        for row in self.table.walk():
            for column, slot in zip(self.columns, row.slots, strict=False):
                if slot.figure is not None:
                    yield row, column, slot.figure
                if companions and slot.companion is not None:
                    yield row, column, slot.companion


def _drop(rows: dict[str, tuple[Row, ...]], name: str, left: Container[int]) -> None:
    kept = tuple(row for row in rows.pop(name, ()) if row.number not in left)
    if kept:
        rows[name] = kept
