"""Working papers in Excel: what to mend, the findings, every control, the report's tables with live sums, and what was run."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from finsam_audit import __version__
from finsam_audit.controls.outcome import Outcome, Result
from finsam_audit.messages import message
from finsam_audit.render.closing import closing
from finsam_audit.render.drawn_tables import Drawn, places_of, rounded
from finsam_audit.render.language import number, say
from finsam_audit.render.live import live
from finsam_audit.render.others_sheet import WIDTHS, others_sheet
from finsam_audit.render.places import ending, entity_of, parameter_word, place_of, row_of, table_of
from finsam_audit.render.run import Run
from finsam_audit.render.screen import screen
from finsam_audit.render.shown import lead_of
from finsam_audit.render.summary import looked_at
from finsam_audit.render.told import told
from finsam_audit.render.workbook import Content, Formula, Number, Page, Pages

_FINDINGS = ("number", "matter", "severity", "rule", "asks", "table", "row", "column", "place", "stated", "limit", "computed",
             "difference", "tolerance", "unit", "said")  # fmt: skip
_CONTROLS = ("number", "rule", "asks", "outcome", "severity", "table", "row", "column", "stated", "limit", "computed",
             "difference", "tolerance", "unit", "place", "said", "fingerprint")  # fmt: skip

_ACCEPTED = ("rule", "asks", "table", "row", "column", "stated", "computed-or-limit", "unit", "by", "day", "until", "reason",
             "said")  # fmt: skip


def document(run: Run) -> bytes:
    """The working papers of the first report of a run, with what it comes to beside the others."""
    result, language = run.results[0], run.language
    pages = Pages(language, entity_of(result.report, language))
    overview = pages.sheet("overview", (5, 17, 20, 20, 20, 20), landscape=False)
    findings = pages.sheet("findings", (5, 8, 14, 8, 26, 20, 26, 13, 13, 14, 10, 14, 13, 13, 9, 60))
    controls = pages.sheet("controls", (6, 8, 28, 13, 14, 20, 26, 13, 14, 10, 14, 13, 13, 9, 13, 60, 19))
    tables = pages.sheet("tables", (11, 46, *(17,) * 14))
    numbers = {at: count for count, at in enumerate(_in_order(result), 1)}
    drawn = Drawn(result, tables, language, numbers)
    drawn.draw()
    cells = {figure: tables.quoted + cell for figure, cell in drawn.cells.items()}
    _overview(overview, result, run)
    _findings(findings, result, run, numbers)
    _controls(controls, result, run, cells)
    if any(outcome.accepted for outcome in result.findings):
        _accepted(pages.sheet("accepted", (8, 30, 22, 30, 13, 14, 14, 7, 22, 12, 12, 50, 60)), result, run)
    if run.chains:
        others_sheet(pages.sheet("others", WIDTHS), run.chains, {rule.id: rule for rule in run.book.rules}, run.language)
    _about(pages.sheet("about", (34, 26, 14, 70), landscape=False), result, run)
    return pages.content()


def _in_order(result: Result) -> list[int]:
    """The findings to mend or explain (their places among the outcomes) as their matters come."""
    return [at for matter in result.matters if matter.is_open for at in matter.findings]


def _words(keys: tuple[str, ...], language: str) -> list[str]:
    return [say(message(f"sheet.{key}"), language) for key in keys]


def _overview(page: Page, result: Result, run: Run) -> None:
    language = run.language
    shown = screen(result, language)

    def long(text: str, first: int = 1, bold: bool = False, ink: str = "") -> None:
        page.put(first, text, bold=bold, ink=ink, to=6)
        page.down()

    long(shown.head, bold=True)
    long(shown.file, ink="faint")
    page.down()
    long(closing(result, language, run.part, run.chains), bold=True)
    for part in shown.parts:
        page.down()
        page.put(1, part.heading, bold=True, ink=part.severity, wrap=False)
        page.down()
        for line in part.lines:
            page.put(1, line.number, ink="" if line.material else "faint")
            page.put(2, line.place, ink="faint")
            long("\n".join(line.lines), first=3, ink="" if line.material else "faint")
    page.down()
    for text in looked_at(result, language):
        long(text)
    for remark in result.report.reading or ():
        long(say(remark, language))


def _findings(page: Page, result: Result, run: Run, numbers: Mapping[int, int]) -> None:
    language = run.language
    matter_of = {at: int(matter.id.removeprefix("M")) for matter in result.matters for at in matter.findings}
    page.heads(_words(_FINDINGS, language), range(10, 15), frozen=True)
    for at, count in numbers.items():
        outcome = result.outcomes[at]
        lead = lead_of(outcome)
        severity = outcome.severity or "note"
        page.put(3, say(message(f"severity.{severity}"), language), bold=True, ink=severity)
        cells: list[Content] = [
            count, matter_of.get(at), None, outcome.rule, _title(outcome, run), table_of(lead, language),
            row_of(lead, language), outcome.column, place_of(outcome, result, language), *_amounts(outcome), outcome.unit,
            told(outcome, language),
        ]  # fmt: skip
        page.line(cells)
    page.filtered(len(_FINDINGS), 1)


def _controls(page: Page, result: Result, run: Run, cells: Mapping[str, str]) -> None:
    language = run.language
    page.heads(_words(_CONTROLS, language), range(9, 14), frozen=True)
    for count, outcome in enumerate(result.outcomes, 1):
        lead = lead_of(outcome)
        severity = say(message(f"severity.{outcome.severity}"), language) if outcome.severity else ""
        stated, limit, computed, difference, tolerance = _live_amounts(outcome, page, cells)
        page.line([
            count, outcome.rule, _title(outcome, run), ending(outcome, language), severity, table_of(lead, language),
            row_of(lead, language), outcome.column, stated, limit, computed, difference, tolerance, outcome.unit,
            place_of(outcome, result, language), told(outcome, language), outcome.fingerprint,
        ])  # fmt: skip
    page.filtered(len(_CONTROLS), 1)


def _live_amounts(outcome: Outcome, page: Page, cells: Mapping[str, str]) -> list[Content]:
    """Stated, limit, computed, difference and what is allowed; as formulas over the tables where the control is a sum."""
    found = live(outcome, cells)
    if found is None:
        return _amounts(outcome)
    places, row = places_of(outcome), page.row
    return [
        Number(Formula(f"={found.stated}"), places),
        None,
        Number(Formula(f"={found.computed}"), places),
        Number(Formula(f"={rounded(f'I{row}-K{row}', places)}"), places),
        outcome.tolerance,
    ]


def _amounts(outcome: Outcome) -> list[Content]:
    return [*map(_short, (outcome.stated, outcome.limit, outcome.computed, outcome.difference)), outcome.tolerance]


def _short(value: Decimal | None) -> Decimal | None:
    """An amount with no more than four decimals: those of a quotient have no end."""
    if value is None or int(value.as_tuple().exponent) >= -4:
        return value
    return round(value, 4)


def _accepted(page: Page, result: Result, run: Run) -> None:
    language = run.language
    page.heads(_words(_ACCEPTED, language), range(6, 8), frozen=True)
    for outcome in result.findings:
        if outcome.accepted is not None:
            by, reason, day, until = outcome.accepted
            lead = lead_of(outcome)
            where = (table_of(lead, language), row_of(lead, language), outcome.column)
            amounts = (_short(outcome.stated), _short(outcome.computed if outcome.limit is None else outcome.limit))
            who = (by, day.isoformat(), until.isoformat() if until is not None else None, reason)
            page.line([outcome.rule, _title(outcome, run), *where, *amounts, outcome.unit, *who, told(outcome, language)])
    page.filtered(len(_ACCEPTED), 1)


def _about(page: Page, result: Result, run: Run) -> None:
    report, language = result.report, run.language
    ran = message("sheet.of", rules=str(run.rules), all=str(len(run.book.rules)))
    for key, value in (
        ("file", report.file),
        (None, report.sha256),
        ("period", f"{report.start} – {report.end}"),
        ("program", f"finsam-audit {__version__}"),
        ("book", result.rule_book),
        ("rules", say(ran, language)),
        *(("options", option) for option in run.options),
        *((("settings", run.settings),) if run.settings else ()),
        ("time", run.at.strftime("%Y-%m-%d %H:%M")),
    ):
        page.put(1, say(message(f"sheet.{key}"), language) if key else "SHA-256", bold=True)
        page.put(2, value, wrap=False)
        page.down()
    page.down()
    page.heads(_words(("parameter", "value", "unit", "source"), language))
    for parameter in run.book.parameters.values():
        now = parameter.at(report.end)
        if now is None:
            continue
        own = report.limits.get(parameter.name)
        limit: Content = " / ".join(number(step, language) for _, step in now[1]) if own is None else own.value
        source = parameter.source[language] if own is None else say(message("sheet.own"), language)
        page.line([parameter_word(parameter.name, language), limit, parameter.unit.name if parameter.unit else "", source])


def _title(outcome: Outcome, run: Run) -> str:
    """What an outcome's rule asks for."""
    return next((rule.title[run.language] for rule in run.book.rules if rule.id == outcome.rule), outcome.name)
