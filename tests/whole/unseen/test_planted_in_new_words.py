"""Mistakes planted in statements in words of their own: each is told, and nothing that is right beside it is accused."""

from __future__ import annotations

import pytest

from tests.whole.unseen.small import Rows, accusations, checked, data_file, errors, proposed, table


def _equity(correction: int, adjusted: int) -> str:
    rows: Rows = [
        ("Ingående eget kapital enligt föregående års balansräkning", (404_118, 402_118)),
        ("Byte av redovisningsprincip", (None, correction)),
        ("Justerat ingående eget kapital", (404_118, adjusted)),
        ("Årets resultat", (8_118, 6_204)),
        ("Utgående eget kapital", (412_236, 404_118)),
    ]
    return data_file(table("Not 20 Eget kapital", rows, unit="tkr"))


def test_a_restated_opening_balance_is_no_term_beside_what_it_restates() -> None:
    assert accusations(checked(_equity(-4_204, 397_914))) == []


@pytest.mark.parametrize(("correction", "adjusted"), [(-2_404, 397_914), (-4_204, 397_814)])
def test_a_wrong_restatement_is_told_and_the_closing_balance_is_not_accused(correction: int, adjusted: int) -> None:
    result = checked(_equity(correction, adjusted))
    assert ("NO001", "Justerat ingående eget kapital") in errors(result)
    assert [row for _, row, _ in proposed(result) if row == "Utgående eget kapital"] == []


def _flat(*costs: int, income: int, result: int) -> str:
    rows: Rows = [
        ("Intäkter", (5_120, income)),
        *[(label, (-950, cost)) for label, cost in zip(("Insatser", "Kansli", "Styrelse"), costs, strict=True)],
        ("Finansnetto", (44, 51)),
        ("Årets resultat", (2_314, result)),
    ]
    return data_file(table("Resultaträkning", rows, unit="tkr"), organisation="samordningsförbund")


def test_rows_with_a_minus_that_no_name_calls_costs_give_the_result() -> None:
    assert errors(checked(_flat(-3_302, -1_188, -150, income=5_044, result=455))) == []
    assert errors(checked(_flat(-3_302, -1_188, -150, income=5_044, result=545))) == [("RR010", "Årets resultat")]


def test_costs_without_a_minus_give_the_result_where_a_column_shows_it() -> None:
    def written(fees: int) -> str:
        rows: Rows = [
            ("Medlemsavgifter", (24_602, 23_880)),
            ("Anslutningsavgifter", (fees, 588)),
            ("Personalkostnader", (9_204, 8_880)),
            ("Övriga kostnader", (3_118, 3_204)),
            ("Rörelseresultat", (12_891, 12_384)),
        ]
        return data_file(table("Resultaträkning", rows, unit="tkr"), organisation="kommunalförbund")

    assert errors(checked(written(611))) == []
    assert errors(checked(written(588))) == [("RR010", "Rörelseresultat")]


def test_two_granted_amounts_that_changed_places_break_what_remains() -> None:
    def written(first: int, second: int) -> str:
        rows: Rows = [
            ("Framsteg", (1_200, 1_154, 46)),
            ("Kraftsamling", (900, 902, -2)),
            ("Unga vuxna", (first, 688, 62)),
            ("Tillbaka till arbete", (second, 312, 88)),
            ("Totalt", (3_250, 3_056, 194)),
        ]
        heads = "Beviljat | Utbetalt | Återstår"
        activities = table("Insatser", rows, unit="tkr", columns=heads, more="kind: finansierad verksamhet")
        return data_file(activities, organisation="samordningsförbund")

    assert accusations(checked(written(750, 400))) == []
    assert {rule for _, rule, _, _ in accusations(checked(written(400, 750)))} == {"ST004"}


def test_a_budget_with_additions_is_the_total_budget_on_every_row() -> None:
    def written(first: int, second: int) -> str:
        rows: Rows = [
            ("Kommunfullmäktige", (first, -20, -2_120, -1_988, 132)),
            ("Kommunstyrelse", (second, -1_200, -89_300, -87_204, 2_096)),
            ("Kulturnämnd", (-41_200, -300, -41_500, -42_118, -618)),
            ("Utbildningsnämnd", (-402_000, -5_500, -407_500, -409_204, -1_704)),
            ("Socialnämnd", (-380_500, -7_000, -387_500, -392_118, -4_618)),
            ("Summa", (-913_900, -14_020, -927_920, -932_632, -4_712)),
        ]
        heads = "Ursprunglig budget | Tilläggsanslag | Total budget | Utfall | Avvikelse"
        return data_file(table("Driftredovisning", rows, unit="tkr", columns=heads))

    assert accusations(checked(written(-2_100, -88_100))) == []
    accused = accusations(checked(written(-88_100, -2_100)))
    assert [(rule, row) for _, rule, _, row in accused] == [("ST002", "Kommunfullmäktige"), ("ST002", "Kommunstyrelse")]


def test_a_slip_in_one_year_does_not_turn_the_sign_of_a_note_in_the_other() -> None:
    def written(paid: int) -> str:
        statement: Rows = [
            ("Verksamhetens resultat", (1_000, 1_000)),
            ("Finansiella intäkter", ("11 204", "14 887 (not 9)")),
            ("Finansiella kostnader", (f"{paid}", "-12 006 (not 9)")),
            ("Årets resultat", (3_086, 3_881)),
        ]
        note: Rows = [
            ("Räntor på lån", (-9_118, -12_006)),
            ("Räntor på banktillgodohavanden", (11_204, 14_887)),
            ("Finansnetto", (2_086, 2_881)),
        ]
        return data_file(table("Resultaträkning", statement, unit="tkr"), table("Not 9 Finansnetto", note, unit="tkr"))

    assert errors(checked(written(-9_118))) == []
    assert {o.column for o in checked(written(-12_006)).findings if o.severity == "error"} == {"2025"}
