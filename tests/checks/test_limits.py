"""Limits: the rule book's, with steps by amount and the day they hold from, and those of the organisation itself."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from finsam_audit import InputError, Report, Result, RuleBook, check, load_rules, read_report

REPORT = """
finsam-audit: 1
report:
  entity: Exempelförbundet
  period: 2025
{head}
tables:
  Balansräkning:
    columns: 2025-12-31
    rows:
      Summa eget kapital: {equity}
  Not 2. Verksamhetens intäkter:
    columns: 2025
    rows:
      Medlemsbidrag: 12 000 000
"""

PACK = """
pack: own
groups:
  own: {sv: Eget, en: Own}
parameters:
  stepped:
    unit: "%"
    tiers: not.medlemsbidrag
    values: {2020-01-01: 30 %, 2025-01-01: {0 kr: 20 %, 10 mnkr: 15 %}}
    source: Ett beslut.
rules:
  - id: OWN001
    name: stepped-ceiling
    group: own
    severity: warning
    check: limit
    on: balansräkning
    columns: own
    holds: summa eget kapital / not.medlemsbidrag <= parameter.stepped
    source: Ett beslut.
    title: Taket
    why: Därför.
"""


def _result(folder: Path, book: RuleBook, rule: str, equity: str, head: str = "") -> Result:
    file = folder / "report.yaml"
    file.write_text(REPORT.format(equity=equity, head=head), encoding="utf-8")
    return check(read_report(file), book, book.find(rule))


def test_a_finding_says_where_its_limit_comes_from(book: RuleBook, tmp_path: Path) -> None:
    (found,) = _result(tmp_path, book, "EK010", "3 000 000").findings
    assert (found.limit, found.hints[0].key, "2013-10-02" in str(found.hints[0].args["source"])) == (
        Decimal(20),
        "limit.origin",
        True,
    )


def test_a_report_may_state_its_own_ceiling(book: RuleBook, tmp_path: Path) -> None:
    (found,) = _result(tmp_path, book, "EK010", "2 000 000", "  limits: {equity ceiling: 15 % @p4}").findings
    assert (found.limit, found.hints[0].key) == (Decimal(15), "limit.own")


@pytest.mark.parametrize("limit", ["payroll tax: 20 %", "equity roof: 15 %", "equity ceiling: 15", "equity ceiling: hög"])
def test_a_limit_that_is_none_is_told(book: RuleBook, tmp_path: Path, limit: str) -> None:
    with pytest.raises(InputError):
        _result(tmp_path, book, "EK010", "2 000 000", f"  limits: {{{limit}}}")


def test_the_step_that_the_amount_reaches_is_the_limit(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(PACK, encoding="utf-8")
    (tmp_path / "data").mkdir()
    book = load_rules(tmp_path)
    (found,) = _result(tmp_path / "data", book, "OWN001", "2 000 000").findings
    assert (found.limit, found.computed) == (Decimal(15), Decimal("16.67"))


def test_steps_need_an_amount(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(PACK.replace("    tiers: not.medlemsbidrag\n", ""), encoding="utf-8")
    with pytest.raises(InputError):
        load_rules(tmp_path)


ABOVE = """
tables:
  Balansräkning:
    columns: 2025-12-31
    rows:
      Summa eget kapital: 1 735 435
  Not 2. Verksamhetens intäkter:
    columns: 2025
    rows:
      Medlemsbidrag: 4 000 000
claims:
  - {text: "TEXT", value: 20 %}
"""


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("det egna kapitalet ligger över taket på 20 %", "hint.mentioned"),
        ("935 435 kr för mycket i eget kapital", "hint.mentioned"),
        ("20 % av deltagarna studerar", "hint.not-mentioned"),
    ],
)
def test_a_passed_limit_tells_whether_the_report_says_so_itself(
    report: Callable[[str], Report], book: RuleBook, text: str, hint: str
) -> None:
    (found,) = check(report(ABOVE.replace("TEXT", text)), book, book.find("EK010")).outcomes
    assert (found.severity, found.hints[-1].key) == ("warning", hint)
