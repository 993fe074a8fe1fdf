"""Garbled letters of a text layer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from finsam_audit.documents import letters, spelling
from finsam_audit.documents.layout import Page, Word
from finsam_audit.documents.letters import is_word, repaired


def _page(*texts: str, font: str = "A") -> Page:
    return Page(1, 600, 800, tuple(Word(text, 50, 90, 50 + 12 * i, font=font) for i, text in enumerate(texts)))


@pytest.mark.parametrize(
    ("lost", "whole"),
    [("Ne\x00ooms\u00e4\x00ning", "Nettoomsättning"), ("Dri\x00skostnader", "Driftskostnader"), ("Kor\x00ris\x00ga", "Kortfristiga"),
     ("\x00nansiella", "Finansiella")],
)  # fmt: skip
def test_a_lost_ligature_is_the_one_that_makes_a_word(lost: str, whole: str) -> None:
    assert [whole] == [word.text for word in repaired([_page(lost)]).pages[0].words]


def test_each_font_has_its_own_map() -> None:
    one = _page('Resultatr"kning', 'Oms"ttningstillg#ngar', 'R!relseint"kter', font="bold")
    other = _page('f"rvaltningskostnader', 'L"ner', font="plain")
    done = repaired([Page(1, 600, 800, one.words + other.words)]).pages[0].words
    assert [w.text for w in done] == [
        "Resultaträkning",
        "Omsättningstillgångar",
        "Rörelseintäkter",
        "förvaltningskostnader",
        "Löner",
    ]


def test_what_is_sound_is_left_alone_and_not_told() -> None:
    page = _page("Resultaträkning", "4 000", "m.m.", "och/eller", "A&B", "anställda*")
    found = repaired([page])
    assert (page,) == found.pages
    assert found.mended == ()


def test_digits_are_never_touched() -> None:
    assert [word.text for word in repaired([_page("12\x0045")]).pages[0].words] == ["12\x0045"]


def test_two_words_put_together_are_a_word() -> None:
    assert is_word("verksamhetsresultat")
    assert not is_word("xqzresultat")


@pytest.mark.parametrize(
    "line",
    [
        "Förbundet har en lag att följa och var med om det",
        "resultaträkningens, kommunernas och parternas rader",
        "ett otydligt beslut som styrelsen ska granska",
        "summan av meningar om arbetsplatser och personuppgifter",
        "underlaget behöver driftredovisningens delar",
    ],
)
@pytest.mark.parametrize("respelled", [spelling.respelled, letters.respelled], ids=["text", "picture"])
def test_words_that_are_words_stay_as_they_are(respelled: Callable[[str], str], line: str) -> None:
    assert respelled(line) == line


@pytest.mark.parametrize(
    ("seen", "read"),
    [
        ("Forbundet har vid arets slut", "Förbundet har vid årets slut"),
        ("Kortfristigaskulder", "Kortfristiga skulder"),
        ("Utgåendeegetkapital", "Utgående eget kapital"),
        ("Forandringavkortfristigafordringar", "Förändring av kortfristiga fordringar"),
    ],
)
def test_words_run_together_in_a_picture_are_parted(seen: str, read: str) -> None:
    assert letters.respelled(seen) == read


def test_a_letter_seen_as_two_is_one() -> None:
    assert spelling.respelled("Awvsittningar") == "Avsättningar"
