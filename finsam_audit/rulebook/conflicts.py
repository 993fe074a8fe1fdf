"""Rules held against each other: two that say the same, and two that cannot both be right.

A relation is brought to one form (all terms on one side, as weights of names), so that ``a = b + c`` and ``c = a - b``
are seen to be one relation and ``a = b - c`` to contradict both. What formulas cannot show, the examples can: a good
example of one rule in which another finds an error, a bad one in which both find the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import Rule, RuleBook
from finsam_audit.engine.check import check
from finsam_audit.messages import InputError, Message, message
from finsam_audit.page.expressions import Expression, Literal, Name, Operation, parse_expression, parse_relation
from finsam_audit.rulebook.examples import example_report

ONE = ""  # the name under which constants are kept

Terms = dict[str, Fraction]


class Conflict(NamedTuple):
    """Two rules and what is wrong between them."""

    rule: Rule
    other: Rule
    told: Message


class Statement(NamedTuple):
    """One relation that a rule states: ``terms`` compared with nothing, by ``operator``."""

    operator: str
    terms: tuple[tuple[str, Fraction], ...]
    free: bool  # the rule admits other definitions too

    @property
    def names(self) -> frozenset[str]:
        return frozenset(name for name, _ in self.terms if name != ONE)


def conflicts(book: RuleBook, of: Collection[Rule] | None = None) -> list[Conflict]:
    """Every pair of rules that repeat or contradict each other, for reports that both apply to.

    Where ``of`` names some rules, only pairs with one of those. They are the ones to mend, and told first of a pair.
    """
    mine = {rule.id for rule in (book.rules if of is None else of)}
    stated = {rule.id: tuple(statements(rule, book)) for rule in book.rules}
    found: list[Conflict] = []
    for rule, other in combinations(book.rules, 2):
        if not {rule.id, other.id} & mine or not _meet(rule, other):
            continue
        key = _conflict(rule, other, stated[rule.id], stated[other.id])
        if key:
            found.append(Conflict(other, rule, message(key, rule=other.id, other=rule.id)))
    found += _in_examples(book, {(c.rule.id, c.other.id) for c in found}, mine)
    return [c if c.rule.id in mine else Conflict(c.other, c.rule, c.told) for c in found]


def _in_examples(book: RuleBook, known: set[tuple[str, str]], mine: set[str]) -> Iterator[Conflict]:
    """Conflicts that show when rules are held against each rule's own good and bad example."""
    rules = {rule.id: rule for rule in book.rules}
    for rule in book.rules:
        held = book.rules if rule.id in mine else [r for r in book.rules if r.id in mine or r.id == rule.id]
        for name, key, clashing in (("good", "conflict.good-example", _errors), ("bad", "conflict.bad-example", _silenced)):
            try:
                report = example_report(rule, name, str(rule.examples[name]))
            except (InputError, KeyError):
                continue  # told where the examples themselves are run
            for other in clashing(rule, check(report, book, held, why=False).outcomes):
                if other in rule.yields or rule.id in rules[other].yields:
                    continue  # they know of each other
                if other != rule.id and not known & {(rule.id, other), (other, rule.id)}:
                    known.add((rule.id, other))
                    yield Conflict(rule, rules[other], message(key, rule=rule.id, other=other))


def _errors(_: Rule, outcomes: tuple[Outcome, ...]) -> list[str]:
    """The rules that find an error."""
    return [o.rule for o in outcomes if o.outcome == "finding" and o.severity == "error"]


def _silenced(rule: Rule, outcomes: tuple[Outcome, ...]) -> list[str]:
    """The rules that had nothing to add to what this one said, or that said it in its place."""
    pairs = [(o.rule, str(o.reason.args["rule"])) for o in outcomes if o.reason and o.reason.key == "reason.said-already"]
    return [other for pair in pairs if rule.id in pair for other in pair]


def statements(rule: Rule, book: RuleBook) -> Iterator[Statement]:
    """The relations that a rule states in formulas, each in its one form; what is not linear is left out."""
    on = rule.text("table")
    free = bool(rule.texts("variants"))
    if rule.check in ("formula", "limit"):
        for text in rule.texts("holds"):
            relation = parse_relation(text)
            yield from _statement(relation.operator, relation.left, relation.right, on, book, free)
    elif rule.check == "tie-out":
        places = [parse_expression(text) for text in (*rule.texts("anchors"), *rule.texts("places"))]
        for left, right in combinations(places, 2):
            yield from _statement("=", left, right, on, book, free)


def _meet(rule: Rule, other: Rule) -> bool:
    """Whether some report is held against both rules."""

    def shared(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
        return not one or not two or bool(set(one) & set(two))

    def before(one: Rule, two: Rule) -> bool:
        return one.until is not None and two.since is not None and one.until < two.since

    if before(rule, other) or before(other, rule):
        return False
    return shared(rule.organisations, other.organisations) and shared(rule.documents, other.documents)


def _conflict(rule: Rule, other: Rule, one: tuple[Statement, ...], two: tuple[Statement, ...]) -> str:
    if rule.check == other.check and rule.options == other.options and rule.options:
        return "conflict.repeats"
    if rule.check == other.check == "footing" and set(rule.texts("of")) & set(other.texts("of")):
        return "conflict.repeats"
    for mine in one:
        for theirs in two:
            if mine.operator == theirs.operator and mine.terms == theirs.terms:
                return "conflict.repeats"
            if not (mine.free or theirs.free) and _contradict(mine, theirs):
                return "conflict.contradicts"
    return ""


def _contradict(mine: Statement, theirs: Statement) -> bool:
    """Whether two statements about the same names leave nothing but special cases that satisfy both."""
    if mine.names != theirs.names or not mine.names:
        return False
    if mine.operator == theirs.operator == "=":
        return mine.terms != theirs.terms
    (one, below), (two, above) = _bound(mine), _bound(theirs)
    return one is not None and one == two and below != above and _empty(mine, theirs)


def _bound(statement: Statement) -> tuple[tuple[tuple[str, Fraction], ...] | None, str]:
    """The terms of an inequality without its constant, scaled so that the first weight is one, and its direction."""
    terms = tuple((name, weight) for name, weight in statement.terms if name != ONE)
    if statement.operator == "=" or not terms:
        return None, ""
    first = terms[0][1]
    direction = statement.operator if first > 0 else {"<=": ">=", ">=": "<="}[statement.operator]
    return tuple((name, weight / first) for name, weight in terms), direction


def _empty(mine: Statement, theirs: Statement) -> bool:
    limits: dict[str, Fraction] = {}
    for statement in (mine, theirs):
        _, direction = _bound(statement)
        weights = dict(statement.terms)
        first = next(weight for name, weight in statement.terms if name != ONE)
        limits[direction] = -weights.get(ONE, Fraction(0)) / first
    return limits["<="] < limits[">="]


def _statement(operator: str, left: Expression, right: Expression, on: str, book: RuleBook, free: bool) -> Iterator[Statement]:
    terms = _terms(Operation("-", left, right), on, book)
    if terms is None:
        return
    kept = sorted((name, weight) for name, weight in terms.items() if weight)
    if operator == "=" and kept:
        scale = next((weight for name, weight in kept if name != ONE), kept[0][1])
        kept = [(name, weight / scale) for name, weight in kept]
    yield Statement(operator, tuple(kept), free)


def _terms(expression: Expression, on: str, book: RuleBook) -> Terms | None:
    """The weights of the names in an expression; a ratio of names counts as a name of its own."""
    if isinstance(expression, Literal):
        scale = expression.unit.scale if expression.unit is not None else Decimal(1)
        return {ONE: Fraction(expression.value * scale)}
    if isinstance(expression, Name):
        return _named(expression, on, book)
    left, right = _terms(expression.left, on, book), _terms(expression.right, on, book)
    if left is None or right is None:
        return None
    if expression.operator in "+-":
        sign = 1 if expression.operator == "+" else -1
        return {name: left.get(name, Fraction(0)) + sign * right.get(name, Fraction(0)) for name in {**left, **right}}
    if expression.operator == "*" and set(left) <= {ONE}:
        left, right = right, left
    if set(right) <= {ONE} and right.get(ONE):
        factor = right[ONE] if expression.operator == "*" else 1 / right[ONE]
        return {name: weight * factor for name, weight in left.items()}
    text = f"{sorted(left.items())} {expression.operator} {sorted(right.items())}"
    return {text: Fraction(1)}


def _named(name: Name, on: str, book: RuleBook) -> Terms:
    if name.path[0] == "parameter" and len(name.path) == 2:
        parameter = book.parameters.get(name.path[1])
        if parameter is not None and parameter.values and len(parameter.values[-1][1]) == 1:
            scale = parameter.unit.scale if parameter.unit is not None else Decimal(1)
            return {ONE: Fraction(parameter.values[-1][1][0][1] * scale)}
    path = name.path if len(name.path) > 1 or name.path == ("others",) else (on, *name.path)
    column = f"[{name.column.lower()}]" if name.column else ""
    return {".".join(path) + column: Fraction(1)}
