"""A data file to a ``Report``. Collects every mistake before it gives up."""

from __future__ import annotations

import os

from finsam_audit.messages import InputError
from finsam_audit.page import keys
from finsam_audit.page.claims import read_claims
from finsam_audit.page.datafile import DataFile
from finsam_audit.page.goals import read_goals
from finsam_audit.page.head import read_dates, read_limits, read_people, set_period
from finsam_audit.page.model import Report
from finsam_audit.page.source import Node, Source, parse, read_source
from finsam_audit.page.tables import read_tables


def read_report(path: str | os.PathLike[str], *, stdin: bool = False) -> Report:
    """Read a data file. ``InputError`` tells all its mistakes at once, each with line and column."""
    source = read_source(os.fspath(path), stdin)
    return build_report(source, parse(source))


def build_report(source: Source, root: Node) -> Report:
    """The report in a parsed data file. Raises ``InputError``."""
    file = DataFile(source)
    report = _report(file, root)
    if file.problems or report is None:
        raise InputError(file.problems)
    return report


def _report(file: DataFile, root: Node) -> Report | None:
    if not file.keys(root, keys.TOP, ("finsam-audit", "report"), ""):
        return None
    version = root.get("finsam-audit")
    if version is not None and file.text(version) != keys.FORMAT_VERSION:
        file.wrong(version, "data.version", found=version.text, expected=keys.FORMAT_VERSION)
    head = root.get("report")
    if head is None or not file.keys(head, keys.REPORT, keys.REPORT_REQUIRED, "report"):
        return None
    set_period(file, head.get("period"))
    dates, printed = read_dates(file, head)
    lists = {key: file.texts(head.get(key)) for key in ("members", "contents", "headings", "statements")}
    return Report(
        file=file.source.name,
        data=file.source.data,
        tables=read_tables(file, root.get("tables")),
        claims=read_claims(file, root),
        goals=read_goals(file, root),
        entity=file.text(head.get("entity")),
        organisation=file.choice(head.get("organisation"), keys.ORGANISATIONS, keys.ORGANISATIONS[0], "organisation"),
        document=file.choice(head.get("document"), keys.DOCUMENTS, "annual report", "document"),
        start=file.start,
        end=file.end,
        organisation_number=file.text(head.get("organisation number")),
        dates=dates,
        dates_printed=printed,
        members=tuple(text for text, _ in lists["members"]),
        people={key: read_people(file, head.get(key)) for key in keys.REPORT_PEOPLE if head.get(key)},
        contents=tuple(text for text, _ in lists["contents"]),
        headings=tuple(text for text, _ in lists["headings"]),
        statements=tuple(text for text, _ in lists["statements"]),
        written={text: place for texts in lists.values() for text, place in reversed(texts)},
        audits=file.text(head.get("audits")),
        limits=read_limits(file, head.get("limits")),
    )
