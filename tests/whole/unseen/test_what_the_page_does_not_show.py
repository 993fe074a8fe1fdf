"""A column, a row or a section that is of something else than its neighbours accuses none of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.whole.unseen.small import Rows, accusations, checked, data_file, errors, table

FLOW = "Årets kassaflöde"


def _with_infrastructure(flow: tuple[int, int]) -> str:
    rows: Rows = [
        ("Den löpande verksamheten", [("Årets resultat", (96, 179)), ("Kassaflöde från den löpande verksamheten", (96, 179))]),
        (
            "Investeringsverksamheten",
            [("Investering i maskiner", (-40, -72)), ("Kassaflöde från investeringsverksamheten", (-40, -72))],
        ),
        ("Bidrag till statlig infrastruktur", [("Bidrag till statlig infrastruktur", (None, 15))]),
        (
            "Kassaflöde",
            [
                (FLOW, flow),
                ("Likvida medel vid årets början", (500, 556)),
                ("Likvida medel vid årets slut", (556, 556 + flow[1])),
            ],
        ),
    ]
    return data_file(table("Kassaflödesanalys", rows, columns="2024 | 2025", unit="mnkr"))


def test_a_section_of_one_row_that_nothing_closes_is_part_of_the_years_flow() -> None:
    assert accusations(checked(_with_infrastructure((56, 122)))) == []
    assert ("KF003", FLOW) in errors(checked(_with_infrastructure((56, 107))))


def _costs(services: tuple[int, int]) -> str:
    costs: Rows = [("Personal", (-11_840, -11_205)), ("El", (-3_977, -4_688)), ("Kemikalier", (-2_416, -2_230))]
    costs += [("Köpta tjänster", services), ("Övrigt", (-4_223, -3_997))]
    totals = tuple(sum(amounts[year] for _, amounts in costs) for year in (0, 1))  # type: ignore[index, misc]
    return data_file(table("Resultaträkning", [("Verksamhetens kostnader", [*costs, ("Summa kostnader", totals)])], unit="tkr"))


def test_a_cost_that_happens_to_be_the_sum_of_the_two_above_it_is_no_subtotal_where_the_total_needs_it() -> None:
    assert accusations(checked(_costs((-7_105, -6_918)))) == []


def _leasing(long_term: tuple[int, int]) -> str:
    balance = table("Balansräkning", [("Långfristig leasingskuld", ("3 360", "4 480 (not 12)"))], unit="tkr")
    financial: Rows = [("Inom ett år", (1_180, 1_180)), ("Senare än ett år", (3_300, 4_385)), ("Nuvärde", (4_480, 5_565))]
    financial += [("varav långfristig del", long_term)]
    operating: Rows = [("Inom ett år", (640, 612)), ("Senare än ett år", (1_120, 1_430)), ("Summa", (1_760, 2_042))]
    note = table("Not 12 Leasing", [("Finansiell leasing", financial), ("Operationell leasing", operating)], unit="tkr")
    return data_file(balance, note)


def test_the_row_of_a_note_that_prints_what_the_balance_sheet_does_is_what_it_has_of_it() -> None:
    assert accusations(checked(_leasing((3_360, 4_480)))) == []


def test_the_other_year_of_that_row_is_held_against_the_balance_sheet() -> None:
    found = [o for o in checked(_leasing((3_630, 4_480))).outcomes if o.rule == "NO002" and o.outcome == "finding"]
    assert [(o.stated, o.computed) for o in found] == [(Decimal(3_630), Decimal(3_360))]


DEVIATIONS = "Nettobudget 2025 | Prognos 2025 | Avvikelse | Avvikelse i april"


def _forecasts(deviation: int) -> str:
    rows: Rows = [
        ("Kommunstyrelsen", (-1_120, -1_102, 18, 9)),
        ("Bildningsnämnden", (-3_986, -4_019, -33, -21)),
        ("Socialnämnden", (-3_310, -3_404, deviation, -77)),
        ("Summa", (-8_416, -8_525, -15 + deviation, -89)),
    ]
    return data_file(table("Driftredovisning", rows, unit="tkr", columns=DEVIATIONS))


def test_a_second_deviation_may_be_from_what_is_not_printed() -> None:
    assert accusations(checked(_forecasts(-94))) == []
    assert ("DR003", "Socialnämnden") in errors(checked(_forecasts(-49)))


def test_a_total_of_liabilities_that_are_all_short_is_their_subtotal() -> None:
    owed: Rows = [("Leverantörsskulder", 310), ("Upplupna kostnader", 90), ("Summa skulder", 400)]
    rows: Rows = [("Tillgångar", [("Fordringar", 120), ("Kassa och bank", 680), ("Summa tillgångar", 800)]), ("Skulder", owed)]
    said = [o for o in checked(data_file(table("Balansräkning", rows))).outcomes if o.rule == "BR011"]
    assert [o.outcome for o in said if o.outcome == "finding"] == []


@pytest.mark.parametrize(("net", "told"), [((-3, -4, -5), 0), ((3, -4, 5), 1)])
def test_a_percentage_with_a_minus_every_year_is_of_a_net(net: tuple[int, ...], told: int) -> None:
    rows: Rows = [("Nettokostnadsandel", (97, 96, 95)), ("varav finansnetto", net)]
    result = checked(data_file(table("Nyckeltal över tiden", rows, unit="%", more="kind: statistik")))
    assert sum(o.rule == "ST012" and o.outcome == "finding" and (o.computed or 0) < 0 for o in result.outcomes) == told


def _company(reserves: int) -> str:
    rows: Rows = [
        ("Aktiekapital", 20_000),
        ("Balanserat resultat", 168_402),
        ("Årets resultat", 5_865),
        ("Summa eget kapital", 194_267),
    ]
    rows += [
        ("Obeskattade reserver", reserves),
        ("Avsättning för uppskjuten skatt", 9_844),
        ("Skulder till kreditinstitut", 610_000),
    ]
    rows += [("Summa långfristiga skulder", 610_000), ("Leverantörsskulder", 19_336), ("Summa kortfristiga skulder", 19_336)]
    rows += [("Summa eget kapital och skulder", 845_947)]
    return data_file(table("Balansräkning", rows), organisation="annan")


def test_untaxed_reserves_and_deferred_tax_are_no_liabilities_of_a_list_without_headings() -> None:
    assert accusations(checked(_company(12_500))) == []
    assert [rule for rule, _ in errors(checked(_company(12_050)))] == ["BR008"]


def test_an_overview_without_financial_items_accuses_no_result_that_they_are_part_of() -> None:
    rows: Rows = [
        ("Verksamhetens intäkter", (3_950, 3_820, 3_700, 3_640)),
        ("Verksamhetens kostnader", (-3_918, -3_899, -3_512, -3_471)),
        ("Årets resultat", (61, -58, 190, 168)),
    ]
    file = data_file(table("Ekonomisk översikt", rows, unit="tkr"), organisation="samordningsförbund")
    assert accusations(checked(file)) == []
    rows[2] = ("Årets resultat", (32, -79, 188, 619))
    file = data_file(table("Ekonomisk översikt", rows, unit="tkr"), organisation="samordningsförbund")
    assert [row for *_, row in accusations(checked(file))] == ["Årets resultat"]


@pytest.mark.parametrize(("name", "told"), [("Finansiella nyckeltal", 0), ("Flerårsöversikt", 1)])
def test_ratios_beside_last_years_are_asked_for_no_five_years(name: str, told: int) -> None:
    rows: Rows = [("Soliditet", ("45,0 %", "44,0 %")), ("Årets resultat", ("12 400 kr", "10 100 kr"))]
    result = checked(data_file(table(name, rows)))
    assert sum(o.rule == "FL006" and o.outcome == "finding" for o in result.outcomes) == told


def test_the_same_digits_in_two_units_are_told_as_a_wrong_unit() -> None:
    statement = table("Resultaträkning", [("Verksamhetens kostnader", "-3 478 122 (not 2)")])
    note = table(
        "Not 2 Verksamhetens kostnader", [("Insatser", 2_417_450), ("Kansli", 1_060_672), ("Summa", 3_478_122)], unit="tkr"
    )
    (found,) = (o for o in checked(data_file(statement, note)).outcomes if o.outcome == "finding" and o.severity == "error")
    assert (found.kind, [hint.key for hint in found.hints]) == ("unit", ["hint.other-unit"])
