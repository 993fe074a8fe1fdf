"""What the report comes to beside others of its entity: a section of the page for each chain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from finsam_audit.controls.rules import Rule
from finsam_audit.messages import message
from finsam_audit.render.chain_text import entries_of_chain
from finsam_audit.render.chain_words import chain_screen, closing_words, summary_words, told
from finsam_audit.render.html.workings import Working, working
from finsam_audit.render.language import say
from finsam_audit.render.screen import Line
from finsam_audit.render.version_words import version_words

if TYPE_CHECKING:
    from finsam_audit.engine.chain import ChainResult


class Others(NamedTuple):
    """A chain on the page, with its ``matters`` (their severity, or "accepted"), what holds, and what was changed from one
    printing to the next, a head and its lines each. Empty ``files``: nothing but printings of one report.
    """

    head: str
    files: str
    verdict: str
    made: str
    matters: tuple[tuple[str, Line, list[Working]], ...]
    controls: tuple[tuple[str, str], ...]
    versions: tuple[tuple[str, tuple[str, ...]], ...]


def others(chains: Sequence[ChainResult], rules: dict[str, Rule], language: str) -> list[Others]:
    """The chains of a run as the page shows them."""
    return [_others(found, rules, language) for found in chains]


def _others(found: ChainResult, rules: dict[str, Rule], language: str) -> Others:
    shown = chain_screen(found, language)
    lines = [(part.severity, line) for part in shown.parts for line in part.lines]
    matters = []
    for state, line in [*lines, *(("accepted", line) for line in shown.accepted)]:
        own = entries_of_chain(found.matters[line.number - 1], found)
        matters.append((state, line, [working(entry, rules, language) for entry in own]))
    passed = tuple((one.rule, told(one, found, language)) for one in found.outcomes if one.outcome == "passed")
    versions = [list(version_words(version, language)) for version in found.versions]
    several = len(found.files) > 1
    return Others(
        shown.head if several else say(message("html.versions"), language),
        shown.file if several else "",
        closing_words(found, language) if several else "",
        next(summary_words(found, language, set())) if several else "",
        tuple(matters),
        passed,
        tuple((lines[0], tuple(line.strip() for line in lines[1:])) for lines in versions),
    )
