"""What only a process of its own can show: exit codes, standard input, a closed pipe, the terminal. The wheel has its own script."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from finsam_audit.rulebook.load import samples_directory

Run = Callable[..., CompletedProcess[str]]

ROOT = Path(__file__).parent.parent.parent
SAMPLES = Path(samples_directory())
CLEAN, WRONG = str(SAMPLES / "clean.yaml"), str(SAMPLES / "degerfors-karlskoga-2025.yaml")


def _started(*arguments: str, out: int, **environment: str) -> subprocess.Popen[bytes]:
    """The program, writing to a file descriptor that is then closed here."""
    inherited = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    running = subprocess.Popen(
        [sys.executable, "-m", "finsam_audit", *arguments],
        env={**inherited, "PYTHONPATH": str(ROOT), "TERM": "xterm", **environment},
        stdout=out,
        stderr=subprocess.PIPE,
    )
    os.close(out)
    return running


def test_a_dash_reads_what_is_piped_in(process: Run) -> None:
    found = process("check", "-", given=Path(CLEAN).read_bytes())
    assert (found.returncode, "<stdin>" in found.stdout, found.stderr) == (0, True, "")


@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_a_terminal_has_colours_unless_none_are_wanted(environment: dict[str, str], coloured: bool) -> None:
    mine, theirs = pty.openpty()
    running = _started("check", WRONG, out=theirs, **environment)
    printed = b""
    with suppress(OSError):  # how Linux says that the other end has closed
        while piece := os.read(mine, 65_536):
            printed += piece
    os.close(mine)
    assert (running.communicate(timeout=120)[1], running.returncode) == (b"", 1)
    assert ("RÄTTA" in printed.decode(), b"\x1b[1;31m" in printed) == (True, coloured)
