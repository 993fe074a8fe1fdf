"""Every rule does what its examples say; in the good one it is silent whatever the size of the amounts, and speaks when one is off."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam_audit.checks import KINDS
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import Rule
from finsam_audit.engine.check import check
from finsam_audit.page.model import Figure, Report
from finsam_audit.rulebook.examples import example_report, run_examples
from tests.book import shipped
from tests.pages import read
from tests.properties import examples
from tests.whole.planting import IN_WORDS, MANY_WAYS, ONLY_STATED, PLANTED_IN, accused, changed, planted

BOOK = shipped(examples=True)
# The kinds of check that hold figures of one report against each other, and the rules of such kinds whose good example holds
# a table against words, or no outcome with a sum of its own.
OF_FIGURES = {
    "blame", "change", "claim", "cross-footing", "direction", "footing", "formula", "found", "goal", "in-words", "limit",
    "note-tie", "part-of-whole", "quotient", "roll-forward", "statement", "tie-out", "told-together", "whole-of-parts",
}  # fmt: skip
WITHOUT_A_SUM = {"ST012", "TX008", "TX009"}
OF_ONE = [
    rule for rule in BOOK.rules if KINDS[rule.check].run is not None or KINDS[rule.check].last is not None
]  # that hold one report
RULES = [rule for rule in OF_ONE if rule.check in OF_FIGURES and rule.id not in WITHOUT_A_SUM]


class Good(dict[str, Report]):
    """The good example of each rule, read when it is asked for."""

    def __missing__(self, rule: str) -> Report:
        [found] = BOOK.find(rule)
        self[rule] = example_report(found, "good", str(found.examples["good"]))
        return self[rule]


class Held(dict[str, list[Outcome]]):
    """The controls that passed by arithmetic over figures of a rule's good example, made when they are asked for."""

    def __missing__(self, rule: str) -> list[Outcome]:
        outcomes = check(GOOD[rule], BOOK, BOOK.find(rule), why=False).outcomes
        self[rule] = [o for o in outcomes if o.outcome == "passed" and o.arithmetic and any(u.figure for u in o.figures)]
        return self[rule]


GOOD, HELD = Good(), Held()


def amounts(rule: Rule) -> list[Figure]:
    return [figure for figure in GOOD[rule.id].figures() if figure.unit.quality == "money"]


def test_the_good_example_of_a_rule_of_figures_holds_some_against_each_other() -> None:
    assert [rule.id for rule in OF_ONE if HELD[rule.id]] == [rule.id for rule in RULES]


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_the_good_example_passes_the_bad_is_found_and_the_edge_raises_no_alarm(rule: Rule) -> None:
    results = [(result.name, result.wrong) for result in run_examples(BOOK, [rule])]
    assert results == [("good", None), ("edge", None), ("bad", None)]


def test_every_rule_says_since_when_it_is_valid() -> None:
    assert [rule.id for rule in BOOK.rules if rule.since is None] == []


def test_a_recommendation_is_cited_with_its_date() -> None:
    cited = [(rule.id, source) for rule in BOOK.rules for source in rule.source.values() if "RKR" in source]
    assert [(rule, source) for rule, source in cited if "20" not in source.partition("RKR")[2]] == []


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.id not in MANY_WAYS], ids=lambda rule: rule.id)
@examples(1 / 5)
@given(data=st.data())
def test_a_figure_far_off_is_a_finding(rule: Rule, data: st.DataObject) -> None:
    report = GOOD[rule.id]
    outcome = data.draw(st.sampled_from(HELD[rule.id]))
    roles = ("stated",) if rule.check in ONLY_STATED else PLANTED_IN
    figure = data.draw(st.sampled_from([u.figure for u in outcome.figures if u.figure is not None and u.role in roles]))
    size = 10 * sum((abs(f.value) for f in report.figures()), Decimal(1)) * data.draw(st.integers(1, 9))
    others = (changed(report, {figure.id: value}) for value in planted(figure, size))
    assert any(figure.id in accused(check(other, BOOK, [rule], why=False)) for other in others)


# beside kr, a figure in tkr was rounded before it was made larger
@pytest.mark.parametrize(
    "rule", [r for r in RULES if len({f.unit for f in amounts(r)}) == 1 and r.id not in IN_WORDS], ids=lambda rule: rule.id
)
@examples(1 / 5)
@given(factor=st.integers(2, 10_000))
def test_amounts_all_larger_by_the_same_factor_still_hold(rule: Rule, factor: int) -> None:
    larger = changed(GOOD[rule.id], {f.id: f.value * factor for f in amounts(rule)})
    assert [o for o in check(larger, BOOK, [rule], why=False).findings if o.kind != "rounding"] == []


def found_in(text: str, rule: str) -> list[Outcome]:
    return list(check(read(text), BOOK, BOOK.find(rule), why=False).findings)


HEAD = "finsam-audit: 1\nreport:\n  entity: Slumpförbundet\n  period: 2025\n"


@given(st.integers(1, 99), st.integers(1, 99))
def test_a_direction_is_told_where_the_figures_go_the_other_way(before: int, after: int) -> None:
    text = f'{HEAD}claims:\n  - text: "andelen har ökat, från {before} % till {after} %"\n    value: {after} %\n'
    assert bool(found_in(text, "TX004")) == (after <= before)


@given(st.integers(10, 89), st.integers(-9, 9), st.integers(-9, 9))
def test_a_goal_met_in_part_is_told_where_all_outcomes_reach_it(target: int, first: int, second: int) -> None:
    goal = f'  - goal: Nöjda\n    target: ">= {target} %"\n    outcome: "{target + first} % | {target + second} %"\n    judgement: partly\n'
    assert bool(found_in(f"{HEAD}goals:\n{goal}", "ML003")) == (min(first, second) >= 0)


@given(st.integers(3, 12), st.integers(1, 99))
def test_a_share_is_told_where_so_few_answers_cannot_give_it(answers: int, share: int) -> None:
    possible = any(abs(Decimal(100 * k) / answers - share) <= Decimal("0.5") for k in range(answers + 1))
    table = f'  Nöjdhet:\n    kind: statistik\n    unit: "%"\n    columns: Nöjda | n [antal]\n    rows:\n      Alla: {share} % | {answers}\n'
    assert bool(found_in(f"{HEAD}tables:\n{table}", "ST011")) == (not possible)
