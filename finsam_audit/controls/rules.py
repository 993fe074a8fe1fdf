"""Rules and parameters, as data. Loading and checking them is ``rulebook``'s work."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from finsam_audit.accounts.words.lexicon import Lexicon
from finsam_audit.controls.outcome import Severity
from finsam_audit.controls.quantities import Quantity, constant
from finsam_audit.page.near_names import near_name
from finsam_audit.page.units import Unit
from finsam_audit.patterns import pattern_of

_NOUGHTS = pattern_of(r"(?<=[a-zåäö])0+(?=[0-9])")


class Rule(NamedTuple):
    """One rule. ``options`` are the keys that belong to its kind of check.

    It is for periods that end from ``since`` on, and no later than ``until``; without them, for all. ``interpretation``:
    its source does not say so in these words.
    """

    id: str
    name: str
    group: str
    pack: str
    severity: Severity
    check: str
    title: Mapping[str, str]
    why: Mapping[str, str]
    source: Mapping[str, str]
    options: Mapping[str, object]
    organisations: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    blind: Mapping[str, str] = {}
    examples: Mapping[str, object] = {}
    file: str = ""
    line: int = 0
    yields: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    interpretation: bool = False
    example_places: Mapping[str, tuple[str, int, tuple[int, ...]]] = {}  # the file, its key, its lines

    def texts(self, key: str) -> tuple[str, ...]:
        """An option that is one text or a list of texts."""
        value = self.options.get(key)
        if value is None:
            return ()
        return (value,) if isinstance(value, str) else tuple(str(item) for item in value)  # type: ignore[attr-defined]

    def flag(self, key: str) -> bool:
        """An option that is yes or no."""
        return self.text(key) == "yes"

    def text(self, key: str) -> str:
        texts = self.texts(key)
        return texts[0] if texts else ""


Tiers = tuple[tuple[Decimal, Decimal], ...]


class Parameter(NamedTuple):
    """A limit or rate with its source. ``values`` are (valid from, tiers), oldest first.

    Tiers are (lowest amount in kr, value), lowest first; a plain value is one tier from 0. ``tiers`` is the formula of
    the amount that chooses among them. ``own``: a report may state a limit of its own instead.
    """

    name: str
    unit: Unit | None
    values: tuple[tuple[date, Tiers], ...]
    source: Mapping[str, str]
    tiers: str = ""
    own: bool = False
    file: str = ""
    line: int = 0

    def at(self, day: date) -> tuple[date, Tiers] | None:
        """The day since which a value is in force on ``day``, and its tiers; None before the first."""
        found = [value for value in self.values if value[0] <= day]
        return found[-1] if found else None

    def exact(self, value: Decimal) -> Quantity:
        """A value of this parameter as a quantity."""
        scale = self.unit.scale if self.unit else Decimal(1)
        return constant(value * scale, self.unit.quality if self.unit else None)


class RuleBook(NamedTuple):
    """All rules in order, the lexicon and the parameters; ``version`` names their exact content."""

    rules: tuple[Rule, ...]
    lexicon: Lexicon
    parameters: Mapping[str, Parameter]
    version: str
    retired: Mapping[str, str]
    groups: Mapping[str, Mapping[str, str]]
    group_places: Mapping[str, tuple[str, int]] = {}

    def find(self, key: str) -> tuple[Rule, ...]:
        """The rules with this id, or whose ids begin with these letters, or of this name, group or pack; ``all`` are all."""
        wanted = key.strip().lower()
        return tuple(
            rule
            for rule in self.rules
            if wanted in ("all", rule.id.lower(), _series(rule.id), rule.name.lower(), rule.group.lower(), rule.pack.lower())
        )


def _series(rule_id: str) -> str:
    """The letters that an id begins with: "kf" of KF003."""
    return rule_id.rstrip("0123456789").lower()


def meant_name(found: str, names: Iterable[str]) -> str:
    """The one of some ids, names and groups of rules that was probably meant, or ""; BR02 is BR002."""
    short = {_NOUGHTS.sub("", name.lower()): name for name in names}
    return short.get(near_name(_NOUGHTS.sub("", found.lower()), short), "")
