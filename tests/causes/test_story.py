"""The causes of one report are one story: what they propose can all be made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import islice, product

from hypothesis import assume, given
from hypothesis import strategies as st

from finsam_audit import check
from finsam_audit.controls.outcome import Cause, Outcome, Result
from finsam_audit.page.model import Figure, Report
from tests.book import shipped
from tests.pages import read
from tests.properties import examples
from tests.whole.consistent import plans, write
from tests.whole.consistent_kommun import kommuner, write_kommun
from tests.whole.planting import changed

BOOK = shipped()
STORIES = 16
"""So many ways to choose among the alternatives of all causes are tried."""

Footing = tuple[Figure, dict[str, Decimal]]


def footings(result: Result) -> list[Footing]:
    """Totals that hold, each with its rows (by their ids) and how they count."""
    found = []
    for outcome in result.outcomes:
        if (outcome.about, outcome.outcome, outcome.rounding) == ("footing", "passed", "exact"):
            (total,) = [used.figure for used in outcome.figures if used.role == "stated" and used.figure]
            rows = {used.figure.id: used.weight for used in outcome.figures if used.role == "term" and used.figure}
            found.append((total, rows))
    return found


def carried(figure: Figure, off: Decimal, levels: int, sums: list[Footing]) -> dict[str, Decimal]:
    """What a slip in a figure makes of it and of the totals above it, so many levels up, that were worked out from it."""
    values, moved = {figure.id: figure.value + off}, {figure.id: off}
    for _ in range(levels):
        above = {}
        for total, rows in sums:
            if total.id not in values and (below := moved.keys() & rows.keys()):
                above[total.id] = sum((moved[name] * rows[name] for name in below), Decimal(0))
                values[total.id] = total.value + above[total.id]
        moved = above
    return values


def proposals(cause: Cause) -> tuple[tuple[tuple[Figure, Decimal], ...], ...]:
    return cause.alternatives or (cause.corrections,)


def named(outcome: Outcome) -> tuple[object, ...]:
    """A control by what it is of, whatever stands in its figures."""
    return outcome.rule, outcome.column, frozenset(used.figure.id for used in outcome.figures if used.figure is not None)


def errors(result: Result) -> set[tuple[object, ...]]:
    weighs = (o for o in result.findings if o.severity == "error" and o.arithmetic and o.kind != "policy")
    return {named(outcome) for outcome in weighs}


def left_after(report: Report, result: Result) -> Iterator[set[tuple[object, ...]]]:
    """For each way to do what all causes propose: the errors that they should have mended, and those that it makes."""
    proposing = [cause for cause in result.causes if cause.corrections or cause.alternatives]
    explained = {named(result.outcomes[index]) for cause in proposing for index in cause.outcomes}
    before = errors(result)
    told = {named(result.outcomes[index]) for cause in proposing for index in cause.breaks}
    for chosen in islice(product(*map(proposals, proposing)), STORIES):
        changes = [(figure.id, value) for one in chosen for figure, value in one]
        assert len(dict(changes)) == len(set(changes)), "a figure is to be two things at once"
        after = errors(check(changed(report, dict(changes)), BOOK, why=False))
        yield {one for one in after if one in explained or one not in before} - told


@examples(1 / 2)
@given(st.one_of(plans().map(lambda plan: write(replace(plan, unit="kr"))), kommuner().map(write_kommun)), st.data())
def test_all_that_is_proposed_for_a_slip_carried_upwards_can_be_made_at_once(text: str, data: st.DataObject) -> None:
    report = read(text)
    sums = footings(check(report, BOOK, why=False))
    rows = {name for _, rows in sums for name in rows}
    assume(rows)
    wrong = data.draw(st.sampled_from(sorted(rows)))
    (slipped,) = [figure for figure in report.figures() if figure.id == wrong]
    off = Decimal(data.draw(st.sampled_from([90, -3_000, 20_000, 123_456])))
    slip = changed(report, carried(slipped, off, data.draw(st.integers(1, 3)), sums))
    for left in left_after(slip, check(slip, BOOK)):
        assert left == set()


def test_a_budget_carried_into_its_total_is_one_cause_with_two_ways_out() -> None:
    """Either both budgets are wrong or both deviations; one row in one cause and its total in another cannot both be right."""
    result = check(read(OPERATING), BOOK)
    (cause,) = [cause for cause in result.causes if cause.corrections or cause.alternatives]
    assert [result.outcomes[index].rule for index in cause.outcomes] == ["DR003", "DR003"]
    assert {frozenset((f.row, f.column, int(value)) for f, value in one) for one in proposals(cause)} == {
        frozenset({("Insatser", "Budget 2025", -3_000), ("Resultat", "Budget 2025", 1_100)}),
        frozenset({("Insatser", "Avvikelse 2025", -180), ("Resultat", "Avvikelse 2025", -360)}),
    }


OPERATING = """\
Driftredovisning:
  columns: Utfall 2025 | Budget 2025 | Avvikelse 2025
  rows:
    Medlemsbidrag: 5 000 | 5 000 | 0
    Insatser: -3 100 | -2 920 | -100
    Administration: -1 080 | -900 | -180
    Resultat: 820 | 1 180 | -280
"""


def test_a_figure_printed_alike_elsewhere_is_no_as_likely_cause() -> None:
    """Kassa och bank 699 999 would mend the sum within rounding, but the cash flow shows 700 000 too."""
    (cause,) = check(read(ASSETS), BOOK).causes
    assert [[(figure.row, int(value)) for figure, value in one] for one in proposals(cause)] == [
        [("Summa omsättningstillgångar", 1_000_000)],
        [("Fordringar", 299_998)],
    ]


def test_a_slip_that_explains_no_more_than_rounding_leaves_is_none() -> None:
    """999 998 for 999 999 is one digit, but the rows add up to 1 000 000."""
    (cause,) = check(read(ASSETS), BOOK).causes
    assert 999_999 not in {int(value) for one in proposals(cause) for _, value in one}


ASSETS = """\
Balansräkning:
  columns: 2025-12-31
  rows:
    Tillgångar:
      Inventarier: 60 000
      Fordringar: 300 000
      Kassa och bank: 700 000
      Summa omsättningstillgångar: 999 998
Kassaflödesanalys:
  columns: 2025
  rows:
    Likvida medel vid årets början: 600 000
    Årets kassaflöde: 100 000
    Likvida medel vid årets slut: 700 000
"""
