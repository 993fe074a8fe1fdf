"""The way in for any file: a data file as it is, a document by way of the data file that is made of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from finsam_audit.messages import InputError, Message, Problem, message
from finsam_audit.page.model import Report
from finsam_audit.page.reader import build_report, read_report
from finsam_audit.page.source import Source, parse

if TYPE_CHECKING:
    from finsam_audit.documents.layout import Extract

Watch = Callable[[int, int], None]


def read_any(
    path: str,
    speak: Callable[[Message], str],
    *,
    stdin: bool = False,
    boxes: bool = False,
    watch: Watch = lambda done, every: None,
) -> Report:
    """The report in a data file or a document; ``speak`` puts doubts into words. Raises ``InputError``.

    That of a document says itself what there is to say of how it was read; with ``boxes`` its figures know their place
    on the page. ``watch`` is told how many pages of how many are done.
    """
    from finsam_audit.documents.kinds import kind_of_file

    if stdin or kind_of_file(path) == "data":
        return read_report(path, stdin=stdin)
    from finsam_audit.documents.reading import read_document

    extract = read_document(path, watch)
    with open(path, "rb") as stream:
        return report_of(extract, path, stream.read(), speak, boxes=boxes)


def report_of(extract: Extract, path: str, data: bytes, speak: Callable[[Message], str], *, boxes: bool = False) -> Report:
    """The report that an extract of a document holds; ``data`` are the document's bytes. Raises ``InputError``."""
    from finsam_audit.documents.datafile import data_file

    if not extract.tables:
        raise InputError([Problem(path, 0, 0, told) for told in extract.unread or (message("document.no-tables"),)])
    source = Source(path, data_file(extract, speak, boxes=boxes), data)
    return build_report(source, parse(source))._replace(reading=(*extract.facts.assumed, *extract.unread))
