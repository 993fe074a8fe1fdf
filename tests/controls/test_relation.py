"""One relation judged: exact, within rounding, a habit of print, or a finding."""

from __future__ import annotations

from decimal import Decimal

import pytest

from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.quantities import Quantity, constant, quantity, ratio, total
from finsam_audit.controls.relation import Trivial, judge
from finsam_audit.page.model import Figure
from tests.pages import a_figure


def _sum(*values: str, unit: str = "kr") -> Quantity:
    return total(quantity(a_figure(value, unit, f"term {index}")) for index, value in enumerate(values))


def _judged(stated: Figure, computed: Quantity, **more: object) -> Outcome:
    return judge(stated, 1, computed, "footing", {"row": stated.row, "table": "T"}, **more)  # type: ignore[arg-type]


def _told(outcome: Outcome) -> tuple[str, str | None, str | None]:
    """Ending, rounding, and the habit of print that a note is about."""
    habit = outcome.told.key if outcome.told.key.startswith("rounding.") else None
    return outcome.outcome, outcome.rounding, habit


@pytest.mark.parametrize(
    ("stated", "terms", "ending", "rounding"),
    [
        ("300", ("100", "200"), "passed", "exact"),
        ("301", ("100", "200"), "passed", "within"),
        ("299", ("100", "200"), "passed", "within"),
        ("302", ("100", "200"), "finding", None),
        ("602", ("100", "200", "300"), "passed", "within"),
        ("603", ("100", "200", "300"), "finding", None),
        ("100", ("300", "-200"), "passed", "exact"),
    ],
)
def test_a_footing_is_exact_within_rounding_or_a_finding(
    stated: str, terms: tuple[str, ...], ending: str, rounding: str | None
) -> None:
    assert (ending, rounding, None) == _told(_judged(a_figure(stated), _sum(*terms)))


def test_tolerance_is_half_a_step_for_everya_figure() -> None:
    outcome = _judged(a_figure("2545795"), _sum("1425219", "1095791"))
    assert (Decimal(2545795), Decimal(2521010), Decimal(24785), Decimal("1.5")) == (
        outcome.stated,
        outcome.computed,
        outcome.difference,
        outcome.tolerance,
    )


def test_counts_have_no_tolerance() -> None:
    outcome = _judged(a_figure("12", "antal"), _sum("5", "6", unit="antal"))
    assert ("finding", Decimal(0)) == (outcome.outcome, outcome.tolerance)


@pytest.mark.parametrize(
    ("stated", "unit", "terms", "ending", "rounding"),
    [
        ("4004", "tkr", "4003894", "passed", "within"),
        ("4003", "tkr", "4002500", "passed", "within"),
        ("4000", "tkr", "4003894", "finding", None),
        ("4003894", "kr", "4003894", "passed", "exact"),
    ],
)
def test_thousands_against_kronor_hold_within_half_a_thousand(
    stated: str, unit: str, terms: str, ending: str, rounding: str | None
) -> None:
    assert (ending, rounding, None) == _told(_judged(a_figure(stated, unit), _sum(terms), about="tie"))


def test_amounts_are_told_in_the_stated_figures_own_unit() -> None:
    outcome = _judged(a_figure("4000", "tkr"), _sum("4003894"), about="tie")
    assert ("tkr", Decimal("4003.894"), Decimal("-3.894"), Decimal("0.5005")) == (
        outcome.unit,
        outcome.computed,
        outcome.difference,
        outcome.tolerance,
    )


@pytest.mark.parametrize(
    ("stated", "other", "unit", "severity", "habit"),
    [
        ("-193876", "-193877", "kr", "note", "rounding.alike"),
        ("193", "194", "tkr", "note", "rounding.alike"),
        ("17", "18", "%", "note", "rounding.alike"),
        ("17.1", "17.2", "%", "note", "rounding.alike"),
        ("-193875", "-193877", "kr", None, None),
        ("193", "195", "tkr", None, None),
        ("3", "4", "mnkr", None, None),
        ("3.1", "3.2", "mnkr", None, None),
        ("11", "12", "antal", None, None),
    ],
)
def test_the_same_fact_in_the_same_unit_is_to_be_printed_alike(
    stated: str, other: str, unit: str, severity: str | None, habit: str | None
) -> None:
    outcome = _judged(a_figure(stated, unit), _sum(other, unit=unit), about="tie")
    assert (("finding", None, habit), severity) == (_told(outcome), outcome.severity)


def test_a_total_added_from_rounded_parts_is_a_note_in_a_tie() -> None:
    stated = a_figure("1090", "tkr", "total")
    outcome = _judged(stated, _sum("1089122"), about="tie", parts={"total": Decimal(2500)})
    assert (_told(outcome), outcome.severity, outcome.kind) == (("finding", None, "rounding.parts"), "note", "rounding")


def test_rounded_parts_explain_no_more_than_their_intervals() -> None:
    stated = a_figure("1090", "tkr", "total")
    outcome = _judged(stated, _sum("1087000"), about="tie", parts={"total": Decimal(2500)})
    assert _told(outcome) == ("finding", None, None)


def test_rounded_parts_are_no_excuse_in_a_footing() -> None:
    stated = a_figure("1090", "tkr", "total")
    outcome = _judged(stated, _sum("1000000", "89122"), parts={"total": Decimal(2500)})
    assert _told(outcome) == ("finding", None, None)


def test_a_figure_cut_instead_of_rounded_is_a_note() -> None:
    outcome = _judged(a_figure("4003", "tkr"), _sum("4003894"), about="tie")
    assert (_told(outcome), outcome.severity) == (("finding", None, "rounding.cut"), "note")


@pytest.mark.parametrize(
    ("stated", "kronor", "habit"),
    [
        ("8266", "8265492", "rounding.off"),  # a thousand up where it should have gone down
        ("8267", "8265492", None),
        ("8265", "8266492", None),
    ],
)
def test_thousands_rounded_the_wrong_way_are_a_note_in_a_tie(stated: str, kronor: str, habit: str | None) -> None:
    assert _told(_judged(a_figure(stated, "tkr"), _sum(kronor), about="tie")) == ("finding", None, habit)
    assert _told(_judged(a_figure(stated, "tkr"), _sum(kronor), about="footing")) == ("finding", None, None)


def test_a_footing_of_several_terms_is_never_cut() -> None:
    outcome = _judged(a_figure("4003", "tkr"), _sum("4000000", "3894"))
    assert _told(outcome) == ("finding", None, None)


def test_prose_rounding_is_a_note_in_a_claim_only() -> None:
    stated, figures = a_figure("1735000"), _sum("1735435")
    assert _told(_judged(stated, figures, about="claim")) == ("finding", None, "rounding.prose-text")
    assert _told(_judged(stated, figures, about="tie")) == ("finding", None, None)


def test_an_amount_that_prose_rounding_does_not_give_is_a_finding() -> None:
    outcome = _judged(a_figure("2759000"), _sum("2762366"), about="claim")
    assert (_told(outcome), outcome.severity) == (("finding", None, None), None)


def test_cirka_widens_by_what_the_rule_book_says() -> None:
    outcome = _judged(a_figure("100"), _sum("104"), about="claim", widen=Decimal("5.2"))
    assert (("passed", "within", None), Decimal("6.2")) == (_told(outcome), outcome.tolerance)


# -- ratios ----------------------------------------------------------------------------------------------------------


def _ratio(above: str, below: str, unit: str = "kr") -> Quantity:
    found = ratio(quantity(a_figure(above, unit, "above")), quantity(a_figure(below, unit, "below")))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("stated", "above", "below", "unit", "expected"),
    [
        ("8.8", "436118", "4942000", "kr", ("passed", "exact", None)),
        ("83", "4272027", "5135877", "kr", ("passed", "exact", None)),
        ("5", "321583", "5135877", "kr", ("finding", None, None)),
        ("85", "55", "65", "antal", ("passed", "exact", None)),
        ("84", "55", "65", "antal", ("finding", None, "rounding.cut")),
        ("83", "55", "65", "antal", ("finding", None, None)),
        ("86", "55", "65", "antal", ("finding", None, None)),
        ("50", "10", "21", "kr", ("passed", "within", None)),
        ("56", "10", "21", "kr", ("finding", None, None)),
    ],
)
def test_a_percentage_is_held_against_the_interval_of_its_ratio(
    stated: str, above: str, below: str, unit: str, expected: tuple[str, str | None, str | None]
) -> None:
    assert expected == _told(_judged(a_figure(stated, "%"), _ratio(above, below, unit)))


def test_a_ratio_tells_its_interval() -> None:
    outcome = _judged(a_figure("56", "%"), _ratio("10", "21"))
    assert (Decimal("47.62"), Decimal("44.19"), Decimal("51.22")) == (
        outcome.computed,
        outcome.computed_low,
        outcome.computed_high,
    )


# -- what is not judged ----------------------------------------------------------------------------------------------


def test_a_figure_is_not_held_against_itself() -> None:
    stated = a_figure("5")
    with pytest.raises(Trivial):
        _judged(stated, quantity(stated))


def test_a_figure_on_both_sides_is_not_judged() -> None:
    stated = a_figure("5")
    with pytest.raises(Trivial):
        _judged(stated, quantity(stated) + _sum("3"))


def test_a_figure_can_be_held_against_a_constant() -> None:
    assert _told(_judged(a_figure("790000"), constant(Decimal(800_000), "money"))) == ("finding", None, None)


def test_the_stated_figure_comes_last_with_weight_minus_one() -> None:
    last = _judged(a_figure("300"), _sum("100", "200")).figures[-1]
    assert ("stated", Decimal(-1), "x") == (last.role, last.weight, last.figure.row if last.figure else "")
