"""``check report.pdf --annotate marked.pdf``: what was found, on a copy of the pages."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

from finsam_audit.cli.files import write_new
from finsam_audit.controls.outcome import Outcome, Result
from finsam_audit.documents.annotate import Note, Tick, annotated
from finsam_audit.documents.kinds import kind_of_file
from finsam_audit.documents.layout import Box
from finsam_audit.messages import InputError, Message, Problem, message
from finsam_audit.page.model import Figure
from finsam_audit.render.language import say
from finsam_audit.render.matter_text import matter_sentence
from finsam_audit.render.sentence import sentence
from finsam_audit.render.shown import lead_of


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
    """A note at each figure that an open matter is about, with the number that the first screen gives the matter."""
    for number, matter in enumerate(result.matters, 1):
        if not matter.is_open:
            continue
        found = [result.outcomes[index] for index in matter.findings]
        told = "\n".join(f"{outcome.rule}: {sentence(outcome, language)}" for outcome in found)
        text = f"{number}. {matter_sentence(matter, result, language)}\n\n{told}"
        boxes = dict.fromkeys(place for outcome in found if (place := _stated(outcome)) is not None)
        page = (matter.place and matter.place.page) or 1
        places: list[tuple[int, Box | None]] = [*boxes] or [(page, None)]
        for at, box in places:
            yield Note(number, at, box, matter.severity, text)


def _stated(outcome: Outcome) -> tuple[int, Box] | None:
    """Where the figure stands that a finding is told of."""
    lead = lead_of(outcome)
    return _place(lead) if lead is not None else None
