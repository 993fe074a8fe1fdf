"""Names of files as they are typed in a command."""

import os
import re

_UNSAFE = re.compile(r"[^\w@%+=:,./-]")
_UNSAFE_ON_WINDOWS = re.compile(r"[^\w@+=:./\\~-]")


def as_typed(name: str, windows: bool = os.name == "nt") -> str:
    """The name between the quotation marks of the shell where that would take it apart, else as it is."""
    if windows:
        return f'"{name}"' if _UNSAFE_ON_WINDOWS.search(name) else name
    if not _UNSAFE.search(name):
        return name
    from shlex import quote

    return quote(name)
