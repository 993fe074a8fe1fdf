"""The balance requirement is worked out in other words too, and its sums are held all the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import examples
from tests.whole.unseen.small import AMOUNTS, UNITS, Rows, accusations, checked, data_file, errors, table

LONG = st.integers(40_111, 49_999).filter(lambda amount: amount % 10)
SHORT = st.integers(11, 9_989)
AFTER = [
    "Årets resultat efter balanskravsutredning före avsättning till RUR",
    "Årets resultat efter balanskravsjusteringar",
    "Balanskravsresultat före reservering till resultatutjämningsreserv",
]
ENDS = ["Årets balanskravsresultat", "Balanskravsresultat", "Balanskravsresultat efter reservering"]


def _rows(after: str, end: str, result: int, gains: int, saved: int, one: int = 0, two: int = 0) -> Rows:
    return [
        ("Årets resultat enligt resultaträkningen", result),
        ("Samtliga realisationsvinster", -gains),
        (after, result - gains + one),
        ("Reservering av medel till resultatutjämningsreserv", -saved),
        (end, result - gains - saved + two),
    ]


@pytest.mark.parametrize("after", AFTER)
@pytest.mark.parametrize("end", ENDS)
@examples(1 / 2)
@given(result=AMOUNTS, gains=AMOUNTS, saved=AMOUNTS, unit=UNITS)
def test_a_requirement_that_adds_up_is_right(after: str, end: str, result: int, gains: int, saved: int, unit: str) -> None:
    income = table("Resultaträkning", [("Resultat efter finansiella poster", result), ("Årets resultat", result)], unit=unit)
    rows = _rows(after, end, result, gains, saved)
    assert [
        f for f in accusations(checked(data_file(income, table("Balanskravsutredning", rows, unit=unit)))) if f[0] == "error"
    ] == []


@pytest.mark.parametrize("after", AFTER)
@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize(("one", "two"), [(7, 0), (0, 7)])
def test_a_step_that_does_not_add_up_is_an_error(after: str, end: str, one: int, two: int) -> None:
    result = checked(data_file(table("Balanskravsutredning", _rows(after, end, 1431, 208, 390, one, two))))
    assert errors(result) != []


@pytest.mark.parametrize("end", ["Balanskravsunderskott att återställa", "Återstår att återställa"])
def test_what_is_left_to_restore_adds_up_over_the_years(end: str) -> None:
    def file(left: int) -> str:
        rows: Rows = [("Ingående underskott att återställa", -500), ("Årets balanskravsresultat", 180), (end, left)]
        return data_file(table("Balanskravsutredning", rows))

    assert errors(checked(file(-320))) == []
    assert errors(checked(file(-330))) != []


@pytest.mark.parametrize("sign", [-1, 1], ids=["with a minus", "without a minus"])
@examples(1 / 2)
@given(result=LONG, gains=SHORT, losses=SHORT, unit=UNITS)
def test_a_step_of_the_way_that_nobody_knows_is_no_term(sign: int, result: int, gains: int, losses: int, unit: str) -> None:
    def rows(slip: int = 0) -> Rows:
        return [
            ("Årets resultat enligt resultaträkningen", result),
            ("Avgår samtliga realisationsvinster", sign * gains),
            ("Resultat efter vinster", result - gains),
            ("Tillkommer förluster i värdepapper", losses),
            ("Årets resultat efter balanskravsjusteringar", result - gains + losses + slip),
        ]

    assert errors(checked(data_file(table("Balanskravsutredning", rows(), unit=unit)))) == []
    assert errors(checked(data_file(table("Balanskravsutredning", rows(70), unit=unit)))) != []
