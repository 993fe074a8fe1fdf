"""Right tables whose words and layout say more than a list of names knows; each of them still tells a slip."""

from __future__ import annotations

import pytest

from tests.whole.unseen.small import Rows, accusations, checked, data_file, errors, said, table


def _without_operating_result(grants: str, amount: int, financial: Rows) -> str:
    rows: Rows = [
        ("Verksamhetens intäkter", 207_587),
        ("Verksamhetens kostnader", -1_080_920),
        ("Avskrivningar", -51_220),
        ("Verksamhetens nettokostnader", -924_553),
        ("Kommunalskatt", 702_118),
        (grants, amount),
        *financial,
        ("Finansnetto", -8_330),
        ("Årets resultat", -2_325),
    ]
    return data_file(table("Resultaträkning", rows, unit="tkr"))


@pytest.mark.parametrize("grants", ["Utjämningsbidrag och generella statsbidrag", "Medel ur utjämningssystemet"])
@pytest.mark.parametrize("financial", [[], [("Finansiella intäkter", 1_240), ("Finansiella kostnader", -9_570)]])
def test_an_unknown_row_after_the_taxes_is_no_financial_item(grants: str, financial: Rows) -> None:
    assert errors(checked(_without_operating_result(grants, 228_440, financial))) == []
    assert errors(checked(_without_operating_result(grants, 228_404, financial))) == [("RR005", "Årets resultat")]


def test_an_unknown_row_that_the_sum_of_financial_items_needs_is_one() -> None:
    financial: Rows = [("Värdesäkring av fonder", 1_240), ("Finansiella kostnader", -9_570)]
    assert errors(checked(_without_operating_result("Statsbidrag", 228_440, financial))) == []


def _provision(heading: str, interest: int) -> str:
    rows: Rows = [
        ("Ingående avsättning", 48_112),
        (heading, [("nyintjänad pension", 3_215), ("ränteuppräkning", interest), ("övrigt", -140)]),
        ("Årets utbetalningar", -1_418),
        ("Utgående avsättning", 51_492),
    ]
    return data_file(table("Not 17 Avsatt till pensioner", rows, unit="tkr"))


@pytest.mark.parametrize("heading", ["Nya förpliktelser under året, varav", "Årets ökning, varav:", "Nya förpliktelser"])
def test_the_rows_of_a_heading_without_an_amount_are_terms_whatever_it_ends_with(heading: str) -> None:
    assert errors(checked(_provision(heading, 1_723))) == []
    assert errors(checked(_provision(heading, 1_732))) == [("NO001", "Utgående avsättning")]


@pytest.mark.parametrize(
    ("label", "cell"),
    [("Återstående antal år (vägt snitt)", "28"), ("Genomsnittlig ränta", "2,61 %"), ("Genomsnittligt antal år", "3,4")],
)
def test_what_is_no_amount_is_no_term_of_a_note(label: str, cell: str) -> None:
    def note(bonds: int) -> str:
        rows: Rows = [
            ("Lån i banker", 310_400),
            ("Förutbetalda intäkter som regleras över flera år", [("Avgifter", 31_220), (label, cell), ("Bidrag", 18_610)]),
            ("Summa förutbetalda intäkter", 49_830),
            ("Obligationer", bonds),
            ("Summa långfristiga skulder", 410_230),
        ]
        return data_file(table("Not 18 Långfristiga skulder", rows, unit="tkr"))

    assert errors(checked(note(50_000))) == []
    assert errors(checked(note(50_400))) == [("NO001", "Summa långfristiga skulder")]


INVESTED = "Totalbudget | Utfall {}2024 | Utfall 2025 | Ackumulerat utfall | Årsbudget 2025"


@pytest.mark.parametrize(
    ("until", "accused"), [("t.o.m. ", []), ("till och med ", []), ("t o m ", []), ("", ["Nettoinvesteringar"])]
)
def test_what_was_spent_up_to_a_year_is_not_spent_in_it(until: str, accused: list[str]) -> None:
    projects: Rows = [
        ("Simhall", (182_000, 41_200, 96_340, 137_540, 98_000)),
        ("Skola", (61_000, 38_800, 20_114, 58_914, 22_200)),
        ("Totala investeringar", (243_000, 80_000, 116_454, 196_454, 120_200)),
    ]
    financing: Rows = [("Årets resultat", (21_440, 30_118)), ("Nettoinvesteringar", (116_454, 114_185))]
    file = data_file(
        table("Investeringsredovisning", projects, unit="tkr", columns=INVESTED.format(until)),
        table("Ekonomisk översikt", financing, unit="tkr"),
    )
    assert [row for *_, row in accusations(checked(file))] == accused


def test_only_a_table_that_is_called_an_overview_owes_five_years() -> None:
    rows: Rows = [(name, (21_440, 30_118, 44_902)) for name in ("Årets resultat", "Eget kapital", "Summa tillgångar")]
    found = {name: {rule for rule, *_ in said(checked(data_file(table(name, rows))))} for name in ("Ställning", "Översikt")}
    assert {name: "FL006" in rules for name, rules in found.items()} == {"Ställning": False, "Översikt": True}


def _pupils(introduction: int, whole: int) -> str:
    rows: Rows = [
        ("Bygg", (48, 44, 41, 133)),
        ("Ekonomi", (92, 88, 85, 265)),
        ("Teknik", (60, 57, 52, 169)),
        ("Vård", (46, 40, 39, 125)),
        ("Introduktion", (None, None, None, introduction)),
        ("Totalt", (246, 229, 217, whole)),
    ]
    return data_file(table("Elever per program", rows, unit="antal", columns="År 1 | År 2 | År 3 | Summa"))


def test_a_total_holds_what_is_not_divided_among_the_columns() -> None:
    assert accusations(checked(_pupils(154, 846))) == []
    assert accusations(checked(_pupils(154, 864))) != []


def _measures(total: int, result: int, *, kind: str = "Kvar") -> str:
    measures: Rows = [
        ("Ungdomsspåret", (850, 812, 38)),
        ("Steget vidare", (1_120, 1_168, -48)),
        ("Processledning", (720, 731, -11)),
        ("Totalt", (2_690, total, 2_690 - total)),
    ]
    income: Rows = [("Medlemsbidrag", 2_700), ("Insatser", -1_980), ("Ledning", -731), ("Årets resultat", result)]
    return data_file(
        table("Driftredovisning per insats", measures, unit="tkr", columns=f"Budget 2025 | Utfall 2025 | {kind}"),
        table("Resultaträkning", income, unit="tkr"),
        organisation="samordningsförbund",
    )


@pytest.mark.parametrize("kind", ["Kvar", "Kvar av budget", "Återstår", "Avvikelse"])
def test_a_list_of_what_measures_cost_does_not_end_with_a_result(kind: str) -> None:
    assert errors(checked(_measures(2_711, -11, kind=kind))) == []
    assert errors(checked(_measures(2_721, -11, kind=kind))) != []


def test_an_adjustment_holds_what_a_provision_of_any_name_changed() -> None:
    def file(adjusted: int) -> str:
        balance: Rows = [
            ("Summa tillgångar", (157_200, 150_000)),
            ("Eget kapital", (115_700, 91_800)),
            ("Avsättning för särskild avtalspension", (41_500, 58_200)),
            ("Summa eget kapital och skulder", (157_200, 150_000)),
        ]
        flow: Rows = [("Årets resultat", 23_900), ("Justering för ej likviditetspåverkande poster", adjusted)]
        income: Rows = [("Verksamhetens intäkter", 90_000), ("Avskrivningar", -8_916), ("Årets resultat", 23_900)]
        days = "2025-12-31 | 2024-12-31"
        return data_file(
            table("Resultaträkning", income),
            table("Balansräkning", balance, columns=days),
            table("Kassaflödesanalys", flow),
            organisation="samordningsförbund",
        )

    assert accusations(checked(file(-7_784)), "KF011") == []
    assert accusations(checked(file(-7_874)), "KF011") != []


def test_a_balance_sheet_of_the_first_day_is_that_of_the_year_before() -> None:
    def file(opening: int) -> str:
        balance: Rows = [("Summa tillgångar", (157, 149)), ("Eget kapital", (91, 76)), ("Skulder", (66, 73))]
        note: Rows = [("Ingående eget kapital", opening), ("Årets resultat", 91 - opening), ("Utgående eget kapital", 91)]
        return data_file(
            table("Balansräkning", balance, unit="tkr", columns="2025-12-31 | 2025-01-01"),
            table("Not 5 Eget kapital", note, unit="tkr"),
            organisation="samordningsförbund",
        )

    assert accusations(checked(file(76))) == []
    assert [row for *_, row in accusations(checked(file(79)))] == ["Ingående eget kapital"]


@pytest.mark.parametrize(("share", "told"), [("46 %", []), ("16 %", [("ST005", "note")])])
def test_a_distribution_that_counts_the_unknown_is_of_all(share: str, told: list[tuple[str, str]]) -> None:
    rows: Rows = [("Grundskola", share), ("Gymnasium", "33 %"), ("Högskola", "15 %"), ("Saknas/okänd", "6 %")]
    found = said(checked(data_file(table("Utbildningsnivå samtliga deltagare", rows, unit='"%"', columns="Andel"))))
    assert [(rule, severity) for rule, severity, *_ in found if rule == "ST005"] == told
