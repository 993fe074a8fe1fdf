"""Wording: words that must not be left in a report, and words that it should have."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from finsam_audit.accounts.statement import Statement
from finsam_audit.accounts.words.folding import fold, unaccented
from finsam_audit.accounts.words.labels import fits
from finsam_audit.checks.case import case
from finsam_audit.checks.kind import SPOKEN, WORDS, Key, Kind, one_of
from finsam_audit.checks.people import ByWord
from finsam_audit.controls.context import Context
from finsam_audit.controls.outcome import Outcome, Used
from finsam_audit.controls.quantities import ZERO
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message

PLACES = ("contents", "statements", "signed statements", "claims", "people", "tables", "rows", "note rows", "notes")


_SIGNERS = r"(?i)(?:under(?:teckna|skr)|signera)\w* [^.]*(?:styrelse|ledamöter|revisor)|(?:styrelse|ledamöter|revisor)\w* intyg"
"""A certificate that says itself who signs it: "signeras digitalt av styrelsens ledamöter"."""


_REPORTED = (
    r"(?i)revisor\w* (?:har )?(?:avgett|avgivit|avger|lämnat|lämnar)"
    r"|revisionsberättelse\w* (?:har )?(?:avgetts|avgivits|lämnats)"
)
"""What the auditors sign of their own: that they have given their report."""


_AND = re.compile(r",|/|&|\boch\b", re.IGNORECASE)


class Words(NamedTuple):
    """A text of the report, the place it stands in, and the auditors who sign below it though they are not named in it."""

    place: str
    text: str
    signed: tuple[str, ...] = ()

    @property
    def searched(self) -> str:
        role = " revisor" if len(self.signed) == 1 else " revisorer" if self.signed else ""
        return f"{self.text}{role}".replace("\n", " ")


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """``unwanted`` wordings are findings, one a text; of the ``wanted`` one must be somewhere in ``places``.

    Where a wanted wording may stand in a sentence, nothing is asked of a data file without ``statements``.
    ``signed statements`` are the sentences, a certificate with the auditors who sign it where it does not say who does.
    ``tables`` are the names of all tables, ``rows`` their rows, ``note rows`` those of notes, ``notes`` the notes' names.
    ``within`` takes rows and notes only of tables with such names; ``unless`` are words that set the unwanted ones
    right; with ``when``, a limit, the rule holds only where it is surely kept. ``remark`` says what is wrong with the
    unwanted words.
    """
    texts = [one for place in rule.texts("places") for one in _words(view, place, rule.texts("within"))]
    if not texts:
        reason = message("reason.not-given", what=rule.texts("places"))
        yield Outcome("not_applicable", message("wording.none"), reason=reason)
        return
    if rule.texts("wanted") and "statements" in rule.texts("places") and not view.report.statements:
        yield Outcome("not_applicable", message("wording.none"), reason=message("reason.not-given", what="statements"))
        return
    figures, reason_not = case(rule.text("when"), view, Context("", view.report.end))
    if reason_not is not None:
        yield Outcome("not_applicable", message("wording.none"), reason=reason_not)
    elif rule.texts("wanted"):
        there = bool(_saying(rule.texts("wanted"), texts))
        about = rule.options.get("about") or rule.title
        key, args = "wording.wanted", {"about": about, "places": rule.texts("places")}
        known = [used.figure for used in figures if used.figure is not None]
        if rule.texts("places") == ("notes",):
            key = "wording.wanted-note" if there or not known else "wording.wanted-note-for"
            args |= {"amount": (sum((figure.base for figure in known), ZERO), known[0])} if known else {}
        elsewhere = [] if there or "note rows" not in rule.texts("places") else _rows_saying(view, rule.texts("wanted"))
        if elsewhere:
            key, args = "wording.elsewhere", {"about": about, "row": elsewhere[0][0], "table": elsewhere[0][1]}
        yield Outcome("passed" if there else "finding", message(key, **args), figures=figures)
    else:
        yield from _unwanted(rule, texts, figures)


def says(text: str, pattern: str) -> bool:
    """Whether a text is the pattern; ``*`` stands for any words, ``* x *`` is a whole word, ``*x*`` a part of one."""
    return _fits(f" {fold(text)} ", _pieces(pattern))


def quoted(text: str, rule: Rule) -> dict[str, object]:
    """A text that a finding quotes, and what the rule's ``remark`` says of it."""
    remark = rule.options.get("remark")
    point = "" if text.rstrip().endswith((".", "!", "?")) else "."
    return {"text": text, "point": point, "remark": message("wording.remark", remark=remark) if remark else ""}


def _saying(patterns: tuple[str, ...], texts: list[Words]) -> list[Words]:
    """The texts that fit one of the patterns, in their order."""
    plain = unaccented("\n".join(one.searched for one in texts))
    tried = []  # most patterns fit no text at all, and most texts no pattern
    for pieces in map(_pieces, patterns):
        word = max((word for piece in pieces for word in piece.split()), key=len)
        if word in plain:
            tried.append((word, pieces))
    lines = plain.split("\n") if tried else []
    return [
        one
        for line, one in zip(lines, texts, strict=False)
        if any(word in line and _fits(f" {fold(one.searched)} ", pieces) for word, pieces in tried)
    ]


def _rows_saying(view: View, wanted: tuple[str, ...]) -> list[tuple[str, str]]:
    """The rows outside the notes that say what is wanted and nothing else besides, with their tables."""
    others = [s for s in view.accounts.statements if not _is_note(s)]
    rows = [(row.label, s.name) for s in others for row in s.table.walk() if row.slots and not _AND.search(row.label)]
    fitting = {one.text for one in _saying(wanted, [Words("rows", label) for label, _ in rows])}
    return [(label, table) for label, table in rows if label in fitting]


def _is_note(statement: Statement) -> bool:
    return statement.kind == "not" or bool(statement.table.note)


def _fits(padded: str, pieces: list[str]) -> bool:
    if len(pieces) == 1:
        return padded.strip() == pieces[0].strip()
    if not padded.startswith(f" {pieces[0].lstrip()}" if pieces[0] else ""):
        return False
    at = 0
    for piece in pieces:
        found = padded.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece.rstrip())
    return not pieces[-1] or padded.rstrip().endswith(pieces[-1].rstrip())


def _pieces(pattern: str) -> list[str]:
    return [_piece(piece) for piece in pattern.split("*")]


def _piece(piece: str) -> str:
    """A piece of a pattern folded, with the spaces that make it a whole word."""
    folded = fold(piece)
    return f"{' ' * piece.startswith(' ')}{folded}{' ' * piece.endswith(' ')}" if folded else ""


def _words(view: View, place: str, within: tuple[str, ...]) -> list[Words]:
    if place == "signed statements":
        return _signed(view)
    return [Words(place, text) for text in _texts(view, place, within)]


def _texts(view: View, place: str, within: tuple[str, ...]) -> list[str]:
    report = view.report
    if place == "contents":
        return list(report.contents)
    if place == "statements":
        return list(report.statements)
    if place == "claims":
        return [claim.text for claim in report.claims]
    if place == "people":
        return [person.name for people in report.people.values() for person in people]
    if place == "note rows":
        return [row.label for s in view.accounts.statements if _is_note(s) for row in s.table.walk() if row.label]
    tables = [s for s in view.accounts.statements if not within or fits(s.name, within)]
    if place == "tables":
        return [s.name for s in tables]
    if place == "notes":
        return [s.name for s in tables if s.table.note]
    return [row.label for s in tables for row in s.table.walk() if row.label]


def _signed(view: View) -> list[Words]:
    """The statements, a certificate with the auditors among those who sign, unless one says itself who signs it."""
    auditors = ByWord(view.report.people.get("auditors", ()))
    names = tuple(one.name for one in view.report.people.get("signatures", ()) if auditors.know(one))
    texts = view.report.statements
    said = any(("intyg" in text.lower() and re.search(_SIGNERS, text)) or re.search(_REPORTED, text) for text in texts)
    return [Words("signed statements", text, () if said or "intyg" not in text.lower() else names) for text in texts]


def _unwanted(rule: Rule, texts: list[Words], figures: tuple[Used, ...]) -> Iterator[Outcome]:
    excused = _saying(rule.texts("unless"), texts)
    found = [] if excused else _saying(rule.texts("unwanted"), texts)
    for one, times in Counter(found).items():
        often = message("wording.times", count=str(times)) if times > 1 else ""
        signed = message("wording.signed", names=one.signed) if one.signed else ""
        where = message(f"wording.in.{one.place}")
        args = quoted(one.text, rule) | ({"point": "."} if signed else {})
        told = message("wording.unwanted", **args, where=where, times=often, signed=signed)
        yield Outcome("finding", told, figures=figures)
    if not found:
        yield Outcome("passed", message("wording.none"), figures=figures)


KIND = Kind(
    "wording",
    sv="Ord som inte får stå kvar i en redovisning, eller som den bör ha.",
    en="Words that must not be left in a report, or that it should have.",
    keys={
        "places": Key("choice", several=True, allowed=PLACES, required=True),
        "within": WORDS,
        "wanted": WORDS,
        "unwanted": WORDS,
        "unless": WORDS,
        "when": Key("limit"),
        "about": SPOKEN,
        "remark": SPOKEN,
    },
    run=check,
    together=lambda texts: one_of(texts, "wanted", "unwanted"),
)
