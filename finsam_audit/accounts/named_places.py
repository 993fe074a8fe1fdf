"""Where the things stand that a report names: tables, rows, sentences, people, dates."""

from collections.abc import Iterator

from finsam_audit.page.model import Place, Report, Table


def named_places(report: Report) -> Iterator[tuple[str, Place]]:
    """Everything that a report names, and where it stands: the less particular first."""
    tables = [(table, top_of(table)) for table in reversed(report.tables)]
    yield from ((table.kind, place) for table, place in tables)
    for table, place in tables:
        yield table.name, place
        yield from ((row.label, next((f.place for f in row.figures), row.place)) for row in table.walk())
    yield from report.written.items()
    for people in report.people.values():
        for person in people:
            yield person.name, person.place
    yield from ((key, place) for key, (_, place) in report.dates_printed.items())


def top_of(table: Table) -> Place:
    """Where a table stands: its own place, or that of its first figure where the source is known only of that."""
    if table.place.page is not None or table.place.source_line is not None:
        return table.place
    return next((figure.place for row in table.walk() for figure in row.figures), table.place)
