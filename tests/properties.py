"""How many examples a property is tried on: so many as the profile says (``tests/conftest.py``), times its worth."""

from __future__ import annotations

from hypothesis import settings


def examples(times: float = 1) -> settings:
    """Settings for a property that is cheap and deserves more than the others (8), or dear and exhausted by fewer (1/3)."""
    return settings(max_examples=max(1, round(settings().max_examples * times)))
