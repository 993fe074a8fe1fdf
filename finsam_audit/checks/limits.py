"""Limit: a value that may not pass a parameter or a number, beyond what rounding explains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP

from finsam_audit.accounts.look_up import row_of_amounts
from finsam_audit.accounts.words.folding import fold
from finsam_audit.checks.formula import kind_of_left, said
from finsam_audit.checks.kind import LIMITS, SPOKEN, WORDS, YES_NO, Key, Kind
from finsam_audit.checks.wording import says
from finsam_audit.controls.context import Context, Missing
from finsam_audit.controls.outcome import Outcome, Used
from finsam_audit.controls.quantities import ZERO, Quantity, Term, merged
from finsam_audit.controls.relation import in_unit, numbers, plain, rests_on_doubt, used
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import Message, message
from finsam_audit.page.expressions import Name, Operation, Relation, names, parse_relation
from finsam_audit.page.model import Figure
from finsam_audit.page.units import ONE

_FEW = 4
"""So many amounts are named of what a rule tells in words of its own."""


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """``holds`` are expressions that may not pass a limit: a parameter, or a number. Beyond rounding only.

    With ``magnitude`` the sign that a table prints does not matter, and no limit is below nothing. ``about`` says
    in words what a longer formula is, ``remark`` what to do where the limit is passed. ``mentioned`` are wordings with which
    a report says itself that it is.
    """
    for text in rule.texts("holds"):
        yield from _limits(rule, view, parse_relation(text))


def _limits(rule: Rule, view: View, wanted: Relation) -> Iterator[Outcome]:
    on = rule.text("table")
    first = kind_of_left(wanted, on)
    places = [(end, whose) for whose in view.accounts.owners(first) for end in view.accounts.ends(first)]
    reasons: list[Message] = []
    outcomes: list[Outcome] = []
    for end, whose in [(view.report.end, "")] if rule.text("columns") == "own" else places:
        context = Context(on, end, whose=whose)
        try:
            value = view.evaluator.evaluate(wanted.left, context)
            limit = view.evaluator.evaluate(wanted.right, context)
            if rule.flag("magnitude"):
                value = -value if value.high < 0 else value
                limit = limit._replace(value=max(ZERO, limit.value), low=max(ZERO, limit.low), high=max(ZERO, limit.high))
        except Missing as missing:
            reasons.append(missing.told)
            continue
        outcome = _limit(value, limit, wanted, rule, view)
        if outcome is not None:
            outcomes.append(outcome)
        elif value.terms:
            reasons.append(message("missing.blank", row=value.terms[0].name, table=first, column=str(end)))
    yield from (_mentioned(rule, view, outcome) for outcome in outcomes if outcome.kind != "unit")
    wrong_unit = [outcome for outcome in outcomes if outcome.kind == "unit"]
    if wrong_unit:
        figures = tuple(figure for outcome in wrong_unit for figure in outcome.figures)
        yield wrong_unit[0]._replace(figures=figures, hints=_other_name(view, figures))
    if not outcomes:
        told = reasons[0] if reasons else message("reason.no-table", tables=(first,))
        yield Outcome("not_applicable", message("limit"), reason=told)


def _mentioned(rule: Rule, view: View, outcome: Outcome) -> Outcome:
    """A limit that is passed, with the sentence of the report that says so, or that there is none."""
    patterns = rule.texts("mentioned")
    if not patterns or outcome.outcome != "finding":
        return outcome
    missed = (goal.text for goal in view.report.goals if goal.judgement in ("partly", "not met"))
    for text in [*(claim.text for claim in view.report.claims), *view.report.statements, *missed]:
        if any(says(text, pattern) for pattern in patterns):
            told = message("hint.mentioned", text=text)
            return outcome._replace(hints=(*outcome.hints, told))
    given = view.report.claims or view.report.statements
    unsaid = message("hint.not-mentioned" if view.report.reading is None else "hint.not-read")
    return outcome._replace(hints=(*outcome.hints, unsaid)) if given else outcome


def _other_name(view: View, figures: Sequence[Used]) -> tuple[Message, ...]:
    """The row of the balance sheet whose amounts stand where a percentage should."""
    row = row_of_amounts(view.accounts, "balansräkning", [used.figure for used in figures if used.figure is not None])
    return (message("hint.same-amounts", row=row.label, table="balansräkning"),) if row is not None else ()


def _limit(value: Quantity, limit: Quantity, wanted: Relation, rule: Rule, view: View) -> Outcome | None:
    """A value against its limit: passed beyond rounding, or not; None where nothing of it is printed."""
    terms = merged(value.terms)
    lead = next((term.figure for term in terms if term.figure is not None), None)
    if lead is None:
        return None
    if limit.quality == "percent" and value.quality not in ("percent", None):
        unit_told = message("limit.unit", row=lead.row, table=lead.table, amount=lead)
        return Outcome("finding", unit_told, lead.column, kind="unit", figures=used(terms, None), arithmetic=True)
    if limit.quality == "percent" and value.quality is None:
        value = value._replace(value=value.value * 100, low=value.low * 100, high=value.high * 100)
    most = wanted.operator == "<="
    sure = value.low > limit.high if most else value.high < limit.low
    printed = value.value > limit.value if most else value.value < limit.value
    percent = limit.quality == "percent"
    scale = ONE if percent else lead.unit.scale
    shown = plain(round(value.value, 2)) if percent else in_unit(value.value, lead)
    bound = limit.value if percent else in_unit(limit.value, lead)
    return Outcome(
        outcome="finding" if sure else "passed",
        told=_told(value, limit, wanted, rule, lead, _bar(wanted, rule, view)),
        column=lead.column,
        kind="policy" if sure else None,
        rounding=None if sure else ("within" if printed else "exact"),
        computed=shown,
        computed_low=None if value.linear else round(value.low / scale, 4),
        computed_high=None if value.linear else round(value.high / scale, 4),
        limit=bound,
        difference=shown - bound,
        unit="%" if percent else lead.unit.name,
        figures=used(terms, None) + numbers(value) + _worked_out(limit),
        hints=_origin(wanted, limit, rule, view) if sure else (),
        rests_on_doubt=rests_on_doubt([*terms, *limit.terms], None),
        arithmetic=True,
        about="ceiling" if most else "floor",
    )


def _bar(wanted: Relation, rule: Rule, view: View) -> Message:
    """The limit by what it is: rows of the report, the report's own, a guide figure (of a note), or a limit."""
    named = names(wanted.right)
    parameter = next((name.path[1] for name in named if name.path[0] == "parameter"), "")
    if parameter in view.origins and view.origins[parameter].key.startswith("limit.own"):
        return message("limit.bar-own")
    if named and not parameter and not {"-", "*", "/"} & set(wanted.text.rpartition("=")[2].split()):
        return message("limit.bar-rows", rows=tuple(said(name) for name in named))
    return message("limit.bar-guide" if rule.severity == "note" else "limit.bar")


def _told(value: Quantity, limit: Quantity, wanted: Relation, rule: Rule, lead: Figure, bar: Message) -> Message:
    """What is limited, by the words of the rule or by the names in its formula."""
    about = None if isinstance(wanted.left, Name) else rule.options.get("about")
    a_share = limit.quality == "percent" and value.quality is None
    what, whole = _named(wanted, bool(about)) if a_share else (_plainly(wanted), "")
    remark = rule.options.get("remark")
    args: dict[str, object] = {"row": lead.row, "rule": rule.title, "sum": wanted.text, "what": about or what, "whole": whole}
    args |= {"bar": bar, "remark": message("wording.remark", remark=remark) if remark else ""}
    printed = [term.figure for term in merged(value.terms) if term.figure is not None]
    if about and 1 < len(printed) <= _FEW:  # the words of a rule name no rows
        rows = tuple(message("against.named", row=one.row, amount=one) for one in {one.id: one for one in printed}.values())
        args["remark"] = message("limit.amounts-remark", rows=rows, remark=args["remark"])
    if whole:
        terms = merged(value.terms)
        part = [term for term in terms if term.figure is not None and not term.divisor]
        if not about and len(part) == 1 and not part[0].derived and fold(lead.row) != fold(str(what)):
            args["what"] = lead.row  # by the name that the reader finds in the report
        key = "limit.over" if wanted.operator == "<=" else "limit.lacks"
        args["over"] = "" if bar.key == "limit.bar-guide" else message(key, **_in_kronor(terms, limit, lead))
    nil = limit.is_constant and not limit.value
    return Message(
        ("limit" if wanted.operator == "<=" else "limit-least") + ("-share" if whole else "-nil" if nil else ""), args
    )


def _origin(wanted: Relation, limit: Quantity, rule: Rule, view: View) -> tuple[Message, ...]:
    """Where a limit comes from: its parameter's source, or the rule's own where that recommends a number."""
    parameter = next((name.path[1] for name in names(wanted.right) if name.path[0] == "parameter"), "")
    if parameter in view.origins:
        return (view.origins[parameter],)
    own_number = limit.is_constant and bool(limit.value) and rule.severity != "error"
    return (message("limit.origin", source=rule.source, since=""),) if own_number else ()


def _worked_out(limit: Quantity) -> tuple[Used, ...]:
    """The figures of a limit, on the other side of the comparison, and the number that its formula adds to them."""
    figures = [
        Used(t.figure, "limit", plain(-t.weight), t.derived, t.name) for t in merged(limit.terms) if t.figure is not None
    ]
    return tuple(figures) + tuple(one._replace(role="limit", weight=-one.weight) for one in numbers(limit))


def _in_kronor(terms: Sequence[Term], limit: Quantity, lead: Figure) -> dict[str, object]:
    """What a limit in per cent of a whole comes to in money, and by how much it is passed."""
    part, whole = (
        sum((t.weight * t.figure.base for t in terms if t.figure is not None and t.divisor is below), ZERO)
        for below in (False, True)
    )
    bound = (abs(whole) * limit.value / 100).quantize(ONE, ROUND_HALF_UP)
    return {"bound": (bound, lead), "excess": (abs(abs(part) - bound), lead)}


def _named(wanted: Relation, in_words: bool) -> tuple[str, str]:
    """What a ratio is of what, by the names in its formula; the second is "" where it is not one name over another, or
    anything over a name where the rule has words for what it is (``in_words``)."""
    ratio = wanted.left
    if isinstance(ratio, Operation) and ratio.operator == "/":
        part, whole = ratio.left, ratio.right
        if isinstance(whole, Name) and (in_words or isinstance(part, Name)):
            return _capital(said(part)) if isinstance(part, Name) else _plainly(wanted), said(whole)
    return _plainly(wanted), ""


def _plainly(wanted: Relation) -> str:
    """What a limit is about: the concept it names, or its formula as it is written."""
    if isinstance(wanted.left, Name):
        return _capital(said(wanted.left))
    return _capital(wanted.text.rpartition(f" {wanted.operator} ")[0].strip())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


KIND = Kind(
    "limit",
    sv="Ett värde som inte får passera en gräns.",
    en="A value that may not pass a limit.",
    keys={
        "table": Key("table"),
        "holds": LIMITS._replace(required=True),
        "columns": Key("choice", allowed=("own", "all")),
        "magnitude": YES_NO,
        "about": SPOKEN,
        "remark": SPOKEN,
        "mentioned": WORDS,
    },
    run=check,
)
