"""A finding as a small working paper: whoever reads it can redo the sum without the report at hand."""

from decimal import Decimal
from typing import NamedTuple

from finsam_audit.controls.outcome import Outcome, Used, short_table, shortened
from finsam_audit.controls.quantities import ZERO
from finsam_audit.controls.relation import plain
from finsam_audit.controls.rules import Rule
from finsam_audit.messages import Message, message
from finsam_audit.page.expressions import Expression, FormulaError, Literal, Name, parse_expression
from finsam_audit.page.model import Figure
from finsam_audit.render.language import amount, number, say, sentence_case
from finsam_audit.render.places import lines_of, place_sentence
from finsam_audit.render.quotes import in_quotes
from finsam_audit.render.sentence import hint_sentences, sentence
from finsam_audit.render.shown import (
    OWN_WORDS,
    amount_of,
    as_shown,
    decimals_of,
    in_whole_kronor,
    is_turned,
    lead_of,
    row_name,
    side_of,
    single_of,
)

_MANY = 3


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
    title: str
    sentence: str
    where: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...]
    hints: tuple[str, ...]


def paper(outcome: Outcome, rule: Rule | None, language: str) -> Paper:
    """The working paper of a finding."""
    lead = lead_of(outcome)
    severity = outcome.severity or "note"
    return Paper(
        severity,
        say(message(f"severity.{severity}"), language),
        outcome.rule,
        rule.title[language] if rule is not None else "",
        sentence(outcome, language),
        ", ".join(part for part in (_table(lead), outcome.column) if part),
        tuple(_lines(outcome, lead, language)),
        (*_formula(outcome, language), *_doubt(outcome, language)),
        hint_sentences(outcome, language),
    )


def _formula(outcome: Outcome, language: str) -> tuple[str, ...]:
    """How a ratio was worked out, in the words of its formula; a plain sum shows its own terms."""
    formula = str(outcome.told.args.get("equals") or outcome.told.args.get("sum") or "").split(" <= ")[0].split(" >= ")[0]
    below = sum(used.role == "divisor" and not used.derived for used in outcome.figures)
    if not formula or outcome.computed_low is None:
        return ()
    try:
        expression = parse_expression(formula)
        spelled = _spelled(expression, outcome, language)
    except FormulaError:
        return ()
    if " * " not in formula and not _has_number(expression):  # the rows, and the signs before them, say it
        return (say(message("paper.quotient"), language),) if below > 1 else ()
    return (say(message("paper.formula", formula=spelled), language) + ".",)


def _has_number(expression: Expression) -> bool:
    if isinstance(expression, Name | Literal):
        return isinstance(expression, Literal)
    return _has_number(expression.left) or _has_number(expression.right)


def _spelled(expression: Expression, outcome: Outcome, language: str, inner: bool = False) -> str:
    """A formula in words, with the names of its rows and columns."""
    if isinstance(expression, Literal):
        return amount(expression.value, expression.unit.name if expression.unit else "", language)
    if isinstance(expression, Name):
        return _name(expression, outcome, language)
    left = _spelled(expression.left, outcome, language, expression.operator in "*/")
    right = _spelled(expression.right, outcome, language, expression.operator != "+")
    if expression.operator in "*/":
        return say(message("paper.times" if expression.operator == "*" else "paper.over", left=left, right=right), language)
    text = f"{left} {'−' if expression.operator == '-' else '+'} {right}"
    return f"({text})" if inner else text


def _name(name: Name, outcome: Outcome, language: str) -> str:
    if name.path[0] in OWN_WORDS:
        for used in outcome.figures:
            if used.figure is not None and used.figure.table == name.path[0] and name.path[1] in used.figure.id.split("/"):
                value = amount(used.figure.value, used.figure.unit.name, language, used.figure.decimals)
                return f"{in_quotes(shortened(used.figure.row, 40), language)} ({value})"
    if name.column:
        return say(message("paper.named", row=name.path[-1], column=name.column), language)
    return name.path[-1]


def _doubt(outcome: Outcome, language: str) -> tuple[str, ...]:
    if not outcome.rests_on_doubt or outcome.about == "misprint":
        return ()
    doubted = [figure for figure in outcome.printed if figure.rests_on_doubt]
    return tuple(dict.fromkeys(doubt_sentence(figure, language) for figure in doubted)) or (say(message("doubt"), language),)


def doubt_sentence(figure: Figure, language: str) -> str:
    """Why a figure is doubted: what the text recognition showed, what the report printed, what else it may be."""
    key = "doubt.seen" if figure.seen else "doubt.misprint" if figure.misprint else "doubt.unsure"
    value = amount(figure.value, figure.unit.name, language, figure.decimals)
    told = message(key, row=row_name(figure, language), value=value, seen=figure.seen, printed=figure.printed)
    text = say(told, language)
    others = [amount(r, figure.unit.name, language, figure.decimals) for r in figure.readings if r != figure.value]
    return f"{text} {say(message('doubt.readings', others=tuple(others)), language)}" if others else text


def _table(lead: Figure | None) -> str:
    return "" if lead is None or lead.table in ("claims", "goals") else lead.table


def _lines(outcome: Outcome, lead: Figure | None, language: str) -> list[Line]:
    if outcome.told.key == "rounding.cut-many":  # no sum: several amounts of one table
        return [_term(u, lead, outcome, language)._replace(operator="") for u in outcome.figures if u.role == "stated"]
    lines = _terms(outcome, lead, language)
    if not outcome.arithmetic or outcome.unit is None or outcome.computed is None:
        return lines
    decimals = decimals_of(outcome)

    def put(key: str, value: Decimal | None, remark: str = "", strong: bool = False, worked_out: bool = False) -> None:
        if value is not None:
            shown = amount_of(value, outcome, language, decimals, key == "paper.stated", strong)
            lines.append(Line("=" if worked_out else "", say(message(key), language), shown, remark, strong))

    computed = as_shown("computed", outcome) or ZERO
    alone = sum(used.role not in ("stated", "limit", "outcome") for used in outcome.figures) == 1
    as_printed = single_of(outcome) is not None and is_turned(outcome)
    if not alone or not (as_printed or lines[0].amount == amount_of(computed, outcome, language, decimals)):
        put("paper.computed", computed, _aside(_interval(outcome, language)), worked_out=True)
    figures = outcome.stated_figures
    if len(figures) > 1:  # the stated side is a sum of rows
        shown = amount_of(outcome.stated or Decimal(0), outcome, language, decimals)
        if len({(figure.path, figure.row, figure.place.line) for figure in figures}) == 1:  # along one row
            lines.append(Line("", say(message("paper.together"), language), shown, place_sentence(figures[0], language)))
        else:
            what = outcome.told.args.get("row") or outcome.told.args.get("line")
            told = message("paper.rows", what=what, count=len(figures))
            lines.append(Line("", sentence_case(say(told, language)), shown, lines_of(figures, language)))
    else:
        put("paper.stated", as_shown("stated", outcome), place_sentence(figures[0], language) if figures else "")
    limits = [used for used in outcome.figures if used.role == "limit"]
    if limits and outcome.about != "goal":  # the limit is itself worked out
        lines += [_term(used._replace(weight=-used.weight, role="bound"), lead, outcome, language) for used in limits]
        put("paper.limit", outcome.limit, worked_out=True)
    else:
        bounds = [used.figure for used in limits if used.figure is not None]
        bound = next((figure for figure in bounds if lead is not None and figure.base / lead.unit.scale == outcome.limit), None)
        put("paper.limit", outcome.limit, place_sentence(bound, language))
    put("paper.difference", as_shown("difference", outcome), _aside(_tolerance(outcome, language)), strong=True)
    return lines


def _aside(text: str) -> str:
    """A remark in brackets, so that it does not run into the amount before it."""
    return f"({text})" if text else ""


def _terms(outcome: Outcome, lead: Figure | None, language: str) -> list[Line]:
    """The lines of the terms. Rows that stand in for one concept are one line, with the lines they are printed on."""
    terms = [used for used in outcome.figures if used.role not in ("stated", "limit")]
    if is_turned(outcome):
        terms = [_magnitude(used, side_of(outcome)) for used in terms]
    if outcome.habit == "prose":
        return [_term(used, lead, outcome, language) for used in terms]
    formula = str(outcome.told.args.get("equals") or outcome.told.args.get("sum") or "")
    divided = outcome.computed_low is not None and any(used.role == "divisor" for used in terms)
    if divided:
        terms = _above_and_below(terms, outcome.computed or ZERO)
    lines: list[Line] = []
    below = at = 0
    while at < len(terms):
        used = terms[at]
        alike = [other for other in terms[at:] if used.derived and _alike(other, used)]
        group = alike if len(alike) >= _MANY and terms[at : at + len(alike)] == alike else [used]
        line = _term(used, lead, outcome, language) if len(group) == 1 else _group(group, lead, outcome, language)
        if divided:
            sign = "-" if used.weight < 0 else "+" if at and " * " not in formula else ""
            if used.role == "divisor":
                sign = sign if below and sign else "" if below else "÷"
                below += 1
            line = line._replace(operator=sign)
        elif len(terms) == 1 and is_turned(outcome):
            line = line._replace(operator="")
        lines.append(line)
        at += len(group)
    if outcome.about == "deviation" and [line.operator for line in lines] == ["-", "+"]:
        lines.reverse()  # what it starts from comes first
    return lines


def _magnitude(used: Used, side: Decimal) -> Used:
    """A figure with the sign of its weight drawn into it: what it adds, whichever sign its table prints."""
    if used.figure is None or used.weight * side > 0:
        return used._replace(weight=abs(used.weight))
    return used._replace(figure=used.figure._replace(value=-used.figure.value), weight=abs(used.weight))


def _above_and_below(terms: list[Used], computed: Decimal) -> list[Used]:
    """The terms of a quotient without signs that cancel out: a cost over a cost is shown as two magnitudes."""
    shown = []
    for role, side in (("term", -1 if computed < 0 else 1), ("divisor", 1)):
        own = [used for used in terms if used.role == role]
        if side * sum((used.weight * used.figure.base for used in own if used.figure is not None), ZERO) < 0:
            own = [used._replace(weight=-used.weight) for used in own]
        turned = all(used.weight < 0 for used in own)
        shown += [_magnitude(used, Decimal(1)) for used in own] if turned else own
    rest = [used for used in terms if used.role not in ("term", "divisor")]
    return [*rest, *shown]


def _alike(one: Used, other: Used) -> bool:
    if one.figure is None or other.figure is None:
        return False
    ours, theirs = one.figure, other.figure
    same = (ours.table, ours.column, ours.unit, ours.decimals) == (theirs.table, theirs.column, theirs.unit, theirs.decimals)
    return same and (one.derived, one.weight, one.role) == (other.derived, other.weight, other.role)


def _group(group: list[Used], lead: Figure | None, outcome: Outcome, language: str) -> Line:
    """Rows that together stand in for a concept the report does not print, as one line: their sum."""
    figures = [used.figure for used in group if used.figure is not None]
    total = sum((figure.value for figure in figures), Decimal(0))
    summed = figures[0]._replace(value=total, row=sentence_case(group[0].derived))
    line = _term(group[0]._replace(figure=summed, derived=""), lead, outcome, language)
    key, what = ("paper.rows-more", line.label[:-1]) if line.label.endswith(")") else ("paper.rows", line.label)
    label = say(message(key, what=what, count=len(figures)), language)
    return line._replace(label=label, remark=lines_of(figures, language))


def _term(used: Used, lead: Figure | None, outcome: Outcome, language: str) -> Line:
    operator = "-" if used.weight < 0 else "+"
    summed = outcome.computed_low is None and outcome.unit is not None and outcome.computed is not None
    if outcome.limit is not None and used.role != "bound":  # one value against a limit is no sum
        summed = summed and sum(other.role in ("term", "constant") for other in outcome.figures) > 1
    if (not summed and used.role != "bound") or used.role == "outcome":
        operator = ""
    figure = used.figure
    if figure is None and used.role in ("constant", "bound"):
        own = "paper.constant-own" if "equals" in outcome.told.args else "paper.constant"
        scale = lead.unit.scale if lead is not None else Decimal(1)
        return Line(operator, say(message(own), language), amount_of(abs(used.weight) / scale, outcome, language), "")
    if figure is None:
        return Line(operator, shortened(used.name), say(message("paper.blank"), language), "")
    label = row_name(figure, language)
    if figure.table in OWN_WORDS:
        label = in_quotes(label, language)
    others = []
    if lead is not None and figure.table != lead.table and figure.table not in ("claims", "goals"):
        others.append(short_table(figure.table))
    if figure.column and figure.column != outcome.column:
        others.append(figure.column)
    if used.derived:
        others.append(say(message("paper.derived", what=used.derived), language))
    if others:
        label = f"{label} ({', '.join(others)})"
    value = amount(figure.value, figure.unit.name, language, figure.decimals)
    if abs(used.weight) != 1 and operator:
        value = f"{_factor(used, outcome, language)} × {value}"
    return Line(operator, label, value, place_sentence(figure, language))


def _factor(used: Used, outcome: Outcome, language: str) -> str:
    """What a figure is multiplied by: a share of it as a percentage."""
    share, factor = outcome.told.args.get("share"), abs(used.weight)
    if isinstance(share, Message):
        return say(share, language)
    percent = factor * 100
    if factor < 1 and percent == round(percent, 2):
        return amount(plain(percent), "%", language)
    return amount(factor, "", language)


def _interval(outcome: Outcome, language: str) -> str:
    if outcome.computed_low is None or outcome.computed_high is None or outcome.computed_low == outcome.computed_high:
        return ""
    lead = lead_of(outcome)
    digits = 2 if lead is None or not in_whole_kronor(outcome) else len(str(lead.unit.scale)) - 1
    if round(outcome.computed_low, digits) == round(outcome.computed_high, digits):
        return ""
    ends = [plain(round(end, 2)) for end in (outcome.computed_low, outcome.computed_high)]
    decimals = 0 if all(end == end.to_integral_value() for end in ends) else 2
    high = amount(ends[1], outcome.unit or "", language, decimals)
    return say(message("paper.interval", low=number(ends[0], language, decimals), high=high), language)


def _tolerance(outcome: Outcome, language: str) -> str:
    if outcome.tolerance is None:
        return ""
    if outcome.habit == "alike":
        return say(message("paper.alike"), language)
    if not outcome.tolerance:
        lead = lead_of(outcome)
        return "" if lead is not None and lead.unit.quality == "count" else say(message("paper.tolerance-zero"), language)
    text = amount_of(outcome.tolerance, outcome, language, 0, False, True)
    share = outcome.told.args.get("about")
    if share:
        return say(message("paper.tolerance-about", tolerance=text, share=share), language)
    return say(message("paper.tolerance", tolerance=text), language)


def slack(outcome: Outcome, language: str) -> tuple[str, ...]:
    """The word of the text that widened what was allowed, where one did."""
    share = outcome.told.args.get("about")
    return (say(message("paper.about", share=share), language),) if share and outcome.tolerance is not None else ()
