"""How much a finding weighs, and where in the report a reader finds it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from finsam_audit.accounts.accounts import Accounts
from finsam_audit.causes.missing import missing_at
from finsam_audit.controls.outcome import Outcome
from finsam_audit.messages import Message
from finsam_audit.page.model import Figure, Place, Report

_STATEMENTS = ("resultaträkning", "balansräkning", "kassaflödesanalys", "driftredovisning", "investeringsredovisning")
_LAW = ("policy",)
"""What passes a limit; a note does so only by a guide figure of the rule book."""
_FORM = ("wording", "outline", "heading", "misprint")
"""What is said of words, headings and print: no more than a sentence of the text."""


def lead_figure(outcome: Outcome) -> Figure | None:
    """The figure that an outcome is told of: the stated one, else the first."""
    known = [used for used in outcome.figures if used.figure is not None]
    return next((used.figure for used in sorted(known, key=lambda used: used.role != "stated")), None)


def weight(outcome: Outcome, accounts: Accounts) -> tuple[int, int, Decimal, int]:
    """Smaller weighs more: law, dates, names and statements, notes, tables of the text, its words; this year, last, earlier;
    amount; place."""
    figure = lead_figure(outcome)
    return _part(outcome, figure, accounts), _age(outcome, figure, accounts), -_amount(outcome, figure), _line(figure)


def _part(outcome: Outcome, figure: Figure | None, accounts: Accounts) -> int:
    if outcome.told.key.partition(".")[0] in _FORM:
        return 3
    if figure is None or (outcome.kind in _LAW and outcome.severity != "note"):
        return 0
    statement = accounts.statement_of(figure)
    if statement is None or statement.kind in _STATEMENTS:
        return 2 if statement is None else 0
    return 1 if statement.kind == "not" or statement.table.note else 2


def _age(outcome: Outcome, figure: Figure | None, accounts: Accounts) -> int:
    """How many years before the report's own the figure is of, two at most."""
    statement = accounts.statement_of(figure) if figure is not None else None
    if figure is None or statement is None:
        return 0
    end = next((column.end for column in statement.columns if column.head == figure.column), None)
    return max(0, min(2, accounts.report.end.year - end.year)) if end is not None else 0


def _amount(outcome: Outcome, figure: Figure | None) -> Decimal:
    """The difference in kronor; percentages and counts are no amounts."""
    if figure is None:
        return Decimal("Infinity")  # a date, a name, a section: there is no amount that makes it small
    if outcome.difference is None or figure.unit.quality != "money":
        return Decimal(0)
    return abs(outcome.difference * figure.unit.scale)


def _line(figure: Figure | None) -> int:
    return figure.place.line if figure is not None else 0


def found_at(outcome: Outcome, accounts: Accounts) -> Place | None:
    """Where a finding is seen: its figure; the date, name, sentence, heading, row or table that it speaks of; where what is
    missing should stand; None where there is no such place."""
    figure, report = lead_figure(outcome), accounts.report
    in_words = outcome.about == "statement" or outcome.told.key == "wording.unwanted"  # its figure is but the occasion
    if figure is not None and not in_words:
        return _judged_at(outcome, report) or figure.place
    named = [word for word in _words(outcome.told) if word]
    if figure is not None:
        said = {claim.text: claim.place for claim in report.claims} | report.written
        return next((said[word] for word in named if word in said), figure.place)
    quoted = (place for word in named for text, place in report.written.items() if text and word.startswith(text))
    seen = next((accounts.places[word] for word in named if word in accounts.places), next(quoted, None))
    return seen or missing_at(outcome, accounts)


def _judged_at(outcome: Outcome, report: Report) -> Place | None:
    """Where the words stand that judge the goal of an outcome; None for any other outcome, and where they are not given."""
    if outcome.about != "goal":
        return None
    goal = next((goal for goal in report.goals if goal.text == outcome.told.args.get("text")), None)
    return goal.judged_at if goal is not None and goal.judged else None


def _words(told: Message) -> Iterator[str]:
    """The words of a message, also those inside its arguments."""
    waiting: list[object] = list(told.args.values())
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, Message):
            waiting = [*value.args.values(), *waiting]
        elif isinstance(value, tuple):
            waiting = [*value, *waiting]
        elif isinstance(value, str | date):
            yield str(value)
