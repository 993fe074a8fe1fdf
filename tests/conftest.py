"""What the tests share: a data file from a few lines, the rule book, the command line, and golden files."""

from __future__ import annotations

import gc
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import pytest
from hypothesis import HealthCheck, Phase, settings

from finsam_audit.cli.commands import main
from finsam_audit.controls.outcome import Result
from finsam_audit.controls.rules import Rule, RuleBook
from finsam_audit.engine import check as engine
from finsam_audit.engine.check import check
from finsam_audit.page.model import Report
from tests.book import shipped
from tests.browser import chromium
from tests.pages import read

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "whole" / "golden"

# The gate tries the same few examples every time: a build that fails must fail for whoever looks at it. Where one fails it is
# shown as found, since making it smaller can take longer than all the other tests together. ``make test-deep`` tries many
# more, and others each time.
_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile(
    "gate",
    max_examples=6,
    derandomize=True,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=_SLOW,
)
settings.register_profile("deep", max_examples=240, deadline=None, suppress_health_check=_SLOW, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--refresh-golden", action="store_true", help="write the golden files anew")


def pytest_configure(config: pytest.Config) -> None:
    """The rule book is kept in a folder of this session, for all its workers, and never in the user's own."""
    if not hasattr(config, "workerinput"):
        folder = TemporaryDirectory(prefix="finsam-audit-")
        config.add_cleanup(folder.cleanup)
        os.environ["XDG_CACHE_HOME"] = folder.name


def pytest_collection_finish() -> None:
    """What is collected stays to the end: the collector of garbage need not go through thousands of tests again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 10)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if chromium() is None:
        terminalreporter.write_line(
            "Not run without a Chromium: tests/whole/test_browser.py, test_serve_in_browser.py (the pages in a browser)."
        )
    if shutil.which("soffice") is None:
        told = "Not run without LibreOffice: tests/render/test_live_sums.py (the working papers worked out anew)."
        terminalreporter.write_line(told)


@pytest.fixture(scope="session")
def book() -> RuleBook:
    """The rule book that ships with the program."""
    return shipped()


@pytest.fixture(scope="session")
def report() -> Callable[[str], Report]:
    """Read a data file given as text."""
    return read


@pytest.fixture
def checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the command line, a report that has been held against the same rules is what it came to then."""
    monkeypatch.setattr(engine, "check", _checked_once)


_CHECKED: dict[object, Result] = {}


def _checked_once(report: Report, book: RuleBook, rules: Sequence[Rule] | None = None) -> Result:
    key = report.file, report.data, book.version, tuple(rule.id for rule in rules or book.rules)
    if key not in _CHECKED:
        _CHECKED[key] = check(report, book, rules)
    return _CHECKED[key]


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """The command line as a user types it in an empty folder, without a process of its own; what escapes it fails the test."""

    def started(*arguments: str, given: str | bytes = "", **environment: str) -> subprocess.CompletedProcess[str]:
        stdin = io.TextIOWrapper(io.BytesIO(given.encode() if isinstance(given, str) else given), encoding="utf-8")
        streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2)]
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(tmp_path)
            for name, value in {"COLUMNS": "80", **environment}.items():
                patch.setenv(name, value)
            for name, stream in zip(("stdin", "stdout", "stderr"), (stdin, *streams), strict=True):
                patch.setattr(sys, name, stream)
            with pytest.raises(SystemExit) as leaving:
                main(list(arguments))
        out, err = (stream.buffer.getvalue().decode() for stream in streams)
        return subprocess.CompletedProcess(arguments, cast(int, leaving.value.code), out, err)

    return started


@pytest.fixture
def process(tmp_path: Path) -> Run:
    """The same in a process of its own: slow, for what only the system can tell (exit codes, pipes, the interpreter's own environment)."""

    def started(*arguments: str, given: str | bytes = "", **environment: str) -> subprocess.CompletedProcess[str]:
        found = subprocess.run(
            [sys.executable, "-m", "finsam_audit", *arguments],
            input=given.encode() if isinstance(given, str) else given,
            capture_output=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            timeout=120,
            check=False,
        )
        return subprocess.CompletedProcess(found.args, found.returncode, found.stdout.decode(), found.stderr.decode())

    return started


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the golden file of this name; ``--refresh-golden`` writes it instead."""

    def compare(name: str, text: str) -> None:
        file = GOLDEN / name
        if request.config.getoption("--refresh-golden"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8")

    return compare
