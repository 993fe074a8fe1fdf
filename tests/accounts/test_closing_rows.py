"""The closing row of a note is the one that equals what stands above it, whatever it is called."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from finsam_audit import Report, RuleBook, check

Reading = Callable[[str], Report]

SHEET = """Balansräkning:
  columns: 2025-12-31 | 2024-12-31
  rows:
    {row}: {amounts} (not 4)
Not 4. {row}:
  columns: 2025-12-31 | 2024-12-31
  rows:
{rows}
"""
ASSETS = ["Ingående anskaffningsvärde: 512 | 458", "Inköp: 103 | 54", "Ackumulerat: 615 | 512"]
WRITTEN_OFF = ["Ingående avskrivningar: 204 | 163", "Årets avskrivningar: 53 | 41", "Utgående avskrivningar: 257 | 204"]
CLOSED = {
    "a word for what is left": (
        "Inventarier", "24 785 | 32 772",
        ["Ingående bokfört värde: 32 772 | 40 759", "Årets avskrivning: -7 987 | -7 987", "Restvärde 31/12: 24 785 | 32 772"],
    ),
    "a cost without its minus": (
        "Inventarier", "24 785 | 32 772",
        ["Ingående bokfört värde: 32 772 | 40 759", "Årets avskrivningar: 7 987 | 7 987", "Planvärde nu: 24 785 | 32 772"],
    ),
    "a word that opens it": (
        "Avsättningar", "150 | 120",
        ["Ingående: 120 | 100", "Nya: 40 | 30", "Tagna i anspråk: -10 | -10", "Kvar vid årets slut: 150 | 120"],
    ),
    "days": (
        "Kortfristiga skulder", "900 | 1 000",
        ["Saldo 2025-01-01: 1 000 | 1 100", "Betalat: -100 | -100", "Saldo 2025-12-31: 900 | 1 000"],
    ),
    "no known word at all": (
        "Inventarier", "241 | 362", ["Värde i början: 362 | 483", "Minskning: -121 | -121", "Värde på slutet: 241 | 362"],
    ),
    "three that nobody knows": (
        "Inventarier", "358 | 308",
        [*ASSETS, "Ingående avskrivningar: -204 | -163", "Årets avskrivningar: -53 | -41", "Avskrivet: -257 | -204", "Kvar: 358 | 308"],
    ),
    "what lessens without its minus": ("Inventarier", "358 | 308", [*ASSETS, *WRITTEN_OFF, "Kvar att skriva av: 358 | 308"]),
    "a list": (
        "Fordringar", "318 | 292", ["Moms: 124 | 101", "Skattekonto: 93 | 96", "Övrigt: 101 | 95", "Tillhopa: 318 | 292"],
    ),
    "said once more": (
        "Fordringar", "318 | 292", ["Moms: 124 | 101", "Depositioner: 194 | 191", "Summa: 318 | 292", "Enligt balansräkningen: 318 | 292"],
    ),
    "split once more": (
        "Fordringar", "318 | 292", ["Moms: 124 | 101", "Depositioner: 194 | 191", "Summa: 318 | 292", "Inom länet: 115 | 92", "Utom: 203 | 200"],
    ),
    "the whole first": ("Fordringar", "318 | 292", ["Samlade fordringar: 318 | 292", "Moms: 124 | 101", "Depositioner: 194 | 191"]),
}  # fmt: skip
LISTED = {
    "a list without a sum": ("Fordringar", "310 | 290", ["Moms: 120 | 100", "Skattekonto: 90 | 95", "Övrigt: 100 | 95"]),
    "one that equals the others": ("Fordringar", "400 | 300", ["Moms: 120 | 100", "Skattekonto: 80 | 50", "Övrigt: 200 | 150"]),
    "taxes that are no balances": (
        "Skulder", "70 | 60", ["Ingående moms: -30 | -30", "Källskatt: 60 | 50", "Utgående moms: 40 | 40", "Summa: 70 | 60"],
    ),
    "unchanged": ("Avsättningar", "500 | 500", ["Ingående: 500 | 500", "Förändring: 0 | 0", "Kvarstår: 500 | 500"]),
}  # fmt: skip


def _text(row: str, amounts: str, rows: list[str]) -> str:
    return SHEET.format(row=row, amounts=amounts, rows="\n".join(f"    {line}" for line in rows))


def _accused(report: Report, book: RuleBook) -> set[str]:
    chosen = [rule for rule in book.rules if rule.id in ("NO001", "NO002", "AN001", "AN002")]
    return {outcome.rule for outcome in check(report, book, chosen, why=False).findings}


@pytest.mark.parametrize("case", [*CLOSED.values(), *LISTED.values()], ids=[*CLOSED, *LISTED])
def test_a_right_note_is_not_accused(report: Reading, book: RuleBook, case: tuple[str, str, list[str]]) -> None:
    assert _accused(report(_text(*case)), book) == set()


@pytest.mark.parametrize("column", [0, 1])
@pytest.mark.parametrize("case", CLOSED.values(), ids=CLOSED)
def test_a_slip_in_any_cell_is_found_as_another_column_shows_the_sum(
    report: Reading, book: RuleBook, case: tuple[str, str, list[str]], column: int
) -> None:
    row, amounts, rows = case
    for at, line in enumerate(rows):
        label, cells = line.split(": ")
        values = cells.split(" | ")
        values[column] = str(int(values[column].replace(" ", "")) + 7)
        wrong = [*rows[:at], f"{label}: {' | '.join(values)}", *rows[at + 1 :]]
        accused = _accused(report(_text(row, amounts, wrong)), book)
        assert accused & {"NO001", "AN001", "AN002"}, label


PAID = """Resultaträkning:
  columns: 2025 | 2024
  rows:
    Verksamhetens intäkter: {income} (not 1)
Not 1. Medlemsbidrag:
  columns: 2025 | 2024
  rows:
    Region Ö: 1 575 | 1 550
    Storby kommun: 900 | 886
    Lillby kommun: 675 | 664
    {last}: 3 150 | 3 100
"""


@pytest.mark.parametrize(
    ("income", "last", "accused"),
    [
        ("6 300 | 6 200", "Statlig del", set()),
        ("3 150 | 3 100", "Sammantaget", set()),
        ("3 250 | 3 100", "Sammantaget", {"NO002"}),
    ],
)
def test_the_last_row_is_the_sum_where_the_statement_says_so_and_else_what_the_state_pays(
    report: Reading, book: RuleBook, income: str, last: str, accused: set[str]
) -> None:
    assert _accused(report(PAID.format(income=income, last=last)), book) == accused
