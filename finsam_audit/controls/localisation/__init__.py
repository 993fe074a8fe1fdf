"""Error localisation: which figures of a record to distrust when linear relations between them cannot all hold.

Knows nothing of annual reports. Relations are linear equations and inequalities with exact coefficients; figures are
written rounded; nothing is decided in floating point. ``locate`` finds the cheapest repairs, ``correct`` applies what they
share, ``leeway`` says what the relations leave for one figure, ``rounding_conflict`` finds relations that hold one by one
but not together.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from finsam_audit.controls.localisation.answer import Change, Correction, Fault, Localisation, Repair
    from finsam_audit.controls.localisation.cover import Effort
    from finsam_audit.controls.localisation.model import Alternative, Mistaken, Relation, Variable, relation
    from finsam_audit.controls.localisation.room import Leeway, leeway
    from finsam_audit.controls.localisation.rounding import rounding_conflict
    from finsam_audit.controls.localisation.search import correct, locate
    from finsam_audit.controls.localisation.slip import price, slips

__all__ = [
    "Alternative",
    "Change",
    "Correction",
    "Effort",
    "Fault",
    "Leeway",
    "Localisation",
    "Mistaken",
    "Relation",
    "Repair",
    "Variable",
    "correct",
    "leeway",
    "locate",
    "price",
    "relation",
    "rounding_conflict",
    "slips",
]


def __getattr__(name: str) -> object:
    """Each part is loaded when it is first asked for: who asks whether roundings are in conflict needs but the first four."""
    for part in ("model", "cover", "slip", "rounding", "answer", "room", "search") if name in __all__ else ():
        found = getattr(import_module(f"{__name__}.{part}"), name, None)
        if found is not None:
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
