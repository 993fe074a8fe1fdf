"""Of two reports that disagree about a fact, the one to blame: a third report contradicts it, or its own sums do."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from finsam_audit.controls.chain import Chain
from finsam_audit.controls.outcome import SEVERITIES, Cause, Matter, Outcome, Result, change_message
from finsam_audit.controls.quantities import ZERO
from finsam_audit.messages import message
from finsam_audit.page.model import Figure, Place
from finsam_audit.page.units import ONE

_Change = tuple[Figure, Decimal]


class _Pair(NamedTuple):
    """A finding that two figures disagree, by ``gap`` in the base unit; ``weight`` is −1 where their signs are opposite."""

    number: int
    stated: Figure
    other: Figure
    weight: Decimal

    gap: Decimal

    def wanted(self, figure: Figure) -> _Change | None:
        """What one of the two should be for the other to be right; None where the other is printed too coarsely to say."""
        right = self.right(figure)
        if right.step > figure.step or right.unit.quality != figure.unit.quality:
            return None
        return self.about(figure)

    def about(self, figure: Figure) -> _Change:
        """About what one of the two should be for the other to be right, however coarsely that is printed."""
        return figure, _as_printed(self.right(figure).base * self.weight / figure.unit.scale, figure)

    def right(self, figure: Figure) -> Figure:
        """The one that is right where ``figure`` is wrong."""
        return self.other if figure.id == self.stated.id else self.stated


class _Evidence(NamedTuple):
    """What speaks for and against figures (their ids) apart from the report they disagree with.

    ``agreed`` is within how much, in the base unit, a figure agrees with another report or with another place; ``against``
    are figures that their own report wants changed, ``doubted`` those in a sum of it that does not hold, ``sums`` those in
    one that does.
    """

    agreed: Mapping[str, Decimal]
    against: frozenset[str]
    doubted: frozenset[str]
    sums: frozenset[str]
    meetings: Mapping[str, list[_Pair]]

    def has_agreed(self, figure: Figure, pair: _Pair) -> bool:
        return figure.id in self.agreed and self.agreed[figure.id] < pair.gap


def causes_across(outcomes: Sequence[Outcome], chain: Chain, results: Mapping[int, Result]) -> list[Cause]:
    """A cause for every figure that one finding or more blame, and for every two of which nothing tells which is wrong.

    ``results`` are what the reports came to by themselves, by their number in the chain.
    """
    pairs = [pair for index, outcome in enumerate(outcomes) if (pair := _pair(index, outcome)) is not None]
    evidence = _evidence(pairs, outcomes, results)
    blamed: dict[str, list[tuple[_Pair, Figure, str]]] = {}
    for pair in pairs:
        figure, confidence = _to_blame(pair, evidence)
        key = figure.id if figure is not None else f"{pair.number}"
        blamed.setdefault(key, []).append((pair, figure or pair.stated, confidence))
    causes = [_cause(f"X{number}", found, outcomes, chain) for number, found in enumerate(blamed.values(), 1)]
    rough = {cause.id: _rough(found) for cause, found in zip(causes, blamed.values(), strict=True)}
    return _with_sums_and_sentences(causes, rough, outcomes, chain, results)


class _Rough(NamedTuple):
    """About what the figure that is blamed should be, as the finest of the others tells; of two, about what either should.

    ``within`` is how far, in the base unit, that may be from what is right: what the one that tells it was rounded by.
    """

    changes: tuple[_Change, ...]
    within: Decimal


def _rough(found: Sequence[tuple[_Pair, Figure, str]]) -> _Rough:
    pair, figure, confidence = min(found, key=lambda one: one[0].right(one[1]).step)
    blamed = (pair.stated, pair.other) if confidence == "low" else (figure,)
    return _Rough(tuple(map(pair.about, blamed)), max(pair.right(one).step for one in blamed) / 2)


def _with_sums_and_sentences(
    causes: list[Cause],
    rough: Mapping[str, _Rough],
    outcomes: Sequence[Outcome],
    chain: Chain,
    results: Mapping[int, Result],
) -> list[Cause]:
    """The causes with the findings about sums and about what auditors say; ``rough`` is about what their figures should be.

    Such a finding belongs to a cause whose correction lets it hold, or to what a report's own controls want, or might want;
    else what auditors say is wrong.
    """
    causes = list(causes)
    own = [
        (chain.members[number].own(figure), value)
        for number, result in results.items()
        for cause in result.causes
        for figure, value in _changes(cause)
    ]
    explained = {index for cause in causes for index in cause.outcomes}
    for index, outcome in enumerate(outcomes):
        said = outcome.about == "claim" and outcome.outcome == "finding"
        if index in explained or not (said or _is_disagreement(outcome)):
            continue
        at, change = next(
            ((n, c) for n, one in enumerate(causes) for c, within in _tried(one, rough) if _mends(c, outcome, within)),
            (len(causes), next((change for change in own if _mends(change, outcome)), None)),
        )
        if change is None and said:
            change, at = _should_say(outcome), len(causes)
        if change is None:
            continue
        told = message("cause.across", file=_file(change[0], chain), change=change_message(*change))
        if at == len(causes):
            name, kind = f"X{at + 1}", outcome.kind or "unknown"
            causes.append(Cause(name, kind, told, (index,), "medium", (change,), mends=1, blamed=(change[0],)))
            continue
        cause = causes[at]._replace(outcomes=(*causes[at].outcomes, index), mends=causes[at].mends + 1)
        if not cause.corrections and not all(_mends(one, outcome, rough[cause.id].within) for one in rough[cause.id].changes):
            # of two that disagree the one that the sum contradicts
            cause = Cause(
                cause.id, cause.kind, told, cause.outcomes, "medium", (change,), mends=cause.mends, blamed=(change[0],)
            )
        causes[at] = cause
    return causes


def _should_say(outcome: Outcome) -> _Change | None:
    """A sentence of an auditor's report with the number that the audited one gives; None where it gives no single one."""
    figure = outcome.lead
    if figure is None or outcome.computed is None:
        return None
    wanted = {
        _as_printed(value, figure)
        for value in (outcome.computed, outcome.computed_low, outcome.computed_high)
        if value is not None
    }
    return (figure, wanted.pop()) if len(wanted) == 1 else None


def _as_printed(value: Decimal, figure: Figure) -> Decimal:
    """An amount in the unit of a figure with as many decimals as that prints."""
    return value.quantize(ONE.scaleb(-figure.decimals), ROUND_HALF_UP)


def _changes(cause: Cause) -> tuple[_Change, ...]:
    """The changes that a cause calls for, or each that alone would do."""
    return cause.corrections or tuple(changes[0] for changes in cause.alternatives if len(changes) == 1)


def _tried(cause: Cause, rough: Mapping[str, _Rough]) -> Iterator[tuple[_Change, Decimal]]:
    """The changes that may let a sum hold, what a cause calls for or about that, each with how far off it may be."""
    if changes := _changes(cause):
        return ((change, ZERO) for change in changes)
    told = rough.get(cause.id)
    return ((change, told.within) for change in told.changes) if told is not None else iter(())


def _mends(change: _Change, outcome: Outcome, within: Decimal = ZERO) -> bool:
    """Whether a finding about a sum or a share would hold if one of its figures were another, or ``within`` so much of it."""
    figure, value = change
    used = [(one.figure, one) for one in outcome.figures if one.figure is not None]
    lead = next((own for own, one in used if one.role == "stated"), None)
    moved = sum(((value - own.value) * own.unit.scale * one.weight for own, one in used if own.id == figure.id), ZERO)
    if not moved or lead is None or outcome.difference is None:
        return False
    if outcome.computed_low is not None:
        return _mends_share(change, outcome, lead)
    return abs(moved - outcome.difference * lead.unit.scale) <= (outcome.tolerance or ZERO) * lead.unit.scale + within


def _mends_share(change: _Change, outcome: Outcome, lead: Figure) -> bool:
    """Whether a share, which is so much of its divisor and nothing else, would be the one that is stated."""
    now, then = _share(outcome, lead), _share(outcome, lead, change)
    if now is None or then is None or outcome.stated is None or outcome.computed is None:
        return False
    as_shown = ONE.scaleb(-(lead.decimals + 2))
    return abs(now - outcome.computed) <= as_shown and abs(then - outcome.stated) <= (outcome.tolerance or ZERO)


def _share(outcome: Outcome, lead: Figure, change: _Change | None = None) -> Decimal | None:
    """The terms of a finding by its divisors, one of its figures changed or none."""
    sums = {"term": ZERO, "divisor": ZERO}
    for one in outcome.figures:
        if one.figure is not None and one.role in sums:
            value = change[1] if change is not None and one.figure.id == change[0].id else one.figure.value
            sums[one.role] += value * one.figure.unit.scale * one.weight
    whole = 100 if lead.unit.quality == "percent" else 1
    return whole * sums["term"] / sums["divisor"] if sums["divisor"] else None


def _is_disagreement(outcome: Outcome) -> bool:
    return outcome.outcome == "finding" and outcome.about == "tie" and outcome.kind not in ("rounding", "restated")


def _pair(index: int, outcome: Outcome) -> _Pair | None:
    if not _is_disagreement(outcome):
        return None
    stated = outcome.stated_figures
    others = [used for used in outcome.figures if used.role != "stated"]
    if len(stated) != 1 or len(others) != 1 or others[0].figure is None or abs(others[0].weight) != 1:
        return None
    gap = abs(outcome.difference or ZERO) * stated[0].unit.scale
    return _Pair(index, stated[0], others[0].figure, others[0].weight, gap)


def _evidence(pairs: Sequence[_Pair], outcomes: Sequence[Outcome], results: Mapping[int, Result]) -> _Evidence:
    meetings: dict[str, list[_Pair]] = {}
    for pair in pairs:
        for figure in (pair.stated, pair.other):
            meetings.setdefault(figure.id, []).append(pair)
    agreed: dict[str, Decimal] = {}
    for outcome in outcomes:
        if outcome.outcome == "passed" and outcome.equation and len(outcome.figures) == 2:
            for figure in outcome.printed:
                allowed = (outcome.tolerance or ZERO) * figure.unit.scale
                agreed[figure.id] = min(allowed, agreed.get(figure.id, allowed))
    against: set[str] = set()
    doubted: set[str] = set()
    sums: set[str] = set()
    for number, result in results.items():
        if not any(name.startswith(f"{number}:") for name in meetings):
            continue
        changes = (change for cause in result.causes for change in (cause.corrections, *cause.alternatives))
        against |= {f"{number}:{figure.id}" for change in changes for figure, _ in change}
        for outcome in result.outcomes:
            is_sum = outcome.arithmetic and outcome.equation and outcome.limit is None and len(outcome.figures) > 1
            if is_sum and outcome.kind != "rounding":
                said = sums if outcome.outcome == "passed" else doubted if outcome.cause is None else set()
                said |= {f"{number}:{figure.id}" for figure in outcome.printed}
    return _Evidence(agreed, frozenset(against), frozenset(doubted), frozenset(sums), meetings)


def _to_blame(pair: _Pair, evidence: _Evidence) -> tuple[Figure | None, str]:
    """The one of two figures that is wrong, and how sure that is; None where nothing tells.

    What another report says weighs most, then what its own report says of it.
    """
    one, other = pair.stated, pair.other
    stands = {f.id: evidence.has_agreed(f, pair) for f in (one, other)}
    falls = {f.id: _contradicted(f, pair, evidence) for f in (one, other)}
    for bad, good in ((one, other), (other, one)):
        if (falls[bad.id] or stands[good.id]) and not (falls[good.id] or stands[bad.id]):
            return bad, "high"
    for ids, confidence in ((evidence.against, "high"), (evidence.doubted, "medium")):
        for bad, good in ((one, other), (other, one)):
            if bad.id in ids and good.id not in ids:
                return bad, confidence
    for bad, good in ((one, other), (other, one)):
        if good.id in evidence.sums and bad.id not in evidence.sums:
            return bad, "medium"
    return None, "low"


def _contradicted(figure: Figure, pair: _Pair, evidence: _Evidence) -> bool:
    """Whether another report says of a figure what this one says that it disagrees with, as the coarsest of them prints."""
    here = pair.right(figure)
    return any(
        abs(here.base * pair.weight - there.base * one.weight) <= max(here.step, there.step, figure.step)
        for one in evidence.meetings[figure.id]
        if one.number != pair.number and (there := one.right(figure)).unit.quality == here.unit.quality
    )


def _cause(name: str, found: Sequence[tuple[_Pair, Figure, str]], outcomes: Sequence[Outcome], chain: Chain) -> Cause:
    pair, figure, confidence = found[0]
    indexes = tuple(pair.number for pair, _, _ in found)
    kind = outcomes[pair.number].kind or "unknown"
    if confidence == "low":
        both = (pair.stated, pair.other)
        changes = tuple((change,) for one in both if (change := pair.wanted(one)) is not None)
        told = message("cause.across-either", files=tuple(dict.fromkeys(_file(one, chain) for one in both)))
        return Cause(name, kind, told, indexes, "low", (), changes, len(changes), mends=len(indexes), blamed=both)
    change = next((wanted for one, _, _ in found if (wanted := one.wanted(figure)) is not None), None)
    if change is None:
        told = message("cause.across-blame", file=_file(figure, chain), row=figure.row, column=figure.column, amount=figure)
        return Cause(name, kind, told, indexes, confidence, mends=len(indexes), blamed=(figure,))
    told = message("cause.across", file=_file(figure, chain), change=change_message(*change))
    return Cause(name, kind, told, indexes, confidence, (change,), mends=len(indexes), blamed=(figure,))


def _file(figure: Figure, chain: Chain) -> str:
    return chain.whose(figure)[0].report.file


def matters_across(outcomes: Sequence[Outcome], causes: Sequence[Cause], chain: Chain) -> tuple[Matter, ...]:
    """What one person would mend or explain in one go, the most serious first. Every finding is in exactly one.

    Where nothing tells which of two reports is wrong about a period, all that they disagree about in it is one matter.
    """
    groups: dict[Hashable, list[Cause]] = {}
    for cause in causes:
        pair = _periods(outcomes[cause.outcomes[0]], chain) if len(cause.blamed) > 1 else cause.id
        groups.setdefault(pair, []).append(cause)
    explained = {index for cause in causes for index in cause.outcomes}
    found = [(tuple(i for cause in group for i in cause.outcomes), tuple(c.id for c in group)) for group in groups.values()]
    found += [((i,), ()) for i, o in enumerate(outcomes) if o.outcome == "finding" and i not in explained]
    by_rank = [(min(SEVERITIES.index(outcomes[i].severity or "note") for i in indexes), indexes, ids) for indexes, ids in found]
    return tuple(
        Matter(f"M{number}", SEVERITIES[rank], "cause" if ids else "alone", indexes, ids, _place(outcomes[indexes[0]]))
        for number, (rank, indexes, ids) in enumerate(sorted(by_rank, key=lambda one: one[:2]), 1)
    )


def _periods(outcome: Outcome, chain: Chain) -> Hashable:
    """The two reports that disagree, and the year that they disagree about."""
    figures = outcome.printed
    spots = [(member, member.spots[name]) for member, name in map(chain.whose, figures)]
    return tuple((member.number, spot.column.end) for member, spot in spots)


def _place(outcome: Outcome) -> Place | None:
    figures = outcome.stated_figures
    return figures[0].place if figures else None
