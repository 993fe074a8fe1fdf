"""Which repairs nobody would believe, and what explains findings better than a list of repairs does.

Arithmetic alone takes any amount. A row of costs that stands with one sign in every year, among others of that sign, is not
printed with the other; and where a cell is blank, what is missing belongs there before figures that other tables uphold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from finsam_audit.accounts.sums import ZERO, is_long
from finsam_audit.causes.found import Found
from finsam_audit.causes.ground import OF_SOME_LENGTH, Ground
from finsam_audit.controls.outcome import Outcome
from finsam_audit.messages import Message, message
from finsam_audit.page.model import Figure

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DIFFERENCES = ("deviation", "change")


class Signs:
    """The signs that the figures of a report go by: those of the other years of a row and of the rows beside it."""

    def __init__(self, outcomes: Iterable[Outcome], ground: Ground) -> None:
        self.ground = ground
        self.either = {figure.id for outcome in outcomes if (figure := _of_either_sign(outcome)) is not None}
        self.columns: dict[object, list[Figure]] = {}
        for figure in ground.system.figures.values():
            self.columns.setdefault((figure.table, figure.path, figure.column), []).append(figure)

    def believes(self, values: Mapping[str, Fraction]) -> bool:
        """Whether no figure is turned to the sign that nothing beside it has. Its own amount turned round is a slip."""
        return not any(self._turns(self.ground.system.figures[name], value) for name, value in values.items())

    def _turns(self, figure: Figure, value: Fraction) -> bool:
        if not value or figure.unit.quality != "money" or figure.id in self.either:
            return False
        if abs(value + Fraction(figure.base)) <= Fraction(figure.step):
            return False
        beside = [
            *self.ground.rows[figure.table, figure.path, figure.row],
            *self.columns[figure.table, figure.path, figure.column],
            figure,
        ]
        signs = {other.base > 0 for other in beside if other.base and other.id not in self.either and other.unit == figure.unit}
        others = any(other.id != figure.id and other.base for other in beside)
        return others and signs == {value < 0}


def _of_either_sign(outcome: Outcome) -> Figure | None:
    """The figure that an outcome works out as a difference, or as a net of amounts of both signs."""
    stated = outcome.lead
    terms = [(used.weight, used.figure) for used in outcome.figures if used.role == "term"]
    signs = {weight * figure.base > 0 for weight, figure in terms if figure is not None and figure.value}
    return stated if outcome.about in _DIFFERENCES or len(signs) > 1 else None


def of_odd_sign(outcome: Outcome) -> Figure | None:
    """The figure whose sign a finding says is not that of its table, or of anything that it can be."""
    figures = [used.figure for used in outcome.figures if used.figure is not None]
    odd = outcome.kind == "sign" or (outcome.about == "floor" and outcome.limit == 0)
    return figures[0] if outcome.outcome == "finding" and odd and len(figures) == 1 else None


def blank_instead(found: Found, ground: Ground, outcomes: Sequence[Outcome]) -> Message | None:
    """The one blank cell, a row in its columns, that explains all findings of a fault better than its repairs do.

    That is so where every repair changes two figures and more for one finding, or changes what another table upholds.
    """
    told = [_blank_in(outcomes[index]) for index in found.outcomes]
    if not told or None in told or len({str(hint.args["row"]) for hint in told if hint is not None}) > 1:
        return None
    dear = all(len(repair) > found.mends for repair in found.repairs)
    upheld = all(any(_is_upheld(figure, ground) for figure, _ in repair) for repair in found.repairs)
    return told[0] if dear or upheld else None


def _blank_in(outcome: Outcome) -> Message | None:
    """That the one cell of a sum without an amount is to be filled, as its hints say or as there is no other."""
    hinted = next((hint for hint in outcome.hints if hint.key == "hint.blank"), None)
    blanks = [used for used in outcome.figures if used.role == "blank" and used.name]
    stated = outcome.lead
    if hinted is not None or outcome.about != "footing" or stated is None or len(blanks) != 1:
        return hinted
    wanted = (outcome.difference or ZERO) * stated.unit.scale / (blanks[0].weight or 1)
    return message("hint.blank", row=blanks[0].name, wanted=(wanted, stated))


def _is_upheld(figure: Figure, ground: Ground) -> bool:
    """Whether a more exact amount of another table, for the same year, is rounded to a figure."""
    years = set(_YEAR.findall(figure.column))
    return abs(figure.value.scaleb(figure.decimals)) >= OF_SOME_LENGTH and any(
        other.table != figure.table
        and other.step < figure.step
        and is_long(other)
        and years & set(_YEAR.findall(other.column))
        and 2 * abs(abs(other.base) - abs(figure.base)) <= figure.step + other.step
        for other in ground.system.figures.values()
    )


def of_any_row(found: Found, outcomes: Sequence[Outcome]) -> tuple[tuple[Decimal, Figure], ...]:
    """The amounts by which one total is off in several columns, where any of its rows may be to blame, or one that is missing.

    So it is where the repairs are several, each of one row that the total adds up: the rows agree within themselves, and a
    digit that happens to fit is no evidence.
    """
    sums = [outcomes[index] for index in found.outcomes if outcomes[index].about == "footing"]
    stated = [one.lead for one in sums]
    totals = [figure for figure in stated if figure is not None]
    if found.sure or len(totals) < 2 or not len(totals) == len(sums) == len(found.outcomes) or len(_rows(totals)) > 1:
        return ()
    terms = {used.figure.id for one in sums for used in one.figures if used.role == "term" and used.figure is not None}
    changed = [[figure for figure, _ in repair] for repair in found.repairs]
    if len(changed) < 2 or not all(len(_rows(mine)) == 1 and {figure.id for figure in mine} <= terms for mine in changed):
        return ()
    gaps = [abs(one.difference or ZERO) * figure.unit.scale for one, figure in zip(sums, totals, strict=True)]
    return tuple(zip(gaps, totals, strict=True))


def _rows(figures: Iterable[Figure]) -> set[tuple[object, ...]]:
    return {(figure.table, figure.path, figure.row) for figure in figures}
