"""From the drop to the saved files, in a real browser: what a person does with the page of ``serve``."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import Tab, chromium
from tests.cli.test_serve import data_file_of, of_the_figures
from tests.conftest import ROOT, Run
from tests.documents.printed_report import printed_pdf
from tests.pages import BALANCE, INCOME, read
from tests.whole.test_browser import CONTRAST, WIDER

pytestmark = pytest.mark.skipif(not chromium() and not os.environ.get("BROWSER_REQUIRED"), reason="no Chromium")
FIELD = "document.querySelector('.ask.doubted input')"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PDF of which one figure cannot be read, and without which the assets do not add up."""
    path = tmp_path_factory.mktemp("report") / "rapport.pdf"
    path.write_bytes(printed_pdf(read(data_file_of(INCOME + BALANCE.replace("1 543 700", "--1 543 700 [sic]")))))
    return path


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the page is. When it ends as a closed window ends it, nothing of what was dropped is left."""
    private = tmp_path_factory.mktemp("private")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(private), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "finsam_audit", "serve"]
    with subprocess.Popen(command, cwd=private, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        found = re.search(r"http://\S+", server.stdout.readline())
        assert found is not None
        yield found[0]
        assert list(private.glob("*/*/rapport.pdf"))
        for ending in (signal.SIGTERM, signal.SIGINT):  # somebody is impatient
            server.send_signal(ending)
            time.sleep(0.2)
        assert (server.stdout.read(), server.wait(30)) == ("Avslutat. Allt som släpptes är raderat.\n", 0)
    assert list(private.iterdir()) == []


def saved(tab: Tab, folder: Path, form: str) -> Path:
    """A file saved by the link of its format."""
    path = folder / f"rapport.{form}"
    tab.run(f"document.querySelector('[href$=\"/save/{form}\"]').click()")
    for _ in range(600):
        if path.exists():
            return path
        tab.run("0")
        time.sleep(0.1)
    raise AssertionError(f"{path.name} was not saved")


def faults(tab: Tab) -> tuple[object, ...]:
    """What is wrong with how the page is shown."""
    return tab.run(WIDER), tab.run(CONTRAST), tab.told


def test_drop_look_correct_check_again_and_save(address: str, tab: Tab, report: Path, tmp_path: Path, run: Run) -> None:
    tab.keep_downloads(tmp_path)
    tab.open(address)
    assert faults(tab) == ([], [], [])
    tab.drop(report, 300, 600)  # anywhere on the page will do
    tab.loaded()
    assert (tab.run("document.title"), faults(tab)) == ("rapport.pdf – finsam-audit", ([], [], []))
    assert tab.run("document.querySelector('.told').innerText").startswith("1 ställe i dokumentet är osäkert läst.")

    tab.run("document.querySelector('.told a').click()")
    tab.loaded()
    assert (tab.run(f"{FIELD}.value"), faults(tab)) == ("--1 543 700", ([], [], []))
    beside = f"{FIELD}.closest('.ask').querySelector('svg').getBoundingClientRect()"
    assert tab.run(f"{beside}.width > 20 && {beside}.height > 8")
    tab.run(f"{FIELD}.select()")
    tab.type("1 543 700")
    tab.press("Enter")
    tab.loaded()
    assert tab.run("document.querySelector('.told').innerText").startswith("1 ställe är rättat eller bekräftat.")

    page, papers, data = (saved(tab, tmp_path, form) for form in ("html", "xlsx", "yaml"))
    assert "Kassa och bank: 1 543 700 | 1 211 900" in data.read_text(encoding="utf-8")
    assert papers.read_bytes().startswith(b"PK")
    run("check", "rapport.yaml", "--format", "html", "-o", "again.html")
    again = (tmp_path / "again.html").read_text(encoding="utf-8")
    assert of_the_figures(page.read_text(encoding="utf-8")) == of_the_figures(again)
    assert tab.told == []


@pytest.mark.parametrize(("width", "scheme"), [(400, "light"), (1200, "dark")])
def test_it_can_be_used_on_a_narrow_screen_and_in_the_dark(
    width: int, scheme: str, address: str, tab: Tab, report: Path
) -> None:
    tab.open(address, width, scheme=scheme)
    assert faults(tab) == ([], [], [])
    tab.drop(report, 100, 100)
    tab.loaded()
    assert faults(tab) == ([], [], [])
    link = tab.run("document.querySelector('.bar nav a:last-child').href")
    for page in (link, f"{link}/3"):
        tab.open(page, width, scheme=scheme)
        assert faults(tab) == ([], [], [])


def test_the_page_of_the_check_reaches_nothing_but_itself(address: str, tab: Tab, report: Path) -> None:
    tab.open(address)
    tab.drop(report, 300, 200)
    tab.loaded()
    assert tab.run("document.querySelector('iframe').contentDocument") is None
    tab.open(tab.run("document.querySelector('iframe').src"))
    assert tab.run("document.querySelectorAll('#figures a.f').length") > 20
    assert (tab.run("self.origin"), tab.told) == ("null", [])
    figure = "document.querySelector('#figures a.f')"
    tab.run(f"{figure}.focus()")
    assert tab.run("document.getElementById('panel').hidden") is False
