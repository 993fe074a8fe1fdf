"""Printed text to numbers: what Swedish reports print is read, what can be read in two ways is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from finsam_audit.page.printed import Cell, Number, Unreadable, read_cell, read_number
from finsam_audit.page.units import COUNT, KR, PERCENT, find_unit

NO_BREAK, THIN, NARROW = "\u00a0", "\u2009", "\u202f"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("1425219", "1425219"),
        ("1 425 219", "1425219"),
        (f"1{NO_BREAK}425{NO_BREAK}219", "1425219"),
        (f"1{THIN}425{THIN}219", "1425219"),
        (f"1{NARROW}425{NARROW}219", "1425219"),
        ("  1 425  ", "1425"),
        ("0,5", "0.5"),
        ("0,10", "0.10"),
        ("1 000,50", "1000.50"),
        ("4 100 100:-", "4100100"),
        ("999 999 999 999 999 999", "999999999999999999"),
    ],
)
def test_amounts_are_read_as_printed(text: str, value: str) -> None:
    assert Decimal(value) == read_number(text).value


@pytest.mark.parametrize(
    "text",
    ["-193 877", "−193 877", "–193 877", "- 193 877", "− 193 877", "193 877-", "193 877 −", "193 877–", "(193 877)"],
)
def test_every_printed_minus_turns_the_sign(text: str) -> None:
    assert Decimal(-193877) == read_number(text).value


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("17,1 %", "17.1", "%"),
        ("17,1%", "17.1", "%"),
        (f"17,1{NO_BREAK}%", "17.1", "%"),
        ("50 procent", "50", "%"),
        ("-5 %", "-5", "%"),
        ("4 066 519kr", "4066519", "kr"),
        ("4 066 519 kr", "4066519", "kr"),
        ("49 tkr", "49", "tkr"),
        ("1,5 mnkr", "1.5", "mnkr"),
        ("3 st", "3", "antal"),
    ],
)
def test_a_number_brings_its_own_unit(text: str, value: str, unit: str) -> None:
    found = read_number(text)
    assert (Decimal(value), unit) == (found.value, found.unit.name if found.unit else None)


@pytest.mark.parametrize(("text", "decimals"), [("17", 0), ("17,1 %", 1), ("17,10 %", 2), ("1 000,50", 2), ("-8,5", 1)])
def test_decimals_are_those_printed(text: str, decimals: int) -> None:
    assert decimals == read_number(text).decimals


def test_parentheses_round_a_percentage_mean_no_minus() -> None:
    assert Number(Decimal(66), 0, PERCENT) == read_number("(66 %)")


def test_parentheses_mean_no_minus_in_a_column_of_percentages() -> None:
    assert Decimal(66) == read_number("(66)", PERCENT).value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1.430", "number.dot"),
        ("10.10", "number.dot"),
        ("8.8 %", "number.dot"),
        ("1.430.000", "number.dot"),
        ("4,945", "number.comma-thousands"),
        ("-4,945", "number.comma-thousands"),
        ("4,945 kr", "number.comma-thousands"),
        ("4,945 tkr", "number.comma-thousands"),
        ("1,000,000", "number.not-a-number"),
        ("010", "number.leading-zero"),
        ("007", "number.leading-zero"),
        ("00", "number.leading-zero"),
        ("1:30", "number.several"),
        ("49 933 kr 154 424 kr", "number.several"),
        ("1e5", "number.several"),
        ("1_000", "number.several"),
        ("--92 822", "number.two-signs"),
        ("- -92 822", "number.two-signs"),
        ("−-5", "number.two-signs"),
        ("-5-", "number.two-signs"),
        ("(-5)", "number.two-signs"),
        ("((5))", "number.two-signs"),
        ("12 34", "number.grouping"),
        ("1 4302", "number.grouping"),
        ("1234 567", "number.grouping"),
        ("5 6", "number.grouping"),
        ("", "number.no-digits"),
        ("abc", "number.no-digits"),
        ("n/a", "number.no-digits"),
        ("½", "number.no-digits"),
        ("+-5", "number.not-a-number"),
        ("(+5)", "number.two-signs"),
        ("=5", "number.not-a-number"),
        ("ca 5", "number.not-a-number"),
        ("1 000,", "number.not-a-number"),
        ("80, %", "number.not-a-number"),
        ("1234567890123456789", "number.too-long"),
    ],
)
def test_what_is_not_one_number_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_number(text, KR)
    assert (reason, text) == (caught.value.reason, caught.value.text)


@pytest.mark.parametrize(("text", "unit"), [("4,945 %", None), ("4,945", "%"), ("4,945 mnkr", None), ("4,945", "mnkr")])
def test_three_decimals_are_no_thousands_in_per_cent_and_millions(text: str, unit: str | None) -> None:
    assert Decimal("4.945") == read_number(text, find_unit(unit) if unit else None).value


def test_three_decimals_are_refused_for_a_count() -> None:
    with pytest.raises(Unreadable):
        read_number("4,945", COUNT)


# -- cells -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "   ", "_", "-", "–", "−", "—"])
def test_nothing_underscore_and_a_lone_dash_are_blank(text: str) -> None:
    cell = read_cell(text)
    assert (cell.state, cell.number) == ("blank", None)


def test_zero_is_a_figure_and_not_blank() -> None:
    assert ("value", Number(Decimal(0), 0, None)) == (read_cell("0").state, read_cell("0").number)


def test_a_question_mark_is_a_cell_that_could_not_be_read() -> None:
    assert (read_cell("?").state, read_cell("?").number) == ("unread", None)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("436 118 (8,8 %)", "436118", "8.8"),
        ("4 272 027 kr (83 %)", "4272027", "83"),
        ("-5 (6 %)", "-5", "6"),
        ("5 (-6 %)", "5", "-6"),
    ],
)
def test_a_cell_can_hold_an_amount_and_its_percentage(text: str, first: str, second: str) -> None:
    cell = read_cell(text, KR)
    assert cell.number is not None
    assert cell.companion is not None
    assert (Decimal(first), Decimal(second), PERCENT) == (cell.number.value, cell.companion.value, cell.companion.unit)


def test_parentheses_round_the_second_figure_mean_no_minus() -> None:
    cell = read_cell("5 (6)", KR)
    assert Number(Decimal(6), 0, None) == cell.companion


def test_words_in_parentheses_are_a_remark() -> None:
    cell = read_cell("7 492 255 (inkl ESF)", KR)
    assert (Number(Decimal(7492255), 0, None), "inkl ESF", None) == (cell.number, cell.remark, cell.companion)


def _value(cell: Cell) -> Decimal | None:
    return cell.number.value if cell.number is not None else None


def test_a_misprint_is_kept_as_printed_and_read_as_told() -> None:
    cell = read_cell("--92 822 [read as -92 822]", KR)
    assert ("--92 822", Decimal(-92822), True, False) == (cell.text, _value(cell), cell.misprint, cell.doubtful)


def test_a_misprint_can_have_several_readings() -> None:
    cell = read_cell("49 933 kr 154 424 kr [read as 49 933 or 154 424]", KR)
    assert (Decimal(49933), [Decimal(154424)]) == (_value(cell), [number.value for number in cell.readings])


def test_sic_is_a_misprint_that_nobody_can_read() -> None:
    cell = read_cell("--92 822 [sic]", KR)
    assert (cell.state, cell.text, cell.number, cell.misprint) == ("sic", "--92 822", None, True)


def test_seen_is_a_doubt_of_ours_and_no_misprint_of_the_report() -> None:
    cell = read_cell("25 % [seen 257%]", KR)
    assert (Decimal(25), "257%", True, False) == (_value(cell), cell.seen, cell.doubtful, cell.misprint)


def test_a_doubt_can_name_the_other_reading() -> None:
    cell = read_cell("1 425 219 [? or 1 425 279]", KR)
    assert (Decimal(1425219), [Decimal(1425279)], True) == (_value(cell), [n.value for n in cell.readings], cell.doubtful)


def test_a_bare_doubt_has_no_other_reading() -> None:
    cell = read_cell("1 425 219 [?]", KR)
    assert (Decimal(1425219), (), True) == (_value(cell), cell.readings, cell.doubtful)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("5 [foo]", "cell.bracket"),
        ("5 [seen]", "cell.bracket"),
        ("5 [read as]", "cell.bracket"),
        ("5 [? maybe 6]", "cell.bracket"),
        ("5 [read as x]", "number.no-digits"),
        ("5 [read as 1.430]", "number.dot"),
        ("5 (1.430)", "number.dot"),
        ("5 (8.8 %)", "number.dot"),
        ("5 ()", "number.no-digits"),
        ("1.430 (inkl ESF)", "number.dot"),
    ],
)
def test_a_cell_that_cannot_be_taken_apart_is_refused(text: str, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_cell(text, KR)
    assert reason == caught.value.reason


@pytest.mark.parametrize("text", ["5 [read as _]", "5 [read as ?]"])
def test_a_reading_must_be_a_number(text: str) -> None:
    with pytest.raises(Unreadable):
        read_cell(text, KR)


@pytest.mark.parametrize("text", ["Inga", "inga", "Ingen", "Inget"])
def test_nothing_in_words_is_nought(text: str) -> None:
    cell = read_cell(text)
    assert (cell.state, cell.number and cell.number.value, cell.text) == ("value", Decimal(0), text)
