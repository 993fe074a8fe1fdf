"""The findings as they stand on the page: those of one cause together, and which of them are told in one place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from finsam_audit.controls.outcome import EXPLAINED, SEVERITIES, Cause, Matter, Outcome, Result
from finsam_audit.page.model import Figure, Report

if TYPE_CHECKING:
    from finsam_audit.engine.chain import ChainResult


class Entry(NamedTuple):
    """One entry on the page: a finding, with the cause that explains it and the other findings of that cause."""

    lead: Outcome
    cause: Cause | None
    others: tuple[Outcome, ...] = ()


def _is_open(outcome: Outcome) -> bool:
    return outcome.is_open


def entries(result: Result | ChainResult, wanted: Callable[[Outcome], bool] = _is_open) -> list[Entry]:
    """The findings that are wanted, those of one cause together; the most serious first, then in the order of the file."""
    causes = {cause.id: cause for cause in result.causes}
    alone = [Entry(o, None) for o in result.findings if o.cause not in causes and wanted(o)]
    together = []
    for cause in result.causes:
        blamed = {figure.id for figure, _ in cause.corrections}
        found = (outcome for i in cause.outcomes if wanted(outcome := result.outcomes[i]))
        own = sorted(found, key=lambda o: (_rank(o), not _states(o, blamed)))
        if own:
            together.append(Entry(own[0], cause, tuple(own[1:])))
    return sorted(alone + together, key=lambda entry: (_rank(entry.lead), _line(entry.lead)))


def entries_of(matter: Matter, result: Result) -> list[Entry]:
    """The entries of one matter."""
    own = {id(result.outcomes[index]) for index in matter.findings}
    return entries(result, lambda outcome: id(outcome) in own)


def of_document(entries: list[Entry], report: Report) -> list[Entry]:
    """The same entries; of a report that was read from a document, with figures that know only where they stand in that."""
    if report.reading is None:
        return entries
    return [
        entry._replace(lead=placed(entry.lead, report), others=tuple(placed(one, report) for one in entry.others))
        for entry in entries
    ]


def placed(outcome: Outcome, report: Report) -> Outcome:
    """An outcome with the places of its figures that a reader of the report can look at."""
    return outcome.of_figures(lambda figure: figure_placed(figure, report))


def figure_placed(figure: Figure, report: Report) -> Figure:
    """A figure without the line of a data file that is not there, as the report was read from a document."""
    return figure if report.reading is None else figure._replace(place=figure.place._replace(line=0))


def is_named(entry: Entry) -> bool:
    """Whether the cause says all that the hints of the finding itself could."""
    cause = entry.cause
    return cause is not None and bool(cause.corrections) and not cause.alternatives and entry.lead.kind not in EXPLAINED


def gathered(found: list[Entry]) -> list[list[Entry]]:
    """The entries as they stand on the page: notes, and words, of one rule that have no sum to show are told in one place."""
    places: list[list[Entry]] = []
    by_rule: dict[str, list[Entry]] = {}
    for entry in found:
        bare = all(used.role in ("stated", "limit") for used in entry.lead.figures) and not entry.lead.arithmetic
        words = entry.lead.told.key == "wording.unwanted"
        light = entry.lead.severity == "note" or words
        alone = not light or entry.cause is not None or bool(entry.lead.hints) or not bare
        if not alone and entry.lead.rule in by_rule:
            by_rule[entry.lead.rule].append(entry)
            continue
        places.append([entry])
        if not alone:
            by_rule[entry.lead.rule] = places[-1]
    return places


def _rank(outcome: Outcome) -> int:
    return SEVERITIES.index(outcome.severity or "note")


def _states(outcome: Outcome, figures: set[str]) -> bool:
    return any(u.figure is not None and u.role == "stated" and u.figure.id in figures for u in outcome.figures)


def _line(outcome: Outcome) -> int:
    lines = [u.figure.place.line for u in outcome.figures if u.figure is not None and u.role == "stated"]
    return lines[0] if lines else 0
