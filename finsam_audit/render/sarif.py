"""SARIF 2.1.0: the findings for code hosts and editors, each with its place, its terms and a fingerprint."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from finsam_audit import __version__
from finsam_audit.controls.outcome import Outcome, Result
from finsam_audit.controls.rules import Rule
from finsam_audit.messages import Problem
from finsam_audit.page.model import Figure
from finsam_audit.render.accepted import accepted_words
from finsam_audit.render.closing import closing
from finsam_audit.render.figure_names import full_name
from finsam_audit.render.language import say, spoken
from finsam_audit.render.places import report_of, seen_at
from finsam_audit.render.run import Run
from finsam_audit.render.shown import lead_of
from finsam_audit.render.told import told
from finsam_audit.render.writing import in_json

if TYPE_CHECKING:
    from finsam_audit.controls.versions import Version
    from finsam_audit.engine.chain import ChainResult
    from finsam_audit.page.model import Place, Report

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"


def document(run: Run) -> str:
    """All reports as one run of the tool."""
    held: list[Result | ChainResult] = [*run.results, *run.chains]
    rules = [rule for rule in run.book.rules if any(o.rule == rule.id for one in held for o in one.outcomes)]
    index = {rule.id: at for at, rule in enumerate(rules)}
    compared = any(outcome.known for one in held for outcome in one.outcomes)
    notes = [note for one in held for note in _broken(one, run)]
    notes += [_problem(problem, run.language) for problem in run.problems]
    shown = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "finsam-audit",
                        "version": __version__,
                        "rules": [_rule(rule, run.language) for rule in rules],
                        "properties": {"ruleBook": run.book.version},
                    }
                },
                "language": "sv-SE" if run.language == "sv" else "en-GB",
                "columnKind": "unicodeCodePoints",
                "invocations": [{"executionSuccessful": not notes, "toolExecutionNotifications": notes}],
                "artifacts": [
                    {"location": {"uri": _uri(result.report.file)}, "hashes": {"sha-256": result.report.sha256}}
                    for result in run.results
                ],
                "results": [
                    *(found for one in held for found in _results(one, index, run.language, compared)),
                    *(found for one in run.chains for version in one.versions for found in _changes(version, run.language)),
                ],
            }
        ],
    }
    return in_json(json.dumps(shown, ensure_ascii=False, indent=2)) + "\n"


def _uri(file: str) -> str:
    """A file as a reference: relative as it was given, absolute with its scheme."""
    path = quote(file.replace(os.sep, "/").encode("utf-8", "surrogateescape"))
    return f"file://{path}" if path.startswith("/") else path


def _rule(rule: Rule, language: str) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": rule.title[language]},
        "fullDescription": {"text": rule.why[language]},
        "help": {"text": rule.source[language]},
        "defaultConfiguration": {"level": rule.severity},
    }


def _results(result: Result | ChainResult, index: dict[str, int], language: str, compared: bool) -> Iterator[dict[str, Any]]:
    matters = {at: matter.id for matter in result.matters for at in matter.findings}
    for at, outcome in enumerate(result.outcomes):
        if outcome.outcome == "finding":
            yield _result(outcome, result, index, matters.get(at), language, compared)


def _result(
    outcome: Outcome, result: Result | ChainResult, index: dict[str, int], matter: str | None, language: str, compared: bool
) -> dict[str, Any]:
    lead = lead_of(outcome)
    others = [figure for figure in outcome.printed if figure is not lead]
    found: dict[str, Any] = {
        "ruleId": outcome.rule,
        **({"ruleIndex": index[outcome.rule]} if outcome.rule in index else {}),
        "level": outcome.severity,
        "message": {"text": told(outcome, language)},
        "locations": [_location(lead, result, seen_at(outcome, result))],
        "partialFingerprints": {"outcome/v1": outcome.fingerprint},
        "properties": {"column": outcome.column, "kind": outcome.kind, "matter": matter, "cause": outcome.cause},
    }
    if others:
        found["relatedLocations"] = [
            {"id": number, "message": {"text": f"{figure.row or full_name(figure)}: {spoken(figure, language)}"}}
            | _location(figure, result)
            for number, figure in enumerate(dict.fromkeys(others), 1)
        ]
    if compared:
        found["baselineState"] = "unchanged" if outcome.known else "new"
    if outcome.accepted is not None:
        why = accepted_words(outcome.accepted, language)
        found["suppressions"] = [{"kind": "external", "status": "accepted", "justification": why}]
    return found


def _changes(version: Version, language: str) -> Iterator[dict[str, Any]]:
    """What was changed from one printing to the next: for information, at no level."""
    from finsam_audit.render.version_words import change_words, changes_of

    before, after = version.before, version.after
    for change in changes_of(version):
        seen = [_place(figure, report) for figure, report in ((change.figure, after), (change.was, before)) if figure]
        finding = change.finding
        yield {
            "kind": "informational",
            "level": "none",
            "message": {"text": change_words([change], language)},
            "locations": seen[:1],
            "relatedLocations": [{"id": 1, "message": {"text": before.file}, **place} for place in seen[1:]],
            **({"partialFingerprints": {"outcome/v1": finding.fingerprint}} if finding else {}),
            "properties": {"change": change.sort, "before": before.file, "after": after.file, "rule": finding and finding.rule},
        }


def _location(figure: Figure | None, result: Result | ChainResult, place: Place | None = None) -> dict[str, Any]:
    """The file and, in a data file, the line; the name of the figure outlives both. ``place`` is where it is seen."""
    return _place(figure, report_of(figure, result), place)


def _place(figure: Figure | None, report: Report, place: Place | None = None) -> dict[str, Any]:
    at = place or (figure.place if figure is not None else None)
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(report.file)}}
    if at is not None and report.reading is None and at.line:
        physical["region"] = {"startLine": at.line, "startColumn": max(1, at.column)}
    elif at is not None and at.page:
        physical["properties"] = {"page": at.page}
    named = {"logicalLocations": [{"fullyQualifiedName": full_name(figure)}]} if figure is not None else {}
    return {"physicalLocation": physical, **named}


def _broken(result: Result | ChainResult, run: Run) -> Iterator[dict[str, Any]]:
    """What a rule or the whole check could not do."""
    where = [{"physicalLocation": {"artifactLocation": {"uri": _uri(result.file_of(None))}}}]
    for outcome in result.outcomes:
        if outcome.outcome == "rule_error":
            text = {"text": told(outcome, run.language)}
            yield {"level": "error", "message": text, "associatedRule": {"id": outcome.rule}, "locations": where}
    if isinstance(result, Result) and not result.checked(run.part is not None):
        yield {"level": "error", "message": {"text": closing(result, run.language, run.part)}, "locations": where}


def _problem(problem: Problem, language: str) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(problem.file)}}
    if problem.line:
        physical["region"] = {"startLine": problem.line, "startColumn": max(1, problem.column)}
    return {
        "level": "error",
        "message": {"text": say(problem.message, language)},
        "locations": [{"physicalLocation": physical}],
    }
