"""JSON Schemas: of the data file, made from the same keys that the reader obeys, and of the JSON result."""

from __future__ import annotations

from typing import Any

from finsam_audit import structure

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PLACE = {"type": ["string", "integer"], "description": "A line (474), a page (p12) or both (p12:474) of the source."}
# Editors see YAML's own types: a cell such as 24785 is an integer to them, and a row may be a plain number.
_SCALAR = {"type": ["string", "number", "boolean", "null"]}


def data_schema() -> dict[str, Any]:
    """The JSON Schema of a data file."""
    text = {"type": ["string", "number"]}
    texts = {"type": "array", "items": text}
    report: dict[str, Any] = {key: dict(text) for key in structure.REPORT_TEXTS}
    report |= {key: {"type": "array", "items": _SCALAR} for key in structure.REPORT_LISTS}
    report["limits"] = {"type": "object", "additionalProperties": _SCALAR}
    report["organisation"] = {"enum": list(structure.ORGANISATIONS)}
    report["document"] = {"enum": list(structure.DOCUMENTS)}
    table = {
        "columns": {"anyOf": [text, texts]},
        "rows": {"$ref": "#/$defs/rows"},
        "unit": {"type": "string"},
        "kind": {"enum": list(structure.TABLE_KINDS)},
        "note": text,
        "at": _PLACE,
    }
    row = {
        "cells": _SCALAR,
        "rows": {"$ref": "#/$defs/rows"},
        "note": text,
        "unit": {"type": "string"},
        "concept": {"type": "string"},
        "role": {"enum": list(structure.ROLES)},
        "sums": texts,
        "at": _PLACE,
        "figures": {"type": "object", "additionalProperties": {"$ref": "#/$defs/figure"}},
    }
    figure = {
        "page": {"type": "integer"},
        "line": {"type": "integer"},
        "box": {"type": "array", "items": {"type": "number"}},
        "seen": text,
        "why": text,
        "or": {"anyOf": [text, texts]},
    }
    claim = {key: dict(text) for key in structure.CLAIM} | {"about": {"type": ["string", "boolean"]}, "at": _PLACE}
    goal: dict[str, Any] = {key: dict(text) for key in structure.GOAL}
    goal |= {"includes": {"anyOf": [text, texts]}, "judgement": {"enum": list(structure.JUDGEMENTS)}, "at": _PLACE}
    return {
        "$schema": _DIALECT,
        "title": "finsam-audit data file",
        "type": "object",
        "properties": {
            "finsam-audit": {"const": int(structure.FORMAT_VERSION)},
            "report": _object(report, structure.REPORT_REQUIRED),
            "tables": {"type": "object", "additionalProperties": _object(table, structure.TABLE_REQUIRED)},
            "claims": {"type": "array", "items": _object(claim, structure.CLAIM_REQUIRED)},
            "goals": {"type": "array", "items": _object(goal, structure.GOAL_REQUIRED)},
        },
        "required": ["finsam-audit", "report"],
        "additionalProperties": False,
        "$defs": {
            "rows": {
                "anyOf": [
                    {"type": "null"},
                    {"type": "object", "additionalProperties": {"$ref": "#/$defs/row"}},
                    {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "minProperties": 1,
                            "maxProperties": 1,
                            "additionalProperties": {"$ref": "#/$defs/row"},
                        },
                    },
                ]
            },
            "row": {
                "if": {"type": "object", "anyOf": [{"required": ["cells"]}, {"required": ["rows"]}]},
                "then": _object(row, ()),
                "else": {"anyOf": [_SCALAR, {"$ref": "#/$defs/rows"}]},
            },
            "figure": _object(figure, ()),
        },
    }


def _object(properties: dict[str, Any], required: tuple[str, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def result_schema() -> dict[str, Any]:
    """The JSON Schema of ``check --format json``, schema_version 1."""
    amount = {"type": ["string", "null"], "pattern": r"^-?\d+(\.\d+)?$"}
    text = {"type": "string"}
    maybe = {"type": ["string", "null"]}
    count = {"type": "integer", "minimum": 0}
    figure = {
        "figure": text,
        "table": text,
        "path": {"type": "array", "items": text},
        "row": text,
        "concept": maybe,
        "column": text,
        "value": amount,
        "printed": text,
        "unit": text,
        "role": text,
        "weight": amount,
        "line": count,
        "column_number": count,
        "page": {"type": ["integer", "null"]},
        "doubtful": {"type": "boolean"},
        "derived": {"type": "boolean"},
    }
    change = {"figure": text, "table": text, "row": text, "column": text, "from": amount, "to": amount}
    changes = {"type": "array", "items": _open(change)}
    outcome = {
        "rule": text,
        "name": text,
        "outcome": {"enum": ["passed", "finding", "not_applicable", "rule_error"]},
        "severity": {"enum": ["error", "warning", "note", None]},
        "kind": maybe,
        "rounding": {"enum": ["exact", "within", None]},
        "accepted": {"type": "boolean"},
        "column": maybe,
        "message": text,
        **dict.fromkeys(("stated", "computed", "difference", "computed_low", "computed_high", "limit", "tolerance"), amount),
        "unit": maybe,
        "reason": maybe,
        "cause": maybe,
        "fingerprint": text,
        "rests_on_doubt": {"type": "boolean"},
        "figures": {"type": "array", "items": _open(figure)},
    }
    counted = ("passed", "within_rounding", "findings", "accepted", "not_applicable", "rule_errors", "figures")
    summary = dict.fromkeys((*counted, "figures_covered"), count)
    summary["findings_by_severity"] = _open({"error": count, "warning": count, "note": count})
    cause = {
        "id": text,
        "kind": text,
        "message": text,
        "outcomes": {"type": "array", "items": count},
        "confidence": {"enum": ["high", "medium", "low"]},
        "corrections": changes,
        "alternatives": {"type": "array", "items": changes},
        "alternatives_count": count,
        "mends": count,
        "leaves": count,
        "breaks": {"type": "array", "items": count},
    }
    uncovered = {
        "figure": text, "table": text, "row": text, "column": text, "value": amount, "line": count, "why": text,
    }  # fmt: skip
    report = {
        "file": text,
        "sha256": text,
        "entity": text,
        "document": text,
        "period": text,
        "summary": _open(summary),
        "outcomes": {"type": "array", "items": _open(outcome)},
        "causes": {"type": "array", "items": _open(cause)},
        "uncovered": {"type": "array", "items": _open(uncovered)},
    }
    error = {"file": text, "line": count, "column": count, "message": text}
    return {
        "$schema": _DIALECT,
        "title": "finsam-audit result",
        **_open(
            {
                "schema_version": {"const": 1},
                "tool": _open({"name": text, "version": text, "rule_book": text}),
                "errors": {"type": "array", "items": _open(error)},
                "reports": {"type": "array", "items": _open(report)},
                "cross_report": _open({"outcomes": {"type": "array"}, "causes": {"type": "array"}}),
            }
        ),
    }


def _open(properties: dict[str, Any]) -> dict[str, Any]:
    """An object that has all these properties and may, in a later version, have more."""
    return {"type": "object", "properties": properties, "required": list(properties)}
