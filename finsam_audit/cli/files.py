"""Files that the program writes: whole or not at all, and never over what it reads."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence

from finsam_audit.messages import InputError, Message, Problem, message, why_not


def write_new(path: str, content: str | bytes) -> None:
    """Write a file that does not exist yet. Raises ``InputError``."""
    if os.path.lexists(path):
        raise _refused(path, message("file.exists"))
    _write(path, content)


def write_over(path: str, content: str | bytes, read: Sequence[str]) -> None:
    """Write a file, in place of an older one where there is one, but never of those that are ``read``. Raises ``InputError``.

    A link, a folder or a device is left alone. What cannot be written leaves the older file as it was; who may read the
    older one may read the new one, and nobody else.
    """
    may_write_over(path, read)
    _write(path, content)


def may_write_over(path: str, read: Sequence[str]) -> None:
    """Raises ``InputError`` where a file may not be written in place of what is there."""
    if not os.path.lexists(path):
        return
    if any(os.path.exists(file) and os.path.samefile(path, file) for file in read if os.path.exists(path)):
        raise _refused(path, message("file.is-input"))
    if os.path.islink(path) or not os.path.isfile(path):
        raise _refused(path, message("file.not-plain"))


def _write(path: str, content: str | bytes) -> None:
    import tempfile

    try:
        folder, named = os.path.split(path)  # what a run that is killed leaves behind says what it was to be, out of sight
        handle, name = tempfile.mkstemp(dir=folder or ".", prefix=f".{named[:40]}.", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content.encode() if isinstance(content, str) else content)
            os.chmod(name, stat.S_IMODE(os.stat(path).st_mode) if os.path.exists(path) else 0o644)
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    except (OSError, ValueError) as error:
        raise _refused(path, message("file.unwritable", why=why_not(error))) from None


def _refused(path: str, why: Message) -> InputError:
    return InputError([Problem(path, 0, 0, why)])
