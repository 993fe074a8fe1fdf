"""Goals are held wherever they stand: in an appendix and an interim report, without a judgement, under a summary line."""

from __future__ import annotations

import pytest

from tests.whole.unseen.small import because_of, checked, data_file, sample, table

GOALS = """goals:
  - goal: "Minst 50 % av deltagarna går vidare till arbete eller studier"
    target: ">= 50 %"
    outcome: 38 %
{judged}  - goal: "Högst 30 dagars väntetid"
    target: "<= 30 dagar"
    outcome: 24 dagar
"""


@pytest.mark.parametrize("document", ["annual report", "interim report", "appendix"])
def test_a_missed_goal_that_no_one_calls_missed_is_told(document: str) -> None:
    head = f"  document: {document}\n"
    result = checked(data_file(organisation="samordningsförbund", report=head, rest=GOALS.format(judged="")))
    assert [o.rule for o in result.findings if o.rule.startswith("ML")] != []


@pytest.mark.parametrize("document", ["annual report", "interim report", "appendix"])
def test_a_missed_goal_that_is_called_missed_is_right(document: str) -> None:
    head = f"  document: {document}\n"
    goals = GOALS.format(judged="    judgement: not met\n")
    result = checked(data_file(organisation="samordningsförbund", report=head, rest=goals))
    assert [o.rule for o in result.findings if o.rule in ("ML001", "ML002", "ML005")] == []


def test_the_goals_of_an_appendix_are_looked_at() -> None:
    result = sample("norra-orebro-2020-insatser")
    assert "not_applicable" not in [o.outcome for o in result.outcomes if o.rule == "ML005"]


def test_the_goals_of_an_interim_report_are_looked_at() -> None:
    result = sample("lekeberg-orebro-2021-h1")
    assert "not_applicable" not in [o.outcome for o in result.outcomes if o.rule == "ML005"]


def test_the_summary_line_above_the_goals_is_held_against_them() -> None:
    goals = GOALS.format(judged="    judgement: not met\n")
    assert because_of("Två av två mål är uppfyllda.", rest=goals) != set()
    assert because_of("Ett av två mål är uppfyllt.", rest=goals) == set()


def test_a_goal_judged_without_a_target_is_looked_at() -> None:
    goal = 'goals:\n  - goal: "Fler deltagare i arbete"\n    outcome: 38 %\n    judgement: met\n'
    result = checked(data_file(organisation="samordningsförbund", rest=goal))
    assert [o.rule for o in result.outcomes if o.rule.startswith("ML") and o.outcome != "not_applicable"] != []


def test_the_years_of_headings_are_held_in_an_interim_report_and_an_appendix() -> None:
    for document in ("interim report", "appendix"):
        head = f'  document: {document}\n  contents:\n    - "1. Förvaltningsberättelse 2024"\n    - "2. Resultaträkning 2025"\n'
        result = checked(data_file(organisation="samordningsförbund", report=head))
        assert [o.outcome for o in result.outcomes if o.rule == "SE006"] == ["finding", "passed"]


def test_what_grows_until_the_years_end_is_not_missed_at_the_half_year() -> None:
    """35 of 50 new measures in June is no miss; 60 % where 70 % was the aim is told, and so is a budget that is passed."""
    head = "  document: interim report\n"
    goals = (
        'goals:\n  - {goal: "Minst 50 nya insatser", target: ">= 50", outcome: 35}\n'
        '  - {goal: "Bidrag på minst 400 tkr", target: ">= 400 tkr", outcome: 210 tkr}\n'
        '  - {goal: "Minst 70 % på öppen plats", target: ">= 70 %", outcome: 60 %}\n'
        '  - {goal: "Högst 300 tkr", target: "<= 300 tkr", outcome: 340 tkr}\n'
    )
    file = data_file(organisation="samordningsförbund", report=head, rest=goals)
    found = checked(file.replace("period: 2025\n", "period: 2025-01-01 – 2025-06-30\n"))
    assert [o.outcome for o in found.outcomes if o.rule == "ML005"] == ["passed", "passed", "finding", "finding"]


@pytest.mark.parametrize("label", ["Summa", "Totalt", "Summa administration", "Summa administrativa kostnader"])
def test_the_administration_of_a_follow_up_ties_at_the_half_year_too(label: str) -> None:
    """What closes the group is the group, whatever it is called."""
    head = "  document: interim report\n"
    follow_up = table(
        "Not 8. Uppföljning av budget",
        [("Administrativa kostnader", [("Lokaler", (62, 31)), ("Personal", (400, 195)), (label, (462, 226))])],
        columns="Budget 2025 | Utfall 2025-01-01 – 2025-06-30",
        more="kind: budgetuppföljning",
    )
    note = table("Not 3. Kostnader", [("Insatser", 900), ("Administrativa kostnader", 241)], columns="2025-01-01 – 2025-06-30")
    file = data_file(follow_up, note, organisation="samordningsförbund", report=head)
    file = file.replace("period: 2025\n", "period: 2025-01-01 – 2025-06-30\n")
    assert "BU003" in [o.rule for o in checked(file).findings]
