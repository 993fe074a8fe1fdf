"""All that the running text of a document says, put together."""

from __future__ import annotations

from collections.abc import Sequence

from finsam_audit.documents.claims import claims_of, given
from finsam_audit.documents.counts import counts_of
from finsam_audit.documents.goals import goals_of
from finsam_audit.documents.headings import contents_of, statements_of
from finsam_audit.documents.layout import Line, PrintedTable
from finsam_audit.documents.measures import measures_of
from finsam_audit.documents.people import people_of
from finsam_audit.documents.prose import is_spelled, sentences_of
from finsam_audit.documents.said import Said

MOST = 500  # claims


def said_in(pages: Sequence[Sequence[Line]], period: str, tables: Sequence[PrintedTable]) -> Said:
    """What the pages say in words. ``period`` is the report's own, as in the data file."""
    sentences = sentences_of(pages)
    year = period[-10:][:4]
    claims = (
        *claims_of(sentences, given(year, tables)), *measures_of(sentences, year, tables), *counts_of(sentences)
    )  # fmt: skip
    people = people_of(pages)
    contents = contents_of(pages) if is_spelled(sentences) else ()
    return Said(
        claims[:MOST],
        goals_of(sentences, tables, pages)[:MOST],
        contents,
        statements_of(sentences),
        people.board,
        people.auditors,
        people.signatures,
        people.dates,
    )
