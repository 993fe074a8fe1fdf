"""Names in a report's own formulas: one that stands for nothing is a mistake in the data file, told with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from finsam_audit.accounts.accounts import Accounts
from finsam_audit.accounts.look_up import first_with
from finsam_audit.accounts.words.folding import fold
from finsam_audit.controls.context import read_selector
from finsam_audit.messages import Message, Problem, message
from finsam_audit.page.expressions import Name, names, parse_expression
from finsam_audit.page.heads import is_period
from finsam_audit.page.model import Place
from finsam_audit.page.near_names import near_name
from finsam_audit.page.units import Unit


def misnamed(accounts: Accounts, own_limits: Mapping[str, Unit | None]) -> list[Problem]:
    """A problem for every concept, row, period, goal and limit that the file names and that is none.

    ``own_limits`` are the limits that a report may set, with their units.
    """
    return [*_rows(accounts), *_columns(accounts), *_included(accounts), *_limits(accounts, own_limits)]


def unresolved(accounts: Accounts) -> list[Problem]:
    """A problem for every name in a claim or goal that is no concept, table, row, column or claim.

    A concept that this report happens not to print is no mistake: the control is then not applicable.
    """
    problems = []
    for text, place in _formulas(accounts):
        for name in names(parse_expression(text)):
            told = _problem(name, accounts)
            if told is not None:
                problems.append(Problem(accounts.report.file, place.line, place.column + name.at, told))
    return problems


def _rows(accounts: Accounts) -> Iterator[Problem]:
    """Concepts and summed rows that a table names and that do not exist."""
    paths = {concept.path for concept in accounts.lexicon.concepts()}
    for statement in accounts.statements:
        rows = list(statement.table.walk())
        labels = {fold(row.label) for row in rows}
        for row in rows:
            if row.concept and row.concept not in paths:
                yield Problem(accounts.report.file, row.place.line, row.place.column, _unknown(row.concept, list(paths)))
            for label in row.sums:
                if fold(label) not in labels:
                    told = _unknown(label, [other.label for other in rows])
                    yield Problem(accounts.report.file, row.place.line, row.place.column, told)


def _limits(accounts: Accounts, own_limits: Mapping[str, Unit | None]) -> Iterator[Problem]:
    for name, limit in accounts.report.limits.items():
        told = None
        if name not in own_limits:
            told = message("data.unknown-limit", found=name, allowed=", ".join(own_limits))
        elif limit.unit != own_limits[name]:
            told = message("data.limit-unit", name=name, unit=unit.name if (unit := own_limits[name]) else "")
        if told is not None:
            yield Problem(accounts.report.file, limit.place.line, limit.place.column, told)


def _columns(accounts: Accounts) -> Iterator[Problem]:
    """Periods of claims and goals that cannot be read as one."""
    items = [(claim.column, claim.place) for claim in accounts.report.claims]
    items += [(goal.column, goal.place) for goal in accounts.report.goals]
    for column, place in items:
        if column and not is_period(column):
            yield Problem(accounts.report.file, place.line, place.column, message("data.not-period", found=column))


def _included(accounts: Accounts) -> Iterator[Problem]:
    """Goals that another goal is said to include, and that do not exist or are the goal itself."""
    report = accounts.report
    for goal in report.goals:
        known = [other.id for other in report.goals if other.id != goal.id]
        for name in goal.includes:
            if name not in known:
                yield Problem(report.file, goal.place.line, goal.place.column, _unknown(name, known))


def _formulas(accounts: Accounts) -> list[tuple[str, Place]]:
    found = [(claim.equals, claim.equals_place) for claim in accounts.report.claims if claim.equals]
    return found + [(goal.equals, goal.place) for goal in accounts.report.goals if goal.equals]


def _problem(name: Name, accounts: Accounts) -> Message | None:
    path = name.path
    report, lexicon = accounts.report, accounts.lexicon
    if path[0] in ("claims", "goals") and len(path) == 2:
        known = [item.id for item in (report.claims if path[0] == "claims" else report.goals)]
        return None if path[1] in known else _unknown(".".join(path), [f"{path[0]}.{key}" for key in known])
    if len(path) == 2 and path[0] in lexicon.kinds:
        described = lexicon.kinds[path[0]]
        if path[1] in described.concepts or any(c.share == path[1] for c in described.concepts.values()):
            if name.column and read_selector(name.column) is None:
                return _unknown(name.column, [])
            return None
    kinds = accounts.of_kind(path[0])
    statements = accounts.named(path[0]) or (kinds if len(kinds) == 1 else [])
    if not statements:
        if path[0] in lexicon.kinds and len(path) == 2:
            return _unknown(".".join(path), [f"{path[0]}.{key}" for key in lexicon.kinds[path[0]].concepts])
        return _unknown(path[0], [s.name for s in accounts.statements] + list(lexicon.kinds))
    statement, rows = first_with(statements, path[1:])
    if not rows:
        return _unknown(".".join(path[1:] or path), [row.label for row in statement.table.walk() if row.slots])
    if name.column and read_selector(name.column) is None:
        heads = [column.head for column in statement.columns]
        if fold(name.column) not in [fold(head) for head in heads]:
            return _unknown(name.column, heads)
    return None


def _unknown(found: str, known: list[str]) -> Message:
    return message("data.unresolved", name=found, meant=near_name(found, known))
