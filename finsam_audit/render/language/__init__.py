"""Messages to sentences, in Swedish or English. The only place where amounts are set out for a reader."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib import import_module

from finsam_audit.messages import Message
from finsam_audit.page.model import Figure
from finsam_audit.render.typed import as_typed

LANGUAGES = ("sv", "en")


@lru_cache(maxsize=2)
def catalogue(language: str) -> Mapping[str, str]:
    """All sentences of a language, by key."""
    found: Mapping[str, str] = import_module(f"finsam_audit.render.language.{language}").TEXTS
    return found


def number(value: Decimal, language: str, decimals: int = 0) -> str:
    """A number with spaces between thousands and the language's decimal mark, with at least so many decimals."""
    exponent = value.as_tuple().exponent
    shown = max(decimals, -exponent if isinstance(exponent, int) else 0)
    text = f"{value:,.{shown}f}".replace(",", " ")
    return text.replace(".", ",") if language == "sv" else text


def amount(value: Decimal, unit: str, language: str, decimals: int = 0) -> str:
    """A number with its unit."""
    name = say(Message(f"unit.{unit}"), language) if f"unit.{unit}" in catalogue(language) else unit
    return f"{number(value, language, decimals)} {name}".rstrip()


def gap(value: Decimal, unit: str, language: str, decimals: int = 0) -> str:
    """The difference of two amounts: of two percentages it is in percentage points."""
    points = "percentage point" if abs(value) == 1 else "percentage points"
    return amount(value, points if unit == "%" else unit, language, decimals)


class _Count(int):
    """A number in a sentence that chooses its words: ``{count:regel är|regler är}``; none may have words of its own:
    ``{count:fynd|fynd|inga fynd}``."""

    def __format__(self, words: str) -> str:
        one, *more = words.split("|")
        if not more:
            return format(int(self), words)
        return more[1] if self == 0 and len(more) > 1 else f"{int(self)} {one if self == 1 else more[0]}"


class _Words(str):
    """Words in a sentence, in the form its place calls for; ``{tables:def or}`` joins several by "or".

    ``def`` is the definite form of a table ("balansräkningen"), ``the`` that of a concept ("medlemsbidragen"), ``many`` the
    plural ("årsredovisningar"); ``row`` begins with a capital, as a row is printed, ``small`` without.
    ``written`` is a key or value as the user writes it, though the same word may mean something elsewhere; ``typed`` the
    names of files as they are typed in a command.
    """

    raw: object = ""
    language = ""

    def __format__(self, wanted: str) -> str:
        if not wanted:
            return str(self)
        if wanted == "typed":
            return " ".join(map(as_typed, map(str, self.raw if isinstance(self.raw, tuple) else (self.raw,))))
        if wanted == "written":
            return ", ".join(map(str, self.raw)) if isinstance(self.raw, tuple) else str(self.raw)
        items = self.raw if isinstance(self.raw, tuple) and not isinstance(self.raw, Message) else (self.raw,)
        form = wanted.removesuffix("or").strip()
        return _joined([_formed(item, form, self.language) for item in items], self.language, wanted.endswith("or"))


def _formed(value: object, form: str, language: str) -> str:
    text = spoken(value, language)
    if form == "def":
        return definite(value, language)
    if form in ("the", "many"):
        return catalogue(language).get(f"{form}.{str(value).lower()}", text)
    if form == "row":
        return sentence_case(text)
    return text[:1].lower() + text[1:] if form == "small" and (text[1:2].islower() or text[1:2] == " ") else text


def definite(value: object, language: str) -> str:
    """A kind of table in the definite form, any other table by its printed name."""
    text = spoken(value, language)
    printed = text[:1].isupper()
    if language != "sv" and printed:
        return text  # the Swedish names of tables stay as printed
    found = catalogue(language).get(f"definite.{str(value).lower()}")
    if found is None and printed and text.split()[0].lower() != "not":
        return say(Message("definite.other", {"name": text}), language)
    return found or text


def sentence_case(text: str) -> str:
    """A sentence with its capital."""
    return text[:1].upper() + text[1:]


def say(told: Message, language: str, **more: object) -> str:
    """The sentence a message stands for; an unknown key is a mistake of the program and raises ``KeyError``."""
    template = catalogue(language)[told.key]
    args: dict[str, object] = {}
    for name, value in {**told.args, **more}.items():
        if type(value) is int:
            args[name] = _Count(value)
            continue
        words = _Words(spoken(value, language))
        words.raw, words.language = value, language
        args[name] = words
    if args.get("meant"):
        args["meant"] = say(Message("data.meant", {"word": str({**told.args, **more}["meant"])}), language)
    return template.format_map(args)


def spoken(value: object, language: str) -> str:
    """One argument of a sentence as words."""
    if isinstance(value, Message):
        return say(value, language)
    if isinstance(value, Figure):
        return amount(value.value, value.unit.name, language, value.decimals)
    if isinstance(value, Decimal):
        return number(value, language)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return str(value.get(language, ""))
    if isinstance(value, tuple):
        if len(value) == 2 and isinstance(value[0], Decimal) and isinstance(value[1], Figure):
            figure = value[1]
            return amount(value[0] / figure.unit.scale, figure.unit.name, language, figure.decimals)
        return _joined([spoken(item, language) for item in value], language)
    text = str(value)
    return say(Message(f"word.{text}"), language) if f"word.{text}" in catalogue(language) else text


def _joined(parts: list[str], language: str, either: bool = False) -> str:
    if len(parts) < 2:
        return "".join(parts)
    word = ("eller" if either else "och") if language == "sv" else "or" if either else "and"
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"
