"""Relations that a table shows by its figures: held on every row where they are meant, and never guessed from a few."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam_audit.accounts.accounts import Accounts
from finsam_audit.accounts.statistics import Heads
from finsam_audit.checks import found_relation
from finsam_audit.checks.candidates import Search
from finsam_audit.checks.grid import Grid, Line
from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.check import check
from finsam_audit.page.model import Report
from tests.checks.test_statistics import table

Read = Callable[[str], Report]
Found = list[tuple[str, str, str]]


def found(report: Read, book: RuleBook, text: str) -> Found:
    """Each finding as its rule, the row of the figure it is about, and its severity; presence is another matter."""
    outcomes = [o for o in check(report(text), book, why=False).findings if o.rule[:2] in ("ST", "FI", "FL", "NK")]
    stated = [next((u.figure for u in o.figures if u.role == "stated"), None) for o in outcomes]
    return [(o.rule, f.row if f else "", str(o.severity)) for o, f in zip(outcomes, stated, strict=True) if o.rule != "FL006"]


MEANS = {
    "Stegen": "1 500 000 | 1 412 300 | 94 %",
    "Vägen in": "1 100 000 | 1 130 800 | 103 %",
    "Grön rehab": "900 000 | 864 150 | 96 %",
    "Arena Mora": "2 300 000 | 1 907 400 | 83 %",
}
PER_HEAD = {
    "Stegen": "1 412 300 | 55 | 25 678",
    "Vägen in": "1 130 800 | 46 | 24 583",
    "Grön rehab": "864 150 | 28 | 30 863",
    "Arena Mora": "2 207 400 | 79 | 27 942",
}
LEFT = {
    "Stegen": "1 500 000 | 1 412 300 | 87 700",
    "Vägen in": "1 100 000 | 1 030 800 | 69 200",
    "Grön rehab": "900 000 | 864 150 | 35 850",
    "Arena Mora": "2 300 000 | 1 907 400 | 392 600",
}
RUNNING = {"Jan": "12 | 12", "Feb": "9 | 21", "Mar": "14 | 35", "Apr": "11 | 46", "Maj": "8 | 54", "Jun": "6 | 60"}


@pytest.mark.parametrize(
    ("columns", "rows", "row", "wrong", "expected"),
    [
        ("Ram | Åtgång | Grad [%]", MEANS, "Arena Mora", "2 300 000 | 1 907 400 | 38 %", ("ST016", "Arena Mora", "warning")),
        ("Ram | Åtgång | %  [%]", MEANS, "Stegen", "1 500 000 | 1 112 300 | 94 %", ("ST016", "Stegen", "warning")),
        (
            "Medel | Avslut [antal] | Kr per avslut",
            PER_HEAD,
            "Stegen",
            "1 412 300 | 55 | 29 678",
            ("ST016", "Stegen", "warning"),
        ),
        ("Anslag | Rekvirerat | Rest", LEFT, "Vägen in", "1 100 000 | 1 030 800 | 96 200", ("ST016", "Vägen in", "warning")),
    ],
)
def test_a_row_that_breaks_what_the_others_show_is_told(
    columns: str, rows: dict[str, str], row: str, wrong: str, expected: tuple[str, str, str], report: Read, book: RuleBook
) -> None:
    assert found(report, book, table(columns, rows, unit="kr")) == []
    assert expected in found(report, book, table(columns, rows | {row: wrong}, unit="kr"))


def test_what_runs_on_from_row_to_row_is_told_where_it_does_not(report: Read, book: RuleBook) -> None:
    assert found(report, book, table("Nya | Ackumulerat", RUNNING)) == []
    assert found(report, book, table("Nya | Ackumulerat", RUNNING | {"Apr": "17 | 46"})) == [("ST016", "Apr", "note")]


@pytest.mark.parametrize(
    ("reason", "columns", "rows"),
    [
        (
            "two rows that fit are too few",
            "Ram | Åtgång | Grad [%]",
            dict(list(MEANS.items())[:2]) | {"C": "900 000 | 700 000 | 5 %"},
        ),
        (
            "two rows of four break it",
            "Ram | Åtgång | Grad [%]",
            MEANS | {"Stegen": "1 500 000 | 1 412 300 | 49 %", "Vägen in": "1 100 000 | 1 130 800 | 30 %"},
        ),
        (
            "shares that all are alike fit by chance",
            "Anslag | Medel | Nöjda [%]",
            {
                "A": "500 | 500 | 50 %",
                "B": "200 | 100 | 50 %",
                "C": "40 | 20 | 50 %",
                "D": "70 | 35 | 50 %",
                "E": "90 | 10 | 50 %",
            },
        ),
        (
            "what is more than reached is told as reached",
            "Ram | Åtgång | Grad [%]",
            MEANS | {"Vägen in": "1 100 000 | 1 130 800 | 100 %"},
        ),
        (
            "more income is good, and so are less costs",
            "Plan | Verkligt | Jämfört med plan",
            {
                "Bidrag": "6 500 000 | 6 548 300 | 48 300",
                "Stegen": "1 500 000 | 1 412 300 | 87 700",
                "Vägen in": "1 100 000 | 1 130 800 | -30 800",
                "Grön rehab": "900 000 | 864 150 | 35 850",
                "Kansli": "850 000 | 818 018 | 31 982",
            },
        ),
    ],
)
def test_nothing_is_guessed(reason: str, columns: str, rows: dict[str, str], report: Read, book: RuleBook) -> None:
    assert [f for f in found(report, book, table(columns, rows, unit="kr")) if f[0] == "ST016"] == [], reason


@given(rows=st.lists(st.tuples(st.integers(1, 60), st.integers(1, 60), st.integers(1, 99)), min_size=3, max_size=7))
def test_counts_beside_percentages_of_something_else_are_never_accused(
    rows: list[tuple[int, int, int]], report: Read, book: RuleBook
) -> None:
    cells = {f"Rad {i}": f"{a} | {b} | {c} %" for i, (a, b, c) in enumerate(rows)}
    told = found(report, book, table("Vårdgivare | Insatser | Upplevd nytta [%]", cells))
    assert [f for f in told if f[0] == "ST016"] == []


def test_more_than_the_whole_is_no_slip_where_it_is_a_quotient(report: Read, book: RuleBook) -> None:
    assert found(report, book, table("Avsatta medel | Använda medel | Andel [%]", MEANS, unit="kr")) == []
    alone = {row: cells.rsplit(" | ", 1)[1] for row, cells in MEANS.items()}
    assert ("ST012", "Vägen in", "warning") in found(report, book, table("Andel [%]", alone))


@pytest.mark.parametrize(("share", "expected"), [("95 %", []), ("59 %", [("ST017", "Nya deltagare", "note")])])
def test_what_is_attained_is_outcome_by_target_in_a_table_of_few_goals(
    share: str, expected: Found, report: Read, book: RuleBook
) -> None:
    rows = {"Nya deltagare": f"80 | 76 | {share}", "Nöjda": "50 | 45 | 90 %"}
    assert found(report, book, table("Mål 2025 | Utfall 2025 | Måluppfyllelse [%]", rows)) == expected


@pytest.mark.parametrize(("deviation", "expected"), [("3 %", []), ("12 %", [("ST007", "Nöjda", "warning")])])
def test_a_deviation_from_a_goal_is_the_latest_outcome_less_the_goal(
    deviation: str, expected: Found, report: Read, book: RuleBook
) -> None:
    rows = {
        "Nöjda": f"80 % | 83 % | 77 % | {deviation}",
        "Arbete": "40 % | 31 % | 38 % | -9 %",
        "Nytta": "70 % | 90 % | 60 % | 20 %",
    }
    text = table("Mål | Utfall 2025 | Utfall 2024 | Avvikelse mot mål [procentenheter]", rows, unit="%")
    assert found(report, book, text) == expected


@pytest.mark.parametrize(("women", "expected"), [("34", []), ("43", [("ST003", "Stegen", "warning")])])
def test_women_and_men_make_the_year_they_stand_before(women: str, expected: Found, report: Read, book: RuleBook) -> None:
    rows = {"Stegen": f"{women} | 21 | 55 | 50", "Vägen in": "27 | 19 | 46 | 51"}
    assert found(report, book, table("Kvinnor | Män | 2025 | 2024", rows)) == expected


MONTHS = {"Januari": "12", "Februari": "9", "Mars": "14", "April": "11"}


@pytest.mark.parametrize(("rows", "expected"), [(MONTHS, 1), (dict(list(MONTHS.items())[:1]), 0)])
def test_a_whole_year_closes_its_months_but_no_half_year(
    rows: dict[str, str], expected: int, report: Read, book: RuleBook
) -> None:
    told = found(report, book, table("2025", rows | {"Helår": "64"}))
    assert told == [("ST001", "Helår", "warning")] * expected


YEARS = """Balansräkning:
  columns: 2025-12-31 | 2024-12-31
  rows:
    Summa eget kapital: 1 141 627 | 1 402 561
Utveckling över tid:
  unit: tkr
  columns: Medlemsbidrag | Årets resultat | Eget kapital
  rows:
    "2025": 6 520 | -261 | 1 142
    "2024": 6 360 | 198 | EQUITY
    "2023": 6 200 | 209 | 1 205
"""


@pytest.mark.parametrize(("equity", "rules"), [("1 403", set()), ("1 430", {"FL003", "BR010"})])
def test_an_overview_may_have_its_years_as_rows(equity: str, rules: set[str], report: Read, book: RuleBook) -> None:
    result = check(report(YEARS.replace("EQUITY", equity)), book)
    told = {o.rule for o in result.findings if any(u.figure and u.figure.table == "Utveckling över tid" for u in o.figures)}
    assert told == rules or (bool(rules) and "FL003" in told)


def test_a_table_of_years_that_is_no_overview_is_left_as_it_is(report: Read, book: RuleBook) -> None:
    text = table("Kvinnor | Män | Totalt", {"2025": "3 | 4 | 7", "2024": "2 | 2 | 4", "2023": "1 | 1 | 2"})
    assert [s.kind for s in Accounts(report(text), book.lexicon).statements] == ["statistik"]


LISTED = """Resultaträkning:
  columns: 2025
  rows:
    Staten genom Försäkringskassan: STATE
    Bidrag från Region Dalarna: REGION
    Bidrag från Mora kommun: 1 000
    Bidrag från Orsa kommun: 630
    OTHER: 100
    Summa intäkter: 6 620
"""


@pytest.mark.parametrize(
    ("state", "region", "other", "expected"),
    [
        ("3 260", "1 630", "Övriga intäkter", []),
        ("3 160", "1 730", "Övriga intäkter", ["FI001", "FI002"]),
        ("3 160", "1 730", "Bidrag från Stiftelsen", []),  # perhaps a member, perhaps not
    ],
)
def test_the_law_is_held_to_contributions_listed_in_the_income_statement(
    state: str, region: str, other: str, expected: list[str], report: Read, book: RuleBook
) -> None:
    text = LISTED.replace("STATE", state).replace("REGION", region).replace("OTHER", other)
    assert [rule for rule, _, _ in found(report, book, text)] == expected


def test_a_table_of_contributions_with_a_row_for_each_member_is_footed_whatever_its_kind(report: Read, book: RuleBook) -> None:
    rows = {"Försäkringskassan": "3 260", "Region Dalarna": "1 630", "Mora kommun": "1 630", "Summa": "6 502"}
    text = table("2025", rows, name="Medlemsbidrag", unit="kr").replace("kind: statistik", "kind: bidragsöversikt")
    result = check(report(text), book)
    assert [(o.rule, o.told.args["row"]) for o in result.findings if o.rule == "NO001"] == [("NO001", "Summa")]


def test_before_is_not_read_as_after(book: RuleBook) -> None:
    concept = book.lexicon.concept_of("översikt", "Resultat efter finansiella poster", "Nyckeltal")
    assert (concept.name if concept else None) == "resultat efter finansiella poster"
    nearest = book.lexicon.concept_of("översikt", "Resultat före finansiella pster", "Nyckeltal")
    assert (nearest.name if nearest else None) == "verksamhetens resultat"


@pytest.mark.parametrize(
    ("label", "concept"),
    [
        ("Huvudmännens bidrag", "medlemsbidrag"),
        ("Driftbidrag (tkr)", "medlemsbidrag"),
        ("Omslutning", "summa tillgångar"),
        ("EK i % av balansomslutningen", "soliditet"),
        ("Eget kapital / totala tillgångar", "soliditet"),
        ("EK i % av medlemsbidragen", "andel av medlemsbidraget"),
        ("Eget kapital i relation till bidrag från medlemmarna", "andel av medlemsbidraget"),
        ("Kostnader inkl. avskrivningar", "verksamhetens kostnader"),
        ("Likvida medel 31/12", "likvida medel"),
        ("Andel eget kapital av balansomslutningen", "soliditet"),
    ],
)
def test_rows_of_an_overview_by_other_names(label: str, concept: str, book: RuleBook) -> None:
    found = book.lexicon.concept_of("översikt", label, "Femårsöversikt")
    assert (found.name if found else None) == concept


def test_in_a_wide_table_only_what_may_hold_is_worked_out(
    report: Read, book: RuleBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of forty columns might be the quotient of 1 482 pairs of others: 59 280 relations that would have to be tried."""
    tried: list[object] = []
    monkeypatch.setattr(found_relation, "_held_against", lambda *candidate: tried.append(candidate))
    columns = " | ".join(f"Insats {number} [{('kr', 'kr', '%')[number % 3]}]" for number in range(40))
    chance = random.Random(40)
    rows = {name: " | ".join(str(chance.randint(100, 999)) for _ in range(40)) for name in ("A", "B", "C", "D", "E", "F")}
    accounts = Accounts(report(table(columns, rows)), book.lexicon)
    assert list(found_relation.outcomes_of(accounts.statements[0])) == []
    assert len(tried) < 400


def test_an_item_of_a_wide_and_long_table_is_held_against_fewer_others() -> None:
    def near(rows: int, columns: int) -> int:
        lines = tuple(Line(f"R{n}", (None,) * columns) for n in range(rows))
        heads = tuple(f"K{n}" for n in range(columns))
        return Search(Grid(heads, lines, (None,) * columns, True, Heads({})), sums=True).near

    assert near(40, 60) == 100
    assert near(200, 100) == 15
