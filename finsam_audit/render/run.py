"""One call of the program, as the formats of a whole run are made of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from finsam_audit.controls.outcome import SEVERITIES, Outcome, Result, Severity
from finsam_audit.controls.rules import RuleBook
from finsam_audit.messages import Problem

if TYPE_CHECKING:
    from finsam_audit.engine.chain import ChainResult


class Run(NamedTuple):
    """One call of the program: the results, the files that could not be read, and by which rules and when.

    ``rules`` is how many of the book's rules were run; ``fail_on`` the mildest severity that fails;
    ``options`` are those that choose what is checked, as they were typed;
    ``chains`` are what the reports of one entity come to together; ``settings`` is the file of settings that held;
    ``statistics``: what each rule came to is asked for too.
    """

    results: tuple[Result, ...]
    problems: tuple[Problem, ...]
    book: RuleBook
    language: str
    rules: int
    fail_on: Severity
    at: datetime
    options: tuple[str, ...] = ()
    chains: tuple[ChainResult, ...] = ()
    settings: str = ""
    statistics: bool = False

    @property
    def part(self) -> tuple[int, int] | None:
        """Rules run and rules there are, where not all were run."""
        every = len(self.book.rules)
        return (self.rules, every) if self.rules < every else None

    def fails(self, outcome: Outcome) -> bool:
        """Whether a finding makes the run fail."""
        serious = SEVERITIES[: SEVERITIES.index(self.fail_on) + 1]
        return outcome.is_open and outcome.severity in serious
