"""The reports that lie on the desk: each in its own private folder, for as long as it is looked at.

What reads and draws a PDF works on one document at a time, so everything here waits for its turn.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from threading import Lock

from finsam_audit.cli.web.corrections import Typed
from finsam_audit.cli.web.dropped import Dropped, Judge, picture_of, read, saved, with_corrections
from finsam_audit.messages import InputError

MOST = 8  # reports; the oldest makes room
_NAME = 100  # characters of a file's name
_OUT_OF_PLACE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')  # in the name of a file, on one system or another


class Desk:
    """Takes reports in, gives them back by their keys, and deletes them."""

    def __init__(self, folder: str, judge: Judge) -> None:
        self.judge = judge
        self._folder = folder
        self._dropped: dict[str, Dropped] = {}
        self._turn = Lock()

    def __iter__(self) -> Iterator[tuple[str, Dropped]]:
        return iter(list(self._dropped.items()))

    def find(self, key: str) -> Dropped | None:
        """A report by its key; None where it is gone."""
        return self._dropped.get(key)

    def take(self, name: str, save: Callable[[str], object]) -> str:
        """Read and check a file, which ``save`` writes to the path it is given; its key. Raises ``InputError``."""
        key = secrets.token_urlsafe(12)
        path = os.path.join(self._folder, key, file_name(name))
        os.mkdir(os.path.dirname(path), 0o700)
        try:
            save(path)
            with self._turn:
                taken = read(path, self.judge)
        except BaseException as error:
            shutil.rmtree(os.path.dirname(path), ignore_errors=True)
            if isinstance(error, InputError):
                raise InputError([one._replace(file=os.path.basename(path)) for one in error.problems]) from None
            raise
        self._dropped[key] = taken
        for old in [*self._dropped][:-MOST]:
            self.drop(old)
        return key

    def correct(self, key: str, typed: Typed) -> None:
        """Check a document again, with what a person typed. Raises ``InputError``."""
        with self._turn:
            self._dropped[key] = with_corrections(self._dropped[key], typed, self.judge)

    def drop(self, key: str) -> None:
        """Forget a report and delete its file."""
        with self._turn:
            dropped = self._dropped.pop(key, None)
            if dropped is not None:
                shutil.rmtree(os.path.dirname(dropped.path), ignore_errors=True)

    def picture(self, dropped: Dropped, number: int) -> bytes | None:
        """A page of a PDF as a PNG."""
        with self._turn:
            return picture_of(dropped, number)

    def saved(self, dropped: Dropped, form: str) -> bytes:
        """A report as a file to keep."""
        with self._turn:
            return saved(dropped, form)


def file_name(name: str) -> str:
    """The name of a file on another computer as one that every system takes, with its ending."""
    plain = _OUT_OF_PLACE.sub(" ", re.split(r"[/\\]", name)[-1]).strip(". ")
    stem, ending = os.path.splitext(plain)
    return f"{stem[:_NAME]}{ending[:10]}" if stem else "rapport"
