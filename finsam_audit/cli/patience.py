"""A word to a person who waits: a slow run says what it is doing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from finsam_audit.messages import message
from finsam_audit.render.language import say
from finsam_audit.render.writing import write_plain

SECONDS = 2.0


@contextmanager
def patience(file: str, language: str) -> Iterator[None]:
    """Say on a terminal's error stream that ``file`` is being checked, once it has taken two seconds."""
    if not sys.stderr.isatty():
        yield
        return
    from threading import Timer  # loaded only for somebody who looks on

    told = say(message("cli.patience", file=file), language)
    timer = Timer(SECONDS, write_plain, ([told], sys.stderr))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
