"""The formulas of the working papers give what the program said, in a spreadsheet of its own making."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from finsam_audit.controls.outcome import Outcome, Result
from finsam_audit.controls.rules import RuleBook
from finsam_audit.render.formats import document
from finsam_audit.render.run import Run
from tests.samples import checked

SAMPLES = ("degerfors-karlskoga-2025.yaml", "lekeberg-orebro-2021-h1.yaml", "vastmanland-2025.yaml")  # the most kinds of sum
SOFFICE = shutil.which("soffice")
STATED, COMPUTED, DIFFERENCE = 9, 11, 12  # columns of the sheet of controls
SUMS = ("footing", "row", "deviation")


def _papers(book: RuleBook, sample: str, folder: Path) -> Path:
    at = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    made = document("xlsx", Run((checked(sample),), (), book, "sv", len(book.rules), "error", at))
    assert isinstance(made, bytes)
    file = folder / f"{sample}.xlsx"
    file.write_bytes(made)
    return file


@pytest.fixture(scope="module")
def papers(book: RuleBook, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    for sample in SAMPLES:
        _papers(book, sample, folder)
    return folder


@pytest.fixture(scope="module")
def recalculated(papers: Path) -> Path:
    """The working papers of all samples as LibreOffice saves them, with every formula worked out."""
    if SOFFICE is None:
        assert not os.environ.get("SPREADSHEET_REQUIRED"), "SPREADSHEET_REQUIRED is set, and there is no soffice"
        pytest.skip("soffice is not installed: the working papers were not recalculated")
    profile = f"-env:UserInstallation=file://{papers}/profile"
    files = [str(file) for file in papers.glob("*.xlsx")]
    command = [SOFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(papers / "out"), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return papers / "out"


@cache
def _sheet(file: Path, name: str, *, values: bool) -> Any:
    return load_workbook(file, data_only=values)[name]


def _exact(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value)).normalize()


def _amounts(outcome: Outcome) -> list[Decimal | None]:
    return [None if one is None else one.normalize() for one in (outcome.stated, outcome.computed, outcome.difference)]


def _live_rows(file: Path, result: Result) -> Iterator[tuple[int, Outcome]]:
    sheet = _sheet(file, "Kontroller", values=False)
    for row, outcome in enumerate(result.outcomes, 2):
        if str(sheet.cell(row, COMPUTED).value or "").startswith("="):
            yield row, outcome


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_sum_of_the_report_is_a_live_formula(papers: Path, sample: str) -> None:
    result = checked(sample)
    alive = {row - 2 for row, _ in _live_rows(papers / f"{sample}.xlsx", result)}
    sums = {
        at for at, o in enumerate(result.outcomes) if o.about in SUMS and o.outcome in ("passed", "finding") and o.arithmetic
    }
    assert sums - alive == set()


@pytest.mark.parametrize("sample", SAMPLES)
def test_libreoffice_comes_to_what_the_program_said(recalculated: Path, papers: Path, sample: str) -> None:
    result = checked(sample)
    worked_out = _sheet(recalculated / f"{sample}.xlsx", "Kontroller", values=True)
    wrong = []
    for row, outcome in _live_rows(papers / f"{sample}.xlsx", result):
        found = [_exact(worked_out.cell(row, column).value) for column in (STATED, COMPUTED, DIFFERENCE)]
        if found != _amounts(outcome):
            wrong.append((outcome.rule, outcome.column, found, _amounts(outcome)))
    assert wrong == []


@pytest.mark.parametrize("sample", SAMPLES)
def test_no_formula_is_an_error(recalculated: Path, sample: str) -> None:
    book = load_workbook(recalculated / f"{sample}.xlsx", data_only=True)
    assert [cell.coordinate for sheet in book for row in sheet for cell in row if cell.data_type == "e"] == []


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_sums_under_the_tables_are_those_of_the_controls(recalculated: Path, sample: str) -> None:
    sheet = _sheet(recalculated / f"{sample}.xlsx", "Tabeller", values=True)
    under = sorted(
        (str(row[0].value), _exact(row[3].value), _exact(row[4].value), _exact(row[5].value))
        for row in sheet.iter_rows()
        if len(row) > 7 and row[7].value in ("Stämmer", "Stämmer inom avrundning", "Fynd")
    )
    outcomes = [
        o for o in checked(sample).outcomes
        if o.about in SUMS and o.outcome in ("passed", "finding") and sum(u.figure is not None for u in o.figures) > 2
    ]  # fmt: skip
    assert under == sorted((o.rule, *_amounts(o)) for o in outcomes)


def test_a_number_of_the_text_has_no_unit_that_is_not_printed(papers: Path) -> None:
    rows = load_workbook(papers / "degerfors-karlskoga-2025.yaml.xlsx")["Tabeller"].iter_rows(values_only=True)
    units = {row[3] for row in rows if isinstance(row[2], int | float) and row[1]}
    assert "antal" not in units
    assert {"kr", "%"} <= units


def test_a_text_beside_amounts_keeps_its_distance(papers: Path) -> None:
    sheet = load_workbook(papers / "degerfors-karlskoga-2025.yaml.xlsx")["Fynd"]
    head = next(row for row in sheet.iter_rows() if row[0].value == "Nr")
    unit = next(cell.column for cell in head if cell.value == "Enhet")
    cells = [sheet.cell(at, unit) for at in range(head[0].row, sheet.max_row + 1)]
    assert {cell.value for cell in cells} >= {"Enhet", "kr", "%"}
    assert {cell.alignment.indent for cell in cells if cell.value} == {1}


def test_a_table_has_the_unit_of_its_amounts(papers: Path) -> None:
    names = {
        row[1] for row in load_workbook(papers / "lekeberg-orebro-2021-h1.yaml.xlsx")["Tabeller"].iter_rows(values_only=True)
    }
    assert "Balansräkning (kr)" in names
    assert "Förändring av försörjning innan insats och försörjning efter avslut" in names
