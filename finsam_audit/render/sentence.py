"""What an outcome says, in one sentence, and what its difference suggests."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, NamedTuple

from finsam_audit.controls.outcome import Outcome, Used, shortened
from finsam_audit.controls.quantities import ZERO, Term
from finsam_audit.controls.relation import plain
from finsam_audit.messages import Message, message
from finsam_audit.page.model import Figure
from finsam_audit.page.prose import share_word
from finsam_audit.render.arithmetic import FEW, sum_of, worked_out
from finsam_audit.render.language import amount, number, say, sentence_case
from finsam_audit.render.shown import (
    OWN_WORDS,
    amount_of,
    apart_in_time,
    as_printed,
    as_shown,
    decimals_of,
    is_turned,
    lead_of,
    row_name,
    single_of,
)

_DEFINED = ("hint.bridge", "hint.bridge-alone")
_OF_A_ROW = ("hint.omitted", "hint.twice", "hint.sign-of-part", "hint.extra", "hint.difference-is-row")
"""Hints that say "the row" before its name."""


def sentence(outcome: Outcome, language: str) -> str:
    """What an outcome says, in one sentence."""
    lead = lead_of(outcome)
    key, args = outcome.told
    more = {**_amounts(outcome, language), **_names(outcome, language)}
    if outcome.about == "tie" and outcome.habit is None and outcome.outcome == "finding" and "other" not in more:
        rows = _several(outcome, language)
        key, more = ("tie-sum", {**more, "other": rows}) if rows is not None else (key, more)
    if outcome.about == "statement":
        more["bound"] = say(message("statement.bound", limit=more["limit"]), language) if outcome.limit else ""
    if outcome.about == "claim" and outcome.outcome == "finding" and outcome.computed is not None:
        more["against"] = _against(outcome, str(more["computed"]), language)
    text = sentence_case(say(Message(f"{key}.{outcome.outcome}", args), language, **more))
    if outcome.about in ("claim", "goal", "statement"):
        text = as_printed(text)
    text = text.replace(".”.", ".”").replace(".”,", "”,")
    if outcome.about == "misprint" and lead is not None and lead.readings:
        every = dict.fromkeys((lead.value, *lead.readings))
        ways = [amount(reading, lead.unit.name, language, lead.decimals) for reading in every]
        text += say(message("misprint.or", all=either(ways, language)), language)
    return text


def _amounts(outcome: Outcome, language: str) -> dict[str, object]:
    """The amounts of an outcome in words."""
    lead = lead_of(outcome)
    found: dict[str, object] = {}
    for name in ("stated", "computed", "difference", "limit"):
        value = as_shown(name, outcome)
        if value is not None:
            decimals = decimals_of(outcome) if name == "stated" else 0
            found[name] = amount_of(value, outcome, language, decimals, name == "stated", name == "difference")
    if lead is not None and lead.table == "claims" and outcome.unit == "%" and (word := share_word(lead.row, lead.value)):
        found["stated"] = f"{word} ({found['stated']})"
    if outcome.habit == "cut" and outcome.computed is not None and lead is not None:
        rounded = outcome.computed.quantize(Decimal(1).scaleb(-lead.decimals), ROUND_HALF_UP)
        found["rounded"] = amount(rounded, outcome.unit or "", language)
    return found


def _names(outcome: Outcome, language: str) -> dict[str, object]:
    """What to call the row of an outcome and, where one fact stands in two places, the other one."""
    lead, single, args = lead_of(outcome), single_of(outcome), outcome.told.args
    found: dict[str, object] = {}
    if "note" in args and "rows" in args and outcome.stated is not None:  # a note and the rows that refer to it
        sides = [amount_of(value, outcome, language, decimals_of(outcome), value is outcome.stated)
                 for name in ("stated", "computed") if (value := as_shown(name, outcome)) is not None]  # fmt: skip
        found["first"], found["second"] = sides if lead is not None and lead.table == args["note"] else reversed(sides)
    if args.get("row") == "":
        found["row"] = message("row.unlabelled")
    elif lead is not None and args.get("row", lead.row) == lead.row:
        found["row"] = row_name(lead, language)
    if not outcome.is_one_fact:
        return found
    if lead is not None and "row" not in args:
        found["table"] = lead.table  # of a note that is held against a statement
    if single is not None:
        found |= _the_other(outcome, lead, single, language)
    elif "other" not in args:
        found["other"] = say(message("paper.product"), language)
    return found


def _the_other(outcome: Outcome, lead: Figure | None, single: Figure, language: str) -> dict[str, object]:
    """The other place of a fact, and the amount as it is printed there."""
    found: dict[str, object] = {}
    if outcome.stated and outcome.computed and (outcome.stated < 0) == (outcome.computed < 0):
        value = abs(single.value) if is_turned(outcome) else single.value
        found["computed"] = amount(value, single.unit.name, language, single.decimals)
    row = row_name(single, language)
    if lead is not None and single.table != lead.table and apart_in_time(single, lead):
        row = say(message("row.in-column", row=row, column=single.column), language)
    if lead is not None and single.table == lead.table:
        apart = bool(single.column) and single.column != lead.column
        return {**found, "other": message("row.in-column" if apart else "row.alone", row=row, column=single.column)}
    return {**found, "other": message(f"tie.other{OWN_WORDS.get(single.table, '')}", row=row, table=single.table)}


Length = Literal["full", "short", "brief"]
"""How much is told of two ways to count: all, only what makes them differ, or that without its amounts."""


def hint_sentences(outcome: Outcome, language: str, length: Length = "full") -> tuple[str, ...]:
    """What the difference suggests."""
    return tuple(say(_bridged(hint, outcome, language, length), language) for hint in outcome.hints)


def _bridged(hint: Message, outcome: Outcome, language: str, length: Length) -> Message:
    """A bridge by the names of its rows and what they come to; a relation of a conflict as what it says."""
    relation, terms = hint.args.get("relation"), hint.args.get("terms")
    if isinstance(relation, Outcome):
        both = {name: amount_of(getattr(relation, name), relation, language, decimals_of(relation), name == "stated")
                for name in ("stated", "computed")}  # fmt: skip
        return message(hint.key, rule=relation.rule, said=sentence(relation, language).rstrip("."), **both)
    figure = hint.args.get("amount")
    if not isinstance(terms, tuple):
        equal = _equal(outcome, abs(figure.base), language) if isinstance(figure, Figure) and "row" in hint.args else {}
        lead = lead_of(outcome)
        another = hint.key == "doubt.otherwise" and lead is not None and hint.args["row"] != lead.row
        return Message(f"{hint.key}-row" if another else hint.key, {**hint.args, **_nameless(hint), **equal})
    known = [term for term in terms if isinstance(term, Term) and term.figure is not None]
    turned = bool(known) and known[0].weight < 0  # the first row is shown as it is printed
    groups: dict[tuple[str, str], Decimal] = {}
    for term in known:
        assert term.figure is not None
        key = ("-" if (term.weight < 0) != turned else "+", term.derived or row_name(term.figure, language))
        groups[key] = groups.get(key, ZERO) + term.weight * term.figure.base
    total = sum(groups.values(), ZERO)
    parts = [f"{'minus' if sign == '-' else 'plus'} {say(message('row.the', row=name), language)}" for sign, name in groups]
    told = {
        **hint.args,
        **_equal(outcome, abs(total), language),
        "rows": " ".join(parts).removeprefix("plus "),
        "amount": _sum(list(groups.values()), total, language),
    }
    if length != "full" and hint.key in _DEFINED:
        return Message("hint.counted-brief" if length == "brief" else "hint.counted", told)
    return Message(hint.key if len(parts) > 1 else f"{hint.key}-one", told)


def _nameless(hint: Message) -> dict[str, object]:
    """What to call the rows of a hint that have no name."""
    keys = {"row": "row.nameless" if hint.key in _OF_A_ROW else "row.nameless-total", "total": "row.nameless-total"}
    return {name: message(key) for name, key in keys.items() if hint.args.get(name) == ""}


def _equal(outcome: Outcome, value: Decimal, language: str) -> dict[str, object]:
    """Whether the difference is as large as an amount in kronor, or nearly, and then what is left."""
    lead = lead_of(outcome)
    if lead is None or outcome.difference is None:
        return {"alike": message("alike.equal"), "rest": ""}
    rest = abs(abs(outcome.difference) * lead.unit.scale - value)
    rest = rest.quantize(Decimal(1), ROUND_HALF_UP) if lead.unit.quality == "money" else rest
    if not rest:
        return {"alike": message("alike.equal"), "rest": ""}
    unit = "kr" if lead.unit.quality == "money" else lead.unit.name
    if 2 * rest > value:  # most of the difference is rounding
        return {"alike": message("alike.within"), "rest": ""}
    return {"alike": message("alike.near"), "rest": message("alike.rest", rest=amount(plain(rest), unit, language))}


def _sum(parts: list[Decimal], total: Decimal, language: str) -> str:
    """What rows come to: the one amount, or the amounts with the sum that they make."""
    side = -1 if total < 0 else 1
    whole = amount(plain(abs(total)), "kr", language)
    if not 1 < len(parts) <= FEW:
        return whole
    pieces = [amount(plain(abs(part)), "", language) for part in parts]
    signs = ["-" if part * side < 0 else "+" for part in parts]
    if signs[0] == "-":
        pieces[0] = f"−{pieces[0]}"
    text = "".join(f" {'−' if sign == '-' else '+'} {piece}" for sign, piece in zip(signs[1:], pieces[1:], strict=True))
    return f"{pieces[0]}{text} = {whole}"


def _several(outcome: Outcome, language: str) -> Message | None:
    """The rows that a tie adds up on its other side, by name; None where it is one, or not a plain sum of few."""
    terms = [used for used in outcome.figures if used.role not in ("stated", "limit")]
    figures = [used.figure for used in terms if used.figure is not None]
    signs = {used.weight for used in terms}
    if not 1 < len(figures) == len(terms) <= FEW or len(signs) > 1 or abs(terms[0].weight) != 1:
        return None
    tables = dict.fromkeys(figure.table for figure in figures)
    if len(tables) > 1:
        return None
    return message("tie.others", rows=tuple(row_name(figure, language) for figure in figures), table=figures[0].table)


def _against(outcome: Outcome, computed: str, language: str) -> Message:
    """What a figure of the text is held against: the figure it repeats, or the sum or quotient that gives another value."""
    terms = [used for used in outcome.figures if used.role not in ("stated", "limit")]
    figures = [used.figure for used in terms if used.figure is not None]
    single = single_of(outcome)
    if single is not None:
        if terms[0].weight == 1:
            computed = amount(single.value, single.unit.name, language, single.decimals)
        if single.table == "claims":
            return _elsewhere_in_text(single, computed)
        row: object = row_name(single, language)
        if single.column and single.table not in OWN_WORDS:
            row = message("row.in-column", row=row, column=single.column)
        other = message(f"tie.other{OWN_WORDS.get(single.table, '')}", row=row, table=single.table)
        return message("against.one", other=other, computed=computed)
    if len(figures) == len(terms) == 1 and figures[0].table == "claims" and figures[0].value and terms[0].role == "term":
        return _elsewhere_in_text(figures[0], computed)  # "-2 029" without its unit
    formula = str(outcome.told.args.get("equals"))
    if any(used.role == "divisor" for used in terms) and " * " not in formula:
        over, under = (_as_one([u for u in terms if u.role == role], language) for role in ("term", "divisor"))
        if over is not None and under is not None:
            key = "against.share" if outcome.unit == "%" else "against.quotient"
            key += "-row" if over.row and over.row == under.row else ""
            sides = [side.amount if key.endswith("-row") else side.named for side in (over, under)]
            return message(key, over=sides[0], under=sides[1], row=over.row, computed=computed)
    if outcome.computed_low is None and len(figures) == len(terms) > 1 and all(abs(used.weight) == 1 for used in terms):
        if len(terms) <= FEW:
            return message("against.sum", sum=sum_of(outcome, language), computed=computed)
        if all(used.weight > 0 for used in terms):
            return message("against.many", count=len(terms), computed=computed)
    if summed := worked_out(outcome, language):
        return message("against.sum", sum=summed, computed=computed)
    return message("against.other", computed=computed)


def _elsewhere_in_text(figure: Figure, computed: str) -> Message:
    """Another sentence of the text, by its page or line where they are known."""
    args = {"row": shortened(figure.row), "computed": computed}
    if figure.place.page is not None:
        return message("against.text-page", page=str(figure.place.page), **args)
    if figure.place.source_line is not None:
        return message("against.text-line", line=str(figure.place.source_line), **args)
    return message("against.text", **args)


class _Side(NamedTuple):
    """One side of a quotient: what it comes to, and the row of a table that it is of, or ""."""

    amount: str
    row: str = ""

    @property
    def named(self) -> Message | str:
        return message("against.named", row=self.row, amount=self.amount) if self.row else self.amount


def _as_one(side: list[Used], language: str) -> _Side | None:
    """One side of a quotient: a figure of a table by its row and amount, one of the text by its amount alone, rows that
    together stand in for a concept by its name; None for any other sum."""
    figures = [used.figure for used in side if used.figure is not None]
    if not figures or len(figures) < len(side):
        return None
    first, derived = figures[0], side[0].derived
    if any((u.weight, u.derived, u.figure and u.figure.unit) != (side[0].weight, derived, first.unit) for u in side):
        return None
    total = sum((figure.value for figure in figures), ZERO)
    value = amount(abs(total), first.unit.name, language, first.decimals)
    if len(figures) > 1 and not derived:
        return _together(figures, value, language)
    if first.table in OWN_WORDS:
        return _Side(value)
    return _Side(value, sentence_case(derived) if len(figures) > 1 else row_name(first, language))


def _together(figures: Sequence[Figure], total: str, language: str) -> _Side:
    """Figures taken together: columns of one row by that row; those of the text as a sum; many by their number."""
    if len(figures) > FEW:
        return _Side(say(message("against.figures", count=str(len(figures)), amount=total), language))
    if any(figure.table in OWN_WORDS for figure in figures):
        return _Side(f"({' + '.join(number(figure.value, language) for figure in figures)})")
    rows = {row_name(figure, language) for figure in figures}
    return _Side(total, rows.pop() if len(rows) == 1 else "")


def either(ways: Sequence[str], language: str) -> str:
    """ "600 eller 200"."""
    word = "eller" if language == "sv" else "or"
    return f"{', '.join(ways[:-1])} {word} {ways[-1]}" if len(ways) > 1 else ways[0]
