"""The end of a run over several files: what is left in each and how much of it holds, then which of them are to mend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, TextIO

from finsam_audit.controls.outcome import SEVERITIES, Result
from finsam_audit.messages import message
from finsam_audit.render.closing import left_words
from finsam_audit.render.language import say
from finsam_audit.render.writing import Styled, wrapped, write_styled

if TYPE_CHECKING:
    from finsam_audit.engine.chain import ChainResult

_NARROW = 76  # so wide a line has room for the name of a file beside the numbers
_COLUMNS = ("errors", "warnings", "notes", "holds")
_SENTENCES = ("files.ready", "files.mend", "files.failed")  # by exit code


class Ended(NamedTuple):
    """A file with its own exit code. ``result`` is None where it could not be read; ``replaced`` is an older printing."""

    file: str
    code: int
    result: Result | None = None
    replaced: bool = False

    def name(self, language: str) -> str:
        """The file, with that it is an older printing."""
        return say(message("files.replaced", file=self.file), language) if self.replaced else self.file


def write_all_files(
    ended: Sequence[Ended], chains: Sequence[ChainResult], language: str, out: TextIO, *, table: bool, terminal: bool
) -> None:
    """Write what several files came to: none may be thought ready for the sake of the last. ``table`` is a line a file."""
    write_styled(lambda width: _lines(ended, chains if table else (), language, width, table), out, terminal)


def _lines(
    ended: Sequence[Ended], chains: Sequence[ChainResult], language: str, width: int | None, table: bool
) -> Iterator[Styled]:
    yield []
    if table:
        named: list[tuple[str, Result | ChainResult | None]] = [(one.name(language), one.result) for one in ended]
        named += [(_between(found, language), found) for found in chains if len(found.files) > 1]
        yield from _narrow(named, language, width) if width is not None and width < _NARROW else _wide(named, language, width)
        yield []
    for code, key in enumerate(_SENTENCES):
        names = [one.name(language) for one in ended if one.code == code]
        if names:
            yield from wrapped(say(message(key, count=len(names), names=", ".join(names)), language), "", "  ", width)


def _between(found: ChainResult, language: str) -> str:
    from finsam_audit.render.chain_words import chain_head

    return chain_head(found, language)


def _wide(named: Sequence[tuple[str, Result | ChainResult | None]], language: str, width: int | None) -> Iterator[Styled]:
    """A table, the name last."""
    heads = [say(message(f"files.{column}"), language) for column in _COLUMNS]
    rows = [["–"] * 4 if held is None else [*map(str, _left(held)), _holds(held, language)] for _, held in named]
    sizes = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]

    def numbers(cells: Sequence[str]) -> str:
        return "".join(f"{cell:>{size}}  " for cell, size in zip(cells, sizes, strict=True))

    yield [(numbers(heads) + say(message("files.file"), language), "bold")]
    for row, (name, _) in zip(rows, named, strict=True):
        yield from wrapped(name, numbers(row), " " * len(numbers(row)), width)


def _narrow(named: Sequence[tuple[str, Result | ChainResult | None]], language: str, width: int) -> Iterator[Styled]:
    """The same in words, under each name."""
    for name, held in named:
        yield from wrapped(name, "", "  ", width)
        if held is not None:
            left = left_words(*_left(held)) or message("screen.no-errors")
            yield from wrapped(say(message("files.left", left=left, holds=_holds(held, language)), language), "  ", "  ", width)


def _left(held: Result | ChainResult) -> tuple[int, int, int]:
    """The matters that are left to mend, to explain and to look over."""
    left = [matter.severity for matter in held.matters if matter.is_open]
    errors, warnings, notes = (left.count(severity) for severity in SEVERITIES)
    return errors, warnings, notes


def _holds(held: Result | ChainResult, language: str) -> str:
    """How many of the controls that were made hold."""
    made = held.count("passed") + held.count("finding")
    return say(message("files.of", passed=str(held.count("passed")), made=str(made)), language)
