"""The formula language."""

from __future__ import annotations

from decimal import Decimal

import pytest

from finsam_audit.page.expressions import (
    Expression,
    FormulaError,
    Literal,
    Name,
    names,
    parse_expression,
    parse_relation,
    split_path,
)


def _shape(expression: Expression) -> str:
    if isinstance(expression, Literal):
        return str(expression.value)
    if isinstance(expression, Name):
        return ".".join(expression.path)
    return f"({_shape(expression.left)} {expression.operator} {_shape(expression.right)})"


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("a", "a"),
        ("a + b", "(a + b)"),
        ("a - b - c", "((a - b) - c)"),
        ("a + b * c", "(a + (b * c))"),
        ("a / b / c", "((a / b) / c)"),
        ("(a + b) * c", "((a + b) * c)"),
        ("a - ( b + c )", "(a - (b + c))"),
        ("- a", "(0 - a)"),
        ("a * ( - b )", "(a * (0 - b))"),
        ("a − b", "(a - b)"),
        ("årets resultat", "årets resultat"),
        ("balansräkning.summa eget kapital / not.medlemsbidrag", "(balansräkning.summa eget kapital / not.medlemsbidrag)"),
        ("ökning/minskning + av-", "(ökning/minskning + av-)"),
        ("a + 2", "(a + 2)"),
    ],
)
def test_operators_stand_between_spaces_and_bind_as_in_arithmetic(text: str, shape: str) -> None:
    assert shape == _shape(parse_expression(text))


def _name(text: str) -> Name:
    found = parse_expression(text)
    assert isinstance(found, Name)
    return found


@pytest.mark.parametrize(
    ("text", "path", "column", "optional"),
    [
        ("a.b", ("a", "b"), "", False),
        ("a.b[2024]", ("a", "b"), "2024", False),
        ("a.b[budget 2025 netto]", ("a", "b"), "budget 2025 netto", False),
        ("a.b?", ("a", "b"), "", True),
        ("a.b[föregående]?", ("a", "b"), "föregående", True),
        ("a.b?[föregående]", ("a", "b"), "föregående", True),
        ("«Finansierad verksamhet».Coachingteamet[2025]", ("Finansierad verksamhet", "Coachingteamet"), "2025", False),
        ("«Not 3. Kostnader».«A + B»", ("Not 3. Kostnader", "A + B"), "", False),
        ("«Indikatorer».2025[Fråga 1]", ("Indikatorer", "2025"), "Fråga 1", False),
        ("claims.deltagare", ("claims", "deltagare"), "", False),
    ],
)
def test_a_name_has_a_path_a_column_and_may_be_optional(text: str, path: tuple[str, ...], column: str, optional: bool) -> None:
    found = _name(text)
    assert (path, column, optional) == (found.path, found.column, found.optional)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [("800 000 kr", "800000", "kr"), ("20 %", "20", "%"), ("2", "2", None), ("1,5 mnkr", "1.5", "mnkr")],
)
def test_a_number_is_a_literal_with_its_unit(text: str, value: str, unit: str | None) -> None:
    found = parse_expression(text)
    assert isinstance(found, Literal)
    assert (Decimal(value), unit) == (found.value, found.unit.name if found.unit else None)


@pytest.mark.parametrize(
    ("text", "reason", "at"),
    [
        ("a + «b", "formula.unclosed", 4),
        ("a[2024", "formula.unclosed", 0),
        ("a + b.c]", "formula.unexpected", 7),
        ("a + «b c»]", "formula.unexpected", 9),
        ("(a + b", "formula.unclosed", 6),
        ("a + ", "formula.expected-name", 4),
        ("", "formula.expected-name", 0),
        ("a + * b", "formula.expected-name", 4),
        ("a b )", "formula.unexpected", 4),
        ("a.", "formula.expected-name", 0),
        ("a..b", "formula.expected-name", 0),
        ("a = b", "formula.unexpected", 2),
    ],
)
def test_a_formula_that_cannot_be_read_says_where(text: str, reason: str, at: int) -> None:
    with pytest.raises(FormulaError) as caught:
        parse_expression(text)
    assert (reason, at) == (caught.value.reason, caught.value.at)


@pytest.mark.parametrize("operator", ["=", "<=", ">="])
def test_a_relation_compares_two_sides(operator: str) -> None:
    found = parse_relation(f"a {operator} b + c")
    assert (operator, "a", "(b + c)") == (found.operator, _shape(found.left), _shape(found.right))


def test_a_relation_without_comparison_is_refused() -> None:
    with pytest.raises(FormulaError) as caught:
        parse_relation("a + b")
    assert caught.value.reason == "formula.no-comparison"


def test_a_relation_compares_once() -> None:
    with pytest.raises(FormulaError):
        parse_relation("a = b = c")


def test_names_come_in_the_order_they_are_written_with_their_place() -> None:
    assert [(name.path, name.at) for name in names(parse_expression("a + (b *  c) - 2"))] == [
        (("a",), 0),
        (("b",), 5),
        (("c",), 10),
    ]


def test_a_dot_within_guillemets_is_no_separator() -> None:
    assert split_path("«Not 2. Intäkter».Summa") == ["Not 2. Intäkter", "Summa"]
