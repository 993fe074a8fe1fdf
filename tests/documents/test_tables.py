"""Lines on a page to tables: columns, heads, labels, notes."""

from __future__ import annotations

from finsam_audit.documents.layout import PrintedTable
from finsam_audit.documents.tables import tables_of
from tests.documents.paper import lines


def _tables(text: str) -> list[PrintedTable]:
    return tables_of(lines(text), 600)


def _shown(table: PrintedTable) -> list[tuple[str, list[str | None]]]:
    return [(row.label, [cell.text if cell else None for cell in row.cells]) for row in table.rows]


def test_title_heads_and_rows() -> None:
    (table,) = _tables("""
2. Resultaträkning

Belopp i tkr                          Not        2025        2024
Verksamhetens intäkter                  2       4 003       4 015
Verksamhetens kostnader                 3      -4 787      -4 174
Årets resultat                                   -784        -159
""")
    assert (table.title, table.heads, table.unit) == ("Resultaträkning", ("2025", "2024"), "tkr")
    assert _shown(table) == [("Verksamhetens intäkter", ["4 003", "4 015"]), ("Verksamhetens kostnader", ["-4 787", "-4 174"]),
            ("Årets resultat", ["-784", "-159"])]  # fmt: skip
    assert [row.note for row in table.rows] == ["2", "3", ""]


def test_a_period_on_two_lines_is_one_head() -> None:
    (table,) = _tables("""
Resultaträkning
                                     2025-01-01      2024-01-01
                                    -2025-12-31     -2024-12-31
Intäkter                                  4 003           4 015
Kostnader                                -4 787          -4 174
""")
    assert table.heads == ("2025-01-01 – 2025-12-31", "2024-01-01 – 2024-12-31")


def test_an_upper_head_belongs_to_the_columns_it_stands_over() -> None:
    (table,) = _tables("""
Driftredovisning
                       Utfall 2025                Budget 2025     Avvikelse
              Intäkt      Kostnad      Netto           Netto         2025
Kansli           100          -40         60              70          -10
Projekt           20           -5         15              10            5
""")
    assert table.heads[:3] == ("Utfall 2025 Intäkt", "Utfall 2025 Kostnad", "Utfall 2025 Netto")
    assert table.heads[3] == "Budget 2025 Netto"


def test_a_head_goes_on_after_its_year_with_its_side() -> None:
    (table,) = _tables(
        """
Driftredovisning
Belopp i tkr        Utfall 2025 Intäkt   Utfall 2025 Netto   Budget 2025 Netto
Medlemsbidrag                    4 000               4 000               4 070
Ersättningar                        15                  15                  12
"""
    )
    assert table.heads == ("Utfall 2025 Intäkt", "Utfall 2025 Netto", "Budget 2025 Netto")


def test_a_label_on_two_lines_is_one_and_a_heading_is_none() -> None:
    (table,) = _tables("""
Balansräkning
                                     2025-12-31      2024-12-31
Kortfristiga skulder
Upplupna kostnader och förutbetalda
intäkter                                    640             495
Medel från verksamheten före                -33              12
förändring av rörelsekapital
Leverantörsskulder                          886             991
""")
    assert [row.label for row in table.rows] == ["Kortfristiga skulder", "Upplupna kostnader och förutbetalda intäkter",
            "Medel från verksamheten före förändring av rörelsekapital", "Leverantörsskulder"]  # fmt: skip


def test_a_blank_cell_and_a_dash_are_told_apart() -> None:
    (table,) = _tables("""
Not 4 Fordringar
                                           2025            2024
Kundfordringar                                            2 671
Moms                                          –             295
Skattekonto                               1 138             847
""")
    assert [row for _, row in _shown(table)] == [[None, "2 671"], ["-", "295"], ["1 138", "847"]]


def test_numbers_in_running_text_are_no_table() -> None:
    assert (
        _tables("""
Förbundets budget bestod av medlemsbidrag på 4 000 000 kr och kostnader på 4 591 726 kr, det
vill säga ett resultat på -591 726 kr. Resultatet för året blev -717 759 kr, varpå avvikelsen
uppgår till 126 033 kr mot vad styrelsen hade beslutat i budgeten för året.
""")
        == []
    )


def test_two_tables_under_each_other_keep_their_own_heads() -> None:
    first, second = _tables("""
Not 2 Intäkter
                                           2025            2024
Bidrag                                    1 000             900
Summa                                     1 000             900

Not 3 Fordringar
                                     2025-12-31      2024-12-31
Moms                                          5               7
Summa                                         5               7
""")
    assert (first.heads, second.heads) == (("2025", "2024"), ("2025-12-31", "2024-12-31"))
    assert (first.title, second.title) == ("Not 2 Intäkter", "Not 3 Fordringar")


def test_a_total_may_have_no_label() -> None:
    (table,) = _tables("""
Not 2 Intäkter
                                           2025            2024
Bidrag                                    1 000             900
Övrigt                                       10              20
                                          1 010             920
""")
    assert _shown(table)[-1] == ("", ["1 010", "920"])
