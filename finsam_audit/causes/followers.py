"""Findings that follow from what another finding tells: they are mended with it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from finsam_audit.causes.groups import Group, Seen, held, joined_to, others
from finsam_audit.causes.weight import lead_figure
from finsam_audit.controls.outcome import TWO_TABLES, Outcome, short_table


def what_follows(groups: list[Group], seen: Seen) -> list[Group]:
    """A finding of one fact in two places, or of a suspect figure, goes with the correction of that figure; so does a limit
    that holds once it is made."""
    owners: dict[str, int] = {}
    values: dict[str, Decimal] = {}
    for at, group in enumerate(groups):
        for cause in group.causes:
            for figure, value in cause.corrections if cause.confidence != "low" else ():
                owners.setdefault(figure.id, at)
                values.setdefault(figure.id, value)
    sums = [(at, held(seen.lead(group))) for at, group in enumerate(groups) if seen.lead(group).about == "footing"]
    followers: dict[int, list[int]] = {}
    for at, group in enumerate(groups):
        outcome = seen.lead(group)
        if not group.alone or not (outcome.is_one_fact or not outcome.arithmetic or _is_kept(outcome, values)):
            continue
        named = [figure.id for figure in outcome.printed]
        owner = next((owners[name] for name in named if name in owners), None)
        if owner is None and len(named) > 1 and not outcome.arithmetic:  # two rows alike, in a sum that does not add up
            owner = next((other for other, rows in sums if rows.issuperset(named)), None)
        if owner is not None and outcome.about != "misprint":
            followers.setdefault(owner, []).append(at)
    return joined_to(groups, followers, "cause")


def _is_kept(outcome: Outcome, values: Mapping[str, Decimal]) -> bool:
    """Whether a limit that amounts, or their quotient, go beyond holds with other values of them."""
    if outcome.about not in ("floor", "ceiling") or outcome.limit is None or outcome.computed is None:
        return False
    now, then = _worked_out(outcome, {}), _worked_out(outcome, values)
    if now is None or then is None or now == then or abs(now - outcome.computed) > abs(outcome.computed) / 100:
        return False
    return then >= outcome.limit if outcome.about == "floor" else then <= outcome.limit


def _worked_out(outcome: Outcome, values: Mapping[str, Decimal]) -> Decimal | None:
    """The sum of an outcome's figures, or its quotient in per cent, with other values; None where it is no plain one."""
    sums = {"term": Decimal(0), "divisor": Decimal(0)}
    figures = [(used.role, used.figure, used.weight) for used in outcome.figures if used.figure is not None]
    for role, figure, weight in figures:
        if role not in sums:
            return None
        sums[role] += values.get(figure.id, figure.value) * figure.unit.scale * weight
    if any(role == "divisor" for role, _, _ in figures):
        return 100 * sums["term"] / sums["divisor"] if sums["divisor"] and outcome.unit == "%" else None
    return sums["term"] / figures[0][1].unit.scale if figures else None


def of_two_tables(groups: list[Group], seen: Seen) -> list[Group]:
    """Where the rows of a table follow one other and its sums another: that these two differ is the same matter."""
    owners = {at: cause for at, one in enumerate(groups) for cause in one.causes if cause.kind == TWO_TABLES}
    followers: dict[int, list[int]] = {}
    for at, group in enumerate(groups) if owners else ():
        outcome = seen.lead(group)
        lead = lead_figure(outcome)
        if not group.alone or outcome.about != "tie" or outcome.kind in ("definition", "rounding") or lead is None:
            continue
        tables = {short_table(table) for table in (lead.table, *others(outcome))}
        owner = next(
            (own for own, cause in owners.items() if tables == {cause.told.args["other"], cause.told.args["of"]}), None
        )
        if owner is not None:
            followers.setdefault(owner, []).append(at)
    return joined_to(groups, followers, "cause")


def what_it_holds(groups: list[Group], seen: Seen) -> list[Group]:
    """A fact that is a part of another fact: a sum of two rows that does not stand elsewhere as it should, and one of the
    rows that does not either; an amount that no rounding explains, and a sentence which repeats it otherwise."""
    own = [(at, seen.lead(group)) for at, group in enumerate(groups) if group.alone and lead_figure(seen.lead(group))]
    wholes = [(at, one) for at, one in own if (one.about == "tie" and len(held(one)) > 1) or one.told.key == "joint"]
    followers: dict[int, list[int]] = {}
    for at, outcome in own if wholes else ():
        mine, lead = held(outcome), lead_figure(outcome)
        for whole, other in wholes:
            stated = lead_figure(other)
            part = outcome.about == "tie" and lead is not None and lead.id in held(other)
            said = other.told.key == "joint" and outcome.about == "claim" and stated is not None and mine == {stated.id}
            if at != whole and (part or said):
                followers.setdefault(whole, []).append(at)
                break
    return joined_to(groups, followers, "follows")
