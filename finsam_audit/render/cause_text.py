"""A cause in words: what to mend, what speaks for it, and what is as likely."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from finsam_audit.controls.outcome import Cause, Outcome, change_message
from finsam_audit.messages import Message, message
from finsam_audit.page.model import Figure
from finsam_audit.render.language import say, sentence_case
from finsam_audit.render.sentence import sentence
from finsam_audit.render.shown import OWN_WORDS

TOGETHER = {"cause.several": "cause.together", "cause.swapped": "cause.places", "cause.two-tables": "cause.follows"}
"""Causes that change several figures, and the words above a list of the changes."""


class Said(NamedTuple):
    """A cause under its finding: what to mend, the changes one a line and what speaks for them, what is as likely."""

    head: str
    changes: tuple[str, ...]
    evidence: tuple[str, ...]
    alternatives: tuple[str, ...]


def said_cause(cause: Cause, lead: Outcome, language: str) -> Said:
    """A cause under the finding that it is told with."""
    table = lead.lead.table if lead.lead is not None else ""
    head = say(message("cause.head", confidence=message(f"cause.confidence.{cause.confidence}")), language)
    told, evidence = cause_sentences(cause, language)
    changes = change_sentences(cause, language, table)
    told = say(Message(TOGETHER[cause.told.key], cause.told.args), language) if changes else f"{told} {evidence}"
    others = alternative_sentences(cause, language, table)
    return Said(f"{head}: {told}".rstrip(), changes, (evidence,) if changes else (), others)


def cause_sentences(cause: Cause, language: str) -> tuple[str, ...]:
    """What to mend, what speaks for it, and what against."""
    key = "cause.evidence" if cause.leaves else "cause.evidence-alone"
    any_row = cause.told.key == "cause.any-row"
    if cause.alternatives:
        key = "cause.evidence-each" if len(cause.alternatives) > 1 else "cause.evidence-example"
    told = cause.corrections or (cause.alternatives and not any_row) or cause.told.key == "hint.blank"
    evidence = say(message(key, mends=_findings(cause.mends), leaves=cause.leaves), language) if told else ""
    if cause.cancelled:
        key = "cause.cancel" if len(cause.cancelled) > 1 else "cause.cancel-one"
        head = say(message(key, count=len(cause.cancelled)), language)
        evidence = " ".join([evidence, head, sentence(cause.cancelled[0], language)])
    if cause.against:
        head = say(message("cause.against", count=len(cause.against)), language)
        evidence = " ".join([evidence, head, *(sentence(outcome, language) for outcome in cause.against)])
    return sentence_case(say(cause.told, language)), evidence


def _findings(count: int) -> Message:
    """ "det här fyndet", "3 fynd"."""
    return message("cause.finding" if count == 1 else "cause.findings", count=count)


def change_sentences(cause: Cause, language: str, table: str) -> tuple[str, ...]:
    """The figures that need to be changed together, one a line; ``table`` is the one the reader has before him."""
    if cause.told.key not in TOGETHER:
        return ()
    known = _known(cause.corrections, table)
    return tuple(sentence_case(say(change_message(*one, short=True, known=known), language)) for one in cause.corrections)


def _known(changes: Iterable[tuple[Figure, Decimal]], table: str) -> str:
    """The table that goes without saying: the finding's own, where no change is in another."""
    return table if all(figure.table in (table, *OWN_WORDS) for figure, _ in changes) else ""


def alternative_sentences(cause: Cause, language: str, table: str) -> tuple[str, ...]:
    """The equally good corrections, one a line, and how many more there are; none where any row may be to blame."""
    if cause.told.key == "cause.any-row":
        return ()
    lines = []
    known = _known([change for changes in cause.alternatives for change in changes], table)
    for index, changes in enumerate(cause.alternatives):
        for at, (figure, value) in enumerate(changes):
            first = "cause.either" if len(cause.alternatives) > 1 else "cause.example"
            key = "cause.and" if at else "cause.or" if index else first
            change = change_message(figure, value, short=True, known=known)
            lines.append(say(message(key, change=change), language))
    more = cause.alternatives_count - len(cause.alternatives)
    if lines and more > 0:
        lines.append(say(message("cause.more", count=more), language))
    return tuple(lines)


def goes_on(line: str, language: str) -> bool:
    """Whether a line tells one more change of the correction above it."""
    return line.startswith(f"{say(message('cause.and', change=''), language).strip()} ")
