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


class Told(NamedTuple):
    """A line of a list of the data file (a heading, a sentence, a person) or a date, and where it stands."""

    text: str
    page: int = 1
    line: int | None = None


class Said(NamedTuple):
    """All that the text of a document says. Lists of people hold lines as the data file does."""

    claims: tuple[Claim, ...] = ()
    goals: tuple[Goal, ...] = ()
    contents: tuple[Told, ...] = ()
    statements: tuple[Told, ...] = ()
    board: tuple[Told, ...] = ()
    auditors: tuple[Told, ...] = ()
    signatures: tuple[Told, ...] = ()
    dates: tuple[tuple[str, Told], ...] = ()  # key of the data file and date


def head_lines(said: Said, quoted: Callable[[str], str], *, paged: bool = True) -> Iterator[str]:
    """The lines of ``report`` that the text fills. ``quoted`` makes a text a YAML scalar."""
    for key, date in said.dates:
        yield f"  {key}: {date.text} @{place(date.page, date.line, paged)}"
    for name in ("board", "auditors", "signatures", "contents", "statements"):
        texts = getattr(said, name)
        if texts:
            yield f"  {name}:"
            yield from (f"    - {quoted(f'{one.text} @{place(one.page, one.line, paged)}')}" for one in texts)


def claim_lines(said: Said, quoted: Callable[[str], str], *, paged: bool = True) -> Iterator[str]:
    """The lines of ``claims`` and ``goals``."""
    if said.claims:
        yield "claims:"
    for claim in said.claims:
        lines = [f"id: {claim.id}"] if claim.id else []
        lines += [f"text: {quoted(claim.text)}", f"value: {quoted(claim.value)}"]
        lines += [f"equals: {quoted(claim.equals)}"] if claim.equals else []
        yield from _entry([*lines, f"at: {place(claim.page, claim.line, paged)}"])
    if said.goals:
        yield "goals:"
    for goal in said.goals:
        lines = [f"goal: {quoted(goal.goal)}"]
        lines += [f"target: {quoted(goal.target)}"] if goal.target else []
        lines += [f"outcome: {quoted(goal.outcome)}"] if goal.outcome else []
        lines += [f"judgement: {goal.judgement}"] if goal.judgement else []
        yield from _entry([*lines, f"at: {place(goal.page, goal.line, paged)}"])


def _entry(lines: list[str]) -> Iterator[str]:
    yield f"  - {lines[0]}"
    yield from (f"    {line}" for line in lines[1:])


def place(page: int, line: int | None, paged: bool) -> str:
    """A place as the data file holds it: page, line of a page, or the line alone where the document has no pages."""
    if not line:
        return f"p{page}"
    return f"p{page}:{line}" if paged else str(line)
