"""``check report.yaml --format html -o report.html --open``: the written page in the browser."""

from __future__ import annotations

import os
import sys

from finsam_audit.messages import message
from finsam_audit.render.language import say
from finsam_audit.render.writing import write_plain


def may_open(form: str) -> None:
    """Raises a usage error where there is no page to open."""
    if form != "html":
        from finsam_audit.cli.speaking import Mistake

        raise Mistake(message("html.open"))


def open_page(path: str, language: str) -> None:
    """Open a written page; where no browser can be, it is told."""
    import webbrowser
    from pathlib import Path

    if not webbrowser.open(Path(os.path.abspath(path)).as_uri()):
        write_plain([say(message("html.not-opened", file=path), language)], sys.stderr)
