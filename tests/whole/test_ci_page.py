"""What docs/ci.md and .pre-commit-hooks.yaml tell a build server to do can be done."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from xml.etree import ElementTree

import pytest
import yaml

from tests.samples import FOLDER

Run = Callable[..., CompletedProcess[str]]
ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
WORKFLOW, HOOK = (yaml.safe_load(block) for block in re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL))


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A repository with two reports, one of which has mistakes, and the command on the path."""
    (tmp_path / "reports").mkdir()
    for name in ("clean.yaml", "lekeberg-orebro-2020.yaml"):
        (tmp_path / "reports" / name).write_bytes((FOLDER / name).read_bytes())
    command = tmp_path / "bin" / "finsam-audit"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m finsam_audit "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return tmp_path


def _shell(script: str, folder: Path) -> int:
    """Run a step as the build server does."""
    own = {
        "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "GITHUB_STEP_SUMMARY": str(folder / "summary"),
    }
    return subprocess.run(["bash", "-e", "-c", script], cwd=folder, env={**os.environ, **own}, check=False).returncode


def test_the_workflow_makes_what_it_uploads_and_ends_as_it_says(reports: Path) -> None:
    made, decides = (step["run"] for step in WORKFLOW["jobs"]["check"]["steps"] if step.get("name"))
    assert _shell(made, reports) == 0
    uploaded = {text for step in WORKFLOW["jobs"]["check"]["steps"] for text in step.get("with", {}).values()}
    assert {"findings.sarif", "controls.xml"} <= uploaded
    assert json.loads((reports / "findings.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert ElementTree.parse(reports / "controls.xml").getroot().tag == "testsuites"
    assert (reports / "summary").read_text(encoding="utf-8").startswith("# ")
    assert _shell(decides, reports) == 1
    (reports / "reports" / "lekeberg-orebro-2020.yaml").unlink()
    assert _shell(decides, reports) == 0


def test_a_file_that_cannot_be_read_stops_the_workflow(reports: Path) -> None:
    (reports / "reports" / "broken.yaml").write_text("finsam-audit: [", encoding="utf-8")
    made = next(step["run"] for step in WORKFLOW["jobs"]["check"]["steps"] if step.get("name"))
    assert _shell(made, reports) == 1  # that of `test`
    assert not (reports / "findings.sarif").exists()


def test_the_hook_is_named_as_the_page_names_it_and_its_command_runs(run: Run) -> None:
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert HOOK["repos"][0]["hooks"][0]["id"] == hook["id"]
    program, *arguments = hook["entry"].split()
    found = run(*arguments, str(FOLDER / "clean.yaml"), str(FOLDER / "lekeberg-orebro-2020.yaml"))
    assert (program, found.returncode) == ("finsam-audit", 1)
    assert all(re.match(r".*\.yaml(:\d+:\d+)?: ", line) for line in found.stdout.splitlines())


def test_a_commit_of_accepted_differences_alone_is_let_through() -> None:
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    names = ("accepted.yaml", "reports/accepted.yaml", "reports/2025.yaml")
    assert [bool(re.search(hook["exclude"], name)) for name in names] == [True, True, False]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_lines_for_the_shells_are_those_that_the_program_answers(run: Run, shell: str) -> None:
    [(name, value)] = re.findall(rf"(\w+)=({shell}_source) finsam-audit", PAGE)
    assert run(**{name: value}).returncode == 0
