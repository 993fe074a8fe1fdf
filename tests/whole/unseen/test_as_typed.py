"""What a person types off a page is read, signs, stars, colons and dashes too, and each mistake keeps its place."""

from __future__ import annotations

import pytest

from finsam_audit.messages import InputError
from finsam_audit.page.model import Report
from tests.whole.unseen.small import checked, data_file

HEAD = "finsam-audit: 1\nreport:\n  entity: Prov\n  organisation: kommun\n  period: 2025\ntables:\n"


def _table(rows: str, columns: str = "2025 | 2024", unit: str = "tkr") -> str:
    return f"{HEAD}  Resultaträkning:\n    unit: {unit}\n    columns: {columns}\n    rows:\n{rows}"


def _values(rows: str, columns: str = "2025 | 2024", unit: str = "tkr") -> list[str]:
    report: Report = checked(_table(rows, columns, unit)).report
    return [str(figure.value) for figure in report.figures()]


@pytest.mark.parametrize("notes", ["Not kommun | Not koncern", "Not | Not"])
def test_two_columns_of_notes(notes: str) -> None:
    rows = "      Verksamhetens intäkter: 1 | 2 | 100 | 90 | 140 | 130\n"
    heads = f"{notes} | Kommunen 2025 | Kommunen 2024 | Koncernen 2025 | Koncernen 2024"
    assert _values(rows, heads) == ["100", "90", "140", "130"]


@pytest.mark.parametrize("first", ["-", "–", "?"])
def test_a_row_that_begins_with_a_dash(first: str) -> None:
    assert _values(f"      Jämförelsestörande poster: {first} | 90\n") == ["90"]


@pytest.mark.parametrize(
    ("printed", "value"), [("+540", "540"), ("+ 540", "540"), ("39*", "39"), ("39 *", "39"), ("-39*", "-39")]
)
def test_a_printed_plus_and_the_star_of_a_footnote(printed: str, value: str) -> None:
    assert _values(f"      Verksamhetens intäkter: {printed} | 90\n") == [value, "90"]


def test_a_label_with_a_colon() -> None:
    assert _values("      Varav: egna skatter: 100 | 90\n") == ["100", "90"]


def test_a_label_printed_twice_does_not_force_the_table_into_a_list() -> None:
    rows = "      Jämförelsestörande poster: 10 | 9\n      Verksamhetens resultat: 40 | 30\n      Jämförelsestörande poster: 4 | 3\n"
    assert _values(rows) == ["10", "9", "40", "30", "4", "3"]


@pytest.mark.parametrize("first", ["_", "-", "–", "?", "(12)", "−12"])
def test_a_label_with_a_colon_before_any_first_cell(first: str) -> None:
    rows = f"  Not 1 Poster:\n    columns: 2025 | 2024\n    rows:\n      Avgår: reavinster: {first} | 5\n"
    report = checked(data_file(rows)).report
    assert [(row.label, len(row.slots)) for row in report.tables[0].rows] == [("Avgår: reavinster", 2)]


def test_a_mistake_beside_a_label_with_a_colon_has_its_place() -> None:
    with pytest.raises(InputError) as caught:
        _values("      Varav: egna skatter: - | 1.430\n")
    assert [(p.line, p.column, p.message.key) for p in caught.value.problems] == [(11, 32, "number.dot")]


def test_times_are_a_unit() -> None:
    assert _values("      Räntetäckningsgrad: 3,1 | 2,8\n", unit="antal gånger") == ["3.1", "2.8"]


def test_per_cent_is_a_unit_without_quotes() -> None:
    assert _values("      Soliditet: 31 | 29\n", unit="%") == ["31", "29"]
