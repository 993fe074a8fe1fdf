"""Years: a table of several years goes back as far as it should."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_audit.checks.kind import NO_TABLE, TABLES, Key, Kind, or_else
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message

FEW = 3


@or_else("years", "reason.no-years", NO_TABLE)
def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """The tables in ``in`` have columns for ``at least`` so many years; a table that only has rows as one, or ratios
    of the year beside the one before, are none.
    """
    wanted = int(rule.text("at least"))
    ratios = view.book.lexicon.words["nyckeltal"]
    for statement in view.statements(rule.texts("in")):
        ends = {c.end.year for c in statement.columns if c.end is not None and not c.kind}
        of_two = len(ends) < FEW and ratios.match(statement.name)
        called = statement.table.kind or view.book.lexicon.kind_of(statement.name)
        if ends and not of_two and called in rule.texts("in"):  # else the years are its rows, or it is of something else
            told = message("years", table=statement.name, count=len(ends), wanted=wanted)
            yield Outcome("passed" if len(ends) >= wanted else "finding", told)


KIND = Kind(
    "years",
    sv="En flerårstabell går tillräckligt långt tillbaka.",
    en="A table of several years goes back far enough.",
    keys={"in": TABLES, "at least": Key("count", required=True)},
    run=check,
)
