"""docs/coverage.md names the rules of the book, and no others."""

from __future__ import annotations

import re
from pathlib import Path

from finsam_audit.controls.rules import RuleBook
from tests.samples import checked

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")


def _named(text: str) -> set[str]:
    """The rule ids in a text; ``AN001–AN004`` stands for all between."""
    found = set(re.findall(r"\b[A-Z]{1,2}\d{3}\b", text))
    for kind, first, last in re.findall(r"\b([A-Z]{1,2})(\d{3})–[A-Z]{1,2}(\d{3})\b", text):
        found |= {f"{kind}{number:03}" for number in range(int(first), int(last) + 1)}
    return found


def test_every_rule_named_is_in_the_book(book: RuleBook) -> None:
    assert _named(PAGE) - {rule.id for rule in book.rules} == set()


def test_every_rule_of_the_book_is_named(book: RuleBook) -> None:
    assert {rule.id for rule in book.rules} - _named(PAGE) == set()


def test_the_shares_are_those_of_the_samples() -> None:
    for name, reached, figures in re.findall(r"^\| ([a-z][^ |]*) \|.*\| (\d+) of (\d+) \(\d+ %\) \|$", PAGE, re.MULTILINE):
        if "revisionsrapport" not in name:
            result = checked(f"{name}.yaml")
            assert (name, result.figures, result.figures_covered) == (name, int(figures), int(reached))
