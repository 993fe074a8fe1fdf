"""The formula language, as an accountant writes: ``årets resultat = verksamhetens resultat + finansiella intäkter?``.

Operators stand between spaces, a path's parts are separated by a dot, and «…» holds a label with operators in it.
``?`` marks a term that a report need not print; ``[…]`` names another column.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from finsam_audit.page.bounds import FORMULA_DEPTH, FORMULA_TERMS
from finsam_audit.page.printed import Unreadable, read_number
from finsam_audit.page.units import Unit


class FormulaError(ValueError):
    """A formula that cannot be read. ``reason`` is a message key; ``at`` counts characters from 0."""

    def __init__(self, reason: str, at: int, found: str) -> None:
        super().__init__(f"{reason} at {at}: {found}")
        self.reason = reason
        self.at = at
        self.found = found


class Name(NamedTuple):
    """A concept, row, parameter or claim: its path, the column asked for, and whether it may be missing."""

    path: tuple[str, ...]
    column: str
    optional: bool
    at: int


class Literal(NamedTuple):
    """An exact number with its unit."""

    value: Decimal
    unit: Unit | None


class Operation(NamedTuple):
    """``left operator right``; a turned sign is ``0 - right``."""

    operator: str
    left: "Expression"
    right: "Expression"


Expression = Name | Literal | Operation


class Relation(NamedTuple):
    """``left = right``, ``left <= right`` or ``left >= right``."""

    operator: str
    left: Expression
    right: Expression
    text: str


class _Token(NamedTuple):
    kind: str
    text: str
    at: int


_OPERATOR = re.compile(r"(<=|>=|[=+\-−*/])(?=\s|$)")
# A name runs to a closing parenthesis or an operator between spaces; «…» and […] hold anything.
_NAME = re.compile(r"(?:[^\s()«\[]++|«[^»]*+»|\[[^\]]*+\]|\s+(?!(?:<=|>=|[=+\-−*/])(?:\s|$))|\()++")
_COMPARISONS = ("=", "<=", ">=")


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char.isspace():
            at += 1
        elif char in "()":
            tokens.append(_Token(char, char, at))
            at += 1
        elif match := _OPERATOR.match(text, at):
            tokens.append(_Token("operator", "-" if match[1] == "−" else match[1], at))
            at = match.end()
        else:
            end = _end_of_name(text, at)
            tokens.append(_Token("name", text[at:end].rstrip(), at))
            at = end
    return tokens


def _end_of_name(text: str, start: int) -> int:
    match = _NAME.match(text, start)
    end = match.end() if match is not None else start
    if end < len(text) and text[end] in "«[":
        raise FormulaError("formula.unclosed", start, text[start:])
    return max(end, start + 1)


@lru_cache(maxsize=2048)
def parse_expression(text: str) -> Expression:
    """The expression in ``text``, parsed once. Raises ``FormulaError``."""
    parser = _Parser(_tokens(text), text)
    result = parser.sum()
    parser.finish()
    return result


@lru_cache(maxsize=512)
def parse_relation(text: str) -> Relation:
    """The relation in ``text``, parsed once. Raises ``FormulaError``."""
    parser = _Parser(_tokens(text), text)
    left = parser.sum()
    operator = parser.take("operator", _COMPARISONS)
    if operator is None:
        raise FormulaError("formula.no-comparison", parser.position(), text)
    right = parser.sum()
    parser.finish()
    return Relation(operator.text, left, right, text)


class _Parser:
    def __init__(self, tokens: list[_Token], text: str) -> None:
        self.tokens = tokens
        self.text = text
        self.index = 0
        self.depth = 0
        terms = [token for token in tokens if token.kind == "name"]
        if len(terms) > FORMULA_TERMS:
            raise FormulaError("formula.too-long", terms[FORMULA_TERMS].at, str(FORMULA_TERMS))

    def position(self) -> int:
        return self.tokens[self.index].at if self.index < len(self.tokens) else len(self.text)

    def take(self, kind: str, texts: tuple[str, ...] = ()) -> _Token | None:
        if self.index >= len(self.tokens):
            return None
        token = self.tokens[self.index]
        if token.kind != kind or (texts and token.text not in texts):
            return None
        self.index += 1
        return token

    def finish(self) -> None:
        if self.index < len(self.tokens):
            token = self.tokens[self.index]
            raise FormulaError("formula.unexpected", token.at, token.text)

    def sum(self) -> Expression:
        left = self.product()
        while operator := self.take("operator", ("+", "-")):
            left = Operation(operator.text, left, self.product())
        return left

    def product(self) -> Expression:
        left = self.factor()
        while operator := self.take("operator", ("*", "/")):
            left = Operation(operator.text, left, self.factor())
        return left

    def factor(self) -> Expression:
        """One factor, with what stands before or round it; the bound keeps all that walk the tree within the stack."""
        self.depth += 1
        if self.depth > FORMULA_DEPTH:
            raise FormulaError("formula.too-deep", self.position(), str(FORMULA_DEPTH))
        try:
            return self._factor()
        finally:
            self.depth -= 1

    def _factor(self) -> Expression:
        if self.take("operator", ("-",)):
            return Operation("-", Literal(Decimal(0), None), self.factor())
        if self.take("("):
            inside = self.sum()
            if self.take(")") is None:
                raise FormulaError("formula.unclosed", self.position(), self.text)
            return inside
        token = self.take("name")
        if token is None:
            raise FormulaError("formula.expected-name", self.position(), self.text[self.position() :])
        if token.text[0].isdigit():
            try:
                number = read_number(token.text)
                return Literal(number.value, number.unit)
            except Unreadable:
                pass  # a row may be called 2025
        return _name(token)


def _name(token: _Token) -> Name:
    text, optional, column = token.text, False, ""
    if text.endswith("?"):
        text, optional = text[:-1].rstrip(), True
    if text.endswith("]"):
        opening = text.rfind("[")
        if opening < 0:
            raise FormulaError("formula.unexpected", token.at + len(text) - 1, "]")
        text, column = text[:opening].rstrip(), text[opening + 1 : -1].strip()
        if text.endswith("?"):
            text, optional = text[:-1].rstrip(), True
    parts = split_path(text)
    if not parts or not all(parts):
        raise FormulaError("formula.expected-name", token.at, token.text)
    return Name(tuple(parts), column, optional, token.at)


def split_path(text: str) -> list[str]:
    """The parts of a path; a dot within «…» is a character of the label."""
    if "«" not in text:
        return [part.strip() for part in text.split(".")]
    parts: list[str] = []
    current: list[str] = []
    quoted = False
    for char in text:
        if char == "«":
            quoted = True
        elif char == "»":
            quoted = False
        elif char == "." and not quoted:
            parts.append("".join(current).strip())
            current = []
            continue
        else:
            current.append(char)
    parts.append("".join(current).strip())
    return parts


def names(expression: Expression) -> list[Name]:
    """Every name in an expression, in the order it is written."""
    if isinstance(expression, Name):
        return [expression]
    if isinstance(expression, Operation):
        return names(expression.left) + names(expression.right)
    return []
