"""What is left of a finding that rests on a doubted reading: no error, and a note where another reading lets it hold."""

from __future__ import annotations

from decimal import Decimal

from finsam_audit.controls.outcome import Outcome
from finsam_audit.messages import message
from finsam_audit.page.model import Figure


def read_otherwise(outcome: Outcome) -> Outcome:
    """A finding that rests on a doubted reading: a note with the reading that would mend it, where the data file gives one.

    The reading may be at fault then, not the report. Only plain sums and ties are tried; a quotient stays as it is.
    """
    if outcome.outcome != "finding" or not outcome.rests_on_doubt or outcome.severity == "note":
        return outcome
    reading = _mending(outcome)
    if reading is None:
        return outcome
    figure, value = reading
    told = message("doubt.otherwise", row=figure.row, amount=(value * figure.unit.scale, figure))
    return outcome._replace(severity="note", hints=(told,), kind=None, suspect="")


def if_read_rightly(outcome: Outcome) -> Outcome:
    """An outcome that is no error where it rests on a figure that may be misread: to be asked when causes have been looked for,
    which explain what was read as one."""
    if outcome.severity != "error" or not any(_may_be_another(used.figure) for used in outcome.figures):
        return outcome
    return outcome._replace(severity="warning")


def _may_be_another(figure: Figure | None) -> bool:
    return figure is not None and (figure.doubtful or bool(figure.readings))


def _mending(outcome: Outcome) -> tuple[Figure, Decimal] | None:
    """The first other reading of a figure with which the finding would be none."""
    stated = outcome.lead
    if stated is None or outcome.difference is None or outcome.tolerance is None or outcome.computed_low is not None:
        return None
    for used in outcome.figures:
        for value in used.figure.readings if used.figure is not None else ():
            assert used.figure is not None
            moved = used.weight * (value - used.figure.value) * used.figure.unit.scale / stated.unit.scale
            if abs(outcome.difference - moved) <= outcome.tolerance:
                return used.figure, value
    return None
