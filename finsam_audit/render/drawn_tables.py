"""The report's own tables in a workbook: each figure in a cell of its own, with an auditor's tick mark, and the sums redone."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from finsam_audit.controls.outcome import SEVERITIES, Outcome, Result
from finsam_audit.messages import message
from finsam_audit.page.model import Column, Figure, Place, Row, Slot, Table
from finsam_audit.page.units import COUNT
from finsam_audit.render.html.marks import SIGNS, marks
from finsam_audit.render.language import say
from finsam_audit.render.live import live
from finsam_audit.render.places import ending, row_of, table_of, unit_beside
from finsam_audit.render.where import place_words
from finsam_audit.render.workbook import Formula, Number, Page

_REDONE = ("footing", "row", "deviation")
_SUMS = ("rule", "row", "column", "stated", "computed", "difference", "tolerance", "outcome")


class Drawn:
    """The tables of a report as they are put on a sheet. ``cells`` tells afterwards where each figure stands."""

    def __init__(self, result: Result, page: Page, language: str, numbers: Mapping[int, int]) -> None:
        self.cells: dict[str, str] = {}
        self._result, self._page, self._language = result, page, language
        self._sourced = result.accounts.sourced
        self._marks = marks(result)
        self._numbers = numbers

    def draw(self) -> None:
        """All tables with their sums, then the amounts of the text and of the goals."""
        self._page.put(1, say(message("sheet.legend"), self._language), ink="faint", wrap=False)
        self._page.down(2)
        for table in self._result.report.tables:
            self._table(table)
            self._sums(table)
        self._loose()

    def _table(self, table: Table) -> None:
        page, language = self._page, self._language
        page.put(2, f"{table.name} ({table.unit.name})" if unit_beside(table) else table.name, bold=True, wrap=False)
        page.down()
        beside = [any(_companion(row, column) for row in table.walk()) for column in table.columns]
        heads = [word for column, two in zip(table.columns, beside, strict=True) for word in (column.head, "")[: 1 + two]]
        page.heads([*(say(message(f"sheet.{key}"), language) for key in ("place", "row")), *heads,
                    say(message("sheet.see"), language)], range(3, 3 + len(heads)))  # fmt: skip
        for row in table.walk():
            self._row(table, row, beside)
        page.down()

    def _row(self, table: Table, row: Row, beside: list[bool]) -> None:
        page = self._page
        statement = next((s for s in self._result.accounts.statements if s.table is table), None)
        total = statement is not None and any(footing.total.number == row.number for footing in statement.footings)
        if total:
            page.underlined(2 + len(beside) + sum(beside))
        page.put(1, self._place(row.place), ink="faint")
        page.put(2, row.label, bold=total or not row.slots)
        page.indented(2, len(row.path))
        at = 3
        for column, two in zip(table.columns, beside, strict=True):
            slot = row.cell(column)
            if slot is not None:
                self._slot(at, slot, total)
            at += 1 + two
        figures = [figure for slot in row.slots for figure in (slot.figure, slot.companion) if figure is not None]
        found = {self._numbers[one] for figure in figures for one in self._marks[figure.id].controls if one in self._numbers}
        if found:
            page.put(at, ", ".join(map(str, sorted(found))), ink="faint")
        page.down()

    def _place(self, place: Place) -> str:
        unseen = self._result.report.reading is not None and place.page is None and place.source_line is None
        return "" if unseen else place_words(place, self._language, self._sourced)  # of a document nobody sees the data file

    def _slot(self, at: int, slot: Slot, total: bool) -> None:
        if slot.figure is None:
            self._page.put(at, slot.text, ink="faint")
            self._page.to_the_right(at)
        else:
            self._figure(at, slot.figure, total)
        if slot.companion is not None:
            self._figure(at + 1, slot.companion, total)

    def _figure(self, at: int, figure: Figure, bold: bool = False) -> None:
        state = self._marks[figure.id].state
        unit = f" {figure.unit.name}" if figure.unit.quality == "percent" else ""
        doubt = " ?" if figure.rests_on_doubt else ""
        number = Number(figure.value, figure.decimals, f"{unit}{doubt} {SIGNS[state]}".rstrip())
        worst = state if state in SEVERITIES else ""
        ink = worst or ("faint" if state == "none" else "")
        self.cells[figure.id] = self._page.put(at, number, bold=bold, ink=ink, tint=worst)

    def _sums(self, table: Table) -> None:
        """Every total and every row that runs along its columns, worked out anew from the cells above."""
        done = [o for o in self._result.outcomes if o.outcome in ("passed", "finding") and o.about in _REDONE]
        made = [(o, lead, found) for o in done if (lead := _lead(o)) and lead.table == table.name
                and (found := live(o, self.cells)) is not None and found.terms > 1]  # fmt: skip
        if not made:
            return
        page, language = self._page, self._language
        page.put(2, say(message("sheet.sums"), language), ink="faint")
        page.down()
        page.heads([say(message(f"sheet.{key}"), language) for key in _SUMS], range(4, 8))
        for outcome, lead, found in made:
            page.put(1, outcome.rule, ink="faint")
            page.put(2, row_of(lead, language))
            page.put(3, outcome.column or lead.column)
            stated = page.put(4, Number(Formula(f"={found.stated}"), lead.decimals))
            places = places_of(outcome)
            computed = page.put(5, Number(Formula(f"={found.computed}"), places))
            page.put(6, Number(Formula(f"={rounded(f'{stated}-{computed}', places)}"), places))
            page.put(7, outcome.tolerance)
            worst = outcome.severity or "" if outcome.outcome == "finding" else ""
            page.put(8, ending(outcome, language), ink=worst, tint=worst)
            page.down()
        page.down()

    def _loose(self) -> None:
        report, page, language = self._result.report, self._page, self._language
        figures = [claim.figure for claim in report.claims]
        figures += [figure for goal in report.goals for figure in (*goal.target, *goal.outcomes)]
        if not figures:
            return
        page.put(2, say(message("sheet.text"), language), bold=True, wrap=False)
        page.down()
        page.heads([say(message(f"sheet.{key}"), language) for key in ("place", "said", "value", "unit", "table")], (3,))
        for figure in figures:
            page.put(1, self._place(figure.place), ink="faint")
            page.put(2, row_of(figure, language))
            self._figure(3, figure)
            page.put(4, "" if figure.unit == COUNT else figure.unit.name)  # a bare number is printed without a unit
            page.put(5, table_of(figure, language))
            page.down()


def _companion(row: Row, column: Column) -> bool:
    slot = row.cell(column)
    return slot is not None and slot.companion is not None


def _lead(outcome: Outcome) -> Figure | None:
    return outcome.lead


def places_of(outcome: Outcome) -> int:
    """The decimals that the amounts of an outcome need."""
    values = [value for value in (outcome.stated, outcome.computed, outcome.difference) if value is not None]
    return max((max(0, -int(value.as_tuple().exponent)) for value in values if value != Decimal(0)), default=0)


def rounded(formula: str, places: int) -> str:
    """A difference without what a spreadsheet's binary numbers add to it."""
    return f"ROUND({formula},{places})" if places else formula
