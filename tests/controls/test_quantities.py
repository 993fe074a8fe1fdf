"""What rounding can explain, and nothing else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from finsam_audit.controls.quantities import (
    Quantity,
    constant,
    is_cut,
    is_one_step,
    is_prose_rounding,
    product,
    quantity,
    ratio,
    tolerance,
    total,
)
from tests.pages import a_figure


def _interval(found: Quantity | None) -> tuple[Decimal, Decimal] | None:
    return (found.low, found.high) if found is not None else None


@pytest.mark.parametrize(
    ("value", "unit", "low", "high"),
    [
        ("100", "kr", "99.5", "100.5"),
        ("-100", "kr", "-100.5", "-99.5"),
        ("4", "tkr", "3500", "4500"),
        ("1.5", "mnkr", "1450000", "1550000"),
        ("17.1", "%", "17.05", "17.15"),
        ("17", "%", "16.5", "17.5"),
        ("11", "antal", "11", "11"),
        ("3.5", "antal", "3.45", "3.55"),
        ("12", "månader", "12", "12"),
    ],
)
def test_a_figure_stands_for_half_a_step_either_way(value: str, unit: str, low: str, high: str) -> None:
    assert (Decimal(low), Decimal(high)) == _interval(quantity(a_figure(value, unit)))


def test_a_constant_is_exact() -> None:
    assert (Decimal("0.5"), Decimal("0.5")) == _interval(constant(Decimal("0.5")))


def test_intervals_add_up() -> None:
    found = quantity(a_figure("100", name="a")) - quantity(a_figure("30", name="b"))
    assert (Decimal(70), Decimal(69), Decimal(71)) == (found.value, found.low, found.high)


def test_kronor_and_thousands_bring_their_own_steps() -> None:
    found = total([quantity(a_figure("100", "kr", "a")), quantity(a_figure("4", "tkr", "b"))])
    assert (Decimal(4100), Decimal("500.5")) == (found.value, tolerance(found.terms))


def test_a_factor_widens_the_interval() -> None:
    assert (Decimal("-201"), Decimal("-199")) == _interval(quantity(a_figure("100")).times(Decimal(-2)))


def test_a_ratio_is_an_interval() -> None:
    found = ratio(quantity(a_figure("10", name="a")), quantity(a_figure("20", name="b")))
    assert (Decimal("9.5") / Decimal("20.5"), Decimal("10.5") / Decimal("19.5")) == _interval(found)


def test_a_ratio_of_counts_is_exact() -> None:
    found = ratio(quantity(a_figure("55", "antal", "a")), quantity(a_figure("65", "antal", "b")))
    assert (Decimal(55) / 65, Decimal(55) / 65) == _interval(found)


@pytest.mark.parametrize("unit", ["kr", "tkr", "antal"])
def test_nothing_is_divided_by_what_may_be_zero(unit: str) -> None:
    assert ratio(quantity(a_figure("10", name="a")), quantity(a_figure("0", unit, "b"))) is None


def test_a_product_is_an_interval() -> None:
    found = product(quantity(a_figure("10", name="a")), quantity(a_figure("-20", name="b")))
    assert (Decimal("10.5") * Decimal("-20.5"), Decimal("9.5") * Decimal("-19.5")) == _interval(found)


@pytest.mark.parametrize(
    ("difference", "value", "unit", "expected"),
    [
        ("1", "193877", "kr", True),
        ("-1", "193877", "kr", True),
        ("2", "193877", "kr", False),
        ("1000", "193", "tkr", True),
        ("2000", "193", "tkr", False),
        ("1", "17", "%", True),
        ("0.1", "17.1", "%", True),
        ("1", "17.1", "%", False),
        ("1000000", "3", "mnkr", False),
        ("100000", "3.1", "mnkr", False),
        ("1", "11", "antal", False),
    ],
)
def test_one_step_is_a_habit_of_print_in_kronor_thousands_and_per_cent(
    difference: str, value: str, unit: str, expected: bool
) -> None:
    assert expected == is_one_step(Decimal(difference), a_figure(value, unit))


# what is printed, its unit, and the true amount
CUT = [("84", "%", "84.6"), ("84", "%", "84"), ("84", "%", "84.999"), ("-3", "tkr", "-3900")]
NOT_CUT = [
    *(("84", "%", "85"), ("84", "%", "83.9"), ("-3", "tkr", "-4000"), ("-3", "tkr", "3900")),
    *(("97.1", "%", "-97.14"), ("11", "antal", "11.9")),
]
PROSE = [("1735000", "kr", "1735435"), ("1735000", "kr", "1735500"), ("1735000", "kr", "-1735435"), ("1700", "tkr", "1735435")]
NOT_PROSE = [
    *(("1735000", "kr", "1735501"), ("2759000", "kr", "2762366"), ("1735", "kr", "1736")),
    *(("0", "kr", "4"), ("20", "%", "22"), ("20", "antal", "22")),
]


@pytest.mark.parametrize("printed", [*CUT, *NOT_CUT], ids=" ".join)
def test_a_figure_is_cut_when_the_truth_lies_within_the_step_above_it(printed: tuple[str, str, str]) -> None:
    value, unit, true = printed
    assert (printed in CUT) == is_cut(a_figure(value, unit), Decimal(true), Decimal(true))


@pytest.mark.parametrize("printed", [*PROSE, *NOT_PROSE], ids=" ".join)
def test_prose_rounds_to_its_own_trailing_zeros(printed: tuple[str, str, str]) -> None:
    value, unit, true = printed
    assert (printed in PROSE) == is_prose_rounding(a_figure(value, unit), Decimal(true))
