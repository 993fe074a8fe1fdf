"""The first screen as lines of text, piped or on a terminal of any width."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_audit.messages import message
from finsam_audit.render.language import say
from finsam_audit.render.links import link_style
from finsam_audit.render.screen import Line, Screen
from finsam_audit.render.writing import Styled, wrapped

_STYLES = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}
_NARROW = 76  # so wide a line has room for places beside the sentences


def screen_lines(shown: Screen, language: str, width: int | None) -> Iterator[Styled]:
    """Who and how much; what to mend, to explain and what is small; how to see more."""
    yield from wrapped(shown.head, "", "  ", width, "bold")
    yield [(shown.file, f"dim {link_style(shown.file, None)}" if width is not None else "dim")]
    lines = [*(line for part in shown.parts for line in part.lines), *shown.accepted]
    places = max((len(line.place) for line in lines), default=0)
    for part in shown.parts:
        yield []
        yield [(part.heading, _STYLES[part.severity])]
        for line in part.lines:
            yield from _line(line, places, width, "" if line.material else "dim")
    if shown.accepted:
        yield []
        yield from accepted_lines(shown, language, width, places)
    if lines:
        yield []
        key = "screen.next" if len(shown.typed) == 1 else "screen.next-between"
        told = message(key, file=shown.typed, options=shown.options, number=str(lines[0].number))
        yield from wrapped(say(told, language), "", "  ", width, "dim")
    yield []


def accepted_lines(shown: Screen, language: str, width: int | None, places: int = 0) -> Iterator[Styled]:
    """What a named person accepted, with the reason."""
    yield [(say(message("matters.accepted"), language), "bold")]
    for line in shown.accepted:
        yield from _line(line, places, width, "dim")


def _line(line: Line, places: int, width: int | None, style: str = "") -> Iterator[Styled]:
    narrow = width is not None and width < _NARROW
    place = f"{line.place}: " if line.place and narrow else ""
    first = f"{line.number:>3} {place}" if narrow else f"{line.number:>3} {line.place:<{places}}  "
    rest = "    " if narrow else " " * len(first)
    told = [piece for at, one in enumerate(line.lines) for piece in _wrapped(one, rest if at else first, rest, width, style)]
    link = link_style(line.file, line.at) if width is not None and line.place else ""
    for at, pieces in enumerate(told):
        [(text, own)] = pieces
        before, place, after = text.partition(line.place) if link and not at else (text, "", "")
        yield [(before, own), (place, f"{own} {link}".strip()), (after, own)] if place else pieces


def _wrapped(text: str, first: str, rest: str, width: int | None, style: str) -> Iterator[Styled]:
    """A line of a matter; what goes on of one thing among several stands below its words."""
    yield from wrapped(text, first, f"{rest}  " if text.startswith("· ") else rest, width, style)
