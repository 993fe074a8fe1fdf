"""What was decided about the findings of a run: the lists of accepted differences, an earlier run, the material amount."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date

from finsam_audit.cli.asked import Choices
from finsam_audit.cli.settings import Settings
from finsam_audit.controls.outcome import Result
from finsam_audit.controls.rules import RuleBook
from finsam_audit.messages import InputError, Problem, message

TYPE_CHECKING = False
if TYPE_CHECKING:
    from finsam_audit.page.accepted import Accepted

BESIDE = "accepted.yaml"


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


def lists_of(
    results: Sequence[Result], book: RuleBook, choices: Choices, settings: Settings
) -> tuple[Mapping[str, Accepted], list[Problem]]:
    """The list that holds for each report, by its file, and what is wrong with the lists. Each is read once."""
    if choices.strict:
        return {}, []
    paths = {result.report.file: list_of(result.report.file, choices, settings) for result in results}
    if choices.accepted is None:
        paths = {file: path for file, path in paths.items() if path and os.path.lexists(path)}
    read: dict[str, Accepted] = {}
    problems: list[Problem] = []
    for path in dict.fromkeys(paths.values()):
        from finsam_audit.engine.accepted import with_rules
        from finsam_audit.page.accepted import read_accepted

        try:
            read[path] = with_rules(read_accepted(path, date.today()), book)
        except InputError as error:
            problems += error.problems
    return {file: read[path] for file, path in paths.items() if path in read}, problems
