"""Click in the user's language: help, usage and errors come from the same catalogue as everything else."""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

from finsam_audit.messages import message
from finsam_audit.render.language import LANGUAGES, say


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


def spoken_text(context: click.Context | None, key: str, **args: object) -> str:
    """A sentence of the catalogue in the language of this run."""
    language = context.obj if context is not None and context.obj in LANGUAGES else LANGUAGES[0]
    return say(message(key, **args), language)


class _Spoken(click.Command):
    """Help set from the catalogue. ``help`` and every option's help are catalogue keys."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = [spoken_text(ctx, "cli.arguments")]
        for param in self.get_params(ctx):
            if isinstance(param, click.Argument):
                name = spoken_text(ctx, str(param.metavar))
                pieces.append(f"{name}…" if param.nargs == -1 else name if param.required else f"[{name}]")
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=spoken_text(ctx, "cli.usage") + " ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(spoken_text(ctx, self.help or ""))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = []
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx) if isinstance(param, click.Option) else None
            if record is not None and isinstance(param, click.Option):
                key = "cli.opt.help" if "--help" in param.opts else str(param.help)
                rows.append((record[0], spoken_text(ctx, key)))
        if rows:
            with formatter.section(spoken_text(ctx, "cli.options")):
                formatter.write_dl(rows)


class SpokenCommand(_Spoken):
    """A command that speaks the user's language."""


class SpokenGroup(_Spoken, click.Group):
    """A group of such commands."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _Spoken.format_options(self, ctx, formatter)
        rows = []
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None:
                rows.append((name, spoken_text(ctx, (command.short_help or ""))))
        with formatter.section(spoken_text(ctx, "cli.commands")):
            formatter.write_dl(rows)


def usage_sentence(error: click.UsageError, language: str) -> str:
    """What is wrong with a command line, in the user's language."""

    def told(key: str, **args: object) -> str:
        return say(message(key, **args), language)

    context = error.ctx
    if isinstance(error, click.NoSuchOption):
        possible = sorted(error.possibilities or [])
        return told("cli.no-such-option", name=error.option_name, meant=possible[0] if possible else "")
    if isinstance(error, click.MissingParameter):
        param = error.param
        name = told(str(param.metavar)) if isinstance(param, click.Argument) else _option_name(param)
        return told("cli.missing", name=name)
    if isinstance(error, click.BadOptionUsage):
        return told("cli.needs-value", name=error.option_name)
    if isinstance(error, click.BadParameter) and error.param is not None:
        kind = error.param.type
        if isinstance(kind, click.Choice):
            allowed = ", ".join(str(choice) for choice in kind.choices)
            return told("cli.bad-value", name=_option_name(error.param), value=_quoted(error.message), allowed=allowed)
    if isinstance(context, click.Context) and isinstance(context.command, click.Group):
        from difflib import get_close_matches

        name = _quoted(error.message)
        close = get_close_matches(name, context.command.list_commands(context), 1)
        return told("cli.no-such-command", name=name, meant=close[0] if close else "")
    return told("cli.unexpected", name=error.message.partition("(")[2].rstrip(").") or error.message)


def _quoted(text: str) -> str:
    """The first thing in quotes in one of click's sentences."""
    return text.split("'")[1] if text.count("'") > 1 else text


def _option_name(param: click.Parameter | None) -> str:
    return param.opts[-1] if param is not None and param.opts else ""
