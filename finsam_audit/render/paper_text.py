"""The working papers as text: every finding with its sum and its cause, and one matter with all of its sums.

Piped, plain unwrapped lines; on a terminal the same lines wrapped to its width and coloured.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from finsam_audit.controls.outcome import Matter, Outcome, Result
from finsam_audit.controls.rules import Rule, RuleBook
from finsam_audit.messages import Message, message
from finsam_audit.render.accepted import accepted_words
from finsam_audit.render.cause_text import goes_on, said_cause
from finsam_audit.render.entries import Entry, entries_of, gathered, is_named, of_document
from finsam_audit.render.language import catalogue, say, sentence_case
from finsam_audit.render.matter_text import matter_told
from finsam_audit.render.paper import Line, Paper, paper
from finsam_audit.render.places import place_sentence
from finsam_audit.render.sentence import sentence
from finsam_audit.render.writing import AMOUNT, Styled, wrapped, write_styled

_STYLES = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}
_NARROWEST_LABEL = 24
_PLACE = 26  # room for "rad 1010 (källan rad 305)"; a longer remark may stand on a line of its own


def write_matter(result: Result, matter: Matter, book: RuleBook, language: str, out: TextIO, terminal: bool) -> None:
    """Write one matter with all its sums."""
    write_styled(lambda width: _matter(result, matter, book, language, width), out, terminal)


def _matter(result: Result, matter: Matter, book: RuleBook, language: str, width: int | None) -> Iterator[Styled]:
    rules = {rule.id: rule for rule in book.rules}
    first, *rest = matter_told(matter, result, language).lines
    yield from wrapped(f"{matter.id.removeprefix('M')}. {first}", "", "  ", width, "bold")
    for one in (*rest, *filter(None, [accepted_words(matter.accepted, language)])):
        yield from wrapped(one, "  ", "    ", width, "bold")
    yield []
    for entry in of_document(entries_of(matter, result), result.report):
        yield from entry_lines(entry, rules, language, True, width)


def paper_lines(found: list[Entry], rules: dict[str, Rule], language: str, whole: bool, width: int | None) -> Iterator[Styled]:
    """The working papers, the notes of one rule together."""
    for together in gathered(found):
        if len(together) > 1:
            yield from _several([entry.lead for entry in together], rules, language, width)
        else:
            yield from entry_lines(together[0], rules, language, whole, width)


def entry_lines(entry: Entry, rules: dict[str, Rule], language: str, whole: bool, width: int | None) -> Iterator[Styled]:
    """A finding with its sum and its cause; ``whole``: also the other findings of that cause with theirs."""
    lead, cause = entry.lead, entry.cause
    page = paper(lead, rules.get(lead.rule), language)
    yield from _paper(page if not is_named(entry) else page._replace(hints=()), language, width)
    if cause is not None:
        said = said_cause(cause, lead, language)
        yield from wrapped(said.head, "  → ", "    ", width, "italic")
        for line in (*said.changes, *said.evidence, *said.alternatives):
            first = "      " if goes_on(line, language) else "    · "
            yield from wrapped(line, "    " if line in said.evidence else first, "      ", width, "italic")
    for outcome in entry.others:
        other = paper(outcome, rules.get(outcome.rule), language)
        if whole:
            yield []
            yield from _paper(other, language, width)
        else:
            told = f"{other.severity_word} {other.rule} {other.sentence}"
            yield from wrapped(told, f"  {say(message('cause.same'), language)}: ", "    ", width, "dim")
    yield []


def _several(found: list[Outcome], rules: dict[str, Rule], language: str, width: int | None) -> Iterator[Styled]:
    """Several notes of one rule under one heading, one a line with its place in the data file."""
    yield from _heading(paper(found[0], rules.get(found[0].rule), language), language, width)
    key = found[0].told.key
    alike = f"{key}.many" in catalogue(language) and all(one.told.key == key for one in found)
    common = say(Message(f"{key}.many", {**found[0].told.args, "count": len(found)}), language).strip() if alike else ""
    short = bool(common)
    if short:
        yield from wrapped(common, "  ", "  ", width)
    for one in found:
        told = say(Message(f"{key}.item", one.told.args), language) if short else sentence(one, language)
        told = sentence_case(told) if common.endswith(".") else told
        place = place_sentence(next((used.figure for used in one.figures), None), language)
        yield from wrapped(f"{told}{', ' if short and place else ' ' if place else ''}{place}", "    · ", "      ", width)
    yield []


def _heading(page: Paper, language: str, width: int | None) -> Iterator[Styled]:
    """Severity, and what the rule asks for; what does not fit stands under it."""
    named = f" {page.rule} – {say(message('paper.rule'), language)}: "
    first: Styled = [(page.severity_word, _STYLES[page.severity]), (named, "dim")]
    if width is None or len(page.severity_word + named + page.title) <= width:
        yield [*first, (page.title, "bold")]
    else:
        yield [first[0], (named.rstrip(), "dim")]
        yield from wrapped(page.title, "  ", "  ", width, "bold")


def _paper(page: Paper, language: str, width: int | None) -> Iterator[Styled]:
    yield from _heading(page, language, width)
    yield from wrapped(page.sentence, "  ", "  ", width)
    if page.where:
        yield from wrapped(page.where, "  ", "  ", width, "dim")
    yield from _sum(page.lines, width)
    for remark in (*page.notes, *page.hints):
        yield from wrapped(remark, "  → ", "    ", width, "italic")


def _sum(lines: tuple[Line, ...], width: int | None) -> Iterator[Styled]:
    """The terms, the computed, the stated and the difference, in columns. An amount is never cut; a label may be folded."""
    amounts = max((len(line.amount) for line in lines), default=0)
    remarks = max((len(line.remark) for line in lines), default=0)
    labels = max((len(line.label) for line in lines), default=0)
    if width is not None:
        narrowest = min(_NARROWEST_LABEL, max(8, width - amounts - 8))
        labels = max(narrowest, min(labels, width - amounts - min(remarks, _PLACE) - 10))
    for line in lines:
        pieces = [line.label]
        if len(line.label) > labels:
            from textwrap import wrap

            pieces = [piece.replace("\u00a0", " ") for piece in wrap(AMOUNT.sub("\u00a0", line.label), labels)] or [""]
        style = "bold" if line.strong else ""
        main = f"    {line.operator or ' '} {pieces[0]:<{labels}}  {line.amount:>{amounts}}"
        below = width is not None and len(main) + len(line.remark) + 2 > width
        yield [(main, style), (f"  {line.remark}" if line.remark and not below else "", "dim")]
        if below:
            yield from wrapped(line.remark, " " * 8, " " * 8, width, "dim")
        for piece in pieces[1:]:
            yield [(f"        {piece}", style)]
