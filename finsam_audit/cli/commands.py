"""How a run starts and ends: its language, its streams, its exit code. Nothing gets out as a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TextIO

from finsam_audit.cli import FAILED
from finsam_audit.messages import InputError, Message, message, why_not
from finsam_audit.render.language import LANGUAGES, say
from finsam_audit.render.writing import PLAINER

COMPLETE = "_FINSAM_AUDIT_COMPLETE"


def language_of(arguments: Sequence[str]) -> str:
    """The language asked for: ``--lang``, else ``FINSAM_AUDIT_LANG``, else that of the settings, else Swedish.

    Looked up before the command line is parsed, since the help and the errors of parsing are spoken too.
    """
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        value = ""
        if argument == "--lang" and index + 1 < len(arguments):
            value = arguments[index + 1]
        elif argument.startswith("--lang="):
            value = argument.partition("=")[2]
        if value in LANGUAGES:
            return value
    chosen = os.environ.get("FINSAM_AUDIT_LANG", "")
    if chosen in LANGUAGES:
        return chosen
    from finsam_audit.cli.settings import NAME, language_in

    return language_in(_files_of(arguments) or (NAME,)) or LANGUAGES[0]  # without files, what holds for this folder


def _files_of(arguments: Sequence[str]) -> tuple[str, ...]:
    """The files that a command line is about."""
    if _only_files(arguments):
        return tuple(arguments[1:])
    from finsam_audit.cli.program import files_of

    return files_of(arguments)


def _only_files(arguments: Sequence[str]) -> bool:
    """Whether a command line is ``check`` with nothing but files."""
    return arguments[:1] == ["check"] and bool(arguments[1:]) and not any(word.startswith("-") for word in arguments)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code. Nothing gets out as a traceback."""
    given = sys.argv[1:] if arguments is None else arguments
    language = language_of(given)
    if sys.stderr is None:  # closed: what is said is lost, not the run
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - open for as long as the process
    if sys.stdout is None:
        complain(say(message("output.closed"), language))
        sys.exit(FAILED)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=_encoding(stream), errors=PLAINER)
    code = FAILED
    try:
        code = _ended(given, language)
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = FAILED
        complain(say(message("cli.interrupted"), language))
    except BrokenPipeError:  # the reader has had enough, as head(1) has: nobody is left to tell
        code = FAILED
        _give_up(sys.stdout)
    except OSError as error:
        code = FAILED
        _give_up(sys.stdout)
        complain(say(message("output.failed", why=why_not(error)), language))
    sys.exit(code)


def _encoding(stream: TextIO) -> str:
    """A terminal's own, as cp1252 of an older Windows; UTF-8 for everything else, as it always was."""
    own = (stream.encoding or "utf-8").lower()
    return own if stream.isatty() and own not in ("ascii", "us-ascii", "ansi_x3.4-1968") else "utf-8"


def _ended(given: Sequence[str], language: str) -> int:
    """The exit code of a run, with what went wrong told. Only what the output itself refuses is raised."""
    try:
        return _run(given, language)
    except InputError as error:
        from finsam_audit.render.text import write_problems

        sys.stdout.flush()
        write_problems(error.problems, language, sys.stderr, brief="--format=line" in given)
    except OSError:
        raise
    except Exception as error:
        complain(say(broken(error), language))
    return FAILED


def broken(error: Exception) -> Message:
    """That the program itself failed, with what happened and the innermost place of the program where it did."""
    at, trace = "", error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_globals.get("__name__", "")
        if name.startswith("finsam_audit"):
            at = f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return message("cli.broken", what=f"{type(error).__name__}: {error}"[:200], where=at)


def _give_up(stream: TextIO) -> None:
    """Let go of a stream that takes no more, so that nothing is written to it again when the process ends."""
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)
    except (OSError, ValueError):
        return


def _run(given: Sequence[str], language: str) -> int:
    if COMPLETE in os.environ:  # the shell asks what may be typed
        from finsam_audit.cli.completing import complete

        return complete(os.environ[COMPLETE], language)
    if _only_files(given):
        from finsam_audit.cli.asked import Answer, Asked  # nothing but files: click takes longer to load than they to read
        from finsam_audit.cli.checking import check_command

        return check_command(language, tuple(given[1:]), Asked(), Answer())
    from finsam_audit.cli.program import run

    return run(given, language, complain)


def complain(sentence: str) -> None:
    """Say something on the error stream, if it can be said there."""
    from finsam_audit.render.writing import write_plain

    try:
        write_plain([sentence], sys.stderr)
        sys.stderr.flush()
    except (OSError, ValueError):  # there is nowhere left to say it
        _give_up(sys.stderr)
