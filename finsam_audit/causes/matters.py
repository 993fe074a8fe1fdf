"""Matters: the findings that one person would mend or explain in one go.

``STEPS`` are taken in order; each puts groups of findings together that the ones before left apart.
"""

from collections.abc import Hashable, Sequence
from decimal import Decimal
from functools import partial

from finsam_audit.accounts.accounts import Accounts
from finsam_audit.accounts.sums import is_long
from finsam_audit.causes.followers import of_two_tables, what_follows, what_it_holds
from finsam_audit.causes.groups import Group, Seen, Step, joined, others, together_by
from finsam_audit.causes.weight import lead_figure, weight
from finsam_audit.controls.outcome import SEVERITIES, Cause, Matter, Outcome, Severity

_TEXT = ("claims", "goals")


def matters_of(outcomes: Sequence[Outcome], causes: Sequence[Cause], accounts: Accounts) -> tuple[Matter, ...]:
    """The matters of a report, the weightiest first. Every finding is in exactly one."""
    seen = Seen(outcomes, accounts)
    groups = _by_cause(seen, causes)
    for step in STEPS:
        groups = step(groups, seen)
    ordered = [group._replace(findings=_lead_first(group, seen)) for group in groups]
    ordered.sort(key=lambda group: (SEVERITIES.index(_severity(group, seen)), *weight(seen.lead(group), accounts)))
    return tuple(
        Matter(
            f"M{number}",
            _severity(group, seen),
            group.together,
            group.findings,
            tuple(cause.id for cause in group.causes),
            seen.place(group),
        )
        for number, group in enumerate(ordered, 1)
    )


def _severity(group: Group, seen: Seen) -> Severity:
    return SEVERITIES[min(SEVERITIES.index(seen.outcomes[index].severity or "note") for index in group.findings)]


def _lead_first(group: Group, seen: Seen) -> tuple[int, ...]:
    """The findings, the one that the matter is told by first: the most serious, that states what is to be mended."""
    blamed = {figure.id for cause in group.causes for figure, _ in cause.corrections}

    def order(index: int) -> tuple[object, ...]:
        outcome = seen.outcomes[index]
        lead = lead_figure(outcome)
        states = lead is not None and lead.id in blamed
        norm = bool(blamed) and outcome.kind == "policy"  # the law is kept when the figures are right
        return SEVERITIES.index(outcome.severity or "note"), norm, not states, weight(outcome, seen.accounts)[:2], index

    return tuple(sorted(group.findings, key=order))


def _by_cause(seen: Seen, causes: Sequence[Cause]) -> list[Group]:
    """The findings of each cause, and the others by themselves. Causes that share a finding are one matter."""
    found: list[Group] = []
    for cause in causes:
        own = Group("cause", tuple(cause.outcomes), (cause,))
        for other in [group for group in found if set(group.findings) & set(own.findings)]:
            found.remove(other)
            findings = tuple(dict.fromkeys((*other.findings, *own.findings)))
            own = Group("cause", findings, (*other.causes, *own.causes))
        found.append(own)
    explained = {index for group in found for index in group.findings}
    found += [
        Group("alone", (index,))
        for index, outcome in enumerate(seen.outcomes)
        if outcome.outcome == "finding" and index not in explained
    ]
    return found


def _columns(groups: list[Group], seen: Seen) -> list[Group]:
    """The same rule with the same explanation: one row in several columns, rows of one table that are tied to those of
    another, or rows of one table of statistics."""

    def same(group: Group) -> Hashable:
        outcome = seen.lead(group)
        figure = lead_figure(outcome)
        if figure is None or figure.table in _TEXT or outcome.kind == "rounding" or outcome.about == "misprint":
            return None
        key: tuple[Hashable, ...] = (outcome.rule, outcome.severity, figure.table)
        if outcome.about == "tie" and not group.causes and outcome.kind != "definition":
            return *key, others(outcome)
        if seen.kind_of(figure) != "statistik":
            key += (figure.path, figure.row, _explanation(group))
        return key

    return together_by(together_by(groups, same, "columns"), partial(_same_gap, seen), "columns")


def _same_gap(seen: Seen, group: Group) -> Hashable:
    """A row that is off by the same amount in several columns, whether or not it is clear why."""
    outcome = seen.lead(group)
    figure = lead_figure(outcome)
    if figure is None or figure.table in _TEXT or not outcome.difference or outcome.kind == "rounding":
        return None
    return outcome.rule, outcome.severity, figure.table, figure.path, figure.row, abs(outcome.difference)


def _explanation(group: Group) -> Hashable:
    """What the causes of a group come to, whatever the column: which rows are to be changed, and by what slip."""
    return tuple((cause.kind, tuple((f.table, f.path, f.row) for f, _ in cause.corrections)) for cause in group.causes)


def _definitions(groups: list[Group], seen: Seen) -> list[Group]:
    """Two ways of counting in one table: a sentence on what the table shows explains them all. Notes are told together."""

    def same(group: Group) -> Hashable:
        figure = lead_figure(seen.lead(group))
        defined = not group.causes and all(seen.outcomes[index].kind == "definition" for index in group.findings)
        if not defined or figure is None or figure.table in _TEXT:
            return None
        return True if seen.lead(group).severity == "note" else figure.table

    return together_by(groups, same, "definition")


def _goals(groups: list[Group], seen: Seen) -> list[Group]:
    """Goals under the sentence that judges them all, or that nothing is said of."""

    def same(group: Group) -> Hashable:
        outcome = seen.lead(group)
        if not group.alone or outcome.about != "goal":
            return None
        return outcome.rule, outcome.severity, judged.get(str(outcome.told.args.get("text")))

    judged = {goal.text: (goal.judged, goal.judged_at.source_line) for goal in seen.accounts.report.goals}
    return together_by(groups, same, "goals")


def _paragraphs(groups: list[Group], seen: Seen) -> list[Group]:
    """What the text says in one paragraph: on the same line of the source, or in one sentence."""

    def same(group: Group) -> Hashable:
        figure = lead_figure(seen.lead(group))
        leads = [lead_figure(seen.outcomes[index]) for index in group.findings]
        if figure is None or any(one is None or one.table not in _TEXT for one in leads):
            return None
        if group.together in ("goals", "misprints") or seen.lead(group).about == "misprint":
            return None
        place = seen.place(group) or figure.place
        return ("line", place.page, place.source_line) if place.source_line is not None else ("sentence", figure.row)

    return together_by(groups, same, "paragraph")


def _moved(groups: list[Group], seen: Seen) -> list[Group]:
    """Two findings whose differences are equal and opposite: an amount that one row has too much and another too little."""
    by_amount: dict[tuple[str, Decimal], list[int]] = {}
    for at, group in enumerate(groups):
        outcome = seen.lead(group)
        figure = lead_figure(outcome)
        if group.alone and figure is not None and outcome.difference and figure.unit.quality == "money":
            gap = outcome.difference * figure.unit.scale
            if is_long(figure._replace(value=abs(outcome.difference))):
                by_amount.setdefault((outcome.column, abs(gap)), []).append(at)

    def sign(at: int) -> bool:
        return (seen.lead(groups[at]).difference or 0) > 0

    pairs = [tuple(two) for two in by_amount.values() if len(two) == 2 and sign(two[0]) != sign(two[1])]
    return joined(groups, pairs, "moved")


def _misprints(groups: list[Group], seen: Seen) -> list[Group]:
    """What is wrongly printed is mended in one go."""
    return together_by(groups, lambda g: seen.lead(g).severity if seen.lead(g).about == "misprint" else None, "misprints")


def _rounding(groups: list[Group], seen: Seen) -> list[Group]:
    """What is a unit apart, or less, as amounts and shares are that were rounded otherwise."""

    def same(group: Group) -> Hashable:
        outcome = seen.lead(group)
        figure = lead_figure(outcome)
        if not group.alone or outcome.severity != "note" or figure is None or outcome.difference is None:
            return None
        if outcome.kind in ("definition", "unit"):
            return None
        apart = 0 < abs(outcome.difference * figure.unit.scale) <= figure.step and figure.unit.quality != "count"
        return True if apart or outcome.habit is not None else None

    return [
        group._replace(together="rounding") if same(group) is not None else group
        for group in together_by(groups, same, "rounding")
    ]


def _people(groups: list[Group], seen: Seen) -> list[Group]:
    """Names: who sits on the board, who signs, and how they are spelt."""
    people = {person.place for listed in seen.accounts.report.people.values() for person in listed}

    def same(group: Group) -> Hashable:
        outcome = seen.lead(group)
        return True if group.alone and not outcome.figures and seen.place(group) in people else None

    return together_by(groups, same, "names")


def _alike(groups: list[Group], seen: Seen) -> list[Group]:
    """What one rule finds without figures to mend, and the notes of one rule."""

    def same(group: Group) -> Hashable:
        outcome = seen.lead(group)
        light = outcome.severity == "note" or not outcome.arithmetic
        return outcome.rule if group.alone and light else None

    return together_by(groups, same, "alike")


STEPS: tuple[Step, ...] = (
    what_follows,
    of_two_tables,
    what_it_holds,
    _columns,
    _definitions,
    _goals,
    _paragraphs,
    _moved,
    _misprints,
    _rounding,
    _people,
    _alike,
)
