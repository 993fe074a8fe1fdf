"""Relations that hold within rounding one by one, but not together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from finsam_audit.checks import joint_rounding
from finsam_audit.controls.localisation import Relation, Variable, rounding_conflict
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.check import check
from finsam_audit.page.model import Report
from finsam_audit.render.sentence import hint_sentences, sentence
from tests.book import shipped
from tests.pages import read
from tests.properties import examples
from tests.whole.consistent import Plan, plans, write

Reading = Callable[[str], Report]
BOOK = shipped()
TABLES = (
    "Resultaträkning", "Balansräkning", "Kassaflödesanalys", "Not 2. Verksamhetens intäkter", "Not 3. Verksamhetens kostnader",
    "Not 4. Fordringar", "Not 6. Kortfristiga skulder", "Översikt över verksamhetens utveckling",
    "Översikt över medlemsbidragets utveckling och användning", "Finansierad verksamhet", "Driftredovisning",
)  # fmt: skip

DEVIATION = """
Finansierad verksamhet:
  columns: 2025
  rows:
    Administration: 1 508 697 kr
Driftredovisning:
  unit: tkr
  columns: Budget 2025 Netto | Utfall 2025 Netto | Avvikelse 2025
  rows:
    Administration: 1 063 | 1 509 | {deviation}
"""

COSTS = """
Finansierad verksamhet:
  columns: 2025
  rows:
    Individinriktade insatser: {first} kr
    Strukturövergripande insatser: {second} kr
Resultaträkning:
  columns: 2025
  rows:
    Årets resultat: {result} kr
Driftredovisning:
  unit: tkr
  columns: Utfall 2025 Netto
  rows:
    Individinriktade insatser: {first_tkr}
    Strukturövergripande insatser: {second_tkr}{more}
    Resultat: {result_tkr}
"""


def found(report: Report) -> list[Outcome]:
    return [o for o in check(report, BOOK, why=False).findings if o.rule == "FM004"]


def thousands(amount: int) -> int:
    return round(Fraction(amount, 1000))


def costs(first: int, second: int, result: int, total: int, more: str = "") -> Report:
    text = COSTS.format(first=first, second=second, result=result, first_tkr=-thousands(first), second_tkr=-thousands(second),
                        result_tkr=total, more=more)  # fmt: skip
    return read(text)


def test_the_conflict_is_told_as_one_sum(report: Reading, book: RuleBook) -> None:
    (outcome,) = found(report(DEVIATION.format(deviation="-447")))
    assert (outcome.severity, outcome.kind, outcome.stated, outcome.computed) == (
        "note", "rounding", Decimal(-447), Decimal("-445.697"))  # fmt: skip
    assert (outcome.difference, outcome.tolerance) == (Decimal("-1.303"), Decimal("1.0005"))
    assert [(u.figure.printed, int(u.weight)) for u in outcome.figures if u.figure] == [
        ("1 508 697 kr", -1), ("1 063", 1), ("-447", -1)]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("sv", "avvikelsen är skillnaden mellan utfall och budget (-447 tkr mot -446 tkr)."),
        ("en", "the deviation is the difference between outcome and budget (-447 tkr against -446 tkr)."),
    ],
)
def test_every_relation_of_the_conflict_is_listed_with_its_amounts(report: Reading, language: str, told: str) -> None:
    (outcome,) = found(report(DEVIATION.format(deviation="-447")))
    hints = hint_sentences(outcome, language)
    assert [hint[:5] for hint in hints] == ["DR007", "DR003"]
    assert hints[1].endswith(told)
    assert "-447 tkr" in sentence(outcome, language)


@pytest.mark.parametrize("deviation", ["-446", "-445"])
def test_a_deviation_that_some_budget_gives_is_no_conflict(report: Reading, deviation: str) -> None:
    assert found(report(DEVIATION.format(deviation=deviation))) == []


def test_it_can_be_asked_for_alone(report: Reading, book: RuleBook) -> None:
    outcomes = check(report(DEVIATION.format(deviation="-447")), book, book.find("FM004")).outcomes
    assert [(o.rule, o.outcome) for o in outcomes] == [("FM004", "finding")]


def test_it_blames_no_figure(report: Reading, book: RuleBook) -> None:
    assert check(report(DEVIATION.format(deviation="-447")), book).causes == ()


def test_a_table_in_thousands_may_leave_out_a_row_that_rounds_to_nothing() -> None:
    # 3 201 000 + 420 300 = 3 621 300; with 400 kr of interest, left out of the table, the result is -3 621 700
    assert found(costs(3_201_000, 420_300, -3_621_700, -3_622)) == []


def test_a_row_of_a_whole_thousand_is_not_left_out() -> None:
    (outcome,) = found(costs(3_201_000, 420_300, -3_622_400, -3_622))
    assert (outcome.stated, outcome.difference, outcome.tolerance) == (Decimal(-3_622_400), Decimal(-1_100), Decimal(1_001))
    assert [hint.key for hint in outcome.hints] == ["joint.relation"] * 3 + ["joint.hidden"]


def test_a_blank_cell_may_stand_for_an_amount_that_rounds_to_nothing() -> None:
    assert found(costs(3_201_000, 420_300, -3_622_200, -3_622, "\n    Administration: _")) == []


def test_figures_of_a_real_mistake_are_left_alone() -> None:
    report = costs(3_201_000, 420_300, -3_622_400, -3_622)
    wrong = costs(3_201_000, 421_900, -3_622_400, -3_622)
    assert found(report) != []
    (table,) = [t for t in wrong.tables if t.name.startswith("Fin")]
    assert found(report._replace(tables=(table, *report.tables[1:]))) == []


def test_what_is_not_tried_to_the_end_is_said(report: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joint_rounding, "STEPS", 0)
    (outcome,) = [o for o in check(report(DEVIATION.format(deviation="-447")), BOOK).outcomes if o.rule == "FM004"]
    assert (outcome.outcome, outcome.reason and outcome.reason.key) == ("not_applicable", "reason.too-many-sums")


@examples(1 / 3)
@given(plans(), st.sets(st.sampled_from(TABLES)))
def test_a_report_rounded_from_exact_amounts_is_never_accused(plan: Plan, coarse: set[str]) -> None:
    years = [year._replace(interest=year.interest % 499, fees=year.fees % 499) for year in plan.years]
    result = check(read(write(replace(plan, unit="kr", years=years, coarse=frozenset(coarse)))), BOOK, why=False)
    assert [o for o in result.findings if o.rule == "FM004"] == []
    assert result.count("rule_error") == 0


@given(st.integers(1_000_000, 9_000_000), st.integers(100_000, 900_000), st.sampled_from([-1, 1]))
def test_a_total_a_step_off_is_found_where_the_amounts_leave_no_room(first: int, second: int, off: int) -> None:
    total = thousands(first + second) + off
    assume(abs(1000 * total - first - second) > 1_003)  # beyond its own half step and that of a row left out
    assume(abs(total - thousands(first) - thousands(second)) <= 1)  # else the footing fails by itself
    exact = costs(first, second, -first - second, -total)
    assert [o for o in check(exact, BOOK, why=False).findings if o.severity == "error" or o.rule == "FM004"] != []


AMOUNTS = st.lists(st.integers(-400_000, 400_000), min_size=3, max_size=6)


@examples(10)
@given(AMOUNTS, st.lists(st.sets(st.integers(0, 5), min_size=1), min_size=2, max_size=5), st.data())
def test_sums_of_any_shape_over_rounded_amounts_hold_together(
    true: list[int], sums: list[set[int]], data: st.DataObject
) -> None:
    """Amounts in hundredths, each printed in kr or tkr; every sum of them printed too."""
    values, relations = _printed(true, sums, data)
    assert rounding_conflict(relations, values) == []


@examples(10)
@given(AMOUNTS, st.lists(st.sets(st.integers(0, 5), min_size=1), min_size=2, max_size=5), st.data())
def test_a_conflict_is_proved_by_its_own_sum_and_has_no_relation_to_spare(
    true: list[int], sums: list[set[int]], data: st.DataObject
) -> None:
    values, relations = _printed(true, sums, data)
    for name in sorted(values):
        printed = values[name]
        moved = Fraction(printed.value or 0) + Fraction(printed.step) * data.draw(st.integers(-1, 1))
        values[name] = printed._replace(value=moved)
    by_name = {relation.name: relation for relation in relations}
    for conflict in rounding_conflict(relations, values):
        total: dict[str, Fraction] = {}
        for name, weight in zip(conflict.relations, conflict.weights, strict=True):
            for figure, k in by_name[name].terms:
                total[figure] = total.get(figure, Fraction(0)) + weight * Fraction(k)
        miss = sum((k * Fraction(values[figure].value or 0) for figure, k in total.items()), Fraction(0))
        room = sum((abs(k) * Fraction(values[figure].step) / 2 for figure, k in total.items()), Fraction(0))
        assert abs(miss) > room
        for spared in conflict.relations:
            assert rounding_conflict([by_name[name] for name in conflict.relations if name != spared], values) == []


def _printed(true: list[int], sums: list[set[int]], data: st.DataObject) -> tuple[dict[str, Variable], list[Relation]]:
    exact = {f"x{n}": Fraction(value, 100) for n, value in enumerate(true)}
    relations = []
    for number, chosen in enumerate(sums):
        parts = sorted({f"x{n % len(true)}" for n in chosen})
        exact[f"sum{number}"] = sum((exact[name] for name in parts), Fraction(0))
        relations.append(Relation(f"sum{number}", (*((name, 1) for name in parts), (f"sum{number}", -1))))
    for name in list(exact):
        exact[f"{name} again"] = exact[name]
        relations.append(Relation(f"{name} again", ((name, 1), (f"{name} again", -1))))
    values = {}
    for name, value in exact.items():
        step = data.draw(st.sampled_from([1, 1000]))
        values[name] = Variable(Fraction(round(value / step)) * step, step)
    return values, relations


def test_conflicts_without_a_relation_in_common_are_each_told() -> None:
    tkr = {name: Variable(value, 1) for name, value in {"a": 1, "b": 1, "c": 3, "d": 4, "e": 1, "f": 1, "g": 3, "h": 4}.items()}
    relations = [
        Relation("a + b = c", (("a", 1), ("b", 1), ("c", -1))),
        Relation("c = d", (("c", 1), ("d", -1))),
        Relation("a + e = b + f", (("a", 1), ("e", 1), ("b", -1), ("f", -1))),
        Relation("e + f = g", (("e", 1), ("f", 1), ("g", -1))),
        Relation("g = h", (("g", 1), ("h", -1))),
    ]
    assert [conflict.relations for conflict in rounding_conflict(relations, tkr)] == [
        ("a + b = c", "c = d"), ("e + f = g", "g = h")]  # fmt: skip
