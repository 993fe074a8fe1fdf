"""A fault of a report as it was found: its repairs, the findings it explains, and how far it is to be trusted."""

from fractions import Fraction
from typing import NamedTuple

from finsam_audit.page.model import Figure

UNKNOWN = "unknown"

Changes = tuple[tuple[Figure, Fraction], ...]
"""A repair: figures, each with what it should be in the base unit."""


class Found(NamedTuple):
    """One fault with its repairs, the best first, and the findings it explains. ``bare``: the repairs are not worth telling."""

    repairs: tuple[Changes, ...]
    kinds: tuple[str, ...]
    outcomes: tuple[int, ...]
    mends: int
    leaves: int
    determined: bool
    cut: bool
    free: int
    form: bool
    breaks: tuple[int, ...] = ()
    cancels: tuple[int, ...] = ()
    bare: bool = False

    @property
    def loose(self) -> bool:
        """Whether several figures are changed at will on little evidence: that they fit together proves nothing."""
        return self.free > 1 and self.mends + self.leaves < 2 * len(self.kinds)

    @property
    def sure(self) -> bool:
        """Whether there is this one repair and no other as good, proved and on more than a little evidence."""
        return len(self.repairs) == 1 and not self.cut and not self.loose
