"""A finding as a small working paper: whoever reads it can redo the sum without the report at hand."""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from finsam_audit.controls.outcome import Outcome, Used, short_table, shortened
from finsam_audit.controls.quantities import Term
from finsam_audit.controls.relation import plain
from finsam_audit.controls.rules import Rule
from finsam_audit.messages import Message, message
from finsam_audit.page.expressions import Expression, FormulaError, Literal, Name, parse_expression
from finsam_audit.page.model import Figure
from finsam_audit.page.prose import share_word
from finsam_audit.render.language import amount, gap, number, say, sentence_case

_MANY = 3
_ZERO = Decimal(0)
_FEW = 4
_TIES = ("tie", "rounding.alike", "rounding.parts", "rounding.off")
_TOTALS = ("summa", "totalt", "total", "netto", "delsumma")
OWN_WORDS = {"claims": "-text", "goals": "-goal"}


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


def sentence(outcome: Outcome, language: str) -> str:
    """What an outcome says, in one sentence."""
    told = Message(f"{outcome.told.key}.{outcome.outcome}", outcome.told.args)
    decimals = _decimals(outcome)
    more: dict[str, object] = {
        name: _amount(value, outcome, language, decimals if name == "stated" else 0, name == "stated", name == "difference")
        for name in ("stated", "computed", "difference", "limit")
        if (value := _shown(name, outcome)) is not None
    }
    lead, single = _lead(outcome), _single(outcome)
    if told.args.get("row") == "":
        more["row"] = message("row.unlabelled")
    elif lead is not None and told.args.get("row", lead.row) == lead.row:
        more["row"] = _row(lead, language)
    if lead is not None and "row" not in told.args and told.key.startswith(_TIES[1:]):
        more["table"] = lead.table  # of a note that is held against a statement
    if single is not None and outcome.told.key.startswith(_TIES):
        if outcome.stated and outcome.computed and (outcome.stated < 0) == (outcome.computed < 0):
            value = abs(single.value) if _turned(outcome) else single.value
            more["computed"] = amount(value, single.unit.name, language, single.decimals)  # as that table prints it
        more["other"] = message(f"tie.other{OWN_WORDS.get(single.table, '')}", row=_row(single, language), table=single.table)
        if lead is not None and single.table == lead.table:
            apart = bool(single.column) and single.column != lead.column
            more["other"] = message("row.in-column" if apart else "row.alone", row=_row(single, language), column=single.column)
    elif outcome.told.key.startswith(_TIES[1:]) and "other" not in told.args:
        more["other"] = say(message("paper.product"), language)
    elif told.key == "tie.finding" and (rows := _several(outcome, language)) is not None:
        told, more["other"] = Message("tie-sum.finding", told.args), rows
    if lead is not None and lead.table == "claims" and outcome.unit == "%" and (word := share_word(lead.row, lead.value)):
        more["stated"] = f"{word} ({more['stated']})"
    if told.key in ("claim.finding", "claim-goal.finding"):
        more["against"] = _against(outcome, str(more["computed"]), language)
    if outcome.computed is not None and outcome.told.key.startswith("rounding.cut") and lead is not None:
        rounded = outcome.computed.quantize(Decimal(1).scaleb(-lead.decimals), ROUND_HALF_UP)
        more["rounded"] = amount(rounded, outcome.unit or "", language)
    text = sentence_case(say(told, language, **more))
    if outcome.told.key.startswith("misprint") and lead is not None and len(lead.readings) > 1:
        every = dict.fromkeys((lead.value, *lead.readings))
        ways = [amount(reading, lead.unit.name, language, lead.decimals) for reading in every]
        text += say(message("misprint.or", all=_either(ways, language)), language)
    return text


def _shown(name: str, outcome: Outcome) -> Decimal | None:
    """An amount of an outcome as it is shown: without its minus where the two tables sign the same costs differently, and
    worked out to whole kronor where the figure it is held against is printed so."""
    value: Decimal | None = getattr(outcome, name)
    lead = _lead(outcome)
    if value is None or lead is None:
        return value
    if name != "limit" and _turned(outcome):
        value = value * _side(outcome)
    if name in ("computed", "difference") and _in_whole_kronor(outcome):
        value = plain((value * lead.unit.scale).quantize(Decimal(1), ROUND_HALF_UP) / lead.unit.scale)
    return value


def _in_whole_kronor(outcome: Outcome) -> bool:
    """Whether what is worked out needs no öre: the figure it is held against has none, and they are a krona apart or more."""
    lead = _lead(outcome)
    if lead is None or lead.unit.quality != "money" or outcome.unit != lead.unit.name:
        return False
    return not (lead.unit.scale == 1 and lead.decimals) and abs(outcome.difference or _ZERO) * lead.unit.scale >= 1


def _several(outcome: Outcome, language: str) -> Message | None:
    """The rows that a tie adds up on its other side, by name; None where it is one, or not a plain sum of few."""
    terms = [used for used in outcome.figures if used.role not in ("stated", "limit")]
    figures = [used.figure for used in terms if used.figure is not None]
    signs = {used.weight for used in terms}
    if not 1 < len(figures) == len(terms) <= _FEW or len(signs) > 1 or abs(terms[0].weight) != 1:
        return None
    tables = dict.fromkeys(figure.table for figure in figures)
    if len(tables) > 1:
        return None
    return message("tie.others", rows=tuple(_row(figure, language) for figure in figures), table=figures[0].table)


def _against(outcome: Outcome, computed: str, language: str) -> Message:
    """What a figure of the text is held against: the figure it repeats, or the sum or quotient that gives another value."""
    terms = [used for used in outcome.figures if used.role not in ("stated", "limit")]
    figures = [used.figure for used in terms if used.figure is not None]
    single = _single(outcome)
    if single is not None:
        if terms[0].weight == 1:
            computed = amount(single.value, single.unit.name, language, single.decimals)
        if single.table == "claims":
            return message("against.text", row=shortened(single.row), computed=computed)
        row: object = _row(single, language)
        if single.column and single.table not in OWN_WORDS:
            row = message("row.in-column", row=row, column=single.column)
        other = message(f"tie.other{OWN_WORDS.get(single.table, '')}", row=row, table=single.table)
        return message("against.one", other=other, computed=computed)
    formula = str(outcome.told.args.get("equals"))
    if any(used.role == "divisor" for used in terms) and " * " not in formula:
        over, under = (_as_one([u for u in terms if u.role == role], language) for role in ("term", "divisor"))
        if over is not None and under is not None:
            return message("against.quotient", over=over, under=under, computed=computed)
    if outcome.computed_low is None and len(figures) == len(terms) > 1 and all(abs(used.weight) == 1 for used in terms):
        if len(terms) <= _FEW:
            return message("against.sum", sum=_as_sum(terms, outcome, language), computed=computed)
        if all(used.weight > 0 for used in terms):
            return message("against.many", count=len(terms), computed=computed)
    return message("against.other", computed=computed)


def _as_one(side: list[Used], language: str) -> Message | str | None:
    """One side of a quotient: a figure of a table by its row and amount, one of the text by its amount alone, rows that
    together stand in for a concept by its name; None for any other sum."""
    figures = [used.figure for used in side if used.figure is not None]
    if not figures or len(figures) < len(side):
        return None
    first, derived = figures[0], side[0].derived
    if any((u.weight, u.derived, u.figure and u.figure.unit) != (side[0].weight, derived, first.unit) for u in side):
        return None
    total = sum((figure.value for figure in figures), _ZERO)
    value = amount(abs(total), first.unit.name, language, first.decimals)
    if len(figures) > 1 and not derived:
        return message("against.rows", count=str(len(figures)), amount=value)
    if first.table in OWN_WORDS:
        return value
    return message("against.named", row=sentence_case(derived) if len(figures) > 1 else _row(first, language), amount=value)


def _as_sum(terms: list[Used], outcome: Outcome, language: str) -> str:
    """ "187 − 63 + 99": the amounts of a sum on one line, with their unit where it is not the stated figure's."""
    pieces: list[str] = []
    added = [used for used in terms if used.figure is not None and used.figure.value * used.weight > 0]
    for used in (*added, *(used for used in terms if used not in added)):
        figure = used.figure
        if figure is None or not figure.value:
            continue
        value = figure.value * used.weight
        unit = "" if figure.unit.name == outcome.unit else figure.unit.name
        shown = amount(abs(value) if pieces else value, unit, language, figure.decimals)
        pieces.append(f"{'−' if value < 0 else '+'} {shown}" if pieces else shown)
    return " ".join(pieces)


def _either(ways: list[str], language: str) -> str:
    word = "eller" if language == "sv" else "or"
    return f"{', '.join(ways[:-1])} {word} {ways[-1]}"


def _single(outcome: Outcome) -> Figure | None:
    """The one figure that another is held against, where it is taken once and nothing is worked out."""
    terms = [used for used in outcome.figures if used.role not in ("stated", "limit")]
    if len(terms) != 1 or abs(terms[0].weight) != 1 or outcome.computed_low is not None or terms[0].derived:
        return None
    return terms[0].figure


def _row(figure: Figure, language: str) -> str:
    """What to call the row of a figure: a sum without a name of its own by its group, a sentence of the text in quotes."""
    if figure.table in OWN_WORDS:
        return shortened(figure.row)
    if not figure.row:
        return say(message("row.unlabelled"), language)
    if figure.path and figure.row.lower().strip(" :") in _TOTALS:
        return say(message("row.in-group", row=figure.row, group=figure.path[-1]), language)
    return figure.row


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
        return (gap if apart else amount)(value if stated else _short(value, decimals), unit, language, decimals)
    return amount(_short(value * lead.unit.scale), "kr", language)


def _short(value: Decimal, decimals: int = 0) -> Decimal:
    """A value worked out, to two decimals, or as many as the figure prints that it is held against."""
    exponent = value.as_tuple().exponent
    most = max(2, decimals)
    if isinstance(exponent, int) and -exponent > most:
        value = value.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    return plain(value)


def hint_sentences(outcome: Outcome, language: str) -> tuple[str, ...]:
    """What the difference suggests."""
    return tuple(say(_bridged(hint, language), language) for hint in outcome.hints)


def _bridged(hint: Message, language: str) -> Message:
    """A bridge by the names of its rows and the one amount they come to; a relation of a conflict as what it says."""
    relation = hint.args.get("relation")
    if isinstance(relation, Outcome):
        both = {name: _amount(getattr(relation, name), relation, language, _decimals(relation), name == "stated")
                for name in ("stated", "computed")}  # fmt: skip
        return message(hint.key, rule=relation.rule, said=sentence(relation, language).rstrip("."), **both)
    terms = hint.args.get("terms")
    if not isinstance(terms, tuple):
        return hint
    known = [term for term in terms if isinstance(term, Term) and term.figure is not None]
    turned = bool(known) and known[0].weight < 0  # the first row is shown as it is printed
    total = sum((term.weight * term.figure.base for term in known if term.figure is not None), Decimal(0))
    groups: dict[tuple[str, str], None] = {}
    for term in known:
        assert term.figure is not None
        groups[("-" if (term.weight < 0) != turned else "+", term.derived or _row(term.figure, language))] = None
    parts = [f"{'minus' if sign == '-' else 'plus'} {say(message('row.the', row=name), language)}" for sign, name in groups]
    key = hint.key if len(parts) > 1 else f"{hint.key}-one"
    told = {**hint.args, "rows": " ".join(parts).removeprefix("plus "), "amount": amount(abs(plain(total)), "kr", language)}
    return Message(key, told)


def paper(outcome: Outcome, rule: Rule | None, language: str) -> Paper:
    """The working paper of a finding."""
    lead = _lead(outcome)
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
                return f"{_quoted(shortened(used.figure.row, 40), language)} ({value})"
    if name.column:
        return say(message("paper.named", row=name.path[-1], column=name.column), language)
    return name.path[-1]


def _quoted(text: str, language: str) -> str:
    return f"”{text}”" if language == "sv" else f"“{text}”"


def _doubt(outcome: Outcome, language: str) -> tuple[str, ...]:
    if not outcome.rests_on_doubt or outcome.told.key.startswith("misprint"):
        return ()
    doubted = [used.figure for used in outcome.figures if used.figure is not None and used.figure.rests_on_doubt]
    return tuple(dict.fromkeys(doubt_sentence(figure, language) for figure in doubted)) or (say(message("doubt"), language),)


def doubt_sentence(figure: Figure, language: str) -> str:
    """Why a figure is doubted: what the text recognition showed, what the report printed, what else it may be."""
    key = "doubt.seen" if figure.seen else "doubt.misprint" if figure.misprint else "doubt.unsure"
    value = amount(figure.value, figure.unit.name, language, figure.decimals)
    told = message(key, row=_row(figure, language), value=value, seen=figure.seen, printed=figure.printed)
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
    lines = _terms(outcome, lead, language)
    if not outcome.arithmetic or outcome.unit is None or outcome.computed is None:
        return lines
    decimals = _decimals(outcome)

    def put(key: str, value: Decimal | None, remark: str = "", strong: bool = False, worked_out: bool = False) -> None:
        if value is not None:
            shown = _amount(value, outcome, language, decimals, key == "paper.stated", strong)
            lines.append(Line("=" if worked_out else "", say(message(key), language), shown, remark, strong))

    computed = _shown("computed", outcome)
    assert computed is not None
    alone = sum(used.role not in ("stated", "limit", "outcome") for used in outcome.figures) == 1
    as_printed = _single(outcome) is not None and _turned(outcome)
    if not alone or not (as_printed or lines[0].amount == _amount(computed, outcome, language, decimals)):
        put("paper.computed", computed, _aside(_interval(outcome, language)), worked_out=True)
    stated = [used for used in outcome.figures if used.role == "stated" and used.figure is not None]
    figures = [used.figure for used in stated if used.figure is not None]
    if len(figures) > 1:  # the stated side is a sum of rows
        what = outcome.told.args.get("row")
        label = sentence_case(say(message("paper.rows", what=what, count=len(figures)), language))
        shown = _amount(outcome.stated or Decimal(0), outcome, language, decimals)
        lines.append(Line("", label, shown, _lines_of(figures, language)))
    else:
        put("paper.stated", _shown("stated", outcome), place_sentence(figures[0], language) if figures else "")
    limits = [used for used in outcome.figures if used.role == "limit"]
    if limits and not outcome.told.key.startswith("goal"):  # the limit is itself worked out
        lines += [_term(used._replace(weight=-used.weight, role="bound"), lead, outcome, language) for used in limits]
        put("paper.limit", outcome.limit, worked_out=True)
    else:
        bounds = [used.figure for used in limits if used.figure is not None]
        bound = next((figure for figure in bounds if lead is not None and figure.base / lead.unit.scale == outcome.limit), None)
        put("paper.limit", outcome.limit, place_sentence(bound, language))
    put("paper.difference", _shown("difference", outcome), _aside(_tolerance(outcome, language)), strong=True)
    return lines


def _aside(text: str) -> str:
    """A remark in brackets, so that it does not run into the amount before it."""
    return f"({text})" if text else ""


def _turned(outcome: Outcome) -> bool:
    """Whether the other table prints the same facts with the other sign; only the magnitudes are then shown."""
    weights = [used.weight for used in outcome.figures if used.role == "term"]
    tied = bool(weights) and max(weights) < 0 and outcome.told.key.startswith((*_TIES, "note-tie"))
    return bool(tied and outcome.stated and outcome.computed and (outcome.stated < 0) == (outcome.computed < 0))


def _side(outcome: Outcome) -> Decimal:
    return Decimal(-1 if outcome.computed is not None and outcome.computed < 0 else 1)


def _terms(outcome: Outcome, lead: Figure | None, language: str) -> list[Line]:
    """The lines of the terms. Rows that stand in for one concept are one line, with the lines they are printed on."""
    terms = [used for used in outcome.figures if used.role not in ("stated", "limit")]
    if _turned(outcome):
        terms = [_magnitude(used, _side(outcome)) for used in terms]
    if outcome.told.key == "rounding.prose-text":
        return [_term(used, lead, outcome, language) for used in terms]
    formula = str(outcome.told.args.get("equals") or outcome.told.args.get("sum") or "")
    divided = outcome.computed_low is not None and any(used.role == "divisor" for used in terms)
    if divided:
        terms = _above_and_below(terms, outcome.computed or _ZERO)
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
        elif len(terms) == 1 and _turned(outcome):
            line = line._replace(operator="")
        lines.append(line)
        at += len(group)
    if outcome.told.key.startswith("cross.deviation") and [line.operator for line in lines] == ["-", "+"]:
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
        if side * sum((used.weight * used.figure.base for used in own if used.figure is not None), _ZERO) < 0:
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
    return line._replace(label=label, remark=_lines_of(figures, language))


def _lines_of(figures: list[Figure], language: str) -> str:
    lines = [figure.place.line for figure in figures]
    return say(message("paper.lines", first=str(min(lines)), last=str(max(lines))), language)


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
        return Line(operator, say(message(own), language), _amount(abs(used.weight) / scale, outcome, language), "")
    if figure is None:
        return Line(operator, shortened(used.name), say(message("paper.blank"), language), "")
    label = _row(figure, language)
    if figure.table in OWN_WORDS:
        label = _quoted(label, language)
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


def place_sentence(figure: Figure | None, language: str) -> str:
    """Where a figure stands: its line in the data file, and in brackets the page or line of the source, where known."""
    if figure is None:
        return ""
    parts = [say(message("paper.line", line=figure.place.line), language)]
    if figure.place.page is not None:
        parts.append(say(message("paper.page", page=figure.place.page), language))
    if figure.place.source_line is not None:
        parts.append(say(message("paper.source-line", line=figure.place.source_line), language))
    return parts[0] + (f" ({', '.join(parts[1:])})" if parts[1:] else "")


def _interval(outcome: Outcome, language: str) -> str:
    if outcome.computed_low is None or outcome.computed_high is None or outcome.computed_low == outcome.computed_high:
        return ""
    lead = _lead(outcome)
    digits = 2 if lead is None or not _in_whole_kronor(outcome) else len(str(lead.unit.scale)) - 1
    if round(outcome.computed_low, digits) == round(outcome.computed_high, digits):
        return ""
    ends = [plain(round(end, 2)) for end in (outcome.computed_low, outcome.computed_high)]
    decimals = 0 if all(end == end.to_integral_value() for end in ends) else 2
    high = amount(ends[1], outcome.unit or "", language, decimals)
    return say(message("paper.interval", low=number(ends[0], language, decimals), high=high), language)


def _tolerance(outcome: Outcome, language: str) -> str:
    if outcome.tolerance is None:
        return ""
    if outcome.told.key.startswith("rounding.alike"):
        return say(message("paper.alike"), language)
    lead = _lead(outcome)
    if not outcome.tolerance and lead is not None and lead.unit.quality == "count":
        return ""
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
