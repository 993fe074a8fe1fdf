"""Roll-forward: what a table begins with is what its year before ended with."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_audit.accounts.statement import Statement
from finsam_audit.checks.kind import TABLES, Fault, Key, Kind, Texts, one_of, or_else
from finsam_audit.controls.hints import with_hints
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.quantities import quantity
from finsam_audit.controls.relation import Trivial, judge
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message
from finsam_audit.page.model import Figure, Row


@or_else("tie", "reason.no-opening")
def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """``opening`` and ``closing`` are concepts in pairs; in each table that prints both, opening(t) = closing(t − 1).

    With ``in`` the pairs are those of opening and closing balances by their labels, in the tables of those kinds.
    """
    for opening, closing in zip(rule.texts("opening"), rule.texts("closing"), strict=True):
        kind, _, first = opening.partition(".")
        for statement in view.accounts.of_kind(kind):
            closings = statement.rows.get(closing.partition(".")[2], ())
            for begins in statement.rows.get(first, ()):
                below = [row for row in closings if row.number > begins.number]
                for ends in (below or closings)[:1]:
                    yield from _rolled(view, statement, begins, ends)
    for statement in view.statements(rule.texts("in")):
        for begins, ends in _balances(view, statement):
            yield from _rolled(view, statement, begins, ends)


def _balances(view: View, statement: Statement) -> Iterator[tuple[Row, Row]]:
    """Each opening balance with the closing one of the same thing that ends it, before another begins."""
    begun: tuple[Row, str] | None = None
    for row in statement.table.walk():
        which, subject = view.book.lexicon.balance(row.label) if row.slots else ("", "")
        if which == "ingående":
            begun = row, subject
        elif which == "utgående" and begun is not None:
            if begun[1] == subject:
                yield begun[0], row
            begun = None


def _rolled(view: View, statement: Statement, begins: Row, ends: Row) -> Iterator[Outcome]:
    for column in statement.columns:
        if column.end is None or column.kind not in ("", "utfall"):
            continue
        before = statement.column_at(view.accounts.report.previous(column.end), whose=column.whose)
        stated = begins.figure(column)
        closed = ends.figure(before) if before is not None else None
        if stated is not None and closed is not None:
            outcome = _one(statement, stated, closed)
            if outcome is not None and outcome.outcome == "finding" and _is_restated(view, statement):
                outcome = outcome._replace(severity="note")
            if outcome is not None:
                yield outcome


def _is_restated(view: View, statement: Statement) -> bool:
    """Whether a table says that what it began with was corrected or counted anew."""
    return any(view.book.lexicon.words["omräkning"].match(row.label) for row in statement.table.walk())


def _one(statement: Statement, stated: Figure, closed: Figure) -> Outcome | None:
    args = {"row": stated.row, "table": statement.name, "other": f"{closed.row} ({closed.column})"}
    try:
        return with_hints(judge(stated, 1, quantity(closed), "tie", args, about="tie"))
    except Trivial:
        return None


def _pairs(texts: Texts) -> Iterator[Fault]:
    opening, closing = texts.get("opening", ()), texts.get("closing", ())
    yield from one_of(texts, "opening", "in")
    if (opening or closing) and len(opening) != len(closing):
        yield Fault("closing", 0, message("rules.pairs", opening=len(opening), closing=len(closing)))
    for number, (one, other) in enumerate(zip(opening, closing, strict=False)):
        if one.partition(".")[0] != other.partition(".")[0]:
            yield Fault("closing", number, message("rules.pair-of-one-table", one=one, other=other))


KIND = Kind(
    "roll-forward",
    sv="Det som en tabell börjar med är det som året före slutade med.",
    en="What a table begins with is what the year before ended with.",
    keys={
        "opening": Key("concept", several=True),
        "closing": Key("concept", several=True),
        "in": TABLES._replace(required=False),
    },
    run=check,
    together=_pairs,
)
