"""What other programs and the office read: every format holds what was found, and obeys nothing that a data file says."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from html import escape
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft7Validator
from openpyxl import load_workbook

from finsam_audit.checks import KINDS
from finsam_audit.controls.outcome import Outcome, Result, Severity
from finsam_audit.controls.rules import Rule, RuleBook
from finsam_audit.controls.view import View
from finsam_audit.engine.chain import check_chains
from finsam_audit.engine.check import check
from finsam_audit.messages import Problem, message
from finsam_audit.page.model import Acceptance, Report
from finsam_audit.render.formats import FORMATS, document
from finsam_audit.render.markdown import escaped
from finsam_audit.render.places import parameter_word, seen_at
from finsam_audit.render.run import Run
from finsam_audit.render.screen import screen
from finsam_audit.render.writing import visible
from tests.pages import ASSETS
from tests.samples import SAMPLES, SOME, checked

Reading = Callable[[str], Report]
# As published: docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas. Copyright © OASIS Open 2020; may be copied with this notice.
STANDARD = Draft7Validator(json.loads((Path(__file__).parent / "sarif-schema-2.1.0.json").read_text(encoding="utf-8")))
URI = re.compile(r"[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+")
# What build servers read of JUnit XML (Jenkins' schema, version 10): of each element its attributes and what it may hold.
JUNIT: dict[str, tuple[set[str], set[str]]] = {
    "testsuites": ({"name", "time", "tests", "failures", "errors"}, {"testsuite"}),
    "testsuite": (
        {"name", "tests", "failures", "errors", "skipped", "time", "timestamp", "hostname", "id", "package", "file"},
        {"properties", "testcase", "system-out", "system-err"},
    ),
    "testcase": ({"name", "classname", "time", "group"}, {"skipped", "error", "failure", "system-out", "system-err"}),
    "skipped": ({"type", "message"}, set()),
    "error": ({"type", "message"}, set()),
    "failure": ({"type", "message"}, set()),
    "system-out": (set(), set()),
}

STEERING = "\x1b\u202e\u200b\u2028\x9b"
HOSTILE = """
"=SUM(A1) <b>&amp; | `x` [a](http://b) \\e[31m\\u202e\\u2028":
  columns: 2025
  rows:
    "=HYPERLINK(1)": 1
    "+cmd|' /C calc'!A0": 2
    "@SUM(1)": 3
    "- varav ]]> \\x9b</failure>": 4
    "#N/A": 5
    Summa: 99
"""


def _run(
    book: RuleBook, *results: Result, language: str = "sv", fail_on: Severity = "error", **more: tuple[Problem, ...]
) -> Run:
    problems = more.get("problems", ())
    return Run(results, problems, book, language, len(book.rules), fail_on, datetime(2026, 1, 2, 3, 4, tzinfo=UTC))


def _text(form: str, run: Run) -> str:
    made = document(form, run)
    assert isinstance(made, str)
    return made


def _against_standard(made: Any) -> list[str]:
    """Where a file departs from the published schema, or names a file by what is no reference."""
    named = re.findall(r'"uri": "(.*?)"', json.dumps(made))
    return [error.message for error in STANDARD.iter_errors(made)] + [uri for uri in named if not URI.fullmatch(uri)]


@pytest.fixture
def wrong(report: Reading, book: RuleBook) -> Result:
    return check(report(ASSETS.format(total="2 900")), book)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("sample", SOME)
def test_sarif_is_what_the_published_schema_says(book: RuleBook, sample: str, language: str) -> None:
    made = json.loads(_text("sarif", _run(book, checked(sample), language=language)))
    assert _against_standard(made) == []
    assert len(made["runs"][0]["results"]) == len(checked(sample).findings)


def test_what_was_changed_between_two_printings_is_no_finding_of_sarif(book: RuleBook, report: Reading, wrong: Result) -> None:
    mended = report(ASSETS.format(total="2 500"))._replace(file="second.yaml")
    results = [wrong, check(mended, book)]
    made = json.loads(_text("sarif", _run(book, *results)._replace(chains=tuple(check_chains(results, book)))))
    found = [one for one in made["runs"][0]["results"] if "change" in one["properties"]]
    assert _against_standard(made) == []
    assert {(one["kind"], one["level"]) for one in found} == {("informational", "none")}
    assert [one["message"]["text"] for one in found if one["properties"]["change"] == "moved"] == [
        "Summa omsättningstillgångar (Balansräkning, 2025-12-31): 2 900 kr är nu 2 500 kr"
    ]
    assert "BR002" in {one["properties"]["rule"] for one in found if one["properties"]["change"] == "findings-gone"}


def test_a_sarif_result_tells_its_rule_place_and_terms(book: RuleBook, wrong: Result) -> None:
    run = json.loads(_text("sarif", _run(book, wrong)))["runs"][0]
    found = next(one for one in run["results"] if one["ruleId"] == "BR002")
    assert run["tool"]["driver"]["rules"][found["ruleIndex"]]["id"] == "BR002"
    assert found["locations"][0]["logicalLocations"] == [
        {"fullyQualifiedName": "Balansräkning/Summa omsättningstillgångar/2025-12-31"}
    ]
    assert [one["message"]["text"] for one in found["relatedLocations"]] == ["Fordringar: 1 400 kr", "Kassa och bank: 1 100 kr"]


def test_fingerprints_survive_moved_lines(report: Reading, book: RuleBook, wrong: Result) -> None:
    moved = check(report("\n\n# a remark\n" + ASSETS.format(total="2 900")), book)
    both = [json.loads(_text("sarif", _run(book, one)))["runs"][0]["results"] for one in (wrong, moved)]
    prints = [[one["partialFingerprints"] for one in found] for found in both]
    lines = [[one["locations"][0]["physicalLocation"].get("region") for one in found] for found in both]
    assert (prints[0], lines[0] != lines[1]) == (prints[1], True)


def test_what_could_not_be_read_is_told_in_sarif_and_junit(book: RuleBook) -> None:
    run = _run(book, problems=(Problem("fel å.yaml", 3, 2, message("file.exists")),))
    sarif = json.loads(_text("sarif", run))
    told = sarif["runs"][0]["invocations"][0]
    assert _against_standard(sarif) == []
    assert (told["executionSuccessful"], len(told["toolExecutionNotifications"])) == (False, 1)
    junit = ElementTree.fromstring(_text("junit", run))
    assert (junit.get("errors"), junit.get("tests")) == ("1", "1")
    assert "- fel å.yaml:3:2: " in _text("markdown", run)


@pytest.mark.parametrize("sample", SAMPLES)
def test_junit_has_what_build_servers_read_and_nothing_else(book: RuleBook, sample: str) -> None:
    problems = (Problem("fel.yaml", 3, 2, message("file.exists")),)
    root = ElementTree.fromstring(_text("junit", _run(book, checked(sample), problems=problems)))
    assert [one.tag for one in root.iter() if not set(one.attrib) <= JUNIT[one.tag][0]] == []
    assert [child.tag for one in root.iter() for child in one if child.tag not in JUNIT[one.tag][1]] == []
    needed = {"testsuite": {"name", "tests", "failures", "errors"}, "testcase": {"name"}}
    assert [one.tag for one in root.iter() if not needed.get(one.tag, set()) <= set(one.attrib)] == []


def test_every_control_is_a_test_case(book: RuleBook, wrong: Result) -> None:
    suites = ElementTree.fromstring(_text("junit", _run(book, wrong)))
    suite = suites[0]
    assert (len(suite), suite.get("tests")) == (len(wrong.outcomes), str(len(wrong.outcomes)))
    assert len(suite.findall("testcase/skipped")) == wrong.count("not_applicable") == int(suite.get("skipped", ""))
    assert all(skipped.get("message") for skipped in suite.findall("testcase/skipped"))
    names = [(case.get("classname"), case.get("name")) for case in suite]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("fail_on", ["error", "warning", "note"])
def test_failures_are_what_the_exit_code_counts(book: RuleBook, fail_on: Severity) -> None:
    result = checked("vastmanland-2025.yaml")
    suites = ElementTree.fromstring(_text("junit", _run(book, result, fail_on=fail_on)))
    counted = {"error": ["error"], "warning": ["error", "warning"], "note": ["error", "warning", "note"]}[fail_on]
    assert int(suites.get("failures", "")) == sum(o.severity in counted for o in result.findings)


def test_an_accepted_finding_is_no_failure_and_is_suppressed(book: RuleBook, wrong: Result) -> None:
    known = Acceptance("Eva Ek", "känt", date(2026, 3, 1))
    accepted = wrong._replace(
        outcomes=tuple(o._replace(accepted=known if o.outcome == "finding" else None) for o in wrong.outcomes)
    )
    suites = ElementTree.fromstring(_text("junit", _run(book, accepted)))
    sarif = json.loads(_text("sarif", _run(book, accepted)))
    assert _against_standard(sarif) == []
    results = sarif["runs"][0]["results"]
    assert (suites.get("failures"), all(one["suppressions"] for one in results)) == ("0", True)


def test_a_broken_rule_is_an_error_everywhere(book: RuleBook, wrong: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, "footing", KINDS["footing"]._replace(run=_breaks))
    result = check(wrong.report, book, book.find("BR002"))
    junit = ElementTree.fromstring(_text("junit", _run(book, result)))
    sarif = json.loads(_text("sarif", _run(book, result)))
    told = sarif["runs"][0]["invocations"][0]
    assert _against_standard(sarif) == []
    assert (junit[0].findall("testcase/error[@type='rule_error']") != [], told["executionSuccessful"]) == (True, False)
    assert told["toolExecutionNotifications"][0]["associatedRule"] == {"id": "BR002"}
    assert "| Fel i regeln | BR002 |" in _text("markdown", _run(book, result))


def _breaks(rule: Rule, view: View) -> Iterator[Outcome]:
    raise ZeroDivisionError


def test_nothing_checked_is_an_error(report: Reading, book: RuleBook) -> None:
    nothing = check(report("Enkäter:\n  unit: antal\n  columns: 2025\n  rows:\n    Svar: 55\n"), book)
    junit = ElementTree.fromstring(_text("junit", _run(book, nothing)))
    sarif = json.loads(_text("sarif", _run(book, nothing)))
    assert (junit.get("errors"), sarif["runs"][0]["invocations"][0]["executionSuccessful"]) == ("1", False)


def test_csv_has_every_outcome_with_plain_amounts(book: RuleBook) -> None:
    result = checked("degerfors-karlskoga-2025.yaml")
    rows = list(csv.DictReader(io.StringIO(_text("csv", _run(book, result)))))
    assert [row["fingerprint"] for row in rows] == [o.fingerprint for o in result.outcomes]
    assert [Decimal(row["stated"]) if row["stated"] else None for row in rows] == [o.stated for o in result.outcomes]
    assert [row for row in rows if "E" in row["computed"] + row["difference"]] == []
    assert [row["rule"] for row in rows if row["outcome"] == "not_applicable" and not row["message"]] == []


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "xlsx"])
def test_what_steers_is_shown_in_every_format(report: Reading, book: RuleBook, form: str) -> None:
    made = _text(form, _run(book, check(report(HOSTILE), book)))
    assert [sign for sign in STEERING if sign in made] == []
    if form == "junit":
        assert ElementTree.fromstring(made).tag == "testsuites"
    if form in ("json", "sarif"):
        assert json.loads(made)


@pytest.mark.parametrize("arguments", [("--show", "all"), ("--format", "line"), ("--statistics",), ("--quiet",)])
def test_what_steers_is_shown_on_the_screen(
    run: Callable[..., CompletedProcess[str]], tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "a.yaml").write_text(
        f"finsam-audit: 1\nreport: {{entity: E, period: 2025}}\ntables:{_indented(HOSTILE)}", "utf-8"
    )
    found = run("check", "a.yaml", *arguments)
    assert [sign for sign in STEERING if sign in found.stdout + found.stderr] == []
    assert found.returncode == 0


def _indented(text: str) -> str:
    return text.replace("\n", "\n  ").rstrip() + "\n"


def test_a_long_matter_has_a_thing_a_line_on_the_page_and_in_excel(book: RuleBook, tmp_path: Path) -> None:
    result = checked("degerfors-karlskoga-2025.yaml")
    lines = [line for part in screen(result, "sv").parts for line in part.lines]
    line = next(line for line in lines if [listed for listed, _ in line.below] == [True, False, True])
    page = _text("html", _run(book, result)).replace("\u00a0", " ")
    told = re.sub(r"</?span[^>]*>|\n", "", page)
    below = ""
    for listed, parts in line.below:  # in the order that they are said
        tag = "<li>{}</li>" if listed else '<p class="besides">{}</p>'
        run = "".join(tag.format(escape(part)) for part in parts)
        below += f'<ul class="things">{run}</ul>' if listed else run
    assert told.count(below) == 2  # in the overview and over its paper
    made = document("xlsx", _run(book, result))
    assert isinstance(made, bytes)
    (tmp_path / "a.xlsx").write_bytes(made)
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    cells = {str(cell.value).replace("\u00a0", " ").replace("\u2011", "-"): cell for row in sheet for cell in row if cell.value}
    cell = cells["\n".join(line.items)]
    assert cell.alignment.wrap_text
    assert sheet.row_dimensions[cell.row].height >= 15 * len(line.items)


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_finding_stands_where_its_matter_does(sample: str) -> None:
    """Unless another figure than its own is the one to correct."""
    result = checked(sample)
    told = [
        (matter.place, seen_at(result.outcomes[matter.findings[0]], result)) for matter in result.matters if not matter.causes
    ]
    assert [pair for pair in told if pair[0] != pair[1]] == []


def test_no_text_of_a_data_file_is_a_formula_in_csv(report: Reading, book: RuleBook) -> None:
    rows = list(csv.DictReader(io.StringIO(_text("csv", _run(book, check(report(HOSTILE), book))))))
    texts = [row[name] for row in rows for name in ("file", "entity", "table", "row", "message")]
    assert [text for text in texts if text.startswith(("=", "+", "-", "@"))] == []


def test_no_text_of_a_data_file_is_a_formula_in_excel(report: Reading, book: RuleBook, tmp_path: Path) -> None:
    made = document("xlsx", _run(book, check(report(HOSTILE), book)))
    assert isinstance(made, bytes)
    (tmp_path / "a.xlsx").write_bytes(made)
    cells = {
        cell.value: cell
        for sheet in load_workbook(tmp_path / "a.xlsx")
        for row in sheet
        for cell in row
        if cell.value is not None
    }
    for label in ("=HYPERLINK(1)", "+cmd|' /C calc'!A0", "@SUM(1)", "#N/A"):
        assert (cells[label].data_type, cells[label].quotePrefix) == ("s", label != "#N/A")
    assert [value for value in cells if isinstance(value, str) and any(sign in value for sign in STEERING)] == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a_b *c* <i>", r"a\_b \*c\* \<i\>"),
        ("1. först", r"1\. först"),
        ("- varav", r"\- varav"),
        ("=====", r"\====="),
        ("se https://a.b och www.c.d", r"se https\://a.b och www\.c.d"),
        ("a | b", r"a \| b"),
        ("\x1b[2J\u202e", r"\\x1b\[2J\\u202e"),
        ("-193 877 kr", r"\-193 877 kr"),
    ],
)
def test_markdown_shows_a_text_as_it_is(text: str, shown: str) -> None:
    assert escaped(text) == shown


def test_markdown_lists_the_matters_under_their_numbers(book: RuleBook) -> None:
    result = checked("vastmanland-2025.yaml")
    lines = _text("markdown", _run(book, result)).split("\n")
    numbers = [line.partition(". ")[0] for line in lines if line.partition(". ")[0].isdigit()]
    assert numbers == [matter.id.removeprefix("M") for matter in result.matters]


def test_markdown_tells_the_findings_in_the_order_of_their_matters(book: RuleBook) -> None:
    lines = _text("markdown", _run(book, checked("degerfors-karlskoga-2025.yaml"))).split("\n")
    numbers = [int(line.split(" | ")[0].removeprefix("| ")) for line in lines if line.startswith("| ") and line[2].isdigit()]
    assert len(numbers) > 50
    assert numbers == sorted(numbers)


def test_markdown_lists_the_things_of_a_long_matter_below_it(book: RuleBook) -> None:
    lines = _text("markdown", _run(book, checked("degerfors-karlskoga-2025.yaml"))).split("\n")
    at = next(number for number, line in enumerate(lines) if line.endswith("har omkastade tecken:"))
    assert [line[:6] for line in lines[at + 1 : at + 4]] == ["    - "] * 3
    assert lines[at + 5] == "    Då blir Kassaflöde för den löpande verksamheten -759 649 kr."


def test_characters_that_xml_cannot_hold_are_shown() -> None:
    assert visible("a\ufffe\uffff\x00") == "a\\ufffe\\uffff\\x00"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_limit_of_the_rule_book_has_words(book: RuleBook, language: str) -> None:
    unnamed = [name for name in book.parameters if parameter_word(name, language) == name]
    assert unnamed == []
