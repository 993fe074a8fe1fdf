"""Patterns compiled when they are first asked."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from finsam_audit.patterns import pattern_of

ROOT = Path(__file__).parent.parent.parent


def test_a_pattern_answers_as_one_that_was_compiled_at_once() -> None:
    later, at_once = pattern_of(r"not (\d+)", re.IGNORECASE), re.compile(r"not (\d+)", re.IGNORECASE)
    assert at_once.findall("Not 4, not 5") == later.findall("Not 4, not 5")
    assert at_once.sub("", "Not 4, not 5") == later.sub("", "Not 4, not 5")
    assert (at_once.pattern, at_once.flags) == (later.pattern, later.flags)


def test_a_pattern_that_is_none_is_refused_by_its_first_question() -> None:
    broken = pattern_of("(")
    with pytest.raises(re.error):
        broken.match("")


def test_yaml_that_was_loaded_without_its_patterns_reads_as_ever() -> None:
    """Also by its own reader, scanner and resolver, and ``re`` compiles at once again."""
    script = """
import re
from finsam_audit.patterns import load_yaml
load_yaml()
import yaml
print(yaml.load("a: [1, 2.5, true, ~, 2025-12-31]", yaml.SafeLoader)["a"], type(re.compile("a")) is re.Pattern)
try:
    yaml.load("a: \\x07", yaml.SafeLoader)
except yaml.reader.ReaderError as error:
    print(error.reason)
"""
    found = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True
    )
    assert found.stdout.splitlines() == [
        "[1, 2.5, True, None, datetime.date(2025, 12, 31)] True",
        "special characters are not allowed",
    ]
