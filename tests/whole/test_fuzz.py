"""Whatever is in a file, the program ends as it promises: 0, 1 or 2, in time, in words, with the place, and never by breaking.

``FUZZ`` is how many mutated data files are tried, with a quarter as many mutated packs, and ``--hypothesis-seed`` which;
``make test-deep`` prints both.
"""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from random import Random
from subprocess import CompletedProcess

import pytest

from finsam_audit.rulebook import load
from finsam_audit.rulebook.load import samples_directory
from tests.whole.hostile import HOSTILE, HOSTILE_PACKS, PACK, SHEET
from tests.whole.mutations import mutated, mutated_pack, piece

Run = Callable[..., CompletedProcess[str]]

PRESENTATIONS = Path(__file__).parent / "presentations"
SAMPLES = [
    p.read_text(encoding="utf-8")
    for folder in (Path(samples_directory()), PRESENTATIONS)
    for p in sorted(folder.glob("*.yaml"))
]
FILES = int(os.environ.get("FUZZ", "60"))
SECONDS, MEGABYTES = 20, 400
STEERING = {"Cc", "Cf", "Zl", "Zp", "Cs"}  # categories of characters that steer a terminal, or cannot be written to one
PLAIN = "\n\t\u00ad"  # a soft hyphen is printed in reports
BROKEN = re.compile(r"Traceback|finsam_audit\.[\w.]+:\d+")  # how the program names a place of its own, having broken
PLACE = re.compile(r":\d+:\d+:")


class Hang(BaseException):
    """More processor time than any file may take. Not an ``Exception``, so that the program cannot answer for it."""


@pytest.fixture(autouse=True, scope="module")
def book_read_once() -> Iterator[None]:
    """That the rule book is read in each run is tried elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "_shipped_book", cache(load._shipped_book))
        yield


@contextmanager
def bounded() -> Iterator[None]:
    """A bound on the processor time, and on the memory, of what is done inside."""

    def late(*_: object) -> None:
        raise Hang

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    kept = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, kept)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MEGABYTES * 1_000


def _promises_kept(found: CompletedProcess[str], empty: bool) -> None:
    said = found.stdout + found.stderr
    assert found.returncode in (0, 1, 2)
    assert BROKEN.search(said) is None
    assert [c for c in set(said) if unicodedata.category(c) in STEERING and c not in PLAIN] == []
    if found.stdout.startswith("{"):
        document = json.loads(found.stdout)
        assert [
            error for error in document["errors"] if not (error["line"] and error["column"] and error["message"])
        ] == [] or empty
        assert [r["summary"]["rule_errors"] for r in document["reports"]] == [0] * len(document["reports"])
        assert bool(document["errors"]) <= (found.returncode == 2)
    elif found.returncode == 2 and not found.stdout and not empty:
        assert PLACE.search(found.stderr) or "could be checked" in found.stderr


def _empty(data: bytes) -> bool:
    """Whether a file has nothing but comments: there is no place in it to point at."""
    return all(line.strip() == b"" or line.strip().startswith(b"#") for line in data.splitlines())


def _checked(run: Run, folder: Path, data: bytes, form: str) -> None:
    (folder / "data.yaml").write_bytes(data)
    with bounded():
        found = run("check", "data.yaml", "--lang", "en", "--format", form, *(["--show", "all"] if form == "text" else []))
    _promises_kept(found, _empty(data))
    assert [line for line in found.stdout.splitlines() if PLACE.search(line) is None] == [] or form != "line"
    assert "a rule is faulty" not in found.stdout + found.stderr  # a rule can only break by its own fault


def _checked_with(run: Run, folder: Path, pack: bytes) -> None:
    (folder / "own").mkdir(exist_ok=True)
    (folder / "own" / "pack.yaml").write_bytes(pack)
    (folder / "data.yaml").write_text(SHEET.format("5\n      Fordringar: 7\n      Summa tillgångar: 12"), encoding="utf-8")
    with bounded():
        found = run("check", "data.yaml", "--rules", "own", "--ignore", "balansräkning")
    _promises_kept(found, _empty(pack))


def _bytes_of(given: str | bytes) -> bytes:
    return given.encode() if isinstance(given, str) else given


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_made_to_harm_does_none(run: Run, tmp_path: Path, name: str, form: str) -> None:
    _checked(run, tmp_path, _bytes_of(HOSTILE[name]), form)


@pytest.mark.parametrize("name", HOSTILE_PACKS)
def test_a_pack_made_to_harm_does_none(run: Run, tmp_path: Path, name: str) -> None:
    _checked_with(run, tmp_path, _bytes_of(HOSTILE_PACKS[name]))


@contextmanager
def _named(request: pytest.FixtureRequest, number: int, data: bytes) -> Iterator[None]:
    """Says, where a promise is broken, on which file it was."""
    try:
        yield
    except BaseException as error:
        error.add_note(f"number {number} of seed {_seed(request)}: {data!r}")
        raise


def _seed(request: pytest.FixtureRequest) -> str:
    return str(request.config.getoption("--hypothesis-seed") or 0)


@pytest.mark.parametrize("batch", range(0, FILES, 20))
def test_a_mutated_sample_breaks_no_promise(run: Run, tmp_path: Path, request: pytest.FixtureRequest, batch: int) -> None:
    for number in range(batch, batch + 20):
        random = Random(f"{_seed(request)} {number}")
        data = mutated(piece(random.choice(SAMPLES), random), random)
        with _named(request, number, data):
            _checked(run, tmp_path, data, random.choice(("text", "line", "line", "json")))


@pytest.mark.parametrize("batch", range(0, FILES // 4, 20))
def test_a_mutated_pack_breaks_no_promise(run: Run, tmp_path: Path, request: pytest.FixtureRequest, batch: int) -> None:
    for number in range(batch, batch + 20):
        data = mutated_pack(PACK, Random(f"{_seed(request)} {number}"))
        with _named(request, number, data):
            _checked_with(run, tmp_path, data)
