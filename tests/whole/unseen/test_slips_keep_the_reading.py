"""What a table means is told by its other figures: a slip in one is found, and no reading turns with it."""

from __future__ import annotations

import pytest

from finsam_audit import check
from tests import samples
from tests.whole.planting import changed
from tests.whole.unseen.small import BOOK, Rows, checked, data_file, errors, proposed, table

LISTED = {
    "Avgifter": (97_215, 95_694),
    "Erhållna bidrag": (31_007, 30_309),
    "Personalkostnader": (-332_955, -328_964),
    "Övriga kostnader": (-52_165, -53_968),
    "Avskrivningar": (-26_777, -29_069),
    "Verksamhetens nettokostnader": (-283_675, -285_998),
    "Skatteintäkter": (243_428, 244_817),
    "Generella statsbidrag och utjämning": (62_312, 54_265),
    "Verksamhetens resultat": (22_065, 13_084),
    "Årets resultat": (22_065, 13_084),
}


def _statement(turned: str = "", column: int = 0) -> str:
    rows: Rows = []
    for label, amounts in LISTED.items():
        rows.append((label, tuple(-a if (label, at) == (turned, column) else a for at, a in enumerate(amounts))))
    return table("Resultaträkning", rows, unit="tkr")


@pytest.mark.parametrize("label", ["Personalkostnader", "Övriga kostnader", "Avskrivningar"])
@pytest.mark.parametrize("column", [0, 1])
def test_a_cost_without_its_minus_leaves_the_listed_costs_a_sum(label: str, column: int) -> None:
    assert errors(checked(data_file(_statement()))) == []
    result = checked(data_file(_statement(label, column)))
    assert errors(result) == [("RR010", "Verksamhetens nettokostnader")]
    assert proposed(result) == [("sign", label, LISTED[label][column])]


NOTE = {"Preliminära skatteinbetalningar": (244_068, 245_457), "Slutavräkning": (-510, -510), "Justeringar": (-130, -130)}


@pytest.mark.parametrize("column", [0, 1])
def test_a_turned_total_of_a_note_is_no_error_of_the_other_year(column: int) -> None:
    total = tuple(-amount if at == column else amount for at, amount in enumerate(LISTED["Skatteintäkter"]))
    rows: Rows = [*NOTE.items(), ("Summa skatteintäkter", total)]
    result = checked(data_file(_statement(), table("Not 5. Skatteintäkter", rows, unit="tkr")))
    assert {outcome.column for outcome in result.findings if outcome.severity == "error"} == {str(2025 - column)}
    assert proposed(result) == [("sign", "Summa skatteintäkter", abs(total[column]))]


@pytest.mark.parametrize("label", ["Skatteintäkter", "Generella statsbidrag och utjämning"])
def test_turned_taxes_accuse_no_total_of_the_operating_accounts(label: str) -> None:
    """The accounts of the committees end with the net cost, before taxes: which a turned tax does not make the result."""
    rows: Rows = [
        ("Skolnämnden", (88_222, -301_897, -213_675)),
        ("Socialnämnden", (40_000, -110_000, -70_000)),
        ("Totalt", (128_222, -411_897, -283_675)),
    ]
    committees = table(
        "Driftredovisning per nämnd",
        rows,
        unit="tkr",
        columns="Intäkter | Kostnader | Nettokostnad",
        more="kind: driftredovisning",
    )
    assert errors(checked(data_file(_statement(), committees))) == []
    assert proposed(checked(data_file(_statement(label), committees))) == [("sign", label, LISTED[label][0])]


def _balance(**changed_to: int) -> str:
    """A balance sheet without headings; the labels of two totals by their first letters, with other amounts of 2025."""
    debts, everything = changed_to.get("debts", 384_881), changed_to.get("everything", 990_380)
    rows: Rows = [
        ("Anläggningstillgångar", (611_817, 598_632)),
        ("Omsättningstillgångar", (378_563, 337_398)),
        ("Summa tillgångar", (990_380, 936_030)),
        ("Eget kapital", (605_499, 584_446)),
        ("Avsättningar", (52_810, 55_335)),
        ("Långfristiga skulder", (280_566, 250_372)),
        ("Kortfristiga skulder", (51_505, 45_877)),
        ("Summa avsättningar och skulder", (debts, 351_584)),
        ("Summa eget kapital, avsättningar och skulder", (everything, 936_030)),
    ]
    ratio = table("Översikt över verksamhetens utveckling", [("Soliditet", ("61,1", "62,4"))], unit='"%"')
    return data_file(table("Balansräkning", rows, unit="tkr"), ratio)


def test_two_totals_of_the_balance_sheet_that_changed_places_are_the_two_to_change_back() -> None:
    """ "Summa avsättningar och skulder" is of these by its words, in both years."""
    assert errors(checked(_balance())) == []
    result = checked(_balance(debts=990_380, everything=384_881))
    assert {(kind, row, to) for kind, row, to in proposed(result)} == {
        ("interchanged", "Summa avsättningar och skulder", 384_881),
        ("interchanged", "Summa eget kapital, avsättningar och skulder", 990_380),
    }


def _exchanged(sample: str, one: str, other: str) -> set[str]:
    """The figures that are to be changed when two have changed places."""
    before = samples.checked(sample)
    values = {figure.id: figure.value for figure in before.report.figures() if figure.id in (one, other)}
    after = check(changed(before.report, {one: values[other], other: values[one]}), BOOK)
    known = {figure.id for cause in before.causes for figure, _ in cause.corrections}
    return {figure.id for cause in after.causes for figure, _ in cause.corrections} - known


@pytest.mark.parametrize("day", ["2025-12-31", "2024-12-31"])
def test_a_ratio_of_two_amounts_that_changed_places_is_right(day: str) -> None:
    """Both its part and its whole are wrong; with these put right the percentage is."""
    one = f"Balansräkning/Tillgångar/Summa tillgångar/{day}"
    other = f"Balansräkning/Eget kapital, avsättningar och skulder/Eget kapital/Årets resultat/{day}"
    assert _exchanged("vastmanland-2025.yaml", one, other) == {one, other}


def test_of_two_slips_that_fit_one_sum_the_other_sums_choose() -> None:
    """900 000 too much is 2 160 000 for 1 260 000, or 945 000 for 45 000: a quarter each from the region and the kommuner."""
    rows: Rows = [
        ("Bidrag från staten", 2_520_000),
        ("Bidrag från Karlskoga kommun", 945_000),
        ("Bidrag från Degerfors kommun", 315_000),
        ("Bidrag från Region Örebro län", 2_160_000),
        ("Summa", 5_040_000),
    ]
    result = checked(data_file(table("Not 2. Verksamhetens intäkter", rows), organisation="samordningsförbund"))
    assert proposed(result) == [("digit_transposition", "Bidrag från Region Örebro län", 1_260_000)]


def test_three_changes_in_per_cent_tell_how_the_others_are_counted() -> None:
    rows: Rows = [
        ("A-kassa", (5, 6, "20 %")),
        ("Aktivitetsstöd", (40, 30, "-25 %")),
        ("Försörjningsstöd", (50, 55, "10 %")),
        ("Sjukersättning", (8, 6, "-52 %")),
        ("Sjukpenning", (33, 22, "-62 %")),
        ("Studiestöd", (10, 15, "5 %")),
        ("Annat", (20, 19, "9 %")),
    ]
    columns = "Antal före insats [antal] | Antal efter insats [antal] | Förändring i % [%]"
    text = data_file(table("Försörjning", rows, columns=columns, more="kind: statistik"), organisation="samordningsförbund")
    told = {u.figure.row for o in checked(text).findings if o.rule == "ST007" for u in o.figures if u.figure is not None}
    assert told == {"Sjukersättning", "Sjukpenning", "Studiestöd", "Annat"}
