"""A finding as a working paper of the page: its sum, what caused it, and the findings of the same cause."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from finsam_audit.controls.rules import Rule
from finsam_audit.render.cause_text import Said, goes_on, said_cause
from finsam_audit.render.entries import Entry, is_named
from finsam_audit.render.paper import Paper, paper


class Working(NamedTuple):
    """A finding with its sum, what caused it, and the findings of the same cause."""

    paper: Paper
    cause: Said | None
    others: tuple[Paper, ...]


def working(entry: Entry, rules: dict[str, Rule], language: str) -> Working:
    """The working paper of an entry."""
    page, *others = (paper(one, rules.get(one.rule), language) for one in (entry.lead, *entry.others))
    said = said_cause(entry.cause, entry.lead, language) if entry.cause is not None else None
    if said is not None:
        said = said._replace(alternatives=_each(said.alternatives, language))
    return Working(page._replace(hints=()) if is_named(entry) else page, said, tuple(others))


def _each(lines: Sequence[str], language: str) -> tuple[str, ...]:
    """The equally good corrections, each in a line of its own with all that it changes."""
    found: list[str] = []
    for line in lines:
        if found and goes_on(line, language):
            found[-1] += f" {line}"
        else:
            found.append(line)
    return tuple(found)
