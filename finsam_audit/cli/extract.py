"""``finsam-audit extract``: the data file of a document, to lay beside its pages."""

from __future__ import annotations

import sys

from finsam_audit.cli import DONE
from finsam_audit.messages import InputError, Problem, message
from finsam_audit.render.language import say
from finsam_audit.render.writing import write_plain


def extract_command(language: str, document: str, output: str | None, boxes: bool | None) -> int:
    """Write the data file of a document, to standard output where no name is given."""
    from finsam_audit.cli.looking_up import write_new
    from finsam_audit.documents.datafile import data_file
    from finsam_audit.documents.kinds import kind_of_file
    from finsam_audit.documents.reading import read_document

    if kind_of_file(document) == "data":
        from finsam_audit.page.reader import read_report

        read_report(document)  # tells what is wrong with a file that is missing or no document
        raise InputError([Problem(document, 0, 0, message("document.is-data"))])
    found = read_document(document)
    text = data_file(found, lambda told: say(told, language), boxes=bool(boxes))
    if output is None:
        sys.stdout.write(text)
        return DONE
    write_new(output, text)
    figures = sum(cell is not None for table in found.tables for row in table.rows for cell in row.cells)
    counted = message("extract.written", file=output, tables=len(found.tables), figures=figures)
    told = (counted, *found.facts.assumed, *found.unread)
    write_plain((say(one, language) for one in told), sys.stderr)
    return DONE
