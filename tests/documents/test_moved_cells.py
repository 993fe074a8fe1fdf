"""What print moves or cuts in a table: a minus far from its amount, amounts at two edges, titles on two lines, cut heads."""

from __future__ import annotations

import pytest

from finsam_audit.documents.cells import is_cut
from finsam_audit.documents.layout import Page, PrintedTable, Word
from finsam_audit.documents.reading import extract
from finsam_audit.documents.typeset import SetCell, Sheet, width_of

LABELS = 0.0


Row = tuple[tuple[str, float], ...]


def _page(number: int, *rows: Row) -> Page:
    """A page whose rows are texts, each with where it ends, the labels with where they begin."""
    sheet = Sheet()
    for row in rows:
        sheet.placed((SetCell(text, 0), at if at == LABELS else at - width_of(text)) for text, at in row)
    return Page(number, 600, 800, tuple(sheet.words))


def _read(*rows: Row) -> PrintedTable:
    (table,) = extract("a.pdf", [_page(1, *rows)]).tables
    return table


def _cells(table: PrintedTable) -> dict[str, list[str | None]]:
    return {row.label: [cell.text if cell is not None else None for cell in row.cells] for row in table.rows}


def _doubted(table: PrintedTable) -> list[set[str]]:
    return [{cell.why for row in table.rows if (cell := row.cells[at]) is not None} for at in range(len(table.heads))]


def test_a_minus_at_the_far_left_of_its_cell_belongs_to_the_amount() -> None:
    table = _read(
        (("Resultaträkning", LABELS),),
        (("2024", 300), ("2025", 400)),
        (("Summa kostnader", LABELS), ("-29 929 252", 300), ("-19 929 252", 400)),
        (("Finansiella kostnader", LABELS), ("-", 300), ("-", 320), ("452", 400)),
        (("Årets resultat", LABELS), ("953 893", 300), ("69 104", 400)),
    )
    assert table.heads == ("2024", "2025")
    assert _cells(table)["Finansiella kostnader"] == ["-", "- 452"]


def test_shares_at_the_other_edge_of_their_cells_stand_in_the_columns_of_the_amounts() -> None:
    table = _read(
        (("Verksamhetens utveckling", LABELS),),
        (("2025", 240), ("2024", 340), ("2023", 440)),
        (("Intäkter", LABELS), ("16 019 956", 235), ("12 442 310", 335), ("18 105 385", 435)),
        (("Eget kapital", LABELS), ("11 628 486", 235), ("19 499 777", 335), ("10 123 954", 435)),
        (("Soliditet, procent", LABELS), ("76,6", 270), ("72,9", 370), ("88,9", 470)),
    )
    assert table.heads == ("2025", "2024", "2023")
    assert _cells(table)["Soliditet, procent"] == ["76,6", "72,9", "88,9"]


def test_the_title_of_a_note_on_two_lines_is_one() -> None:
    table = _read(
        (("Not 3 Konsultarvoden och annan", LABELS),),
        (("extern kompetens", LABELS),),
        (("2025", 300), ("2024", 400)),
        (("Löner", LABELS), ("3 052 269", 300), ("1 346 702", 400)),
        (("Resor", LABELS), ("2 946 022", 300), ("1 316 878", 400)),
    )
    assert table.title == "Not 3 Konsultarvoden och annan extern kompetens"


def test_a_head_that_was_cut_leaves_its_column_in_doubt() -> None:
    table = _read(
        (("Balansräkning", LABELS),),
        (("gående balans 2025-12-31", 300), ("Utgående balans 2024-12-31", 450)),
        (("Fordringar", LABELS), ("3 052 269", 300), ("1 346 702", 450)),
        (("Kassa och bank", LABELS), ("2 946 022", 300), ("1 316 878", 450)),
    )
    assert _doubted(table) == [{"doubt.head"}, {""}]


@pytest.mark.parametrize("head", ["nde balans 2025-12-31", "balans 2025-12-31", "2-12-31", "31 dec 202", "022"])
def test_heads_without_beginning_or_end_are_cut(head: str) -> None:
    assert is_cut(head)


@pytest.mark.parametrize(
    "head", ["2025", "utfall 2025", "2025-01-01 – 2025-12-31", "Andel 16-29 år", "2025-06", "Utgående balans"]
)
def test_whole_heads_are_not(head: str) -> None:
    assert not is_cut(head)


def test_rows_whose_labels_are_lost_are_named_by_their_place_and_doubted() -> None:
    table = _read(
        (("Utfall 2025", 300), ("Utfall 2024", 400)),
        (("3 052 269", 300), ("1 346 702", 400)),
        (("2 946 022", 300), ("1 316 878", 400)),
    )
    assert list(_cells(table)) == ["rad 1", "rad 2"]
    assert _doubted(table) == [{"doubt.placed"}, {"doubt.placed"}]


BEGUN: tuple[Row, ...] = (
    (("Resultaträkning", LABELS),),
    (("2025", 300), ("2024", 400)),
    (("Summa intäkter", LABELS), ("3 052 269", 300), ("1 346 702", 400)),
    (("Summa kostnader", LABELS), ("-2 946 022", 300), ("-1 316 878", 400)),
)
REST: tuple[Row, ...] = (
    (("Finansiella intäkter", LABELS), ("11 964", 330), ("17 946", 430)),
    (("Årets resultat", LABELS), ("118 211", 330), ("47 770", 430)),
)


def test_a_statement_without_its_end_goes_on_with_what_has_no_name_on_the_next_page_and_that_is_doubted() -> None:
    (table,) = extract("a.pdf", [_page(1, *BEGUN), _page(2, *REST)]).tables
    assert [row.label for row in table.rows][-2:] == ["Finansiella intäkter", "Årets resultat"]
    assert _doubted(table) == [{"", "doubt.head"}, {"", "doubt.head"}]


def test_a_statement_with_its_end_does_not() -> None:
    ended: Row = (("Årets resultat", LABELS), ("106 247", 300), ("29 824", 400))
    assert len(extract("a.pdf", [_page(1, *BEGUN, ended), _page(2, *REST)]).tables) == 2


def test_a_dash_under_the_head_of_the_notes_is_no_minus() -> None:
    table = _read(
        (("Resultaträkning", LABELS),),
        (("Not", 200), ("2025", 300), ("2024", 400)),
        (("Hyresintäkter", LABELS), ("-", 195), ("148 206", 300), ("141 033", 400)),
        (("Driftkostnader", LABELS), ("-", 195), ("-61 480", 300), ("-60 118", 400)),
    )
    assert [cells[-2:] for cells in _cells(table).values()] == [["148 206", "141 033"], ["-61 480", "-60 118"]]


def test_heads_that_run_close_up_to_each_other_begin_a_table_of_their_own() -> None:
    page = _page(
        1,
        (("Flöde", LABELS),),
        (("Kraftcentrum", 250), ("Lotsen", 350)),
        (("Pågående", LABELS), ("63", 250), ("38", 350)),
        (("Avslutade", LABELS), ("72", 250), ("55", 350)),
        (("Försörjning före och efter", LABELS),),
        (("Före Före andel Efter Efter andel", 350),),
        (("Försörjningsstöd", LABELS), ("64", 170), ("45 %", 245), ("31", 280), ("22 %", 350)),
        (("Sjukpenning", LABELS), ("28", 170), ("20 %", 245), ("22", 280), ("15 %", 350)),
    )
    found = extract("a.pdf", [page]).tables
    assert [table.title for table in found] == ["Flöde", "Försörjning före och efter"]
    assert [len(table.heads) for table in found] == [2, 4]


def test_a_row_with_a_number_of_its_own_does_not_go_on_from_a_heading() -> None:
    table = _read(
        (("Balansräkning", LABELS),),
        (("2025", 300), ("2024", 400)),
        (("A. Anläggningstillgångar", LABELS),),
        (("I. Immateriella tillgångar", LABELS), ("1 204", 300), ("1 530", 400)),
        (("II. Materiella tillgångar", LABELS), ("9 871", 300), ("9 002", 400)),
    )
    assert [row.label for row in table.rows] == [
        "A. Anläggningstillgångar", "I. Immateriella tillgångar", "II. Materiella tillgångar",
    ]  # fmt: skip


def test_the_first_word_of_a_head_on_three_lines_is_no_unit_of_the_table() -> None:
    table = _read(
        (("Insatser", LABELS),),
        (("Antal", 250), ("Antal", 450), ("Procent", 550)),
        (("deltagare", 250), ("varav", 350), ("deltagare", 450), ("deltagare", 550)),
        (("2025", 250), ("kvinnor", 350), ("2024", 450), ("2024", 550)),
        (("Steget", LABELS), ("74", 250), ("42", 350), ("69", 450), ("54 %", 550)),
        (("Lotsen", LABELS), ("51", 250), ("22", 350), ("58", 450), ("46 %", 550)),
    )
    assert table.heads == ("Antal deltagare 2025", "varav kvinnor", "Antal deltagare 2024", "Procent deltagare 2024")


def test_a_column_beside_heads_that_each_stand_over_their_own_has_none_of_theirs() -> None:
    table = _read(
        (("Driftredovisning", LABELS),),
        (("Budget", 250), ("Budget", 320), ("Utfall", 390), ("Utfall", 460)),
        (("Intäkt", 250), ("Netto", 320), ("Intäkt", 390), ("Netto", 460), ("Avvikelse", 560)),
        (("Medlemsbidrag", LABELS), ("4 800", 250), ("4 800", 320), ("4 810", 390), ("4 810", 460), ("10", 560)),
        (("Övriga intäkter", LABELS), ("120", 250), ("120", 320), ("139", 390), ("139", 460), ("19", 560)),
    )
    assert table.heads == ("Budget Intäkt", "Budget Netto", "Utfall Intäkt", "Utfall Netto", "Avvikelse")


def test_a_head_that_goes_on_with_a_small_letter_is_of_its_own_column_alone() -> None:
    table = _read(
        (("Driftredovisning per nämnd", LABELS),),
        (("Budget", 390),),
        (("Intäkter", 180), ("Kostnader", 250), ("Netto", 320), ("netto", 390), ("Avvikelse", 460)),
        (("2025", 180), ("2025", 250), ("2025", 320), ("2025", 390), ("2025", 460)),
        (("Nämnden", LABELS), ("1 536", 180), ("-15 649", 250), ("-14 113", 320), ("-13 227", 390), ("-886", 460)),
        (("Styrelsen", LABELS), ("120", 180), ("-630", 250), ("-510", 320), ("-500", 390), ("-10", 460)),
    )
    assert table.heads == ("Intäkter 2025", "Kostnader 2025", "Netto 2025", "Budget netto 2025", "Avvikelse 2025")


@pytest.mark.parametrize("between", [False, True], ids=["on the second line", "between its lines"])
def test_a_label_that_the_end_of_a_page_tears_from_the_rows_above_is_whole(between: bool) -> None:
    sheet = Sheet()
    sheet.placed(((SetCell("Balansräkning", 0), LABELS),))
    base = sheet.words[0].base
    rows = [("Inventarier", "36 500"), ("Fordringar", "174 876"), ("Bank", "2 258 489")]
    words = [Word("2025", 380, 400, base + 20)]
    for at, (label, amount) in enumerate(rows):
        words += [Word(label, 0, 60, base + 40 + 18 * at), Word(amount.replace(" ", "\u00a0"), 340, 400, base + 40 + 18 * at)]
    first = Page(1, 600, 800, (*sheet.words, *words))
    torn = [
        Word("Summa", 0, 40, 60),
        Word("tillgångar", 0, 60, 73),
        Word("2\u00a0469\u00a0865", 330, 400, 66.5 if between else 73),
    ]
    more = [("Skulder", "918 695"), ("Kapital", "1 551 170")]
    for at, (label, amount) in enumerate(more):
        torn += [Word(label, 0, 50, 91 + 18 * at), Word(amount.replace(" ", "\u00a0"), 340, 400, 91 + 18 * at)]
    found = extract("a.pdf", [first, Page(2, 600, 800, tuple(torn))]).tables
    assert [row.label for table in found for row in table.rows] == [
        "Inventarier", "Fordringar", "Bank", "Summa tillgångar", "Skulder", "Kapital",
    ]  # fmt: skip


def test_a_year_under_the_last_of_heads_that_are_whole_is_of_its_own_column_alone() -> None:
    table = _read(
        (("Driftredovisning", LABELS),),
        (("Nettokostnad", 560),),
        (("Kostnader", 200), ("Intäkter", 290), ("Nettokostnad", 380), ("Budget", 470), ("2024", 560)),
        (("Nämnden", LABELS), ("118 204", 200), ("30 118", 290), ("88 086", 380), ("89 000", 470), ("86 118", 560)),
        (("Styrelsen", LABELS), ("288 118", 200), ("44 204", 290), ("243 914", 380), ("240 500", 470), ("238 204", 560)),
    )
    assert table.heads == ("Kostnader", "Intäkter", "Nettokostnad", "Budget", "Nettokostnad 2024")
