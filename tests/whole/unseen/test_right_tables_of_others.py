"""Tables as kommuner, regioner and förbund print them, all right: what another reading explains accuses nobody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import examples
from tests.whole.unseen.small import AMOUNTS, UNITS, Amount, Rows, accusations, checked, data_file, errors, said, table

BY_COMMITTEE = "Regionbidrag | Övriga intäkter | Kostnader | Resultat 2025"


@examples(1 / 2)
@given(
    costs=st.lists(AMOUNTS, min_size=4, max_size=4),
    results=st.lists(st.integers(-99, 99), min_size=4, max_size=4),
    earned=AMOUNTS,
    unit=UNITS,
)
def test_what_a_committee_has_left_of_its_contribution_may_have_either_sign(
    costs: list[int], results: list[int], earned: int, unit: str
) -> None:
    names = ["Hälsonämnden", "Kulturnämnden", "Tandvårdsnämnden", "Patientnämnd och revision"]
    other = [earned, earned + 7, earned + 13, 0]
    rows: Rows = [
        (name, (cost + result - income, income, -cost, result))
        for name, cost, result, income in zip(names, costs, results, other, strict=True)
    ]
    given_ = sum(costs) + sum(results) - sum(other)
    rows.append(("Summa nämnder", (given_, sum(other), -sum(costs), sum(results))))
    file = data_file(table("Driftredovisning", rows, unit=unit, columns=BY_COMMITTEE), organisation="region")
    assert accusations(checked(file), "DR004") == []


def _with_internal_items(internal: int, *, of_costs: int | None = None) -> str:
    of_costs = internal if of_costs is None else of_costs
    operating: Rows = [
        ("Skolnämnden", (310 + internal, -1_250 - of_costs, -940 + internal - of_costs)),
        ("Omsorgsnämnden", (205, -887, -682)),
        ("Finansförvaltningen", (1_733, -61, 1_672)),
        ("Årets resultat", (2_248 + internal, -2_198 - of_costs, 50 + internal - of_costs)),
    ]
    income: Rows = [
        ("Verksamhetens intäkter", 540),
        ("Verksamhetens kostnader", -2_137),
        ("Verksamhetens nettokostnader", -1_597),
        ("Skatteintäkter", 1_302),
        ("Generella statsbidrag och utjämning", 406),
        ("Verksamhetens resultat", 111),
        ("Finansiella kostnader", -61),
        ("Årets resultat", 50),
    ]
    return data_file(
        table(
            "Driftredovisning", operating, unit="tkr", columns="Utfall 2025 Intäkt | Utfall 2025 Kostnad | Utfall 2025 Netto"
        ),
        table("Resultaträkning", income, unit="tkr"),
    )


@examples(1 / 2)
@given(internal=st.integers(3, 899))
def test_internal_items_on_both_sides_are_no_error(internal: int) -> None:
    assert errors(checked(_with_internal_items(internal))) == []


def test_income_that_is_more_by_itself_is_an_error() -> None:
    assert {"DR005", "DR014"} <= {rule for rule, _ in errors(checked(_with_internal_items(143, of_costs=0)))}


def _activities(total: int, office: int, board: int, structure: int = 1_211) -> str:
    costs = total + structure + office + board
    income: Rows = [
        ("Medlemsbidrag", 12_000),
        ("Individinriktade insatser", -total),
        ("Strukturinriktade insatser", -structure),
        ("Kansli och ledning", -office),
        ("Styrelse och revision", -board),
        ("Summa kostnader", -costs),
        ("Årets resultat", 12_000 - costs),
    ]
    listed: Rows = [
        ("Individinriktade insatser", [("Navet", total - 1_987), ("Steget", 1_987), ("Summa individ", total)]),
        ("Strukturinriktade insatser", [("Processtöd", 871), ("Seminarier", structure - 871), ("Summa struktur", structure)]),
        ("Totalt", total + 1_211),
    ]
    return data_file(
        table("Resultaträkning", income, unit="tkr"),
        table("Insatser i sammandrag", listed, unit="tkr", columns="Utfall 2025", more="kind: finansierad verksamhet"),
        organisation="samordningsförbund",
    )


@examples(1 / 2)
@given(total=st.integers(5_011, 7_989), office=AMOUNTS, board=st.integers(101, 998))
def test_a_table_of_activities_need_not_hold_office_and_board(total: int, office: int, board: int) -> None:
    assert accusations(checked(_activities(total, office, board)), "FV005") == []


def test_activities_that_are_no_rows_of_the_costs_are_told() -> None:
    assert accusations(checked(_activities(7_465, 1_689, 238, structure=1_311)), "FV005") != []


def test_a_reserve_is_booked_when_the_result_is_disposed_of() -> None:
    requirement: Rows = [
        ("Årets resultat efter balanskravsjusteringar", (-8_231, 42_553)),
        ("Reservering av medel till resultatutjämningsreserv", (0, -8_000)),
        ("Användning av medel från resultatutjämningsreserv", (8_231, 0)),
        ("Balanskravsresultat", (0, 34_553)),
    ]

    def note(reserve: int) -> str:
        rows: Rows = [
            ("Ingående eget kapital", (843_795, 804_918)),
            ("Årets resultat", (-4_116, 38_877)),
            ("Utgående eget kapital", (839_679, 843_795)),
            ("varav resultatutjämningsreserv", (reserve, 57_000)),
        ]
        years = "2023 | 2022"
        tables = table("Balanskravsutredning", requirement, columns=years) + table("Not 18 Eget kapital", rows, columns=years)
        return data_file(tables).replace("period: 2025", "period: 2023")

    assert accusations(checked(note(65_000)), "NK014") == []
    assert accusations(checked(note(48_769)), "NK014") == []
    assert accusations(checked(note(61_000)), "NK014") != []


@pytest.mark.parametrize(
    "name", ["VA-verksamhetens resultaträkning", "Resultaträkning avfall", "Resultaträkning Bruksbyhus AB"]
)
def test_the_income_statement_of_a_branch_is_not_the_kommun_s(name: str) -> None:
    operating: Rows = [("Skolnämnden", -900), ("Socialnämnden", -500), ("Skatter och bidrag", 1_450), ("Årets resultat", 50)]

    def file(own: Amount) -> str:
        branch: Rows = [
            ("Brukningsavgifter", 389),
            ("Summa intäkter", 389),
            ("Externa kostnader", -221),
            ("Personalkostnader", -84),
        ]
        branch += [("Summa kostnader", -305), ("Rörelseresultat", 84), ("Finansiella kostnader", -18), ("Resultat", own)]
        tables = table("Driftredovisning", operating, unit="tkr", columns="Utfall 2025"), table(name, branch, unit="tkr")
        return data_file(*tables)

    assert errors(checked(file(66))) == []
    assert [row for _, row in errors(checked(file(96)))] == ["Resultat"]


def test_shares_added_up_as_they_are_rounded_make_99_per_cent() -> None:
    counts = [
        ("Socialtjänst", 131, 43),
        ("Arbetsförmedling", 68, 22),
        ("Försäkringskassa", 49, 16),
        ("Psykiatri", 32, 10),
        ("Vård", 26, 8),
    ]

    def file(whole: str) -> str:
        rows: Rows = [(name, (count, f"{share} %")) for name, count, share in counts]
        return data_file(
            table("Remittenter", [*rows, ("Summa", (306, whole))], unit="antal", columns="Antal 2025 | Andel 2025 [%]")
        )

    assert accusations(checked(file("99 %"))) == []
    assert accusations(checked(file("100 %"))) == []
    assert accusations(checked(file("97 %"))) != []


def test_a_column_of_differences_may_be_negative() -> None:
    heads = "Folkmängd | Födelseöverskott | Justeringar"
    rows: Rows = [("Ekby", (28_910, -41, -3)), ("Sala", (32_425, -62, -9)), ("Nora", (48_377, 27, 8))]
    assert accusations(checked(data_file(table("Folkmängd 2025", rows, unit="antal", columns=heads)))) == []
    alone: Rows = [("Ekby", (28_910, 41, 3)), ("Sala", (-32_425, 62, 9)), ("Nora", (48_377, 27, 8))]
    assert [
        rule for _, rule, _, _ in accusations(checked(data_file(table("Folkmängd 2025", alone, unit="antal", columns=heads))))
    ] == ["ST012"]


def test_a_turned_count_beside_a_column_of_differences_is_told() -> None:
    heads = "Folkmängd | Inflyttade | Utflyttade | Flyttnetto"
    rows: Rows = [("Ekby", (9_910, 441, 462, -21)), ("Sala", (4_425, 262, -271, -9)), ("Nora", (3_377, 127, 118, 9))]
    found = accusations(checked(data_file(table("Flyttningar 2025", rows, unit="antal", columns=heads))), "ST012")
    assert found == [("warning", "ST012", "Utflyttade", "Sala")]


def test_more_than_an_investment_may_be_paid_by_own_means() -> None:
    rows: Rows = [("Självfinansieringsgrad", ("55 %", "104 %"))]
    assert not any(rule == "ST012" for rule, *_ in said(checked(data_file(table("Finansiering", rows, unit='"%"')))))


@examples(1 / 2)
@given(opening=AMOUNTS, added=AMOUNTS, used=AMOUNTS)
def test_medel_are_funds_and_no_mean(opening: int, added: int, used: int) -> None:
    def file(more: int) -> str:
        rows: Rows = [("Ingående saldo", (opening, opening - added + used)), ("Tillförda medel", (added, added))]
        rows += [("Förbrukade medel", (-used, -used)), ("Utgående saldo", (opening + added - used + more, opening))]
        return data_file(table("Medel att disponera", rows), organisation="samordningsförbund")

    assert accusations(checked(file(0))) == []
    assert [row for *_, row in accusations(checked(file(10_000)))] == ["Utgående saldo"]


def test_a_mean_per_head_has_no_sum_but_the_heads_have() -> None:
    def file(more: int) -> str:
        rows: Rows = [("Leksby", (15_611 + more, "1 020 000", "65,34")), ("Rättvik", (10_904, "714 000", "65,48"))]
        rows += [("Orsala", (6_877, "459 000", "66,74")), ("Summa", (33_392, "2 193 000", "65,67"))]
        return data_file(table("Medlemsinsats per invånare", rows, columns="Invånare | Bidrag kr | Kr per invånare"))

    assert accusations(checked(file(0))) == []
    assert ("warning", "ST001", "Invånare", "Summa") in accusations(checked(file(4_000)))
