"""Where what a report lacks should have stood: beside the part that comes before it, or that it belongs to."""

from __future__ import annotations

from finsam_audit.accounts.accounts import Accounts
from finsam_audit.accounts.named_places import top_of
from finsam_audit.accounts.words.folding import fold
from finsam_audit.controls.outcome import Outcome
from finsam_audit.messages import Message
from finsam_audit.page.model import Place, Report

_ORDER = ("resultaträkning", "balansräkning", "kassaflödesanalys", "not", "driftredovisning", "investeringsredovisning")
"""The parts with figures, as they follow each other in a report."""
_NOTES = ("not", "noter", "notes", "note rows")
_REPORT_OF_THE_BOARD = "förvaltningsberättelse"
_MISSING = ("presence", "section", "wording.wanted", "wording.wanted-note", "wording.wanted-note-for")
_TELLING = 8
"""So long is a word that two texts share only where they are about the same."""


def missing_at(outcome: Outcome, accounts: Accounts) -> Place | None:
    """The place nearest to where something that was not found should stand; None where the report has no such place, and
    for an outcome that misses nothing."""
    told, report = outcome.told, accounts.report
    if told.key not in _MISSING:
        return None
    what = _kind(told)
    if what in _ORDER:
        return _beside(what, accounts)
    return _heading(str(what), report) or _heading(_REPORT_OF_THE_BOARD, report) or _first(report)


def _kind(told: Message) -> object:
    """What is missing: a kind of table, or what a section or a sentence should be about."""
    wanted = told.args.get("table") or told.args.get("part")
    places = told.args.get("places")
    if wanted in _NOTES or (isinstance(places, tuple) and any(place in _NOTES for place in places)):
        return "not"
    about = wanted or told.args.get("about")
    return about.get("sv", "") if isinstance(about, dict) else about


def _beside(kind: str, accounts: Accounts) -> Place | None:
    """The last table of a kind, or of the nearest that should come before it, or the first that should come after it."""
    at = _ORDER.index(kind)
    for other in reversed(_ORDER[: at + 1]):
        if tables := accounts.of_kind(other):
            return top_of(tables[-1].table)
    return next((top_of(tables[0].table) for other in _ORDER[at + 1 :] if (tables := accounts.of_kind(other))), None)


def _heading(about: str, report: Report) -> Place | None:
    """The first heading that shares a telling word with what is missing."""
    words = {word for word in fold(about).split() if len(word) >= _TELLING}
    headings = (one for one in report.contents if one in report.written)
    return next((report.written[one] for one in headings if words & set(fold(one).split())), None)


def _first(report: Report) -> Place | None:
    """The first heading of the report."""
    return next((report.written[one] for one in report.contents if one in report.written), None)
