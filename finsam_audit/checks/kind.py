"""What a kind of check says of itself: its keys, its sentence, whether it is an equation, whether it comes last."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, Literal, NamedTuple, ParamSpec

from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import Message, message

if TYPE_CHECKING:
    from finsam_audit.controls.chain import Chain  # a report that is checked by itself need not wait for it

Check = Callable[[Rule, View], Iterator[Outcome]]
More = ParamSpec("More")
Run = Callable[Concatenate[Rule, View, More], Iterator[Outcome]]
Before = Callable[[], Sequence[Outcome]]
"""What all other rules came to: worked out when it is asked for, and once."""

LastCheck = Callable[[Rule, View, Before], Iterator[Outcome]]
Shape = Literal[
    "table", "concept", "formula", "equation", "limit", "section", "words", "choice", "count", "day", "beginning", "spoken"
]


class Key(NamedTuple):
    """What a key of a rule holds: a ``shape`` of text, one or ``several``; of a choice one of ``allowed``.

    An ``equation`` compares with "=", a ``limit`` with "<=" or ">="; what is ``spoken`` is one text, or one a language.
    """

    shape: Shape
    several: bool = False
    allowed: tuple[str, ...] = ()
    required: bool = False


class Fault(NamedTuple):
    """Texts of a rule that do not go together: which of the texts under which key is to blame; no key blames the rule."""

    key: str
    number: int
    told: Message


Texts = Mapping[str, Sequence[str]]


class Kind(NamedTuple):
    """A kind of check, by its ``name`` in a rule book. It is run by ``run``, or by ``last`` on what all other rules came to.

    ``sv`` and ``en`` say what such a rule says. What is no ``equation`` between the figures as they are printed
    tells nobody which of them is wrong. ``together`` finds keys that do not go together. ``between`` holds several reports
    of one entity against each other; a kind may have it beside ``run``.
    """

    name: str
    sv: str
    en: str
    keys: Mapping[str, Key] = {}
    run: Check | None = None
    last: LastCheck | None = None
    equation: bool = True
    together: Callable[[Texts], Iterator[Fault]] | None = None
    between: "Callable[[Rule, Chain], Iterator[Outcome]] | None" = None

    @property
    def options(self) -> tuple[str, ...]:
        """The keys that a rule of this kind may have."""
        return tuple(self.keys)

    @property
    def required(self) -> tuple[str, ...]:
        """The keys that it must have."""
        return tuple(name for name, key in self.keys.items() if key.required)


TABLES = Key("table", several=True, required=True)
YES_NO = Key("choice", allowed=("yes", "no"))
WORDS = Key("words", several=True)
NAMES = Key("words", several=True, required=True)
FORMULAS = Key("formula", several=True)
LIMITS = Key("limit", several=True)
SPOKEN = Key("spoken")


NO_TABLE = "reason.no-table"


def or_else(told: str, reason: str, no_table: str = "", **args: object) -> Callable[[Run[More]], Run[More]]:
    """A check that says why where it comes to nothing: ``reason``, or ``no_table`` where none named by ``in`` is there."""

    def with_reason(check: Run[More]) -> Run[More]:
        @wraps(check)
        def told_anyway(rule: Rule, view: View, /, *more: More.args, **named: More.kwargs) -> Iterator[Outcome]:
            found = False
            for outcome in check(rule, view, *more, **named):
                found = True
                yield outcome
            if not found:
                tables = rule.texts("in")
                why = no_table if no_table and not view.statements(tables) else reason
                yield Outcome("not_applicable", message(told), reason=message(why, tables=tables, **args))

        return told_anyway

    return with_reason


def one_of(texts: Texts, *keys: str) -> Iterator[Fault]:
    """The fault of a rule that has none of some keys, or several."""
    there = [key for key in keys if key in texts]
    if len(there) != 1:
        yield Fault(there[1] if there else "", 0, message("rules.one-of", keys=keys))
