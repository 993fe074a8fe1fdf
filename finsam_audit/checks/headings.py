"""Headings: a flow has periods at its head and a stock has dates."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_audit.checks.kind import TABLES, Kind
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """For the tables in ``in``: one finding a table whose heads are of the wrong nature."""
    statements = view.statements(rule.texts("in"))
    for statement in statements:
        wrong = [c.head for c in statement.columns if c.nature and c.nature != statement.nature]
        if wrong:
            told = message(f"heading.{statement.nature}", table=statement.name, heads=tuple(wrong))
            yield Outcome("finding", told)
        else:
            yield Outcome("passed", message("heading.right", table=statement.name))
    if not statements:
        reason = message("reason.no-table", tables=rule.texts("in"))
        yield Outcome("not_applicable", message("heading.right", table=""), reason=reason)


KIND = Kind(
    "heading",
    sv="Ett kolumnhuvud är en dag för ställningar och en period för flöden.",
    en="A column head is a day for a stock and a period for a flow.",
    keys={"in": TABLES},
    run=check,
)
