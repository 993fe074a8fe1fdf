"""``check``: what is asked is held against itself, the reports against the rule book, and the answer is written."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from finsam_audit.cli.answering import may_answer, write_answer
from finsam_audit.cli.asked import Answer, Asked, Choices
from finsam_audit.cli.deciding import list_of, reports_of
from finsam_audit.cli.judging import exit_code, judge_of
from finsam_audit.cli.reading import read_and_checked
from finsam_audit.cli.settings import Settings, settings_of
from finsam_audit.messages import message
from finsam_audit.render.language import say
from finsam_audit.render.writing import write_plain


def check_command(language: str, files: tuple[str, ...], asked: Asked, answer: Answer) -> int:
    """Check data files and documents, each by itself and those of one entity together, and write what was found."""
    settings = settings_of(files)
    files = reports_of(files, asked.choices, settings)
    judge = judge_of(language, asked, settings)
    read = opened(files, asked.choices, settings)
    may_answer(answer, files, read)
    if settings.path:
        write_plain([say(message("settings.follows", file=settings.path), language)], sys.stderr)
    aside = answer.form == "line" or answer.quiet  # elsewhere the result itself says how a document was read
    found = read_and_checked(files, judge, told=aside, boxes=answer.annotate is not None)
    run = judge.run(found.results, found.beside, found.problems)
    if judge.known is not None and run.results:
        from finsam_audit.engine.baseline import strangers

        others = strangers(run.results, judge.known)
        if others:
            told = message("baseline.others", file=asked.choices.baseline, entities=others)
            write_plain([say(told, language)], sys.stderr)
    write_answer(run._replace(statistics=answer.statistics), answer, files, read)
    return exit_code(run)


def opened(files: Sequence[str], choices: Choices, settings: Settings) -> tuple[str, ...]:
    """All the files that a run reads, or would read, which it may not write over."""
    lists = (list_of(file, choices, settings) for file in files)
    return tuple(path for path in (*files, *lists, settings.path, choices.baseline or "") if path)
