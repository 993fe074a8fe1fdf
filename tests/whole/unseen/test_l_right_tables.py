"""Right tables draw no warning: a blank comparative, a sign that the sums prove, columns of opening and closing results."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import examples
from tests.whole.unseen.small import AMOUNTS, UNITS, Rows, accusations, checked, data_file, errors, said, table


@pytest.mark.parametrize("label", ["Jämförelsestörande poster", "Finansiella kostnader", "Avskrivningar", "Övriga intäkter"])
@pytest.mark.parametrize("blank", [None, "-", "–"])
@examples(1 / 2)
@given(amount=AMOUNTS, unit=UNITS)
def test_a_blank_comparative_is_silent_as_a_dash_is(label: str, blank: str | None, amount: int, unit: str) -> None:
    rows: Rows = [
        ("Verksamhetens intäkter", (50_000, 40_000)),
        (label, (amount if label == "Övriga intäkter" else -amount, blank)),
    ]
    result = checked(data_file(table("Resultaträkning", rows, unit=unit)))
    assert [finding for finding in said(result) if finding[0] == "RR007"] == []


@examples(1 / 2)
@given(before=AMOUNTS, gained=AMOUNTS, paid=AMOUNTS, unit=UNITS)
def test_a_sign_that_the_sums_prove_is_no_habit_broken(before: int, gained: int, paid: int, unit: str) -> None:
    """A financial cost that was turned back stands as an income, and the result counts it so."""
    rows: Rows = [
        ("Verksamhetens resultat", (before, before + 7)),
        ("Finansiella intäkter", (gained, gained + 3)),
        ("Finansiella kostnader", (paid, -paid)),
        ("Resultat efter finansiella poster", (before + gained + paid, before + 7 + gained + 3 - paid)),
        ("Årets resultat", (before + gained + paid, before + 7 + gained + 3 - paid)),
    ]
    assert accusations(checked(data_file(table("Resultaträkning", rows, unit=unit)))) == []


HEADS = "Ingående resultat | Kommunbidrag | Intäkter | Kostnader | Årets resultat | Utgående resultat"


def _unit(opening: int, granted: int, income: int, cost: int) -> tuple[int, ...]:
    year = granted + income - cost
    return opening, granted, income, -cost, year, opening + year


@pytest.mark.parametrize(
    "heads", [HEADS, HEADS.replace("Kommunbidrag", "Regionbidrag"), HEADS.replace("Utgående resultat", "Utgående")]
)
@examples(1 / 2)
@given(units=st.lists(st.tuples(st.integers(-989, 989), AMOUNTS, AMOUNTS, AMOUNTS), min_size=2, max_size=2), unit=UNITS)
def test_columns_of_opening_and_closing_results_are_no_costs(heads: str, units: list[tuple[int, ...]], unit: str) -> None:
    first, second = (_unit(*one) for one in units)
    rows: Rows = [
        ("Barn- och utbildningsnämnden", first),
        ("Socialnämnden", second),
        ("Summa", tuple(a + b for a, b in zip(first, second, strict=True))),
    ]
    assert accusations(checked(data_file(table("Driftredovisning", rows, unit=unit, columns=heads)))) == []


def test_a_sum_that_is_wrong_in_such_a_column_is_an_error() -> None:
    first, second = _unit(10, 500, 40, 530), _unit(-5, 700, 60, 757)
    whole = [a + b for a, b in zip(first, second, strict=True)]
    whole[2] += 7
    rows: Rows = [("Barn- och utbildningsnämnden", first), ("Socialnämnden", second), ("Summa", tuple(whole))]
    found = errors(checked(data_file(table("Driftredovisning", rows, columns=HEADS))))
    assert "Summa" in [row for _, row in found]


@examples(1 / 2)
@given(income=AMOUNTS, cost=AMOUNTS, tax=AMOUNTS, more=st.sampled_from([0, 9]), unit=UNITS)
def test_a_net_cost_may_lack_its_minus_as_the_costs_do(income: int, cost: int, tax: int, more: int, unit: str) -> None:
    """One column has a slip in its result if anything; the net cost of the others shows how all are printed."""
    net = cost + 3
    rows: Rows = [
        ("Verksamhetens intäkter", (income, income + 5)),
        ("Verksamhetens kostnader", (income + cost, income + 5 + cost)),
        ("Avskrivningar", (3, 3)),
        ("Verksamhetens nettokostnader", (net, net)),
        ("Skatteintäkter", (tax, tax + 1)),
        ("Finansiella kostnader", (2, 2)),
        ("Årets resultat", (tax - net - 2 + more, tax + 1 - net - 2)),
    ]
    assert {row for _, row in errors(checked(data_file(table("Resultaträkning", rows, unit=unit))))} <= {"Årets resultat"}
    assert bool(errors(checked(data_file(table("Resultaträkning", rows, unit=unit))))) is (more > 0)


@examples(1 / 2)
@given(share=AMOUNTS, net=AMOUNTS, tax=AMOUNTS, unit=UNITS)
def test_a_share_of_a_companys_result_is_an_amount(share: int, net: int, tax: int, unit: str) -> None:
    rows: Rows = [
        ("Verksamhetens nettokostnader", (-net, -net, -net - 9, -net)),
        ("Skatteintäkter", (tax, tax, tax, tax)),
        ("Andel i intresseföretags resultat", ("-", "-", share, share + 1)),
        ("Verksamhetens resultat", (tax - net, tax - net, tax - net - 9 + share, tax - net + share + 1)),
    ]
    heads = "Kommunen 2025 | Kommunen 2024 | Koncernen 2025 | Koncernen 2024"
    assert accusations(checked(data_file(table("Resultaträkning", rows, unit=unit, columns=heads)))) == []


@examples(1 / 2)
@given(first=AMOUNTS, second=AMOUNTS, hourly=AMOUNTS)
def test_a_last_total_of_statistics_takes_in_the_total_before_it(first: int, second: int, hourly: int) -> None:
    rows: Rows = [
        ("Vård och omsorg", (first, first + 1)),
        ("Samhällsbyggnad", (second, second)),
        ("Summa tillsvidareanställda", (first + second, first + second + 1)),
        ("Visstidsanställda", (hourly, hourly)),
        ("Totalt antal anställda", (first + second + hourly, first + second + hourly + 1)),
    ]
    assert accusations(checked(data_file(table("Antal anställda", rows, unit="antal", more="kind: statistik")))) == []


def test_the_whole_group_is_checked_beside_a_column_of_its_notes() -> None:
    rows: Rows = [
        ("Verksamhetens intäkter", ("2", 100, "31", 900)),
        ("Verksamhetens kostnader", ("3", -300, "32", -800)),
        ("Verksamhetens nettokostnader", (None, -200, None, 400)),
    ]
    heads = "Not | Kommunen 2025 | Not koncern | Koncernen 2025"
    assert accusations(checked(data_file(table("Resultaträkning", rows, columns=heads)))) == [
        ("error", "RR001", "Koncernen 2025", "Verksamhetens nettokostnader")
    ]


def test_differences_of_counts_may_be_negative_and_a_count_may_not() -> None:
    def written(born: int) -> str:
        rows: Rows = [
            ("Födda", (born, 94, 101)),
            ("Döda", (121, 118, 92)),
            ("Födelsenetto", (-33, -24, 9)),
            ("Justeringar", (2, -1, 1)),
            ("Utflyttade från de egna tätorterna, netto", (14, -23, 9)),
            ("Mer än föregående år", (-17, -48, 47)),
        ]
        return data_file(table("Befolkning", rows, unit="antal", more="kind: statistik"))

    assert accusations(checked(written(88))) == []
    assert [(rule, row) for _, rule, _, row in accusations(checked(written(-88)))] == [("ST018", "Födelsenetto")]
