"""Where an outcome stands, for formats that point: the figure it is told of, and its name and place in words."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from finsam_audit.accounts.words.entities import UNKNOWN
from finsam_audit.controls.outcome import Outcome, Result
from finsam_audit.messages import message
from finsam_audit.page.model import Figure, Place, Report, Table
from finsam_audit.render.language import catalogue, say, spoken
from finsam_audit.render.shown import OWN_WORDS, lead_of, row_name
from finsam_audit.render.where import place_words

if TYPE_CHECKING:
    from finsam_audit.accounts.accounts import Accounts
    from finsam_audit.engine.chain import ChainResult


def table_of(figure: Figure | None, language: str) -> str:
    """The table of a figure, the text and the goals by what they are."""
    if figure is None:
        return ""
    return spoken(figure.table, language) if figure.table in OWN_WORDS else figure.table


def unit_beside(table: Table) -> bool:
    """Whether an amount of a table is in the table's unit, which its printed name does not say already."""
    used = {figure.unit for row in table.walk() for slot in row.slots for figure in (slot.figure, slot.companion) if figure}
    return bool(table.unit.name) and table.unit in used and f"({table.unit.name})" not in table.name


def row_of(figure: Figure | None, language: str) -> str:
    """The row of a figure as a sentence calls it."""
    return "" if figure is None else row_name(figure, language)


def name_of(outcome: Outcome, language: str) -> str:
    """A control by its rule, its column and its row: "BR002 Summa omsättningstillgångar 2025-12-31"."""
    return " ".join(part for part in (outcome.rule, row_of(lead_of(outcome), language), outcome.column) if part)


def entity_of(report: Report, language: str) -> str:
    """Whose report it is; of one that does not say so, that, with the name of its file."""
    return entity_named(report.entity, report.file, language)


def entity_named(entity: str, file: str, language: str) -> str:
    """The name of an entity; where none is known, that, with the name of a file of it."""
    return say(message("report.unnamed", file=os.path.basename(file)), language) if entity == UNKNOWN else entity


def seen_at(outcome: Outcome, result: Result | ChainResult) -> Place | None:
    """Where to look for what an outcome says: for a finding of one report as a matter of it alone, else at its figure."""
    figure = lead_of(outcome)
    if outcome.outcome != "finding" or not isinstance(result, Result):
        return figure.place if figure is not None else None
    from finsam_audit.causes.weight import found_at  # only who asks for it pays for loading it

    return found_at(outcome, result.accounts)


def place_of(outcome: Outcome, result: Result | ChainResult, language: str) -> str:
    """Where to look for what an outcome says, as the first screen says it."""
    place = seen_at(outcome, result)
    return "" if place is None else place_words(place, language, accounts_of(lead_of(outcome), result).sourced)


def place_sentence(figure: Figure | None, language: str) -> str:
    """Where a figure stands: its line in the data file, and in brackets the page or line of the source, where known.

    Of a document, which has no data file, the page and line alone.
    """
    if figure is None:
        return ""
    line, _, page, source_line, _ = figure.place
    parts = [say(message("paper.page", page=page), language)] if page is not None else []
    if source_line is not None:
        parts.append(say(message("paper.source-line" if line else "paper.line", line=source_line), language))
    source = ", ".join(parts)
    if not line:
        return source
    return say(message("paper.line", line=line), language) + (f" ({source})" if source else "")


def typed_place(outcome: Outcome, result: Result | ChainResult) -> tuple[str, int, int]:
    """A finding's file, line and column, as an editor jumps there: the first of the file where it stands nowhere in particular.

    Of a document, which has no data file, the line is that of its text, or its page.
    """
    figure, place = lead_of(outcome), seen_at(outcome, result)
    if place is None:
        return result.file_of(figure), 1, 1
    if report_of(figure, result).reading is not None:
        return result.file_of(figure), place.source_line or place.page or 1, 1
    return result.file_of(figure), max(1, place.line), max(1, place.column)


def lines_of(figures: list[Figure], language: str) -> str:
    """Where the rows that together stand in for a concept stand: from the first line to the last."""
    lines = [figure.place.line or figure.place.source_line for figure in figures]
    known = [line for line in lines if line]
    if not known:  # of a document that is known by its pages
        return place_sentence(figures[0], language)
    return say(message("paper.lines", first=str(min(known)), last=str(max(known))), language)


def parameter_word(name: str, language: str) -> str:
    """A limit of the rule book in words; one of a user's own by its name."""
    return catalogue(language).get(f"parameter.{name}", name)


def ending(outcome: Outcome, language: str) -> str:
    """What a control ended in, in words."""
    if outcome.accepted is not None:
        return say(message("sheet.accepted-finding"), language)
    within = outcome.outcome == "passed" and outcome.rounding == "within"
    return say(message(f"sheet.{'within' if within else outcome.outcome}"), language)


def accounts_of(figure: Figure | None, result: Result | ChainResult) -> Accounts:
    """The report that a figure stands in, as the rules saw it; of several, where there is no figure, the last."""
    if isinstance(result, Result):
        return result.accounts
    member = result.chain.whose(figure)[0] if figure is not None else result.chain.members[-1]
    return member.view.accounts


def report_of(figure: Figure | None, result: Result | ChainResult) -> Report:
    """The report that a figure stands in; of several, where there is no figure, the last."""
    return accounts_of(figure, result).report
