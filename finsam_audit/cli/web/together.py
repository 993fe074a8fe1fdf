"""What was dropped in one go: reports, held against each other, and the list of accepted differences for them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from finsam_audit.cli.deciding import BESIDE, list_of
from finsam_audit.cli.judging import Judge
from finsam_audit.cli.settings import NAME
from finsam_audit.cli.web.corrections import Typed
from finsam_audit.cli.web.dropped import Dropped, read, with_corrections
from finsam_audit.documents.kinds import kind_of_file
from finsam_audit.engine.accepted import with_rules
from finsam_audit.messages import InputError, Message, Problem, message
from finsam_audit.page.accepted import Accepted, read_accepted
from finsam_audit.page.source import parse, read_source
from finsam_audit.render.formats import document
from finsam_audit.render.run import Run

SAVED = ("html", "xlsx", "yaml")


class Drop(NamedTuple):
    """Reports that were dropped together, and what they come to; ``accepted`` is the list among the files, ``problems`` what
    is wrong with files that are none of the reports."""

    reports: tuple[Dropped, ...]
    run: Run
    accepted: Accepted | None = None
    problems: tuple[Problem, ...] = ()


def read_together(paths: Sequence[str], judge: Judge) -> Drop:
    """Read and check files of any kind. Raises ``InputError`` where there is no report among them that can be read."""
    reports: list[Dropped] = []
    lists: list[Accepted] = []
    problems: list[Problem] = []
    for path in paths:
        name = os.path.basename(path)
        try:
            if name == NAME:
                raise InputError([Problem(name, 0, 0, message("web.settings-file"))])
            if not _is_list(path):
                reports.append(read(path, judge))
            elif lists:
                raise InputError([Problem(name, 0, 0, message("web.second-list"))])
            else:
                lists.append(with_rules(read_accepted(path, date.today(), name), judge.book))
        except InputError as error:
            problems += [one._replace(file=name) for one in error.problems]
    if not reports:
        alone = [Problem(one.source.name, 0, 0, message("web.list-alone")) for one in lists]
        raise InputError(problems + alone)
    return _held(reports, judge, next(iter(lists), None), problems)


def _is_list(path: str) -> bool:
    """Whether a file is a list of accepted differences, by its name, or since it is a list and no report."""
    if os.path.basename(path) == BESIDE:
        return True
    try:
        return kind_of_file(path) == "data" and parse(read_source(path)).kind == "sequence"
    except InputError:  # it will be told when it is read as a report
        return False


def _held(reports: Sequence[Dropped], judge: Judge, accepted: Accepted | None, problems: Sequence[Problem]) -> Drop:
    run = judge.run([one.result for one in reports], (), problems, accepted)
    if accepted is not None:
        run = run._replace(options=(*run.options, f"--accepted {accepted.source.name}"))
    return Drop(tuple(reports), run, accepted, tuple(problems))


def corrected_in(drop: Drop, at: int, typed: Typed, judge: Judge) -> Drop:
    """The same reports, one of them with what was typed, held against each other again. Raises ``InputError``."""
    reports = list(drop.reports)
    reports[at] = with_corrections(reports[at], typed, judge)
    return _held(reports, judge, drop.accepted, drop.problems)


def run_of(drop: Drop, at: int) -> Run:
    """What one of the reports comes to by itself and beside those that it can be held against, as ``check`` of it first."""
    own = drop.run.results[at]
    chains = tuple(chain for chain in drop.run.chains if own.report.file in chain.every_file)
    return drop.run._replace(results=(own,), chains=chains)


def why_alone(drop: Drop, at: int, judge: Judge) -> Message | None:
    """Why one of several reports is held against none of the others; None where it is held against one."""
    own = drop.reports[at].result.report
    if len(drop.reports) == 1 or any(own.file in chain.every_file for chain in drop.run.chains):
        return None
    from finsam_audit.engine.chain import why_alone as unknown

    return message(f"web.alone-{unknown(own, judge.asked.same_entity) or 'other'}")


def saved(drop: Drop, at: int, form: str) -> bytes:
    """A file to keep of one of the reports: its data file (``yaml``), or what was found in a format of ``check``."""
    if form == "yaml":
        return drop.reports[at].data
    made = document(form, run_of(drop, at))
    return made.encode() if isinstance(made, str) else made


def list_in_force(judge: Judge, drop: Drop | None = None) -> str:
    """The list of accepted differences that holds for what was dropped: the dropped one by its name, else the path of that
    in the folder where the program was started; "" where there is none."""
    if drop is not None and drop.accepted is not None:
        return drop.accepted.source.name
    path = os.path.abspath(list_of("", judge.asked.choices, judge.settings))
    return path if os.path.lexists(path) else ""
