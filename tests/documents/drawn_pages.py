"""Reports drawn at random, set as PDF in layouts drawn at random."""

from __future__ import annotations

import io
from pathlib import Path
from random import Random
from typing import Any

import reportlab
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.documents.drawn_layout import PROSE, Layout, drawn_habits, drawn_layout, printed
from tests.documents.drawn_reports import DrawnRow, DrawnTable

_FONTS = Path(reportlab.__file__).parent / "fonts"
for _name, _file in (("Vera", "Vera.ttf"), ("Vera-Bold", "VeraBd.ttf")):
    pdfmetrics.registerFont(TTFont(_name, str(_FONTS / _file)))


class Setter:
    """A PDF as it is set, table by table."""

    def __init__(self, random: Random, layout: Layout) -> None:
        self.random, self.layout = random, layout
        self.data = io.BytesIO()
        self.canvas: Any = Canvas(self.data, pagesize=A4, invariant=1)
        self.page = 0
        self.pages: list[int] = []
        self.size = A4
        self.y = 0.0
        self.left = 60.0

    def report(self, tables: tuple[DrawnTable, ...]) -> bytes:
        rest = list(tables)
        if self.layout.contents or self.layout.chart:
            self._new_page(A4)
        if self.layout.contents:
            self._contents([table.title for table in tables])
        if self.layout.chart:
            self._chart()
        while rest:
            table = rest.pop(0)
            wanted = landscape(A4) if table.wide else A4
            height = (len(table.rows) + 9) * self.layout.size * self.layout.pitch + 60
            if self.page == 0 or self.size != wanted or self.y - height < 60:
                self._new_page(wanted)
            elif self.layout.prose and self.random.random() < 0.5:
                self._prose()
            if self.layout.beside and rest and self._fit_beside(table, rest[0]):
                self._two_tables(table, rest.pop(0))
            else:
                self._table(table)
        self.canvas.save()
        return self.data.getvalue()

    def _contents(self, titles: list[str]) -> None:
        """A list of contents, its pages far to the right."""
        self._at(60, self.y, "Innehållsförteckning", 14, True)
        self.y -= 26
        page = 3
        for title in titles[:9]:
            self._at(60, self.y, title, 10)
            if self.layout.leaders:
                start = 64 + self._wide(title, 10)
                self._at(start, self.y, "." * int((self.size[0] - 76 - start) / self._wide(".", 10)), 10)
            self._right(self.size[0] - 60, self.y, str(page), 10)
            page += self.random.randint(0, 2)
            self.y -= 15
        self.y -= 25

    def _chart(self) -> None:
        """A chart of five years: bars with their amounts, and a scale."""
        self._at(60, self.y, "Diagram 1. Medlemsbidrag i tkr", 10)
        foot = self.y - 150
        for step in range(6):
            self._right(90, foot + 22 * step, f"{step} 000" if step else "0", 7)
        for bar in range(5):
            left, height = 110 + 45 * bar, self.random.randint(30, 105)
            self.canvas.rect(left, foot, 28, height)
            self._right(left + 24, foot + height + 3, f"{self.random.randint(1, 5)} {self.random.randint(100, 999)}", 7)
            self._right(left + 22, foot - 10, str(2019 + bar), 7)
        self.y = foot - 50

    def _fit_beside(self, table: DrawnTable, other: DrawnTable) -> bool:
        """Whether two tables are small enough to stand beside each other."""
        small = all(len(one.heads) == 2 and not one.wide and "–" not in one.heads[0] for one in (table, other))
        high = (max(len(table.rows), len(other.rows)) + 9) * 1.6 * self.layout.size * self.layout.pitch + 60
        return small and not self.layout.breaks and self.y - high > 60

    def _two_tables(self, table: DrawnTable, other: DrawnTable) -> None:
        """Two tables beside each other, each in half the width."""
        top, (width, height) = self.y, self.size
        self.size = (width / 2 + 50, height)
        self._table(table)
        below, self.y, self.left, self.size = self.y, top, width / 2 + 15, (width, height)
        self._table(other)
        self.y, self.left = min(below, self.y), 60.0

    def _new_page(self, size: tuple[float, float]) -> None:
        if self.page:
            self.canvas.showPage()
        self.canvas.setPageSize(size)
        self.page, self.size = self.page + 1, size
        self.y = size[1] - 80
        if self.layout.stamped:
            self._stamp()
        if self.layout.head_and_foot:
            self._at(60, size[1] - 35, "Samordningsförbundet Norra Exempel", 8)
            self._at(60, size[1] - 45, "222000-1234", 8)
            number = f"{self.page + 4} (12)" if self.layout.page_names else f"Sida {self.page + 4}"
            self._right(size[0] - 60, size[1] - 35, number, 8)
            self._right(size[0] / 2, 30, str(self.page + 4), 8)
        if self.layout.unit_where == "page":
            self.y -= 14

    def _at(self, x: float, y: float, text: str, size: float, bold: bool = False) -> None:
        self.canvas.setFont(self.layout.faces[bold], size)
        self.canvas.drawString(x, y, text)

    def _right(self, x: float, y: float, text: str, size: float, bold: bool = False) -> None:
        self.canvas.setFont(self.layout.faces[bold], size)
        self.canvas.drawRightString(x, y, text)

    def _stamp(self) -> None:
        """A word in large grey letters across the page, drawn first."""
        self.canvas.saveState()
        self.canvas.setFillGray(0.9)
        self.canvas.setFont(self.layout.faces[True], 64)
        self.canvas.drawCentredString(self.size[0] / 2, self.size[1] / 2, "KOPIA")
        self.canvas.restoreState()

    def _text_columns(self) -> None:
        """Running text in two columns beside each other."""
        half = (self.size[0] - 140) / 2
        columns = [self._label_lines(" ".join(PROSE[at:] + PROSE[:at]), half, 9, False) for at in (0, 1)]
        for texts in zip(*columns, strict=False):
            for column, text in enumerate(texts):
                self._at(60 + column * (half + 20), self.y, text, 9)
            self.y -= 11.5
        self.y -= 20

    def _prose(self) -> None:
        if self.layout.text_columns:
            self._text_columns()
            return
        for text in self.random.sample(PROSE, 2):
            words, line = text.split(), ""
            for word in words:
                if self._wide(f"{line} {word}", 10) > self.size[0] - 120:
                    self._at(60, self.y, line, 10)
                    self.y -= 13
                    line = word
                else:
                    line = f"{line} {word}".strip()
            self._at(60, self.y, line, 10)
            self.y -= 20

    def _wide(self, text: str, size: float, bold: bool = False) -> float:
        return float(pdfmetrics.stringWidth(text, self.layout.faces[bold], size))

    def _table(self, table: DrawnTable) -> None:
        layout = self.layout
        size = layout.size if not table.wide else min(layout.size, 9.0)
        size = self._fitting(table, size)
        unit = f" ({table.unit})" if layout.unit_where == "title" else ""
        title_size = size + self.random.choice([2, 4, 6])
        title_size *= min(1.0, (self.size[0] - 60 - self.left) / self._wide(table.title + unit, title_size, True))
        noted = any(row.note for row in table.rows)
        edges = self._edges(table, size, noted)
        room = edges[0] - self.left - 30 > self._wide(table.title + unit, title_size, True)
        beside = layout.title_beside and not table.groups and room and layout.unit_where != "corner"
        if layout.unit_where == "page":
            self._at(self.left, self.y, f"Belopp i {table.unit}", size)
            self.y -= 2 * size
        wide = self._wide(f"{table.title}{unit}", title_size, True)
        middle = layout.title_place == "centre" and not beside
        self._at(
            (self.left - 60 + self.size[0] - wide) / 2 if middle else self.left,
            self.y,
            f"{table.title}{unit}",
            title_size,
            True,
        )
        if not beside:
            self.y -= 1.7 * title_size
        self._heads(table, edges, size, noted)
        broken = len(table.rows) // 2 if layout.breaks and len(table.rows) > 9 and not table.groups else -1
        for number, row in enumerate(table.rows):
            if number == broken:
                self._new_page(self.size)
                if layout.breaks == "headed":
                    self._at(self.left, self.y, table.title, title_size, True)
                    self.y -= 1.7 * title_size
                    self._heads(table, edges, size, noted)
            self._row(row, edges, size, noted, table, number == len(table.rows) - 1)
        self.y -= 3.2 * size

    def _fitting(self, table: DrawnTable, size: float) -> float:
        """The size at which the widest amounts leave room between columns."""
        edges = self._edges(table, size, True)
        each = edges[2] - edges[1] if len(edges) > 2 else edges[1] - edges[0]
        widest = max(
            self._wide(printed(v, self.layout, row), 1, True) for row in table.rows for v in row.values if v is not None
        )
        leaves = [head.rsplit(" ", 1)[-1] if table.groups else head.split(" – ")[0] for head in table.heads]
        head = max(self._wide(word, 1, True) for leaf in leaves for word in leaf.split())
        return min(size, each / (widest + 0.7), each / (head + 0.5))

    def _edges(self, table: DrawnTable, size: float, noted: bool) -> list[float]:
        """The right edge of each column, after that of the labels (and of the notes)."""
        width = self.size[0] - 60 - self.left
        labels = width * (0.27 if table.wide else self.layout.label_part if len(table.heads) < 4 else 0.36)
        first = self.left + labels
        start = first + (60 if noted and not self.layout.notes_first else 0)
        each = (self.left + width - start) / len(table.heads)
        return [first, *(start + each * (i + 1) for i in range(len(table.heads)))]

    def _heads(self, table: DrawnTable, edges: list[float], size: float, noted: bool) -> None:
        lines = self._head_lines(table, edges[2] - edges[1] if len(edges) > 2 else 200, size)
        leaf = [head.rsplit(" ", 1)[-1] for head in table.heads] if table.groups else None
        if table.groups:
            each = edges[2] - edges[1]
            close = any(self._wide(name, size, True) > count * each - 0.4 * size for name, count in table.groups)
            for part in (0, 1) if close else (None,):
                at = 0
                for name, count in table.groups:
                    text = name if part is None else name.split(" ")[part]
                    left, right = edges[at], edges[at + count]
                    wide = self._wide(text, size, True)
                    self._at((left + right - wide) / 2 if count > 1 else right - wide, self.y, text, size, True)
                    at += count
                self.y -= 1.3 * size
            lines = [leaf or []]
        for number, texts in enumerate(lines):
            begin = edges[0] + (60 if noted and not self.layout.notes_first else 0)
            for text, left, right in zip(texts, [begin, *edges[1:]], edges[1:], strict=False):
                if self.layout.heads_left and not table.groups:
                    self._at(left + 0.6 * size, self.y, text, size, True)
                else:
                    self._right(right, self.y, text, size, True)
            if number == len(lines) - 1:
                if self.layout.unit_where == "corner":
                    self._at(self.left + self._lead(noted), self.y, f"Belopp i {table.unit}", size, True)
                if noted:
                    self._right(self.left + 25 if self.layout.notes_first else edges[0] + 35, self.y, "Not", size, True)
            self.y -= 1.3 * size
        if self.layout.rules != "none":
            self.canvas.line(self.left, self.y + 0.9 * size, edges[-1], self.y + 0.9 * size)

    def _head_lines(self, table: DrawnTable, each: float, size: float) -> list[list[str]]:
        tight = max(self._wide(head, size, True) for head in table.heads) > each - size
        if "–" in table.heads[0] and (self.layout.head_lines == 2 or tight):
            parts = [head.split(" – ") for head in table.heads]
            return [[first for first, _ in parts], [f"-{second}" for _, second in parts]]
        if any(self._wide(head, size, True) > each - size for head in table.heads):
            words = [self._label_lines(head, each - size, size, True) for head in table.heads]
            most = max(len(lines) for lines in words)
            return [[([""] * (most - len(lines)) + lines)[i] for lines in words] for i in range(most)]
        return [list(table.heads)]

    def _row(self, row: DrawnRow, edges: list[float], size: float, noted: bool, table: DrawnTable, last: bool) -> None:
        layout, bold = self.layout, row.total or not (row.values or self.layout.light)
        begin = edges[0] + (60 if noted and not layout.notes_first else 0)
        label = "" if layout.unlabelled and last and row.label == "Summa" else row.label
        inset = (layout.indent if row.values and not row.total else 0.0) + self._lead(noted)
        lines = self._label_lines(label, edges[0] - self.left - 6 - inset - (size if layout.mark else 0), size, bold)
        shown = 0 if layout.wrapped == "first" else len(lines) - 1
        for number, text in enumerate(lines):
            star = "*" if layout.star and row.values and number == len(lines) - 1 and self.random.random() < 0.1 else ""
            self._at(self.left + inset, self.y, text + star, size, bold)
            if number == len(lines) - 1 and row.values and label and not star:
                self._mark(self.left + inset + self._wide(text, size, bold), size)
            if number == shown:
                middle = 0.575 * size if layout.middle and len(lines) == 2 else 0.0
                self.y += middle if shown else -middle
                if layout.leaders and row.values and not bold:
                    start = self.left + 4 + inset + self._wide(text + star, size, bold)
                    wide = self._wide(printed(row.values[0] or 0, layout, row), size)
                    centred = layout.aligned == "centre" and not table.wide
                    end = ((begin + edges[1] - wide) / 2 if centred else edges[1] - wide) - 1 if not noted else edges[0] - 8
                    dots = int((end - start) / self._wide(".", size))
                    if dots > 3:
                        self._at(start, self.y, "." * dots, size)
                if row.note and noted:
                    self._right(self.left + 30 if layout.notes_first else edges[0] + 38, self.y, row.note, size, bold)
                lefts = [begin, *edges[1:]]
                for value, left, right in zip(row.values, lefts, edges[1:], strict=False):
                    if value is None:
                        continue
                    text_of = printed(value, layout, row)
                    x = right
                    if layout.aligned == "centre" and not table.wide:
                        x = (left + right + self._wide(text_of, size, bold)) / 2
                    if layout.far_minus and text_of.startswith("-") and value < 0:
                        self._at(left + 0.5 * size, self.y, "-", size, bold)
                        text_of = text_of[1:]
                    self._right(x, self.y, text_of, size, bold)
                self.y -= middle if shown else -middle
            self.y -= size * (layout.pitch if number == len(lines) - 1 else 1.15)
        if layout.rules == "grid":
            self.canvas.line(self.left, self.y + 0.8 * size, edges[-1], self.y + 0.8 * size)

        if layout.remarks and row.values and not last and self.random.random() < 0.1:
            self._at(self.left, self.y, "Beloppet avser januari–juni och innefattar 12 345 kr från föregående år.", 0.7 * size)
            self.y -= size * layout.pitch

    def _lead(self, noted: bool) -> float:
        """How far labels are set in behind the numbers of notes."""
        return 40.0 if noted and self.layout.notes_first else 0.0

    def _mark(self, x: float, size: float) -> None:
        """The mark of a note at the foot of the page, after some labels."""
        if self.layout.mark and self.random.random() < 0.1:
            if self.layout.mark == "raised":
                self._at(x, self.y + 0.35 * size, "1", 0.65 * size)
            else:
                self._at(x, self.y, self.layout.mark, size)

    def _label_lines(self, label: str, width: float, size: float, bold: bool) -> list[str]:
        lines = [""]
        for word in label.split():
            tried = f"{lines[-1]} {word}".strip()
            if self._wide(tried, size, bold) > width and lines[-1]:
                lines.append(word)
            else:
                lines[-1] = tried
        return lines


def drawn_truth(tables: tuple[DrawnTable, ...], unlabelled: bool, nil: str) -> list[tuple[str, str, int]]:
    """The figures that a reader must find: label, head, value. A printed dash is no figure."""
    found = []
    for table in tables:
        for number, row in enumerate(table.rows):
            last = number == len(table.rows) - 1
            label = "" if unlabelled and last and row.label == "Summa" else row.label
            for head, value in zip(table.heads, row.values, strict=False):
                if value is not None and (row.percent or not (value == 0 and nil in ("-", "–"))):
                    found.append((label, head, value))
    return found


def drawn_pdf(seed: int) -> tuple[bytes, list[tuple[str, str, int]], Layout]:
    """A PDF drawn from a seed, its figures, and its layout."""
    from tests.documents.drawn_reports import drawn_report

    random = Random(seed)
    tables, layout = drawn_report(random), drawn_habits(seed, drawn_layout(random))
    return Setter(random, layout).report(tables), drawn_truth(tables, layout.unlabelled, layout.nil), layout
