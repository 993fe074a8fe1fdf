"""Printed tables to a data file that the reader takes back unchanged."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from finsam_audit.documents.datafile import data_file
from finsam_audit.documents.layout import Box, Extract, Facts, PrintedCell, PrintedRow, PrintedTable
from finsam_audit.page.model import Report, Row
from tests.pages import read
from tests.properties import examples

FACTS = Facts("Samordningsförbundet Exempel", "2025-01-01 – 2025-12-31", "samordningsförbund")


def _read(*tables: PrintedTable, boxes: bool = False) -> Report:
    text = data_file(Extract("x.pdf", FACTS, tables), lambda told: told.key, boxes=boxes)
    return read(text)


def _row(label: str, *cells: str | None, note: str = "") -> PrintedRow:
    return PrintedRow(label, tuple(PrintedCell(text) if text is not None else None for text in cells), note, page=3)


def _rows(report: Report) -> list[Row]:
    return [row for table in report.tables for row in table.walk()]


def test_cells_notes_and_pages_come_back() -> None:
    table = PrintedTable("Balansräkning", ("2025-12-31", "2024-12-31"), (_row("Kassa", "1 095", None, note="4"),), 3, "tkr")
    (row,) = _rows(_read(table))
    assert (row.label, row.notes, [s.state for s in row.slots], row.place.page) == ("Kassa", ("4",), ["value", "blank"], 3)
    figure = row.slots[0].figure
    assert figure is not None
    assert (figure.value, figure.unit.name) == (Decimal(1095), "tkr")


labels = st.text(st.sampled_from("abåäö ABÅ-–+/:#&*?|>!%@`\"'{}[](),.0129\\"), min_size=1, max_size=20).map(
    lambda t: " ".join(t.split())
)


@examples(8)
@given(st.lists(labels.filter(bool), min_size=1, max_size=5), labels.filter(bool))
def test_any_label_and_any_title_come_back(names: list[str], title: str) -> None:
    table = PrintedTable(title, ("2025",), tuple(_row(name, str(i + 1)) for i, name in enumerate(names)), 1, kind="statistik")
    report = _read(table)
    assert (title.strip(), names) == (report.tables[0].name, [row.label for row in _rows(report)])


@examples(4)
@given(st.lists(labels, min_size=1, max_size=4))
def test_any_heads_come_back_or_are_named_by_place(heads: list[str]) -> None:
    tidy = [head.replace("|", "/").replace("[", "(").replace("]", ")") for head in heads]
    table = PrintedTable("T", tuple(tidy), (_row("Rad", *(["1"] * len(heads))),), 1, kind="statistik")
    assert len(heads) == len(_read(table).tables[0].columns)


def test_a_cell_that_is_no_number_could_not_be_read_and_says_what_was_seen() -> None:
    table = PrintedTable("T", ("2025", "2024"), (_row("Rad", "B27 5", "3"),), 1, kind="statistik")
    slots = _rows(_read(table))[0].slots
    assert [slot.state for slot in slots] == ["unread", "value"]


def test_a_doubt_makes_the_figure_doubtful() -> None:
    cell = PrintedCell("849 827", None, seen="849 B27", others=("849 327",), why="doubt.head")
    table = PrintedTable("T", ("2025",), (PrintedRow("Kassa", (cell,)),), 1, kind="statistik")
    figure = _rows(_read(table))[0].slots[0].figure
    assert figure is not None
    assert figure.doubtful
    assert figure.readings == (Decimal(849327),)
    assert figure.seen == "849 B27"


def test_boxes_are_written_only_when_asked_for() -> None:
    cell = PrintedCell("5", Box(10.0, 20.0, 30.04, 40.0))
    table = PrintedTable("T", ("2025",), (PrintedRow("Kassa", (cell,)),), 1, kind="statistik")
    plain, boxed = (_rows(_read(table, boxes=boxes))[0].slots[0].figure for boxes in (False, True))
    assert plain is not None
    assert boxed is not None
    assert plain.place.box is None
    assert boxed.place.box is not None
    assert not boxed.doubtful


def test_two_tables_of_one_name_keep_apart() -> None:
    table = PrintedTable("Not 4 Moms", ("2025",), (_row("Rad", "1"),), 1, kind="not")
    assert [found.name for found in _read(table, table).tables] == ["Not 4 Moms", "Not 4 Moms (2)"]
