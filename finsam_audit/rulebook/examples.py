"""A rule's own examples, run: the good one passes, the bad one is found, and the edge raises no alarm."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import Rule, RuleBook
from finsam_audit.engine.chain import check_chains
from finsam_audit.engine.check import check
from finsam_audit.messages import InputError, Message, Problem, message
from finsam_audit.page.keys import REPORT, TOP
from finsam_audit.page.model import Report
from finsam_audit.page.reader import build_report
from finsam_audit.page.source import Source, parse

_HEADER = {"entity": "  entity: Exempelförbundet", "period": "  period: 2025"}
_BETWEEN = re.compile(r"^---[ \t]*\n", re.MULTILINE)  # one report and the next
_TOP = re.compile(r"""["']?([^\s"'#-][^:"']*)["']?:(?=\s|$)""")

_GROUP = re.compile(r"report:\s*(?:#.*)?$")


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
    """An example as a whole data file: what says something of the report gets its head, and bare tables their frame."""
    return "".join(f"{line}\n" for line, _ in _framed(example))


def _framed(example: str) -> list[tuple[str, int]]:
    """The lines of an example as a data file, each with the number of the line of the example that it is, or 0.

    What is said of the report may stand under ``report``, beside it, or without it.
    """
    parts: dict[str, list[tuple[str, int]]] = {"report": [], "tables": [], "": []}
    lines = example.rstrip().splitlines()
    starts = {number: match[1] for number, line in enumerate(lines) if (match := _TOP.match(line))}
    keys = set(starts.values())
    group = next((number for number, line in enumerate(lines) if _GROUP.match(line)), None)
    whole = "report" in keys and group is None  # it is written on one line
    said = set(keys)
    part, deep = "tables" if not keys & set(TOP) else "", 0
    for number, line in enumerate(lines):
        key = starts.get(number)
        if key is not None:
            part = "" if key in TOP or "tables" in keys else "tables"
            part, deep = "report" if key in REPORT and not whole else part, 0
        if number == group:
            part, deep = "report", next((_indent(text) for text in lines[number + 1 :] if text.strip()), 0)
            continue
        own = line[min(deep, _indent(line)) :]
        if deep and (match := _TOP.match(own)):
            said.add(match[1])
        parts[part].append((f"  {own}" if part and line.strip() else line, number + 1))
    head = [(line, 0) for key, line in _HEADER.items() if key not in said] if not whole else []
    framed = [("finsam-audit: 1", 0)]
    for name, inner in (("report", [*head, *parts["report"]]), ("tables", parts["tables"])):
        framed += [(f"{name}:", 0), *inner] if inner else []
    return framed + parts[""]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def run_examples(book: RuleBook, rules: Iterable[Rule] | None = None) -> list[ExampleResult]:
    """Every example of the rules (all in the book, unless told otherwise; loaded with ``examples=True``).

    One that cannot be read has a result for each thing that is wrong with it.
    """
    chosen = book.rules if rules is None else rules
    return [result for rule in chosen for name, text in rule.examples.items() for result in _run(book, rule, name, str(text))]


def example_report(rule: Rule, name: str, text: str) -> Report:
    """An example as a report; the last one where it is several. Raises ``InputError``."""
    return _report(rule, name, _BETWEEN.split(text)[-1])


def example_reports(rule: Rule, name: str, text: str) -> list[Report]:
    """An example as its reports: one, or several that are held against each other. Raises ``InputError``."""
    parts = _BETWEEN.split(text)
    return [_report(rule, name, part, number if len(parts) > 1 else 0) for number, part in enumerate(parts, 1)]


def _report(rule: Rule, name: str, text: str, number: int = 0) -> Report:
    source = Source(f"{rule.id} {name}{f' {number}' if number else ''}", example_text(text), b"")
    return build_report(source, parse(source))


def _run(book: RuleBook, rule: Rule, name: str, text: str) -> list[ExampleResult]:
    file, line, lines = rule.example_places.get(name, (rule.file, rule.line, (rule.line,)))
    parts = _BETWEEN.split(text)
    reports, unread, first = [], [], 0
    for number, part in enumerate(parts, 1):
        try:
            reports.append(_report(rule, name, part, number if len(parts) > 1 else 0))
        except InputError as error:
            unread += [_unreadable(rule, name, part, problem, lines[first:]) for problem in error.problems]
        first += part.count("\n") + 2
    if unread:
        return unread
    outcomes = _outcomes(book, rule, reports)
    wrong, shown = _verdict(rule, name, outcomes)
    return [ExampleResult(rule, name, wrong, outcomes, file, line, shown)]


def _outcomes(book: RuleBook, rule: Rule, reports: list[Report]) -> tuple[Outcome, ...]:
    results = [check(report, book, [rule]) for report in reports]
    if len(results) == 1:
        return results[0].outcomes
    return tuple(outcome for chain in check_chains(results, book, [rule]) for outcome in chain.outcomes)


def _unreadable(rule: Rule, name: str, text: str, problem: Problem, lines: tuple[int, ...]) -> ExampleResult:
    file = rule.example_places.get(name, (rule.file, 0, ()))[0]
    told = message("example.unreadable", why=problem.message, line=problem.excerpt.strip())
    framed = _framed(text)
    at = framed[min(problem.line, len(framed)) - 1][1]
    return ExampleResult(rule, name, told, (), file, lines[min(max(at - 1, 0), len(lines) - 1)])


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
    alarms = findings if name == "good" else [o for o in findings if o.kind not in ("rounding", "definition", "restated")]
    if alarms:
        return message("example.false-alarm"), alarms[0]
    spared = ("reason.document", "reason.organisation", "reason.not-yet", "reason.lapsed")
    tried = passed or (name == "edge" and (findings or any(o.reason and o.reason.key in spared for o in outcomes)))
    return None if tried else message("example.nothing", why=_why(outcomes)), None


def _why(outcomes: tuple[Outcome, ...]) -> Message:
    """Why a rule tried nothing."""
    return next((o.reason for o in outcomes if o.reason is not None), message("example.no-place"))
