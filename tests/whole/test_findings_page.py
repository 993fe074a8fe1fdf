"""docs/findings.md shows what the program says of the samples today, and no more than a reader can act on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import settings

from bench.findings import PAGE, PICTURED, first_screens, page, picture, pictured
from bench.gallery import anchor, book_of_the_gallery, sentences, shown
from finsam_audit.controls.outcome import SEVERITIES, Result
from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.check import check
from finsam_audit.page.reader import read_report
from finsam_audit.render.matter_text import matter_sentence
from tests.properties import one_in
from tests.samples import SAMPLES, checked
from tests.whole.planting import changed

PRESENTATIONS = sorted((Path(__file__).parent / "presentations").glob("*.yaml"))


def _with_slips(path: Path, book: RuleBook) -> Result:
    """A consistent report with three amounts of its tables a thousand steps off."""
    report = read_report(path)
    figures = [figure for figure in report.figures() if figure.value and figure.table not in ("claims", "goals")]
    return check(changed(report, {figure.id: figure.value + 1_000 for figure in figures[:: len(figures) // 3 + 1]}), book)


def _findings(result: Result) -> list[int]:
    return [index for index, outcome in enumerate(result.outcomes) if outcome.outcome == "finding"]


@pytest.fixture(scope="module")
def with_examples() -> RuleBook:
    return book_of_the_gallery()


@pytest.mark.skipif(settings().derandomize, reason="takes as long as a hundred tests; the two after it say nearly as much")
def test_the_page_is_what_the_program_says(book: RuleBook) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(book)


def test_the_page_begins_with_the_first_screens(book: RuleBook) -> None:
    assert PAGE.read_text(encoding="utf-8").startswith(first_screens(book))


def test_the_page_has_every_finding_of_the_rules_examples(with_examples: RuleBook) -> None:
    listed = set(re.findall(r"```text\n(.*?)\n```", PAGE.read_text(encoding="utf-8"), re.DOTALL))
    assert [one.text for one in shown(with_examples, samples=False) if one.text not in listed] == []


def test_the_page_shows_every_sentence_that_a_finding_may_have() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert len(sentences()) > 100
    assert "### Sentences without an example" not in text


def test_every_link_of_the_page_leads_to_a_heading_of_it() -> None:
    text = PAGE.read_text(encoding="utf-8")
    headings = {anchor(line.lstrip("# ")) for line in text.splitlines() if line.startswith("#")}
    links = set(re.findall(r"\]\(#([^)]+)\)", text))
    assert len(links) > 10
    assert links <= headings


def test_nothing_that_the_program_meant_for_itself_is_on_the_page() -> None:
    texts = re.findall(r"```text\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert [text for text in texts if re.search(r"\bNone\b|\{\w+[:}]|\brad (\d+)–\1\b", text)] == []


def test_the_pictures_are_what_the_program_says(book: RuleBook) -> None:
    drawn = picture(book)
    for text in (document.read_text(encoding="utf-8") for document in PICTURED):
        assert "RÄTTA" in text
        assert text == pictured(text, drawn)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_finding_of_a_sample_is_in_one_matter(name: str) -> None:
    result = checked(name)
    assert sorted(index for matter in result.matters for index in matter.findings) == _findings(result)


@pytest.mark.parametrize("path", one_in(6, PRESENTATIONS), ids=lambda path: path.stem)
def test_every_finding_is_in_one_matter_whatever_the_presentation(path: Path, book: RuleBook) -> None:
    result = _with_slips(path, book)
    assert result.findings
    assert sorted(index for matter in result.matters for index in matter.findings) == _findings(result)
    assert all(matter_sentence(matter, result, language) for matter in result.matters for language in ("sv", "en"))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_matter_is_as_serious_as_its_findings(name: str) -> None:
    result = checked(name)
    for matter in result.matters:
        severities = {result.outcomes[index].severity for index in matter.findings}
        assert matter.severity == next(severity for severity in SEVERITIES if severity in severities)


@pytest.mark.parametrize("name", SAMPLES)
def test_matters_are_numbered_as_they_stand_the_serious_first(name: str) -> None:
    matters = checked(name).matters
    assert [matter.id for matter in matters] == [f"M{number}" for number in range(1, len(matters) + 1)]
    ranks = [SEVERITIES.index(matter.severity) for matter in matters]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize("name", SAMPLES)
def test_one_evening_is_enough(name: str) -> None:
    """At most thirty matters a report, at most ten of them to mend."""
    matters = checked(name).matters
    assert len(matters) <= 30
    assert sum(matter.severity == "error" for matter in matters) <= 10


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_of_the_data_files_notation_reaches_the_reader(name: str) -> None:
    result = checked(name)
    for matter in result.matters:
        text = matter_sentence(matter, result, "sv")
        assert not re.search(r"\[\w|datafil|skrivits av|÷|här under|nedan", text), text
