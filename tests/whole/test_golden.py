"""What the program prints, letter by letter. ``pytest --refresh-golden`` writes the files anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from openpyxl import load_workbook

Run = Callable[..., CompletedProcess[str]]
Golden = Callable[[str, str], None]

CHOSEN = "resultaträkning,balansräkning"
RULES = re.compile(r"\b(av|of) 2\d\d\b")  # how many rules there are

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


ACCEPTED = """- reason: Anläggningstillgången räknas med i år. Rättas 2026.
  by: Eva Ek, revisor
  date: 2026-03-12
  until: 2199-12-31
  findings:
  - {rule: BR002, column: 2025-12-31, stated: 2 545 795, computed: 2 521 010}
  - {rule: BR002, column: 2024-12-31, stated: 4 663 585, computed: 4 663 586}
- reason: Känt
  by: Bo Alm
  date: 2020-01-01
  until: 2020-12-31
  findings:
  - {rule: RR001, column: 2024, stated: -101, computed: -100}
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


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(("form", "ending"), [("text", "txt"), ("markdown", "md"), ("junit", "xml")])
def test_what_is_accepted_is_told_as_it_was(
    run: Run, golden: Golden, data: Path, form: str, ending: str, language: str
) -> None:
    (data / "accepted.yaml").write_text(ACCEPTED, encoding="utf-8")
    (data / "finsam-audit.toml").write_text("materiality.kr = 500\n", encoding="utf-8")
    found = run("check", "exempel.yaml", "--format", form, "--select", CHOSEN, "--lang", language).stdout
    found = re.sub(r'timestamp="[^"]*"', 'timestamp="…"', found)
    golden(f"accepted.{language}.{ending}", RULES.sub(r"\1 …", found))


def test_the_json_is_what_it_was(run: Run, golden: Golden, data: Path) -> None:
    found = run("check", "exempel.yaml", "--format", "json", "--select", CHOSEN).stdout
    found = re.sub(r'"(version|rule_book)": "[^"]*"', r'"\1": "…"', found)
    golden("check.json", re.sub(r'"column_number": \d+', '"column_number": …', found))


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(("form", "ending"), [("markdown", "md"), ("junit", "xml"), ("sarif", "sarif.json"), ("csv", "csv")])
def test_every_format_is_what_it_was(run: Run, golden: Golden, data: Path, form: str, ending: str, language: str) -> None:
    found = run("check", "exempel.yaml", "fel.yaml", "--format", form, "--select", CHOSEN, "--lang", language).stdout
    found = re.sub(r'"(version|ruleBook)": "0[^"]*"', r'"\1": "…"', found)
    found = re.sub(r'timestamp="[^"]*"', 'timestamp="…"', found)
    golden(f"check.{language}.{ending}", RULES.sub(r"\1 …", found))


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    ("form", "ending"),
    [("text", "txt"), ("markdown", "md"), ("junit", "xml"), ("sarif", "sarif.json"), ("csv", "csv")],
)
def test_what_was_changed_between_two_printings_is_told_as_it_was(
    run: Run, golden: Golden, data: Path, form: str, ending: str, language: str
) -> None:
    again = (
        REPORT.replace("-600 | -101", "-600 | -100")
        .replace("1 425 219", "1 450 004")
        .replace("      Svar: 55\n", "      Sv: 5\n")
    )
    (data / "andra.yaml").write_text(again, encoding="utf-8")
    found = run("check", "exempel.yaml", "andra.yaml", "--format", form, "--select", "RR001,BR002", "--lang", language).stdout
    found = re.sub(r'"(version|ruleBook)": "0[^"]*"', r'"\1": "…"', found)
    found = re.sub(r'timestamp="[^"]*"', 'timestamp="…"', found)
    golden(f"printings.{language}.{ending}", RULES.sub(r"\1 …", found))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_working_papers_are_what_they_were(run: Run, golden: Golden, data: Path, language: str) -> None:
    run("check", "exempel.yaml", "--format", "xlsx", "-o", "papper.xlsx", "--select", CHOSEN, "--lang", language)
    golden(f"check.{language}.xlsx.txt", RULES.sub(r"\1 …", "".join(_cells(data / "papper.xlsx"))))


def _cells(file: Path) -> Iterator[str]:
    """What a workbook holds, a line a cell."""
    for sheet in load_workbook(file):
        yield f"[{sheet.title}] {sheet.freeze_panes or ''} {sheet.auto_filter.ref or ''}\n"
        for cell in (cell for row in sheet for cell in row if cell.value is not None):
            shown = re.sub(r"^\d{4}-\d\d-\d\d \d\d:\d\d$|^(finsam-audit )?0\.\d.*", "…", str(cell.value))
            yield f"{cell.coordinate} {shown}{'' if cell.number_format == 'General' else f'  [{cell.number_format}]'}\n"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_is_wrong_with_a_file_is_told_as_it_was(run: Run, golden: Golden, data: Path, language: str) -> None:
    golden(f"problems.{language}.txt", run("check", "fel.yaml", "--lang", language).stderr)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_page_is_what_it_was(run: Run, golden: Golden, data: Path, language: str) -> None:
    some = ("--select", "resultaträkning,balansräkning")
    run("check", "exempel.yaml", "--format", "html", *some, "--lang", language, "-o", "sida.html")
    found = (data / "sida.html").read_text(encoding="utf-8")
    found = re.sub(r"<(style|script)>.*?</\1>|sha256-[\w+/=]*", "…", found, flags=re.DOTALL)
    changing = r"(?<=<dd>)(finsam-audit [\d.]+[^<]*|[\d.]+\+[^<]*|[0-9a-f]{64}|<span class=.kept.>\d{4}-\d\d-\d\d</span> \d\d:[^<]*|\d+ (av|of) \d{3})(?=</dd>)|(?<= (av|of) )\d{3}\b"
    golden(f"page.{language}.html", re.sub(changing, "…", found))
