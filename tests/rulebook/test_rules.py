"""Every rule's own examples do what they say."""

from __future__ import annotations

import pytest

from finsam_audit.rulebook.examples import run_examples
from finsam_audit.rulebook.load import load_rules

BOOK = load_rules(examples=True)
RESULTS = run_examples(BOOK)


@pytest.mark.parametrize("rule", [rule.id for rule in BOOK.rules])
def test_the_good_example_passes_the_bad_is_found_and_the_edge_raises_no_alarm(rule: str) -> None:
    results = [(result.name, result.wrong) for result in RESULTS if result.rule.id == rule]
    assert results == [("good", None), ("edge", None), ("bad", None)]
