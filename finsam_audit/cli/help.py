"""The page that ``--help`` shows, set from the catalogue."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from finsam_audit.cli.arguments import HELP, Argument, Command, Option
from finsam_audit.messages import message
from finsam_audit.render.language import say

PROGRAM = "finsam-audit"
_WIDEST = 100
_NARROWEST = 40
_HANGING = 30  # the explanations stand beside the options up to here, and under those that are longer


def help_page(command: Command | None, commands: Sequence[Command], everywhere: Sequence[Option], language: str) -> str:
    """The help of one command, or of the program."""
    width = _width()
    usage = " ".join(
        [PROGRAM, command.name, *_usage(command.arguments, language)] if command else [PROGRAM, _said("cli.command", language)]
    )
    usage = f"{_said('cli.usage', language)} {usage} {_said('cli.arguments', language)}"
    lines = [line.removeprefix("  ") for line in _wrapped(usage, width, "  ")] + [""]
    lines += [
        *_wrapped(_said(command.help if command else "cli.about", language), width, "  "),
        "",
        _said("cli.options", language),
    ]
    rows = [
        (_name(option, language), _said(option.help, language))
        for option in (*(command.options if command else ()), *everywhere)
    ]
    if command is None:
        rows.append(("--version", _said("cli.opt.version", language)))
    lines += _rows([*rows, (", ".join(HELP), _said("cli.opt.help", language))], width)
    if command is None:
        lines += ["", _said("cli.commands", language)]
        lines += _rows([(one.name, _said(one.about, language)) for one in commands], width)
    return "\n".join(lines)


def _said(key: str, language: str) -> str:
    return say(message(key), language)


def _width() -> int:
    try:
        columns = os.get_terminal_size(1).columns
    except (OSError, ValueError):
        columns = int(os.environ.get("COLUMNS", "")) if os.environ.get("COLUMNS", "").isdecimal() else 80
    return max(_NARROWEST, min(_WIDEST, columns or 80))


def _usage(arguments: Sequence[Argument], language: str) -> Iterator[str]:
    for argument in arguments:
        name = _said(argument.metavar, language) + ("…" if argument.many else "")
        yield name if argument.required else f"[{name}]"


def _name(option: Option, language: str) -> str:
    metavar = _said(option.metavar, language) if option.metavar.startswith("cli.") else option.metavar
    return f"{option.name} {metavar}".rstrip()


def _rows(rows: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    """Names and what they mean, in two columns; a name too long for its column stands on a line of its own."""
    left = min(max(len(name) for name, _ in rows), _HANGING - 4, width // 2 - 4) + 4
    for name, told in rows:
        lines = _wrapped(told, width, " " * left)
        if len(name) + 4 > left:
            yield f"  {name}"
        else:
            lines[0] = f"  {name}".ljust(left) + lines[0].lstrip()
        yield from lines


def _wrapped(text: str, width: int, indent: str) -> list[str]:
    from textwrap import wrap

    return wrap(
        text, width, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    ) or [indent]
