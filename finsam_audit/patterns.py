"""Patterns that are compiled when they are first asked: most of those that the modules of a run hold are never needed in it."""

import re
from typing import cast

_compiled = re.compile


def pattern_of(text: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern that answers as ``re.compile`` would, but is compiled by its first question."""
    return cast("re.Pattern[str]", _Later(text, flags))


def load_yaml() -> None:
    """Load PyYAML without compiling the patterns of its own reader, which libyaml does without.

    One of them goes over all of Unicode: compiling it takes twice as long as a bare interpreter. For a process of our own
    only, since nobody else may compile a pattern meanwhile.
    """
    re.compile = pattern_of  # type: ignore[assignment]
    try:
        import yaml  # noqa: F401
    finally:
        re.compile = _compiled


class _Later:
    """What ``pattern_of`` gives: every method of the compiled pattern, kept once it was asked for."""

    def __init__(self, text: str, flags: int) -> None:
        self._given = text, flags

    def __getattr__(self, name: str) -> object:
        found = getattr(_compiled(*self._given), name)
        setattr(self, name, found)
        return found
