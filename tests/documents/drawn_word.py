"""Reports drawn at random, set as Word documents: tables as people and other programs make them, tabs and runs of spaces."""

from __future__ import annotations

import io
from random import Random
from typing import Any, NamedTuple

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from tests.documents.drawn_layout import PROSE
from tests.documents.drawn_pages import drawn_truth
from tests.documents.drawn_reports import DrawnRow, DrawnTable, drawn_report


class WordLayout(NamedTuple):
    """The choices of one report's author. ``form`` is how columns are made; ``word`` the language of the program."""

    form: str
    style: str
    space: str
    minus: str
    nil: str
    blank: str
    title: str
    unit_where: str
    two_lines: bool
    repeated: bool
    star: bool
    leaders: bool
    unlabelled: bool
    text_box: bool
    inset: str
    runs: bool
    headings: str
    spacer: bool
    suffix: str
    controlled: bool
    raised: bool = False


def drawn_word_layout(random: Random) -> WordLayout:
    """A layout of a Word document."""
    return WordLayout(
        random.choice(["table", "table", "table", "tabs", "spaces"]),
        random.choice(["Table Grid", "Light List Accent 1", "Normal Table"]),
        random.choice([" ", "\u00a0", "\u2009", "\u202f"]),
        random.choice(["-", "–", "−", "- ", "after", "brackets"]),
        random.choice(["0", "0", "-", "–"]),
        random.choice(["", "", "\u00a0"]),
        random.choice(["heading", "bold", "caption", "row", "plain"]),
        random.choice(["title", "corner", "line"]),
        random.random() < 0.3,
        random.random() < 0.3,
        random.random() < 0.2,
        random.random() < 0.3,
        random.random() < 0.2,
        random.random() < 0.3,
        random.choice(["", "", "indent", "spaces"]),
        random.random() < 0.3,
        random.choice(["bare", "merged"]),
        random.random() < 0.15,
        random.choice(["", "", "", " kr"]),
        random.random() < 0.15,
    )


def drawn_habits(seed: int, layout: WordLayout) -> WordLayout:
    """The layout with what offices do besides, from a stream of its own: a seed draws else what it drew before."""
    random = Random(-1 - seed)
    form = random.choice(["default tabs", "one cell"]) if random.random() < 0.35 else layout.form
    title = "bold" if form != layout.form and layout.title == "row" else layout.title
    return layout._replace(form=form, title=title, raised=random.random() < 0.3)


def fitted(table: DrawnTable, layout: WordLayout) -> tuple[DrawnTable, WordLayout]:
    """A table without notes where the form has no place for them, in cells where a row lacks some."""
    if layout.form not in ("default tabs", "one cell"):
        return table, layout
    if table.groups or any(value is None for row in table.rows for value in row.values):
        return table, layout._replace(form="table")
    return table._replace(rows=tuple(row._replace(note="") for row in table.rows)), layout


def printed(value: int | None, layout: WordLayout, row: DrawnRow) -> str:
    """A value as the layout prints it."""
    if value is None:
        return layout.blank
    if row.percent:
        return f"{value} %"
    if value == 0:
        return layout.nil
    digits = f"{abs(value):,}".replace(",", layout.space)
    if value > 0:
        return digits + layout.suffix
    signed = {"after": f"{digits}-", "brackets": f"({digits})"}.get(layout.minus)
    return signed or f"{layout.minus}{digits}{layout.suffix}"


class WordSetter:
    """A Word document as it is set, table by table."""

    def __init__(self, random: Random, layout: WordLayout) -> None:
        self.random, self.layout = random, layout
        self.document: Any = docx.Document()
        self.wide = False

    def report(self, tables: tuple[DrawnTable, ...]) -> bytes:
        section = self.document.sections[0]
        section.header.paragraphs[0].text = "Samordningsförbundet Norra Exempel\t222000-1234\t5 (12)"
        section.footer.paragraphs[0].text = "Sida 5"
        for number, table in enumerate(tables, 1):
            if table.wide != self.wide:
                self._turned(table.wide)
            elif self.random.random() < 0.3:
                self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            if self.random.random() < 0.4:
                self.document.add_paragraph(self.random.choice(PROSE))
            if self.layout.text_box and self.random.random() < 0.5:
                self._text_box()
            self._table(table, number)
            if self.random.random() < 0.3:
                self.document.add_paragraph("* Beloppet omfattar 12 500 kr som avser tidigare år.")
        data = io.BytesIO()
        self.document.save(data)
        return data.getvalue()

    def _turned(self, wide: bool) -> None:
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = section.page_height, section.page_width
        self.wide = wide

    def _text_box(self) -> None:
        """A paragraph to which a text box is anchored, as Word writes it: drawn, and once more for older programs."""
        box = "<w:txbxContent><w:p><w:r><w:t>Resultat</w:t></w:r><w:r><w:tab/><w:t>99 999</w:t></w:r></w:p></w:txbxContent>"
        space = f"{nsdecls('w')} {_MC}"
        run = parse_xml(
            f"<w:r {space}><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
        self.document.add_paragraph(self.random.choice(["", PROSE[0]]))._p.append(run)

    def _table(self, table: DrawnTable, number: int) -> None:
        table, layout = fitted(table, self.layout)
        title = f"{table.title} ({table.unit})" if layout.unit_where == "title" else table.title
        inside = layout.title == "row" and layout.form == "table"
        if layout.title == "heading":
            self.document.add_heading(title, 2)
        elif layout.title == "caption":
            self.document.add_paragraph(f"Tabell {number}. {title}", style="Caption")
        elif not inside:
            run = self.document.add_paragraph().add_run(title)
            run.bold = layout.title != "plain"
        if layout.unit_where == "line":
            self.document.add_paragraph(f"Belopp i {table.unit}")
        lines = _lines(table, layout, self.random)
        if inside:
            width = sum(span for _, span in lines[0][0])
            lines.insert(0, ([(title, width)], True))
        if layout.form == "table":
            self._cells(lines)
        elif layout.form == "tabs":
            self._tabs(lines, table)
        elif layout.form == "default tabs":
            self._default_tabs(lines)
        elif layout.form == "one cell":
            self._one_cell(lines)
        else:
            self._spaces(lines)

    def _cells(self, lines: list[Line]) -> None:
        layout = self.layout
        width = max(sum(span for _, span in cells) for cells, _ in lines)
        made = self.document.add_table(0, width)
        made.style = layout.style
        for cells, bold in lines:
            row = made.add_row()
            if bold and layout.repeated:
                row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
            at = 0
            for text, span in cells:
                cell = row.cells[at]
                if span > 1:
                    cell = cell.merge(row.cells[at + span - 1])
                self._fill(cell.paragraphs[0], text, bold, at)
                at += span
        if layout.controlled:
            held = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
            made._tbl.addprevious(held)
            held[0].append(made._tbl)
        self.document.add_paragraph()

    def _fill(self, paragraph: Any, text: str, bold: bool, at: int) -> None:
        first, _, rest = text.partition("\n")
        parts = [first[:2], first[2:]] if self.layout.runs and len(first) > 3 else [first]
        for part in parts:
            paragraph.add_run(part).bold = bold or None
        if self.layout.raised and not at and first and not rest and self.random.random() < 0.1:
            paragraph.add_run("1").font.superscript = True
        if rest:
            paragraph.runs[-1].add_break()
            paragraph.add_run(rest).bold = bold or None
        if at:
            paragraph.alignment = 2

    def _tabs(self, lines: list[Line], table: DrawnTable) -> None:
        count = max(sum(span for _, span in cells) for cells, _ in lines)
        each = (640 if table.wide else 450) / (count + 2)
        for cells, bold in lines:
            paragraph = self.document.add_paragraph()
            at = 0
            text = ""
            for index, (cell, span) in enumerate(cells):
                at += span
                text += ("\t" if index else "") + cell.replace("\n", " ")
                if index:
                    middle = each * (at + 2 - span / 2)
                    leader = WD_TAB_LEADER.DOTS if self.layout.leaders and index == 1 else WD_TAB_LEADER.SPACES
                    kind = WD_TAB_ALIGNMENT.CENTER if span > 1 else WD_TAB_ALIGNMENT.RIGHT
                    paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(middle if span > 1 else each * (at + 2)), kind, leader)
            paragraph.add_run(text.rstrip("\t")).bold = bold or None
        self.document.add_paragraph()

    def _default_tabs(self, lines: list[Line]) -> None:
        """Rows in which tabs were typed until the next text stood about right: more after short texts than after long ones."""
        for cells, bold in lines:
            texts = [text.replace("\n", " ") for text, _ in cells]
            while texts and not texts[-1]:
                texts.pop()
            line = "".join(
                text + "\t" * max(1, (20 if at else 60) // 5 - len(text) // 5) for at, text in enumerate(texts[:-1])
            ) + "".join(texts[-1:])
            self.document.add_paragraph().add_run(line).bold = bold or None
        self.document.add_paragraph()

    def _one_cell(self, lines: list[Line]) -> None:
        """A table of one row below its heads: all labels in one cell, all amounts of a column in another."""
        width = max(sum(span for _, span in cells) for cells, _ in lines)
        made = self.document.add_table(2, width)
        for at, (text, _) in enumerate(lines[0][0]):
            self._fill(made.rows[0].cells[at].paragraphs[0], text, True, 1)
        for at in range(width):
            texts = [cells[at][0].replace("\n", " ") if at < len(cells) else "" for cells, _ in lines[1:]]
            cell = made.rows[1].cells[at]
            cell.text = texts[0]
            for text in texts[1:]:
                cell.add_paragraph(text)
        self.document.add_paragraph()

    def _spaces(self, lines: list[Line]) -> None:
        """Rows aligned by runs of spaces in a face whose signs are equally wide."""
        widths = [0] * max(sum(span for _, span in cells) for cells, _ in lines)
        for cells, _ in lines:
            at = 0
            for text, span in cells:
                if span == 1:
                    widths[at] = max(widths[at], len(text.replace("\n", " ")) + 4)
                at += span
        for cells, bold in lines:
            line, at = "", 0
            for text, span in cells:
                shown, wide = text.replace("\n", " "), sum(widths[at : at + span])
                if at == 0:
                    filled = shown.ljust(wide)
                    if self.layout.leaders and len(cells) > 1 and shown and not bold:
                        filled = (shown + " ").ljust(wide - 2, ".") + "  "
                    line += filled
                else:
                    line += shown.center(wide) if span > 1 else shown.rjust(wide)
                at += span
            run = self.document.add_paragraph().add_run(line.rstrip())
            run.bold = bold or None
            run.font.name = "Courier New"
        self.document.add_paragraph()


Line = tuple[list[tuple[str, int]], bool]
_MC = "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"


def _lines(table: DrawnTable, layout: WordLayout, random: Random) -> list[Line]:
    """The lines of a table: cells with how many columns each takes, and whether the line is heavy."""
    noted = any(row.note for row in table.rows)
    gap = [("", 1)] if layout.spacer and layout.form == "table" else []
    lead = 1 + noted
    corner = f"Belopp i {table.unit}" if layout.unit_where == "corner" else ""
    notes = [("Not", 1)] if noted else []
    lines: list[Line] = []
    if table.groups:
        upper: list[tuple[str, int]] = [(corner, lead)]
        for name, count in table.groups:
            upper += [*gap, (name, count + (len(gap) * (count - 1)))]
        lines.append((upper, True))
        corner = ""
    leaves = [head.rsplit(" ", 1)[-1] if table.groups else head for head in table.heads]
    if layout.two_lines and layout.form == "table":
        leaves = [leaf.replace(" – ", "\n–") for leaf in leaves]
    lines.append(([(corner, 1), *notes, *(cell for leaf in leaves for cell in (*gap, (leaf, 1)))], True))
    for number, row in enumerate(table.rows):
        last = number == len(table.rows) - 1
        label = "" if layout.unlabelled and last and row.label == "Summa" else row.label
        bold = row.total or not row.values
        if not row.values:
            width = lead + len(table.heads) * (1 + len(gap))
            merged = layout.headings == "merged" and layout.form == "table"
            lines.append(([(label, width)] if merged else [(label, 1), *[("", 1)] * (width - 1)], bold))
            continue
        star = "*" if layout.star and random.random() < 0.1 and label else ""
        inset = "   " if layout.inset == "spaces" and not bold and layout.form == "table" else ""
        cells = [cell for value in row.values for cell in (*gap, (printed(value, layout, row), 1))]
        lines.append(([(inset + label + star, 1), *([(row.note, 1)] if noted else []), *cells], bold))
    return lines


def drawn_docx(seed: int) -> tuple[bytes, list[tuple[str, str, int]], WordLayout]:
    """A Word document drawn from a seed, its figures, and its layout. A printed dash is no figure."""
    random = Random(seed)
    tables, layout = drawn_report(random), drawn_word_layout(random)
    layout = drawn_habits(seed, layout)
    found = drawn_truth(tables, layout.unlabelled, layout.nil)
    return WordSetter(random, layout).report(tables), found, layout
