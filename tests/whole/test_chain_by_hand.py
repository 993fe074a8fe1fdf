"""The chain of Lekeberg and Örebro against a list made by hand: what disagrees is found, what agrees is counted, nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from finsam_audit.controls.outcome import Outcome, Result
from finsam_audit.engine.chain import ChainResult, check_chains
from finsam_audit.engine.check import check
from finsam_audit.page.model import Figure
from finsam_audit.page.reader import read_report
from finsam_audit.rulebook.load import load_rules, samples_directory

FILES = {
    "2020": "lekeberg-orebro-2020.yaml",
    "auditors": "lekeberg-orebro-2020-revisionsrapport.yaml",
    "2021-h1": "lekeberg-orebro-2021-h1.yaml",
    "2025": "lekeberg-orebro-2025.yaml",
}


class Spot(NamedTuple):
    """Where a document prints an amount, and the amount."""

    document: str
    line: int
    value: Decimal


class Line(NamedTuple):
    """One line of the list."""

    what: str
    when: str
    one: Spot
    other: Spot
    verdict: str


def spot(text: str) -> Spot:
    document, line, printed = text.split(maxsplit=2)
    return Spot(document, int(line), Decimal(printed.replace(" ", "").replace("%", "")))


def cells() -> list[list[str]]:
    """The lines of the list, each in its five cells."""
    text = (Path(__file__).parent / "chained_by_hand.txt").read_text(encoding="utf-8")
    return [[cell.strip() for cell in line.split("|")] for line in text.splitlines() if line and not line.startswith("#")]


def lines(*verdicts: str) -> list[Line]:
    """The lines with these verdicts."""
    return [Line(what, when, spot(one), spot(other), said) for what, when, one, other, said in cells() if said in verdicts]


@cache
def results() -> dict[str, Result]:
    folder, book = Path(samples_directory()), load_rules()
    return {document: check(read_report(folder / file), book) for document, file in FILES.items()}


@cache
def chain() -> ChainResult:
    (found,) = check_chains(list(results().values()), load_rules())
    return found


def printed(figure: Figure, document: str) -> Spot:
    return Spot(document, figure.place.source_line or 0, figure.value)


def held(outcome: Outcome) -> set[Spot]:
    """What a control between the documents holds against each other."""
    documents = {FILES[document]: document for document in FILES}
    figures = [used.figure for used in outcome.figures if used.figure is not None]
    return {printed(figure, documents[Path(chain().file_of(figure)).name]) for figure in figures}


def ended(how: str) -> list[set[Spot]]:
    return [held(outcome) for outcome in chain().outcomes if outcome.outcome == how]


def missing(wanted: Iterable[Line], found: list[set[Spot]]) -> list[Line]:
    return [line for line in wanted if not any({line.one, line.other} <= spots for spots in found)]


def test_the_list_has_as_many_lines_of_each_verdict() -> None:
    """96 relations hold: 78 that the program makes, 18 that only a reader can make."""
    assert Counter(line[-1] for line in cells()) == {
        "holds": 75, "part": 3, "apart": 8, "prose": 10,
        "error": 2, "own": 3, "follows": 1, "within": 4, "label": 4, "limit": 1, "limit of last year": 1,
    }  # fmt: skip


def test_what_agrees_is_counted_as_passed() -> None:
    assert missing(lines("holds", "part"), ended("passed")) == []


def test_what_disagrees_is_found() -> None:
    assert missing(lines("error"), ended("finding")) == []


def test_nothing_else_is_said() -> None:
    assert len(ended("finding")) == len(lines("error"))
    known = [{line.one, line.other} for line in lines("holds", "part")]
    assert [spots for spots in ended("passed") if not any(pair <= spots for pair in known)] == []


def found_in(document: str, *severities: str) -> list[set[Spot]]:
    """What the findings of one document by itself are about."""
    findings = [outcome for outcome in results()[document].findings if outcome.severity in severities]
    return [{printed(used.figure, document) for used in one.figures if used.figure is not None} for one in findings]


@pytest.mark.parametrize("line", lines("own"), ids=lambda line: line.what)
def test_what_a_document_contradicts_by_itself_is_found_in_that_one(line: Line) -> None:
    assert any(line.other in spots for spots in found_in(line.other.document, "error"))


@pytest.mark.parametrize("line", lines("within"), ids=lambda line: f"{line.what} {line.when}")
def test_what_a_document_says_in_two_ways_is_asked_in_that_one(line: Line) -> None:
    assert any({line.one, line.other} <= spots for spots in found_in(line.one.document, "warning", "note"))


def test_what_rests_on_an_error_is_neither_right_nor_wrong() -> None:
    (line,) = lines("follows")
    assert missing([line], ended("passed") + ended("finding")) == [line]


@pytest.mark.parametrize("line", lines("label"), ids=lambda line: line.what)
def test_a_difference_of_presentation_is_no_finding(line: Line) -> None:
    assert missing([line], ended("finding")) == [line]


def test_an_amount_over_a_limit_is_found_in_its_own_report() -> None:
    (line,) = lines("limit")
    over = [o for o in results()["2025"].findings if o.about == "ceiling"]
    assert any(line.other in {printed(u.figure, "2025") for u in o.figures if u.figure is not None} for o in over)


@pytest.mark.parametrize("order", [(3, 2, 1, 0), (1, 3, 0, 2)])
def test_the_order_of_the_files_says_nothing(order: tuple[int, ...]) -> None:
    every = list(results().values())
    (found,) = check_chains([every[at] for at in order], load_rules())
    assert (found.outcomes, found.causes, found.matters) == (chain().outcomes, chain().causes, chain().matters)
