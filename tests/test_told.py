"""Limits and misprints are told in the words of the report."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO

import pytest

from finsam_audit.engine import check
from finsam_audit.language import say
from finsam_audit.messages import message
from finsam_audit.model import Report
from finsam_audit.render.paper import paper, sentence
from finsam_audit.render.text import wrapped, write_results
from finsam_audit.rules import Rule, RuleBook

Reading = Callable[[str], Report]

TABLES = """tables:
  Balansräkning:
    columns: 2025-12-31
    rows:
      Kassa och bank: 1 000
      Summa eget kapital: 1 000
      Kortfristiga skulder: 2 000
"""


@pytest.mark.parametrize(
    ("holds", "told"),
    [
        ("kortfristiga skulder / kassa och bank <= 100 %", "Kortfristiga skulder är 200 % av kassa och bank, över gränsen 100 %."),
        ("summa eget kapital >= 5 tkr", "Det egna kapitalet är 1 000 kr, under gränsen 5 000 kr."),
        ("kassa och bank - kortfristiga skulder >= 0 kr", "Kassa och bank - kortfristiga skulder är -1 000 kr, under gränsen 0 kr."),
    ],
)  # fmt: skip
def test_a_limit_names_what_it_is_about(report: Reading, book: RuleBook, holds: str, told: str) -> None:
    own = Rule("OWN1", "own", "text", "own", "warning", "limit", {}, {}, {}, {"on": "balansräkning", "holds": holds})
    (found,) = check(report(TABLES), book, [own]).outcomes
    assert told == sentence(found, "sv")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('claims:\n  - text: cirka --5 kr\n    value: "--5 kr [read as -5 kr]"\n', "I texten står ”--5 kr” (”cirka --5 kr”)."),
        ('goals:\n  - goal: cirka --5 kr\n    outcome: "--5 kr [read as -5 kr]"\n', "I målet ”cirka --5 kr” står ”--5 kr”."),
    ],
)
def test_a_misprint_in_a_sentence_is_told_by_its_words(report: Reading, book: RuleBook, text: str, told: str) -> None:
    (found,) = check(report(text), book, book.find("FM001")).outcomes
    assert sentence(found, "sv") == f"{told} Kontrollerna räknar med -5 kr."


def test_the_outcome_of_a_goal_is_not_told_as_running_text(report: Reading, book: RuleBook) -> None:
    goals = "goals:\n  - goal: g\n    outcome: 900 kr\n    equals: balansräkning.summa eget kapital\n"
    (found,) = check(report(TABLES + goals), book, book.find("TX001")).outcomes
    assert sentence(found, "sv") == "Utfallet av målet ”g” står som 900 kr, men uppgifterna i rapporten ger 1 000 kr."


def test_a_part_of_a_whole_is_told_with_both_and_shown_as_a_sum(report: Reading, book: RuleBook) -> None:
    rows = "".join(f"      Driftbidrag {name} kommun: 100\n" for name in ("Arboga", "Sala", "Köpings"))
    note = (
        "tables:\n  Not 2. Verksamhetens intäkter:\n    columns: 2025\n    rows:\n      Driftbidrag från staten: 1 700\n" + rows
    )
    (found,) = (o for o in check(report(note), book, book.find("FI003")).outcomes if o.outcome == "finding")
    assert sentence(found, "sv") == "Kommunernas bidrag är 300 kr, men 25 % av medlemsbidragen (2 000 kr) är 500 kr."
    lines = [line[:3] for line in paper(found, None, "sv").lines]
    assert lines[0] == ("+", "Medlemsbidrag (4 rader)", "25 % × 2 000 kr")
    assert lines[2] == ("", "Bidrag från kommuner (3 rader)", "300 kr")


GOALS = """goals:
  - goal: Minst hälften går till arbete
    target: ">= 50 %"
  - goal: Högst sex veckors väntan
    target: <= 6 veckor
"""


def test_notes_of_one_rule_without_sums_are_told_in_one_place(report: Reading, book: RuleBook) -> None:
    out = StringIO()
    write_results([check(report(TABLES + GOALS), book, book.find("ML004"))], book, "sv", (), out, False)
    told = [line.strip() for line in out.getvalue().splitlines() if "ML004" in line or "mål" in line or "·" in line][1:]
    assert told == [
        "ANMÄRKNING ML004 goal-has-outcome, ska gälla: Mål med målvärde har ett utfall",
        "Rapporten anger inget utfall för 2 mål:",
        "· ”Minst hälften går till arbete” (lägst 50 %), rad 13",
        "· ”Högst sex veckors väntan” (högst 6 veckor), rad 15",
    ]


PLEDGES = "tables:\n  Balansräkning:\n    columns: 2025-12-31\n    rows:\n      Ställda säkerheter: _\n"


def test_a_row_printed_blank_is_not_said_to_be_missing(report: Reading, book: RuleBook) -> None:
    reasons = [say(o.reason, "sv") for o in check(report(PLEDGES), book, book.find("BR014")).outcomes if o.reason is not None]
    assert reasons[0] == "Ställda säkerheter i balansräkningen (2025-12-31) är tom"


def test_several_tables_are_joined_by_or_where_none_of_them_is_meant() -> None:
    told = message("notes.unreferenced.finding", tables=("resultaträkning", "Balansräkning"), notes="Not 6")
    assert say(told, "sv") == "Ingen rad i resultaträkningen eller balansräkningen hänvisar till Not 6."


@pytest.mark.parametrize(
    ("table", "called"),
    [("Balansräkning", "balansräkningen"), ("Enkäter 2025", "tabellen Enkäter 2025"), ("Not 2. Intäkter", "Not 2. Intäkter")],
)
def test_a_table_is_called_what_a_reader_would_call_it(table: str, called: str) -> None:
    told = message("missing.row", concept="summa tillgångar", table=table)
    assert say(told, "sv") == f"raden Summa tillgångar finns inte i {called}"


def test_an_amount_is_not_broken_between_two_lines() -> None:
    lines = wrapped("Summa tillgångar står som 2 545 795 kr, men raderna summerar till 2 521 010 kr.", "", "", 30)
    assert ["".join(text for text, _ in line) for line in lines] == [
        "Summa tillgångar står som",
        "2 545 795 kr, men raderna",
        "summerar till 2 521 010 kr.",
    ]
