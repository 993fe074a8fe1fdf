"""A report with other figures in it, for whoever plants a mistake: the tests, and the experiment in ``bench``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from finsam_audit.controls.outcome import Result
from finsam_audit.page.model import Figure, Report, Row, Slot

# Held against more than the figure itself: a goal met in part is so as long as one outcome falls short, a direction is read
# from the sentence, another number of answers makes other shares possible (in the sentence itself: TX014), and a row that is
# blamed may be as far behind its budget as it likes.
MANY_WAYS = {"ML003", "TX004", "TX011", "TX014", "ST011"}
IN_WORDS = {"TX016"}  # an amount in words does not grow with the figures
ONLY_STATED = {"share-of-count"}
PLANTED_IN = ("stated", "term", "divisor", "limit", "outcome")


def changed(report: Report, values: Mapping[str, Decimal]) -> Report:
    """The report with other values in some figures, which are named by their id."""

    def figure(old: Figure | None) -> Figure | None:
        return old if old is None or old.id not in values else old._replace(value=values[old.id], printed=str(values[old.id]))

    def slot(old: Slot) -> Slot:
        return old._replace(figure=figure(old.figure), companion=figure(old.companion))

    def row(old: Row) -> Row:
        return old._replace(slots=tuple(map(slot, old.slots)), rows=tuple(map(row, old.rows)))

    tables = tuple(table._replace(rows=tuple(map(row, table.rows))) for table in report.tables)
    claims = tuple(claim._replace(figure=figure(claim.figure) or claim.figure) for claim in report.claims)
    goals = tuple(
        goal._replace(outcomes=tuple(figure(f) or f for f in goal.outcomes), target=tuple(figure(f) or f for f in goal.target))
        for goal in report.goals
    )
    return report._replace(tables=tables, claims=claims, goals=goals)


def planted(figure: Figure, size: Decimal) -> Iterator[Decimal]:
    """Values far from the printed one: further out, with the sign kept; on the other side; and a hundredth of it."""
    far = size + (37 if figure.unit.quality == "percent" else 1_000)
    outwards = -far if figure.value < 0 else far
    yield figure.value + outwards
    yield figure.value - outwards
    yield figure.value.scaleb(-2)


def accused(result: Result) -> set[str]:
    """The figures that findings are about, by their ids."""
    return {used.figure.id for outcome in result.findings for used in outcome.figures if used.figure is not None}
