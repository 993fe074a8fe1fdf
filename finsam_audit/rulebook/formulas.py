"""Formulas of the rule book, held against the lexicon and the parameters before anything is checked with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from finsam_audit.accounts.words.lexicon import Concept, Lexicon
from finsam_audit.controls.context import read_selector
from finsam_audit.page.expressions import (
    Expression,
    FormulaError,
    Literal,
    Name,
    Operation,
    names,
    parse_expression,
    parse_relation,
)
from finsam_audit.page.near_names import near_name
from finsam_audit.page.source import Node
from finsam_audit.page.units import Unit
from finsam_audit.rulebook.pack import Pack

UNKNOWN = "?"  # the sort of a row that is an amount in one report and a percentage in another
QUOTIENT = "ratio"
_SPACELESS = re.compile(r"[+*/=<>]|\s[-−]|[-−]\s")
_AMOUNTS = ("balansräkning", "resultaträkning", "kassaflödesanalys", "balanskravsutredning", "driftredovisning", "not",
            "budgetuppföljning", "finansierad verksamhet", "investeringsredovisning")  # fmt: skip
_TURNED = {"<=": ">=", ">=": "<=", "=": "="}


class Vocabulary(NamedTuple):
    """What formulas can name: the concepts of the lexicon, and the parameters with their units."""

    lexicon: Lexicon
    parameters: Mapping[str, Unit | None]

    def concept(self, path: str) -> Concept | None:
        """The concept with this path, also by the name of the percentage that is printed with it."""
        table, _, name = path.partition(".")
        kind = self.lexicon.kinds.get(table)
        if kind is None:
            return None
        return kind.concepts.get(name) or next((c for c in kind.concepts.values() if c.share == name), None)

    def check_concept(self, pack: Pack, node: Node, path: str, at: int = 0) -> None:
        """Tell a name that the lexicon does not have, with the one that may have been meant."""
        if self.concept(path) is None:
            meant = near_name(path, (concept.path for concept in self.lexicon.concepts()))
            pack.wrong_at(node, at, "rules.unknown-concept", found=path, meant=meant)

    def expression(self, pack: Pack, node: Node, on: str | None) -> Expression | None:
        """A formula without a comparison; everything that is wrong with it is told."""
        try:
            found = parse_expression(node.text)
        except FormulaError as error:
            pack.wrong_at(node, error.at, error.reason, found=error.found)
            return None
        self._names(pack, node, found, on)
        self._sort(pack, node, found, on)
        return found

    def relation(self, pack: Pack, node: Node, on: str | None, comparisons: tuple[str, ...]) -> None:
        """A formula that compares two sides; everything that is wrong with it is told.

        ``on`` is the table of bare names: empty where the rule forgot to say, None where that has been told already.
        """
        try:
            found = parse_relation(node.text)
        except FormulaError as error:
            at = 0 if error.reason == "formula.no-comparison" else error.at
            pack.wrong_at(node, at, error.reason, found=error.found)
            return
        left, right = found.left, found.right
        if found.operator not in comparisons:
            pack.wrong(node, "rules.bad-comparison", found=found.operator, allowed=" ".join(comparisons))
        if not names(left):
            one, _, other = node.text.partition(f" {found.operator} ")
            turned = f"{other.strip()} {_TURNED[found.operator]} {one.strip()}"
            pack.wrong(node, "rules.turn-round" if names(right) else "rules.no-names", turned=turned)
        self._names(pack, node, left, on)
        self._names(pack, node, right, on)
        if names(left) and _bare(left, on) == _bare(right, on):
            pack.wrong(node, "rules.same-sides", found=node.text)
            return
        sorts = self._sort(pack, node, left, on), self._sort(pack, node, right, on)
        if _clash(*sorts):
            pack.wrong(node, "rules.mixed-sides", left=sorts[0], right=sorts[1])

    def _names(self, pack: Pack, node: Node, expression: Expression, on: str | None) -> None:
        for name in names(expression):
            path, at = name.path, name.at
            if name.column and read_selector(name.column) is None:
                pack.wrong_at(node, at, "rules.unknown-column", found=name.column)
            if path == ("others",) or path[0] == "claims":
                continue
            if path[0] == "parameter":
                if len(path) != 2 or path[1] not in self.parameters:
                    found = ".".join(path[1:])
                    pack.wrong_at(node, at, "rules.unknown-parameter", found=found, meant=near_name(found, self.parameters))
                continue
            whole = ".".join(path) if len(path) > 1 else f"{on}.{path[0]}"
            spaced = self._spaced(".".join(path), on)
            if self.concept(whole) is None and spaced:
                pack.wrong_at(node, at, "rules.spaces", found=".".join(path), spaced=spaced)
            elif len(path) == 1 and on == "":
                tables = [kind for kind in self.lexicon.kinds if self.concept(f"{kind}.{path[0]}") is not None]
                pack.wrong_at(node, at, "rules.no-table-for", found=path[0], table=next(iter(tables), "balansräkning"))
                return  # said once
            elif len(path) == 1 and on is None:
                continue
            else:
                self.check_concept(pack, node, whole, at)

    def _spaced(self, name: str, on: str | None) -> str:
        """A name that holds operators, with spaces round them; empty where it holds none."""
        parts = [part.strip() for part in re.split(r"[-−+*/=<>]+", name)]
        known = all(not part or part.isdecimal() or self.concept(part if "." in part else f"{on}.{part}") for part in parts)
        if len(parts) < 2 or not (known or _SPACELESS.search(name)):
            return ""
        signs = r"\s*(<=|>=|[-−+*/=<>])\s*" if known else r"\s*(<=|>=|[+*/=<>])\s*|\s+([-−])\s*|\s*([-−])\s+"
        return re.sub(signs, lambda match: f" {next(sign for sign in match.groups() if sign)} ", name).strip()

    # -- amounts, percentages and quotients ---------------------------------------------------------------------------

    def _sort(self, pack: Pack, node: Node, expression: Expression, on: str | None) -> str | None:
        """What an expression comes to: money, percent, count or a quotient; None for a number, ``?`` where it depends."""
        if isinstance(expression, Literal):
            return expression.unit.quality if expression.unit is not None else None
        if isinstance(expression, Name):
            return self._sort_of_name(expression, on)
        left, right = (self._sort(pack, node, side, on) for side in (expression.left, expression.right))
        if expression.operator in ("+", "-"):
            if _clash(left, right) or {left, right} == {QUOTIENT, "percent"}:
                first = next(iter(names(expression.right) or names(expression.left)), None)
                pack.wrong_at(node, first.at if first else 0, "rules.mixed-sum", left=left, right=right)
                return UNKNOWN
            return UNKNOWN if UNKNOWN in (left, right) else left or right
        if UNKNOWN in (left, right):
            return UNKNOWN
        if expression.operator == "*":
            found = [sort for sort in (left, right) if sort not in (None, "percent", QUOTIENT)]
            return (
                found[0] if len(found) == 1 else UNKNOWN if found else QUOTIENT if QUOTIENT in (left, right) else left or right
            )
        if left == right:
            return QUOTIENT if left else None
        return left if right in (None, "percent") else UNKNOWN

    def _sort_of_name(self, name: Name, on: str | None) -> str | None:
        if name.path == ("others",):
            return "money" if on in _AMOUNTS else UNKNOWN
        if name.path[0] == "parameter" and len(name.path) == 2:
            unit = self.parameters.get(name.path[1])
            return unit.quality if unit is not None else None
        path = name.path if len(name.path) > 1 else (on or "", name.path[0])
        concept = self.concept(".".join(path))
        if concept is None:
            return UNKNOWN
        if concept.role == "share" or concept.share == path[-1]:
            return "percent" if concept.share == path[-1] else UNKNOWN
        return "money" if concept.table in _AMOUNTS else UNKNOWN


def _clash(left: str | None, right: str | None) -> bool:
    """Whether two sorts can never be added or compared. A number without a unit goes with all."""
    return (
        None not in (left, right) and UNKNOWN not in (left, right) and left != right and {left, right} != {QUOTIENT, "percent"}
    )


def _bare(expression: Expression, on: str | None) -> Expression:
    """An expression as it is whatever its spelling: names with their table, and without their place."""
    if isinstance(expression, Name):
        path = expression.path if len(expression.path) > 1 else (on or "", *expression.path)
        return Name(path, expression.column.lower(), False, 0)
    if isinstance(expression, Operation):
        return Operation(expression.operator, _bare(expression.left, on), _bare(expression.right, on))
    return expression
