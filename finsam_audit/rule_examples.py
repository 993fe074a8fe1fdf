"""A rule's own examples, run: the good one passes, the bad one is found, and the edge raises no alarm."""

from __future__ import annotations

import re
from typing import NamedTuple

from finsam_audit.engine import check
from finsam_audit.messages import InputError, Message, message
from finsam_audit.model import Report
from finsam_audit.outcome import Outcome
from finsam_audit.reader import build_report
from finsam_audit.rules import Rule, RuleBook
from finsam_audit.source import Source, parse

_HEADER = "report:\n  entity: Exempelförbundet\n  period: 2025\n"
_SECTION = re.compile(r"^(report|tables|claims|goals):", re.MULTILINE)


class ExampleResult(NamedTuple):
    """What one example came to; ``wrong`` is None where it did what it says."""

    rule: Rule
    name: str
    wrong: Message | None
    outcomes: tuple[Outcome, ...]


def example_text(example: str) -> str:
    """An example as a whole data file: a bare list of tables gets its frame, and a report its head."""
    text = example.rstrip() + "\n"
    if not _SECTION.search(text):
        text = "tables:\n" + "".join(f"  {line}\n" if line.strip() else "\n" for line in text.splitlines())
    if not re.search(r"^report:", text, re.MULTILINE):
        text = _HEADER + text
    return "finsam-audit: 1\n" + text


def run_examples(book: RuleBook) -> list[ExampleResult]:
    """Every example of every rule in the book (loaded with ``examples=True``)."""
    return [_run(book, rule, name, str(text)) for rule in book.rules for name, text in rule.examples.items()]


def example_report(rule: Rule, name: str, text: str) -> Report:
    """An example as a report. Raises ``InputError``."""
    source = Source(f"{rule.id} {name}", example_text(text), b"")
    return build_report(source, parse(source))


def _run(book: RuleBook, rule: Rule, name: str, text: str) -> ExampleResult:
    try:
        report = example_report(rule, name, text)
    except InputError as error:
        problem = error.problems[0]
        return ExampleResult(rule, name, message("example.unreadable", line=problem.line, why=problem.message), ())
    outcomes = check(report, book, [rule]).outcomes
    return ExampleResult(rule, name, _verdict(rule, name, outcomes), outcomes)


def _verdict(rule: Rule, name: str, outcomes: tuple[Outcome, ...]) -> Message | None:
    findings = [o for o in outcomes if o.outcome == "finding"]
    if any(o.outcome == "rule_error" for o in outcomes):
        return message("example.rule-error")
    if name == "bad":
        alarms = [o for o in findings if o.severity == rule.severity]
        return None if alarms else message("example.not-found")
    if name == "good":
        if findings:
            return message("example.false-alarm")
        return None if any(o.outcome == "passed" for o in outcomes) else message("example.nothing")
    alarms = [o for o in findings if o.kind not in ("rounding", "definition")]
    if alarms:
        return message("example.false-alarm")
    spared = ("reason.document", "reason.organisation")
    if any(o.outcome in ("passed", "finding") or (o.reason is not None and o.reason.key in spared) for o in outcomes):
        return None
    return message("example.nothing")
