"""A matter in a sentence, in the report's own words, with the amount that should stand where one is sure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from finsam_audit.controls.outcome import Cause, Matter, Outcome, Result
from finsam_audit.messages import Message, message
from finsam_audit.page.model import Place
from finsam_audit.render.language import amount, catalogue, say, sentence_case
from finsam_audit.render.matter_changes import corrected, ways_told
from finsam_audit.render.matter_items import (
    CUT_MANY,
    Thing,
    Told,
    doubted,
    elsewhere,
    list_of,
    pair,
)
from finsam_audit.render.matter_said import OWN_REASON, first_sentence, in_running, placed, reason
from finsam_audit.render.places import seen_at
from finsam_audit.render.quotes import short_quote, short_quotes
from finsam_audit.render.sentence import hint_sentences, sentence
from finsam_audit.render.shown import lead_of
from finsam_audit.render.table_names import with_short_names
from finsam_audit.render.where import lines_words

_FORM = ("unit", "rounding")
"""Kinds of finding that say how a number is printed, beside what says that it is another."""
_SAID_MET = ("goal.met", "goal.met-includes")
_FEW = 3
"""So many sentences are told in full one after another."""


def matter_sentence(matter: Matter, result: Result, language: str) -> str:
    """What there is to mend or to explain."""
    return matter_told(matter, result, language).sentence


def matter_told(matter: Matter, result: Result, language: str) -> Told:
    """What there is to mend or to explain, and its things one by one where they are several."""
    found = [result.outcomes[index] for index in matter.findings]
    causes = [cause for cause in result.causes if cause.id in matter.causes]
    told = _told(matter, found, causes, result, language)
    told = told._replace(lead=f"{doubted(matter, found, language)} {told.lead}".lstrip())
    return told.each(lambda text: with_short_names(short_quotes(text), result.report))


def _told(matter: Matter, found: list[Outcome], causes: list[Cause], result: Result, language: str) -> Told:
    at = matter.place
    if matter.together == "goals" or all(outcome.told.key in _SAID_MET for outcome in found):
        return _goals(found, result, language, at)
    if matter.together == "paragraph":
        return _paragraph(matter, found, causes, result, language)
    if matter.together in ("rounding", "misprints"):
        if len(found) == 1 and found[0].told.key == CUT_MANY:
            return Told(sentence(found[0], language))
        return list_of(message(f"matter.{matter.together}", count=len(found)), _pairs(found, result, language), language, at=at)
    if matter.together == "definition":
        return _definitions(found, language, at)
    if causes and all(_is_sure(cause) for cause in causes):
        return corrected(found, causes, result.report, language, at)
    if matter.together == "names":
        said = [Thing(sentence(outcome, language).rstrip("."), _seen(outcome, result)) for outcome in found]
        why = reason(found, causes, language)
        return list_of(message("matter.names", count=len(found)), said, language, after=why, at=at)
    if matter.together == "follows":
        first, *rest = (f"{placed(outcome, language)} {reason([outcome], (), language)}".rstrip() for outcome in found)
        return Told(first, tuple(_each_where_it_stands(rest, found, result, language)))
    if matter.together == "alike":
        return _alike(found, result, language, at)
    text = placed(found[0], language)
    if matter.together == "moved" or any(cause.kind == "policy" for cause in causes):
        return _moved(found, result, language) or Told(f"{text} {reason(found, causes, language)}".rstrip())
    if matter.together == "columns" or any(cause.told.key in OWN_REASON for cause in causes):
        own = {outcome.cause for outcome in found}
        others = [o for o in found[1:] if o.rule == found[0].rule or not own - {None}]
        if any(outcome.stated is None for outcome in found):
            return Told(text, tuple(told for told in dict.fromkeys(placed(o, language) for o in others) if told != text))
        also = elsewhere(found[0], others, language)
        if (ways := ways_told(found[0], causes, language)) is not None:
            return ways._replace(lead=f"{text} {ways.lead}")
        why = reason([found[0], *others], causes, language)
        if not also:
            return Told(f"{text} {why}".rstrip())
        last = bool(causes) or found[0].kind == "definition"  # what to do, after all of it
        lead = text if last else f"{text} {why}".rstrip()
        return list_of(message("matter.elsewhere", lead=lead), also, language, after=why if last else "", at=at)
    ways = ways_told(found[0], causes, language)
    return ways._replace(lead=f"{text} {ways.lead}") if ways else Told(f"{text} {reason(found[:1], causes, language)}".rstrip())


def _seen(outcome: Outcome, result: Result) -> Place | None:
    """Where a finding is seen by itself; a goal at its own line, not at that of the words which judge it."""
    lead = lead_of(outcome)
    return lead.place if lead is not None and outcome.about == "goal" else seen_at(outcome, result)


def _pairs(found: Iterable[Outcome], result: Result, language: str) -> list[Thing]:
    """Findings as things of a list, each once."""
    said = {pair(outcome, language): _seen(outcome, result) for outcome in found}
    return [Thing(text, place) for text, place in said.items()]


def _paragraph(matter: Matter, found: Sequence[Outcome], causes: Sequence[Cause], result: Result, language: str) -> Told:
    """What the text says in one paragraph, or of one thing in several, that the rest of the report does not bear out."""
    why = " ".join(say(cause.told, language) for cause in causes if not cause.corrections and not cause.alternatives)
    if len(found) > 2 and _in_amounts(found):
        lines = {lead.place[2:4] for outcome in found if (lead := lead_of(outcome)) is not None}
        key = "matter.paragraph" if len(lines) == 1 else "matter.paragraphs"
        things = _pairs(found, result, language)
        return list_of(message(key, count=len(found)), things, language, after=why, at=matter.place)
    weighty = [outcome for outcome in found if outcome.severity == matter.severity or outcome.kind not in _FORM]
    order = [*weighty, *(outcome for outcome in found if outcome not in weighty)]
    told = _alike(order, result, language, matter.place)
    return told._replace(after=(why,)) if why else told


def _definitions(found: Sequence[Outcome], language: str, at: Place | None) -> Told:
    """What tables count otherwise than others, a row at a time, and what makes them differ."""
    leads = [(outcome, figure) for outcome in found if (figure := lead_of(outcome)) is not None]
    tables = list(dict.fromkeys(figure.table for _, figure in leads))
    rows: dict[tuple[str, str], Thing] = {}
    for outcome, figure in leads:
        if (figure.table, figure.row) not in rows:
            why = hint_sentences(outcome, language, "short")
            item = pair(outcome, language)
            rows[figure.table, figure.row] = Thing(f"{item} – {in_running(why[0])}" if why else item, figure.place)
    key = "matter.definition" if len(tables) == 1 else "matter.definitions"
    after = say(message("matter.definition-table" if len(tables) == 1 else f"{key}-say"), language)
    told = list_of(message(key, table=tables[0], count=len(rows)), list(rows.values()), language, after=after, at=at)
    return told._replace(lead=sentence_case(told.lead))


def _in_amounts(found: Iterable[Outcome]) -> bool:
    """Whether each of the findings is one amount against another."""
    return all(outcome.stated is not None and outcome.computed is not None for outcome in found)


def _is_sure(cause: Cause) -> bool:
    return bool(cause.corrections) and not cause.alternatives


def _moved(found: Sequence[Outcome], result: Result, language: str) -> Told | None:
    """Two findings of which one has as much too much as the other has too little; None for any others."""
    two = [outcome for outcome in found if outcome.about != "claim"]
    if len(two) != 2 or not two[0].difference or two[0].difference + (two[1].difference or 0):
        return None
    first, second = (first_sentence(placed(outcome, language)) for outcome in two)
    lead = lead_of(two[0])
    gap = amount(abs(two[0].difference), two[0].unit or "", language, lead.decimals if lead else 0)
    return Told(
        first,
        tuple(_each_where_it_stands([second], two, result, language)),
        (say(message("matter.moved", amount=gap), language),),
    )


def _alike(found: Sequence[Outcome], result: Result, language: str, at: Place | None) -> Told:
    """What one rule finds in several places, under what is common to them."""
    key = found[0].told.key
    if f"{key}.many" in catalogue(language) and all(one.told.key == key for one in found):
        common = Message(f"{key}.many", {**found[0].told.args, "count": len(found)})
        said = {short_quotes(say(Message(f"{key}.item", one.told.args), language)): _seen(one, result) for one in found}
        if say(common, language).strip():
            told = list_of(common, [Thing(*one) for one in said.items()], language, at=at).each(str.strip)
            return told._replace(lead=f"{told.lead.rstrip('.:')}:")
    texts = list(dict.fromkeys(_with_hint(outcome, language) for outcome in found))
    if len(texts) == len(found):
        texts = [texts[0], *_each_where_it_stands(texts[1:], found, result, language)]
    summed = found[0].computed is not None and found[0].about != "claim"
    if summed and len(texts) > 1 and len({one.told.key for one in found}) == 1:
        also = elsewhere(found[0], found[1:], language)
        return list_of(message("matter.elsewhere", lead=texts[0]), also, language, at=at) if also else Told(texts[0])
    if len(texts) <= _FEW:
        return Told(texts[0], tuple(texts[1:]))
    return list_of(message("matter.elsewhere", lead=texts[0]), _pairs(found[1:], result, language), language, at=at)


def _each_where_it_stands(texts: Sequence[str], found: Sequence[Outcome], result: Result, language: str) -> list[str]:
    """What is told of all findings but the first, each after its place where that is another than the first one's."""
    first, *lines = (lines_words([_seen(one, result)], language) for one in found)
    there = [f"{sentence_case(line)}: " if line and line != first else "" for line in lines]
    return [line + text for line, text in zip(there, texts, strict=True)]


def _with_hint(outcome: Outcome, language: str) -> str:
    """What an outcome says, and the slip that its difference fits."""
    why = reason([outcome], (), language) if outcome.about == "claim" else ""
    return f"{placed(outcome, language)} {why}".rstrip()


def _goals(found: Sequence[Outcome], result: Result, language: str, at: Place | None) -> Told:
    """Goals that are not reached, under what the report says of them; apart, those whose outcome holds another's amount."""
    report = result.report
    goals = {goal.text: goal for goal in report.goals}
    own = [goals.get(str(outcome.told.args.get("text"))) for outcome in found]
    if len(found) == 1 or own[0] is None or not all({"target", "outcomes"} <= one.told.args.keys() for one in found):
        return _alike(found, result, language, at)
    judgement, said = own[0].judgement, own[0].judged
    judged = [g for g in report.goals if (g.judgement, g.judged) == (judgement, said) and g.target and g.outcomes]
    missed = [outcome for outcome in found if "amounts" not in outcome.told.args]
    key = f"matter.goals-{judgement.replace(' ', '-') or 'unjudged'}"
    if judgement == "met" and len({(goal.judged, goal.judged_at.source_line) for goal in own if goal is not None}) > 1:
        key = "matter.goals-here"  # each under words of its own
    elif said and judgement == "met":
        key = "matter.goals-said"
    day = next((outcome.told.args["day"] for outcome in found if "day" in outcome.told.args), "")
    if day and not judgement:
        key = "matter.goals-so-far"
    under = judgement and len(missed) < len(judged)  # of goals that no words judge together it is not clear which they are
    share = message("matter.of", count=len(missed), all=str(len(judged))) if under else str(len(missed))
    told = message(key, said=said, count=share, day=day)
    including = [_missed(outcome, language) for outcome in found if outcome not in missed]
    if not missed:
        return Told(" ".join(sentence_case(one) for one in including))
    things = [Thing(_missed(outcome, language), _seen(outcome, result)) for outcome in missed]
    return list_of(told, things, language, after=" ".join(including), at=at)


def _missed(outcome: Outcome, language: str) -> str:
    """A goal with its outcome, its target and what its outcome seems to include of another's."""
    key = "matter.goal-includes" if "amounts" in outcome.told.args else "matter.goal"
    return say(message(key, **{**outcome.told.args, "text": short_quote(outcome.told.args.get("text"))}), language)
