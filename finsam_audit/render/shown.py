"""What to call the figures of an outcome, and how its amounts are shown."""

import re
from decimal import ROUND_HALF_UP, Decimal

from finsam_audit.controls.outcome import Outcome, shortened
from finsam_audit.controls.quantities import ZERO
from finsam_audit.controls.relation import plain
from finsam_audit.messages import message
from finsam_audit.page.model import Figure
from finsam_audit.render.language import amount, gap, say

OWN_WORDS = {"claims": "-text", "goals": "-goal"}
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ADDED = re.compile(r"\s*\[[^\]]*\]")
_TOTALS = ("summa", "totalt", "total", "netto", "delsumma")


def lead_of(outcome: Outcome) -> Figure | None:
    """The figure that an outcome is told of: the stated one, else the first."""
    return outcome.lead or next(iter(outcome.printed), None)


def share_of(count: int, of: int) -> Decimal:
    """How many in a hundred, rounded; all and none are said only where it is all and none."""
    if not of:
        return ZERO
    share = (Decimal(100 * count) / of).quantize(Decimal(1), ROUND_HALF_UP)
    return share if count in (0, of) else min(max(share, Decimal(1)), Decimal(99))


def decimals_of(outcome: Outcome) -> int:
    """How many decimals that figure prints."""
    lead = lead_of(outcome)
    return lead.decimals if lead is not None else 0


def single_of(outcome: Outcome) -> Figure | None:
    """The one figure that another is held against, where it is taken once and nothing is worked out."""
    terms = [used for used in outcome.figures if used.role not in ("stated", "limit")]
    if len(terms) != 1 or abs(terms[0].weight) != 1 or outcome.computed_low is not None or terms[0].derived:
        return None
    return terms[0].figure


def is_along(figure: Figure, other: Figure) -> bool:
    """Whether two figures stand in one row, in different columns."""
    rows = [(one.table, one.path, one.row) for one in (figure, other)]
    return rows[0] == rows[1] and figure.column != other.column


def held_against(outcome: Outcome) -> list[Figure]:
    """The figures that the stated one is held against, those that add first, as a sum is set out."""
    terms = [used for used in outcome.figures if used.figure is not None and used.role not in ("stated", "limit")]
    taken = [used for used in terms if used.figure is not None and used.figure.value * used.weight < 0]
    return [used.figure for used in (*(one for one in terms if one not in taken), *taken) if used.figure is not None]


def apart_in_time(one: Figure, other: Figure) -> bool:
    """Whether the heads of two figures' columns name different years."""
    years, others = (set(_YEARS.findall(figure.column)) for figure in (one, other))
    return bool(years and others and not years & others)


def row_name(figure: Figure, language: str) -> str:
    """What to call the row of a figure: a sum without a name of its own by its group, a sentence of the text in quotes."""
    if figure.table in OWN_WORDS:
        return shortened(as_printed(figure.row))
    if not figure.row:
        return say(message("row.unlabelled"), language)
    if figure.path and figure.row.lower().strip(" :") in _TOTALS:
        return say(message("row.in-group", row=figure.row, group=figure.path[-1]), language)
    if figure.row.endswith("?"):
        return f"”{figure.row}”" if language == "sv" else f"“{figure.row}”"
    return figure.row


def as_printed(text: str) -> str:
    """A sentence without what whoever copied it put in brackets: ``[lägst]`` is gone, ``[...]`` is an ellipsis."""
    return _ADDED.sub("", text.replace("[...]", "…")) if "[" in text else text


def as_shown(name: str, outcome: Outcome) -> Decimal | None:
    """An amount of an outcome as it is shown: without its minus where the two tables sign the same costs differently, and
    worked out to whole kronor where the figure it is held against is printed so."""
    value: Decimal | None = getattr(outcome, name)
    lead = lead_of(outcome)
    if value is None or lead is None:
        return value
    if name != "limit" and is_turned(outcome):
        value = value * side_of(outcome)
    if name in ("computed", "difference") and in_whole_kronor(outcome):
        value = plain((value * lead.unit.scale).quantize(Decimal(1), ROUND_HALF_UP) / lead.unit.scale)
    return value


def in_whole_kronor(outcome: Outcome) -> bool:
    """Whether what is worked out needs no öre: the figure it is held against has none, and they are a krona apart or more."""
    lead = lead_of(outcome)
    if lead is None or lead.unit.quality != "money" or outcome.unit != lead.unit.name:
        return False
    return not (lead.unit.scale == 1 and lead.decimals) and abs(outcome.difference or ZERO) * lead.unit.scale >= 1


def is_turned(outcome: Outcome) -> bool:
    """Whether the other table prints the same facts with the other sign; only the magnitudes are then shown."""
    weights = [used.weight for used in outcome.figures if used.role == "term"]
    in_two_places = outcome.is_one_fact or (outcome.about == "note" and outcome.habit is None)
    tied = bool(weights) and max(weights) < 0 and in_two_places
    return bool(tied and outcome.stated and outcome.computed and (outcome.stated < 0) == (outcome.computed < 0))


def side_of(outcome: Outcome) -> Decimal:
    """The sign of what is worked out."""
    return Decimal(-1 if outcome.computed is not None and outcome.computed < 0 else 1)


def amount_of(
    value: Decimal, outcome: Outcome, language: str, decimals: int = 0, stated: bool = False, apart: bool = False
) -> str:
    """An amount of an outcome. What was worked out from kronor is told in kronor, beside a figure in tkr or mnkr.

    ``apart``: it is the distance between two amounts; that of two percentages is in percentage points.
    """
    unit = outcome.unit or ""
    lead = lead_of(outcome)
    worked_out = (outcome.computed, outcome.difference)
    finer = any(v is not None and v != round(v, lead.decimals) for v in worked_out) if lead is not None else False
    if stated or not finer or lead is None or lead.unit.name != unit or lead.unit.quality != "money" or lead.unit.scale == 1:
        return (gap if apart else amount)(value if stated else short(value, decimals), unit, language, decimals)
    return amount(short(value * lead.unit.scale), "kr", language)


def short(value: Decimal, decimals: int = 0) -> Decimal:
    """A value worked out, to two decimals, or as many as the figure prints that it is held against."""
    exponent = value.as_tuple().exponent
    most = max(2, decimals)
    if isinstance(exponent, int) and -exponent > most:
        value = value.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    return plain(value)
