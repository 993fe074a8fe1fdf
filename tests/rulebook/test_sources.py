"""What the rules name as their source: paragraphs that exist, from the year they are in force, and what the law leaves unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from finsam_audit.controls.rules import Rule
from tests.book import shipped

BOOK = shipped()
CHAPTERS = {
    "lkbr": {1: 5, 2: 6, 3: 15, 4: 6, 5: 7, 6: 9, 7: 12, 8: 1, 9: 16, 10: 2, 11: 13, 12: 8, 13: 3},
    "kommunallagen": {11: 24, 12: 18, 13: 15},
    "lag (2003:1210)": {1: 28},
    "lag (1974:174)": {1: 6},
    "lag (1991:687)": {1: 4},
}
"""The chapters of each statute, and how many paragraphs each has; a statute without chapters has one."""
ITEMS = {("4", "4"): 8, ("11", "10"): 4}
"""Paragraphs of LKBR with a list that rules cite, and how many items it has."""
PARAGRAPHS = r"\d+(?: [a-z])?(?:(?:–|, | och | and )\d+(?: [a-z])?)* §§?"
IN_FORCE = {
    "2018:597": date(2019, 1, 1),
    "2017:725": date(2018, 1, 1),
    "2023:642": date(2024, 1, 1),
    "1997:941": date(1998, 1, 1),
    "1974:174": date(1975, 7, 1),
    "2003:1210": date(2004, 1, 1),
    "RKR R14": date(2020, 1, 1),
    "RKR R15": date(2020, 1, 1),
    "RKR R17": date(2019, 1, 1),
}
"""The first day of the first year each is for."""
BY_ITSELF = (
    "räknesamband",
    "motsäga sig själv",
    "Datumens ordning",
    "Ett tal ska",
    "Ett belopp går",
    "Iakttaget",
    "Rimlighetsgräns",
)
"""A source that holds whatever the law of the year is."""


def by_itself(rule: Rule) -> bool:
    return any(reason.lower() in rule.source["sv"].lower() for reason in BY_ITSELF)


def sources(rule: Rule) -> Iterator[str]:
    yield from dict.fromkeys(rule.source.values())


def cited(source: str) -> Iterator[tuple[str, str, str]]:
    """The statute, chapter and paragraph of each citation; a statute is named before its chapters and paragraphs."""
    statute = ""
    pattern = rf"(LKBR|[Kk]ommunallagen|[Ll]ag \(2003:1210\)|[Ll]ag \(19\d\d:\d+\))|(?:(\d+) kap\. )?({PARAGRAPHS})"
    for match in re.finditer(pattern, source.replace("(1991:900) 8 kap. 3 d §", "")):
        if match[1]:
            statute = match[1].lower()
        else:
            yield from ((statute, match[2] or "1", number) for number in paragraphs(match[3]))


def paragraphs(text: str) -> list[str]:
    numbers = re.findall(r"(\d+)(?: [a-z]\b)?", text)
    ranges = re.findall(r"(\d+)–(\d+)", text)
    return numbers + [str(n) for first, last in ranges for n in range(int(first), int(last))]


def test_every_paragraph_that_is_cited_exists() -> None:
    every = [(rule.id, *where) for rule in BOOK.rules for source in sources(rule) for where in cited(source)]
    assert len(every) > 100
    missing = [one for one in every if not 1 <= int(one[3]) <= CHAPTERS.get(one[1], {}).get(int(one[2]), 0)]
    assert missing == []


def test_every_item_of_a_list_that_is_cited_exists() -> None:
    pattern = (
        r"LKBR (\d+) kap\. (\d+) § (?:första|andra|first|second) (?:stycket|paragraph, items?) (\d+)(?: (?:och|and) (\d+))?"
    )
    items = [match for rule in BOOK.rules for source in sources(rule) for match in re.findall(pattern, source)]
    assert items
    assert [one for one in items if any(int(n) > ITEMS.get((one[0], one[1]), 0) for n in one[2:] if n)] == []


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_a_rule_is_no_older_than_its_law(rule: Rule) -> None:
    """A rule for earlier years rests on more than a law that was not there."""
    source = rule.source["sv"]
    laws = [day for name, day in IN_FORCE.items() if name in source or (name == "2018:597" and "LKBR" in source)]
    if laws and not by_itself(rule):
        assert rule.since is not None
        assert rule.since >= min(laws)


def test_a_list_of_parameters_is_no_older_than_its_law() -> None:
    for parameter in BOOK.parameters.values():
        laws = [day for name, day in IN_FORCE.items() if name in parameter.source["sv"]]
        assert all(parameter.values[0][0] >= day for day in laws), parameter.name


LAW_SAYS_SO = {
    "BR016", "RR007", "RR008", "RR009", "NO009", "NO012", "NO013", "SE001", "SE002", "SE003", "SE009", "SE016",
    "SE010", "SE011", "SE022", "SE023", "SE024", "SE012", "FM002", "FM003", "ML005",
    "FI001", "FI002", "FI003", "DT003", "DT006", "DT007", "TX006", "NK018", "NK019",
}  # fmt: skip
"""Rules of law alone, of which the paragraph itself asks what the rule asks (read 2026-11-30)."""


def test_what_the_law_does_not_say_outright_is_an_interpretation() -> None:
    """A rule that rests on a statute alone is one of those that were read in it, or is said to be an interpretation."""
    alone = [rule for rule in BOOK.rules if re.search(r"§|[Ll]ag \(", rule.source["sv"]) and not by_itself(rule)]
    assert {rule.id for rule in alone if not rule.interpretation} == LAW_SAYS_SO


def test_a_paragraph_is_cited_alike_in_both_languages() -> None:
    def numbers(text: str) -> list[str]:
        return re.findall(r"\d+", text)

    both = [rule for rule in BOOK.rules if "§" in rule.source["sv"]]
    assert [rule.id for rule in both if numbers(rule.source["sv"]) != numbers(rule.source["en"])] == []


OF_MUNICIPAL_LAW = {
    "RR009", "SE001", "SE002", "SE003", "SE004", "SE014", "SE009", "SE010", "SE011", "SE022", "SE023", "SE024", "NO009", "NO012", "NO013",
    "SE016", "KF013", "ML004", "ML005", "FM003", "FL001",
}  # fmt: skip
"""Rules that ask for what only LKBR does: a company may have another year than the calendar's, and no operating accounts."""


@pytest.mark.parametrize("name", sorted(OF_MUNICIPAL_LAW))
def test_what_only_the_municipal_law_asks_for_is_asked_of_those_it_is_for(name: str) -> None:
    (rule,) = BOOK.find(name)
    assert rule.organisations == ("samordningsförbund", "kommunalförbund", "kommun", "region")
