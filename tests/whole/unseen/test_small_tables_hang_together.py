"""Two figures of a column that change places leave its sum as it was; the rows they stand in no longer come out."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from finsam_audit.controls.outcome import Outcome
from tests.properties import examples
from tests.whole.unseen.small import Rows, accusations, checked, data_file, table

ACTIVITIES = ["Kansliet", "Åstegen", "Lärkan", "Fyren", "Utbildning"]
LARGE = st.integers(20_011, 989_989)


def _by_activity(amounts: list[tuple[int, int]], swapped: tuple[int, int] | None = None) -> str:
    incomes, costs = [income for income, _ in amounts], [cost for _, cost in amounts]
    results = [income - cost for income, cost in amounts]
    if swapped:
        one, other = swapped
        incomes[one], incomes[other] = incomes[other], incomes[one]
    rows: Rows = [
        (name, (income, -cost, result)) for name, income, cost, result in zip(ACTIVITIES, incomes, costs, results, strict=True)
    ]
    rows.append(("Summa", (sum(incomes), -sum(costs), sum(results))))
    return data_file(
        table("Resultat per insats", rows, columns="Intäkter 2025 | Kostnader 2025 | Resultat 2025"),
        organisation="samordningsförbund",
    )


@examples(1 / 4)
@given(
    amounts=st.lists(st.tuples(LARGE, LARGE), min_size=5, max_size=5),
    swapped=st.tuples(st.integers(0, 4), st.integers(0, 4)).filter(lambda pair: pair[0] < pair[1]),
)
def test_two_incomes_that_changed_places_are_found_in_their_rows(
    amounts: list[tuple[int, int]], swapped: tuple[int, int]
) -> None:
    one, other = swapped
    assume(len({abs(amounts[one][0] - amounts[other][0])} - {0}) and all(abs(a - b) > 100 for a, b in amounts))
    assert accusations(checked(_by_activity(amounts))) == []
    rows = {row for *_, row in accusations(checked(_by_activity(amounts, swapped)))}
    assert {ACTIVITIES[one], ACTIVITIES[other]} <= rows


QUARTERS: Rows = [
    ("Bidrag", (1_550, 1_550, 1_550, 1_550, 6_200, 6_200, 0)),
    ("Övrigt", (12, 24, 11, 9, 56, 40, 16)),
    ("Lokala insatser", (-1_012, -1_144, -866, -1_390, -4_412, -4_950, 538)),
    ("Utvecklingsmedel", (-40, -112, -35, -204, -391, -600, 209)),
    ("Gemensamt", (-301, -344, -290, -377, -1_312, -1_400, 88)),
    ("Resultat", (209, -26, 370, -412, 141, -710, 851)),
]
HEADS = "Kv 1 | Kv 2 | Kv 3 | Kv 4 | Helår 2025 | Budget 2025 | Avvikelse"


@pytest.mark.parametrize("quarter", range(4))
def test_a_year_is_its_quarters_and_its_budget_with_the_deviation(quarter: int) -> None:
    assert accusations(checked(data_file(table("Utfall per kvartal", QUARTERS, unit="tkr", columns=HEADS)))) == []
    rows = [(label, list(cells)) for label, cells in QUARTERS if isinstance(cells, tuple)]
    rows[2][1][quarter], rows[3][1][quarter] = rows[3][1][quarter], rows[2][1][quarter]
    swapped: Rows = [(label, tuple(cells)) for label, cells in rows]
    found = accusations(checked(data_file(table("Utfall per kvartal", swapped, unit="tkr", columns=HEADS))))
    assert {"Lokala insatser", "Utvecklingsmedel"} <= {row for *_, row in found}


SHARES: Rows = [
    ("Klivet", (64, "58 %", 46, "42 %", 110)),
    ("Avstamp", (39, "49 %", 41, "51 %", 80)),
    ("Resursteam unga", (71, "61 %", 45, "39 %", 116)),
    ("Samtliga insatser", (174, "57 %", 132, "43 %", 306)),
]


def test_a_bare_share_belongs_to_the_number_before_it() -> None:
    heads = "Kvinnor | Andel [%] | Män | Andel män [%] | Samtliga"
    assert accusations(checked(data_file(table("Deltagare", SHARES, unit="antal", columns=heads)))) == []
    wrong: Rows = [
        *SHARES[:2],
        ("Resursteam unga", (71, "57 %", 45, "39 %", 116)),
        ("Samtliga insatser", (174, "61 %", 132, "43 %", 306)),
    ]
    found = accusations(checked(data_file(table("Deltagare", wrong, unit="antal", columns=heads))))
    assert {row for *_, row in found} == {"Resursteam unga", "Samtliga insatser"}


def _pairs_of_four(first: int, second: int) -> tuple[Outcome, ...]:
    rows: Rows = [
        ("Norra kommun", (first, 21_350, 119_750)),
        ("Södra kommun", (second, 14_112, 75_412)),
        ("Regionen", (180_000, 37_438, 217_438)),
        ("Summa", (339_700, 72_900, 412_600)),
    ]
    more = "kind: statistik"
    return checked(
        data_file(table("Ersättning", rows, unit="tkr", columns="Fast | Rörlig | Summa ersättning", more=more))
    ).outcomes


def test_two_amounts_of_a_table_of_four_rows_that_changed_places_are_found() -> None:
    assert [o for o in _pairs_of_four(98_400, 61_300) if o.outcome == "finding" and o.severity != "note"] == []
    told = {u.figure.row for o in _pairs_of_four(61_300, 98_400) if o.outcome == "finding" for u in o.figures if u.figure}
    assert {"Norra kommun", "Södra kommun"} <= told


@pytest.mark.parametrize(("per_inhabitant", "wrong"), [(-470, False), (470, True)])
def test_a_quotient_with_its_sign_turned_is_no_rounding(per_inhabitant: int, wrong: bool) -> None:
    rows: Rows = [
        ("Antal invånare", ("20 695 st", "20 719 st", "20 712 st", "20 702 st", "20 639 st")),
        ("Årets resultat", (41_599, 58_904, 63_004, 12_400, -9_700)),
        ("Årets resultat per invånare", ("2 010 kr", "2 843 kr", "3 042 kr", "599 kr", f"{per_inhabitant} kr")),
    ]
    file = data_file(table("Fem år", rows, unit="tkr", columns="2021 | 2022 | 2023 | 2024 | 2025", more="kind: översikt"))
    told = [o for o in checked(file).outcomes if o.outcome == "finding" and o.severity != "note" and o.unit == "kr"]
    assert bool(told) is wrong
