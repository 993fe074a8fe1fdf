"""A check that is piped pays for nothing it does not use."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from finsam_audit.rulebook.load import load_rules, samples_directory

ROOT = Path(__file__).parent.parent.parent
SAMPLE = str(Path(samples_directory()) / "degerfors-karlskoga-2025.yaml")

SCRIPT = """
import json, sys
try:
    from finsam_audit.cli.commands import main
    main(sys.argv[1:])
except SystemExit as leaving:
    code = leaving.code
sys.stderr.write("MODULES " + json.dumps([code, sorted(sys.modules)]))
"""


def _modules(*arguments: str) -> tuple[int, set[str]]:
    found = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    code, modules = json.loads(found.stderr.decode().rpartition("MODULES ")[2])
    return code, set(modules)


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_piped_check_imports_nothing_heavy(form: str) -> None:
    load_rules()  # fills the cache of the rule book
    code, modules = _modules("check", SAMPLE, "--format", form)
    heavy = {
        "pandas",
        "numpy",
        "rich",
        "jinja2",
        "jsonschema",
        "hypothesis",
        "asyncio",
        "difflib",
        "flask",
        "waitress",
        "finsam_audit.cli.web",
        "finsam_audit.documents.overlay",
        "finsam_audit.rulebook.checked",
        *(
            "pypdfium2",
            "docx",
            "openpyxl",
            "lxml",
            "zipfile",
            "finsam_audit.documents.reading",
            "finsam_audit.documents.datafile",
        ),
    }
    assert (1, set()) == (code, heavy & modules)


def test_importing_the_package_imports_nothing_heavy() -> None:
    script = "import sys, finsam_audit; print(sorted({'pandas', 'rich', 'yaml', 'decimal'} & set(sys.modules)))"
    found = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True
    )
    assert found.stdout.strip() == "[]"
