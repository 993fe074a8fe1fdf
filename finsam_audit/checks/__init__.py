"""The kinds of check. Each is a function from a rule and a view of one report to outcomes; none knows its rule's id,
severity or texts, and none prints, reads a file or raises for bad accounts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from finsam_audit.checks import (
    calendar_year,
    change,
    claim,
    comparative,
    copied,
    counted_share,
    cross_footing,
    dates,
    direction,
    distribution,
    footing,
    formula,
    found_relation,
    goal,
    goes_with,
    headings,
    identity,
    joint_rounding,
    members,
    misprint,
    note_reference,
    note_tie,
    notes,
    outline,
    parts,
    people,
    period,
    plausible,
    possible_share,
    presence,
    quotient,
    roll_forward,
    same_total,
    section,
    share,
    sign,
    statement,
    subtotals,
    tie_out,
    total_label,
    wording,
    years,
)
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View

Check = Callable[[Rule, View], Iterator[Outcome]]


class Kind(NamedTuple):
    """A kind of check: its function, the keys a rule of this kind may have, and those it must have.

    One that comes ``last`` looks at what all other rules came to.
    """

    run: Check
    options: tuple[str, ...]
    required: tuple[str, ...] = ()
    last: bool = False


KINDS: dict[str, Kind] = {
    "footing": Kind(footing.check, ("of", "in")),
    "cross-footing": Kind(cross_footing.check, ("in", "relation"), ("in", "relation")),
    "formula": Kind(
        formula.check,
        ("table", "holds", "variants", "bridges", "evidence", "tie", "norm", "habit", "koncern", "unless"),
        ("holds",),
    ),
    "limit": Kind(formula.limits, ("table", "holds", "columns", "magnitude", "about", "mentioned"), ("holds",)),
    "tie-out": Kind(tie_out.check, ("anchors", "places", "bridges"), ("places",)),
    "note-tie": Kind(note_tie.check, ("in", "bridges"), ("in",)),
    "share": Kind(share.check, ("in", "total", "elsewhere"), ("in", "total")),
    "share-sum": Kind(share.check_sum, ("in", "total"), ("in", "total")),
    "share-of-count": Kind(counted_share.check, ("in",), ("in",)),
    "distribution": Kind(distribution.check, ("in",), ("in",)),
    "change": Kind(change.check, ("in",), ("in",)),
    "quotient": Kind(quotient.check, ("in", "quotient", "over", "under"), ("in", "quotient", "over", "under")),
    "found-relation": Kind(found_relation.check, ("in",), ("in",), last=True),
    "same-total": Kind(same_total.check, ("in",), ("in",)),
    "possible-share": Kind(possible_share.check, ("in",), ("in",)),
    "plausible": Kind(plausible.check, ("in",), ("in",)),
    "claim": Kind(claim.check, ("quality",), ("quality",)),
    "claim-unit": Kind(claim.check_unit, ()),
    "direction": Kind(direction.check, ()),
    "statement": Kind(statement.check, ("says", "table", "holds", "columns", "tables", "remark"), ("says",)),
    "goal": Kind(goal.check, ("judgement",), ("judgement",)),
    "goal-outcome": Kind(goal.check_outcome, ()),
    "joint-rounding": Kind(joint_rounding.check, (), last=True),
    "misprint": Kind(misprint.check, ()),
    "sign": Kind(sign.check, ("in",), ("in",)),
    "heading": Kind(headings.check, ("in",), ("in",)),
    "date": Kind(dates.check, ("of", "after", "within months of", "on or before"), ("of",)),
    "comparative": Kind(comparative.check, ("in",), ("in",)),
    "calendar-year": Kind(calendar_year.check, ("in",), ("in",)),
    "goes-with": Kind(goes_with.check, ("table", "amount", "row"), ("amount", "row")),
    "subtotal": Kind(subtotals.check, ("of",), ("of",)),
    "note-reference": Kind(note_reference.check, ("in",), ("in",)),
    "notes": Kind(notes.check, ("in", "relation"), ("in", "relation")),
    "roll-forward": Kind(roll_forward.check, ("opening", "closing"), ("opening", "closing")),
    "part": Kind(parts.check, ("in",), ("in",)),
    "part-sum": Kind(parts.check_sum, ("in",), ("in",)),
    "copied": Kind(copied.check, ("in",), ("in",)),
    "total-label": Kind(total_label.check, ("in", "called", "strangers"), ("in", "called", "strangers")),
    "years": Kind(years.check, ("in", "at least"), ("in", "at least")),
    "presence": Kind(presence.check, ("tables",), ("tables",)),
    "period": Kind(period.check, ("in", "has"), ("in", "has")),
    "section": Kind(section.check, ("parts", "at least", "amount"), ("parts",)),
    "outline": Kind(outline.check, ("relation",), ("relation",)),
    "wording": Kind(
        wording.check, ("places", "within", "wanted", "unwanted", "unless", "when", "about", "remark"), ("places",)
    ),
    "identity": Kind(identity.check, ("begins",), ("begins",)),
    "people": Kind(people.check, ("relation",), ("relation",)),
    "members": Kind(members.check, ("relation",), ("relation",)),
}
