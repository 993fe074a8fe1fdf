"""Reports of a kommun, a region and a kommunalförbund: one figure is changed, and the control that should see it does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from finsam_audit import Result, RuleBook, check, read_report
from finsam_audit.page.model import Report

FOLDER = Path(__file__).parent / "presentations"
MUNICIPAL = ("kommun_koncern", "region_koncern", "kommunalforbund", "kommun_with_budget_and_balance_requirement")


def _checked(book: RuleBook, folder: Path, name: str, before: str = "", after: str = "") -> Result:
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    assert before in text
    file = folder / "report.yaml"
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    return check(read_report(file), book, book.find("lkbr"), why=False)


@pytest.mark.parametrize("name", MUNICIPAL)
def test_the_general_pack_alone_makes_many_controls_and_accuses_nobody(name: str, book: RuleBook, tmp_path: Path) -> None:
    result = _checked(book, tmp_path, name)
    assert [o for o in result.findings if o.severity != "note"] == []
    assert result.count("passed") > 60


@pytest.mark.parametrize(
    ("name", "before", "after", "rule"),
    [
        ("kommun_koncern", "| 522,0 |", "| 552,0 |", "RR001"),
        ("kommun_koncern", "| 28,9 | 28,2\n  Balans", "| 29,8 | 28,2\n  Balans", "RR005"),
        (
            "kommun_koncern",
            "112,4 | 84,8 | 80,8 | 59,8\n          Summa",
            "112,4 | 84,8 | 88,0 | 59,8\n          Summa",
            "BR002",
        ),
        ("kommun_koncern", "870,0 | 844,5 | 1 430,0", "870,0 | 844,5 | 1 340,0", "BR007"),
        ("kommun_koncern", "59,8 | 49,0", "58,9 | 49,0", "KF006"),
        ("kommun_koncern", "112,4 | 84,8 | 80,8 | 59,8\n  Inv", "112,4 | 84,8 | 80,8 | 95,8\n  Inv", "KF007"),
        ("kommun_koncern", "Gator och vägar: 31,2 | 29,2 | -2,0", "Gator och vägar: 31,2 | 29,2 | 2,0", "IN001"),
        ("kommun_koncern", "Vatten och avlopp: 31,2", "Vatten och avlopp: 13,2", "IN002"),
        ("kommun_koncern", "Summa investeringar: 104,0", "Summa investeringar: 140,0", "IN003"),
        ("kommun_koncern", "Årets investeringar: 104,0", "Årets investeringar: 140,0", "AN001"),
        ("kommun_koncern", "Årets avskrivningar: -70,5", "Årets avskrivningar: -75,0", "AN002"),
        ("kommun_koncern", "Utgående redovisat värde: 1 263,5", "Utgående redovisat värde: 1 236,5", "AN003"),
        ("kommun_koncern", "Ingående anskaffningsvärde: 1 730,0", "Ingående anskaffningsvärde: 1 703,0", "AN004"),
        ("kommun_koncern", "Balansomslutning: 1 574,3", "Balansomslutning: 1 547,3", "BR017"),
        ("kommun_koncern", "Soliditet: 41,5 %", "Soliditet: 45,1 %", "NK001"),
        ("region_koncern", "Skattekostnader: -1,3", "Skattekostnader: -3,1", "RR005"),
        ("region_koncern", "Sjukhusbyggnader: -37,6 | 2,0 | -35,6", "Sjukhusbyggnader: -37,6 | 2,0 | -36,5", "IN004"),
        ("kommunalforbund", "Varav pensionskostnader: -4 120", "Varav pensionskostnader: -412 000", "X003"),
        ("kommunalforbund", "Långfristiga skulder: -12 000", "Långfristiga skulder: 12 000", "BR007"),
        ("kommunalforbund", "Kortfristiga skulder: -10 240", "Kortfristiga skulder: -10 420", "KF010"),
        ("kommunalforbund", "Utgående avskrivningar: 36 670", "Utgående avskrivningar: 36 760", "AN003"),
        ("kommunalforbund", "Avskrivningar: -3 640 | -3 510\n      Verk", "Avskrivningar: -3 460 | -3 510\n      Verk", "X002"),
        (
            "kommun_with_budget_and_balance_requirement",
            "efter balanskravsjusteringar: 22,9",
            "efter balanskravsjusteringar: 29,2",
            "NK005",
        ),
    ],
)
def test_a_changed_figure_is_found(name: str, before: str, after: str, rule: str, book: RuleBook, tmp_path: Path) -> None:
    assert rule in {o.rule for o in _checked(book, tmp_path, name, before, after).findings if o.kind != "rounding"}


CASH = """
Resultaträkning:
  columns: 2025 | 2024
  rows:
    Planenliga avskrivningar: -40 | -40
Balansräkning:
  columns: 2025-12-31 | 2024-12-31
  rows:
    Summa avsättningar: 600 | 500
Kassaflödesanalys:
  columns: 2025
  rows:
    Årets resultat: 10
    Avskrivningar: 40
    Avsättningar: 100
    Realisationsvinst: -7
    Medel från verksamheten före förändring av rörelsekapital: 143
    Kassaflöde från den löpande verksamheten: 143
    Investering i materiella anläggningstillgångar: -50
    Förvärv av aktier och andelar: -5
    Försäljning av materiella anläggningstillgångar: 9
    Kassaflöde från investeringsverksamheten: -46
Investeringsredovisning:
  columns: Beslutad totalutgift | Ackumulerat utfall | Avvikelse totalt | Budget 2025 | Utfall 2025 | Avvikelse 2025
  rows:
    Idrottshall: 90 | 60 | 30 | 25 | 20 | 5
    Vattenverk: 40 | 45 | -5 | 20 | 30 | -10
    Summa: 130 | 105 | 25 | 45 | 50 | -5
"""
COMMITTEES = """
Resultaträkning:
  columns: 2025
  rows:
    Verksamhetens nettokostnad: -1 100
    Skatteintäkter: 900
    Generella statsbidrag och utjämning: 250
    Verksamhetens resultat: 50
    Årets resultat: 50
Driftredovisning per nämnd:
  columns: Utfall 2025 | Budget 2025 | Budgetavvikelse 2025
  rows:
    Socialnämnden: -500 | -510 | 10
    Kulturnämnden: -600 | -580 | -20
    Summa: -1 100 | -1 090 | -10
"""
OVERVIEW = """
Flerårsöversikt:
  columns: 2025 | 2024
  rows:
    Eget kapital, mnkr: 410 | 380
    "Balansomslutning, mnkr": 1 000 | 1 000
    Soliditet, %: 41 % | 38 %
"""


@pytest.mark.parametrize("text", [CASH, COMMITTEES, OVERVIEW], ids=["purchases", "committees", "units in labels"])
def test_a_right_piece_of_a_municipal_report_is_not_accused(text: str, book: RuleBook, report: Callable[[str], Report]) -> None:
    result = check(report(text), book, book.find("lkbr"), why=False)
    assert [(o.rule, o.column) for o in result.findings if o.severity != "note"] == []


@pytest.mark.parametrize(
    ("text", "before", "after", "rule"),
    [
        (CASH, "Avskrivningar: 40\n    Avs", "Avskrivningar: 90\n    Avs", "KF001"),
        (CASH, "andelar: -5", "andelar: -55", "KF005"),
        (CASH, "Summa: 130 | 105 | 25 | 45 | 50", "Summa: 130 | 105 | 25 | 45 | 90", "IN003"),
        (CASH, "20 | 30 | -10", "20 | 30 | -90", "IN001"),
        (COMMITTEES, "Summa: -1 100", "Summa: -1 010", "DR014"),
        (OVERVIEW, "1 000 | 1 000", "1 000 | 1 900", "NK004"),
    ],
)
def test_a_changed_figure_of_a_piece_is_found(
    text: str, before: str, after: str, rule: str, book: RuleBook, report: Callable[[str], Report]
) -> None:
    assert before in text
    found = check(report(text.replace(before, after)), book, book.find("lkbr"), why=False).findings
    assert rule in {o.rule for o in found if o.severity != "note"}
