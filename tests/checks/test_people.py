"""Board, auditors, signatures and members: who stands for whom, and who is who."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from finsam_audit.accounts.members import members
from finsam_audit.checks import people
from finsam_audit.checks.members import spoken_of
from finsam_audit.checks.people import ByWord, nearly
from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.check import check
from finsam_audit.page.model import Person, Report

Read = Callable[[str], Report]


@pytest.mark.parametrize(
    ("left", "right", "same", "spelt_otherwise"),
    [
        ("Eva-Lena Ek", "EVA LENA EK", True, False),
        ("Christopher Hedbom Rydaeus", "Christopher Rydaeus", True, False),
        ("Marie-Louise Naucér", "Marie-Louise Naclér", True, True),
        ("Annica Blomgren", "Annika Blomgren", True, True),
        ("Eva Ek", "Bo Ek", False, False),
        ("Amanda Lindgren", "Cathrine Lindgren", False, False),
    ],
)
def test_who_is_who(left: str, right: str, same: bool, spelt_otherwise: bool) -> None:
    known = ByWord([Person(left)]).know(Person(right))
    assert (known, nearly(left, right)) == (same, spelt_otherwise)


MEMBERS = ("Arbetsförmedlingen", "Försäkringskassan", "Region Örebro län", "Örebro kommun", "Lekebergs kommun", "Västerås Stad")


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("staten", ["Arbetsförmedlingen", "Försäkringskassan"]),
        ("FK", ["Försäkringskassan"]),
        ("Arbetsförmedling", ["Arbetsförmedlingen"]),
        ("AF/FK", ["Arbetsförmedlingen", "Försäkringskassan"]),
        ("regionen", ["Region Örebro län"]),
        ("Region Örebro län", ["Region Örebro län"]),
        ("kommunerna", ["Örebro kommun", "Lekebergs kommun", "Västerås Stad"]),
        ("Kommunerna Lekeberg och Västerås", ["Lekebergs kommun", "Västerås Stad"]),
        ("Örebro kommun samt Region Örebro län", ["Region Örebro län", "Örebro kommun"]),
        ("Driftbidrag från Lekeberg kommun", ["Lekebergs kommun"]),
        ("samtliga medlemmar", ["Region Örebro län", "Örebro kommun", "Lekebergs kommun", "Västerås Stad"]),
        ("KPMG AB", []),
    ],
)
def test_whom_a_text_speaks_of(text: str, whom: list[str], book: RuleBook) -> None:
    known = members(MEMBERS, book.lexicon)
    assert [one.name for one in spoken_of(text, known, book.lexicon)] == whom


def _findings(text: str, rule: str, report: Read, book: RuleBook) -> list[tuple[str, str]]:
    read = report(f"report:\n  entity: X\n  period: 2025\n{text}")
    return [(o.told.key, str(o.severity)) for o in check(read, book, book.find(rule)).findings]


BOARD = """  board:
    - Eva Ek | Storby kommun | Ordförande
    - Bo Alm | Region Exempel | Vice ordförande
    - Kim Berg | Staten | Ledamot
"""


def test_another_function_at_the_signature_is_a_note(report: Read, book: RuleBook) -> None:
    text = BOARD + "  signatures:\n    - Eva Ek | | Ordf.\n    - Bo Alm | | Ledamot\n    - Kim Berg | | Ledamot\n"
    assert _findings(text, "DT004", report, book) == [("people.function", "note")]


def test_auditors_officials_and_placeholders_are_not_looked_for_on_the_board(report: Read, book: RuleBook) -> None:
    text = BOARD + (
        "  auditors:\n    - Ulla Lind | kommunerna\n"
        "  signatures:\n    - Eva Ek | | Ordförande\n    - Ulla Lind | kommunerna | Azets\n"
        "    - Jan Rask | | Förbundschef\n    - Namnförtydligande | | Ledamot\n    - Siv Moe | | Auktoriserad revisor\n"
    )
    assert _findings(text, "DT004", report, book) == []


def test_a_board_that_hardly_anyone_who_signs_is_on_is_another_list(report: Read, book: RuleBook) -> None:
    text = "  board:\n    - Eva Ek | | Ordförande\n  signatures:\n    - Bo Alm | | Ledamot\n    - Kim Berg | | Ledamot\n"
    assert _findings(text, "DT004", report, book) == []


@pytest.mark.parametrize(
    ("deputies", "told"),
    [
        ([], []),
        (["Storby kommun", "Region Exempel", "AF", "FK"], []),
        (["Storby kommun", "Region Exempel", "Staten", "Staten"], []),
        (["Storby kommun", "Region Exempel", "Storby kommun", "Staten"], [("members.no-deputy", "note")]),
        (["Storby kommun", "Region Exempel", "AF"], [("members.deputies", "note"), ("members.no-deputy", "note")]),
    ],
)
def test_deputies_are_asked_for_where_there_are_any(
    deputies: list[str], told: list[tuple[str, str]], report: Read, book: RuleBook
) -> None:
    listed = "".join(f"    - Namn {whom} | {whom} | Ersättare\n" for whom in deputies)
    text = (
        BOARD
        + "    - Siv Moe | Staten | Ledamot\n"
        + listed
        + "  members: [Arbetsförmedlingen, Försäkringskassan, Region Exempel, Storby kommun]\n"
    )
    assert _findings(text, "DT006", report, book) == told


@pytest.mark.parametrize("members", ["Arbetsförmedlingen, Försäkringskassan", "Staten", "Försäkringskassan/Arbetsförmedlingen"])
@pytest.mark.parametrize(
    ("seats", "told"),
    [
        (["AF", "FK"], []),
        (["Staten", "Staten"], []),
        (["Staten"], ["members.few-seats"]),
        (["Staten", "Storby kommun"], ["members.no-seat"]),
        (["Försäkringskassan", "Storby kommun"], ["members.no-seat"]),
        (["AF och FK", "Storby kommun"], ["members.no-seat"]),
    ],
)
def test_the_state_has_two_members_with_a_seat_each(
    members: str, seats: list[str], told: list[str], report: Read, book: RuleBook
) -> None:
    text = f"  members: [{members}, Region Exempel, Storby kommun]\n  board:\n" + "".join(
        f"    - Namn {number} | {whom} | Ledamot\n" for number, whom in enumerate(["Storby kommun", "Region Exempel", *seats])
    )
    assert [key for key, _ in _findings(text, "DT006", report, book)] == told


def test_one_auditor_is_enough_for_the_state(report: Read, book: RuleBook) -> None:
    text = "  members: [Arbetsförmedlingen, Försäkringskassan]\n  auditors:\n    - Eva Ek | Försäkringskassan\n"
    assert _findings(text, "DT007", report, book) == []


def test_whom_a_party_letter_stands_for_is_not_guessed(report: Read, book: RuleBook) -> None:
    text = "  members: [Region Exempel, Storby kommun]\n  board:\n    - Eva Ek | S | Ordförande\n    - Bo Alm | M | Ledamot\n"
    assert _findings(text, "DT006", report, book) == []


def test_an_auditor_whose_electors_are_not_told_may_be_anyone_s(report: Read, book: RuleBook) -> None:
    text = "  members: [Försäkringskassan, Storby kommun]\n  auditors:\n    - Eva Ek | staten\n    - Bo Alm | KPMG AB\n"
    assert _findings(text, "DT007", report, book) == []


def test_a_contribution_from_a_stranger_is_a_note(report: Read, book: RuleBook) -> None:
    text = (
        "  members: [Region Exempel, Storby kommun]\n"
        "tables:\n  Not 2. Verksamhetens intäkter:\n    columns: 2025\n    rows:\n"
        "      Driftbidrag från Region Exempel: 1\n      Driftbidrag från Storby kommun: 1\n      Driftbidrag från Lillby kommun: 1\n"
    )
    assert _findings(text, "DT008", report, book) == [("members.stranger", "note")]


def test_names_without_a_word_in_common_are_not_compared(report: Read, book: RuleBook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of sixty people on each of three lists: who shares no name with another cannot be the same but for the spelling."""
    compared: list[tuple[str, str]] = []

    def compare(left: str, right: str) -> bool:
        compared.append((left, right))
        return False

    monkeypatch.setattr(people, "nearly", compare)
    names = [f"{a}{b}a {a}{b}sson" for a in "bdfhjl" for b in "aeiouyåäöq"]
    lists = {"board": names, "auditors": names[:1], "signatures": [name.replace("sson", "zson") for name in names]}
    text = "".join(f"  {key}:\n" + "".join(f"    - {name}\n" for name in own) for key, own in lists.items())
    assert _findings(text, "DT005", report, book) == []
    assert 0 < len(compared) <= 120


def test_the_whole_board_is_not_said_to_sign_where_a_stranger_signs_in_a_members_place(report: Read, book: RuleBook) -> None:
    def outcome(*signers: str) -> str:
        board = "report:\n  entity: X\n  period: 2025\n  board:\n    - Eva Ek | | Ordförande\n    - Bo Alm | | Ledamot\n    - Siv Moe | | Ersättare\n"
        signed = "  signatures:\n" + "".join(f"    - {one}\n" for one in signers)
        (found,) = check(report(board + signed), book, book.find("SE015")).outcomes
        return found.outcome

    assert outcome("Eva Ek | | Ordförande", "Bo Alm | | Ledamot") == "passed"
    assert outcome("Eva Ek | | Ordförande", "Siv Moe | | Ersättare") == "passed"
    assert outcome("Eva Ek | | Ordförande", "Karin Lund | | Ledamot") == "not_applicable"
    assert outcome("Eva Ek | | Ordförande") == "finding"
