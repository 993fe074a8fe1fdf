"""Years: a table of several years goes back as far as it should."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_audit.checks.kind import TABLES, Key, Kind
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """The tables in ``in`` have columns for ``at least`` so many years."""
    wanted = int(rule.text("at least"))
    statements = view.statements(rule.texts("in"))
    years = [(s, {c.end.year for c in s.columns if c.end is not None and not c.kind}) for s in statements]
    for statement, ends in years:
        if not ends:  # the years are its rows, or it is of something else
            continue
        told = message("years", table=statement.name, count=len(ends), wanted=wanted)
        yield Outcome("passed" if len(ends) >= wanted else "finding", told)
    if not any(ends for _, ends in years):
        yield Outcome(
            "not_applicable",
            message("years"),
            reason=message("reason.no-years" if statements else "reason.no-table", tables=rule.texts("in")),
        )


KIND = Kind(
    "years",
    sv="En flerårstabell går tillräckligt långt tillbaka.",
    en="A table of several years goes back far enough.",
    keys={"in": TABLES, "at least": Key("count", required=True)},
    run=check,
)
