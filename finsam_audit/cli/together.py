"""Files as they are read and checked: each by itself, and those of one entity together."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from finsam_audit.cli.deciding import Choices, Decided, decided
from finsam_audit.cli.patience import Watch, patience
from finsam_audit.cli.settings import Settings, book_with, settings_of
from finsam_audit.controls.outcome import Result
from finsam_audit.controls.rules import Rule, RuleBook
from finsam_audit.messages import InputError, Problem, message
from finsam_audit.page.model import Report
from finsam_audit.render.language import say
from finsam_audit.render.writing import write_plain
from finsam_audit.words.entities import is_unnamed

if TYPE_CHECKING:
    from finsam_audit.chain import ChainResult


def checked_together(
    files: Sequence[str],
    language: str,
    book: RuleBook,
    rules: Sequence[Rule],
    choices: Choices,
    settings: Settings,
    same_entity: bool,
    *,
    tells: bool,
    boxes: bool = False,
) -> Decided:
    """Files checked each by itself and those of one entity together, with what was decided, and what could not be read."""
    from finsam_audit.engine import check

    results: list[Result] = []
    problems: list[Problem] = []
    beside: list[Report] = []
    for file in files:
        with patience(file, language) as watch:
            try:
                report, audited = _reports(file, language, watch, boxes)
                if tells:
                    _tell(report, language)
                results.append(check(report, book, rules))
                beside += audited
            except InputError as error:
                problems += error.problems
    chains: list[ChainResult] = []
    beside = _not_given(beside, files)
    if len(results) + len(beside) > 1:
        from finsam_audit.chain import check_chains, is_undated, with_coverage

        for report in (result.report for result in results):
            left = "undated" if is_undated(report) else "unnamed" if is_unnamed(report) and not same_entity else ""
            if left:
                write_plain([say(message(f"chain.{left}", file=report.file), language)], sys.stderr)
        chains = check_chains(results, book, rules, beside=beside, same_entity=same_entity)
        results = [with_coverage(result, chains) for result in results]
        problems += [problem for chain in chains for problem in chain.problems]
    found = decided(results, chains, book, rules, choices, settings)
    return found._replace(problems=[*problems, *found.problems])


def checked_report(
    file: str, language: str, folders: tuple[str, ...], choices: Choices | None = None, alone: bool = False
) -> tuple[Result, RuleBook]:
    """One report with its controls made, as ``check`` shows it, and by which book; an auditor's with what it says of the
    audited one, unless it is wanted ``alone``.

    Raises ``InputError``.
    """
    from finsam_audit.engine import check

    with patience(file, language) as watch:
        report, beside = _reports(file, language, watch)
        _tell(report, language)
        settings = settings_of([file])
        book = book_with(settings, folders)
        result = check(report, book)
        if beside and not alone:
            from finsam_audit.chain import check_chains, with_what_it_audits

            result = with_what_it_audits(result, check_chains([result], book, beside=beside))
        (result,), _, problems = decided([result], [], book, book.rules, choices or Choices(), settings)
        if problems:
            raise InputError(problems)
        return result, book


def _reports(file: str, language: str, watch: Watch, boxes: bool = False) -> tuple[Report, list[Report]]:
    """A report (``-`` is standard input), and the one it audits where that lies beside it. Raises ``InputError``."""
    from finsam_audit.documents.way_in import read_any
    from finsam_audit.page.reader import read_report

    report = read_any(file, lambda one: say(one, language), stdin=file == "-", boxes=boxes, watch=watch)
    beside = os.path.join(os.path.dirname(file), report.audits)
    return report, [read_report(beside)] if report.audits and os.path.isfile(beside) else []


def _not_given(beside: Iterable[Report], files: Iterable[str]) -> list[Report]:
    """Each report that lies beside another once, and none that is checked itself."""
    by_path = {os.path.realpath(report.file): report for report in beside}
    given = set(map(os.path.realpath, files if by_path else ()))
    return [report for path, report in by_path.items() if path not in given]


def _tell(report: Report, language: str) -> None:
    """Write to standard error what there is to say of how a document was read."""
    write_plain((f"{report.file}: {say(one, language)}" for one in report.reading or ()), sys.stderr)
