"""``--statistics``: every control is counted once, with the reason where it could not be made."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from subprocess import CompletedProcess

import jsonschema
import pytest

from finsam_audit.controls.rules import RuleBook
from finsam_audit.render.json_schema import result_schema
from finsam_audit.render.shown import share_of
from finsam_audit.render.statistics import tally
from tests.samples import FOLDER, checked

Run = Callable[..., CompletedProcess[str]]
pytestmark = pytest.mark.usefixtures("checked_once")  # however they are counted
NAME = "degerfors-karlskoga-2025.yaml"
SAMPLE = str(FOLDER / NAME)
ROW = re.compile(r" *(\d+) +(\d+) +(\d+) +(\d+)  (.*)")


def _rows(text: str) -> list[tuple[list[int], str]]:
    table = text[text.index("gjorda  stämmer") :].splitlines()[1:]
    found = [ROW.fullmatch(line) for line in table]
    return [([int(row[at]) for at in range(1, 5)], row[5]) for row in found if row]


def test_groups_and_rules_add_up_to_all(run: Run, book: RuleBook) -> None:
    result, ids = checked(NAME), {rule.id for rule in book.rules}
    rows = _rows(run("check", SAMPLE, "--statistics").stdout)
    rules = [counts for counts, text in rows if text.split()[0] in ids]
    groups = [counts for counts, text in rows[:-1] if text.split()[0] not in ids]
    whole = [result.evaluated, result.count("passed"), len(result.findings), result.count("not_applicable")]
    assert [sum(column) for column in zip(*rules, strict=True)] == whole
    assert [sum(column) for column in zip(*groups, strict=True)] == whole
    assert rows[-1][0] == whole


def test_reasons_are_counted(run: Run) -> None:
    [(counts, text)] = [row for row in _rows(run("check", SAMPLE, "--statistics").stdout) if row[1].startswith("Alla regler")]
    assert sum(int(number) for number in re.findall(r"\((\d+)\)", text)) == counts[3] > 0


def test_in_json_each_report_has_its_rules_counted(run: Run, book: RuleBook) -> None:
    document = json.loads(run("check", SAMPLE, "--statistics", "--format", "json").stdout)
    jsonschema.validate(document, result_schema())
    [report] = document["reports"]
    for key, name in (("passed", "passed"), ("findings", "findings"), ("not_applicable", "not_applicable")):
        assert sum(one[key] for one in report["statistics"]) == report["summary"][name]
    assert all(sum(one["reasons"].values()) == one["not_applicable"] for one in report["statistics"])
    assert {one["rule"] for one in report["statistics"]} <= {rule.id for rule in book.rules}


def test_unasked_json_has_none(run: Run) -> None:
    assert "statistics" not in json.loads(run("check", SAMPLE, "--format", "json").stdout)["reports"][0]


@pytest.mark.parametrize("form", ["csv", "sarif", "line"])
def test_other_formats_do_not_take_it(run: Run, form: str) -> None:
    found = run("check", SAMPLE, "--statistics", "--format", form)
    assert (found.returncode, "--statistics hör till" in found.stderr) == (2, True)


def test_what_a_chain_came_to_is_counted_too(run: Run) -> None:
    text = run("check", SAMPLE, SAMPLE, "--statistics").stdout
    double = [2 * count for count in tally(checked(NAME).outcomes).counts]
    assert all(both >= alone for both, alone in zip(_rows(text)[-1][0], double, strict=True))


def test_a_broken_rule_is_told() -> None:
    outcomes = checked(NAME).outcomes
    broken = outcomes[0]._replace(outcome="rule_error")
    assert (tally([broken]).errors, tally([broken]).counts) == (1, (0, 0, 0, 0))


@pytest.mark.parametrize(
    ("count", "of", "share"), [(444, 549, 81), (548, 549, 99), (549, 549, 100), (1, 549, 1), (0, 549, 0), (0, 0, 0), (1, 2, 50)]
)
def test_a_share_is_rounded_and_only_all_is_all(count: int, of: int, share: int) -> None:
    assert share_of(count, of) == share
