"""Figures that another place in the report settles are found when they are wrong, in layouts the samples do not use."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam_audit import Report, RuleBook, check, read_report
from tests.properties import examples
from tests.whole.planting import accused, changed

FOLDER = Path(__file__).parent / "presentations"
report_of = cache(lambda name: read_report(FOLDER / f"{name}.yaml"))

PLANTED = [
    # an income statement that lists its rows without a sum; Interimsposter on both sides of the balance sheet
    ("listed_costs_and_interim_items", "Resultaträkning (tkr)", "Personalkostnader", "Utfall 2024", "RR010"),
    ("listed_costs_and_interim_items", "Balansräkning (tkr)", "Avräkning skattekonto", "2024-12-31", "BR007"),
    ("listed_costs_and_interim_items", "Kassaflödesanalys (tkr)", "Inbetalda medlemsbidrag", "2024", "KF002"),
    ("listed_costs_and_interim_items", "Ekonomiskt utfall per insats", "Klara livet", "Andel av budget", "ST008"),
    ("listed_costs_and_interim_items", "Fem år i sammandrag (tkr)", "Medlemsbidrag", "2021", "FL005"),
    # a result before depreciation; equity and provisions that roll
    ("result_before_depreciation", "RESULTATRÄKNING", "Resultat före avskrivningar", "2024-01-01 – 2024-12-31", "RR001"),
    ("result_before_depreciation", "KASSAFLÖDESANALYS", "Avskrivningar", "2024", "KF001"),
    ("result_before_depreciation", "Eget kapital", "Eget kapital", "Utgående balans 2025", "NO017"),
    ("result_before_depreciation", "Not 4. Förändring av eget kapital", "Eget kapital 2025-12-31", "Årets resultat", "NO001"),
    ("result_before_depreciation", "Ekonomisk översikt", "Finansnetto", "2021", "FL013"),
    ("result_before_depreciation", "Ekonomisk översikt", "Finansnetto", "2024", "FL014"),
    ("result_before_depreciation", "Ekonomisk översikt", "Verksamhetens resultat", "2022", "FL016"),
    ("result_before_depreciation", "Ekonomisk översikt", "Likvida medel", "2023", "FL015"),
    ("result_before_depreciation", "Not 2. Medlemsavgifter", "Ransby kommun", "Andel 2025", "ST006"),
    # tkr with a decimal; a note with a row of Arbetsgivaravgifter
    ("tkr_with_a_decimal", "Not 3. Personalkostnader", "Arbetsgivaravgifter", "2024", "NO001"),
    ("tkr_with_a_decimal", "Kassaflödesanalys, tkr", "Ökning/minskning av skulder", "2024", "KF003"),
    ("tkr_with_a_decimal", "Driftredovisning, tkr", "Ung kraft", "Utfall i % av budget", "ST008"),
    ("tkr_with_a_decimal", "Medlemmarnas bidrag 2025", "Haparby stad", "Andel", "ST006"),
    # the direct method
    ("direct_cash_flow", "KASSAFLÖDESANALYS (direkt metod)", "Övriga inbetalningar", "2025", "KF002"),
    ("direct_cash_flow", "Driftredovisning", "Summa", "Förbrukat", "ST008"),
    # half a year
    ("half_year_listed", "Resultaträkning", "Övriga intäkter", "Utfall jan-jun 2024", "RR010"),
    ("half_year_listed", "Uppföljning av insatser mot budget", "Unga framåt", "Förbrukat %", "ST008"),
    # what each member pays, and a budget that ends with its result
    ("contributions_by_member", "Medlemsbidrag per medlem", "Summa", "2024", "NO001"),
    ("contributions_by_member", "Medlemsbidrag per medlem", "Summa", "Andel", "NO001"),
    ("contributions_by_member", "Medlemsbidrag per medlem", "Forsa kommun", "Andel", "ST006"),
    ("contributions_by_member", "Budget 2026 och plan 2027–2028", "Resultat", "Plan 2027", "ST001"),
    # ratios
    ("key_ratios", "Nyckeltal", "Kassalikviditet", "2024", "NK008"),
    ("key_ratios", "Nyckeltal", "Kostnad per deltagare", "2023", "ST009"),
    ("key_ratios", "Nyckeltal", "Eget kapital", "2023", "FL015"),
    ("key_ratios", "Kassaflödesanalys", "Finansnetto", "2024", "KF002"),
    # two tables of one note, one for each year
    ("two_notes_of_one_number", "Not 2. Medlemsavgifter 2025", "Tallby kommun", "Andel", "ST006"),
    ("two_notes_of_one_number", "Finansierad verksamhet", "Strukturövergripande insatser", "Andel 2024", "ST006"),
    ("two_notes_of_one_number", "Finansierad verksamhet", "Totala kostnader", "Kostnad 2025", "FV005"),
    ("two_notes_of_one_number", "Eget kapital", "Eget kapital", "2025-01-01", "NO017"),
    # deviations in kronor and in per cent; a varav under a row of costs; equity with a year on each row
    ("deviations_in_per_cent", "Resultaträkning", "Externa kostnader", "Avvikelse %", "ST013"),
    ("deviations_in_per_cent", "Resultaträkning", "Externa kostnader", "Utfall 2024", "RR010"),
    ("deviations_in_per_cent", "Not 2 Lämnade bidrag", "Summa", "Återstår", "NO003"),
    ("deviations_in_per_cent", "Eget kapital och överskott över tid", "2024", "Andel av medlemsavgift", "ST014"),
    ("deviations_in_per_cent", "Driftredovisning", "Statsbidrag", "Utfall 2025", "DR002"),
    ("deviations_in_per_cent", "Sammandrag av förbundets ekonomi", "Kostnader", "2023", "FL010"),
    # a cash flow that ends with that of operations
    ("overview_in_tkr_with_ratios", "Kassaflödesanalys (tkr)", "Kassa och bank vid årets början", "2024", "KF004"),
    ("overview_in_tkr_with_ratios", "Verksamhetens kostnader per insats", "Kansli", "Nyttjandegrad", "ST008"),
    ("overview_in_tkr_with_ratios", "Flerårsöversikt (tkr)", "Resultat", "2021", "FL013"),
    # members named one by one under their sum
    ("parts_named_varav", "Not 1 Verksamhetens intäkter", "Bidrag från kommunerna", "2024", "FI003"),
    # depreciation within the sum of costs, cash flow from the result of operations
    ("depreciation_among_the_costs", "KASSAFLÖDESANALYS", "Erhållen ränta", "2024", "KF001"),
    ("depreciation_among_the_costs", "KASSAFLÖDESANALYS", "Avskrivningar", "2025", "KF011"),
    # relations that the figures show, whatever the heads are called
    ("ratios_in_any_words", "Insatsernas ekonomi", "Kansli", "Utbetalt", "ST008"),
    ("ratios_in_any_words", "Insatsernas ramar", "Vägen in", "Grad av budget", "ST016"),
    ("ratios_in_any_words", "Insatsernas medel", "Summa", "%", "ST016"),
    ("ratios_in_any_words", "Uppföljning av volymmål", "Avslut till arbete", "Mål", "ST017"),
    ("ratios_in_any_words", "Mål och utfall", "Avslut till arbete", "Differens", "ST007"),
    ("ratios_in_any_words", "Måluppföljning", "Andel nöjda deltagare", "Utfall 2025", "ST007"),
    ("ratios_in_any_words", "Insatsernas kostnadseffektivitet", "Grön rehab", "Avslutade", "ST016"),
    ("ratios_in_any_words", "Resultat per insats", "Stegen", "Arbete/studier %", "ST016"),
    ("ratios_in_any_words", "Nyttjande av beviljade medel", "Nyttjat %", "2024", "ST008"),
    ("ratios_in_any_words", "Kostnadsutveckling", "Arena Mora", "Utveckling", "ST016"),
    ("ratios_in_any_words", "Projektmedel", "Unga in", "Kvarstår att utbetala", "ST016"),
    ("ratios_in_any_words", "Indikatorer", "Fråga 3", "Andel positiva", "ST016"),
    ("counts_by_month_and_gender", "Pågående deltagare", "Stegen", "Män", "ST003"),
    ("counts_by_month_and_gender", "Inskrivningar per månad", "Maj", "2024", "ST001"),
    ("counts_by_month_and_gender", "Samtal per månad", "Maj", "Nya", "ST016"),
    ("counts_by_month_and_gender", "Inskrivningar per kvartal", "Vägen in", "Helår", "ST002"),
    ("counts_by_month_and_gender", "Resultat vid avslut", "Arena Mora", "Till arbete/studier %", "ST016"),
    # a year on each row; contributions in the income statement
    ("overview_with_years_as_rows", "Utveckling över tid", "2023", "Årets resultat", "FL003"),
    ("overview_with_years_as_rows", "Utveckling över tid", "2024", "Medlemsbidrag", "FI004"),
    ("overview_with_years_as_rows", "Ekonomisk översikt", "Omsättningstillgångar", "2024", "FL023"),
    ("overview_with_years_as_rows", "Ekonomisk översikt", "Eget kapital / totala tillgångar", "2025", "NK001"),
    ("members_in_the_income_statement", "Resultaträkning", "Staten genom Försäkringskassan", "2024", "FI001"),
    ("members_in_the_income_statement", "Femårsöversikt", "Huvudmännens bidrag", "2024", "FI004"),
    ("members_in_the_income_statement", "Femårsöversikt", "Resultat efter finansnetto", "2025", "FL014"),
    ("members_in_the_income_statement", "Femårsöversikt", "EK i % av bidragen", "2022", "ST016"),
    ("members_under_a_heading", "Resultaträkning", "Bidrag regionen", "2025", "FI002"),
    ("members_under_a_heading", "Fem år i sammandrag", "Övriga intäkter (tkr)", "2022", "ST016"),
    ("members_in_an_overview_of_contributions", "Medlemsbidrag", "Mora kommun", "2024", "NO001"),
    ("depreciation_among_the_costs", "Eget kapital i förhållande till medlemsintäkter", "Andel (%)", "2024", "FL005"),
]


@pytest.mark.parametrize(("name", "table", "row", "column", "rule"), PLANTED)
def test_a_figure_that_the_report_settles_is_found_when_it_is_wrong(
    book: RuleBook, name: str, table: str, row: str, column: str, rule: str
) -> None:
    report: Report = report_of(name)
    (figure,) = (f for f in report.figures() if (f.table, f.row, f.column) == (table, row, column))
    wrong = changed(report, {figure.id: figure.value * Decimal("1.4") + 2})
    (chosen,) = (r for r in book.rules if r.id == rule)
    assert figure.id in accused(check(wrong, book, [chosen], why=False))


OPERATING = sorted(file.stem for file in FOLDER.glob("operating_*.yaml"))


@pytest.mark.parametrize("name", OPERATING)
@examples(1 / 2)
@given(data=st.data())
def test_a_wrong_amount_in_a_table_of_unknown_words_is_found_and_no_other_is_blamed(
    book: RuleBook, name: str, data: st.DataObject
) -> None:
    report: Report = report_of(name)
    figure = data.draw(st.sampled_from(list(report.figures())))
    wrong = changed(report, {figure.id: (figure.value * Decimal("1.4") + 2000).quantize(1)})
    found = [o for o in check(wrong, book, why=False).findings if o.severity != "note"]
    assert found
    assert [o.rule for o in found if figure.id not in {u.figure.id for u in o.figures if u.figure is not None}] == []


@pytest.mark.parametrize("name", ["unsigned_costs", "signed_tkr", "one_column", "ledger", "groups_unsigned", "assessment"])
@examples(1 / 2)
@given(data=st.data())
def test_a_lost_or_added_minus_is_found_where_no_word_tells_the_sign(book: RuleBook, name: str, data: st.DataObject) -> None:
    report: Report = report_of(f"operating_{name}")
    figure = data.draw(st.sampled_from([figure for figure in report.figures() if figure.value]))
    found = check(changed(report, {figure.id: -figure.value}), book, why=False).findings
    assert figure.column in {outcome.column for outcome in found}


@pytest.mark.parametrize(
    "name", ["result_before_depreciation", "tkr_with_a_decimal", "two_notes_of_one_number", "direct_cash_flow", "key_ratios"]
)
def test_nearly_every_figure_is_reached(book: RuleBook, name: str) -> None:
    result = check(report_of(name), book, why=False)
    assert result.figures_covered >= Decimal("0.97") * result.figures > 100
