"""The rule book does not say the same thing twice, nor two things that cannot both be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from finsam_audit.checks import KINDS
from finsam_audit.rulebook.conflicts import conflicts
from finsam_audit.rulebook.load import load_rules
from tests.book import shipped
from tests.properties import one_in

RULE = """  - id: ZZ00{n}
    name: own-rule-{n}
    group: eget
    severity: error
    check: {check}
    on: balansräkning
    holds: "{holds}"
    title: {{sv: Titel, en: Title}}
    why: {{sv: Därför, en: Because}}
    source: Egen regel
"""


def _told(folder: Path, *rules: tuple[str, str]) -> list[tuple[str, str, str]]:
    text = "pack: own\ngroups:\n  eget: {sv: Eget, en: Own}\nrules:\n"
    text += "".join(RULE.format(n=n, check=check, holds=holds) for n, (check, holds) in enumerate(rules, 1))
    (folder / "own.yaml").write_text(text, encoding="utf-8")
    return [(c.told.key, c.rule.id, c.other.id) for c in conflicts(load_rules(folder))]


def test_the_rule_book_neither_repeats_nor_contradicts_itself() -> None:
    assert conflicts(shipped()) == []


def test_no_rule_finds_an_error_in_the_good_example_of_another_or_the_same_in_its_bad_one() -> None:
    book = shipped(examples=True)
    first = [rule for rule in book.rules if KINDS[rule.check].last is None]  # what comes last has all others run before it
    assert conflicts(book, one_in(4, first)) == []


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("kassa och bank = fordringar + förråd", "förråd = kassa och bank - fordringar"),
        ("kassa och bank = fordringar + förråd", "2 * kassa och bank = 2 * fordringar + 2 * förråd"),
        ("kassa och bank = fordringar / förråd * summa skulder", "kassa och bank = fordringar / förråd * summa skulder"),
    ],
)
def test_one_relation_written_in_two_ways_is_a_repetition(tmp_path: Path, one: str, two: str) -> None:
    assert _told(tmp_path, ("formula", one), ("formula", two)) == [("conflict.repeats", "ZZ002", "ZZ001")]


def test_a_sum_and_a_difference_of_the_same_names_contradict_each_other(tmp_path: Path) -> None:
    rules = ("formula", "kassa och bank = fordringar + förråd"), ("formula", "kassa och bank = fordringar - förråd")
    assert _told(tmp_path, *rules) == [("conflict.contradicts", "ZZ002", "ZZ001")]


@pytest.mark.parametrize(
    ("one", "two", "told"),
    [
        ("fordringar <= 5 kr", "fordringar >= 6 kr", ["conflict.contradicts"]),
        ("fordringar <= 5 tkr", "fordringar >= 6 kr", []),
        ("- fordringar >= - 5 kr", "fordringar >= 6 kr", ["conflict.contradicts"]),
        ("fordringar <= 5 kr", "fordringar <= 6 kr", []),
        ("fordringar / förråd <= 20 %", "fordringar / förråd >= 30 %", ["conflict.contradicts"]),
    ],
)
def test_limits_that_leave_nothing_between_them_contradict_each_other(
    tmp_path: Path, one: str, two: str, told: list[str]
) -> None:
    assert [key for key, _, _ in _told(tmp_path, ("limit", one), ("limit", two))] == told


def test_different_years_of_the_same_row_are_different_names(tmp_path: Path) -> None:
    rules = (
        ("formula", "kassa och bank = fordringar + förråd"),
        ("formula", "kassa och bank = fordringar[föregående] + förråd"),
    )
    assert _told(tmp_path, *rules) == []


def test_a_rule_of_ones_own_that_repeats_a_shipped_one_is_told(tmp_path: Path, book: object) -> None:
    found = _told(tmp_path, ("formula", "övrigt eget kapital = summa eget kapital[föregående]"))
    assert [(key, rule) for key, rule, _ in found] == [("conflict.repeats", "ZZ001")]


def test_a_good_example_in_which_another_rule_finds_an_error_is_told(tmp_path: Path) -> None:
    _told(tmp_path, ("formula", "kassa och bank = fordringar"))
    book = load_rules(tmp_path, examples=True)
    found = [(c.told.key, c.rule.id, c.other.id) for c in conflicts(book, book.find("ZZ001"))]
    assert ("conflict.good-example", "ZZ001", "BR002") in found
