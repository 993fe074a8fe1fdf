"""Reports as a command line names them: data files, documents, standard input, and what an auditor's report names."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import NamedTuple

from finsam_audit.cli.judging import Judge
from finsam_audit.cli.patience import Watch, patience
from finsam_audit.controls.outcome import Result
from finsam_audit.messages import InputError, Problem, message
from finsam_audit.page.model import Report
from finsam_audit.render.language import say
from finsam_audit.render.writing import write_plain


class Read(NamedTuple):
    """Reports that were read and checked, each by itself, those ``beside`` them, and what is wrong with the others."""

    results: list[Result]
    beside: list[Report]
    problems: list[Problem]


def read_and_checked(files: Iterable[str], judge: Judge, told: bool = False, boxes: bool = False) -> Read:
    """Read and check files. ``told``: it is written to standard error how each was read; ``boxes``: where on its page all
    of a document stands is wanted."""
    found = Read([], [], [])
    for file in files:
        with patience(file, judge.language) as watch:
            try:
                report, audited = _reports(file, judge.language, watch, boxes)
                if told:
                    _tell(report, judge.language)
                found.results.append(judge.check(report))
                found.beside.extend(audited)
            except InputError as error:
                found.problems.extend(error.problems)
    beside = _not_given(found.beside, files)
    if len(found.results) + len(beside) > 1:
        _tell_of_left(found.results, judge)
    return found._replace(beside=beside)


def _reports(file: str, language: str, watch: Watch, boxes: bool) -> tuple[Report, list[Report]]:
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


def _tell_of_left(results: Iterable[Result], judge: Judge) -> None:
    """Write to standard error which reports are held against no other, as nothing tells whose they are, or of when."""
    from finsam_audit.engine.chain import why_alone

    for report in (result.report for result in results):
        left = why_alone(report, judge.asked.same_entity)
        if left:
            write_plain([judge.speak(message(f"chain.{left}", file=report.file))], sys.stderr)


def _tell(report: Report, language: str) -> None:
    """Write to standard error what there is to say of how a document was read."""
    write_plain((f"{report.file}: {say(one, language)}" for one in report.reading or ()), sys.stderr)
