"""What an outcome says, in one sentence, and what its difference suggests."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.quantities import ZERO, Term
from finsam_audit.controls.relation import plain
from finsam_audit.messages import Message, message
from finsam_audit.page.model import Figure
from finsam_audit.page.prose import share_word
from finsam_audit.render.against import against
from finsam_audit.render.arithmetic import FEW
from finsam_audit.render.language import amount, say, sentence_case
from finsam_audit.render.quotes import LONG_QUOTE, OF_LONG_QUOTE, quote_of
from finsam_audit.render.shown import (
    OWN_WORDS,
    amount_of,
    apart_in_time,
    as_printed,
    as_shown,
    decimals_of,
    held_against,
    is_along,
    is_turned,
    lead_of,
    row_name,
    single_of,
)
from finsam_audit.render.where import beside, lines_words, named

_DEFINED = ("hint.bridge", "hint.bridge-alone")
_OF_A_ROW = ("hint.omitted", "hint.twice", "hint.sign-of-part", "hint.extra", "hint.difference-is-row")
"""Hints that say "the row" before its name."""


def sentence(outcome: Outcome, language: str, lined: bool = False) -> str:
    """What an outcome says, in one sentence; ``lined``: with the lines of the report where what it is held against stands."""
    lead = lead_of(outcome)
    key, args = key_of(outcome), outcome.told.args
    more = {**_amounts(outcome, language), **_names(outcome, language)}
    if key != outcome.told.key:
        more["other"] = _several(outcome, language)
    if key == "joint":
        more["others"] = _by_name(outcome, language, lined)
    if lined and outcome.is_one_fact and "computed" in more:
        more["computed"] = f"{more['computed']}{beside(held_against(outcome), language, table=False)}"
    if outcome.about == "statement":
        more["bound"] = say(message("statement.bound", limit=more["limit"]), language) if outcome.limit else ""
    if lined and lead is not None and lead.table == "claims" and len(str(args.get("text", ""))) > LONG_QUOTE:
        args = {**args, "text": quote_of(lead, OF_LONG_QUOTE)}
    if outcome.about == "claim" and outcome.outcome == "finding" and outcome.computed is not None:
        more["against"] = against(outcome, str(more["computed"]), language, lined)
    text = sentence_case(say(Message(f"{key}.{outcome.outcome}", args), language, **more))
    if outcome.about in ("claim", "goal", "statement"):
        text = as_printed(text)
    text = text.replace(".”.", ".”").replace(".”,", "”,")
    if outcome.about == "misprint" and lead is not None and lead.readings:
        every = dict.fromkeys((lead.value, *lead.readings))
        ways = [amount(reading, lead.unit.name, language, lead.decimals) for reading in every]
        text += say(message("misprint.or", all=either(ways, language)), language)
    return text


def key_of(outcome: Outcome) -> str:
    """The key of the sentence that an outcome is told with: of a tie to several rows another than of one to a single row."""
    tied = outcome.about == "tie" and outcome.habit is None and outcome.outcome == "finding"
    several = tied and single_of(outcome) is None and "other" in outcome.told.args and _several(outcome, "sv") is not None
    return "tie-sum" if several else outcome.told.key


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
        if isinstance(figure, Figure) and lead is not None and hint.key in _OF_A_ROW and is_along(figure, lead):
            return Message(f"{hint.key}-column", {**hint.args, "column": figure.column, **equal})
        another = hint.key == "doubt.otherwise" and lead is not None and hint.args["row"] != lead.row
        return Message(f"{hint.key}-row" if another else hint.key, {**hint.args, **_nameless(hint), **equal})
    known = [term for term in terms if isinstance(term, Term) and term.figure is not None]
    turned = bool(known) and known[0].weight < 0  # the first row is shown as it is printed
    groups: dict[tuple[str, str], Decimal] = {}
    for term in known:
        assert term.figure is not None
        key = ("-" if (term.weight < 0) != turned else "+", term.derived or _another_row(term.figure, outcome, language))
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


def _another_row(figure: Figure, outcome: Outcome, language: str) -> str:
    """The row of a figure; one with the name of the row that is told of by its column and table as well."""
    lead, row = lead_of(outcome), row_name(figure, language)
    if lead is None or figure.row != lead.row or not figure.column:
        return row
    apart = message("row.in-column", row=row, column=figure.column)
    return say(message("tie.other", row=apart, table=figure.table), language)


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


def _by_name(outcome: Outcome, language: str, lined: bool) -> Message | tuple[Message, ...]:
    """The figures that together say otherwise, each by its row, and its column where that is another."""
    lead, figures = lead_of(outcome), held_against(outcome)
    if len(figures) > FEW:
        return message("joint.others")
    told = []
    for figure in figures:
        shown = amount(figure.value, figure.unit.name, language, figure.decimals)
        where = lines_words([figure.place], language) if lined else ""
        column = figure.column if figure.column != outcome.column and lead is not None and figure.row == lead.row else ""
        told.append(named(row_name(figure, language), column, shown, where))
    return message("joint.minus", one=told[0], other=told[1]) if _is_a_difference(outcome, figures) else tuple(told)


def _is_a_difference(outcome: Outcome, figures: Sequence[Figure]) -> bool:
    """Whether two amounts give another value as the one less the other, both printed without a minus."""
    weights = [used.weight for used in outcome.figures if used.role != "stated" and used.figure is not None]
    opposite = len(weights) == len(figures) == 2 and (weights[0] < 0) != (weights[1] < 0)
    return opposite and all(figure.value > 0 for figure in figures)


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


def either(ways: Sequence[str], language: str) -> str:
    """ "600 eller 200"."""
    word = "eller" if language == "sv" else "or"
    return f"{', '.join(ways[:-1])} {word} {ways[-1]}" if len(ways) > 1 else ways[0]
