"""``check report.yaml --watch``: the check made anew whenever a file is saved, until it is interrupted."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from importlib.util import find_spec
from typing import NamedTuple

from finsam_audit.cli import FAILED
from finsam_audit.cli.asked import Answer, Asked, asked_of
from finsam_audit.cli.checking import check_command as check_once
from finsam_audit.cli.checking import opened
from finsam_audit.cli.settings import Settings, nearest, settings_of
from finsam_audit.messages import InputError, message
from finsam_audit.render.language import say
from finsam_audit.render.writing import write_plain

_WITH = (".yaml", ".yml", ".toml")  # beside a report, what may belong to it: what is accepted, the one it audits, settings

_LOOKS = 1000  # milliseconds between two looks at the stamps


class _Watched(NamedTuple):
    """The files that a check reads, and the folders where others may come that it would read."""

    files: frozenset[str]
    folders: frozenset[str]


def check_command(language: str, files: tuple[str, ...], watch: bool = False, **typed: object) -> int:
    """Check, and with ``watch`` again whenever a file is saved; the exit code is that of the last check."""
    asked, answer = asked_of(typed)
    if not watch:
        return check_once(language, files, asked, answer)
    _may_watch(files)
    code = FAILED
    saved = _saved(files, asked, answer, language)
    try:
        next(saved)
        code = _told(language, files, asked, answer)
        if not all(map(os.path.isfile, files)):  # it has been told, and nobody is about to save it
            return code
        answer = answer._replace(opened=False)
        for _ in saved:
            code = _told(language, files, asked, answer)
    except KeyboardInterrupt:  # how a person says that it is enough
        pass
    return code


def _may_watch(files: tuple[str, ...]) -> None:
    """Raises a usage error where there is nothing to watch, or nothing to watch with."""
    from finsam_audit.cli.speaking import Mistake

    if "-" in files:
        raise Mistake(message("watch.stdin"))
    if find_spec("watchfiles") is None:
        raise Mistake(message("watch.library"))


def _told(language: str, files: tuple[str, ...], asked: Asked, answer: Answer) -> int:
    """One check; what cannot be read now may be readable when it is next saved."""
    from finsam_audit.render.text import write_problems

    try:
        code = check_once(language, files, asked, answer)
    except InputError as error:
        code = FAILED
        write_problems(error.problems, language, sys.stderr)
    sys.stdout.flush()
    return code


def _saved(files: tuple[str, ...], asked: Asked, answer: Answer, language: str) -> Iterator[None]:
    """Once to begin with, and for every time that something was saved. The folders are watched, since an editor may put a
    new file in place; what was saved before they were, or on a disk that tells of nothing, is seen by its stamp."""
    from watchfiles import watch

    written = {os.path.realpath(name) for name in (answer.output, answer.annotate) if name}
    watched = _watched(files, asked)
    stamps = _stamps(watched.files)
    yield
    while True:

        def counts(_: object, path: str, watched: _Watched = watched) -> bool:
            real = os.path.realpath(path)
            beside = path.endswith(_WITH) and os.path.dirname(real) in watched.folders
            return real not in written and (real in watched.files or beside)

        around = filter(os.path.isdir, sorted(watched.folders | {os.path.dirname(file) for file in watched.files}))
        write_plain([say(message("watch.waits"), language)], sys.stderr)
        for changed in watch(
            *around, watch_filter=counts, recursive=False, raise_interrupt=True, yield_on_timeout=True, rust_timeout=_LOOKS
        ):
            paths = {path for _, path in changed} or {file for file, stamp in _stamps(watched.files).items() ^ stamps.items()}
            if not paths:
                continue
            names, time = sorted(map(os.path.basename, paths)), datetime.now().strftime("%H:%M:%S")
            write_plain(["", say(message("watch.again", files=", ".join(names), time=time), language)], sys.stderr)
            before, watched = watched, _watched(files, asked)
            stamps = _stamps(watched.files)
            yield
            if watched != before:  # the settings name other files now
                break


def _stamps(files: Iterable[str]) -> dict[str, tuple[int, int] | None]:
    """When each file was saved, and how long it is; None where there is none."""
    return {file: _stamp(file) for file in files}


def _stamp(file: str) -> tuple[int, int] | None:
    try:
        found = os.stat(file)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _watched(files: tuple[str, ...], asked: Asked) -> _Watched:
    try:
        settings = settings_of(files)
    except InputError:  # they are told when they are obeyed; mended they may hold
        settings = Settings(nearest(files[0]))
    own = {os.path.realpath(file) for file in opened(files, asked.choices, settings)}
    folders = {os.path.dirname(os.path.realpath(file)) for file in files}
    folders |= {os.path.realpath(folder) for folder in (*asked.folders, *settings.packs)}
    return _Watched(frozenset(own), frozenset(folders))
