"""``finsam-audit``: the commands, and how each run ends (0 nothing to mend, 1 something to mend, 2 the job not done)."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TextIO

from finsam_audit import __version__
from finsam_audit.cli.arguments import Argument, Command, Option, UsageError, understand
from finsam_audit.messages import InputError, message, why_not
from finsam_audit.render.language import LANGUAGES, say

DONE, FOUND, FAILED = 0, 1, 2
_SEVERITIES = ("error", "warning", "note")
SHOW = ("passed", "rounding", "not-applicable", "uncovered", "doubtful", "follow-ons", "all")

_FILE = Argument("file", "cli.arg.file")
_FORMS = Option("--format", "form", "cli.opt.forms", "text|line|json", ("text", "line", "json"), "text")
_FORMAT = Option("--format", "form", "cli.opt.format", "text|json", ("text", "json"), "text")
_RULES = Option("--rules", "folders", "cli.opt.rules", "cli.arg.folder", many=True)
EVERYWHERE = (Option("--lang", "lang", "cli.opt.lang", "sv|en", LANGUAGES),)


def _late(module: str, name: str) -> Callable[..., int]:
    """A command's function, whose module is loaded when it is run."""

    def run(*args: object, **given: object) -> int:
        from importlib import import_module

        code: int = getattr(import_module(f"finsam_audit.cli.{module}"), name)(*args, **given)
        return code

    return run


def _command(name: str, module: str, *pieces: Argument | Option) -> Command:
    arguments = tuple(piece for piece in pieces if isinstance(piece, Argument))
    options = tuple(piece for piece in pieces if isinstance(piece, Option))
    return Command(name, _late(module, f"{name}_command"), f"cli.{name}", f"cli.{name}.more", arguments, options)


COMMANDS = (
    _command(
        "check",
        "checking",
        Argument("files", "cli.arg.file", many=True),
        _FORMS,
        Option("--quiet", "quiet", "cli.opt.quiet"),
        Option("--fail-on", "fail_on", "cli.opt.fail-on", "|".join(_SEVERITIES), _SEVERITIES, "error"),
        Option("--show", "show", "cli.opt.show", "…", SHOW, many=True),
        Option("--select", "select", "cli.opt.select", "…", many=True),
        Option("--ignore", "ignore", "cli.opt.ignore", "…", many=True),
        _RULES,
    ),
    _command("explain", "checking", _FILE, Argument("name", "cli.arg.figure"), _FORMAT, _RULES),
    _command(
        "prove",
        "checking",
        _FILE,
        _FORMAT,
        Option("--show", "show", "cli.opt.show-figures", "figures|all", ("figures", "all")),
        _RULES,
    ),
    _command(
        "init",
        "looking_up",
        Argument("file", "cli.arg.file", required=False),
        Option("--kind", "kind", "cli.opt.kind", "annual|interim", ("annual", "interim"), "annual"),
    ),
    _command(
        "schema",
        "looking_up",
        Argument("which", "cli.arg.which", required=False, choices=("data", "result"), default="data"),
    ),
    _command(
        "rules",
        "looking_up",
        Argument("names", "cli.arg.rule", required=False, many=True),
        Option("--concepts", "concepts", "cli.opt.concepts"),
        _RULES,
    ),
    _command(
        "extract",
        "extract",
        Argument("document", "cli.arg.document"),
        Option("--output", "output", "cli.opt.output", "cli.arg.file"),
        Option("-o", "output", "cli.opt.output", "cli.arg.file"),
        Option("--boxes", "boxes", "cli.opt.boxes"),
    ),
    _command("samples", "looking_up"),
)


def language_of(arguments: Sequence[str]) -> str:
    """The language asked for: ``--lang``, else ``FINSAM_AUDIT_LANG``, else Swedish.

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
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code. Nothing gets out as a traceback."""
    given = sys.argv[1:] if arguments is None else arguments
    language = language_of(given)
    if sys.stderr is None:  # closed: what is said is lost, not the run
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - open for as long as the process
    if sys.stdout is None:
        _complain(say(message("output.closed"), language))
        sys.exit(FAILED)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    code = FAILED
    try:
        code = _ended(given, language)
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = FAILED
        _complain(say(message("cli.interrupted"), language))
    except BrokenPipeError:  # the reader has had enough, as head(1) has: nobody is left to tell
        code = FAILED
        _give_up(sys.stdout)
    except OSError as error:
        code = FAILED
        _give_up(sys.stdout)
        _complain(say(message("output.failed", why=why_not(error)), language))
    sys.exit(code)


def _ended(given: Sequence[str], language: str) -> int:
    """The exit code of a run, with what went wrong told. Only what the output itself refuses is raised."""
    try:
        return _run(given, language)
    except InputError as error:
        from finsam_audit.render.text import write_problems

        sys.stdout.flush()
        write_problems(error.problems, language, sys.stderr, brief="--format=line" in given)
    except UsageError as error:
        path = f"finsam-audit {error.command}".rstrip()
        _complain(say(message("cli.error", what=error.told), language))
        _complain(say(message("cli.see-help", command=path), language))
    except OSError:
        raise
    except Exception as error:
        _complain(say(message("cli.broken", what=f"{type(error).__name__}: {error}"[:200], where=_where(error)), language))
    return FAILED


def _where(error: Exception) -> str:
    """The innermost place of the program where something unforeseen happened."""
    at, trace = "", error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_globals.get("__name__", "")
        if name.startswith("finsam_audit"):
            at = f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return at


def _give_up(stream: TextIO) -> None:
    """Let go of a stream that takes no more, so that nothing is written to it again when the process ends."""
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)
    except (OSError, ValueError):
        return


def _run(given: Sequence[str], language: str) -> int:
    asked = understand(given, COMMANDS, EVERYWHERE)
    if asked.what == "version":
        sys.stdout.write(f"finsam-audit {__version__}\n")
    elif asked.what == "help" or asked.command is None:
        from finsam_audit.cli.help import help_page

        sys.stdout.write(help_page(asked.command, COMMANDS, EVERYWHERE, language) + "\n")
    else:
        return asked.command.run(language, **asked.values)
    return DONE


def _complain(sentence: str) -> None:
    from finsam_audit.render.writing import write_plain

    try:
        write_plain([sentence], sys.stderr)
        sys.stderr.flush()
    except (OSError, ValueError):  # there is nowhere left to say it
        _give_up(sys.stderr)
