"""``finsam-audit.toml``: what holds for all checks of the reports under its folder.

The nearest one above a data file holds, and no other. All its mistakes are told at once, each with its place.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from finsam_audit.messages import InputError, Problem, message
from finsam_audit.page.near_names import near_name
from finsam_audit.page.printed import MAX_DIGITS, Unreadable, read_number
from finsam_audit.page.source import Source, read_source
from finsam_audit.page.units import COUNT, KR, PERCENT, Unit
from finsam_audit.render.language import LANGUAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from finsam_audit.controls.rules import RuleBook
    from finsam_audit.engine.materiality import Materiality

NAME = "finsam-audit.toml"
_KEYS = ("language", "accepted", "packs", "parameters", "materiality")
_MATERIALITY = ("kr", "percent")
_KEY = r"(?:\"[^\"]*\"|'[^']*'|[\w-]+)"
_LINE = rf"\s*(\[\s*)?({_KEY}(?:\s*\.\s*{_KEY})*)\s*(?(1)\]|=)"


class Settings(NamedTuple):
    """What a file of settings says. Paths are as they are opened; ``parameters`` as they are typed.

    ``file`` is the file itself, with the mistakes found in it; ``book_with`` tells them.
    """

    path: str = ""
    language: str = ""
    accepted: str = ""
    packs: tuple[str, ...] = ()
    parameters: Mapping[str, object] = {}
    materiality: Materiality | None = None
    file: _File | None = None


def settings_of(files: Iterable[str]) -> Settings:
    """The settings that hold for some files.

    Raises ``InputError`` where they cannot be read, and where not the same hold for all.
    """
    paths = {nearest(file): file for file in files}
    if len(paths) > 1:
        (one, file), (other, another), *_ = paths.items()
        none = message("settings.none")
        told = message("settings.differ", file=file, mine=one or none, other=another, its=other or none)
        raise InputError([Problem(another, 0, 0, told)])
    path = next(iter(paths), "")
    return read_settings(path) if path else Settings()


def nearest(file: str) -> str:
    """The file of settings nearest above a data file, or ""."""
    try:
        here = os.path.join(os.getcwd(), "")
    except OSError:  # it has been deleted
        here = ""
    folder = os.path.dirname(os.path.normpath(os.path.join(here, file)))
    while not os.path.lexists(os.path.join(folder, NAME)):
        folder, below = os.path.dirname(folder), folder
        if folder == below:
            return ""
    return os.path.join(folder, NAME).removeprefix(here)


def language_in(files: Iterable[str]) -> str:
    """The language that the settings of some files choose, or "" (their mistakes are told when they are read to be obeyed)."""
    try:
        return settings_of(files).language
    except InputError:
        return ""


def read_settings(path: str) -> Settings:
    """Read a file of settings. Raises ``InputError``."""
    import tomllib

    try:
        source = read_source(path)
        found = tomllib.loads(source.text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = (int(at[1]), int(at[2])) if at is not None else (len(source.lines), 1)
        if str(error).startswith("Cannot "):  # declare, overwrite or redefine, at the end of the second
            column = len(source.lines[line - 1]) - len(source.lines[line - 1].lstrip()) + 1
            raise InputError([source.problem(line, column, message("settings.twice"))]) from None
        raise InputError([source.problem(line, column, message("settings.syntax"))]) from None
    except (ValueError, ArithmeticError, RecursionError):  # a number or a nesting that no setting has, at a place untold
        raise InputError([source.problem(0, 0, message("settings.syntax"))]) from None
    except InputError as error:
        if [problem.message.key for problem in error.problems] == ["file.empty"]:
            return Settings(path)
        raise
    return _settings(_File(source), path, found)


def _settings(file: _File, path: str, found: Mapping[str, Any]) -> Settings:
    file.known(found, _KEYS)
    folder = os.path.dirname(path)
    packs = [os.path.join(folder, pack) for pack in file.texts(found, "packs")]
    for pack in packs:
        if not os.path.isdir(pack):
            file.wrong(("packs",), "settings.no-pack", found=pack)
    language, accepted = file.text(found, "language"), file.text(found, "accepted")
    if language and language not in LANGUAGES:
        told = {"where": "language", "found": language, "meant": "", "allowed": ", ".join(LANGUAGES)}
        file.wrong(("language",), "data.unknown-value", **told)
    table = file.table(found, "materiality")
    file.known(table, _MATERIALITY, "materiality")
    sizes = {
        key: file.number(table[key], ("materiality", key), unit)
        for key, unit in zip(_MATERIALITY, (KR, PERCENT), strict=True)
        if key in table
    }
    from finsam_audit.engine.materiality import Materiality

    return Settings(
        path,
        language if language in LANGUAGES else "",
        os.path.join(folder, accepted) if accepted else "",
        tuple(filter(os.path.isdir, packs)),
        file.table(found, "parameters"),
        Materiality(**sizes) if sizes else None,
        file,
    )


def book_with(settings: Settings, folders: Iterable[str]) -> RuleBook:
    """The rule book with the packs and the limits of the settings. Raises ``InputError`` for all that is wrong with them."""
    from finsam_audit.rulebook.load import load_rules, with_limits

    book = load_rules(*folders, *settings.packs)
    file = settings.file
    if file is None:
        return book
    own = {name: parameter for name, parameter in book.parameters.items() if parameter.own}
    file.known(settings.parameters, own, "parameters")
    limits = {
        name: file.share(value, ("parameters", name), own[name].unit or COUNT)
        for name, value in settings.parameters.items()
        if name in own
    }
    if file.problems:
        raise InputError(file.problems)
    return with_limits(book, limits, NAME) if limits else book


class _File:
    """A file of settings, with the mistakes found so far."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.places = dict(reversed(list(_places(source.lines))))

    def wrong(self, at: tuple[str, ...], told: str, /, **args: object) -> None:
        """Note a mistake at a key; at its table, where that is written on one line."""
        line, column = next((self.places[at[:end]] for end in range(len(at), 0, -1) if at[:end] in self.places), (1, 1))
        self.problems.append(self.source.problem(line, column, message(told, **args)))

    def known(self, found: Mapping[str, Any], allowed: Iterable[str], *table: str) -> None:
        """Note the keys that are not among those allowed, with those that were probably meant."""
        names = list(allowed)
        for key in found:
            if key not in names:
                self.wrong((*table, key), "data.unknown-key", found=key, meant=near_name(key, names), allowed=", ".join(names))

    def text(self, found: Mapping[str, Any], key: str) -> str:
        value = found.get(key, "")
        if not isinstance(value, str):
            self.wrong((key,), "settings.not-text", key=key)
            return ""
        return value

    def texts(self, found: Mapping[str, Any], key: str) -> list[str]:
        value = found.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.wrong((key,), "settings.not-texts", key=key)
            return []
        return value

    def table(self, found: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        value = found.get(key, {})
        if not isinstance(value, dict):
            self.wrong((key,), "settings.not-table", key=key)
            return {}
        return value

    def number(self, value: object, key: tuple[str, ...], unit: Unit) -> Decimal:
        """A number in ``unit``, or a text that is one as it is printed: ``15``, ``"15 %"``, ``"50 tkr"``."""
        if isinstance(value, str):
            try:
                number = read_number(value, unit)
                same = number.unit is None or number.unit.quality == unit.quality
                value = number.value * (number.unit.scale / unit.scale if number.unit is not None else 1) if same else None
            except Unreadable:
                value = None
        if not isinstance(value, int | Decimal) or isinstance(value, bool) or not _is_printed(Decimal(value)):
            self.wrong(key, "settings.bad-value", key=key[-1], wanted={"%": "15 %", "kr": "50 000 kr"}.get(unit.name, "15"))
            return Decimal(0)
        return Decimal(value)

    def share(self, value: object, key: tuple[str, ...], unit: Unit) -> Decimal:
        """A number in ``unit``; of per cent 0.15 may be meant for 15 %, unless it is written with its sign."""
        number = self.number(value, key, unit)
        if unit == PERCENT and 0 < number < 1 and "%" not in str(value):
            whole, part = (f"{one.normalize():f} %".replace(".", ",") for one in (100 * number, number))
            self.wrong(key, "settings.which-percent", key=key[-1], found=str(value), whole=whole, part=part)
        return number


def _is_printed(value: Decimal) -> bool:
    """Whether a report could print a number; one like 1e999999999 would be as long on the page."""
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and abs(exponent) <= MAX_DIGITS and 0 <= value < 10**MAX_DIGITS


def _places(lines: list[str]) -> Iterator[tuple[tuple[str, ...], tuple[int, int]]]:
    """Where each key stands, which the library that reads them does not tell."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(lines, 1):
        found = re.match(_LINE, line)
        if found is None:
            continue
        key = tuple(part.strip("\"'") for part in re.findall(_KEY, found[2]))
        if found[1]:
            table = key
        yield (table if found[1] else (*table, *key)), (number, found.start(2) + 1)
