"""Kinds of check describe themselves, so that rule books, pages and causes need no lists of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from finsam_audit.checks import FORMER, KINDS
from finsam_audit.checks.kind import Kind
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import Rule
from finsam_audit.engine import check as engine
from finsam_audit.engine.check import check
from finsam_audit.messages import InputError
from finsam_audit.page.model import Report
from finsam_audit.rulebook.load import load_rules
from finsam_audit.rulebook.options import READINGS
from tests.book import shipped
from tests.pages import read
from tests.samples import SOME, checked, sample

BOOK = shipped()

PACK = """
pack: own
rules:
  - id: OWN001
    name: own-parts
    group: samband
    severity: note
    check: {check}
    in: not{more}
    title: {{sv: "Delarna stämmer", en: "The parts fit"}}
    why: {{sv: "De hör ihop.", en: "They belong together."}}
    source: {{sv: "Räknesamband.", en: "Arithmetic."}}
"""

EVERY = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


@EVERY
def test_a_kind_says_in_one_sentence_of_each_language_what_holds(kind: Kind) -> None:
    assert [text for text in (kind.sv, kind.en) if not text[0].isupper() or not text.endswith(".")] == []
    assert kind.sv != kind.en


@EVERY
def test_a_kind_is_run_with_the_others_or_after_them_or_between_reports(kind: Kind) -> None:
    assert [kind.run, kind.last, kind.between].count(None) < 3
    assert kind.run is None or kind.last is None


@EVERY
def test_every_key_has_a_shape_that_can_be_read_and_every_choice_something_to_choose(kind: Kind) -> None:
    assert {key.shape for key in kind.keys.values()} - set(READINGS) <= {"choice", "spoken"}
    assert [name for name, key in kind.keys.items() if (key.shape == "choice") != bool(key.allowed)] == []


def test_only_what_is_printed_is_an_equation() -> None:
    """A correction is looked for in what kinds hold equal; these compare, or add up what the others say."""
    assert {name for name, kind in KINDS.items() if not kind.equation} == {
        "before-start", "blame", "claim-unit", "direction", "goal", "goal-outcome", "goals-said", "in-words", "joint-rounding",
        "statement", "told-together", "within-year",
    }  # fmt: skip


@pytest.mark.parametrize("former", FORMER)
def test_a_kind_of_a_former_name_is_the_one_it_has_become(former: str, tmp_path: Path) -> None:
    more = "\n    total: not.summa kostnader" if not FORMER[former][1] and former != "found-relation" else ""
    (tmp_path / "own.yaml").write_text(PACK.format(check=former, more=more), encoding="utf-8")
    [rule] = load_rules(tmp_path).find("OWN001")
    assert (rule.check, rule.text("parts")) == FORMER[former]


def test_a_kind_of_several_sorts_of_part_is_told_one_of_them(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(PACK.format(check="part-of-whole", more=""), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load_rules(tmp_path)
    assert [problem.message.key for problem in refused.value.problems] == ["rules.one-of"]


LAST = [rule for rule in BOOK.rules if KINDS[rule.check].last is not None]


@pytest.mark.parametrize("rule", LAST, ids=lambda rule: rule.id)
@pytest.mark.parametrize("name", SOME)
def test_a_rule_that_comes_last_says_alone_what_it_says_among_all(name: str, rule: Rule) -> None:
    among = [(o.outcome, o.told) for o in checked(name).outcomes if o.rule == rule.id]
    assert among == [(o.outcome, o.told) for o in check(sample(name), BOOK, [rule], why=False).outcomes]


KEPT = """Resultaträkning:
  columns: 2025 | 2024
  rows:
    Verksamhetens intäkter: 4 000 | 4 000
    Verksamhetens kostnader: -4 600 | -4 100
    Avskrivningar: -200 | -200
    Verksamhetens resultat: -800 | -300
"""


@pytest.mark.parametrize(("text", "asks"), [(KEPT, False), (KEPT.replace("-200 |", "200 |"), True)])
def test_the_whole_book_is_run_only_for_a_rule_that_asks_for_it(text: str, asks: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    run, run_rule = [], engine.run_rule

    def noted(rule: Rule, report: Report, work: Callable[[], Iterator[Outcome]]) -> list[Outcome]:
        run.append(rule.id)
        return run_rule(rule, report, work)

    monkeypatch.setattr(engine, "run_rule", noted)
    found = check(read(text), BOOK, BOOK.find("RR006"), why=False).count("finding")
    assert (found, len(run)) == ((1, sum(KINDS[r.check].run is not None for r in BOOK.rules) + 1) if asks else (0, 1))
