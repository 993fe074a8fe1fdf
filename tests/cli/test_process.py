"""What only a process of its own can show: exit codes, standard input, a closed pipe, the terminal. The wheel has its own script."""

from __future__ import annotations

import os
import pty
import re
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

LINE = Path(WRONG).read_text(encoding="utf-8").split("\n  decided:")[0].count("\n") + 2  # what the first matter is about


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


def _on_a_terminal(*arguments: str, **environment: str) -> bytes:
    """What the program writes to a terminal."""
    mine, theirs = pty.openpty()
    running = _started(*arguments, out=theirs, **environment)
    printed = b""
    with suppress(OSError):  # how Linux says that the other end has closed
        while piece := os.read(mine, 65_536):
            printed += piece
    os.close(mine)
    assert (running.communicate(timeout=120)[1], running.returncode) == (b"", 1)
    return printed


@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_a_terminal_has_colours_unless_none_are_wanted(environment: dict[str, str], coloured: bool) -> None:
    printed = _on_a_terminal("check", WRONG, **environment)
    assert ("RÄTTA" in printed.decode(), b"\x1b[1;31m" in printed) == (True, coloured)


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "iso-8859-1"])
def test_a_terminal_gets_its_own_encoding_and_nothing_that_it_cannot_show(encoding: str) -> None:
    shown = _on_a_terminal("check", WRONG, "--show", "all", PYTHONIOENCODING=encoding, NO_COLOR="1").decode(encoding)
    assert ("årsredovisning" in shown, "Ã" in shown, " -> " in shown) == (True, False, True)


def test_what_is_piped_is_utf_8_whatever_the_console(process: Run) -> None:
    found = process("check", WRONG, "--show", "all", PYTHONIOENCODING="cp1252")
    assert ("årsredovisning" in found.stdout, " → " in found.stdout, found.stderr) == (True, True, "")


@pytest.mark.parametrize(
    ("environment", "link"),
    [
        ({}, f"file://{WRONG}"),
        ({"TERM_PROGRAM": "vscode"}, f"vscode://file{WRONG}:{LINE}"),
        ({"TERM": "xterm-kitty"}, f"file://{WRONG}#{LINE}"),
    ],
)
def test_a_place_on_a_terminal_is_a_link_to_it(environment: dict[str, str], link: str) -> None:
    shown = _on_a_terminal("check", WRONG, **{"TERM_PROGRAM": "", "COLUMNS": "120", **environment}).decode()
    assert re.search(rf"\x1b\]8;[^;]*;{re.escape(link)}\x1b\\[^\x1b]*rad 4", shown)


def test_a_terminal_that_knows_no_links_gets_none() -> None:
    assert b"\x1b" not in _on_a_terminal("check", WRONG, TERM="dumb")


def test_what_is_piped_has_no_links(process: Run) -> None:
    assert "\x1b" not in process("check", WRONG, TERM="xterm").stdout
