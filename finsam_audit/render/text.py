"""The report as text: working papers, most serious first, what was looked at, and one closing sentence.

On a terminal with colour and set columns (rich, loaded only then); piped, as plain unwrapped lines.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, TextIO

from finsam_audit.language import number, say
from finsam_audit.messages import Message, Problem, message
from finsam_audit.outcome import SEVERITIES, Outcome, Result
from finsam_audit.render.paper import Paper, paper, sentence
from finsam_audit.rules import RuleBook

if TYPE_CHECKING:
    from rich.console import Console

SHOW = ("passed", "rounding", "not-applicable", "uncovered")
_STYLES = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}


def write_results(
    results: list[Result], book: RuleBook, language: str, show: Collection[str], out: TextIO, terminal: bool
) -> None:
    """Write the results to ``out``. ``terminal`` sets it in colour and columns."""
    rules = {rule.id: rule for rule in book.rules}
    console = _console(out) if terminal else None
    for index, result in enumerate(results):
        if index:
            _put(out, console, "")
        _head(result, language, out, console)
        for outcome in ordered(result.findings):
            _paper(paper(outcome, rules.get(outcome.rule), language), out, console)
        for line in _summary(result, language, show):
            _put(out, console, line)
        _put(out, console, "")
        _put(out, console, closing(result, language), "bold")


def _console(out: TextIO) -> Console:
    from rich.console import Console

    return Console(file=out, highlight=False, soft_wrap=False)


def ordered(findings: Collection[Outcome]) -> list[Outcome]:
    """Findings with the most serious first, then in the order of the file."""

    def place(outcome: Outcome) -> int:
        lines = [u.figure.place.line for u in outcome.figures if u.figure is not None and u.role == "stated"]
        return lines[0] if lines else 0

    return sorted(findings, key=lambda o: (SEVERITIES.index(o.severity or "note"), place(o)))


def closing(result: Result, language: str) -> str:
    """The sentence the förbundschef needs: ready to publish, or how many to mend and how many to explain."""
    if result.count("rule_error"):
        return say(message("closing.rule-error"), language)
    if not result.computed:
        return say(message("closing.nothing"), language)
    errors, warnings = result.count_severity("error"), result.count_severity("warning")
    notes = result.count_severity("note")
    told = {"errors": counted("error", errors), "warnings": counted("warning", warnings), "notes": str(notes)}
    if errors:
        return say(message("closing.mend-explain" if warnings else "closing.mend", **told), language)
    if warnings:
        return say(message("closing.explain", **told), language)
    return say(message("closing.ready-notes" if notes else "closing.ready", **told), language)


def counted(severity: str, count: int) -> Message:
    """ "1 fel", "3 fel"."""
    return message(f"count.{severity}.{'one' if count == 1 else 'many'}", count=count)


def _head(result: Result, language: str, out: TextIO, console: Console | None) -> None:
    report = result.report
    period = f"{report.start} – {report.end}"
    told = message("report.head", entity=report.entity, document=report.document, period=period)
    _put(out, console, say(told, language), "bold")
    _put(out, console, report.file)
    _put(out, console, "")


def _put(out: TextIO, console: Console | None, text: str, style: str = "") -> None:
    if console is None:
        out.write(text + "\n")
    else:
        from rich.text import Text

        console.print(Text(text, style=style))


def _paper(page: Paper, out: TextIO, console: Console | None) -> None:
    if console is not None:
        _set_paper(page, console)
        return
    out.write(f"{page.severity_word} {page.rule} {page.name}: {page.title}\n")
    out.write(f"  {page.sentence}\n")
    if page.where:
        out.write(f"  {page.where}\n")
    labels = max((len(line.label) for line in page.lines), default=0)
    amounts = max((len(line.amount) for line in page.lines), default=0)
    for line in page.lines:
        text = f"    {line.operator or ' '} {line.label:<{labels}}  {line.amount:>{amounts}}  {line.remark}"
        out.write(text.rstrip() + "\n")
    for hint in page.hints:
        out.write(f"  → {hint}\n")
    out.write("\n")


def _set_paper(page: Paper, console: Console) -> None:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    head = Text.assemble((page.severity_word, _STYLES[page.severity]), " ", (page.rule, "bold"), " ", (page.title, "bold"))
    head.append(f"  {page.name}", style="dim")
    console.print(head)
    console.print(Padding(Text(page.sentence), (0, 0, 0, 2)))
    if page.where:
        console.print(Padding(Text(page.where, style="dim"), (0, 0, 0, 2)))
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(width=1)
    grid.add_column(overflow="fold")
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(style="dim", overflow="fold")
    for line in page.lines:
        style = "bold" if line.strong else ""
        grid.add_row(line.operator, Text(line.label, style=style), Text(line.amount, style=style), line.remark)
    if page.lines:
        console.print(Padding(grid, (0, 0, 0, 4)))
    for hint in page.hints:
        console.print(Padding(Text(f"→ {hint}", style="italic"), (0, 0, 0, 2)))
    console.print()


def _summary(result: Result, language: str, show: Collection[str]) -> Iterator[str]:
    passed = result.count("passed")
    told = message(
        "summary.controls",
        evaluated=result.evaluated,
        passed=passed,
        within=result.within_rounding,
        findings=len(result.findings),
    )
    yield say(told, language)
    share = Decimal(100 * result.figures_covered // result.figures) if result.figures else Decimal(0)
    coverage = message(
        "summary.coverage", covered=result.figures_covered, figures=result.figures, share=number(share, language)
    )
    yield say(coverage, language)
    accepted = sum(o.accepted for o in result.findings)
    if accepted:
        yield say(message("summary.accepted", count=accepted), language)
    broken = [o for o in result.outcomes if o.outcome == "rule_error"]
    if broken:
        yield say(message("summary.rule-errors", count=len(broken)), language)
        for outcome in broken:
            yield f"  {outcome.rule}: {say(outcome.reason, language) if outcome.reason else ''}"
    yield from _not_made(result, language, "not-applicable" in show)
    if "rounding" in show:
        within = [o for o in result.outcomes if o.outcome == "passed" and o.rounding == "within"]
        yield from _listed("summary.rounding", within, language)
    if "passed" in show:
        yield from _listed("summary.passed", [o for o in result.outcomes if o.outcome == "passed"], language)
    if "uncovered" in show and result.uncovered:
        yield say(message("summary.uncovered", count=len(result.uncovered)), language)
        for figure, why in result.uncovered:
            where = " / ".join(part for part in (figure.table, *figure.path, figure.row, figure.column) if part)
            line = say(message("paper.line", line=figure.place.line), language)
            yield f"  {line}: {where} {figure.printed}: {say(why, language)}"


def _not_made(result: Result, language: str, every: bool) -> Iterator[str]:
    """The controls that could not be made, by reason; each by itself where ``every`` is asked for."""
    undone = [o for o in result.outcomes if o.outcome == "not_applicable" and o.reason is not None]
    if not undone:
        return
    yield say(message("summary.not-applicable", count=len(undone)), language)
    if every:
        for outcome in undone:
            assert outcome.reason is not None
            column = f" [{outcome.column}]" if outcome.column else ""
            yield f"  {outcome.rule} {outcome.name}{column}: {say(outcome.reason, language)}"
        return
    by_reason: dict[str, list[str]] = {}
    for outcome in undone:
        assert outcome.reason is not None
        rules = by_reason.setdefault(say(outcome.reason, language), [])
        if outcome.rule not in rules:
            rules.append(outcome.rule)
    for reason, names in by_reason.items():
        yield f"  {reason}: {', '.join(names)}"


def _listed(key: str, outcomes: list[Outcome], language: str) -> Iterator[str]:
    if not outcomes:
        return
    yield say(message(key), language)
    for outcome in outcomes:
        column = f" [{outcome.column}]" if outcome.column else ""
        gap = ""
        if outcome.rounding == "within" and outcome.difference is not None:
            shown = f"{number(outcome.difference, language)} {outcome.unit or ''}".rstrip()
            gap = f" ({say(message('paper.difference'), language)} {shown})"
        yield f"  {outcome.rule}{column} {sentence(outcome, language)}{gap}"


def write_problems(problems: list[Problem], language: str, out: TextIO) -> None:
    """Write what is wrong with an input: place, sentence, the line itself and a caret under the column."""
    for problem in problems:
        key = "problem.place" if problem.line else "problem.file"
        place = say(message(key, file=problem.file, line=problem.line, column=problem.column), language)
        out.write(f"{place}: {say(problem.message, language)}\n")
        if problem.excerpt.strip():
            text, at = _window(problem.excerpt.expandtabs(1), problem.column)
            out.write(f"    {text}\n")
            if at:
                out.write(f"    {' ' * (at - 1)}^\n")
    key = "problem.count-one" if len(problems) == 1 else "problem.count-many"
    out.write(say(message(key, count=len(problems)), language) + "\n")


def _window(text: str, column: int, width: int = 160) -> tuple[str, int]:
    if len(text) <= width:
        return text, column
    start = max(0, column - width // 2)
    return text[start : start + width], column - start
