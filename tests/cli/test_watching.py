"""``check --watch``: a report is checked anew when it is saved, and not otherwise."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from finsam_audit.cli import watching
from tests.pages import ASSETS, data_file

Run = Callable[..., CompletedProcess[str]]
ROOT = Path(__file__).parent.parent.parent
WRONG, RIGHT = (data_file(ASSETS.format(total=total)) for total in ("2 900", "2 500"))
PATIENCE = 60.0


class _Watched:
    """The program at work in another process, its output in two files."""

    def __init__(self, folder: Path, running: subprocess.Popen[bytes]) -> None:
        self.folder, self.running = folder, running

    def shows(self, text: str, times: int = 1, of: str = "out") -> None:
        """Wait until a text was written so many times."""
        end = time.monotonic() + PATIENCE
        while (self.folder / of).read_text(encoding="utf-8").count(text) < times:
            assert (time.monotonic() < end, self.running.poll()) == (True, None)
            time.sleep(0.05)

    def ends(self) -> int:
        """Interrupt it, as Ctrl+C does; the exit code."""
        self.running.send_signal(signal.SIGINT)
        return self.running.wait(PATIENCE)


@contextmanager
def _watched(folder: Path, *arguments: str) -> Iterator[_Watched]:
    told = folder.parent / f"{folder.name}-told"
    told.mkdir()
    with (told / "out").open("wb") as out, (told / "err").open("wb") as err:
        running = subprocess.Popen(
            [sys.executable, "-m", "finsam_audit", "check", *arguments, "--watch"],
            cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=out, stderr=err,
        )  # fmt: skip
        try:
            yield _Watched(told, running)
        finally:
            running.kill()
            running.wait()


def test_a_saved_file_is_checked_again_and_the_last_check_counts(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(WRONG, encoding="utf-8")
    with _watched(tmp_path, "a.yaml", "--quiet") as found:
        found.shows("Väntar på att en fil sparas.", of="err")
        found.shows("Inte klar att publicera", 1)
        (tmp_path / "new").write_text(RIGHT, encoding="utf-8")
        (tmp_path / "new").replace(file)  # as many editors save
        found.shows("Inget att rätta", 1)
        file.write_text("finsam-audit: [", encoding="utf-8")
        found.shows("a.yaml:2:1: ", of="err")
        file.write_text(WRONG, encoding="utf-8")
        found.shows("Inte klar att publicera", 2)
        assert found.ends() == 1


def test_the_file_that_is_written_does_not_set_off_the_next_check(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(RIGHT, encoding="utf-8")
    with _watched(tmp_path, "a.yaml", "--format", "json", "-o", "b.yaml") as found:
        found.shows("Väntar på att en fil sparas.", of="err")
        found.shows("Skrev b.yaml.", of="err")
        (tmp_path / "a.yaml").write_text(WRONG, encoding="utf-8")
        found.shows("Skrev b.yaml.", 2, of="err")
        time.sleep(2)
        assert (found.folder / "err").read_text(encoding="utf-8").count("sparades. Kontrollerar igen.") == 1
        assert found.ends() == 1


def test_lists_and_settings_of_other_folders_are_watched_too(tmp_path: Path) -> None:
    for folder in ("lists", "reports", "new"):
        (tmp_path / folder).mkdir()
    (tmp_path / "reports" / "a.yaml").write_text(RIGHT, encoding="utf-8")
    (tmp_path / "finsam-audit.toml").write_text('accepted = "lists/l.yaml"\n', encoding="utf-8")
    with _watched(tmp_path, "reports/a.yaml", "--quiet") as found:
        found.shows("Väntar på att en fil sparas.", of="err")
        (tmp_path / "lists" / "l.yaml").write_text("- x\n", encoding="utf-8")
        found.shows("lists/l.yaml:1:3: ", of="err")
        (tmp_path / "finsam-audit.toml").write_text('accepted = "new/l.yaml"\n', encoding="utf-8")
        found.shows("Väntar på att en fil sparas.", 2, of="err")
        (tmp_path / "new" / "l.yaml").write_text("- x\n", encoding="utf-8")
        found.shows("new/l.yaml:1:3: ", of="err")
        assert found.ends() == 2


def test_without_the_library_it_is_told_how_to_get_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "find_spec", lambda name: None)
    found = run("check", "a.yaml", "--watch")
    assert (found.returncode, "pip install 'finsam-audit[watch]'" in found.stderr) == (2, True)


def test_standard_input_is_not_watched(run: Run) -> None:
    found = run("check", "-", "--watch")
    assert (found.returncode, "Ge --watch en fil" in found.stderr) == (2, True)
