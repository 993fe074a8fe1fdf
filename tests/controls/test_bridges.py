"""A gap that the same named rows explain in every column is a difference of definition."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.check import check
from finsam_audit.page.model import Report

Reading = Callable[[str], Report]

TEXT = """
Flerårsöversikt:
  columns: {years}
  rows:
    Verksamhetens kostnader: {overview}
Resultaträkning:
  columns: {years}
  rows:
    Verksamhetens intäkter: {income}
    Verksamhetens kostnader: {costs}
    Finansiella intäkter: {interest}
"""


def _findings(report: Report, book: RuleBook) -> list[Outcome]:
    return list(check(report, book, book.find("FL004")).findings)


def _text(overview: str, years: str = "2025 | 2024", costs: str = "-7 688 | -6 556", interest: str = "27 | 30") -> str:
    income = " | ".join("7 000" for _ in years.split("|"))
    return TEXT.format(years=years, overview=overview, costs=costs, interest=interest, income=income)


def test_a_gap_bridged_in_every_column_is_a_note_with_the_bridge(report: Reading, book: RuleBook) -> None:
    found = _findings(report(_text("7 661 | 6 526")), book)
    assert [("definition", "note", Decimal(-27)), ("definition", "note", Decimal(-30))] == [
        (outcome.kind, outcome.severity, outcome.difference) for outcome in found
    ]
    assert [[hint.key for hint in outcome.hints] for outcome in found] == [["hint.bridge"], ["hint.bridge"]]


def test_a_gap_bridged_in_one_of_several_columns_is_no_difference_of_definition(report: Reading, book: RuleBook) -> None:
    found = _findings(report(_text("7 661 | 6 500")), book)
    assert [(outcome.kind == "definition", outcome.severity) for outcome in found] == [(False, "error"), (False, "error")]
    assert [hint.key for outcome in found for hint in outcome.hints if "bridge" in hint.key] == []


def test_an_error_in_one_column_alone_stays_one_and_names_the_amount(report: Reading, book: RuleBook) -> None:
    found = _findings(report(_text("7 661", years="2025", costs="-7 688", interest="27")), book)
    assert [(outcome.kind, outcome.severity) for outcome in found] == [(None, "error")]
    assert found[0].hints[-1].key == "hint.bridge-alone"


def test_the_row_inside_the_other_table_is_named_rather_than_an_amount_elsewhere(report: Reading, book: RuleBook) -> None:
    text = """
Finansierad verksamhet:
  columns: 2025
  rows:
    Individinriktade insatser:
      cells: 4 066 519
      rows:
        Coachingteamet: 4 016 586
        Ciceron: 49 933
    Totala kostnader: 4 066 519
Driftredovisning:
  unit: tkr
  columns: Utfall 2025 Intäkt | Utfall 2025 Kostnad | Utfall 2025 Netto | Budget 2025 Netto
  rows:
    Individinriktade insatser: _ | -4 017 | -4 017 | -4 100
    ESF-projekt: 1 000 | -1 050 | -50 | -40
    Medlemsbidrag: 4 200 | _ | 4 200 | 4 200
    Summa: 5 200 | -5 067 | 133 | 60
"""
    [found] = check(report(text), book, book.find("DR007")).findings
    assert (found.kind, found.severity) == ("definition", "note")
    [hint] = found.hints
    assert (hint.key, hint.args["row"]) == ("hint.difference-is-row", "Ciceron")


def test_an_amount_that_rounding_may_hide_explains_nothing(report: Reading, book: RuleBook) -> None:
    found = _findings(report(_text("7 687", years="2025", costs="-7 688", interest="1")), book)
    assert [(outcome.kind, outcome.severity) for outcome in found] == [("rounding", "note")]


def test_a_bridge_of_rounded_parts_may_miss_by_their_rounding_in_every_column(report: Reading, book: RuleBook) -> None:
    assert [o.kind for o in _findings(report(_text("7 660 | 6 527")), book)] == ["definition", "definition"]


def test_where_all_columns_agree_nothing_is_bridged(report: Reading, book: RuleBook) -> None:
    assert _findings(report(_text("7 688 | 6 556")), book) == []


def test_a_row_left_out_belongs_to_the_sum_even_where_rounding_would_let_it_go(report: Reading, book: RuleBook) -> None:
    text = """
Flerårsöversikt:
  columns: 2025 | 2024 | 2023
  rows:
    Verksamhetens intäkter: 2 624 076 | 2 623 391 | 2 644 045
    Verksamhetens kostnader: -2 621 975 | -2 623 199 | -2 640 628
    Avskrivningar: -1 | -1 | -48
    Verksamhetens resultat: 2 100 | 191 | 3 639
"""
    (finding,) = check(report(text), book, book.find("FL016")).findings
    assert finding.column == "2023"
    assert finding.difference == 270


def test_a_part_may_deviate_from_budget_by_more_than_its_whole(report: Reading, book: RuleBook) -> None:
    text = """
Resultaträkning:
  columns: Utfall 2025 | Budget 2025 | Avvikelse 2025
  rows:
    Verksamhetens kostnader: -9 000 | -9 010 | 10
    varav lokaler: -700 | -900 | 200
"""
    assert {o.column for o in check(report(text), book, book.find("X003")).outcomes} == {"Utfall 2025", "Budget 2025"}


@pytest.mark.parametrize(("interest", "kind", "key"), [("-14", "definition", "tie"), ("-5", "rounding", "rounding.off")])
def test_an_amount_that_a_bridge_lets_round_right_was_not_rounded_the_wrong_way(
    report: Reading, book: RuleBook, interest: str, kind: str, key: str
) -> None:
    """Costs of 8 265 492 kr stand as 8 266 tkr: with 14 kr of interest they are 8 265 506 kr, with 5 kr they are not."""
    text = _text("8 266", years="2025", costs="-8 265 492", interest=interest).replace("  columns", "  unit: tkr\n  columns", 1)
    (found,) = _findings(report(text), book)
    assert (found.kind, found.severity, found.told.key) == (kind, "note", key)


OPERATING = """
Resultaträkning:
  columns: 2025
  rows:
    Verksamhetens intäkter: 4 416 424
    Verksamhetens kostnader: -4 419 464
    Finansiella intäkter: {interest}
Driftredovisning:
  unit: tkr
  columns: Utfall 2025 Intäkt | Utfall 2025 Kostnad | Utfall 2025 Netto
  rows:
    Medlemsbidrag: 4 416 | _ | 4 416
    Insatser: _ | -4 419 | -4 419
    Resultat: 4 416 | -4 419 | -3
"""


@pytest.mark.parametrize(("interest", "unsettled"), [("233", True), ("9 233", False)])
def test_what_two_definitions_give_within_rounding_is_not_settled(
    report: Reading, book: RuleBook, interest: str, unsettled: bool
) -> None:
    """Costs of 4 419 464 kr, and 4 419 231 kr net of 233 kr of interest, are both 4 419 tkr."""
    (outcome,) = check(report(OPERATING.format(interest=interest)), book, book.find("DR006")).outcomes
    assert (outcome.outcome, outcome.unsettled) == ("passed", unsettled)
