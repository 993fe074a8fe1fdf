"""What a shell completes: commands, options and their words, files, folders, and the names of the rules."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]


def _completed(run: Run, typed: str, shell: str = "zsh", **environment: str) -> list[str]:
    """What is offered at the end of a line, as the shell is told: for zsh three lines each."""
    words = typed.split(" ")
    asked = {"COMP_WORDS": typed, "COMP_CWORD": str(len(words) - 1)} if shell != "fish" else {}
    asked = asked or {"COMP_WORDS": " ".join(words[:-1]), "COMP_CWORD": words[-1]}
    found = run(_FINSAM_AUDIT_COMPLETE=f"{shell}_complete", **asked, **environment)
    assert (found.returncode, found.stderr) == (0, "")
    return found.stdout.splitlines()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_a_script_that_it_can_read(run: Run, shell: str, tmp_path: Path) -> None:
    found = run(_FINSAM_AUDIT_COMPLETE=f"{shell}_source")
    assert (found.returncode, f"_FINSAM_AUDIT_COMPLETE={shell}_complete" in found.stdout) == (0, True)
    if shutil.which(shell):
        (tmp_path / "script").write_text(found.stdout, encoding="utf-8")
        assert subprocess.run([shell, "-n", "script"], cwd=tmp_path, check=False).returncode == 0


def test_a_command_line_with_files_only_does_not_hide_the_question(run: Run) -> None:
    found = run("check", "a.yaml", _FINSAM_AUDIT_COMPLETE="bash_source")
    assert (found.returncode, "complete -o nosort" in found.stdout) == (0, True)


def test_another_shell_is_told_which_there_are(run: Run) -> None:
    found = run(_FINSAM_AUDIT_COMPLETE="tcsh_source")
    assert (found.returncode, found.stdout, "bash, zsh och fish" in found.stderr) == (2, "", True)


@pytest.mark.parametrize(("language", "told"), [("sv", "Gör en datafil av ett dokument."), ("en", "data file")])
def test_commands_are_offered_in_the_language_of_the_user(run: Run, language: str, told: str) -> None:
    offered = _completed(run, "finsam-audit ex", FINSAM_AUDIT_LANG=language)
    assert (offered[0::3], offered[1::3]) == (["plain"] * 2, ["explain", "extract"])
    assert told in offered[5]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("finsam-audit check --fail-on w", ["plain,warning"]),
        ("finsam-audit check a.yaml --form", ["plain,--format"]),
        ("finsam-audit check --format x", ["plain,xlsx"]),
        ("finsam-audit check årsred", ["file,årsred"]),
        ("finsam-audit check a.yaml -o ", ["file,"]),
        ("finsam-audit check --rules eg", ["dir,eg"]),
        ("finsam-audit check --select br00", [f"plain,BR00{number}" for number in range(1, 7)]),
        ("finsam-audit check --ignore KF001,current-assets-f", ["plain,KF001,current-assets-foot"]),
        ("finsam-audit rules current-assets-f", ["plain,current-assets-foot"]),
        ("finsam-audit samples too many ", []),
    ],
)
def test_what_may_be_typed_next(run: Run, typed: str, offered: list[str]) -> None:
    found = _completed(run, typed, "bash")
    assert found[: len(offered)] == offered
    assert offered or found == [""]


def test_a_command_that_does_not_exist_breaks_nothing(run: Run) -> None:
    assert "plain,check" in _completed(run, "finsam-audit nonsense ", "bash")


def test_help_of_the_options_is_in_swedish(run: Run) -> None:
    offered = _completed(run, "finsam-audit check --h")
    assert offered == ["plain", "--help", "Visa den här hjälpen."]


def test_fish_asks_in_its_own_way(run: Run) -> None:
    assert _completed(run, "finsam-audit check --fail-on n", "fish") == ["plain,note"]
