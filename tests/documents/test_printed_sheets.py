"""What a workbook looks like when an office program has printed it: columns on other pages, cut heads, odd groups."""

from __future__ import annotations

from finsam_audit.documents.across import side_by_side
from finsam_audit.documents.layout import HEAD, Page, PrintedTable, Word
from finsam_audit.documents.lines import lines_of
from finsam_audit.documents.reading import extract
from finsam_audit.documents.thousands import with_spaces
from finsam_audit.documents.typeset import SetCell, Sheet, width_of

LABELS = 0.0

Row = tuple[tuple[str, float], ...]


def _page(number: int, *rows: Row) -> Page:
    """A page whose rows are texts, each with where it ends, the labels with where they begin; an empty row is a blank line."""
    sheet = Sheet()
    for row in rows:
        sheet.placed((SetCell(text, 0), at if at == LABELS else at - width_of(text)) for text, at in row or (("\u00a0", 1.0),))
    return Page(number, 600, 800, tuple(word for word in sheet.words if word.text.strip()))


def _figures(table: PrintedTable) -> dict[str, list[str | None]]:
    return {row.label: [cell.text if cell is not None else None for cell in row.cells] for row in table.rows}


LEFT = (
    (("Balansräkning", LABELS),),
    (),
    (("Kundfordringar", LABELS),),
    (("Kassa och bank", LABELS),),
    (("Summa tillgångar", LABELS),),
)
RIGHT = (
    (),
    (("2025-12-31", 200), ("2024-12-31", 300)),
    (("155 354", 200), ("375 678", 300)),
    (("4 848 870", 200), ("3 521 858", 300)),
    (("5 004 224", 200), ("3 897 536", 300)),
)


def test_columns_on_the_next_page_stand_beside_their_labels() -> None:
    (table,) = extract("a.pdf", [_page(1, *LEFT), _page(2, *RIGHT)]).tables
    assert (table.title, table.heads) == ("Balansräkning", ("2025-12-31", "2024-12-31"))
    assert _figures(table)["Kassa och bank"] == ["4 848 870", "3 521 858"]
    assert not any(cell.why for row in table.rows for cell in row.cells if cell is not None)


def test_a_figure_from_another_page_has_no_place_on_that_of_its_label() -> None:
    (table,) = extract("a.pdf", [_page(1, *LEFT), _page(2, *RIGHT)]).tables
    assert {cell.box for row in table.rows for cell in row.cells if cell is not None} == {None}
    assert {row.page for row in table.rows} == {1}


def test_all_pages_of_labels_come_before_those_of_amounts() -> None:
    second = ((("Leverantörsskulder", LABELS),), (("Övriga skulder", LABELS),), (("Summa skulder", LABELS),))
    amounts = ((("1", 200), ("5", 300)), (("20", 200), ("60", 300)), (("21", 200), ("65", 300)))
    pages = [_page(1, *LEFT), _page(2, *second), _page(3, *RIGHT), _page(4, *amounts)]
    tables = extract("a.pdf", pages).tables
    found = {label: cells for table in tables for label, cells in _figures(table).items()}
    assert found["Summa tillgångar"] == ["5 004 224", "3 897 536"]
    assert found["Övriga skulder"] == ["20", "60"]


def test_rows_that_meet_no_labels_are_left_on_their_page_and_doubted() -> None:
    lower = _page(2, (), (), (), (), *RIGHT)
    laid = [(page, lines_of(page)) for page in (_page(1, *LEFT), lower)]
    assert [page.number for page, _ in side_by_side(laid)] == [1, 2]
    tables = extract("a.pdf", [_page(1, *LEFT), lower]).tables
    assert all(cell.why for table in tables for row in table.rows for cell in row.cells if cell is not None)


def test_a_row_of_amounts_that_stands_twice_at_the_edge_of_a_page_is_no_running_head() -> None:
    left = ((("Kundfordringar", LABELS),), (("Kassa", LABELS),), (("Summa", LABELS),))
    right = ((("464", 200), ("883", 300)), (("464", 200), ("883", 300)), (("928", 200), ("766", 300)))
    (table,) = extract("a.pdf", [_page(1, *left), _page(2, *right)]).tables
    assert _figures(table)["Kundfordringar"] == ["464", "883"]


def _apart(*texts: str, gap: float = 1.5) -> tuple[Word, ...]:
    """Words beside each other, all of one line."""
    words: list[Word] = []
    for text in texts:
        left = words[-1].right + gap if words else 300.0
        words.append(Word(text, left, left + 5.0 * len(text), 100.0))
    return tuple(words)


def _lines(*rows: tuple[Word, ...]) -> Page:
    return Page(1, 600, 800, tuple(word._replace(base=100.0 + 12 * at) for at, row in enumerate(rows) for word in row))


def _texts(page: Page) -> list[str]:
    return [word.text.replace("\u00a0", " ") for word in with_spaces([page])[0].words]


HALVES = [("9482", "385"), ("-12383", "108"), ("1954", "344"), ("3910", "261")]


def test_amounts_of_which_only_the_last_three_digits_are_parted_are_one() -> None:
    halves = [_apart(*two) for two in (*HALVES, ("4399", "044"))]
    assert _texts(_lines(*halves)) == ["9 482 385", "-12 383 108", "1 954 344", "3 910 261", "4 399 044"]


def test_amounts_side_by_side_are_two_where_none_begins_with_nil() -> None:
    halves = [_apart(*two) for two in (*HALVES, ("4399", "144"))]
    assert _texts(_lines(*halves)) == [word.text for row in halves for word in row]


def test_amounts_a_cell_apart_are_two() -> None:
    halves = [_apart("9482", "085", gap=12.0)] * 6
    assert _texts(_lines(*halves)) == ["9482", "085"] * 6


def test_many_amounts_with_one_comma_each_are_thousands() -> None:
    amounts = [f"{n},{n}45" for n in range(1, 10)] + ["-12,383", "(1,954)", "17,250"]
    assert _texts(_lines(*((_apart(text)) for text in amounts)))[-3:] == ["-12 383", "(1 954)", "17 250"]


def test_amounts_with_one_comma_are_left_where_some_are_less_than_one_or_in_millions() -> None:
    amounts = [f"{n},{n}45" for n in range(1, 10)] + ["-12,383", "(1,954)", "17,250"]
    for other in ("0,715", "mnkr", "2,5"):
        assert "17,250" in _texts(_lines(*((_apart(text)) for text in [*amounts, other])))


def test_rows_under_the_name_of_a_statement_are_no_rest_of_the_table_before() -> None:
    heads = (("2025", 300.0), ("2024", 400.0))
    assets = (("Kassa", LABELS), ("18 131", 300.0), ("16 618", 400.0))
    below = [
        heads,
        (("Summa skulder", LABELS), ("18 131", 300.0), ("16 618", 400.0)),
        (),
        (("Kassaflödesanalys (tkr)", LABELS),),
        (("2025-01-01--2025-12-3X2024-01-01--2024-12-31", 400.0),),
        (("Den löpande verksamheten", LABELS),),
        (("Årets resultat", LABELS), ("-379", 300.0), ("-753", 400.0)),
        (("Årets kassaflöde", LABELS), ("-61", 300.0), ("-165", 400.0)),
    ]
    pages = [_page(1, (("Balansräkning", LABELS),), heads, assets, assets), _page(2, *below)]
    balance, flow = extract("a.pdf", pages).tables
    assert "Summa skulder" in _figures(balance)
    assert (flow.title, flow.unit, flow.heads) == ("Kassaflödesanalys (tkr)", "tkr", ("", ""))
    assert {cell.why for row in flow.rows for cell in row.cells if cell is not None} == {HEAD}


def _head(text: str) -> PrintedTable:
    rows = [
        (("Resultaträkning", LABELS),),
        ((text, 400.0),),
        (("Intäkter", LABELS), ("8 979", 300.0), ("17 250", 400.0)),
        (("Kostnader", LABELS), ("-7 903", 300.0), ("-16 535", 400.0)),
    ]
    (table,) = extract("a.pdf", [_page(1, *rows)]).tables
    return table


def test_periods_that_lie_over_each_other_are_both_read() -> None:
    for text in ("2025-01-01 – 2025-12-31024-01-01 – 2024-12-31", "2025-01-01 – 2025-12-32024-01-01 – 2024-12-31"):
        assert _head(text).heads == ("2025-01-01 – 2025-12-31", "2024-01-01 – 2024-12-31")


def test_a_period_whose_rest_fits_no_date_is_not_guessed() -> None:
    table = _head("2025-01-01 – 2025-12-31924-01-01 – 2024-12-31")
    assert {cell.why for row in table.rows for cell in row.cells if cell is not None} == {HEAD}


def test_an_amount_for_which_there_was_no_room_is_a_cell_and_no_head() -> None:
    rows = [
        (("Resultaträkning", LABELS),),
        (("2025", 300.0), ("2024", 400.0)),
        (("Intäkter", LABELS), ("###", 300.0), ("17 250", 400.0)),
        (("Kostnader", LABELS), ("-7 903", 300.0), ("-16 535", 400.0)),
    ]
    (table,) = extract("a.pdf", [_page(1, *rows)]).tables
    assert table.heads == ("2025", "2024")
    assert _figures(table)["Intäkter"] == ["###", "17 250"]


def test_the_name_of_a_statement_on_a_line_of_its_own_begins_a_table() -> None:
    rows = [
        (("Balansräkning", LABELS),),
        (("2025-12-31", 300.0), ("2024-12-31", 400.0)),
        (("Kassa och bank", LABELS), ("8 333", 300.0), ("10 937", 400.0)),
        (("Summa tillgångar", LABELS), ("8 333", 300.0), ("10 937", 400.0)),
        (("Kassaflödesanalys", LABELS),),
        (("Den löpande verksamheten", LABELS),),
        (("Årets resultat", LABELS), ("-1 084", 300.0), ("1 611", 400.0)),
        (("Årets kassaflöde", LABELS), ("-1 084", 300.0), ("1 611", 400.0)),
    ]
    first, second = extract("a.pdf", [_page(1, *rows)]).tables
    assert [row.label for row in first.rows] == ["Kassa och bank", "Summa tillgångar"]
    assert {cell.why for row in second.rows for cell in row.cells if cell is not None} == {HEAD}


def test_periods_whose_ends_cross_or_have_two_dashes_are_read() -> None:
    for text in (
        "2025-01-01 – 2025-12-321024-01-01 – 2024-12-31",
        "2025-01-01--2025-12-31 024-01-01--2024-12-31",
        "2025-01-01--2025-12-312024-01-01--2024-12-31",
    ):
        assert _head(text).heads == ("2025-01-01 – 2025-12-31", "2024-01-01 – 2024-12-31")


def test_dashes_between_as_many_columns_as_heads_are_signs() -> None:
    rows = [
        (("Not 3 Övriga kostnader", LABELS),),
        (("Utfall 2025", 270.0), ("Utfall 2024", 370.0)),
        (("Hyra", LABELS), ("-", 200.0), ("1 609", 300.0), ("-", 310.0), ("1 199", 400.0)),
        (("Totalt", LABELS), ("-", 200.0), ("1 609", 300.0), ("-", 310.0), ("1 199", 400.0)),
    ]
    (table,) = extract("a.pdf", [_page(1, *rows)]).tables
    assert table.heads == ("Utfall 2025", "Utfall 2024")
    assert _figures(table)["Hyra"] == ["- 1 609", "- 1 199"]


def _from(left: float, text: str) -> tuple[str, float]:
    """A text that begins at ``left``."""
    return text, left + width_of(text)


def test_notes_before_the_labels_of_the_right_table_belong_to_it() -> None:
    rows = [
        (("Resultaträkning", LABELS), _from(300, "Balansräkning")),
        (("2025", 200.0), ("2024", 270.0), _from(300, "Not"), ("2025", 480.0), ("2024", 540.0)),
        (("Bidrag", LABELS), ("6 891", 200.0), ("11 513", 270.0), _from(330, "Kundfordringar"), ("305", 480.0), ("974", 540.0)),
        (
            ("Hyra", LABELS), ("6 000", 200.0), ("1 513", 270.0),
            _from(300, "5"), _from(330, "Skattefordran"), ("903", 480.0), ("217", 540.0),
        ),
        (("Resultat", LABELS), ("891", 200.0), ("10 000", 270.0), _from(330, "Kassa"), ("8 277", 480.0), ("6 996", 540.0)),
    ]  # fmt: skip
    left, right = extract("a.pdf", [_page(1, *rows)]).tables
    assert _figures(left)["Hyra"] == ["6 000", "1 513"]
    assert (right.title, right.heads) == ("Balansräkning", ("2025", "2024"))
    assert [(row.label, row.note) for row in right.rows][1] == ("Skattefordran", "5")


def test_a_statement_and_a_note_beside_each_other_are_two_tables() -> None:
    rows = [
        (("Kassaflödesanalys", LABELS), _from(330, "Not 2 Lönebidrag")),
        (("2025", 200.0), ("2024", 270.0), ("2025", 480.0), ("2024", 540.0)),
        (("Den löpande verksamheten", LABELS), _from(330, "Momsfordran"), ("3 374", 480.0), ("6 665", 540.0)),
        (("Årets resultat", LABELS), ("965", 200.0), ("1 146", 270.0), _from(330, "Summa"), ("3 374", 480.0), ("6 665", 540.0)),
        (("Årets kassaflöde", LABELS), ("94", 200.0), ("1 281", 270.0)),
    ]
    first, second = extract("a.pdf", [_page(1, *rows)]).tables
    assert _figures(first)["Årets resultat"] == ["965", "1 146"]
    assert (second.title, _figures(second)["Momsfordran"]) == ("Not 2 Lönebidrag", ["3 374", "6 665"])


def test_rows_without_labels_on_the_next_page_are_doubted() -> None:
    heads = (("2025", 300.0), ("2024", 400.0))
    first = [
        (("Not 4 Lokaler", LABELS),),
        heads,
        (("Hyra", LABELS), ("1 609", 300.0), ("1 199", 400.0)),
        (("El", LABELS), ("9", 300.0), ("9", 400.0)),
    ]
    second = [
        (("Anteckningar", LABELS),),
        (),
        (),
        (),
        heads,
        (("141 168", 300.0), ("433 544", 400.0)),
        (("7", 300.0), ("5", 400.0)),
    ]
    tables = extract("a.pdf", [_page(1, *first), _page(2, *second)]).tables
    bare = [
        cell for table in tables for row in table.rows if not row.label or row.label.startswith("rad") for cell in row.cells
    ]
    assert bare
    assert all(cell is not None and cell.why for cell in bare)


TEXT = (
    "Kontakt: kansliet@exempel.se,",
    "016-710 10 00. Besöksadress",
    "Drottninggatan 14, 632 17",
    "Exempelstad. Välkommen dit.",
)


def _beside(texts: tuple[str, ...], down: float) -> Page:
    """A table to the right of a column of text whose lines stand so much lower than its rows."""
    rows = [((300.0, "Antal deltagare"),), ((400.0, "Kvinnor"), (500.0, "Män"))]
    rows += [((300.0, label), (430.0, str(at)), (510.0, str(at + 2))) for at, label in enumerate(("Steget", "Arenan", "Summa"))]
    words: list[Word] = []
    for number, row in enumerate(rows):
        for left, text in (*row, (0.0, texts[number - 1] if 0 < number <= len(texts) else "")):
            for part in text.split():
                low = down if left < 300 else 0.0
                words.append(Word(part, left, left + 5.0 * len(part), 100.0 + 13 * number + low))
                left = words[-1].right + 2.5
    return Page(1, 600, 800, tuple(words))


def test_text_beside_a_table_is_no_part_of_its_labels() -> None:
    for down in (0.0, 2.0, 6.0):
        (table,) = extract("a.pdf", [_beside(TEXT, down)]).tables
        assert [row.label for row in table.rows if row.cells] == ["Steget", "Arenan", "Summa"]


def test_labels_in_two_columns_are_no_text_beside_a_table() -> None:
    names = ("Insats och ansvarig enhet", "Insats för unga vuxna", "Insats för stöd i arbete", "Insats för alla andra")
    (table,) = extract("a.pdf", [_beside(names, 0.0)]).tables
    assert all(name in row.label for name, row in zip(names[1:], (row for row in table.rows if row.cells), strict=True))


def _statement(title: str, unit: str) -> list[Row]:
    return [
        ((title, LABELS),),
        *([((unit, LABELS),)] if unit else []),
        (("2025", 300.0), ("2024", 400.0)),
        (("Hyra", LABELS), ("1 609", 300.0), ("1 199", 400.0)),
        (("Summa", LABELS), ("1 609", 300.0), ("1 199", 400.0)),
    ]


def _units(*units: str) -> tuple[list[str], set[str]]:
    """The units of notes that tell these, and what is said of them."""
    rows = [row for at, unit in enumerate(units, 1) for row in (*_statement(f"Not {at} Lokaler", unit), ())]
    found = extract("a.pdf", [_page(1, *rows)])
    return [table.unit for table in found.tables], {told.key for told in found.unread}


def test_a_note_without_a_unit_has_that_of_all_others_and_it_is_told() -> None:
    units, told = _units("Belopp i tkr", "Belopp i tkr", "Belopp i tkr", "")
    assert (units, "document.usual-unit" in told, "document.no-unit" in told) == (["tkr"] * 4, True, False)


def test_a_unit_at_the_head_of_each_page_is_that_of_its_tables() -> None:
    pages = [_page(at, *_statement("Belopp i tkr", "")[:1], *_statement(f"Not {at} Lokaler", "")) for at in (1, 2)]
    assert [table.unit for table in extract("a.pdf", pages).tables] == ["tkr", "tkr"]


def test_where_units_differ_or_few_tell_one_none_is_taken() -> None:
    for others in (("Belopp i tkr", "Belopp i kr", "Belopp i tkr"), ("Belopp i tkr", "Belopp i tkr")):
        units, told = _units(*others, "")
        assert (units[-1], "document.usual-unit" in told, "document.no-unit" in told) == ("", False, True)


def _centred(middle: float, text: str) -> tuple[str, float]:
    return text, middle + width_of(text) / 2


def test_centred_notes_beside_each_other_are_two_tables_each_in_its_unit() -> None:
    rows = [
        (("Belopp i kr", LABELS), _from(330, "Belopp i tkr")),
        (("Not 2 Lokaler", LABELS), _from(330, "Not 3 Bidrag")),
        (("2025", 200.0), ("2024", 270.0), ("2025", 480.0), ("2024", 540.0)),
        (("Hyra", LABELS), _centred(190, "7 525"), _centred(260, "861 132"), _centred(470, "2 616"), _centred(530, "12")),
        (
            ("El", LABELS),
            _centred(190, "75"),
            _centred(260, "8"),
            _from(330, "Region"),
            _centred(470, "31"),
            _centred(530, "5"),
        ),
        (("Summa", LABELS), _centred(190, "7 600"), _centred(260, "861 140"), _from(330, "Kommun"), _centred(470, "-2 392")),
    ]
    first, second = extract("a.pdf", [_page(1, *rows)]).tables
    assert (first.title, first.unit, _figures(first)["El"]) == ("Not 2 Lokaler", "kr", ["75", "8"])
    assert (second.title, second.unit, _figures(second)["Region"]) == ("Not 3 Bidrag", "tkr", ["31", "5"])


def test_what_stands_over_each_column_is_no_running_head() -> None:
    heads = ((("Utgående balans", 300.0), ("Utgående balans", 400.0)), (("2025-12-31", 300.0), ("2024-12-31", 400.0)))
    rows = ((("Kassa", LABELS), ("8 333", 300.0), ("937", 400.0)), (("Summa", LABELS), ("8 333", 300.0), ("937", 400.0)))
    for table in extract("a.pdf", [_page(at, ((f"Not {at} Lokaler", LABELS),), *heads, *rows) for at in (1, 2)]).tables:
        assert table.heads == ("Utgående balans 2025-12-31", "Utgående balans 2024-12-31")
