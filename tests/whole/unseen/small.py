"""Small data files, built from rows as printed, and what the program says of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import TypeAlias

from hypothesis import strategies as st

from finsam_audit import check
from finsam_audit.controls.outcome import Outcome, Result
from finsam_audit.engine.chain import ChainResult, check_chains
from finsam_audit.page.model import Figure
from finsam_audit.page.reader import build_report
from finsam_audit.page.source import Source, parse
from tests import samples
from tests.book import shipped
from tests.whole.consistent import spaced

BOOK = shipped()

Amount: TypeAlias = int | str | None
Content: TypeAlias = "Amount | tuple[Amount, ...] | list[tuple[str, Content]]"
Rows: TypeAlias = list[tuple[str, Content]]

AMOUNTS = st.integers(11, 9_989)
UNITS = st.sampled_from(["kr", "tkr"])


def years(*amounts: st.SearchStrategy[int], most: int = 3) -> st.SearchStrategy[list[tuple[int, ...]]]:
    """The amounts of one to ``most`` columns, each its own."""
    return st.lists(st.tuples(*amounts), min_size=1, max_size=most)


def beside(columns: Sequence[Rows]) -> Rows:
    """The same rows with the amounts of every column, from the rows of each."""
    together: Rows = []
    for same in zip(*columns, strict=True):
        label, first = same[0]
        if isinstance(first, list):
            together.append((label, beside([row[1] for row in same if isinstance(row[1], list)])))
        else:
            cells = [row[1] for row in same]
            together.append((label, tuple(c for c in cells if not isinstance(c, list | tuple))))
    return together


def cell(amount: Amount) -> str:
    if amount is None:
        return "_"
    return spaced(amount) if isinstance(amount, int) else amount


def _written(rows: Rows, indent: str) -> list[str]:
    lines = []
    for label, content in rows:
        head = f"{indent}- {json.dumps(label, ensure_ascii=False)}:"
        if isinstance(content, list):
            lines += [head, *_written(content, indent + "    ")]
        else:
            cells = content if isinstance(content, tuple) else (content,)
            lines.append(f"{head} {json.dumps(' | '.join(map(cell, cells)), ensure_ascii=False)}")
    return lines


def _columns(rows: Rows) -> int:
    for _, content in rows:
        if isinstance(content, list):
            return _columns(content)
        return len(content) if isinstance(content, tuple) else 1
    return 1


def table(name: str, rows: Rows, *, unit: str = "kr", columns: str = "", more: str = "") -> str:
    """A table with the years 2025, 2024 … as its columns where nothing else is said."""
    heads = columns or " | ".join(str(2025 - n) for n in range(_columns(rows)))
    lines = [f"  {json.dumps(name, ensure_ascii=False)}:", f"    unit: {unit}", f"    columns: {heads}"]
    lines += [f"    {more}"] if more else []
    return "\n".join([*lines, "    rows:", *_written(rows, "      "), ""])


def data_file(*tables: str, organisation: str = "kommun", report: str = "", rest: str = "") -> str:
    """A data file of 2025; ``report`` are further lines of its report, ``rest`` its claims and goals."""
    head = f"finsam-audit: 1\nreport:\n  entity: Prov\n  organisation: {organisation}\n  period: 2025\n{report}"
    return head + ("tables:\n" + "".join(tables) if tables else "") + rest


@cache
def checked(text: str) -> Result:
    source = Source("unseen.yaml", text, text.encode())
    return check(build_report(source, parse(source)), BOOK)


def sample(name: str) -> Result:
    """What the program says of one of the real reports."""
    return samples.checked(f"{name}.yaml")


def audited(name: str) -> ChainResult:
    """What an auditors' report comes to together with the report that it audits."""
    own = sample(name)
    (chain,) = check_chains([own, samples.checked(own.report.audits)], BOOK)
    return chain


def _rows(outcome: Outcome) -> str:
    stated = [used.figure.row for used in outcome.figures if used.figure is not None and used.role == "stated"]
    return " + ".join(stated)


def accusations(result: Result, *rules: str) -> list[tuple[str | None, str, str, str]]:
    """Errors and warnings, of these rules or of all: severity, rule, column and the stated row."""
    found = [o for o in result.findings if o.severity != "note" and (not rules or o.rule in rules)]
    return [(o.severity, o.rule, o.column, _rows(o)) for o in found]


def errors(result: Result | ChainResult) -> list[tuple[str, str]]:
    """The rule and the stated row of every error."""
    return [(o.rule, _rows(o)) for o in result.findings if o.severity == "error"]


def said(result: Result) -> set[tuple[str, str, str, str]]:
    """Every finding, notes too: rule, severity, column and the stated row."""
    return {(o.rule, str(o.severity), o.column, _rows(o)) for o in result.findings}


def because_of(
    sentence: str, *tables: str, organisation: str = "samordningsförbund", rest: str = ""
) -> set[tuple[str, str, str, str]]:
    """What is found because the report says this, and not some other sentence."""

    def found(words: str) -> set[tuple[str, str, str, str]]:
        statement = f'  statements:\n    - "{words}"\n'
        return said(checked(data_file(*tables, organisation=organisation, report=statement, rest=rest)))

    return found(sentence) - found("Styrelsen har haft sex sammanträden under året.")


def hinted(result: Result | ChainResult, rule: str) -> set[str]:
    """The printed figures that the hints of this rule's findings name, and the rows."""
    given = [value for o in result.findings if o.rule == rule for hint in o.hints for value in hint.args.values()]
    return {value.printed if isinstance(value, Figure) else str(value) for value in given}


def proposed(result: Result) -> list[tuple[str, str, int]]:
    """What each cause proposes: the kind of slip, the row to change and its amount then."""
    return [(cause.kind, figure.row, int(value)) for cause in result.causes for figure, value in cause.corrections]
