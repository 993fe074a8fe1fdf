"""One finding of a matter in words: what it says with its table and column, and what its difference comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from finsam_audit.controls.outcome import Cause, Outcome
from finsam_audit.controls.quantities import ZERO
from finsam_audit.messages import Message, message
from finsam_audit.page.model import Figure
from finsam_audit.render.language import amount, definite, say
from finsam_audit.render.sentence import hint_sentences, sentence
from finsam_audit.render.shown import (
    OWN_WORDS,
    amount_of,
    apart_in_time,
    as_shown,
    decimals_of,
    held_against,
    lead_of,
    row_name,
    single_of,
)
from finsam_audit.render.where import beside, lines_words, named

OWN_REASON = ("hint.blank", "cause.any-row")
"""Causes that say more of their findings than the findings' own hints."""
_NO_REASON = ("limit.origin", "limit.own", "limit.own-source", "hint.constant", "joint.relation", "joint.hidden")
_SENTENCE_END = re.compile(r"\bNot \w+\.|(\.)(?= [A-ZÅÄÖ])")
_FEW = 3
"""So many figures to compare are told one by one."""


def placed(outcome: Outcome, language: str) -> str:
    """What an outcome says, with its table and column where the sentence does not name them."""
    text, lead = sentence(outcome, language, lined=True), lead_of(outcome)
    if outcome.about == "statement" and (seen := lines_words((figure.place for figure in outcome.printed), language)):
        text = f"{text} {say(message('matter.see', places=seen), language)}"
    if lead is None or lead.table in OWN_WORDS or not outcome.arithmetic:
        return text
    known = lead.table in text or definite(lead.table, language) in text
    columns = {used.figure.column for used in outcome.figures if used.figure is not None and used.role == "stated"}
    column = outcome.column or (lead.column if len(columns) < 2 else "")
    rest = text
    for name in {figure.table for figure in outcome.printed}:
        rest = rest.replace(name, "")  # a year in the name of a table is no column
    parts = [part for part in ("" if known else lead.table, "" if column in rest else column) if part]
    if not parts:
        return text
    single, table = single_of(outcome), definite(lead.table, language)
    if single is not None and apart_in_time(single, lead) and known and f" {table}" in text:
        return text.replace(f" {table}", f" {table} ({column})", 1)  # beside its own amount: the other is of another year
    first = first_sentence(text)
    said, where = first.removesuffix("."), lines_words((figure.place for figure in held_against(outcome)), language)
    if where and said.endswith(f" ({where})"):  # one pair of brackets for both
        said, parts = said.removesuffix(f" ({where})"), [*parts, where]
    return f"{said} ({', '.join(parts)}).{text[len(first) :]}"


def first_sentence(text: str) -> str:
    """The first sentence of a text, with its full stop; that of a note's number ends none."""
    return next((text[: end.end()] for end in _SENTENCE_END.finditer(text) if end[1]), text)


def in_running(text: str) -> str:
    """A sentence as the end of another."""
    return f"{text[:1].lower()}{text[1:]}".rstrip(".")


def reason(found: Sequence[Outcome], causes: Sequence[Cause], language: str) -> str:
    """What the difference of the first of some findings comes from, in short; of one that is open, what to compare."""
    outcome = found[0]
    hints = tuple(hint for hint in outcome.hints if hint.key not in _NO_REASON)
    if causes and (len(hints) != 1 or causes[0].kind == "policy" or causes[0].told.key in OWN_REASON):
        return _open(found, causes[0], language)
    hints = hints[:1]
    if not hints:
        return _gap(outcome, language) if outcome.kind == "definition" else ""
    (why,) = hint_sentences(outcome._replace(hints=hints), language, "short")
    defined = "terms" in hints[0].args and outcome.kind == "definition"
    return say(message("matter.counted", why=why), language) if defined else why


def _gap(outcome: Outcome, language: str) -> str:
    """Of two ways to count that nothing explains: how far they are apart."""
    value = abs(as_shown("difference", outcome) or ZERO)
    gap = amount_of(value, outcome, language, decimals_of(outcome), apart=True)
    return say(message("matter.definition-say", gap=gap), language)


def _open(found: Sequence[Outcome], cause: Cause, language: str) -> str:
    if cause.kind == "policy" or cause.told.key == "hint.blank":
        return say(cause.told, language)
    if cause.told.key == "cause.any-row":
        return say(message("matter.any-row"), language)
    return say(message("matter.open", these=_to_compare(found, language)), language)


def _to_compare(found: Sequence[Outcome], language: str) -> Message:
    """The figures of which one is wrong: the columns of a row, or the amounts with their lines."""
    lead = lead_of(found[0])
    figures = [*([lead] if lead is not None else []), *held_against(found[0])]
    if found[0].is_one_fact and len(figures) == len(found) + 1 == 2:
        return message("matter.compare-both")
    rows = {(figure.table, figure.path, figure.row) for figure in figures}
    columns = tuple(dict.fromkeys(figure.column for figure in figures))
    if len(rows) == 1 and len(columns) > 1:
        others = {(one.table, one.path, one.row) for outcome in found if (one := lead_of(outcome)) is not None} - rows
        return message("matter.compare-columns" if not others else "matter.compare-rows", columns=columns)
    if len(figures) > _FEW:
        return message("matter.compare-lines", where=beside(figures, language, table=False))
    return message("matter.compare", amounts=tuple(_named(figure, language) for figure in figures))


def _named(figure: Figure, language: str) -> Message:
    """A figure by its row, with its amount and its line."""
    shown = amount(figure.value, figure.unit.name, language, figure.decimals)
    return named(row_name(figure, language), shown, lines_words([figure.place], language))
