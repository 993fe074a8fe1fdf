"""A paragraph left from last year: a number of the text that makes the share which the text itself tells for last year."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from finsam_audit.controls.hints import MAX_HINTS
from finsam_audit.controls.outcome import Cause, Outcome
from finsam_audit.controls.quantities import HALF
from finsam_audit.messages import message
from finsam_audit.page.heads import read_period
from finsam_audit.page.model import Claim, Figure, Report

_NEAR = 4
"""So many sentences apart in the data file, two are of one paragraph, where neither says on which line it stands."""


class Left(NamedTuple):
    """A number that seems to be left: ``share`` of ``whole``, both told for last year, is just that number."""

    number: Figure
    whole: Figure
    share: Figure
    findings: tuple[int, ...]


def with_last_year(
    outcomes: Sequence[Outcome], causes: tuple[Cause, ...], report: Report
) -> tuple[list[Outcome], tuple[Cause, ...]]:
    """The outcomes and causes with what was left from last year: a cause where it explains two findings, else a hint."""
    told = list(outcomes)
    for left in _left(outcomes, report):
        year = str(report.end.year - 1)
        said = message("hint.last-years", number=left.number, whole=left.whole, share=left.share, year=year)
        loose = [index for index in left.findings if told[index].cause is None]
        if len(loose) > 1:
            cause = Cause(f"C{len(causes) + 1}", "wrong_column", said, tuple(loose), "medium")
            causes = (*causes, cause)
            for index in loose:
                told[index] = told[index]._replace(cause=cause.id)
        for index in loose if len(loose) == 1 else ():
            told[index] = told[index]._replace(hints=(said, *told[index].hints)[:MAX_HINTS])
    return told, causes


def _left(outcomes: Sequence[Outcome], report: Report) -> Iterator[Left]:
    claims = report.claims
    own, last = (
        [(at, claim) for at, claim in enumerate(claims) if _year(claim, report) == report.end.year - off] for off in (0, 1)
    )
    failing: dict[str, list[int]] = {}
    holding: set[str] = set()
    for index, outcome in enumerate(outcomes):
        if outcome.about != "claim" or outcome.habit is not None or outcome.outcome not in ("finding", "passed"):
            continue
        for used in outcome.figures:
            if used.figure is not None and outcome.outcome == "finding":
                failing.setdefault(used.figure.id, []).append(index)
            elif used.figure is not None and used.role == "stated":
                holding.add(used.figure.id)
    for at, share in last:
        if share.figure.unit.quality != "percent" or share.figure.id in holding:
            continue
        wholes = [c.figure for n, c in last if c.figure.unit.quality == "count" and _of_one_paragraph(at, share, n, c)]
        pairs = [
            (claim.figure, whole)
            for _, claim in own
            for whole in wholes
            if claim.figure.id in failing and claim.figure.unit.quality == "count" and _makes(claim.figure, whole, share.figure)
        ]
        if len(pairs) == 1:
            number, whole = pairs[0]
            found = sorted({*failing[number.id], *failing.get(share.figure.id, ())})
            yield Left(number, whole, share.figure, tuple(found))


def _year(claim: Claim, report: Report) -> int:
    """The year that a claim speaks of; the report's own where it does not say, 0 where it cannot be told."""
    if not claim.column:
        return report.end.year
    try:
        period = read_period(claim.column)
    except ValueError:
        return 0
    return period[1].year if period is not None else 0


def _of_one_paragraph(at: int, one: Claim, other_at: int, other: Claim) -> bool:
    lines = one.place.source_line, other.place.source_line
    return lines[0] == lines[1] if None not in lines else abs(at - other_at) <= _NEAR


def _makes(number: Figure, whole: Figure, share: Figure) -> bool:
    """Whether a number is just that share of a whole, in two digits at least."""
    if not 0 < number.value < whole.value or number.value < 10:
        return False
    return abs(number.value * 100 / whole.value - share.value) <= share.step * HALF
