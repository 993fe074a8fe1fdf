"""The JSON Schema of the data file, made from the same keys that the reader obeys."""

from __future__ import annotations

from typing import Any

from finsam_audit.page import keys

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PLACE = {"type": ["string", "integer"], "description": "A line (474), a page (p12) or both (p12:474) of the source."}
# Editors see YAML's own types: a cell such as 24785 is an integer to them, and a row may be a plain number.
_SCALAR = {"type": ["string", "number", "boolean", "null"]}


def data_schema() -> dict[str, Any]:
    """The JSON Schema of a data file."""
    text = {"type": ["string", "number"]}
    texts = {"type": "array", "items": text}
    report: dict[str, Any] = {key: dict(text) for key in keys.REPORT_TEXTS}
    report |= {key: {"type": "array", "items": _SCALAR} for key in keys.REPORT_LISTS}
    report["limits"] = {"type": "object", "additionalProperties": _SCALAR}
    report["organisation"] = {"enum": list(keys.ORGANISATIONS)}
    report["document"] = {"enum": list(keys.DOCUMENTS)}
    table = {
        "columns": {"anyOf": [text, texts]},
        "rows": {"$ref": "#/$defs/rows"},
        "unit": {"type": "string"},
        "kind": {"enum": list(keys.TABLE_KINDS)},
        "note": text,
        "at": _PLACE,
    }
    row = {
        "cells": _SCALAR,
        "rows": {"$ref": "#/$defs/rows"},
        "note": text,
        "unit": {"type": "string"},
        "concept": {"type": "string"},
        "role": {"enum": list(keys.ROLES)},
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
    claim = {key: dict(text) for key in keys.CLAIM} | {"about": {"type": ["string", "boolean"]}, "at": _PLACE}
    goal: dict[str, Any] = {key: dict(text) for key in keys.GOAL}
    goal |= {"includes": {"anyOf": [text, texts]}, "judgement": {"enum": list(keys.JUDGEMENTS)}, "at": _PLACE}
    return {
        "$schema": _DIALECT,
        "title": "finsam-audit data file",
        "type": "object",
        "properties": {
            "finsam-audit": {"const": int(keys.FORMAT_VERSION)},
            "report": _object(report, keys.REPORT_REQUIRED),
            "tables": {"type": "object", "additionalProperties": _object(table, keys.TABLE_REQUIRED)},
            "claims": {"type": "array", "items": _object(claim, keys.CLAIM_REQUIRED)},
            "goals": {"type": "array", "items": _object(goal, keys.GOAL_REQUIRED)},
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
