"""Findings that belong together, and why: what the steps of ``causes.matters`` put together."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import NamedTuple

from finsam_audit.accounts.accounts import Accounts
from finsam_audit.causes.weight import found_at, lead_figure
from finsam_audit.controls.outcome import Cause, Outcome, Together
from finsam_audit.page.model import Figure, Place


class Group(NamedTuple):
    """Findings (by index) that belong together, and why."""

    together: Together
    findings: tuple[int, ...]
    causes: tuple[Cause, ...] = ()

    @property
    def alone(self) -> bool:
        return len(self.findings) == 1 and not self.causes


class Seen(NamedTuple):
    """What the steps look at."""

    outcomes: Sequence[Outcome]
    accounts: Accounts

    def lead(self, group: Group) -> Outcome:
        return self.outcomes[group.findings[0]]

    def place(self, group: Group) -> Place | None:
        """Where the reader looks for what a group is of: what is to be corrected, where another figure told of it."""
        wrong = [figure for cause in group.causes for figure, _ in cause.corrections if not cause.alternatives]
        rows, lead = {(figure.table, figure.path, figure.row) for figure in wrong}, lead_figure(self.lead(group))
        if len(rows) == 1 and lead is not None and all(figure.id != lead.id for figure in wrong):
            return wrong[0].place
        return found_at(self.lead(group), self.accounts)

    def kind_of(self, figure: Figure | None) -> str:
        """The kind of table that a figure stands in, or ""."""
        statement = self.accounts.statement_of(figure) if figure is not None else None
        return statement.kind if statement is not None else ""


Step = Callable[[list[Group], Seen], list[Group]]


def others(outcome: Outcome) -> frozenset[str]:
    """The tables that a figure is held against."""
    return frozenset(used.figure.table for used in outcome.figures if used.figure is not None and used.role != "stated")


def held(outcome: Outcome) -> set[str]:
    """The figures (their ids) that a figure is held against."""
    return {used.figure.id for used in outcome.figures if used.figure is not None and used.role != "stated"}


def together_by(groups: list[Group], key: Callable[[Group], Hashable], why: Together) -> list[Group]:
    """The groups, those with the same key as one. None is the key of what stays by itself."""
    by_key: dict[Hashable, list[int]] = {}
    for at, group in enumerate(groups):
        if (own := key(group)) is not None:
            by_key.setdefault(own, []).append(at)
    return joined(groups, list(by_key.values()), why)


def joined_to(groups: list[Group], followers: Mapping[int, Sequence[int]], why: Together) -> list[Group]:
    """The groups, each with those (by index) that follow it."""
    return joined(groups, [(owner, *some) for owner, some in followers.items()], why)


def joined(groups: list[Group], lists: Sequence[Sequence[int]], why: Together) -> list[Group]:
    """The groups, each list of them (by index) as one, where its first stood."""
    firsts = {ats[0]: ats for ats in lists if len(ats) > 1}
    gone = {at for ats in firsts.values() for at in ats[1:]}

    def kept() -> Iterator[Group]:
        for at, group in enumerate(groups):
            if at in firsts:
                parts = [groups[one] for one in firsts[at]]
                findings = tuple(index for part in parts for index in part.findings)
                yield Group(why, findings, tuple(cause for part in parts for cause in part.causes))
            elif at not in gone:
                yield group

    return list(kept())
