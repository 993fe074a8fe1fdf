"""What a total is called: it names no narrower class than the rows it adds up."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_audit.accounts.statement import Footing, Statement
from finsam_audit.checks.kind import NAMES, TABLES, Kind, or_else
from finsam_audit.checks.wording import says
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.quantities import Term
from finsam_audit.controls.relation import used
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message
from finsam_audit.page.model import Column, Figure
from finsam_audit.page.units import ONE


@or_else("total-label", "reason.no-totals")
def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """In the tables in ``in``, a total whose label says ``called`` adds up no row whose label says one of ``strangers``.

    Told once a total, with the amounts of the first column that prints them.
    """
    for statement in view.statements(rule.texts("in")):
        for footing in statement.footings:
            if not _says(footing.total.label, rule.texts("called")):
                continue
            told = message("total-label", row=footing.total.label, table=statement.name)
            strangers = _strangers(statement, footing, rule.texts("strangers"))
            if not strangers:
                yield Outcome("passed", told)
                continue
            names = tuple(figure.row for figure in strangers)
            told = message("total-label", row=footing.total.label, table=statement.name, rows=names)
            figures = used([Term(figure, ONE) for figure in strangers], None)
            yield Outcome("finding", told, strangers[0].column, figures=figures, unit=strangers[0].unit.name)


def _says(label: str, patterns: tuple[str, ...]) -> bool:
    return any(says(label, pattern) for pattern in patterns)


def _strangers(statement: Statement, footing: Footing, patterns: tuple[str, ...]) -> list[Figure]:
    """The amounts of the rows that do not belong under the total's name, in the first column that has any."""
    rows = [row for row in footing.terms if _says(row.label, patterns)]
    for column in statement.columns:
        figures = _amounts([row.figure(column) for row in rows], column)
        if figures:
            return figures
    return []


def _amounts(figures: list[Figure | None], column: Column) -> list[Figure]:
    if column.kind not in ("", "utfall"):
        return []
    return [figure for figure in figures if figure is not None and figure.unit.quality == "money" and figure.value]


KIND = Kind(
    "total-label",
    sv="Namnet på en summa täcker raderna som den summerar.",
    en="A total's name covers the rows it adds up.",
    keys={"in": TABLES, "called": NAMES, "strangers": NAMES},
    run=check,
)
