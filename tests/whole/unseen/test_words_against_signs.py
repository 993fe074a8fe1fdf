"""What a sentence says of a deviation is held against its sign; a goal said to be met against the goals."""

from __future__ import annotations

import pytest

from tests.whole.unseen.small import Rows, because_of, sample, table

ROWS: Rows = [
    ("Individinriktade insatser", (-2_820, -2_908, 88)),
    ("Strukturövergripande insatser", (-610, -431, -179)),
    ("Administration", (-905, -881, -24)),
    ("Summa kostnader", (-4_335, -4_220, -115)),
]
OPERATIONS = table("Driftredovisning", ROWS, unit="tkr", columns="Utfall 2025 | Budget 2025 | Avvikelse 2025")
GOALS = """goals:
  - goal: "Minst 50 % av deltagarna går vidare till arbete eller studier"
    target: ">= 50 %"
    outcome: 38 %
    judgement: {judged}
  - goal: "Minst 120 deltagare"
    target: ">= 120"
    outcome: 131
    judgement: met
"""


def _new(sentence: str, *, operations: str = OPERATIONS, goals: str = "") -> set[tuple[str, str, str, str]]:
    """What is found because the sentence is there."""
    return because_of(sentence, operations, rest=goals)


BLAMES = [
    "Underskottet hänförs till största del till {row}.",
    "Det negativa resultatet beror främst på {row}.",
    "Avvikelsen mot budget förklaras huvudsakligen av högre kostnader för {row}.",
]


@pytest.mark.parametrize("blame", BLAMES)
def test_a_deficit_may_be_blamed_on_the_row_that_did_worst(blame: str) -> None:
    assert _new(blame.format(row="strukturövergripande insatser")) == set()


@pytest.mark.parametrize("blame", BLAMES)
def test_a_deficit_is_not_blamed_on_the_row_that_did_better_than_budget(blame: str) -> None:
    assert _new(blame.format(row="individinriktade insatser")) != set()


@pytest.mark.parametrize(
    "sentence",
    [
        "Underskottet beror på individinriktade insatser och strukturövergripande insatser.",
        "Överskottet beror främst på individinriktade insatser.",
        "Det budgeterade underskottet beror på individinriktade insatser.",
        "Underskottet jämfört med 2024 beror på individinriktade insatser.",
        "Underskottet beror inte på individinriktade insatser.",
        "Underskottet beror på lägre bidrag.",
    ],
)
def test_what_else_a_sentence_may_say_of_a_row_is_no_blame(sentence: str) -> None:
    assert _new(sentence) == set()


@pytest.mark.parametrize("blame", BLAMES)
def test_a_deficit_that_the_budget_planned_is_due_to_anything(blame: str) -> None:
    assert _new(blame.format(row="insatser"), operations=BETTER) == set()


FRAMES = [
    "Verksamheten har bedrivits inom tilldelad budgetram.",
    "Förbundet har hållit sig inom budgeten.",
    "Kostnaderna ryms inom beslutad budget.",
]
BETTER = table(
    "Driftredovisning",
    [("Insatser", (-2_820, -2_908, 88)), ("Administration", (-860, -881, 21)), ("Summa kostnader", (-3_680, -3_789, 109))],
    unit="tkr",
    columns="Utfall 2025 | Budget 2025 | Avvikelse 2025",
)


@pytest.mark.parametrize("sentence", FRAMES)
def test_within_the_budget_is_said_against_a_deficit(sentence: str) -> None:
    assert _new(sentence) != set()


@pytest.mark.parametrize("sentence", FRAMES)
def test_within_the_budget_is_right_of_a_surplus(sentence: str) -> None:
    assert _new(sentence, operations=BETTER) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "Alla insatser utom de strukturövergripande höll sig inom budget.",
        "Individinriktade insatser höll sig inom budget.",
        "Kostnaderna för lokaler ligger inom budget.",
        "Förbundet har hållit sig inom budget i fyra av fem år.",
        "Förbundet ska hålla sig inom budget 2026.",
        "Verksamheten har inte kunnat bedrivas inom budget.",
    ],
)
def test_a_part_another_year_or_an_aim_may_be_within_the_budget(sentence: str) -> None:
    assert _new(sentence) == set()


def test_what_a_sentence_adds_with_utan_takes_nothing_back() -> None:
    """ "Inom tilldelad budgetram, utan skuldsättning" stands in Degerfors beside a deviation of -36 tkr."""
    assert [o.severity for o in sample("degerfors-karlskoga-2025").findings if o.rule == "TX010"] == ["warning"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Alla mål utom ett har uppnåtts.",
        "Samtliga mål för god ekonomisk hushållning är uppfyllda.",
        "Alla våra finansiella mål är uppfyllda.",
        "Samtliga mål har följts upp.",
        "Alla mål nåddes inte.",
    ],
)
def test_some_of_the_goals_may_all_be_met(sentence: str) -> None:
    assert _new(sentence, goals=GOALS.format(judged="not met")) == set()


ALL_MET = ["Samtliga mål är uppfyllda.", "Alla mål för året bedöms vara uppnådda.", "Samtliga mål uppfyllda"]


@pytest.mark.parametrize("sentence", ALL_MET)
@pytest.mark.parametrize("judged", ["not met", "partly"])
def test_all_goals_met_is_said_against_a_goal_that_is_not(sentence: str, judged: str) -> None:
    assert _new(sentence, goals=GOALS.format(judged=judged)) != set()


@pytest.mark.parametrize("sentence", ALL_MET)
def test_all_goals_met_is_right_where_they_are(sentence: str) -> None:
    goals = GOALS.format(judged="met").replace("38 %", "52 %")
    assert _new(sentence, goals=goals) == set()


SURPLUS = table("Resultaträkning", [("Årets resultat", (84, -27))], unit="tkr", columns="2025 | 2024")
DEFICIT = table("Resultaträkning", [("Årets resultat", (-84, 27))], unit="tkr", columns="2025 | 2024")


@pytest.mark.parametrize(
    "sentence",
    [
        "Förbundet redovisar ett {0} på 84 tkr.",
        "Året slutade med ett {0} om 84 tkr.",
        "Vi gör ett {0} 2025.",
        "Årets resultat är {1}.",
        "Resultatet för året blev {1}, 84 tkr.",
        "Kommunen visar ett {1} resultat, och det är {1} att årets resultat blev {1}.",
    ],
)
def test_a_text_on_the_result_says_the_sign_that_it_has(sentence: str) -> None:
    surplus, deficit = sentence.format("överskott", "positivt"), sentence.format("underskott", "negativt")
    assert _new(surplus, operations=SURPLUS) == _new(deficit, operations=DEFICIT) == set()
    assert {found[0] for found in _new(surplus, operations=DEFICIT)} == {"TX017"}
    assert {found[0] for found in _new(deficit, operations=SURPLUS)} == {"TX018"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Förbundet redovisar ett underskott mot budget på 12 tkr.",
        "Socialnämnden redovisar ett underskott på 12 tkr.",
        "Kommunen redovisar ett underskott för VA-verksamheten.",
        "Förbundet gjorde ett underskott 2024.",
        "Förbundet redovisar ett överskott, efter ett underskott förra året.",
        "Årets resultat är inte negativt.",
        "Förbundet visar i prognosen ett underskott.",
        "Årets resultat före finansiella poster är negativt.",
        "Koncernen och kommunen redovisar ett underskott.",
        "Resultatet är negativt påverkat av räntan.",
        "Om förbundet gör ett underskott täcks det av eget kapital.",
    ],
)
def test_a_deficit_of_something_else_is_left_beside_a_surplus(sentence: str) -> None:
    assert _new(sentence, operations=SURPLUS) == set()
