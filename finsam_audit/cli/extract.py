"""``finsam-audit extract``: the data file of a document, to lay beside its pages, or the pages with what was read on them."""

from __future__ import annotations

import sys

from finsam_audit.cli import DONE
from finsam_audit.cli.files import write_new
from finsam_audit.cli.patience import patience
from finsam_audit.documents.layout import Extract, Page
from finsam_audit.messages import InputError, Message, Problem, message
from finsam_audit.render.language import say
from finsam_audit.render.writing import write_plain


def extract_command(
    language: str,
    document: str,
    output: str | None,
    boxes: bool | None = None,
    show: str | None = None,
    keep: str | None = None,
) -> int:
    """Write the data file of a document, to standard output where no name is given; with ``show`` the pages as HTML."""
    from finsam_audit.documents.datafile import data_file
    from finsam_audit.documents.keep import sealed
    from finsam_audit.documents.kinds import kind_of_file
    from finsam_audit.documents.reading import laid_out, read_pages

    if kind_of_file(document) == "data":
        from finsam_audit.page.reader import read_report

        read_report(document)  # tells what is wrong with a file that is missing or no document
        raise InputError([Problem(document, 0, 0, message("document.is-data"))])
    with patience(document, language) as watch:
        pages = laid_out(document, watch)
        found = read_pages(document, pages)
    told: list[Message] = []
    text = data_file(found, lambda one: say(one, language), boxes=bool(boxes))
    if keep is not None:
        text, told = _with_corrections(text, keep)
    text = sealed(text, say(message("extract.marks"), language))
    if show is not None:
        write_new(show, _shown(document, found, pages, language))
        told.append(message("extract.shown", file=show, pages=len(pages)))
    if output is not None:
        write_new(output, text)
        figures = sum(cell is not None for table in found.tables for row in table.rows for cell in row.cells)
        counted = message("extract.written", file=output, tables=len(found.tables), figures=figures)
        told += [counted, *found.facts.assumed, *found.unread]
    elif show is None:
        sys.stdout.write(text)
    write_plain((say(one, language) for one in told), sys.stderr)
    return DONE


def _with_corrections(text: str, keep: str) -> tuple[str, list[Message]]:
    """The data file with the corrections that a person made in another, and what there is to say of them."""
    from finsam_audit.documents.keep import kept
    from finsam_audit.page.source import read_source

    merged = kept(text, read_source(keep).text)
    if merged is None:
        raise InputError([Problem(keep, 0, 0, message("keep.no-marks"))])
    lost = [message("keep.lost", file=keep, line=line, text=own.strip()) for line, own in merged.lost]
    return merged.text, [message("keep.kept", count=merged.corrections), *lost]


def _shown(document: str, found: Extract, pages: tuple[Page, ...], language: str) -> str:
    """The HTML page that shows how a document was read."""
    from itertools import repeat

    from finsam_audit.documents.kinds import kind_of_file
    from finsam_audit.documents.overlay import overlay
    from finsam_audit.documents.picture import pictures

    drawn = pictures(document) if kind_of_file(document) == "pdf" else repeat(None, len(pages))
    return "".join(overlay(found, pages, drawn, lambda one: say(one, language)))
