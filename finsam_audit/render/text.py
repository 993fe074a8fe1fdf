"""The report as text: the first screen, or the working papers; then what was looked at, and one closing sentence.

One layout for both: piped, plain unwrapped lines; on a terminal the same lines wrapped to its width and coloured (rich,
loaded only then).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

from finsam_audit.controls.outcome import Matter, Outcome, Result
from finsam_audit.controls.rules import Rule, RuleBook
from finsam_audit.messages import Message, Problem, message
from finsam_audit.page.model import Report
from finsam_audit.render.accepted import accepted_words
from finsam_audit.render.cause_text import goes_on, said_cause
from finsam_audit.render.closing import Part, closing
from finsam_audit.render.entries import Entry, entries, entries_of, gathered, is_named, of_document
from finsam_audit.render.language import catalogue, say, sentence_case
from finsam_audit.render.links import link_style
from finsam_audit.render.matter_text import matter_told
from finsam_audit.render.paper import Line, Paper, paper
from finsam_audit.render.places import entity_of, place_sentence, typed_place
from finsam_audit.render.screen import screen
from finsam_audit.render.screen_text import accepted_lines, screen_lines
from finsam_audit.render.sentence import sentence
from finsam_audit.render.summary import summary
from finsam_audit.render.writing import AMOUNT, Styled, visible, wrapped, write_plain, write_styled

if TYPE_CHECKING:
    from finsam_audit.chain import ChainResult

_STYLES = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}
_NARROWEST_LABEL = 24
_PLACE = 26  # room for "rad 1010 (källan rad 305)"; a longer remark may stand on a line of its own


def write_results(
    results: list[Result],
    book: RuleBook,
    language: str,
    show: Collection[str],
    out: TextIO,
    terminal: bool,
    chosen: int | None = None,
    chains: Sequence[ChainResult] = (),
) -> None:
    """Write the results to ``out``. ``terminal`` wraps them to its width and colours them.

    ``chosen`` is how many of the book's rules were run; all of them, if it is not said.
    """
    part = (chosen, len(book.rules)) if chosen is not None and chosen < len(book.rules) else None
    write_styled(lambda width: _lines(results, book, language, show, width, part, chains), out, terminal)


def closing_lines(
    results: list[Result], book: RuleBook, language: str, chosen: int, named: bool, chains: Sequence[ChainResult] = ()
) -> Iterator[str]:
    """The closing sentence alone, behind the name of its file where that is to be ``named``."""
    part = (chosen, len(book.rules)) if chosen < len(book.rules) else None
    for result in results:
        yield (f"{result.report.file}: " if named else "") + closing(result, language, part, chains)
    for found in chains:
        from finsam_audit.render.chain_words import closing_words

        yield closing_words(found, language)


def finding_lines(result: Result | ChainResult, language: str) -> Iterator[str]:
    """One line a finding, for editors and other programs: place, severity, rule and sentence."""
    for entry in entries(result):
        for outcome in (entry.lead, *entry.others):
            file, line, column = typed_place(outcome, result)
            severity = say(message(f"severity.{outcome.severity}"), language)
            yield f"{file}:{line}:{column}: {severity} {outcome.rule} {sentence(outcome, language)}"


def _lines(
    results: list[Result],
    book: RuleBook,
    language: str,
    show: Collection[str],
    width: int | None,
    part: Part,
    chains: Sequence[ChainResult],
) -> Iterator[Styled]:
    rules = {rule.id: rule for rule in book.rules}
    for index, result in enumerate(results):
        if index:
            yield []
        if {"details", "follow-ons"} & set(show):
            yield from _head(result, language, width)
            yield from _papers(of_document(entries(result), result.report), rules, language, "follow-ons" in show, width)
            followers = sum(outcome.is_open for outcome in result.outcomes) - len(entries(result))
            shown = screen(result, language)
            if shown.accepted:
                yield from accepted_lines(shown, language, width)
                yield []
        else:
            yield from screen_lines(screen(result, language), language, width)
            followers = 0
        for line in summary(result, rules, language, show, part is not None, followers):
            indent = line[: len(line) - len(line.lstrip())]
            yield from wrapped(line.strip(), indent, indent + "  ", width)
        yield from _reading(result.report, language, width)
        yield []
        yield from wrapped(closing(result, language, part, chains), "", "", width, "bold")
    for found in chains:
        yield []
        yield from _chain(found, rules, language, show, width)


def _chain(
    found: ChainResult, rules: dict[str, Rule], language: str, show: Collection[str], width: int | None
) -> Iterator[Styled]:
    """What reports of one entity come to together."""
    from finsam_audit.render.chain_words import chain_screen, closing_words, located, summary_words
    from finsam_audit.render.version_words import version_words

    shown = chain_screen(found, language)
    several = len(found.files) > 1  # else there is nothing but versions of one report
    if several and {"details", "follow-ons"} & set(show):
        yield from screen_lines(shown._replace(parts=()), language, width)
        yield from _papers(chain_entries(found, located), rules, language, "follow-ons" in show, width)
    elif several:
        yield from screen_lines(shown, language, width)
    for version in found.versions:
        for line in version_words(version, language):
            yield from wrapped(line.strip(), line[: len(line) - len(line.lstrip())], "    ", width)
        if several:
            yield []
    if several:
        for line in summary_words(found, language, set(show)):
            yield from wrapped(line.strip(), line[: len(line) - len(line.lstrip())], "    ", width)
        yield []
        yield from wrapped(closing_words(found, language), "", "", width, "bold")


def chain_entries(found: ChainResult, located: Callable[[Outcome, ChainResult], Outcome]) -> list[Entry]:
    """The findings of a chain as they stand on the page, their tables named with their files."""
    return [
        Entry(located(one.lead, found), one.cause, tuple(located(other, found) for other in one.others))
        for one in entries(found)
    ]


def _reading(report: Report, language: str, width: int | None) -> Iterator[Styled]:
    """What the reading of a document left out or took for granted."""
    if report.reading:
        yield from wrapped(say(message("reading.head"), language), "", "  ", width)
    for told in report.reading or ():
        yield from wrapped(say(told, language), "  · ", "    ", width)


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


def _papers(found: list[Entry], rules: dict[str, Rule], language: str, whole: bool, width: int | None) -> Iterator[Styled]:
    """The working papers, the notes of one rule together."""
    for together in gathered(found):
        if len(together) > 1:
            yield from _several([entry.lead for entry in together], rules, language, width)
        else:
            yield from entry_lines(together[0], rules, language, whole, width)


def _head(result: Result, language: str, width: int | None) -> Iterator[Styled]:
    report = result.report
    period = f"{report.start} – {report.end}"
    told = message("report.head", entity=entity_of(report, language), document=report.document, period=period)
    yield from wrapped(say(told, language), "", "  ", width, "bold")
    yield [(report.file, "dim" if width is None else f"dim {link_style(report.file, None)}")]
    yield []


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


def write_problems(
    problems: list[Problem], language: str, out: TextIO, brief: bool = False, reports: int = 0, given: Collection[str] = ()
) -> None:
    """Write what is wrong with an input: place, sentence, the line itself and a caret under the column.

    ``brief`` is one line a problem; ``reports`` is how many were checked nevertheless, of the files that were ``given``.
    """
    write_plain(problem_lines(problems, language, brief), out)
    if brief:
        return
    key = "problem.count-some" if reports else "problem.count"
    if reports and not any(problem.file in given for problem in problems):
        key = "problem.count-lists" if reports > 1 else "problem.count-list"
    elif not reports and all(problem.message.key.startswith("document.") for problem in problems):
        key = "problem.nothing"  # a document that holds no report is no mistake, however many things were looked for
    write_plain([say(message(key, count=len(problems)), language)], out)


def problem_lines(problems: Iterable[Problem], language: str, brief: bool = False) -> Iterator[str]:
    """The same as lines; those that show the line of the file begin with four spaces."""
    for problem in problems:
        place = f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.file
        yield f"{place}: {say(problem.message, language)}"
        if problem.excerpt.strip() and not brief:
            text, at = _window(problem.excerpt.expandtabs(1), problem.column)
            yield f"    {text}"
            if at:
                yield f"    {' ' * len(visible(text[: at - 1]))}^"


def _window(text: str, column: int, width: int = 160) -> tuple[str, int]:
    if len(text) <= width:
        return text, column
    start = max(0, column - width // 2)
    return text[start : start + width], column - start
