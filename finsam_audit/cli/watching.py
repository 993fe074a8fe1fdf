"""``check report.yaml --watch``: the check made anew whenever a file is saved, until it is interrupted."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import datetime
from importlib.util import find_spec
from typing import Any

from finsam_audit.cli import FAILED
from finsam_audit.cli.checking import check_command as check_once
from finsam_audit.messages import InputError, message
from finsam_audit.render.language import say
from finsam_audit.render.writing import write_plain

_WITH = (".yaml", ".yml", ".toml")  # beside a report, what may belong to it: what is accepted, the one it audits, settings


def check_command(language: str, files: tuple[str, ...], watch: bool = False, **given: Any) -> int:
    """Check, and with ``watch`` again whenever a file is saved; the exit code is that of the last check."""
    if not watch:
        return check_once(language, files, **given)
    _may_watch(files)
    written = {os.path.realpath(name) for name in (given.get("output"), given.get("annotate")) if name}
    rules: tuple[str, ...] = given.get("folders", ())
    code = FAILED
    try:
        code = _told(language, files, **given)
        given["opened"] = False
        for _ in _saved(files, rules, written, language):
            code = _told(language, files, **given)
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


def _told(language: str, files: tuple[str, ...], **given: Any) -> int:
    """One check; what cannot be read now may be readable when it is next saved."""
    from finsam_audit.render.text import write_problems

    try:
        code = check_once(language, files, **given)
    except InputError as error:
        code = FAILED
        write_problems(error.problems, language, sys.stderr)
    sys.stdout.flush()
    return code


def _saved(files: tuple[str, ...], rules: tuple[str, ...], written: set[str], language: str) -> Iterator[None]:
    """Once for every time that something was saved. The folders are watched, since an editor may put a new file in place."""
    from watchfiles import watch

    own = {os.path.realpath(file) for file in files}
    folders = {os.path.dirname(file) for file in own} | {os.path.realpath(folder) for folder in rules}

    def counts(_: object, path: str) -> bool:
        return os.path.realpath(path) not in written and (os.path.realpath(path) in own or path.endswith(_WITH))

    write_plain([say(message("watch.waits"), language)], sys.stderr)
    for changed in watch(*filter(os.path.isdir, sorted(folders)), watch_filter=counts, recursive=False, raise_interrupt=True):
        names = sorted({os.path.basename(path) for _, path in changed})
        told = message("watch.again", files=", ".join(names), time=datetime.now().strftime("%H:%M:%S"))
        write_plain(["", say(told, language)], sys.stderr)
        yield
