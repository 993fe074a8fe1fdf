"""Goals: target, outcome and judgement held against each other."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam_audit.controls.outcome import Outcome, Result
from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.check import check
from finsam_audit.messages import InputError, Message
from finsam_audit.page.model import Report
from finsam_audit.render.matter_text import matter_sentence
from finsam_audit.render.paper import paper
from finsam_audit.render.sentence import sentence
from finsam_audit.rulebook.load import load_rules
from tests.pages import read

Reading = Callable[[str], Report]

RULE = {"met": "ML001", "not met": "ML002", "partly": "ML003"}


def _goal(target: str, outcome: str, judgement: str, more: str = "") -> str:
    lines = {"target": target, "outcome": outcome, "judgement": judgement}
    return "  - goal: g\n" + "".join(f'    {key}: "{value}"\n' for key, value in lines.items() if value) + more


def _one(text: str, book: RuleBook, rule: str) -> Outcome:
    (found,) = check(read("goals:\n" + text), book, book.find(rule)).outcomes
    return found


@pytest.mark.parametrize(
    ("target", "outcome", "reaches"),
    [
        (">= 80 %", "80 %", True),
        (">= 80 %", "79 %", False),
        (">= 80 %", "79,9 %", False),  # printed as finely as the target, or finer: no help from rounding
        ("80 %", "81 %", True),
        ("> 80 %", "80 %", False),
        ("< 80 %", "80 %", False),
        ("<= 24 %", "24 %", True),
        ("<= 24 %", "25 %", False),
        ("<= 94,6 %", "95 %", True),
        ("<= 94,4 %", "95 %", False),
        ("= 5", "5", True),
        ("= 5", "6", False),
        ("<= 499 000 kr", "542 tkr", False),
        ("<= 170 400 kr", "170 tkr", True),
        (">= 170 400 kr", "170 tkr", True),
        (">= 170 600 kr", "170 tkr", False),
        ("<= 170 tkr", "170 400 kr", False),
        (">= 1 mnkr", "999 999 kr", False),
        ("1 000 – 1 500 tkr", "1 735 tkr", False),
        ("1 000 – 1 500 tkr", "1 500 000 kr", True),
        ("1 000 – 1 500 tkr", "999 tkr", False),
        ("<= 30 dagar", "33,5 dagar", False),
        (">= 70", "81 deltagare", True),
    ],
)
def test_an_outcome_reaches_its_target_or_not(book: RuleBook, target: str, outcome: str, reaches: bool) -> None:
    endings = {judgement: _one(_goal(target, outcome, judgement), book, rule).outcome for judgement, rule in RULE.items()}
    wanted = ("passed", "finding", "finding") if reaches else ("finding", "passed", "passed")
    assert wanted == (endings["met"], endings["not met"], endings["partly"])


@pytest.mark.parametrize(("judgement", "severity"), [("met", "warning"), ("not met", "warning"), ("partly", "note")])
def test_a_judgement_that_does_not_follow_has_its_severity(book: RuleBook, judgement: str, severity: str) -> None:
    outcome = "70 %" if judgement == "met" else "90 %"
    assert severity == _one(_goal(">= 80 %", outcome, judgement), book, RULE[judgement]).severity


@pytest.mark.parametrize(
    ("outcomes", "ending", "severity"),
    [("53 % | 73 %", "finding", "warning"), ("53 % | 83 %", "finding", "note"), ("83 % | 93 %", "passed", None)],
)
def test_several_outcomes_are_each_held(book: RuleBook, outcomes: str, ending: str, severity: str | None) -> None:
    found = _one(_goal(">= 80 %", outcomes, "met"), book, "ML001")
    assert (ending, severity) == (found.outcome, found.severity)


def test_the_note_says_which_outcome_misses(book: RuleBook) -> None:
    found = _one(_goal(">= 80 %", "53 % | 83 %", "met"), book, "ML001")
    assert (
        sentence(found, "sv")
        == "Rapporten skriver att målet ”g” är uppfyllt. 83 % når målvärdet (lägst 80 %), men 53 % gör det inte."
    )
    assert (
        sentence(found, "en")
        == "The report writes that the goal “g” is met. 83 % reaches the target (at least 80 %), but 53 % does not."
    )


def test_the_paper_shows_the_outcome_the_target_and_what_lies_between(book: RuleBook) -> None:
    lines = paper(_one(_goal("<= 160 000 kr", "170 tkr", "met"), book, "ML001"), None, "sv").lines
    assert [line[:3] for line in lines] == [("", "”g”", "170 tkr"), ("", "gräns", "160 tkr"), ("", "skillnad", "10 tkr")]
    assert lines[2].remark == "(avrundning förklarar högst 0,5 tkr)"


TWO = """goals:
  - id: team
    goal: teamet
    target: "<= 160 tkr"
    outcome: 150 tkr
    judgement: met
  - goal: allt
    target: "<= 499 000 kr"
    outcome: {outcome}
    judgement: met
"""


@pytest.mark.parametrize(
    ("outcome", "includes", "severity"),
    [
        ("480 tkr", "    includes: team\n", None),
        ("542 tkr", "", "warning"),
        ("542 tkr", "    includes: team\n", "note"),
        ("542 tkr", "    includes: [team]\n", "note"),
        ("692 tkr", "    includes: team\n", "warning"),
        ("642 000 kr", "    includes: team\n", "note"),
    ],
)
def test_an_included_outcome_is_taken_away_and_a_goal_met_by_that_alone_is_a_note(
    book: RuleBook, outcome: str, includes: str, severity: str | None
) -> None:
    _, found = check(read(TWO.format(outcome=outcome) + includes), book, book.find("ML001")).outcomes
    assert (found.outcome, severity) == ("finding" if severity else "passed", found.severity if severity else None)


def test_the_paper_of_a_goal_met_without_what_is_included_shows_that_it_is_not_met_with_it(book: RuleBook) -> None:
    _, found = check(read(TWO.format(outcome="542 tkr") + "    includes: team\n"), book, book.find("ML001")).outcomes
    assert [line[:3] for line in paper(found, None, "sv").lines] == [
        ("", "”allt”", "542 tkr"),
        ("", "gräns", "499 tkr"),
        ("", "skillnad", "43 tkr"),
    ]


def test_a_goal_that_may_be_met_is_not_counted_among_those_that_are_not(book: RuleBook) -> None:
    text = TWO.format(outcome="542 tkr").replace("150 tkr", "170 tkr") + "    includes: team\n"
    text = text.replace("judgement: met\n", 'judgement: met\n    judged: "Målen är uppfyllda @308"\n    at: 308\n')
    result = check(read(text), book, book.find("ML001"))
    said = " ".join(matter_sentence(matter, result, "sv") for matter in result.matters)
    assert said.startswith("”Målen är uppfyllda” – men 1 av 2 mål nås inte: ”teamet” 170 tkr")
    assert "I utfallet 542 tkr för ”allt” (högst 499 tkr) verkar 170 tkr ingå" in said


def test_the_paper_of_an_included_outcome_is_a_sum(book: RuleBook) -> None:
    _, found = check(read(TWO.format(outcome="692 tkr") + "    includes: team\n"), book, book.find("ML001")).outcomes
    lines = [line[:3] for line in paper(found, None, "sv").lines]
    assert lines[:3] == [("+", "”allt”", "692 tkr"), ("-", "”teamet”", "150 tkr"), ("=", "räknat", "542 tkr")]


@pytest.mark.parametrize("name", ["lag", "own"])
def test_a_goal_can_only_include_another_that_is_there(book: RuleBook, name: str) -> None:
    report = read(f'goals:\n  - id: own\n    goal: g\n    target: "80 %"\n    includes: {name}\n')
    with pytest.raises(InputError) as caught:
        check(report, book)
    assert [problem.message.key for problem in caught.value.problems] == ["data.unresolved"]


FUNDED = """tables:
  Finansierad verksamhet:
    columns: 2025
    rows:
      Strukturövergripande insatser:
        cells: 542 267
        rows:
          Mottagningsteam: 149 732
          Förbundschef: 392 535
goals:
  - goal: teamet
    target: "<= 160 000 kr"
    outcome: 150 tkr
    judgement: met
    equals: {row}
  - goal: allt
    target: "<= {limit} kr"
    outcome: 542 tkr
    judgement: met
    equals: finansierad verksamhet.strukturövergripande insatser
"""


@pytest.mark.parametrize(
    ("row", "limit", "key", "severity"),
    [
        ("«Finansierad verksamhet».Mottagningsteam", "499 000", "goal.met-includes", "note"),
        ("«Finansierad verksamhet».Mottagningsteam", "300 000", "goal.met", "warning"),
        ("resultaträkning.årets resultat", "499 000", "goal.met", "warning"),
    ],
)
def test_a_subtotal_that_takes_in_another_goals_row_is_a_note(
    book: RuleBook, row: str, limit: str, key: str, severity: str
) -> None:
    _, found = check(read(FUNDED.format(row=row, limit=limit)), book, book.find("ML001")).outcomes
    assert (key, severity) == (found.told.key, found.severity)


@pytest.mark.parametrize(("target", "outcome"), [("80 %", "80"), ("<= 6 veckor", "30 dagar"), ("<= 100 kr", "80 %")])
def test_what_is_in_other_units_is_not_compared(book: RuleBook, target: str, outcome: str) -> None:
    found = _one(_goal(target, outcome, "met"), book, "ML001")
    assert (found.outcome, found.reason.key if found.reason else None) == ("not_applicable", "reason.goal-units")


@pytest.mark.parametrize(
    ("goals", "reason"),
    [
        ('  - goal: "i ord"\n    judgement: met\n', "reason.no-targets"),
        (_goal(">= 80 %", "", "cannot be judged"), "reason.no-targets"),
    ],
)
def test_a_goal_without_figures_is_not_looked_at(book: RuleBook, goals: str, reason: str) -> None:
    found = _one(goals, book, "ML004")
    assert ("not_applicable", reason) == (found.outcome, found.reason.key if found.reason else None)


def test_a_goal_with_a_target_and_no_outcome_is_a_note(book: RuleBook) -> None:
    found = _one(_goal(">= 80 %", "", "met"), book, "ML004")
    assert (found.outcome, found.severity) == ("finding", "note")
    assert sentence(found, "sv") == ("Inget utfall hittades för målet ”g” (målvärde lägst 80 %).")


def _whole(text: str, book: RuleBook) -> Result:
    return check(read("goals:\n" + text), book, book.find("mål"))


@pytest.mark.parametrize(("outcome", "severities"), [("85 %", []), ("75 %", ["warning"])])
def test_a_missed_goal_that_the_report_says_nothing_of_is_to_be_explained(
    book: RuleBook, outcome: str, severities: list[str]
) -> None:
    result = _whole(_goal(">= 80 %", outcome, ""), book)
    assert [found.severity for found in result.findings] == severities
    assert {found.rule for found in result.findings} <= {"ML005"}


def test_a_missed_goal_halfway_through_the_year_is_a_note(book: RuleBook) -> None:
    report = read("goals:\n" + _goal(">= 80 %", "75 %", ""))._replace(document="interim report")
    result = check(report, book, book.find("mål"))
    assert [(found.rule, found.severity) for found in result.findings] == [("ML005", "note")]


@pytest.mark.parametrize("judgement", ["met", "not met", "partly"])
def test_the_figures_of_a_judged_goal_are_reached(book: RuleBook, judgement: str) -> None:
    result = _whole(_goal(">= 80 %", "75 % | 85 %", judgement), book)
    assert (result.figures, result.figures_covered) == (3, 3)


@pytest.mark.parametrize(("reading", "severity"), [(None, "warning"), ((), "note")])
def test_silence_in_a_document_may_be_what_was_not_read(
    book: RuleBook, reading: tuple[Message, ...] | None, severity: str
) -> None:
    report = read("goals:\n" + _goal(">= 80 %", "70 %", ""))._replace(reading=reading)
    found = check(report, book, book.find("ML005")).findings
    assert [one.severity for one in found] == [severity]


@pytest.fixture(scope="module")
def rules() -> RuleBook:
    return load_rules()


@given(st.integers(0, 2000), st.integers(0, 2000), st.sampled_from([">=", "<="]))
def test_met_and_not_met_never_both_stand(rules: RuleBook, target: int, outcome: int, operator: str) -> None:
    text = "".join(_goal(f"{operator} {target} tkr", f"{outcome} tkr", judgement) for judgement in ("met", "not met"))
    result = check(read("goals:\n" + text), rules, [*rules.find("ML001"), *rules.find("ML002")])
    assert sorted(found.outcome for found in result.outcomes) == ["finding", "passed"]


@given(st.integers(1, 999_999), st.sampled_from([">=", "<="]))
def test_a_budget_in_kr_never_accuses_the_same_amount_in_tkr(rules: RuleBook, kronor: int, operator: str) -> None:
    thousands = (Decimal(kronor) / 1000).to_integral_value()
    found = _one(_goal(f"{operator} {kronor} kr", f"{thousands} tkr", "met"), rules, "ML001")
    assert found.outcome == "passed"
