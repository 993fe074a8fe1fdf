"""What a figure of the text is held against, in words: the figure it repeats, or the sum or quotient that gives another
value, each number by its row, its line or the words that it is quoted from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from finsam_audit.controls.outcome import Outcome, Used, shortened
from finsam_audit.controls.quantities import ZERO
from finsam_audit.messages import Message, message
from finsam_audit.page.model import Figure
from finsam_audit.render.arithmetic import FEW, constants_of, grows, is_lined, sum_of, worked_out
from finsam_audit.render.language import amount, number, say, sentence_case
from finsam_audit.render.quotes import counted_in
from finsam_audit.render.shown import OWN_WORDS, held_against, row_name, single_of
from finsam_audit.render.where import beside, lines_words, named

_OF_WORDS = 40
"""So much is quoted of the words that a number stands in."""


def against(outcome: Outcome, computed: str, language: str, lined: bool = False) -> Message:
    """What gives another value than the text; ``lined``: with the lines of the report where the numbers stand."""
    terms = [used for used in outcome.figures if used.role not in ("stated", "limit")]
    figures = [used.figure for used in terms if used.figure is not None]
    formula = str(outcome.told.args.get("equals") or "")
    if not figures and (sides := constants_of(formula, language)):
        if len(sides) == 1:
            return message("against.sum", sum=sides[0], computed=computed)
        kind = "change" if grows(formula) else "share" if outcome.unit == "%" else "quotient"
        return message(f"against.{kind}", over=sides[0], under=sides[1], computed=computed)
    single = single_of(outcome)
    if single is not None:
        if terms[0].weight == 1:
            computed = amount(single.value, single.unit.name, language, single.decimals)
        return _one(single, computed, language, lined)
    if len(figures) == len(terms) == 1 and figures[0].table == "claims" and figures[0].value and terms[0].role == "term":
        return _elsewhere_in_text(figures[0], computed)  # "-2 029" without its unit
    if any(used.role == "divisor" for used in terms) and " * " not in formula:
        taken = grows(formula)  # of "(A - B) / B", B is told once
        above = [used for used in terms if used.role == "term" and (used.weight > 0 or not taken)]
        below = [used for used in terms if used.role == "divisor"]
        over, under = _as_one(above, language, lined), _as_one(below, language, lined)
        if over is not None and under is not None:
            kind = "change" if taken else "share" if outcome.unit == "%" else "quotient"
            if kind == "quotient" and len(under.figures) == 1 and not under.row:
                under = under._replace(amount=under.amount + counted_in(under.figures[0]))
            return _quotient(over, under, kind, computed, language, lined)
    where = beside(held_against(outcome), language) if lined else ""
    if outcome.computed_low is None and len(figures) == len(terms) > 1 and all(abs(used.weight) == 1 for used in terms):
        if len(terms) <= FEW:
            each = lined and is_lined(outcome, language)
            summed = sum_of(outcome, language, each)
            return message("against.sum", sum=summed if each else summed + where, computed=computed)
        if all(used.weight > 0 for used in terms):
            return message("against.many", count=len(terms), where=where, computed=computed)
    if summed := worked_out(outcome, language):
        return message("against.sum", sum=summed + where, computed=computed)
    if (named := _by_row(terms, language, lined)) is not None:
        return message("against.rows", rows=named, computed=computed)
    return message("against.other", where=where, computed=computed)


def _by_row(terms: Sequence[Used], language: str, lined: bool) -> str | None:
    """A sum of rows of the tables by their names, those that together stand in for a concept by its; None for any other."""
    groups: dict[tuple[str, bool], list[Figure]] = {}
    for used in terms:
        if used.figure is None or abs(used.weight) != 1 or used.role != "term" or used.figure.table in OWN_WORDS:
            return None
        name = used.derived or row_name(used.figure, language)
        groups.setdefault((name, used.weight < 0), []).append(used.figure)
    if len(groups) > FEW or len({(one.unit, one.decimals) for figures in groups.values() for one in figures}) > 1:
        return None
    told = ""
    for (name, taken), figures in groups.items():
        first, total = figures[0], sum((figure.value for figure in figures), ZERO)
        side = _Side(amount(total, first.unit.name, language, first.decimals), tuple(figures), name)
        sign = "minus" if taken else "plus"
        told += f" {sign} {say(message('against.side', side=side.named(language, lined)), language)}"
    return told.removeprefix(" plus ").strip()


def _one(figure: Figure, computed: str, language: str, lined: bool) -> Message:
    """The one figure that the text should repeat, by its row and column."""
    if figure.table == "claims":
        return _elsewhere_in_text(figure, computed)
    row: object = row_name(figure, language)
    if figure.column and figure.table not in OWN_WORDS:
        row = message("row.in-column", row=row, column=figure.column)
    other = message(f"tie.other{OWN_WORDS.get(figure.table, '')}", row=row, table=figure.table)
    where = beside([figure], language, table=False) if lined else ""
    return message("against.one", other=other, computed=computed + where)


def _elsewhere_in_text(figure: Figure, computed: str) -> Message:
    """Another sentence of the text, by its page or line where they are known."""
    args = {"row": shortened(figure.row), "computed": computed}
    if figure.place.page is not None:
        return message("against.text-page", page=str(figure.place.page), **args)
    if figure.place.source_line is not None:
        return message("against.text-line", line=str(figure.place.source_line), **args)
    return message("against.text", **args)


class _Side(NamedTuple):
    """One side of a quotient: what it comes to, its figures, and the row of a table that they are of, or ""."""

    amount: str
    figures: tuple[Figure, ...]
    row: str = ""

    def named(self, language: str, lined: bool) -> Message | str:
        """The amount with what it is of: its row, its lines or, of the text where no line is known, its words."""
        where = lines_words((figure.place for figure in self.figures), language) if lined else ""
        if self.row:
            return named(self.row, self.amount, where)
        if where:
            return f"{self.amount} ({where})"
        if lined and len(self.figures) == 1:
            return message("against.quoted", amount=self.amount, text=shortened(self.figures[0].row, _OF_WORDS))
        return self.amount


def _quotient(over: _Side, under: _Side, kind: str, computed: str, language: str, lined: bool) -> Message:
    """One side of the other; columns of one row by their heads."""
    if not over.row or over.row != under.row:
        sides = [side.named(language, lined) for side in (over, under)]
        return message(f"against.{kind}", over=sides[0], under=sides[1], computed=computed)
    where = beside(over.figures, language) if lined else ""
    amounts: list[object] = [over.amount, under.amount]
    if lined:
        columns = [tuple(dict.fromkeys(figure.column for figure in side.figures)) for side in (over, under)]
        if columns[0] != columns[1] and max(map(len, columns)) <= FEW:
            amounts = [
                message("against.columns", amount=one, columns=heads) for one, heads in zip(amounts, columns, strict=True)
            ]
    row = f"{over.row}{where}"
    return message(f"against.{kind}-row", over=amounts[0], under=amounts[1], row=row, computed=computed)


def _as_one(side: list[Used], language: str, lined: bool) -> _Side | None:
    """One side of a quotient: a figure of a table by its row and amount, one of the text by its amount alone, rows that
    together stand in for a concept by its name; None for any other sum."""
    figures = tuple(used.figure for used in side if used.figure is not None)
    if not figures or len(figures) < len(side):
        return None
    first, derived = figures[0], side[0].derived
    if any((u.weight, u.derived, u.figure and u.figure.unit) != (side[0].weight, derived, first.unit) for u in side):
        return None
    total = sum((figure.value for figure in figures), ZERO)
    value = amount(abs(total), first.unit.name, language, first.decimals)
    if len(figures) > 1 and not derived:
        return _together(figures, value, language, lined)
    if first.table in OWN_WORDS:
        return _Side(value, figures)
    return _Side(value, figures, sentence_case(derived) if len(figures) > 1 else row_name(first, language))


def _together(figures: tuple[Figure, ...], total: str, language: str, lined: bool) -> _Side:
    """Figures taken together: columns of one row by that row; those of the text as a sum; many by their number."""
    if len(figures) > FEW:
        return _Side(say(message("against.figures", count=str(len(figures)), amount=total), language), figures)
    if any(figure.table in OWN_WORDS for figure in figures):
        return _Side(f"({' + '.join(number(figure.value, language) for figure in figures)})", figures)
    rows = {row_name(figure, language) for figure in figures}
    if len(rows) > 1 and lined:
        total = f"{' + '.join(number(figure.value, language, figure.decimals) for figure in figures)} = {total}"
    return _Side(total, figures, rows.pop() if len(rows) == 1 else "")
