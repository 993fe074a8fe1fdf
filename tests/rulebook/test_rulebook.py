"""The rule book is read as strictly as the accounts: a broken pack is told with all its places."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.check import check
from finsam_audit.messages import InputError, Problem
from finsam_audit.page.model import Report
from finsam_audit.page.source import parse, read_source
from finsam_audit.render.language import say
from finsam_audit.rulebook.load import load_rules, rules_directory
from finsam_audit.rulebook.pack import plain
from finsam_audit.rulebook.rule import FORMULAS

RULES = Path(rules_directory())
FILES = [file for file in sorted(RULES.rglob("*.yaml")) if file.parent != RULES]

RULE = """pack: own
groups:
  eget: {sv: Eget, en: Own}
rules:
  - id: ZZ001
    name: own-rule
    group: eget
    severity: warning
    check: formula
    on: balansräkning
    holds: summa tillgångar = kassa och bank
    title: {sv: Titel, en: Title}
    why: {sv: Därför, en: Because}
    source: Egen regel
"""


def _folder(tmp_path: Path, text: str) -> Path:
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def _texts(value: str | list[str] | tuple[()]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _problems(folder: Path) -> list[Problem]:
    with pytest.raises(InputError) as caught:
        load_rules(folder)
    return caught.value.problems


def test_a_folder_of_ones_own_is_added_to_the_book(tmp_path: Path, book: RuleBook) -> None:
    found = load_rules(_folder(tmp_path, RULE))
    assert [rule.id for rule in book.rules] + ["ZZ001"] == [rule.id for rule in found.rules]


def test_a_rule_of_ones_own_is_held_against_the_report(tmp_path: Path, report: Callable[[str], Report]) -> None:
    found = load_rules(_folder(tmp_path, RULE))
    text = "Balansräkning:\n  columns: 2025-12-31\n  rows:\n    Kassa och bank: 5\n    Summa tillgångar: 9\n"
    outcomes = check(report(text), found, found.find("own-rule")).findings
    assert [(o.rule, o.name, o.severity) for o in outcomes] == [("ZZ001", "own-rule", "warning")]


def test_a_folder_that_does_not_exist_is_told(tmp_path: Path) -> None:
    assert [problem.message.key for problem in _problems(tmp_path / "none")] == ["rules.no-directory"]


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ("check: formula", "check: sorcery", 9, "rules.unknown-check"),
        ("= kassa och bank", "= kassa och bonk", 11, "rules.unknown-concept"),
        ("= kassa och bank", "= resultaträkning.ingenting", 11, "rules.unknown-concept"),
        ("= kassa och bank", "= parameter.ingenting", 11, "rules.unknown-parameter"),
        ("= kassa och bank", "= kassa och bank[i fjol]", 11, "rules.unknown-column"),
        ("= kassa och bank", "+ kassa och bank", 11, "formula.no-comparison"),
        ("= kassa och bank", "= ( kassa och bank", 11, "formula.unclosed"),
        ("on: balansräkning", "on: balansrapport", 10, "rules.unknown-table"),
        ("ZZ001", "zz-1", 5, "rules.bad-id"),
        ("ZZ001", "BR002", 5, "rules.twice"),
        ("own-rule", "current-assets-foot", 6, "rules.twice"),
        ("group: eget", "group: annat", 7, "rules.unknown-group"),
        ("severity: warning", "severity: fatal", 8, "data.unknown-value"),
        ("    why:", "    whi: x\n    why:", 13, "data.unknown-key"),
        (
            "    source: Egen regel",
            "    source: Egen\n    examples: {god: x, good: x, edge: y, bad: z}",
            15,
            "data.unknown-key",
        ),
    ],
)
def test_a_broken_rule_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int, key: str) -> None:
    problems = _problems(_folder(tmp_path, RULE.replace(old, new)))
    assert (line, key) in [(problem.line, problem.message.key) for problem in problems]
    assert {str(tmp_path / "own.yaml")} == {problem.file for problem in problems}


def test_a_rule_without_title_is_told(tmp_path: Path) -> None:
    problems = _problems(_folder(tmp_path, RULE.replace("    title: {sv: Titel, en: Title}\n", "")))
    assert [(problem.line, problem.message.key) for problem in problems] == [(5, "data.missing-key")]


def test_an_unknown_concept_is_answered_with_the_one_that_was_meant(tmp_path: Path) -> None:
    (problem,) = _problems(_folder(tmp_path, RULE.replace("kassa och bank", "kassa och bnak")))
    assert problem.message.args["meant"] == "balansräkning.kassa och bank"


def test_all_mistakes_of_a_pack_are_told_at_once(tmp_path: Path) -> None:
    text = RULE.replace("kassa och bank", "kassa och bonk").replace("group: eget", "group: annat")
    text = text.replace("severity: warning", "severity: fatal")
    keys = {problem.message.key for problem in _problems(_folder(tmp_path, text))}
    assert {"rules.unknown-concept", "rules.unknown-group", "data.unknown-value"} == keys


def test_mistakes_of_several_packs_are_told_at_once(tmp_path: Path) -> None:
    _folder(tmp_path, RULE.replace("kassa och bank", "kassa och bonk"))
    other = RULE.replace("ZZ001", "ZZ002").replace("own-rule", "other-rule").replace("kassa och bank", "fel")
    (tmp_path / "second.yaml").write_text(other, encoding="utf-8")
    assert sorted({Path(problem.file).name for problem in _problems(tmp_path)}) == ["own.yaml", "second.yaml"]


def test_a_pack_that_is_no_yaml_is_told_with_its_place(tmp_path: Path) -> None:
    problems = _problems(_folder(tmp_path, RULE.replace("{sv: Titel, en: Title}", "*titel")))
    assert [(problem.line, problem.message.key) for problem in problems] == [(12, "yaml.alias")]


# -- the book that ships with the program ------------------------------------------------------------------------------


def test_the_cache_gives_the_same_book_as_reading_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    anew = load_rules()
    assert len(list(tmp_path.rglob("rules-*"))) == 1
    assert anew == load_rules()


def test_a_damaged_cache_is_of_no_consequence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    anew = load_rules()
    for file in tmp_path.rglob("rules-*"):
        file.write_text("{", encoding="utf-8")
    assert anew == load_rules()


def test_a_cache_that_cannot_be_written_is_of_no_consequence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, book: RuleBook
) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert book == load_rules()


def test_the_version_names_the_exact_content(tmp_path: Path, book: RuleBook) -> None:
    assert book.version != load_rules(_folder(tmp_path, RULE)).version


def test_ids_and_names_are_each_given_once(book: RuleBook) -> None:
    keys = [key.lower() for rule in book.rules for key in (rule.id, rule.name)]
    assert len(keys) == len(set(keys))


def test_the_order_of_the_rules_is_that_of_the_list_of_ids(book: RuleBook) -> None:
    listed = plain(parse(read_source(str(RULES / "ids.yaml"))))
    assert [rule.id for rule in book.rules] == [identity for identity in listed["ids"] if identity not in listed["retired"]]


def test_no_file_of_rules_is_longer_than_one_can_scroll() -> None:
    assert [file.name for file in FILES if len(file.read_text(encoding="utf-8").splitlines()) > 600] == []


def test_every_formula_of_the_files_can_be_read_aloud() -> None:
    roots = [plain(parse(read_source(str(file)))) for file in FILES]
    whole = [{**root.get("defaults", {}), **rule} for root in roots for rule in root.get("rules", ())]
    rules = [rule for rule in whole if rule["check"] != "wording"]
    formulas = [text for rule in rules for key in FORMULAS for text in _texts(rule.get(key, ()))]
    assert formulas
    assert [text for text in formulas if len(text) > 120] == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_rule_has_its_texts_in_both_languages(book: RuleBook, language: str) -> None:
    assert [
        (rule.id, key)
        for rule in book.rules
        for key, texts in (("title", rule.title), ("why", rule.why), ("source", rule.source))
        if not texts.get(language)
    ] == []


@pytest.mark.parametrize("key", ["BR002", "br002", "current-assets-foot", "Current-Assets-Foot"])
def test_a_rule_is_found_by_id_and_by_name(book: RuleBook, key: str) -> None:
    assert [rule.id for rule in book.find(key)] == ["BR002"]


def test_a_group_finds_all_its_rules(book: RuleBook) -> None:
    assert {"kassaflöde"} == {rule.group for rule in book.find("kassaflöde")}


def test_all_finds_the_whole_book_and_nonsense_nothing(book: RuleBook) -> None:
    assert (book.rules, ()) == (book.find("all"), book.find("nonsense"))


PARAMETER = """
parameters:
  floor:
    unit: tkr
    values: {{2020-01-01: {value}}}
    source: Ett beslut.
rules:
"""
USED = RULE.replace("= kassa och bank", "= kassa och bank + parameter.floor")


@pytest.mark.parametrize(("value", "kronor"), [("500", 500_000), ("500 tkr", 500_000), ("500 kr", 500), ("1 mnkr", 1_000_000)])
def test_a_value_of_a_parameter_may_print_its_own_unit(tmp_path: Path, value: str, kronor: int) -> None:
    found = load_rules(_folder(tmp_path, USED.replace("\nrules:\n", PARAMETER.format(value=value))))
    day = found.parameters["floor"].at(date(2025, 12, 31))
    assert day is not None
    assert found.parameters["floor"].exact(day[1][0][1]).value == kronor


@pytest.mark.parametrize("value", ["5 %", "5 st"])
def test_a_value_of_another_sort_than_its_parameter_is_told(tmp_path: Path, value: str) -> None:
    (problem,) = _problems(_folder(tmp_path, USED.replace("\nrules:\n", PARAMETER.format(value=value))))
    assert problem.message.key == "rules.parameter-unit"


@pytest.mark.parametrize(
    ("formula", "keys"),
    [
        ("= kassa och bank", ["rules.parameter-unused"]),
        ("= kassa och bank + parameter.floor 2", ["rules.unknown-parameter"]),
        ("= kassa och bank + (parameter.floor", ["formula.unclosed"]),
        ("= kassa och bank + parameter.flor", ["rules.unknown-parameter"]),
        ("= kassa och bank + parameter.payroll tax * fordringar", ["rules.parameter-unused"]),
    ],
)
def test_a_parameter_that_no_formula_names_is_told(tmp_path: Path, formula: str, keys: list[str]) -> None:
    text = RULE.replace("= kassa och bank", formula).replace("\nrules:\n", PARAMETER.format(value="500"))
    assert [problem.message.key for problem in _problems(_folder(tmp_path, text))] == keys


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ("check: formula", "check: formla", "formula"),
        ("group: eget", "group: egget", "eget"),
        ("on: balansräkning", "on: balansräkningen", "balansräkning"),
        ("kassa och bank", "parameter.Payrol tax * fordringar", "payroll tax"),
        ("severity: warning", "severity: warnin", "warning"),
        ("    title:", "    yields: BR02\n    title:", "BR002"),
        ("    title:", "    magnitude: yess\n    title:", "yes"),
    ],
)
def test_a_misspelt_name_is_answered_with_the_one_that_was_meant(tmp_path: Path, old: str, new: str, meant: str) -> None:
    rule = RULE.replace("holds: summa tillgångar = ", "holds: summa tillgångar <= ").replace("formula", "limit")
    text = (rule if "magnitude" in new else RULE).replace(old, new, 1)
    (problem,) = _problems(_folder(tmp_path, text))
    assert problem.message.args["meant"] == meant
    assert f"Did you mean {meant}?" in say(problem.message, "en")


def test_the_kinds_of_check_are_listed_only_where_none_is_near(tmp_path: Path) -> None:
    told = {name: _problems(_folder(tmp_path, RULE.replace("formula", name)))[0].message for name in ("formla", "sorcery")}
    assert {name: "tie-out" in say(message, "en") for name, message in told.items()} == {"formla": False, "sorcery": True}


def test_a_parameter_holds_from_its_day(book: RuleBook) -> None:
    parameter = book.parameters["payroll tax"]
    since = parameter.values[0][0]
    assert (parameter.at(since.replace(year=since.year - 1)), parameter.at(since) is not None) == (None, True)


def test_the_evidence_of_a_rule_names_what_there_is(tmp_path: Path) -> None:
    text = RULE.replace("    title:", "    evidence: summa pengar = kassa och bank\n    title:", 1)
    assert [problem.message.key for problem in _problems(_folder(tmp_path, text))] == ["rules.unknown-concept"]
