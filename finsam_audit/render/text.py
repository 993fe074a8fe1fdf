"""The report as text: the first screen, or the working papers; then what was looked at, and one closing sentence.

One layout for both: piped, plain unwrapped lines; on a terminal the same lines wrapped to its width and coloured (rich,
loaded only then).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

from finsam_audit.controls.outcome import Outcome, Result
from finsam_audit.controls.rules import Rule, RuleBook
from finsam_audit.messages import Problem, message
from finsam_audit.page.model import Report
from finsam_audit.render.closing import Part, closing
from finsam_audit.render.entries import Entry, entries, of_document
from finsam_audit.render.language import say
from finsam_audit.render.links import link_style
from finsam_audit.render.places import entity_of, typed_place
from finsam_audit.render.screen import screen
from finsam_audit.render.screen_text import accepted_lines, screen_lines
from finsam_audit.render.summary import summary
from finsam_audit.render.writing import Styled, visible, wrapped, write_plain, write_styled

if TYPE_CHECKING:
    from finsam_audit.engine.chain import ChainResult


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
    from finsam_audit.render.sentence import sentence

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
            from finsam_audit.render.paper_text import paper_lines

            yield from paper_lines(of_document(entries(result), result.report), rules, language, "follow-ons" in show, width)
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
    from finsam_audit.render.paper_text import paper_lines
    from finsam_audit.render.version_words import version_words

    shown = chain_screen(found, language)
    several = len(found.files) > 1  # else there is nothing but versions of one report
    if several and {"details", "follow-ons"} & set(show):
        yield from screen_lines(shown._replace(parts=()), language, width)
        yield from paper_lines(chain_entries(found, located), rules, language, "follow-ons" in show, width)
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


def _head(result: Result, language: str, width: int | None) -> Iterator[Styled]:
    report = result.report
    period = f"{report.start} – {report.end}"
    told = message("report.head", entity=entity_of(report, language), document=report.document, period=period)
    yield from wrapped(say(told, language), "", "  ", width, "bold")
    yield [(report.file, "dim" if width is None else f"dim {link_style(report.file, None)}")]
    yield []


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
