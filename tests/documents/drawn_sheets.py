"""Reports drawn at random, set as Excel workbooks: as people, and what other programs export, lay out their sheets."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from random import Random
from typing import Any, NamedTuple

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from tests.documents.drawn_layout import PROSE
from tests.documents.drawn_pages import drawn_truth
from tests.documents.drawn_reports import DrawnRow, DrawnTable, drawn_report

_DASHED = ('#,##0;-#,##0;"-"', '_-* #,##0\\ _k_r_-;\\-* #,##0\\ _k_r_-;_-* "-"??\\ _k_r_-;_-@_-')
_SHAPES = (
    "General", "0", "#,##0", "#,##0", "#,##0.00", "#,##0_);(#,##0)", "#,##0;[Red]-#,##0", "#,##0;[Red]#,##0", "#\\ ##0",
    '#,##0\\ "kr"', "[$-41D]#,##0", "+#,##0;-#,##0;0", "#,##0;\\-#,##0;", "#,##0,", *_DASHED,
)  # fmt: skip


class SheetLayout(NamedTuple):
    """The choices of one workbook's author. ``shape`` is the number format, or "text" where numbers are typed as text."""

    shape: str
    together: str
    left: int
    gap: int
    spacer: bool
    title: str
    unit_where: str
    heads: str
    groups: str
    space: str
    minus: str
    text_nil: str
    part: bool
    formulas: bool
    hidden: int
    inset: str
    two_lines: bool
    unlabelled: bool
    prose: bool
    cover: bool
    star: bool
    blank_rows: bool
    top: int
    beside: bool = False


def drawn_sheet_layout(random: Random) -> SheetLayout:
    """A layout of a workbook."""
    return SheetLayout(
        random.choice([*_SHAPES, "text", "text", "text"]),
        random.choice(["one", "some", "all"]),
        random.choice([0, 0, 0, 1, 2]),
        random.choice([0, 0, 0, 1]),
        random.random() < 0.15,
        random.choice(["merged", "cell", "cell", "tab"]),
        random.choice(["title", "corner", "line"]),
        random.choice(["number", "text", "date", "datetime", "formula"]),
        random.choice(["merged", "merged", "across", "left"]),
        random.choice([" ", "\u00a0", "\u2009", "\u202f"]),
        random.choice(["-", "–", "−", "- ", "after", "brackets"]),
        random.choice(["0", "-", "–"]),
        random.random() < 0.4,
        random.random() < 0.6,
        random.choice([0, 0, 1, 2]),
        random.choice(["", "indent", "spaces"]),
        random.random() < 0.3,
        random.random() < 0.2,
        random.random() < 0.4,
        random.random() < 0.6,
        random.random() < 0.2,
        random.random() < 0.3,
        random.choice([0, 0, 1, 3]),
    )


def drawn_habits(seed: int, layout: SheetLayout) -> SheetLayout:
    """The layout, some tables beside each other, from a stream of its own: a seed draws else what it drew before."""
    fit = not (layout.hidden or layout.title == "tab" or layout.spacer)
    return layout._replace(beside=fit and Random(-1 - seed).random() < 0.4)


class Put(NamedTuple):
    """A cell to be written: its value, number format, how many columns it takes, and what a formula last gave."""

    value: object = None
    shape: str = "General"
    span: int = 1
    kept: int | float | None = None
    across: bool = False


class BookSetter:
    """A workbook as it is set, table by table."""

    def __init__(self, random: Random, layout: SheetLayout) -> None:
        self.random, self.layout = random, layout
        self.book: Any = openpyxl.Workbook()
        self.book.remove(self.book.active)
        self.sheet: Any = None
        self.row = 1
        self.start, self.right = 1, 0
        self.kept: dict[tuple[int, str], int | float] = {}

    def report(self, tables: tuple[DrawnTable, ...]) -> bytes:
        layout = self.layout
        if layout.cover:
            self._cover(next(head for table in tables for head in table.heads if head[:2] == "20")[:4])
        for number, table in enumerate(tables):
            if layout.beside and number % 2:
                self._beside(table)
                continue
            fresh = layout.together == "one" or number == 0 or (layout.together == "some" and self.random.random() < 0.4)
            if fresh or layout.title == "tab":
                self._new(re.sub(r"[/:]", " ", table.title)[:28])
            else:
                self.row += self.random.choice([1, 2, 3])
            self.start = self.row
            self._table(table)
            if layout.prose and not layout.beside and self.random.random() < 0.5:
                self.row += 1
                self._put(
                    layout.left, Put(self.random.choice([*PROSE, "* Beloppet omfattar 12 500 kr som avser tidigare år."]))
                )
                self.row += 1
        if self.random.random() < 0.4:
            self._new("Underlag")
            self.sheet.append(["Resultaträkning", 2025, 2024])
            self.sheet.append(["Intäkter", 77_777, 66_666])
            self.sheet.sheet_state = self.random.choice(["hidden", "veryHidden"])
        data = io.BytesIO()
        self.book.save(data)
        return _with_values(data.getvalue(), self.kept)

    def _beside(self, table: DrawnTable) -> None:
        """A table right of the one before, with a column between them."""
        layout, below, self.row = self.layout, self.row, self.start
        self.layout = layout._replace(left=self.right + 2)
        self._table(table)
        self.layout, self.row = layout, max(below, self.row)

    def _new(self, name: str) -> None:
        taken = {sheet.title.lower() for sheet in self.book.worksheets}
        self.sheet = self.book.create_sheet(name if name.lower() not in taken else f"{name} {len(taken)}")
        self.row = 1 + self.layout.top
        if self.layout.hidden:
            first = self.layout.left + 2
            self.sheet.column_dimensions.group(*map(get_column_letter, (first, first + self.layout.hidden - 1)), hidden=True)

    def _cover(self, year: str) -> None:
        self._new("Framsida")
        for label, value in (
            ("Samordningsförbundet Norra Exempel", None), ("Årsredovisning", int(year)), ("Organisationsnummer", "222000-1234"),
            ("Räkenskapsår", f"{year}-01-01 – {year}-12-31"), ("Upprättad", date(int(year) + 1, 3, 14)), ("Version", 2),
        ):  # fmt: skip
            self._put(self.layout.left, Put(label), bold=value is None)
            if value is not None:
                self._put(
                    self.layout.left + 1 + self.layout.hidden,
                    Put(value, "yyyy-mm-dd" if isinstance(value, date) else "General"),
                )
            self.row += self.random.choice([1, 1, 2])

    def _put(self, at: int, put: Put, bold: bool = False, indent: int = 0) -> Any:
        cell = self.sheet.cell(self.row, at + 1, put.value)
        if put.value is None:
            return cell
        cell.number_format = put.shape
        if put.kept is not None:
            self.kept[len(self.book.worksheets), cell.coordinate] = put.kept
        if bold:
            cell.font = Font(bold=True)
        if indent:
            cell.alignment = Alignment(indent=indent)
        if isinstance(put.value, str) and "\n" in put.value:
            cell.alignment = Alignment(wrap_text=True)
        if put.span > 1 and put.across:
            for column in range(at + 1, at + put.span + 1):
                self.sheet.cell(self.row, column).alignment = Alignment(horizontal="centerContinuous")
        elif put.span > 1:
            self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=at + 1, end_column=at + put.span)
        return cell

    def _table(self, table: DrawnTable) -> None:
        layout, random = self.layout, self.random
        title = f"{table.title} ({table.unit})" if layout.unit_where == "title" else table.title
        noted = any(row.note for row in table.rows)
        columns, at = [], layout.left + 1 + layout.hidden + noted + layout.gap
        for _ in table.heads:
            at += layout.spacer
            columns.append(at)
            at += 1
        self.right = columns[-1]
        if layout.title != "tab":
            wide = columns[-1] - layout.left + 1
            self._put(layout.left, Put(title, span=wide if layout.title == "merged" else 1), bold=True)
            self.row += 1 + (random.random() < 0.3)
        if layout.unit_where == "line":
            self._put(layout.left, Put(f"Belopp i {table.unit}"))
            self.row += 1
        self._heads(table, columns, noted)
        first = self.row
        values: list[DrawnRow] = []
        for number, row in enumerate(table.rows):
            last = number == len(table.rows) - 1
            label = "" if layout.unlabelled and last and row.label == "Summa" else row.label
            if layout.blank_rows and not row.values and number:
                self.row += 1
            if layout.star and random.random() < 0.1 and label:
                label += "*"
            heavy = row.total or not row.values
            inset = "   " if layout.inset == "spaces" and not heavy else ""
            cell = self._put(layout.left, Put(inset + label), bold=heavy, indent=int(layout.inset == "indent" and not heavy))
            if random.random() < 0.05:
                cell.comment = Comment("Se underlag 45 678", "Ekonom")
            for hidden in range(layout.hidden):
                self._put(layout.left + 1 + hidden, Put(3010 + number))
            if row.note:
                self._put(layout.left + 1 + layout.hidden, Put(int(row.note) if row.note.isdecimal() else row.note))
            for index, value in enumerate(row.values):
                self._put(
                    columns[index], self._amount(row, value, index, columns[index], first, values, table.unit), bold=heavy
                )
            self.row += 1
            if row.total or not row.values:
                first, values = self.row, []
            else:
                values.append(row)
            if random.random() < 0.04 and not (last or layout.beside):
                self._put(layout.left, Put("Avstämning"))
                self._put(columns[0], Put(88_888))
                self.sheet.row_dimensions[self.row].hidden = True
                self.row += 1
                first, values = self.row, []

    def _heads(self, table: DrawnTable, columns: list[int], noted: bool) -> None:
        layout = self.layout
        corner = (
            f"Belopp i {table.unit}"
            if layout.unit_where == "corner" or (layout.unit_where, layout.title) == ("title", "tab")
            else ""
        )
        if table.groups:
            index = 0
            for name, count in table.groups:
                span = columns[index + count - 1] - columns[index] + 1
                single = layout.groups == "left"
                self._put(columns[index], Put(name, span=1 if single else span, across=layout.groups == "across"), bold=True)
                index += count
            self.row += 1
        self._put(layout.left, Put(corner or None))
        if noted:
            self._put(layout.left + 1 + layout.hidden, Put("Not"))
        leaves = [head.rsplit(" ", 1)[-1] if table.groups else head for head in table.heads]
        for index, (leaf, at) in enumerate(zip(leaves, columns, strict=True)):
            before = (leaves[index - 1], columns[index - 1]) if index else None
            self._put(at, self._head(leaf, before), bold=True)
        self.row += 1

    def _head(self, leaf: str, before: tuple[str, int] | None) -> Put:
        """A head as text, or a year or date as the number or date that it is."""
        kind = self.layout.heads
        if kind == "text" or not re.fullmatch(r"\d{4}(-\d\d-\d\d)?", leaf):
            return Put(leaf.replace(" – ", "\n– ") if self.layout.two_lines else leaf)
        if len(leaf) > 4:
            day = date.fromisoformat(leaf)
            shape = self.random.choice(
                ["yyyy-mm-dd", "mm-dd-yy", "yyyy\\-mm\\-dd;@", "yyyy\\-mm\\-dd\\ hh:mm"][: 4 if kind == "datetime" else 3]
            )
            return Put(datetime(day.year, day.month, day.day) if kind == "datetime" else day, shape)
        if kind in ("date", "datetime"):
            return Put(datetime(int(leaf), 12, 31), self.random.choice(["yyyy", "yyyy;@"]))
        if kind == "formula" and before and before[0].isdecimal():
            change = int(leaf) - int(before[0])
            return Put(f"={get_column_letter(before[1] + 1)}{self.row}{change:+d}", kept=int(leaf))
        return Put(int(leaf), self.random.choice(["General", "0"]))

    def _amount(
        self, row: DrawnRow, value: int | None, index: int, at: int, first: int, above: list[DrawnRow], unit: str
    ) -> Put:
        layout = self.layout
        if value is None:
            return Put()
        if row.percent:
            return Put(f"{value} %") if layout.shape == "text" else Put(value / 100, "0%" if layout.part else "0.0%")
        if layout.shape == "text":
            return Put(self._typed(value))
        shape = layout.shape if layout.shape != "#,##0," or unit == "tkr" else "#,##0"
        shape = shape.replace("kr", unit) if '"kr"' in shape else shape
        scale = 1000 if shape.endswith(",") else 1
        if row.total and layout.formulas and len(above) > 1 and sum(other.values[index] or 0 for other in above) == value:
            letter = get_column_letter(at + 1)
            return Put(f"=SUM({letter}{first}:{letter}{self.row - 1})", shape, kept=value * scale)
        rest = (
            self.random.randint(-400, 400) / 1000 if layout.part and value and shape != "General" and ".0" not in shape else 0
        )
        whole = round((value + rest) * scale, 3)
        return Put(int(whole) if whole == int(whole) else whole, shape)

    def _typed(self, value: int) -> str:
        layout = self.layout
        if value == 0:
            return layout.text_nil
        digits = f"{abs(value):,}".replace(",", layout.space)
        if value > 0:
            return digits
        signed = {"after": f"{digits}-", "brackets": f"({digits})"}.get(layout.minus)
        return signed or f"{layout.minus}{digits}"


def _with_values(data: bytes, kept: dict[tuple[int, str], int | float]) -> bytes:
    """A workbook whose formulas hold what they last gave, as Excel saves them and the library that writes does not."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as book, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as whole:
        for name in book.namelist():
            text = book.read(name)
            if found := re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name):
                text = _filled(text.decode(), int(found[1]), kept).encode()
            whole.writestr(name, text)
    return made.getvalue()


def _filled(text: str, sheet: int, kept: dict[tuple[int, str], int | float]) -> str:
    return re.sub(
        r'(<c r="([A-Z]+\d+)"[^>]*><f>[^<]*</f>)<v ?(?:/>|></v>)', lambda m: f"{m[1]}<v>{kept[sheet, m[2]]}</v>", text
    )


def drawn_xlsx(seed: int) -> tuple[bytes, list[tuple[str, str, int]], SheetLayout]:
    """A workbook drawn from a seed, its figures, and its layout. A dash, or nothing, in place of nil is no figure."""
    random = Random(seed)
    tables, layout = drawn_report(random), drawn_habits(seed, drawn_sheet_layout(random))
    bare = layout.shape in _DASHED or layout.shape.endswith(";") or (layout.shape == "text" and layout.text_nil != "0")
    return BookSetter(random, layout).report(tables), drawn_truth(tables, layout.unlabelled, "-" if bare else "0"), layout
