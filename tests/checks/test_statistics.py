"""Tables of statistics: consistent ones are never accused, planted errors are found where they stand."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.check import check
from finsam_audit.page.model import Report
from finsam_audit.render.sentence import sentence

Read = Callable[[str], Report]


def table(columns: str, rows: dict[str, str], name: str = "Tabell", unit: str = "antal") -> str:
    lines = [f"{name}:", f'  unit: "{unit}"', "  kind: statistik", f'  columns: "{columns}"', "  rows:"]
    return "\n".join([*lines, *(f'    "{label}": "{cells}"' for label, cells in rows.items())]) + "\n"


def statistics(report: Read, book: RuleBook, text: str) -> list[Outcome]:
    rules = [rule for rule in book.rules if rule.id.startswith("ST")]
    outcomes = list(check(report(text), book, rules).outcomes)
    assert not [o for o in outcomes if o.outcome == "rule_error"]
    return outcomes


def findings(report: Read, book: RuleBook, text: str) -> list[tuple[str, str, str]]:
    """Each finding as its rule, the row of its figure, and its severity."""
    found = []
    for outcome in statistics(report, book, text):
        if outcome.outcome == "finding":
            stated = next((used.figure for used in outcome.figures if used.role == "stated"), None)
            found.append((outcome.rule, stated.row if stated else "", str(outcome.severity)))
    return found


def percent(part: int, whole: int, decimals: int = 0) -> str:
    value = (Decimal(part) * 100 / whole).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{value} %".replace(".", ",")


CLEAN = {
    "kön per year in threes": table(
        "2019 Kvinnor | 2019 Män | 2019 Totalt | 2020 Kvinnor | 2020 Män | 2020 Totalt",
        {"Teamet": "10 | 2 | 12 | 13 | 7 | 20", "Spåret": "1 | 5 | 6 | 0 | 1 | 1", "Totalt": "11 | 7 | 18 | 13 | 8 | 21"},
    ),
    "kön per year, and all together": table(
        "2019 Kvinnor | 2019 Män | 2019 Totalt | 2020 Kvinnor | 2020 Män | 2020 Totalt | Totalt",
        {"Teamet": "10 | 2 | 12 | 13 | 7 | 20 | 32"},
    ),
    "indicators that all are 100 % in one column": table(
        "Nytta | Delaktighet | Tid",
        {"Örebro": "80 % | 100 % | 54 %", "Lekeberg": "60 % | 100 % | 30 %", "Totalt": "76 % | 100 % | 49 %"},
        unit="%",
    ),
    "indicators of separate questions": table(
        "2025 | 2024 | 2023",
        {"Får du stöd?": "94 % | 92 % | 90 %", "Är du med?": "3 % | 4 % | 5 %", "Har du tid?": "53 % | 39 % | 59 %"},
        unit="%",
    ),
    "satisfaction by level of education": table(
        "Nöjda", {"Grundskola": "40 %", "Gymnasium": "45 %", "Högskola": "70 %"}, "Nöjdhet efter utbildning", "%"
    ),
    "a distribution of which only the largest parts are printed": table(
        "Andel", {"Arbete": "30 %", "Studier": "20 %", "Sjukdom": "15 %"}, "Avslutsorsak, de vanligaste", "%"
    ),
    "mean times have no sum": table(
        "Kvinnor | Män | Totalt", {"Teamet": "10 | 14 | 12", "Spåret": "6 | 8 | 7", "Totalt": "9 | 11 | 10"}, unit="månader"
    ),
    "cost per participant has no sum": table(
        "Kostnad [kr] | Antal deltagare [antal] | Kostnad per deltagare [kr]",
        {"Teamet": "4 000 000 | 80 | 50 000", "Spåret": "600 000 | 30 | 20 000", "Summa": "4 600 000 | 110 | 41 818"},
    ),
    "consumed 100 % in all": table(
        "Budget [kr] | Utfall [kr] | Avvikelse [kr] | Förbrukat [%]",
        {"Teamet": "400 | 404 | -4 | 101 %", "Spåret": "200 | 196 | 4 | 98 %", "Totalt": "600 | 600 | 0 | 100 %"},
    ),
    "shares in the cells": table(
        "2025 | 2024", {"Kvinnor": "28 (35 %) | 20 (50 %)", "Män": "52 (65 %) | 20 (50 %)", "Totalt": "80 (100 %) | 40 (100 %)"}
    ),
    "shares along the row": table(
        "Kvinnor [antal] | Andel kvinnor [%] | Män [antal] | Andel män [%] | Totalt [antal]",
        {"Teamet": "30 | 60 % | 20 | 40 % | 50", "Spåret": "9 | 30 % | 21 | 70 % | 30"},
    ),
    "numbers of answers beside shares that are of something else": table(
        "Antal [antal] | Andel [%]", {"Fråga 1": "22 | 90 %", "Fråga 2": "20 | 85 %", "Fråga 3": "21 | 95 %", "Fråga 4": "22 | 68 %"}
    ),
    "one kön left out": table("Totalt | varav kvinnor", {"Teamet": "50 | 30"}),
    "kön and another key figure": table(
        "2025", {"Antal möten": "12", "Kvinnor": "28", "Män": "17"}
    ),
    "change in points": table(
        "2024 | 2025 | Förändring",
        {"A": "80 % | 84 % | 4 %", "B": "70 % | 75 % | 5 %", "C": "60 % | 59 % | -1 %"},
        unit="%",
    ),
    "change counted the other way": table("2024 | 2025 | Minskning", {"A": "80 | 70 | 10", "B": "60 | 55 | 5", "C": "4 | 5 | -1"}),
    "change over three years": table("2023 | 2024 | 2025 | Förändring", {"A": "80 | 70 | 60 | -20", "B": "6 | 5 | 9 | 3"}),
    "response rate": table(
        "Utskick [antal] | Antal svar [antal] | Svarsfrekvens [%]", {"A": "65 | 55 | 85 %", "B": "20 | 10 | 50 %"}
    ),
    "posts may be counted in decimals": table("Årsarbetare", {"A": "1,5", "B": "0,75", "C": "1", "D": "2"}),
}  # fmt: skip


@pytest.mark.parametrize("name", CLEAN)
def test_a_consistent_table_is_not_accused(name: str, report: Read, book: RuleBook) -> None:
    assert findings(report, book, CLEAN[name]) == []


PLANTED = [
    (
        "a total column of one year",
        table("2019 Kvinnor | 2019 Män | 2019 Totalt | 2020 Kvinnor | 2020 Män | 2020 Totalt", {"T": "10 | 2 | 21 | 13 | 7 | 20"}),
        [("ST002", "T", "warning")],
    ),
    (
        "women and men under their number",
        table("2025", {"Antal deltagare": "50", "varav kvinnor": "28", "varav män": "23"}),
        [("ST003", "Antal deltagare", "warning")],
    ),
    (
        "women and men fewer than their number",
        table("2025", {"Antal deltagare": "50", "varav kvinnor": "28", "varav män": "21"}),
        [("ST003", "Antal deltagare", "note")],
    ),
    (
        "a deviation",
        table("Budget [kr] | Utfall [kr] | Avvikelse [kr]", {"A": "40 | 30 | 10", "B": "60 | 50 | 10", "C": "90 | 70 | 10"}),
        [("ST004", "C", "warning")],
    ),
    (
        "a share of a distribution with its total",
        table("2025 | 2024", {"Arbete": "40 % | 45 %", "Vård": "60 % | 65 %", "Totalt": "100 % | 100 %"}, unit="%"),
        [("ST005", "Totalt", "warning")],
    ),
    (
        "a printed total of shares",
        table("2025 | 2024 | 2023", {"A": "40 % | 45 % | 1 %", "B": "60 % | 55 % | 99 %", "Totalt": "100 % | 110 % | 100 %"}, unit="%"),
        [("ST005", "Totalt", "warning"), ("ST012", "Totalt", "note")],
    ),
    (
        "one row of four that does not come to 100 %",
        table("Bra | Medel | Sämst", {"A": "50 % | 30 % | 20 %", "B": "10 % | 40 % | 50 %", "C": "70 % | 20 % | 10 %", "D": "30 % | 30 % | 20 %"}, unit="%"),
        [("ST005", "D", "warning")],
    ),
    (
        "a distribution by its name alone",
        table("Andel", {"Grundskola": "46 %", "Gymnasium": "33 %", "Högskola": "13 %"}, "Utbildningsnivå", "%"),
        [("ST005", "Grundskola", "note")],
    ),
    (
        "a share in its cell",
        table("2025", {"Kvinnor": "28 (53 %)", "Män": "52 (65 %)", "Totalt": "80 (100 %)"}),
        [("ST006", "Kvinnor", "warning")],
    ),
    (
        "a share of the row",
        table("Kvinnor [antal] | Andel kvinnor [%] | Män [antal] | Andel män [%]", {"A": "30 | 60 % | 20 | 40 %", "B": "9 | 30 % | 21 | 70 %", "C": "10 | 25 % | 30 | 57 %"}),
        [("ST006", "C", "warning")],
    ),
    (
        "a change in points",
        table("2024 | 2025 | Förändring", {"A": "80 % | 84 % | 4 %", "B": "70 % | 75 % | 5 %", "C": "60 % | 59 % | 8 %"}, unit="%"),
        [("ST007", "C", "warning")],
    ),
    (
        "a change in per cent",
        table("Före [antal] | Efter [antal] | Förändring [%]", {"A": "80 | 84 | 5 %", "B": "50 | 75 | 50 %", "C": "60 | 54 | -1 %"}),
        [("ST007", "C", "warning")],
    ),
    (
        "a budget consumed",
        table("Utfall [kr] | Budget [kr] | Förbrukat [%]", {"A": "300 | 400 | 75 %", "B": "500 | 400 | 152 %"}),
        [("ST008", "B", "warning")],
    ),
    (
        "a cost per participant down a column",
        table("2025", {"Kostnad": "400 000", "Antal deltagare": "80", "Kostnad per deltagare": "5 500"}, unit="kr").replace('"80"', "{cells: 80, unit: antal}"),
        [("ST009", "Kostnad per deltagare", "warning")],
    ),
    (
        "a round cost per participant",
        table("Kostnad [kr] | Deltagare [antal] | Kostnad per deltagare [kr]", {"A": "292 160 | 40 | 7 300", "B": "90 000 | 9 | 11 000"}),
        [("ST009", "A", "note"), ("ST009", "B", "warning")],
    ),
    (
        "a response rate",
        table("Tillfrågade [antal] | Svar [antal] | Svarsfrekvens [%]", {"A": "65 | 55 | 58 %"}),
        [("ST010", "A", "warning")],
    ),
    (
        "an impossible share, and one evened out",
        table("Nej | Ja | n [antal]", {"A": "40 % | 60 % | 5", "B": "33 % | 67 % | 5", "C": "38 % | 62 % | 8"}, unit="%"),
        [("ST011", "B", "warning"), ("ST011", "B", "warning")],
    ),
    (
        "numbers of answers in a row of their own",
        table("2025 | 2024", {"Antal svar": "5 | 4", "Är du nöjd?": "85 % | 75 %"}, unit="%").replace('"5 | 4"', "{cells: 5 | 4, unit: antal}"),
        [("ST011", "Är du nöjd?", "warning")],
    ),
    ("a share beyond the whole", table("Andel", {"A": "140 %", "B": "30 %"}, unit="%"), [("ST012", "A", "warning")]),
    ("a negative count", table("Antal", {"A": "-4", "B": "30"}), [("ST012", "A", "warning")]),
    ("a broken count", table("Antal", {"A": "4,5", "B": "30", "C": "7", "D": "9"}), [("ST012", "A", "note")]),
    ("a score above the highest", table("Maxvärde | Resultat", {"A": "5 | 7,04"}, unit="poäng"), [("ST012", "A", "warning")]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "expected"), PLANTED, ids=[name for name, _, _ in PLANTED])
def test_an_error_is_found_where_it_stands(
    name: str, text: str, expected: list[tuple[str, str, str]], report: Read, book: RuleBook
) -> None:
    assert findings(report, book, text) == expected


counts = st.lists(st.integers(1, 60), min_size=3, max_size=8)


@given(counts=counts, decimals=st.integers(0, 1))
def test_shares_worked_out_from_their_numbers_are_never_accused(
    counts: list[int], decimals: int, report: Read, book: RuleBook
) -> None:
    whole = sum(counts)
    rows = {f"Rad {i}": f"{count} | {percent(count, whole, decimals)}" for i, count in enumerate(counts)}
    rows["Totalt"] = f"{whole} | 100 %"
    assert findings(report, book, table("Antal [antal] | Andel [%]", rows)) == []


@given(counts=st.lists(st.integers(4, 60), min_size=4, max_size=8), at=st.integers(0, 3))
def test_a_share_that_is_off_is_the_only_one_accused(counts: list[int], at: int, report: Read, book: RuleBook) -> None:
    whole = sum(counts)
    shares = [percent(count, whole, 1) for count in counts]
    shares[at] = percent(counts[at] + 3, whole, 1)
    rows = {f"Rad {i}": f"{count} | {share}" for i, (count, share) in enumerate(zip(counts, shares, strict=True))}
    rows["Totalt"] = f"{whole} | 100 %"
    found = findings(report, book, table("Antal [antal] | Andel [%]", rows))
    assert [f for f in found if f[0] == "ST006"] == [("ST006", f"Rad {at}", "warning")]


@given(answers=st.lists(st.lists(st.integers(0, 20), min_size=4, max_size=4).filter(any), min_size=1, max_size=5))
def test_answers_worked_out_from_people_are_never_accused(answers: list[list[int]], report: Read, book: RuleBook) -> None:
    rows = {
        f"Fråga {i}": " | ".join([*(percent(count, sum(row), 1) for count in row), str(sum(row))])
        for i, row in enumerate(answers)
    }
    text = table("Aldrig | Ibland | Ofta | Alltid | n [antal]", rows, unit="%")
    assert findings(report, book, text) == []


@given(pairs=st.lists(st.tuples(st.integers(1, 90), st.integers(0, 90)), min_size=2, max_size=8))
def test_changes_worked_out_from_before_and_after_are_never_accused(
    pairs: list[tuple[int, int]], report: Read, book: RuleBook
) -> None:
    rows = {
        f"Rad {i}": f"{before} | {after} | {after - before} | {percent(after - before, before)}"
        for i, (before, after) in enumerate(pairs)
    }
    columns = "Antal före [antal] | Antal efter [antal] | Förändring [antal] | Förändring i % [%]"
    assert findings(report, book, table(columns, rows)) == []


def test_what_the_same_whole_explains_is_held_against_it(report: Read, book: RuleBook) -> None:
    """Participants may count on two rows: the rows come to 167, the shares are parts of 160."""
    counts = {"A": 5, "B": 17, "C": 50, "D": 38, "E": 33, "F": 24}
    rows = {label: f"{count} | {percent(count, 160, 1)}" for label, count in counts.items()}
    assert findings(report, book, table("Antal [antal] | Andel [%]", rows)) == []
    rows["D"] = "38 | 28,3 %"
    assert findings(report, book, table("Antal [antal] | Andel [%]", rows)) == [("ST006", "D", "warning")]


SURVEY = """Enkäter, pågående deltagare:
  kind: statistik
  unit: antal
  columns: 2025
  rows: {Enkäter: {cells: 88, rows: {Kvinnor: 50, Män: 38}}}
Indikatormätning, pågående deltagare:
  kind: statistik
  unit: "%"
  columns: Får du stöd? | Får du tid?
  rows: {2025: 94 % | SHARE, 2024: 71 % | 95 %}
"""


@pytest.mark.parametrize(("share", "expected"), [("70 %", []), ("71 %", [("ST011", "2025", "note")])])
def test_the_number_of_answers_may_stand_in_another_table_of_the_same_persons(
    share: str, expected: list[tuple[str, str, str]], report: Read, book: RuleBook
) -> None:
    assert findings(report, book, SURVEY.replace("SHARE", share)) == expected


def test_a_share_that_so_many_answers_cannot_give_is_told_with_how_many_can(report: Read, book: RuleBook) -> None:
    text = table("Ja | Antal svar [antal]", {"A": "40 % | 6", "B": "99 % | 7"}, unit="%")
    first, other = check(report(text), book, book.find("ST011")).findings
    assert sentence(first, "sv").endswith("Närmast möjliga är 33 % och 50 %. 40 % stämmer om bara 5 har svarat på frågan.")
    assert sentence(other, "sv").endswith("Närmast möjliga är 86 % och 100 %.")


def test_the_number_of_answers_of_others_says_nothing(report: Read, book: RuleBook) -> None:
    of_others = SURVEY.replace("SHARE", "71 %").replace("Enkäter, pågående deltagare", "Enkäter, medlemsorganisationer")
    assert not findings(report, book, of_others)


ALL = table("Nya | Pågående | Avslutade", {"A": "48 | 131 | 52", "B": "17 | 44 | 23", "C": "31 | 28 | 12"})


@pytest.mark.parametrize("name", ["Alla", "Samtliga insatser", "Hela förbundet"])
def test_a_last_row_that_is_called_the_whole_is_their_sum(name: str, report: Read, book: RuleBook) -> None:
    assert not findings(report, book, f'{ALL}    "{name}": "96 | 203 | 87"\n')
    assert findings(report, book, f'{ALL}    "{name}": "96 | 203 | 97"\n') == [("ST001", name, "warning")]


def test_a_total_of_shares_as_they_should_be_is_not_accused_beside_the_one_that_is_wrong(report: Read, book: RuleBook) -> None:
    """99 % is what 43, 22, 16, 10 and 8 % come to, and 16 % is printed as 19 %."""
    rows = {"A": "131 | 43 %", "B": "68 | 22 %", "C": "49 | 19 %", "D": "32 | 10 %", "E": "26 | 8 %", "Summa": "306 | 99 %"}
    assert findings(report, book, table("Antal [antal] | Andel [%]", rows)) == [("ST006", "C", "warning")]


QUARTERS = {
    "Upprättade": "14 | 17 | 9 | 21 | 61 | 48",
    "Uppföljda": "8 | 12 | 7 | 15 | 42 | 39",
    "Avslutade": "5 | 6 | 4 | 11 | 26 | 31",
}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        ({"Uppföljda": "8 | 12 | 7 | 15 | 43 | 39"}, [("ST002", "Uppföljda", "warning")]),
        ({"Uppföljda": "8 | 12 | 7 | 15 | 19 | 39", "Avslutade": "5 | 6 | 4 | 11 | 12 | 31"}, []),
    ],
)
def test_quarters_make_the_year_where_most_rows_say_so(
    changed: dict[str, str], expected: list[tuple[str, str, str]], report: Read, book: RuleBook
) -> None:
    """Those who are there in each quarter are counted once in the year."""
    text = table("Kv 1 | Kv 2 | Kv 3 | Kv 4 | Helår 2024 | Helår 2023", QUARTERS | changed)
    assert findings(report, book, text) == expected
