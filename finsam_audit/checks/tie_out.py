"""Tie-out: the same fact printed in several places. The first place that prints it is the one the others must match."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from finsam_audit.accounts.sums import is_large
from finsam_audit.checks import named_source, same_rows
from finsam_audit.checks.definitions import Judged
from finsam_audit.checks.kind import FORMULAS, TABLES, Fault, Kind, Texts, one_of
from finsam_audit.controls.bridges import explained_by_definition
from finsam_audit.controls.context import Context, Missing
from finsam_audit.controls.hints import with_hints
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.quantities import Quantity, quantity, total
from finsam_audit.controls.relation import Trivial, judge
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message
from finsam_audit.page.expressions import parse_expression
from finsam_audit.page.model import Figure


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """``places`` are names in order of authority; every later place is held against the first that has the figure.

    ``anchors``, where given, come before them: they are held against nothing themselves, and a place that agrees with
    any of them agrees. With ``rows`` instead, kinds of table, the places are the rows of one name in two of them, and with
    ``named`` rows that say that they are from such a table.
    """
    if rule.texts("rows") or rule.texts("named"):
        yield from (same_rows if rule.texts("rows") else named_source).check(rule, view)
        return
    anchors = rule.texts("anchors")
    places = [parse_expression(text) for text in (*anchors, *rule.texts("places"))]
    by_place: dict[tuple[int, str], list[Judged]] = {}
    problems = []
    periods = [(end, whose) for whose in view.accounts.owners() for end in view.accounts.ends()]
    for end, whose in periods:
        known: list[Quantity] = []
        for index, place in enumerate(places):
            try:
                found = view.evaluator.evaluate(place, Context("", end, whose=whose))
            except Missing as missing:
                if missing.unread:
                    problems.append(missing.told)
                continue
            terms = [term for term in found.terms if term.figure is not None]
            if not terms:
                continue
            if not known or index < len(anchors):
                known.append(found)
                continue
            if len(terms) != 1 or terms[0].derived or terms[0].figure is None:
                continue
            sign = 1 if terms[0].weight > 0 else -1
            outcomes = [o for one in known if (o := _pair(view, terms[0].figure, sign, one)) is not None]
            held = (o for o in outcomes if o.outcome == "passed")
            outcome = next(held, _of_some_rows(view, terms[0].figure, sign, known) or (outcomes[0] if outcomes else None))
            if outcome is not None:
                by_place.setdefault((index, whose), []).append(Judged(end, outcome))
    for (_, whose), judged in by_place.items():
        bridges = rule.texts("bridges") if not whose else ()
        yield from (j.outcome for j in explained_by_definition(view, judged, bridges, "", rule.severity))
    if not by_place:
        reason = problems[0] if problems else message("reason.one-place", places=rule.texts("places"))
        yield Outcome("not_applicable", message("tie"), reason=reason)


def _pair(view: View, stated: Figure, sign: int, anchor: Quantity) -> Outcome | None:
    figures = [term.figure for term in anchor.terms if term.figure is not None]
    derived = next((term.derived for term in anchor.terms if term.derived), "")
    other = figures[0]
    what = derived or other.row
    args = {"row": stated.row, "table": stated.table, "other": message("tie.other", row=what, table=other.table)}
    try:
        return with_hints(judge(stated, sign, anchor, "tie", args, about="tie", parts=view.parts), view.inner_figures(stated))
    except Trivial:
        return None


def _of_some_rows(view: View, stated: Figure, sign: int, known: Sequence[Quantity]) -> Outcome | None:
    """A place that is of rows which stand together under the total it is held against, and of them alone, to the last digit.

    A table of activities leaves out what the office and the board cost.
    """
    for one in known:
        whole = one.terms[0].figure if len(one.terms) == 1 else None
        for rows in _runs(view, whole) if whole is not None and is_large(stated) else ():
            outcome = _pair(
                view, stated, sign, total(quantity(f, one.terms[0].weight * view.accounts.signs.get(f.id, 1)) for f in rows)
            )
            if outcome is not None and outcome.outcome == "passed" and not outcome.difference:
                return outcome
    return None


def _runs(view: View, whole: Figure) -> Iterator[list[Figure]]:
    """The figures of some rows that stand together among those a total adds up."""
    statement = view.accounts.statement_of(whole)
    if statement is None or statement.kind == "balansräkning":
        return  # what stood at the year's beginning is no part of what stands at its end
    for footing in statement.footings:
        column = next((c for c in statement.columns if footing.total.figure(c) is whole), None)
        rows = [f for row in footing.terms if column is not None and (f := row.figure(column)) is not None]
        for start, end in combinations(range(len(rows) + 1), 2):
            if end - start < len(rows):
                yield rows[start:end]


def _several_places(texts: Texts) -> Iterator[Fault]:
    yield from one_of(texts, "places", "rows", "named")
    every = {text.strip() for key in ("anchors", "places") for text in texts.get(key, ())}
    if texts.get("places") and len(every) < 2:
        yield Fault("places", 0, message("rules.two-places"))


KIND = Kind(
    "tie-out",
    sv="Samma uppgift på flera ställen; det första är det som de andra ska stämma med.",
    en="The same fact in several places; the first place is the one the others must match.",
    keys={
        "anchors": FORMULAS,
        "places": FORMULAS,
        "bridges": FORMULAS,
        "rows": TABLES._replace(required=False),
        "named": TABLES._replace(required=False),
    },
    run=check,
    together=_several_places,
)
