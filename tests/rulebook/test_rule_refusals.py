"""What the rule book does not take, in the words the writer of a rule reads, with the place that is to be mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from finsam_audit.messages import InputError, Problem
from finsam_audit.render.language import say
from finsam_audit.rulebook.load import load_rules

HEAD = """pack: own
groups:
  eget: {sv: Eget, en: Own}
"""
RULE = """rules:
  - id: ZZ001
    name: own-rule
    group: eget
    severity: warning
    title: {sv: Titel, en: Title}
    why: {sv: Därför, en: Because}
    source: Egen regel
"""
FORMULA = "check: formula\non: balansräkning\nholds: summa omsättningstillgångar = fordringar + kassa och bank\n"
LIMIT = "check: limit\non: not\nholds: administration <= parameter.p q\n"


def _problems(folder: Path, *packs: str) -> list[Problem]:
    for number, text in enumerate(packs):
        (folder / f"{number}.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_rules(folder)
    return caught.value.problems


def _told(folder: Path, *packs: str) -> list[str]:
    return [say(problem.message, "en") for problem in _problems(folder, *packs)]


def _rule(options: str, more: str = "", rule: str = RULE) -> str:
    return HEAD + more + rule + "".join(f"    {line}\n" for line in options.splitlines())


def _parameter(text: str) -> str:
    return _rule(LIMIT, "parameters:\n  p q:\n" + "".join(f"    {line}\n" for line in text.splitlines()))


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (FORMULA + "yields: ZZ001", "ZZ001 cannot yield to itself: no one would tell its findings."),
        (FORMULA + "yields: own-rule", "ZZ001 cannot yield to itself: no one would tell its findings."),
        (FORMULA + "yields: noter", "noter is a group. What yields holds are ids of rules."),
        (FORMULA + "blind: [a]", "blind is one text, or one in each language: {sv: …, en: …}."),
        ("check: [formula]", "check takes one text, not a list or a group."),
        ("check:", "Nothing stands after check."),
        ("check: formula\non: balansräkning\nholds:", "Nothing stands after holds."),
        (
            "check: limit\non: balansräkning\nholds: kassa och bank >= 3 tkr\nabout: [a]",
            "about is one text, or one in each language: {sv: …, en: …}.",
        ),
        ("check: formula\non: [balansräkning, not]\nholds: x = y", "table takes one text, not a list or a group."),
        (
            "check: roll-forward\nopening: [not.ingående nedskrivningar, not.ingående avskrivningar]\n"
            "closing: not.utgående nedskrivningar",
            "opening and closing go in pairs, but there are 2 and 1 of them.",
        ),
        (
            "check: roll-forward\nopening: not.ingående nedskrivningar\nclosing: balansräkning.fordringar",
            "not.ingående nedskrivningar and balansräkning.fordringar must belong to the same kind of table.",
        ),
        (
            'check: date\nof: decided\non or before: "13-40"',
            'on or before: unknown value 13-40. Allowed: "-11-30" (30/11), ….',
        ),
        (
            'check: date\nof: decided\non or before: "-02-29"',
            'on or before: unknown value -02-29. Allowed: "-11-30" (30/11), ….',
        ),
        ("check: date\nof: decided\nwithin months of: 2,5", "within months of: unknown value 2,5. Allowed: 1, 2, 3 …."),
        ("check: date\nof: decided", "The date is held against nothing. Give after, within months of or on or before."),
        (
            "check: date\nof: decided\nafter: decided",
            "Both sides are the same: decided. Such a relation holds whatever the report says.",
        ),
        ("check: goes-with\non: balansräkning\namount: fordringar\nrow: []", "Nothing stands after row."),
        (
            "check: formula\non: not\nholds: summa kostnader = administration + 5 %",
            "Amounts and per cent cannot be added. A percentage of an amount is written 5 % * the amount.",
        ),
        (
            "check: limit\non: not\nholds: administration <= 5 %",
            "The formula compares amounts with per cent, which can never be right.",
        ),
        (
            "check: formula\non: not\nholds: summa kostnader = administration / individinriktade insatser",
            "The formula compares amounts with a quotient, which can never be right.",
        ),
        ("check: footing\nof: balansräkning.summa skulder\nin: balansräkning", "Give of or in, and only one of them."),
        ("check: footing", "Give of or in, and only one of them."),
        ("check: wording\nplaces: claims\nwanted: x\nunwanted: y", "Give wanted or unwanted, and only one of them."),
        (
            "check: statement\nsays: x\ntables: not\nholds: balansräkning.fordringar <= 0 kr",
            "Give holds or tables, and only one of them.",
        ),
        ("check: statement\nsays: x\non: not", "table belongs to holds, which is missing."),
        ("check: tie-out\nplaces: []", "Nothing stands after places."),
        (
            "check: tie-out\nplaces: [not.administration]",
            "One fact must stand in at least two different places to be compared.",
        ),
        (
            "check: tie-out\nplaces: [not.administration, not.administration]",
            "One fact must stand in at least two different places to be compared.",
        ),
        ("check: section\nparts: []", "Nothing stands after parts."),
        ("check: section\nparts: noter\nat least: 0", "at least: unknown value 0. Allowed: 1, 2, 3 …."),
        (
            "check: identity\nbegins: samordningsforbund 222000",
            "begins: unknown value samordningsforbund 222000. Allowed: samordningsförbund 222000; kommunalförbund 222000; "
            "kommun 222000; region 222000; annan 222000.",
        ),
        (
            "check: formula\non: balansräkning\nholds: kassa och bank = balansräkning.kassa och bank",
            "Both sides are the same: kassa och bank = balansräkning.kassa och bank. "
            "Such a relation holds whatever the report says.",
        ),
        (
            "check: formula\non: not\nholds: summa kostnader = administration+individinriktade insatser",
            "The lexicon has no concept administration+individinriktade insatser. "
            "Operators need a space on both sides: administration + individinriktade insatser.",
        ),
        (
            "check: formula\non: not\nholds: summa kostnader = 2*administration",
            "The lexicon has no concept 2*administration. Operators need a space on both sides: 2 * administration.",
        ),
        (
            "check: formula\non: not\nholds: summa kostnader = administration -individinriktade insatser",
            "The lexicon has no concept administration -individinriktade insatser. "
            "Operators need a space on both sides: administration - individinriktade insatser.",
        ),
        (
            "check: limit\non: balansräkning\nholds: 500 tkr <= kassa och bank",
            "The name that is judged stands on the left. Turn the formula round: kassa och bank >= 500 tkr.",
        ),
        (
            "check: formula\nholds: summa kostnader = balansräkning.fordringar",
            "summa kostnader stands without a table, and the key table is missing. "
            "Give table, or write the table before the name: driftredovisning.summa kostnader.",
        ),
        (
            "chek: misprint",
            "Unknown key: chek. Did you mean check? Allowed: id, name, group, severity, check, title, why, source, "
            "interpretation, valid from, valid to, applies, blind, yields, examples.",
        ),
        (
            "check: people\nrelation: board",
            "relation: unknown value board. Allowed: on the board, one spelling, all sign.",
        ),
    ],
)
def test_a_rule_that_could_not_do_its_work_is_refused(tmp_path: Path, options: str, told: str) -> None:
    assert _told(tmp_path, _rule(options)) == [told]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("title: {sv: Titel, en: Title}", "title: [a]", "title is one text, or one in each language: {sv: …, en: …}."),
        ("title: {sv: Titel, en: Title}", "title: {sv: A, en: ''}", "Nothing stands after en."),
        ("title: {sv: Titel, en: Title}", "title: {sv: {a: b}, en: B}", "sv takes one text, not a list or a group."),
        ("group: eget", "group: [eget]", "group takes one text, not a list or a group."),
        (
            "name: own-rule",
            "name: Zed Min Regel",
            "The name of a rule is words in small letters with hyphens between, such as cash-floor, not Zed Min Regel.",
        ),
        ("name: own-rule", "name: noter", "noter is the name of a group. A rule must have another."),
        (
            "id: ZZ001",
            "id: NO004",
            "NO are letters of the program's own, and NO004 may become one of its rules. "
            "Choose letters of your own, such as OWN.",
        ),
    ],
)  # fmt: skip
def test_a_rule_is_described_in_texts_that_say_something(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert _told(tmp_path, _rule("check: misprint", rule=RULE.replace(old, new))) == [told]


VALUES = "Write what p q is and since which day, such as “2015-01-01: 300” on a line of its own."
COMMA = (
    "has no value. Within { } every comma begins something new: "
    "quote what holds a comma, or write each value on a line of its own."
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("unit: kr\nsource: S.\nvalues: 300", VALUES),
        ("unit: kr\nsource: S.\nvalues: {}", VALUES),
        ("unit: kr\nsource: S.\nvalues: {2015-01-01: 7,5}", f"5 {COMMA}"),
        ("unit: kr\nsource: S.\ntiers: not.medlemsbidrag\nvalues: {2015-01-01: {0 kr: 3, 0,9 mnkr: 10}}", f"0 {COMMA}"),
        (
            "unit: kr\nsource: S.\ntiers: not.medlemsbidrag\nvalues: {2015-01-01: {10 tkr: 3, 20 tkr: 4}}",
            "The first step of p q must hold from 0 kr. Otherwise there is no limit below it.",
        ),
        ("unit: kr\nsource: S.\nvalues: {2015-01-01: 3}\nown: kanske", "own: unknown value kanske. Allowed: yes, no."),
        (
            "unit: kr\nsource: S.\nvalues:\n  2015-01-01: 3\n  2015-01-01: 4",
            "“2015-01-01” stands twice in the same group (first on line 9). Take one of them away.",
        ),
    ],
)
def test_a_parameter_that_sets_no_limit_is_refused(tmp_path: Path, text: str, told: str) -> None:
    assert _told(tmp_path, _parameter(text)) == [told]


def test_rules_that_yield_to_each_other_would_both_be_silent(tmp_path: Path) -> None:
    second = _rule(FORMULA + "yields: own-rule").replace("ZZ001", "ZZ002").replace("name: own-rule", "name: other-rule")
    assert _told(tmp_path, _rule(FORMULA + "yields: [ZZ002]"), second) == [
        "ZZ001 yields to ZZ002, which yields back to it: no one would tell their findings.",
        "ZZ002 yields to ZZ001, which yields back to it: no one would tell their findings.",
    ]


def test_a_rule_may_yield_to_another_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(_rule(FORMULA + "yields: current-assets-foot"), encoding="utf-8")
    assert load_rules(tmp_path).find("ZZ001")[0].yields == ("BR002",)


def test_what_a_rule_is_for_may_be_one_text(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(_rule(FORMULA + "applies: {documents: audit report}"), encoding="utf-8")
    assert load_rules(tmp_path).find("ZZ001")[0].documents == ("audit report",)


def test_the_groups_of_the_program_keep_their_texts(tmp_path: Path) -> None:
    (told,) = _told(tmp_path, "pack: own\ngroups:\n  noter: {sv: Andra noter, en: Other notes}\n")
    assert told.startswith("The group noter exists already with other texts (")


def test_the_parameters_of_the_program_keep_their_values(tmp_path: Path) -> None:
    values = "parameters:\n  about: {unit: kr, values: {2015-01-01: 3}, source: S.}\n"
    (told,) = _told(tmp_path, "pack: own\n" + values)
    assert told.startswith("about exists already (")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "The file of rules is empty. It begins with pack: and a name."),
        ("# nothing\n", "The file of rules is empty. It begins with pack: and a name."),
        ("pack: own\nrules:\n  ZZ001: {why: hej}\n", "rules is a list: put a dash before every rule, “- id: …”."),
        ("pack: own\nrules:\n", "Nothing stands after rules."),
        ("pack: [own]\n", "pack takes one text, not a list or a group."),
    ],
)
def test_a_pack_has_a_name_and_a_list_of_rules(tmp_path: Path, text: str, told: str) -> None:
    assert _told(tmp_path, text) == [told]


def test_a_file_where_a_folder_is_wanted_is_answered_with_its_folder(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(HEAD, encoding="utf-8")
    assert _told(file) == [f"This is a file. Give the folder it lies in: --rules {tmp_path}."]


def test_a_folder_without_rules_is_told(tmp_path: Path) -> None:
    assert _told(tmp_path) == ["There is no file of rules in the folder. A file of rules ends with .yaml or .yml."]


# -- the place, and all at once ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "under"),
    [
        (FORMULA + "severity: fatal", "fatal"),
        (FORMULA + "applies: {organisations: [kommun, komun]}", "komun"),
        (FORMULA.replace("kassa och", "kasa och"), "kasa och bank"),
        ('check: formula\non: not\nholds: "summa kostnader =\n  administration + persnal"', "persnal"),
        ("check: formula\non: not\nholds: >\n  summa kostnader = administration + persnal", "persnal"),
    ],
)
def test_a_mistake_is_told_where_it_stands(tmp_path: Path, options: str, under: str) -> None:
    rule = RULE.replace("    severity: warning\n", "") if "severity" in options else RULE
    (problem,) = _problems(tmp_path, _rule(options, rule=rule))
    assert problem.excerpt[problem.column - 1 :].startswith(under)


def test_one_mistake_hides_no_other(tmp_path: Path) -> None:
    rule = RULE.replace("group: eget", "group: annat").replace("own-rule", "Own")
    options = "check: formulla\non: nott\nholds: suma kostnader = administration\nyields: [XX1, XX2]\nexamples: {god: x}"
    keys = sorted(problem.message.key for problem in _problems(tmp_path, _rule(options, rule=rule)))
    assert keys == [
        *("data.unknown-key", "rules.bad-name", "rules.no-rule", "rules.no-rule", "rules.unknown-check"),
        *("rules.unknown-concept", "rules.unknown-group", "rules.unknown-table"),
    ]


def test_a_file_that_is_no_yaml_hides_no_mistake_of_another(tmp_path: Path) -> None:
    whole = "pack: own\nrules:\n\t- id: ZZ002\n"
    used = _rule("check: limit\non: nott\nholds: administration <= parameter.p q\nyields: ZZ002")
    found = [(Path(p.file).name, p.message.key) for p in _problems(tmp_path, whole, used)]
    assert found == [("0.yaml", "yaml.tab"), ("1.yaml", "rules.unknown-table")]


def test_examples_may_be_missing_until_they_are_run(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(_rule("check: misprint\nexamples:\n  good: x"), encoding="utf-8")
    assert list(load_rules(tmp_path, examples=True).find("ZZ001")[0].examples) == ["good"]
