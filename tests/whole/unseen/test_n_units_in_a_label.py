"""A unit in the label of a row is the unit of its amounts."""

from __future__ import annotations

import pytest

from tests.whole.unseen.small import checked, data_file, errors, table

LABELS = ["Årets resultat i miljoner kronor", "Årets resultat, mnkr", "Årets resultat (mnkr)", "Årets resultat mkr"]


def _file(label: str, amount: str, unit: str) -> str:
    income = table(
        "Resultaträkning",
        [("Resultat efter finansiella poster", ("23,9", "18,4")), ("Årets resultat", ("23,9", "18,4"))],
        unit="mnkr",
    )
    overview = table("Fem år i sammandrag", [("Antal invånare", ("41 230", "40 987")), (label, (amount, "18,4"))], unit=unit)
    return data_file(income, overview, organisation="kommun")


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("unit", ["mnkr", "antal"])
def test_the_result_of_the_overview_is_held_against_the_statement(label: str, unit: str) -> None:
    result = checked(_file(label, "23,9", unit))
    held = [o.rule for o in result.outcomes if o.outcome == "passed" and label in [u.figure.row for u in o.figures if u.figure]]
    assert errors(result) == []
    assert held != []


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("unit", ["mnkr", "antal"])
def test_another_result_in_the_overview_is_an_error(label: str, unit: str) -> None:
    assert label in [row for _, row in errors(checked(_file(label, "29,3", unit)))]


@pytest.mark.parametrize(("own", "group", "wrong"), [("23,9", "31,2", False), ("32,9", "31,2", True), ("23,9", "13,2", True)])
def test_the_result_of_the_group_stands_beside_the_own(own: str, group: str, wrong: bool) -> None:
    rows = [("Resultat efter finansiella poster", ("23,9", "31,2")), ("Årets resultat", ("23,9", "31,2"))]
    income = table("Resultaträkning", [*rows], unit="mnkr", columns="Kommunen 2025 | Koncernen 2025")
    overview = table(
        "Fem år i sammandrag",
        [("Årets resultat, mnkr", own), ("Årets resultat koncernen, mnkr", group)],
        unit="mnkr",
    )
    assert bool(errors(checked(data_file(income, overview)))) is wrong
