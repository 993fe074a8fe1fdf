"""What a printed word looks like."""

from __future__ import annotations

import pytest

from finsam_audit.documents.amounts import goes_on, is_amount, is_leader, is_period


@pytest.mark.parametrize(
    "text",
    [
        "0",
        "4 000",
        "−193 877",
        "– 4 272",
        "193 877-",
        "(193 877)",
        "17,1 %",
        "(66%)",
        "4 272 027 kr",
        "4 000*",
        "436 118 (8,8 %)",
        "7\u2009492\u2009255",
        "4 272 027:-",
        "(-4 272)",
    ],
)
def test_an_amount_as_reports_print_it(text: str) -> None:
    assert is_amount(text)


@pytest.mark.parametrize("text", ["4, 5, 6", "2025-12-31", "Not 4", "8 (17", "1 43 219", "kr", "-", "769606-1410"])
def test_what_is_no_amount(text: str) -> None:
    assert not is_amount(text)


@pytest.mark.parametrize(
    ("before", "word", "on"),
    [("1", "591", True), ("1 591", "572", True), ("−", "4", True), ("-58", "957", True), ("1 591", "57", False), ("2025", "000", False),
     ("0,5", "123", False), ("12", "123%", True), ("17,1", "%", False)],
)  # fmt: skip
def test_only_a_group_of_three_goes_on_with_a_number(before: str, word: str, on: bool) -> None:
    assert goes_on(before, word) is on


def test_years_dates_and_halves_of_a_period_are_periods() -> None:
    assert all(
        is_period(text) for text in ("2025", "2025-12-31", "-2025-12-31", "2025-01-01 – 2025-12-31", "2025-01-01--2025-12-31")
    )
    assert not is_period("20255")


def test_dots_lead_and_a_full_stop_in_a_word_does_not() -> None:
    assert is_leader("....")
    assert is_leader(".")
    assert not is_leader("m.m.")
