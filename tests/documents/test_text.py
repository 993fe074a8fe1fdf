"""What the running text of a document says: claims, goals, headings, sentences, people, dates. None that is not sure."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from finsam_audit.documents.claims import Given, claims_of
from finsam_audit.documents.counts import counts_of
from finsam_audit.documents.goals import goals_of, without_goals
from finsam_audit.documents.headings import contents_of, statements_of
from finsam_audit.documents.layout import PrintedCell, PrintedRow, PrintedTable
from finsam_audit.documents.measures import measures_of
from finsam_audit.documents.people import people_of
from finsam_audit.documents.prose import Sentence, folded, sentences_of
from finsam_audit.documents.said import Claim, Told
from tests.documents.paper import lines

KNOWN = Given("2025", "not.medlemsbidrag")
EQUITY = "balansräkning.summa eget kapital"
RESULT = "resultaträkning.årets resultat"
BUDGETED = "driftredovisning.resultat[budget 2025 netto]"


def _sentences(*texts: str) -> tuple[Sentence, ...]:
    return tuple(Sentence(text, folded(text), 3, None) for text in texts)


def _texts(told: Iterable[Told]) -> tuple[str, ...]:
    return tuple(one.text for one in told)


def _told(claims: tuple[Claim, ...]) -> list[tuple[str, str]]:
    return [(claim.value, claim.equals) for claim in claims]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Förbundet har vid årets slut ett eget kapital på 1 735 435 kr.", [("1 735 435 kr", EQUITY)]),
        ("Det utgående egna kapitalet uppgår till 1 305 tkr, vilket motsvarar 16 % av anslagna medel.",
         [("1 305 tkr", EQUITY), ("16 %", f"{EQUITY} / not.medlemsbidrag")]),
        ("Eget kapital motsvarar 8,8 procent av årets tilldelade medel.", [("8,8 %", f"{EQUITY} / not.medlemsbidrag")]),
        ("Periodens resultat är -193 877 kr.", [("-193 877 kr", RESULT)]),
        ("Det faktiska resultatet för året blev därmed ett underskott på 194 tkr.", [("194 tkr", f"- {RESULT}")]),
        ("Årets överskott uppgick till 345 tkr.", [("345 tkr", RESULT)]),
        ("Förbundet hade budgeterat ett resultat på -592 tkr.", [("-592 tkr", BUDGETED)]),
        ("Vi redovisar ett underskott på 36 tkr i förhållande till årets budget.",
         [("36 tkr", f"- (driftredovisning.resultat[utfall 2025 netto] - {BUDGETED})")]),
        ("2025 års medelstilldelning uppgick till 18 958 tkr.", [("18 958 tkr", "not.medlemsbidrag")]),
        ("Verksamhetens kostnader uppgick till 7 686 131 kr.", [("7 686 131 kr", "- resultaträkning.verksamhetens kostnader")]),
        ("Endast 32 % av verksamhetens kostnader utgörs av administration.",
         [("32 %", "finansierad verksamhet.administration / finansierad verksamhet.totala kostnader")]),
        ("Soliditeten uppgick till 40 %.", [("40 %", f"{EQUITY} / balansräkning.summa eget kapital och skulder")]),
    ],
)  # fmt: skip
def test_a_sentence_that_states_a_known_figure_is_a_claim(text: str, told: list[tuple[str, str]]) -> None:
    assert _told(claims_of(_sentences(text), KNOWN)) == told


@pytest.mark.parametrize(
    "text",
    [
        "Rekommendationen är att det egna kapitalet ska uppgå till maximalt 800 000 kr.",
        "Styrelsen vill ha ett eget kapital på minst 1 mkr.",
        "Förbundet hade ett eget kapital på 1 871 tkr vid ingången av året.",
        "Eget kapital uppgick 2024 till 629 996 kr.",
        "Förbundet har för mycket i eget kapital, 935 435 kr.",
        "Resultatet blev 250 tkr bättre än budget.",
        "ESF-projektets resultat blev 461 127 kr.",
        "Resultatet beror på ökade kostnader på 510 tkr.",
        "Styrelsen har för 2026 antagit en budget och medlemsbidragen uppgår till 4 000 000 kr.",
        "Medlemsbidraget från staten uppgår till 2 000 000 kr.",
        "Balanskravsresultatet blev 12 tkr.",
        "Målet är ett eget kapital på 1 000 tkr.",
        "Om förbundet hade haft ett eget kapital på 500 tkr skulle målet ha nåtts.",
        "Med ett resultat på -591 726.",
    ],
)
def test_a_plan_a_limit_a_comparison_another_year_or_a_part_is_no_claim(text: str) -> None:
    assert claims_of(_sentences(text), KNOWN) == ()


def test_a_recognised_figure_is_a_doubted_claim() -> None:
    text = "Eget kapital uppgår till 1 305 tkr."
    assert _told(claims_of((Sentence(text, folded(text), 1, None, True),), KNOWN)) == [("1 305 tkr [?]", EQUITY)]


def test_women_and_men_are_held_against_the_whole() -> None:
    whole, women, men = counts_of(_sentences("Under 2025 var totalt 133 deltagare inskrivna, varav 87 kvinnor och 46 män."))
    assert (whole.value, whole.equals) == ("133", f"claims.{women.id} + claims.{men.id}")
    assert (women.value, men.value) == ("87", "46")
    one, other = counts_of(_sentences("Fördelningen var jämn med 52,9 % kvinnor och 47,1 % män."))
    assert (one.value, other.value, other.equals) == ("52,9 %", "47,1 %", f"100 % - claims.{one.id}")


@pytest.mark.parametrize(
    "text",
    [
        "88 deltagare varav 46 kvinnor och 35 män, 7 annan könstillhörighet.",
        "Det var 45 % kvinnor och 43 % män och 12 % annat.",
    ],
)
def test_women_and_men_that_are_not_all_are_no_claim(text: str) -> None:
    assert counts_of(_sentences(text)) == ()


def test_a_movement_in_words_is_a_claim() -> None:
    (claim,) = counts_of(_sentences("Andelen har ökat från 39 % till 53 %."))
    assert claim.value == "53 %"


def test_a_goal_needs_target_outcome_and_one_unit() -> None:
    target = "Förbundet ska ha som ambition att inte överskrida 20 % av eget kapital."
    (goal,) = goals_of(_sentences(target, "Utfallet för 2025 blev 8,8 %.", "Målet är därmed uppfyllt."), ())
    assert (goal.target, goal.outcome, goal.judgement) == ("<= 20 %", "8,8 %", "met")
    assert goals_of(_sentences(target, "Utfallet för 2025 blev 800 tkr."), ()) == ()
    assert goals_of(_sentences(target, "Insatsen fortsätter."), ()) == ()


def test_a_table_of_goals_gives_goals() -> None:
    row = PrintedRow("Deltagare som går till arbete", (PrintedCell("45 %"), PrintedCell("44 %")))
    (goal,) = goals_of((), [PrintedTable("Mål", ("Målvärde", "Utfall 2025"), (row,), 4)])
    assert (goal.goal, goal.target, goal.outcome) == ("Deltagare som går till arbete", "45 %", "44 %")


def test_what_a_measure_used_is_held_against_its_own_row() -> None:
    row = PrintedRow("Coachingteam Örebro", (PrintedCell("2 830 000"), PrintedCell("2 762 366")))
    table = PrintedTable("Insatser", ("Budget 2025", "Utfall 2025"), (row,), 7, "kr")
    texts = ("Coachingteamet Örebro", "Totalt medelsanslag 2025: 2 830 000 kr", "Förbrukade medel 2025: 2 759 000 kr")
    name = "«Insatser».«Coachingteam Örebro»"
    told = [("2 830 000 kr", f"{name}[Budget 2025]"), ("2 759 000 kr", f"{name}[Utfall 2025]")]
    assert _told(measures_of(_sentences(*texts), "2025", [table])) == told
    assert measures_of(_sentences("Mässan", *texts[1:]), "2025", [table]) == ()


def test_lines_are_put_together_to_sentences() -> None:
    page = lines(
        """
Förbundet har under året arbetat med insatser för att stärka verk-
samheten och har ett eget kapital på 1 735 435 kr. Detta är bra.

Kassa och bank              1 095 791    849 827
Nästa stycke.
"""
    )
    texts = [sentence.text for sentence in sentences_of([page])]
    assert texts == [
        "Förbundet har under året arbetat med insatser för att stärka verksamheten och har ett eget kapital på 1 735 435 kr.",
        "Detta är bra.",
        "Nästa stycke.",
    ]


def test_the_printed_list_of_contents_gives_the_headings() -> None:
    page = lines(
        """
Innehållsförteckning

1 Förvaltningsberättelse ....... 3
1.1 Översikt ....... 4
1.2 Viktiga förhållanden ....... 4
2 Resultaträkning ....... 5
3 Balansräkning ....... 6
"""
    )
    assert _texts(contents_of([page])) == (
        "1 Förvaltningsberättelse", "1.1 Översikt", "1.2 Viktiga förhållanden", "2 Resultaträkning", "3 Balansräkning",
    )  # fmt: skip


HEADINGS = ["1. Inledning", "1.1 Översikt", "1.2 Mål", "2. Resultaträkning", "3. Balansräkning", "4. Noter"]


def test_numbered_headings_are_an_outline_only_where_none_is_missed() -> None:
    assert _texts(contents_of([lines("\n\n".join(HEADINGS))])) == tuple(HEADINGS)
    missed = [heading for heading in HEADINGS if not heading.startswith("1.1")]
    assert _texts(contents_of([lines("\n\n".join(missed))])) == ()


def test_sentences_that_matter_are_kept_and_aims_are_not() -> None:
    told = "Ingen skuldsättning har skett."
    assert _texts(statements_of(_sentences(told, "Insatserna ska bedrivas inom budget.", "Vi arbetar vidare."))) == (told,)


def test_who_signs_stands_over_the_function() -> None:
    page = lines(
        """
7. Styrelsens underskrift

Örebro den 12 mars 2026

Carola Ek               Allen Alm
Ordförande              Vice ordförande

Per Folk
Ledamot

8. Revisionens underskrift

Nils Nord
KPMG, utsedd av staten
"""
    )
    people = people_of([page])
    assert _texts(people.signatures) == (
        "Carola Ek | | Ordförande",
        "Allen Alm | | Vice ordförande",
        "Per Folk | | Ledamot",
        "Nils Nord | staten | KPMG",
    )
    assert _texts(people.auditors) == ("Nils Nord | staten | KPMG",)
    assert [(key, day.text) for key, day in people.dates] == [("signed", "2026-03-12")]


def test_a_name_without_a_function_leaves_the_signatures_out() -> None:
    assert people_of([lines("7. Styrelsens underskrift\n\nCarola Ek\nOrdförande\n\nPer Folk\n\nLedamoten")]).signatures == ()


def test_the_board_is_lines_of_name_member_and_function() -> None:
    page = lines(
        """
Eva Ek         Storby kommun     Ordförande
Bo Alm         Region Exempel    Ersättare
Siv Moe        Storby kommun     Ledamot
"""
    )
    assert _texts(people_of([page]).board) == (
        "Eva Ek | Storby kommun | Ordförande", "Bo Alm | Region Exempel | Ersättare", "Siv Moe | Storby kommun | Ledamot",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Beslutad av styrelsen 2026-02-24", (("decided", "2026-02-24"),)),
        ("Styrelsen fastställde årsredovisningen den 5 mars 2026", (("decided", "2026-03-05"),)),
        ("Budget för 2025 fastställdes av styrelsen den 28 november 2024", (("budget decided", "2024-11-28"),)),
        ("Styrelsen möttes den 5 mars 2026", ()),
        ("Beslutad av styrelsen 2026-02-31", ()),
    ],
)
def test_dates_of_decisions(text: str, dates: tuple[tuple[str, str], ...]) -> None:
    assert tuple((key, day.text) for key, day in people_of([lines(text)]).dates) == dates


def test_goals_stand_in_a_table_of_words() -> None:
    page = lines(
        """
Mål                                  Målvärde        Utfall     Bedömning

Andel som går till arbete            minst 40 %      44 %       Uppfyllt
eller studier

Andel som avbryter                   högst 10 %      12 %       Ej uppfyllt

Sjukfrånvaro                         5 %             4 %        Uppfyllt

Deltagare som är nöjda               80 %            75 %       Delvis uppfyllt
"""
    )
    assert [(one.goal, one.target, one.outcome, one.judgement) for one in goals_of((), (), [page])] == [
        ("Andel som går till arbete eller studier", ">= 40 %", "44 %", "met"),
        ("Andel som avbryter", "<= 10 %", "12 %", "not met"),
        ("Deltagare som är nöjda", "80 %", "75 %", "partly"),
    ]


def test_a_goal_whose_lines_are_not_told_apart_leaves_the_table_out() -> None:
    page = lines(
        """
Mål                                  Mål 2025        Utfall
Andel som går till arbete            40 %            44 %
eller studier
Andel som avbryter                   10 %            12 %
"""
    )
    assert goals_of((), (), [page]) == ()


def test_a_table_of_the_board_may_have_its_columns_in_any_order() -> None:
    page = lines(
        """
Namn              Roll                  Organisation
Eva Ek            Ordförande            Storby kommun
Bo Alm            Vice ordförande       Region Exempel
Siv Moe           Ledamot               Arbetsförmedlingen

Styrelsen har haft fem möten under året och behandlat budget och uppföljning.
"""
    )
    assert _texts(people_of([page]).board) == (
        "Eva Ek | Storby kommun | Ordförande",
        "Bo Alm | Region Exempel | Vice ordförande",
        "Siv Moe | Arbetsförmedlingen | Ledamot",
    )


def test_a_table_of_the_board_with_a_row_that_is_not_whole_is_left_out() -> None:
    page = lines(
        """
Namn              Roll                  Organisation
Eva Ek            Ordförande            Storby kommun
Bo Alm                                  Region Exempel
Siv Moe           Ledamot               Arbetsförmedlingen
Ulf Lind          Ledamot               Försäkringskassan
"""
    )
    assert people_of([page]).board == ()


def test_a_table_of_goals_ends_where_something_stands_apart() -> None:
    page = lines(
        """
Mål                                  Målvärde        Utfall
Andel som går till arbete            minst 40 %      44 %
Andel som avbryter                   högst 10 %      12 %


Väsentliga händelser
"""
    )
    (first, second) = goals_of((), (), [page])
    assert (first.outcome, second.outcome) == ("44 %", "12 %")
    table = PrintedTable("Mål", ("Målvärde", "Utfall"), (PrintedRow("A", (PrintedCell("minst 40 %"), PrintedCell("44 %"))),), 1)
    figures = PrintedTable("Budget", ("2025",), (PrintedRow("A", (PrintedCell("40"),)),), 1)
    assert without_goals([table, figures], [first]) == [figures]
    assert without_goals([table], []) == [table]
