"""The one door to the library that writes Excel: sheets with heads that stay, filters, widths and a page to print on.

A text is always a text, whatever it begins with, and shows what steers as an escape. An amount keeps its digits.
"""

from __future__ import annotations

import errno
import re
import textwrap
from collections.abc import Container, Sequence
from copy import copy
from decimal import Decimal
from io import BytesIO
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from finsam_audit.messages import message
from finsam_audit.render.language import say
from finsam_audit.render.writing import AMOUNT, visible

_DIGITS = 15  # what a spreadsheet keeps of a number
_HYPHEN = re.compile(r"(?<![^\s(\d])-(?=\d)")  # a minus, or within a date
_LONGEST = 32_000  # what a cell holds of a text
_HEAD = PatternFill("solid", fgColor="E7ECF2")
_LINE = Side(style="thin", color="8A94A0")
_FONT, _POINTS = "Calibri", 15
INK = {"error": "B3261E", "warning": "8A5300", "note": "1F5A8A", "faint": "6B7280"}
_TINT = {"error": "FBE3E0", "warning": "FFF1D6", "note": "E3EEF7"}


class Formula(NamedTuple):
    """A formula that the program wrote itself."""

    text: str


class Number(NamedTuple):
    """An amount with the decimals it is printed with, and what stands after it: a unit, a mark."""

    value: Decimal | Formula
    decimals: int = 0
    after: str = ""


Content = str | int | Decimal | Number | None


class Pages:
    """A workbook in one language."""

    def __init__(self, language: str, title: str) -> None:
        self.language = language
        self._book = Workbook()
        self._book.remove(self._book.active)
        self._book.properties.title = visible(title)
        self._book.properties.creator = "finsam-audit"
        self._book.calculation.fullCalcOnLoad = True

    def sheet(self, name: str, widths: Sequence[float], landscape: bool = True) -> Page:
        """A new sheet after the others; its name is in the catalogue."""
        made = self._book.create_sheet(say(message(f"sheet.{name}"), self.language))
        for at, width in enumerate(widths, 1):
            made.column_dimensions[get_column_letter(at)].width = width
        margins = made.page_margins
        margins.left = margins.right = 0.4
        margins.top = margins.bottom = 0.6
        margins.header = margins.footer = 0.25
        made.page_setup.orientation = "landscape" if landscape else "portrait"
        made.page_setup.paperSize = made.PAPERSIZE_A4
        made.page_setup.fitToWidth, made.page_setup.fitToHeight = 1, 0
        made.sheet_properties.pageSetUpPr.fitToPage = True
        made.oddFooter.left.text = "&A"
        made.oddFooter.right.text = say(message("sheet.page"), self.language)
        made.sheet_view.showGridLines = False
        return Page(made, self.language, widths)

    def content(self) -> bytes:
        """The file. Raises ``OSError`` where the temporary files of the library find no room."""
        stream = BytesIO()
        try:
            self._book.save(stream)
        except Exception as error:
            number = getattr(errno, str(error).removeprefix("IO_"), None)  # how its XML writer tells of a full disk
            if number is None:
                raise
            raise OSError(number, str(error)) from error
        return stream.getvalue()


class Page:
    """One sheet, written from the top."""

    def __init__(self, sheet: Any, language: str, widths: Sequence[float]) -> None:
        self._sheet = sheet
        self._language = language
        self._widths = widths
        self._lines = 1
        self._looks: dict[_Look, Any] = {}
        self._amounts: Container[int] = ()  # columns under the last heads; a text beside one keeps its distance
        self.row = 1

    @property
    def quoted(self) -> str:
        """The name of the sheet as a formula of another sheet writes it."""
        return f"'{self._sheet.title}'!"

    def put(
        self,
        column: int,
        content: Content,
        *,
        bold: bool = False,
        ink: str = "",
        tint: str = "",
        wrap: bool = True,
        to: int = 0,
    ) -> str:
        """Write a cell of the row, which a text may run over as far as the column ``to``; where it stands ("C5")."""
        cell = self._sheet.cell(self.row, column)
        look = _Look(bold, ink, tint, wrap)
        if isinstance(content, str):
            room = sum(self._widths[column - 1 : max(column, to)]) * 1.05
            lines = content.split("\n")
            long = wrap and (len(lines) > 1 or len(content) > room)
            text = _HYPHEN.sub("\u2011", AMOUNT.sub("\u00a0", content)) if long else content  # no amount or date is broken
            look = look._replace(quoted=_write_text(cell, text), apart=column - 1 in self._amounts)
            if long:
                self._lines = max(self._lines, sum(len(textwrap.wrap(line, int(room))) for line in lines))
        elif content is not None:
            number = content if isinstance(content, Number) else Number(Decimal(content), _decimals(Decimal(content)))
            _write_number(cell, number)
            look = look._replace(wrap=False, right=True, shown=self._format(number))
        self._dress(cell, look)
        if to:
            self._sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=column, end_column=to)
        return str(cell.coordinate)

    def down(self, rows: int = 1) -> None:
        """On to the next row; this one as high as its longest text needs, since not every program sees to that."""
        if self._lines > 1:
            self._sheet.row_dimensions[self.row].height = _POINTS * self._lines
        self._lines = 1
        self.row += rows

    def line(self, contents: Sequence[Content], **style: Any) -> None:
        """A row of cells, and on to the next; a cell without content stays as it is."""
        for at, content in enumerate(contents, 1):
            if content is not None:
                self.put(at, content, **style)
        self.down()

    def heads(self, words: Sequence[str], amounts: Container[int] = (), frozen: bool = False) -> None:
        """A row of heads, those of ``amounts`` (column numbers) to the right; ``frozen``: it stays, and repeats in print."""
        self._amounts = amounts
        for at, word in enumerate(words, 1):
            self.put(at, word, bold=True)
            cell = self._sheet.cell(self.row, at)
            cell.fill = _HEAD
            cell.border = Border(bottom=_LINE)
            side = "right" if at in amounts else "left"
            apart = at in amounts or at - 1 in amounts
            cell.alignment = Alignment(wrap_text=True, vertical="bottom", horizontal=side, indent=int(apart))
        self.down()
        if frozen:
            self._sheet.freeze_panes = f"A{self.row}"
            self._sheet.print_title_rows = f"{self.row - 1}:{self.row - 1}"

    def filtered(self, columns: int, head: int) -> None:
        """Let the rows under the head be filtered."""
        self._sheet.auto_filter.ref = f"A{head}:{get_column_letter(columns)}{max(head, self.row - 1)}"

    def underlined(self, columns: int) -> None:
        """Draw a line over a total."""
        for at in range(1, columns + 1):
            self._sheet.cell(self.row, at).border = Border(top=_LINE)

    def indented(self, column: int, depth: int) -> None:
        """Move a text in."""
        self._sheet.cell(self.row, column).alignment = Alignment(wrap_text=True, vertical="top", indent=depth)

    def to_the_right(self, column: int) -> None:
        """Set a text among amounts."""
        self._sheet.cell(self.row, column).alignment = Alignment(horizontal="right", vertical="top", indent=1)

    def _format(self, number: Number) -> str:
        places = "0." + "0" * number.decimals if number.decimals else "0"
        shown = ("[$-41D]" if self._language == "sv" else "") + "#,##" + places
        return shown + (f'"{number.after}"' if number.after else "")

    def _dress(self, cell: Cell, look: _Look) -> None:
        """Give a cell its look; one that was made before is copied, since the library takes long to compare them."""
        kept = self._looks.get(look)
        if kept is not None:
            cell._style = copy(kept)
            return
        cell.font = Font(name=_FONT, size=11, bold=look.bold, color=INK.get(look.ink))
        if look.tint:
            cell.fill = PatternFill("solid", fgColor=_TINT[look.tint])
        side = "right" if look.right else "left" if look.apart else None
        cell.alignment = Alignment(horizontal=side, vertical="top", wrap_text=look.wrap, indent=int(look.right or look.apart))
        cell.number_format = look.shown
        cell.quotePrefix = look.quoted
        self._looks[look] = copy(cell._style)


class _Look(NamedTuple):
    """How a cell looks.

    ``shown`` is its number format; ``quoted``: its text begins as a formula would; ``apart``: it stands beside amounts.
    """

    bold: bool
    ink: str
    tint: str
    wrap: bool
    right: bool = False
    shown: str = "General"
    quoted: bool = False
    apart: bool = False


def is_exact(value: Decimal) -> bool:
    """Whether a spreadsheet keeps all digits of an amount."""
    return len(value.normalize().as_tuple().digits) <= _DIGITS


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _write_number(cell: Cell, number: Number) -> None:
    if isinstance(number.value, Formula):
        cell.value = number.value.text
    elif is_exact(number.value):
        cell.value = number.value
    else:
        _write_text(cell, f"{number.value:f}")


def _write_text(cell: Cell, text: str) -> bool:
    """Write a text that is nothing but text, of one line or more; whether it begins as a formula would."""
    shown = "\n".join(map(visible, text.split("\n")))
    cell.value = shown if len(shown) <= _LONGEST else shown[:_LONGEST] + " …"
    cell.data_type = "s"  # never a formula, an error or a date
    return shown.startswith(("=", "+", "-", "@"))
