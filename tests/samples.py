"""The reports that ship with the program, each read, checked and shown once, whoever asks."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path

from finsam_audit.controls.outcome import Result
from finsam_audit.engine.check import check
from finsam_audit.page.model import Report
from finsam_audit.page.reader import read_report
from finsam_audit.render.html.page import as_html
from finsam_audit.rulebook.load import samples_directory
from tests.book import shipped
from tests.properties import one_in

FOLDER = Path(samples_directory())
SAMPLES = sorted(path.name for path in FOLDER.glob("*.yaml"))
SOME = one_in(3, sorted(SAMPLES, key=lambda name: -(FOLDER / name).stat().st_size))
"""For what takes long: in the gate a third of them, the largest among them."""


@cache
def sample(name: str) -> Report:
    """A report by the name of its file."""
    return read_report(FOLDER / name)


@cache
def checked(name: str) -> Result:
    """What the shipped rule book comes to."""
    return check(sample(name), shipped())


@cache
def html_page(name: str, language: str = "sv") -> str:
    """The page of what the shipped rule book comes to."""
    return as_html(checked(name), shipped(), language, datetime(2026, 1, 31, 12, 0), len(shipped().rules))
