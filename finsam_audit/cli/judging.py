"""What reports are held against: a rule book, settings, what was decided before. ``check``, ``explain``, ``accept`` and
``serve`` all ask the same judge, so that a number means the same everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from finsam_audit.cli import DONE, FAILED, FOUND
from finsam_audit.cli.asked import Asked
from finsam_audit.cli.deciding import lists_of
from finsam_audit.cli.settings import Settings, book_with
from finsam_audit.controls.outcome import SEVERITIES, Result
from finsam_audit.controls.rules import Rule, RuleBook, meant_name
from finsam_audit.messages import InputError, Message, Problem, message
from finsam_audit.page.model import Report
from finsam_audit.render.language import say
from finsam_audit.render.run import Run

if TYPE_CHECKING:
    from finsam_audit.engine.baseline import Baseline
    from finsam_audit.engine.chain import ChainResult
    from finsam_audit.page.accepted import Accepted


class Judge(NamedTuple):
    """The rule book, which of its rules are run, and what else was asked; ``known`` are the findings of an earlier run."""

    language: str
    book: RuleBook
    rules: Sequence[Rule]
    asked: Asked = Asked()
    settings: Settings = Settings()
    known: Baseline | None = None

    def speak(self, told: Message) -> str:
        """A sentence in the language of the answer."""
        return say(told, self.language)

    def check(self, report: Report) -> Result:
        """One report by itself."""
        from finsam_audit.engine.check import check

        return check(report, self.book, self.rules)

    def run(
        self,
        results: Sequence[Result],
        beside: Sequence[Report] = (),
        problems: Sequence[Problem] = (),
        accepted: Accepted | None = None,
    ) -> Run:
        """What checked reports come to together, and what was decided about it.

        ``beside`` are reports that those name, ``problems`` what is wrong with other files; ``accepted`` holds for all the
        reports, instead of the lists beside them.
        """
        every = list(problems)
        chains: Sequence[ChainResult] = []
        if len(results) + len(beside) > 1:
            from finsam_audit.engine.chain import check_chains, with_coverage

            chains = check_chains(results, self.book, self.rules, beside=beside, same_entity=self.asked.same_entity)
            results = [with_coverage(result, chains) for result in results]
            every += [problem for chain in chains for problem in chain.problems]
        lists, wrong = self.lists(results, accepted)
        results, chains = self.decided(results, chains, lists)
        now = datetime.now().astimezone()
        return Run(
            tuple(results),
            (*every, *wrong),
            self.book,
            self.language,
            len(self.rules),
            self.asked.fail_on,
            now,
            self.asked.typed(),
            tuple(chains),
            self.settings.path,
        )

    def lists(
        self, results: Sequence[Result], accepted: Accepted | None = None
    ) -> tuple[Mapping[str, Accepted], list[Problem]]:
        """The list of accepted differences that holds for each report, by its file, and what is wrong with the lists."""
        if accepted is not None:
            return {result.report.file: accepted for result in results}, []
        return lists_of(results, self.book, self.asked.choices, self.settings)

    def decided(
        self, results: Sequence[Result], chains: Sequence[ChainResult], lists: Mapping[str, Accepted]
    ) -> tuple[Sequence[Result], Sequence[ChainResult]]:
        """Results and chains with their matters ranked, and the findings marked that are accepted or known."""
        if self.settings.materiality is not None:
            from finsam_audit.engine.materiality import ranked

            results = [ranked(result, self.settings.materiality, self.book) for result in results]
        if lists:
            from finsam_audit.engine.accepted import with_accepted

            results, chains = with_accepted(results, chains, lists, self.rules, date.today())
        if self.known is not None:
            from finsam_audit.engine.baseline import with_known

            results, chains = with_known(results, chains, self.known)
        if lists or self.known is not None:
            from finsam_audit.engine.parts import parted, parted_chain

            results, chains = [parted(result) for result in results], [parted_chain(chain) for chain in chains]
        return results, chains


def judge_of(language: str, asked: Asked, settings: Settings) -> Judge:
    """The judge that was asked for. Raises ``InputError`` for all that is wrong with packs, settings or an earlier run."""
    book = book_with(settings, asked.folders)
    rules = chosen_rules(book, asked.select, asked.ignore)
    known = None
    if asked.choices.baseline is not None:
        from finsam_audit.engine.baseline import read_baseline

        known = read_baseline(asked.choices.baseline)
    return Judge(language, book, rules, asked, settings, known)


def exit_code(run: Run) -> int:
    """0, 1 or 2; with several files 2 beats 1. Where some rules were chosen, those that compare no figures count too."""
    held: list[Result | ChainResult] = [*run.results, *run.chains]
    some = run.part is not None
    if run.problems or any(one.count("rule_error") for one in held) or not all(r.checked(some) for r in run.results):
        return FAILED
    serious = SEVERITIES[: SEVERITIES.index(run.fail_on) + 1]
    return FOUND if any(one.count_severity(s) for one in held for s in serious) else DONE


def chosen_rules(book: RuleBook, select: Iterable[str], ignore: Iterable[str]) -> list[Rule]:
    """The rules asked for. An id, name or group that does not exist is an error, never silently nothing."""
    wanted, unwanted = named_rules(book, select), named_rules(book, ignore)
    return [rule for rule in book.rules if (not wanted or rule.id in wanted) and rule.id not in unwanted]


def named_rules(book: RuleBook, keys: Iterable[str]) -> set[str]:
    """The ids of the rules with these ids, names or groups, several in a key separated by commas. Raises ``InputError``."""
    found: set[str] = set()
    problems: list[Problem] = []
    for key in (part.strip() for text in keys for part in text.split(",") if part.strip()):
        rules = book.find(key)
        if not rules:
            problems.append(Problem(key, 0, 0, _unknown(book, key)))
        found |= {rule.id for rule in rules}
    if problems:
        raise InputError(problems)
    return found


def _unknown(book: RuleBook, key: str) -> Message:
    successor = book.retired.get(key.upper())
    if successor:
        return message("rules.retired", found=key, successor=successor)
    known = [name for rule in book.rules for name in (rule.id, rule.name, rule.group)]
    return message("rules.no-such", found=key, meant=meant_name(key, known))
