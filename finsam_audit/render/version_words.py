"""What was changed from one printing of a report to the next, in words: one change after the other, or a line a sort."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.versions import Version
from finsam_audit.messages import message
from finsam_audit.page.model import Figure
from finsam_audit.render.language import say
from finsam_audit.render.screen import period_words
from finsam_audit.render.sentence import sentence
from finsam_audit.render.shown import OWN_WORDS, lead_of

_FEW = 3
"""So many rows that are gone, or new, are named on one line."""

Sort = Literal["moved", "gone", "added", "findings-gone", "findings-new"]


class Change(NamedTuple):
    """One change: a ``figure`` that moved (what it ``was``), is gone or new, or a ``finding`` about one that is."""

    sort: Sort
    figure: Figure | None = None
    was: Figure | None = None
    finding: Outcome | None = None


def changes_of(version: Version) -> Iterator[Change]:
    """All that was changed: the figures, then the findings."""
    yield from (Change("moved", new, old) for old, new in version.moved)
    yield from (Change("gone", was=one) for one in version.gone)
    yield from (Change("added", one) for one in version.added)
    yield from (Change("findings-gone", None, lead_of(one), one) for one in version.findings_gone)
    yield from (Change("findings-new", lead_of(one), None, one) for one in version.findings_new)


def head_words(version: Version, language: str) -> str:
    """Which printing became which."""
    named = {"before": version.before.file, "after": version.after.file}
    return say(message("version.head", **named, period=period_words(version.after)), language)


def version_words(version: Version, language: str) -> Iterator[str]:
    """The head, and under it what was changed."""
    yield head_words(version, language)
    for _, changes in groupby(changes_of(version), key=lambda one: one.sort if one.sort in ("gone", "added") else one):
        yield "  " + change_words(tuple(changes), language)
    if not any(version[2:]):
        yield "  " + say(message("version.same"), language)


def change_words(changes: Sequence[Change], language: str) -> str:
    """One change in a sentence, or all figures that are gone, or new, in one."""
    sort, new, old, finding = changes[0]
    if finding is not None:
        return say(message(f"version.{sort}", rule=finding.rule, said=sentence(finding, language)), language)
    if new is not None and old is not None:
        where = ", ".join(part for part in (new.table if new.table not in OWN_WORDS else "", new.column) if part)
        return say(message("version.moved", row=new.row, where=where, old=old, new=new), language)
    rows = dict.fromkeys(figure.row for change in changes if (figure := change.figure or change.was) is not None)
    return say(message(f"version.{sort}", count=len(changes), rows=tuple(rows)[:_FEW]), language)
