"""Column heads to kinds, sides and periods."""

from __future__ import annotations

from datetime import date

import pytest

from finsam_audit.page.heads import UnknownUnit, read_columns, read_date, read_period
from finsam_audit.page.model import Column

START, END = date(2025, 1, 1), date(2025, 12, 31)


def _one(head: str) -> Column:
    return read_columns([head], END)[0]


def test_a_date_is_a_stock() -> None:
    column = _one("2025-12-31")
    assert (column.start, column.end, column.nature) == (None, END, "stock")


@pytest.mark.parametrize(
    "head", ["2025-01-01 – 2025-06-30", "2025-01-01 - 2025-06-30", "2025-01-01--2025-06-30", "2025-01-01 till 2025-06-30"]
)
def test_a_period_is_a_flow(head: str) -> None:
    column = _one(head)
    assert (date(2025, 1, 1), date(2025, 6, 30), "flow") == (column.start, column.end, column.nature)


def test_a_year_is_the_whole_year_and_says_nothing_of_its_nature() -> None:
    column = _one("2024")
    assert (date(2024, 1, 1), date(2024, 12, 31), "") == (column.start, column.end, column.nature)


@pytest.mark.parametrize(
    ("head", "kind", "side"),
    [
        ("Utfall 2025 Intäkt", "utfall", "intäkt"),
        ("Utfall 2025 Kostnad", "utfall", "kostnad"),
        ("Utfall 2025 Netto", "utfall", "netto"),
        ("Bokslut 2024", "utfall", ""),
        ("Budget 2025 Netto", "budget", "netto"),
        ("Prognos 2025", "prognos", ""),
        ("Avvikelse 2025", "avvikelse", ""),
        ("Avvikelse mot budget 2025", "avvikelse", ""),
        ("Differens", "avvikelse", ""),
        ("Kvinnor", "", ""),
    ],
)
def test_words_in_a_head_say_kind_and_side(head: str, kind: str, side: str) -> None:
    column = _one(head)
    assert (kind, side) == (column.kind, column.side)


def test_a_head_without_a_year_is_of_the_year_before_it() -> None:
    columns = read_columns(["Utfall 2024", "Budget", "Avvikelse"], END)
    assert [column.end.year if column.end else None for column in columns] == [2024, 2024, 2024]


def test_the_first_head_without_a_year_is_of_the_reports_year() -> None:
    assert _one("Budget").end == END


def test_a_half_year_ends_in_june() -> None:
    assert (date(2025, 1, 1), date(2025, 6, 30)) == (_one("Utfall delår 2025").start, _one("Utfall delår 2025").end)


def test_a_year_among_other_words_is_still_that_year() -> None:
    assert date(2021, 12, 31) == _one("Kvinnor 2021").end


def test_a_plain_word_has_no_period() -> None:
    assert (_one("Kvinnor").start, _one("Kvinnor").end) == (None, None)


def test_a_unit_in_brackets_is_the_columns_own_and_no_part_of_its_head() -> None:
    column = _one("Andel före [%]")
    assert (column.head, column.unit.name if column.unit else None) == ("Andel före", "%")


@pytest.mark.parametrize("unit", ["antal möten", "antal företag", "antal nya ärenden"])
def test_anything_that_is_counted_is_a_unit_after_antal(unit: str) -> None:
    found = _one(f"Under året [{unit}]").unit
    assert (unit.removeprefix("antal "), "count") == ((found.name, found.quality) if found else None)


def test_an_unknown_unit_in_brackets_is_refused() -> None:
    with pytest.raises(UnknownUnit):
        _one("Andel [euro]")


@pytest.mark.parametrize("head", ["2025-02-30", "2025-01-01 – 2025-02-30", "2025-13-01", "2025-12-31 – 2025-01-01"])
def test_an_impossible_date_is_refused(head: str) -> None:
    with pytest.raises(ValueError, match=head):
        _one(head)


@pytest.mark.parametrize(
    ("heads", "years"),
    [
        ("Bokslut 2024 | Budget | Utfall | Avvikelse", [2024, 2025, 2025, 2025]),
        ("2024 | Budget | Utfall", [2024, 2025, 2025]),
        ("Utfall föregående år | Utfall | Budget", [2024, 2025, 2025]),
        ("Nettokostnad 2024 | Kostnader | Intäkter | Nettokostnad", [2024, 2025, 2025, 2025]),
        ("Utfall 2024 Intäkt | Kostnad | Netto", [2024, 2024, 2024]),
        ("Utfall 2024 | Budget | Avvikelse", [2024, 2024, 2024]),
        ("Utfall 2025 | Budget | Utfall 2024 | Budget", [2025, 2025, 2024, 2024]),
    ],
)
def test_a_head_without_a_year_is_for_the_one_before_it_unless_there_would_be_two(heads: str, years: list[int]) -> None:
    found = read_columns(heads.split(" | "), date(2025, 12, 31))
    assert years == [column.end.year if column.end else None for column in found]


def test_columns_are_numbered_from_the_left() -> None:
    assert [column.position for column in read_columns(["2025", "2024", "2023"], END)] == [0, 1, 2]


def test_a_year_is_a_period_of_a_calendar_year() -> None:
    assert read_period("2025") == (START, END)


@pytest.mark.parametrize("text", ["förra året", "25", "2025-01", "1825"])
def test_other_words_are_no_period(text: str) -> None:
    assert read_period(text) is None


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="2025"):
        read_period("2025-12-31 – 2025-01-01")


def test_a_date_is_year_month_day() -> None:
    assert date(2024, 2, 29) == read_date("2024-02-29")


@pytest.mark.parametrize("text", ["29/2 2024", "2024", "20240229", ""])
def test_another_form_is_no_date(text: str) -> None:
    assert read_date(text) is None


def test_a_day_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="day"):
        read_date("2025-02-29")


@pytest.mark.parametrize(
    ("head", "last"),
    [("Utfall jan-aug 2025", date(2025, 8, 31)), ("Januari–april 2024", date(2024, 4, 30)), ("Aug 2024", date(2024, 8, 31))],
)
def test_months_say_how_far_a_period_goes(head: str, last: date) -> None:
    column = _one(head)
    assert (column.start, column.end) == (date(last.year, 1, 1), last)


@pytest.mark.parametrize(
    ("head", "last"),
    [
        ("Ack utfall apr 2025", date(2025, 4, 30)),
        ("Resultat april 2024", date(2024, 4, 30)),
        ("Prognos april 2025", date(2025, 12, 31)),
        ("Utfall mars 2025", date(2025, 12, 31)),
        ("Utfall Aprilia 2025", date(2025, 12, 31)),
    ],
)
def test_the_reports_own_month_among_other_words_says_how_far_an_outcome_goes(head: str, last: date) -> None:
    (column,) = read_columns([head], date(2025, 4, 30))
    assert column.end == last


@pytest.mark.parametrize("head", ["240101–241231", "Utfall 240101 - 241231"])
def test_a_period_of_short_dates_is_read(head: str) -> None:
    column = _one(head)
    assert (column.start, column.end, column.head) == (date(2024, 1, 1), date(2024, 12, 31), head)


def test_a_day_among_other_words_is_a_stock_unless_something_came_about_by_it() -> None:
    assert [_one(head).nature for head in ("Kommunen 2025-12-31", "Utfall 2025-06-30")] == ["stock", ""]


def test_what_runs_over_a_whole_project_is_of_no_year() -> None:
    heads = ["Budget 2025", "Utfall 2025", "Avvikelse 2025", "Total projektbudget", "Ackumulerat utfall", "Återstår"]
    assert [(c.kind, c.end) for c in read_columns(heads, END)][3:] == [("", None)] * 3


@pytest.mark.parametrize(
    "head", ["Helårsbedömning", "Bedömning 2025", "Bedömt utfall", "Årsprognos", "Prognos helår", "Förväntat utfall 2025"]
)
def test_an_assessment_beside_a_budget_is_a_forecast(head: str) -> None:
    assert [column.kind for column in read_columns(["Budget 2025", head], END)] == ["budget", "prognos"]


def test_an_assessment_beside_anything_else_is_none() -> None:
    assert [column.kind for column in read_columns(["Mål", "Bedömning"], END)] == ["", ""]
