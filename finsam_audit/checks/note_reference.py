"""Note references: a row refers to the note that bears its name."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_audit.accounts.words.folding import fold
from finsam_audit.checks.kind import TABLES, Kind
from finsam_audit.checks.note_tie import subject_of
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message
from finsam_audit.page.note_numbers import note_numbers


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """For the tables in ``in``: one finding a row whose own note stands under another number, that no row refers to.

    It is one only where other references lead to their notes. A data file need not hold every note: those that it lacks
    are told once, as not looked at.
    """
    by_number = {number: s for s in view.accounts.statements for number in note_numbers(s.table.note)}
    tables = view.statements(rule.texts("in"))
    references = [(table, row, note) for table in tables for row in table.table.walk() for note in row.notes]
    referred = {note for *_, note in references}
    led = referred & by_number.keys()
    alone = {subject_of(note): number for number, note in by_number.items() if led and number not in referred}
    lacking: list[str] = []
    for table, row, note in references:
        args = {"row": row.label, "table": table.name, "note": note}
        if note in by_number:
            yield Outcome("passed", message("note-reference", **args))
        elif fold(row.label) in alone:
            yield Outcome("finding", message("note-reference", **args, other=by_number[alone[fold(row.label)]].name))
        else:
            lacking.append(note)
    if lacking:
        reason = message("reason.notes-not-typed", notes=tuple(dict.fromkeys(lacking)))
        yield Outcome("not_applicable", message("note-reference"), reason=reason)
    if not references:
        yield Outcome("not_applicable", message("note-reference"), reason=message("reason.no-note-reference"))


KIND = Kind(
    "note-reference",
    sv="Noten som en rad hänvisar till finns.",
    en="The note that a row refers to is there.",
    keys={"in": TABLES},
    run=check,
)
