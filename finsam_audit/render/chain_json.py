"""What several reports come to together, as the JSON contract has it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from finsam_audit.controls.outcome import Cause, Matter, Outcome
from finsam_audit.page.model import Figure

if TYPE_CHECKING:
    from finsam_audit.controls.versions import Version
    from finsam_audit.engine.chain import ChainResult


def chain_matter_json(found: ChainResult, matter: Matter, language: str) -> str:
    """One matter of a chain with its findings in full, as ``explain --format json`` tells it."""
    whole = cross_report([found], language)
    shown = next(one for one in whole["matters"] if one["id"] == matter.id)
    outcomes = [whole["outcomes"][index] for index in shown["findings"]]
    return json.dumps({**shown, "outcomes": outcomes}, ensure_ascii=False, indent=2)


def cross_report(chains: Sequence[ChainResult], language: str) -> dict[str, Any]:
    """The outcomes, causes and matters of all chains of a run in one list each, and which files belong together."""
    told: dict[str, Any] = {"outcomes": [], "causes": [], "matters": [], "chains": [], "versions": []}
    for found in chains:
        first, causes, matters = len(told["outcomes"]), len(told["causes"]), len(told["matters"])
        ids = {cause.id: f"X{causes + number}" for number, cause in enumerate(found.causes, 1)}
        told["outcomes"] += [_outcome(outcome, ids, found, language) for outcome in found.outcomes]
        told["causes"] += [_cause(cause, ids, first, found, language) for cause in found.causes]
        told["matters"] += [
            _matter(matter, matters + number, ids, first, found, language) for number, matter in enumerate(found.matters, 1)
        ]
        told["chains"].append({"entity": found.entity, "files": list(found.files)})
        told["versions"] += [_version(version, language) for version in found.versions]
    return told


def _outcome(outcome: Outcome, ids: dict[str, str], found: ChainResult, language: str) -> dict[str, Any]:
    from finsam_audit.render.json import outcome_json

    marks = outcome.printed
    concepts = {}
    for figure in marks:
        member, name = found.chain.whose(figure)
        spot = member.spots.get(name)
        concept = spot.statement.concept(spot.row) if spot is not None else None
        concepts[figure.id] = concept.path if concept is not None else None
    shown = outcome_json(outcome, concepts, language)
    figures = {figure.id: figure for figure in marks}
    shown["figures"] = [
        {**one, "figure": found.chain.whose(figures[one["figure"]])[1], "file": found.file_of(figures[one["figure"]])}
        for one in shown["figures"]
    ]
    stated = outcome.stated_figures
    return {**shown, "cause": ids.get(outcome.cause or ""), "file": found.file_of(stated[0]) if stated else None}


def _cause(cause: Cause, ids: dict[str, str], first: int, found: ChainResult, language: str) -> dict[str, Any]:
    from finsam_audit.render.json import cause_json

    shown = cause_json(cause, language)
    for changes in (shown["corrections"], *shown["alternatives"]):
        for change in changes:
            member, name = found.chain.whose_id(change["figure"])
            change |= {"figure": name, "file": member.report.file}
    moved = {key: [first + index for index in shown[key]] for key in ("outcomes", "breaks")}
    return {**shown, **moved, "id": ids[cause.id]}


def _matter(matter: Matter, number: int, ids: dict[str, str], first: int, found: ChainResult, language: str) -> dict[str, Any]:
    from finsam_audit.render.chain_words import matter_words
    from finsam_audit.render.json import disposition

    lead = found.outcomes[matter.findings[0]]
    stated = lead.stated_figures
    place = matter.place
    return {
        "id": f"M{number}",
        "severity": matter.severity,
        "message": matter_words(matter, found, language),
        "findings": [first + index for index in matter.findings],
        "causes": [ids[name] for name in matter.causes],
        "file": found.file_of(stated[0]) if stated else None,
        "place": place and {"line": place.line or None, "page": place.page, "source_line": place.source_line},
        **disposition(matter),
    }


def _version(version: Version, language: str) -> dict[str, Any]:
    from finsam_audit.render.json import decimal_text
    from finsam_audit.render.sentence import sentence

    def figure(one: Figure) -> dict[str, Any]:
        return {
            "table": one.table,
            "row": one.row,
            "column": one.column,
            "value": decimal_text(one.value),
            "line": one.place.line,
        }

    def finding(one: Outcome) -> dict[str, Any]:
        return {"rule": one.rule, "severity": one.severity, "message": sentence(one, language), "fingerprint": one.fingerprint}

    return {
        "before": version.before.file,
        "after": version.after.file,
        "moved": [
            {**figure(new), "from": decimal_text(old.value), "to": decimal_text(new.value)} for old, new in version.moved
        ],
        "gone": [figure(one) for one in version.gone],
        "added": [figure(one) for one in version.added],
        "findings_gone": [finding(one) for one in version.findings_gone],
        "findings_new": [finding(one) for one in version.findings_new],
    }
