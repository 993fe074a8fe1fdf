"""Parts and wholes, of a text and between tables, fit each other; a base is what other figures prove."""

from __future__ import annotations

import pytest

from tests.whole.unseen.small import Rows, accusations, audited, because_of, checked, data_file, said, sample, table


@pytest.mark.parametrize(("count", "share"), [(167, "104,4 %"), (162, "101,3 %")])
def test_rows_and_shares_above_the_base_are_told(count: int, share: str) -> None:
    rows: Rows = [
        ("Kvinnor", (98, "61,3 %")),
        ("Män", (62, "38,8 %")),
        ("Svarande", (count, share)),
        ("Totalt", (160, "100 %")),
    ]
    found = said(checked(data_file(table("Deltagare", rows, unit="antal", columns="Antal [antal] | Andel [%]"))))
    assert found != set()


def test_a_total_that_the_auditors_tell_wrongly_is_an_error() -> None:
    """342 tkr of 452: 110 tkr is no matter of wording."""
    found = audited("lekeberg-orebro-2020-revisionsrapport").findings
    assert [o.severity for o in found if str(o.stated) == "342"] == ["error"]


@pytest.mark.parametrize("total", ["_", "?"])
def test_a_blank_total_is_given_by_its_parts(total: str) -> None:
    """Not 3 has no total of its administration; Not 8 has one that the parts of Not 3 contradict."""
    first = table(
        "Not 3. Verksamhetens kostnader",
        [("Administration", [("Personal", 600), ("Lokaler", 90), ("Summa administration", total)])],
    )
    second = table("Not 8. Administration", [("Personal", 600), ("Lokaler", 70), ("Summa administration", 670)])
    assert accusations(checked(data_file(first, second, organisation="samordningsförbund"))) != []


@pytest.mark.parametrize(("other", "wrong"), [(620, False), (602, True)])
def test_a_row_of_one_name_is_one_amount_in_two_tables(other: int, wrong: bool) -> None:
    first = table("Not 3. Kostnader", [("Coachingteamet", 620), ("Unga vuxna", 310), ("Summa", 930)])
    second = table("Finansierad verksamhet", [("Coachingteamet", other), ("Unga vuxna", 310), ("Summa", other + 310)])
    assert bool(accusations(checked(data_file(first, second, organisation="samordningsförbund")))) is wrong


def test_two_tables_of_other_amounts_are_not_the_same_rows() -> None:
    """Gross here and net there: what half of the rows do not show is no slip."""
    first = table("Not 3. Kostnader", [("Coachingteamet", 620), ("Unga vuxna", 310), ("Grön rehab", 95)])
    second = table("Finansierad verksamhet", [("Coachingteamet", 602), ("Unga vuxna", 280), ("Grön rehab", 95)])
    assert accusations(checked(data_file(first, second, organisation="samordningsförbund")), "FV008") == []


UNIQUE = """claims:
  - id: avslutade
    text: "Totalt antal deltagare som avslutat insats: 62"
    value: 62
  - text: "Varav unika deltagare: {part}"
    value: {part}
"""


@pytest.mark.parametrize(("part", "wrong"), [(61, False), (62, False), (63, True)])
def test_varav_in_the_text_is_no_more_than_its_whole(part: int, wrong: bool) -> None:
    found = [f for f in said(checked(data_file(rest=UNIQUE.format(part=part)))) if f[0].startswith(("TX", "ST", "X"))]
    assert (found != []) is wrong


def test_the_change_of_a_note_is_held_against_the_text() -> None:
    """The provision rose by 514 437 kr, and the text says 509 961."""
    result = sample("lekeberg-orebro-2025")
    told = [o for o in result.findings if {u.figure.printed for u in o.figures if u.figure} & {"509 961 kr", "509 961"}]
    assert told != []


CASH = table(
    "Balansräkning", [("Kassa och bank", (1_461_000, 1_350_000)), ("Summa omsättningstillgångar", (1_461_000, 1_350_000))]
)


@pytest.mark.parametrize(("words", "wrong"), [("ca en miljon", True), ("ca en och en halv miljon", False)])
def test_an_amount_in_words_is_held_against_the_statement(words: str, wrong: bool) -> None:
    assert bool(because_of(f"Vid årets slut har förbundet {words} i likvida medel.", CASH)) is wrong


@pytest.mark.parametrize(("left", "wrong"), [("40 000 kr", False), ("4 000 kr", True)])
def test_what_is_spent_and_what_is_left_make_the_grant(left: str, wrong: bool) -> None:
    rest = f"""claims:
  - text: "Totalt medelsanslag 2025: 420 000 kr"
    value: 420 000 kr
  - text: "Förbrukade medel 2025: 380 000 kr"
    value: 380 000 kr
  - text: "Återstående medel 2025: {left}"
    value: {left}
"""
    assert ([f for f in said(checked(data_file(rest=rest))) if f[0].startswith("TX") or f[0].startswith("ST")] != []) is wrong


@pytest.mark.parametrize(
    "sentence", ["Årsredovisning 2024 har upprättats enligt lag.", "Noter till årsredovisningen för 2024 framgår nedan."]
)
def test_last_years_name_left_in_a_standard_text_is_told(sentence: str) -> None:
    assert because_of(sentence) != set()
    assert because_of(sentence.replace("2024", "2025")) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "Årsredovisningen för 2024 godkändes av styrelsen i mars.",
        "Enligt årsredovisningen för 2024 var resultatet 12 tkr.",
        "Årsredovisning 2025 har upprättats efter samma principer som 2024.",
    ],
)
def test_last_years_report_may_be_spoken_of(sentence: str) -> None:
    assert because_of(sentence) == set()
