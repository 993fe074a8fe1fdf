"""In a statement that runs, a row is a term of the result it runs up to, whatever its label is known from."""

from __future__ import annotations

import pytest

from tests.whole.unseen.small import Rows, accusations, checked, data_file, errors, table

FINANCED = "Kassaflöde från finansieringsverksamheten"


def _cash_flow(*rows: tuple[str, object]) -> list[tuple[str | None, str, str, str]]:
    return accusations(checked(data_file(table("Kassaflödesanalys", list(rows)))))  # type: ignore[arg-type]


def _income(rows: Rows) -> list[tuple[str | None, str, str, str]]:
    return accusations(checked(data_file(table("Resultaträkning", rows))))


def test_an_adjustment_printed_among_the_working_capital_counts_there() -> None:
    rows = [
        ("Årets resultat", 1_000),
        ("Justering för avskrivningar", 240),
        ("Medel från verksamheten", 1_240),
        ("Förändring av avsättningar", 75),
        ("Förändring av kortfristiga skulder", -130),
        ("Kassaflöde från den löpande verksamheten", 1_185),
    ]
    assert _cash_flow(*rows) == []
    assert [rule for _, rule, _, _ in _cash_flow(*rows[:-1], (rows[-1][0], 1_110))] == ["KF002"]


@pytest.mark.parametrize("headed", [True, False])
def test_investments_without_a_total_are_no_financing(headed: bool) -> None:
    invested: Rows = [("Investering i inventarier", -517)]
    financed: Rows = [("Nyupptagna lån", 900), (FINANCED, 900)]
    sections: Rows = [("Investeringsverksamheten", invested), ("Finansieringsverksamheten", financed)]
    rows: Rows = [("Kassaflöde från den löpande verksamheten", 1_185), *(sections if headed else invested + financed)]
    assert _cash_flow(*rows, ("Årets kassaflöde", 1_568)) == []
    assert [rule for _, rule, _, _ in _cash_flow(*rows, ("Årets kassaflöde", 2_085))] == ["KF003"]


def test_long_term_receivables_under_financing_change_no_working_capital() -> None:
    rows: Rows = [
        ("Årets resultat", 1_000),
        ("Ökning/minskning kortfristiga fordringar", -40),
        ("Kassaflöde från den löpande verksamheten", 960),
        ("Ökning/minskning långfristiga fordringar", -300),
        (FINANCED, -300),
        ("Årets kassaflöde", 660),
    ]
    balance = table(
        "Balansräkning",
        [("Omsättningstillgångar", [("Fordringar", (140, 100)), ("Kassa och bank", (900, 240))])],
        columns="2025-12-31 | 2024-12-31",
    )
    assert accusations(checked(data_file(balance, table("Kassaflödesanalys", rows)))) == []


def test_a_loan_that_happens_to_be_the_row_above_is_a_term_too() -> None:
    assert _cash_flow(("Bidrag från staten", 3_050), ("Nyupptagna lån", 3_050), (FINANCED, 6_100)) == []


def test_two_rows_called_parts_may_be_one_term_and_one_part() -> None:
    rows: Rows = [("Nyupptagna lån", 5_000), ("varav gröna lån", 2_110), ("Ökning av skulder", 930), ("varav räntor", -417)]
    assert _cash_flow(*rows, (FINANCED, 5_513)) == []
    assert [rule for _, rule, _, _ in _cash_flow(*rows, (FINANCED, 5_520))] == ["KF005"]


@pytest.mark.parametrize("label", ["Skatt", "Årets skattekostnad"])
def test_tax_may_be_printed_without_a_minus(label: str) -> None:
    rows: Rows = [("Resultat efter finansiella poster", 181), (label, 37)]
    assert _income([*rows, ("Årets resultat", 144)]) == []
    assert [row for _, _, _, row in _income([*rows, ("Årets resultat", 154)])] == ["Årets resultat"]


def test_a_lost_minus_beside_other_costs_is_an_error() -> None:
    rows: Rows = [
        ("Verksamhetens intäkter", 1_000),
        ("Verksamhetens kostnader", -800),
        ("Verksamhetens resultat", 200),
        ("Finansiella kostnader", -19),
        ("Resultat efter finansiella poster", 181),
        ("Skatt", 37),
        ("Årets resultat", 144),
    ]
    assert [(rule, row) for _, rule, _, row in _income(rows)] == [("RR005", "Årets resultat")]


def test_tax_revenue_above_the_result_stays_tax_revenue() -> None:
    rows: Rows = [
        ("Verksamhetens nettokostnader", -3_000),
        ("Skatt", 2_500),
        ("Generella statsbidrag", 700),
        ("Verksamhetens resultat", 200),
        ("Årets resultat", 200),
    ]
    assert _income(rows) == []


def test_a_group_whose_cash_flow_begins_before_tax_contradicts_no_result() -> None:
    income: Rows = [("Resultat efter finansiella poster", 22_190), ("Skatt", -4_400), ("Årets resultat", 17_790)]
    flow: Rows = [("Resultat efter finansiella poster", 22_190), ("Betald skatt", -3_900)]
    total = "Kassaflöde från den löpande verksamheten"

    def found(first: int) -> list[tuple[str, str]]:
        rows: Rows = [(flow[0][0], first), flow[1], (total, first - 3_900)]
        return errors(checked(data_file(table("Resultaträkning", income), table("Kassaflödesanalys", rows))))

    assert found(22_190) == []
    assert found(17_790) == [("KF016", "Resultat efter finansiella poster")]
