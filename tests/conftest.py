"""What the tests share: a data file from a few lines, the rule book, and golden files."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from finsam_audit.controls.rules import RuleBook
from finsam_audit.page.model import Report
from finsam_audit.page.reader import build_report
from finsam_audit.page.source import Source, parse
from finsam_audit.rulebook.examples import example_text
from finsam_audit.rulebook.load import load_rules

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "whole" / "golden"

# The same examples every time: a build that fails must fail for whoever looks at it. HYPOTHESIS_PROFILE=search looks further.
# There, a failing example is shown as found: making it smaller can take longer than all the other tests together.
settings.register_profile("gate", derandomize=True, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
settings.register_profile("search", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--refresh-golden", action="store_true", help="write the golden files anew")


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The rule book's cache goes to a folder of this session, never to the user's own."""
    folder = tmp_path_factory.mktemp("cache")
    before = os.environ.get("XDG_CACHE_HOME")
    os.environ["XDG_CACHE_HOME"] = str(folder)
    yield folder
    if before is None:
        del os.environ["XDG_CACHE_HOME"]
    else:
        os.environ["XDG_CACHE_HOME"] = before


@pytest.fixture(scope="session")
def book(cache_folder: Path) -> RuleBook:
    """The rule book that ships with the program."""
    return load_rules()


@pytest.fixture(scope="session")
def report() -> Callable[[str], Report]:
    """Read a data file given as text; what stands above the tables is added where it is missing."""

    def read(text: str) -> Report:
        whole = text if text.startswith("finsam-audit:") else example_text(text)
        source = Source("test.yaml", whole, whole.encode())
        return build_report(source, parse(source))

    return read


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the program as a user does, in an empty folder."""

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
