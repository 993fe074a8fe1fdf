"""What was looked at: the controls made and not made, the figures reached, the readings that are doubted."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal

from finsam_audit.controls.outcome import Outcome, Result
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.uncovered import why_uncovered
from finsam_audit.messages import Message, message
from finsam_audit.page.blank_file import left_over
from finsam_audit.page.model import Figure
from finsam_audit.render.accepted import remark_lines
from finsam_audit.render.entries import figure_placed
from finsam_audit.render.language import gap, number, say, sentence_case, spoken
from finsam_audit.render.places import place_sentence
from finsam_audit.render.shown import OWN_WORDS, share_of


def summary(
    result: Result, rules: dict[str, Rule], language: str, show: Collection[str], some: bool, followers: int
) -> Iterator[str]:
    """What was looked at, what could not be, and what ``show`` asks for besides.

    ``some`` says that not all rules were run; ``followers`` are the findings that stand under another's cause.
    """
    passed = result.count("passed")
    told = message(
        "summary.controls",
        evaluated=result.evaluated,
        passed=passed,
        within=within_words(result.within_rounding),
        findings=len(result.findings),
        same=message("summary.same-cause", count=str(followers)) if followers else "",
    )
    yield say(told, language)
    share = number(share_of(result.figures_covered, result.figures), language)
    read = "" if result.report.reading is None else "-read"  # what a document says besides is not counted
    coverage = message(f"summary.coverage{read}", covered=result.figures_covered, figures=result.figures, share=share)
    yield say(coverage, language)
    for key, count in (
        ("accepted", sum(o.accepted is not None for o in result.findings)),
        ("known", sum(o.known for o in result.findings)),
    ):
        if count:
            yield say(message(f"summary.{key}", count=count), language)
    yield from remark_lines(result, language)
    if result.material is not None:
        shown_amount = number(result.material.quantize(Decimal(1)), language)
        yield say(message("summary.material", amount=shown_amount), language)
    broken = [o for o in result.outcomes if o.outcome == "rule_error"]
    if broken:
        yield say(message("summary.rule-errors", count=len(broken)), language)
        for outcome in broken:
            yield f"  {outcome.rule}: {say(outcome.reason, language) if outcome.reason else ''}"
    dummies = left_over(result.report)
    if dummies:
        yield say(message("summary.left-over", keys=", ".join(dummies)), language)
    yield from _doubtful(result, language, "doubtful" in show)
    yield from _not_made(result, rules, language, "not-applicable" in show)
    if "rounding" in show:
        within = [o for o in result.outcomes if o.outcome == "passed" and o.rounding == "within"]
        yield from _listed("summary.rounding", within, rules, language)
    if "passed" in show:
        passed_ones = [o for o in result.outcomes if o.outcome == "passed"]
        yield from _listed("summary.passed", passed_ones, rules, language)
    if "uncovered" in show and result.uncovered:
        yield say(message("summary.uncovered", count=len(result.uncovered)), language)
        for figure in result.uncovered:
            line, where = _placed(figure, result, language), where_of(figure, language)
            yield f"  {line}{where}: {figure.printed}: {why_not(figure, result, some, language)}"


def within_words(count: int) -> Message | str:
    """How many of the controls that passed did so within rounding, or ""."""
    return message("summary.within", count=str(count)) if count else ""


def _placed(figure: Figure, result: Result, language: str) -> str:
    """Where to look for a figure, before what is told of it."""
    place = place_sentence(figure_placed(figure, result.report), language)
    return f"{place}: " if place else ""


def where_of(figure: Figure, language: str) -> str:
    """Where in the report a figure stands: table, groups, row and column."""
    table = spoken(figure.table, language) if figure.table in OWN_WORDS else figure.table
    return " / ".join(part for part in (table, *figure.path, figure.row, figure.column) if part)


def why_not(figure: Figure, result: Result, some: bool, language: str) -> str:
    """Why no control reached a figure; ``some`` says that not all rules were run."""
    why = why_uncovered(figure, result.accounts)
    return say(message("uncovered.no-chosen") if some and why.key == "uncovered.no-relation" else why, language)


def looked_at(result: Result, language: str) -> Iterator[str]:
    """The same in one line each, for a page that lists the controls by itself."""
    for line in summary(result, {}, language, ("not-applicable", "doubtful"), False, 0):
        if not line.startswith(" "):
            yield line.removesuffix(":").removesuffix(".") + "."


def _doubtful(result: Result, language: str, every: bool) -> Iterator[str]:
    """How many figures are readings that may be wrong: the text recognition's fault or the print's, not the accounts'."""
    doubted = [figure for figure in result.report.figures() if figure.rests_on_doubt]
    if not doubted:
        return
    from finsam_audit.render.paper import doubt_sentence

    key = "html.doubted" if every else "summary.doubtful"
    yield say(message(key, count=len(doubted)), language) + (":" if every else ".")
    for figure in doubted if every else ():
        table = spoken(figure.table, language) if figure.table in OWN_WORDS else figure.table
        where = " / ".join(part for part in (table, *figure.path, figure.column) if part)
        yield f"  {_placed(figure, result, language)}{where}: {doubt_sentence(figure, language)}"


_KINDS = {
    "unread": (
        "missing.unread",
        "missing.blank",
        "missing.ambiguous",
        "reason.other-unit",
        "reason.incomparable",
        "reason.goal-units",
    ),
    "table": ("missing.table", "reason.no-table"),
    "row": ("missing.row", "reason.no-total", "reason.no-totals", "reason.not-printed", "reason.no-terms", "reason.no-classes"),
    "column": (
        "missing.period",
        "missing.column",
        "reason.no-columns",
        "reason.no-years",
        "reason.no-comparative",
        "reason.no-shares",
    ),
    "scope": (
        "reason.document",
        "reason.organisation",
        "reason.not-yet",
        "reason.lapsed",
        "reason.not-the-case",
        "reason.unless",
        "reason.no-habit",
    ),
    "given": (
        *("missing.claim", "reason.no-date", "reason.not-given", "reason.no-statement", "reason.no-claims", "reason.no-goals"),
        *(
            "reason.no-targets",
            "reason.no-goals-judged",
            "reason.goals-judged",
            "reason.no-directions",
            "reason.coarse-outline",
        ),
    ),
}


def kind_of(outcome: Outcome) -> str:
    """The kind of reason why a control could not be made."""
    key = outcome.reason.key if outcome.reason is not None else ""
    return next((kind for kind, keys in _KINDS.items() if key in keys), "one")


def _not_made(result: Result, rules: dict[str, Rule], language: str, every: bool) -> Iterator[str]:
    """How many controls could not be made, with the three most common kinds of reason; where ``every``, each by itself."""
    by_kind = not_made(result)
    count = sum(len(outcomes) for outcomes in by_kind.values())
    if not count:
        return
    if not every:
        told = tuple(counted(kind, outcomes) for kind, outcomes in list(by_kind.items())[:3])
        yield say(message("summary.not-made" if len(told) > 1 else "summary.not-made-one", count=count, kinds=told), language)
        return
    yield say(message("summary.not-applicable", count=count), language)
    for kind, outcomes in by_kind.items():
        yield f"  {sentence_case(say(counted(kind, outcomes), language))}:"
        for outcome in outcomes:
            assert outcome.reason is not None
            column = f" [{outcome.column}]" if outcome.column else ""
            yield f"    {outcome.rule} ({title_of(outcome, rules, language)}){column}: {say(outcome.reason, language)}"


def not_made(result: Result) -> dict[str, list[Outcome]]:
    """The controls that could not be made by the kind of their reason, the most common first."""
    by_kind: dict[str, list[Outcome]] = {}
    for outcome in result.outcomes:
        if outcome.outcome == "not_applicable" and outcome.reason is not None:
            by_kind.setdefault(kind_of(outcome), []).append(outcome)
    return dict(sorted(by_kind.items(), key=lambda item: -len(item[1])))


def counted(kind: str, outcomes: list[Outcome]) -> Message:
    """A kind of reason, and how many controls it kept from being made."""
    return message("undone.counted", why=message(f"undone.{kind}"), count=str(len(outcomes)))


def title_of(outcome: Outcome, rules: dict[str, Rule], language: str) -> str:
    """What an outcome's rule asks for, in the reader's language."""
    return rules[outcome.rule].title[language] if outcome.rule in rules else outcome.name


def _listed(key: str, outcomes: list[Outcome], rules: dict[str, Rule], language: str) -> Iterator[str]:
    """Controls that passed, under the rule they belong to."""
    if not outcomes:
        return
    from finsam_audit.render.paper import slack
    from finsam_audit.render.sentence import sentence

    yield say(message(key), language)
    rule = ""
    for outcome in outcomes:
        if outcome.rule != rule:
            rule = outcome.rule
            yield f"  {rule} {title_of(outcome, rules, language)}"
        column = f"[{outcome.column}] " if outcome.column else ""
        apart = ""
        if outcome.rounding == "within" and outcome.difference is not None:
            shown = f"{say(message('paper.difference'), language)} {gap(outcome.difference, outcome.unit or '', language)}"
            apart = f" ({'; '.join((shown, *slack(outcome, language)))})"
        yield f"    {column}{sentence(outcome, language)}{apart}"
