"""The income statement: its sums and its order tell what a row is, whatever its preparer calls it and however it is signed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.check import check
from tests.pages import BALANCE, Read, Rows, accused, called_anything, every_cell, table, with_a_slip
from tests.properties import examples

MEMBERS, PROJECT, OTHER, INCOME = (5_200_000, 5_000_000), (620_000, 640_000), (180_000, 160_000), (6_000_000, 5_800_000)
STAFF, BOUGHT, ELSE = (-2_150_000, -2_240_000), (-3_100_000, -3_210_000), (-450_000, -450_000)
COSTS, DEPRECIATION, ALL_COSTS = (-5_700_000, -5_900_000), (-24_000, -24_000), (-5_724_000, -5_924_000)
BEFORE, NET, NOTHING = (300_000, -100_000), (276_000, -124_000), (0, 0)
EARNED, PAID, FINANCIAL, RESULT = (4_000, 1_000), (-1_000, -500), (3_000, 500), (279_000, -123_500)

STATEMENTS: dict[str, Rows] = {
    "lists with their sums": [
        ("Medlemsavgifter", MEMBERS),
        ("ESF-medel", PROJECT),
        ("Övriga intäkter", OTHER),
        ("Summa intäkter", INCOME),
        ("Personalkostnader", STAFF),
        ("Köp av insatser", BOUGHT),
        ("Övriga kostnader", ELSE),
        ("Summa kostnader", COSTS),
        ("Avskrivningar", DEPRECIATION),
        ("Verksamhetens nettokostnader", NET),
        ("Ränteintäkter", EARNED),
        ("Räntekostnader", PAID),
        ("Årets resultat", RESULT),
    ],
    "a result before depreciation": [
        ("Intäkter", INCOME),
        ("Kostnader", COSTS),
        ("Resultat före avskrivningar", BEFORE),
        ("Avskrivningar", DEPRECIATION),
        ("Rörelseresultat", NET),
        ("Finansnetto", FINANCIAL),
        ("Periodens resultat", RESULT),
    ],
    "depreciation among the costs": [
        ("Bidrag från huvudmännen", MEMBERS),
        ("Projektbidrag", PROJECT),
        ("Sålda tjänster", OTHER),
        ("SUMMA INTÄKTER", INCOME),
        ("Insatser", BOUGHT),
        ("Löner", STAFF),
        ("Lokaler m.m.", ELSE),
        ("Avskrivningar enl. plan", DEPRECIATION),
        ("SUMMA KOSTNADER", ALL_COSTS),
        ("VERKSAMHETENS RESULTAT", NET),
        ("Räntor, intäkter", EARNED),
        ("Räntor, kostnader", PAID),
        ("RESULTAT EFTER FINANSIELLA POSTER", RESULT),
        ("ÅRETS RESULTAT", RESULT),
    ],
    "numbered results": [
        ("Driftbidrag", MEMBERS),
        ("Projektmedel EU", PROJECT),
        ("Ersättningar", OTHER),
        ("Verksamhetskostnader", COSTS),
        ("Avskrivn.", DEPRECIATION),
        ("Resultat 1", NET),
        ("Finansiella poster", FINANCIAL),
        ("Resultat 2", RESULT),
        ("Extraordinära poster", NOTHING),
        ("Resultat 3", RESULT),
    ],
    "no sums of income and costs": [
        ("Verksamhetens intäkter", INCOME),
        ("Verksamhetens kostnader", COSTS),
        ("Planenlig avskrivning", DEPRECIATION),
        ("Nettokostnad", NET),
        ("Avkastning", EARNED),
        ("Bankavgifter", PAID),
        ("Överskott/underskott", RESULT),
    ],
}


def _accused(report: Read, book: RuleBook, rows: Rows) -> list[tuple[str, set[str]]]:
    found = accused(report(BALANCE + table("Resultaträkning", rows)), book, ("RR", "X0", "BR", "EK"))
    return [one for one in found if one[0] != "EK010"]  # its equity is above the ceiling, whatever the contributions are called


@pytest.mark.parametrize("name", STATEMENTS)
def test_costs_may_be_printed_without_a_minus(name: str, report: Read, book: RuleBook) -> None:
    costs = (STAFF, BOUGHT, ELSE, COSTS, DEPRECIATION, ALL_COSTS, PAID)
    rows = [(label, (-cells[0], -cells[1]) if cells in costs else cells) for label, cells in STATEMENTS[name]]
    assert _accused(report, book, rows) == []


@pytest.mark.parametrize("name", STATEMENTS)
@examples(1 / 2)
@given(data=st.data())
def test_a_row_may_be_called_anything(name: str, data: st.DataObject, report: Read, book: RuleBook) -> None:
    odd = called_anything(STATEMENTS[name], 3, data)
    # RR008: whoever calls depreciation "Post h" has hidden it from the reader as well
    assert [found for found in _accused(report, book, odd) if found[0] != "RR008"] == []


@pytest.mark.parametrize(("name", "at", "column"), every_cell(STATEMENTS))
def test_a_wrong_amount_is_found_in_every_cell(name: str, at: int, column: int, report: Read, book: RuleBook) -> None:
    rows = STATEMENTS[name]
    assert any(rows[at][0] in seen for _, seen in _accused(report, book, with_a_slip(rows, at, column)))


@pytest.mark.parametrize("name", [name for name in STATEMENTS if name != "numbered results"])
def test_all_signs_may_be_turned_as_in_a_ledger(name: str, report: Read, book: RuleBook) -> None:
    turned = [(label, (-one, -other)) for label, (one, other) in STATEMENTS[name]]
    assert _accused(report, book, turned) == []


FUNDED = """Finansierad verksamhet:
  columns: 2025 | 2024 | Förändring 2024–2025 | Förändring [%]
  rows:
    Individinriktade insatser: 3 300 | 3 000 | 300 | 10 %
    Strukturövergripande insatser: 900 | 1 000 | -100 | -10 %
    Administration: 510 | 500 | 10 | 2 %
    Totala kostnader: 4 710 | 4 500 | 210 | 5 %
"""


def test_a_column_of_changes_is_neither_a_cost_nor_a_share(report: Read, book: RuleBook) -> None:
    assert [o.rule for o in check(report(FUNDED), book, why=False).findings if o.severity != "note"] == []
