"""The JSON Schema of the data file accepts what the reader accepts, and refuses what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from finsam_audit.messages import InputError
from finsam_audit.page.blank_file import blank_file
from finsam_audit.page.model import Report
from finsam_audit.page.schema import data_schema
from finsam_audit.rulebook.load import samples_directory

SAMPLES = sorted(Path(samples_directory()).glob("*.yaml"))


class _Editor(yaml.SafeLoader):
    """YAML as an editor reads it: the types of YAML 1.2, and dates as text."""


_Editor.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag in {f"tag:yaml.org,2002:{name}" for name in ("int", "float", "null")}
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

HEAD = "finsam-audit: 1\nreport:\n  entity: E\n  period: 2025\n"
TABLE = HEAD + "tables:\n  T:\n    columns: 2025 | 2024\n    rows:\n"


def _accepted(text: str) -> bool:
    data: Any = yaml.load(text, Loader=_Editor)
    return bool(jsonschema.Draft202012Validator(data_schema()).is_valid(data))


def _is_read(report: Callable[[str], Report], text: str) -> bool:
    try:
        report(text)
    except InputError:
        return False
    return True


def test_the_schema_is_itself_a_schema() -> None:
    assert jsonschema.Draft202012Validator.check_schema(data_schema()) is None


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_sample_fits_the_schema(path: Path) -> None:
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Editor)
    assert [error.message for error in jsonschema.Draft202012Validator(data_schema()).iter_errors(data)] == []


@pytest.mark.parametrize("kind", ["annual", "interim"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_blank_file_fits_the_schema(kind: str, language: str) -> None:
    assert _accepted(blank_file(kind, language))


@pytest.mark.parametrize(
    "text",
    [
        HEAD,
        TABLE + "      A: 1 | 2\n",
        TABLE + "      A: 1 | 2 (not 4) @490\n",
        TABLE + "      Grupp:\n        A: 1 | 2\n",
        TABLE + "      Grupp:\n        cells: 1 | 2\n        rows:\n          A: 1 | 2\n",
        TABLE + "      - A: 1 | 2\n      - A: 1 | 2\n",
        TABLE + "      A:\n        cells: 1 | 2\n        role: total\n        sums: [B]\n        note: 4\n        at: p3:4\n",
        TABLE + "      A:\n        cells: 1 | 2\n        figures:\n          2025: {page: 3, seen: x, or: [1, 2]}\n",
        HEAD
        + "tables:\n  T:\n    unit: tkr\n    kind: not\n    note: 4\n    at: 474\n    columns: 2025\n    rows:\n      A: 24785\n",
        HEAD + "claims:\n  - text: t\n    value: 5\n    about: yes\n    column: 2025\n",
        HEAD + "goals:\n  - goal: g\n    target: 80 %\n    outcome: 81 % | 82 %\n    judgement: met\n",
        HEAD + "  organisation: kommun\n  document: interim report\n  decided: 2026-03-01\n  members: [A, B]\n",
    ],
)
def test_what_the_reader_reads_the_schema_accepts(report: Callable[[str], Report], text: str) -> None:
    assert (_accepted(text), _is_read(report, text)) == (True, True)


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "tabels: {}\n",
        HEAD + "  organistion: kommun\n",
        HEAD + "  organisation: bolag\n",
        HEAD + "  document: bokslut\n",
        HEAD + "  members: A\n",
        HEAD.replace(": 1", ": 2"),
        HEAD + "tables: [a]\n",
        HEAD + "tables:\n  T:\n    colums: 2025\n    columns: 2025\n    rows: {}\n",
        HEAD + "tables:\n  T:\n    kind: rapport\n    columns: 2025\n    rows: {}\n",
        TABLE + "      A:\n        cells: 1 | 2\n        conept: x\n",
        TABLE + "      A:\n        cells: 1 | 2\n        role: summa\n",
        TABLE + "      A:\n        cells: 1 | 2\n        figures:\n          2025: {pge: 3}\n",
        TABLE + "      - A: 1 | 2\n        B: 1 | 2\n",
        HEAD + "claims:\n  - text: t\n    value: 5\n    vlaue: 5\n",
        HEAD + "claims: t\n",
        HEAD + "goals:\n  - goal: g\n    judgement: kanske\n",
        HEAD + "goals:\n  - goal: g\n    gaol: g\n",
    ],
)
def test_what_the_reader_refuses_the_schema_refuses(report: Callable[[str], Report], text: str) -> None:
    assert (_accepted(text), _is_read(report, text)) == (False, False)


@pytest.mark.parametrize(
    "text",
    [
        "finsam-audit: 1\n",
        "finsam-audit: 1\nreport:\n  entity: E\n",
        HEAD + "tables:\n  T:\n    rows: {}\n",
        HEAD + "tables:\n  T:\n    columns: 2025\n",
        HEAD + "claims:\n  - text: t\n",
        HEAD + "goals:\n  - target: 5\n",
    ],
)
def test_a_file_with_a_key_missing_is_refused_by_both(report: Callable[[str], Report], text: str) -> None:
    assert (_accepted(text), _is_read(report, text)) == (False, False)
