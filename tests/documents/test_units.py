"""The unit of a table that prints none."""

from __future__ import annotations

import pytest

from finsam_audit.documents.layout import PrintedCell, PrintedRow, PrintedTable
from finsam_audit.documents.units import with_counts, with_units_of_amounts


def table(title: str, unit: str, *amounts: str) -> PrintedTable:
    rows = tuple(PrintedRow(f"Rad {at}", (PrintedCell(text),)) for at, text in enumerate(amounts))
    return PrintedTable(title, ("2025",), rows, 1, unit)


IN_KRONOR = ("8 013 773", "-8 578 314", "3 341 279", "1 305 161", "82 011")
IN_THOUSANDS = ("8 014", "-8 578", "3 341", "1 305")


@pytest.mark.parametrize("told", ["", "kr"])
def test_amounts_that_another_table_has_in_kronor_are_thousands(told: str) -> None:
    found, said = with_units_of_amounts([table("Resultat", told, *IN_KRONOR), table("Översikt", "", *IN_THOUSANDS)])
    assert ([one.unit for one in found], [one.key for one in said]) == ([told, "tkr"], ["document.unit-of-amounts"])


def test_amounts_that_another_table_tells_in_thousands_are_kronor() -> None:
    found, said = with_units_of_amounts([table("Resultat", "", *IN_KRONOR), table("Översikt", "tkr", *IN_THOUSANDS)])
    assert ([one.unit for one in found], said) == (["kr", "tkr"], [])


@pytest.mark.parametrize(
    "amounts",
    [
        pytest.param(("8 014", "-8 578", "512"), id="two meet"),
        pytest.param(("8 000", "2 000", "4 000", "1 900"), id="round amounts meet by chance"),
        pytest.param((*IN_THOUSANDS, "1 305 161"), id="an amount of a thousand million kronor"),
    ],
)
def test_where_few_or_round_amounts_meet_no_unit_is_taken(amounts: tuple[str, ...]) -> None:
    others = table("Resultat", "", *IN_KRONOR, "8 000 000", "2 000 000", "4 000 000", "1 900 000")
    found, said = with_units_of_amounts([others, table("Översikt", "", *amounts)])
    assert ([one.unit for one in found], said) == (["", ""], [])


def test_a_unit_that_is_printed_stands() -> None:
    found, _ = with_units_of_amounts([table("Resultat", "", *IN_KRONOR), table("Översikt", "kr", *IN_THOUSANDS)])
    assert [one.unit for one in found] == ["", "kr"]


@pytest.mark.parametrize(
    ("title", "head", "amounts", "unit"),
    [
        ("Avslut fördelat på kön", "Kvinnor", ("12", "7", "19"), "antal"),
        ("Antal deltagare", "2025", ("112", "97"), "antal"),
        ("Deltagarnas kostnader", "2025", ("112", "97"), ""),
        ("Deltagare per insats", "2025", ("1 234 567",), ""),
        ("Deltagare per insats", "2025", ("12,5",), ""),
        ("Fördelning", "2025", ("12", "7", "19"), ""),
    ],
)
def test_whole_numbers_of_people_are_counts(title: str, head: str, amounts: tuple[str, ...], unit: str) -> None:
    (found,) = with_counts([table(title, "", *amounts)._replace(heads=(head,))])
    assert found.unit == unit


def test_amounts_that_tables_in_thousands_print_too_are_thousands() -> None:
    found, said = with_units_of_amounts([table("Balans", "tkr", *IN_THOUSANDS), table("Kassa", "", "8 014", "-8 578", "1 305")])
    assert ([one.unit for one in found], [one.key for one in said]) == (["tkr", "tkr"], ["document.unit-of-amounts"])
    both = [
        table("Balans", "tkr", *IN_THOUSANDS),
        table("Not", "kr", *IN_THOUSANDS),
        table("Kassa", "", "8 014", "-8 578", "1 305"),
    ]
    assert with_units_of_amounts(both)[0][-1].unit == ""
