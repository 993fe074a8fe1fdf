"""Parts and wholes: a part fits its whole, and the parts of a whole come to it. Which parts is an option of the rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from finsam_audit.checks import counted_share, distribution, parts, plausible, possible_share, same_total, share
from finsam_audit.checks.kind import FORMULAS, TABLES, Check, Fault, Key, Kind, Texts, one_of
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message

NAMED = Key("concept")
PARTS: Mapping[str, Check] = {
    "numbers": counted_share.check,
    "rows": parts.check,
    "answers": possible_share.check,
    "limits": plausible.check,
}
WHOLES: Mapping[str, Check] = {"shares": distribution.check, "rows": parts.check_sum, "tables": same_total.check}


def _part(rule: Rule, view: View) -> Iterator[Outcome]:
    """The parts of the rule's ``total``, else those that it calls by ``parts``."""
    return PARTS.get(rule.text("parts"), share.check)(rule, view)


def _whole(rule: Rule, view: View) -> Iterator[Outcome]:
    return WHOLES.get(rule.text("parts"), share.check_sum)(rule, view)


def _total_or_parts(texts: Texts) -> Iterator[Fault]:
    yield from one_of(texts, "total", "parts")
    if "elsewhere" in texts and "total" not in texts:
        yield Fault("elsewhere", 0, message("data.missing-key", key="total", where="elsewhere"))


PART_OF_WHOLE = Kind(
    "part-of-whole",
    sv="En del stämmer med sin helhet: andelen är delens, och delen är inte mer än helheten kan ge.",
    en="A part fits its whole: the percentage is the part's, and the part is no more than the whole can give.",
    keys={"in": TABLES, "total": NAMED, "parts": Key("choice", allowed=tuple(PARTS)), "elsewhere": FORMULAS},
    run=_part,
    together=_total_or_parts,
)

WHOLE_OF_PARTS = Kind(
    "whole-of-parts",
    sv="Delarna av en helhet blir tillsammans helheten: 100 %, raden som delas upp eller en och samma summa.",
    en="The parts of a whole come to the whole: 100 %, the row that is divided, or one and the same total.",
    keys={"in": TABLES, "total": NAMED, "parts": Key("choice", allowed=tuple(WHOLES))},
    run=_whole,
    together=_total_or_parts,
)
