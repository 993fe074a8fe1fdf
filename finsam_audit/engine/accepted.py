"""Accepted differences: which findings they are, which of them are none any more, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePath
from typing import NamedTuple

from finsam_audit.checks import KINDS
from finsam_audit.controls.outcome import Outcome, Result
from finsam_audit.controls.rules import Rule, RuleBook, meant_name
from finsam_audit.engine.chain import ChainResult
from finsam_audit.messages import InputError, Message, Problem, message
from finsam_audit.page.accepted import Accepted, Difference, Entry, amount_text, is_amount, name_of
from finsam_audit.page.as_typed import quoted
from finsam_audit.page.model import Acceptance, Figure
from finsam_audit.page.units import find_unit


class Found(NamedTuple):
    """Where the findings of a report stand: in its own result (None), or in a chain (by its number)."""

    chain: int | None
    at: int


def with_rules(accepted: Accepted, book: RuleBook) -> Accepted:
    """A list whose rules, told by id or by name, are told by id. Raises ``InputError`` for those there are not."""
    names = {name.lower(): rule.id for rule in book.rules for name in (rule.id, rule.name)}
    names |= {old.lower(): new for old, new in book.retired.items() if new}
    problems: list[Problem] = []

    def known(difference: Difference) -> Difference:
        rule = names.get(difference.rule.lower())
        if rule is None:
            meant = names.get(meant_name(difference.rule, names), "")
            told = message("accepted.no-such-rule", found=difference.rule, meant=meant)
            problems.append(accepted.source.problem(difference.line, difference.position, told))
        return difference._replace(rule=rule or "")

    entries = tuple(entry._replace(differences=tuple(map(known, entry.differences))) for entry in accepted.entries)
    if problems:
        raise InputError(problems)
    return accepted._replace(entries=entries)


def with_accepted(
    results: Sequence[Result],
    chains: Sequence[ChainResult],
    lists: Mapping[str, Accepted],
    rules: Iterable[Rule],
    today: date,
) -> tuple[list[Result], list[ChainResult]]:
    """Results and chains whose findings are accepted where a list says so; ``lists`` are by the file that each holds for.

    A report's remarks tell of every difference that is no finding any more, or that has lapsed, if its rule was run.
    """
    rules = list(rules)
    marks: dict[tuple[str, int | None], dict[int, Acceptance]] = {}
    remarked = []
    for result in results:
        file = result.report.file
        near = {number: chain for number, chain in enumerate(chains) if file in chain.files}
        findings, ran = _findings(result, near), _ran(rules, result, bool(near))
        remarks: list[Problem] = []
        for entry, difference in _differences(lists.get(file), file):
            alike = findings.get(difference.rule, [])
            found = [place for place, outcome in alike if fits(difference, outcome)]
            if found and not _is_over(entry, today):
                for place in found:
                    marks.setdefault((file if place.chain is None else "", place.chain), {})[place.at] = entry.acceptance
            elif difference.rule in ran:
                told = _lapsed(entry, difference, bool(found), [outcome for _, outcome in alike])
                remarks.append(lists[file].source.problem(difference.line, difference.position, told))
        remarked.append(result._replace(remarks=(*result.remarks, *remarks)))
    return (
        [one._replace(outcomes=_marked(one.outcomes, marks.get((one.report.file, None), {}))) for one in remarked],
        [one._replace(outcomes=_marked(one.outcomes, marks.get(("", n), {}))) for n, one in enumerate(chains)],
    )


def _marked(outcomes: tuple[Outcome, ...], marks: Mapping[int, Acceptance]) -> tuple[Outcome, ...]:
    return tuple(o._replace(accepted=marks.get(at, o.accepted)) for at, o in enumerate(outcomes)) if marks else outcomes


def _ran(rules: Iterable[Rule], result: Result, chained: bool) -> set[str]:
    """The rules that could find something in a report. Alone, an auditor's report states nothing of the audited one."""
    alone = result.report.document == "audit report" and not chained
    broken = {outcome.rule for outcome in result.outcomes if outcome.outcome == "rule_error"}

    def could(rule: Rule) -> bool:
        kind = KINDS[rule.check]
        own = (kind.run is not None or kind.last is not None) and not (alone and kind.between is not None)
        return own or (kind.between is not None and chained)

    return {rule.id for rule in rules if could(rule)} - broken


def _differences(accepted: Accepted | None, file: str) -> Iterator[tuple[Entry, Difference]]:
    """What a list says of a report, or of the document that it was taken from: ``rapport.pdf`` for ``rapport.yaml``."""
    for entry in accepted.entries if accepted is not None else ():
        if not entry.file or PurePath(entry.file).stem == PurePath(file).stem:
            yield from ((entry, difference) for difference in entry.differences)


def _is_over(entry: Entry, today: date) -> bool:
    return entry.acceptance.until is not None and entry.acceptance.until < today


def _findings(result: Result, near: Mapping[int, ChainResult]) -> dict[str, list[tuple[Found, Outcome]]]:
    """The findings of a report and of its chains by their rules."""
    held: list[tuple[int | None, tuple[Outcome, ...]]] = [(None, result.outcomes)]
    held += [(number, chain.outcomes) for number, chain in near.items()]
    found: dict[str, list[tuple[Found, Outcome]]] = {}
    for number, outcomes in held:
        for index, outcome in enumerate(outcomes):
            if outcome.outcome == "finding":
                found.setdefault(outcome.rule, []).append((Found(number, index), outcome))
    return found


def fits(difference: Difference, outcome: Outcome) -> bool:
    """Whether a finding is this difference: all that the list tells of it holds, to the last digit."""
    if difference.rule != outcome.rule or difference.fingerprint not in ("", outcome.fingerprint):
        return False
    return _is_of(difference, outcome) and next(_moved(difference, outcome), None) is None


def _is_of(difference: Difference, outcome: Outcome) -> bool:
    """Whether a finding is of the figures of a difference, whatever their amounts."""
    figures = _figures(outcome)
    same_column = difference.column in ("", " ".join(outcome.column.split()))
    return same_column and all(name in figures for name, _ in difference.figures)


def _moved(difference: Difference, outcome: Outcome) -> Iterator[tuple[object, str, str]]:
    """The amounts that are no longer what they were: of what, before and now."""
    figures = _figures(outcome)
    for name, number in difference.figures:
        if not any(is_amount(number, one.value, one.unit) for one in figures[name]):
            now = figures[name][0]
            yield name, amount_text(number.value, number.unit), amount_text(now.value, now.unit)
    unit = find_unit(outcome.unit) if outcome.unit else None
    for key, number in difference.amounts:
        value = getattr(outcome, key)
        if value is None or not is_amount(number, value, unit):
            now_text = amount_text(value, unit) if value is not None else "–"
            yield message(f"accepted.{key}"), amount_text(number.value, number.unit), now_text


def _figures(outcome: Outcome) -> dict[str, list[Figure]]:
    """The figures of a finding by their names, of which a table may print one twice."""
    found: dict[str, list[Figure]] = {}
    for figure in dict.fromkeys(outcome.printed):
        found.setdefault(name_of(figure), []).append(figure)
    return found


def _lapsed(entry: Entry, difference: Difference, fits: bool, alike: Iterable[Outcome]) -> Message:
    """Why a difference is accepted no longer; ``alike`` are the findings of its rule."""
    told: dict[str, object] = {"rule": f"{difference.rule} {difference.column}".rstrip(), "by": entry.acceptance.by}
    if fits:
        return message("accepted.over", until=entry.acceptance.until, **told)
    same = (outcome for outcome in alike if _is_tied(difference, outcome) and _is_of(difference, outcome))
    moved = next((change for outcome in same for change in _moved(difference, outcome)), None)
    if moved is None:
        return message("accepted.none", **told)
    return message("accepted.moved", what=moved[0], before=moved[1], now=moved[2], **told)


def _is_tied(difference: Difference, outcome: Outcome) -> bool:
    """Whether something besides the rule tells that a finding is the one meant: its figures, or an amount that still holds."""
    return bool(difference.figures) or len(list(_moved(difference, outcome))) < len(difference.amounts)


def difference_lines(outcome: Outcome, title: str, said: str) -> Iterator[str]:
    """A finding as it stands in a list: its rule, with what that asks for, and all that it is tied to."""
    yield f"rule: {outcome.rule}  # {' '.join(title.split())}"
    if outcome.column:
        yield f"column: {quoted(outcome.column)}"
    unit = find_unit(outcome.unit) if outcome.unit else None
    for key in ("stated", "computed", "limit"):
        value = getattr(outcome, key)
        if value is not None:
            yield f"{key}: {quoted(amount_text(value, unit))}"
    figures = _figures(outcome)
    if not figures:
        yield f"fingerprint: {quoted(outcome.fingerprint)}"
        yield f"says: {quoted(said)}"
        return
    yield "figures:"
    for name, same in figures.items():
        for figure in same:
            yield f"  - {quoted(name)}: {quoted(amount_text(figure.value, figure.unit))}"
