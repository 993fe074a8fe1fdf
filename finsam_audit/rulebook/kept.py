"""The checked rule book, kept in the user's cache folder: it is never needed, only faster.

Whatever is wrong with it – no folder, a full disk, a file that was cut off, changed, or is somebody else's – ends in the
packs being read anew. A file is used whole or not at all: its first line is the digest of the rest.
"""

from __future__ import annotations

import os
import stat
import sys
import time
import zlib
from collections.abc import Sequence
from contextlib import suppress

from finsam_audit import __version__
from finsam_audit.controls.rules import RuleBook
from finsam_audit.rulebook.as_json import read, written

try:  # the digest alone; hashlib would bring all of OpenSSL with it, at half the cost of reading the book
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

FORMAT = 8
MOST = 16_000_000  # bytes of a kept file
ABANDONED = 60  # seconds after which a file that is being written has been given up
_SAFELY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def state_of(files: Sequence[str], examples: bool) -> str:
    """What tells that the packs, and the modules that read them, are those that a book was made by: names, sizes, times and
    file numbers.

    A file changed within its size and its time of change has another time of the change of its status, or another number.
    """
    lines = [f"{FORMAT} {__version__} {sys.hexversion:x} {examples:d}"]
    for path in (*files, *_modules()):
        status = os.stat(path)
        times = f"{status.st_mtime_ns} {status.st_ctime_ns}"
        lines.append(f"{os.path.abspath(path)} {status.st_size} {times} {status.st_dev} {status.st_ino}")
    return "\n".join(lines)


def _modules() -> list[str]:
    """The modules that decide what a pack comes to; a kind of check says which keys its rules have, and what they hold."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    rooms = [os.path.join(package, room) for room in ("rulebook", os.path.join("accounts", "words"), "page", "checks")]
    return [os.path.join(room, name) for room in rooms for name in sorted(os.listdir(room)) if name.endswith(".py")]


def kept(files: Sequence[str], examples: bool) -> RuleBook | None:
    """The book that was kept of these files, if it is whole and they are as they were."""
    try:
        data = _read_private(_file(files, examples))
        digest, _, rest = data.partition(b"\n")
        if digest.decode("ascii") != _digest(rest):
            return None
        state, _, text = rest.decode("utf-8").partition("\n\n")
        book = read(text) if state == state_of(files, examples) else None
    except (OSError, ValueError, TypeError, ArithmeticError, RecursionError):
        return None
    return book if isinstance(book, RuleBook) else None


def keep(files: Sequence[str], examples: bool, state: str, book: RuleBook) -> None:
    """Keep a book made of files in this state, whole or not at all; failing to is no matter."""
    with suppress(OSError, ValueError):
        path = _file(files, examples)
        _make_private(os.path.dirname(path))
        rest = f"{state}\n\n{written(book)}".encode()
        _write_private(path, f"{_digest(rest)}\n".encode() + rest)


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=32).hexdigest()


def _file(files: Sequence[str], examples: bool) -> str:
    """Where a book of these files is kept. Raises ``ValueError`` where the user has no place for such things."""
    root = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(root):
        root = os.path.join(os.path.expanduser("~"), ".cache")
    if not os.path.isabs(root):
        raise ValueError("no home folder")
    name = zlib.crc32("\n".join(map(os.path.abspath, files)).encode("utf-8", "surrogateescape"))
    return os.path.join(root, "finsam-audit", f"rules-{name:08x}{'-examples' if examples else ''}.json")


def _is_own(status: os.stat_result) -> bool:
    """Whether a file or folder is this user's, and nobody else can write to it."""
    return not hasattr(os, "geteuid") or (status.st_uid == os.geteuid() and not status.st_mode & 0o022)


def _read_private(path: str) -> bytes:
    """What a file of the user's own holds. Raises ``OSError`` where it, or its folder, is a link or somebody else's."""
    folder = os.lstat(os.path.dirname(path))
    if not stat.S_ISDIR(folder.st_mode) or not _is_own(folder):
        raise PermissionError(path)
    handle = os.open(path, os.O_RDONLY | _SAFELY)
    with open(handle, "rb") as stream:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode) or not _is_own(status) or status.st_nlink != 1:
            raise PermissionError(path)
        return stream.read(MOST)


def _make_private(folder: str) -> None:
    """A folder that only the user can look into. Raises ``OSError`` where there is one that is not the user's own."""
    os.makedirs(os.path.dirname(folder), exist_ok=True)
    with suppress(FileExistsError):
        os.mkdir(folder, 0o700)
    status = os.lstat(folder)
    if not stat.S_ISDIR(status.st_mode) or (hasattr(os, "geteuid") and status.st_uid != os.geteuid()):
        raise PermissionError(folder)
    if os.name == "posix" and status.st_mode & 0o077:
        os.chmod(folder, 0o700)


def _write_private(path: str, data: bytes) -> None:
    """Write a file beside its place and move it there. One process at a time: another that comes now leaves it be."""
    new = f"{path}.new"
    with suppress(FileNotFoundError):
        if time.time() - os.lstat(new).st_mtime > ABANDONED:
            os.unlink(new)
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _SAFELY, 0o600)
    try:
        with open(handle, "wb") as stream:
            stream.write(data)
        os.replace(new, path)
    except BaseException:
        os.unlink(new)
        raise
