"""A report that was dropped: read, checked and corrected, by itself."""

from __future__ import annotations

import os
from types import MappingProxyType
from typing import NamedTuple

from finsam_audit.cli.judging import Judge
from finsam_audit.cli.web.corrections import Spot, Typed, corrected, spots
from finsam_audit.cli.web.typed_file import doubted_in, edited
from finsam_audit.controls.outcome import Result
from finsam_audit.documents.datafile import data_file
from finsam_audit.documents.keep import sealed
from finsam_audit.documents.kinds import kind_of_file
from finsam_audit.documents.layout import Extract, Page
from finsam_audit.documents.picture import picture
from finsam_audit.documents.reading import laid_out, read_pages
from finsam_audit.documents.way_in import report_of
from finsam_audit.messages import InputError, Problem, message
from finsam_audit.page.model import Report
from finsam_audit.page.reader import build_report
from finsam_audit.page.source import Source, parse, read_source


class Dropped(NamedTuple):
    """A report as it was dropped, the ``spots`` that may be corrected, and what a person ``typed`` in them.

    ``data`` is the data file, ``result`` what its own controls came to. A document has its pages and what was read on them.
    """

    name: str
    path: str
    data: bytes
    result: Result
    spots: tuple[Spot, ...]
    pages: tuple[Page, ...] = ()
    extract: Extract | None = None
    typed: Typed = MappingProxyType({})

    @property
    def stem(self) -> str:
        return os.path.splitext(self.name)[0]


def read(path: str, judge: Judge) -> Dropped:
    """Read and check a file of any kind. Raises ``InputError``."""
    name = os.path.basename(path)
    if kind_of_file(path) == "data":
        source = read_source(path)._replace(name=name)
        report = build_report(source, parse(source))
        return Dropped(name, path, source.data, judge.check(report), tuple(doubted_in(report)))
    pages = laid_out(path)
    extract = read_pages(path, pages)
    result = judge.check(_as_read(extract, path, judge))
    return Dropped(name, path, _data_file(extract, {}, judge), result, tuple(spots(extract)), pages, extract)


def with_corrections(dropped: Dropped, typed: Typed, judge: Judge) -> Dropped:
    """A report checked again. Raises ``InputError``.

    Of a document with corrections it is the data file that is checked; what was not read is told all the same.
    """
    if dropped.extract is None:
        return _with_edits(dropped, typed, judge)
    data = _data_file(dropped.extract, typed, judge)
    if typed:
        now = corrected(dropped.extract, typed)
        source = Source(f"{dropped.stem}.yaml", data.decode(), data)
        report = build_report(source, parse(source))._replace(reading=(*now.facts.assumed, *now.unread))
    else:
        report = _as_read(dropped.extract, dropped.path, judge)
    return dropped._replace(data=data, result=judge.check(report), typed=typed)


def _with_edits(dropped: Dropped, typed: Typed, judge: Judge) -> Dropped:
    """The data file as it was dropped, with what a person typed in its cells."""
    source = read_source(dropped.path)._replace(name=dropped.name)
    report = build_report(source, parse(source))
    if typed:
        text = edited(source, report, typed)
        source = Source(dropped.name, text, text.encode())
        report = build_report(source, parse(source))
        still = {spot.name: spot for spot in doubted_in(report)}
        lost = [spot for name, spot in still.items() if name in typed and typed[name] == spot.text != "?"]
        if lost:
            raise InputError([Problem(dropped.name, 0, 0, message("web.in-file", row=one.label)) for one in lost])
    return dropped._replace(data=source.data, result=judge.check(report), typed=typed)


def _as_read(extract: Extract, path: str, judge: Judge) -> Report:
    with open(path, "rb") as stream:
        return report_of(extract, os.path.basename(path), stream.read(), judge.speak)


def _data_file(extract: Extract, typed: Typed, judge: Judge) -> bytes:
    """The data file as ``extract -o`` writes it, with the corrections; its marks are those of what was read."""
    was, now = (data_file(one, judge.speak) for one in (extract, corrected(extract, typed)))
    return sealed(now, judge.speak(message("extract.marks")), was).encode()


def picture_of(dropped: Dropped, number: int) -> bytes | None:
    """A page of a PDF as a PNG; None where there is no such picture."""
    return picture(dropped.path, number) if has_pictures(dropped) else None


def has_pictures(dropped: Dropped) -> bool:
    """Whether the pages of a document can be drawn; else its words are set where they stand."""
    return dropped.extract is not None and kind_of_file(dropped.path) == "pdf"
