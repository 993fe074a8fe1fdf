"""The rule book as pages to read: one Markdown page a rule and an index, made from the rules and their own examples.

``python -m finsam_audit.render.rule_pages docs/rules docs/sv/regler.md`` writes them, and the checklist beside them.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from finsam_audit.checks import KINDS
from finsam_audit.controls.rules import Rule, RuleBook
from finsam_audit.messages import InputError, message
from finsam_audit.render.language import LANGUAGES, say
from finsam_audit.render.rule_text import sourced, sums, years
from finsam_audit.render.sentence import hint_sentences, sentence
from finsam_audit.render.text import write_problems
from finsam_audit.rulebook.examples import ExampleResult, run_examples
from finsam_audit.rulebook.load import load_rules
from finsam_audit.rulebook.variation import EXAMPLES

INDEX = "README.md"

_PAGE = re.compile(r"README\.md|[A-Z]{1,6}\d{2,4}\.md")
_HEADINGS = {"good": "Passes", "edge": "Borderline, no mistake", "bad": "Gives a finding"}
_LANGUAGE_NAMES = {"sv": "Swedish", "en": "English"}


def rule_pages(book: RuleBook) -> dict[str, str]:
    """Every page by file name: one a rule, and the index. The book is to be loaded with ``examples=True``."""
    tried: dict[tuple[str, str], ExampleResult] = {(r.rule.id, r.name): r for r in run_examples(book)}
    pages = {INDEX: _index(book)}
    for rule in book.rules:
        pages[f"{rule.id}.md"] = _page(rule, book, tried)
    return pages


def checklist(book: RuleBook) -> str:
    """All rules as a checklist in Swedish to print: one box a rule, under its group, with source and severity."""
    lines = [
        "# Checklista för granskningen",
        "",
        f"De {len(book.rules)} kontroller som programmet gör, grupp för grupp. Rutorna är till för den som vill bocka av för",
        "hand. Sist i varje rad står källan och kontrollens nummer; `finsam-audit rules BR002` visar hela regeln med exempel.",
        "",
        "**FEL** betyder att siffrorna motsäger varandra eller lagen, **AVVIKELSE** att en rekommendation eller konvention",
        "inte följs, **ANMÄRKNING** att något är värt en titt.",
        "",
        "Listan är gjord ur regelboken med `make docs`; ändra den inte för hand.",
    ]
    for group, names in book.groups.items():
        rules = sorted((rule for rule in book.rules if rule.group == group), key=lambda rule: rule.id)
        if rules:
            lines += ["", f"## {names['sv']}", ""]
        for rule in rules:
            severity = say(message(f"severity.{rule.severity}"), "sv")
            lines.append(f"- [ ] **{rule.title['sv']}.** {rule.why['sv']}  ")
            if rule.blind:
                lines.append(f"      Ser inte: {rule.blind['sv']}  ")
            lines.append(f"      {severity} · {rule.source['sv'].rstrip('.')}{_remarks(rule)} · {rule.id}")
    return "\n".join(lines) + "\n"


def _remarks(rule: Rule) -> str:
    """That a rule is an interpretation, and its years where it lapses."""
    return "".join([", tolkning" * rule.interpretation, f" · {years(rule, 'sv')}" if rule.until is not None else ""])


def write_checklist(text: str, path: Path) -> None:
    """Write the checklist, whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(text)
    os.chmod(name, 0o644)
    os.replace(name, path)


def write_pages(pages: Mapping[str, str], folder: Path) -> None:
    """Make ``folder`` hold these pages and no others, whole or not at all.

    Raises ``FileExistsError`` where the folder holds anything that is not such a page.
    """
    if folder.exists():
        strangers = [path.name for path in folder.iterdir() if not _PAGE.fullmatch(path.name)]
        if strangers:
            raise FileExistsError(f"{folder} holds other files than rule pages: {', '.join(sorted(strangers))}")
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    new, old = work / "new", work / "old"
    try:
        new.mkdir()
        for name, text in pages.items():
            (new / name).write_text(text, encoding="utf-8")
        if folder.exists():
            folder.rename(old)
        try:
            new.rename(folder)
        except OSError:
            if old.exists():
                old.rename(folder)
            raise
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _index(book: RuleBook) -> str:
    lines = [
        "# The rules",
        "",
        f"{len(book.rules)} rules, by group. Each has a page of its own: what it checks, why, its source, its sum, and",
        "examples with the messages they give. The pages are made from the rule book by `make docs`; do not edit them.",
        "How a rule is written: [writing-rules.md](../writing-rules.md).",
    ]
    for group, names in book.groups.items():
        rules = sorted((rule for rule in book.rules if rule.group == group), key=lambda rule: rule.id)
        if not rules:
            continue
        lines += ["", f"## {names['en']} ({names['sv']})", "", "| rule | severity | what holds |", "|---|---|---|"]
        for rule in rules:
            what = rule.title["en"].replace("|", "\\|")
            lines.append(f"| [{rule.id}]({rule.id}.md) `{rule.name}` | {rule.severity} | {what} |")
    return "\n".join(lines) + "\n"


def _page(rule: Rule, book: RuleBook, tried: Mapping[tuple[str, str], ExampleResult]) -> str:
    group = book.groups[rule.group]
    kind = f"{KINDS[rule.check].en} (kind of check: [{rule.check}](../writing-rules.md#{_anchor(rule.check)}))"
    lines = [
        f"# {rule.id} {rule.name}",
        "",
        f"**{rule.title['en']}.**  ",
        f"*{rule.title['sv']}.*",
        "",
        "| | |",
        "|---|---|",
        f"| severity | {rule.severity} ({say(message(f'severity.{rule.severity}'), 'sv')}) |",
        f"| group | {group['en']} ({group['sv']}) |",
        f"| applies to | {_applies(rule)} |",
        f"| for the years | {years(rule, 'en')} |",
        f"| pack | {rule.pack} |",
        "",
        "## What",
        "",
        f"{rule.title['en']}. {kind}",
        "",
        "## Why",
        "",
        rule.why["en"],
        "",
        "## Source",
        "",
        sourced(rule, "en"),
        "",
        "## The sum",
        "",
        *_fenced("text", [f"check: {rule.check}", *sums(rule, book, "en")]),
    ]
    if rule.blind:
        lines += ["", "## What it cannot see", "", rule.blind["en"]]
    if rule.examples:
        lines += ["", "## Examples"]
    for name in EXAMPLES:
        if name in rule.examples:
            lines += ["", f"### {_HEADINGS[name]}", ""]
            lines += _fenced("yaml", str(rule.examples[name]).rstrip().splitlines())
            lines += _messages(tried[rule.id, name])
    return "\n".join(lines) + "\n"


def _applies(rule: Rule) -> str:
    documents = [say(message(f"word.{name}"), "en") for name in rule.documents]
    return ", ".join([*(rule.organisations or ("all organisations",)), *(documents or ["all documents"])])


def _anchor(check: str) -> str:
    """The heading of ``writing-rules.md`` that describes a kind of check."""
    return "goal-and-goal-outcome" if check in ("goal", "goal-outcome") else check


def _fenced(kind: str, text: list[str]) -> list[str]:
    return [f"```{kind}", *text, "```"]


def _messages(result: ExampleResult) -> list[str]:
    """What an example's findings say, in both languages."""
    findings = [outcome for outcome in result.outcomes if outcome.outcome == "finding"]
    lines: list[str] = []
    for language in LANGUAGES:
        for outcome in findings:
            severity = say(message(f"severity.{outcome.severity}"), language)
            if not lines:
                lines.append("")
            lines.append(f"- {_LANGUAGE_NAMES[language]}: {severity} {sentence(outcome, language)}")
            lines += [f"  → {hint}" for hint in hint_sentences(outcome, language)]
    return lines


def main(arguments: list[str]) -> int:
    """Write the pages to the folder and the checklist to the file given. Returns the exit code: 0 done, 2 not done."""
    if len(arguments) != 2:
        sys.stderr.write("usage: python -m finsam_audit.render.rule_pages FOLDER CHECKLIST\n")
        return 2
    try:
        book = load_rules(examples=True)
        write_pages(rule_pages(book), Path(arguments[0]))
        write_checklist(checklist(book), Path(arguments[1]))
    except InputError as error:
        write_problems(error.problems, "en", sys.stderr)
        return 2
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
