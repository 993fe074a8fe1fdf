"""A matter in a sentence, in the report's own words, with the amount that should stand where one is sure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from finsam_audit.controls.outcome import EXPLAINED, STRUCTURAL, TWO_TABLES, Cause, Matter, Outcome, Result
from finsam_audit.messages import Message, message
from finsam_audit.page.model import Figure, Report
from finsam_audit.render.language import amount, catalogue, definite, say, sentence_case
from finsam_audit.render.matter_items import (
    CUT_MANY,
    Told,
    amounts_told,
    changes_told,
    doubted,
    elsewhere,
    list_of,
    pair,
    place_words,
    short_quote,
    short_quotes,
)
from finsam_audit.render.sentence import hint_sentences, sentence
from finsam_audit.render.shown import OWN_WORDS, apart_in_time, is_turned, lead_of, row_name, side_of, single_of
from finsam_audit.render.table_names import with_short_names

_FORM = ("unit", "rounding")
"""Kinds of finding that say how a number is printed, beside what says that it is another."""
_SAID_MET = ("goal.met", "goal.met-includes")
_FEW = 3
"""So many sentences are told in full one after another."""
_NO_REASON = ("limit.origin", "limit.own", "limit.own-source", "hint.constant", "joint.relation", "joint.hidden")
_OWN_REASON = ("hint.blank", "cause.any-row")
"""Causes that say more of their findings than the findings' own hints."""
_SENTENCE_END = re.compile(r"\bNot \w+\.|(\.)(?= [A-ZÅÄÖ])")


_MOST_CHANGES = 6
_OF_A_ROW = {
    "hint.extra": "extra_term",
    "hint.omitted": "omitted_term",
    "hint.twice": "double_counted",
    "hint.copied": "copied",
}
"""Slips of a total, by the hint that names the row."""


def matter_sentence(matter: Matter, result: Result, language: str) -> str:
    """What there is to mend or to explain."""
    return matter_told(matter, result, language).sentence


def matter_told(matter: Matter, result: Result, language: str) -> Told:
    """What there is to mend or to explain, and its things one by one where they are several."""
    found = [result.outcomes[index] for index in matter.findings]
    causes = [cause for cause in result.causes if cause.id in matter.causes]
    told = _told(matter, found, causes, result.report, language)
    told = told._replace(lead=f"{doubted(matter, found, language)} {told.lead}".lstrip())
    return told.each(lambda text: with_short_names(short_quotes(text), result.report))


def _told(matter: Matter, found: list[Outcome], causes: list[Cause], report: Report, language: str) -> Told:
    if matter.together == "goals" or all(outcome.told.key in _SAID_MET for outcome in found):
        return _goals(found, report, language)
    if matter.together == "paragraph":
        return _paragraph(matter, found, causes, language)
    if matter.together in ("rounding", "misprints"):
        if len(found) == 1 and found[0].told.key == CUT_MANY:
            return Told(sentence(found[0], language))
        items = [pair(outcome, language) for outcome in found]
        return list_of(message(f"matter.{matter.together}", count=len(found)), items, language)
    if matter.together == "definition":
        return _definitions(found, language)
    if causes and all(_is_sure(cause) for cause in causes):
        return _corrected(found[0], found[1:], causes, language)
    if matter.together == "names":
        said = [sentence(outcome, language).rstrip(".") for outcome in found]
        why = _reason(found[0], causes, language)
        return list_of(message("matter.names", count=len(found)), said, language, after=why)
    if matter.together == "alike":
        return _alike(found, language)
    text = _placed(found[0], language)
    if matter.together == "moved" or any(cause.kind == "policy" for cause in causes):
        return _moved(found, language) or _with_reason(text, found[0], causes, language)
    if matter.together == "columns" or any(cause.told.key in _OWN_REASON for cause in causes):
        own = {outcome.cause for outcome in found}
        others = [o for o in found[1:] if o.rule == found[0].rule or not own - {None}]
        if any(outcome.stated is None for outcome in found):
            return Told(text, tuple(told for told in dict.fromkeys(_placed(o, language) for o in others) if told != text))
        why, also = _reason(found[0], causes, language), elsewhere(found[0], others, language)
        if not also:
            return Told(f"{text} {why}".rstrip())
        lead = text if causes else f"{text} {why}".rstrip()
        return list_of(message("matter.elsewhere", lead=lead), also, language, after=why if causes else "")
    return _with_reason(text, found[0], causes, language)


def _with_reason(text: str, lead: Outcome, causes: Sequence[Cause], language: str) -> Told:
    return Told(f"{text} {_reason(lead, causes, language)}".rstrip())


def _paragraph(matter: Matter, found: Sequence[Outcome], causes: Sequence[Cause], language: str) -> Told:
    """What the text says in one paragraph, or of one thing in several, that the rest of the report does not bear out."""
    why = " ".join(say(cause.told, language) for cause in causes if not cause.corrections and not cause.alternatives)
    if len(found) > 2 and _in_amounts(found):
        items = [pair(outcome, language) for outcome in found]
        lines = {lead.place[2:4] for outcome in found if (lead := lead_of(outcome)) is not None}
        key = "matter.paragraph" if len(lines) == 1 else "matter.paragraphs"
        return list_of(message(key, count=len(found)), items, language, after=why)
    weighty = [outcome for outcome in found if outcome.severity == matter.severity or outcome.kind not in _FORM]
    told = _alike([*weighty, *(outcome for outcome in found if outcome not in weighty)], language)
    return told._replace(after=why) if why else told


def _definitions(found: Sequence[Outcome], language: str) -> Told:
    """What tables count otherwise than others, a row at a time, and what makes them differ."""
    leads = [(outcome, figure) for outcome in found if (figure := lead_of(outcome)) is not None]
    tables = list(dict.fromkeys(figure.table for _, figure in leads))
    rows: dict[tuple[str, str], str] = {}
    for outcome, figure in leads:
        if (figure.table, figure.row) not in rows:
            why = hint_sentences(outcome, language, "short" if len(tables) == 1 else "brief")
            item = pair(outcome, language)
            rows[figure.table, figure.row] = f"{item} ({why[0]})" if why else item
    key = "matter.definition" if len(tables) == 1 else "matter.definitions"
    after = say(message(f"{key}-say"), language)
    told = list_of(message(key, table=tables[0], count=len(rows)), list(rows.values()), language, after=after)
    return told._replace(lead=sentence_case(told.lead))


def _in_amounts(found: Iterable[Outcome]) -> bool:
    """Whether each of the findings is one amount against another."""
    return all(outcome.stated is not None and outcome.computed is not None for outcome in found)


def _is_sure(cause: Cause) -> bool:
    return bool(cause.corrections) and not cause.alternatives


def _placed(outcome: Outcome, language: str) -> str:
    """What an outcome says, with its table and column where the sentence does not name them."""
    text, lead = sentence(outcome, language), lead_of(outcome)
    if lead is None or lead.table in OWN_WORDS or not outcome.arithmetic:
        return text
    known = lead.table in text or definite(lead.table, language) in text
    columns = {used.figure.column for used in outcome.figures if used.figure is not None and used.role == "stated"}
    column = outcome.column or (lead.column if len(columns) < 2 else "")
    rest = text
    for name in {used.figure.table for used in outcome.figures if used.figure is not None}:
        rest = rest.replace(name, "")  # a year in the name of a table is no column
    parts = [part for part in ("" if known else lead.table, "" if column in rest else column) if part]
    if not parts:
        return text
    single, table = single_of(outcome), definite(lead.table, language)
    if single is not None and apart_in_time(single, lead) and known and f" {table}" in text:
        return text.replace(f" {table}", f" {table} ({column})", 1)  # beside its own amount: the other is of another year
    first = _first_sentence(text)
    return f"{first.removesuffix('.')} ({', '.join(parts)}).{text[len(first) :]}"


def _first_sentence(text: str) -> str:
    """The first sentence of a text, with its full stop; that of a note's number ends none."""
    return next((text[: end.end()] for end in _SENTENCE_END.finditer(text) if end[1]), text)


def _moved(found: Sequence[Outcome], language: str) -> Told | None:
    """Two findings of which one has as much too much as the other has too little; None for any others."""
    two = [outcome for outcome in found if outcome.about != "claim"]
    if len(two) != 2 or not two[0].difference or two[0].difference + (two[1].difference or 0):
        return None
    first, second = (_first_sentence(_placed(outcome, language)) for outcome in two)
    lead = lead_of(two[0])
    gap = amount(abs(two[0].difference), two[0].unit or "", language, lead.decimals if lead else 0)
    return Told(first, (second,), say(message("matter.moved", amount=gap), language))


def _reason(outcome: Outcome, causes: Sequence[Cause], language: str) -> str:
    """What the difference comes from, in short."""
    hints = tuple(hint for hint in outcome.hints if hint.key not in _NO_REASON)
    if causes and (len(hints) != 1 or causes[0].kind == "policy" or causes[0].told.key in _OWN_REASON):
        return _open(causes[0], language)
    hints = hints[:1]
    if not hints:
        return ""
    (why,) = hint_sentences(outcome._replace(hints=hints), language, "short")
    defined = "terms" in hints[0].args and outcome.kind == "definition"
    return say(message("matter.counted", why=why), language) if defined else why


def _open(cause: Cause, language: str) -> str:
    if cause.kind == "policy" or cause.told.key == "hint.blank":
        return say(cause.told, language)
    return say(message("matter.any-row" if cause.told.key == "cause.any-row" else "matter.open"), language)


def _corrected(lead: Outcome, others: Sequence[Outcome], causes: Sequence[Cause], language: str) -> Told:
    """The amounts that stand, and those that should: one row in several columns, or several figures together."""
    if causes[0].kind == "mislabelled" and lead.hints:
        also, why = elsewhere(lead, others, language), _reason(lead, (), language)
        if not also:
            return _with_reason(_placed(lead, language), lead, (), language)
        return list_of(message("matter.elsewhere", lead=_placed(lead, language)), also, language, after=why)
    changes = [change for cause in causes for change in cause.corrections]
    rows = {(figure.table, figure.path, figure.row) for figure, _ in changes}
    sure = all(cause.confidence == "high" for cause in causes)
    if any(figure.doubtful for figure, _ in changes):
        told = message("matter.reading", lead=_placed(lead, language))
        return _changed(told, changes_told(changes, True, language), language)
    if len(changes) == 1 and _says_against_what(lead, changes[0][0]):
        shown = [(figure, value * side_of(lead) if is_turned(lead) else value) for figure, value in changes]
        return Told(f"{_placed(lead, language)} {_wanted(shown, causes[0].kind, sure, language)}")
    if causes[0].kind == TWO_TABLES:
        told = Message("matter.two-tables", causes[0].told.args)
        within = [outcome for outcome in (lead, *others) if outcome.about == "row" and outcome.severity == "error"]
        besides = " ".join(say(message("matter.besides", said=sentence(outcome, language)), language) for outcome in within)
        return _changed(told, changes_told(changes, False, language, "change-becomes"), language, besides)
    alike = len({(figure.table, figure.column, figure.value, value) for figure, value in changes}) == 1
    if len(rows) == 1 or alike:
        return Told(_row_corrected(changes, causes[0].kind, lead, sure, language))
    turned = [change for change in changes if change[0].value and change[1] == -change[0].value]
    tables = {figure.table for figure, _ in changes}
    columns = {figure.column for figure, _ in changes}
    key = "swapped" if causes[0].kind == "interchanged" else "turned" if 2 * len(turned) > len(changes) else "several"
    if len(tables) > 1 or tables & OWN_WORDS.keys():
        together = message("matter.together", lead=_placed(lead, language))
        return _changed(together, changes_told(changes, True, language), language)
    rest = [change for change in changes if change not in turned] if key == "turned" else []
    then = "; ".join(changes_told(rest, len(columns) > 1, language, "change-becomes"))
    told = message(f"matter.{key}", table=next(iter(tables)), columns=tuple(columns) if len(columns) == 1 else "")
    shown, word = (turned, "change-to") if key == "turned" else (changes, "change")
    after = say(message("matter.turned-then", rest=then), language) if rest else ""
    return _changed(told, changes_told(shown, len(columns) > 1, language, word), language, after)


def _changed(told: Message, changes: Sequence[str], language: str, after: str = "") -> Told:
    """Amounts that should be changed, one by one."""
    listed = list_of(told, changes, language, _MOST_CHANGES, after)
    return listed._replace(lead=sentence_case(listed.lead).replace(" :", ":").replace("  ", " "))


def _says_against_what(lead: Outcome, blamed: Figure) -> bool:
    """Whether the sentence of a finding tells why its figure is wrong: what it is a share of, or where it stands otherwise."""
    stated = lead_of(lead)
    return stated is blamed and (lead.about == "share" or (lead.about == "tie" and single_of(lead) is not None))


def _wanted(changes: Sequence[tuple[Figure, Decimal]], kind: str, sure: bool, language: str) -> str:
    """What should stand, after a sentence that says what does."""
    slip = say(message("matter.slip", slip=kind), language) if f"word.{kind}" in catalogue(language) else ""
    wanted, should = amounts_told(changes, language), message(f"matter.{'shall' if sure else 'should'}-stand")
    return say(message("matter.wanted", wanted=wanted, should=should, why=slip), language)


def _row_corrected(changes: Sequence[tuple[Figure, Decimal]], kind: str, lead: Outcome, sure: bool, language: str) -> str:
    figure = changes[0][0]
    rows = tuple(dict.fromkeys(row_name(one, language) for one, _ in changes))
    changes = changes[:1] if len(rows) > 1 else changes
    struck = kind == "copied" and not any(value for _, value in changes)
    suffix = OWN_WORDS.get(figure.table, "-struck" if struck else "")
    row, kind = next(((str(hint.args["row"]), _OF_A_ROW[hint.key]) for hint in lead.hints if hint.key in _OF_A_ROW), ("", kind))
    slip = f"word.{kind}"
    why, other = "", figure.table in OWN_WORDS or kind in EXPLAINED[len(STRUCTURAL) :] or kind == "wrong_column"
    copied = next((hint.args["other"] for hint in lead.hints if hint.key == "hint.copied"), None) if struck else None
    if copied is not None:
        why = f". {say(message('matter.copied', other=copied), language)}"
    elif other and lead.hints and not lead.hints[0].key.startswith("hint.typing"):
        why = f". {_reason(lead, (), language)}".removesuffix(".")
    elif slip in catalogue(language):
        why = say(message("matter.slip-row" if row and row != figure.row else "matter.slip", slip=kind, row=row), language)
    told = message(
        f"matter.row{suffix}",
        row=rows,
        table=figure.table,
        columns=tuple(figure.column for figure, _ in changes),
        stated=amounts_told([(figure, figure.value) for figure, _ in changes], language),
        wanted=amounts_told(changes, language),
        should=message("matter.shall" if sure else "matter.should"),
        why=why,
    )
    return sentence_case(say(told, language))


def _alike(found: Sequence[Outcome], language: str) -> Told:
    """What one rule finds in several places, under what is common to them."""
    key = found[0].told.key
    if f"{key}.many" in catalogue(language) and all(one.told.key == key for one in found):
        common = Message(f"{key}.many", {**found[0].told.args, "count": len(found)})
        items = list(dict.fromkeys(short_quotes(say(Message(f"{key}.item", one.told.args), language)) for one in found))
        if say(common, language).strip():
            told = list_of(common, items, language).each(str.strip)
            return told._replace(lead=f"{told.lead.rstrip('.:')}:")
    texts = list(dict.fromkeys(_with_hint(outcome, language) for outcome in found))
    if len(texts) == len(found):  # each where it stands: the place of the first is that of the matter
        texts = [texts[0], *(_where(one, found[0], language) + text for one, text in zip(found[1:], texts[1:], strict=True))]
    summed = found[0].computed is not None and found[0].about != "claim"
    if summed and len(texts) > 1 and len({one.told.key for one in found}) == 1:
        also = elsewhere(found[0], found[1:], language)
        return list_of(message("matter.elsewhere", lead=texts[0]), also, language) if also else Told(texts[0])
    if len(texts) <= _FEW:
        return Told(texts[0], tuple(texts[1:]))
    others = list(dict.fromkeys(pair(outcome, language) for outcome in found[1:]))
    return list_of(message("matter.elsewhere", lead=texts[0]), others, language)


def _with_hint(outcome: Outcome, language: str) -> str:
    """What an outcome says, and the slip that its difference fits."""
    why = _reason(outcome, (), language) if outcome.about == "claim" else ""
    return f"{_placed(outcome, language)} {why}".rstrip()


def _where(outcome: Outcome, first: Outcome, language: str) -> str:
    """Before what is told of another place than the first: that place."""
    mine, known = (place_words(lead.place, language) if (lead := lead_of(one)) is not None else "" for one in (outcome, first))
    return f"{sentence_case(mine)}: " if mine and mine != known else ""


def _goals(found: Sequence[Outcome], report: Report, language: str) -> Told:
    """Goals that are not reached, under what the report says of them; apart, those whose outcome holds another's amount."""
    goals = {goal.text: goal for goal in report.goals}
    own = [goals.get(str(outcome.told.args.get("text"))) for outcome in found]
    if len(found) == 1 or own[0] is None or not all({"target", "outcomes"} <= one.told.args.keys() for one in found):
        return _alike(found, language)
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
    share = message("matter.of", count=len(missed), all=str(len(judged))) if len(missed) < len(judged) else str(len(missed))
    told = message(key, said=said, count=share, day=day)
    including = [_missed(outcome, language) for outcome in found if outcome not in missed]
    if not missed:
        return Told(" ".join(sentence_case(one) for one in including))
    return list_of(told, [_missed(outcome, language) for outcome in missed], language, after=" ".join(including))


def _missed(outcome: Outcome, language: str) -> str:
    """A goal with its outcome, its target and what its outcome seems to include of another's."""
    key = "matter.goal-includes" if "amounts" in outcome.told.args else "matter.goal"
    return say(message(key, **{**outcome.told.args, "text": short_quote(outcome.told.args.get("text"))}), language)
