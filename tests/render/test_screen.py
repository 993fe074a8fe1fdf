"""The first screen: what a reader of the report has before him, in the report's own words."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal

import pytest

from finsam_audit import load_rules
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.quantities import Term
from finsam_audit.controls.relation import used
from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.check import check
from finsam_audit.messages import message
from finsam_audit.page.model import Report
from finsam_audit.page.units import ONE
from finsam_audit.render.closing import closing
from finsam_audit.render.matter_items import Told, elsewhere
from finsam_audit.render.matter_text import matter_sentence
from finsam_audit.render.quotes import quote_of
from finsam_audit.render.screen import screen
from finsam_audit.render.shown import as_printed
from finsam_audit.render.table_names import LONGEST, short_names, short_rows
from finsam_audit.render.text import write_results
from finsam_audit.rulebook.examples import example_report
from tests.causes.test_matters import BALANCE, GOALS, SHORT
from tests.pages import a_figure
from tests.samples import checked

Read = Callable[[str], Report]


def _told(report: Report, book: RuleBook, *rules: str) -> list[str]:
    result = check(report, book, [rule for name in rules for rule in book.find(name)] or None)
    return [matter_sentence(matter, result, "sv") for matter in result.matters]


def test_the_amounts_that_should_stand_are_told_of_all_years(report: Read, book: RuleBook) -> None:
    [told] = _told(report(BALANCE), book, "BR002")
    assert told == (
        "Summa omsättningstillgångar i balansräkningen (2025-12-31 och 2024-12-31) står som 2 545 795 och 4 696 357 kr, bör vara "
        "2 521 010 och 4 663 585 kr (en rad för mycket har räknats in: Anläggningstillgångar)."
    )


def test_signs_that_are_simply_turned_are_called_so(report: Read, book: RuleBook) -> None:
    text = """tables:
  Kassaflödesanalys:
    columns: 2025 | 2024
    rows:
      Årets resultat: -92 822 | 41 300
      Justering för ej likviditetspåverkande poster: 7 986 | 7 986
      Medel från verksamheten före förändring av rörelsekapital: -84 836 | 49 286
      Ökning/minskning kortfristiga fordringar: 3 250 815 | 120 400
      Ökning/minskning kortfristiga skulder: -2 576 002 | -71 500
      Kassaflöde från den löpande verksamheten: -759 649 | 98 186
      Årets kassaflöde: -759 649 | 98 186
      Likvida medel vid årets början: 1 609 476 | 1 511 290
      Likvida medel vid årets slut: 849 827 | 1 609 476
"""
    [told] = _told(report(text), book, "KF")
    assert told.startswith("Kassaflödesanalysen 2025 har omkastade tecken: Ökning/minskning kortfristiga fordringar ska vara ")


def test_a_sentence_that_judges_many_goals_is_quoted_once(report: Read, book: RuleBook) -> None:
    said = '"Målen har uppnåtts. @356"'
    result = check(report(SHORT + GOALS.format(first=said, second=said)), book, book.find("ML001"))
    [line] = [line for part in screen(result, "sv").parts for line in part.lines]
    assert (line.number, line.place) == (1, "rad 356")
    assert line.text == (
        "”Målen har uppnåtts.” – men 2 mål nås inte: rad 245: ”30 % avslutas mot studier” 16 % (lägst 30 %); "
        "rad 248: ”40 % går vidare till rehabilitering” 31 % (lägst 40 %)."
    )


def test_without_a_source_the_line_is_that_of_the_data_file(report: Read, book: RuleBook) -> None:
    bare = "\n".join(line.partition(" @")[0] for line in BALANCE.splitlines())
    shown = screen(check(report(bare), book, book.find("BR002")), "sv")
    assert [line.place for part in shown.parts for line in part.lines] == ["rad 14"]


def test_goals_that_are_missed_in_silence_are_not_ready_to_publish(report: Read, book: RuleBook) -> None:
    goals = GOALS.replace("    judgement: met\n    judged: {first}\n", "").replace(
        "    judgement: met\n    judged: {second}\n", ""
    )
    result = check(report(SHORT + goals), book)
    assert [matter.severity for matter in result.matters if matter.together == "goals"] == ["warning"]
    assert closing(result, "sv").startswith(
        "Inget att rätta i det som gick att kontrollera. Att förklara eller rätta före publicering: 1 sak."
    )


def test_only_roundings_are_ready(report: Read, book: RuleBook) -> None:
    text = """tables:
  Resultaträkning:
    columns: 2025 | 2024
    rows:
      Årets resultat: -193 877 | -92 822
  Översikt över verksamhetens utveckling:
    columns: 2025 | 2024
    rows:
      Årets resultat: -193 876 | -92 822
"""
    result = check(report(text), book, book.find("X001"))
    assert [matter.together for matter in result.matters] == ["rounding"]
    assert closing(result, "sv").startswith("Klar att publicera")


def test_a_bridge_that_is_near_is_called_so_with_its_rest(report: Read, book: RuleBook) -> None:
    text = """tables:
  Resultaträkning:
    columns: 2025 | 2024
    rows:
      Verksamhetens intäkter: 8 000 | 7 000
      Verksamhetens kostnader: -8 266 | -7 600
      Verksamhetens resultat: -266 | -600
      Finansiella kostnader: -{cost} | -48
      Årets resultat: -{loss} | -648
  Översikt över verksamhetens utveckling:
    columns: 2025 | 2024
    rows:
      Verksamhetens kostnader: -8 300 | -7 648
"""
    [exact] = _told(report(text.format(cost=34, loss=300)), book, "FL004")
    [near] = _told(report(text.format(cost=33, loss=299)), book, "FL004")
    assert "skillnaden är lika stor som de finansiella posterna, 34 kr." in exact
    assert "skillnaden är nästan lika stor som de finansiella posterna, 33 kr; 1 kr återstår." in near


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (
            ("Översikt medlemsbidragets utveckling och användning", "Översikt över verksamhetens utveckling 2020 - 2025"),
            ("Översikt medlemsbidragets utveckling …", "Översikt över verksamhetens utveckling …"),
        ),
        (("Not 3. Verksamhetens kostnader (inkl. avskrivningar)",), ("Not 3",)),
        (
            (
                "Fördelning av deltagarnas försörjning före insats, kvinnor",
                "Fördelning av deltagarnas försörjning före insats, män",
            ),
            ("Fördelning … kvinnor", "Fördelning … män"),
        ),
        (("Balansräkning",), ()),
        (("Driftredovisning per insats (nettokostnad)",), ("Driftredovisning per insats …",)),
        (("Indikatormätning, avslutade deltagare, planering",), ("Indikatormätning, avslutade deltagare …",)),
        (
            ("Resultat av svar från insatspersonal, fråga 1–4", "Resultat av svar från insatspersonal, fråga 5–11"),
            ("Resultat av svar … fråga 1–4", "Resultat av svar … fråga 5–11"),
        ),
        (
            ("Fördelning och förändring av försörjningskälla för alla avslutade deltagare",),
            ("Fördelning och förändring …",),
        ),
    ],
)
def test_a_long_name_is_shortened_to_what_tells_it_apart(names: tuple[str, ...], short: tuple[str, ...]) -> None:
    found = dict(short_names(names))
    assert tuple(found[name] for name in names if name in found) == short
    assert all(len(name) <= LONGEST for name in found.values())


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("stabilt högt (74–96 %) [lägst]", "stabilt högt (74–96 %)"),
        ("hälften så många [från teamet] jämfört", "hälften så många jämfört"),
        ("Budgetmål: [...] övriga insatser", "Budgetmål: … övriga insatser"),
        ("73 % av dem", "73 % av dem"),
    ],
)
def test_a_quotation_holds_the_words_of_the_report_only(written: str, printed: str) -> None:
    assert as_printed(written) == printed


@pytest.mark.parametrize("width", [60, 100, 140])
def test_an_amount_is_not_broken_whatever_the_width(
    monkeypatch: pytest.MonkeyPatch, report: Read, book: RuleBook, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    out = io.StringIO()
    write_results([check(report(BALANCE), book, book.find("BR002"))], book, "sv", (), out, True)
    assert all(f"{Decimal(amount):,}".replace(",", " ") in out.getvalue() for amount in (2545795, 4696357, 2521010, 4663585))


def test_rows_with_one_amount_that_should_be_another_are_told_once() -> None:
    result = checked("lekeberg-orebro-2020.yaml")
    told = [matter_sentence(matter, result, "sv") for matter in result.matters]
    assert (
        "SUMMA TIILLGÅNGAR och Summa omsättningstillgångar i balansräkningen (2019-12-31) står som 4 224 578 kr, bör vara "
        "4 244 578 kr (en siffra skiljer)."
    ) in told


COPIED = """tables:
  Finansierad verksamhet:
    columns: 2025 | 2024 | 2023
    rows:
      Individinriktade insatser:
        cells: 4 272 027 | 4 066 519 | 4 847 077
        rows:
          Coachingteamet: 4 013 455 | 4 016 586 | 4 847 077
          Ciceron: 258 572 | 49 933 | 149 441
      Strukturövergripande insatser:
        cells: 204 676 | 204 784 | 198 033
        rows:
          Mottagningsteam: 169 732 | 154 424 | 149 441
          Medlemmar i samverkan: 34 944 | 50 360 | 48 592
"""


def test_an_amount_that_was_copied_into_an_empty_cell_is_to_be_struck_out(report: Read, book: RuleBook) -> None:
    [told] = _told(report(COPIED), book, "FV001")
    assert told.startswith("Ciceron i tabellen Finansierad verksamhet (2023): 149 441 kr bör strykas. Det är beloppet på raden")


def test_a_misprint_is_told_with_how_it_is_read(report: Read, book: RuleBook) -> None:
    text = SHORT.replace("1 425 219", "--1 425 219 [read as 1 425 219]").replace(
        "849 827", "8,49 827 [read as 849 827 or 849 872]"
    )
    [told] = _told(report(text), book, "FM001")
    assert told == (
        "2 tal är fel tryckta: rad 490: ”--1 425 219”, läst som 1 425 219 kr; rad 491: ”8,49 827”, som kan vara 849 827 kr "
        "eller 849 872 kr."
    )


def test_a_long_matter_has_each_of_its_things_on_a_line_of_its_own(report: Read, book: RuleBook) -> None:
    said = '"Målen har uppnåtts. @356"'
    result = check(report(SHORT + GOALS.format(first=said, second=said)), book, book.find("ML001"))
    [line] = [line for part in screen(result, "sv").parts for line in part.lines]
    short = Told("Två tal är fel:", ("ett", "två"))
    assert short.lines == ("Två tal är fel: ett; två.",)
    assert short._replace(items=("ett" * 40, "två" * 40), after=("Rätta dem.",)).lines == (
        "Två tal är fel:",
        f"· {'ett' * 40}",
        f"· {'två' * 40}",
        "Rätta dem.",
    )
    assert line.lines == (
        "”Målen har uppnåtts.” – men 2 mål nås inte:",
        "· rad 245: ”30 % avslutas mot studier” 16 % (lägst 30 %)",
        "· rad 248: ”40 % går vidare till rehabilitering” 31 % (lägst 40 %)",
    )


def test_sentences_that_are_told_together_stand_one_below_the_other() -> None:
    told = Told(f"{'Ett' * 50}.", ("Två.",), ("Tre.",))
    assert told.lines == (f"{'Ett' * 50}.", "Två.", "Tre.")
    assert told.sentence == f"{'Ett' * 50}. Två. Tre."


INCLUDING = """goals:
  - id: reception
    goal: "Mottagningsteamet 160 tkr"
    target: "<= 160 tkr"
    outcome: 170 tkr
    judgement: met
    judged: "Målet är uppfyllt @308"
  - goal: "Insatserna 499 tkr"
    target: "<= 499 tkr"
    outcome: 542 tkr
    judgement: met
    judged: "Målet är uppfyllt @308"
    includes: [reception]
"""


def test_a_goal_whose_outcome_holds_that_of_another_is_not_counted_among_the_missed(report: Read, book: RuleBook) -> None:
    [told] = _told(report(SHORT + INCLUDING), book, "ML001")
    assert told.startswith(
        "”Målet är uppfyllt” – men 1 av 2 mål nås inte: ”Mottagningsteamet 160 tkr” 170 tkr (högst 160 tkr)."
    )
    assert told.endswith(
        "I utfallet 542 tkr för ”Insatserna 499 tkr” (högst 499 tkr) verkar 170 tkr ingå, som hör till ett annat mål; "
        "utan det nås målet."
    )


TEXT = """claims:
  - id: first
    text: "12 avslutade i Lekeberg"
    value: 12
  - id: second
    text: "53 avslutade i Örebro"
    value: 53
  - id: share
    text: "42 % i Lekeberg gick vidare"
    value: 42 %
  - id: other
    text: "15 % i Örebro gick vidare"
    value: 15 %
  - text: "tillsammans gick 25 % vidare"
    value: 25 %
    equals: "{equals}"
"""


@pytest.mark.parametrize(
    ("equals", "sums"),
    [
        (
            "(claims.share * claims.first + claims.other * claims.second) / (claims.first + claims.second)",
            "(42 % × 12 + 15 % × 53) delat med (12 + 53) blir 19,98 %",
        ),
        ("(claims.second - claims.first) / claims.second", "(53 − 12) delat med 53 blir 77,36 %"),
        ("claims.first / claims.second", "12 (”12 avslutade i Lekeberg”) av 53 (”53 avslutade i Örebro”) är 22,64 %"),
    ],
)
def test_a_number_of_the_text_shows_how_it_is_worked_out(report: Read, book: RuleBook, equals: str, sums: str) -> None:
    [told] = _told(report(TEXT.format(equals=equals)), book, "TX002")
    assert f"men {sums}." in told


def test_an_amount_that_is_tied_to_another_says_to_which_and_what_should_stand(report: Read, book: RuleBook) -> None:
    text = """tables:
  Översikt över verksamhetens utveckling:
    unit: tkr
    columns: 2025
    rows:
      Verksamhetens intäkter: 4 000
      Verksamhetens kostnader: -3 900
      Årets resultat: 104
  Resultaträkning:
    columns: 2025
    rows:
      Verksamhetens intäkter: 4 003 894
      Verksamhetens kostnader: -3 900 000
      Verksamhetens resultat: 103 894
      Årets resultat: 103 894
"""
    told = next(one for one in _told(report(text), book) if "intäkter" in one)
    assert told == (
        "Verksamhetens intäkter är 4 000 tkr i tabellen Översikt över verksamhetens utveckling, men Verksamhetens intäkter i "
        "resultaträkningen är 4 003 894 kr (2025). Det ska stå 4 004 tkr (en siffra skiljer)."
    )


def test_what_should_stand_has_the_sign_that_is_shown(book: RuleBook) -> None:
    [rule] = [rule for rule in load_rules(examples=True).rules if rule.id == "DR007"]
    [told] = _told(example_report(rule, "bad", str(rule.examples["bad"])), book, "DR007")
    assert "Administration är 1 400 tkr i driftredovisningen" in told
    assert told.endswith("Det bör stå 1 500 tkr (en siffra skiljer).")


def test_a_bridge_that_is_smaller_than_the_rounding_beside_it_is_not_called_nearly_as_large() -> None:
    result = checked("lekeberg-orebro-2020.yaml")
    told = [matter_sentence(matter, result, "sv") for matter in result.matters]
    [bridged] = [one for one in told if "8 266 tkr" in one]
    assert "skillnaden förklaras, inom avrundningen, av de finansiella posterna, 14 kr." in bridged


def test_a_column_of_another_year_is_named_with_its_own_amount(report: Read, book: RuleBook) -> None:
    text = """tables:
  Kassaflödesanalys:
    columns: 2025 | 2024
    rows:
      Årets kassaflöde: 500 | 300
      Likvida medel vid årets början: 3 800 | 3 200
      Likvida medel vid årets slut: 4 300 | 3 500
"""
    [told] = _told(report(text), book, "KF006")
    assert told.startswith(
        "Likvida medel vid årets början är 3 800 kr i kassaflödesanalysen (2025), men Likvida medel vid årets slut (2024) är "
        "3 500 kr."
    )


CLAIM = """claims:
  - text: {text}
    value: 30 %
    about: yes
"""


def test_a_long_sentence_is_quoted_where_its_number_stands(report: Read) -> None:
    before = "Även andelen av de avslutade deltagarna som gick vidare till fortsatt rehabilitering ökade till"
    text = CLAIM.format(text=f"{before} 30 % (2024 - 27 %)")
    [figure] = [figure for figure in report(text).figures() if figure.table == "claims"]
    assert quote_of(figure) == "… gick vidare till fortsatt rehabilitering ökade till 30 % …"


def test_a_head_does_not_say_that_nothing_is_to_be_explained_where_small_matters_are_left(report: Read, book: RuleBook) -> None:
    shown = screen(check(report(SHORT), book), "sv")
    assert (len(shown.parts), "inget att rätta, 1 liten" in shown.head, "förklara" in shown.head) == (1, True, False)


@pytest.mark.parametrize(
    ("label", "other", "short"),
    [
        ("Individinriktade insatser (% av totalkostnad)", "Coachingteamet", "Individinriktade insatser"),
        ("Individinriktade insatser (% av totalkostnad)", "Individinriktade insatser", None),
        ("Kassa och bank (9 %)", "Fordringar", None),
        ("Kostnad verksamhet (individinriktad, strukturövergripande, administration)", "Resultat", "Kostnad verksamhet"),
    ],
)
def test_a_row_loses_a_parenthesis_that_tells_it_from_no_other(label: str, other: str, short: str | None) -> None:
    assert dict(short_rows((label, other))).get(label) == short


def test_a_finding_without_amounts_is_named_by_its_row_alone() -> None:
    """A cost with the wrong sign has nothing that it is held against."""
    first, other = (
        Outcome(
            "finding", message("sign", row=name, profile="costs-negative"), kind="sign", figures=used([Term(one, ONE)], None)
        )
        for name, one in ((name, a_figure("250", name=name)) for name in ("Kansli", "Arena"))
    )
    assert [thing.text for thing in elsewhere(first, [other], "sv")] == ["Arena"]
