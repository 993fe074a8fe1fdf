"""Before the start: a table of a project has no amounts of a year before the project began."""

from __future__ import annotations

import re
from collections.abc import Iterator

from finsam_audit.accounts.statement import Statement
from finsam_audit.accounts.words.folding import fold
from finsam_audit.checks.kind import Kind, or_else
from finsam_audit.controls.outcome import Outcome, Used
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message
from finsam_audit.page.prose import is_turned
from finsam_audit.page.units import ONE

_START = (
    r"(?i)\b(?:projektet|insatsen|satsningen|verksamheten) (?P<name>.{3,40}?) "
    r"(?:startade|startades|påbörjades|inleddes|drogs igång|drog igång|sjösattes) "
    r"(?:(?:i|den|under|hösten|våren|sommaren|år|början|mitten|slutet|av|januari|februari|mars|april|maj|juni|juli|augusti"
    r"|september|oktober|november|december|\d{1,2}) )*(?P<year>20\d\d)\b"
)


@or_else("before-start", "reason.no-start")
def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """The tables that bear the name of a project which a sentence says began in a certain year."""
    for text in [*view.report.statements, *(claim.text for claim in view.report.claims)]:
        found = re.search(_START, text.replace("\u00a0", " "))
        if found is None or is_turned(text) or " om" in found["name"]:
            continue
        name, year = fold(found["name"]), int(found["year"])
        for statement in view.accounts.statements:
            if f" {name} " in f" {fold(statement.name)} ":
                yield _judged(text, statement, year)


def _judged(text: str, statement: Statement, year: int) -> Outcome:
    early = [
        figure
        for _, column, figure in statement.figures()
        if column.end is not None and column.end.year < year and figure.value and column.kind not in ("budget", "prognos")
    ]
    if not early:
        return Outcome("passed", message("before-start", text=text, table=statement.name))
    told = message("before-start", text=text, table=statement.name, column=early[0].column, year=str(year))
    figures = tuple(Used(figure, "stated", ONE) for figure in early)
    return Outcome("finding", told, early[0].column, figures=figures, arithmetic=True)


KIND = Kind(
    "before-start",
    sv="En tabell om ett projekt har inga tal från år före projektets start.",
    en="A table of a project has no figures of years before the project began.",
    run=check,
    equation=False,
)
