"""The whole answer for one report as one HTML file that needs nothing else: no network, no other file.

The page may run nothing but its own script and style, by their checksums (Content-Security-Policy). Every text goes through
one door: shown and never obeyed, as everywhere (``writing.visible``), and escaped by the template.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import DictLoader, Environment
from markupsafe import Markup, escape

from finsam_audit import __version__
from finsam_audit.controls.outcome import Outcome, Result
from finsam_audit.controls.rules import Rule, RuleBook
from finsam_audit.messages import message
from finsam_audit.page.blank_file import left_over
from finsam_audit.render.accepted import remark_lines
from finsam_audit.render.closing import closing
from finsam_audit.render.entries import entries_of, figure_placed, of_document
from finsam_audit.render.html.marks import SIGNS, STATES, heat, marks
from finsam_audit.render.html.others import others
from finsam_audit.render.html.pictures import equity, shares
from finsam_audit.render.html.setting import SETTING, shown
from finsam_audit.render.html.sheets import Drawing
from finsam_audit.render.html.workings import working
from finsam_audit.render.json import is_unread
from finsam_audit.render.language import amount, gap, say, sentence_case
from finsam_audit.render.paper import doubt_sentence, slack
from finsam_audit.render.places import entity_of, place_sentence
from finsam_audit.render.run import Run
from finsam_audit.render.screen import Line, period_words, screen
from finsam_audit.render.sentence import sentence
from finsam_audit.render.shown import OWN_WORDS, share_of
from finsam_audit.render.summary import counted, not_made, title_of, where_of, why_not, within_words
from finsam_audit.render.writing import AMOUNT

if TYPE_CHECKING:
    from finsam_audit.engine.chain import ChainResult


_HYPHENED = re.compile(r"(?<![\w-])(?:-{1,2}\d{1,3}|\d{1,6}(?:-\d{1,4}){1,2})(?![\w-])")


class Control(NamedTuple):
    """A control that came to an end: its number on the page, what came of it, and the matter it belongs to, if any."""

    id: str
    state: str
    column: str
    text: str
    matter: str


class Ruled(NamedTuple):
    """A rule with its controls, and how many of them hold."""

    rule: str
    title: str
    passed: int
    controls: tuple[Control, ...]


class Listed(NamedTuple):
    """An entry of a plain list: its number on the page, what it is about, and what there is to say."""

    id: str
    what: str
    text: str


def document(run: Run) -> str:
    """The page of the first report of a run, with what it comes to beside the others."""
    return as_html(run.results[0], run.book, run.language, run.at, run.rules, run.options, run.settings, run.chains)


def as_html(
    result: Result,
    book: RuleBook,
    language: str,
    when: datetime,
    chosen: int,
    options: Sequence[str] = (),
    settings: str = "",
    chains: Sequence[ChainResult] = (),
) -> str:
    """The page for one result. ``when`` it was checked, ``chosen`` of the book's rules were run, with which ``options`` and
    file of ``settings``; ``chains`` are what it comes to beside other reports."""
    folder = files("finsam_audit.render.html")
    style, script, template = ((folder / f"report.{kind}").read_text("utf-8") for kind in ("css", "js", "html.jinja"))
    templates = {"report": template}
    if chains:
        templates["others"] = (folder / "others.html.jinja").read_text("utf-8")
    environment = Environment(**{**SETTING, "finalize": _unbroken}, loader=DictLoader(templates))
    policy = (
        f"default-src 'none'; style-src {_checksum(style)}; script-src {_checksum(script)}; base-uri 'none'; form-action 'none'"
    )
    environment.filters["kept"] = _kept
    return environment.get_template("report").render(
        t=lambda key, **given: say(message(f"html.{key}", **given), language),
        style=Markup(style),
        script=Markup(script),
        policy=policy,
        language=language,
        states=STATES,
        signs=SIGNS,
        **_values(result, book, language, chosen, chains),
        others=others(chains, {rule.id: rule for rule in book.rules}, language) if chains else [],
        about=_about(result, book, language, when, chosen, options, settings),
    )


def _unbroken(value: object) -> object:
    """A text as the page may hold it, and no amount broken between two lines."""
    text = shown(value)
    return AMOUNT.sub("\u00a0", text) if type(text) is str else text


def _kept(text: str) -> Markup:
    """A running text in which no date and no negative amount is broken at its hyphen."""
    return Markup(_HYPHENED.sub(r'<span class="kept">\g<0></span>', str(escape(_unbroken(text)))))


def _checksum(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _values(result: Result, book: RuleBook, language: str, chosen: int, chains: Sequence[ChainResult]) -> dict[str, object]:
    """What the page shows, as plain values in the words of the reader."""
    report = result.report
    rules = {rule.id: rule for rule in book.rules}
    some = chosen < len(book.rules)
    found = marks(result)
    seen = screen(result, language)
    parts = seen.parts
    lines: dict[int, tuple[str, Line]] = {line.number: (part.severity, line) for part in parts for line in part.lines}
    lines |= {line.number: ("", line) for line in seen.accepted}
    papers = [
        (*lines[at], [working(entry, rules, language) for entry in of_document(entries_of(matter, result), report)])
        for at, matter in enumerate(result.matters, 1)
        if at in lines
    ]
    share = share_of(result.figures_covered, result.figures)
    reading = report.reading or ()
    broken = [o for o in result.outcomes if o.outcome == "rule_error"]
    return {
        "entity": entity_of(report, language),
        "document": say(message("html.document", document=report.document, period=period_words(report)), language),
        "verdict": closing(result, language, (chosen, len(book.rules)) if some else None, chains),
        "parts": parts,
        "matters": [paper for paper in papers if paper[0]],
        "accepted": [paper for paper in papers if not paper[0]],
        "decided": list(remark_lines(result, language)),
        "result": result,
        "passed": result.count("passed"),
        "within": within_words(result.within_rounding),
        "read": report.reading is not None,
        "share": amount(share, "%", language),
        "unread": [say(told, language) for told in reading if is_unread(told)],
        "remarks": [say(told, language) for told in reading if not is_unread(told)],
        "left_over": left_over(report),
        "broken": [Listed("", o.rule, say(o.reason, language) if o.reason else "") for o in broken],
        "sheets": list(Drawing(result, found, language).sheets()),
        "equity": equity(result, language),
        "shares": shares(result, language),
        "heat": [
            (say(message(f"html.{one.table}"), language) if one.table in OWN_WORDS else one.table, one.counts)
            for one in heat(result, found)
        ],
        "ruled": list(_ruled(result, rules, language)),
        "undone": [
            (sentence_case(say(counted(kind, outcomes), language)), [_undone(o, rules, language) for o in outcomes])
            for kind, outcomes in not_made(result).items()
        ],
        "uncovered": [
            Listed(f"u{at}", f"{where_of(figure, language)}: {figure.printed}", why_not(figure, result, some, language))
            for at, figure in enumerate(result.uncovered, 1)
        ],
        "doubted": [
            Listed(
                "",
                where_of(one, language),
                f"{doubt_sentence(one, language)} ({place})" if place else doubt_sentence(one, language),
            )
            for one in report.figures()
            if one.rests_on_doubt
            for place in [place_sentence(figure_placed(one, report), language)]
        ],
    }


def _ruled(result: Result, rules: dict[str, Rule], language: str) -> Iterator[Ruled]:
    """The controls that came to an end, under their rules, in the order of the rule book."""
    matter = {index: f"{at}" for at, one in enumerate(result.matters, 1) if not one.known for index in one.findings}
    by_rule: dict[str, list[tuple[int, Outcome]]] = {}
    for index, outcome in enumerate(result.outcomes):
        if outcome.outcome in ("passed", "finding"):
            by_rule.setdefault(outcome.rule, []).append((index, outcome))
    for rule, ended in by_rule.items():
        controls = tuple(
            Control(
                f"c{index}",
                "passed" if outcome.outcome == "passed" else outcome.severity or "note",
                outcome.column,
                sentence(outcome, language) + _within(outcome, language),
                matter.get(index, ""),
            )
            for index, outcome in ended
        )
        passed = sum(control.state == "passed" for control in controls)
        yield Ruled(rule, title_of(ended[0][1], rules, language), passed, controls)


def _within(outcome: Outcome, language: str) -> str:
    """By how much a control holds only within rounding."""
    if outcome.outcome != "passed" or outcome.rounding != "within" or outcome.difference is None:
        return ""
    apart = f"{say(message('paper.difference'), language)} {gap(outcome.difference, outcome.unit or '', language)}"
    return f" ({'; '.join((apart, *slack(outcome, language)))})"


def _undone(outcome: Outcome, rules: dict[str, Rule], language: str) -> Listed:
    column = f" [{outcome.column}]" if outcome.column else ""
    told = say(outcome.reason, language) if outcome.reason is not None else ""
    return Listed("", f"{outcome.rule} {title_of(outcome, rules, language)}{column}", told)


def _about(
    result: Result, book: RuleBook, language: str, when: datetime, chosen: int, options: Sequence[str], settings: str
) -> list[tuple[str, list[str]]]:
    """What a reader needs to make the same page again: the file, the book, the program and the limits."""
    report = result.report
    told = {
        "file": report.file,
        "sha256": report.sha256,
        "book": result.rule_book,
        "tool": f"finsam-audit {__version__}",
        "when": when.isoformat(" ", "seconds"),
        "rules": say(message("html.of", part=str(chosen), whole=str(len(book.rules))), language),
    }
    if options:
        told["options"] = " ".join(options)
    if settings:
        told["settings"] = settings
    if result.material is not None:
        told["material"] = amount(result.material.quantize(Decimal(1)), "kr", language)
    own = [(say(message(f"html.about.{key}"), language), [text]) for key, text in told.items()]
    limits = [text for name in book.parameters if (text := _limit(name, result, book, language))]
    return [*own, (say(message("html.about.limits"), language), limits)] if limits else own


def _limit(name: str, result: Result, book: RuleBook, language: str) -> str:
    """A limit in force at the end of the period, the rules that it is for, and its source."""
    parameter = book.parameters[name]
    found = parameter.at(result.report.end)
    ran = {outcome.rule for outcome in result.outcomes if outcome.outcome in ("passed", "finding")}
    used = [
        rule.title[language]
        for rule in book.rules
        if rule.id in ran and f"parameter.{name}" in "\n".join(map(str, rule.options.values()))
    ]
    unit = parameter.unit.name if parameter.unit is not None else ""
    own = result.report.limits.get(name)
    values = [own.value] if own is not None else [value for _, value in found[1]] if found is not None else []
    if not used or not values:
        return ""
    source = say(message("html.about.own-limit"), language) if own is not None else parameter.source[language]
    return f"{' / '.join(amount(value, unit, language) for value in values)}: {'; '.join(used)}. {source}"
