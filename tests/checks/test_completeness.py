"""Sections, outline, wording, identity, periods and notes: what the data file shows, and what it cannot."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from finsam_audit.checks.identity import check_digit
from finsam_audit.checks.outline import heading_number
from finsam_audit.checks.wording import says
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.check import check
from finsam_audit.page.model import Report

Read = Callable[[str], Report]


def outcomes(report: Report, book: RuleBook, rule: str) -> list[Outcome]:
    return list(check(report, book, book.find(rule)).outcomes)


def findings(report: Report, book: RuleBook, rule: str) -> list[str]:
    return [o.told.key for o in outcomes(report, book, rule) if o.outcome == "finding"]


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("1.5 God ekonomisk hushållning", (1, 5)),
        ("1.1. Översikt", (1, 1)),
        ("2.Resultaträkning", (2,)),
        ("7. Styrelsens underskrift", (7,)),
        ("4 Slutsats", (4,)),
        ("1.4.1 Redovisningen", (1, 4, 1)),
        ("1.10 Uppföljning", (1, 10)),
        ("5 år i sammandrag", ()),
        ("2025 i korthet", ()),
        ("Bilaga 1 Måluppfyllelse", ()),
    ],
)
def test_a_heading_number_is_read_in_all_its_printed_forms(heading: str, number: tuple[int, ...]) -> None:
    assert heading_number(heading) == number


@pytest.mark.parametrize(
    ("headings", "keys"),
    [
        (["1. A", "1.1 B", "1.2 C", "2. D"], []),
        (["1.9 A", "1.10 B", "2.D"], []),
        (["1.4 A", "1.5 B", "1.4. C", "1.5. D"], ["outline.twice"]),
        (["1. A", "3. C", "2. B"], ["outline.order"]),
        (["1.1 A", "1.2 B", "1.4 C"], ["outline.gap"]),
        (["3. A", "4. B"], []),
    ],
)
def test_heading_numbers_are_unique_and_in_order(headings: list[str], keys: list[str], report: Read, book: RuleBook) -> None:
    listed = "".join(f"    - {heading}\n" for heading in headings)
    read = report(f"report:\n  entity: X\n  period: 2025\n  contents:\n{listed}")
    assert findings(read, book, "SE005") == keys


@pytest.mark.parametrize(
    ("text", "pattern", "fits"),
    [
        ("Datum:……………", "datum", True),
        ("Datum: 2026-03-12", "datum", False),
        ("Antalet var XX under året", "* xx *", True),
        ("XX", "* xx *", True),
        ("Exxon och Maxx", "* xx *", False),
        ("Namnförtydligande", "namnförtydligande", True),
        ("Vi intygar. Signeras av förbundets revisorer.", "*intygar*revisor*", True),
        ("Revisorerna intygar", "*intygar*revisor*", False),
        ("Beskriv årets händelser", "beskriv *", True),
        ("De kan beskriva årets händelser", "beskriv *", False),
        ("Bilden […] är rättvisande", "* xx *", False),
    ],
)
def test_a_wording_is_a_whole_text_a_beginning_a_word_or_a_part(text: str, pattern: str, fits: bool) -> None:
    assert says(text, pattern) is fits


@pytest.mark.parametrize("number", ["222000-2279", "222000-2493", "222000-1818", "212000-0142", "212000-1355", "556036-0793"])
def test_the_check_digit_of_known_numbers_fits(number: str) -> None:
    digits = number.replace("-", "")
    assert check_digit(digits[:9]) == digits[9]


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("222000-2279", []),
        ("222000–2279", []),
        ("16222000-2279", []),
        ("222000-2297", [("identity.check-digit", "error")]),
        ("22200-2279", [("identity.form", "warning")]),
        ("222000-NNNN", [("identity.form", "warning")]),
        ("556036-0793", [("identity.beginning", "note")]),
    ],
)
def test_an_organisation_number_has_form_check_digit_and_beginning(
    printed: str, told: list[tuple[str, str]], report: Read, book: RuleBook
) -> None:
    read = report(f"report:\n  entity: X\n  period: 2025\n  organisation number: {printed}\n")
    found = [(o.told.key, str(o.severity)) for o in outcomes(read, book, "SE012") if o.outcome == "finding"]
    assert found == told


def test_two_numbers_for_one_federation_are_a_note(report: Read, book: RuleBook) -> None:
    read = report(
        "report:\n  entity: X\n  period: 2025\n  organisation number: 222000-2279\n"
        "  statements:\n    - Förbundet (222000–2493) har sex medlemmar.\n"
    )
    (found,) = [o for o in outcomes(read, book, "SE012") if o.outcome == "finding"]
    assert (found.told.key, found.told.args["other"], found.severity) == ("identity.other", "222000-2493", "note")


@pytest.mark.parametrize(
    "rule", ["SE001", "SE003", "SE005", "SE006", "SE012", "SE014", "SE016", "DT004", "DT006", "DT007", "DT008"]
)
def test_what_the_data_file_does_not_hold_is_not_asked_for(rule: str, report: Read, book: RuleBook) -> None:
    read = report("Resultaträkning:\n  columns: 2025\n  rows:\n    Årets resultat: -700\n")
    (only,) = outcomes(read, book, rule)
    assert only.outcome == "not_applicable"
    assert only.reason is not None


def test_an_outline_without_the_law_s_headings_is_not_asked_for_them(report: Read, book: RuleBook) -> None:
    read = report("report:\n  entity: X\n  period: 2025\n  contents:\n    - 1. Inledning\n    - 2. Resultaträkning\n")
    assert findings(read, book, "SE001") == findings(read, book, "SE003") == []


NOTES = """
Balansräkning:
  columns: 2025-12-31 | 2024-12-31
  rows:
    Fordringar: 60 | 70 (not 4)
    Kortfristiga skulder: 60 | 70 (not 5)
"""


def _note(name: str, columns: str = "2025-12-31 | 2024-12-31") -> str:
    return f"{name}:\n  columns: {columns}\n  rows:\n    Summa: {' | '.join(['60'] * (columns.count('|') + 1))}\n"


@pytest.mark.parametrize(
    ("notes", "keys"),
    [
        ([_note("Not 4. Fordringar"), _note("Not 5. Kortfristiga skulder")], []),
        ([_note("Not 5. Kortfristiga skulder"), _note("Not 4. Fordringar")], ["notes.order"]),
        ([_note("Not 4. Fordringar"), _note("Not 4. Kortfristiga skulder")], ["notes.twice"]),
        ([_note("Not 4. Fordringar"), _note("Not 6. Personal")], ["notes.unreferenced"]),
    ],
)
def test_notes_are_referred_to_and_numbered_in_order(notes: list[str], keys: list[str], report: Read, book: RuleBook) -> None:
    assert findings(report(NOTES + "".join(notes)), book, "NO010") == keys


def test_a_note_lacks_the_comparative_column_of_its_statement(report: Read, book: RuleBook) -> None:
    read = report(NOTES + _note("Not 4. Fordringar", "2025-12-31"))
    (found,) = [o for o in outcomes(read, book, "NO011") if o.outcome == "finding"]
    assert (found.told.key, found.told.args["heads"]) == ("notes.columns", ("2024-12-31",))


def test_a_bare_year_beside_a_bare_year_may_be_the_same_half_year(report: Read, book: RuleBook) -> None:
    read = report(
        "report:\n  entity: X\n  document: interim report\n  period: 2025-01-01 – 2025-06-30\n"
        "tables:\n  Resultaträkning:\n    columns: 2025 | 2024\n    rows:\n      Periodens resultat: 1 | 2\n"
    )
    assert findings(read, book, "SE010") == []
