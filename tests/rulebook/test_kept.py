"""The kept rule book: private, used whole or not at all, and never needed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

import pytest

from finsam_audit.checks import footing
from finsam_audit.controls.rules import RuleBook
from finsam_audit.page.source import Source, read_source
from finsam_audit.rulebook import checked, load
from finsam_audit.rulebook import kept as module
from finsam_audit.rulebook.as_json import read, written
from finsam_audit.rulebook.load import load_rules

ROOT = Path(__file__).parent.parent.parent
READ_ANEW = checked.shipped_book
posix = pytest.mark.skipif(os.name != "posix", reason="owners and modes are those of POSIX")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, book: RuleBook) -> Path:
    """An empty cache folder. Where the packs are read for want of a kept book, they come to what they came to before."""
    monkeypatch.setattr(checked, "shipped_book", lambda *_: book)
    folder = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


@pytest.fixture
def file(cache: Path) -> Path:
    """The file in which the book is kept."""
    load_rules()
    (found,) = (cache / "finsam-audit").iterdir()
    return found


def reading(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are read from now on."""
    files: list[str] = []

    def noted(path: str) -> Source:
        files.append(path)
        return read_source(path)

    monkeypatch.setattr(load, "read_source", noted)
    return files


def test_a_book_is_read_as_it_was_written(book: RuleBook) -> None:
    assert read(written(book)) == book


def test_a_kept_book_is_used(file: Path, monkeypatch: pytest.MonkeyPatch, book: RuleBook) -> None:
    files = reading(monkeypatch)
    assert (load_rules(), files) == (book, [])


@posix
def test_it_is_private_to_the_user(file: Path) -> None:
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


@posix
def test_a_folder_that_others_could_look_into_is_closed(cache: Path) -> None:
    (cache / "finsam-audit").mkdir(parents=True, mode=0o755)
    load_rules()
    assert (cache / "finsam-audit").stat().st_mode & 0o777 == 0o700


def kept() -> RuleBook | None:
    """The book that is kept of the shipped packs."""
    return module.kept(list(load._shipped_files(False)), False)


def test_no_flipped_bit_goes_unseen(file: Path) -> None:
    whole = file.read_bytes()
    assert kept() is not None
    for at in [*range(0, 200, 7), *range(200, len(whole), len(whole) // 150)]:
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :])
        assert kept() is None, at


@pytest.mark.parametrize("size", [0, 1, 64, 65, 1_000, -1])
def test_a_file_cut_off_is_not_used(file: Path, size: int, monkeypatch: pytest.MonkeyPatch, book: RuleBook) -> None:
    file.write_bytes(file.read_bytes()[:size])
    files = reading(monkeypatch)
    assert (load_rules() == book, files != []) == (True, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"!RuleBook":[]}',
        '{"!Rule":[1,2]}',
        '{"!date":"x"}',
        '{"!number":"x"}',
        "[" * 100_000,
        '{"!set":[[]]}',
        "1",
    ],
)
def test_what_is_no_rule_book_is_not_used(file: Path, text: str, book: RuleBook) -> None:
    state = module.state_of(list(load._shipped_files(False)), False)
    rest = f"{state}\n\n{text}".encode()
    file.write_bytes(f"{blake2b(rest, digest_size=32).hexdigest()}\n".encode() + rest)
    assert load_rules() == book


@posix
def test_a_link_to_a_file_is_not_followed(file: Path, tmp_path: Path, book: RuleBook) -> None:
    other = tmp_path / "other"
    file.rename(other)
    file.symlink_to(other)
    before = other.read_bytes()
    assert (load_rules() == book, other.read_bytes() == before, file.is_symlink()) == (True, True, False)


@posix
def test_a_link_to_a_folder_is_not_followed(cache: Path, tmp_path: Path, book: RuleBook) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    cache.mkdir()
    (cache / "finsam-audit").symlink_to(elsewhere)
    assert (load_rules() == book, list(elsewhere.iterdir())) == (True, [])


@posix
@pytest.mark.parametrize("mode", [0o620, 0o602])
def test_a_file_that_others_could_write_is_not_used(file: Path, mode: int, monkeypatch: pytest.MonkeyPatch) -> None:
    file.chmod(mode)
    files = reading(monkeypatch)
    load_rules()
    assert (files != [], file.stat().st_mode & 0o777) == (True, 0o600)


@posix
def test_what_is_somebody_elses_is_neither_used_nor_written(
    file: Path, monkeypatch: pytest.MonkeyPatch, book: RuleBook
) -> None:
    before = file.stat()
    monkeypatch.setattr(os, "geteuid", lambda: before.st_uid + 1)
    files = reading(monkeypatch)
    assert (load_rules() == book, files != [], file.stat().st_ino) == (True, True, before.st_ino)


@posix
def test_a_pipe_in_its_place_does_not_hang(file: Path, book: RuleBook) -> None:
    file.unlink()
    os.mkfifo(file)
    assert load_rules() == book


@pytest.mark.parametrize("home", ["", "relative/cache"])
def test_without_a_home_nothing_is_kept(home: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, book: RuleBook) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", home)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    monkeypatch.chdir(tmp_path)
    assert (load_rules() == book, list(tmp_path.iterdir())) == (True, [])


@pytest.mark.parametrize("name", ["mkdir", "open", "replace"])
def test_a_home_that_cannot_be_written_is_of_no_consequence(
    name: str, cache: Path, monkeypatch: pytest.MonkeyPatch, book: RuleBook
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(os, name, refuse)
    assert (load_rules() == book, [path for path in cache.rglob("*") if path.is_file()]) == (True, [])


@posix
def test_a_full_disk_leaves_nothing_behind(cache: Path) -> None:
    program = (
        "import resource, signal; from finsam_audit import load_rules; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)); print(len(load_rules().rules))"
    )
    found = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (found.returncode, int(found.stdout) > 200, found.stderr) == (0, True, "")
    assert [path for path in cache.rglob("*") if path.is_file()] == []


def test_an_interrupted_writing_leaves_nothing_behind(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        load_rules()
    assert [path for path in cache.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(("age", "left"), [(1, True), (3_600, False)])
def test_what_another_process_is_writing_is_left_alone_until_it_is_abandoned(file: Path, age: int, left: bool) -> None:
    file.unlink()
    new = file.with_name(f"{file.name}.new")
    new.write_text("half", encoding="utf-8")
    os.utime(new, (time.time() - age, time.time() - age))
    load_rules()
    assert (new.exists(), file.exists()) == (left, not left)


def test_processes_at_once_all_get_the_book(cache: Path, book: RuleBook) -> None:
    program = "from finsam_audit import load_rules; print(load_rules().version)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    started = [subprocess.Popen([sys.executable, "-c", program], env=environment, stdout=subprocess.PIPE) for _ in range(3)]
    assert [process.communicate()[0].decode().strip() for process in started] == [book.version] * 3
    assert [path.suffix for path in (cache / "finsam-audit").iterdir()] == [".json"]
    assert load_rules() == book


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A rule book of one's own to edit: a copy of the program's."""
    monkeypatch.setattr(checked, "shipped_book", READ_ANEW)
    copy = tmp_path / "rules"
    shutil.copytree(load.rules_directory(), copy)
    monkeypatch.setattr(load, "rules_directory", lambda: str(copy))
    return copy


def edited(file: Path, old: str, new: str) -> None:
    """Change a file within its size and the time of its change."""
    status, text = file.stat(), file.read_text(encoding="utf-8")
    assert old in text
    assert len(old.encode()) == len(new.encode())
    file.write_text(text.replace(old, new), encoding="utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


@posix
def test_an_edit_within_size_and_time_is_seen(cache: Path, checkout: Path) -> None:
    assert load_rules().find("RR001")[0].severity == "error"
    edited(checkout / "lkbr" / "resultatrakning.yaml", "name: net-cost-of-operations\n", "name: net-cost-of-operationz\n")
    assert load_rules().find("RR001")[0].name == "net-cost-of-operationz"


def test_a_change_of_what_reads_the_packs_is_seen(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module_file = tmp_path / "labels.py"
    module_file.write_text("", encoding="utf-8")
    monkeypatch.setattr(module, "_modules", lambda: [str(module_file)])
    load_rules()
    assert kept() is not None
    module_file.write_text("# changed", encoding="utf-8")
    assert kept() is None


def test_a_pack_of_ones_own_is_read_each_time(
    cache: Path, tmp_path: Path, pack: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = pack("severity: warning")
    assert load_rules(folder).find("ZZ001")[0].severity == "warning"
    edited(folder / "own.yaml", "severity: warning", "severity: error  ")
    files = reading(monkeypatch)
    assert load_rules(folder).find("ZZ001")[0].severity == "error"
    assert files == [str(folder / "own.yaml")]


@pytest.fixture
def pack(tmp_path: Path) -> Callable[[str], Path]:
    """A folder with one rule, in which something is said."""

    def made(said: str) -> Path:
        (tmp_path / "own").mkdir()
        (tmp_path / "own" / "own.yaml").write_text(
            f"pack: own\nrules:\n  - id: ZZ001\n    name: own-rule\n    group: noter\n    check: misprint\n    {said}\n"
            "    title: T\n    why: W\n    source: S\n",
            encoding="utf-8",
        )
        return tmp_path / "own"

    return made


def test_the_kinds_of_check_are_among_what_reads_the_packs() -> None:
    """A kind says which keys its rules have, and what they hold."""
    assert footing.__file__ in module._modules()
