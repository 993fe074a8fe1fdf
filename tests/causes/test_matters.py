"""What one person would mend or explain in one go."""

from __future__ import annotations

from collections.abc import Callable

from finsam_audit.controls.outcome import Matter, Result
from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.check import check
from finsam_audit.page.model import Report
from finsam_audit.render.matter_text import matter_sentence

Read = Callable[[str], Report]

BALANCE = """tables:
  Balansräkning:
    columns: 2025-12-31 | 2024-12-31
    rows:
      Tillgångar:
        Anläggningstillgångar: 24 785 | 32 772 @488
        Omsättningstillgångar:
          Fordringar: 1 425 219 | 3 813 758 @490
          Kassa och bank: 1 095 791 | 849 827 @491
          Summa omsättningstillgångar: 2 545 795 | 4 696 357 @492
"""
GOALS = """goals:
  - goal: "30 % avslutas mot studier"
    target: 30 %
    outcome: 16 %
    judgement: met
    judged: {first}
    at: 245
  - goal: "40 % går vidare till rehabilitering"
    target: 40 %
    outcome: 31 %
    judgement: met
    judged: {second}
    at: 248
"""
CLAIMS = """claims:
  - text: "Kassan uppgick till 1 095 000 kr"
    value: 1 095 000 kr
    equals: balansräkning.kassa och bank
    column: 2025-12-31
    at: {first}
  - text: "och fordringarna till 1 452 219 kr"
    value: 1 452 219 kr
    equals: balansräkning.fordringar
    column: 2025-12-31
    at: {second}
"""
SHORT = BALANCE.replace("2 545 795 | 4 696 357", "2 521 010 | 4 663 585")


def _of(result: Result, *rules: str) -> list[Matter]:
    """The matters that tell of these rules."""
    return [matter for matter in result.matters if {result.outcomes[index].rule for index in matter.findings} & set(rules)]


def test_a_row_that_is_wrong_in_two_years_for_one_reason_is_one_matter(report: Read, book: RuleBook) -> None:
    result = check(report(BALANCE), book, book.find("BR002"))
    [matter] = result.matters
    assert (matter.together, len(matter.findings), len(matter.causes), matter.severity) == ("columns", 2, 2, "error")
    assert matter.place is not None
    assert matter.place.source_line == 492


def test_goals_under_one_sentence_are_one_matter_and_stand_where_it_does(report: Read, book: RuleBook) -> None:
    said = '"Målen har uppnåtts. @356"'
    result = check(report(SHORT + GOALS.format(first=said, second=said)), book)
    [matter] = _of(result, "ML001")
    assert (matter.together, len(matter.findings)) == ("goals", 2)
    assert matter.place is not None
    assert matter.place.source_line == 356


def test_goals_under_different_sentences_are_not(report: Read, book: RuleBook) -> None:
    result = check(report(SHORT + GOALS.format(first="Målet är nått. @246", second="Målet är nått. @249")), book)
    assert [len(matter.findings) for matter in _of(result, "ML001")] == [1, 1]


def test_the_findings_of_one_paragraph_are_one_matter(report: Read, book: RuleBook) -> None:
    result = check(report(SHORT + CLAIMS.format(first=289, second=289)), book)
    assert [(matter.together, len(matter.findings)) for matter in _of(result, "TX001")] == [("paragraph", 2)]


def test_those_of_two_paragraphs_are_two(report: Read, book: RuleBook) -> None:
    result = check(report(SHORT + CLAIMS.format(first=289, second=290)), book)
    assert [len(matter.findings) for matter in _of(result, "TX001")] == [1, 1]


def test_this_year_comes_before_last_and_the_statements_before_the_text(report: Read, book: RuleBook) -> None:
    overview = """  Översikt över verksamhetens utveckling:
    columns: 2025 | 2024
    rows:
      Soliditet: 1 305 000 kr | 1 400 000 kr
"""
    only_last = BALANCE.replace("2 545 795 | 4 696 357", "2 521 010 | 4 696 357")
    notes = """  Not 4. Fordringar:
    columns: 2025-12-31 | 2024-12-31
    rows:
      Kundfordringar: 1 000 000 | 3 000 000
      Övrigt: 425 219 | 813 758
      Summa: 1 425 319 | 3 813 758
"""
    result = check(report(only_last + notes + overview), book)
    tables = [
        next(used.figure.table for used in result.outcomes[matter.findings[0]].figures if used.figure is not None)
        for matter in result.matters
        if matter.severity == "error"
    ]
    assert tables == ["Balansräkning", "Not 4. Fordringar", "Översikt över verksamhetens utveckling"]


def test_what_has_no_figure_has_the_place_of_what_it_names(report: Read, book: RuleBook) -> None:
    text = """finsam-audit: 1
report:
  entity: Samordningsförbundet Exempel
  organisation: samordningsförbund
  period: 2025
  decided: 2025-02-24 @4
  board:
    - Anna Berg | Exempels kommun | Ordförande @113
    - Bo Ek | Regionen | Ledamot @114
  signatures:
    - Anna Berg |  | Ordförande @579
    - Cecilia Dahl |  | Ledamot @595
"""
    result = check(report(text + SHORT), book)
    places = {
        result.outcomes[matter.findings[0]].rule: matter.place.source_line
        for matter in result.matters
        if matter.place is not None
    }
    assert (places["DT001"], places["DT004"]) == (4, 595)


FOLLOWS_TWO = """tables:
  Driftredovisning:
    unit: tkr
    columns: Utfall 2025 Intäkt | Utfall 2025 Kostnad | Utfall 2025 Netto | Budget 2025 Netto | Avvikelse 2025
    rows:
      Individinriktade insatser: 0 | -4 272 | -4 272 | -4 101 | 88
      Strukturövergripande insatser: 0 | -542 | -542 | -659 | 37
      Administration: 530 | -852 | -322 | -340 | 18
      Medelstilldelning: 4 942 | 0 | 4 942 | 4 942 | 0
      Summa: 5 472 | -5 487 | -15 | -158 | 143
  Finansierad verksamhet:
    columns: 2025
    rows:
      Individinriktade insatser: 4 272 027
      Strukturövergripande insatser: 542 267
      Administration: 321 583
      Totala kostnader: 5 135 877
  Not 3 Verksamhetens kostnader:
    columns: 2025
    rows:
      Administration: 851 900
      Strukturövergripande insatser: 621 833
      Individinriktade insatser: 4 013 455
      Summa: 5 487 188
"""


def test_rows_that_follow_one_table_and_sums_that_follow_another_are_told_so(report: Read, book: RuleBook) -> None:
    result = check(report(FOLLOWS_TWO), book)
    [cause] = [cause for cause in result.causes if cause.kind == "two_tables"]
    assert (cause.told.args["other"], cause.told.args["of"]) == ("Finansierad verksamhet", "Not 3")
    assert {(figure.row, int(value)) for figure, value in cause.corrections} == {
        ("Individinriktade insatser", -4013),
        ("Strukturövergripande insatser", -622),
    }


def test_that_the_two_tables_differ_is_the_same_matter(report: Read, book: RuleBook) -> None:
    result = check(report(FOLLOWS_TWO), book)
    matter = result.matters[0]
    assert [result.outcomes[index].rule for index in matter.findings].count("FV007") == 2
    assert matter_sentence(matter, result, "sv").endswith(
        "Tabellen Finansierad verksamhet och Not 3 skiljer sig också åt: Individinriktade insatser 2025: 4 272 027 kr mot "
        "4 013 455 kr; Strukturövergripande insatser 2025: 542 267 kr mot 621 833 kr."
    )


PART_OF_A_WHOLE = """tables:
  Resultaträkning:
    columns: 2025
    rows:
      Verksamhetens kostnader: -3 544 300 @10
  Not 2. Verksamhetens kostnader:
    columns: 2025
    rows:
      Administration:
        Kansli: 790 000 @21
        Summa administrativa kostnader: 790 000 @22
  Not 8. Utfall och budget:
    columns: Budget 2025 | Utfall 2025
    rows:
      Insatser:
        Vägen in: 1 900 000 | 1 850 300 @31
        Porten: 900 000 | 900 000 @32
        Summa insatser: 2 800 000 | 2 750 300 @33
      Administration:
        Kansli: 800 000 | 750 000 @34
        Summa administrativa kostnader: 800 000 | 750 000 @35
"""


def test_a_sum_that_stands_nowhere_and_the_part_of_it_that_does_not_either_are_one_matter(report: Read, book: RuleBook) -> None:
    result = check(report(PART_OF_A_WHOLE), book, [*book.find("BU002"), *book.find("BU003")])
    [matter] = result.matters
    assert [result.outcomes[index].rule for index in matter.findings] == ["BU002", "BU003"]
    assert (
        "Rad 35: Summa administrativa kostnader är 750 000 kr i Not 8, men Summa administrativa kostnader i Not 2 är "
        "790 000 kr (Utfall 2025, rad 22)."
    ) in matter_sentence(matter, result, "sv")


def test_words_found_because_of_a_figure_stand_where_they_do(report: Read, book: RuleBook) -> None:
    text = """tables:
  Översikt över verksamhetens utveckling:
    columns: 2025
    rows:
      Antal anställda: 2 @16
claims:
  - text: "Sjukfrånvaron i förbundet ligger på 3,68%"
    value: 3,68%
    at: 29
"""
    result = check(report(text), book, book.find("SE009"))
    [matter] = result.matters
    assert matter.place is not None
    assert matter.place.source_line == 29


def test_two_rows_alike_are_told_with_the_sum_that_they_are_in(report: Read, book: RuleBook) -> None:
    text = """tables:
  Finansierad verksamhet:
    columns: 2025 | 2024
    rows:
      Individinriktade insatser:
        Stegen till arbete: 1 620 400 | 1 510 100
        Unga vuxna: 1 620 400 | 1 294 000
        Summa individinriktade insatser: 2 915 400 | 2 804 100
"""
    result = check(report(text), book, [rule for name in ("FV001", "FL009") for rule in book.find(name)])
    [matter] = result.matters
    assert [result.outcomes[index].rule for index in matter.findings] == ["FV001", "FL009"]
    assert matter_sentence(matter, result, "sv").endswith(
        "Stegen till arbete och Unga vuxna står båda som 1 620 400 kr. Det stämmer om det ena beloppet ska vara 1 295 000 kr."
    )


def test_limits_that_hold_once_a_figure_is_corrected_go_with_it(report: Read, book: RuleBook) -> None:
    result = check(
        report("""
Balansräkning:
  columns: 2025-12-31
  rows:
    Tillgångar:
      Omsättningstillgångar:
        Fordringar: 100 000
        Kassa och bank: 454 398
        Summa omsättningstillgångar: 554 398
      Summa tillgångar: 554 398
    Eget kapital och skulder:
      Eget kapital: 181 040
      Avsättningar: 42 123
      Kortfristiga skulder: -331 235
      Summa eget kapital och skulder: 554 398
"""),
        book,
    )
    (turned,) = [matter for matter in result.matters if matter.causes]
    beyond = {
        index for index, outcome in enumerate(result.outcomes) if outcome.outcome == "finding" and outcome.limit is not None
    }
    assert len(beyond) == 2  # debts below nothing, and a quotient of them
    assert beyond < set(turned.findings)
