"""A report printed again: which figures moved, and which findings are gone and new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator
from typing import NamedTuple

from finsam_audit.controls.outcome import Outcome, Result
from finsam_audit.page.model import Figure, Report
from finsam_audit.words.folding import fold


class Version(NamedTuple):
    """What was changed from one version of a report to another."""

    before: Report
    after: Report
    moved: tuple[tuple[Figure, Figure], ...] = ()
    gone: tuple[Figure, ...] = ()
    added: tuple[Figure, ...] = ()
    findings_gone: tuple[Outcome, ...] = ()
    findings_new: tuple[Outcome, ...] = ()


def is_version(one: Report, other: Report) -> bool:
    """Whether two reports of one entity are one report: of one kind and period, and most figures in the same places."""
    if (one.start, one.end, one.document) != (other.start, other.end, other.document):
        return False
    ours, theirs = _placed(one), _placed(other)
    return 2 * len(ours.keys() & theirs.keys()) > min(len(ours), len(theirs))


def what_changed(before: Report, after: Report, was: Result | None, now: Result | None) -> Version:
    """The changes from ``before`` to ``after``; ``was`` and ``now`` are what the two came to, where they were checked."""
    old, new = _placed(before), _placed(after)
    moved = tuple((old[key], new[key]) for key in old if key in new and _said(old[key]) != _said(new[key]))
    version = Version(before, after, moved, _only(old, new), _only(new, old))
    if was is None or now is None:
        return version
    earlier, later = dict(_findings(was)), dict(_findings(now))
    gone = tuple(outcome for key, outcome in earlier.items() if key not in later)
    return version._replace(findings_gone=gone, findings_new=tuple(o for key, o in later.items() if key not in earlier))


def _said(figure: Figure) -> tuple[object, ...]:
    return figure.value, figure.unit.name, figure.decimals


def _only(ours: dict[Hashable, Figure], theirs: dict[Hashable, Figure]) -> tuple[Figure, ...]:
    return tuple(figure for key, figure in ours.items() if key not in theirs)


def _placed(report: Report) -> dict[Hashable, Figure]:
    """The figures of a report by where they stand: table, row and column, and which of those that are named alike."""
    seen: Counter[Hashable] = Counter()
    found: dict[Hashable, Figure] = {}
    for figure in report.figures():
        place = fold(figure.table), figure.path, fold(figure.row), fold(figure.column)
        found[(place, seen[place])] = figure
        seen[place] += 1
    return found


def _findings(result: Result) -> Iterator[tuple[Hashable, Outcome]]:
    """The findings of a report, each by its rule and what it is about, whatever the amounts."""
    for outcome in result.findings:
        rows = tuple((u.figure.table, u.figure.path, u.figure.row, u.figure.column) for u in outcome.figures if u.figure)
        yield (outcome.rule, outcome.column, rows or outcome.told.key), outcome
