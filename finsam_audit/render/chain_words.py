"""What several reports of one entity come to together, in words: the matters, what to mend, how it ended."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_audit.controls.outcome import SEVERITIES, Matter, Outcome
from finsam_audit.engine.chain import ChainResult
from finsam_audit.messages import message
from finsam_audit.page.model import Figure
from finsam_audit.render.accepted import accepted_words
from finsam_audit.render.cause_text import cause_sentences
from finsam_audit.render.closing import left_words
from finsam_audit.render.entries import figure_placed
from finsam_audit.render.language import say
from finsam_audit.render.matter_items import Thing, amounts_told, list_of, pair
from finsam_audit.render.places import entity_named
from finsam_audit.render.screen import Line, Screen, parts_of
from finsam_audit.render.sentence import hint_sentences, sentence
from finsam_audit.render.shown import OWN_WORDS, held_against, lead_of
from finsam_audit.render.summary import within_words
from finsam_audit.render.where import lines_words, place_words

_FEW = 3
"""So many findings of one matter are told in full."""


def matter_words(matter: Matter, found: ChainResult, language: str) -> str:
    """What there is to mend or to explain, and what tells which report is wrong."""
    outcomes, others = _one_each([found.outcomes[index] for index in matter.findings])
    causes = [cause for cause in found.causes if cause.id in matter.causes]
    said = [told(outcome, found, language) for outcome in outcomes[:_FEW]]
    if others:
        said.append(say(message("matter.also", files=others), language))
    if len(outcomes) > _FEW:
        left = [Thing(pair(outcome, language)) for outcome in outcomes[_FEW:]]
        said.append(list_of(message("matter.elsewhere", lead=""), left, language).each(str.strip).sentence)
    blamed = [figure for figure, _ in causes[0].corrections] if causes else []
    if outcomes[0].about == "claim" and blamed == [lead_of(outcomes[0])] and not causes[0].alternatives:
        said += hint_sentences(outcomes[0], language)[:1]
        wanted, should = amounts_told(causes[0].corrections, language), message("matter.should-stand")
        said.append(say(message("matter.wanted", wanted=wanted, should=should, why=""), language))
    elif causes:
        said.append(cause_sentences(causes[0], language)[0])
    else:
        said += hint_sentences(outcomes[0], language)[:1]
    return " ".join([*said, *_seen_elsewhere(outcomes, found, language)])


def _seen_elsewhere(outcomes: list[Outcome], found: ChainResult, language: str) -> Iterator[str]:
    """Where to look in the other reports than that of the matter's own place: each file with its lines."""
    own = found.file_of(lead_of(outcomes[0]))
    figures: dict[str, list[Figure]] = {}
    for figure in (figure for outcome in outcomes for figure in held_against(outcome)):
        figures.setdefault(found.file_of(figure), []).append(figure)
    told = [
        message("matter.see-place", file=file, lines=lines)
        for file, some in figures.items()
        if file != own and (lines := lines_words((figure.place for figure in some), language))
    ]
    if told:
        yield say(message("matter.see", places=tuple(told)), language)


def _one_each(outcomes: list[Outcome]) -> tuple[list[Outcome], tuple[object, ...]]:
    """The findings without those that hold a figure against one more report which says the same, and the files of these."""
    first: dict[object, Outcome] = {}
    files: dict[object, None] = {}
    for number, outcome in enumerate(outcomes):
        lead = lead_of(outcome)
        single = lead is not None and outcome.about == "tie" and outcome.computed is not None
        known = first.setdefault((lead.id, outcome.computed) if lead is not None and single else number, outcome)
        if known is not outcome and outcome.told.args.get("before") != known.told.args.get("before"):
            files[outcome.told.args.get("before")] = None
    return list(first.values()), tuple(files)


def told(outcome: Outcome, found: ChainResult, language: str) -> str:
    """What an outcome says; a sentence of a text with the name of its file."""
    text = sentence(outcome, language)
    if outcome.about != "claim":
        return text
    lead = outcome.stated_figures[0]
    return f"{found.file_of(lead)}: {text}"


def located(outcome: Outcome, found: ChainResult) -> Outcome:
    """An outcome whose tables bear the names of their files, for a sum whose terms stand in several reports."""

    def named(figure: Figure) -> Figure:
        seen = figure_placed(figure, found.chain.whose(figure)[0].report)
        return seen if figure.table in OWN_WORDS else seen._replace(table=f"{found.file_of(figure)}: {figure.table}")

    return outcome.of_figures(named)


def chain_head(found: ChainResult, language: str) -> str:
    """Whose reports are held against each other, and how many."""
    entity = entity_named(found.entity, found.files[-1], language)
    return say(message("chain.head", entity=entity, reports=len(found.files)), language)


def chain_screen(found: ChainResult, language: str) -> Screen:
    """The first screen of a chain."""

    def line(number: int, matter: Matter) -> Line:
        note = accepted_words(matter.accepted, language)
        file = found.file_of(lead_of(found.outcomes[matter.findings[0]]))
        place, text = place_words(matter.place, language, False), matter_words(matter, found, language)
        return Line(number, place, text, file, matter.place, note)

    parts, accepted = parts_of(found.matters, line, language)
    return Screen(
        chain_head(found, language),
        ", ".join(found.files),
        parts,
        found.files,
        accepted,
        " --same-entity" if found.by_order else "",
    )


def summary_words(found: ChainResult, language: str, show: set[str]) -> Iterator[str]:
    """What was held against what, and what could not be."""
    passed = [outcome for outcome in found.outcomes if outcome.outcome == "passed"]
    within = sum(outcome.rounding == "within" for outcome in passed)
    count = len(passed) + len(found.findings)
    yield say(
        message(
            "chain.controls",
            evaluated=count,
            passed=len(passed),
            within=within_words(within),
            findings=len(found.findings),
        ),
        language,
    )
    if "passed" in show:
        yield say(message("summary.passed"), language)
        yield from (f"  {outcome.rule} {told(outcome, found, language)}" for outcome in passed)
    if "not-applicable" in show:
        undone = [outcome for outcome in found.outcomes if outcome.outcome == "not_applicable" and outcome.reason]
        yield from (f"  {o.rule} {o.name}: {say(o.reason, language)}" for o in undone if o.reason is not None)


def closing_words(found: ChainResult, language: str) -> str:
    """Whether the reports agree, or how much there is to mend and to explain between them."""
    errors, warnings, notes = (sum(m.is_open and m.severity == severity for m in found.matters) for severity in SEVERITIES)
    if found.count("rule_error"):
        return say(message("closing.rule-error"), language)
    if not any(outcome.outcome in ("passed", "finding") for outcome in found.outcomes):
        return say(message("chain.nothing"), language)
    if errors or warnings:
        return say(message("chain.disagree", left=left_words(errors, warnings)), language)
    return say(message("chain.agree-notes", notes=notes) if notes else message("chain.agree"), language)
