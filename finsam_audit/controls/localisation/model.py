"""What is told of a record: its figures, the linear relations between them, and other forms that a relation may have.

All numbers are exact: whole numbers, ``Decimal`` or ``Fraction``, never ``float``. A relation holds within rounding
when the written figures miss it by no more than half the sum of coefficient times step.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

Number = int | Decimal | Fraction
Sense = Literal["=", "<=", ">="]


class Relation(NamedTuple):
    """The sum of coefficient times figure, held against a constant: ``(("a", 1), ("b", 1), ("total", -1)) = 0``.

    ``slack`` is how far it may be missed, where that is not what the steps of its figures come to.
    """

    name: str
    terms: tuple[tuple[str, Number], ...]
    sense: Sense = "="
    constant: Number = 0
    slack: Number | None = None


class Variable(NamedTuple):
    """A figure of the record.

    ``value`` as written, None where it is missing; ``step`` the unit it is rounded to (it stands for ± half of it; 0 is
    exact); ``grid`` the distance between the values it can be written as (None: any); ``low`` and ``high`` what it can
    be at all; ``fixed`` where it may not be changed; ``weight`` how much it is trusted (1 is usual, more is harder to
    change).
    """

    value: Number | None
    step: Number = 0
    grid: Number | None = 1
    low: Number | None = None
    high: Number | None = None
    fixed: bool = False
    weight: Number = 1


class Alternative(NamedTuple):
    """Another form that a relation may have, at a cost: "this total also took in the row above it".

    ``cost`` is measured against 1, the price of an arbitrary change of one figure; ``kind`` is the caller's word.
    """

    relation: str
    replacement: Relation
    cost: Number
    kind: str


class Mistaken(ValueError):
    """The question itself is wrong: an unknown name, a float, two relations of one name."""


def exact(number: Number) -> Fraction:
    """A number as a fraction; floats are refused because they are not the number that was written."""
    if isinstance(number, bool) or not isinstance(number, int | Decimal | Fraction):
        raise Mistaken(f"{number!r} is no exact number: use int, Decimal or Fraction")
    return Fraction(number)


def ratio(number: Number) -> tuple[int, int]:
    """A number as numerator and denominator, without the time it takes to make a fraction of it."""
    return number.as_integer_ratio() if type(number) in _EXACT else exact(number).as_integer_ratio()


_EXACT = (int, Decimal, Fraction)
_TERM = re.compile(r"\s*([+-])?\s*(\d+(?:\.\d+|/\d+)?)?\s*\*?\s*([A-Za-zÅÄÖåäö_][\wÅÄÖåäö.]*)?")


def relation(text: str, name: str = "") -> Relation:
    """A relation as it is written on paper; its name is the text unless another is given.

    >>> relation("p + c = t").terms
    (('p', Fraction(1, 1)), ('c', Fraction(1, 1)), ('t', Fraction(-1, 1)))
    >>> relation("p <= 0.5 t + 3")[1:4]
    ((('p', Fraction(1, 1)), ('t', Fraction(-1, 2))), '<=', Fraction(3, 1))
    """
    for sense in ("<=", ">=", "="):
        left, found, right = text.partition(sense)
        if found:
            break
    else:
        raise Mistaken(f"no =, <= or >= in {text!r}")
    terms: dict[str, Fraction] = {}
    constant = Fraction(0)
    for side, sign in ((left, 1), (right, -1)):
        for variable, amount in _read(side, text):
            if variable:
                terms[variable] = terms.get(variable, Fraction(0)) + sign * amount
            else:
                constant -= sign * amount
    return Relation(name or text, tuple(terms.items()), sense, constant)


def _read(side: str, text: str) -> list[tuple[str, Fraction]]:
    found: list[tuple[str, Fraction]] = []
    place = 0
    while side[place:].strip():
        match = _TERM.match(side, place)
        if match is None or not (match[2] or match[3]) or (found and not match[1]):
            raise Mistaken(f"cannot read {side[place:].strip()!r} in {text!r}")
        amount = Fraction(match[2] or 1)
        found.append((match[3] or "", -amount if match[1] == "-" else amount))
        place = match.end()
    return found


def variables(values: Mapping[str, Variable | Number | None]) -> dict[str, Variable]:
    """A record whose bare numbers are made figures: exact, whole, free to change."""
    return {name: value if isinstance(value, Variable) else Variable(value) for name, value in values.items()}
