"""Accepted differences in words: who accepted what, why and until when, and which are none any more."""

from __future__ import annotations

from collections.abc import Iterator

from finsam_audit.controls.outcome import Result
from finsam_audit.messages import message
from finsam_audit.page.model import Acceptance
from finsam_audit.render.language import say


def accepted_words(acceptance: Acceptance | None, language: str) -> str:
    """Who accepted a difference and when, until when it holds, and why; "" where nobody has."""
    if acceptance is None:
        return ""
    until = message("accepted.until", until=acceptance.until) if acceptance.until is not None else ""
    told = message("accepted.by", by=acceptance.by, day=acceptance.day, until=until, reason=acceptance.reason)
    return say(told, language)


def remark_lines(result: Result, language: str) -> Iterator[str]:
    """The accepted differences that are no findings any more, each with its place."""
    for one in result.remarks:
        yield f"{one.file}:{one.line}: {say(one.message, language)}"
