"""A statement has several names: the cash-flow statement was called finansieringsanalys."""

from __future__ import annotations

import pytest

from tests.whole.unseen.small import checked, data_file

PARTS = ["Förvaltningsberättelse", "Resultaträkning", "Balansräkning", "Driftredovisning", "Investeringsredovisning", "Noter"]


def _missing(*headings: str) -> list[str]:
    contents = "  contents:\n" + "".join(f'    - "{n}. {heading}"\n' for n, heading in enumerate(headings, 1))
    return [o.rule for o in checked(data_file(report=contents)).findings if o.rule == "SE001"]


@pytest.mark.parametrize("name", ["Finansieringsanalys", "Kassaflödesanalys", "Kassaflödesrapport", "FINANSIERINGSANALYS"])
@pytest.mark.parametrize("place", [1, 3, 6])
def test_the_cash_flow_statement_is_there_under_any_of_its_names(name: str, place: int) -> None:
    assert _missing(*PARTS[:place], name, *PARTS[place:]) == []


def test_a_cash_flow_statement_that_is_not_there_is_missed() -> None:
    assert _missing(*PARTS) == ["SE001"]
