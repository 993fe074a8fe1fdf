"""What each figure of a report went through: which controls it takes part in, and what came of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from finsam_audit.controls.outcome import SEVERITIES, Outcome, Result
from finsam_audit.page.model import Figure

STATES = (*SEVERITIES, "part", "passed", "none")
"""The marks, the gravest first. ``part``: only in sums that failed, none of which points at it; ``none``: no sum reached it."""

SIGNS = {"error": "✗", "warning": "!", "note": "·", "part": "○", "passed": "✓", "none": ""}
"""How each is shown, on the page and in the working papers alike."""


class Mark(NamedTuple):
    """The state of a figure (one of ``STATES``) and the controls it takes part in, by index."""

    state: str
    controls: tuple[int, ...] = ()


def marks(result: Result) -> dict[str, Mark]:
    """The mark of every figure, by its id. Only arithmetic makes a tick; a finding that points at a figure outranks it."""
    taking: dict[str, list[int]] = {figure.id: [] for figure in result.report.figures()}
    passed: set[str] = set()
    reached: set[str] = set()
    pointed: dict[str, str] = {}
    corrected = {cause.id: {figure.id for figure, _ in cause.corrections} for cause in result.causes if not cause.alternatives}
    for index, outcome in enumerate(result.outcomes):
        if outcome.outcome not in ("passed", "finding"):
            continue
        figures = dict.fromkeys(figure.id for figure in outcome.printed)
        for name in figures.keys() & taking.keys():
            taking[name].append(index)
        if outcome.arithmetic:
            (passed if outcome.outcome == "passed" else reached).update(figures)
        for name in _pointed(outcome, corrected.get(outcome.cause or "", set())) if outcome.outcome == "finding" else ():
            severity = outcome.severity if outcome.is_open else None
            pointed[name] = min(pointed.get(name, "note"), severity or "note", key=STATES.index)
    return {
        name: Mark(
            pointed.get(name) or ("passed" if name in passed else "part" if name in reached else "none"), tuple(controls)
        )
        for name, controls in taking.items()
    }


def _pointed(outcome: Outcome, corrected: set[str]) -> Iterable[str]:
    """The figures that a finding points at: those its cause corrects, else its suspect, else the stated; of one fact both."""
    if corrected or outcome.suspect:
        return corrected or {outcome.suspect}
    wanted = (("stated", "term"),) if outcome.is_one_fact else (("stated",), ("outcome",), ("term",))
    for roles in wanted:
        chosen = {used.figure.id for used in outcome.figures if used.figure is not None and used.role in roles}
        if chosen:
            return chosen
    return [figure.id for figure in outcome.printed][:1]


def of_cell(figures: Iterable[Figure], found: dict[str, Mark]) -> Mark:
    """One mark for the figures that stand in one cell."""
    every = [found[figure.id] for figure in figures]
    controls = dict.fromkeys(index for mark in every for index in mark.controls)
    return Mark(min((mark.state for mark in every), key=STATES.index), tuple(sorted(controls)))


class Heat(NamedTuple):
    """A table of the report, and how many of its figures bear each mark, in the order of ``STATES``."""

    table: str
    counts: tuple[int, ...]


def heat(result: Result, found: dict[str, Mark]) -> Iterator[Heat]:
    """The tables of the report, then its text and its goals, with their marks counted."""
    by_table: dict[str, list[str]] = {}
    for figure in result.report.figures():
        by_table.setdefault(figure.table, []).append(found[figure.id].state)
    for table, states in by_table.items():
        yield Heat(table, tuple(states.count(state) for state in STATES))
