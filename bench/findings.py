"""Writes docs/findings.md, and the pictures in README.md and the Swedish guide: the first screens of the real reports that ship
with the program. ``make findings``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bench.gallery import book_of_the_gallery, gallery, narrow, shown, without
from finsam_audit.controls.outcome import Result
from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.chain import check_chains, with_coverage
from finsam_audit.engine.check import check
from finsam_audit.page.model import Report
from finsam_audit.page.reader import read_report
from finsam_audit.render.text import write_results
from finsam_audit.rulebook.load import load_rules, samples_directory

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "findings.md"
PICTURED = (ROOT / "README.md", ROOT / "docs" / "sv" / "anvandarguide.md")
SAMPLE = "degerfors-karlskoga-2025"
HEAD = """# What a finding looks like

What `finsam-audit` says, in the language that the reports are written in. First the [first screens](#the-first-screens) of the
published reports in `sample_data/`, then [every kind of finding](#every-kind-of-finding). `make findings` writes this page.

## The first screens

What `finsam-audit check` says of each report: what to mend, what to explain and what is small, the weightiest first. A numbered
line is a matter: what one person mends or explains in one go. `rad` is the line of the report's own text.
"""
KINDS = """
## Every kind of finding

One example of each: every sentence that a finding may have, with every slip that it may look like, group by group as in the
[checklist](sv/regler.md). The numbered line is what the first screen says, the working paper under it what `finsam-audit
explain` adds. Most are the bad examples of the rules themselves; `finsam-audit rules BR002` shows the report that gives one.
"""
REST = """
### Sentences without an example

None of the rules, examples and reports here gives these; a rule of one's own, or another report, may.
"""
SHOWN = {"RÄTTA": 5, "FÖRKLARA": 4, "SMÅ": 2}
_PICTURE = re.compile(r"(?<=```text\n)Samordningsförbundet .*?(?=```)", re.DOTALL)


def page(book: RuleBook) -> str:
    """The page, as it should be."""
    own = book_of_the_gallery()
    every = shown(own)
    left = list(without(every))
    lines = [KINDS, *gallery(every, own), *([REST, *left] if left else ())]
    return first_screens(book) + "".join(f"{line}\n" for line in lines)


def first_screens(book: RuleBook) -> str:
    """The first part of the page."""
    parts = [HEAD]
    for path in sorted(Path(samples_directory()).glob("*.yaml")):
        result = result_of(path, book)
        if result.findings or result.report.audits:
            parts.append(f"### {path.stem}\n\n```text\n{first_screen(result, path, book)}```\n")
    return "\n".join(parts)


def result_of(path: Path, book: RuleBook) -> Result:
    """A sample report with its controls made."""
    return check(_sample(path), book)


def _sample(path: Path) -> Report:
    return read_report(path)._replace(file=f"sample_data/{path.name}")


def first_screen(result: Result, path: Path, book: RuleBook) -> str:
    """The first screen of a report on a terminal of 120 columns."""
    beside = [_sample(path.parent / result.report.audits)] if result.report.audits else []
    chains = check_chains([result], book, beside=beside)
    shown = [with_coverage(result, chains)]
    return narrow(lambda out: write_results(shown, book, "sv", (), out, True, chains=chains))


def picture(book: RuleBook) -> str:
    """The first screen of one report, shortened to the first matters of each part."""
    path = Path(samples_directory()) / f"{SAMPLE}.yaml"
    return "".join(f"{line}\n" for line in _shortened(first_screen(result_of(path, book), path, book).splitlines()))


def _shortened(lines: list[str]) -> Iterator[str]:
    most, count = 0, 0
    for line in lines:
        if line in SHOWN:
            most, count = SHOWN[line], 0
        elif not line:
            if most and count > most:
                yield "  …"
            most = 0
        elif most and re.match(r"[ \d]{2}\d ", line):
            count += 1
        if not most or count <= most:
            yield line


def pictured(text: str, drawn: str) -> str:
    """A document with the picture in it renewed."""
    return _PICTURE.sub(lambda _: drawn, text)


if __name__ == "__main__":
    rules = load_rules()
    PAGE.write_text(page(rules), encoding="utf-8")
    drawn = picture(rules)
    for document in PICTURED:
        document.write_text(pictured(document.read_text(encoding="utf-8"), drawn), encoding="utf-8")
