"""``explain``: a matter with its working papers, or what the controls say of a figure; ``prove``: how figures are protected."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from finsam_audit.cli import DONE, FAILED
from finsam_audit.cli.asked import Asked
from finsam_audit.cli.deciding import reports_of
from finsam_audit.cli.judging import Judge, judge_of
from finsam_audit.cli.reading import read_and_checked
from finsam_audit.cli.settings import settings_of
from finsam_audit.cli.speaking import Mistake
from finsam_audit.controls.outcome import Result
from finsam_audit.messages import InputError, message
from finsam_audit.render.paper_text import write_matter
from finsam_audit.render.run import Run
from finsam_audit.render.writing import terminal_width, write_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from finsam_audit.engine.chain import ChainResult


def checked(language: str, files: Sequence[str], asked: Asked) -> tuple[Run, Judge]:
    """What ``check`` comes to of these files, and who judged them. A single auditor's report has among its own findings what
    it says of the audited one.

    Raises ``InputError`` for whatever is wrong with one of them.
    """
    settings = settings_of(files)
    files = reports_of(files, asked.choices, settings)
    judge = judge_of(language, asked, settings)
    found = read_and_checked(files, judge)
    run = judge.run(found.results, found.beside, found.problems)
    if run.problems:
        raise InputError(list(run.problems))
    if len(files) == 1 and run.chains:
        from finsam_audit.engine.chain import beside_others

        run = run._replace(results=tuple(beside_others(result, run.chains) for result in run.results))
    return run, judge


def chain_of_first(run: Run) -> ChainResult:
    """What the first report and the others come to together. Raises a usage error where there is nothing to tell."""
    first = run.results[0].report.file
    found = next((chain for chain in run.chains if first in chain.files and len(chain.files) > 1), None)
    if found is None or not found.matters:
        raise Mistake(message("explain.none"))
    return found


def explain_command(
    language: str, files: tuple[str, ...], name: str, form: str, folders: tuple[str, ...], same_entity: bool
) -> int:
    """What the controls say of the figures that ``name`` names; of several reports, a matter between them."""
    if not files:
        raise Mistake(message("cli.missing", name=message("cli.arg.figure")))
    run, judge = checked(language, files, Asked(folders=folders, same_entity=same_entity))
    result = run.results[0]
    matter = result.matter(name)
    if len(files) > 1 or (matter is None and any(found.matter(name) is not None for found in run.chains)):
        return _explain_between(run, name, form)
    if matter is None:
        return _explain_figure(result, name, language, form)
    if form == "json":
        from finsam_audit.render.json import matter_json

        write_json(matter_json(result, matter, language), sys.stdout)
    else:
        write_matter(result, matter, judge.book, language, sys.stdout, sys.stdout.isatty())
    return DONE


def _explain_figure(result: Result, name: str, language: str, form: str) -> int:
    from finsam_audit.causes.protection import explained
    from finsam_audit.render.entries import figure_placed
    from finsam_audit.render.figure_names import named
    from finsam_audit.render.protection import explained_json, explained_lines, write_lines

    found = named(result.report, name)
    if not found.figures:
        key = "figure.ambiguous" if found.ambiguous else "figure.unknown-near" if found.candidates else "figure.unknown"
        if result.report.reading is not None and name.isdecimal():
            key = "figure.no-lines"
        elif found.place is not None:
            raise Mistake(message("figure.no-page", place=found.place))
        raise Mistake(message(key, name=name, near="; ".join(found.candidates), matters=len(result.matters)))
    answer = explained(result, found.figures)
    if form == "json":
        write_json(explained_json(answer, language), sys.stdout)
    else:
        seen = [one._replace(figure=figure_placed(one.figure, result.report)) for one in answer]
        write_lines(explained_lines(seen, language), sys.stdout, sys.stdout.isatty())
    return DONE


def _explain_between(run: Run, name: str, form: str) -> int:
    """Write the matter of this number that the first report has with the others. Raises a usage error where there is none."""
    found = chain_of_first(run)
    matter = found.matter(name)
    if matter is None:
        raise Mistake(message("explain.no-matter", name=name, count=len(found.matters)))
    if form == "json":
        from finsam_audit.render.chain_json import chain_matter_json

        write_json(chain_matter_json(found, matter, run.language), sys.stdout)
    else:
        from finsam_audit.render.chain_text import write_chain_matter

        write_chain_matter(found, matter, run.book, run.language, sys.stdout, sys.stdout.isatty())
    return DONE


def prove_command(language: str, file: str, form: str, show: str | None, folders: tuple[str, ...]) -> int:
    """How well the figures of a report protect each other."""
    from finsam_audit.causes.protection import protection
    from finsam_audit.render.protection import protection_json, protection_lines, write_lines

    run, _ = checked(language, [file], Asked(folders=folders))
    [result] = run.results
    found = protection(result)
    if form == "json":
        write_json(protection_json(found), sys.stdout)
    else:
        lines = protection_lines(result, found, language, show is not None, terminal_width(sys.stdout))
        write_lines(lines, sys.stdout, sys.stdout.isatty())
    return DONE if found.figures else FAILED
