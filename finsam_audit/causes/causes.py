"""Why it is wrong: the figure to blame for the findings, what it should be, and the findings that one mistake explains.

The relations of a report are solved together (``localisation``): the smallest weighted change of figures that lets every
relation hold. Findings of the severity *error* must be explained; weaker ones (a tie between tables that may be defined
differently, a sentence of the text) are witnesses first: where repairs are equally good, the one that mends most of them
wins. What then still fails is explained among itself. Where the hard relations alone leave it open, the ties are weighed
with them: each may stay broken, or be broken, at a price.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from finsam_audit.causes.believable import blank_instead, of_any_row
from finsam_audit.causes.equations import system_of
from finsam_audit.causes.found import UNKNOWN, Found
from finsam_audit.causes.ground import Ground
from finsam_audit.causes.search import Search, is_hard
from finsam_audit.causes.story import at_odds, one_story
from finsam_audit.causes.two_tables import of_two_tables, told_as_two
from finsam_audit.causes.worth_telling import says_the_norm, told
from finsam_audit.controls.hints import agreeing_with
from finsam_audit.controls.outcome import SEVERITIES, Cause, Outcome, change_message
from finsam_audit.messages import Message, message
from finsam_audit.page.model import Figure
from finsam_audit.page.units import ONE

SHOWN = 5
"""Equally good repairs that are told."""

AT_ONCE = 3
"""Figures that a repair may change and be told as one of several: more is no help to a reader."""


def causes_of(
    outcomes: Sequence[Outcome],
    concepts: Mapping[str, str],
    mild: Collection[str] = frozenset(),
) -> tuple[Cause, ...]:
    """The causes of a report's findings, the most serious first. ``concepts`` gives each figure's, by its id.

    ``mild`` are the rules whose findings are no errors: what they ask for may be broken where everything else says so.

    A finding that no change of figures explains (a limit, a missing section) has no cause. Nothing is changed: a
    correction is a proposal.
    """
    system = system_of(outcomes)
    search = Search(outcomes, Ground(system, system.variables()), concepts, mild)
    failing = [i for i in system.relations if i not in search.ground.holding and outcomes[i].outcome == "finding"]
    if not failing:
        return ()
    found = of_two_tables(search, failing)
    search = search.settled({figure.id: value for one in found for figure, value in one.repairs[0]})
    failing = [index for index in failing if index not in {i for one in found for i in one.outcomes}]
    hard = [index for index in failing if is_hard(outcomes[index])]
    witnesses = [index for index in failing if index not in hard]
    found += one_story(search, hard, lambda cluster: search.explain(cluster, witnesses))
    found = _together(found)
    filled = [(one, blank) for one in found if (blank := blank_instead(one, search.ground, outcomes)) is not None]
    failing = [index for index in failing if all(index not in one.outcomes for one, _ in filled)]
    found = [one for one in found if all(one is not other for other, _ in filled)]
    whole = search
    found = _swapped(found, whole)
    explained = {index for one in found for index in one.outcomes}
    norms = [index for index in failing if outcomes[index].kind == "policy"]
    search = search.settled({figure.id: value for one in found if one.sure for figure, value in one.repairs[0]})
    found = [search.with_mended(one, [index for index in failing if index not in explained]) for one in found]
    left = [index for index in failing if index not in explained and index not in search.ground.holding and index not in norms]
    left = [index for index in left if not says_the_norm(index, norms, search)]
    beside = [one for one in found if not one.sure]

    def weaker(cluster: list[int]) -> list[Found]:
        """The faults behind warnings and notes that are worth telling and leave open what the errors leave open."""
        telling = (told(one, search) for one in search.explain(cluster, norms))
        own = [one for one in telling if one is not None and blank_instead(one, search.ground, outcomes) is None]
        return [one for one in own if not any(at_odds(one, other, search) for other in beside)]

    found += one_story(search, left, weaker)
    found = [one for one in _swapped(_together(found), whole) if not _rather_filled(one, outcomes)]
    found.sort(key=lambda one: _order(one, outcomes))
    causes = [told_as_two(_cause(f"C{number}", one, outcomes), outcomes) for number, one in enumerate(found, 1)]
    for one, blank in filled:
        if len(one.outcomes) > 1:  # of one finding it is the hint
            causes.append(Cause(f"C{len(causes) + 1}", UNKNOWN, blank, one.outcomes, "medium", mends=len(one.outcomes)))
    explained = {index for one in found for index in one.outcomes}
    for amount, mine in _of_one_amount([index for index in failing if index not in explained], norms, search):
        said = message("cause.one-amount", amount=amount, count=len(mine))
        causes.append(Cause(f"C{len(causes) + 1}", "policy", said, mine, "medium"))
    return tuple(causes)


def _rather_filled(found: Found, outcomes: Sequence[Outcome]) -> bool:
    """Whether a row that is blank would fill what all of a fault's totals lack: no other row need be wrong then, nor is one
    of several corrections worth telling."""
    findings = [outcomes[index] for index in found.outcomes]
    if not all(outcome.hints and outcome.hints[0].key == "hint.blank" for outcome in findings):
        return False
    totals = {figure.id for outcome in findings for figure in outcome.stated_figures}
    return not found.sure or not any(figure.id in totals for figure, _ in found.repairs[0])


def _of_one_amount(
    left: Sequence[int], norms: Sequence[int], search: Search
) -> Iterator[tuple[tuple[Decimal, Figure], tuple[int, ...]]]:
    """Norms that are missed by one amount, here too much and there too little, and the sentences that tell the norms."""
    by_amount: dict[Decimal, list[int]] = {}
    stated: dict[Decimal, Figure] = {}
    for index in norms:
        outcome = search.outcomes[index]
        figure = outcome.lead
        if index in left and figure is not None and outcome.difference:
            amount = abs(outcome.difference) * figure.unit.scale
            by_amount.setdefault(amount, []).append(index)
            stated.setdefault(amount, figure)
    for amount, mine in by_amount.items():
        sentences = [index for index in left if index not in norms and says_the_norm(index, mine, search)]
        if len(mine) + len(sentences) > 1:
            yield (amount, stated[amount]), tuple(sorted((*mine, *sentences)))


def with_causes(outcomes: Sequence[Outcome], causes: Iterable[Cause]) -> tuple[Outcome, ...]:
    """The outcomes, each finding under the cause that explains it and without the hints that this rules out."""
    named = {index: cause for cause in causes for index in cause.outcomes}
    return tuple(agreeing_with(o, named[i])._replace(cause=named[i].id) if i in named else o for i, o in enumerate(outcomes))


def _together(found: list[Found]) -> list[Found]:
    """Faults with the same repairs are one."""
    by_repairs: dict[frozenset[frozenset[tuple[str, Fraction]]], Found] = {}
    for one in found:
        key = frozenset(frozenset((figure.id, value) for figure, value in repair) for repair in one.repairs)
        other = by_repairs.get(key)
        if other is not None:
            outcomes = tuple(sorted({*other.outcomes, *one.outcomes}))
            one = other._replace(outcomes=outcomes, mends=len(outcomes))
        by_repairs[key] = one
    return list(by_repairs.values())


def _swapped(found: list[Found], search: Search) -> list[Found]:
    """Two figures of which each should be what the other is have changed places: one fault, not two."""
    joined: list[Found] = []
    for one in found:
        for number, other in enumerate(joined):
            changes = search.swap(other, one) if one.sure and other.sure else None
            if changes is not None:
                outcomes = tuple(sorted({*other.outcomes, *one.outcomes}))
                joined[number] = one._replace(
                    repairs=(changes,),
                    kinds=("interchanged", "interchanged"),
                    outcomes=outcomes,
                    mends=len(outcomes),
                    leaves=other.leaves + one.leaves,
                    free=0,
                )
                break
        else:
            joined.append(one)
    return joined


def _order(found: Found, outcomes: Sequence[Outcome]) -> tuple[int, int]:
    """The most serious finding first, then the order of the file."""
    serious = min(SEVERITIES.index(outcomes[index].severity or "note") for index in found.outcomes)
    lines = [u.figure.place.line for i in found.outcomes for u in outcomes[i].figures if u.figure and u.role == "stated"]
    return serious, min(lines, default=0)


def _cause(name: str, found: Found, outcomes: Sequence[Outcome]) -> Cause:
    first, *others = found.repairs
    shared = (
        ()
        if found.cut or found.loose or found.bare
        else tuple((f, v) for f, v in first if all((f, v) in other for other in others))
    )
    sure = found.sure
    kinds = {found.kinds[-1]} if found.form else set(found.kinds)
    kind = kinds.pop() if sure and len(kinds) == 1 else UNKNOWN
    strong = found.determined and found.mends > len(found.kinds) and not found.breaks
    doubted = any(f.doubtful for f, _ in first) or all(outcomes[index].rests_on_doubt for index in found.outcomes)
    confidence = "low" if not sure else "high" if strong and not doubted else "medium"
    corrections = tuple((figure, _printed(figure, value)) for figure, value in (first if sure else shared))
    listed = [] if sure or found.bare else [repair for repair in found.repairs if len(repair) <= AT_ONCE][:SHOWN]
    alternatives = tuple(tuple((f, _printed(f, v)) for f, v in repair) for repair in listed)
    return Cause(
        name,
        kind,
        _with_rounding(
            _told(corrections, found, kind, confidence, outcomes), corrections, [outcomes[i] for i in found.outcomes]
        ),
        found.outcomes,
        confidence,
        corrections,
        alternatives,
        0 if sure else len(found.repairs),
        found.mends,
        found.leaves,
        found.breaks,
        tuple(outcomes[index] for index in found.breaks),
        tuple(outcomes[index] for index in found.cancels) if sure and kind != "interchanged" else (),
    )


def _printed(figure: Figure, value: Fraction) -> Decimal:
    """A value in kr, % or antal as the figure's own unit prints it."""
    quantum = figure.unit.scale.scaleb(-figure.decimals)
    return (Decimal(round(value / Fraction(quantum))) * quantum / figure.unit.scale).quantize(ONE.scaleb(-figure.decimals))


def _told(
    corrections: tuple[tuple[Figure, Decimal], ...], found: Found, kind: str, confidence: str, outcomes: Sequence[Outcome]
) -> Message:
    if amounts := of_any_row(found, outcomes):
        gaps = {(gap, figure.unit.name): (gap, figure) for gap, figure in amounts}
        return message("cause.any-row", row=amounts[0][1].row, amounts=tuple(gaps.values()))
    if any(figure.doubtful for figure, _ in corrections):
        return message("cause.reading", changes=tuple(change_message(*one, short=True) for one in corrections))
    return _message(corrections, found, kind, confidence)


def _message(corrections: tuple[tuple[Figure, Decimal], ...], found: Found, kind: str, confidence: str) -> Message:
    if found.bare or (found.loose and len(found.repairs) == 1 and not found.cut):
        return message("cause.loose", count=len(found.kinds))
    if confidence == "low":
        return message("cause.open", count=len(found.repairs)) if not found.cut else message("cause.many")
    if len(corrections) > 1:
        key = "cause.swapped" if kind == "interchanged" and len(corrections) == 2 else "cause.several"
        return message(key, changes=tuple(change_message(*one, short=True) for one in corrections))
    if kind == "copied" and not corrections[0][1]:
        return Message("cause.struck", {**change_message(*corrections[0]).args, "slip": kind})
    key = "cause.one" if kind == UNKNOWN else "cause.slip"
    return message(key, change=change_message(*corrections[0], sure=confidence == "high"), slip=kind)


def _with_rounding(told: Message, corrections: tuple[tuple[Figure, Decimal], ...], findings: Sequence[Outcome]) -> Message:
    """What to change to, and what the finding itself comes to where rounding leaves that a step or two away."""
    if told.key not in ("cause.one", "cause.slip") or len(corrections) != 1:
        return told
    figure, value = corrections[0]
    for outcome in findings:
        mine = any(
            used.role == "stated" and used.figure is not None and used.figure.id == figure.id for used in outcome.figures
        )
        if not mine or outcome.computed is None or outcome.tolerance is None or outcome.computed_low is not None:
            continue
        printed = outcome.computed.quantize(ONE.scaleb(-figure.decimals))
        if printed != value and abs(outcome.computed - value) <= outcome.tolerance:
            return message("cause.rounded", cause=told, amount=(printed * figure.unit.scale, figure))
    return told
