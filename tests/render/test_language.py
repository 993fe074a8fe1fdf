"""Two languages, one set of sentences."""

from __future__ import annotations

import ast
import string
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import finsam_audit
from finsam_audit.controls.outcome import SEVERITIES
from finsam_audit.messages import Message, message
from finsam_audit.render.language import amount, catalogue, gap, number, say, spoken

SWEDISH, ENGLISH = catalogue("sv"), catalogue("en")
PACKAGE = Path(finsam_audit.__file__).parent
ENDINGS = (".finding", ".passed", ".rule_error")


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def _keys_in_code() -> set[tuple[str, str]]:
    """The literal keys of all messages that the program makes, with the file that makes them."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("message", "Message")
                and node.args
            ):
                first = node.args[0]
                options = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
                found |= {
                    (option.value, path.name)
                    for option in options
                    if isinstance(option, ast.Constant) and isinstance(option.value, str)
                }
    return found


def test_both_languages_have_the_same_sentences() -> None:
    assert set(SWEDISH) == set(ENGLISH)


def test_every_sentence_has_the_same_gaps_in_both_languages() -> None:
    gaps = {key: (_placeholders(SWEDISH[key]), _placeholders(ENGLISH[key])) for key in SWEDISH.keys() & ENGLISH.keys()}
    assert {key: both for key, both in gaps.items() if both[0] != both[1]} == {}


def test_every_message_the_program_makes_can_be_said() -> None:
    missing = {
        (key, file)
        for key, file in _keys_in_code()
        if key not in SWEDISH and not any(key + ending in SWEDISH for ending in ENDINGS)
    }
    # What a control is called while it could not be made is never said: its reason is.
    assert set() == {(key, file) for key, file in missing if key not in {"rule", "cross-footing", "date"}}


def test_every_severity_has_a_word() -> None:
    assert [f"severity.{severity}" in SWEDISH for severity in SEVERITIES] == [True] * 3


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [
        (Decimal(1425219), "sv", "1 425 219"),
        (Decimal(1425219), "en", "1 425 219"),
        (Decimal("-193877"), "sv", "-193 877"),
        (Decimal("17.1"), "sv", "17,1"),
        (Decimal("17.1"), "en", "17.1"),
        (Decimal(0), "sv", "0"),
        (Decimal("1E+3"), "sv", "1 000"),
    ],
)
def test_a_number_is_set_out_for_its_reader(value: Decimal, language: str, text: str) -> None:
    assert text == number(value, language)


def test_a_number_keeps_the_decimals_it_was_printed_with() -> None:
    assert amount(Decimal(17), "%", "sv", 1) == "17,0 %"


def test_a_count_has_no_unit_after_it() -> None:
    assert amount(Decimal(11), "antal", "sv") == "11"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2025, 12, 31), "2025-12-31"),
        (("a", "b", "c"), "a, b och c"),
        (("a",), "a"),
        ("annual report", "årsredovisning"),
        ({"sv": "hej", "en": "hello"}, "hej"),
        (Message("screen.errors", {"count": 1}), "1 sak att rätta"),
    ],
)
def test_what_goes_into_a_sentence_is_said_in_its_language(value: object, text: str) -> None:
    assert text == spoken(value, "sv")


def test_a_word_that_was_meant_is_asked_for() -> None:
    told = message("data.unknown-key", found="colums", meant="columns", allowed="columns, rows", where="")
    assert ("Menade du columns?" in say(told, "sv"), "columns?" in say(told, "en")) == (True, True)


def test_an_unknown_key_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError):
        say(message("no.such.sentence"), "sv")


@pytest.mark.parametrize(
    ("language", "count", "text"),
    [
        ("sv", 1, "1 regel är felskriven och säger ingenting om räkenskaperna."),
        ("sv", 2, "2 regler är felskrivna och säger ingenting om räkenskaperna."),
        ("en", 1, "1 rule is faulty and says nothing about the accounts."),
        ("en", 0, "0 rules are faulty and say nothing about the accounts."),
    ],
)
def test_a_number_chooses_its_words(language: str, count: int, text: str) -> None:
    assert text == say(message("summary.rule-errors", count=count), language)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [("-1", "%", "-1 procentenhet"), ("2.5", "%", "2,5 procentenheter"), ("1", "tkr", "1 tkr")],
)
def test_percentages_differ_by_percentage_points(value: str, unit: str, text: str) -> None:
    assert text == gap(Decimal(value), unit, "sv")
