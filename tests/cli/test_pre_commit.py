"""The hook for pre-commit is a command that the program takes, and looks at the files that it says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT, Run
from tests.samples import FOLDER

[HOOK] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
PROGRAM, *ARGUMENTS = shlex.split(HOOK["entry"])


def test_what_it_runs_is_installed_by_the_package() -> None:
    assert HOOK["language"] == "python"
    assert f'{PROGRAM} = "' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "code"), [("clean.yaml", 0), ("vastmanland-2025.yaml", 1), ("none.yaml", 2)])
def test_it_ends_as_a_check_of_the_files_ends(name: str, code: int, run: Run) -> None:
    found = run(*ARGUMENTS, *HOOK.get("args", []), str(FOLDER / name))
    assert (found.returncode, all(re.match(r"\S+(:\d+:\d+)?: ", line) for line in found.stdout.splitlines())) == (code, True)


@pytest.mark.parametrize(
    ("file", "is_left_out"),
    [("accepted.yaml", True), ("2025/accepted.yaml", True), ("2025.yaml", False), ("not-accepted.yaml", False)],
)
def test_a_list_of_accepted_differences_is_no_report(file: str, is_left_out: bool) -> None:
    assert (re.search(HOOK["exclude"], file) is not None) is is_left_out


def test_it_is_the_hook_that_the_page_shows() -> None:
    page = Path(ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    assert f"- id: {HOOK['id']}\n" in page
