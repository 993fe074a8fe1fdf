"""Presence: the parts a report must have."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_audit.checks.kind import TABLES, Kind
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """Every kind of table in ``tables`` is there, or is a finding."""
    for kind in rule.texts("tables"):
        present = bool(view.accounts.of_kind(kind)) or (kind == "budgetuppföljning" and bool(view.accounts.of_kind("not")))
        yield Outcome("passed" if present else "finding", message("presence" if not present else "presence.there", table=kind))


KIND = Kind(
    "presence",
    sv="Tabellerna som en redovisning ska ha finns.",
    en="The tables that a report must have are there.",
    keys={"tables": TABLES},
    run=check,
)
