"""What a fact is tried on: so many examples as the profile says (``tests/conftest.py``), times its worth; some files, or all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from hypothesis import settings

T = TypeVar("T")


def examples(times: float = 1) -> settings:
    """Settings for a property that is dear and exhausted by fewer (1/3), or cheap and, where there is time, deserves more (8).

    In the gate, which tries the same few each time, none has more than the others.
    """
    profile = settings()
    return settings(max_examples=max(1, round(profile.max_examples * (min(times, 1) if profile.derandomize else times))))


def one_in(count: int, of: Sequence[T]) -> Sequence[T]:
    """Every so many-th of some files in the gate, where each takes long and tells the same; all of them where there is time."""
    return of[:: count if settings().derandomize else 1]
