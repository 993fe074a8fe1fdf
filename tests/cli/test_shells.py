"""Completion in real shells: the line of the documentation is loaded, a person types and presses Tab."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "ci.md"
TYPED = {
    "finsam-audit expl": "finsam-audit explain ",
    "finsam-audit check --form": "finsam-audit check --format ",
    "finsam-audit check --fail-on w": "finsam-audit check --fail-on warning ",
    "finsam-audit check årsr": "finsam-audit check årsredovisning.yaml ",
}


def _line(shell: str) -> str:
    """What the documentation says that a shell is to load."""
    found = re.search(rf"^\| {shell} \| `(.+?)` \|", PAGE.read_text("utf-8"), re.MULTILINE)
    assert found is not None
    return found[1].replace("\\|", "|")


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """The environment of a person with the program, in a folder with two files."""
    program = tmp_path / "bin" / "finsam-audit"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m finsam_audit "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    for name in ("årsredovisning.yaml", "annat.pdf"):
        (tmp_path / name).touch()
    own = {"HOME": str(tmp_path), "PATH": f"{program.parent}:{os.environ['PATH']}", "TERM": "xterm", "LC_ALL": "C.UTF-8"}
    return {**os.environ, **own, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def _needs(shell: str) -> None:
    if not shutil.which(shell):
        pytest.skip(f"no {shell}")


def _wait(terminal: int, lines: int, told: Path) -> None:
    """Read what a shell draws until it has told so many lines."""
    end = time.monotonic() + 120
    while not told.exists() or len(told.read_bytes().splitlines()) < lines:
        assert time.monotonic() < end, told.read_text("utf-8") if told.exists() else "no prompt"
        if select.select([terminal], [], [], 0.1)[0]:
            os.read(terminal, 65536)


def test_bash(home: Mapping[str, str], tmp_path: Path) -> None:
    _needs("bash")
    script = f"{_line('bash')}\ncompopt() {{ :; }}\n"  # which works only while somebody types
    for typed in TYPED:
        words = typed.split()
        script += (
            f"COMPREPLY=(); COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}\n"
            "_finsam_audit_completion finsam-audit\n"
            'if (( ${#COMPREPLY[@]} )); then printf "%s\\n" "${COMPREPLY[@]}"; else compgen -f -- "${COMP_WORDS[COMP_CWORD]}"; fi\n'
        )
    found = subprocess.run(["bash", "--norc", "-c", script], cwd=tmp_path, env=home, capture_output=True, check=False)
    offered = [line.rstrip() for line in found.stdout.decode().splitlines()]
    assert (offered, found.stderr) == ([full.split()[-1] for full in TYPED.values()], b"")


def test_fish(home: Mapping[str, str], tmp_path: Path) -> None:
    _needs("fish")
    asked = "; ".join(f"complete -C '{typed}'" for typed in TYPED)
    found = subprocess.run(
        ["fish", "-c", f"{_line('fish')}; {asked}"], cwd=tmp_path, env=home, capture_output=True, check=False
    )
    offered = [line.split("\t")[0] for line in found.stdout.decode().splitlines()]
    assert (offered, found.stderr) == ([full.split()[-1] for full in TYPED.values()], b"")


def test_zsh(home: Mapping[str, str], tmp_path: Path) -> None:
    _needs("zsh")
    tell = "tell() { print -r -- $BUFFER >> told; BUFFER=''; }; zle -N tell; bindkey '^X' tell"
    ready = "zle-line-init() { : >> told; }; zle -N zle-line-init"
    (tmp_path / ".zshrc").write_text(f"{_line('zsh')}\n{tell}\n{ready}\n", encoding="utf-8")
    ours, theirs = pty.openpty()
    shell = subprocess.Popen(
        ["zsh", "-i"], stdin=theirs, stdout=theirs, stderr=theirs, cwd=tmp_path, env={**home, "ZDOTDIR": str(tmp_path)}
    )
    os.close(theirs)
    told = tmp_path / "told"
    try:
        for count, typed in enumerate(TYPED):
            _wait(ours, count, told)
            os.write(ours, f"{typed}\t\x18".encode())
        _wait(ours, len(TYPED), told)
    finally:
        shell.kill()
        shell.wait()
        os.close(ours)
    assert told.read_text("utf-8").splitlines() == list(TYPED.values())
