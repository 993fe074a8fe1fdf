"""A report as printed: figures in rows, rows in tables. Nothing here knows what a row means.

Everything is frozen; reading makes it, all later steps only look.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from finsam_audit.messages import Message
from finsam_audit.page.units import KR, Unit


class Place(NamedTuple):
    """Where something stands: in the data file (line, column), and in the source it was taken from."""

    line: int = 0
    column: int = 0
    page: int | None = None
    source_line: int | None = None
    box: tuple[Decimal, ...] | None = None


class Figure(NamedTuple):
    """One printed number. ``value`` is in ``unit``; ``decimals`` are those printed."""

    id: str
    printed: str
    value: Decimal
    unit: Unit
    decimals: int
    table: str
    path: tuple[str, ...]
    row: str
    column: str
    place: Place
    readings: tuple[Decimal, ...] = ()
    misprint: bool = False
    doubtful: bool = False
    seen: str = ""
    why: str = ""

    @property
    def base(self) -> Decimal:
        """The value in kr, % or antal."""
        return self.value * self.unit.scale

    @property
    def step(self) -> Decimal:
        """The width of the rounding interval, in kr, % or antal."""
        return self.unit.step(self.decimals)

    @property
    def rests_on_doubt(self) -> bool:
        return self.doubtful or self.misprint


class Acceptance(NamedTuple):
    """Who has accepted a difference, why, since when, and until when if not for good."""

    by: str
    reason: str
    day: date
    until: date | None = None


class Slot(NamedTuple):
    """One cell: its figures, or why it has none (``blank``, ``unread``, ``sic``)."""

    state: str
    text: str
    place: Place
    figure: Figure | None = None
    companion: Figure | None = None


class Column(NamedTuple):
    """A column head and what it says: kind (utfall, budget …), side (intäkt, kostnad, netto) and period.

    ``whose`` is ``koncern`` for a column of the whole group, the name of its table for one of a branch that keeps its own
    accounts, and empty for the organisation's own. ``nature`` is what the head looks like: ``stock`` for a date, ``flow`` for
    a period, ``""`` where it does not tell.
    """

    position: int
    head: str
    kind: str = ""
    side: str = ""
    start: date | None = None
    end: date | None = None
    unit: Unit | None = None
    nature: str = ""
    whose: str = ""


class Row(NamedTuple):
    """A printed row with its cells, one a column (none for a heading without figures), and the rows under it.

    ``number`` is its place in its table, in printed order: what a row is known by, for labels may stand twice.
    """

    number: int
    label: str
    path: tuple[str, ...]
    slots: tuple[Slot, ...] = ()
    rows: tuple["Row", ...] = ()
    notes: tuple[str, ...] = ()
    concept: str = ""
    role: str = ""
    sums: tuple[str, ...] = ()
    place: Place = Place()

    @property
    def figures(self) -> "list[Figure]":
        """The figures of the row, those beside an amount in the same cell left out."""
        return [slot.figure for slot in self.slots if slot.figure is not None]

    def cell(self, column: Column) -> Slot | None:
        """The cell of the row in a column; None where the row is a heading without cells."""
        return self.slots[column.position] if column.position < len(self.slots) else None

    def figure(self, column: Column) -> Figure | None:
        """The figure of the row in a column, if it has one."""
        return self.slots[column.position].figure if column.position < len(self.slots) else None

    def walk(self) -> "Iterator[Row]":
        """This row and all rows under it, in printed order."""
        yield self
        yield from _walk(self.rows)


def _walk(rows: tuple[Row, ...]) -> Iterator[Row]:
    for row in rows:
        yield row
        if row.rows:  # most have none under them
            yield from _walk(row.rows)


class Table(NamedTuple):
    """A table of the report under its printed name."""

    name: str
    kind: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    unit: Unit = KR
    place: Place = Place()

    def walk(self) -> Iterator[Row]:
        """All rows, in printed order."""
        return _walk(self.rows)


class Claim(NamedTuple):
    """A sentence of the text that states a figure, and the formula for what it should equal."""

    id: str
    text: str
    figure: Figure
    equals: str
    column: str
    about: bool
    place: Place
    equals_place: Place = Place()


class Goal(NamedTuple):
    """A goal of the organisation's own: target (operator and one or two numbers), outcomes and judgement.

    ``includes`` names the goals whose outcomes are part of this one's and are taken away before it is compared. ``judged``
    are the words that judge it, often one sentence for many goals, and where they stand.
    """

    id: str
    text: str
    operator: str
    target: tuple[Figure, ...]
    outcomes: tuple[Figure, ...]
    judgement: str
    equals: str
    column: str
    place: Place
    includes: tuple[str, ...] = ()
    judged: str = ""
    judged_at: Place = Place()


class Person(NamedTuple):
    """Someone named in the report: on the board, among the auditors, or as a signature."""

    name: str
    represents: str = ""
    function: str = ""
    place: Place = Place()


class Limit(NamedTuple):
    """A limit that the organisation has set for itself, in place of the rule book's."""

    value: Decimal
    unit: Unit | None
    place: Place


class Report(NamedTuple):
    """One document: who, when, and its figures in printed order.

    ``written`` tells where its sentences, headings and members stand.
    """

    file: str
    data: bytes
    entity: str
    organisation: str
    document: str
    start: date
    end: date
    tables: tuple[Table, ...] = ()
    claims: tuple[Claim, ...] = ()
    goals: tuple[Goal, ...] = ()
    organisation_number: str = ""
    dates: dict[str, date] = {}  # noqa: RUF012 - never written to
    dates_printed: dict[str, tuple[str, Place]] = {}  # noqa: RUF012 - never written to
    members: tuple[str, ...] = ()
    people: dict[str, tuple[Person, ...]] = {}  # noqa: RUF012 - never written to
    contents: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    written: dict[str, Place] = {}  # noqa: RUF012 - never written to
    audits: str = ""
    limits: dict[str, Limit] = {}  # noqa: RUF012 - never written to
    reading: tuple[Message, ...] | None = None
    """What there is to say of how a program read the source, most of all what it did not read; None where nobody told."""

    @property
    def sha256(self) -> str:
        """The checksum of the data file's bytes."""
        from hashlib import sha256  # only who asks for it pays for loading it

        return sha256(self.data).hexdigest()

    @property
    def period(self) -> str:
        return f"{self.start}/{self.end}"

    def previous(self, end: date) -> date:
        """The day the period before the one that ends on ``end`` closed."""
        return self.start - timedelta(days=1) if end == self.end else date(end.year - 1, 12, 31)

    def figures(self) -> Iterator[Figure]:
        """Every figure of the report, tables first, in printed order."""
        for table in self.tables:
            for row in table.walk():
                for slot in row.slots:
                    if slot.figure is not None:
                        yield slot.figure
                    if slot.companion is not None:
                        yield slot.companion
        for claim in self.claims:
            yield claim.figure
        for goal in self.goals:
            yield from goal.target
            yield from goal.outcomes
