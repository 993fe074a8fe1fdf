"""What a person mistypes is told at once, as what it is: files, lists, settings, days, numbers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_serve import data_file_of
from tests.conftest import Run
from tests.documents.printed_report import printed_pdf
from tests.pages import BALANCE, INCOME, read

WHO = ("--reason", "Känt", "--by", "Eva Ek")
ENTRY = "- reason: x\n  by: y\n  date: {date}\n  findings:\n  - {{rule: BR002, stated: 5 kr, computed: 6 kr}}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a report whose income does not add up, as a data file and on paper."""
    text = data_file_of(INCOME.replace("276 000", "267 000") + BALANCE)
    (tmp_path / "r.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "r.pdf").write_bytes(printed_pdf(read(text)))
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.pdf").touch()
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("check", "none.yaml", "--watch"), "none.yaml: Filen finns inte."),
        (("check", "folder", "--watch"), "folder: Det här är en mapp."),
        (("check", "r.yaml", "--accepted", "folder"), "folder: Det här är en mapp. Ange en fil, till exempel"),
        (("check", "r.yaml", "--baseline", "folder"), "folder: Filen går inte att öppna: det är en mapp."),
        (("check", "empty.pdf"), "empty.pdf: Filen är tom.\n"),
        (("accept", "r.yaml", "1", *WHO, "--until", "31/12"), "Fel: --until: Här väntades ett datum"),
        (("accept", "r.yaml", "1", *WHO, "--until", "2020-01-01"), "Fel: --until: 2020-01-01 har redan varit."),
        (("accept", "r.yaml", "1", *WHO, "--until", "2025-02-30"), "Fel: --until: "),
        (("accept", "r.yaml", "1-3", *WHO), "Fel: Det finns inget fynd att godta med nummer 1-3."),
        (("accept", "r.yaml", "²", *WHO), "Fel: Det finns inget fynd att godta med nummer ²."),
        (("accept", "r.yaml", "0", *WHO), "Fel: Det finns inget fynd att godta med nummer 0."),
        (("explain", "r.yaml", "9999"), "Fel: Inget tal i rapporten motsvarar ”9999”."),
        (("explain", "r.pdf", "9999"), "Fel: Listan har 3 saker, ingen med numret 9999."),
        (("explain", "r.pdf", "@9"), "Fel: På sida 9 lästes inga tal."),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_one_sentence(arguments: tuple[str, ...], told: str, run: Run, folder: Path) -> None:
    found = run(*arguments)
    assert (found.returncode, told in found.stderr) == (2, True), found.stderr


def test_an_earlier_run_that_cannot_be_read_is_told_before_anything_is_checked(run: Run, folder: Path) -> None:
    (folder / "old.json").write_text(json.dumps({"schema_version": 2}), encoding="utf-8")
    for name, told in (("old.json", "en annan version av programmet"), ("r.yaml", "inget resultat som")):
        found = run("check", "r.yaml", "--baseline", name)
        assert (found.returncode, found.stdout, told in found.stderr) == (2, "", True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (ENTRY.format(date="2199-01-01"), "accepted.yaml:3:9: 2199-01-01 har inte varit än."),
        ("- reason: x\n  reason: y\n", "accepted.yaml:2:3: ”reason” står två gånger i samma grupp (först på rad 1). Ta bort det ena."),
        ("reason: x\n", "accepted.yaml:1:1: Här väntades en lista"),
    ],
)  # fmt: skip
def test_a_list_that_cannot_be_read_is_told_and_the_report_is_checked(text: str, told: str, run: Run, folder: Path) -> None:
    (folder / "accepted.yaml").write_text(text, encoding="utf-8")
    found = run("check", "r.yaml")
    assert (found.returncode, told in found.stderr, "RÄTTA" in found.stdout) == (2, True, True)
    assert found.stderr.rstrip().endswith("Rapporten kontrollerades utan listan.")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("language = 'sv'\nlanguage = 'en'\n", "toml:2:1: Det här står två gånger."),
        ("[materiality]\nkr = 1\n  kr = 2\n", "toml:3:3: Det här står två gånger."),
        ("[materiality]\nkr = 1\n[materiality]\n", "toml:3:1: Det här står två gånger."),
        ("[parameters]\n'equity ceiling' = 0.15\n", "equity ceiling: 0.15 kan läsas på två sätt. Skriv procenttecknet: 15 % eller 0,15 %."),
        ("[parameters]\n'equity ceiling' = '0,15'\n", "kan läsas på två sätt."),
    ],
)  # fmt: skip
def test_settings_that_cannot_be_right_are_told_with_their_place(text: str, told: str, run: Run, folder: Path) -> None:
    (folder / "finsam-audit.toml").write_text(text, encoding="utf-8")
    found = run("check", "r.yaml")
    assert (found.returncode, told in found.stderr, found.stdout) == (2, True, "")


@pytest.mark.parametrize("share", ["'0,5 %'", "0.0", "1", "15.5"])
def test_a_per_cent_that_can_be_read_in_one_way_is_taken(share: str, run: Run, folder: Path) -> None:
    (folder / "finsam-audit.toml").write_text(f"[parameters]\n'equity ceiling' = {share}\n", encoding="utf-8")
    assert run("check", "r.yaml").returncode == 1


def test_numbers_may_have_commas_between_them(run: Run, folder: Path) -> None:
    assert run("accept", "r.yaml", "1,2", *WHO).returncode == 0
    assert (folder / "accepted.yaml").read_text(encoding="utf-8").count("- reason:") == 1


def test_of_a_document_only_what_was_read_is_spoken_of(run: Run, folder: Path) -> None:
    shown = run("check", "r.pdf").stdout
    assert " tal som lästes nåddes av någon kontroll" in shown
    explained = run("explain", "r.pdf", "1").stdout
    assert ("sida 3" in explained, "  rad " in explained) == (True, False)
    assert run("explain", "r.pdf", "sida 3").stdout == run("explain", "r.pdf", "@3").stdout


def test_a_report_typed_as_a_command_is_told_the_command(run: Run, folder: Path) -> None:
    (folder / "vår rapport.pdf").write_bytes((folder / "r.pdf").read_bytes())
    assert "Menade du finsam-audit check 'vår rapport.pdf'?" in run("vår rapport.pdf").stderr


def test_a_document_that_holds_no_report_is_no_mistake_to_be_counted(run: Run, folder: Path) -> None:
    (folder / "brev.txt").write_text("Hej\nDet här är ett brev.\n", encoding="utf-8")
    assert run("check", "brev.txt").stderr.endswith("\nIngenting kontrollerades.\n")
