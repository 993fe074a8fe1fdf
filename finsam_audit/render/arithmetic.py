"""How an amount was worked out, on one line: "187 + 99 − 63", "(42 % × 12 + 15 % × 53) delat med (12 + 53)"."""

from collections.abc import Sequence
from decimal import Decimal

from finsam_audit.controls.outcome import Outcome, Used
from finsam_audit.controls.quantities import ZERO
from finsam_audit.messages import message
from finsam_audit.page.expressions import Expression, FormulaError, Literal, Name, Operation, names, parse_expression
from finsam_audit.page.model import Figure
from finsam_audit.render.language import amount, say
from finsam_audit.render.shown import OWN_WORDS, held_against
from finsam_audit.render.where import beside, lines_words

FEW = 4
"""Terms of a sum that still can be read in a sentence."""

_MOST = 6
"""Figures of a quotient or a longer formula that can."""

_SIGNS = {"*": "×", "-": "−", "+": "+"}


def worked_out(outcome: Outcome, language: str, lined: bool = False) -> str:
    """The amounts that give what was worked out; "" where they are too many, or the formula is not one of amounts alone.

    ``lined``: those of a plain sum each with its line.
    """
    terms = [used for used in outcome.figures if used.role not in ("stated", "limit")]
    figures = [used.figure for used in terms if used.figure is not None]
    if len(figures) < len(terms) or len({figure.id for figure in figures}) > _MOST:
        return ""
    formula = str(outcome.told.args.get("equals") or "")
    if " * " in formula:
        return _spelled(formula, figures, language)
    if len({abs(used.weight) for used in terms}) != 1:
        return ""
    if any(used.role == "divisor" for used in terms):  # a share in per cent is a hundred times the quotient
        over, under = (_side([used for used in terms if used.role == role], language) for role in ("term", "divisor"))
        key = "paper.of" if outcome.unit == "%" and "(" not in over + under else "paper.over"
        return say(message(key, left=over, right=under), language) if over and under else ""
    return sum_of(outcome, language, lined)


def sum_of(outcome: Outcome, language: str, lined: bool = False) -> str:
    """The amounts of a plain sum of few, those that add first, with their unit where it is not the stated figure's; "" for
    anything else. ``lined``: each with its line, and no more is said of where they stand (``is_lined``)."""
    terms = [used for used in outcome.figures if used.role not in ("stated", "limit")]
    plainly = all(used.figure is not None and abs(used.weight) == 1 and used.role == "term" for used in terms)
    if not plainly or not 1 < len(terms) <= FEW or outcome.computed_low is not None:
        return ""
    return _added(terms, language, outcome.unit or "", lined)


def is_lined(outcome: Outcome, language: str) -> bool:
    """Whether the numbers of a sum are told each with its line: they are not of one table, and each stands on its own."""
    figures = held_against(outcome)
    lines = {lines_words([figure.place], language) for figure in figures}
    of_text = any(figure.table in OWN_WORDS for figure in figures)
    return len(lines) == len(figures) and "" not in lines and (of_text or len({figure.table for figure in figures}) > 1)


def _side(terms: Sequence[Used], language: str) -> str:
    """One side of a quotient: costs that both sides take away are shown as magnitudes."""
    total = sum((used.weight * used.figure.base for used in terms if used.figure is not None), ZERO)
    terms = [used._replace(weight=-used.weight) for used in terms] if total < 0 else list(terms)
    text = _added(terms, language)
    return f"({text})" if len(terms) > 1 else text


def _added(terms: Sequence[Used], language: str, known: str = "", lined: bool = False) -> str:
    pieces: list[str] = []
    adding = [used for used in terms if used.figure is not None and used.figure.value * used.weight > 0]
    for used in (*adding, *(used for used in terms if used not in adding)):
        figure = used.figure
        if figure is None or not figure.value:
            continue
        value = figure.value.copy_sign(figure.value * used.weight)
        shown = _shown(figure, abs(value) if pieces else value, language, known)
        shown += beside([figure], language, table=False) if lined else ""
        pieces.append(f"{'−' if value < 0 else '+'} {shown}" if pieces else shown)
    return " ".join(pieces)


def _shown(figure: Figure, value: Decimal, language: str, known: str = "") -> str:
    return amount(value, "" if figure.unit.name == known else figure.unit.name, language, figure.decimals)


def _spelled(formula: str, figures: Sequence[Figure], language: str) -> str:
    """A formula of numbers of the text, with their amounts in place of their names; "" for any other."""
    named: dict[str, Figure] = {}
    for figure in figures:
        if figure.table not in OWN_WORDS:
            return ""
        named |= {f"{figure.table}.{part}": figure for part in figure.id.split("/")}
    try:
        return _set_out(parse_expression(formula), named, language)
    except (FormulaError, KeyError):
        return ""


def grows(formula: str) -> bool:
    """Whether a formula works out how much one amount is more than another, as a share: "132 / 118 - 1"."""
    return _growth(_parsed(formula)) is not None


def constants_of(formula: str, language: str) -> tuple[str, ...]:
    """A formula of nothing but numbers in words: the two sides of a quotient or of a growth, or all of it; () for any other."""
    expression = _parsed(formula)
    if expression is None or isinstance(expression, Literal) or names(expression):
        return ()
    sides = _growth(expression)
    if sides is None and isinstance(expression, Operation) and expression.operator == "/":
        sides = expression.left, expression.right
    return tuple(_set_out(side, {}, language, sides is not None) for side in sides or (expression,))


def _parsed(formula: str) -> Expression | None:
    try:
        return parse_expression(formula)
    except FormulaError:
        return None


def _growth(expression: Expression | None) -> tuple[Expression, Expression] | None:
    """What grew and what it grew from: of "A / B - 1" and "(A - B) / B"."""
    if not isinstance(expression, Operation) or not isinstance(expression.left, Operation):
        return None
    operators, inner, last = expression.operator + expression.left.operator, expression.left, expression.right
    if operators == "-/" and isinstance(last, Literal):
        one = last.value * (last.unit.scale if last.unit else 1)
        return (inner.left, inner.right) if one in (1, 100) else None
    return (inner.left, last) if operators == "/-" and _same(inner.right, last) else None


def _same(one: Expression, other: Expression) -> bool:
    if isinstance(one, Name) and isinstance(other, Name):
        return (one.path, one.column) == (other.path, other.column)
    return isinstance(one, Literal) and one == other


def _set_out(expression: Expression, named: dict[str, Figure], language: str, inner: bool = False) -> str:
    if isinstance(expression, Literal):
        return amount(expression.value, expression.unit.name if expression.unit else "", language)
    if isinstance(expression, Name):
        figure = named[".".join(expression.path[:2])]
        return _shown(figure, figure.value, language)
    product = expression.operator in "*/"
    left = _set_out(expression.left, named, language, product)
    right = _set_out(expression.right, named, language, expression.operator != "+")
    if expression.operator == "/":
        return say(message("paper.over", left=left, right=right), language)
    text = f"{left} {_SIGNS[expression.operator]} {right}"
    return f"({text})" if inner and not product else text
