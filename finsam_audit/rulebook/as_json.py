"""A rule book as JSON and back, value for value. Reading it can make these values and no others, and runs nothing.

A JSON list is a list and a JSON object a dictionary, but for an object of one key that begins with ``!``: ``{"!": […]}``
is a tuple, ``{"!Rule": […]}`` a rule by its fields.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from finsam_audit.accounts.words.labels import Labels
from finsam_audit.accounts.words.lexicon import Answers, Concept, Lexicon, Section, TableKind
from finsam_audit.controls.rules import Parameter, Rule, RuleBook
from finsam_audit.page.units import Unit

_KINDS = (RuleBook, Rule, Parameter, Unit, Lexicon, TableKind, Concept, Labels, Section)
_READ: dict[str, Callable[[Any], object]] = {
    "!": tuple,
    "!set": frozenset,
    "!number": Decimal,
    "!date": date.fromisoformat,
    "!answers": Answers,
    **{f"!{kind.__name__}": kind._make for kind in _KINDS},
}


def written(value: object) -> str:
    """A value as JSON. Raises ``TypeError`` for what a rule book does not hold."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> object:
    """The value that was written. Raises ``ValueError`` or ``TypeError`` where it is none."""
    return json.loads(text, object_hook=_value)


def _value(found: dict[str, Any]) -> object:
    if len(found) == 1:
        ((mark, inner),) = found.items()
        if mark in _READ:
            return _READ[mark](inner)
    return found


def _plain(value: object) -> object:
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, tuple):
        mark = f"!{type(value).__name__}" if isinstance(value, _KINDS) else "!"
        return {mark: [_plain(item) for item in value]}
    if isinstance(value, frozenset):
        return {"!set": sorted(value)}
    if isinstance(value, Decimal):
        return {"!number": str(value)}
    if isinstance(value, date):
        return {"!date": value.isoformat()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, Answers):
        return {"!answers": []}
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    raise TypeError(f"{type(value).__name__} in a rule book")
