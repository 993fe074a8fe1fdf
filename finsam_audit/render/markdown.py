"""The report as Markdown: the first screen, what was looked at, and the findings in a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from finsam_audit.controls.outcome import Outcome, Result
from finsam_audit.messages import message
from finsam_audit.render.closing import closing
from finsam_audit.render.language import say
from finsam_audit.render.places import ending, place_of, row_of, table_of
from finsam_audit.render.run import Run
from finsam_audit.render.screen import Line, Part, Screen, screen
from finsam_audit.render.shown import lead_of
from finsam_audit.render.summary import looked_at
from finsam_audit.render.told import told
from finsam_audit.render.writing import visible

if TYPE_CHECKING:
    from finsam_audit.engine.chain import ChainResult

_MARKS = re.compile(r"[\\`*_\[\]<>|#&~$!]|(?<=\w):(?=//)|(?<=www)\.|^(?:[-+=]|\d+[.)])")
_HEADS = (
    "sheet.matter",
    "sheet.severity",
    "sheet.rule",
    "sheet.table",
    "sheet.row",
    "sheet.column",
    "sheet.place",
    "sheet.said",
)


def escaped(text: str) -> str:
    """One line of text that Markdown shows as it is, whatever its characters mean there."""
    return _MARKS.sub(_escape, visible(text.strip()).replace("\t", " "))


def _escape(found: re.Match[str]) -> str:
    return found[0][:-1] + "\\" + found[0][-1]  # of "1.", where a list would begin, the point


def document(run: Run) -> str:
    """The reports of a run, one after the other."""
    lines = [line for result in run.results for line in (*_report(result, run), "")]
    for chain in run.chains:
        lines += [*_chain(chain, run.language), ""]
    if run.problems:
        lines += ["## " + say(message("markdown.problems"), run.language), ""]
        for problem in run.problems:
            place = f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.file
            lines.append(f"- {escaped(place)}: {escaped(say(problem.message, run.language))}")
        lines.append("")
    return "\n".join(lines)


def _report(result: Result, run: Run) -> Iterator[str]:
    language = run.language
    shown = screen(result, language)
    yield f"# {escaped(shown.head)}"
    yield ""
    yield f"**{escaped(closing(result, language, run.part, run.chains))}**"
    yield from _parts(shown.parts)
    yield from _accepted(shown, language)
    yield from ("", "## " + say(message("markdown.looked-at"), language), "")
    for line in looked_at(result, language):
        yield "- " + escaped(line)
    for remark in result.report.reading or ():
        yield "- " + escaped(say(remark, language))
    told_of = [outcome for outcome in result.outcomes if outcome.is_open or outcome.outcome == "rule_error"]
    if told_of:
        yield from ("", "## " + say(message("sheet.findings"), language), "")
        yield from _table(told_of, result, language)
    yield ""
    yield f"{escaped(result.report.file)} · SHA-256 {result.report.sha256}"


def _parts(parts: Sequence[Part]) -> Iterator[str]:
    for part in parts:
        yield from ("", f"## {escaped(part.heading)}", "")
        yield from map(_line, part.lines)


def _accepted(shown: Screen, language: str) -> Iterator[str]:
    """What a named person accepted."""
    if shown.accepted:
        yield from ("", f"## {escaped(say(message('matters.accepted'), language))}", "")
        yield from map(_line, shown.accepted)


def _line(one: Line) -> str:
    """A matter; the things of a long one are a list below it."""
    first, *rest = one.lines
    told = f"{one.number}. {escaped(f'{one.place}: {first}' if one.place else first)}"
    below = (f"- {escaped(line.removeprefix('· '))}" if line.startswith("· ") else f"\n    {escaped(line)}\n" for line in rest)
    return "\n".join([told, *(f"    {line}" if line.startswith("- ") else line for line in below)])


def _chain(found: ChainResult, language: str) -> Iterator[str]:
    """What reports of one entity come to together."""
    from finsam_audit.render.chain_words import chain_screen, closing_words, summary_words
    from finsam_audit.render.version_words import version_words

    shown = chain_screen(found, language)
    if len(found.files) > 1:
        yield from (f"# {escaped(shown.head)}", "", escaped(shown.file), "", f"**{escaped(closing_words(found, language))}**")
        yield from _parts(shown.parts)
        yield from _accepted(shown, language)
        yield from ("", *("- " + escaped(line) for line in summary_words(found, language, set())))
    left = [outcome for outcome in found.findings if outcome.is_open]
    if left:
        yield from ("", *_table(left, found, language))
    for version in found.versions:
        head, *lines = version_words(version, language)
        yield from ("", f"## {escaped(head)}", "", *(f"- {escaped(line)}" for line in lines))


def _table(outcomes: Sequence[Outcome], result: Result | ChainResult, language: str) -> Iterator[str]:
    yield _row([say(message(head), language) for head in _HEADS])
    yield "|" + " --- |" * len(_HEADS)
    matters = {id(result.outcomes[index]): one.id.removeprefix("M") for one in result.matters for index in one.findings}
    order = {known: at for at, known in enumerate(matters)}
    for outcome in sorted(outcomes, key=lambda outcome: order.get(id(outcome), len(order))):
        yield _row([matters.get(id(outcome), ""), *_cells(outcome, result, language)])


def _cells(outcome: Outcome, result: Result | ChainResult, language: str) -> list[str]:
    lead = lead_of(outcome)
    severity = (
        say(message(f"severity.{outcome.severity}"), language) if outcome.outcome == "finding" else ending(outcome, language)
    )
    where = (table_of(lead, language), row_of(lead, language), outcome.column, place_of(outcome, result, language))
    return [severity, outcome.rule, *where, told(outcome, language)]


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(escaped(cell) for cell in cells) + " |"
