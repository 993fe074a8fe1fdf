"""``--statistics``: what each rule came to, counted: controls made, passed and found, and why the others could not be made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from finsam_audit.controls.outcome import Outcome, Result
from finsam_audit.controls.rules import RuleBook
from finsam_audit.messages import message
from finsam_audit.render.language import say
from finsam_audit.render.summary import kind_of
from finsam_audit.render.writing import Styled, wrapped, write_styled

if TYPE_CHECKING:
    from finsam_audit.engine.chain import ChainResult

_NARROW = 76  # so wide a line has room for the words beside the numbers
_COLUMNS = ("made", "passed", "found", "undone")


class Tally(NamedTuple):
    """The controls of a rule, counted; ``why`` those that could not be made, by the kind of their reason."""

    passed: int
    findings: int
    errors: int
    why: Counter[str]

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Controls made, of these passed and found, and not made."""
        return self.passed + self.findings, self.passed, self.findings, self.why.total()


def tally(outcomes: Iterable[Outcome]) -> Tally:
    """The outcomes counted."""
    outcomes = list(outcomes)
    ends = Counter(outcome.outcome for outcome in outcomes)
    why = Counter(kind_of(outcome) for outcome in outcomes if outcome.outcome == "not_applicable")
    return Tally(ends["passed"], ends["finding"], ends["rule_error"], why)


def statistics_json(result: Result, book: RuleBook) -> list[dict[str, Any]]:
    """A rule an entry, in the order of the book, as the JSON contract has it."""
    return [
        {
            "rule": rule.id,
            "name": rule.name,
            "group": rule.group,
            "passed": found.passed,
            "findings": found.findings,
            "rule_errors": found.errors,
            "not_applicable": found.why.total(),
            "reasons": dict(found.why.most_common()),
        }
        for rule in book.rules
        if (own := [outcome for outcome in result.outcomes if outcome.rule == rule.id])
        for found in [tally(own)]
    ]


def write_statistics(held: Sequence[Result | ChainResult], book: RuleBook, language: str, out: TextIO, terminal: bool) -> None:
    """Write the table of all reports of a run, group by group, rule by rule."""
    write_styled(lambda width: _lines(held, book, language, width), out, terminal)


def _lines(held: Sequence[Result | ChainResult], book: RuleBook, language: str, width: int | None) -> Iterator[Styled]:
    by_rule: dict[str, list[Outcome]] = {}
    for one in held:
        for outcome in one.outcomes:
            by_rule.setdefault(outcome.rule, []).append(outcome)
    heads = [say(message(f"statistics.{column}"), language) for column in _COLUMNS]

    def row(found: Tally, text: str, style: str = "") -> Iterator[Styled]:
        numbers = "".join(f"{count:>{len(head)}}  " for head, count in zip(heads, found.counts, strict=True))
        told = ": ".join(filter(None, (text, _why(found, language))))
        if width is not None and width < _NARROW:
            yield [(numbers.rstrip(), style)]
            yield from wrapped(told, "    ", "    ", width, style)
        else:
            yield from wrapped(told, numbers, " " * len(numbers), width, style)

    yield []
    yield [("  ".join(heads), "bold")]
    ran = [rule for rule in book.rules if rule.id in by_rule]
    for group, rules in groupby(sorted(ran, key=lambda rule: list(book.groups).index(rule.group)), key=lambda rule: rule.group):
        every = list(rules)
        yield from row(tally(o for rule in every for o in by_rule[rule.id]), book.groups[group][language], "bold")
        for rule in every:
            yield from row(tally(by_rule[rule.id]), f"{rule.id} {rule.title[language]}")
    yield from row(
        tally(o for outcomes in by_rule.values() for o in outcomes), say(message("statistics.all"), language), "bold"
    )


def _why(found: Tally, language: str) -> str:
    """What kept controls of a rule from being made, the most common reason first."""
    told = [message("statistics.errors", count=found.errors)] if found.errors else []
    told += [message("undone.counted", why=message(f"undone.{kind}"), count=str(n)) for kind, n in found.why.most_common()]
    return "; ".join(say(one, language) for one in told)
