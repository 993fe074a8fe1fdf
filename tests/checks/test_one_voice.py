"""Two rules that find the same about the same figures speak with one voice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from finsam_audit.engine.check import check
from finsam_audit.page.model import Report
from finsam_audit.rulebook.load import load_rules

PACK = """pack: own
groups:
  eget: {sv: Eget, en: Own}
rules:
"""
RULE = """  - id: ZZ00%d
    name: own-rule-%d
    group: eget
    severity: %s
    check: formula
    on: balansräkning
    holds: %s
    title: {sv: Titel, en: Title}
    why: {sv: Därför, en: Because}
    source: Egen regel
"""
TABLE = """Balansräkning:
  columns: 2025-12-31
  rows:
    Fordringar: 5
    Kassa och bank: 9
"""


def _ended(folder: Path, report: Report, *rules: tuple[str, str]) -> list[tuple[str, str]]:
    text = PACK + "".join(RULE % (n, n, severity, holds) for n, (severity, holds) in enumerate(rules, 1))
    (folder / "own.yaml").write_text(text, encoding="utf-8")
    book = load_rules(folder)
    return [(o.rule, o.outcome) for o in check(report, book, book.find("eget")).outcomes]


def test_the_more_serious_of_two_speaks(tmp_path: Path, report: Callable[[str], Report]) -> None:
    rules = ("warning", "kassa och bank = fordringar"), ("error", "fordringar = kassa och bank")
    assert _ended(tmp_path, report(TABLE), *rules) == [("ZZ001", "not_applicable"), ("ZZ002", "finding")]


def test_the_first_of_two_equals_speaks(tmp_path: Path, report: Callable[[str], Report]) -> None:
    rules = ("error", "kassa och bank = fordringar"), ("error", "fordringar = kassa och bank")
    assert _ended(tmp_path, report(TABLE), *rules) == [("ZZ001", "finding"), ("ZZ002", "not_applicable")]


def test_two_that_use_the_figures_otherwise_both_speak(tmp_path: Path, report: Callable[[str], Report]) -> None:
    rules = ("error", "kassa och bank = fordringar"), ("error", "kassa och bank = 3 * fordringar")
    assert _ended(tmp_path, report(TABLE), *rules) == [("ZZ001", "finding"), ("ZZ002", "finding")]


def test_one_that_holds_is_not_silenced(tmp_path: Path, report: Callable[[str], Report]) -> None:
    rules = ("error", "kassa och bank = fordringar + 4 kr"), ("error", "kassa och bank = fordringar")
    assert _ended(tmp_path, report(TABLE), *rules) == [("ZZ001", "passed"), ("ZZ002", "finding")]
