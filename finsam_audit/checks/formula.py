"""Formula: a relation written out, held in every column that has the figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from finsam_audit.accounts.sums import is_long
from finsam_audit.accounts.words.folding import fold
from finsam_audit.checks.case import case
from finsam_audit.checks.definitions import Judged, followed, is_habit, weighed_against
from finsam_audit.checks.kind import FORMULAS, YES_NO, Key, Kind
from finsam_audit.controls.bridges import explained_by_definition
from finsam_audit.controls.context import Context, Missing
from finsam_audit.controls.hints import typing_slip, with_hints, with_other_name
from finsam_audit.controls.outcome import About, Outcome
from finsam_audit.controls.quantities import Quantity, merged, tolerance
from finsam_audit.controls.relation import (
    Incomparable,
    Trivial,
    judge,
    judge_sum,
    plain,
)
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import Message, message
from finsam_audit.page.expressions import Expression, Name, Operation, Relation, names, parse_expression, parse_relation
from finsam_audit.page.model import Figure, Row


class Reason(NamedTuple):
    """Why a relation could not be judged in a column. ``unread``: something stands there that could not be read."""

    told: Message
    unread: bool = False


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """``holds`` is one relation or several; each is judged in every period in which its left side is printed.

    The columns of the whole group are judged by themselves, unless ``koncern`` is ``no``. ``habit`` judges only where
    the report shows, by keeping to it in most of its columns (``yes``) or in one of them (``some``), that it follows the
    relation. ``unless`` names rows that excuse a finding where they are not nothing, if they do so in all
    columns that have them: then another relation may hold. ``evidence`` is a relation
    that shows that both sides are about the same; a period where it does not hold has a note at most. ``when`` is a limit:
    periods that do not surely keep it are left.
    """
    for text in rule.texts("holds"):
        wanted = parse_relation(text)
        owners = view.accounts.owners(kind_of_left(wanted, rule.text("table"))) if rule.text("koncern") != "no" else [""]
        for whose in owners:
            yield from _relation(rule, view, wanted, whose)


def _relation(rule: Rule, view: View, wanted: Relation, whose: str) -> Iterator[Outcome]:
    on = rule.text("table")
    left = [(end, _stated(view, wanted, Context(on, end, whose=whose))) for end in view.accounts.ends(kind_of_left(wanted, on))]
    reasons: list[Reason] = []
    by_variant: list[list[Judged]] = []
    for right in (wanted.right, *map(parse_expression, rule.texts("variants"))):
        judged = []
        for end, stated in left:
            found = stated if isinstance(stated, Reason) else _at(rule, view, wanted, right, stated)
            if isinstance(found, Reason):
                reasons.append(found)
            elif found is not None and not _is_of_another(right, rule, view, wanted, found):
                judged.append(Judged(end, found))
        by_variant.append(judged)
    chosen = followed(by_variant)
    if any(j.outcome.outcome == "finding" for j in chosen):
        chosen, excuses = _unexcused([j._replace(excuse=_unless(rule, view, Context(on, j.end, whose=whose))) for j in chosen])
        reasons += excuses
    chosen = [weighed_against(j, chosen, by_variant) for j in chosen]
    if chosen and not is_habit(chosen, rule.text("habit")):
        yield Outcome("not_applicable", message("formula"), reason=message("reason.no-habit"))
        return
    if rule.flag("tie"):
        chosen = [j._replace(outcome=_with_part(view, j, chosen)) for j in chosen]
    elif not rule.flag("norm"):
        chosen = _mislabelled(view, wanted, chosen, Context(on, view.report.end, whose=whose))
    bridges = rule.texts("bridges") if not whose else ()
    explained = explained_by_definition(view, chosen, bridges, on, rule.severity)
    yield from (_weighed(rule, view, j.outcome, Context(on, j.end, whose=whose)) for j in explained)
    if whose:
        return
    for end, kind in view.planned(on):
        printed = _stated(view, wanted, Context(on, end, kind=kind))
        planned = _at(rule, view, wanted, wanted.right, printed) if isinstance(printed, _Stated) else None
        if isinstance(planned, Outcome):
            yield planned
    if not chosen or any(reason.unread for reason in reasons):
        told = reasons[0].told if reasons else message("reason.no-table", tables=(kind_of_left(wanted, on),))
        yield Outcome("not_applicable", message("formula"), reason=told)


def _is_of_another(right: Expression, rule: Rule, view: View, wanted: Relation, outcome: Outcome) -> bool:
    """Whether a variant is of another thing than a row is called, in more than a word: "Årets resultat" is no net cost."""
    rows = [figure.row for figure in outcome.stated_figures]
    if not rule.flag("tie") or not isinstance(wanted.right, Name) or len(wanted.right.path) != 2 or not rows:
        return False
    if wanted.right.path in [name.path for name in names(right)]:
        return False
    meant = view.book.lexicon.concept_of(wanted.right.path[0], rows[0], "")
    return meant is not None and meant.path == ".".join(wanted.right.path) and " " in fold(rows[0])


def _unexcused(judged: list[Judged]) -> tuple[list[Judged], list[Reason]]:
    """Without the findings that a row excuses, unless the relation holds in another column for all that row is there."""
    if any(j.excuse and j.outcome.outcome == "passed" for j in judged):
        return judged, []
    kept = [j for j in judged if j.excuse is None or j.outcome.outcome != "finding"]
    return kept, [Reason(j.excuse) for j in judged if j not in kept and j.excuse is not None]


def _mislabelled(view: View, wanted: Relation, judged: list[Judged], context: Context) -> list[Judged]:
    """The outcomes, told as mislabelled where the row prints in every column one of the terms that it should add up."""
    terms = [name for name in names(wanted.right) if name.path != ("others",)]
    outcomes = [j.outcome for j in judged]
    if len(terms) < 2 or not outcomes or any(o.outcome != "finding" or o.kind == "rounding" for o in outcomes):
        return judged
    for name in terms:
        try:
            amounts = [view.evaluator.evaluate(name, context._replace(end=j.end)) for j in judged]
        except Missing:
            continue
        told = with_other_name(outcomes, view.accounts.signs, amounts)
        if told != outcomes:
            return [Judged(j.end, outcome) for j, outcome in zip(judged, told, strict=True)]
    return judged


def _with_part(view: View, judged: Judged, others: Sequence[Judged]) -> Outcome:
    """A finding with the part of the stated row that the other side is in another column, and but for a slip here too."""
    outcome = judged.outcome
    here = _pair(outcome) if outcome.outcome == "finding" and not outcome.hints else None
    if here is None:
        return outcome
    for part in view.inner_figures(here[0]):
        kind, _ = typing_slip(part, abs(here[1].base))
        if not kind or part.unit != here[1].unit:
            continue
        for other in others:
            there = _pair(other.outcome) if other is not judged else None
            inner = view.inner_figures(there[0]) if there is not None else []
            same = [figure for figure in inner if there is not None and figure.base == abs(there[1].base)]
            if [figure.row for figure in same] == [part.row] and is_long(same[0]):
                told = message("hint.part", column=same[0].column, table=here[1].table, amount=here[1], row=part.row, part=part,
                               slip=kind)  # fmt: skip
                return outcome._replace(hints=(told,))
    return outcome


def _pair(outcome: Outcome) -> tuple[Figure, Figure] | None:
    """The two figures of a tie of one figure against one other, the stated one first."""
    stated = outcome.stated_figures
    terms = [used.figure for used in outcome.figures if used.role == "term" and used.figure is not None]
    return (stated[0], terms[0]) if len(stated) == len(terms) == 1 else None


def _weighed(rule: Rule, view: View, outcome: Outcome, context: Context) -> Outcome:
    """A finding of a rule with ``evidence``: a note, unless that relation is seen to hold in the same period.

    Without it the two sides may well be about different things, and no figure is to blame.
    """
    text = rule.text("evidence")
    if not text or outcome.outcome != "finding" or outcome.kind in ("rounding", "definition"):
        return outcome
    relation = parse_relation(text)
    try:
        left = view.evaluator.evaluate(relation.left, context)
        right = view.evaluator.evaluate(relation.right, context)
    except Missing:
        return outcome._replace(severity="note", kind="definition")
    figures = [term.figure for term in (*left.terms, *right.terms) if term.figure is not None]
    if not figures or abs(left.value - right.value) > tolerance(merged((left - right).terms)):
        return outcome._replace(severity="note", kind="definition")
    first, last = figures[0], figures[-1]
    told = message("hint.evidence", table=last.table, other=first.table, column=first.column, amount=first)
    return outcome._replace(hints=(*outcome.hints, told))


def kind_of_left(wanted: Relation, on: str) -> str:
    """The kind of table that the stated side of a relation stands in."""
    first = names(wanted.left)[0]
    return first.path[0] if len(first.path) > 1 else on


class _Stated(NamedTuple):
    """The left side of a relation in one column, of which the first figure gives the unit."""

    value: Quantity
    lead: Figure
    context: Context


def _stated(view: View, wanted: Relation, context: Context) -> _Stated | Reason:
    """The left side in one column, or why there is nothing there to judge."""
    try:
        stated = view.evaluator.evaluate(wanted.left, context)
    except Missing as missing:
        return Reason(missing.told, missing.unread)
    terms = [term for term in stated.terms if term.figure is not None]
    if not terms or any(term.derived for term in terms):
        return Reason(message("reason.not-printed", what=_left_name(wanted)))
    lead = terms[0].figure
    assert lead is not None
    return _Stated(stated, lead, context)


def _at(rule: Rule, view: View, wanted: Relation, right: Expression, printed: _Stated) -> Outcome | Reason | None:
    """The relation in one column: how it ends, why it could not be judged, or None where it is one of a figure with itself."""
    stated, lead, context = printed
    try:
        if (other_case := case(rule.text("when"), view, context)[1]) is not None:
            return Reason(other_case)
        row = _row(view, lead) if "others" in wanted.text else None
        computed = view.evaluator.evaluate(right, context._replace(stated=row))
    except Missing as missing:
        return Reason(missing.told, missing.unread)
    if computed.is_constant and names(right):
        return Reason(message("reason.no-terms", row=lead.row, table=lead.table))
    try:
        outcome = _judged(rule, view, wanted, stated, lead, computed, _part_of(view, right, context))
    except Incomparable:
        return Reason(message("reason.other-unit", row=lead.row, table=lead.table, unit=lead.unit.name), unread=True)
    except Trivial:
        return None
    if rule.flag("norm") and outcome.outcome == "finding" and outcome.kind is None:
        return outcome._replace(kind="policy")  # what the law asks; arithmetic has nothing to say of who is to blame
    mine = {figure.id for figure in outcome.printed}
    near = view.inner_figures(lead) if rule.flag("tie") else view.neighbours(lead)
    return with_hints(outcome, (figure for figure in near if figure.id not in mine))


def _judged(
    rule: Rule, view: View, wanted: Relation, stated: Quantity, lead: Figure, computed: Quantity, part: _Part | None
) -> Outcome:
    """The stated side held against the other, with the words for it."""
    terms = [term for term in stated.terms if term.figure is not None]
    about: About | None = "tie" if rule.flag("tie") else None
    told: str = about or "formula"
    args: dict[str, object] = {"row": lead.row, "table": lead.table, "other": _other(computed), "source": rule.source}
    if part is not None and told == "formula" and len(terms) + len(computed.terms) > 2:
        amount = plain(round(computed.value * 100 / part.share.value, 2))
        told = "norm-share" if rule.flag("norm") else "formula-share"
        args |= {"share": message("share.percent", value=plain(part.share.value)), "whole": said(part.whole)}
        args["amount"] = amount, lead
    if len(terms) == 1 and stated.linear and not stated.constant and not any(t.figure is lead for t in computed.terms):
        sign = 1 if terms[0].weight > 0 else -1
        return judge(lead, sign, computed, told, args, about=about, parts=view.parts if about else None)
    if len(terms) > 1 or part is None:
        args["row"] = _left_name(wanted)
    return judge_sum(stated, lead, computed, told, args, about)


def _unless(rule: Rule, view: View, context: Context) -> Message | None:
    """Why a relation is another in this column: a row named by ``unless`` has an amount."""
    for text in rule.texts("unless"):
        try:
            value = view.evaluator.evaluate(parse_expression(text), context)
        except Missing:
            continue
        if value.value:
            return message("reason.unless", row=text.split(".")[-1])
    return None


class _Part(NamedTuple):
    """A formula that takes a part of a whole: 25 % * medlemsbidrag."""

    share: Quantity
    whole: Name


def _part_of(view: View, right: Expression, context: Context) -> _Part | None:
    if not isinstance(right, Operation) or right.operator != "*" or not isinstance(right.right, Name):
        return None
    share = view.evaluator.evaluate(right.left, context)
    return _Part(share, right.right) if share.is_constant and share.quality == "percent" and share.value else None


def _left_name(wanted: Relation) -> str:
    return wanted.left.path[-1] if isinstance(wanted.left, Name) else wanted.text.split(" = ")[0]


def _other(computed: Quantity) -> Message | str:
    """What the computed side is: its rows, or the concept it was derived as, and the table of the first."""
    terms = [term for term in computed.terms if term.figure is not None]
    names = dict.fromkeys(term.derived or (term.figure.row if term.figure else "") for term in terms)
    first = terms[0].figure if terms else None
    return message("tie.other", row=" + ".join(names), table=first.table) if first is not None else ""


def _row(view: View, figure: Figure) -> Row | None:
    statement = view.accounts.statement_of(figure)
    if statement is None:
        return None
    return next((r for r in statement.table.walk() if any(s.figure is figure for s in r.slots)), None)


def said(name: Name) -> str:
    """A name of a formula in words."""
    return f"{name.path[-1]} ({name.column})" if name.column else name.path[-1]


KIND = Kind(
    "formula",
    sv="Ett utskrivet samband, i varje period som redovisningen visar.",
    en="A relation written out, in every period that the report prints.",
    keys={
        "table": Key("table"),
        "holds": Key("equation", several=True, required=True),
        "variants": FORMULAS,
        "bridges": FORMULAS,
        "evidence": Key("equation"),
        "tie": YES_NO,
        "norm": YES_NO,
        "habit": Key("choice", allowed=("yes", "some", "no")),
        "koncern": YES_NO,
        "when": Key("limit"),
        "unless": FORMULAS,
    },
    run=check,
)
