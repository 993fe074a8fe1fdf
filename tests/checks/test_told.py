"""Limits and misprints are told in the words of the report."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO

import pytest

from finsam_audit.controls.rules import Rule, RuleBook
from finsam_audit.engine.check import check
from finsam_audit.messages import message
from finsam_audit.page.model import Report
from finsam_audit.render.language import say
from finsam_audit.render.paper import paper
from finsam_audit.render.sentence import sentence
from finsam_audit.render.text import write_results
from finsam_audit.render.writing import wrapped

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
        ("kortfristiga skulder / kassa och bank <= 100 %", "Kortfristiga skulder är 200 % av kassa och bank, över gränsen 100 %. "
         "Gränsen är 1 000 kr och överskrids med 1 000 kr."),
        ("summa eget kapital >= 5 tkr", "Det egna kapitalet är 1 000 kr, under gränsen 5 000 kr."),
        ("kassa och bank - kortfristiga skulder >= 0 kr", "Kassa och bank - kortfristiga skulder är -1 000 kr, men ska inte "
             "vara under 0 kr."),
    ],
)  # fmt: skip
def test_a_limit_names_what_it_is_about(report: Reading, book: RuleBook, holds: str, told: str) -> None:
    own = Rule("OWN1", "own", "text", "own", "warning", "limit", {}, {}, {}, {"table": "balansräkning", "holds": holds})
    (found,) = check(report(TABLES), book, [own]).outcomes
    assert told == sentence(found, "sv")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'claims:\n  - text: cirka --5 kr\n    value: "--5 kr [read as -5 kr]"\n    equals: "2 kr - 7 kr"\n',
            "I texten står ”--5 kr” (”cirka --5 kr”).",
        ),
        ('goals:\n  - goal: cirka --5 kr\n    outcome: "--5 kr [read as -5 kr]"\n', "I målet ”cirka --5 kr” står ”--5 kr”."),
    ],
)
def test_a_misprint_in_a_sentence_is_told_by_its_words(report: Reading, book: RuleBook, text: str, told: str) -> None:
    (found,) = check(report(text), book, book.find("FM001")).outcomes
    assert sentence(found, "sv") == f"{told} Kontrollerna räknar med -5 kr."


def test_a_misprint_that_no_formula_asks_for_is_not_said_to_be_reckoned_with(report: Reading, book: RuleBook) -> None:
    claims = "claims:\n  - id: alla\n    text: ca 600 200 personer\n    value: 600 200 [read as 600 or 200]\n"
    (found,) = check(report(claims), book, book.find("FM001")).outcomes
    assert sentence(found, "sv") == (
        "I texten står ”600 200” (”ca 600 200 personer”), som inte är rätt tryckt. "
        "Inget annat tal i rapporten hänger på det. Det kan läsas som 600 eller 200."
    )
    asked = claims + "  - text: av dem alla 600\n    value: 600\n    equals: claims.alla\n"
    (found,) = check(report(asked), book, book.find("FM001")).outcomes
    assert "Kontrollerna räknar med 600." in sentence(found, "sv")


def test_the_outcome_of_a_goal_is_not_told_as_running_text(report: Reading, book: RuleBook) -> None:
    goals = "goals:\n  - goal: g\n    outcome: 900 kr\n    equals: balansräkning.summa eget kapital\n"
    (found,) = check(report(TABLES + goals), book, book.find("TX001")).outcomes
    assert (
        sentence(found, "sv")
        == "Utfallet av målet ”g” står som 900 kr, men Summa eget kapital (2025-12-31) i balansräkningen är 1 000 kr."
    )


def test_a_part_of_a_whole_is_told_with_both_and_shown_as_a_sum(report: Reading, book: RuleBook) -> None:
    rows = "".join(f"      Driftbidrag {name} kommun: 100\n" for name in ("Arboga", "Sala", "Köpings"))
    note = (
        "tables:\n  Not 2. Verksamhetens intäkter:\n    columns: 2025\n    rows:\n      Driftbidrag från staten: 1 700\n" + rows
    )
    (found,) = (o for o in check(report(note), book, book.find("FI003")).outcomes if o.outcome == "finding")
    assert sentence(found, "sv") == (
        "Kommunernas bidrag är 300 kr, men ska vara 25 % av medlemsbidragen (2 000 kr), det vill säga 500 kr. "
        "Kravet står i lag (2003:1210) om finansiell samordning av rehabiliteringsinsatser 5 och 5 a §§."
    )
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
    write_results([check(report(TABLES + GOALS), book, book.find("ML004"))], book, "sv", ("details",), out, False)
    told = [line.strip() for line in out.getvalue().splitlines() if "ML004" in line or "mål" in line or "·" in line][1:]
    assert told == [
        "ANMÄRKNING ML004 – regel: Ett mål som bedöms har både målvärde och utfall",
        "Inget utfall hittades för 2 mål:",
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


def test_a_command_is_not_broken_at_the_hyphens_of_its_file() -> None:
    lines = wrapped("Visa räkningen: finsam-audit explain ekby-alnas-2025-h1.yaml 1", "", "  ", 40)
    assert ["".join(text for text, _ in line) for line in lines] == [
        "Visa räkningen: finsam-audit explain",
        "  ekby-alnas-2025-h1.yaml 1",
    ]


def _page(report: Reading, book: RuleBook, text: str, rules: list[Rule] | tuple[Rule, ...], language: str = "sv") -> list[str]:
    out = StringIO()
    write_results([check(report(text), book, rules)], book, language, ("details",), out, False, len(rules))
    return out.getvalue().splitlines()


WRONG = TABLES.replace("Summa eget kapital: 1 000", "Summa eget kapital: 1 000\n      Summa tillgångar: 1 500")


@pytest.mark.parametrize(
    ("language", "head"),
    [("sv", "FEL BR003 – regel: Tillgångarna är rätt summerade"), ("en", "ERROR BR003 – rule: Assets add up")],
)
def test_a_finding_is_headed_by_its_rule_in_words_without_the_short_name(
    report: Reading, book: RuleBook, language: str, head: str
) -> None:
    assert head in _page(report, book, WRONG, book.find("BR003"), language)


def test_a_correction_is_told_by_the_findings_it_clears(report: Reading, book: RuleBook) -> None:
    cause = next(line for line in _page(report, book, WRONG, book.find("BR003")) if "Orsak" in line)
    assert cause.endswith("Då försvinner det här fyndet.") or "tar bort det här fyndet" in cause


def test_where_some_rules_are_run_the_report_is_not_called_ready(report: Reading, book: RuleBook) -> None:
    last = _page(report, book, WRONG.replace("1 500", "1 000"), book.find("BR003"))[-1]
    every = len(book.rules)
    assert last == (
        "De valda reglerna fann inget att rätta och inget att förklara. "
        f"Bara 1 regel av {every} kördes, så det här säger inget om hela rapporten."
    )


SAME_CAUSE = """tables:
  Balansräkning:
    columns: 2025-12-31
    rows:
      Tillgångar:
        Fordringar: 1 425 219
        Kassa och bank: 1 095 791
        Summa omsättningstillgångar: 2 521 910
        Summa tillgångar: 2 521 010
      Summa eget kapital och skulder: 2 521 010
"""


def test_findings_of_the_same_cause_are_counted_in_the_summary(report: Reading, book: RuleBook) -> None:
    page = _page(report, book, SAME_CAUSE, (*book.find("BR002"), *book.find("BR003")))
    assert any(line.endswith("2 fynd, varav 1 med samma orsak som ett annat.") for line in page)


def _own(check_: str, **options: object) -> Rule:
    return Rule("OWN1", "own", "text", "own", "error", check_, {}, {}, {}, {"table": "balansräkning", **options})


def test_a_number_of_the_formula_has_a_line_of_its_own(report: Reading, book: RuleBook) -> None:
    own = _own("formula", holds="kortfristiga skulder = kassa och bank + 1 kr")
    (found,) = check(report(TABLES), book, [own]).outcomes
    assert [line[:3] for line in paper(found, None, "sv").lines] == [
        ("+", "Kassa och bank", "1 000 kr"),
        ("+", "tal i regeln", "1 kr"),
        ("=", "räknat", "1 001 kr"),
        ("", "står", "2 000 kr"),
        ("", "skillnad", "999 kr"),
    ]


def test_what_a_limit_is_made_of_stands_by_itself(report: Reading, book: RuleBook) -> None:
    own = _own("limit", holds="kortfristiga skulder <= 20 % * kassa och bank + 1 kr")
    (found,) = check(report(TABLES), book, [own]).outcomes
    assert [line[:3] for line in paper(found, None, "sv").lines] == [
        ("", "Kortfristiga skulder", "2 000 kr"),
        ("+", "Kassa och bank", "20 % × 1 000 kr"),
        ("+", "tal i regeln", "1 kr"),
        ("=", "gräns", "201 kr"),
        ("", "skillnad", "1 799 kr"),
    ]


def test_a_share_said_in_a_word_is_told_in_that_word(report: Reading, book: RuleBook) -> None:
    claims = (
        "claims:\n  - text: skulderna är hälften av tillgångarna\n    value: 50 %\n"
        "    equals: balansräkning.kassa och bank / balansräkning.kortfristiga skulder\n"
        "  - text: skulderna är en fjärdedel av tillgångarna\n    value: 25 %\n"
        "    equals: balansräkning.kassa och bank / balansräkning.kortfristiga skulder\n"
    )
    (found,) = (o for o in check(report(TABLES + claims), book, book.find("TX002")).outcomes if o.outcome == "finding")
    assert sentence(found, "sv") == (
        "Texten säger en fjärdedel (25 %) (”skulderna är en fjärdedel av tillgångarna”), "
        "men Kassa och bank (1 000 kr) av Kortfristiga skulder (2 000 kr) är 50 %."
    )


def test_a_finding_of_words_says_what_is_wrong_with_them(report: Reading, book: RuleBook) -> None:
    text = "report:\n  entity: Exempelförbundet\n  period: 2025\n  statements:\n    - Vissa anpassningar har gjorts.\n"
    (found,) = check(report(text), book, book.find("NO012")).outcomes
    assert sentence(found, "sv") == (
        "I texten står ”Vissa anpassningar har gjorts.” "
        "Men det står inte vilka anpassningar det är, eller varför de har gjorts."
    )
