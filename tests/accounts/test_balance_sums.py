"""The sums of a balance sheet are known by what they add up and where they stand, also under names that say little."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from finsam_audit import Report, RuleBook, check
from finsam_audit.accounts.accounts import Accounts

Reading = Callable[[str], Report]
TWO = "2025-12-31 | 2024-12-31"
NESTED = """Balansräkning:
  columns: 2025-12-31 | 2024-12-31
  rows:
    Tillgångar:
      Anläggningstillgångar:
        Inventarier: 24 | 36
        {sum}: 24 | 36
      Omsättningstillgångar:
        Fordringar: 313 | 290
        Kassa och bank: 1 658 | 1 948
        {sum}: 1 971 | 2 238
      {all}: 1 995 | 2 274
    Eget kapital och skulder:
      Eget kapital:
        Årets resultat: -300 | -20
        Balanserat resultat: 1 296 | 1 316
        {sum}: 996 | 1 296
      Kortfristiga skulder:
        Leverantörsskulder: 520 | 560
        Upplupna kostnader: 479 | 418
        {sum}: 999 | 978
      {all}: 1 995 | 2 274
"""


def _flat(rows: list[tuple[str, str]], columns: str = TWO) -> str:
    return f"Balansräkning:\n  columns: {columns}\n  rows:\n" + "".join(f"    - {row}: {cells}\n" for row, cells in rows)


def _rows(asset_sum: str, total: str, columns: str = TWO) -> str:
    rows = [
        ("Inventarier", "24 | 36"),
        ("Fordringar", "313 | 290"),
        ("Kassa och bank", "1658 | 1948"),
        *([(asset_sum, "1971 | 2238")] if asset_sum else []),
        (total, "1995 | 2274"),
        ("Årets resultat", "-300 | -20"),
        ("Balanserat resultat", "1296 | 1316"),
        ("Leverantörsskulder", "520 | 560"),
        ("Upplupna kostnader", "479 | 418"),
        (total, "1995 | 2274"),
    ]
    return _flat([(row, cells if columns == TWO else cells.split(" | ")[0]) for row, cells in rows], columns)


SHEETS = {
    **{name: _rows("", name) for name in ("Balansomslutning", "Summa", "Omslutning", "Totalt", "Hela beloppet")},
    "a sum within, of the same name": _rows("Summa", "Summa"),
    "one column": _rows("", "Balansomslutning", "2025-12-31"),
    "groups": NESTED.format(sum="Summa", all="Balansomslutning"),
    "groups, unheard-of names": NESTED.format(sum="Samlat", all="Allt"),
    "names cut short": _flat(
        [
            ("Anläggn.tillg.", "24 | 36"),
            ("Kortfr. fordr.", "313 | 290"),
            ("Kassa & bank", "1658 | 1948"),
            ("S:a tillg.", "1995 | 2274"),
            ("Årets res.", "-300 | -20"),
            ("Bal. res.", "1296 | 1316"),
            ("Lev.skulder", "520 | 560"),
            ("Uppl. kostn. o förutbet. int.", "479 | 418"),
            ("S:a eget kap. o. skulder", "1995 | 2274"),
        ]
    ),
}


def _accused(report: Report, book: RuleBook) -> list[str]:
    return [o.rule for o in check(report, book, why=False).findings if o.severity == "error"]


@pytest.mark.parametrize("text", SHEETS.values(), ids=SHEETS)
def test_a_right_balance_sheet_is_not_accused(report: Reading, book: RuleBook, text: str) -> None:
    assert _accused(report(text), book) == []


@pytest.mark.parametrize("text", SHEETS.values(), ids=SHEETS)
def test_both_sides_have_their_sum(report: Reading, book: RuleBook, text: str) -> None:
    (statement,) = Accounts(report(text), book.lexicon).statements
    assert {"summa tillgångar", "summa eget kapital och skulder"} <= set(statement.rows)


@pytest.mark.parametrize("text", SHEETS.values(), ids=SHEETS)
def test_a_slip_in_any_row_is_found(report: Reading, book: RuleBook, text: str) -> None:
    lines = text.splitlines(keepends=True)
    for at, line in enumerate(lines[3:], 3):
        label, _, cells = line.rstrip().rpartition(": ")
        if not label:
            continue
        first, *others = cells.split(" | ")
        wrong = " | ".join([str(int(first.replace(" ", "")) + 137), *others])
        assert _accused(report("".join([*lines[:at], f"{label}: {wrong}\n", *lines[at + 1 :]])), book), label


def test_a_sum_within_a_class_is_not_the_sum_of_the_class(report: Reading, book: RuleBook) -> None:
    rows = [
        ("Skattefordringar", "75 676 | 59 429"),
        ("Övriga fordringar", "11 027 | 60 175"),
        ("Samlade fordringar", "86 703 | 119 604"),
        ("Kassa och bank", "671 762 | 532 202"),
        ("Summa tillgångar", "758 465 | 651 806"),
    ]
    (statement,) = Accounts(report(_flat(rows)), book.lexicon).statements
    assert "summa omsättningstillgångar" not in statement.rows
    assert statement.role(statement.table.rows[2]) == "total"


def test_a_sum_of_rounded_rows_is_known_where_two_columns_come_to_it_within_rounding(report: Reading, book: RuleBook) -> None:
    rows = [
        ("Fordringar", "313 | 291"),
        ("Kassa och bank", "1 658 | 1 948"),
        ("Samlat", "1 972 | 2 238"),
        ("Eget kapital", "996 | 1 296"),
        ("Leverantörsskulder", "976 | 942"),
        ("Samlat", "1 972 | 2 238"),
    ]
    text = _flat(rows).replace("rows:", "unit: tkr\n  rows:")
    assert [rule for rule in _accused(report(text), book) if rule.startswith("BR")] == []
