"""Texts as text tools and text recognition leave them: columns run together, lost, or set below each other."""

from __future__ import annotations

from pathlib import Path

from finsam_audit.documents.datafile import data_file
from finsam_audit.documents.layout import PrintedTable
from finsam_audit.documents.reading import read_document
from finsam_audit.documents.readings import Token, readings
from finsam_audit.documents.spelling import lacks_letters, respelled

Rows = dict[str, list[str]]


def _tables(folder: Path, text: str) -> list[PrintedTable]:
    path = folder / "report.txt"
    path.write_text(text, "utf-8")
    return list(read_document(str(path)).tables)


def _rows(table: PrintedTable) -> Rows:
    """The rows of a table: each cell as printed, with a ? after it where it is doubted, and _ where there is none."""
    return {row.label: ["_" if c is None else c.text + "?" * bool(c.why) for c in row.cells] for row in table.rows if row.cells}


def _tokens(text: str) -> list[Token]:
    return [Token(word, False, 0) for word in text.split(" ")]


def _read(text: str, count: int) -> list[str]:
    return [cell for cell, _ in readings(_tokens(text), count, False)[0].cells]


def test_groups_of_three_are_shared_out_over_as_many_cells_as_there_are_columns() -> None:
    assert _read("8 014 8 000 8 002", 3) == ["8 014", "8 000", "8 002"]
    assert _read("76 000 21492 54 508", 3) == ["76 000", "21492", "54 508"]


def test_a_number_that_lost_some_of_its_spaces_is_one_number() -> None:
    assert _read("3901113 2063 640 1837473", 3) == ["3901113", "2 063 640", "1837473"]
    assert _read("3209458 7 273827", 2) == ["3209458", "7 273 827"]


def test_a_sign_begins_a_cell() -> None:
    assert _read("156 640 -566 021", 2) == ["156 640", "-566 021"]
    assert _read("- 8 578 -8 266", 2) == ["- 8 578", "-8 266"]


def test_a_share_at_the_end_of_a_label_is_no_cell() -> None:
    first = readings(_tokens("30% 0 108 281 249942 235380"), 4, False)[0]
    assert (first.leading, [cell for cell, _ in first.cells]) == (1, ["0", "108 281", "249942", "235380"])


def test_a_note_is_told_from_the_first_group_by_the_sum(tmp_path: Path) -> None:
    text = """
Balansräkning
 Not 2021-06-30 2020-12-31
Övriga fordringar 4 970 061 23165
Förutbetalda kostnader 13551 13551
Kassa och bank 3272 655 3341279
Summa omsättningstillgångar 4256 267 3377 995
"""
    (table,) = _tables(tmp_path, text)
    assert table.heads == ("2021-06-30", "2020-12-31")
    assert _rows(table)["Övriga fordringar"] == ["970 061", "23165"]
    assert table.rows[0].note == "4"


def test_groups_that_can_be_parted_in_two_ways_are_doubted_where_no_sum_tells(tmp_path: Path) -> None:
    text = "Kostnader\n 2025 2024\nLokaler 12 500 400\nResor 1 000 2 000\nPersonal 450 000 430 000\n"
    (table,) = _tables(tmp_path, text)
    assert _rows(table)["Lokaler"] == ["12?", "500 400?"] or _rows(table)["Lokaler"] == ["12 500?", "400?"]
    assert _rows(table)["Personal"] == ["450 000", "430 000"]


def test_blank_cells_are_placed_by_the_sums_of_the_table(tmp_path: Path) -> None:
    text = """
Driftredovisning
Utfall Budget
2025 2025
Belopp tkr Intäkt Kostnad Netto Intäkt Kostnad Netto
Medlemsbidrag 4100 4100 4000 4000
Sjuklön 55 0 55 20 0 20
Summa intäkter 4155 0 4155 4020 0 4020
Lokaler 0 127 127 0 163 163
Personal 0 1134 1134 0 522 522
Summa kostnader 0 1261 1261 0 685 685
"""
    (table,) = _tables(tmp_path, text)
    assert table.heads[:3] == ("Utfall 2025 Intäkt", "Utfall 2025 Kostnad", "Utfall 2025 Netto")
    assert _rows(table)["Medlemsbidrag"] == ["4100", "_", "4100", "4000", "_", "4000"]


STACKED = """
2. Resultaträkning

Verksamhetens intäkter
Verksamhetens kostnader
Verksamhetens resultat

Finansiella poster
Finansiella intäkter
Finansiella kostnader
Summa finansiella poster

Årets resultat

2025

4003 894
-4 787 755
-783 861

66 266
-164
66 102

-717 759

2024

4015585
-4 174 541
-158 956

128 975
-423
128 552

-30 404
"""


def test_columns_below_each_other_are_put_beside_their_labels_and_headings_get_none(tmp_path: Path) -> None:
    (table,) = _tables(tmp_path, STACKED)
    rows = _rows(table)
    assert (table.title, table.heads) == ("Resultaträkning", ("2025", "2024"))
    assert rows["Verksamhetens resultat"] == ["-783 861", "-158 956"]
    assert rows["Finansiella intäkter"] == ["66 266", "128 975"]
    assert "Finansiella poster" not in rows


def test_two_tables_whose_columns_take_turns_each_get_their_own(tmp_path: Path) -> None:
    text = """
Not 2. Intäkter
Bidrag från staten
Bidrag från kommunen
Summa

Not 3. Fordringar
Skattekonto
Moms
Summa fordringar

2025

2 000 000
1 000 000
3 000 000

2025-12-31

5 516
22 448
27 964

2024

1 900 000
900 000
2 800 000

2024-12-31

1 572
64 563
66 135
"""
    first, second = _tables(tmp_path, text)
    assert (first.heads, second.heads) == (("2025", "2024"), ("2025-12-31", "2024-12-31"))
    assert _rows(first)["Summa"] == ["3 000 000", "2 800 000"]
    assert _rows(second)["Moms"] == ["22 448", "64 563"]


def test_a_column_that_lacks_a_figure_leaves_what_is_not_sure_doubted(tmp_path: Path) -> None:
    text = "Kostnader\n\nLokaler\nResor\nReklam\nPorto\n\n2025\n\n100 200\n300 400\n500 600\n\n2024\n\n110\n120\n130\n140\n"
    (table,) = _tables(tmp_path, text)
    column = [cells[0] for cells in _rows(table).values() if cells[0] != "_"]
    assert len(column) == 3
    assert any(cell.endswith("?") for cell in column)


def test_a_line_without_tabs_among_lines_with_them_is_parted_as_they_are(tmp_path: Path) -> None:
    text = "Not 4. Fordringar\n\n\t2025-12-31\t2024-12-31\nMoms\t286 331\t295 286\nKostnader\t1 138 888\t847 471\n\nSumma 1 425 219 1 142 757\n"
    (table,) = _tables(tmp_path, text)
    assert _rows(table)["Summa"] == ["1 425 219", "1 142 757"]


def test_a_label_on_lines_of_its_own_belongs_to_the_figures_below(tmp_path: Path) -> None:
    text = "Översikt\n\n 2020 2019 2018\n\nIntäkter 8 014 8 000 8 002\n\nVerksamhetens\nkostnader\n\n- 8 578 -8 266 -10 062\n"
    (table,) = _tables(tmp_path, text)
    assert _rows(table)["Verksamhetens kostnader"] == ["- 8 578", "-8 266", "-10 062"]


def test_words_that_lost_their_dots_and_rings_are_spelled_as_the_known_word() -> None:
    assert respelled("Omsittningstillgangar") == "Omsättningstillgångar"
    assert respelled("Resultatrdakning") == "Resultaträkning"
    assert respelled("SUMMA INTAKTER") == "SUMMA INTÄKTER"
    assert respelled("Coachingteam 16 2025") == "Coachingteam 16 2025"


def test_only_a_text_poor_in_dots_and_rings_is_respelled() -> None:
    assert lacks_letters("Arets resultat och ovriga intakter " * 20)
    assert not lacks_letters("Årets resultat och övriga intäkter " * 20)
    assert not lacks_letters("Arets resultat")


_TOLD = """Samordningsförbundet Exempeldalen, årsredovisning 2025
Beslutad av styrelsen 2026-02-24

Årets resultat uppgår till 120 tkr. Ingen skuldsättning har skett under året.

Resultaträkning
Belopp i tkr            2025     2024
Intäkter               4 003    4 015
Kostnader             -3 883   -4 174
Årets resultat           120     -159
"""


def _written(folder: Path, text: str) -> str:
    path = folder / "report.txt"
    path.write_text(text, "utf-8")
    return data_file(read_document(str(path)), lambda told: told.key)


def test_places_of_a_text_without_pages_are_its_lines(tmp_path: Path) -> None:
    told = _written(tmp_path, _TOLD)
    for line in (
        "  decided: 2026-02-24 @2",
        'har skett under året. @4"',
        "    at: 8",
        "      Kostnader: -3 883 | -4 174 @9",
        "    equals: resultaträkning.årets resultat\n    at: 4",
    ):
        assert line in told


def test_places_of_a_text_with_pages_are_page_and_line(tmp_path: Path) -> None:
    told = _written(tmp_path, _TOLD.replace("\nResultat", "\n\fResultat"))
    assert "  decided: 2026-02-24 @p1:2" in told
    assert "      Kostnader: -3 883 | -4 174 @p2:9" in told


def test_a_title_on_one_line_with_the_heads_is_the_title_and_the_years_are_the_heads(tmp_path: Path) -> None:
    tables = _tables(
        tmp_path,
        "Flerårsöversikt (tkr) 2022 2021 2020\nVerksamhetens intäkter 5 100 4 900 4 800\n"
        "Verksamhetens kostnader -5 000 -4 950 -4 700\nÅrets resultat 100 -50 100\n\n"
        "Not 1 Verksamhetens intäkter 2022 2021\nMedlemsbidrag 4 000 000 3 900 000\nÖvriga bidrag 1 100 000 1 000 000\n"
        "Summa 5 100 000 4 900 000\n\n"
        "Not 12 Övriga skulder och upplupna kostnader för året 2022 2021\nSemesterlöner 120 000 110 000\n"
        "Skatter 130 000 140 000\nSumma 250 000 250 000\n",
    )
    assert [(table.title, table.heads) for table in tables] == [
        ("Flerårsöversikt (tkr)", ("2022", "2021", "2020")),
        ("Not 1 Verksamhetens intäkter", ("2022", "2021")),
        ("Not 12 Övriga skulder och upplupna kostnader för året", ("2022", "2021")),
    ]


def test_a_title_that_ends_with_its_year_is_no_head(tmp_path: Path) -> None:
    rows = "Verksamhetens intäkter 5 100 000 4 900 000\nVerksamhetens kostnader -5 000 000 -4 950 000\nÅrets resultat 100 000 -50 000\n"
    for head in ("Resultaträkning 2025\n 2025 2024\n", "Resultaträkning 2025 2025 2024\n"):
        (table,) = _tables(tmp_path, head + rows)
        assert (table.title, table.heads) == ("Resultaträkning 2025", ("2025", "2024"))
