"""Tables that were right and were accused: plans, budgets, periods beside the year, and what is left to restore."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import examples
from tests.whole.unseen.small import AMOUNTS, UNITS, Rows, accusations, checked, data_file, errors, proposed, table


def _budget(income: tuple[int, int], costs: list[tuple[int, int]], financial: tuple[int, int]) -> Rows:
    """A table that prints costs without a minus, and a deviation as what it does to the result: income, costs, result."""

    def better(pair: tuple[int, int], sign: int = 1) -> tuple[int, int, int]:
        return (*pair, sign * (pair[1] - pair[0]))

    spent = (sum(one for one, _ in costs), sum(other for _, other in costs))
    left = (income[0] - spent[0] + financial[0], income[1] - spent[1] + financial[1])
    names = ["Individinriktade insatser", "Utvärdering", "Kansli"]
    return [
        ("INTÄKTER", [("Årets medlemsbidrag", better(income)), ("Summa", better(income))]),
        ("KOSTNADER", [*zip(names, [better(c, -1) for c in costs], strict=True), ("Summa", better(spent, -1))]),
        ("Finansnetto", better(financial)),
        ("Resultat", better(left)),
    ]


PAIRS = st.tuples(AMOUNTS, AMOUNTS)


@examples(1 / 2)
@given(income=PAIRS, costs=st.lists(PAIRS, min_size=3, max_size=3), financial=PAIRS, unit=UNITS)
def test_a_budget_with_costs_without_a_minus_ends_with_what_is_left(
    income: tuple[int, int], costs: list[tuple[int, int]], financial: tuple[int, int], unit: str
) -> None:
    rows = _budget(income, costs, financial)
    file = data_file(table("Budgetuppföljning", rows, unit=unit, columns="Budget 2025 | Utfall 2025 | Avvikelse"))
    assert errors(checked(file)) == []


def test_its_result_is_added_up() -> None:
    rows = _budget((8_900, 8_064), [(6_400, 6_011), (1_000, 832), (1_500, 1_483)], (12, 31))
    rows[-1] = ("Resultat", (12, 231, 219))
    file = data_file(table("Budgetuppföljning", rows, columns="Budget 2025 | Utfall 2025 | Avvikelse"))
    assert ("error", "NO001", "Utfall 2025", "Resultat") in accusations(checked(file))


@examples(1 / 2)
@given(rows=st.lists(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS), min_size=3, max_size=5), unit=UNITS)
def test_a_deviation_of_the_year_stands_beside_one_of_the_period(rows: list[tuple[int, int, int, int]], unit: str) -> None:
    heads = "Budget helår 2025 | Budget jan–aug 2025 | Utfall jan–aug 2025 | Avvikelse jan–aug | Prognos helår 2025"
    heads += " | Avvikelse helår"
    names = ["Personal", "Lokaler", "Läromedel", "Köpta platser", "Övrigt"]
    printed: Rows = [
        (name, (-year, -part, -spent, part - spent, -likely, year - likely))
        for name, (year, part, spent, likely) in zip(names, rows, strict=False)
    ]
    file = data_file(
        table("Driftredovisning", printed, unit=unit, columns=heads),
        organisation="kommunalförbund",
        report="  document: interim report\n",
    ).replace("period: 2025", "period: 2025-01-01 – 2025-08-31")
    assert accusations(checked(file), "DR003") == []


GIVEN = st.sampled_from(["Parternas insats", "Anslag från huvudmännen", "Medlemmarnas bidrag"])


def _income_alone(label: str, income: tuple[int, int], costs: list[tuple[int, int]], minus: int = -1) -> Rows:
    spent = tuple(map(sum, zip(*costs, strict=True)))
    names = ["Kostnader för insatser", "Kostnader för kansli", "Styrelse- och revisionskostnader"]
    return [
        (label, income),
        *((name, (minus * one, minus * other)) for name, (one, other) in zip(names, costs, strict=True)),
        ("Summa kostnader", (minus * spent[0], minus * spent[1])),
        ("Årets resultat", (income[0] - spent[0], income[1] - spent[1])),
    ]


@examples(1 / 2)
@given(label=GIVEN, income=PAIRS, costs=st.lists(PAIRS, min_size=3, max_size=3), minus=st.sampled_from([1, -1]))
def test_a_total_of_costs_takes_in_no_income_above_them(
    label: str, income: tuple[int, int], costs: list[tuple[int, int]], minus: int
) -> None:
    rows = _income_alone(label, income, costs, minus)
    assert errors(checked(data_file(table("Resultaträkning", rows, columns="2025 | 2024")))) == []


def test_such_a_total_that_is_wrong_is_the_one_accused() -> None:
    rows = _income_alone("Medlemmarnas bidrag", (4_400, 4_300), [(3_911, 3_488), (688, 671), (121, 118)])
    rows[4] = ("Summa kostnader", (-4_270, -4_277))
    found = checked(data_file(table("Resultaträkning", rows, columns="2025 | 2024")))
    assert [(row, to) for _, row, to in proposed(found)] == [("Summa kostnader", -4_720)]


def test_a_blank_heading_is_a_part_of_its_total_also_where_another_row_is_wrong() -> None:
    rows = _income_alone("Bidrag", (2_900, 2_800), [(1_988, 1_904), (287, 302), (668, 655)])
    headed: Rows = [("Intäkter", (None, None)), ("Bidrag", (1_900, 2_800)), ("Övriga intäkter", (64, 31))]
    headed += [("Summa intäkter", (2_964, 2_831)), ("Kostnader", (None, None)), *rows[1:5], ("Årets resultat", (21, -30))]
    found = errors(checked(data_file(table("Resultaträkning", headed, columns="2025 | 2024"))))
    assert found == [("RR010", "Summa intäkter")]


def _balance(result: int, left: int, opening: int = 0) -> str:
    rows: Rows = [
        ("Årets resultat enligt resultaträkningen", result),
        ("Årets balanskravsresultat", result),
        ("Ingående underskott att återställa", opening),
        ("Utgående underskott att återställa", left),
    ]
    return data_file(table("Balanskravsutredning", rows, columns="2025"), organisation="kommun")


@pytest.mark.parametrize(("result", "left", "opening"), [(321, 0, 0), (500, 0, -180), (-388, -388, 0), (-388, 388, 0)])
def test_nothing_is_left_to_restore_after_a_surplus(result: int, left: int, opening: int) -> None:
    assert errors(checked(_balance(result, left, opening))) == []


@pytest.mark.parametrize(("result", "left", "opening"), [(-388, 0, 0), (120, 0, -180)])
def test_a_deficit_is_left_to_restore(result: int, left: int, opening: int) -> None:
    assert [rule for rule, _ in errors(checked(_balance(result, left, opening)))] == ["NK016"]


def test_a_total_of_shares_may_close_a_subtotal_of_some() -> None:
    rows: Rows = [
        ("Arbete", (22, "28,2 %")),
        ("Studier", (8, "10,3 %")),
        ("Summa arbete och studier", (30, "38,5 %")),
        ("Sjukdom", (26, "33,3 %")),
        ("Övrigt", (22, "28,2 %")),
        ("Totalt avslutade", (78, "100,0 %")),
    ]
    right = data_file(table("Avslutade", rows, unit="antal", columns="Antal | Andel [%]"))
    assert accusations(checked(right), "ST005") == []
    rows[3] = ("Sjukdom", (26, "30,3 %"))
    wrong = data_file(table("Avslutade", rows, unit="antal", columns="Antal | Andel [%]"))
    assert accusations(checked(wrong), "ST005", "ST006") != []


@examples(1 / 2)
@given(openings=st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=2, max_size=3), unit=UNITS)
def test_a_change_may_stand_above_the_balance_that_it_changes(openings: list[tuple[int, int]], unit: str) -> None:
    rows: Rows = [
        ("Medlemsbidrag", tuple(9_000 for _ in openings)),
        ("Planerade kostnader", tuple(change - 9_000 for _, change in openings)),
        ("Resultat", tuple(change for _, change in openings)),
        ("Ingående eget kapital", tuple(opening for opening, _ in openings)),
        ("Utgående eget kapital", tuple(opening + change for opening, change in openings)),
    ]
    heads = " | ".join(f"Plan {2026 + at}" for at in range(len(openings)))
    file = data_file(table("Planerad användning av eget kapital", rows, unit=unit, columns=heads))
    assert [o for o in checked(file).findings if o.rule == "ST001"] == []


def test_what_has_been_spent_up_to_a_year_is_not_that_year() -> None:
    invested = table(
        "Investeringsredovisning",
        [("Simhall", (-8_000, -7_204, -2_011)), ("Skola", (-4_000, -1_402, -1_002)), ("Summa", (-12_000, -8_606, -3_013))],
        columns="Total budget | Ackumulerat utfall t.o.m. 2025 | Utfall 2025",
    )
    flows = table("Kassaflödesanalys", [("Investering i materiella anläggningstillgångar", -3_013)], columns="2025")
    assert accusations(checked(data_file(invested, flows, organisation="kommun")), "IN003") == []


def test_a_note_may_belong_to_a_statement_that_is_not_in_the_file() -> None:
    income = table("Resultaträkning", [("Verksamhetens intäkter", "900 (not 2)"), ("Årets resultat", 900)], columns="2025")
    own = table("Not 2 Verksamhetens intäkter", [("Summa", 900)], columns="2025")
    provision = table("Not 14 Avsättning", [("Ingående", 10), ("Årets", 5), ("Utgående", 15)], columns="2025")
    assert accusations(checked(data_file(income, own, provision)), "NO010") == []


def test_an_association_may_have_a_year_of_its_own() -> None:
    rows: Rows = [("Ränteintäkter", 12), ("Årets resultat", 12)]
    income = table("Resultaträkning", rows, columns="2024-07-01 – 2025-06-30")
    file = data_file(income, organisation="annan").replace("period: 2025", "period: 2024-07-01 – 2025-06-30")
    assert accusations(checked(file), "RR009") == []


ENGLISH: Rows = [
    ("Operating income", (1_204, 1_188)),
    ("Operating expenses", (-5_611, -5_302)),
    ("Depreciation and write-downs", (-344, -321)),
    ("Net cost of operations", (-4_751, -4_435)),
    ("Tax revenue", (3_988, 3_840)),
    ("General government grants and equalisation", (902, 877)),
    ("Operating result", (139, 282)),
    ("Financial income", (122, 64)),
    ("Financial expenses", (-88, -31)),
    ("Result after financial items", (173, 315)),
    ("Net result for the year", (173, 315)),
]


def test_an_income_statement_may_be_in_english() -> None:
    assert accusations(checked(data_file(table("Income statement", ENGLISH)))) == []


@pytest.mark.parametrize("at", range(len(ENGLISH)))
def test_a_turned_sign_is_found_in_every_row_of_it(at: int) -> None:
    label, cells = ENGLISH[at]
    assert isinstance(cells, tuple)
    wrong: Rows = [*ENGLISH[:at], (label, (-int(str(cells[0])), cells[1])), *ENGLISH[at + 1 :]]
    assert errors(checked(data_file(table("Income statement", wrong)))) != []


def test_a_head_may_say_year_and_month_in_four_digits() -> None:
    rows: Rows = [
        ("Verksamhetens nettokostnader", (-2_211, -2_024, -187)),
        ("Skatteintäkter", (2_199, 2_100, 99)),
        ("Periodens resultat", (-12, 76, -88)),
    ]
    text = data_file(
        table("Resultaträkning", rows, columns="Utfall 2504 | Utfall 2404 | Förändring"), report="  document: interim report\n"
    ).replace("period: 2025", "period: 2025-01-01 – 2025-04-30")
    assert [o.rule for o in checked(text).findings if o.rule == "SE010"] == []


def test_a_row_called_the_result_of_the_year_is_not_the_result_before_financial_items() -> None:
    income = table("Resultaträkning", [("Verksamhetens nettokostnad", 458), ("Finansnetto", 115), ("Årets resultat", 573)])
    found = []
    for called in ("Årets resultat", "Summa"):
        operating = table("Driftredovisning", [("Medlemsbidrag", 11_400), ("Insatser", -10_942), (called, 458)])
        found.append(errors(checked(data_file(income, operating, organisation="samordningsförbund"))))
    assert found == [[("DR014", "Årets resultat")], []]


def test_the_contributions_of_the_income_statement_tell_what_equity_may_be() -> None:
    income = table("Resultaträkning", [("Medlemsavgifter", 5_000), ("Kostnader", -4_900), ("Årets resultat", 100)])
    rows: Rows = [("Kassa och bank", 1_600), ("Eget kapital", 1_100), ("Kortfristiga skulder", 500)]
    balance = table("Balansräkning", rows, columns="2025-12-31")
    file = data_file(income, balance, organisation="samordningsförbund")
    assert [o.rule for o in checked(file).findings if o.kind == "policy"] == ["EK010"]


def test_a_row_that_prints_nothing_one_year_is_no_sum_in_another() -> None:
    rows: Rows = [
        ("Redovisat värde vid årets början", (14_402, 15_204)),
        ("Nya avsättningar", (902, 0)),
        ("Ianspråktaget belopp", (-1_118, -802)),
        ("Outnyttjat belopp som återförts", (14_186, 0)),
        ("Redovisat värde vid årets slut", (0, 14_402)),
    ]
    file = data_file(table("Not 14 Avsättning för deponi", rows), organisation="kommunalförbund")
    assert {column for _, _, column, _ in accusations(checked(file), "NO001")} == {"2025"}
