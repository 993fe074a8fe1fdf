"""Identity: the organisationsnummer has ten digits, the right beginning and the right check digit, and is one."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_audit.checks.kind import Key, Kind
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message

DASHES = "-–−"


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """``begins`` says by organisation how the number begins (``kommun 212000``); another beginning is a note only."""
    report = view.report
    printed = report.organisation_number
    if not printed:
        reason = message("reason.not-given", what="organisation number")
        yield Outcome("not_applicable", message("identity.right"), reason=reason)
        return
    digits = "".join(sign for sign in printed if sign.isdecimal())
    if len(digits) == 12 and digits.startswith("16"):
        digits = digits[2:]
    if len(digits) != 10 or any(not (s.isdecimal() or s in DASHES or s.isspace()) for s in printed):
        yield Outcome("finding", message("identity.form", printed=printed), severity="warning")  # it may be left out on purpose
        return
    if check_digit(digits[:9]) != digits[9]:
        told = message("identity.check-digit", printed=printed, digit=check_digit(digits[:9]), last=digits[9])
        yield Outcome("finding", told)
        return
    beginnings = tuple(b.split()[-1] for b in rule.texts("begins") if b.split()[0] == report.organisation)
    if beginnings and not digits.startswith(beginnings):
        told = message("identity.beginning", printed=printed, organisation=report.organisation, begins=beginnings)
        yield Outcome("finding", told, severity="note")
    others = [n for text in _texts(view) for n in _numbers(text, digits[:6]) if n != digits]
    for other in dict.fromkeys(others):
        told = message("identity.other", printed=printed, other=f"{other[:6]}-{other[6:]}")
        yield Outcome("finding", told, severity="note")
    if not others and (not beginnings or digits.startswith(beginnings)):
        yield Outcome("passed", message("identity.right", printed=printed))


def check_digit(nine: str) -> str:
    """The tenth digit of an organisationsnummer: every other digit doubled, the digits' sum up to a whole ten (Luhn)."""
    doubled = [int(digit) * (2 if at % 2 == 0 else 1) for at, digit in enumerate(nine)]
    return str(-sum(number // 10 + number % 10 for number in doubled) % 10)


def _texts(view: View) -> list[str]:
    report = view.report
    return [report.entity, *report.contents, *report.statements, *(claim.text for claim in report.claims)]


def _numbers(text: str, begins: str) -> Iterator[str]:
    """The numbers NNNNNN-NNNN in a text that begin alike."""
    for piece in text.split(begins)[1:]:
        last = piece.lstrip(" " + DASHES)[:4]
        if piece[:1] in (*DASHES, " ") and len(last) == 4 and last.isdecimal():
            yield begins + last


KIND = Kind(
    "identity",
    sv="Organisationsnumret är rätt bildat.",
    en="The organisationsnummer is well formed.",
    keys={"begins": Key("beginning", several=True, required=True)},
    run=check,
)
