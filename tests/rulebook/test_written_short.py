"""What a file of rules may say once or leave out: defaults, sums and lists with a name, rows, examples as another but for some."""

from __future__ import annotations

from pathlib import Path

import pytest

from finsam_audit.controls.rules import Rule
from finsam_audit.messages import InputError
from finsam_audit.rulebook.examples import run_examples
from finsam_audit.rulebook.load import load_rules
from tests.pages import read

HEAD = "pack: own\n"
RULE = """  - id: ZZ001
    name: own-rule
    title: Titel
    why: Därför
"""
WHOLE = "    group: noter\n    severity: note\n    source: Källa\n"
GOOD = """    good: |
      Balansräkning:
        columns: 2025-12-31
        rows:
          Omsättningstillgångar:
            Fordringar: 30
            Kassa och bank: 70
            Summa omsättningstillgångar: 100
      Not 3. Fordringar:
        columns: 2025-12-31
        rows:
          Fordringar: 30
"""


def loaded(folder: Path, text: str) -> Rule:
    (folder / "own.yaml").write_text(text, encoding="utf-8")
    return load_rules(folder, examples=True).find("ZZ001")[0]


def told(folder: Path, text: str) -> list[tuple[int, str]]:
    with pytest.raises(InputError) as caught:
        loaded(folder, text)
    return [(problem.line, problem.message.key) for problem in caught.value.problems]


# -- defaults --------------------------------------------------------------------------------------------------------------

DEFAULTS = "defaults:\n  group: noter\n  severity: error\n  source: Räknesamband\n  applies: {documents: [annual report]}\n"


def test_a_rule_has_what_its_file_says_for_all(tmp_path: Path) -> None:
    rule = loaded(tmp_path, f"{HEAD}{DEFAULTS}rules:\n{RULE}    check: misprint\n")
    assert (rule.group, rule.severity, rule.source["sv"], rule.documents) == (
        "noter",
        "error",
        "Räknesamband",
        ("annual report",),
    )


def test_what_a_rule_says_itself_comes_first(tmp_path: Path) -> None:
    rule = loaded(tmp_path, f"{HEAD}{DEFAULTS}rules:\n{RULE}    check: misprint\n    severity: note\n")
    assert (rule.group, rule.severity) == ("noter", "note")


def test_a_wrong_default_is_told_once(tmp_path: Path) -> None:
    second = RULE.replace("ZZ001", "ZZ002").replace("own-rule", "other-rule")
    text = f"{HEAD}{DEFAULTS.replace('error', 'fatal')}rules:\n{RULE}    check: misprint\n{second}    check: misprint\n"
    assert told(tmp_path, text) == [(4, "data.unknown-value")]


def test_there_are_defaults_for_few_keys_only(tmp_path: Path) -> None:
    text = f"{HEAD}{DEFAULTS}  tie: yes\nrules:\n{RULE}    check: misprint\n"
    assert told(tmp_path, text)[0] == (7, "data.unknown-key")


def test_the_kind_of_check_and_its_table_may_be_said_for_all(tmp_path: Path) -> None:
    limit = f"{RULE}    holds: kassa och bank >= 3 tkr\n"
    other = f"{RULE.replace('ZZ001', 'ZZ002').replace('own-rule', 'other-rule')}    check: misprint\n"
    rule = loaded(tmp_path, f"{HEAD}{DEFAULTS}  check: limit\n  table: balansräkning\nrules:\n{limit}{other}")
    assert (rule.check, rule.text("table")) == ("limit", "balansräkning")
    assert load_rules(tmp_path).find("ZZ002")[0].options == {}


# -- the table of bare names -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["table", "on"])
def test_the_table_of_bare_names_goes_by_its_old_name_too(tmp_path: Path, key: str) -> None:
    options = f"    check: limit\n    {key}: balansräkning\n    holds: kassa och bank >= 3 tkr\n"
    assert loaded(tmp_path, f"{HEAD}rules:\n{RULE}{WHOLE}{options}").text("table") == "balansräkning"


def test_it_is_not_given_twice(tmp_path: Path) -> None:
    options = "    check: limit\n    table: balansräkning\n    on: not\n    holds: kassa och bank >= 3 tkr\n"
    assert told(tmp_path, f"{HEAD}rules:\n{RULE}{WHOLE}{options}") == [(12, "data.unknown-key")]


# -- sums with a name --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("terms", "formula", "whole"),
    [
        ("{a: fordringar + förråd?}", "kassa och bank = a", "kassa och bank = fordringar + förråd?"),
        ("{a: fordringar - förråd}", "kassa och bank = x0 - a", "kassa och bank = x0 - fordringar + förråd"),
        ("{a: fordringar - förråd}", "kassa och bank = x0 + a", "kassa och bank = x0 + fordringar - förråd"),
        ("{a: '- fordringar + förråd'}", "kassa och bank = x0 - a", "kassa och bank = x0 + fordringar - förråd"),
        ("{a: '- fordringar + förråd'}", "kassa och bank = a + x0", "kassa och bank = - fordringar + förråd + x0"),
        ("{a: fordringar + förråd}", "kassa och bank = a / 2", "kassa och bank = (fordringar + förråd) / 2"),
        ("{a: fordringar + förråd}", "kassa och bank = 5 % * a", "kassa och bank = 5 % * (fordringar + förråd)"),
        ("{a: fordringar}", "kassa och bank = 5 % * a", "kassa och bank = 5 % * fordringar"),
        ("{a: x0 * (fordringar - förråd)}", "kassa och bank = x0 - a", "kassa och bank = x0 - x0 * (fordringar - förråd)"),
        ("{a: fordringar + förråd, b: x0 - a}", "kassa och bank = b", "kassa och bank = x0 - fordringar - förråd"),
        ("{a b: fordringar, a b c: förråd}", "kassa och bank = a b + a b c", "kassa och bank = fordringar + förråd"),
        ("{a: fordringar + förråd}", "kassa och bank = (a) / 2", "kassa och bank = (fordringar + förråd) / 2"),
    ],
)
def test_a_name_stands_for_its_sum(tmp_path: Path, terms: str, formula: str, whole: str) -> None:
    options = f'    check: formula\n    table: balansräkning\n    holds: "{formula}"\n'.replace("x0", "summa skulder")
    rule = loaded(tmp_path, f"{HEAD}terms: {terms.replace('x0', 'summa skulder')}\nrules:\n{RULE}{WHOLE}{options}")
    assert rule.text("holds") == whole.replace("x0", "summa skulder")


@pytest.mark.parametrize(
    ("terms", "line", "key"),
    [
        ("{fordringar: förråd}", 2, "rules.term-taken"),
        ("{a: förråd, b: fordringar}", 2, "rules.term-unused"),
        ("{a: [förråd]}", 2, "rules.one-text"),
        ("{a: föråd}", 13, "rules.unknown-concept"),
        ("[a]", 2, "data.not-mapping"),
    ],
)
def test_a_name_that_is_taken_or_says_nothing_is_told(tmp_path: Path, terms: str, line: int, key: str) -> None:
    options = "    check: formula\n    table: balansräkning\n    holds: kassa och bank = a + fordringar\n"
    assert (line, key) in told(tmp_path, f"{HEAD}terms: {terms}\nrules:\n{RULE}{WHOLE}{options}")


def test_sums_of_sums_do_not_grow_for_ever(tmp_path: Path) -> None:
    terms = "".join(f"  t{n}: t{n - 1} + t{n - 1}\n" for n in range(1, 60))
    options = "    check: formula\n    table: balansräkning\n    holds: kassa och bank = t59\n"
    found = told(tmp_path, f"{HEAD}terms:\n  t0: fordringar\n{terms}rules:\n{RULE}{WHOLE}{options}")
    assert "rules.too-long" in {key for _, key in found}


# -- lists with a name ---------------------------------------------------------------------------------------------------------

SAYS = "    check: statement\n    says: a\n    table: resultaträkning\n    holds: årets resultat >= 0 kr\n"


@pytest.mark.parametrize(
    ("unless", "whole"),
    [
        ("list.x y", ["b", "c"]),
        ("[list.x y]", ["b", "c"]),
        ("[a, list.x y, d]", ["a", "b", "c", "d"]),
        ('["list.x", list.x y]', ["list.x", "b", "c"]),
    ],
)
def test_a_name_stands_for_its_list(tmp_path: Path, unless: str, whole: list[str]) -> None:
    rule = loaded(tmp_path, f"{HEAD}lists: {{x y: [b, c]}}\nrules:\n{RULE}{WHOLE}{SAYS}    unless: {unless}\n")
    assert list(rule.texts("unless")) == whole


@pytest.mark.parametrize(
    ("lists", "line", "key"),
    [
        ("{y: [b]}", 15, "rules.no-list"),
        ("{x: [b], y: [b]}", 2, "rules.list-unused"),
        ("{x: [[b]]}", 2, "rules.list-of-texts"),
        ("{x: []}", 2, "rules.list-of-texts"),
        ("{x: b}", 2, "rules.list-of-texts"),
        ("[x]", 2, "data.not-mapping"),
    ],
)
def test_a_list_that_is_unknown_unused_or_none_is_told(tmp_path: Path, lists: str, line: int, key: str) -> None:
    assert (line, key) in told(tmp_path, f"{HEAD}lists: {lists}\nrules:\n{RULE}{WHOLE}{SAYS}    unless: list.x\n")


# -- examples ----------------------------------------------------------------------------------------------------------------


def examples(text: str) -> str:
    """A rule with examples of which the first is ``GOOD``; the next stands on line 25."""
    return f"{HEAD}rules:\n{RULE}{WHOLE}    check: misprint\nexamples:\n  ZZ001:\n{GOOD}{text}"


@pytest.mark.parametrize(
    "short",
    [
        "Balansräkning:\n  unit: tkr\n  columns: 2025\n  Lån:\n    Nya: 2\n  Kassa: 3",
        "Balansräkning:\n  columns: 2025\n  unit: tkr\n\n  Lån:\n    Nya: 2\n  Kassa: 3\nsigned: 2026-02-02",
        "Not 1: {columns: 2024, Bank: -}\nBalansräkning: {unit: tkr, columns: 2025, Lån: {Nya: 2}, Kassa: 3}",
        "Not 1:\n  columns: 2025\n  Kassa: 1\n---\nBalansräkning: {unit: tkr, columns: 2025, Lån: {Nya: 2}, Kassa: 3}",
    ],
)
def test_a_table_may_be_written_without_rows_or_on_one_line(tmp_path: Path, short: str) -> None:
    indented = "".join(f"      {line}\n" for line in short.splitlines())
    text = f"{HEAD}rules:\n{RULE}{WHOLE}    check: misprint\n    examples:\n     good: |\n{indented}     bad: {{as: good, Kassa: 4}}\n"
    found = loaded(tmp_path, text).examples
    for name, cash in (("good", "3"), ("bad", "4")):
        figures = [figure for part in str(found[name]).split("---\n") for figure in read(part).figures()]
        assert [(f.row, f.printed, f.unit.name) for f in figures if f.table == "Balansräkning"] == [
            ("Nya", "2", "tkr"),
            ("Kassa", cash, "tkr"),
        ]


@pytest.mark.parametrize("key", ["rovs", "rader"])
def test_a_misspelt_rows_is_told(tmp_path: Path, key: str) -> None:
    rule = loaded(tmp_path, examples("").replace("        rows:", f"        {key}:"))
    results = run_examples(load_rules(tmp_path, examples=True), [rule])
    assert {result.wrong.key for result in results if result.wrong} == {"example.unreadable"}


@pytest.mark.parametrize(
    ("bad", "changed"),
    [
        ("Kassa och bank: 75", {5: "      Kassa och bank: 75"}),
        ("Kassa och bank: ", {5: "      Kassa och bank:"}),
        ('Kassa och bank: "-"', {5: '      Kassa och bank: "-"'}),
        ("Balansräkning: {Fordringar: 31}", {4: "      Fordringar: 31"}),
        ("Not 3. Fordringar: {columns: 2024-12-31, Fordringar: 1}", {8: "  columns: 2024-12-31", 10: "    Fordringar: 1"}),
        ("without: Kassa och bank", {5: None}),
        ("without: [Omsättningstillgångar, Not 3. Fordringar]", dict.fromkeys(range(3, 11))),
        ("with: {Omsättningstillgångar: {Förråd: 5}}", {6: "      Summa omsättningstillgångar: 100\n      Förråd: 5"}),
        ("with: {Not 4: {rows: {A: 5, B: _}}}", {10: "    Fordringar: 30\nNot 4:\n  rows:\n    A: 5\n    B: _"}),
    ],
)
def test_an_example_may_be_another_but_for_some_rows(tmp_path: Path, bad: str, changed: dict[int, str | None]) -> None:
    found = loaded(tmp_path, examples(f"    bad: {{as: good, {bad}}}\n")).examples
    lines: list[str | None] = [*str(found["good"]).splitlines()]
    for number, line in changed.items():
        lines[number] = line
    assert found["bad"] == "\n".join(line for line in lines if line is not None)


def test_of_several_reports_the_last_is_varied(tmp_path: Path) -> None:
    good = GOOD.rstrip("\n")
    chain = (
        f"{HEAD}rules:\n{RULE}{WHOLE}    check: misprint\nexamples:\n  ZZ001:\n{good}\n      ---\n{good.split(chr(10), 1)[1]}\n"
    )
    found = loaded(tmp_path, f"{chain}    bad: {{as: good, Kassa och bank: 75}}\n").examples
    earlier, last = str(found["good"]).split("---\n")
    assert found["bad"] == f"{earlier}---\n" + last.replace("Kassa och bank: 70", "Kassa och bank: 75")
    assert found["bad"] != found["good"]


@pytest.mark.parametrize(
    ("bad", "key"),
    [
        ("{as: edge, Kassa och bank: 5}", "rules.example-as"),
        ("{Kassa och bank: 5}", "rules.example-as"),
        ("{as: good, Kassa: 5}", "rules.example-nothing"),
        ("{as: good, without: Kassa}", "rules.example-nothing"),
        ("{as: good, Fordringar: 5}", "rules.example-twice"),
        ("{as: good, Kassa och bank: [5]}", "rules.one-text"),
        ("{as: good, with: 5}", "rules.example-with"),
        ("{as: good, with: {Balansräkning: {Kassa och bank: 5}}}", "rules.example-with"),
        ("{as: good, without: {a: b}}", "rules.no-group"),
    ],
)
def test_a_change_of_nothing_is_told_where_it_stands(tmp_path: Path, bad: str, key: str) -> None:
    assert told(tmp_path, examples(f"    bad: {bad}\n")) == [(25, key)]


@pytest.mark.parametrize(
    ("edge", "bad", "meant"),
    [("good", "god", "good"), ("good", "good, Kasa och bank: 5", "Kassa och bank"), ("good", "good, Lager: 5", "")],
)
def test_a_misspelt_name_in_an_example_is_answered_with_the_one_that_was_meant(
    tmp_path: Path, edge: str, bad: str, meant: str
) -> None:
    with pytest.raises(InputError) as caught:
        loaded(tmp_path, examples(f"    edge: {{as: {edge}}}\n    bad: {{as: {bad}}}\n"))
    assert [problem.message.args["meant"] for problem in caught.value.problems] == [meant]


def test_an_example_that_varies_another_is_told_at_its_own_key(tmp_path: Path) -> None:
    loaded(tmp_path, examples("    edge: {as: good}\n    bad: {as: good}\n"))
    book = load_rules(tmp_path, examples=True)
    assert [(r.name, r.line) for r in run_examples(book, book.find("ZZ001"))] == [("good", 13), ("edge", 25), ("bad", 26)]


def test_a_quotation_mark_that_is_missing_is_told_at_its_place_alone(tmp_path: Path) -> None:
    text = examples("    edge: {as: good, Kassa och bank: -5}\n").replace("source: Källa", 'source: ["Källan, "sidan"]', 1)
    [(line, key)] = told(tmp_path, text)
    assert (text.splitlines()[line - 1].strip(), key) == ('source: ["Källan, "sidan"]', "yaml.quote-within")


def test_a_percent_sign_without_quotes_is_told_at_its_place_alone(tmp_path: Path) -> None:
    parameter = "parameters:\n  p:\n    unit: %\n    values: {2015-01-01: 5}\n    source: Källa\n"
    text = examples("    edge: {as: good, Kassa och bank: -5}\n").replace(HEAD, HEAD + parameter, 1)
    assert told(tmp_path, text) == [(4, "yaml.leading-sign")]


def test_what_cannot_be_read_is_told_on_the_line_that_says_it(tmp_path: Path) -> None:
    text = examples(
        "    bad:\n      as: good\n      Kassa och bank: 7.0\n      with: {Not 3. Fordringar: {rows: {Lån: 1.0}}}\n"
    )
    rule = loaded(tmp_path, text)
    found = [r for r in run_examples(load_rules(tmp_path, examples=True), [rule]) if r.name == "bad"]
    assert [(Path(r.file).name, r.line) for r in found] == [("own.yaml", 27), ("own.yaml", 28)]


def test_examples_may_lie_in_a_file_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "examples.yaml").write_text(f"{HEAD}examples:\n  ZZ001:\n{GOOD}", encoding="utf-8")
    rule = loaded(tmp_path, f"{HEAD}rules:\n{RULE}{WHOLE}    check: misprint\n")
    assert (list(rule.examples), Path(rule.example_places["good"][0]).name) == (["good"], "examples.yaml")


@pytest.mark.parametrize(
    ("more", "key"), [("  ZZ002: {good: x}\n", "rules.no-rule"), ("  BR001: {good: x}\n", "rules.no-rule")]
)
def test_examples_of_no_rule_of_ones_own_are_told(tmp_path: Path, more: str, key: str) -> None:
    assert told(tmp_path, examples(more)) == [(25, key)]


def test_examples_stand_in_one_place(tmp_path: Path) -> None:
    text = examples("").replace("    check: misprint\n", "    check: misprint\n    examples: {good: x}\n")
    assert told(tmp_path, text) == [(13, "rules.twice")]
