"""Half a year and the whole of it: budgets, comparatives, and what only grows through the year."""

from __future__ import annotations

import pytest

from finsam_audit.page.model import Report
from tests.whole.chained import read
from tests.whole.test_chains import EARLY, OVERVIEW, held


def test_a_bare_year_in_a_half_year_report_may_be_half_of_it() -> None:
    early = "finsam-audit: 1\nreport: {entity: E, period: 2024}\ntables:\n  Resultaträkning:\n    columns: 2024\n    rows:\n      Årets resultat: 90 000\n"
    half = early.replace("2024}", "2025-01-01 – 2025-06-30, document: interim report}").replace(
        "columns: 2024", "columns: 2025 | 2024"
    )
    found = held([read("2024.yaml", early), read("h1.yaml", half.replace("90 000", "50 000 | 40 000"))])
    assert found.findings == ()


HALF = """finsam-audit: 1
report: {entity: E, document: interim report, period: YEAR-01-01 – YEAR-06-30}
tables:
  Resultaträkning:
    columns: YEAR-01-01 – YEAR-06-30 | LAST-01-01 – LAST-06-30
    rows:
      Verksamhetens intäkter: CELLS
  Balansräkning:
    columns: YEAR-06-30 | LAST-12-31
    rows:
      Kassa och bank: CASH
"""


@pytest.mark.parametrize(("last", "found"), [("2 000 000", []), ("2 100 000", ["KE001"])])
def test_the_half_year_of_last_year_is_what_that_half_years_report_showed(last: str, found: list[str]) -> None:
    def half(year: int, cells: str, cash: str) -> Report:
        text = HALF.replace("YEAR", str(year)).replace("LAST", str(year - 1)).replace("CELLS", cells).replace("CASH", cash)
        return read(f"{year}-h1.yaml", text)

    reports = [half(2025, f"2 400 000 | {last}", "5 | 4"), half(2024, "2 000 000 | 1 900 000", "3 | 2")]
    assert [o.rule for o in held(reports).findings] == found


COUNTS = """finsam-audit: 1
report: {entity: E, period: PERIOD}
tables:
  Deltagare PERIOD:
    kind: statistik
    unit: antal
    columns: HEAD
    rows:
      ROW: CELLS
"""


@pytest.mark.parametrize(
    ("row", "head", "half", "year", "found"),
    [
        ("Avslutade", "Kvinnor 2025 | Män 2025", "12 | 9", "12 | 20", []),
        ("Avslutade", "Kvinnor 2025 | Män 2025", "12 | 9", "11 | 20", ["KE018"]),
        ("Nya deltagare", "2025", "40", "31", ["KE018"]),
        ("Pågående", "Kvinnor 2025 | Män 2025", "12 | 9", "7 | 8", []),  # those who are there on a day come and go
        ("Avslutade, snitt per månad", "2025", "4", "3", []),
        ("Avslutade", "2025-06-30", "12", "9", []),  # on a day
    ],
)
def test_counts_that_grow_through_the_year_are_no_fewer_at_its_end(
    row: str, head: str, half: str, year: str, found: list[str]
) -> None:
    text = COUNTS.replace("ROW", row).replace("HEAD", head)
    part = text.replace("CELLS", half).replace(
        "period: PERIOD", "document: interim report, period: 2025-01-01 – 2025-06-30"
    ).replace("PERIOD", "januari–juni 2025")  # fmt: skip
    whole = text.replace("CELLS", year).replace("PERIOD", "2025").replace("2025-06-30", "2025-12-31")
    chain = held([read("h1.yaml", part), read("2025.yaml", whole)])
    assert [(o.rule, o.severity) for o in chain.findings] == [(rule, "note") for rule in found]
    assert chain.causes == ()  # nothing tells which of the two is wrong, or whether one is


def test_more_in_half_a_year_than_in_the_year_is_no_evidence_of_either() -> None:
    """Half of the costs are no more than those of the year; that does not make the year's own amount right."""
    year = EARLY.replace("2024", "2025").replace("Balansräkning", "Resultaträkning").partition("      Fordringar")[0]
    half = (
        HALF.replace("YEAR", "2025")
        .replace("LAST", "2024")
        .replace("CASH", "5 | 4")
        .replace("entity: E", "entity: Finsam Exempel")
    )
    later = OVERVIEW.replace("2025", "2026").replace("2024", "2025").replace("Årets resultat", "Verksamhetens intäkter")
    found = held([
        read("h1.yaml", half.replace("CELLS", "20 000 | 1")),
        read("2025.yaml", year.replace("2025-12-31", "2025") + "      Verksamhetens intäkter: 50 000\n"),
        read("2026.yaml", later.replace("Översikt över medlemsbidragets utveckling och användning", "Flerårsöversikt")),
    ])  # fmt: skip
    assert [(o.rule, {c.confidence for c in found.causes}) for o in found.findings] == [("KE010", {"low"})]


BUDGET = """finsam-audit: 1
report: {entity: E, period: PERIOD}
tables:
  Not 8. Budget och utfall:
    columns: HEAD
    rows:
      Coachingteam: CELLS
"""


@pytest.mark.parametrize(
    ("head", "severity"), [("Budget 2025", "warning"), ("Reviderad budget 2025", "note"), ("Aktuell budget 2025", "note")]
)
def test_a_budget_that_is_said_to_be_revised_is_a_note(head: str, severity: str) -> None:
    period = "2025-01-01 – 2025-06-30, document: interim report"
    half = (
        BUDGET.replace("PERIOD", period)
        .replace("HEAD", "Budget 2025 | Utfall 2025-01-01 – 2025-06-30")
        .replace("CELLS", "9 | 4")
    )
    year = BUDGET.replace("PERIOD", "2025").replace("HEAD", f"{head} | Utfall 2025").replace("CELLS", "12 | 8")
    found = held([read("h1.yaml", half), read("2025.yaml", year)])
    assert [(o.rule, o.severity) for o in found.findings] == [("KE013", severity)]
