"""The first screen: what to mend, what to explain, in the order of weight. What it holds; ``screen_text`` writes it."""

from typing import NamedTuple

from finsam_audit.controls.outcome import SEVERITIES, Result, Severity
from finsam_audit.messages import Message, message
from finsam_audit.page.model import Place, Report
from finsam_audit.render.language import say
from finsam_audit.render.matter_items import place_words
from finsam_audit.render.matter_text import matter_sentence
from finsam_audit.render.places import is_sourced


class Line(NamedTuple):
    """One matter: its number, where to look in the report, and what it is; ``file`` and ``at`` are that place."""

    number: int
    place: str
    text: str
    file: str = ""
    at: Place | None = None


class Part(NamedTuple):
    """The matters of one severity, under their heading."""

    severity: Severity
    heading: str
    lines: tuple[Line, ...]


class Screen(NamedTuple):
    """What a reader has before him first. ``head`` is who, what and how much; ``file`` where it was read.

    ``numbered``: the matters can be asked for by their numbers.
    """

    head: str
    file: str
    parts: tuple[Part, ...]
    numbered: bool = True


def screen(result: Result, language: str) -> Screen:
    """The first screen of a report."""
    report = result.report
    sourced = is_sourced(report)
    whole = say(message("place.whole"), language)
    parts = []
    for severity in SEVERITIES:
        lines = tuple(
            Line(
                number,
                place_words(matter.place, language, sourced) or whole,
                matter_sentence(matter, result, language),
                report.file,
                matter.place,
            )
            for number, matter in enumerate(result.matters, 1)
            if matter.severity == severity
        )
        if lines:
            parts.append(Part(severity, say(message(f"matters.{severity}"), language), lines))
    return Screen(_head(result, language), report.file, tuple(parts))


def _to_explain(warnings: int, notes: int) -> Message | str:
    """How much there is to explain; that there is nothing is said only where there are no small matters either."""
    if warnings:
        return message("screen.warnings", count=str(warnings))
    return "" if notes else message("screen.no-warnings")


def period_words(report: Report) -> str:
    """The period: a calendar year by its number."""
    whole = (report.start.month, report.start.day, report.end.month, report.end.day) == (1, 1, 12, 31)
    return str(report.end.year) if whole and report.start.year == report.end.year else f"{report.start} – {report.end}"


def _head(result: Result, language: str) -> str:
    report = result.report
    errors, warnings, notes = (sum(matter.severity == severity for matter in result.matters) for severity in SEVERITIES)
    told = message(
        "screen.head",
        entity=report.entity,
        document=report.document,
        period=period_words(report),
        errors=message("screen.errors", count=errors) if errors else message("screen.no-errors"),
        warnings=_to_explain(warnings, notes),
        notes=message("screen.notes", count=notes) if notes else "",
        controls=result.evaluated,
        findings=len(result.findings),
    )
    return say(told, language)
