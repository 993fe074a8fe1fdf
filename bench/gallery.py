"""Every kind of finding as it looks today, for docs/findings.md: the bad examples of the rules, run. What none of them shows
comes from their edges, from ``own_rules`` and ``more_findings.yaml`` and from the real reports."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, TextIO

import yaml

from finsam_audit.controls.outcome import Outcome, Result
from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.chain import ChainResult, check_chains
from finsam_audit.engine.check import check
from finsam_audit.page.reader import read_report
from finsam_audit.render.chain_text import write_chain_matter
from finsam_audit.render.language import catalogue
from finsam_audit.render.paper_text import write_matter
from finsam_audit.render.sentence import key_of
from finsam_audit.rulebook.examples import example_reports
from finsam_audit.rulebook.load import load_rules, samples_directory

WIDTH = 120
MORE = Path(__file__).parent / "more_findings.yaml"
OWN = Path(__file__).parent / "own_rules"

Kind = tuple[str, str | None]
"""A kind of finding: the key of its sentence, and the slip that it looks like, if any."""


class Shown(NamedTuple):
    """A finding and the matter that it is in, as ``explain`` shows it."""

    rule: str
    kind: Kind
    text: str


def book_of_the_gallery() -> RuleBook:
    """The rule book with its examples, and rules of one's own for what it has no rule for itself."""
    return load_rules(OWN, examples=True)


def sentences() -> set[str]:
    """The keys of all sentences that a finding may have."""
    other = {"cause", "cli.arg", "sheet"}
    return {key.removesuffix(".finding") for key in catalogue("sv") if key.endswith(".finding")} - other


def without(found: list[Shown]) -> Iterator[str]:
    """The sentences that no example gives, with the names of what is filled in."""
    for key in sorted(sentences() - {one.kind[0] for one in found}):
        yield f"- {catalogue('sv')[f'{key}.finding']}"


def shown(book: RuleBook, samples: bool = True) -> list[Shown]:
    """One finding of each kind, in the order of the rule book (loaded with ``examples=True``).

    Without ``samples`` those are left out that only the sample reports give, each of which is held against rule after rule.
    """
    found: dict[Kind, Shown] = {}
    for make in (_examples("bad"), _examples("edge"), _more, *([_samples] if samples else ())):
        for one in make(book):
            found.setdefault(one.kind, one)
    order = {rule.id: (list(book.groups).index(rule.group), rule.id) for rule in book.rules}
    return sorted(found.values(), key=lambda one: (order[one.rule], one.kind[0], one.kind[1] or ""))


def gallery(every: list[Shown], book: RuleBook) -> Iterator[str]:
    """The gallery as lines of Markdown: a list of its groups, then each group."""
    titles = {rule.id: rule.title["sv"] for rule in book.rules}
    groups = {rule.id: rule.group for rule in book.rules}
    own = {group: [one for one in every if groups[one.rule] == group] for group in book.groups}
    heads = {group: f"{book.groups[group]['sv']} ({book.groups[group]['en']})" for group, found in own.items() if found}
    for group, head in heads.items():
        yield f"- [{head}](#{anchor(head)}): {len(own[group])}"
    for group, head in heads.items():
        yield from ("", f"### {head}")
        before = ""
        for one in dict.fromkeys(one._replace(kind=("", None)) for one in own[group]):  # a matter may show several kinds
            if one.rule != before:
                yield from ("", f"**{titles[one.rule]}** · {one.rule}")
            before = one.rule
            yield from ("", "```text", one.text, "```")


def anchor(head: str) -> str:
    """The name of a heading as a link writes it."""
    return "".join(sign for sign in head.lower().replace(" ", "-") if sign.isalnum() or sign in "-_")


def narrow(write: Callable[[TextIO], None]) -> str:
    """What is written to a terminal of 120 columns."""
    out, before = io.StringIO(), os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = str(WIDTH)
    try:
        write(out)
    finally:
        os.environ.pop("COLUMNS")
        os.environ |= {"COLUMNS": before} if before is not None else {}
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def _examples(name: str) -> Callable[[RuleBook], Iterator[Shown]]:
    def run(book: RuleBook) -> Iterator[Shown]:
        for rule in book.rules:
            if name in rule.examples:
                yield from _run(book, rule.id, str(rule.examples[name]))

    return run


def _more(book: RuleBook) -> Iterator[Shown]:
    for rule, texts in yaml.safe_load(MORE.read_text(encoding="utf-8")).items():
        for text in texts:
            yield from _run(book, rule, text)


def _run(book: RuleBook, name: str, text: str) -> Iterator[Shown]:
    rule = next(rule for rule in book.rules if rule.id == name)
    results = [check(report, book, [rule]) for report in example_reports(rule, "exempel", text)]
    for result in results if len(results) == 1 else check_chains(results, book, [rule]):
        yield from _matters(result, book)


def _samples(book: RuleBook) -> Iterator[Shown]:
    for path in sorted(Path(samples_directory()).glob("*.yaml")):
        report = read_report(path)._replace(file=path.name)
        missing = {outcome.rule for outcome in check(report, book, why=False).findings}
        for rule in book.rules:
            if rule.id in missing:
                yield from _matters(check(report, book, [rule]), book)


def _matters(result: Result | ChainResult, book: RuleBook) -> Iterator[Shown]:
    """The findings of a result; the shorter matters first, that a kind may be shown by one."""
    for at, matter in sorted(enumerate(result.matters, 1), key=lambda numbered: len(numbered[1].findings)):
        text = narrow(lambda out, at=at: _write(result, at, book, out)).strip()  # type: ignore[misc]
        for index in matter.findings:
            outcome: Outcome = result.outcomes[index]
            yield Shown(outcome.rule, (key_of(outcome), outcome.kind), text)


def _write(result: Result | ChainResult, number: int, book: RuleBook, out: TextIO) -> None:
    if isinstance(result, ChainResult):
        write_chain_matter(result, result.matters[number - 1], book, "sv", out, True)
    else:
        write_matter(result, result.matters[number - 1], book, "sv", out, True)
