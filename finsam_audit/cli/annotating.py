"""``check report.pdf --annotate marked.pdf``: what was found, on a copy of the pages."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

from finsam_audit.cli.files import write_new
from finsam_audit.controls.outcome import Result
from finsam_audit.documents.annotate import Note, Tick, annotated
from finsam_audit.documents.kinds import kind_of_file
from finsam_audit.documents.layout import Box
from finsam_audit.messages import InputError, Message, Problem, message
from finsam_audit.page.model import Figure
from finsam_audit.render.entries import entries
from finsam_audit.render.language import say
from finsam_audit.render.sentence import sentence


def may_annotate(files: tuple[str, ...]) -> None:
    """Raises ``InputError`` where there is nothing to mark: not one file, no PDF, or what marks it is not installed."""
    if len(files) != 1 or kind_of_file(files[0]) != "pdf":
        raise InputError([Problem(files[0], 0, 0, message("annotate.one-pdf"))])
    if find_spec("pikepdf") is None:
        raise InputError([Problem(files[0], 0, 0, message("annotate.library"))])


def annotate(result: Result, target: str, language: str) -> list[Message]:
    """Write the marked copy of the checked PDF; what there is to say of it. Raises ``InputError``."""
    notes = list(_notes(result, language))
    taken = {(note.page, note.box) for note in notes}
    ticks = [tick for tick in _ticks(result) if tick not in taken]
    copy, signed = annotated(
        result.report.file, [Tick(*tick) for tick in ticks], notes, say(message("annotate.working-copy"), language)
    )
    write_new(target, copy)
    told = [message("annotate.written", file=target, ticks=len(ticks), notes=len(notes))]
    return [*told, message("annotate.signed")] if signed else told


def _ticks(result: Result) -> list[tuple[int, Box]]:
    """The places of the figures that a control confirmed, in the order of the pages."""
    confirmed = {
        place
        for outcome in result.outcomes
        if outcome.outcome == "passed" and outcome.arithmetic
        for used in outcome.figures
        if used.figure is not None and (place := _place(used.figure)) is not None
    }
    return sorted(confirmed)


def _place(figure: Figure) -> tuple[int, Box] | None:
    if figure.place.page is None or figure.place.box is None:
        return None
    left, top, right, bottom = (float(edge) for edge in figure.place.box)
    return figure.place.page, Box(left, top, right, bottom)


def _notes(result: Result, language: str) -> Iterator[Note]:
    """The findings as numbered notes, in the order in which the report of the check tells them."""
    for number, entry in enumerate(entries(result), 1):
        lead = entry.lead
        told = " ".join(sentence(one, language) for one in (lead, *entry.others))
        severity = say(message(f"severity.{lead.severity}"), language)
        figures = sorted((u for u in lead.figures if u.figure is not None), key=lambda used: used.role != "stated")
        places = [place for used in figures if used.figure is not None and (place := _place(used.figure)) is not None]
        pages = [used.figure.place.page for used in figures if used.figure is not None and used.figure.place.page is not None]
        page, box = places[0] if places else (pages[0] if pages else 1, None)
        yield Note(number, page, box, lead.severity or "note", f"{number}. {severity} {lead.rule}: {told}")
