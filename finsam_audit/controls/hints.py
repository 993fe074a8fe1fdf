"""What a single failing relation says about itself: the slip of the hand that its difference fits.

The slips are those that the official-statistics literature names (Scholtus, Statistics Netherlands discussion papers 08015 and
09046: signs, interchanged values, typing errors), and those of footings: a term left out, counted twice, or taken in.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from finsam_audit.accounts.sums import is_long
from finsam_audit.controls.outcome import STRUCTURAL, Cause, Outcome, Used
from finsam_audit.controls.quantities import HALF, Quantity
from finsam_audit.messages import Message, message
from finsam_audit.page.model import Figure

MAX_HINTS = 2

_OF_THE_STATED = {
    "hint.omitted": "omitted_term",
    "hint.twice": "double_counted",
    "hint.extra": "extra_term",
    "hint.stale": "stale_total",
    "hint.mislabelled": "mislabelled",
    "hint.last-year": "wrong_column",
    "hint.other-column": "wrong_column",
    "hint.sign-of-total": "sign",
}
"""Hints that blame the stated figure, and the kind of slip they name."""

_OF_ANOTHER = {
    "hint.sign-of-part": "sign",
    "hint.running": "running_subtotal",
    "hint.copied": "copied",
    "hint.last-years-part": "wrong_column",
}
"""Hints that blame the figure whose ``amount`` they tell."""


class Hint(NamedTuple):
    """A slip that explains a difference: its kind, the sentence with its arithmetic, and the figure it points at, if one."""

    kind: str
    told: Message
    suspect: Figure | None = None


def with_hints(outcome: Outcome, neighbours: Iterable[Figure] = ()) -> Outcome:
    """A finding with what its difference suggests; anything else unchanged.

    ``neighbours`` are figures of the same column that are no terms of the relation.
    """
    if outcome.outcome != "finding" or outcome.kind is not None or not outcome.difference:
        return outcome
    if outcome.computed_low is not None or not outcome.arithmetic:
        return outcome
    stated = outcome.lead
    if stated is None:
        return outcome
    hints = _hints(outcome, stated, list(neighbours))
    if not hints:
        return outcome
    suspect = stated if hints[0].kind in STRUCTURAL else hints[0].suspect
    told = tuple(hint.told for hint in hints[:MAX_HINTS])
    return outcome._replace(kind=hints[0].kind, hints=told, suspect=suspect.id if suspect else "")


def _hints(outcome: Outcome, stated: Figure, neighbours: list[Figure]) -> list[Hint]:
    assert outcome.difference is not None
    assert outcome.tolerance is not None
    gap = outcome.difference * stated.unit.scale
    slack = outcome.tolerance * stated.unit.scale
    tie = outcome.about in ("tie", "note", "claim")
    terms = [used for used in outcome.figures if used.role == "term" and used.figure is not None and used.figure.value]
    if any(used.figure is stated for used in terms):
        return []  # a figure on both sides: no single slip can be read off the difference
    found: list[Hint] = []
    if len(terms) > 1:
        found += _copied(gap, terms, neighbours)
        found += _whole_terms(gap, slack, terms)
    if outcome.about == "footing":
        found += _running_subtotal(gap, slack, terms)
    found += _sign_of_total(gap, slack, stated)
    found += _extra_row(gap, slack, stated, neighbours, "hint.difference-is-row" if tie else "hint.extra")
    if len(terms) > 1:
        found += _interchanged(gap, slack, terms)
    if all(used.figure is not None and used.figure.unit == stated.unit for used in terms):
        found += _digits(gap, stated, terms)
    elif len(terms) == 1:
        found += _other_unit(stated, terms[0].figure)
    return found or _alike(gap, terms)


def _other_unit(stated: Figure, other: Figure | None) -> Iterator[Hint]:
    """The same digits in two units: of one table the unit is wrong."""
    if other is not None and abs(stated.value) == abs(other.value) and is_long(stated):
        args = {"row": stated.row, "unit": stated.unit.name, "table": other.table, "other": other.unit.name}
        yield Hint("unit", message("hint.other-unit", **args))


def with_other_name(outcomes: Sequence[Outcome], signs: Mapping[str, int], name: Sequence[Quantity]) -> list[Outcome]:
    """Findings of one row in all its columns, told as mislabelled where the row prints another concept's amounts.

    ``name`` is what that concept is in each column. It must be the very amount in all of them, long enough in one not to be
    so by chance, and be the lesser part of what the row should hold: a total that lacks a small term is another slip.
    """
    found = []
    long = False
    for outcome, other in zip(outcomes, name, strict=True):
        stated = outcome.lead
        if stated is None or outcome.outcome != "finding" or outcome.difference is None:
            return list(outcomes)
        amount = stated.base * signs.get(stated.id, 1)
        if amount != other.value or any(term.figure is stated for term in other.terms):
            return list(outcomes)
        if abs(amount) >= abs(outcome.difference * stated.unit.scale):
            return list(outcomes)
        long = long or is_long(stated)
        terms = tuple(term for term in other.terms if term.figure is not None)
        assert outcome.computed is not None
        wanted = (outcome.computed * stated.unit.scale, stated)
        told = message("hint.mislabelled", terms=terms, row=stated.row, wanted=wanted)
        found.append(outcome._replace(kind="mislabelled", hints=(told,)))
    return found if long else list(outcomes)


def agreeing_with(outcome: Outcome, cause: Cause) -> Outcome:
    """A finding without the hints that its cause rules out: what the cause leaves as it is was no slip.

    Where not all of a cause's corrections are told, none is ruled out.
    """
    if cause.kind == "policy" and outcome.about == "claim":
        return outcome._replace(hints=(), kind=None, suspect="")  # the sentence tells the law, and the amounts miss it
    if cause.told.key == "hint.blank":
        return outcome._replace(hints=(), kind=None, suspect="")  # the cause says it once for all
    repairs = [dict(cause.corrections)] if not cause.alternatives else [dict(changes) for changes in cause.alternatives]
    if not outcome.hints or not any(repairs) or cause.alternatives_count > len(cause.alternatives):
        return outcome
    changed = [{figure.id: value * figure.unit.scale for figure, value in repair.items()} for repair in repairs]
    rows = [{figure.row for figure in repair} for repair in repairs]
    kept = tuple(hint for hint in outcome.hints if _agrees(hint, outcome, changed, rows))
    if kept == outcome.hints:
        return outcome
    return outcome._replace(hints=kept, kind=_kind_of(kept[0]) if kept else None, suspect="")


def _agrees(hint: Message, outcome: Outcome, changed: Sequence[Mapping[str, Decimal]], rows: Sequence[set[str]]) -> bool:
    """Whether one of the corrections changes what a hint blames."""
    figure, wanted = hint.args.get("amount"), hint.args.get("wanted")
    if hint.key == "hint.blank":
        return len(changed) > 1  # no cell needs filling where a figure is known to be wrong
    if hint.key in _OF_THE_STATED or hint.key == "hint.mislabelled-one":
        stated = {figure.id for figure in outcome.stated_figures}
        return any(not stated.isdisjoint(values) for values in changed)
    if hint.key == "hint.interchanged":
        return any({hint.args["first"], hint.args["second"]} <= names for names in rows)
    if isinstance(figure, Figure) and isinstance(wanted, tuple):
        room = 4 * figure.step
        return any(abs(values[figure.id] - wanted[0]) <= room for values in changed if figure.id in values)
    if isinstance(figure, Figure) and hint.key in _OF_ANOTHER:
        return any(figure.id in values for values in changed)
    return True


def _kind_of(hint: Message) -> str | None:
    kind = hint.args.get("slip") or _OF_THE_STATED.get(hint.key.removesuffix("-one")) or _OF_ANOTHER.get(hint.key)
    return str(kind) if kind else None


def _near(value: Decimal, wanted: Decimal, slack: Decimal) -> bool:
    return abs(value - wanted) <= slack


def _whole_terms(gap: Decimal, slack: Decimal, terms: list[Used]) -> list[Hint]:
    found = []
    for used in terms:
        figure = used.figure
        assert figure is not None
        amount = figure.base * used.weight
        if abs(amount) <= 2 * slack:
            continue
        if _near(gap, -amount, slack):
            found.append(Hint("omitted_term", message("hint.omitted", row=figure.row, amount=figure)))
        elif _near(gap, amount, slack):
            found.append(Hint("double_counted", message("hint.twice", row=figure.row, amount=figure)))
        elif _near(gap, -2 * amount, slack):
            found.append(Hint("sign", message("hint.sign-of-part", row=figure.row, amount=figure)))
    return found


def _copied(gap: Decimal, terms: list[Used], neighbours: list[Figure]) -> list[Hint]:
    """A row with the very amount of a row elsewhere in the column, which the total knows nothing of: it was copied."""
    for used in terms:
        figure = used.figure
        if figure is None or gap != -figure.base * used.weight or not is_long(figure):
            continue
        for other in neighbours:
            if other.base == figure.base and other.unit == figure.unit and other.row != figure.row:
                told = message("hint.copied", row=figure.row, amount=figure, other=other.row)
                return [Hint("copied", told, figure)]
    return []


def _alike(gap: Decimal, terms: list[Used]) -> list[Hint]:
    """Two rows of a sum, and no others, with one long amount: it may have been copied from one to the other."""
    long = [(used.figure, used.weight) for used in terms if used.figure is not None and is_long(used.figure)]
    pairs = [(a, b, w) for (a, v), (b, w) in combinations(long, 2) if (a.base, a.unit, v) == (b.base, b.unit, w)]
    return [
        Hint("copied", message("hint.alike", row=one.row, other=two.row, amount=two, wanted=(two.base + gap / weight, two)))
        for one, two, weight in pairs
        if len(pairs) == 1 and one.row != two.row
    ]


def _running_subtotal(gap: Decimal, slack: Decimal, terms: list[Used]) -> list[Hint]:
    """A row that holds the rows above it as well: printed as they run, the difference is what stands above it."""
    above = Decimal(0)
    for number, used in enumerate(terms):
        figure = used.figure
        assert figure is not None
        amount = figure.base * used.weight
        holds_them = amount * above > 0 and abs(amount) > abs(above) > 2 * slack
        if number > 1 and holds_them and _near(gap, -above, slack):
            wanted = (figure.base - above / used.weight, figure)
            return [Hint("running_subtotal", message("hint.running", row=figure.row, amount=figure, wanted=wanted), figure)]
        above += amount
    return []


def _sign_of_total(gap: Decimal, slack: Decimal, stated: Figure) -> list[Hint]:
    if abs(stated.base) > slack and _near(gap, 2 * stated.base, slack):
        return [Hint("sign", message("hint.sign-of-total", row=stated.row, amount=stated))]
    return []


def _extra_row(gap: Decimal, slack: Decimal, stated: Figure, neighbours: list[Figure], key: str) -> list[Hint]:
    for figure in neighbours:
        if figure.unit.quality != stated.unit.quality or abs(figure.base) <= max(2 * slack, 10 * stated.step):
            continue
        if _near(gap, figure.base, figure.step * HALF + stated.step * HALF):
            return [Hint("extra_term", message(key, row=figure.row, amount=figure, total=stated.row))]
    return []


def _interchanged(gap: Decimal, slack: Decimal, terms: list[Used]) -> list[Hint]:
    """Two terms that count differently and, each in the other's place, would leave no difference: the first such pair."""
    amounts = [(used.weight, used.figure) for used in terms if used.figure is not None]
    weights = dict.fromkeys(weight for weight, _ in amounts)
    if len(weights) < 2:
        return []  # which of two parts of a plain sum stands where makes no difference
    ranked = {weight: sorted((f.base, at) for at, (own, f) in enumerate(amounts) if own == weight) for weight in weights}
    for index, (weight, first) in enumerate(amounts):
        seconds = [at for w, there in ranked.items() for at in _changed_for(first, there, weight - w, gap, slack) if at > index]
        if seconds:
            told = message("hint.interchanged", first=first.row, second=amounts[min(seconds)][1].row)
            return [Hint("interchanged", told)]
    return []


def _changed_for(
    first: Figure, there: list[tuple[Decimal, int]], factor: Decimal, gap: Decimal, slack: Decimal
) -> Iterator[int]:
    """The places of those whose exchange with a figure, at a weight so much less than its own, makes up for ``gap``."""
    if not factor:
        return
    rising = factor > 0
    low = gap - slack if rising else -gap - slack
    for base, at in there[bisect_left(there, low, key=lambda one: abs(factor) * (one[0] - first.base)) :]:
        swapped = factor * (base - first.base)
        if not _near(gap, swapped, slack):
            return
        if swapped:
            yield at


def _digits(gap: Decimal, stated: Figure, terms: list[Used]) -> list[Hint]:
    """One figure mistyped: the value that would mend the relation differs from the printed one by one slip.

    Where two may be, neither is under more suspicion than the other.
    """
    candidates: list[tuple[Figure, Decimal]] = [(stated, stated.base - gap)]
    candidates += [
        (used.figure, used.figure.base + gap / used.weight) for used in terms if used.figure is not None and used.weight
    ]
    slips = []
    for figure, wanted in candidates:
        kind, fitted = typing_slip(figure, wanted, len(terms) > 1)
        if kind:
            slips.append((figure, kind, fitted))
        if len(slips) > 2:
            return []  # any figure might be mistyped so
    alone = len(slips) == 1
    return [Hint(kind, _mistyped(one, kind, fitted, candidates), one if alone else None) for one, kind, fitted in slips]


def _mistyped(figure: Figure, kind: str, fitted: Decimal, candidates: list[tuple[Figure, Decimal]]) -> Message:
    return message("hint.typing", row=_named(figure, candidates), amount=figure, wanted=(fitted, figure), slip=kind)


def _named(figure: Figure, candidates: list[tuple[Figure, Decimal]]) -> str:
    """The row of a figure, with its column where the relation runs along one row."""
    alike = [other for other, _ in candidates if other.row == figure.row]
    return f"{figure.row} ({figure.column})" if len(alike) > 1 else figure.row


def typing_slip(figure: Figure, wanted: Decimal, rounded: bool = True) -> tuple[str, Decimal]:
    """The slip that turns ``wanted`` (base unit) into the printed figure, and the value it stood for.

    Two digits changed place, one digit wrong, one lost or added, or a factor of a thousand; ("", 0) where none fits. A
    long figure in a sum of rounded ones (``rounded``) may be one step off besides.
    """
    quantum = figure.unit.scale.scaleb(-figure.decimals)
    printed = int(figure.value.scaleb(figure.decimals))
    target = int((wanted / quantum).to_integral_value())
    if abs(printed) < 10 or abs(target) < 10 or (printed < 0) != (target < 0):
        return "", Decimal(0)
    reach = (0, -1, 1) if rounded and abs(target) >= 100_000 else (0,)
    for kind, test in (("digit_transposition", _transposed), ("digit_error", _one_digit), ("digit_lost", _lost)):
        for offset in reach:
            if abs(printed - target - offset) > 1 and test(str(abs(printed)), str(abs(target + offset))):
                return kind, Decimal(target + offset) * quantum
    for factor in (1000, Decimal("0.001")):
        if abs(Decimal(printed) * factor - target) <= Decimal(abs(target)) / 1000:
            return "unit", Decimal(target) * quantum
    return "", Decimal(0)


def _transposed(printed: str, wanted: str) -> bool:
    if len(printed) != len(wanted):
        return False
    apart = [i for i in range(len(printed)) if printed[i] != wanted[i]]
    return (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and printed[apart[0]] == wanted[apart[1]]
        and (printed[apart[1]] == wanted[apart[0]])
    )


def _one_digit(printed: str, wanted: str) -> bool:
    return len(printed) == len(wanted) > 2 and sum(a != b for a, b in zip(printed, wanted, strict=True)) == 1


def _lost(printed: str, wanted: str) -> bool:
    short, long = sorted((printed, wanted), key=len)
    if len(long) != len(short) + 1 or len(short) < 3:
        return False
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
