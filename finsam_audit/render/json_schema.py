"""The JSON Schema of ``check --format json``, schema_version 1: every object may, in a later version, have more."""

from __future__ import annotations

import json
import os
from typing import Any


def result_schema() -> dict[str, Any]:
    """The schema, as it stands in ``result_schema.json`` beside this module."""
    with open(os.path.join(os.path.dirname(__file__), "result_schema.json"), encoding="utf-8") as file:
        schema: dict[str, Any] = json.load(file)
    return schema
