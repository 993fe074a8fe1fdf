"""``finsam-audit``: the commands, and how each run ends (0 nothing to mend, 1 something to mend, 2 the job not done)."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, TextIO

import click

from finsam_audit import __version__
from finsam_audit.cli.speaking import OneOf, SpokenCommand, SpokenGroup, mistake
from finsam_audit.messages import InputError, message, why_not
from finsam_audit.render.language import LANGUAGES, say

DONE, FOUND, FAILED = 0, 1, 2
PROGRAM = "finsam-audit"
_SEVERITIES = ("error", "warning", "note")
SHOW = ("passed", "rounding", "not-applicable", "uncovered", "doubtful", "follow-ons", "all")


def _option(name: str, field: str, told: str, metavar: str = "…", **more: Any) -> click.Option:
    """An option with a value; ``told`` is the key of its help. It may be repeated, unless it is one of some words."""
    return click.Option([name, field], help=told, metavar=metavar, **{"multiple": "type" not in more, **more})


def _choice(name: str, field: str, told: str, words: Sequence[str], default: str | None = None, **more: Any) -> click.Option:
    return _option(name, field, told, "|".join(words), type=OneOf(words), default=default, **more)


def _flag(name: str, field: str, told: str) -> click.Option:
    return click.Option([name, field], help=told, is_flag=True)


def _argument(field: str, metavar: str, **more: Any) -> click.Argument:
    return click.Argument([field], metavar=metavar, **more)


def _late(module: str, name: str) -> Callable[..., int]:
    """A command's function, whose module is loaded when it is run. It is given the language first."""

    def run(**given: object) -> int:
        from importlib import import_module

        function = getattr(import_module(f"finsam_audit.cli.{module}"), name)
        code: int = function(click.get_current_context().obj, **given)
        return code

    return run


def _command(name: str, module: str, *params: click.Parameter) -> SpokenCommand:
    run = _late(module, f"{name}_command")
    return SpokenCommand(name, callback=run, params=[*params, _LANG], help=f"cli.{name}.more", short_help=f"cli.{name}")


@click.pass_context
def _bare(context: click.Context) -> int:
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
    return DONE


_LANG = _choice("--lang", "lang", "cli.opt.lang", LANGUAGES, expose_value=False)
_RULES = _option("--rules", "folders", "cli.opt.rules", "cli.arg.folder")
_FORMAT = _choice("--format", "form", "cli.opt.format", ("text", "json"), "text")

program = SpokenGroup(
    PROGRAM,
    callback=_bare,
    params=[_LANG],
    help="cli.about",
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
click.version_option(__version__, message="%(prog)s %(version)s", help="cli.opt.version")(program)
for _one in (
    _command(
        "check",
        "checking",
        _argument("files", "cli.arg.file", nargs=-1, required=True),
        _choice("--format", "form", "cli.opt.forms", ("text", "line", "json"), "text"),
        _flag("--quiet", "quiet", "cli.opt.quiet"),
        _choice("--fail-on", "fail_on", "cli.opt.fail-on", _SEVERITIES, "error"),
        _option("--show", "show", "cli.opt.show", type=OneOf(SHOW), multiple=True),
        _option("--select", "select", "cli.opt.select"),
        _option("--ignore", "ignore", "cli.opt.ignore"),
        _RULES,
    ),
    _command("explain", "checking", _argument("file", "cli.arg.file"), _argument("name", "cli.arg.figure"), _FORMAT, _RULES),
    _command(
        "prove",
        "checking",
        _argument("file", "cli.arg.file"),
        _FORMAT,
        _choice("--show", "show", "cli.opt.show-figures", ("figures", "all")),
        _RULES,
    ),
    _command(
        "init",
        "looking_up",
        _argument("file", "cli.arg.file", required=False),
        _choice("--kind", "kind", "cli.opt.kind", ("annual", "interim"), "annual"),
    ),
    _command("schema", "looking_up", _argument("which", "cli.arg.which", type=OneOf(("data", "result")), default="data")),
    _command(
        "rules",
        "looking_up",
        _argument("names", "cli.arg.rule", nargs=-1),
        _flag("--concepts", "concepts", "cli.opt.concepts"),
        _RULES,
    ),
    _command("samples", "looking_up"),
):
    program.add_command(_one)


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
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx is not None else PROGRAM
        _complain(say(message("cli.error", what=mistake(error)), language))
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
    """What click's own ``main`` does, but that a reader who has left is no 1."""
    try:
        with program.make_context(PROGRAM, list(given), obj=language) as context:
            code: int = program.invoke(context)
    except click.exceptions.Exit as shown:
        return shown.exit_code
    return code


def _complain(sentence: str) -> None:
    from finsam_audit.render.writing import write_plain

    try:
        write_plain([sentence], sys.stderr)
        sys.stderr.flush()
    except (OSError, ValueError):  # there is nowhere left to say it
        _give_up(sys.stderr)
