"""The sheet of a report beside others of its entity: the matters, the controls between them, what was changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from finsam_audit.controls.rules import Rule
from finsam_audit.messages import message
from finsam_audit.render.chain_words import chain_screen, closing_words, summary_words, told
from finsam_audit.render.language import say
from finsam_audit.render.places import ending, place_of, row_of, table_of
from finsam_audit.render.shown import lead_of
from finsam_audit.render.told import told as why_not_made
from finsam_audit.render.version_words import version_words
from finsam_audit.render.workbook import Page

if TYPE_CHECKING:
    from finsam_audit.engine.chain import ChainResult

WIDTHS = (12, 30, 24, 13, 20, 26, 14, 14, 14, 14, 7, 70)
_HEADS = ("rule", "asks", "outcome", "severity", "file", "place", "column", "stated", "computed", "difference", "unit", "said")


def others_sheet(page: Page, chains: Sequence[ChainResult], rules: Mapping[str, Rule], language: str) -> None:
    """Write the chains one under the other."""
    for found in chains:
        if len(found.files) > 1:
            _matters(page, found, language)
            _controls(page, found, rules, language)
        for version in found.versions:
            for at, line in enumerate(version_words(version, language)):
                page.put(1, line.strip(), bold=not at, to=len(WIDTHS))
                page.down()
            page.down()


def _matters(page: Page, found: ChainResult, language: str) -> None:
    shown = chain_screen(found, language)

    def long(text: str, first: int = 1, bold: bool = False, ink: str = "") -> None:
        page.put(first, text, bold=bold, ink=ink, to=len(WIDTHS))
        page.down()

    long(shown.head, bold=True)
    long(shown.file, ink="faint")
    long(closing_words(found, language), bold=True)
    for part in shown.parts:
        page.down()
        page.put(1, part.heading, bold=True, ink=part.severity, wrap=False)
        page.down()
        for line in part.lines:
            page.put(1, line.number)
            long(": ".join(filter(None, (line.place, line.text))), first=2)
    for line in shown.accepted:
        page.put(1, line.number, ink="faint")
        long(": ".join(filter(None, (line.place, line.told))), first=2, ink="faint")
    page.down()
    for text in summary_words(found, language, set()):
        long(text)


def _controls(page: Page, found: ChainResult, rules: Mapping[str, Rule], language: str) -> None:
    page.heads([say(message(f"sheet.{key}"), language) for key in _HEADS], range(8, 11))
    for outcome in found.outcomes:
        lead = lead_of(outcome)
        file, where = ("", "")
        if lead is not None:
            file = found.file_of(lead)
            parts = (place_of(outcome, found, language), table_of(lead, language), row_of(lead, language))
            where = ": ".join(filter(None, parts))
        worst = outcome.severity or "" if outcome.outcome == "finding" else ""
        ended = outcome.outcome in ("passed", "finding")
        page.put(3, ending(outcome, language), ink=worst)
        page.line([
            outcome.rule, rules[outcome.rule].title[language] if outcome.rule in rules else outcome.name, None,
            say(message(f"severity.{worst}"), language) if worst else "", file, where, outcome.column,
            outcome.stated, outcome.computed, outcome.difference, outcome.unit,
            told(outcome, found, language) if ended else why_not_made(outcome, language),
        ])  # fmt: skip
    page.down()
