"""The rule book that ships with the program, loaded once, whoever asks."""

from __future__ import annotations

from functools import cache

from finsam_audit.controls.rules import RuleBook
from finsam_audit.rulebook.load import load_rules


@cache
def shipped(examples: bool = False) -> RuleBook:
    """The book, with the rules' own examples where they are asked for."""
    return load_rules(examples=examples)
