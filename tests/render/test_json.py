"""The JSON contract, version 1."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any

import jsonschema
import pytest

from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.chain import check_chains
from finsam_audit.engine.check import check
from finsam_audit.page.model import Report
from finsam_audit.render.json import as_json
from finsam_audit.render.json_schema import result_schema
from finsam_audit.rulebook.load import load_rules
from tests.samples import SAMPLES, SOME, checked, sample

Reading = Callable[[str], Report]

AMOUNTS = ("stated", "computed", "difference", "computed_low", "computed_high", "limit", "tolerance", "value", "weight")

TEXT = """finsam-audit: 1
report:
  entity: E
  period: 2025
tables:
  Balansräkning:
    columns: 2025-12-31
    rows:
      Anläggningstillgångar: 24 785
      Fordringar: 1 425 219
      Kassa och bank: 1 095 791
      Summa omsättningstillgångar: 2 545 795
"""


@cache
def _document(name: str, language: str = "sv") -> dict[str, Any]:
    result, book = checked(name), load_rules()
    beside = [sample(result.report.audits)] if result.report.audits else []
    chains = check_chains([result], book, beside=beside)
    found: dict[str, Any] = json.loads(as_json([result], [], book.version, language, chains))
    return found


def _walk(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key, inner
            yield from _walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner)


def _checked(report: Report, book: RuleBook) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(as_json([check(report, book)], [], book.version, "sv"))["reports"][0]
    return found


@pytest.mark.parametrize("name", SOME)
def test_the_result_of_a_sample_is_what_the_schema_says(name: str) -> None:
    assert [error.message for error in jsonschema.Draft202012Validator(result_schema()).iter_errors(_document(name))] == []


def _without_words(value: object) -> object:
    """A document whose sentences say nothing, with what is no sentence as it was."""
    if isinstance(value, dict):
        return {key: "…" if isinstance(inner, str) and " " in inner else _without_words(inner) for key, inner in value.items()}
    return [_without_words(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", SAMPLES)
def test_the_two_languages_differ_in_sentences_only(name: str) -> None:
    assert _without_words(_document(name)) == _without_words(_document(name, "en"))


def test_the_schema_is_itself_a_schema() -> None:
    assert jsonschema.Draft202012Validator.check_schema(result_schema()) is None


def test_the_schema_refuses_an_amount_that_is_a_number() -> None:
    document = json.loads(json.dumps(_document(SAMPLES[0])))
    document["reports"][0]["outcomes"][0]["stated"] = 5
    assert not jsonschema.Draft202012Validator(result_schema()).is_valid(document)


@pytest.mark.parametrize("name", SAMPLES)
def test_amounts_are_strings_of_plain_decimals(name: str) -> None:
    amounts = [value for key, value in _walk(_document(name)) if key in AMOUNTS and value is not None]
    assert [value for value in amounts if not (isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?", value))] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_no_number_is_a_float(name: str) -> None:
    assert [key for key, value in _walk(_document(name)) if isinstance(value, float)] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_the_summary_counts_the_outcomes(name: str) -> None:
    report = _document(name)["reports"][0]
    endings = [outcome["outcome"] for outcome in report["outcomes"]]
    summary = report["summary"]
    assert [summary["passed"], summary["findings"], summary["not_applicable"], summary["rule_errors"]] == [
        endings.count(ending) for ending in ("passed", "finding", "not_applicable", "rule_error")
    ]
    assert summary["findings"] == sum(summary["findings_by_severity"].values())
    assert summary["figures"] == summary["figures_covered"] + len(report["uncovered"])


@pytest.mark.parametrize("name", SAMPLES)
def test_only_findings_and_rule_errors_have_a_severity_and_only_the_undone_a_reason(name: str) -> None:
    for outcome in _document(name)["reports"][0]["outcomes"]:
        assert (outcome["outcome"] in ("finding", "rule_error")) == (outcome["severity"] is not None)
        assert (outcome["outcome"] in ("not_applicable", "rule_error")) == (outcome["reason"] is not None)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_finding_has_a_fingerprint_of_its_own(name: str) -> None:
    prints = [o["fingerprint"] for o in _document(name)["reports"][0]["outcomes"] if o["outcome"] == "finding"]
    assert len(prints) == len(set(prints))


@pytest.mark.parametrize("name", SAMPLES)
def test_stated_less_computed_is_the_difference(name: str) -> None:
    wrong = [
        outcome
        for outcome in _document(name)["reports"][0]["outcomes"]
        if outcome["stated"] is not None
        and Decimal(outcome["stated"]) - Decimal(outcome["computed"]) != Decimal(outcome["difference"])
    ]
    assert wrong == []


def _finding(document: dict[str, Any]) -> dict[str, Any]:
    (found,) = [outcome for outcome in document["outcomes"] if outcome["outcome"] == "finding" and outcome["rule"] == "BR002"]
    return dict(found)


def test_a_finding_says_everything_about_its_sum(report: Reading, book: RuleBook) -> None:
    found = _finding(_checked(report(TEXT), book))
    assert (
        found["stated"],
        found["computed"],
        found["difference"],
        found["tolerance"],
        found["unit"],
        found["kind"],
        found["severity"],
    ) == ("2545795", "2521010", "24785", "1.5", "kr", "extra_term", "error")


def test_a_figure_says_where_it_stands(report: Reading, book: RuleBook) -> None:
    stated = _finding(_checked(report(TEXT), book))["figures"][-1]
    assert (
        stated["role"],
        stated["weight"],
        stated["printed"],
        stated["table"],
        stated["line"],
        stated["concept"],
    ) == ("stated", "-1", "2 545 795", "Balansräkning", 12, "balansräkning.summa omsättningstillgångar")


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("tables:\n", "\n\n# moved\n\ntables:\n", True),
        ("tables:\n", "tables:\n  Enkäter:\n    columns: 2025\n    rows:\n      Svar: 5\n", True),
        ("Anläggningstillgångar: 24 785", "Anläggningstillgångar: 24 786", True),
        ("2 545 795", "2545795", True),
        ("2 545 795", "2 545 796", False),
        ("1 425 219", "1 425 229", False),
        ("2025-12-31", "2024-12-31", False),
    ],
)
def test_a_fingerprint_survives_moved_lines_and_lapses_when_an_amount_moves(
    report: Reading, book: RuleBook, old: str, new: str, same: bool
) -> None:
    before, after = (_finding(_checked(report(text), book))["fingerprint"] for text in (TEXT, TEXT.replace(old, new)))
    assert same == (before == after)


def test_the_frame_of_the_answer() -> None:
    document = _document("degerfors-karlskoga-2025.yaml")
    assert list(document) == ["schema_version", "tool", "errors", "reports", "cross_report"]
    assert (
        document["schema_version"],
        document["tool"]["name"],
        document["reports"][0]["document"],
        document["reports"][0]["period"],
    ) == (1, "finsam-audit", "annual_report", "2025-01-01/2025-12-31")
