"""What a person types after ``finsam-audit``, taken apart.

Its own hundred lines: a command-line library takes longer to load than the report to read, and speaks English.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from finsam_audit.messages import Message, message

HELP = ("-h", "--help")


class Option(NamedTuple):
    """A flag, with the catalogue key of its help; ``metavar`` is empty where it takes no value.

    ``many`` may be repeated and gives a tuple. A value of None is "not said".
    """

    name: str
    field: str
    help: str
    metavar: str = ""
    choices: tuple[str, ...] = ()
    default: str | None = None
    many: bool = False


class Argument(NamedTuple):
    """A word that stands by itself; ``metavar`` is a catalogue key. ``many`` takes all that are left."""

    field: str
    metavar: str
    required: bool = True
    many: bool = False
    choices: tuple[str, ...] = ()
    default: str | None = None


class Command(NamedTuple):
    """A command: the catalogue keys of its help in one line and in full, and what it runs, which gives the exit code."""

    name: str
    run: Callable[..., int]
    about: str
    help: str
    arguments: tuple[Argument, ...] = ()
    options: tuple[Option, ...] = ()


class Asked(NamedTuple):
    """What was asked for: a command with its values, or ``help`` (of the command, or of all) or ``version``."""

    command: Command | None
    values: Mapping[str, Any]
    what: str = "run"


class UsageError(Exception):
    """A command line that cannot be understood, and the command it is about ("" for none)."""

    def __init__(self, told: Message, command: str = "") -> None:
        super().__init__(told.key)
        self.told = told
        self.command = command


def understand(words: Sequence[str], commands: Sequence[Command], everywhere: Sequence[Option]) -> Asked:
    """What a command line asks for. Options may stand anywhere, those of ``everywhere`` before the command too.

    Raises ``UsageError``.
    """
    given: dict[str, Any] = {}
    rest = list(words)
    while rest and rest[0].startswith("-") and len(rest[0]) > 1:
        word = rest.pop(0)
        if word in HELP:
            return Asked(None, {}, "help")
        if word == "--version":
            return Asked(None, {}, "version")
        _option(word, rest, everywhere, given, "")
    if not rest:
        return Asked(None, {}, "help")
    name = rest.pop(0)
    command = next((command for command in commands if command.name == name), None)
    if command is None:
        raise UsageError(message("cli.no-such-command", name=name, meant=near(name, [c.name for c in commands])))
    options = (*command.options, *everywhere)
    loose: list[str] = []
    while rest:
        word = rest.pop(0)
        if word == "--":
            loose += rest
            break
        if word in HELP:
            return Asked(command, {}, "help")
        if word.startswith("-") and len(word) > 1:
            _option(word, rest, options, given, name)
        else:
            loose.append(word)
    for option in command.options:
        found = given.get(option.field)
        given[option.field] = tuple(found or ()) if option.many else found if found is not None else option.default
    _arguments(loose, command, given)
    return Asked(command, {field: given[field] for field in _fields(command)})


def _fields(command: Command) -> list[str]:
    return [*(option.field for option in command.options), *(argument.field for argument in command.arguments)]


def _option(word: str, rest: list[str], options: Sequence[Option], given: dict[str, Any], command: str) -> None:
    name, equals, value = word.partition("=")
    option = next((option for option in options if option.name == name), None)
    if option is None:
        known = [*(option.name for option in options), *HELP]
        raise UsageError(message("cli.no-such-option", name=name, meant=near(name, known)), command)
    if not option.metavar:
        if equals:
            raise UsageError(message("cli.no-value", name=name), command)
        given[option.field] = True
        return
    if not equals:
        if not rest:
            raise UsageError(message("cli.needs-value", name=name), command)
        value = rest.pop(0)
    _allowed(name, value, option.choices, command)
    if option.many:
        given.setdefault(option.field, []).append(value)
    else:
        given[option.field] = value


def _arguments(loose: list[str], command: Command, given: dict[str, Any]) -> None:
    for argument in command.arguments:
        if argument.required and not loose:
            raise UsageError(message("cli.missing", name=message(argument.metavar)), command.name)
        if argument.many:
            given[argument.field], loose = tuple(loose), []
            continue
        given[argument.field] = loose.pop(0) if loose else argument.default
        if given[argument.field] is not None:
            _allowed("", given[argument.field], argument.choices, command.name)
    if loose:
        raise UsageError(message("cli.unexpected", name=loose[0]), command.name)


def _allowed(name: str, value: str, choices: tuple[str, ...], command: str) -> None:
    if choices and value not in choices:
        key = "cli.bad-value" if name else "cli.bad-argument"
        told = message(key, name=name, value=value, meant=near(value, choices), allowed=", ".join(choices))
        raise UsageError(told, command)


def near(word: str, known: Sequence[str]) -> str:
    """The known word that was probably meant, or "" (what compares them is loaded only when something is wrong)."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, known, 1)), "")
