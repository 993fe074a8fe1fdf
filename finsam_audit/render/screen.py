"""The first screen: what to mend, what to explain, in the order of weight. What it holds; ``screen_text`` writes it."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import NamedTuple

from finsam_audit.controls.outcome import SEVERITIES, Matter, Result, Severity
from finsam_audit.messages import Message, message
from finsam_audit.page.model import Place, Report
from finsam_audit.render.accepted import accepted_words
from finsam_audit.render.language import say
from finsam_audit.render.places import entity_of
from finsam_audit.render.where import place_words


class Line(NamedTuple):
    """One matter: its number, where to look in the report, what it is, and a note: who accepted it, or that it is small.

    ``file`` and ``at`` are that place. ``items`` are the lines of a matter too long for one: what it is, and its things.
    """

    number: int
    place: str
    text: str
    file: str = ""
    at: Place | None = None
    note: str = ""
    material: bool = True
    items: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """The matter with its note."""
        return f"{self.text} {self.note}".rstrip()

    @property
    def lines(self) -> tuple[str, ...]:
        """The same, a thing a line where it is long."""
        return (*self.items, *((self.note,) if self.note else ())) if len(self.items) > 1 else (self.told,)

    @property
    def head(self) -> str:
        """What the matter is: all of it, or the first of its lines."""
        return self.items[0] if len(self.items) > 1 else self.text

    @property
    def below(self) -> tuple[tuple[bool, tuple[str, ...]], ...]:
        """The lines below the first, those together that are things of one list, without its mark (True), or sentences."""
        runs = groupby(self.items[1:], key=lambda item: item.startswith("· "))
        return tuple((listed, tuple(item.removeprefix("· ") for item in run)) for listed, run in runs)


class Part(NamedTuple):
    """The matters of one severity, under their heading."""

    severity: Severity
    heading: str
    lines: tuple[Line, ...]


class Screen(NamedTuple):
    """What a reader has before him first. ``head`` is who, what and how much; ``file`` where it was read.

    ``typed`` are the files that are typed to ask for a matter by its number, ``options`` what is typed after them.
    ``accepted`` are the matters that a named person accepted.
    """

    head: str
    file: str
    parts: tuple[Part, ...]
    typed: tuple[str, ...]
    accepted: tuple[Line, ...] = ()
    options: str = ""


def screen(result: Result, language: str) -> Screen:
    """The first screen of a report."""
    report = result.report
    sourced = result.accounts.sourced
    whole = say(message("place.whole"), language)

    def line(number: int, matter: Matter) -> Line:
        from finsam_audit.render.matter_text import matter_told  # a report without findings need not wait for it

        note = accepted_words(matter.accepted, language)
        if matter.is_open and not matter.material:
            note = say(message("material.below"), language)
        place = place_words(matter.place, language, sourced) or whole
        told = matter_told(matter, result, language)
        return Line(number, place, told.sentence, report.file, matter.place, note, matter.material, told.lines)

    parts, accepted = parts_of(result.matters, line, language)
    return Screen(_head(result, language), report.file, parts, (report.file,), accepted)


def parts_of(
    matters: Sequence[Matter], line: Callable[[int, Matter], Line], language: str
) -> tuple[tuple[Part, ...], tuple[Line, ...]]:
    """The open matters by what is to be done about them, and the accepted ones; ``line`` tells each with its number."""
    numbered = list(enumerate(matters, 1))
    parts = []
    for severity in SEVERITIES:
        lines = tuple(line(number, one) for number, one in numbered if one.is_open and one.severity == severity)
        if lines:
            parts.append(Part(severity, say(message(f"matters.{severity}"), language), lines))
    return tuple(parts), tuple(line(number, one) for number, one in numbered if one.accepted is not None)


def _to_explain(warnings: int, notes: int, new: str) -> Message | str:
    """How much there is to explain; that there is nothing is said only where there are no small matters either."""
    if warnings:
        return message(f"screen.warnings{new}", count=warnings)
    return "" if notes else message(f"screen.no-warnings{new}")


def period_words(report: Report) -> str:
    """The period: a calendar year by its number."""
    whole = (report.start.month, report.start.day, report.end.month, report.end.day) == (1, 1, 12, 31)
    return str(report.end.year) if whole and report.start.year == report.end.year else f"{report.start} – {report.end}"


def _head(result: Result, language: str) -> str:
    report = result.report
    left = [matter for matter in result.matters if matter.is_open]
    errors, warnings, notes = (sum(matter.severity == severity for matter in left) for severity in SEVERITIES)
    accepted = sum(matter.accepted is not None for matter in result.matters)
    known = sum(outcome.known for outcome in result.findings)
    new = "-new" if known else ""
    told = message(
        "screen.head",
        entity=entity_of(report, language),
        document=report.document,
        period=period_words(report),
        errors=message(f"screen.{'' if errors else 'no-'}errors{new}", count=errors),
        warnings=_to_explain(warnings, notes, new),
        notes=message(f"screen.notes{new}", count=notes) if notes else "",
        accepted=message("screen.accepted", count=accepted) if accepted else "",
        known=message("screen.known", count=known) if known else "",
        controls=result.evaluated,
        findings=len(result.findings),
    )
    return say(told, language)
