"""The JSON contract, version 1. Names may be added, never renamed or given a new meaning."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from finsam_audit import __version__
from finsam_audit.controls.outcome import SEVERITIES, Cause, Matter, Outcome, Result, Used
from finsam_audit.controls.uncovered import why_uncovered
from finsam_audit.messages import Message, Problem
from finsam_audit.page.blank_file import left_over
from finsam_audit.page.model import Figure
from finsam_audit.render.cause_text import cause_sentences
from finsam_audit.render.chain_json import cross_report
from finsam_audit.render.language import say
from finsam_audit.render.matter_text import matter_sentence
from finsam_audit.render.run import Run
from finsam_audit.render.told import told
from finsam_audit.render.writing import in_json

if TYPE_CHECKING:
    from finsam_audit.controls.rules import RuleBook
    from finsam_audit.engine.chain import ChainResult

SCHEMA_VERSION = 1


def document(run: Run) -> str:
    """The whole answer of one run as a JSON text."""
    counted = run.book if run.statistics else None
    made = as_json(run.results, run.problems, run.book.version, run.language, run.chains, run.settings, counted)
    return in_json(made) + "\n"


def as_json(
    results: Sequence[Result],
    problems: Sequence[Problem],
    rule_book: str,
    language: str,
    chains: Sequence[ChainResult] = (),
    settings: str = "",
    counted: RuleBook | None = None,
) -> str:
    """The whole answer of one run as a JSON text; with the rules of ``counted`` one by one, where it is given."""
    document = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "finsam-audit", "version": __version__, "rule_book": rule_book},
        **({"settings": settings} if settings else {}),
        "errors": [_problem(problem, language) for problem in problems],
        "reports": [_result(result, language) | _statistics(result, counted) for result in results],
        "cross_report": cross_report(chains, language),
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _statistics(result: Result, book: RuleBook | None) -> dict[str, Any]:
    if book is None:
        return {}
    from finsam_audit.render.statistics import statistics_json

    return {"statistics": statistics_json(result, book)}


def _problem(problem: Problem, language: str) -> dict[str, Any]:
    place = {"file": problem.file, "line": problem.line, "column": problem.column}
    return {**place, "message": say(problem.message, language)}


def matter_json(result: Result, matter: Matter, language: str) -> str:
    """One matter with its findings in full, as ``explain --format json`` tells it."""
    concepts = result.accounts.figure_concepts()
    document = {
        **_matter(matter, result, language),
        "outcomes": [outcome_json(result.outcomes[index], concepts, language) for index in matter.findings],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def decimal_text(value: Decimal | None) -> str | None:
    """A plain decimal, never 1E+3; null for none."""
    return None if value is None else f"{value:f}"


def is_unread(told: Message) -> bool:
    """Whether what there is to say of the reading is that something was not read."""
    return told.key.startswith(("document.unread", "document.scanned"))


def _read(one: Message, language: str) -> dict[str, Any]:
    """What there is to say of how a document was read: something that was not, or a remark."""
    page = one.args.get("page")
    return {
        "kind": "not_read" if is_unread(one) else "remark",
        "page": page if isinstance(page, int) else None,
        "message": say(one, language),
    }


def _result(result: Result, language: str) -> dict[str, Any]:
    report = result.report
    concepts = result.accounts.figure_concepts()
    return {
        "file": report.file,
        "sha256": report.sha256,
        "entity": report.entity,
        "document": report.document.replace(" ", "_"),
        "period": report.period,
        **({"reading": [_read(one, language) for one in report.reading]} if report.reading is not None else {}),
        "summary": {
            "passed": result.count("passed"),
            "within_rounding": result.within_rounding,
            "findings": len(result.findings),
            "findings_by_severity": {severity: _all(result, severity) for severity in SEVERITIES},
            "accepted": sum(outcome.accepted is not None for outcome in result.findings),
            "not_applicable": result.count("not_applicable"),
            "rule_errors": result.count("rule_error"),
            "figures": result.figures,
            "figures_covered": result.figures_covered,
        },
        "outcomes": [outcome_json(outcome, concepts, language) for outcome in result.outcomes],
        "causes": [cause_json(cause, language) for cause in result.causes],
        "matters": [_matter(matter, result, language) for matter in result.matters],
        "uncovered": [
            {
                "figure": figure.id,
                "table": figure.table,
                "row": figure.row,
                "column": figure.column,
                "value": decimal_text(figure.value),
                "line": figure.place.line,
                "why": say(why_uncovered(figure, result.accounts), language),
            }
            for figure in result.uncovered
        ],
        **({"left_over": dummies} if (dummies := left_over(report)) else {}),
        **({"materiality": decimal_text(result.material)} if result.material is not None else {}),
        **({"lapsed": [_problem(one, language) for one in result.remarks]} if result.remarks else {}),
    }


def _all(result: Result, severity: str) -> int:
    return sum(outcome.severity == severity for outcome in result.findings)


def outcome_json(outcome: Outcome, concepts: Mapping[str, str | None], language: str) -> dict[str, Any]:
    return {
        "rule": outcome.rule,
        "name": outcome.name,
        "outcome": outcome.outcome,
        "severity": outcome.severity,
        "kind": outcome.kind,
        "rounding": outcome.rounding,
        "accepted": outcome.accepted is not None,
        "column": outcome.column or None,
        "message": told(outcome, language),
        "stated": decimal_text(outcome.stated),
        "computed": decimal_text(outcome.computed),
        "difference": decimal_text(outcome.difference),
        "computed_low": decimal_text(outcome.computed_low),
        "computed_high": decimal_text(outcome.computed_high),
        "limit": decimal_text(outcome.limit),
        "tolerance": decimal_text(outcome.tolerance),
        "unit": outcome.unit,
        "reason": say(outcome.reason, language) if outcome.reason is not None else None,
        "cause": outcome.cause,
        "fingerprint": outcome.fingerprint,
        "rests_on_doubt": outcome.rests_on_doubt,
        "figures": [_used(used, used.figure, concepts) for used in _once(outcome.figures) if used.figure is not None],
        **disposition(outcome),
    }


def disposition(one: Outcome | Matter) -> dict[str, Any]:
    """Who has accepted a finding or a matter, and whether it is known from the earlier run that this one is compared with."""
    found: dict[str, Any] = {"known": True} if one.known else {}
    if one.accepted is not None:
        by, reason, day, until = one.accepted
        days = {"date": day.isoformat(), "until": until.isoformat() if until is not None else None}
        found["acceptance"] = {"by": by, "reason": reason, **days}
    return found


def _once(figures: tuple[Used, ...]) -> list[Used]:
    """Each figure once: one on both sides of a relation is stated, with the weight that is left of it."""
    stated = {used.figure.id for used in figures if used.figure is not None and used.role == "stated"}
    taken = {
        used.figure.id: used.weight
        for used in figures
        if used.figure is not None and used.role == "term" and used.figure.id in stated
    }
    return [
        used._replace(weight=used.weight + taken.get(used.figure.id, Decimal(0)))
        if used.figure is not None and used.role == "stated"
        else used
        for used in figures
        if used.figure is None or used.role != "term" or used.figure.id not in taken
    ]


def _used(used: Used, figure: Figure, concepts: Mapping[str, str | None]) -> dict[str, Any]:
    return {
        "figure": figure.id,
        "table": figure.table,
        "path": list(figure.path),
        "row": figure.row,
        "concept": concepts.get(figure.id),
        "column": figure.column,
        "value": decimal_text(figure.value),
        "printed": figure.printed,
        "unit": figure.unit.name,
        "role": used.role,
        "weight": decimal_text(used.weight),
        "line": figure.place.line,
        "column_number": figure.place.column,
        "page": figure.place.page,
        "doubtful": figure.rests_on_doubt,
        "derived": bool(used.derived),
    }


def _matter(matter: Matter, result: Result, language: str) -> dict[str, Any]:
    place = matter.place
    return {
        "id": matter.id,
        "severity": matter.severity,
        "message": matter_sentence(matter, result, language),
        "findings": list(matter.findings),
        "causes": list(matter.causes),
        "place": place and {"line": place.line or None, "page": place.page, "source_line": place.source_line},
        **({"material": matter.material} if result.material is not None else {}),
        **disposition(matter),
    }


def cause_json(cause: Cause, language: str) -> dict[str, Any]:
    def changes(corrections: tuple[tuple[Figure, Decimal], ...]) -> list[dict[str, Any]]:
        return [
            {
                "figure": figure.id,
                "table": figure.table,
                "row": figure.row,
                "column": figure.column,
                "from": decimal_text(figure.value),
                "to": decimal_text(value),
            }
            for figure, value in corrections
        ]

    return {
        "id": cause.id,
        "kind": cause.kind,
        "message": " ".join(cause_sentences(cause, language)),
        "outcomes": list(cause.outcomes),
        "confidence": cause.confidence,
        "corrections": changes(cause.corrections),
        "alternatives": [changes(alternative) for alternative in cause.alternatives],
        "alternatives_count": cause.alternatives_count,
        "mends": cause.mends,
        "leaves": cause.leaves,
        "breaks": list(cause.breaks),
    }
