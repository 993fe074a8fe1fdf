"""JUnit XML: every control is a test case, so that a build server shows what was looked at.

A finding that the exit code counts is a failure. One that a named person accepted is skipped, with the reason, so that a build
server shows it without failing; a milder one, and one known from an earlier run, passes and is told in the output of its case.
"""

from __future__ import annotations

from collections import Counter
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.versions import Version
from finsam_audit.messages import message
from finsam_audit.render.accepted import accepted_words
from finsam_audit.render.closing import closing
from finsam_audit.render.language import say
from finsam_audit.render.places import name_of
from finsam_audit.render.run import Run
from finsam_audit.render.told import told
from finsam_audit.render.writing import visible

_COUNTED = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def document(run: Run) -> str:
    """One test suite a report, one of reports held against each other, one of what was changed from one printing to the next,
    and one of the files that could not be read.
    """
    suites = Element("testsuites", name="finsam-audit")
    for result in run.results:
        suite = _suite(suites, result.report.file, result.outcomes, run)
        if not result.checked(run.part is not None):
            _told(_case(suite, "finsam-audit", result.report.file), "error", "nothing", closing(result, run.language, run.part))
    for chain in run.chains:
        if len(chain.files) > 1:
            _suite(suites, ", ".join(chain.files), chain.outcomes, run)
        for version in chain.versions:
            _version(suites, version, run)
    if run.problems:
        suite = SubElement(suites, "testsuite", name=say(message("markdown.problems"), run.language))
        for problem in run.problems:
            place = f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.file
            _told(_case(suite, problem.file, place), "error", "input", say(problem.message, run.language))
    for suite in suites:
        _count(suite)
    for name in ("tests", "failures", "errors"):  # what is skipped may only be told of each suite
        suites.set(name, str(sum(int(suite.get(name, "0")) for suite in suites)))
    indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(suites, encoding="unicode") + "\n"


def _suite(suites: Element, name: str, outcomes: tuple[Outcome, ...], run: Run) -> Element:
    suite = SubElement(suites, "testsuite", name=visible(name), timestamp=run.at.isoformat(timespec="seconds"))
    names: Counter[str] = Counter()
    for outcome in outcomes:
        name = name_of(outcome, run.language)
        names[name] += 1
        case = _case(suite, f"{outcome.rule} {outcome.name}", f"{name} ({names[name]})" if names[name] > 1 else name)
        _ending(case, outcome, run)
    return suite


def _version(suites: Element, version: Version, run: Run) -> None:
    """What was changed, a case each that passes: what a new finding is counted as stands in the suite of its report."""
    from finsam_audit.render.version_words import version_words

    head, *changes = version_words(version, run.language)
    suite = SubElement(suites, "testsuite", name=visible(head.rstrip(":")), timestamp=run.at.isoformat(timespec="seconds"))
    for change in changes:
        _case(suite, version.after.file, change.strip())


def _ending(case: Element, outcome: Outcome, run: Run) -> None:
    said = told(outcome, run.language)
    if outcome.outcome == "rule_error":
        _told(case, "error", "rule_error", said)
    elif outcome.outcome == "not_applicable":
        SubElement(case, "skipped", message=visible(said))
    elif outcome.accepted is not None:
        SubElement(case, "skipped", message=visible(f"{accepted_words(outcome.accepted, run.language)} {said}"))
    elif run.fails(outcome):
        _told(case, "failure", outcome.severity or "", said)
    elif outcome.outcome == "finding":
        severity = say(message(f"severity.{outcome.severity}"), run.language)
        SubElement(case, "system-out").text = visible(f"{severity}: {said}")


def _case(suite: Element, group: str, name: str) -> Element:
    return SubElement(suite, "testcase", classname=visible(group), name=visible(name))


def _told(case: Element, tag: str, kind: str, said: str) -> None:
    found = SubElement(case, tag, type=kind, message=visible(said))
    found.text = visible(said)


def _count(suite: Element) -> None:
    suite.set("tests", str(len(suite)))
    for name, tag in _COUNTED.items():
        suite.set(name, str(sum(case.find(tag) is not None for case in suite)))
