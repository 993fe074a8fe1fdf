"""The commands of ``finsam-audit``, with their arguments and options."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click

from finsam_audit import __version__
from finsam_audit.cli import DONE, FAILED, SHOW
from finsam_audit.cli.speaking import OneOf, Port, RuleNames, SpokenCommand, SpokenGroup, mistake
from finsam_audit.messages import message
from finsam_audit.render.formats import FORMATS
from finsam_audit.render.language import LANGUAGES, say

PROGRAM = "finsam-audit"
_SEVERITIES = ("error", "warning", "note")
_FILE, _FOLDER, _RULE = click.Path(), click.Path(file_okay=False), RuleNames()  # what the shell completes


def _option(name: str, field: str, told: str, metavar: str = "…", **more: Any) -> click.Option:
    """An option with a value; ``told`` is the key of its help. It may be repeated, unless it is one of some words."""
    return click.Option([name, field], help=told, metavar=metavar, **{"multiple": "type" not in more, **more})


def _file_option(names: Sequence[str], field: str, told: str, metavar: str = "cli.arg.file") -> click.Option:
    return click.Option([*names, field], help=told, metavar=metavar, type=_FILE)


def _choice(name: str, field: str, told: str, words: Sequence[str], default: str | None = None, **more: Any) -> click.Option:
    return _option(name, field, told, "|".join(words), type=OneOf(words), default=default, **more)


def _single(name: str, field: str, told: str, metavar: str = "…") -> click.Option:
    """An option with one value."""
    return click.Option([name, field], help=told, metavar=metavar)


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
_RULES = _option("--rules", "folders", "cli.opt.rules", "cli.arg.folder", type=_FOLDER, multiple=True)
_ACCEPTED = _file_option(("--accepted",), "accepted", "cli.opt.accepted")
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
        "watching",
        _argument("files", "cli.arg.file", nargs=-1, required=True, type=_FILE),
        _option("--format", "form", "cli.opt.forms", "cli.arg.format", type=OneOf(("text", "line", *FORMATS)), default="text"),
        _file_option(("-o", "--output"), "output", "cli.opt.output"),
        _flag("--open", "opened", "cli.opt.open"),
        _flag("--quiet", "quiet", "cli.opt.quiet"),
        _flag("--statistics", "statistics", "cli.opt.statistics"),
        _flag("--watch", "watch", "cli.opt.watch"),
        _file_option(("--annotate",), "annotate", "cli.opt.annotate", "cli.arg.pdf"),
        _choice("--fail-on", "fail_on", "cli.opt.fail-on", _SEVERITIES, "error"),
        _option("--show", "show", "cli.opt.show", type=OneOf(SHOW), multiple=True),
        _option("--select", "select", "cli.opt.select", type=_RULE, multiple=True),
        _option("--ignore", "ignore", "cli.opt.ignore", type=_RULE, multiple=True),
        _flag("--same-entity", "same_entity", "cli.opt.same-entity"),
        _ACCEPTED,
        _flag("--strict", "strict", "cli.opt.strict"),
        _file_option(("--baseline",), "baseline", "cli.opt.baseline", "cli.arg.json"),
        _RULES,
    ),
    _command(
        "accept",
        "accepting",
        _argument("file", "cli.arg.file", type=_FILE),
        _argument("finding", "cli.arg.finding", nargs=-1, required=True),
        _single("--reason", "reason", "cli.opt.reason"),
        _single("--by", "by", "cli.opt.by"),
        _single("--until", "until", "cli.opt.until", "cli.arg.day"),
        _flag("--same-entity", "same_entity", "cli.opt.same-entity"),
        _ACCEPTED,
        _RULES,
    ),
    _command(
        "explain",
        "explaining",
        _argument("files", "cli.arg.file", nargs=-1, type=_FILE),
        _argument("name", "cli.arg.figure"),
        _flag("--same-entity", "same_entity", "cli.opt.same-entity"),
        _FORMAT,
        _RULES,
    ),
    _command(
        "prove",
        "explaining",
        _argument("file", "cli.arg.file", type=_FILE),
        _FORMAT,
        _choice("--show", "show", "cli.opt.show-figures", ("figures", "all")),
        _RULES,
    ),
    _command(
        "init",
        "looking_up",
        _argument("file", "cli.arg.file", required=False, type=_FILE),
        _choice("--kind", "kind", "cli.opt.kind", ("annual", "interim"), "annual"),
    ),
    _command("schema", "looking_up", _argument("which", "cli.arg.which", type=OneOf(("data", "result")), default="data")),
    _command(
        "rules",
        "looking_up",
        _argument("names", "cli.arg.rule", nargs=-1, type=_RULE),
        _flag("--concepts", "concepts", "cli.opt.concepts"),
        _RULES,
    ),
    _command(
        "extract",
        "extract",
        _argument("document", "cli.arg.document", type=_FILE),
        _file_option(("-o", "--output"), "output", "cli.opt.output"),
        _flag("--boxes", "boxes", "cli.opt.boxes"),
        _file_option(("--show",), "show", "cli.opt.overlay", "cli.arg.html"),
        _file_option(("--keep",), "keep", "cli.opt.keep"),
    ),
    _command(
        "serve",
        "serve",
        _flag("--open", "opened", "cli.opt.open-page"),
        click.Option(["--host", "host"], help="cli.opt.host", metavar="cli.arg.address", default="127.0.0.1"),
        click.Option(["--port", "port"], help="cli.opt.port", metavar="…", type=Port(), default=0),
        _RULES,
    ),
    _command("samples", "looking_up"),
):
    program.add_command(_one)


def files_of(given: Sequence[str]) -> tuple[str, ...]:
    """The files that a command line is about, as far as it can be understood."""
    at = next((at for at, word in enumerate(given) if word in program.commands), None)
    if at is None:
        return ()
    try:
        with program.commands[given[at]].make_context(given[at], list(given[at + 1 :]), resilient_parsing=True) as context:
            found = context.params.get("files") or context.params.get("file") or ()
    except click.exceptions.ClickException:
        return ()
    return (found,) if isinstance(found, str) else tuple(found)


def run(given: Sequence[str], language: str, complain: Callable[[str], None]) -> int:
    """Do what a command line asks for; the exit code. ``complain`` tells of usage; ``InputError`` and ``OSError`` get out.

    What click's own ``main`` does, except that a reader who has left must not end in 1.
    """
    try:
        with program.make_context(PROGRAM, list(given), obj=language) as context:
            code: int = program.invoke(context)
    except click.exceptions.Exit as shown:
        return shown.exit_code
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx is not None else PROGRAM
        complain(say(message("cli.error", what=mistake(error)), language))
        complain(say(message("cli.see-help", command=path), language))
        return FAILED
    return code
