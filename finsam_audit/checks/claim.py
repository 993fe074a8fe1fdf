"""Claims: what a sentence, or a goal's outcome, states is held against what the tables say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from finsam_audit.accounts.look_up import rows_named
from finsam_audit.accounts.sums import is_long
from finsam_audit.checks.kind import Key, Kind
from finsam_audit.checks.read_claim import claims_in_words, is_printed
from finsam_audit.controls.context import Context, Missing, read_selector
from finsam_audit.controls.hints import typing_slip
from finsam_audit.controls.outcome import Outcome, Used, milder
from finsam_audit.controls.quantities import ZERO
from finsam_audit.controls.relation import Incomparable, Trivial, judge, plain
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message
from finsam_audit.page.expressions import Expression, FormulaError, Literal, Operation, names, parse_expression
from finsam_audit.page.heads import read_date, read_period
from finsam_audit.page.model import Claim, Figure
from finsam_audit.page.units import COUNT, ONE, find_unit

if TYPE_CHECKING:
    from finsam_audit.controls.chain import Chain

_WHOLES = (Decimal(1), Decimal(100))
"""One, and 100 %: what shares are parts of."""

_OF_TIME = r"(?i)(?:%|procent)s? (?:av |på )?(?:\w+ )?(?:arbetstid|heltid|tjänst)"
"""A share of working time, which is no share of what the work cost."""

_BY_HAND = ("digit_transposition", "digit_error", "digit_lost")

EXACT_FROM = 4
"""So many digits, the zeros at the end left out, are no rounded number."""


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """``quality`` is ``money``, ``percent`` or ``count``: the claims of that sort that say what they should equal.

    A warning at most where a sentence is held against a row among others, as the budget of one measure is: such a
    sentence may mean something else than the data file says.
    """
    found = False
    for figure, equals, column, about in stated(view):
        if figure.unit.quality != rule.text("quality"):
            continue
        found = True
        outcome = _resting(view, _one(view, figure, equals, column, about), equals)
        outcome = _of_counts(outcome) if figure.unit.quality == "count" else outcome
        if outcome.outcome == "finding" and not _of_known(view, equals):
            outcome = outcome._replace(severity=milder(outcome.severity, "warning"))
        yield outcome
    for claim, equals in claims_in_words(view, rule.text("quality")):
        read = _read(view, claim, equals)
        found = found or read is not None
        yield from [read] if read is not None else ()
    if not found:
        yield Outcome("not_applicable", message("claim"), reason=message("reason.no-claims", quality=rule.text("quality")))


def _read(view: View, claim: Claim, equals: str) -> Outcome | None:
    """A claim against what its words say: that it holds, whatever its sign, or that it is one slip of the hand from that."""
    figure = claim.figure
    tried = [_one(view, figure, formula, claim.column, claim.about) for formula in (equals, f"- ({equals})")]
    outcome = next((one for one in tried if one.outcome == "passed" or (one.computed or ZERO) * figure.value > 0), tried[0])
    if outcome.outcome == "finding" and is_long(figure) and not is_printed(view, figure):
        wanted = (outcome.computed or ZERO) * figure.unit.scale
        return outcome._replace(severity="warning") if typing_slip(figure, wanted, rounded=False)[0] in _BY_HAND else None
    return outcome if outcome.outcome == "passed" else None


def between(rule: Rule, chain: Chain) -> Iterator[Outcome]:
    """What an auditor's text says of the figures of the audited report."""
    from finsam_audit.controls.cells import cells_of
    from finsam_audit.controls.wrong_number import with_what_it_is

    for audit in chain.audits:
        cells = None
        for outcome in check(rule, audit.view):
            if all(used.figure is None or used.figure.id in audit.own for used in outcome.figures):
                continue  # it says so of itself
            if outcome.outcome == "finding":
                cells = cells or cells_of(audit.view.accounts.statements)
                outcome = with_what_it_is(outcome, cells)._replace(suspect="")
            yield outcome.of_figures(audit.named)


def check_unit(rule: Rule, view: View) -> Iterator[Outcome]:
    """An amount is printed with its unit: a bare number whose formula gives money is told, with the unit that fits."""
    found = bare = False
    for figure, equals, column, about in stated(view):
        try:
            computed = view.evaluator.evaluate(parse_expression(equals), _context(view, column))
        except Missing:
            continue
        if computed.quality != "money":
            continue
        found = True
        if figure.unit != COUNT:
            continue
        bare = True
        args = {"text": figure.row, "row": figure.row}
        money = (figure._replace(unit=unit) for name in ("kr", "tkr", "mnkr") if (unit := find_unit(name)) is not None)
        tried = [_one(view, amount, equals, column, about) for amount in money]
        fits = next((outcome for outcome in tried if outcome.outcome == "passed" or outcome.severity == "note"), None)
        if fits is None:
            told = message("claim-unit-none", **args, printed=figure.printed)
            yield Outcome("finding", told, kind="unit", figures=(Used(figure, "stated", -ONE),))
        else:
            told = message("claim-unit", **args, printed=figure.printed, unit=str(fits.unit))
            yield fits._replace(outcome="finding", told=told, kind="unit", severity=None, rounding=None)
    if not found:
        yield Outcome("not_applicable", message("claim"), reason=message("reason.no-claims", quality="money"))
    elif not bare:
        yield Outcome("passed", message("claim-unit.all"))


def stated(view: View) -> Iterator[tuple[Figure, str, str, bool]]:
    """Every figure of the text, and every single outcome of a goal, that the data file has a formula for."""
    for claim in view.report.claims:
        if claim.equals:
            yield claim.figure, claim.equals, claim.column, claim.about
    for goal in view.report.goals:
        if goal.equals and len(goal.outcomes) == 1:
            yield goal.outcomes[0], goal.equals, goal.column, False


def _resting(view: View, outcome: Outcome, equals: str) -> Outcome:
    """A claim that holds, unless it holds against another that does not; with the numbers that no report prints."""
    if outcome.outcome != "passed":
        return outcome
    expression = parse_expression(equals)
    named = {name.path[1] for name in names(expression) if name.path[0] == "claims" and len(name.path) > 1}
    for claim in view.report.claims:
        if claim.id in named and claim.equals:
            other = _one(view, claim.figure, claim.equals, claim.column, claim.about)
            if other.outcome == "finding" and other.kind != "rounding":
                reason = message("reason.rests-on-false", text=claim.text)
                return Outcome("not_applicable", outcome.told, outcome.column, reason=reason)
    bare = tuple(dict.fromkeys(number for number in _constants(expression) if number not in _WHOLES))
    return outcome._replace(hints=(*outcome.hints, message("hint.constant", numbers=bare))) if bare else outcome


def _of_counts(outcome: Outcome) -> Outcome:
    """Two counts of the same thing that differ keep the rule's severity; one that others are to come to is a note."""
    figures = outcome.printed
    same = len(figures) == 2 and all(figure.unit.quality == "count" for figure in figures)
    if outcome.outcome != "finding" or (same and outcome.computed_low is None) or _transposed(outcome):
        return outcome
    return outcome._replace(severity="note")


def _transposed(outcome: Outcome) -> bool:
    """Whether the number has the digits of the sum, two of them in each other's place: that is no other way to count."""
    stated = outcome.lead
    if stated is None or outcome.computed is None or not is_long(stated):
        return False
    return typing_slip(stated, outcome.computed * stated.unit.scale, rounded=False)[0] == "digit_transposition"


def _constants(expression: Expression) -> Iterator[Decimal]:
    """The numbers that a formula holds itself."""
    if isinstance(expression, Literal):
        yield expression.value
    elif isinstance(expression, Operation):
        yield from _constants(expression.left)
        yield from _constants(expression.right)


def _of_known(view: View, equals: str) -> bool:
    """Whether a formula names nothing but concepts of the lexicon (the result, equity, contributions) and totals."""
    return all(_is_concept(view, name.path) or _is_total(view, name.path) for name in names(parse_expression(equals)))


def _is_concept(view: View, path: tuple[str, ...]) -> bool:
    described = view.book.lexicon.kinds.get(path[0])
    return described is not None and len(path) > 1 and path[1] in described.concepts


def _is_total(view: View, path: tuple[str, ...]) -> bool:
    return any(s.role(row) == "total" for s in view.accounts.named(path[0]) for row in rows_named(s, path[1:]))


def _context(view: View, column: str) -> Context:
    return Context("", period_end(view, column), as_printed=True)


def _one(view: View, figure: Figure, equals: str, column: str, about: bool) -> Outcome:
    text = figure.row
    told = "claim-goal" if figure.table == "goals" and not _tells_itself(view, figure) else "claim"
    try:
        computed = view.evaluator.evaluate(parse_expression(equals), _context(view, column))
        share = plain(about_share(view) * 100) if about and _is_round(figure) else ZERO
        widen = abs(computed.value) * share / 100
        if computed.quality is None and figure.unit.quality == "percent":
            widen *= 100
            if re.search(_OF_TIME, text) and any(
                t.figure is not None and t.figure.unit.quality == "money" for t in computed.terms
            ):
                return Outcome("not_applicable", message(told, text=text), reason=message("reason.of-time"))
        if about and not share:
            widen = _own_step(figure)
        if figure.value > 0 > computed.value and _prints_debts_negative(view):
            computed = computed.times(Decimal(-1))  # a sentence speaks of equity, not of the ledger's side of it
        args = {"row": text, "table": "", "text": text, "equals": equals, "about": share}
        return judge(figure, 1, computed, told, args, about="claim", parts=view.parts, widen=widen)
    except Missing as missing:
        return Outcome("not_applicable", message(told, text=text), reason=missing.told)
    except Incomparable:
        qualities = message("reason.incomparable", unit=message(f"sort.{figure.unit.quality}"))
        return Outcome("not_applicable", message(told, text=text), reason=qualities)
    except FormulaError as error:
        return Outcome("not_applicable", message(told, text=text), reason=message(error.reason, found=error.found))
    except Trivial:
        return Outcome("not_applicable", message(told, text=text), reason=message("reason.itself"))


def _tells_itself(view: View, outcome: Figure) -> bool:
    """Whether what the data file holds as a goal is a sentence that tells the outcome too: "25 %, where 35 % was aimed at"."""
    goal = next((one for one in view.report.goals if any(figure.id == outcome.id for figure in one.outcomes)), None)
    aimed = goal is None or any(limit.value == outcome.value for limit in goal.target)
    number = re.match(r"[\d ,]*\d", outcome.printed)
    return not aimed and number is not None and re.search(rf"(?<!\d){number[0]}(?![\d,])", outcome.row) is not None


def _prints_debts_negative(view: View) -> bool:
    """Whether the balance sheet prints equity and liabilities with a minus, as the ledger has them."""
    total = parse_expression("balansräkning.summa eget kapital och skulder")
    try:
        return view.evaluator.evaluate(total, Context("", view.report.end, as_printed=True)).value < 0
    except Missing:
        return False


def _is_round(figure: Figure) -> bool:
    """Whether a number looks rounded: "cirka 1 743" was counted, whatever the word before it says."""
    return len(figure.value.normalize().as_tuple().digits) < EXACT_FROM


def _own_step(figure: Figure) -> Decimal:
    """Half a step of the last digit that is no zero: 500 kr for 1 735 000 kr."""
    zeros = max(0, int(figure.value.normalize().as_tuple().exponent))
    return figure.unit.scale.scaleb(zeros) / 2 if zeros else ZERO


def about_share(view: View) -> Decimal:
    """How far "cirka" may lie from the figure, as a share of it: a parameter of the rule book."""
    found = view.parameters.get("about")
    return found.value / 100 if found is not None else ZERO


def period_end(view: View, column: str) -> date:
    """The last day of the period a claim speaks of; the report's own where it names none."""
    if not column:
        return view.report.end
    try:
        period = read_period(column)
        day = read_date(column)
    except ValueError:
        return view.report.end
    if period is not None:
        return view.report.end if period[1].year == view.report.end.year else period[1]
    if day is not None:
        return day
    selector = read_selector(column)
    if selector is not None and selector.year is not None:
        return view.report.end if selector.year == view.report.end.year else date(selector.year, 12, 31)
    return view.report.end


KIND = Kind(
    "claim",
    sv="En siffra i texten är den som tabellerna visar.",
    en="A figure in the text equals what the tables say.",
    keys={"quality": Key("choice", allowed=("money", "percent", "count"), required=True)},
    run=check,
    between=between,
)

UNIT = Kind(
    "claim-unit",
    sv="Ett belopp i texten står med sin enhet.",
    en="An amount in the text is printed with its unit.",
    run=check_unit,
    equation=False,
)
