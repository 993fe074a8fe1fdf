"""Which rows a total is the total of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from finsam_audit.accounts.accounts import Accounts
from finsam_audit.controls.rules import RuleBook
from finsam_audit.page.model import Report

Reading = Callable[[str], Report]
Footings = dict[str, list[str]]


def _footings(report: Report, book: RuleBook) -> Footings:
    """Every total of the first table, with the labels of its terms."""
    accounts = Accounts(report, book.lexicon)
    footings = accounts.statements[0].footings
    return {footing.total.label: [row.label for row in footing.terms] for footing in footings}


def _ends(report: Report, book: RuleBook) -> list[str]:
    accounts = Accounts(report, book.lexicon)
    return [row.label for row in accounts.statements[0].ends]


NESTED = """
Balansräkning:
  columns: 2025-12-31
  rows:
    Tillgångar:
      Anläggningstillgångar: 1
      Omsättningstillgångar:
        Fordringar: 2
        Kassa och bank: 3
        Summa omsättningstillgångar: 5
      Summa tillgångar: 6
"""
FLAT = """
Balansräkning:
  columns: 2025-12-31
  rows:
    Inventarier: 1
    Summa anläggningstillgångar: 1
    Fordringar: 2
    Kassa och bank: 3
    Summa omsättningstillgångar: 5
    Summa tillgångar: 6
    Årets resultat: 1
    Övrigt eget kapital: 2
    Avsättningar: 1
    Leverantörsskulder: 2
    Summa kortfristiga skulder: 2
    Summa eget kapital, avsättningar och skulder: 6
"""
ONE_PRINTED_TOTAL = """
Balansräkning:
  columns: 2025-12-31
  rows:
    Anläggningstillgångar: 1
    Fordringar: 2
    Kassa och bank: 3
    Summa omsättningstillgångar: 5
    Summa tillgångar: 6
"""
HEADING_WITH_SUM = """
Finansierad verksamhet:
  columns: 2025
  rows:
    Individinriktade insatser:
      cells: 3
      rows:
        Coachingteamet: 1
        Ciceron: 2
    Administration:
      cells: 4
      rows:
        Styrelse: 4
    Totala kostnader: 7
"""
HEADING_WITHOUT_SUM = """
Not 3. Verksamhetens kostnader:
  columns: 2025
  rows:
    Insatser:
      Coachingteamet: 1
      Ciceron: 2
    Administration: 4
    Summa: 7
"""
SHARES = """
Finansierad verksamhet:
  columns: 2025
  rows:
    Individinriktade insatser: 3
    "% av totalkostnad": 43 %
    Administration: 4
    Andel av totalkostnad: 57 %
    Totala kostnader: 7
"""
INFO = """
Not 5. Avsatt till pensioner:
  columns: 2025-12-31
  rows:
    Pensioner: 3
    varav upplupen löneskatt: 1
    Löneskatt: 2
    Summa: 5
"""
ROLES = """
Not 5. Annat:
  columns: 2025-12-31
  rows:
    A: 3
    B:
      cells: 1
      role: info
    C:
      cells: 9
      role: share
    D: 2
    Allt:
      cells: 5
      role: total
"""
TWO_TOTALS = """
Not 6. Blandat:
  columns: 2025-12-31
  rows:
    A: 1
    B: 2
    Summa direkta: 3
    C: 4
    D: 5
    Summa indirekta: 9
    Summa: 12
"""
TOTAL_IN_GROUPS = """
Not 3. Verksamhetens kostnader:
  columns: 2025
  rows:
    Direkta kostnader:
      A: 1
      B: 2
    Indirekta kostnader:
      C: 4
    Summa direkta kostnader: 3
    Summa indirekta kostnader: 4
    Totala kostnader: 7
"""
UNNAMED = """
Not 6. Namnlös summa:
  columns: 2025-12-31
  rows:
    - A: 1
    - B: 2
    - "": 3
"""
SUMS = """
Not 6. Utpekad:
  columns: 2025-12-31
  rows:
    A: 1
    B: 2
    C: 4
    Att betala:
      cells: 5
      role: total
      sums: [A, C]
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            NESTED,
            {
                "Summa omsättningstillgångar": ["Fordringar", "Kassa och bank"],
                "Summa tillgångar": ["Summa omsättningstillgångar", "Anläggningstillgångar"],
            },
        ),
        (
            FLAT,
            {
                "Summa anläggningstillgångar": ["Inventarier"],
                "Summa omsättningstillgångar": ["Fordringar", "Kassa och bank"],
                "Summa tillgångar": ["Summa anläggningstillgångar", "Summa omsättningstillgångar"],
                "Summa kortfristiga skulder": ["Leverantörsskulder"],
                "Summa eget kapital, avsättningar och skulder": [
                    "Summa kortfristiga skulder",
                    "Årets resultat",
                    "Övrigt eget kapital",
                    "Avsättningar",
                ],
            },
        ),
        (
            ONE_PRINTED_TOTAL,
            {
                "Summa omsättningstillgångar": ["Fordringar", "Kassa och bank"],
                "Summa tillgångar": ["Summa omsättningstillgångar", "Anläggningstillgångar"],
            },
        ),
        (
            HEADING_WITH_SUM,
            {
                "Individinriktade insatser": ["Coachingteamet", "Ciceron"],
                "Administration": ["Styrelse"],
                "Totala kostnader": ["Individinriktade insatser", "Administration"],
            },
        ),
        (HEADING_WITHOUT_SUM, {"Summa": ["Coachingteamet", "Ciceron", "Administration"]}),
        (SHARES, {"Totala kostnader": ["Individinriktade insatser", "Administration"]}),
        (INFO, {"Summa": ["Pensioner", "Löneskatt"]}),
        (ROLES, {"Allt": ["A", "D"]}),
        (
            TWO_TOTALS,
            {"Summa direkta": ["A", "B"], "Summa indirekta": ["C", "D"], "Summa": ["Summa direkta", "Summa indirekta"]},
        ),
        (
            TOTAL_IN_GROUPS,
            {
                "Summa direkta kostnader": ["A", "B"],
                "Summa indirekta kostnader": ["C"],
                "Totala kostnader": ["Summa direkta kostnader", "Summa indirekta kostnader"],
            },
        ),
        (UNNAMED, {"": ["A", "B"]}),
        (SUMS, {"Att betala": ["A", "C"]}),
    ],
    ids=[
        "nested", "flat", "group without its own total", "heading with sum", "heading without sum", "shares", "of which",
        "roles", "two totals", "totals after the groups", "total without label", "told by sums",
    ],
)  # fmt: skip
def test_a_total_takes_the_rows_it_closes(report: Reading, book: RuleBook, text: str, expected: Footings) -> None:
    assert expected == _footings(report(text), book)


def test_a_running_statement_has_no_footings(report: Reading, book: RuleBook) -> None:
    text = "Resultaträkning:\n  columns: 2025\n  rows:\n    Intäkter: 3\n    Kostnader: -2\n    Årets resultat: 1\n"
    assert _footings(report(text), book) == {}


def test_the_result_of_an_overview_is_no_footing_total(report: Reading, book: RuleBook) -> None:
    text = "Flerårsöversikt:\n  columns: 2025\n  rows:\n    Verksamhetens intäkter: 3\n    Resultat: 1\n"
    assert _footings(report(text), book) == {}


def test_the_last_total_stands_for_the_table(report: Reading, book: RuleBook) -> None:
    assert _ends(report(TWO_TOTALS), book) == ["Summa"]


def test_where_no_total_is_printed_the_rows_stand_for_the_table(report: Reading, book: RuleBook) -> None:
    text = "Not 4. Fordringar:\n  columns: 2025-12-31\n  rows:\n    A: 1\n    B: 2\n"
    assert _ends(report(text), book) == ["A", "B"]


def test_structure_never_depends_on_which_sum_fits(report: Reading, book: RuleBook) -> None:
    wrong = NESTED.replace("Summa omsättningstillgångar: 5", "Summa omsättningstillgångar: 6")
    assert _footings(report(NESTED), book) == _footings(report(wrong), book)


def test_the_sum_after_financial_items_is_the_result(report: Callable[[str], Report], book: RuleBook) -> None:
    text = """Driftredovisning:
  columns: Utfall 2025 Netto
  rows:
    - Medlemsbidrag: 900
    - Administration: -800
    - SUMMA: 100
    - Finansiella intäkter och kostnader: 7
    - SUMMA: 107
"""
    (statement,) = Accounts(report(text), book.lexicon).statements
    assert [row.slots[0].text for row in statement.rows["resultat"]] == ["107"]
    assert statement.ambiguous == frozenset()


def test_the_row_that_the_file_names_bears_the_concept(report: Callable[[str], Report], book: RuleBook) -> None:
    text = """Driftredovisning:
  columns: Utfall 2025 Netto
  rows:
    - Summa: 100
    - Annat: 7
    - Totalt: {cells: 107, concept: driftredovisning.resultat}
"""
    (statement,) = Accounts(report(text), book.lexicon).statements
    assert [row.slots[0].text for row in statement.rows["resultat"]] == ["107"]


def test_a_total_that_says_what_it_sums_does_not_sum_itself(report: Callable[[str], Report], book: RuleBook) -> None:
    text = """Not 4. Fordringar:
  columns: 2025-12-31
  rows:
    - Moms: 5
    - Summa: 5
    - Övrigt: 2
    - Summa: {cells: 7, sums: [Summa, Övrigt]}
"""
    accounts = Accounts(report(text), book.lexicon)
    footings = accounts.statements[0].footings
    assert [row.slots[0].text for row in footings[-1].terms] == ["5", "2"]


@pytest.mark.parametrize(
    ("rows", "terms"),
    [
        ("Fordringar: 2\n      Depositioner: 1\n      Kassa och bank: 3", ["Fordringar", "Depositioner", "Kassa och bank"]),
        ("Fordringar: 2\n      Kassa och bank: 3\n      Depositioner: 1", ["Fordringar", "Kassa och bank", "Depositioner"]),
        ("Depositioner: 1\n      Fordringar: 2\n      Kassa och bank: 3", ["Depositioner", "Fordringar", "Kassa och bank"]),
        (
            "Bidrag till statlig infrastruktur: 1\n      Fordringar: 2\n      Kassa och bank: 4",
            ["Fordringar", "Kassa och bank"],
        ),
    ],
)
def test_an_unknown_row_is_of_the_class_around_it(report: Reading, book: RuleBook, rows: str, terms: list[str]) -> None:
    text = f"""
Balansräkning:
  columns: 2025-12-31
  rows:
    Tillgångar:
      Inventarier: 1
      Summa anläggningstillgångar: 1
      {rows}
      Summa omsättningstillgångar: 6
      Summa tillgångar: 7
"""
    assert _footings(report(text), book)["Summa omsättningstillgångar"] == terms


def test_an_unknown_row_where_a_class_may_be_left_out_is_of_none(report: Reading, book: RuleBook) -> None:
    text = """
Balansräkning:
  columns: 2025-12-31
  rows:
    Eget kapital, avsättningar och skulder:
      Pensionsavsättningar: 1
      Summa avsättningar: 1
      Egen benämning: 3
      Leverantörsskulder: 2
      Summa kortfristiga skulder: 2
"""
    assert _footings(report(text), book)["Summa kortfristiga skulder"] == ["Leverantörsskulder"]


def test_rows_that_split_the_equity_again_below_its_total_are_no_terms(report: Reading, book: RuleBook) -> None:
    found = _footings(
        report("""
Balansräkning:
  columns: 2020
  rows:
    Eget kapital vid årets början: 70
    Årets resultat: 30
    Eget kapital vid årets slut: 100
    – resultatutjämningsreserv: 20
    – övrigt eget kapital: 80
    Kortfristiga skulder: 40
    Summa eget kapital och skulder: 140
"""),
        book,
    )
    assert found == {
        "Eget kapital vid årets slut": ["Eget kapital vid årets början", "Årets resultat"],
        "Summa eget kapital och skulder": ["Eget kapital vid årets slut", "Kortfristiga skulder"],
    }


IMPAIRED = """
Not 3. Av- och nedskrivningar:
  columns: 2025
  rows:
    Byggnader: 100
    Inventarier: 50
    Summa avskrivningar: 150
    Nedskrivningar: 10
    Summa av- och nedskrivningar: 160
"""
ROLLED = """
Not 18. Andra avsättningar:
  columns: 2025-12-31
  rows:
    Patientskador, ingående: 129
    Årets avsättning: 16
    Patientskador, utgående: 145
    Löneskatt: 5
    Summa avsättningar inkl. löneskatt: 150
"""
CHAINED = """
Not 13. Eget kapital:
  columns: Balanserat
  rows:
    Ingående balans 2024-01-01: 100
    Årets resultat 2024: 5
    Utgående balans 2024-12-31: 105
    Årets resultat 2025: 7
    Utgående balans 2025-12-31: 112
"""
IN_TWO_GROUPS = """
Not 5. Kostnader:
  columns: 2025
  rows:
    Löner: 90
    Pensioner: 10
    Summa personal: 100
    Hyror: 20
    Summa hyror: 20
"""


@pytest.mark.parametrize(
    ("text", "total", "terms"),
    [
        (IMPAIRED, "Summa av- och nedskrivningar", ["Summa avskrivningar", "Nedskrivningar"]),
        (ROLLED, "Patientskador, utgående", ["Patientskador, ingående", "Årets avsättning"]),
        (ROLLED, "Summa avsättningar inkl. löneskatt", ["Patientskador, utgående", "Löneskatt"]),
        (CHAINED, "Utgående balans 2025-12-31", ["Utgående balans 2024-12-31", "Årets resultat 2025"]),
        (IN_TWO_GROUPS, "Summa hyror", ["Hyror"]),
    ],
)
def test_balances_and_totals_that_go_on_from_one_another(
    report: Reading, book: RuleBook, text: str, total: str, terms: list[str]
) -> None:
    assert _footings(report(text), book)[total] == terms


@pytest.mark.parametrize(
    ("text", "ends"), [(ROLLED, ["Summa avsättningar inkl. löneskatt"]), (CHAINED, ["Utgående balans 2025-12-31"])]
)
def test_a_balance_that_another_goes_on_from_is_no_end(report: Reading, book: RuleBook, text: str, ends: list[str]) -> None:
    assert _ends(report(text), book) == ends
