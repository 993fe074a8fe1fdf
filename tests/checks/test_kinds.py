"""Kinds of check describe themselves, so that rule books, pages and causes need no lists of their own."""

from __future__ import annotations

import pytest

from finsam_audit.checks import KINDS
from finsam_audit.checks.kind import Kind
from finsam_audit.rulebook.options import READINGS

EVERY = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


@EVERY
def test_a_kind_says_in_one_sentence_of_each_language_what_holds(kind: Kind) -> None:
    assert [text for text in (kind.sv, kind.en) if not text[0].isupper() or not text.endswith(".")] == []
    assert kind.sv != kind.en


@EVERY
def test_a_kind_is_run_with_the_others_or_after_them(kind: Kind) -> None:
    assert (kind.run is None) != (kind.last is None)


@EVERY
def test_every_key_has_a_shape_that_can_be_read_and_every_choice_something_to_choose(kind: Kind) -> None:
    assert {key.shape for key in kind.keys.values()} - set(READINGS) <= {"choice", "spoken"}
    assert [name for name, key in kind.keys.items() if (key.shape == "choice") != bool(key.allowed)] == []


def test_only_what_is_printed_is_an_equation() -> None:
    """A correction is looked for in what kinds hold equal; these compare, or add up what the others say."""
    assert {name for name, kind in KINDS.items() if not kind.equation} == {
        "claim-unit", "direction", "goal", "goal-outcome", "joint-rounding", "plausible", "possible-share", "statement",
    }  # fmt: skip
