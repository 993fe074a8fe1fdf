"""On a terminal: nothing is wider than it, and somebody who waits is told what for."""

from __future__ import annotations

import io
import re
import sys
import time
from pathlib import Path

import pytest

from finsam_audit.cli import patience
from finsam_audit.cli.commands import main
from finsam_audit.rulebook.load import samples_directory

pytestmark = pytest.mark.usefixtures("checked_once")  # however wide the terminal

SAMPLE = str(Path(samples_directory()) / "degerfors-karlskoga-2025.yaml")


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _shown(monkeypatch: pytest.MonkeyPatch, columns: int, *arguments: str) -> list[str]:
    """The lines of a run on a terminal of so many columns, without their colours and links."""
    out = _Terminal()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("TERM", "xterm")
    with pytest.raises(SystemExit):
        main(list(arguments))
    return re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;.*?\x1b\\", "", out.getvalue()).splitlines()


@pytest.mark.parametrize("columns", [40, 50, 60, 80])
@pytest.mark.parametrize(
    "arguments",
    [
        ("prove", SAMPLE),
        ("rules",),
        ("rules", "BR002"),
        ("explain", SAMPLE, "241"),
        ("check", SAMPLE),
        ("check", SAMPLE, "--show", "details"),
        ("check", SAMPLE, "--statistics"),
        ("explain", SAMPLE, "1"),
        ("check", "--help"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_no_line_is_wider_than_the_terminal(monkeypatch: pytest.MonkeyPatch, columns: int, arguments: tuple[str, ...]) -> None:
    """But for a word or a path that no line can hold, and the lines of a rule's examples, which are as in a data file."""
    wide = [line for line in _shown(monkeypatch, columns, *arguments) if len(line) > columns]
    assert [line for line in wide if len(line.split()) > 1] == []


def test_a_slow_run_says_on_a_terminal_what_it_is_doing(monkeypatch: pytest.MonkeyPatch) -> None:
    err = _Terminal()
    monkeypatch.setattr(sys, "stderr", err)
    monkeypatch.setattr(patience, "SECONDS", 0.01)
    with patience.patience("stor.yaml", "sv"):
        deadline = time.monotonic() + 5
        while not err.getvalue() and time.monotonic() < deadline:
            time.sleep(0.01)
    assert err.getvalue() == "Kontrollerar stor.yaml …\n"


def test_a_quick_run_says_nothing_of_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    err = _Terminal()
    monkeypatch.setattr(sys, "stderr", err)
    with patience.patience("liten.yaml", "sv"):
        pass
    assert err.getvalue() == ""
