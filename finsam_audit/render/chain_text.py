"""One matter between reports of one entity, with all its sums."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from finsam_audit.chain import ChainResult
from finsam_audit.controls.outcome import Matter
from finsam_audit.controls.rules import RuleBook
from finsam_audit.render.chain_words import located, matter_words
from finsam_audit.render.text import Entry, chain_entries, entries, entry_lines
from finsam_audit.render.writing import Styled, wrapped, write_styled


def write_chain_matter(found: ChainResult, number: int, book: RuleBook, language: str, out: TextIO, terminal: bool) -> None:
    """Write one matter of a chain, by its number, with all its sums."""
    rules = {rule.id: rule for rule in book.rules}
    matter = found.matters[number - 1]

    def lines(width: int | None) -> Iterator[Styled]:
        yield from wrapped(f"{number}. {matter_words(matter, found, language)}", "", "  ", width, "bold")
        yield []
        for entry in entries_of_chain(matter, found, chain_entries(found, located)):
            yield from entry_lines(entry, rules, language, True, width)

    write_styled(lines, out, terminal)


def entries_of_chain(matter: Matter, found: ChainResult, every: list[Entry]) -> list[Entry]:
    """The entries of one matter of a chain; ``every`` are all of them, as ``chain_entries`` gives them."""
    own = [entry.lead for entry in entries(found)]
    wanted = [found.outcomes[index] for index in matter.findings]
    return [shown for lead, shown in zip(own, every, strict=True) if any(lead is one for one in wanted)]
