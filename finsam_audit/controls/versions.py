"""A report printed again: which figures moved, and which findings are gone and new."""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Generic, NamedTuple, TypeVar

from finsam_audit.accounts.words.folding import fold
from finsam_audit.controls.outcome import Outcome, Result
from finsam_audit.page.model import Figure, Report
from finsam_audit.page.note_numbers import without_number

_ASIDE = re.compile(r"\([^()]*\)")
Thing = TypeVar("Thing")


class Named(NamedTuple, Generic[Thing]):
    """A figure or a finding with what it is known by in both versions, the most exact first."""

    thing: Thing
    names: tuple[Hashable, ...]


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
    pairs, gone, added = _paired(_places(one), _places(other))
    return 2 * len(pairs) > len(pairs) + min(len(gone), len(added))


def what_changed(before: Report, after: Report, was: Result | None, now: Result | None) -> Version:
    """The changes from ``before`` to ``after``; ``was`` and ``now`` are what the two came to, where they were checked."""
    pairs, gone, added = _paired(_places(before), _places(after))
    moved = tuple((old, new) for old, new in pairs if _said(old) != _said(new))
    version = Version(before, after, moved, tuple(gone), tuple(added))
    if was is None or now is None:
        return version
    _, past, fresh = _paired(_findings(was), _findings(now))
    return version._replace(findings_gone=tuple(past), findings_new=tuple(fresh))


def _paired(
    before: list[Named[Thing]], after: list[Named[Thing]]
) -> tuple[list[tuple[Thing, Thing]], list[Thing], list[Thing]]:
    """What two versions both have, in pairs, and what only the earlier and only the later has.

    Each thing has names, the most exact first: what has no fellow by that may have one by the next.
    """
    pairs: dict[int, tuple[Thing, Thing]] = {}
    ours, theirs = dict(enumerate(before)), dict(enumerate(after))
    for level in range(len(before[0].names) if before else 0):
        waiting: dict[Hashable, list[int]] = {}
        for at, one in reversed(theirs.items()):
            waiting.setdefault(one.names[level], []).append(at)
        for at, one in list(ours.items()):
            if waiting.get(one.names[level]):
                pairs[at] = one.thing, theirs.pop(waiting[one.names[level]].pop()).thing
                del ours[at]
    return [pairs[at] for at in sorted(pairs)], [one.thing for one in ours.values()], [one.thing for one in theirs.values()]


def _said(figure: Figure) -> tuple[object, ...]:
    return figure.value, figure.unit.name, figure.decimals


def _places(report: Report) -> list[Named[Figure]]:
    """The figures of a report by where they stand: table, groups, row and column as printed; by period where a data file names
    a table or a column otherwise than the document; by what they say where they stand elsewhere."""
    periods = {
        slot.figure.id: (column.kind or "utfall", column.side or "netto", column.end, column.whose)
        for table in report.tables
        for row in table.walk()
        for column, slot in zip(table.columns, row.slots, strict=False)
        if slot.figure is not None
    }
    named = []
    for figure in report.figures():
        row, when = fold(figure.row), periods.get(figure.id, fold(figure.column))
        title = " ".join(word for word in fold(_ASIDE.sub("", without_number(figure.table))).split() if not word.isdecimal())
        exact = fold(figure.table), figure.path, row, fold(figure.column)
        named.append(Named(figure, (exact, (title, row, when), (row, when, figure.base))))
    return named


def _findings(result: Result) -> list[Named[Outcome]]:
    """The findings of a report: each by its rule and where it is, whatever the amounts; else by its rule and what it says."""
    named = []
    for outcome in result.findings:
        rows = tuple((figure.table, figure.path, figure.row, figure.column) for figure in outcome.printed)
        amounts = outcome.stated, outcome.computed, outcome.limit, outcome.unit
        said = amounts if outcome.arithmetic else (outcome.told.key, *map(str, outcome.told.args.values()))
        named.append(Named(outcome, ((outcome.rule, outcome.column, rows or outcome.told.key), (outcome.rule, said))))
    return named
