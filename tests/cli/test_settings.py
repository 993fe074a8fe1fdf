"""``finsam-audit.toml``: which one holds, what it may say, and what is told of its mistakes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from finsam_audit.cli.settings import nearest, read_settings
from tests.pages import CURRENT, data_file

Run = Callable[..., CompletedProcess[str]]

RESULT = """Resultaträkning:
  columns: 2025 | 2024
  rows:
    Verksamhetens intäkter: 100 000 | 100 000
    Verksamhetens kostnader: -100 000 | -100 000
    Verksamhetens resultat: 200 | 0
    Årets resultat: 200 | 0
"""
REPORT = data_file(RESULT + CURRENT.replace("1 100 |", "11 100 |").replace("2 900 |", "22 900 |"))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of reports, with one report in a folder of its own."""
    (tmp_path / "2025").mkdir()
    (tmp_path / "2025" / "data.yaml").write_text(REPORT, encoding="utf-8")
    return tmp_path


def _set(folder: Path, text: str) -> None:
    (folder / "finsam-audit.toml").write_text(text, encoding="utf-8")


def test_the_nearest_one_above_the_data_file_holds_and_no_other(run: Run, data: Path) -> None:
    _set(data, 'language = "en"\n[materiality]\nkr = 5\n')
    found = run("check", "2025/data.yaml")
    assert ("Settings: finsam-audit.toml" in found.stderr, "MEND" in found.stdout) == (True, True)
    _set(data / "2025", "")
    found = run("check", "2025/data.yaml")
    assert ("Inställningar: 2025/finsam-audit.toml" in found.stderr, "RÄTTA" in found.stdout) == (True, True)
    assert "Väsentlighetsbelopp" not in found.stdout
    assert Path(nearest(str(data / "2025" / "data.yaml"))).name == "finsam-audit.toml"


@pytest.mark.parametrize("more", [(), ("--quiet",), ("--fail-on", "note"), ("--format", "line")])
def test_the_language_is_that_of_the_settings_unless_another_is_asked_for(run: Run, data: Path, more: tuple[str, ...]) -> None:
    _set(data, 'language = "en"\n')
    told = run("check", *more, "2025/data.yaml")
    assert "Settings: finsam-audit.toml" in told.stderr
    assert "Inställningar: finsam-audit.toml" in run("check", *more, "2025/data.yaml", "--lang", "sv").stderr
    assert "Inställningar: finsam-audit.toml" in run("check", *more, "2025/data.yaml", FINSAM_AUDIT_LANG="sv").stderr


def test_all_mistakes_are_told_at_once_with_their_places(run: Run, data: Path) -> None:
    _set(
        data,
        'langage = "en"\nlanguage = "de"\naccepted = 3\npacks = ["x"]\n\n[parameters]\n"equity celing" = "15 %"\n'
        '"administration share" = "tre"\n[materiality]\nkr = -5\nprocent = 1\n',
    )
    found = run("check", "2025/data.yaml")
    places = [line.split(": ")[0] for line in found.stderr.splitlines() if line.startswith("finsam-audit.toml:")]
    assert places == [f"finsam-audit.toml:{line}:1" for line in (1, 2, 3, 4, 7, 8, 10, 11)]
    for meant in ("Menade du language?", "Menade du equity ceiling?", "Menade du percent?"):
        assert meant in found.stderr
    assert (found.returncode, found.stdout) == (2, "")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("language = sv\n", "1:12"),
        ('language = "sv"\nlanguage = "en"\n', "2:"),
        ("[materiality\n", "1:"),
        ("packs = [", "1:"),
        ("materiality = 3\n", "1:1"),
        ("materiality = {kr = true}\n", "1:1"),
        ("materiality.kr = 1e400\nmateriality.percent = nan\n", "2:1"),
        ('packs = "x"\n', "1:1"),
        ("materiality.kr = 1e999999999\n", "1:1"),
        ("materiality.kr = 1e9999999999999999999\n", " "),
        (f"materiality.kr = {'9' * 5000}\n", " "),
        (f"packs = {'[' * 5000}{']' * 5000}\n", " "),
        ('language = "svenska"\n', "1:1: language: okänt värde svenska. Tillåtna: sv, en."),
        ('equity ceiling = "15 %"\n', "1:8: Det här går inte att läsa som TOML."),
    ],
)
def test_what_is_not_understood_is_told_and_nothing_is_checked(run: Run, data: Path, text: str, place: str) -> None:
    _set(data, text)
    found = run("check", "2025/data.yaml")
    assert (found.returncode, found.stdout, f"finsam-audit.toml:{place}" in found.stderr) == (2, "", True)


def test_where_the_folder_one_stands_in_is_gone_the_nearest_to_the_file_holds(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _set(data, "")
    gone = data / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert (nearest("data.yaml"), nearest("-"), nearest(str(data / "data.yaml"))) == ("", "", str(data / "finsam-audit.toml"))


def test_files_under_different_settings_are_not_checked_in_one_call(run: Run, data: Path) -> None:
    _set(data / "2025", "")
    (data / "data.yaml").write_text(REPORT, encoding="utf-8")
    found = run("check", "2025/data.yaml", "data.yaml")
    assert (
        found.returncode,
        "följer olika inställningar: 2025/data.yaml 2025/finsam-audit.toml, data.yaml inga." in found.stderr,
    ) == (2, True)


def test_a_limit_is_that_of_the_settings_and_is_said_to_be(run: Run, data: Path) -> None:
    text = REPORT.replace("tables:", "claims: []\ntables:")
    (data / "2025" / "data.yaml").write_text(text, encoding="utf-8")
    before = json.loads(run("check", "2025/data.yaml", "--format", "json").stdout)
    _set(data, '[parameters]\n"equity ceiling" = 15\n"administration share" = "10,5 %"\n')
    after = json.loads(run("check", "2025/data.yaml", "--format", "json").stdout)
    assert after["settings"] == "finsam-audit.toml"
    assert before["tool"]["rule_book"] != after["tool"]["rule_book"]
    run("check", "2025/data.yaml", "--format", "xlsx", "-o", "papper.xlsx")
    from openpyxl import load_workbook

    rows = {row[0]: row for row in load_workbook(data / "papper.xlsx")["Om"].iter_rows(values_only=True) if row[0]}
    assert (
        "finsam-audit.toml" in rows["Inställningar"],
        [row[1:2] + row[3:4] for row in rows.values() if row[3] == "finsam-audit.toml"],
    ) == (
        True,
        [("15", "finsam-audit.toml"), ("10,5", "finsam-audit.toml")],
    )


def test_the_reports_own_limit_is_nearer_than_that_of_the_settings(run: Run, data: Path) -> None:
    own = REPORT.replace("period: 2025}", "period: 2025, limits: {equity ceiling: 12 %}}")
    (data / "2025" / "data.yaml").write_text(own, encoding="utf-8")
    _set(data, '[parameters]\n"equity ceiling" = "15 %"\n')
    run("check", "2025/data.yaml", "--format", "html", "-o", "sida.html")
    page = (data / "sida.html").read_text(encoding="utf-8")
    assert ("Inställningar</dt><dd>finsam-audit.toml" in page, "15\u00a0%: " in page) == (True, False)


def test_packs_of_ones_own_are_found_beside_the_settings(run: Run, data: Path) -> None:
    (data / "egna").mkdir()
    (data / "egna" / "tomt.yaml").write_text("pack: [", encoding="utf-8")
    _set(data, 'packs = ["egna"]\n')
    found = run("check", "2025/data.yaml")
    assert (found.returncode, "egna/tomt.yaml" in found.stderr) == (2, True)


def test_the_list_of_accepted_differences_is_the_one_that_is_set(run: Run, data: Path) -> None:
    _set(data, 'accepted = "godtagna/lista.yaml"\n')
    (data / "godtagna").mkdir()
    found = run("accept", "2025/data.yaml", "BR002", "--reason", "känt", "--by", "Bo")
    assert (found.returncode, (data / "godtagna" / "lista.yaml").exists()) == (0, True)
    assert run("check", "2025/data.yaml", "--select", "BR002").returncode == 0
    every = run("check", "2025/data.yaml", "godtagna/lista.yaml", "--select", "BR002")  # as *.yaml names it too
    assert every.returncode == 0


# -- the material amount ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("kr = 300", "300"),
        ('kr = "5 tkr"', "5 000"),
        ("percent = 0.3", "300"),
        ('percent = "0,3 %"\nkr = 400', "300"),
        ("kr = 100000", "100 000"),
    ],
)
def test_it_is_an_amount_or_a_share_of_the_costs_of_the_year(run: Run, data: Path, text: str, amount: str) -> None:
    _set(data, f"[materiality]\n{text}\n")
    assert f"Väsentlighetsbelopp: {amount} kr." in run("check", "2025/data.yaml").stdout


def test_it_ranks_and_marks_and_never_silences(run: Run, data: Path) -> None:
    two = REPORT.replace("200 | 0", "0 | 20 000").replace("22 900", "12 600")
    (data / "2025" / "data.yaml").write_text(two, encoding="utf-8")

    def mended() -> list[str]:
        found = run("check", "2025/data.yaml")
        return [line for line in found.stdout.partition("\n\nSMÅ")[0].splitlines() if line.startswith("  ")]

    small, large = mended()
    _set(data, "[materiality]\nkr = 5_000\n")
    first, second = mended()
    assert ["12 600" in small, "20 000" in large, "20 000" in first, "12 600" in second] == [True] * 4
    assert [line.endswith("(Under väsentlighetsbeloppet.)") for line in (first, second)] == [False, True]
    assert "12 600" in run("explain", "2025/data.yaml", "2").stdout
    (report,) = json.loads(run("check", "2025/data.yaml", "--format", "json").stdout)["reports"]
    assert (report["materiality"], [matter["material"] for matter in report["matters"]][:2]) == ("5000", [True, False])


def test_a_file_of_settings_says_where_its_paths_are(data: Path) -> None:
    _set(data, 'accepted = "a.yaml"\npacks = ["2025"]\n')
    settings = read_settings(str(data / "finsam-audit.toml"))
    assert (settings.accepted, settings.packs) == (str(data / "a.yaml"), (str(data / "2025"),))
