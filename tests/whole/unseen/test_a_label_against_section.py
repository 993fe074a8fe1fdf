"""A row of the cash-flow statement counts in the section it is printed in, whatever its label says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import examples
from tests.whole.unseen.small import AMOUNTS, UNITS, Rows, accusations, beside, checked, data_file, errors, table, years

FINANCED = [
    "Erhållna investeringsbidrag",
    "Ökning–/minskning+ långfristiga fordringar",
    "Investeringsbidrag från staten",
    "Minskning av finansiella anläggningstillgångar",
    "Försäljning av aktier",
]
INVESTED = ["Amortering från kommunala bolag", "Ökning av utlåning", "Återbetalda lån"]


def _statement(bought: int, invested: Rows, financed: Rows, more: int = 0) -> Rows:
    paid = sum(int(str(a)) for _, a in invested) - bought
    lent = sum(int(str(a)) for _, a in financed) + more
    return [
        (
            "INVESTERINGSVERKSAMHETEN",
            [("Investering i inventarier", -bought), *invested, ("Kassaflöde från investeringsverksamheten", paid)],
        ),
        ("FINANSIERINGSVERKSAMHETEN", [*financed, ("Kassaflöde från finansieringsverksamheten", lent)]),
    ]


@pytest.mark.parametrize("label", FINANCED)
@examples(1 / 2)
@given(columns=years(AMOUNTS, AMOUNTS, AMOUNTS), unit=UNITS, sign=st.sampled_from([1, -1]), last=st.booleans())
def test_a_row_under_financing_is_financing(
    label: str, columns: list[tuple[int, ...]], unit: str, sign: int, last: bool
) -> None:
    def year(bought: int, other: int, borrowed: int) -> Rows:
        financed: Rows = [(label, sign * other), ("Nyupptagna lån", borrowed)]
        return _statement(bought, [], financed[::-1] if last else financed)

    text = data_file(table("Kassaflödesanalys", beside([year(*column) for column in columns]), unit=unit))
    assert accusations(checked(text)) == []


@pytest.mark.parametrize("label", INVESTED)
@examples(1 / 2)
@given(columns=years(AMOUNTS, AMOUNTS, AMOUNTS), unit=UNITS, sign=st.sampled_from([1, -1]))
def test_a_row_under_investments_is_an_investment(label: str, columns: list[tuple[int, ...]], unit: str, sign: int) -> None:
    rows = [_statement(bought, [(label, sign * other)], [("Nyupptagna lån", borrowed)]) for bought, other, borrowed in columns]
    assert accusations(checked(data_file(table("Kassaflödesanalys", beside(rows), unit=unit)))) == []


@pytest.mark.parametrize("label", FINANCED)
def test_a_section_that_adds_up_in_no_reading_is_an_error(label: str) -> None:
    rows = _statement(50, [], [(label, 20), ("Nyupptagna lån", 10)], more=9)
    found = errors(checked(data_file(table("Kassaflödesanalys", rows))))
    assert ("KF005", "Kassaflöde från finansieringsverksamheten") in found
    assert ("KF005", "Kassaflöde från investeringsverksamheten") not in found
