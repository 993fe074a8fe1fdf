"""The reports that lie on the desk: what was dropped together in a private folder, for as long as it is looked at.

What reads and draws a PDF works on one document at a time, so everything here waits for its turn.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, count
from threading import Lock

from finsam_audit.cli.judging import Judge
from finsam_audit.cli.web.corrections import Typed, taken
from finsam_audit.cli.web.dropped import Dropped, picture_of
from finsam_audit.cli.web.together import Drop, corrected_in, read_together, saved
from finsam_audit.messages import Message

MOST = 10  # reports, and files that may be dropped together; the oldest make room
_NAME = 200  # bytes of a file's name; a folder takes 255, of which some are left for the ending
_OUT_OF_PLACE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')  # in the name of a file, on one system or another


class Desk:
    """Takes reports in, gives them back by the key of what they were dropped with, and deletes them."""

    def __init__(self, folder: str, judge: Judge) -> None:
        self.judge = judge
        self._folder = folder
        self._drops: dict[str, Drop] = {}
        self._turn = Lock()

    def __iter__(self) -> Iterator[tuple[str, Drop]]:
        return iter(list(self._drops.items()))

    def find(self, key: str) -> Drop | None:
        """What was dropped together, by its key; None where it is gone."""
        return self._drops.get(key)

    def take(self, files: Iterable[tuple[str, Callable[[str], object]]]) -> str:
        """Read and check files, each of which is given with its name and with what writes it to a path; their key.

        Raises ``InputError`` where there is no report among them.
        """
        key = secrets.token_urlsafe(12)
        folder = os.path.join(self._folder, key)
        os.mkdir(folder, 0o700)
        try:
            paths: list[str] = []
            for name, save in files:
                paths.append(os.path.join(folder, _another(file_name(name), map(os.path.basename, paths))))
                save(paths[-1])
            with self._turn:
                drop = read_together(paths, self.judge)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        self._drops[key] = drop
        while sum(len(one.reports) for one in self._drops.values()) > MOST:
            self.drop(next(iter(self._drops)))
        return key

    def correct(self, key: str, at: int, form: Typed) -> Mapping[str, Message]:
        """Check a report again with what a form says; by spot what is wrong there, and then nothing is changed.

        Raises ``InputError``.
        """
        with self._turn:
            drop = self._drops.get(key)
            if drop is None:  # deleted meanwhile
                return {}
            dropped = drop.reports[at]
            typed, wrong = taken(dropped.spots, form, dropped.typed)
            if not wrong:
                self._drops[key] = corrected_in(drop, at, typed, self.judge)
            return wrong

    def drop(self, key: str) -> None:
        """Forget what was dropped together and delete the files."""
        with self._turn:
            if self._drops.pop(key, None) is not None:
                shutil.rmtree(os.path.join(self._folder, key), ignore_errors=True)

    def picture(self, dropped: Dropped, number: int) -> bytes | None:
        """A page of a PDF as a PNG; None where there is no such page, or the report is gone."""
        with self._turn:
            return picture_of(dropped, number) if os.path.exists(dropped.path) else None

    def saved(self, drop: Drop, at: int, form: str) -> bytes:
        """A report as a file to keep."""
        with self._turn:
            return saved(drop, at, form)


def file_name(name: str) -> str:
    """The name of a file on another computer as one that every system takes, with its ending."""
    plain = _OUT_OF_PLACE.sub(" ", re.split(r"[/\\]", name)[-1]).strip(". ")
    stem, ending = os.path.splitext(plain)
    stem = stem.encode("utf-8", "replace")[:_NAME].decode("utf-8", "ignore")
    return f"{stem}{ending[:10]}" if stem else "rapport"


def _another(name: str, taken: Iterable[str]) -> str:
    """A name that none of those taken has, whatever their endings: a report that was corrected ends in another."""
    stem, ending = os.path.splitext(name)
    stems = {os.path.splitext(one)[0].casefold() for one in taken}
    numbers = (f"{stem} ({number})" for number in count(2))
    return next(one for one in chain([stem], numbers) if one.casefold() not in stems) + ending
