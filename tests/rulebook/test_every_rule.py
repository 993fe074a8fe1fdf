"""Every rule, on its own good example: it keeps silent whatever the size of the amounts, and speaks when one is changed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import Rule
from finsam_audit.engine import check
from finsam_audit.page.model import Report
from finsam_audit.page.reader import build_report
from finsam_audit.page.source import Source, parse
from finsam_audit.rulebook.examples import example_report
from finsam_audit.rulebook.load import load_rules
from tests.whole.planting import MANY_WAYS, ONLY_STATED, PLANTED_IN, changed, planted

BOOK = load_rules(examples=True)
CALM = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], derandomize=True
)


def good(rule: Rule) -> Report:
    return example_report(rule, "good", str(rule.examples["good"]))


def outcomes(rule: Rule, report: Report) -> tuple[Outcome, ...]:
    return check(report, BOOK, [rule]).outcomes


def held(rule: Rule, report: Report) -> list[Outcome]:
    """The controls that passed by arithmetic over figures of the report."""
    return [o for o in outcomes(rule, report) if o.outcome == "passed" and o.arithmetic and any(u.figure for u in o.figures)]


# beside kr, a figure in tkr was rounded before it was made larger
UNITS = {rule.id: {f.unit for f in good(rule).figures() if f.unit.quality == "money"} for rule in BOOK.rules}
RULES = [rule for rule in BOOK.rules if held(rule, good(rule))]
OTHERS = [rule for rule in BOOK.rules if rule not in RULES]


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.id not in MANY_WAYS], ids=lambda rule: rule.id)
@CALM
@given(data=st.data())
def test_a_figure_far_off_is_a_finding(rule: Rule, data: st.DataObject) -> None:
    report = good(rule)
    outcome = data.draw(st.sampled_from(held(rule, report)))
    roles = ("stated",) if rule.check in ONLY_STATED else PLANTED_IN
    figure = data.draw(st.sampled_from([u.figure for u in outcome.figures if u.figure is not None and u.role in roles]))
    size = 10 * sum((abs(f.value) for f in report.figures()), Decimal(1)) * data.draw(st.integers(1, 9))
    found = [
        o
        for value in planted(figure, size)
        for o in outcomes(rule, changed(report, {figure.id: value}))
        if o.outcome == "finding" and figure.id in {u.figure.id for u in o.figures if u.figure is not None}
    ]
    assert found


@pytest.mark.parametrize("rule", [rule for rule in RULES if len(UNITS[rule.id]) == 1], ids=lambda rule: rule.id)
@CALM
@given(data=st.data())
def test_amounts_all_larger_by_the_same_factor_still_hold(rule: Rule, data: st.DataObject) -> None:
    report = good(rule)
    amounts = [f for f in report.figures() if f.unit.quality == "money"]
    factor = data.draw(st.integers(2, 10_000))
    larger = changed(report, {f.id: f.value * factor for f in amounts})
    assert [o for o in outcomes(rule, larger) if o.outcome == "finding" and o.kind != "rounding"] == []


@pytest.mark.parametrize("rule", OTHERS, ids=lambda rule: rule.id)
def test_a_rule_without_arithmetic_tells_good_from_bad(rule: Rule) -> None:
    bad = example_report(rule, "bad", str(rule.examples["bad"]))
    assert [o for o in outcomes(rule, good(rule)) if o.outcome == "finding"] == []
    assert [o.severity for o in outcomes(rule, bad) if o.outcome == "finding"] != []


def found_in(text: str, rule: str) -> list[Outcome]:
    source = Source("planted.yaml", text, text.encode())
    return [o for o in check(build_report(source, parse(source)), BOOK, BOOK.find(rule)).outcomes if o.outcome == "finding"]


HEAD = "finsam-audit: 1\nreport:\n  entity: Slumpförbundet\n  period: 2025\n"


@CALM
@given(st.integers(1, 99), st.integers(1, 99))
def test_a_direction_is_told_where_the_figures_go_the_other_way(before: int, after: int) -> None:
    text = f'{HEAD}claims:\n  - text: "andelen har ökat, från {before} % till {after} %"\n    value: {after} %\n'
    assert bool(found_in(text, "TX004")) == (after <= before)


@CALM
@given(st.integers(10, 89), st.integers(-9, 9), st.integers(-9, 9))
def test_a_goal_met_in_part_is_told_where_all_outcomes_reach_it(target: int, first: int, second: int) -> None:
    goal = f'  - goal: Nöjda\n    target: ">= {target} %"\n    outcome: "{target + first} % | {target + second} %"\n    judgement: partly\n'
    assert bool(found_in(f"{HEAD}goals:\n{goal}", "ML003")) == (min(first, second) >= 0)


@CALM
@given(st.integers(3, 12), st.integers(1, 99))
def test_a_share_is_told_where_so_few_answers_cannot_give_it(answers: int, share: int) -> None:
    possible = any(abs(Decimal(100 * k) / answers - share) <= Decimal("0.5") for k in range(answers + 1))
    table = f'  Nöjdhet:\n    kind: statistik\n    unit: "%"\n    columns: Nöjda | n [antal]\n    rows:\n      Alla: {share} % | {answers}\n'
    assert bool(found_in(f"{HEAD}tables:\n{table}", "ST011")) == (not possible)
