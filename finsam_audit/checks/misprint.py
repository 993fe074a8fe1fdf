"""Misprints: numbers that the report itself prints so that they cannot be read as they stand."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_audit.checks.kind import Kind
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.quantities import Term
from finsam_audit.controls.relation import used
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message
from finsam_audit.page.expressions import names, parse_expression
from finsam_audit.page.units import ONE


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """One finding a misprint; one passed control where the whole report is readable."""
    found = False
    loose = _loose(view)
    for figure in view.report.figures():
        if figure.misprint:
            found = True
            key = {"claims": "misprint-text", "goals": "misprint-goal"}.get(figure.table, "misprint")
            key = "misprint-loose" if figure.id in loose else key
            told = message(key, row=figure.row, table=figure.table, printed=figure.printed, read=figure)
            figures = used([Term(figure, ONE)], None)
            yield Outcome("finding", told, figure.column, figures=figures, rests_on_doubt=True, about="misprint")
    for table in view.report.tables:
        for row in table.walk():
            for column, slot in zip(table.columns, row.slots, strict=False):
                if slot.state == "sic":
                    found = True
                    yield Outcome(
                        "finding", message("misprint.sic", row=row.label, table=table.name, printed=slot.text), column.head
                    )
    if not found:
        yield Outcome("passed", message("misprint.none"))


def _loose(view: View) -> set[str]:
    """The figures of the text that no formula asks for: no control reckons with them, however they are read."""
    report = view.report
    formulas = [equals for equals in (*(c.equals for c in report.claims), *(g.equals for g in report.goals)) if equals]
    named = {".".join(name.path) for formula in formulas for name in names(parse_expression(formula))}
    return {claim.figure.id for claim in report.claims if not claim.equals and f"claims.{claim.id}" not in named}


KIND = Kind(
    "misprint",
    sv="Ett tal går att läsa som det står.",
    en="A number can be read as it is printed.",
    run=check,
)
