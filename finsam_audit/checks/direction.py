"""Directions: where the text itself says "ökat från 26 % till 41 %", the figures go the way the word says."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_audit.checks.kind import Kind, or_else
from finsam_audit.controls.outcome import Outcome, Used
from finsam_audit.controls.relation import plain
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message
from finsam_audit.page.model import Claim
from finsam_audit.page.prose import Move, moved
from finsam_audit.page.units import ONE


@or_else("direction", "reason.no-directions")
def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """The claims whose own text states two figures and a direction; a text that stands twice is judged once."""
    told: set[str] = set()
    for claim in view.report.claims:
        move = moved(claim.text)
        if move is not None and claim.text not in told:
            told.add(claim.text)
            yield _one(claim, move, view)


def _one(claim: Claim, move: Move, view: View) -> Outcome:
    # The figures are those claims whose own words stand in this text, as "från 26 %" stands in "från 26 % till 41 %".
    near = [other.figure for other in view.report.claims if other.text in claim.text]
    last = next((figure for figure in near if figure.value == move.last), None)
    first = next((figure for figure in near if figure.value == move.first and figure is not last), None)
    figures = [Used(last, "stated", -ONE)] if last is not None else []
    figures += [Used(first, "term", ONE)] if first is not None else []
    lead = last or first
    return Outcome(
        outcome="passed" if move.holds else "finding",
        told=message("direction", text=claim.text, word=move.word, first=move.first, last=move.last, unit=move.unit),
        kind=None if move.holds else "direction",
        rounding="exact" if move.holds else None,
        stated=plain(move.last),
        computed=plain(move.first),
        difference=plain(move.last - move.first),
        unit=lead.unit.name if lead is not None else move.unit or None,
        figures=tuple(figures),
        rests_on_doubt=any(used.figure is not None and used.figure.rests_on_doubt for used in figures),
        arithmetic=True,
    )


KIND = Kind(
    "direction",
    sv="Där texten nämner två siffror och en riktning går siffrorna åt det hållet.",
    en="Where the text states two figures and a direction, the figures go that way.",
    run=check,
    equation=False,
)
