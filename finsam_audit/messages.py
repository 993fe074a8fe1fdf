"""What the program has to say, before it is said in a language.

A ``Message`` is a key and its arguments; ``finsam_audit.render.language`` turns it into a sentence. Checks and readers return
messages, so that none of them knows what language the reader of the report speaks.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Message(NamedTuple):
    """A sentence to be: its key in the catalogue and what goes into it."""

    key: str
    args: Mapping[str, object] = {}


class Problem(NamedTuple):
    """Something wrong with an input file, with its place. Lines and columns count from 1; 0 is unknown."""

    file: str
    line: int
    column: int
    message: Message
    excerpt: str = ""


class InputError(Exception):
    """An input could not be read; ``problems`` tells everything that is wrong with it, in the order of the file."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{p.file}:{p.line}:{p.column}: {p.message.key}" for p in problems[:3]))
        self.problems = sorted(problems, key=lambda p: (p.file, p.line, p.column))


_SYSTEM = (
    "EACCES", "EPERM", "ENOENT", "ENOTDIR", "EISDIR", "ENAMETOOLONG", "ELOOP", "ENOSPC", "EDQUOT", "EROFS", "EIO", "EFBIG",
    "EMFILE", "ENOTEMPTY", "EBUSY", "EPIPE", "EBADF",
)  # fmt: skip


def why_not(error: OSError | ValueError) -> Message:
    """Why the system refused, as a sentence of the catalogue: its own would be in English."""
    from errno import errorcode

    number = getattr(error, "errno", None)
    name = errorcode.get(number or 0, "")
    if name in _SYSTEM:
        return Message(f"system.{name}")
    return Message("system.other", {"code": name or str(number)}) if number else Message("system.name")


def message(key: str, /, **args: object) -> Message:
    """Short for ``Message(key, args)``."""
    return Message(key, args)
