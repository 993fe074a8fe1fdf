"""``-o FILE``: what is written is whole, or what was there is left."""

from __future__ import annotations

import gc
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from finsam_audit.render.formats import FORMATS
from tests.samples import FOLDER

Run = Callable[..., CompletedProcess[str]]
pytestmark = pytest.mark.usefixtures("checked_once")  # whatever it is written as

SAMPLE = str(FOLDER / "vastmanland-2025.yaml")
SMALL = str(FOLDER / "norra-orebro-2020-insatser.yaml")
ROOT = Path(__file__).parent.parent.parent


@contextmanager
def _full_disk(size: int = 1000) -> Iterator[None]:
    """No file may grow beyond ``size`` bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.parametrize("form", ["text", "line", *FORMATS])
def test_a_file_is_written_and_told_of(run: Run, tmp_path: Path, form: str) -> None:
    (tmp_path / "ut").write_text("gammal", encoding="utf-8")
    found = run("check", SAMPLE, "--format", form, "-o", "ut")
    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr.startswith("Skrev ut.\nInte klar att publicera")
    assert (tmp_path / "ut").stat().st_size > 1000
    assert [path.name for path in tmp_path.iterdir()] == ["ut"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the library's own half-written sheet
@pytest.mark.parametrize("form", ["text", "line", *FORMATS])
def test_a_full_disk_leaves_the_old_file(run: Run, tmp_path: Path, form: str) -> None:
    (tmp_path / "ut").write_text("gammal", encoding="utf-8")
    with _full_disk(1000 if form != "line" else 100):
        found = run("check", SMALL, "--format", form, "-o", "ut")
    gc.collect()  # so that what is left of the sheet complains here
    assert (found.returncode, "inte att skriva" in found.stderr) == (2, True)
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [("ut", "gammal")]


@pytest.mark.parametrize("form", ["text", "line", *FORMATS])
def test_a_run_that_is_interrupted_while_it_writes_leaves_the_old_file(
    run: Run, tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ut").write_text("gammal", encoding="utf-8")
    monkeypatch.setattr("os.replace", _interrupted)
    assert run("check", SMALL, "--format", form, "-o", "ut").returncode == 2
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [("ut", "gammal")]


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


KILLED = """
import os, signal, sys
os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
from finsam_audit.cli.commands import main
main(sys.argv[1:])
"""


def test_a_run_that_is_killed_while_it_writes_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "ut").write_text("gammal", encoding="utf-8")
    command = [sys.executable, "-c", KILLED, "check", SMALL, "--format", "html", "-o", "ut"]
    ended = subprocess.run(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False, capture_output=True)
    assert (ended.returncode, (tmp_path / "ut").read_text(encoding="utf-8")) == (-signal.SIGKILL, "gammal")
    (left,) = (path.name for path in tmp_path.iterdir() if path.name != "ut")
    assert (left[:4], left[-4:]) == (".ut.", ".tmp")  # what is left says what it was to be


@pytest.mark.parametrize("form", ["text", *FORMATS])
@pytest.mark.parametrize("target", ["folder", "link", "none/ut"])
def test_a_target_that_cannot_be_written_is_told_and_left(run: Run, tmp_path: Path, form: str, target: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "own").write_text("gammal", encoding="utf-8")
    (tmp_path / "link").symlink_to("own")
    found = run("check", SMALL, "--format", form, "-o", target)
    assert (found.returncode, found.stdout, f"{target}: " in found.stderr) == (2, "", True)
    assert (tmp_path / "own").read_text(encoding="utf-8") == "gammal"


def test_a_folder_that_does_not_exist_is_told(run: Run) -> None:
    found = run("check", SAMPLE, "--format", "junit", "-o", "finns/inte/ut.xml")
    assert (found.returncode, "finns/inte/ut.xml" in found.stderr) == (2, True)


def test_the_file_that_is_checked_is_never_written_over(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_text("finsam-audit: 1\n", encoding="utf-8")
    found = run("check", "data.yaml", "-o", "./data.yaml")
    assert (found.returncode, (tmp_path / "data.yaml").read_text(encoding="utf-8")) == (2, "finsam-audit: 1\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([SAMPLE], "Formatet xlsx skrivs till en fil: lägg till -o FIL."),
        ([SAMPLE, SAMPLE, "-o", "a.xlsx"], "Formatet xlsx tar en rapport, den första filen"),
    ],
)
def test_working_papers_are_one_file_of_one_report(run: Run, arguments: list[str], told: str) -> None:
    found = run("check", *arguments, "--format", "xlsx")
    assert (found.returncode, told in found.stderr) == (2, True)


def test_an_unreadable_report_leaves_the_old_working_papers(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("finsam-audit: [", encoding="utf-8")
    (tmp_path / "a.xlsx").write_text("gammal", encoding="utf-8")
    found = run("check", "a.yaml", "--format", "xlsx", "-o", "a.xlsx")
    assert (found.returncode, (tmp_path / "a.xlsx").read_text(encoding="utf-8")) == (2, "gammal")
