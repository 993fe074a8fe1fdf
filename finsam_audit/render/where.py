"""Where a reader of the report looks: the pages of a document or the lines of a text, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from finsam_audit.messages import Message, message
from finsam_audit.page.model import Figure, Place
from finsam_audit.render.language import say
from finsam_audit.render.shown import OWN_WORDS

_FEW = 4
"""So many lines are told one by one; of more the first and the last of those near each other."""
_NEAR = 5
"""So many lines apart, two rows stand near each other: a text often has an empty line between them."""


def place_words(place: Place | None, language: str, known: bool = True) -> str:
    """The page, or the line of the report's text; the line of the data file where no source is known.

    ``known`` tells that the report's other places are those of the source, so that a line of the data file must be told apart.
    """
    if place is None:
        return ""
    if place.page is not None or place.source_line is not None:
        return lines_words([place], language)
    return say(message("place.file" if known else "place.line", line=str(place.line)), language) if place.line else ""


def lines_words(places: Iterable[Place | None], language: str) -> str:
    """Pages or lines of the source, each once, in the order given: "rad 247 och 248", "rad 782–825"; "" where none is known."""
    known = [place for place in places if place is not None]
    pages = list(dict.fromkeys(place.page for place in known if place.page is not None))
    lines = list(dict.fromkeys(place.source_line for place in known if place.source_line is not None))
    numbers = pages or lines
    if not numbers:
        return ""
    told = tuple(map(str, numbers)) if len(numbers) <= _FEW else _runs(numbers)
    key = f"place.{'page' if pages else 'line'}"
    return say(message(key if len(numbers) == 1 else f"{key}s", **{"page" if pages else "line": told}), language)


def _runs(numbers: Iterable[int]) -> tuple[str, ...]:
    """Many lines by those that stand near each other, from the first to the last: of very many such, as one."""
    first, *others = sorted(numbers)
    runs = [[first]]
    for number in others:
        if number - runs[-1][-1] > _NEAR:
            runs.append([])
        runs[-1].append(number)
    if len(runs) > _FEW:
        runs = [[runs[0][0], runs[-1][-1]]]
    return tuple(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def named(row: str, *inside: str) -> Message:
    """A row with what is known of a figure of it in brackets: its column, its amount, its line."""
    return message("against.named", row=row, amount=", ".join(part for part in inside if part))


def beside(figures: Sequence[Figure], language: str, table: bool = True) -> str:
    """Where figures stand, in brackets to follow their amounts: their table where it is one, and their lines; or ""."""
    lines = lines_words((figure.place for figure in figures), language)
    tables = tuple(dict.fromkeys(figure.table for figure in figures))
    named = tables if table and len(tables) == 1 and tables[0] not in OWN_WORDS else ()
    inside = ", ".join(part for part in (*named, lines) if part)
    return f" ({inside})" if inside else ""
