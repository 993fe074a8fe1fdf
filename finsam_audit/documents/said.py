"""What a document says in words, and how a data file holds it: claims, goals, headings, sentences, people, dates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple


class Claim(NamedTuple):
    """A figure of the running text: its sentence, as printed the figure, and what it should equal ("" for nothing)."""

    text: str
    value: str
    equals: str = ""
    id: str = ""
    page: int = 1
    line: int | None = None


class Goal(NamedTuple):
    """A goal of the organisation's own, as in the data file."""

    goal: str
    target: str
    outcome: str = ""
    judgement: str = ""
    page: int = 1
    line: int | None = None


class Said(NamedTuple):
    """All that the text of a document says. Lists of people hold lines as the data file does."""

    claims: tuple[Claim, ...] = ()
    goals: tuple[Goal, ...] = ()
    contents: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    board: tuple[str, ...] = ()
    auditors: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    dates: tuple[tuple[str, str], ...] = ()  # key of the data file and date


def head_lines(said: Said, quoted: Callable[[str], str]) -> Iterator[str]:
    """The lines of ``report`` that the text fills. ``quoted`` makes a text a YAML scalar."""
    for key, date in said.dates:
        yield f"  {key}: {date}"
    for name in ("board", "auditors", "signatures", "contents", "statements"):
        texts = getattr(said, name)
        if texts:
            yield f"  {name}:"
            yield from (f"    - {quoted(text)}" for text in texts)


def claim_lines(said: Said, quoted: Callable[[str], str]) -> Iterator[str]:
    """The lines of ``claims`` and ``goals``."""
    if said.claims:
        yield "claims:"
    for claim in said.claims:
        lines = [f"id: {claim.id}"] if claim.id else []
        lines += [f"text: {quoted(claim.text)}", f"value: {quoted(claim.value)}"]
        lines += [f"equals: {quoted(claim.equals)}"] if claim.equals else []
        yield from _entry([*lines, f"at: {_place(claim.page, claim.line)}"])
    if said.goals:
        yield "goals:"
    for goal in said.goals:
        lines = [f"goal: {quoted(goal.goal)}"]
        lines += [f"target: {quoted(goal.target)}"] if goal.target else []
        lines += [f"outcome: {quoted(goal.outcome)}"] if goal.outcome else []
        lines += [f"judgement: {goal.judgement}"] if goal.judgement else []
        yield from _entry([*lines, f"at: {_place(goal.page, goal.line)}"])


def _entry(lines: list[str]) -> Iterator[str]:
    yield f"  - {lines[0]}"
    yield from (f"    {line}" for line in lines[1:])


def _place(page: int, line: int | None) -> str:
    return f"p{page}:{line}" if line else f"p{page}"
