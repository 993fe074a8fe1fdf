"""Numbers of notes, however they are printed: in the name of the note, in a reference, in a column of references."""

from __future__ import annotations

from pathlib import Path

import pytest

from finsam_audit import RuleBook, check, read_report
from finsam_audit.page.note_numbers import note_numbers, number_of, without_number
from finsam_audit.render.sentence import sentence


@pytest.mark.parametrize(
    ("name", "number", "rest"),
    [
        ("Not 4. Fordringar", "4", "Fordringar"),
        ("Not 3:1 Fordringar", "3:1", "Fordringar"),
        ("Not 3.1 Fordringar", "3.1", "Fordringar"),
        ("Not 3: Fordringar", "3", "Fordringar"),
        ("not 3 a Fordringar", "3 a", "Fordringar"),
        ("Not 3A. Fordringar", "3A", "Fordringar"),
        ("Noter 3–5 Skulder", "3–5", "Skulder"),
        ("Not 4 i sammandrag", "4", "i sammandrag"),
        ("Not 4 E-tjänster", "4", "E-tjänster"),
        ("Not 12 Ack. överskott", "12", "Ack. överskott"),
        ("Not Sammanställning", "", "Not Sammanställning"),
        ("Noterade aktier", "", "Noterade aktier"),
        ("Balansräkning", "", "Balansräkning"),
    ],
)
def test_the_number_that_a_note_begins_with(name: str, number: str, rest: str) -> None:
    assert (number_of(name), without_number(name)) == (number, rest)


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        ("4", ("4",)),
        ("3:1", ("3.1",)),
        ("3.1", ("3.1",)),
        ("3 a", ("3a",)),
        ("3A", ("3a",)),
        ("Not 3", ("3",)),
        ("Noter 3–5", ("3", "4", "5")),
        ("3-5, 8", ("3", "4", "5", "8")),
        ("4, 5 och 6", ("4", "5", "6")),
        ("2 & 3:2", ("2", "3.2")),
        ("5–3", ("5–3",)),
        ("", ()),
    ],
)
def test_a_reference_names_its_notes_in_one_spelling(printed: str, numbers: tuple[str, ...]) -> None:
    assert note_numbers(printed) == numbers


REPORT = """finsam-audit: 1
report: {entity: Alfa, period: 2025}
tables:
  Balansräkning:
    columns: Not | 2025-12-31 | 2024-12-31
    rows:
      Fordringar: 3:1 | 310 | 290
      Kassa och bank: 3 a, 3.2 | 310 | 290
      Eget kapital: Not 4 | 310 | 290
      Skulder: 6–8 | 310 | 290
      Avsättningar: 9 b | 310 | 290
  Not 3.1 Fordringar:
    columns: 2025-12-31 | 2024-12-31
    rows: {A: 310 | 290}
  Not 3:2 Kassa:
    columns: 2025-12-31 | 2024-12-31
    rows: {A: 100 | 100}
  Not 3A Bank:
    columns: 2025-12-31 | 2024-12-31
    rows: {A: 210 | 190}
  Noter 6–8 Skulder:
    columns: 2025-12-31 | 2024-12-31
    rows: {A: 310 | 290}
"""


def _told(tmp_path: Path, book: RuleBook, text: str, rule: str) -> list[str]:
    file = tmp_path / "report.yaml"
    file.write_text(text, encoding="utf-8")
    findings = check(read_report(file), book).findings
    return [str(o.told.args.get("row", o.told.args.get("note"))) for o in findings if o.rule == rule]


def test_a_note_column_is_read_as_references(tmp_path: Path, book: RuleBook) -> None:
    file = tmp_path / "report.yaml"
    file.write_text(REPORT, encoding="utf-8")
    (told,) = [o for o in check(read_report(file), book).outcomes if o.rule == "NO009" and o.outcome == "not_applicable"]
    assert told.reason is not None
    assert told.reason.args["notes"] == ("4", "9b")


@pytest.mark.parametrize(
    ("right", "wrong", "note"),
    [
        ("rows: {A: 310 | 290}\n  Not 3:2", "rows: {A: 310 | 920}\n  Not 3:2", "Not 3.1 Fordringar"),
        ("Skulder:\n    columns: 2025-12-31 | 2024-12-31\n    rows: {A: 310", "Skulder:\n    columns: 2025-12-31 | 2024-12-31\n    rows: {A: 130", "Noter 6–8 Skulder"),
    ],
)  # fmt: skip
def test_a_note_is_held_against_the_row_that_refers_to_it(
    tmp_path: Path, book: RuleBook, right: str, wrong: str, note: str
) -> None:
    assert _told(tmp_path, book, REPORT, "NO002") == []
    assert _told(tmp_path, book, REPORT.replace(right, wrong), "NO002") == [note]


def test_a_note_one_krona_off_is_told_with_the_note_it_stands_in(tmp_path: Path, book: RuleBook) -> None:
    file = tmp_path / "report.yaml"
    file.write_text(REPORT.replace("rows: {A: 310 | 290}\n  Not 3:2", "rows: {A: 310 | 291}\n  Not 3:2"), encoding="utf-8")
    (outcome,) = (o for o in check(read_report(file), book).findings if o.rule == "NO002")
    assert "A är 291 kr i Not 3.1 Fordringar, men Fordringar i balansräkningen är 290 kr" in sentence(outcome, "sv")
