"""Within the year: what a report of part of a year has counted from its beginning is no more than what the year came to.

No law: costs are credited and registers corrected. What is more is worth a look, and no more than that.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from finsam_audit.accounts.words.folding import fold
from finsam_audit.checks.kind import FORMULAS, TABLES, Kind, one_of
from finsam_audit.controls.outcome import Outcome, Used
from finsam_audit.controls.quantities import HALF, Quantity, merged, quantity
from finsam_audit.controls.relation import in_unit, plain, rests_on_doubt, used
from finsam_audit.controls.rules import Rule
from finsam_audit.messages import message
from finsam_audit.page.expressions import Expression, parse_expression

if TYPE_CHECKING:
    from finsam_audit.controls.chain import Chain, Member, Spot

    Printed = tuple[Member, Quantity]


def within_year(rule: Rule, chain: Chain) -> Iterator[Outcome]:
    """``places``: formulas for one amount that grows through the year; ``in``: the counts of these tables that do."""
    pairs = _counts(rule, chain) if rule.texts("in") else _amounts(rule, chain)
    outcomes = [_held(part, whole) for part, whole in pairs if part[1].value > 0 < whole[1].value]
    yield from outcomes or [Outcome("not_applicable", message("within-year"), reason=message("reason.not-shared"))]


def _amounts(rule: Rule, chain: Chain) -> Iterator[tuple[Printed, Printed]]:
    places = [parse_expression(text) for text in rule.texts("places")]
    for member in chain.members:
        report = member.report
        if member.is_whole_year or (report.start.month, report.start.day) != (1, 1):
            continue
        part = _first([member], places, report.end)
        whole = _first(chain.members, places, date(report.end.year, 12, 31))
        if part is not None and whole is not None:
            yield part, whole


def _first(members: tuple[Member, ...] | list[Member], places: list[Expression], end: date) -> Printed | None:
    """The first that some reports print of an amount at the end of a period."""
    for member in members:
        for place in places:
            found = member.value(place, end, "")
            if found is not None and found.linear and all(term.figure is not None for term in found.terms):
                return member, found
    return None


def _counts(rule: Rule, chain: Chain) -> Iterator[tuple[Printed, Printed]]:
    """Counts under the same names; a bare year in a report of half of it may be that half, which is no more either."""
    kinds = rule.texts("in")
    years: dict[object, Printed] = {}
    for member in chain.members:
        if member.is_whole_year:
            for fact, spot in _counted(member, kinds):
                years.setdefault(fact, (member, quantity(spot.figure)))
    for member in chain.members:
        if not member.is_whole_year:
            yield from (((member, quantity(s.figure)), years[fact]) for fact, s in _counted(member, kinds) if fact in years)


def _counted(member: Member, kinds: tuple[str, ...]) -> Iterator[tuple[object, Spot]]:
    """The counts of a report that only grow through the year, by their names and their year, where no two are alike."""
    lexicon = member.view.book.lexicon
    found: dict[object, list[Spot]] = {}
    for spot in member.spots.values():
        column = spot.column
        if spot.statement.kind not in kinds or spot.figure.unit.quality != "count" or column.end is None:
            continue
        if column.nature == "stock" or column.kind not in ("", "utfall") or column.whose:
            continue
        names = (spot.statement.name, *spot.row.path, spot.row.label, column.head)
        said = fold(" ".join(names))
        if lexicon.words["växer under året"].match(said) and not lexicon.words["växer inte under året"].match(said):
            found.setdefault((*map(member.timeless, names), column.end.year), []).append(spot)
    yield from ((fact, spots[0]) for fact, spots in found.items() if len(spots) == 1)


def _held(part: Printed, whole: Printed) -> Outcome:
    (member, own), (later, all_of_it) = part, whole
    ours, theirs = member.marked(own), later.marked(all_of_it)
    terms, others = merged(ours.terms), merged(theirs.terms)
    lead, there = (next(t.figure for t in side if t.figure is not None) for side in (terms, others))
    more = ours.low > theirs.high
    args = {"row": lead.row, "table": lead.table, "column": lead.column, "file": member.report.file, "there": there.row,
            "other": there.table, "later": later.report.file, "year": there.column}  # fmt: skip
    stated, most = in_unit(ours.value, lead), in_unit(theirs.value, lead)
    return Outcome(
        outcome="finding" if more else "passed",
        told=message("within-year", **args),
        column=lead.column,
        rounding=None if more else "within" if ours.value > theirs.value else "exact",
        stated=stated,
        computed=most,
        difference=stated - most,
        tolerance=in_unit((ours.high - ours.low + theirs.high - theirs.low) * HALF, lead),
        unit=lead.unit.name,
        figures=(*used(others, None), *(Used(t.figure, "stated", plain(-t.weight), t.derived, t.name) for t in terms)),
        rests_on_doubt=rests_on_doubt([*terms, *others], None),
        arithmetic=True,
        equation=False,
    )


KIND = Kind(
    "within-year",
    sv="Det som en rapport för en del av året har räknat från årets början är inte mer än vad hela året slutade på.",
    en="What a report of part of a year has counted from its beginning is no more than what the whole year came to.",
    keys={"in": TABLES._replace(required=False), "places": FORMULAS},
    equation=False,
    between=within_year,
    together=lambda texts: one_of(texts, "in", "places"),
)
