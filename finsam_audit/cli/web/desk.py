"""The reports that lie on the desk: each in its own private folder, for as long as it is looked at.

What reads and draws a PDF works on one document at a time, so everything here waits for its turn.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from threading import Lock

from finsam_audit.cli.web.corrections import Typed, taken
from finsam_audit.cli.web.dropped import Dropped, Judge, picture_of, read, saved, with_corrections
from finsam_audit.messages import InputError, Message

MOST = 8  # reports; the oldest makes room
_NAME = 200  # bytes of a file's name; a folder takes 255, of which some are left for the ending
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
                dropped = read(path, self.judge)
        except BaseException as error:
            shutil.rmtree(os.path.dirname(path), ignore_errors=True)
            if isinstance(error, InputError):
                raise InputError([one._replace(file=os.path.basename(path)) for one in error.problems]) from None
            raise
        self._dropped[key] = dropped
        for old in [*self._dropped][:-MOST]:
            self.drop(old)
        return key

    def correct(self, key: str, form: Typed) -> Mapping[str, Message]:
        """Check a report again with what a form says; by spot what is wrong there, and then nothing is changed.

        Raises ``InputError``.
        """
        with self._turn:
            dropped = self._dropped.get(key)
            if dropped is None:  # deleted meanwhile
                return {}
            typed, wrong = taken(dropped.spots, form, dropped.typed)
            if not wrong:
                self._dropped[key] = with_corrections(dropped, typed, self.judge)
            return wrong

    def drop(self, key: str) -> None:
        """Forget a report and delete its file."""
        with self._turn:
            dropped = self._dropped.pop(key, None)
            if dropped is not None:
                shutil.rmtree(os.path.dirname(dropped.path), ignore_errors=True)

    def picture(self, key: str, number: int) -> bytes | None:
        """A page of a PDF as a PNG; None where there is no such page, or the report is gone."""
        with self._turn:
            dropped = self._dropped.get(key)
            return picture_of(dropped, number) if dropped is not None else None

    def saved(self, dropped: Dropped, form: str) -> bytes:
        """A report as a file to keep."""
        with self._turn:
            return saved(dropped, form)


def file_name(name: str) -> str:
    """The name of a file on another computer as one that every system takes, with its ending."""
    plain = _OUT_OF_PLACE.sub(" ", re.split(r"[/\\]", name)[-1]).strip(". ")
    stem, ending = os.path.splitext(plain)
    stem = stem.encode("utf-8", "replace")[:_NAME].decode("utf-8", "ignore")
    return f"{stem}{ending[:10]}" if stem else "rapport"
