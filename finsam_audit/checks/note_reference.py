"""Note references: the note a row refers to is there."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_audit.checks.kind import TABLES, Kind
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message
from finsam_audit.page.note_numbers import note_numbers


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """For the tables in ``in``: one finding a row that refers to a note the report does not have."""
    numbers = {number for statement in view.accounts.statements for number in note_numbers(statement.table.note)}
    found = False
    for statement in view.statements(rule.texts("in")):
        for row in statement.table.walk():
            for note in row.notes:
                found = True
                told = message("note-reference", row=row.label, table=statement.name, note=note)
                yield Outcome("passed" if note in numbers else "finding", told)
    if not found:
        yield Outcome("not_applicable", message("note-reference"), reason=message("reason.no-note-reference"))


KIND = Kind(
    "note-reference",
    sv="Noten som en rad hänvisar till finns.",
    en="The note that a row refers to is there.",
    keys={"in": TABLES},
    run=check,
)
