"""Pages that several tests fill in: the statements of one consistent federation, and tables made from a list of rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

import pytest
from hypothesis import strategies as st

from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.check import check
from finsam_audit.page.model import Figure, Place, Report
from finsam_audit.page.reader import build_report
from finsam_audit.page.source import Source, parse
from finsam_audit.page.units import find_unit
from finsam_audit.rulebook.examples import example_text

Read = Callable[[str], Report]
Cells = tuple[int, int]
Rows = list[tuple[str, Cells]]

INCOME = """Resultaträkning:
  columns: 2025 | 2024
  rows:
    Verksamhetens intäkter: 6 000 000 | 5 800 000
    Verksamhetens kostnader: -5 700 000 | -5 900 000
    Avskrivningar: -24 000 | -24 000
    Verksamhetens nettokostnader: 276 000 | -124 000
    Finansiella intäkter: 4 000 | 1 000
    Finansiella kostnader: -1 000 | -500
    Årets resultat: 279 000 | -123 500
"""
BALANCE = """Balansräkning:
  columns: 2025-12-31 | 2024-12-31
  rows:
    Tillgångar:
      Inventarier: 66 000 | 60 000
      Fordringar: 410 300 | 385 100
      Kassa och bank: 1 543 700 | 1 211 900
      Summa tillgångar: 2 020 000 | 1 657 000
    Eget kapital och skulder:
      Ingående eget kapital: 801 000 | 924 500
      Årets resultat: 279 000 | -123 500
      Summa eget kapital: 1 080 000 | 801 000
      Avsättningar för pensioner: 95 000 | 80 000
      Kortfristiga skulder: 845 000 | 776 000
      Summa eget kapital och skulder: 2 020 000 | 1 657 000
"""
ASSETS = """Balansräkning:
  columns: 2025-12-31
  rows:
    Fordringar: 1 400
    Kassa och bank: 1 100
    Summa omsättningstillgångar: {total}
"""  # which are 2 500
CURRENT = """Balansräkning:
  columns: 2025-12-31 | 2024-12-31
  rows:
    Omsättningstillgångar:
      Fordringar: 1 400 | 1 300
      Kassa och bank: 1 100 | 1 000
      Summa omsättningstillgångar: 2 900 | 2 300
"""  # the first is 400 too much


def read(text: str, name: str = "test.yaml") -> Report:
    """A data file given as text; what stands above the tables is added where it is missing."""
    whole = text if re.search("^finsam-audit:", text, re.MULTILINE) else example_text(text)
    source = Source(name, whole, whole.encode())
    return build_report(source, parse(source))


def data_file(tables: str, entity: str = "Förbundet") -> str:
    """A data file with these tables and no more than it must have."""
    return f"finsam-audit: 1\nreport: {{entity: {entity}, period: 2025}}\ntables:\n" + re.sub("(?m)^(?=.)", "  ", tables)


def a_figure(value: str, unit: str = "kr", name: str = "x") -> Figure:
    """A figure by itself, with so many decimals as its value has."""
    found = find_unit(unit)
    assert found is not None
    return Figure(name, value, Decimal(value), found, len(value.partition(".")[2]), "T", (), name, "2025", Place())


def table(name: str, rows: Rows) -> str:
    """A table with a column for each of two years."""
    lines = (f'    "{label}": {one} | {other}\n' for label, (one, other) in rows)
    return f"{name}:\n  columns: 2025 | 2024\n  rows:\n" + "".join(lines)


def every_cell(statements: Mapping[str, Rows]) -> list[object]:
    """Each cell of the rows that are not nil in both years, as (statement, row, column)."""
    return [
        pytest.param(name, at, column, id=f"{name}, {label}, {2025 - column}")
        for name, rows in statements.items()
        for at, (label, cells) in enumerate(rows)
        for column in (0, 1)
        if any(cells)
    ]


def with_a_slip(rows: Rows, at: int, column: int) -> Rows:
    """The rows with one cell 2 700 further from nil."""
    label, cells = rows[at]
    one, other = (cell + (2_700 if cell > 0 else -2_700) * (place == column) for place, cell in enumerate(cells))
    return [*rows[:at], (label, (one, other)), *rows[at + 1 :]]


def called_anything(rows: Rows, one_in: int, data: st.DataObject) -> Rows:
    """The rows, of which up to one in so many has a label that says nothing."""
    renamed = data.draw(st.sets(st.integers(0, len(rows) - 1), max_size=len(rows) // one_in))
    return [(f"Post {'abcdefghijklmnop'[at]}" if at in renamed else label, cells) for at, (label, cells) in enumerate(rows)]


def accused(report: Report, book: RuleBook, series: Iterable[str]) -> list[tuple[str, set[str]]]:
    """The errors and warnings of the rules whose ids begin so: the rule, and the rows that it looked at."""
    chosen = [rule for rule in book.rules if rule.id.startswith(tuple(series))]
    outcomes = check(report, book, chosen, why=False).outcomes
    assert not [o for o in outcomes if o.outcome == "rule_error"]
    wrong = [o for o in outcomes if o.outcome == "finding" and o.severity != "note"]
    return [(o.rule, {used.figure.row for used in o.figures if used.figure is not None}) for o in wrong]
