"""How many examples a property is tried on: so many as the profile says (``tests/conftest.py``), times its worth."""

from __future__ import annotations

from hypothesis import settings


def examples(times: float = 1) -> settings:
    """Settings for a property that is dear and exhausted by fewer (1/3), or cheap and, where there is time, deserves more (8).

    In the gate, which tries the same few each time, none has more than the others.
    """
    profile = settings()
    return settings(max_examples=max(1, round(profile.max_examples * (min(times, 1) if profile.derandomize else times))))
