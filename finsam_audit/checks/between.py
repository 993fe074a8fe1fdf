"""Between reports: a fact that several reports of one entity print is the same in all of them.

The first report that prints it is the one that the later ones must match.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from finsam_audit.accounts.statement import Statement
from finsam_audit.accounts.words.folding import fold
from finsam_audit.accounts.words.lexicon import Concept
from finsam_audit.checks.kind import FORMULAS, TABLES, YES_NO, Kind, one_of
from finsam_audit.controls.outcome import Outcome, milder
from finsam_audit.controls.quantities import HALF, Quantity, quantity
from finsam_audit.controls.relation import Trivial, judge, judge_sum
from finsam_audit.controls.rules import Rule
from finsam_audit.messages import message
from finsam_audit.page.expressions import Expression, names, parse_expression
from finsam_audit.page.model import Figure, Row
from finsam_audit.page.note_numbers import note_numbers, without_number
from finsam_audit.page.units import ONE

if TYPE_CHECKING:
    from finsam_audit.controls.chain import Chain, Member, Spot

Fact = tuple[object, ...]
"""What a figure says, whatever report prints it: concept or label, period, budget or outcome, side, and whose it is."""


_MANY = ("not", "statistik")
"""Kinds of table of which a report has many, each about something else."""
_ALIKE = 2  # years in which two rows agree to the krona, so that they count the same


class Meeting(NamedTuple):
    """A figure and what an earlier report prints of the same fact."""

    member: Member
    spot: Spot
    before: Member
    known: Spot


def between(rule: Rule, chain: Chain) -> Iterator[Outcome]:
    """``in``: the rows of these tables, each against the same row of the same period in the first report that prints it.
    With ``notes`` the total of a note is held against the row that refers to it, as the first report has either.

    ``places``: formulas for one fact, whichever of them a report prints; ``anchors`` are others by which only the first
    report may tell it. With ``budget`` the rows of budgets are meant, else those of outcomes.
    """
    run = _notes if rule.flag("notes") else _rows if rule.texts("in") else _places
    outcomes = list(run(rule, chain))
    yield from outcomes or [Outcome("not_applicable", message("between"), reason=message("reason.not-shared"))]


def _rows(rule: Rule, chain: Chain) -> Iterator[Outcome]:
    """A row that is known by its label alone may have got another content: a warning at most."""
    first: dict[Fact, tuple[Member, Spot]] = {}
    tables: dict[Fact, list[tuple[Meeting, bool]]] = {}
    for member in chain.members:
        for fact, spot in _facts(member, rule.texts("in"), rule.flag("budget")).items():
            before, known = first.setdefault(fact, (member, spot))
            if before is not member and (fact[2] != "alone" or _is_outline(spot.row.path, known.row.path)):
                pair = member.number, spot.statement.table.place, before.number, known.statement.table.place
                tables.setdefault(pair, []).append((Meeting(member, spot, before, known), fact[2] != "concept"))
    for meetings in tables.values():
        turn = -1 if _is_turned([meeting for meeting, _ in meetings]) else 1
        for (member, spot, before, known), labelled in meetings:
            other = quantity(known.figure, Decimal(_sign(known)))
            outcome = _held(Stated(member, spot, quantity(spot.figure, Decimal(_sign(spot) * turn))), before, other)
            if outcome is not None and labelled and outcome.outcome == "finding":
                outcome = outcome._replace(severity=milder(outcome.severity, "warning"))
            if outcome is not None:
                yield outcome


def _facts(member: Member, kinds: tuple[str, ...], budget: bool) -> dict[Fact, Spot]:
    """The figures that tell something no other figure of these tables does, by what they tell."""
    found: dict[Fact, list[Spot]] = {}
    for spot in member.spots.values():
        kind, column = spot.statement.kind, spot.column
        if kind not in kinds or (column.kind == "budget") != budget or not member.is_certain(column):
            continue
        if column.end is None:
            continue
        for name in _names(member, spot):
            found.setdefault(_fact(name, spot, column.end), []).append(spot)
    return {fact: spots[0] for fact, spots in found.items() if len(spots) == 1}


def _fact(name: Fact, spot: Spot, end: date) -> Fact:
    """What a figure of a table and row of this name says of the period that ends so."""
    column = spot.column
    start = column.start if column.start != date(end.year, 1, 1) else None  # a flow may be headed by the day that it ends on
    return *name, spot.figure.unit.quality, start, end, column.kind or "utfall", column.side or "netto", column.whose


def _names(member: Member, spot: Spot) -> Iterator[Fact]:
    """The table and the row of a figure by what they mean: by its concept, else by its label and the groups above it.

    What closes a note or one of its groups is known by that too, whatever it is called.
    """
    statement, row = spot.statement, spot.row
    alone = statement.kind not in _MANY and len(member.view.accounts.of_kind(statement.kind)) == 1
    table = statement.kind, "" if alone else _title(statement.name)
    if statement.kind == "statistik":  # a table of counts has a column each of women and men
        table = statement.kind, member.timeless(statement.name) + "|" + member.timeless(spot.column.head)
    concept = statement.concept(row)
    named = concept is not None and _is_all_of(statement, row, concept)
    if concept is not None and named:
        yield (*table, "concept", concept.name)
    if statement.kind == "not" and [one.number for one in statement.ends] == [row.number]:
        yield (*table, "label", "summa")
        return
    if row.path and statement.kind == "not" and _closes_its_group(statement, row):
        yield (*table, "label", *map(_words, row.path), "summa")
    if row.label and not named and statement.role(row) != "share":
        yield (*table, "label", *map(_words, row.path), _words(row.label))
        if statement.kind == "balansräkning":  # elsewhere "Övrigt" under one heading is not that under none
            yield (*table, "alone", _words(row.label))


def _is_all_of(statement: Statement, row: Row, concept: Concept) -> bool:
    """Whether a row is all that a table has under its concept: the only one, and, where there may be many, with none beside it
    that the lexicon does not know."""
    beside = (other for other in statement.table.walk() if other.path == row.path and other.figures)
    unknown = concept.many and any(statement.concept(one) is None and statement.role(one) == "detail" for one in beside)
    return len(statement.rows.get(concept.name, ())) == 1 and not unknown


def _notes(rule: Rule, chain: Chain) -> Iterator[Outcome]:
    """Where the row of a report says what its note says, that one is held against what the other report told first."""
    first: dict[Fact, tuple[Member, Spot]] = {}
    for member in chain.members:
        rows = _facts(member, rule.texts("in"), budget=False)
        totals = dict(_totals(member, rows))
        for spots, others in ((rows, totals), (totals, rows)):
            for fact, spot in spots.items():
                before, known = first.get(fact, (member, spot))
                if before is member or "not" not in (spot.statement.kind, known.statement.kind):
                    continue
                turn = 1 if spot.figure.base * known.figure.base >= 0 else -1  # a note may print costs without their minus
                other = quantity(known.figure, Decimal(turn))
                outcome = _held(Stated(member, spot, quantity(spot.figure, ONE)), before, other)
                own = others.get(fact)
                if outcome is None or (outcome.outcome == "finding" and own is not None and _is_as_large(own, spot)):
                    continue
                yield outcome
        for fact, spot in (*rows.items(), *totals.items()):
            first.setdefault(fact, (member, spot))


def _totals(member: Member, rows: Mapping[Fact, Spot]) -> Iterator[tuple[Fact, Spot]]:
    """The totals of notes by what the rows that refer to them tell: of a note with one total and one such row, which it equals
    in a column at least."""
    from finsam_audit.controls.chain import Spot

    notes = [s for s in member.view.accounts.of_kind("not") if s.table.note and len(s.ends) == 1]
    for note in notes:
        referring = {fact: spot for fact, spot in rows.items() if spot.row.notes == note_numbers(note.table.note)}
        if len({(spot.statement.table.place, spot.row.number) for spot in referring.values()}) != 1:
            continue
        name, last = next(iter(referring))[:-6], note.ends[0].number
        spots = {
            _fact(name, spot, end): spot
            for spot in (Spot(figure, row, column, note) for row, column, figure in note.figures() if row.number == last)
            if (end := spot.column.end) is not None and member.is_certain(spot.column)
        }
        if any(spot.figure.base and _is_as_large(spot, rows[fact]) for fact, spot in spots.items() if fact in rows):
            yield from spots.items()


def _is_as_large(one: Spot, other: Spot) -> bool:
    """Whether two figures are of one size, as far as they are printed."""
    return abs(abs(one.figure.base) - abs(other.figure.base)) <= _room(one, other)


def _room(one: Spot, other: Spot) -> Decimal:
    """How far the rounding of two figures may take one from the other."""
    return (one.figure.step + other.figure.step) * HALF


def _is_outline(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether of two rows of one name the one stands under some of the headings of the other: a report may print fewer."""
    few, many = sorted((list(map(_words, one)), list(map(_words, other))), key=len)
    left = iter(many)
    return all(heading in left for heading in few)


def _closes_its_group(statement: Statement, row: Row) -> bool:
    """Whether a row adds up rows that all stand with it under one heading."""
    footing = next((footing for footing in statement.footings if footing.total.number == row.number), None)
    return footing is not None and all(term.path == row.path for term in footing.terms)


def _title(name: str) -> str:
    """The name of a table without its number and without years."""
    return " ".join(word for word in _words(without_number(name)).split() if not word.isdecimal())


def _words(label: str) -> str:
    """A label as it may be printed next year: with or without "och", "Ekbys kommun" or "Ekby kommun"."""
    return " ".join(word.rstrip("s") for word in fold(label).split() if word != "och")


def _sign(spot: Spot) -> int:
    return spot.statement.sign(spot.figure)


def _is_turned(meetings: list[Meeting]) -> bool:
    """Whether one of two tables prints with minus what the other prints with plus, each as coarsely as it does."""
    straight = turned = 0
    for _, spot, _, known in meetings:
        one, other = _sign(spot) * spot.figure.base, _sign(known) * known.figure.base
        room = _room(spot, known)
        straight += abs(one - other) <= room
        turned += abs(one + other) <= room
    return turned > straight


# -- one fact in different tables ---------------------------------------------------------------------------------------


class Stated(NamedTuple):
    """What a later report prints of a fact, and where; ``spot`` is its first figure."""

    member: Member
    spot: Spot
    quantity: Quantity


def _places(rule: Rule, chain: Chain) -> Iterator[Outcome]:
    """A place that agrees with any by which the first report tells the fact agrees, but for one that parts with its like."""
    places = [parse_expression(text) for text in rule.texts("places")]
    anchors = [parse_expression(text) for text in rule.texts("anchors")]
    held: list[tuple[Outcome, list[tuple[Hashable, Outcome]]]] = []
    for end in chain.ends():
        for whose in chain.owners():
            first: tuple[Member, list[Quantity], list[Quantity]] | None = None
            for member in chain.members:
                printed = list(_printed(member, places, end, whose))
                if first is None:
                    known = [stated.quantity for stated in printed]
                    more = [found for text in anchors if (found := member.value(text, end, whose)) is not None]
                    first = (member, known, more) if known or more else None
                    continue
                held += [met for stated in printed if (met := _agreeing(stated, *first)) is not None]
    alike = Counter(pair for _, pairs in held for pair, outcome in pairs if outcome.rounding == "exact")
    for outcome, pairs in held:
        yield next((o for pair, o in pairs if o.outcome == "finding" and not o.habit and alike[pair] >= _ALIKE), outcome)


def _printed(member: Member, places: list[Expression], end: date, whose: str) -> Iterator[Stated]:
    """What a report prints of a fact: figures, or sums that the rule itself writes out, none stood in for by its parts."""
    for place in places:
        found = member.value(place, end, whose)
        if found is None or any(term.figure is None for term in found.terms):
            continue
        if any(term.derived for term in found.terms) or (found.linear and len(found.terms) > len(list(names(place)))):
            continue
        spot = member.spots[found.terms[0].figure.id]  # type: ignore[union-attr]  # none of them is None
        yield Stated(member, spot, found)


def _agreeing(
    stated: Stated, before: Member, known: list[Quantity], more: list[Quantity]
) -> tuple[Outcome, list[tuple[Hashable, Outcome]]] | None:
    """What it comes to, and how it stands to each place where the first report prints the fact by the same rule."""
    if not stated.quantity.linear:
        return None  # a ratio is what a share is held against
    pairs: list[tuple[Hashable, Outcome]] = []
    for other in known:
        outcome = _held(stated, before, other)
        if outcome is not None:
            pairs.append(((stated.member.number, _row(stated.quantity), before.number, _row(other)), outcome))
    outcomes = [o for _, o in pairs] + [o for other in more if (o := _held(stated, before, other)) is not None]
    if not outcomes:
        return None
    return next((o for o in outcomes if o.outcome == "passed"), next((o for o in outcomes if o.habit), outcomes[0])), pairs


def _row(quantity: Quantity) -> Hashable:
    """The rows that a quantity is made of, whatever the year."""
    return tuple((term.figure.table, term.figure.path, term.figure.row) for term in quantity.terms if term.figure is not None)


# -- both ---------------------------------------------------------------------------------------------------------------


def _held(stated: Stated, before: Member, other: Quantity) -> Outcome | None:
    """What a later report prints against an earlier one; None where they cannot be compared."""
    member, spot, ours = stated.member, stated.spot, stated.member.marked(stated.quantity)
    there = next(term.figure for term in other.terms if term.figure is not None)
    place = ", ".join(part for part in (there.table, there.row if there.row != spot.figure.row else "", there.column) if part)
    args = {"row": spot.figure.row, "table": spot.figure.table, "column": spot.figure.column, "file": member.report.file,
            "before": before.report.file, "place": place}  # fmt: skip
    figure, theirs = member.own(spot.figure), before.marked(other)
    parts = dict((*member.parts(stated.quantity), *before.parts(other)))
    try:
        if len(ours.terms) == 1:
            sign = 1 if ours.terms[0].weight > 0 else -1
            outcome = judge(figure, sign, theirs, "between", args, about="tie", parts=parts)
        else:
            outcome = judge_sum(ours, figure, theirs, "between", args, about="tie")
    except Trivial:
        return None
    if outcome.habit:
        return outcome._replace(told=message("between-rounding", **args))
    if outcome.outcome == "finding" and (member.says_restated(spot) or _was_preliminary(before, there)):
        return outcome._replace(told=message("between-restated", **args), kind="restated", severity="note")
    return outcome


def _was_preliminary(before: Member, figure: Figure) -> bool:
    """Whether the earlier report says of a budget that it may be changed."""
    spot = before.spots.get(figure.id)
    return spot is not None and spot.column.kind == "budget" and before.says_restated(spot)


KIND = Kind(
    "between",
    sv="Samma uppgift i flera rapporter från samma organisation; den första rapporten är den som de senare ska stämma med.",
    en="The same fact in several reports of one entity; the first report is the one the later ones must match.",
    keys={
        "in": TABLES._replace(required=False),
        "budget": YES_NO,
        "notes": YES_NO,
        "places": FORMULAS,
        "anchors": FORMULAS,
    },
    between=between,
    together=lambda texts: one_of(texts, "in", "places"),
)
