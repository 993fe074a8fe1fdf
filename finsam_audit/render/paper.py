"""A finding as a small working paper: whoever reads it can redo the sum without the report at hand."""

from decimal import Decimal
from typing import NamedTuple

from finsam_audit.language import amount, say
from finsam_audit.messages import Message, message
from finsam_audit.model import Figure
from finsam_audit.outcome import Outcome, Used
from finsam_audit.relation import plain
from finsam_audit.rounding import Term
from finsam_audit.rules import Rule

SHORT = 70


class Line(NamedTuple):
    """One line of the sum: operator, what, amount, and a remark (place, tolerance)."""

    operator: str
    label: str
    amount: str
    remark: str
    strong: bool = False


class Paper(NamedTuple):
    """A finding, ready to be set."""

    severity: str
    severity_word: str
    rule: str
    name: str
    title: str
    sentence: str
    where: str
    lines: tuple[Line, ...]
    hints: tuple[str, ...]


def sentence(outcome: Outcome, language: str) -> str:
    """What an outcome says, in one sentence."""
    told = Message(f"{outcome.told.key}.{outcome.outcome}", outcome.told.args)
    decimals = _decimals(outcome)
    more = {
        name: _amount(value, outcome, language, decimals if name == "stated" else 0, name == "stated")
        for name in ("stated", "computed", "difference", "limit")
        if (value := getattr(outcome, name)) is not None
    }
    return say(told, language, **more)


def _amount(value: Decimal, outcome: Outcome, language: str, decimals: int = 0, stated: bool = False) -> str:
    """An amount of an outcome. What was worked out from kronor is told in kronor, beside a figure in tkr or mnkr."""
    unit = outcome.unit or ""
    lead = _lead(outcome)
    worked_out = (outcome.computed, outcome.difference)
    finer = any(v is not None and v != round(v, lead.decimals) for v in worked_out) if lead is not None else False
    if stated or not finer or lead is None or lead.unit.name != unit or lead.unit.quality != "money" or lead.unit.scale == 1:
        return amount(value, unit, language, decimals)
    return amount(plain(value * lead.unit.scale), "kr", language)


def hint_sentences(outcome: Outcome, language: str) -> tuple[str, ...]:
    """What the difference suggests."""
    return tuple(say(_bridged(hint, language), language) for hint in outcome.hints)


def _bridged(hint: Message, language: str) -> Message:
    """A bridge spelled out as the sum it is: "Finansiella intäkter 2 700 kr - …"."""
    terms = hint.args.get("terms")
    if not isinstance(terms, tuple):
        return hint
    parts: list[str] = []
    turned = isinstance(terms[0], Term) and terms[0].weight < 0  # the first row is shown as it is printed
    for term in terms:
        if isinstance(term, Term) and term.figure is not None:
            figure = term.figure
            sign = "-" if (term.weight < 0) != turned else "+"
            parts.append(f"{sign} {figure.row} {amount(figure.value, figure.unit.name, language, figure.decimals)}")
    return message(hint.key, rows=" ".join(parts).removeprefix("+ "))


def paper(outcome: Outcome, rule: Rule | None, language: str) -> Paper:
    """The working paper of a finding."""
    lead = _lead(outcome)
    severity = outcome.severity or "note"
    return Paper(
        severity,
        say(message(f"severity.{severity}"), language),
        outcome.rule,
        outcome.name,
        rule.title[language] if rule is not None else "",
        sentence(outcome, language),
        ", ".join(part for part in (_table(lead), outcome.column) if part),
        tuple(_lines(outcome, lead, language)),
        (*_formula(outcome, language), *hint_sentences(outcome, language), *_doubt(outcome, language)),
    )


def _formula(outcome: Outcome, language: str) -> tuple[str, ...]:
    """How a ratio was worked out, in the words of its formula; a plain sum shows its own terms."""
    formula = outcome.told.args.get("equals") or outcome.told.args.get("sum")
    if not formula or outcome.computed_low is None:
        return ()
    return (say(message("paper.formula", formula=formula), language),)


def _doubt(outcome: Outcome, language: str) -> tuple[str, ...]:
    if not outcome.rests_on_doubt or outcome.told.key.startswith("misprint"):
        return ()
    text = say(message("paper.doubt"), language)
    return (text[0].upper() + text[1:] + ".",)


def _lead(outcome: Outcome) -> Figure | None:
    stated = next((used.figure for used in outcome.figures if used.role == "stated"), None)
    return stated or next((used.figure for used in outcome.figures if used.figure is not None), None)


def _table(lead: Figure | None) -> str:
    return "" if lead is None or lead.table in ("claims", "goals") else lead.table


def _decimals(outcome: Outcome) -> int:
    lead = _lead(outcome)
    return lead.decimals if lead is not None else 0


def _lines(outcome: Outcome, lead: Figure | None, language: str) -> list[Line]:
    lines = [_term(used, lead, outcome, language) for used in outcome.figures if used.role != "stated"]
    if not outcome.arithmetic or outcome.unit is None or outcome.computed is None:
        return lines
    decimals = _decimals(outcome)

    def put(key: str, value: Decimal | None, remark: str = "", strong: bool = False) -> None:
        if value is not None:
            operator = "=" if key == "paper.computed" else ""
            shown = _amount(value, outcome, language, decimals, key == "paper.stated")
            lines.append(Line(operator, say(message(key), language), shown, remark, strong))

    if len(lines) != 1 or lines[0].amount != _amount(outcome.computed, outcome, language, decimals):
        put("paper.computed", outcome.computed, _interval(outcome, language))
    stated = [used for used in outcome.figures if used.role == "stated" and used.figure is not None]
    put("paper.stated", outcome.stated, _place(stated[0].figure, language) if len(stated) == 1 else "")
    put("paper.limit", outcome.limit)
    put("paper.difference", outcome.difference, _tolerance(outcome, language), strong=True)
    return lines


def _term(used: Used, lead: Figure | None, outcome: Outcome, language: str) -> Line:
    operator = "-" if used.weight < 0 else "+"
    if outcome.computed_low is not None or outcome.limit is not None or outcome.unit is None or outcome.computed is None:
        operator = ""
    if used.figure is None:
        return Line(operator, _cut(used.name), say(message("paper.blank"), language), "")
    figure = used.figure
    label = _cut(figure.row or figure.table)
    others = []
    if lead is not None and figure.table != lead.table and figure.table not in ("claims", "goals"):
        others.append(figure.table)
    if figure.column and figure.column != outcome.column:
        others.append(figure.column)
    if used.derived:
        others.append(say(message("paper.derived", what=used.derived), language))
    if others:
        label = f"{label} ({', '.join(others)})"
    value = amount(figure.value, figure.unit.name, language, figure.decimals)
    if abs(used.weight) != 1 and operator:
        value = f"{amount(abs(used.weight), '', language)} × {value}"
    return Line(operator, label, value, _place(figure, language))


def _cut(text: str) -> str:
    return text if len(text) <= SHORT else text[: SHORT - 1].rstrip() + "…"


def _place(figure: Figure | None, language: str) -> str:
    if figure is None:
        return ""
    parts = [say(message("paper.line", line=figure.place.line), language)]
    if figure.place.page is not None:
        parts.append(say(message("paper.page", page=figure.place.page), language))
    return ", ".join(parts)


def _interval(outcome: Outcome, language: str) -> str:
    if outcome.computed_low is None or outcome.computed_high is None or outcome.computed_low == outcome.computed_high:
        return ""
    if round(outcome.computed_low, 2) == round(outcome.computed_high, 2):
        return ""
    low = amount(outcome.computed_low, "", language)
    high = amount(outcome.computed_high, outcome.unit or "", language)
    return say(message("paper.interval", low=low, high=high), language) if low != high.split(" %")[0] else ""


def _tolerance(outcome: Outcome, language: str) -> str:
    if outcome.tolerance is None:
        return ""
    if outcome.told.key.startswith("rounding.alike"):
        return say(message("paper.alike"), language)
    if not outcome.tolerance:
        return say(message("paper.tolerance-zero"), language)
    text = _amount(outcome.tolerance, outcome, language)
    return say(message("paper.tolerance", tolerance=text), language)
