"""Members: each has its seats on the board, its auditor and its contribution."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_audit.accounts.members import Member, authorities, members
from finsam_audit.accounts.words.folding import fold
from finsam_audit.accounts.words.lexicon import Lexicon
from finsam_audit.checks.kind import Key, Kind
from finsam_audit.checks.people import function_of
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """``relation`` is ``board``, ``auditors`` or ``contributions``: where each member must be found."""
    report, relation = view.report, rule.text("relation")
    known = members(report.members, view.book.lexicon)
    needed = () if relation == "contributions" else (relation,)
    missing = (*(() if known else ("members",)), *(key for key in needed if not report.people.get(key)))
    if missing:
        yield Outcome("not_applicable", message("members.right"), reason=message("reason.not-given", what=missing))
        return
    if relation == "board":
        yield from _seats(known, view)
    elif relation == "auditors":
        yield from _audited(known, view)
    else:
        yield from _contributing(known, view)


def spoken_of(text: str, known: list[Member], lexicon: Lexicon) -> list[Member]:
    """The members that a text ("Storby kommun samt Region Exempel") speaks of, by name or with their like."""
    folded = f" {fold(text)} "
    regions = {m.name: f" {_region(m)} " for m in known if m.sort == "region"}
    a_region = any(region in folded for region in regions.values())
    rest = folded
    for region in regions.values():
        rest = rest.replace(region, " ")
    a_kommun = any(m.sort == "kommun" and f" {m.core}" in rest for m in known)
    state = authorities(text, lexicon)
    the_region = not a_region and lexicon.words["regionen"].match(text)
    all_kommuner = not a_kommun and lexicon.words["alla kommuner"].match(text)

    def is_one(one: Member) -> bool:
        if one.sort == "staten":
            return one.core in state
        if one.sort == "region":
            return the_region or (a_region and regions[one.name] in folded)
        return all_kommuner or f" {one.core}" in rest

    return [one for one in known if is_one(one)]


def _region(one: Member) -> str:
    """What a text must say to name a region: "region orebro", "vastra gotalandsregionen"."""
    return fold(one.name) if "region" in one.core or "landsting" in fold(one.name) else f"region {one.core}"


def _seats(known: list[Member], view: View) -> Iterator[Outcome]:
    lexicon, board = view.book.lexicon, view.report.people["board"]
    deputies = [one for one in board if function_of(one, lexicon) == "ersättare"]
    seats = [one for one in board if one not in deputies and function_of(one, lexicon) != "tjänsteman"]
    findings = []
    represented = [one.represents for one in board if one.represents]
    ordinary = any(function_of(one, lexicon) in ("ledamot", "") for one in seats)
    if len(seats) < len(known) and ordinary:
        told = message("members.few-seats", seats=str(len(seats)), members=str(len(known)))
        findings.append(Outcome("finding", told))
    if deputies and len(deputies) != len(seats):
        told = message("members.deputies", seats=str(len(seats)), deputies=str(len(deputies)))
        findings.append(Outcome("finding", told, severity="note"))
    for key, people in (("members.no-seat", seats), ("members.no-deputy", deputies)):
        whom = [spoken_of(person.represents, known, lexicon) for person in people]
        if people and all(whom) and len(seats) >= len(known):
            lost = _without(known, whom)
            findings += [Outcome("finding", message(key, member=name), severity="note") for name in lost]
    if not findings and not represented:  # so many seats there are, but whose they are is not said
        yield Outcome("not_applicable", message("members.right"), reason=message("reason.not-given", what="represents"))
        return
    yield from findings or [Outcome("passed", message("members.right"))]


def _without(known: list[Member], whom: list[list[Member]]) -> list[object]:
    """The members that nobody stands for, by name; the state's two as one where it is not said whose its one seat is."""
    lost: list[object] = [one.name for one in known if not any(one in people for people in whom)]
    state = [one for one in known if one.sort == "staten"]
    seated = [people for people in whom if people[0].sort == "staten"]
    if len(state) == 2 and len(seated) == 1 and seated[0] == state:
        lost.append(message("members.either", one=state[0].name, other=state[1].name))
    return lost


def _audited(known: list[Member], view: View) -> Iterator[Outcome]:
    """The state has one auditor for both its members (25 §)."""
    texts = [auditor.represents for auditor in view.report.people["auditors"]]
    whom = [spoken_of(text, known, view.book.lexicon) for text in texts]
    if not all(whom):  # someone's electors are not told, or not known: it may be those that lack
        yield Outcome("not_applicable", message("members.right"), reason=message("reason.not-given", what="represents"))
        return
    state = [one for one in known if one.sort == "staten"]
    groups = [group for group in (state, *([one] for one in known if one not in state)) if group]
    lost = [group for group in groups if not any(one in people for one in group for people in whom)]
    findings = [Outcome("finding", message("members.no-auditor", member=", ".join(one.name for one in g))) for g in lost]
    yield from findings or [Outcome("passed", message("members.right"))]


def _contributing(known: list[Member], view: View) -> Iterator[Outcome]:
    lexicon = view.book.lexicon
    concepts = {"bidrag från regioner": "region", "bidrag från kommuner": "kommun"}
    rows = [
        (row.label, concepts[concept.name])
        for statement in view.accounts.of_kind("not")
        for row in statement.table.walk()
        if row.slots and (concept := statement.concept(row)) is not None and concept.name in concepts
    ]
    spoken = {label: spoken_of(label, known, lexicon) for label, _ in rows}
    named = [label for label, sort in rows if any(m.sort == sort for m in spoken[label])]
    if not named:
        yield Outcome("not_applicable", message("members.right"), reason=message("reason.no-contributions"))
        return
    sorts = {sort for _, sort in rows}
    lost = [m.name for m in known if m.sort in sorts and not any(m in spoken[label] for label in named)]
    findings = [Outcome("finding", message("members.no-contribution", member=name)) for name in lost]
    findings += [Outcome("finding", message("members.stranger", row=label)) for label, _ in rows if label not in named]
    yield from findings or [Outcome("passed", message("members.right"))]


KIND = Kind(
    "members",
    sv="Varje medlem är företrädd.",
    en="Every member organisation is represented.",
    keys={"relation": Key("choice", allowed=("board", "auditors", "contributions"), required=True)},
    run=check,
)
