"""The pictures of the page: they show what the report prints, or what follows from its amounts, and nothing else."""

from __future__ import annotations

import pytest

from finsam_audit.render.html.pictures import equity, shares
from tests.samples import SAMPLES, checked


def test_equity_is_shown_as_printed_where_the_report_prints_it() -> None:
    picture = equity(checked("lekeberg-orebro-2025.yaml"), "sv")
    assert picture is not None
    assert [(bar.name, bar.value) for bar in picture.bars] == [
        ("2021", "21 %"),
        ("2022", "29 %"),
        ("2023", "31 %"),
        ("2024", "61 %"),
        ("2025", "43 %"),
    ]
    assert picture.limit == "20 %"


@pytest.mark.parametrize(
    ("sample", "bars"),
    [
        ("lekeberg-orebro-2020.yaml", [("2019", "23,39 %", True), ("2020", "16,31 %", False)]),
        ("vastmanland-2025.yaml", [("2024", "21,16 %", True), ("2025", "23,07 %", True)]),
    ],
)
def test_equity_is_else_worked_out_for_every_year_that_prints_all_its_amounts(
    sample: str, bars: list[tuple[str, str, bool]]
) -> None:
    picture = equity(checked(sample), "sv")
    assert picture is not None
    assert [(bar.name, bar.value, bar.over) for bar in picture.bars] == bars


def test_shares_without_amounts_are_shown_as_printed_and_said_to_be_so() -> None:
    found = shares(checked("lekeberg-orebro-2020.yaml"), "sv")
    assert found is not None
    assert found[0] == "Andelar av kostnaderna, som de står i rapporten (2020)"
    assert [bar.value for bar in found[1].bars] == ["76 %", "10 %", "14 %"]


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_bar_is_as_long_as_its_value_and_the_limit_stands_where_it_is(sample: str) -> None:
    result = checked(sample)
    found = shares(result, "sv")
    for picture in (equity(result, "sv"), found[1] if found else None):
        for bar in picture.bars if picture is not None else ():
            assert 0 <= bar.length <= 100
            assert picture is not None
            assert bar.over == bool(picture.limit and bar.length > picture.at)
