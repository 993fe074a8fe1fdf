"""The report's own tables drawn again: every cell as printed, with its mark; then its sentences and its goals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from finsam_audit.controls.outcome import Result
from finsam_audit.messages import message
from finsam_audit.page.model import Claim, Figure, Goal, Row, Slot, Table
from finsam_audit.render.html.marks import Mark, of_cell
from finsam_audit.render.language import say
from finsam_audit.render.places import unit_beside
from finsam_audit.render.shown import as_printed

_LONG = 20  # what is longer than this is words, and may be broken between any two
_WIDE = 6  # a table with more columns than this is set smaller on paper


class Cell(NamedTuple):
    """A cell as printed. ``id`` names its place on the page, ``state`` and ``controls`` are those of its mark."""

    text: str
    id: str = ""
    state: str = ""
    controls: tuple[int, ...] = ()
    spoken: str = ""
    uncovered: str = ""
    doubtful: bool = False


class Line(NamedTuple):
    """A row: its label, how deep it stands, whether it is a total, and its cells; none for a heading."""

    label: str
    depth: int
    total: bool
    cells: tuple[Cell, ...]


class Sheet(NamedTuple):
    """A table: its name, its unit, the heads of its columns and its rows."""

    name: str
    unit: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    wide: bool = False


class Drawing:
    """What the cells of one report need to be drawn: their marks, and their numbers on the page."""

    def __init__(self, result: Result, marks: dict[str, Mark], language: str) -> None:
        self.result, self.marks, self.language = result, marks, language
        self.numbers = {figure.id: number for number, figure in enumerate(result.report.figures(), 1)}
        self.uncovered = {figure.id: f"u{number}" for number, figure in enumerate(result.uncovered, 1)}
        self.totals = {
            (statement.name, footing.total.number, footing.total.label)
            for statement in result.accounts.statements
            for footing in statement.footings
        }

    def sheets(self) -> Iterator[Sheet]:
        """The tables of the report, then what its text states, then its goals."""
        report = self.result.report
        for table in report.tables:
            yield self._table(table)
        if report.claims:
            yield Sheet(
                self._say("html.claims"), "", (self._say("html.amount"),), tuple(self._claim(one) for one in report.claims)
            )
        if report.goals:
            heads = (self._say("html.target"), self._say("html.outcome"))
            yield Sheet(self._say("html.goals"), "", heads, tuple(self._goal(one) for one in report.goals))

    def _table(self, table: Table) -> Sheet:
        heads = tuple(column.head for column in table.columns)
        lines = tuple(self._row(table, row) for row in table.walk())
        unit = say(message("html.unit", unit=table.unit.name), self.language) if unit_beside(table) else ""
        return Sheet(table.name, unit, heads, lines, len(heads) > _WIDE)

    def _row(self, table: Table, row: Row) -> Line:
        total = (table.name, row.number, row.label) in self.totals
        return Line(row.label, len(row.path), total, tuple(self._slot(slot) for slot in row.slots))

    def _slot(self, slot: Slot) -> Cell:
        figures = [figure for figure in (slot.figure, slot.companion) if figure is not None]
        return self.cell(figures, slot.text) if figures else Cell(_kept(slot.text))

    def _claim(self, claim: Claim) -> Line:
        return Line(as_printed(claim.text), 0, False, (self.cell([claim.figure], claim.figure.printed),))

    def _goal(self, goal: Goal) -> Line:
        cells = [
            self.cell(figures, " – ".join(figure.printed for figure in figures)) if figures else Cell("")
            for figures in (goal.target, goal.outcomes)
        ]
        return Line(as_printed(goal.text), 0, False, tuple(cells))

    def cell(self, figures: Iterable[Figure], text: str) -> Cell:
        """A cell with figures and their common mark; what is read to whoever does not see it."""
        figures = list(figures)
        mark = of_cell(figures, self.marks)
        state = self._say(f"html.state.{mark.state}")
        count = say(message("html.controls-of", count=len(mark.controls)), self.language)
        return Cell(
            _kept(text),
            f"f{self.numbers[figures[0].id]}",
            mark.state,
            mark.controls,
            f"{text}: {state}, {count}",
            next((self.uncovered[figure.id] for figure in figures if figure.id in self.uncovered), ""),
            any(figure.rests_on_doubt for figure in figures),
        )

    def _say(self, key: str) -> str:
        return say(message(key), self.language)


def _kept(text: str) -> str:
    """The text of a cell with the places where it may not be broken: within an amount, but before what is in brackets."""
    return text if len(text) > _LONG else text.replace(" ", "\u00a0").replace("\u00a0(", " (")
