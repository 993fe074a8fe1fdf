"""Where an outcome stands, for formats that point: the figure it is told of, and its name and place in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from finsam_audit.controls.outcome import Outcome, Result
from finsam_audit.messages import message
from finsam_audit.page.model import Figure, Report
from finsam_audit.render.language import catalogue, say, spoken
from finsam_audit.render.matter_items import place_words
from finsam_audit.render.shown import OWN_WORDS, lead_of, row_name

if TYPE_CHECKING:
    from finsam_audit.chain import ChainResult


def table_of(figure: Figure | None, language: str) -> str:
    """The table of a figure, the text and the goals by what they are."""
    if figure is None:
        return ""
    return spoken(figure.table, language) if figure.table in OWN_WORDS else figure.table


def row_of(figure: Figure | None, language: str) -> str:
    """The row of a figure as a sentence calls it."""
    return "" if figure is None else row_name(figure, language)


def name_of(outcome: Outcome, language: str) -> str:
    """A control by its rule, its column and its row: "BR002 Summa omsättningstillgångar 2025-12-31"."""
    return " ".join(part for part in (outcome.rule, row_of(lead_of(outcome), language), outcome.column) if part)


def is_sourced(report: Report) -> bool:
    """Whether a report's figures tell where they stand in its source: its readers then look there."""
    return any(figure.place.page or figure.place.source_line for figure in report.figures())


def place_of(figure: Figure | None, report: Report, language: str) -> str:
    """Where to look for a figure, as the first screen says it."""
    return "" if figure is None else place_words(figure.place, language, is_sourced(report))


def parameter_word(name: str, language: str) -> str:
    """A limit of the rule book in words; one of a user's own by its name."""
    return catalogue(language).get(f"parameter.{name}", name)


def ending(outcome: Outcome, language: str) -> str:
    """What a control ended in, in words."""
    if outcome.accepted is not None:
        return say(message("sheet.accepted-finding"), language)
    within = outcome.outcome == "passed" and outcome.rounding == "within"
    return say(message(f"sheet.{'within' if within else outcome.outcome}"), language)


def report_of(figure: Figure | None, result: Result | ChainResult) -> Report:
    """The report that a figure stands in; of several, where there is no figure, the last."""
    if isinstance(result, Result):
        return result.report
    return result.chain.whose(figure)[0].report if figure is not None else result.chain.members[-1].report
