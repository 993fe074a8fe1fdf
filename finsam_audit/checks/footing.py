"""Footing: a total equals the sum of the rows it closes. Which rows those are, ``footings`` decides.

What holds in a column in another of the total's admissible readings is no error there, but a note that says in which.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from finsam_audit.accounts.statement import Footing, Statement
from finsam_audit.checks.deviations import deviation_signs
from finsam_audit.checks.found_relation import explained
from finsam_audit.checks.kind import Key, Kind, one_of
from finsam_audit.controls.hints import with_hints
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.quantities import Quantity, blank, quantity, total
from finsam_audit.controls.relation import Trivial, judge
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message
from finsam_audit.page.model import Column, Figure


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """``of`` names totals by concept; ``in`` takes every total of those kinds of table that no other rule names."""
    wanted = rule.texts("of")
    kinds = rule.texts("in") or tuple(dict.fromkeys(path.split(".")[0] for path in wanted))
    statements = view.statements(kinds)
    if not statements:
        yield Outcome("not_applicable", message("footing"), reason=message("reason.no-table", tables=kinds))
        return
    found = False
    for statement in statements:
        signs = _signs(statement)
        for footing in statement.footings:
            concept = statement.concept(footing.total)
            path = concept.path if concept is not None else ""
            if (path in wanted) if wanted else (path not in view.claimed):
                of_one_sign = statement.kind == "resultaträkning" and (concept is None or bool(concept.sign))
                for column in statement.columns:
                    outcome = _one(view, statement, footing, column, {} if of_one_sign else signs)
                    if outcome is not None:
                        found = True
                        yield outcome
    if not found:
        names = tuple(path.split(".", 1)[1] for path in wanted)
        reason = message("reason.no-total", names=names) if names else message("reason.no-totals", tables=kinds)
        yield Outcome("not_applicable", message("footing"), reason=reason)


def _one(view: View, statement: Statement, footing: Footing, column: Column, signs: dict[str, int]) -> Outcome | None:
    outcome = _held(view, statement, footing, column, signs)
    if outcome is not None and outcome.outcome == "passed" and _is_turned(outcome):
        printed = _held(view, statement, footing, column, {})
        if printed is not None and printed.outcome == "finding":
            told = message("reading.turned", row=footing.total.label)
            return printed._replace(severity="note", kind="reading", hints=(told,), suspect="")
    if outcome is None or outcome.outcome != "finding" or outcome.severity == "note":
        return outcome
    if _is_quotient(statement, outcome):
        return None
    for reading in statement.readings.get(footing.total.number, ()):
        other = _held(view, statement, Footing(footing.total, reading.terms), column, signs)
        if other is not None and other.outcome == "passed":
            rows = tuple(row.label for row in reading.terms)
            told = message(f"reading.{reading.name}", row=footing.total.label, rows=rows)
            return outcome._replace(severity="note", kind="reading", hints=(told,), suspect="")
    return outcome


def _is_quotient(statement: Statement, outcome: Outcome) -> bool:
    """Whether a total is among its rows and, as the table shows, what those beside it give: "Kostnad per deltagare" of all."""
    *rows, last = outcome.printed
    amounts = [figure.base for figure in rows]
    return bool(rows) and min(amounts) <= last.base <= max(amounts) and last.id in explained(statement)


def _is_turned(outcome: Outcome) -> bool:
    """Whether all the rows of a sum count with the other sign than it does itself."""
    weights = [used.weight for used in outcome.figures if used.role == "term" and used.figure is not None and used.figure.value]
    return len(weights) > 1 and all(weight == -1 for weight in weights)


def _held(view: View, statement: Statement, footing: Footing, column: Column, signs: dict[str, int]) -> Outcome | None:
    """A total against the rows of one reading, in one column."""
    slot = footing.total.cell(column)
    if slot is None or slot.figure is None:
        return None
    stated = slot.figure
    parts: list[Quantity] = []
    sides = {signs.get(cell.figure.id, 1) for row in footing.terms if (cell := row.cell(column)) and cell.figure is not None}
    side = Decimal(sides.pop() if len(sides) == 1 else 1)
    for row in footing.terms:
        cell = row.cell(column)
        if cell is None:
            continue
        if cell.state in ("unread", "sic"):
            reason = message("missing.unread", table=statement.name, row=row.label, column=column.head)
            return Outcome("not_applicable", message("footing"), column.head, reason=reason)
        if cell.figure is None:
            parts.append(blank(row.label, side))
        elif cell.figure.unit.quality == stated.unit.quality:
            parts.append(quantity(cell.figure, Decimal(signs.get(cell.figure.id, 1))))
    if not any(term.figure is not None for part in parts for term in part.terms):
        return None
    if statement.kind == "statistik":
        figures = [term.figure for part in parts for term in part.terms if term.figure is not None]
        told = any(statement.heads.is_average(c.head) for c in statement.columns)  # then the name speaks of these columns only
        texts = (*([] if told else [statement.name]), footing.total.label, column.head)
        if stated.unit.quality == "percent" or not statement.heads.adds_up(texts, stated, figures):
            return None  # percentages are the work of the kind distribution; means have no sum
    elif statement.heads.is_average(column.head):
        return None
    elif stated.unit.quality == "percent" and statement.heads.is_rate(column.head):
        return None  # what is consumed of one budget and of another is no part of what is consumed of both
    elif (
        stated.unit.quality == "percent" and stated.value != 100 and len(parts) > 1 and not _is_whole(statement, column, parts)
    ):
        return None  # the total of a column of shares is 100 %, or else it is a share itself
    args = {"row": footing.total.label, "table": statement.name}
    try:
        outcome = judge(stated, signs.get(stated.id, 1), total(parts), "footing", args, about="footing")
    except Trivial:
        return None
    return with_hints(outcome, _others(view, outcome, stated))


def _is_whole(statement: Statement, column: Column, parts: list[Quantity]) -> bool:
    """Whether a column headed Andel, of nothing else than the table itself, has rows that come to 100 %."""
    together = total(parts)
    heads, head = statement.heads, column.head
    own = heads.is_share(head) and not heads.is_rate(head) and all(word.isdigit() for word in heads.topic(head))
    return own and together.low <= 100 <= together.high


def _signs(statement: Statement) -> dict[str, int]:
    """The signs that differ from +1: those of the table's profile, and in the driftredovisning those of deviations."""
    if statement.kind == "driftredovisning":
        return {**statement.signs, **deviation_signs(statement)}
    return statement.signs


def _others(view: View, outcome: Outcome, stated: Figure) -> Iterator[Figure]:
    """The figures of the column that the sum does not take."""
    mine = {figure.id for figure in outcome.printed}
    return (figure for figure in view.neighbours(stated) if figure.id not in mine)


KIND = Kind(
    "footing",
    sv="En summa är lika med raderna som den summerar.",
    en="A total equals the sum of the rows it closes.",
    keys={"of": Key("concept", several=True), "in": Key("table", several=True)},
    run=check,
    together=lambda texts: one_of(texts, "of", "in"),
)
