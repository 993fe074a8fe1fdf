"""``rules test`` says which example of one's own rules does not do what it should, where it stands, and why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from finsam_audit.rulebook import conflicts

Run = Callable[..., CompletedProcess[str]]

PACK = """pack: own
groups:
  eget: {sv: Eget, en: Own}
rules:
  - id: ZZ001
    name: administration-small
    group: eget
    severity: warning
    check: limit
    on: not
    MAGNITUDE
    holds: administration <= 10 % * medlemsbidrag
    title: Titel
    why: Därför
    source: Egen regel
    examples:
"""
EXAMPLE = """      {name}: |
        Not 2. Verksamhetens intäkter:
          columns: 2025
          rows:
            Medlemsbidrag: 1 000 000
        Not 3. Verksamhetens kostnader:
          columns: 2025
          rows:
            Administration: {costs}
            Insatser: 800 000
"""
PACK += "".join(
    EXAMPLE.format(name=name, costs=costs) for name, costs in (("good", "90 000"), ("edge", "100 000"), ("bad", "210 000"))
)
RIGHT = PACK.replace("MAGNITUDE", "magnitude: yes")


@pytest.fixture
def told(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[str]]:
    """What is told of a pack. That the examples of other rules are held against it, too, is tried elsewhere."""
    monkeypatch.setattr(conflicts, "_in_examples", lambda *_: iter(()))

    def tested(text: str) -> list[str]:
        (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
        lines = run("rules", "test", str(tmp_path), "--lang", "en").stdout.splitlines()
        return [line.replace(f"{tmp_path}/own.yaml:", "") for line in lines]

    return tested


def test_only_the_examples_of_ones_own_rules_are_run(told: Callable[[str], list[str]]) -> None:
    assert told(RIGHT) == ["3 examples do what they say, in 1 rule, and no rule repeats or contradicts another."]


def test_a_cost_counted_as_negative_shows_in_what_the_example_came_to(told: Callable[[str], list[str]]) -> None:
    found = told(PACK.replace("MAGNITUDE", "columns: all"))
    assert found[0] == "37: ZZ001 bad: the example should give a finding, but the rule holds in it:"
    assert found[1] == "    Administration is -210 000 kr, within the limit (at most 100 000 kr)."


def test_an_example_that_tries_nothing_says_what_was_missing(told: Callable[[str], list[str]]) -> None:
    found = told(RIGHT.replace("Administration: 90 000", "Personal: 90 000"))
    assert found[0].startswith("17: ZZ001 good: the example tries nothing: the row Administration is not in Not 3.")


def test_a_good_example_with_a_finding_shows_it(told: Callable[[str], list[str]]) -> None:
    found = told(RIGHT.replace("Administration: 90 000", "Administration: 190 000"))
    assert found[0] == "17: ZZ001 good: the example should pass but gave a finding:"
    assert found[1].startswith("    Administration is 190 000 kr")


def test_every_mistake_in_an_example_is_told_on_its_own_line(told: Callable[[str], list[str]]) -> None:
    text = RIGHT.replace("Medlemsbidrag: 1 000 000", "Medlemsbidrag: 1.000", 1).replace(
        "Administration: 90", "Administration: 9.0"
    )
    assert [line.partition(": ")[0] for line in told(text)] == ["21", "25", "2 shortcomings in the rule book."]


def test_a_missing_example_hides_no_other(told: Callable[[str], list[str]]) -> None:
    text = RIGHT[: RIGHT.index("      bad:")].replace("Administration: 90 000", "Administration: 190 000")
    found = told(text)
    assert (found[0][:9], found[-2]) == ("17: ZZ001", "5: ZZ001: examples missing: bad")


def test_a_rule_that_repeats_one_of_the_program_is_told_in_ones_own_file(told: Callable[[str], list[str]]) -> None:
    repeated = "check: formula\n    on: balansräkning\n    holds: övrigt eget kapital = summa eget kapital[föregående]\n"
    text = (
        RIGHT[: RIGHT.index("    check: limit")]
        + "    "
        + repeated
        + RIGHT[RIGHT.index("    title:") : RIGHT.index("    exam")]
    )
    (line,) = [line for line in told(text) if line.endswith("one of them is enough")]
    assert line.startswith("5: ")
