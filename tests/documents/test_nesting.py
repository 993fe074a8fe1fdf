"""Rows within rows."""

from __future__ import annotations

from collections.abc import Sequence

from finsam_audit.documents.layout import PrintedCell, PrintedRow, PrintedTable
from finsam_audit.documents.nesting import Nested, nested


def _table(kind: str, *rows: tuple[str, str]) -> PrintedTable:
    printed = [
        PrintedRow(label, tuple(PrintedCell(text.strip()) for text in cells.split("|")) if cells else (), bold=not cells)
        for label, cells in rows
    ]
    return PrintedTable("T", ("2025", "2024"), tuple(printed), 1, kind=kind)


def _outline(rows: Sequence[Nested], depth: int = 0) -> list[str]:
    return [line for item in rows for line in ("  " * depth + item.row.label, *_outline(item.rows, depth + 1))]


def test_a_total_closes_the_group_it_names_and_a_larger_one_the_larger_group() -> None:
    rows = nested(_table(
        "balansräkning",
        ("Tillgångar", ""), ("Omsättningstillgångar", ""), ("Fordringar", "10 | 12"), ("Kassa", "5 | 6"),
        ("Summa omsättningstillgångar", "15 | 18"), ("Summa tillgångar", "15 | 18"),
        ("Eget kapital och skulder", ""), ("Eget kapital", ""), ("Årets resultat", "1 | 2"), ("Skulder", ""), ("Lån", "14 | 16"),
        ("Summa eget kapital och skulder", "15 | 18"),
    ))  # fmt: skip
    assert _outline(rows) == [
        "Tillgångar", "  Omsättningstillgångar", "    Fordringar", "    Kassa", "    Summa omsättningstillgångar", "  Summa tillgångar",
        "Eget kapital och skulder", "  Eget kapital", "    Årets resultat", "  Skulder", "    Lån", "  Summa eget kapital och skulder",
    ]  # fmt: skip


def test_rows_that_add_up_to_the_one_above_stand_under_it() -> None:
    rows = nested(
        _table("driftredovisning", ("Projekt", "30 | 50"), ("Norr", "10 | 20"), ("Söder", "20 | 30"), ("Kansli", "7 | 8"))
    )
    assert _outline(rows) == ["Projekt", "  Norr", "  Söder", "Kansli"]


def test_half_of_the_members_paying_as_much_as_the_other_half_are_no_parts() -> None:
    rows = nested(_table("not", ("Staten", "30 | 50"), ("Regionen", "15 | 25"), ("Kommunen", "15 | 25"), ("Summa", "60 | 100")))
    assert _outline(rows) == ["Staten", "Regionen", "Kommunen", "Summa"]


def test_one_column_that_agrees_by_chance_makes_no_group() -> None:
    rows = nested(_table("driftredovisning", ("Projekt", "30 | 50"), ("Norr", "10 | 25"), ("Söder", "20 | 30")))
    assert _outline(rows) == ["Projekt", "Norr", "Söder"]


def test_what_is_left_of_an_income_is_no_part_of_it() -> None:
    rows = nested(_table("översikt", ("Intäkter", "100 | 120"), ("Kostnader", "90 | 125"), ("Årets resultat", "10 | -5")))
    assert _outline(rows) == ["Intäkter", "Kostnader", "Årets resultat"]


def test_a_table_of_what_members_pay_is_flat_where_its_total_is() -> None:
    rows = [
        ("Staten", "3 260 | 3 180"),
        ("Regionen", "1 630 | 1 590"),
        ("Ekby kommun", "489 | 477"),
        ("Alnäs kommun", "1 141 | 1 113"),
    ]
    flat = nested(_table("", *rows, ("Summa", "6 520 | 6 360")))
    assert _outline(flat) == ["Staten", "Regionen", "Ekby kommun", "Alnäs kommun", "Summa"]
    groups = nested(_table("", *rows, ("Totala kostnader", "3 260 | 3 180")))
    assert _outline(groups)[:2] == ["Staten", "  Regionen"]


def test_a_total_of_all_groups_stands_in_none_of_them() -> None:
    rows = nested(_table(
        "not",
        ("Driftbidrag", ""), ("Staten", "490 | 480"), ("Kommuner", "410 | 400"), ("Summa driftbidrag", "900 | 880"),
        ("Övrigt", ""), ("Lönebidrag", "31 | 12"), ("Diverse", "88 | 60"), ("Summa intäkter", "1 019 | 952"),
    ))  # fmt: skip
    assert [item.row.label for item in rows] == ["Driftbidrag", "Övrigt", "Summa intäkter"]
