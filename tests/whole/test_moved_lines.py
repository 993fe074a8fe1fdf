"""A finding keeps its fingerprint when the lines around it move, in the data file and in the report's own text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from finsam_audit.controls.outcome import Result
from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.chain import check_chains
from finsam_audit.engine.check import check
from finsam_audit.page.reader import read_report
from tests.samples import FOLDER, SAMPLES, checked

YEARS = [name for name in SAMPLES if name.startswith("lekeberg")]


def _moved(name: str, folder: Path, book: RuleBook) -> Result:
    """A sample with lines added, and with every line of its source seven further down."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    text = re.sub(r"@(\d+)", lambda found: f"@{int(found[1]) + 7}", text)
    text = re.sub(r"(?m)^(\s+at: )(\d+)$", lambda found: f"{found[1]}{int(found[2]) + 7}", text)
    (folder / name).write_text(
        "\n# a remark\n" + text.replace("\ntables:\n", "\n# another\n\n\ntables:\n", 1), encoding="utf-8"
    )
    return check(read_report(folder / name), book)


@pytest.mark.parametrize("name", ["degerfors-karlskoga-2025.yaml", "vastmanland-2025.yaml"])
def test_of_a_report(name: str, tmp_path: Path, book: RuleBook) -> None:
    before, after = checked(name).findings, _moved(name, tmp_path, book).findings
    places = [[used.figure.place for used in one.figures if used.figure is not None] for one in before]
    moved = [[used.figure.place for used in one.figures if used.figure is not None] for one in after]
    assert [one.fingerprint for one in before] == [one.fingerprint for one in after]
    assert len({one.fingerprint for one in before}) == len(before) > 10
    assert all(one != other for one, other in zip(places, moved, strict=True) if one)


def test_between_reports(tmp_path: Path, book: RuleBook) -> None:
    before = check_chains([checked(name) for name in YEARS], book)
    after = check_chains([_moved(name, tmp_path, book) for name in YEARS], book)
    found = [[one.fingerprint for chain in chains for one in chain.findings] for chains in (before, after)]
    assert found[0] == found[1] != []
