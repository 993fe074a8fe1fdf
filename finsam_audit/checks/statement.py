"""Statements: what a sentence of the report says in words is held against the tables."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_audit.accounts.words.folding import fold
from finsam_audit.checks import limits
from finsam_audit.checks.kind import LIMITS, SPOKEN, WORDS, Fault, Key, Kind, Texts, one_of
from finsam_audit.checks.wording import quoted
from finsam_audit.checks.wording import says as fits_words
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import Message, message
from finsam_audit.page.prose import says

YEAR = 4
LEAST = 4
"""Letters of a row's name: a shorter one is a word of any sentence."""


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """The sentences that say one of the phrases in ``says``.

    Sentences that fit ``unless`` are left; with ``subjects`` only those are read that speak of one of these, of no single
    row of any table, and of no other year. What they say must then be so: ``holds`` keeps its limit, or none of the
    ``tables`` is there. With neither, such a sentence is itself the finding, and ``remark`` says what is wrong with it.
    """
    sentences = [*view.report.statements, *(claim.text for claim in view.report.claims)]
    found = _saying(sentences, rule.texts("says"))
    found = [text for text in found if not any(fits_words(text, pattern) for pattern in rule.texts("unless"))]
    if rule.texts("subjects"):
        found = [text for text in found if _of_the_whole(text, rule, view)]
    if sentences and not found and not rule.texts("holds") and not rule.texts("tables"):
        yield Outcome("passed", message("statement.unsaid"))
    elif not found:
        yield Outcome("not_applicable", message("statement"), reason=message("reason.no-statement"))
    elif rule.texts("holds"):
        for outcome in limits.check(rule, view):
            args = {**outcome.told.args, "text": found[0]}
            told = Message("statement-share" if args.get("whole") else "statement", args)
            yield outcome if outcome.outcome == "not_applicable" else outcome._replace(told=told, about="statement")
    elif rule.texts("tables"):
        there = tuple(dict.fromkeys(statement.name for statement in view.statements(rule.texts("tables"))))
        yield Outcome("finding" if there else "passed", message("statement.table", text=found[0], tables=there))
    else:
        for text in found:
            yield Outcome("finding", message("statement.said", **quoted(text, rule)))


def _saying(sentences: list[str], phrases: tuple[str, ...]) -> list[str]:
    """The sentences that say one of the phrases. Most texts have none of their words, so that is looked at first."""
    everything = "\n".join(sentences).lower()
    split = [(phrase, phrase.lower().replace("*", " ").split()) for phrase in phrases]
    tried = [(phrase, words) for phrase, words in split if all(word in everything for word in words)]
    if not tried:
        return []
    found = []
    for text in sentences:
        lower = text.lower()
        if any(all(word in lower for word in words) and says(text, phrase) for phrase, words in tried):
            found.append(text)
    return found


def _of_the_whole(text: str, rule: Rule, view: View) -> bool:
    """Whether a text that says one of the phrases speaks of one of the rule's subjects, of no part of it and no other year."""
    words = f" {fold(text)} "
    subjects = {fold(subject) for subject in rule.texts("subjects")}
    years = {word for word in words.split() if len(word) == YEAR and word.isdecimal()}
    if not any(f" {subject} " in words for subject in subjects) or years - {str(view.report.end.year)}:
        return False
    rows = {fold(row.label) for s in view.accounts.statements for row in s.table.walk() if s.role(row) == "detail"}
    return not any(len(row) > LEAST and row not in subjects and f" {row} " in words for row in rows)


def _held_or_absent(texts: Texts) -> Iterator[Fault]:
    if "holds" in texts and "tables" in texts:
        yield from one_of(texts, "holds", "tables")
    for key in ("table", "columns"):
        if texts.get(key) and "holds" not in texts:
            yield Fault(key, 0, message("rules.goes-with", key=key, other="holds"))


KIND = Kind(
    "statement",
    sv="Det som en mening säger i ord stämmer.",
    en="What a sentence says in words is so.",
    keys={
        "says": WORDS._replace(required=True),
        "unless": WORDS,
        "subjects": WORDS,
        "table": Key("table"),
        "holds": LIMITS,
        "columns": Key("choice", allowed=("own", "all")),
        "tables": Key("table", several=True),
        "about": SPOKEN,
        "remark": SPOKEN,
    },
    run=check,
    equation=False,
    together=_held_or_absent,
)
