"""The page: one file that needs nothing else, holds every figure as printed, and obeys nothing that a report says."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from finsam_audit.controls.outcome import Result
from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.check import check
from finsam_audit.page.model import Report
from finsam_audit.page.reader import read_report
from finsam_audit.render.html.marks import STATES, marks
from finsam_audit.render.html.page import as_html
from finsam_audit.render.language import catalogue
from tests.samples import FOLDER, SAMPLES, checked, html_page

Run = Callable[..., CompletedProcess[str]]
WHEN = datetime(2026, 1, 31, 12, 0)
EMPTY = {"meta", "link", "rect", "line", "br", "hr", "img"}

REPORT = """finsam-audit: 1
report:
  entity: {entity}
  period: 2025
tables:
  {table}:
    columns: 2025-12-31 | 2024-12-31
    rows:
      {label}: 1 425 219 | 3 813 758
      Kassa och bank: 1 095 791 | 849 827
      Summa omsättningstillgångar: 2 545 795 | 4 663 585
claims:
  - {{text: "{claim}", value: 5 kr}}
"""


class Page(HTMLParser):
    """The elements of a page: names with attributes, and the text within each figure."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.cells: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)
        if tag == "a" and (dict(attrs).get("class") or "").startswith("f "):
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1:] == [tag] or tag in EMPTY, f"</{tag}> within {self.open[-3:]}"
        if tag not in EMPTY:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["a"] and self.cells:
            self.cells[-1] += data.replace("\u00a0", " ")


def _set(result: Result, book: RuleBook, language: str = "sv") -> str:
    return as_html(result, book, language, WHEN, len(book.rules))


def _page(report: Report, book: RuleBook) -> str:
    return _set(check(report, book), book)


def _report(tmp_path: Path, **given: str) -> Report:
    words = {"entity": "Exempel", "table": "Balansräkning", "label": "Fordringar", "claim": "fem kronor"} | given
    (tmp_path / "exempel.yaml").write_text(REPORT.format(**words), encoding="utf-8")
    return read_report(str(tmp_path / "exempel.yaml"))


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_cell_of_a_sample_stands_on_its_page_as_printed(sample: str, book: RuleBook) -> None:
    result = checked(sample)
    printed = [
        slot.text
        for table in result.report.tables
        for row in table.walk()
        for slot in row.slots
        if slot.figure or slot.companion
    ]
    shown = Page(html_page(sample)).cells
    assert shown[: len(printed)] == [re.sub(r"\s", " ", text) for text in printed]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("sample", SAMPLES)
def test_every_link_leads_somewhere_and_no_name_stands_twice(sample: str, language: str, book: RuleBook) -> None:
    page = Page(html_page(sample, language))
    names = [given["id"] for _, given in page.elements if "id" in given]
    links = {(given["href"] or "").removeprefix("#") for tag, given in page.elements if tag == "a"}
    controls = {one for _, given in page.elements for one in (given.get("data-c") or "").split()}
    assert (page.open, len(names) - len(set(names)), links - set(names), controls - set(names)) == ([], 0, set(), set())


def test_the_page_asks_for_nothing_outside_itself(tmp_path: Path, book: RuleBook) -> None:
    page = Page(_page(_report(tmp_path), book))
    outside = [given for _, given in page.elements if {"src", "srcset", "action", "data", "background"} & given.keys()]
    inline = [given for _, given in page.elements if any(name == "style" or name.startswith("on") for name in given)]
    far = [given["href"] for _, given in page.elements if not (given.get("href") or "#").startswith("#")]
    policy = next(given["content"] for _, given in page.elements if given.get("http-equiv") == "Content-Security-Policy")
    assert (outside, inline, far) == ([], [], [])
    assert (policy or "").startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in (policy or "")


HOSTILE = (
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    '\\" onmouseover=\\"alert(1)',
    "{{ 7 * 7 }} {% raw %}",
    "--></title><svg onload=alert(1)>",
)


@pytest.mark.parametrize("place", ["entity", "table", "label", "claim"])
def test_what_a_report_says_is_shown_and_never_obeyed(place: str, tmp_path: Path, book: RuleBook) -> None:
    def made(text: str) -> tuple[int, set[str]]:
        """How many scripts a page with this text has, and which attributes."""
        page = Page(_page(_report(tmp_path, **{place: text if place == "claim" else f'"{text}"'}), book))
        return [tag for tag, _ in page.elements].count("script"), {name for _, given in page.elements for name in given}

    plain = made("Rad")
    assert plain[0] == 1
    assert [text for text in HOSTILE if made(text) != plain] == []


@pytest.mark.parametrize(("steers", "shown"), [("\\u202e", "\\u202e"), ("\\e", "\\x1b"), ("\\u200b", "\\u200b")])
def test_a_character_that_steers_is_shown_as_an_escape(steers: str, shown: str, tmp_path: Path, book: RuleBook) -> None:
    page = _page(_report(tmp_path, label=f'"Fordr{steers}ingar"'), book)
    assert f"Fordr{shown}ingar" in page
    assert not set("\u202e\x1b\u200b") & set(page)


def test_a_figure_bears_the_mark_of_what_it_went_through(tmp_path: Path, book: RuleBook) -> None:
    result = check(_report(tmp_path), book, [rule for rule in book.rules if rule.id == "BR002"])
    found = {name.rpartition("Balansräkning/")[2]: mark.state for name, mark in marks(result).items()}
    assert found["Summa omsättningstillgångar/2025-12-31"] == "error"
    assert found["Fordringar/2025-12-31"] == "part"
    assert found["Fordringar/2024-12-31"] == found["Summa omsättningstillgångar/2024-12-31"] == "passed"
    assert [state for name, state in found.items() if name.startswith("claims")] == ["none"]


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_figure_without_a_mark_is_one_that_no_control_reached(sample: str) -> None:
    result = checked(sample)
    bare = {name for name, mark in marks(result).items() if mark.state == "none"}
    assert bare <= {figure.id for figure in result.uncovered}
    assert not [figure for figure in result.uncovered if marks(result)[figure.id].state in ("passed", "part")]


def test_the_page_says_every_sentence_of_its_own_and_no_other() -> None:
    folder = files("finsam_audit.render.html")
    template = (folder / "report.html.jinja").read_text("utf-8")
    used = {f"html.{key}" for key in re.findall(r"""t\(["']([a-z.-]+)["'][,)]""", template)}
    known = {key for key in catalogue("sv") if key.startswith("html.")}
    assert used - known == set()
    code = "".join((folder / name).read_text("utf-8") for name in ("page.py", "pictures.py", "sheets.py", "others.py"))
    rest = {key for key in known - used if f'"{key}"' not in code}
    made = {f"html.state.{state}" for state in STATES} | {key for key in known if key.startswith("html.about.")}
    assert rest <= made | {"html.claims", "html.goals", "html.open", "html.not-opened"}  # fmt: skip


def test_the_swedish_page_has_no_english_sentence_of_the_program(tmp_path: Path, book: RuleBook) -> None:
    text = re.sub(r"<(style|script)>.*?</\1>|<[^>]*>", " ", _page(_report(tmp_path), book), flags=re.DOTALL)
    english = {
        word for word in catalogue("en").values() if word.isascii() and " " in word and "{" not in word and len(word) > 12
    }
    assert [sentence for sentence in english if sentence in text] == []


def test_the_page_is_written_in_place_of_an_older_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sida.html").write_text("gammal", encoding="utf-8")
    ended = run("check", str(FOLDER / SAMPLES[0]), "--format", "html", "-o", "sida.html")
    assert (ended.returncode, ended.stdout) == (0, "")
    assert (tmp_path / "sida.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert [path.name for path in tmp_path.iterdir()] == ["sida.html"]


def test_the_page_is_never_written_over_the_report(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_bytes((FOLDER / SAMPLES[0]).read_bytes())
    ended = run("check", "data.yaml", "--format", "html", "-o", "./data.yaml")
    assert ended.returncode == 2
    assert (tmp_path / "data.yaml").read_bytes() == (FOLDER / SAMPLES[0]).read_bytes()


@pytest.mark.parametrize(
    "arguments",
    [
        ["a.yaml", "b.yaml", "--format", "html"],
        ["a.yaml", "--format", "html"],
        ["a.yaml", "--open"],
    ],
)
def test_what_does_not_go_together_is_told(run: Run, arguments: list[str]) -> None:
    ended = run("check", *arguments)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "finsam-audit check --help" in ended.stderr
