"""A share no count gives, a year before the start, two lists that should be one."""

from __future__ import annotations

import pytest

from tests.whole.unseen.small import because_of, checked, data_file, said, table

SHARES = """claims:
  - id: svar
    text: "84 deltagare har svarat på enkäten"
    value: 84
  - text: "{share} av de 84 som svarat är mycket nöjda"
    value: {share}
"""


@pytest.mark.parametrize(
    ("share", "possible"), [("16 %", False), ("17 %", True), ("25 %", True), ("51 %", True), ("16,7 %", True)]
)
def test_a_share_in_the_text_is_one_that_the_answers_can_give(share: str, possible: bool) -> None:
    """14 of 84 is 16,67 %, 13 of 84 is 15,48 %: no number of answers gives 16 %."""
    found = [f for f in said(checked(data_file(rest=SHARES.format(share=share)))) if f[0] in ("ST011", "TX002", "TX014")]
    assert (found == []) is possible


@pytest.mark.parametrize(("years", "told"), [("2025 | 2024", False), ("2025 | 2024 | 2023", True)])
def test_a_table_has_no_year_before_the_start_of_its_project(years: str, told: bool) -> None:
    cells = tuple([41, 38, 12][: years.count("|") + 1])
    project = table("Stegen", [("Deltagare", cells)], unit="antal", columns=years)
    assert bool(because_of("Projektet Stegen startade i mars 2024 och pågår till 2026.", project)) is told


def test_the_list_of_contents_and_the_headings_are_one() -> None:
    """The contents name a section that has another name where it stands."""
    contents = '  contents:\n    - "1. Förvaltningsberättelse"\n    - "2. Resultaträkning"\n    - "3. Balansräkning"\n'
    headings = contents.replace("contents", "headings").replace("Balansräkning", "Kassaflödesanalys")
    assert said(checked(data_file(report=contents + headings))) - said(checked(data_file(report=contents))) != set()
