"""Goals: what the report says of its own goals is held against the targets and outcomes that it prints."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache, partial
from typing import NamedTuple

from finsam_audit.checks.claim import period_end
from finsam_audit.checks.kind import Key, Kind
from finsam_audit.controls.context import Context, Missing
from finsam_audit.controls.outcome import Outcome, Used
from finsam_audit.controls.quantities import HALF, Quantity, quantity
from finsam_audit.controls.relation import plain
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import Message, message
from finsam_audit.page.expressions import parse_expression
from finsam_audit.page.model import Figure, Goal, Row
from finsam_audit.page.units import COUNT, ONE, same_measure

_TARGETS = {">=": "at-least", "<=": "at-most", ">": "above", "<": "below", "=": "exactly", "between": "between"}

_JUDGED = {"met": "met", "partly": "partly", "not met": "not-met"}


class Held(NamedTuple):
    """One outcome held against its target: ``value`` is the outcome less what it includes, ``bound`` the limit it met."""

    figure: Figure
    value: Quantity
    bound: Figure
    reaches: bool
    coarse: bool


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """The goals that the report judges as ``judgement`` says: met, partly met, not met, or ``none`` where it says nothing."""
    judgement = rule.text("judgement") if rule.text("judgement") != "none" else ""
    found = [goal for goal in view.report.goals if goal.judgement == judgement and goal.target and goal.outcomes]
    rows = cache(partial(_rows_of_goals, view))
    for goal in found:
        yield _judged(goal, view, rows)
    if not found:
        none = message("reason.no-goals-judged", judgement=judgement) if judgement else message("reason.goals-judged")
        reason = none if view.report.goals else message("reason.no-goals")
        yield Outcome("not_applicable", message("goal.met"), reason=reason)


def check_outcome(rule: Rule, view: View) -> Iterator[Outcome]:
    """Every goal with a target has an outcome, unless the report says that it cannot be judged, and every outcome that is
    judged has a target; what all reached needs none.
    """
    found = False
    for goal in view.report.goals:
        if not goal.target and goal.outcomes and goal.judgement in _JUDGED and not _by_all(goal):
            found = True
            figures = tuple(Used(figure, "outcome", ONE) for figure in goal.outcomes)
            told = message(f"goal.no-target.{_JUDGED[goal.judgement]}", text=goal.text, outcomes=goal.outcomes)
            yield Outcome("finding", told, kind="goal", figures=figures, about="goal")
            continue
        if not goal.target or (not goal.outcomes and goal.judgement == "cannot be judged"):
            continue
        found = True
        args = {"text": goal.text, "target": _target(goal), "outcomes": goal.outcomes}
        if not goal.outcomes:
            figures = tuple(Used(figure, "limit", -ONE) for figure in goal.target)
            yield Outcome("finding", message("goal.no-outcome", **args), kind="goal", figures=figures, about="goal")
            continue
        yield Outcome("passed", message("goal.outcome", **args))
    if not found:
        reason = message("reason.no-targets") if view.report.goals else message("reason.no-goals")
        yield Outcome("not_applicable", message("goal.met"), reason=reason)


def _grows(goal: Goal) -> bool:
    """Whether what the goal asks for grows until the year's end: a number or an amount to be reached, no share or average."""
    counted = {figure.unit.name in ("kr", "tkr", "mnkr", COUNT.name) and not figure.decimals for figure in goal.outcomes}
    return counted == {True} and goal.operator in (">=", ">", "=")


def _by_all(goal: Goal) -> bool:
    """Whether a goal is met by every one it was for."""
    return goal.judgement == "met" and all(one.unit.quality == "percent" and one.value == 100 for one in goal.outcomes)


def _judged(goal: Goal, view: View, rows: Callable[[], dict[str, Figure]]) -> Outcome:
    included = _included(goal, view)
    reason = _unlike(goal) or next((_not_one(other, goal) for other in included if _not_one(other, goal)), None)
    if reason is not None:
        return Outcome("not_applicable", message("goal.met"), reason=reason)
    parts = tuple(other.outcomes[0] for other in included)
    held = [_held(goal, figure, parts) for figure in goal.outcomes]
    missing, reaching = [one for one in held if not one.reaches], [one for one in held if one.reaches]
    told = {"text": goal.text, "target": _target(goal), "outcomes": _told(held)}
    interim = view.report.document == "interim report"
    if missing and not goal.judgement and interim:
        key = "goal.grows" if _grows(goal) else "goal.so-far"
        so_far = _outcome(goal, held, parts, missing[0], not _grows(goal), message(key, **told, day=view.report.end))
        return so_far._replace(severity="note")  # the year is not over
    if not goal.judgement:
        outcome = _outcome(goal, held, parts, (missing or held)[0], bool(missing), message("goal.unjudged", **told))
        unread = missing and view.report.reading is not None  # its judgement may stand in the text that no program read
        return outcome._replace(severity="note") if unread else outcome
    if goal.judgement != "met":
        key = "goal.not-met" if goal.judgement == "not met" else "goal.partly"
        return _outcome(goal, held, parts, held[0] if not missing else missing[0], not missing, message(key, **told))
    whole = [_held(goal, figure, ()) for figure in goal.outcomes]
    if not missing and parts and (over := [one for one in whole if not one.reaches]):
        told["outcomes"] = goal.outcomes
        without = message("goal.met-includes", **told, others=tuple(other.text for other in included), amounts=parts)
        return _outcome(goal, whole, (), over[0], True, without)._replace(severity="note")
    if not missing:
        return _outcome(goal, held, parts, held[0], False, message("goal.met", **told))
    if reaching:
        some = message("goal.met-some", **told, missing=_told(missing), reaching=_told(reaching))
        return _outcome(goal, held, parts, missing[0], True, some)._replace(severity="note")
    inner = [] if included else _inner(goal, view, rows)
    others = tuple(other.outcomes[0] for other in inner)
    if inner and all(_held(goal, figure, others).reaches for figure in goal.outcomes):
        without = message("goal.met-includes", **told, others=tuple(other.text for other in inner), amounts=others)
        return _outcome(goal, held, parts, missing[0], True, without)._replace(severity="note")
    outcome = _outcome(goal, held, parts, missing[0], True, message("goal.met", **told))
    return outcome._replace(severity="note") if interim and _grows(goal) else outcome  # it may be judged as it will end


def _unlike(goal: Goal) -> Message | None:
    """Why target and outcomes cannot be held against each other, if they cannot."""
    for figure in goal.outcomes:
        for bound in goal.target:
            if not same_measure(figure.unit, bound.unit):
                return message("reason.goal-units", text=goal.text, target=bound.unit.name, outcome=figure.unit.name)
    return None


def _not_one(other: Goal, goal: Goal) -> Message | None:
    """Why another goal's outcome cannot be taken away from this one's, if it cannot."""
    if len(other.outcomes) != 1 or not same_measure(other.outcomes[0].unit, goal.outcomes[0].unit):
        return message("reason.goal-includes", text=goal.text, other=other.text)
    return None


def _held(goal: Goal, figure: Figure, parts: tuple[Figure, ...]) -> Held:
    """One outcome against the target, which is exact as it is printed.

    The outcome's rounding counts in its favour only where it is printed more coarsely than the target: 170 tkr
    reaches 170 400 kr, but 79 % does not reach 80 %.
    """
    value = quantity(figure)
    for part in parts:
        value = value - quantity(part)
    coarse = max(one.step for one in (figure, *parts)) > max(bound.step for bound in goal.target)
    low, high = (value.low, value.high) if coarse else (value.value, value.value)
    bound = goal.target[0] if high < goal.target[0].base else goal.target[-1]
    return Held(figure, value, bound, _reaches(goal, low, high), coarse)


def _reaches(goal: Goal, low: Decimal, high: Decimal) -> bool:
    """Whether some value from ``low`` to ``high`` reaches the target."""
    first, last = goal.target[0].base, goal.target[-1].base
    if goal.operator in ("=", "between"):
        return low <= last and high >= first
    return {">=": high >= first, ">": high > first, "<=": low <= first, "<": low < first}[goal.operator]


def _outcome(goal: Goal, held: list[Held], parts: tuple[Figure, ...], lead: Held, finding: bool, told: Message) -> Outcome:
    """A goal's outcome as a value held against a limit, in the unit of the printed outcome."""
    scale = lead.figure.unit.scale
    value, limit = plain(lead.value.value / scale), plain(lead.bound.base / scale)
    within = lead.reaches and not _reaches(goal, lead.value.value, lead.value.value)
    others = tuple(Used(one.figure, "outcome", Decimal(0)) for one in held if one is not lead)
    figures = (
        Used(lead.figure, "term", ONE),
        *(Used(part, "term", -ONE) for part in parts),
        *others,
        *(Used(bound, "limit", -ONE) for bound in goal.target),
    )
    return Outcome(
        outcome="finding" if finding else "passed",
        told=told,
        kind="goal" if finding else None,
        rounding=None if finding else ("within" if within else "exact"),
        computed=value,
        limit=limit,
        difference=value - limit,
        tolerance=plain((lead.value.high - lead.value.low) * HALF / scale) if lead.coarse else None,
        unit=lead.figure.unit.name,
        figures=figures,
        rests_on_doubt=any(used.figure is not None and used.figure.rests_on_doubt for used in figures),
        arithmetic=True,
        about="goal",
    )


def _target(goal: Goal) -> Message:
    """The target in words: "lägst 80 %"; in the unit of the outcome, where that is another."""
    unit = goal.outcomes[0] if goal.outcomes and same_measure(goal.outcomes[0].unit, goal.target[0].unit) else None
    limit, last = (
        bound if unit is None or bound.unit == unit.unit else (bound.base, unit) for bound in (goal.target[0], goal.target[-1])
    )
    return message(f"goal.{_TARGETS[goal.operator]}", limit=limit, last=last)


def _told(held: list[Held]) -> tuple[tuple[Decimal, Figure] | Figure, ...]:
    """The outcomes as they are compared: what they include taken away."""
    return tuple(one.figure if one.value.value == one.figure.base else (one.value.value, one.figure) for one in held)


def _included(goal: Goal, view: View) -> list[Goal]:
    """The goals that a goal includes, by its own word."""
    goals = {other.id: other for other in view.report.goals} if goal.includes else {}
    return [goals[name] for name in goal.includes]


def _inner(goal: Goal, view: View, rows: Callable[[], dict[str, Figure]]) -> list[Goal]:
    """The goals whose outcome stands on a row that the row of this goal's outcome adds up."""
    whole = rows().get(goal.id) if goal.equals else None
    if whole is None:
        return []
    inside = {slot.figure.id for row in _rows_under(whole, view) for slot in row.slots if slot.figure is not None}
    found = []
    for other in view.report.goals:
        figure = rows().get(other.id)
        if figure is None or other is goal or figure.column != whole.column or figure.id not in inside:
            continue
        if _not_one(other, goal) is None:
            found.append(other)
    return found


def _rows_of_goals(view: View) -> dict[str, Figure]:
    """By goal, the one figure of a table that its outcome should equal."""
    return {goal.id: figure for goal in view.report.goals if (figure := row_of_goal(goal, view)) is not None}


def row_of_goal(goal: Goal, view: View) -> Figure | None:
    """The one figure of a table that a goal's outcome should equal."""
    if not goal.equals:
        return None
    try:
        context = Context("", period_end(view, goal.column), as_printed=True)
        value = view.evaluator.evaluate(parse_expression(goal.equals), context)
    except Missing:
        return None
    figures = [term.figure for term in value.terms if term.figure is not None]
    return figures[0] if len(figures) == 1 and value.linear and not value.constant else None


def _rows_under(figure: Figure, view: View) -> list[Row]:
    """The rows that a figure's row adds up, and those that they add up in turn."""
    statement = view.accounts.statement_of(figure)
    if statement is None:
        return []
    terms = {footing.total.number: footing.terms for footing in statement.footings}
    waiting = [row for row in statement.table.walk() if any(slot.figure is figure for slot in row.slots)]
    found: list[Row] = []
    while waiting:
        inner = terms.get(waiting.pop().number, ())
        found += inner
        waiting += inner
    return found


KIND = Kind(
    "goal",
    sv="Det som redovisningen säger om ett mål stämmer med målets eget målvärde och utfall.",
    en="What the report says of a goal agrees with the goal's own target and outcome.",
    keys={"judgement": Key("choice", allowed=("met", "partly", "not met", "none"), required=True)},
    run=check,
    equation=False,
)

OUTCOME = Kind(
    "goal-outcome",
    sv="Ett mål med målvärde har ett utfall.",
    en="A goal with a target has an outcome.",
    run=check_outcome,
    equation=False,
)
