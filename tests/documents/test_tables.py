"""Lines on a page to tables: columns, heads, labels, notes."""

from __future__ import annotations

from finsam_audit.documents.dates import with_whole_dates
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


def test_a_number_below_a_label_ends_it() -> None:
    (table,) = _tables("""
Kostnader                  2025    2024
Hyra av lokal             4 000   3 900
2:14
Moms                        250     240
25 %
Summa                     4 250   4 140
""")
    assert [row.label for row in table.rows] == ["Hyra av lokal 2:14", "Moms 25 %", "Summa"]


def test_a_row_with_a_long_label_is_no_running_text() -> None:
    (table,) = _tables("""
Resultaträkning                                                                 2025      2024
Medlemsbidrag                                                                  4 003     4 015
Köp av verksamhet från Region Västernorrland och kommunerna där                  -66      -294
Kostnader                                                                     -4 787    -4 174
""")
    assert [row.label[:6] for row in table.rows] == ["Medlem", "Köp av", "Kostna"]


def test_amounts_of_another_row_within_a_label_leave_its_row_doubted() -> None:
    (table,) = _tables("""
Kortfristiga skulder                              2025        2024
Pensionskostnader 24 121 58 052 Hyra av lokal    8 231         350
Semesterlöneskuld                                  500         400
""")
    assert [bool(row.cells[0] and row.cells[0].why) for row in table.rows] == [True, False]


def test_dates_broken_over_the_lines_of_a_head_are_whole() -> None:
    day, begun = (
        tables_of(with_whole_dates(lines(text)), 600)[0]
        for text in (
            """
Kostnader
                          31         31
                    december   december
                        2025       2024
Lön                    4 003      4 015
Resor                     12         13
""",
            """
Kostnader
                    2025-01-   2024-01-
                          01         01
                    2025-12-   2024-12-
                          31         31
Lön                    4 003      4 015
Resor                     12         13
""",
        )
    )
    assert day.heads == ("31 december 2025", "31 december 2024")
    assert begun.heads == ("2025-01-01 – 2025-12-31", "2024-01-01 – 2024-12-31")


def test_a_remark_is_no_head() -> None:
    (table,) = _tables("""
                      * Varav 12 kr avser tidigare år.        2024
Lön                    4 003                                 4 015
Resor                     12                                    13
""")
    assert table.heads == ("", "2024")


def test_wrapped_labels_are_told_apart_by_how_close_their_lines_stand() -> None:
    """The figures stand on the last line of each label."""
    drawn = lines("""
Kostnader                  2025    2024
varav årets
avsättning                4 000   3 900
Sociala
avgifter                    250     240
Kurser och
konferenser                  50      40
""")
    bases = (50.0, 66.0, 77.0, 92.0, 103.0, 118.0, 129.0)
    lowered = [
        line._replace(
            base=base, pieces=tuple(p._replace(words=tuple(w._replace(base=base) for w in p.words)) for p in line.pieces)
        )
        for line, base in zip(drawn, bases, strict=True)
    ]
    (table,) = tables_of(lowered, 600)
    assert [row.label for row in table.rows] == ["varav årets avsättning", "Sociala avgifter", "Kurser och konferenser"]


def test_heads_that_run_over_columns_without_one_part_before_capitals() -> None:
    (table,) = _tables("""
Förändring av eget kapital
                          Balanserat resultat     Årets resultat Summa eget kapital
Ingående balans                         4 030               -614              3 416
Årets resultat                      5 061 128        -76 787 070        -71 725 942
""")
    assert table.heads == ("Balanserat resultat", "Årets resultat", "Summa eget kapital")


def test_days_of_two_heads_beside_each_other_part_them() -> None:
    (table,) = _tables("""
Not 2 Personalkostnader
                                     31 december 31 december
                                            2019        2018
Region Dalarna                               338       8 192
Försäkringskassan                         16 377          40
""")
    assert table.heads == ("31 december 2019", "31 december 2018")


def test_a_unit_that_ends_a_head_belongs_to_it() -> None:
    (table,) = _tables("""
Redovisning per insats, tkr
                         Utfall      Utfall i
                           2024       procent
Unga i fokus              5 135          94 %
Flexjobb                  6 566          22 %
""")
    assert table.heads == ("Utfall 2024", "Utfall i procent")


def test_a_note_close_up_to_the_last_amount_is_none_of_its_digits() -> None:
    (table,) = _tables("""
Resultaträkning
                         2023           2022 Not
Övriga intäkter     4 599 098      4 719 445 9, 10
Bidrag                 67 407         67 407 6, 7
""")
    assert [cell and cell.text for cell in table.rows[0].cells] == ["4 599 098", "4 719 445"]
    assert [row.note for row in table.rows] == ["9, 10", "6, 7"]


def test_amounts_in_brackets_close_to_each_other_stand_in_their_own_columns() -> None:
    (table,) = _tables("""
Driftredovisning
                 Utfall     Budget   Avvikelse
Styrelse         13 303     52 469      14 286
Kansli          (1 649) (980 111) (67 123 000)
""")
    assert [cell and cell.text for cell in table.rows[1].cells] == ["(1 649)", "(980 111)", "(67 123 000)"]


def test_a_head_that_was_not_read_makes_the_figures_below_it_doubtful() -> None:
    (table,) = _tables("""
Insatser
                          Beviljat       Förbrukat
                           2025                             Kvar
Unga i fokus                  5 135          94 222      120 100
Flexjobb                      6 566          22 111      130 200
""")
    doubted = [bool(cell and cell.why) for cell in table.rows[0].cells]
    assert all(head or doubt for head, doubt in zip(table.heads, doubted, strict=True))


def test_a_dash_on_its_own_line_between_two_dates_is_no_cell() -> None:
    text = """
Not 2 Personal
                       2025-01-01      2024-01-01
                           -               -
                       2025-12-31      2024-12-31
Löner                     625 289       1 244 072
Sociala avgifter              966         245 351
"""
    (table,) = tables_of(with_whole_dates(lines(text)), 600)
    assert table.heads == ("2025-01-01 – 2025-12-31", "2024-01-01 – 2024-12-31")
    assert [row.label for row in table.rows] == ["Löner", "Sociala avgifter"]


def test_a_date_on_three_lines_of_a_head_is_whole() -> None:
    text = """
Not 3 Kortfristiga fordringar
                            31        31
                       december december
                           2023      2022
Konsultarvoden           94 424     2 311
Pensionspremier          38 341    40 327
"""
    (table,) = tables_of(with_whole_dates(lines(text)), 600)
    assert table.heads == ("31 december 2023", "31 december 2022")


def test_the_second_line_of_two_heads_parts_where_the_first_does() -> None:
    (table,) = _tables("""
Förändring av eget kapital
                        Balanserat      Årets        Summa
                          resultat   resultat eget kapital
Ingående balans                701    -48 975      -48 274
Årets resultat               7 003    718 948      725 951
""")
    assert table.heads == ("Balanserat resultat", "Årets resultat", "Summa eget kapital")


def test_the_date_that_ends_the_first_label_is_no_column() -> None:
    (table,) = _tables("""
Förändring av eget kapital
                   Balanserat      Årets
                     resultat   resultat
Ingående balans
2023-01-01              1 983         -9
Årets resultat             39        845
Utgående balans
2023-12-31              8 774     -6 868
""")
    assert table.heads == ("Balanserat resultat", "Årets resultat")
    assert [row.label for row in table.rows] == ["Ingående balans 2023-01-01", "Årets resultat", "Utgående balans 2023-12-31"]


def test_a_head_of_which_a_word_stands_over_another_column_leaves_both_doubted() -> None:
    (table,) = _tables("""
Insatser
                    Beviljat    Förbrukat       Kvar
                   medel  år medel i år totalt
Unga i fokus           5 135       94 222    120 100
Flexjobb               6 566       22 111    130 200
""")
    assert [bool(cell and cell.why) for cell in table.rows[0].cells] == [True, True, False]


def test_two_periods_over_two_columns_are_their_heads_wherever_they_stand() -> None:
    (table,) = _tables("""
Kassaflödesanalys
                       2024-01-01 – 2024-12-31   2023-01-01 – 2023-12-31
Årets resultat                                                      691 906         265 596
Justering för ej likviditetspåverkande poster                     5 098 436      84 739 957
""")
    assert table.heads == ("2024-01-01 – 2024-12-31", "2023-01-01 – 2023-12-31")
