"""The sentence the förbundschef needs: ready to publish, or how much to mend and how much to explain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from finsam_audit.controls.outcome import SEVERITIES, Result
from finsam_audit.messages import Message, message
from finsam_audit.render.language import say

if TYPE_CHECKING:
    from finsam_audit.engine.chain import ChainResult

Part = tuple[int, int] | None  # rules run, and rules there are, where not all were run


def closing(result: Result, language: str, part: Part = None, chains: Sequence[ChainResult] = ()) -> str:
    """Where only some rules were run it says so, and never that the report is ready; nor where another contradicts it.

    What is accepted, or known from an earlier run, is counted by itself.
    """
    accepted = [matter for matter in result.matters if matter.accepted is not None]
    known = sum(outcome.known for outcome in result.findings)
    told = _closing(result, language, part, chains)
    also = [message("closing.known", count=known)] if known else []
    if accepted:
        counts = [sum(matter.severity == severity for matter in accepted) for severity in SEVERITIES]
        also.append(message("closing.accepted", left=left_words(*counts)))
    return " ".join([told, *(say(one, language) for one in also)])


def left_words(errors: int, warnings: int, notes: int = 0) -> tuple[Message, ...]:
    """How much there is to mend, to explain and to look over, without what there is none of."""
    counts = {"errors": errors, "warnings": warnings, "notes": notes}
    return tuple(message(f"closing.{key}", count=count) for key, count in counts.items() if count)


def _closing(result: Result, language: str, part: Part, chains: Sequence[ChainResult]) -> str:
    ready = not any(result.count_severity(severity) for severity in SEVERITIES[:2]) and result.checked()
    if ready and any(chain.of(result.report).count_severity(severity) for chain in chains for severity in SEVERITIES[:2]):
        return say(message("closing.see-chain"), language)
    if part is not None and not result.count("rule_error") and result.checked(some=True):
        rules, every = part
        told = message("closing.part", rules=rules, all=str(every))
        return f"{_verdict(result, language, whole=False)} {say(told, language)}"
    return _verdict(result, language)


def _verdict(result: Result, language: str, whole: bool = True) -> str:
    if result.count("rule_error"):
        return say(message("closing.rule-error"), language)
    if not result.checked(some=not whole):
        return say(message("closing.nothing"), language)
    left = [matter for matter in result.matters if matter.is_open]
    errors, warnings, notes = (sum(matter.severity == severity for matter in left) for severity in SEVERITIES)
    if any(outcome.known for outcome in result.findings):
        told = message("closing.new", left=left_words(errors, warnings, notes))
        return say(told if left else message("closing.nothing-new"), language)
    also = message("closing.also", notes=notes) if notes else ""
    if errors:
        return say(
            message("closing.mend-explain" if warnings else "closing.mend", errors=errors, warnings=str(warnings), also=also),
            language,
        )
    read = "-read" if result.report.reading is not None else ""  # of a document nothing is said but of what was read
    if warnings:
        return say(message(f"closing.explain{read}", warnings=warnings, also=also), language)
    also = message("closing.look-also", notes=notes) if notes else ""
    if not whole:
        return say(message(f"closing.part-ready{read}", also=also), language)
    if read:
        return say(message("closing.ready-read", also=also), language)
    if any(matter.together != "rounding" for matter in left):
        return say(message("closing.look", notes=notes), language)
    return say(message("closing.ready-rounding" if left else "closing.ready"), language)
