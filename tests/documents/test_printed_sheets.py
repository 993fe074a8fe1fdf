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


def test_amounts_of_which_only_the_last_three_digits_are_parted_are_one() -> None:
    halves = [
        _apart("9482", "385"),
        _apart("-12383", "108"),
        _apart("1954", "344"),
        _apart("3910", "261"),
        _apart("4399", "044"),
    ]
    assert _texts(_lines(*halves)) == ["9 482 385", "-12 383 108", "1 954 344", "3 910 261", "4 399 044"]


def test_amounts_side_by_side_are_two_where_none_begins_with_nil() -> None:
    halves = [
        _apart("9482", "385"),
        _apart("12383", "108"),
        _apart("1954", "344"),
        _apart("3910", "261"),
        _apart("4399", "144"),
    ]
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
