"""One matter between reports of one entity, with all its sums."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from finsam_audit.controls.outcome import Matter
from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.chain import ChainResult
from finsam_audit.render.accepted import accepted_words
from finsam_audit.render.chain_words import located, matter_words
from finsam_audit.render.entries import Entry, entries
from finsam_audit.render.paper_text import entry_lines
from finsam_audit.render.writing import Styled, wrapped, write_styled


def write_chain_matter(found: ChainResult, matter: Matter, book: RuleBook, language: str, out: TextIO, terminal: bool) -> None:
    """Write one matter of a chain with all its sums."""
    rules = {rule.id: rule for rule in book.rules}

    def lines(width: int | None) -> Iterator[Styled]:
        told = f"{matter.id.removeprefix('M')}. {matter_words(matter, found, language)}"
        yield from wrapped(f"{told} {accepted_words(matter.accepted, language)}".rstrip(), "", "  ", width, "bold")
        yield []
        for entry in entries_of_chain(matter, found):
            yield from entry_lines(entry, rules, language, True, width)

    write_styled(lines, out, terminal)


def entries_of_chain(matter: Matter, found: ChainResult) -> list[Entry]:
    """The entries of one matter of a chain, their tables named with their files."""
    own = {id(found.outcomes[index]) for index in matter.findings}
    return [
        Entry(located(one.lead, found), one.cause, tuple(located(other, found) for other in one.others))
        for one in entries(found, lambda outcome: id(outcome) in own)
    ]
