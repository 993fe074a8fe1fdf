"""Goals are held wherever they stand: in an appendix and an interim report, without a judgement, under a summary line."""

from __future__ import annotations

import pytest

from tests.whole.unseen.small import because_of, checked, data_file, sample

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
