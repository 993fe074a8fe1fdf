"""Subtotals: a class of two rows or more prints its sum, under its name or that of a larger class of no other rows."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_audit.accounts.look_up import class_rows
from finsam_audit.checks.kind import Key, Kind, or_else
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message


@or_else("subtotal", "reason.no-classes")
def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """For each total in ``of``: printed, or a finding where its class has at least two rows that no total closes alone."""
    for path in rule.texts("of"):
        table, _, name = path.partition(".")
        concept = view.book.lexicon.kinds[table].concepts[name]
        for statement in view.accounts.of_kind(table):
            rows = class_rows(view.accounts, statement, concept.belongs)
            if len(rows) > 1:
                told = message("subtotal", row=name, table=statement.name, rows=tuple(row.label for row in rows))
                own = {row.number for row in rows}
                closed = any({row.number for row in footing.terms} == own for footing in statement.footings)
                yield Outcome("passed" if name in statement.rows or closed else "finding", told)


KIND = Kind(
    "subtotal",
    sv="En grupp med flera rader har en summa.",
    en="A group of several rows prints its total.",
    keys={"of": Key("concept", several=True, required=True)},
    run=check,
)
