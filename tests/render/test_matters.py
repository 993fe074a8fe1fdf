"""A matter in words: every number says what it is or where it stands, and every point has its own line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.check import check
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


@pytest.mark.parametrize(
    ("value", "equals", "said"),
    [
        ("54 %", "32 / 72", "men 32 av 72 är 44,44 %."),
        ("21 %", "132 / 118 - 1", "men förändringen från 118 till 132 är 11,86 %."),
        (
            "12 %",
            f"{NOTE}.Insatser.Teamet[utfall 2025] / {NOTE}.Insatser.Teamet[budget 2025] - 1",
            "men förändringen från 400 000 kr (Budget 2025) till 437 845 kr (Utfall 2025) på raden Teamet "
            "(Not 8, rad 3151) är 9,46 %.",
        ),
    ],
)
def test_numbers_of_a_formula_and_what_grew_are_told(report: Read, book: RuleBook, value: str, equals: str, said: str) -> None:
    assert said in _told(report(TABLES.format(value=value, equals=equals)), book, "TX002")


TWICE = """tables:
  Insatser:
    kind: statistik
    unit: antal
    columns: 2025
    rows:
      Teamet: 33
      Alla: 100
claims:
  - text: "{text}"
    value: 36 %
    equals: Insatser.Teamet / Insatser.Alla
    at: 260
  - text: "Fler, 45 %, var nöjda"
    value: 45 %
    equals: 34 / 100
    at: 260
  - text: "Färre, 55 %, var missnöjda"
    value: 55 %
    equals: 66 / 100
    at: 260
"""


def test_of_a_quotation_with_two_percentages_the_one_that_is_meant_comes_first(report: Read, book: RuleBook) -> None:
    told = _told(report(TWICE.format(text="42 % mot 36 % året före")), book, "TX002")
    assert "36 % (”42 % mot 36 % året före”) mot 33 av 100 = 33 %" in told
    assert "”Fler, 45 %, var nöjda” mot 34 %" in told


def test_a_long_quotation_is_cut_round_the_number_with_its_unit(report: Read, book: RuleBook) -> None:
    text = (
        "Av alla dem som någon gång under det gångna året deltog i verksamheten var det sammanlagt hela 36 procent som slutade"
    )
    told = _told(report(TWICE.format(text=text).partition('  - text: "Fler')[0]), book, "TX002")
    assert told.startswith("Texten säger 36 % (”… ")
    assert "hela 36 procent …”), men Teamet (33) av Alla (100) är 33 %." in told


def test_few_corrections_of_several_amounts_are_told_one_by_one(report: Read, book: RuleBook) -> None:
    text = """tables:
  Not 8 Sammanställning:
    columns: Budget 2025 | Utfall 2025 | Differens
    rows:
      Lokaler: 62 100 | 11 293 | 40 807 @1120
      Resor: 26 000 | 4 000 | 22 000 @1121
      Summa: 88 100 | 15 293 | 62 807 @1122
"""
    result = check(report(text), book)
    said = next(told for matter in result.matters if "Lokaler" in (told := matter_sentence(matter, result, "sv")))
    assert said.startswith("Lokaler: avvikelsen står som 40 807 kr, men skillnaden mellan utfall och budget är 50 807 kr")
    assert "3 rättelser är lika tänkbara: " in said
    assert "Differens: Lokaler 40 807 kr → 50 807 kr; Summa 62 807 kr → 72 807 kr" in said
    assert "Utfall 2025: Lokaler 11 293 kr → 21 293 kr; Summa 15 293 kr → 25 293 kr" in said


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Kassa och bank: 849 827 | 849 827", "bör vara 1 095 791 kr (samma belopp som i kolumnen 2024-12-31)"),
        ("Kassa och bank: 1 059 791 | 849 827", "bör vara 1 095 791 kr (två siffror har bytt plats)"),
    ],
)
def test_an_amount_of_another_column_names_it(report: Read, book: RuleBook, row: str, told: str) -> None:
    text = f"""tables:
  Balansräkning:
    columns: 2025-12-31 | 2024-12-31
    rows:
      Tillgångar:
        Lager: 12 300 | 14 100
        Fordringar: 1 425 219 | 3 813 758
        {row}
        Summa tillgångar: 2 533 310 | 4 677 685
      Summa eget kapital och skulder: 2 533 310 | 4 677 685
"""
    result = check(report(text), book)
    assert told in matter_sentence(result.matters[0], result, "sv")


def test_what_a_total_lacks_along_its_row_is_a_column(report: Read, book: RuleBook) -> None:
    text = """tables:
  Deltagare:
    kind: statistik
    unit: antal
    columns: Kvinnor | Män | Summa
    rows:
      Pågående: 231 | 124 | 355
      Nya: 142 | 138 | 280
      Studier: 139 | 133 | 139
      Arbete: 134 | 129 | 263
"""
    result = check(report(text), book)
    assert "139, " in matter_sentence(result.matters[0], result, "sv")
    assert "(en kolumn har fallit bort ur summan: Män)" in matter_sentence(result.matters[0], result, "sv")


def test_a_row_without_a_budget_is_income_by_its_deviation_and_a_slip_beside_it_is_named(report: Read, book: RuleBook) -> None:
    text = """tables:
  Driftredovisning:
    unit: tkr
    columns: Utfall 2025 | Budget 2025 | Avvikelse
    rows:
      Huvudmännens insats: 5 200 | 5 200 | 0
      Övriga intäkter från projektparter: 412 | 350 | 62
      Statsbidrag, särskilda satsningar: 90 | 0 | 90
      Steget vidare: 2 210 | 2 300 | 90
      Gröna rehab Hagby: 867 | 900 | 24
      Samverkansteam Norr: 1 144 | 1 100 | -44
      Lokala samverkansgrupper: 95 | 120 | 25
      Gemensamma resurser: 1 222 | 1 150 | -72
      Netto: 155 | -20 | 175
"""
    result = check(report(text), book)
    assert [matter_sentence(matter, result, "sv") for matter in result.matters if matter.severity == "error"] == [
        "Gröna rehab Hagby i driftredovisningen (Utfall 2025) står som 867 tkr, ska vara 876 tkr (två siffror har bytt plats)."
    ]
