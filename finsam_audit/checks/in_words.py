"""Amounts in words: "ca en miljon i likvida medel" is about what the statement shows at the year's end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from finsam_audit.checks.kind import NAMES, Key, Kind, or_else
from finsam_audit.controls.context import Context, Missing
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.quantities import merged
from finsam_audit.controls.relation import used
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message
from finsam_audit.page.expressions import parse_expression
from finsam_audit.page.prose import IN_WORDS, is_turned

_NUMBERS = ("en halv", "en", *IN_WORDS[2:11])
_MILLION = Decimal(1_000_000)
_HALF = _MILLION / 2
_AMOUNT = (
    r"(?i)(?:\b(?P<about>drygt|knappt|närmare|nästan|över|minst|högst|mer än|mindre än|under) )?"
    rf"\b(?P<number>{'|'.join(_NUMBERS)})"
    r"(?P<half> och en halv)? miljon(?:er)?(?: kronor| kr)? i (?P<what>[\wåäö]+(?: [\wåäö]+)?)"
)
_MORE, _LESS = ("drygt", "över", "minst", "mer än"), ("knappt", "närmare", "nästan", "högst", "mindre än", "under")
_AT_THE_END = r"(?i)(?:årets|periodens) slut|årsskiftet|bokslut|utgången av|balansdagen|31 december|30 juni"


@or_else("in-words", "reason.no-words")
def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """Sentences that give ``concept`` by one of its ``names`` in millions, in words, at the end of the period."""
    for text in [*view.report.statements, *(claim.text for claim in view.report.claims)]:
        for sentence in re.split(r"(?<=[.!?])\s", text):
            found = re.search(_AMOUNT, sentence) if "miljon" in sentence.lower() else None
            if found is None or is_turned(sentence) or not re.search(_AT_THE_END, sentence):
                continue
            if not any(found["what"].lower().startswith(name) for name in rule.texts("names")):
                continue
            if any(int(year) != view.report.end.year for year in re.findall(r"\b20\d\d\b", sentence)):
                continue
            yield _judged(sentence, found, rule, view)


def _judged(sentence: str, found: re.Match[str], rule: Rule, view: View) -> Outcome:
    try:
        value = view.evaluator.evaluate(parse_expression(rule.text("concept")), Context("", view.report.end))
    except Missing as missing:
        return Outcome("not_applicable", message("in-words"), reason=missing.told)
    low, high = _room(found)
    terms = merged(value.terms)
    lead = next(term.figure for term in terms if term.figure is not None)
    amount = abs(value.value)
    holds = low <= amount <= high
    told = message("in-words", text=sentence, row=lead.row, table=lead.table, amount=(amount, lead))
    return Outcome(
        outcome="passed" if holds else "finding",
        told=told,
        column=lead.column,
        rounding="within" if holds else None,
        figures=used(terms, None),
        arithmetic=True,
        about="statement",
    )


def _room(found: re.Match[str]) -> tuple[Decimal, Decimal]:
    """The amounts that one would put so: half way to the next that has words of its own, a half million from it."""
    at = _NUMBERS.index(found["number"].lower())
    number = _HALF if at == 0 else at * _MILLION + (_HALF if found["half"] else 0)
    word = (found["about"] or "").lower()
    if word in _MORE:
        return number, number + _HALF if word == "drygt" else Decimal("Infinity")
    if word in _LESS:
        return (number - _HALF if word not in ("högst", "mindre än", "under") else Decimal(0)), number
    return number - _HALF / 2, number + _HALF / 2


KIND = Kind(
    "in-words",
    sv="Ett belopp som står i ord är ungefär det som räkningen visar.",
    en="An amount in words is about what the statement shows.",
    keys={"concept": Key("formula", required=True), "names": NAMES},
    run=check,
    equation=False,
)
