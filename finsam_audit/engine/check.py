"""The one verb: hold a rule book against a report. Collects outcomes; stamps each with its rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial

from finsam_audit.checks import KINDS
from finsam_audit.controls.other_reading import if_read_rightly, read_otherwise
from finsam_audit.controls.outcome import SEVERITIES, Cause, Matter, Outcome, Result
from finsam_audit.controls.own_formulas import misnamed, unresolved
from finsam_audit.controls.rules import Rule, RuleBook
from finsam_audit.controls.view import View
from finsam_audit.messages import InputError, Message, message
from finsam_audit.page.model import Report


def check(report: Report, book: RuleBook, rules: Sequence[Rule] | None = None, *, why: bool = True) -> Result:
    """Hold ``rules`` (the whole book unless told otherwise) against a report.

    Without ``why`` no causes are looked for, which takes longer than the controls: for whoever asks only which of them fail.

    Never raises for bad accounts, nor for a rule that breaks: that is an outcome ``rule_error`` of its own. Raises
    ``InputError`` where the report names something that does not exist; a formula in an auditor's report names what stands
    in another, and is asked again in its chain.
    """
    view = View(report, book)
    problems = misnamed(view.accounts, {p.name: p.unit for p in book.parameters.values() if p.own})
    if report.document != "audit report" and not report.audits:
        problems += unresolved(view.accounts)
    if problems:
        raise InputError(problems)
    chosen = book.rules if rules is None else rules
    outcomes = _ended(chosen, book, view)
    outcomes = one_voice(list(_said_once(outcomes, {rule.id: rule.yields for rule in chosen if rule.yields})))
    figures = list(report.figures())
    covered = {figure.id for outcome in outcomes if outcome.arithmetic for figure in outcome.printed}
    causes: tuple[Cause, ...] = ()
    if why and any(outcome.outcome == "finding" and outcome.arithmetic for outcome in outcomes):
        from finsam_audit.causes.causes import causes_of, with_causes  # a report without mistakes need not wait for it
        from finsam_audit.causes.last_year import with_last_year
        from finsam_audit.controls.cells import cells_of
        from finsam_audit.controls.other_columns import with_other_columns
        from finsam_audit.controls.wrong_number import with_what_it_is

        cells = cells_of(view.accounts.statements)
        outcomes = [with_what_it_is(with_other_columns(outcome, cells), cells) for outcome in outcomes]
        mild = frozenset(rule.id for rule in chosen if rule.severity != "error")
        causes = causes_of(outcomes, view.accounts.figure_concepts(), mild)
        outcomes, causes = with_last_year(with_causes(outcomes, causes), causes, report)
    outcomes = [if_read_rightly(outcome) for outcome in outcomes]
    matters: tuple[Matter, ...] = ()
    if any(outcome.outcome == "finding" for outcome in outcomes):
        from finsam_audit.causes.matters import matters_of

        matters = matters_of(outcomes, causes, view.accounts)
    uncovered = tuple(figure for figure in figures if figure.id not in covered)
    return Result(
        report,
        tuple(outcomes),
        uncovered,
        book.version,
        len(figures),
        len(figures) - len(uncovered),
        view.accounts,
        causes,
        matters,
    )


def _ended(chosen: Sequence[Rule], book: RuleBook, view: View) -> list[Outcome]:
    """What the chosen rules come to, in their order. Those that come last may ask for the outcomes of the whole book; those
    between several reports say nothing of one."""
    ended: dict[str, list[Outcome]] = {}

    def run(rules: Sequence[Rule]) -> None:
        for rule in rules:
            work = KINDS[rule.check].run
            if rule.id not in ended and work is not None:
                ended[rule.id] = run_rule(rule, view.report, partial(work, rule, view))

    @cache
    def before() -> list[Outcome]:
        run(book.rules)
        return [outcome for found in ended.values() for outcome in found]

    run(chosen)
    lasting = [(rule, last) for rule in chosen if (last := KINDS[rule.check].last) is not None]
    after = {rule.id: run_rule(rule, view.report, partial(last, rule, view, before)) for rule, last in lasting}
    ended |= after
    return [outcome for rule in chosen for outcome in ended.get(rule.id, ())]


def one_voice(outcomes: list[Outcome]) -> list[Outcome]:
    """Where two rules find the same about the same figures, the more serious speaks; the first, where they are equal."""
    first: dict[object, int] = {}
    for index, outcome in enumerate(outcomes):
        if outcome.outcome != "finding" or not outcome.arithmetic:
            continue
        figures = frozenset([(used.figure.id, abs(used.weight)) for used in outcome.figures if used.figure is not None])
        if len(figures) < 2:
            continue
        key = figures, outcome.limit, outcome.about == "statement"  # a sentence of the report is a fact besides
        other = first.setdefault(key, index)
        if other == index or outcomes[other].rule == outcome.rule:
            continue
        spoken, silent = other, index
        if SEVERITIES.index(outcome.severity or "note") < SEVERITIES.index(outcomes[other].severity or "note"):
            first[key], spoken, silent = index, index, other
        outcomes[silent] = _silent(outcomes[silent], outcomes[spoken])
    return outcomes


def _silent(outcome: Outcome, spoken: Outcome) -> Outcome:
    """A finding that leaves the word to another."""
    reason = message("reason.said-already", rule=spoken.rule)
    return Outcome("not_applicable", outcome.told, outcome.column, reason=reason, rule=outcome.rule, name=outcome.name)


def run_rule(rule: Rule, report: Report, work: Callable[[], Iterator[Outcome]]) -> list[Outcome]:
    """The outcomes of a rule under its name, whatever becomes of its check."""
    reason = _does_not_apply(rule, report)
    if reason is not None:
        return _stamped(rule, [Outcome("not_applicable", message("rule"), reason=reason)])
    try:
        return _stamped(rule, list(work()))
    except Exception as error:
        told = message("rule-error.unexpected", error=f"{type(error).__name__}: {error}")
    return _stamped(rule, [Outcome("rule_error", message("rule-error", rule=rule.id), reason=told)])


def _said_once(outcomes: list[Outcome], yields: Mapping[str, tuple[str, ...]]) -> Iterator[Outcome]:
    """The outcomes, where a finding of a rule that yields to another is left to it if it says the same.

    It says the same where it looks at no other figures, or comes to the same difference over a figure of both.
    """
    heard = {rule for others in yields.values() for rule in others}
    by_figure: dict[str, list[int]] = {}
    for index, outcome in enumerate(outcomes):
        if outcome.outcome == "finding" and outcome.rule in heard:
            for name in _figures(outcome):
                by_figure.setdefault(name, []).append(index)
    for outcome in outcomes:
        others = yields.get(outcome.rule, ()) if outcome.outcome == "finding" else ()
        mine = _figures(outcome) if others else frozenset()
        near = sorted({index for name in mine for index in by_figure.get(name, ()) if outcomes[index].rule in others})
        said = next((outcomes[index] for index in near if _same(outcome, outcomes[index])), None)
        yield outcome if said is None else _silent(outcome, said)


def _same(outcome: Outcome, other: Outcome) -> bool:
    """Whether an outcome that shares a figure with another says the same."""
    same_gap = outcome.unit == other.unit and outcome.difference is not None and other.difference is not None
    alike = same_gap and abs(outcome.difference or 0) == abs(other.difference or 0)
    return alike or _figures(outcome) <= _figures(other)


def _figures(outcome: Outcome) -> frozenset[str]:
    return frozenset(figure.id for figure in outcome.printed)


def _does_not_apply(rule: Rule, report: Report) -> Message | None:
    if rule.organisations and report.organisation not in rule.organisations:
        return message("reason.organisation", organisation=report.organisation)
    if rule.documents and report.document not in rule.documents:
        return message("reason.document", document=report.document)
    if rule.since is not None and report.end < rule.since:
        return message("reason.not-yet", since=rule.since)
    if rule.until is not None and report.end > rule.until:
        return message("reason.lapsed", until=rule.until)
    return None


def _stamped(rule: Rule, outcomes: list[Outcome]) -> list[Outcome]:
    """The outcomes under the rule's name; reasons given more than once are given once."""
    stamped: list[Outcome] = []
    reasons: set[str] = set()
    for outcome in outcomes:
        if outcome.outcome == "not_applicable" and len(outcomes) > 1:
            key = repr(outcome.reason)
            if key in reasons:
                continue
            reasons.add(key)
        stamped.append(read_otherwise(outcome.stamped(rule.id, rule.name, rule.severity, KINDS[rule.check].equation)))
    return stamped
