"""An outcome in one text: what it says with what its difference suggests, or why the control could not be made."""

from __future__ import annotations

from finsam_audit.controls.outcome import Outcome
from finsam_audit.render.language import say
from finsam_audit.render.paper import slack
from finsam_audit.render.sentence import hint_sentences, sentence


def told(outcome: Outcome, language: str) -> str:
    """All that a control ended in, in words."""
    if outcome.outcome in ("passed", "finding"):
        spoken = " ".join((sentence(outcome, language), *hint_sentences(outcome, language)))
        return spoken + "".join(f" ({reason})" for reason in slack(outcome, language))
    if outcome.outcome == "rule_error":
        return sentence(outcome, language)
    return say(outcome.reason, language) if outcome.reason is not None else ""
