"""Matters parted by what was decided about their findings, so that each is open, accepted or known as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from finsam_audit.causes.weight import found_at, lead_figure
from finsam_audit.controls.outcome import SEVERITIES, Cause, Matter, Outcome, Result
from finsam_audit.engine.chain import ChainResult
from finsam_audit.page.model import Place

_Place = Callable[[Outcome], Place | None]
_ITSELF = ("rounding", "misprints", "goals")
"""What a single finding is told as, too."""


def parted(result: Result) -> Result:
    """A result whose matters are parted. A matter keeps its number; what is parted from one comes after the last."""
    if not any(_is_decided(outcome) for outcome in result.outcomes):
        return result
    matters = _parted(result.matters, result.outcomes, result.causes, lambda one: found_at(one, result.accounts))
    return result._replace(matters=matters)


def parted_chain(found: ChainResult) -> ChainResult:
    """The same for what several reports come to together."""
    if not any(_is_decided(outcome) for outcome in found.outcomes):
        return found

    def place(outcome: Outcome) -> Place | None:
        lead = lead_figure(outcome)
        return lead.place if lead is not None else None

    return found._replace(matters=_parted(found.matters, found.outcomes, found.causes, place))


def _is_decided(outcome: Outcome) -> bool:
    return outcome.accepted is not None or outcome.known


def _parted(
    matters: Sequence[Matter], outcomes: Sequence[Outcome], causes: Sequence[Cause], place: _Place
) -> tuple[Matter, ...]:
    kept: list[Matter] = []
    others: list[Matter] = []
    of_cause = {cause.id: set(cause.outcomes) for cause in causes}
    for matter in matters:
        first, *more = _parts(matter, outcomes)
        kept.append(_with(matter, first, outcomes, of_cause, place))
        others += [_with(matter, part, outcomes, of_cause, place) for part in more]
    numbered = enumerate(others, len(kept) + 1)
    return (*kept, *(matter._replace(id=f"M{number}") for number, matter in numbered))


def _parts(matter: Matter, outcomes: Sequence[Outcome]) -> Iterator[tuple[int, ...]]:
    """The findings of a matter by what was decided about them, the open ones first."""
    parts: dict[object, list[int]] = {}
    for index in sorted(matter.findings, key=lambda index: not outcomes[index].is_open):
        parts.setdefault((outcomes[index].accepted, outcomes[index].known), []).append(index)
    return (tuple(part) for part in parts.values())


def _with(
    matter: Matter, findings: tuple[int, ...], outcomes: Sequence[Outcome], of_cause: dict[str, set[int]], place: _Place
) -> Matter:
    """A matter of some of its findings."""
    lead = outcomes[findings[0]]
    whole = len(findings) == len(matter.findings)
    causes = tuple(name for name in matter.causes if of_cause[name] & set(findings))
    alone = len(findings) == 1 and not causes and matter.together not in _ITSELF
    return matter._replace(
        severity=SEVERITIES[min(SEVERITIES.index(outcomes[index].severity or "note") for index in findings)],
        together="alone" if alone else matter.together,
        findings=findings,
        causes=causes,
        place=matter.place if whole else place(lead),
        accepted=lead.accepted,
        known=lead.known,
    )
