"""Links from a terminal to the line or page where something is to be mended (OSC 8, which rich writes)."""

from __future__ import annotations

import os

from finsam_audit.page.model import Place


def link_style(file: str, place: Place | None) -> str:
    """A style that makes a text a link: to the line of a data file where the terminal's program can open one, else to the file.

    A PDF is opened at its page. Empty where there is no such file, as of standard input.
    """
    if not os.path.isfile(file):
        return ""
    from pathlib import Path  # a terminal alone has links

    path = Path(os.path.abspath(file))
    line = place.line if place is not None and path.suffix.lower() in (".yaml", ".yml") else 0
    if line and os.environ.get("TERM_PROGRAM") == "vscode":
        return f"link vscode://file{path.as_uri().removeprefix('file://')}:{line}"
    if line and os.environ.get("TERM") == "xterm-kitty":
        return f"link {path.as_uri()}#{line}"
    page = place.page if place is not None and path.suffix.lower() == ".pdf" else None
    return f"link {path.as_uri()}" + (f"#page={page}" if page else "")
