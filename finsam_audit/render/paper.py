"""A finding as a small working paper: whoever reads it can redo the sum without the report at hand."""

from decimal import Decimal
from typing import NamedTuple

from finsam_audit.language import amount, gap, say
from finsam_audit.messages import Message, message
from finsam_audit.model import Figure
from finsam_audit.outcome import Cause, Outcome, Used, change_message
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
    """A finding, ready to be set. ``notes`` say how it was worked out and read, ``hints`` what the difference suggests."""

    severity: str
    severity_word: str
    rule: str
    name: str
    title: str
    sentence: str
    where: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...]
    hints: tuple[str, ...]


def sentence(outcome: Outcome, language: str) -> str:
    """What an outcome says, in one sentence."""
    told = Message(f"{outcome.told.key}.{outcome.outcome}", outcome.told.args)
    decimals = _decimals(outcome)
    more = {
        name: _amount(value, outcome, language, decimals if name == "stated" else 0, name == "stated", name == "difference")
        for name in ("stated", "computed", "difference", "limit")
        if (value := getattr(outcome, name)) is not None
    }
    return say(told, language, **more)


def _amount(
    value: Decimal, outcome: Outcome, language: str, decimals: int = 0, stated: bool = False, apart: bool = False
) -> str:
    """An amount of an outcome. What was worked out from kronor is told in kronor, beside a figure in tkr or mnkr.

    ``apart``: it is the distance between two amounts; that of two percentages is in percentage points.
    """
    unit = outcome.unit or ""
    lead = _lead(outcome)
    worked_out = (outcome.computed, outcome.difference)
    finer = any(v is not None and v != round(v, lead.decimals) for v in worked_out) if lead is not None else False
    if stated or not finer or lead is None or lead.unit.name != unit or lead.unit.quality != "money" or lead.unit.scale == 1:
        return (gap if apart else amount)(value, unit, language, decimals)
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
        (*_formula(outcome, language), *_doubt(outcome, language)),
        hint_sentences(outcome, language),
    )


def _formula(outcome: Outcome, language: str) -> tuple[str, ...]:
    """How a ratio was worked out, in the words of its formula; a plain sum shows its own terms."""
    formula = outcome.told.args.get("equals") or outcome.told.args.get("sum")
    if not formula or outcome.computed_low is None:
        return ()
    return (say(message("paper.formula", formula=formula), language),)


def cause_sentences(cause: Cause, language: str) -> tuple[str, ...]:
    """What to mend, and what speaks for it."""
    key = "cause.evidence" if cause.leaves else "cause.evidence-alone"
    evidence = say(message(key, mends=cause.mends, leaves=cause.leaves), language)
    return say(cause.told, language), evidence


def alternative_sentences(cause: Cause, language: str) -> tuple[str, ...]:
    """The equally good corrections, one a line, and how many more there are."""
    lines = []
    for index, changes in enumerate(cause.alternatives):
        spoken = message("cause.changes", changes=tuple(change_message(figure, value, short=True) for figure, value in changes))
        lines.append(say(message("cause.or" if index else "cause.either", change=spoken), language))
    more = cause.alternatives_count - len(cause.alternatives)
    if more > 0:
        lines.append(say(message("cause.more", count=more), language))
    return tuple(lines)


def _doubt(outcome: Outcome, language: str) -> tuple[str, ...]:
    if not outcome.rests_on_doubt or outcome.told.key.startswith("misprint"):
        return ()
    doubted = [used.figure for used in outcome.figures if used.figure is not None and used.figure.rests_on_doubt]
    return tuple(dict.fromkeys(doubt_sentence(figure, language) for figure in doubted)) or (say(message("doubt"), language),)


def doubt_sentence(figure: Figure, language: str) -> str:
    """Why a figure is doubted: what the text recognition showed, what the report printed, what else it may be."""
    key = "doubt.seen" if figure.seen else "doubt.misprint" if figure.misprint else "doubt.unsure"
    value = amount(figure.value, figure.unit.name, language, figure.decimals)
    told = message(key, row=_cut(figure.row or figure.table), value=value, seen=figure.seen, printed=figure.printed)
    text = say(told, language)
    others = [amount(r, figure.unit.name, language, figure.decimals) for r in figure.readings if r != figure.value]
    return f"{text} {say(message('doubt.readings', others=tuple(others)), language)}" if others else text


def _lead(outcome: Outcome) -> Figure | None:
    stated = next((used.figure for used in outcome.figures if used.role == "stated"), None)
    return stated or next((used.figure for used in outcome.figures if used.figure is not None), None)


def _table(lead: Figure | None) -> str:
    return "" if lead is None or lead.table in ("claims", "goals") else lead.table


def _decimals(outcome: Outcome) -> int:
    lead = _lead(outcome)
    return lead.decimals if lead is not None else 0


def _lines(outcome: Outcome, lead: Figure | None, language: str) -> list[Line]:
    lines = [_term(used, lead, outcome, language) for used in outcome.figures if used.role not in ("stated", "limit")]
    if not outcome.arithmetic or outcome.unit is None or outcome.computed is None:
        return lines
    decimals = _decimals(outcome)

    def put(key: str, value: Decimal | None, remark: str = "", strong: bool = False) -> None:
        if value is not None:
            operator = "=" if key == "paper.computed" else ""
            shown = _amount(value, outcome, language, decimals, key == "paper.stated", strong)
            lines.append(Line(operator, say(message(key), language), shown, remark, strong))

    alone = sum(used.role not in ("stated", "limit", "outcome") for used in outcome.figures) == 1
    if not alone or lines[0].amount != _amount(outcome.computed, outcome, language, decimals):
        put("paper.computed", outcome.computed, _interval(outcome, language))
    stated = [used for used in outcome.figures if used.role == "stated" and used.figure is not None]
    put("paper.stated", outcome.stated, _place(stated[0].figure, language) if len(stated) == 1 else "")
    limits = [used.figure for used in outcome.figures if used.role == "limit" and used.figure is not None]
    bound = next((figure for figure in limits if lead is not None and figure.base / lead.unit.scale == outcome.limit), None)
    put("paper.limit", outcome.limit, _place(bound, language))
    put("paper.difference", outcome.difference, _tolerance(outcome, language), strong=True)
    return lines


def _term(used: Used, lead: Figure | None, outcome: Outcome, language: str) -> Line:
    operator = "-" if used.weight < 0 else "+"
    summed = outcome.computed_low is None and outcome.unit is not None and outcome.computed is not None
    if outcome.limit is not None:  # one value against a limit is no sum, unless something is taken away from it
        summed = summed and any(other.role == "term" and other.weight < 0 for other in outcome.figures)
    if not summed or used.role == "outcome":
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
    text = _amount(outcome.tolerance, outcome, language, 0, False, True)
    share = outcome.told.args.get("about")
    if share:
        return say(message("paper.tolerance-about", tolerance=text, share=share), language)
    return say(message("paper.tolerance", tolerance=text), language)


def slack(outcome: Outcome, language: str) -> tuple[str, ...]:
    """The word of the text that widened what was allowed, where one did."""
    share = outcome.told.args.get("about")
    return (say(message("paper.about", share=share), language),) if share and outcome.tolerance is not None else ()
