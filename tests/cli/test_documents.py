"""What a person does with a document: look at how it was read, keep corrections, have the pages marked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from finsam_audit.cli.commands import main
from tests.cli.test_serve import data_file_of
from tests.documents.printed_report import printed_pdf
from tests.pages import BALANCE, INCOME, read


@pytest.fixture
def report(tmp_path: Path) -> str:
    """A PDF with two slips in its balance sheet."""
    path = tmp_path / "report.pdf"
    path.write_bytes(
        printed_pdf(read(data_file_of(INCOME + BALANCE.replace("410 300", "413 000").replace("279 000", "297 000"))))
    )
    return str(path)


def _run(*given: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(list(given))
    assert isinstance(left.value.code, int)
    return left.value.code


def test_show_writes_a_page_and_no_data_file(report: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("extract", report, "--show", str(tmp_path / "seen.html")) == 0
    assert (tmp_path / "seen.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert capsys.readouterr().out == ""
    assert _run("extract", report, "--show", str(tmp_path / "seen.html")) == 2  # never over a file that is there


def test_a_correction_is_kept_at_the_next_extraction(report: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    assert _run("extract", report, "-o", str(first)) == 0
    text = first.read_text(encoding="utf-8")
    name = next(line for line in text.splitlines() if line.startswith("  entity: "))
    first.write_text(text.replace(name, "  entity: Samordningsförbundet Annat"), encoding="utf-8")
    assert _run("extract", report, "--keep", str(first), "-o", str(second)) == 0
    assert "  entity: Samordningsförbundet Annat\n" in second.read_text(encoding="utf-8")
    assert "Rättelser som följde med: 1." in capsys.readouterr().err


def test_keep_needs_the_marks_of_an_extraction(report: str, tmp_path: Path) -> None:
    (tmp_path / "typed.yaml").write_text("finsam-audit: 1\n", encoding="utf-8")
    assert _run("extract", report, "--keep", str(tmp_path / "typed.yaml")) == 2


def test_annotate_marks_a_copy_and_leaves_the_original(report: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = Path(report).read_bytes()
    plain = _run("check", report)
    out = capsys.readouterr().out
    assert _run("check", report, "--annotate", str(tmp_path / "marked.pdf")) == plain
    told = capsys.readouterr()
    assert told.err.startswith("Skrev ")
    assert told.out.splitlines()[-1] == out.splitlines()[-1]
    assert Path(report).read_bytes() == before != (tmp_path / "marked.pdf").read_bytes()


def test_annotate_wants_one_pdf(report: str, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("Balansräkning\n", encoding="utf-8")
    assert _run("check", report, report, "--annotate", str(tmp_path / "marked.pdf")) == 2
    assert _run("check", str(tmp_path / "report.txt"), "--annotate", str(tmp_path / "marked.pdf")) == 2
    assert not (tmp_path / "marked.pdf").exists()


def test_a_document_is_never_said_to_be_without_errors_but_in_what_could_be_read(
    report: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _run("check", report, "--quiet", "--ignore", "fullständighet,FM003")
    said = capsys.readouterr().out.lower()
    assert "klar att publicera, så långt" not in said
    assert all("i det som kunde läsas" in said for praise in ("inga fel", "inget att rätta") if praise in said)


def test_a_mark_has_the_number_of_its_matter(report: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pikepdf = pytest.importorskip("pikepdf")
    _run("check", report, "--annotate", str(tmp_path / "marked.pdf"), "--format", "json")
    matters = json.loads(capsys.readouterr().out)["reports"][0]["matters"]
    with pikepdf.open(tmp_path / "marked.pdf") as marked:
        notes = [str(a.Contents) for page in marked.pages for a in page.get("/Annots", []) if a.Subtype == "/Text"]
    assert matters
    assert {int(note.split(".")[0]) for note in notes} == set(range(1, len(matters) + 1))
    assert all(any(note.startswith(f"{at}. {matter['message']}") for note in notes) for at, matter in enumerate(matters, 1))


def test_the_working_papers_of_a_document_name_no_line_of_a_data_file(tmp_path: Path) -> None:
    document, papers = tmp_path / "rapport.pdf", tmp_path / "papper.xlsx"
    document.write_bytes(printed_pdf(read(data_file_of(INCOME + BALANCE))))
    _run("check", str(document), "--format", "xlsx", "-o", str(papers))
    places = {str(row[0].value) for row in load_workbook(papers)["Tabeller"]}
    assert ("sida 3" in places, [place for place in places if place.startswith("datafil")]) == (True, [])
