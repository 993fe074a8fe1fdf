"""A matter in words: every number says what it is or where it stands, and every point has its own line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine import check
from finsam_audit.messages import message
from finsam_audit.page.model import Place, Report
from finsam_audit.render.matter_items import Thing, list_of
from finsam_audit.render.matter_text import matter_sentence
from finsam_audit.render.where import lines_words

Read = Callable[[str], Report]

TABLES = """tables:
  Insatser:
    kind: statistik
    unit: antal
    columns: Kvinnor 2025 | Män 2025 | Kvinnor 2024 | Män 2024
    rows:
      Teamet: 10 | 13 | 38 | 27 @729
      Arena: 4 | 2 | 9 | 1 @730
  Not 8 Utfall och budget:
    columns: Budget 2025 | Utfall 2025
    rows:
      Insatser:
        Teamet: 400 000 | 437 845 @3151
        Summa: 400 000 | 437 845 @3152
      Administration:
        Kansli: 110 000 | 120 000 @3160
        Summa: 110 000 | 120 000 @3161
claims:
  - id: people
    text: "Teamet hade 27 deltagare"
    value: 27
    at: 2076
  - text: "det är {value}"
    value: {value}
    equals: "{equals}"
    at: 2098
"""
WOMEN = "Insatser.Teamet[Kvinnor 2025] + Insatser.Teamet[Män 2025]"
BEFORE = "Insatser.Teamet[Kvinnor 2024] + Insatser.Teamet[Män 2024]"
NOTE = "«Not 8 Utfall och budget»"


def _told(report: Report, book: RuleBook, *rules: str) -> str:
    result = check(report, book, [rule for name in rules for rule in book.find(name)])
    [matter] = result.matters
    return matter_sentence(matter, result, "sv")


@pytest.mark.parametrize(
    ("value", "equals", "said"),
    [
        (
            "16 283 kr",
            f"{NOTE}.Insatser.Teamet[utfall 2025] / claims.people",
            "men Teamet (437 845 kr, rad 3151) delat med 27 deltagare (rad 2076) är 16 216 kr",
        ),
        (
            "50 %",
            f"({WOMEN}) / ({BEFORE})",
            "men 23 (Kvinnor 2025 och Män 2025) av 65 (Kvinnor 2024 och Män 2024) på raden Teamet (Insatser, rad 729) är 35,38 %",
        ),
        (
            "550 845 kr",
            f"{NOTE}.Insatser.Summa[utfall 2025] + {NOTE}.Administration.Summa[utfall 2025]",
            "men 437 845 + 120 000 (Not 8, rad 3152 och 3161) blir 557 845 kr",
        ),
        (
            "24",
            f"Insatser.Arena[Kvinnor 2025] + Insatser.Arena[Män 2025] + {WOMEN} + Insatser.Arena[Män 2024]",
            "men de 5 tal som ska ge det (Insatser, rad 730 och 729) blir tillsammans 30",
        ),
    ],
)
def test_each_number_that_a_sentence_is_held_against_says_where_it_stands(
    report: Read, book: RuleBook, value: str, equals: str, said: str
) -> None:
    assert said in _told(report(TABLES.format(value=value, equals=equals)), book, "TX001", "TX002", "TX003")


def test_of_what_is_open_the_figures_to_compare_are_named(report: Read, book: RuleBook) -> None:
    text = """tables:
  Översikt över verksamhetens utveckling:
    columns: 2025 | 2024
    rows:
      Årets resultat: 193 876 | 487 600 @75
  Översikt medlemsbidragets utveckling:
    columns: 2025 | 2024
    rows:
      Resultat: 193 876 | 462 600 @85
"""
    assert _told(report(text), book, "X001") == (
        "Resultat är 462 600 kr i tabellen Översikt medlemsbidragets utveckling, men Årets resultat i tabellen Översikt över "
        "verksamhetens utveckling är 487 600 kr (2024, rad 75). Det framgår inte av siffrorna vilket av talen som är fel: "
        "jämför båda med underlaget."
    )


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ((), ""),
        ((247,), "rad 247"),
        ((855, 62), "rad 855 och 62"),
        ((247, 248, 247), "rad 247 och 248"),
        ((782, 786, 790, 794, 798), "rad 782–798"),
        ((3018, 3094, 3095, 3096, 3097), "rad 3018 och 3094–3097"),
        ((10, 20, 30, 40, 50), "rad 10–50"),
    ],
)
def test_lines_are_told_one_by_one_where_they_are_few(lines: Sequence[int], words: str) -> None:
    assert lines_words([Place(source_line=line) for line in lines], "sv") == words


def test_pages_go_before_lines() -> None:
    assert lines_words([Place(page=3, source_line=9), Place(page=5, source_line=2)], "sv") == "sidorna 3 och 5"


def _things(*lines: int) -> list[Thing]:
    return [Thing(f"punkt {number}", Place(source_line=line)) for number, line in enumerate(lines, 1)]


def test_each_thing_of_a_list_has_its_line_and_so_have_those_that_are_counted() -> None:
    told = list_of(message("matter.names", count=6), _things(10, 11, 12, 13, 14, 15), "sv", at=Place(source_line=10))
    assert told.items == (
        "rad 10: punkt 1",
        "rad 11: punkt 2",
        "rad 12: punkt 3",
        "rad 13: punkt 4",
        "… och 2 till (rad 14 och 15)",
    )
    assert len(told.lines) == 6


def test_a_list_on_one_line_of_the_report_tells_it_once() -> None:
    told = list_of(message("matter.names", count=2), _things(10, 10), "sv", at=Place(source_line=10))
    assert (told.items, len(told.lines)) == (("punkt 1", "punkt 2"), 1)
