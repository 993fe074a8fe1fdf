"""A word to a person who waits: a slow run says what it is doing, and by page how far it has come."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic
from typing import Any

from finsam_audit.messages import message
from finsam_audit.render.language import say
from finsam_audit.render.writing import write_plain

SECONDS = 2.0
Watch = Callable[[int, int], None]


@contextmanager
def patience(file: str, language: str) -> Iterator[Watch]:
    """Say on a terminal's error stream that ``file`` is being checked, once it has taken two seconds.

    What is given is told of every page, how many of how many are done, and then shows a bar instead.
    """
    if not sys.stderr.isatty():
        yield lambda done, every: None
        return
    from threading import Timer  # loaded only for somebody who looks on

    told = say(message("cli.patience", file=file), language)
    timer = Timer(SECONDS, write_plain, ([told], sys.stderr))
    timer.daemon = True
    timer.start()
    began = monotonic()
    bars: list[tuple[Any, Any]] = []
    with ExitStack() as stack:
        stack.callback(timer.cancel)

        def watch(done: int, every: int) -> None:
            if not bars and done < every and monotonic() - began > SECONDS / 2:
                timer.cancel()
                bars.append(_bar(stack, say(message("cli.reading", file=file), language), every))
            for progress, task in bars:
                progress.update(task, completed=done)

        yield watch


def _bar(stack: ExitStack, told: str, every: int) -> tuple[Any, Any]:
    """A bar on the error stream that goes away when the work is done."""
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    progress = stack.enter_context(Progress(*columns, console=Console(file=sys.stderr), transient=True))
    return progress, progress.add_task(escape(told), total=every)
