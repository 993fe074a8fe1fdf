"""What the program prints, letter by letter. ``pytest --refresh-golden`` writes the files anew."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]
Golden = Callable[[str, str], None]

REPORT = """finsam-audit: 1
report:
  entity: Samordningsförbundet Exempel
  period: 2025
  decided: 2026-03-12
tables:
  Resultaträkning:
    columns: 2025 | 2024
    rows:
      Verksamhetens intäkter: 4 000 | 4 000
      Verksamhetens kostnader: -4 600 | -4 100
      Verksamhetens resultat: -600 | -101
      Finansiella intäkter: 66 | _
      Årets resultat: -543 | -100
  Balansräkning:
    columns: 2025-12-31 | 2024-12-31
    rows:
      Tillgångar:
        Anläggningstillgångar: 24 785 | 32 772
        Omsättningstillgångar:
          Fordringar: 1 425 219 | 3 813 758
          Kassa och bank: 1 095 791 | 849 827
          Summa omsättningstillgångar: 2 545 795 | 4 663 585
  Enkäter:
    unit: antal
    columns: 2025
    rows:
      Svar: 55
"""

BROKEN = """finsam-audit: 1
report:
  entity: Samordningsförbundet Exempel
  period: 2025
  decided: igår
tabeller: {}
tables:
  Balansräkning:
    unit: euro
    columns: 2025-12-31 | 2024-12-31
    rows:
      Fordringar: 1 | 2 | 3
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "exempel.yaml").write_text(REPORT, encoding="utf-8")
    (tmp_path / "fel.yaml").write_text(BROKEN, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("check.sv.txt", ["check", "exempel.yaml"]),
        ("check.en.txt", ["check", "exempel.yaml", "--lang", "en"]),
        ("details.sv.txt", ["check", "exempel.yaml", "--show", "details"]),
        ("explain.sv.txt", ["explain", "exempel.yaml", "1"]),
        ("check.all.sv.txt", ["check", "exempel.yaml", "--show", "all"]),
        ("check.all.en.txt", ["check", "exempel.yaml", "--show", "all", "--lang", "en"]),
        ("rule.sv.txt", ["rules", "BR002"]),
        ("rule.en.txt", ["rules", "BR002", "--lang", "en"]),
    ],
)
def test_the_text_is_what_it_was(run: Run, golden: Golden, data: Path, name: str, arguments: list[str]) -> None:
    golden(name, run(*arguments).stdout)


def test_the_json_is_what_it_was(run: Run, golden: Golden, data: Path) -> None:
    found = run("check", "exempel.yaml", "--format", "json", "--select", "resultaträkning,balansräkning").stdout
    found = re.sub(r'"(version|rule_book)": "[^"]*"', r'"\1": "…"', found)
    golden("check.json", re.sub(r'"column_number": \d+', '"column_number": …', found))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_is_wrong_with_a_file_is_told_as_it_was(run: Run, golden: Golden, data: Path, language: str) -> None:
    golden(f"problems.{language}.txt", run("check", "fel.yaml", "--lang", language).stderr)
