"""The answer of ``check``: on the screen, in a file, on a copy of a PDF; what is wrong with a file beside it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import TYPE_CHECKING, TextIO

from finsam_audit.cli import FAILED, SHOW
from finsam_audit.cli.asked import Answer
from finsam_audit.cli.files import may_write_over, write_over
from finsam_audit.cli.judging import exit_code
from finsam_audit.messages import message
from finsam_audit.render.accepted import remark_lines
from finsam_audit.render.formats import FORMATS, document
from finsam_audit.render.language import say
from finsam_audit.render.run import Run
from finsam_audit.render.text import closing_lines, finding_lines, write_problems, write_results
from finsam_audit.render.writing import write_plain

if TYPE_CHECKING:
    from finsam_audit.controls.outcome import Result
    from finsam_audit.engine.chain import ChainResult
    from finsam_audit.render.all_files import Ended


def may_answer(answer: Answer, files: tuple[str, ...], read: Sequence[str]) -> None:
    """Raises where the answer could not be written so: ``InputError`` for a file, a usage error for what is asked.

    ``read`` are the files that are read, which nothing may be written over.
    """
    if answer.annotate is not None:
        from finsam_audit.cli.annotating import may_annotate

        may_annotate(files)
    if answer.opened:
        from finsam_audit.cli.opening import may_open

        may_open(answer.form)
    if answer.statistics and answer.form not in ("text", "json"):
        from finsam_audit.cli.speaking import Mistake

        raise Mistake(message("statistics.form"))
    if _is_one_file(answer.form) and answer.output is None:
        from finsam_audit.cli.speaking import Mistake

        raise Mistake(message("output.needs-file", form=answer.form))
    if answer.output is not None:
        may_write_over(answer.output, read)


def write_answer(run: Run, answer: Answer, files: tuple[str, ...], read: Sequence[str]) -> None:
    """Write what a run over ``files`` came to. Raises ``InputError`` where a file cannot be written."""
    if answer.annotate is not None:
        _annotate(run, answer.annotate)
    if answer.form != "text" or answer.quiet:  # as text the result itself says which accepted differences are none any more
        write_plain((line for result in run.results for line in remark_lines(result, run.language)), sys.stderr)
    text = StringIO()
    made: str | bytes | None = None
    if answer.form in FORMATS:
        if not _is_one_file(answer.form) or is_of_first(run, files, answer.form):
            made = document(answer.form, run)
    else:
        _write_text(run, answer, files, sys.stdout if answer.output is None else text)
    if answer.output is None:
        sys.stdout.write(str(made or ""))
    elif made is not None or (run.results and answer.form not in FORMATS):
        write_over(answer.output, text.getvalue() if made is None else made, read)
        write_plain([say(message("output.written", file=answer.output), run.language), *_closing(run)], sys.stderr)
        if answer.opened:
            from finsam_audit.cli.opening import open_page

            open_page(answer.output, run.language)
    if run.problems:
        sys.stdout.flush()
        write_problems(list(run.problems), run.language, sys.stderr, answer.form == "line", len(run.results), files)


def _is_one_file(form: str) -> bool:
    return form in FORMATS and FORMATS[form].one_file


def _write_text(run: Run, answer: Answer, files: tuple[str, ...], out: TextIO) -> None:
    """The answer for a person, or a line a finding."""
    results, chains, language = list(run.results), run.chains, run.language
    if answer.form == "line":
        held: list[Result | ChainResult] = [*results, *chains]
        write_plain((line for one in held for line in finding_lines(one, language)), out)
        failed = [result for result in results if exit_code(_of_one(run, result, [])) == FAILED]
        write_plain(closing_lines(failed, run.book, language, run.rules, named=True), sys.stderr)
        return
    if answer.quiet:
        write_plain(_closing(run), out)
    elif results:
        wanted = set(SHOW) if "all" in answer.show else set(answer.show)
        write_results(results, run.book, language, wanted, out, out.isatty(), run.rules, chains)
    if answer.statistics:
        from finsam_audit.render.statistics import write_statistics

        write_statistics([*results, *chains], run.book, language, out, out.isatty())
    if len(files) > 1:
        from finsam_audit.render.all_files import write_all_files

        write_all_files(list(_ended(run, files)), chains, language, out, table=not answer.quiet, terminal=out.isatty())


def _ended(run: Run, files: tuple[str, ...]) -> Iterator[Ended]:
    """Every file that was given with what it came to, those that could not be read last."""
    from finsam_audit.render.all_files import Ended

    replaced = {version.before.file for chain in run.chains for version in chain.versions}
    for result in run.results:
        file, beside = result.report.file, [chain.of(result.report) for chain in run.chains]
        yield Ended(file, exit_code(_of_one(run, result, beside)), result, file in replaced)
    unread = {problem.file for problem in run.problems}
    yield from (Ended(file, FAILED) for file in files if file in unread)


def _of_one(run: Run, result: Result, chains: Sequence[ChainResult]) -> Run:
    return run._replace(results=(result,), chains=tuple(chains), problems=())


def _closing(run: Run) -> Iterator[str]:
    return closing_lines(list(run.results), run.book, run.language, run.rules, len(run.results) > 1, run.chains)


def _annotate(run: Run, target: str) -> None:
    from finsam_audit.cli.annotating import annotate

    for result in run.results:
        write_plain((say(one, run.language) for one in annotate(result, target, run.language)), sys.stderr)


def is_of_first(run: Run, files: tuple[str, ...], form: str) -> bool:
    """Whether there is anything to write of the first file, for a format of one report and those it is held against.

    Raises a usage error where another file is nothing to hold it against.
    """
    if not run.results or run.results[0].report.file not in (files[0], "<stdin>"):
        return False
    own = run.results[0].report
    beside = {file for chain in run.chains if own.file in chain.every_file for file in chain.every_file}
    strange = [result.report.file for result in run.results[1:] if result.report.file not in beside]
    if strange:
        from finsam_audit.cli.speaking import Mistake

        raise Mistake(message("output.one", form=form, files=", ".join(strange)))
    return True
