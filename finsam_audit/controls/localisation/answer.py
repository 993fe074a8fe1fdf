"""What error localisation answers: changes, the repairs that they make up, the faults that repairs mend."""

from collections.abc import Iterable
from fractions import Fraction
from math import prod
from typing import NamedTuple

from finsam_audit.controls.localisation.model import Alternative


class Change(NamedTuple):
    """A figure, what is written, and what the relations ask for instead.

    ``low`` and ``high`` are the least and the greatest value that would do (None: no limit); where they meet, the value
    is determined. ``kind`` is the slip that leads from ``to`` to ``written``, None for an arbitrary change.
    """

    variable: str
    written: Fraction
    to: Fraction
    low: Fraction | None
    high: Fraction | None
    kind: str | None

    @property
    def determined(self) -> bool:
        """Whether the relations leave exactly one value."""
        return self.low is not None and self.low == self.high


class Repair(NamedTuple):
    """Changes and other forms of relations that together let everything hold, and what they cost."""

    changes: tuple[Change, ...]
    forms: tuple[Alternative, ...]
    cost: Fraction


class Fault(NamedTuple):
    """Failing relations that must be explained together, and all equally good repairs of them.

    ``certain`` is what all repairs share; ``cut`` tells that there are more repairs than are listed. No repair is listed
    where the search was stopped before it found one.
    """

    relations: tuple[str, ...]
    repairs: tuple[Repair, ...]
    cut: bool

    @property
    def certain(self) -> Repair:
        """The changes and forms that every repair contains."""
        if not self.repairs:
            return Repair((), (), Fraction(0))
        first, *others = self.repairs
        return Repair(
            tuple(c for c in first.changes if all(_same(c, other.changes) for other in others)),
            tuple(form for form in first.forms if all(form in other.forms for other in others)),
            first.cost,
        )

    @property
    def variables(self) -> set[str]:
        """The figures that a repair changes."""
        return {change.variable for repair in self.repairs for change in repair.changes}

    @property
    def unique(self) -> bool:
        """Whether there is exactly one cheapest repair."""
        return len(self.repairs) == 1 and not self.cut


class Localisation(NamedTuple):
    """What was found: independent faults, each with its repairs.

    ``cost`` is the least cost of letting every relation hold. ``proved`` is false where the search was stopped before it
    could prove that. ``irreparable`` names relations that no allowed change can mend; they are left out of the rest.
    """

    failing: tuple[str, ...]
    faults: tuple[Fault, ...]
    cost: Fraction
    proved: bool
    irreparable: tuple[str, ...]

    @property
    def solutions(self) -> int:
        """How many cheapest repairs of the whole record are listed: one out of every fault."""
        return prod(len(fault.repairs) for fault in self.faults)

    @property
    def cut(self) -> bool:
        """Whether there are more than are listed."""
        return any(fault.cut for fault in self.faults)


class Correction(NamedTuple):
    """``certain``: the changes that all cheapest repairs share. ``open``: the faults that have more than one."""

    certain: tuple[Change, ...]
    forms: tuple[Alternative, ...]
    open: tuple[Fault, ...]
    values: dict[str, Fraction | None]


def _same(change: Change, others: Iterable[Change]) -> bool:
    return any(change.variable == other.variable and change.to == other.to for other in others)
