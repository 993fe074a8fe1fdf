"""A report is held to the rules of its year."""

from __future__ import annotations

from pathlib import Path

import pytest

from finsam_audit.controls.rules import Rule
from finsam_audit.engine.check import check
from finsam_audit.messages import InputError
from finsam_audit.page.reader import build_report
from finsam_audit.page.source import Source, parse
from finsam_audit.render.rule_pages import checklist, rule_pages
from finsam_audit.render.rule_text import explained, years
from finsam_audit.rulebook.load import load_rules
from tests.book import shipped

BOOK = shipped()
PACK = """pack: own
rules:
  - id: ZZ001
    name: own-rule
    group: noter
    severity: note
    check: limit
    table: balansräkning
    holds: kassa och bank >= 3 tkr
    title: Titel
    why: Därför
    source: Styrelsens beslut.
"""


def own(folder: Path, *lines: str) -> Rule:
    (folder / "own.yaml").write_text(PACK + "".join(f"    {line}\n" for line in lines), encoding="utf-8")
    return load_rules(folder).find("ZZ001")[0]


def outcome(rule: Rule, period: str) -> tuple[str, str]:
    text = (
        f"finsam-audit: 1\nreport: {{entity: X, period: {period}}}\n"
        "tables: {Balansräkning: {columns: 2024-12-31, rows: {Kassa och bank: 1 000}}}\n"
    )
    source = Source("own.yaml", text, text.encode())
    (found,) = check(build_report(source, parse(source)), BOOK, [rule]).outcomes
    return found.outcome, found.reason.key if found.reason else ""


@pytest.mark.parametrize(
    ("period", "told"),
    [
        ("2023", ("not_applicable", "reason.not-yet")),
        ("2024", ("finding", "")),
        ("2025", ("not_applicable", "reason.lapsed")),
        ("2024-07-01 – 2025-06-30", ("not_applicable", "reason.lapsed")),
    ],
)
def test_the_end_of_the_period_decides(tmp_path: Path, period: str, told: tuple[str, str]) -> None:
    rule = own(tmp_path, "valid from: 2024-01-01", "valid to: 2024-12-31")
    assert outcome(rule, period) == told


def test_a_rule_of_ones_own_may_be_for_all_years(tmp_path: Path) -> None:
    assert outcome(own(tmp_path), "2024") == ("finding", "")


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        (["valid from: i fjol"], "data.not-date"),
        (["valid to: 2024-02-30"], "data.not-date"),
        (["valid from: 2024-01-01", "valid to: 2023-12-31"], "rules.lapses-before"),
        (["interpretation: kanske"], "data.unknown-value"),
    ],
)
def test_what_is_no_year_is_told(tmp_path: Path, lines: list[str], key: str) -> None:
    with pytest.raises(InputError) as caught:
        own(tmp_path, *lines)
    assert [problem.message.key for problem in caught.value.problems] == [key]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "all"),
        (["valid from: 1900-01-01"], "all"),
        (["valid from: 2024-01-01"], "from 2024 on"),
        (["valid to: 2023-12-31"], "to 2023"),
        (["valid from: 2013-01-01", "valid to: 2023-12-31"], "2013–2023"),
    ],
)
def test_the_years_of_a_rule_are_said(tmp_path: Path, lines: list[str], said: str) -> None:
    assert years(own(tmp_path, *lines), "en") == said


@pytest.mark.parametrize("rule", ["SE017", "NO014", "BR017", "FL001", "DT002", "DT009"])
def test_an_interpretation_is_said_to_be_one(rule: str) -> None:
    (found,) = BOOK.find(rule)
    assert "Regeln är en tolkning" in explained(found, BOOK, "sv")
    assert "an interpretation" in rule_pages(BOOK._replace(rules=(found,)))[f"{rule}.md"]
    assert f", tolkning · {rule}" in checklist(BOOK)


def test_the_older_reserve_lapses_where_the_new_one_begins() -> None:
    older, newer = (BOOK.find(rule)[0] for rule in ("NK014", "NK017"))
    assert older.until is not None
    assert newer.since is not None
    assert (newer.since - older.until).days == 1
    assert {rule.pack for rule in BOOK.rules if "reserve" in rule.name} == {"kommun"}
