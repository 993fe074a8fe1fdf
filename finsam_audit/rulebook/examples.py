"""A rule's own examples, run: the good one passes, the bad one is found, and the edge raises no alarm."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import Rule, RuleBook
from finsam_audit.engine import check
from finsam_audit.messages import InputError, Message, Problem, message
from finsam_audit.page.model import Report
from finsam_audit.page.reader import build_report
from finsam_audit.page.source import Source, parse

_HEADER = "report:\n  entity: Exempelförbundet\n  period: 2025\n"
_SECTION = re.compile(r"^(report|tables|claims|goals):", re.MULTILINE)


class ExampleResult(NamedTuple):
    """What one example came to; ``wrong`` is None where it did what it says, and ``file`` and ``line`` are where it stands.

    ``shown`` is the outcome that the example should not have had.
    """

    rule: Rule
    name: str
    wrong: Message | None
    outcomes: tuple[Outcome, ...]
    file: str = ""
    line: int = 0
    shown: Outcome | None = None


def example_text(example: str) -> str:
    """An example as a whole data file: a bare list of tables gets its frame, and a report its head."""
    text = example.rstrip() + "\n"
    if not _SECTION.search(text):
        text = "tables:\n" + "".join(f"  {line}\n" if line.strip() else "\n" for line in text.splitlines())
    if not re.search(r"^report:", text, re.MULTILINE):
        text = _HEADER + text
    return "finsam-audit: 1\n" + text


def run_examples(book: RuleBook, rules: Iterable[Rule] | None = None) -> list[ExampleResult]:
    """Every example of the rules (all in the book, unless told otherwise; loaded with ``examples=True``).

    One that cannot be read has a result for each thing that is wrong with it.
    """
    chosen = book.rules if rules is None else rules
    return [result for rule in chosen for name, text in rule.examples.items() for result in _run(book, rule, name, str(text))]


def example_report(rule: Rule, name: str, text: str) -> Report:
    """An example as a report. Raises ``InputError``."""
    source = Source(f"{rule.id} {name}", example_text(text), b"")
    return build_report(source, parse(source))


def _run(book: RuleBook, rule: Rule, name: str, text: str) -> list[ExampleResult]:
    file, lines = rule.example_places.get(name, (rule.file, (rule.line,)))
    try:
        report = example_report(rule, name, text)
    except InputError as error:
        return [_unreadable(rule, name, text, problem) for problem in error.problems]
    outcomes = check(report, book, [rule]).outcomes
    wrong, shown = _verdict(rule, name, outcomes)
    return [ExampleResult(rule, name, wrong, outcomes, file, lines[0], shown)]


def _unreadable(rule: Rule, name: str, text: str, problem: Problem) -> ExampleResult:
    file, lines = rule.example_places.get(name, (rule.file, (rule.line,)))
    told = message("example.unreadable", why=problem.message, line=problem.excerpt.strip())
    return ExampleResult(rule, name, told, (), file, lines[min(max(problem.line - 1 - _hidden(text), 0), len(lines) - 1)])


def _hidden(text: str) -> int:
    """How many lines ``example_text`` puts before an example."""
    return example_text(text).count("\n") - (text.rstrip() + "\n").count("\n")


def _verdict(rule: Rule, name: str, outcomes: tuple[Outcome, ...]) -> tuple[Message | None, Outcome | None]:
    """What is wrong with what an example came to, and the outcome that shows it."""
    findings = [o for o in outcomes if o.outcome == "finding"]
    passed = [o for o in outcomes if o.outcome == "passed"]
    broken = next((o for o in outcomes if o.outcome == "rule_error"), None)
    if broken is not None:
        return message("example.rule-error", why=broken.reason or ""), None
    if name == "bad":
        if any(o.severity == rule.severity for o in findings):
            return None, None
        if findings:
            found, wanted = (message(f"severity.{severity}") for severity in (findings[0].severity, rule.severity))
            return message("example.milder", found=found, wanted=wanted), findings[0]
        return (message("example.passes"), passed[0]) if passed else (message("example.not-found", why=_why(outcomes)), None)
    alarms = findings if name == "good" else [o for o in findings if o.kind not in ("rounding", "definition")]
    if alarms:
        return message("example.false-alarm"), alarms[0]
    spared = ("reason.document", "reason.organisation", "reason.not-yet", "reason.lapsed")
    tried = passed or (name == "edge" and (findings or any(o.reason and o.reason.key in spared for o in outcomes)))
    return None if tried else message("example.nothing", why=_why(outcomes)), None


def _why(outcomes: tuple[Outcome, ...]) -> Message:
    """Why a rule tried nothing."""
    return next((o.reason for o in outcomes if o.reason is not None), message("example.no-place"))
