"""Click in the user's language: help and usage errors come from the same catalogue as everything else.

Wherever click takes a text, a key of the catalogue is given.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from finsam_audit.messages import Message, message
from finsam_audit.page.near_names import near_name
from finsam_audit.render.language import say

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_WIDEST, _NARROWEST = 100, 40
_HANGING = 26  # explanations stand beside the options up to here, and under those that are longer


class Mistake(click.UsageError):
    """A command line that cannot be understood, said in a sentence of the catalogue."""

    def __init__(self, told: Message, context: click.Context | None = None) -> None:
        super().__init__(told.key, context or click.get_current_context(silent=True))
        self.told = told


class OneOf(click.Choice):  # type: ignore[type-arg]  # generic since 8.2
    """One of some words."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value in self.choices:
            return value
        key = "cli.bad-value" if isinstance(param, click.Option) else "cli.bad-argument"
        name = param.opts[-1] if param is not None else ""
        allowed = ", ".join(self.choices)
        raise Mistake(message(key, name=name, value=value, meant=near_name(value, self.choices), allowed=allowed), ctx)


class RuleNames(click.ParamType):  # type: ignore[type-arg]  # generic since 8.5
    """Ids, names and groups of rules, with commas between them; any text is taken, and the shell is told of those there are."""

    name = "rule"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from finsam_audit.cli.completing import rule_names

        return rule_names(incomplete, ctx.obj)


class Port(click.ParamType):  # type: ignore[type-arg]  # generic since 8.2
    """The number of a port, 0 for one that is free."""

    name = "port"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if str(value).isdecimal() and int(value) < 65536:
            return int(value)
        raise Mistake(message("cli.bad-port", value=str(value)), ctx)


def mistake(error: click.UsageError) -> Message:
    """What is wrong with a command line."""
    if isinstance(error, Mistake):
        return error.told
    if isinstance(error, click.NoSuchOption):
        return message("cli.no-such-option", name=error.option_name, meant=next(iter(error.possibilities or []), ""))
    if isinstance(error, click.MissingParameter) and isinstance(error.param, click.Argument):
        return message("cli.missing", name=message(str(error.param.metavar)))
    if isinstance(error, click.BadOptionUsage) and error.ctx is not None:
        flags = [name for param in error.ctx.command.params if getattr(param, "is_flag", False) for name in param.opts]
        flags += error.ctx.help_option_names
        return message("cli.no-value" if error.option_name in flags else "cli.needs-value", name=error.option_name)
    return message("cli.not-understood", what=error.format_message())


class _Spoken(click.Command):
    """Help set from the catalogue. The command's help, and every option's, is a key of it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # click forgets where an option without its value stood
            raise

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        items = super().shell_complete(ctx, incomplete)
        for item in items:
            item.help = _said(ctx, "cli.opt.help" if item.value in ctx.help_option_names else item.help or "")
        return items

    def get_help(self, ctx: click.Context) -> str:
        from shutil import get_terminal_size

        ctx.terminal_width = max(_NARROWEST, min(_WIDEST, get_terminal_size().columns))
        return super().get_help(ctx)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        arguments = [param for param in self.params if isinstance(param, click.Argument)]
        names = [f"{_said(ctx, str(one.metavar))}{'…' if one.nargs == -1 else ''}" for one in arguments]
        needed = [one.required or len(arguments) > 1 for one in arguments]  # what stands before another cannot be left out
        pieces = [name if must else f"[{name}]" for name, must in zip(names, needed, strict=True)]
        return [*pieces, _said(ctx, "cli.arguments")]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=f"{_said(ctx, 'cli.usage')} ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_said(ctx, str(self.help)))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = []
        for param in self.get_params(ctx):
            if isinstance(param, click.Option):
                helps = "--help" in param.opts
                name = f"{', '.join(param.opts)} {_said(ctx, param.metavar or '')}".rstrip()
                rows.append((name, _said(ctx, "cli.opt.help" if helps else str(param.help))))
        _section(ctx, formatter, "cli.options", rows)


class SpokenCommand(_Spoken):
    """A command that speaks the user's language."""

    allow_extra_args = True  # told below, and not in English

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        left = super().parse_args(ctx, args)
        if left and not ctx.resilient_parsing:  # which the shell asks for while somebody is typing
            raise Mistake(message("cli.unexpected", name=left[0]), ctx)
        return left


class SpokenGroup(_Spoken, click.Group):
    """A group of such commands."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self.commands and not ctx.resilient_parsing:
            meant = near_name(args[0], self.commands)
            key = "cli.no-such-command-file" if os.path.isfile(args[0]) else "cli.no-such-command"
            raise Mistake(message(key, name=args[0], meant=meant), ctx)
        return super().resolve_command(ctx, args)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [_said(ctx, "cli.command"), *super().collect_usage_pieces(ctx)]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        rows = [(name, _said(ctx, str(command.short_help))) for name, command in self.commands.items()]
        _section(ctx, formatter, "cli.commands", rows)


def _said(context: click.Context, key: str) -> str:
    """A sentence of the catalogue, in the language of this run; what is no key stays as it is."""
    return say(message(key), context.obj) if key.startswith("cli.") else key


def _section(context: click.Context, formatter: click.HelpFormatter, key: str, rows: Sequence[tuple[str, str]]) -> None:
    formatter.write(f"\n{_said(context, key)}\n")
    with formatter.indentation():
        formatter.write_dl(rows, col_max=min(_HANGING, formatter.width // 2 - 4))
