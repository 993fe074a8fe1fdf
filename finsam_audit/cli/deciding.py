"""What was decided about the findings of a run: the lists of accepted differences, an earlier run, the material amount."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from finsam_audit.cli.settings import Settings
from finsam_audit.controls.outcome import Result
from finsam_audit.controls.rules import Rule, RuleBook
from finsam_audit.messages import InputError, Problem, message

TYPE_CHECKING = False
if TYPE_CHECKING:
    from finsam_audit.chain import ChainResult
    from finsam_audit.page.accepted import Accepted

BESIDE = "accepted.yaml"


class Decided(NamedTuple):
    """Results and chains with what was decided about their findings, and what is wrong with the lists."""

    results: list[Result]
    chains: list[ChainResult]
    problems: list[Problem]


class Choices(NamedTuple):
    """What a command line says of it: a list of accepted differences, none of them (``strict``), an earlier run."""

    accepted: str | None = None
    strict: bool = False
    baseline: str | None = None


def list_of(file: str, choices: Choices, settings: Settings) -> str:
    """The list of accepted differences that holds for a report: as typed, as set, or the one beside it."""
    beside = "" if file == "<stdin>" else os.path.join(os.path.dirname(file), BESIDE)
    return choices.accepted or settings.accepted or beside


def reports_of(files: Sequence[str], choices: Choices, settings: Settings) -> tuple[str, ...]:
    """The files without the lists of accepted differences that lie beside them, as ``*.yaml`` names them too."""
    lists = {os.path.abspath(path) for path in (choices.accepted, settings.accepted) if path}
    reports = tuple(f for f in files if os.path.basename(f) != BESIDE and (not lists or os.path.abspath(f) not in lists))
    if not reports:
        raise InputError([Problem(files[0], 0, 0, message("accepted.no-report"))])
    return reports


def decided(
    results: list[Result],
    chains: list[ChainResult],
    book: RuleBook,
    rules: Sequence[Rule],
    choices: Choices,
    settings: Settings,
) -> Decided:
    """Rank the matters, and mark the findings that are accepted or known. What is wrong with a list leaves all open."""
    problems: list[Problem] = []
    if settings.materiality is not None:
        from finsam_audit.decisions.materiality import ranked

        results = [ranked(result, settings.materiality, book) for result in results]
    lists = {} if choices.strict else _lists(results, book, choices, settings, problems)
    if lists:
        from finsam_audit.decisions.accepted import with_accepted

        results, chains = with_accepted(results, chains, lists, rules, date.today())
    if choices.baseline is not None:
        from finsam_audit.decisions.baseline import read_baseline, with_known

        results, chains = with_known(results, chains, read_baseline(choices.baseline))
    if lists or choices.baseline is not None:
        from finsam_audit.decisions.parts import parted, parted_chain

        results, chains = [parted(result) for result in results], [parted_chain(chain) for chain in chains]
    return Decided(results, chains, problems)


def _lists(
    results: Sequence[Result], book: RuleBook, choices: Choices, settings: Settings, problems: list[Problem]
) -> dict[str, Accepted]:
    """The list that holds for each report, by its file. Each is read once."""
    paths = {result.report.file: list_of(result.report.file, choices, settings) for result in results}
    if choices.accepted is None:
        paths = {file: path for file, path in paths.items() if path and os.path.lexists(path)}
    read: dict[str, Accepted] = {}
    for path in dict.fromkeys(paths.values()):
        from finsam_audit.decisions.accepted import with_rules
        from finsam_audit.page.accepted import read_accepted

        try:
            read[path] = with_rules(read_accepted(path), book)
        except InputError as error:
            problems += error.problems
    return {file: read[path] for file, path in paths.items() if path in read}
