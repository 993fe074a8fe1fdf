"""Numbers that a text gives together: a part is no more than its whole, what is spent and what is left make the grant,
and a share of so many persons is one that so many can give.

Read from the words alone, so nothing is asked of a sentence that could mean something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from finsam_audit.accounts.words.folding import fold
from finsam_audit.checks.kind import Key, Kind, or_else
from finsam_audit.checks.possible_share import possible
from finsam_audit.controls.outcome import Outcome, Used
from finsam_audit.controls.quantities import quantity
from finsam_audit.controls.relation import judge, plain
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import Message, message
from finsam_audit.page.model import Claim, Figure
from finsam_audit.page.prose import is_turned, number_said
from finsam_audit.page.units import ONE

_FAR = 2
"""So many lines of the source apart, two sentences are of one paragraph."""

_ENDS_IN_NUMBER = r"(?i)\d(?: ?(?:%|kr|kronor|tkr|mnkr|st|deltagare|personer|individer|ärenden))?\s*[.,;:]?$"
_NO_WHOLE = (
    r"(?i)\b(?:ök|minsk|stig|stigit|sjunk|sjönk|fler|färre|höj|sänk|ytterligare|resultat|underskott|överskott|netto|avvik|skillnad|differens"
    r"|genomsnitt|i snitt)\w*"
)
"""Words of a number that parts may be greater than: a change, a difference, an average."""

_GRANT = r"medelsanslag|beviljade medel|tilldelade medel|anslag|budget"
_PURSE = (
    rf"(?i)^(?P<who>.*?)(?P<grant>\b(?:total\w* )?(?:{_GRANT}))|^(?P<spender>.*?)(?P<spent>\b(?:förbrukade medel|förbrukat))"
    r"|^(?P<keeper>.*?)(?P<left>\b(?:återstående medel|återstår|kvarvarande medel))"
)
_YEARS = r"\b(?:19|20)\d\d\b"
_OF_SO_MANY = (
    r"(?i)(?P<share>\d{1,3}(?:,\d+)?) ?(?:%|procent) av (?:de |dessa |alla |samtliga |totalt )*"
    r"(?P<count>\d{1,3}(?: \d{3})*)(?= (?:som|personer|deltagare|individer|svar|enkät|besvarade|inkomna)\b|[.,;]|$)"
)


@or_else("told-together", "reason.told-alone")
def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """``relation`` is ``part`` ("varav"), ``left`` (granted, spent and left) or ``share`` ("16 % av de 84")."""
    found = {"part": _parts, "left": _left, "share": _shares}[rule.text("relation")]
    yield from found(view.report.claims)


def _parts(claims: tuple[Claim, ...]) -> Iterator[Outcome]:
    """A sentence that begins with "varav" straight after one that ends in its number."""
    whole: Claim | None = None
    for claim in claims:
        if not fold(claim.text).startswith("varav "):
            whole = claim if _is_whole(claim) else None
        elif whole is not None and _near(whole, claim) and not claim.about and not is_turned(claim.text):
            part, every = claim.figure, whole.figure
            if part.unit == every.unit and part.unit.quality != "percent" and claim.column == whole.column:
                told = message("told-together.part", text=claim.text, whole=whole.text, amount=every)
                yield _compared(part, every, told, part.value <= every.value)


def _is_whole(claim: Claim) -> bool:
    return bool(re.search(_ENDS_IN_NUMBER, claim.text)) and not claim.about and not re.search(_NO_WHOLE, claim.text)


def _near(one: Claim, other: Claim) -> bool:
    first, last = one.place.source_line, other.place.source_line
    return not first or not last or 0 <= last - first <= _FAR


def _compared(part: Figure, whole: Figure, told: Message, holds: bool) -> Outcome:
    return Outcome(
        outcome="passed" if holds else "finding",
        told=told,
        rounding="exact" if holds else None,
        computed=plain(part.value),
        limit=plain(whole.value),
        difference=plain(part.value - whole.value),
        unit=part.unit.name,
        figures=(Used(part, "stated", -ONE), Used(whole, "limit", ONE)),
        rests_on_doubt=part.rests_on_doubt or whole.rests_on_doubt,
        arithmetic=True,
    )


def _left(claims: tuple[Claim, ...]) -> Iterator[Outcome]:
    """What was granted, what is spent and what is left, told of one thing and one year."""
    purses: dict[tuple[str, tuple[str, ...], str], dict[str, list[Claim]]] = {}
    for claim in claims:
        found = re.match(_PURSE, claim.text)
        if found is None or claim.figure.unit.quality != "money" or is_turned(claim.text):
            continue
        what = next(name for name in ("grant", "spent", "left") if found[name])
        who = found[{"grant": "who", "spent": "spender", "left": "keeper"}[what]]
        if fold(re.sub(r"\d", "", claim.text[found.end() :].partition(":")[0])).removesuffix(" kr") not in ("", "medel"):
            continue  # of the whole project, up to June
        key = fold(who), tuple(sorted(set(re.findall(_YEARS, claim.text)))), claim.column
        purses.setdefault(key, {}).setdefault(what, []).append(claim)
    for purse in purses.values():
        if sorted(purse) != ["grant", "left", "spent"] or any(len(told) > 1 for told in purse.values()):
            continue
        grant, spent, left = (purse[name][0] for name in ("grant", "spent", "left"))
        if not any(one.about for one in (grant, spent, left)):
            rest = quantity(grant.figure) - quantity(spent.figure)
            yield judge(left.figure, 1, rest, "claim", {"text": left.text, "row": left.text}, about="claim")


def _shares(claims: tuple[Claim, ...]) -> Iterator[Outcome]:
    """A share whose own sentence says of how many it is."""
    for claim in claims:
        found = re.search(_OF_SO_MANY, claim.text.replace("\u00a0", " "))
        if found is None or claim.about or claim.figure.unit.quality != "percent":
            continue
        share, count = number_said(found["share"]), number_said(found["count"])
        if count is None or share != claim.figure.value or claim.figure.readings:
            continue
        outcome = possible(claim.figure, count, "told-together.share", {"text": claim.text, "row": claim.text})
        if outcome is not None:
            yield outcome


KIND = Kind(
    "told-together",
    sv="Tal som texten ger tillsammans kan alla stämma: del och helhet, anslag och rest, andel och antal.",
    en="Numbers that the text gives together can all be right: part and whole, grant and rest, share and count.",
    keys={"relation": Key("choice", allowed=("part", "left", "share"), required=True)},
    run=check,
    equation=False,
)
