"""Goals in words: how many goals a sentence says were met, held against the judgements of the goals themselves."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from finsam_audit.checks.kind import Kind
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message
from finsam_audit.page.prose import IN_WORDS, is_turned

_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(IN_WORDS)}|en|inget)"
_OURS = r"(?: (?:de|våra|förbundets|årets|uppsatta|beslutade|fastställda|antagna|uppställda))*"
_TIME = r"(?: (?:för|under|i) (?:året|perioden|verksamhetsåret|(?:år )?\d{4}))?"
_VERB = r"(?: (?:är|har|blev|bedöms|bedömdes|anses|kan|därmed|vara|varit|blivit|ha|nu|också|även|helt)){0,5}"
_MET = rf"{_TIME}{_VERB} (?:uppfyll|uppnå|nåd|nått|nås|klara)"
_ALL = rf"(?i)\b(?:samtliga|alla){_OURS} mål(?:en)?\b{_MET}"
_SOME = rf"(?i)\b(?P<met>{_NUMBER}) av{_OURS} (?P<all>{_NUMBER}){_OURS} mål(?:en)?\b{_MET}"
"""Of all goals there are: "samtliga finansiella mål" and "målen för god ekonomisk hushållning" are some of them."""


class Said(NamedTuple):
    """That so many goals of so many were met; of None: of all there are."""

    met: int | None
    goals: int | None


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """The sentences that say how many goals were met; each may say what the judgements leave open."""
    goals = view.report.goals
    met = sum(goal.judgement == "met" for goal in goals)
    missed = [goal for goal in goals if goal.judgement in ("partly", "not met")]
    found = False
    for text in [*view.report.statements, *(claim.text for claim in view.report.claims)]:
        said = _said(text) if goals else None
        if said is None or (said.goals is not None and said.goals != len(goals)):
            continue
        found = True
        number = len(goals) if said.met is None else said.met
        holds = met <= number <= len(goals) - len(missed)
        told = message("goals-said", text=text, met=met, missed=len(missed), count=len(goals))
        yield Outcome("passed" if holds else "finding", told, kind=None if holds else "goal", about="goal")
    if not found:
        yield Outcome(
            "not_applicable", message("goals-said"), reason=message("reason.no-goals-said" if goals else "reason.no-goals")
        )


def _said(text: str) -> Said | None:
    for sentence in re.split(r"(?<=[.!?])\s", text) if "mål" in text.lower() else ():
        if is_turned(re.sub(r"\bmål(?:en)?\b", "", sentence)):  # the goals are what it speaks of, not an aim
            continue
        if (some := re.search(_SOME, sentence)) is not None:
            return Said(_number(some["met"]), _number(some["all"]))
        if re.search(_ALL, sentence):
            return Said(None, None)
    return None


def _number(word: str) -> int:
    word = {"en": "ett", "inget": "noll"}.get(word.lower(), word.lower())
    return int(word) if word.isdigit() else IN_WORDS.index(word)


KIND = Kind(
    "goals-said",
    sv="Det antal mål som en mening säger är nådda är det som målens egna bedömningar ger.",
    en="The number of goals that a sentence says were met is what the judgements of the goals make it.",
    run=check,
    equation=False,
)
