"""Reports that belong together, held against each other: the second verb, over what ``check`` came to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Literal, NamedTuple

from finsam_audit.accounts.accounts import Accounts
from finsam_audit.accounts.words.entities import is_same_entity, is_unnamed
from finsam_audit.checks import KINDS
from finsam_audit.controls.chain import Chain, chain_of
from finsam_audit.controls.outcome import Cause, Ending, Matter, Outcome, Result, Severity, matter_named
from finsam_audit.controls.own_formulas import unresolved
from finsam_audit.controls.rules import Rule, RuleBook
from finsam_audit.controls.versions import Version, is_version, what_changed
from finsam_audit.controls.view import View
from finsam_audit.engine.check import one_voice, run_rule
from finsam_audit.messages import Problem
from finsam_audit.page.model import Figure, Report


class ChainResult(NamedTuple):
    """What the reports of one entity come to together.

    The figures of ``outcomes`` and ``causes`` have ids that ``chain`` knows the report of. ``versions`` are reports printed
    again, with what was changed. ``problems`` are names in an auditor's report that stand for nothing in the audited one.
    ``by_order``: only whoever ran the program says that the reports are of one entity.
    """

    chain: Chain
    outcomes: tuple[Outcome, ...]
    causes: tuple[Cause, ...] = ()
    matters: tuple[Matter, ...] = ()
    versions: tuple[Version, ...] = ()
    problems: tuple[Problem, ...] = ()
    by_order: bool = False

    @property
    def findings(self) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.outcome == "finding")

    @property
    def files(self) -> tuple[str, ...]:
        return tuple(member.report.file for member in self.chain.members)

    @property
    def every_file(self) -> set[str]:
        """The files, older printings of a report among them."""
        return {*self.files, *(version.before.file for version in self.versions)}

    @property
    def entity(self) -> str:
        """What the last report calls the entity."""
        return self.chain.members[-1].report.entity

    def matter(self, name: str) -> Matter | None:
        """The matter that a person means by its number, as ``Result.matter``."""
        return matter_named(self.matters, name)

    def count(self, ending: Ending) -> int:
        return sum(outcome.outcome == ending for outcome in self.outcomes)

    def count_severity(self, severity: Severity) -> int:
        return sum(outcome.is_open and outcome.severity == severity for outcome in self.outcomes)

    def file_of(self, figure: Figure | None) -> str:
        """The file that a figure stands in; where there is none, that of the last report."""
        member = self.chain.whose(figure)[0] if figure is not None else self.chain.members[-1]
        return member.report.file

    def blamed(self, outcome: Outcome) -> set[str]:
        """The files that a finding blames: that of its cause, else all that it holds against each other."""
        cause = next((cause for cause in self.causes if cause.id == outcome.cause), None)
        if cause is not None and cause.blamed:
            return {self.file_of(figure) for figure in cause.blamed}
        about = [u.figure for u in outcome.figures if u.figure is not None and (u.role == "stated" or outcome.about != "claim")]
        return {self.file_of(figure) for figure in about}

    def of(self, report: Report) -> ChainResult:
        """What there is to mend in one of the reports, for all that is known."""
        return self._replace(outcomes=tuple(o for o in self.outcomes if report.file in self.blamed(o)))

    def reached(self, report: Report) -> set[str]:
        """The figures of a report (their ids there) that a control over several reports reached."""
        used = (figure for o in self.outcomes if o.arithmetic for figure in o.printed)
        return {own for member, own in map(self.chain.whose, used) if member.report is report}


def check_chains(
    results: Sequence[Result],
    book: RuleBook,
    rules: Sequence[Rule] | None = None,
    *,
    beside: Sequence[Report] = (),
    same_entity: bool = False,
) -> list[ChainResult]:
    """Hold checked reports of the same entity against each other; a report that has no other is in no chain.

    ``beside`` are reports that an auditor's report names, read for its sake and not checked themselves. ``same_entity``
    takes all for reports of one entity, whatever they are called. A document of which nothing tells the year is in none.
    Never raises for bad accounts.
    """
    chosen = book.rules if rules is None else rules
    accounts = [result.accounts for result in results] + [Accounts(report, book.lexicon) for report in beside]
    chains = []
    for group in _entities(accounts, same_entity):
        if len(group) > 1:
            own = {id(a): result for result in results for a in group if a is result.accounts}
            by_order = same_entity and not all(is_same_entity(one.report, group[0].report) for one in group)
            chains.append(_together(group, own, book, chosen)._replace(by_order=by_order))
    return chains


def is_undated(report: Report) -> bool:
    """Whether the period of a document was not found, and one was assumed."""
    return any(told.key == "document.no-period" for told in report.reading or ())


def why_alone(report: Report, same_entity: bool) -> Literal["undated", "unnamed", ""]:
    """What keeps a report from any chain: nothing tells of when it is, or of whom; "" where both are known."""
    if is_undated(report):
        return "undated"
    return "unnamed" if is_unnamed(report) and not same_entity else ""


def _entities(accounts: Sequence[Accounts], same_entity: bool) -> list[list[Accounts]]:
    """The reports by their entity, in the order given. A name that may be of two entities is of neither."""
    groups: list[list[int]] = []
    dated = [at for at, one in enumerate(accounts) if not is_undated(one.report)]
    for at in sorted(dated, key=lambda at: not accounts[at].report.organisation_number):
        own = accounts[at].report
        fits = [g for g in groups if same_entity or _is_one_of(own, [accounts[other].report for other in g])]
        if len(fits) != 1:
            groups.append([at])
        elif not any(own.data == accounts[other].report.data != b"" for other in fits[0]):
            fits[0].append(at)
    return [[accounts[at] for at in sorted(group)] for group in sorted(groups)]


def _is_one_of(own: Report, group: Sequence[Report]) -> bool:
    """Whether a report is of the entity of others. The names that one number goes by are all its names."""
    numbered = [other for other in group if other.organisation_number]
    if numbered and not own.organisation_number:
        return any(is_same_entity(own, other) for other in numbered)
    return all(is_same_entity(own, other) for other in group)


def _together(group: list[Accounts], results: Mapping[int, Result], book: RuleBook, rules: Sequence[Rule]) -> ChainResult:
    versions, current = _versions(group, results)
    chain = chain_of((View(one.report, book, one) for one in current), book)
    own = {m.number: results[id(m.view.accounts)] for m in chain.members if id(m.view.accounts) in results}
    outcomes: list[Outcome] = []
    if len(chain.members) > 1:
        for rule in rules:
            held = KINDS[rule.check].between
            if held is not None:
                last = chain.members[-1].report  # whose years and whose kind of entity decide whether the rule applies
                outcomes += run_rule(rule, last, partial(held, rule, chain))
    outcomes = one_voice(_once(outcomes))
    problems = tuple(problem for audit in chain.audits for problem in unresolved(audit.view.accounts))
    causes: list[Cause] = []
    matters: tuple[Matter, ...] = ()
    if any(outcome.outcome == "finding" for outcome in outcomes):
        from finsam_audit.causes.across import causes_across, matters_across
        from finsam_audit.causes.causes import with_causes

        causes = causes_across(outcomes, chain, own)
        outcomes = list(with_causes(outcomes, causes))
        matters = matters_across(outcomes, causes, chain)
    return ChainResult(chain, tuple(outcomes), tuple(causes), matters, tuple(versions), problems)


def _once(outcomes: list[Outcome]) -> list[Outcome]:
    """Two figures that several rules hold against each other are told once, as the first rule has it."""
    seen: set[object] = set()
    kept = []
    for outcome in outcomes:
        figures = frozenset(figure.id for figure in outcome.printed)
        if not outcome.arithmetic or (figures, outcome.outcome) not in seen:
            kept.append(outcome)
        seen.add((figures, outcome.outcome))
    return kept


# -- a report printed again ---------------------------------------------------------------------------------------------


def _versions(group: list[Accounts], results: Mapping[int, Result]) -> tuple[list[Version], list[Accounts]]:
    """What was changed from one version of a report to the next in the order given, and the last version of each."""
    current: list[Accounts] = []
    versions = []
    for one in group:
        at = next((n for n, other in enumerate(current) if is_version(other.report, one.report)), None)
        if at is None:
            current.append(one)
            continue
        if id(one) not in results:
            continue  # it was only read as it lies beside an auditor's report, and a version of it was given
        before, after = (results.get(id(a)) for a in (current[at], one))
        versions.append(what_changed(current[at].report, one.report, before, after))
        current[at] = one
    return versions, current


def with_coverage(result: Result, chains: Iterable[ChainResult]) -> Result:
    """A report's result with the figures that the controls over several reports reached."""
    reached = {name for chain in chains for name in chain.reached(result.report)}
    left = tuple(figure for figure in result.uncovered if figure.id not in reached)
    return result._replace(uncovered=left, figures_covered=result.figures - len(left))


def beside_others(result: Result, chains: Iterable[ChainResult]) -> Result:
    """A report's result with what the controls between it and others say of its figures among its own outcomes and causes.

    Its matters are those of ``check`` all the same, so that a number means the same everywhere.
    """
    outcomes, causes = list(result.outcomes), list(result.causes)
    for found in chains:

        def own(figure: Figure, chain: Chain = found.chain) -> Figure:
            member, name = chain.whose(figure)
            return figure._replace(id=name) if member.report is result.report else figure

        causes += [cause.of_figures(own, len(outcomes)) for cause in found.causes]
        outcomes += [outcome.of_figures(own) for outcome in found.outcomes]
    return result._replace(outcomes=tuple(outcomes), causes=tuple(causes))
