"""Which figure is blamed for findings, what it should have been, and where nothing may be named."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from finsam_audit import check
from finsam_audit.causes.equations import system_of
from finsam_audit.controls.outcome import Cause, Result
from finsam_audit.page.model import Figure
from finsam_audit.render.cause_text import cause_sentences
from tests.book import shipped
from tests.pages import read
from tests.properties import examples
from tests.samples import FOLDER, checked, sample
from tests.whole.consistent import Plan, plans, write
from tests.whole.planting import changed

BOOK = shipped()


def corrections(cause: Cause) -> list[tuple[str, str, int, int]]:
    return [(figure.row, figure.column, int(figure.value), int(to)) for figure, to in cause.corrections]


def cause_of(result: Result, row: str, column: str) -> Cause:
    """The one cause that corrects a row."""
    (found,) = [c for c in result.causes if any((f.row, f.column) == (row, column) for f, _ in c.corrections)]
    return found


def with_slip(name: str, figure: str, value: int) -> Cause:
    """The cause that corrects a figure of a sample report after it was changed."""
    result = check(changed(sample(f"{name}.yaml"), {figure: Decimal(value)}), BOOK)
    (found,) = [c for c in result.causes if any(f.id == figure for f, _ in c.corrections)]
    return found


def test_a_total_that_took_in_a_row_too_many_is_named() -> None:
    cause = cause_of(checked("degerfors-karlskoga-2025.yaml"), "Summa omsättningstillgångar", "2025-12-31")
    assert (cause.kind, cause.confidence) == ("extra_term", "high")
    assert corrections(cause) == [("Summa omsättningstillgångar", "2025-12-31", 2545795, 2521010)]


def test_a_correction_a_step_from_what_the_finding_comes_to_says_that_it_is_rounding() -> None:
    result = checked("degerfors-karlskoga-2025.yaml")
    cause = cause_of(result, "Kassaflöde för den löpande verksamheten", "2025-12-31")
    assert (int(result.outcomes[cause.outcomes[0]].computed or 0), int(cause.corrections[0][1])) == (245964, 245963)
    assert "Summan ovan blir 245 964 kr; skillnaden ryms inom avrundningen." in cause_sentences(cause, "sv")[0]


def test_signs_turned_in_the_cash_flow_come_before_the_totals_that_follow() -> None:
    cause = cause_of(checked("degerfors-karlskoga-2025.yaml"), "Årets kassaflöde", "2024-12-31")
    assert [(before, after) for _, _, before, after in corrections(cause)] == [
        (3250815, -3250815),
        (-2576002, 2576002),
        (674813, -759649),
        (759649, -759649),
    ]
    assert cause.kind == "sign"


def test_a_digit_wrong_in_two_totals_is_corrected_in_both() -> None:
    cause = cause_of(checked("lekeberg-orebro-2020.yaml"), "Summa omsättningstillgångar", "2019-12-31")
    assert [(before, after) for _, _, before, after in corrections(cause)] == [(4224578, 4244578)] * 2
    assert cause.kind == "digit_error"


def test_a_follow_on_says_nothing_that_its_cause_rules_out() -> None:
    """The other side of the balance sheet would mend it too, but the cause leaves that side as it is."""
    result = checked("lekeberg-orebro-2020.yaml")
    cause = cause_of(result, "Summa omsättningstillgångar", "2019-12-31")
    (balance,) = [result.outcomes[i] for i in cause.outcomes if result.outcomes[i].rule == "BR004"]
    assert [hint.args["row"] for hint in balance.hints] == ["SUMMA TIILLGÅNGAR"]


def test_the_note_of_the_half_year_stays_open_with_its_alternatives() -> None:
    result = checked("lekeberg-orebro-2021-h1.yaml")
    (cause,) = [c for c in result.causes if {result.outcomes[i].rule for i in c.outcomes} == {"NO003"}]
    assert (cause.corrections, cause.alternatives_count, cause.confidence) == ((), 2, "low")


def test_where_the_sums_leave_it_open_the_ties_to_the_notes_decide() -> None:
    """Two groups stand with other amounts than the note on costs; with its amounts sums and deviations all come out."""
    result = checked("degerfors-karlskoga-2025.yaml")
    cause = cause_of(result, "Strukturövergripande", "Utfall 2025 Netto")
    assert corrections(cause) == [
        ("Individeriktad", "Utfall 2025 Kostnad", -4272, -4013),
        ("Individeriktad", "Utfall 2025 Netto", -4272, -4013),
        ("Strukturövergripande", "Utfall 2025 Kostnad", -542, -622),
        ("Strukturövergripande", "Utfall 2025 Netto", -512, -622),
    ]
    assert (cause.confidence, cause.mends, cause.leaves) == ("medium", 7, 1)


def test_a_correction_says_which_control_it_would_break() -> None:
    result = checked("degerfors-karlskoga-2025.yaml")
    cause = cause_of(result, "Strukturövergripande", "Utfall 2025 Netto")
    assert [result.outcomes[index].rule for index in cause.breaks] == ["DR007"]
    assert "Individeriktad i driftsredovisningen stämmer med" in " ".join(cause_sentences(cause, "sv"))


def test_mistakes_that_cancel_out_are_said_to() -> None:
    cause = cause_of(checked("degerfors-karlskoga-2025.yaml"), "Strukturövergripande", "Utfall 2025 Netto")
    assert [outcome.rule for outcome in cause.cancelled] == ["DR001"]
    assert "tar ut varandra" in " ".join(cause_sentences(cause, "sv"))


def test_no_later_cause_says_otherwise_of_a_figure_that_is_corrected() -> None:
    for name in ("degerfors-karlskoga-2025", "lekeberg-orebro-2020", "vastmanland-2025", "lekeberg-orebro-2021-h1"):
        named = [(figure.id, to) for cause in checked(f"{name}.yaml").causes for figure, to in cause.corrections]
        assert len({figure for figure, _ in named}) == len(named)


def test_figures_changed_at_will_are_not_called_a_correction() -> None:
    """Without the note on costs the operating accounts leave open which of their figures are wrong."""
    text = (FOLDER / "degerfors-karlskoga-2025.yaml").read_text(encoding="utf-8")
    before, note, after = text.partition("  Not 3. Verksamhetens kostnader")
    result = check(read(before + after[after.index("  Not 4. ") :]), BOOK)
    (loose,) = [c for c in result.causes if c.told.key == "cause.loose"]
    assert note
    assert (loose.corrections, loose.alternatives, loose.confidence, loose.alternatives_count) == ((), (), "low", 1)


def test_a_slip_in_a_whole_mends_the_percentage_of_it_as_well() -> None:
    figure = "Not Sammanställning aktiviteter och insatser, utfall och budget 2020/Insatser/Utredare/Budget 2020"
    cause = with_slip("lekeberg-orebro-2020", figure, 70_000)
    assert (cause.kind, cause.confidence, cause.mends) == ("digit_lost", "high", 4)


def test_between_values_that_rounding_allows_the_tightest_relation_decides() -> None:
    cause = with_slip("degerfors-karlskoga-2025", "Driftsredovisning/Medelstildelning/Utfall 2024 Intäkt", 504)
    assert ("Medelstildelning", "Utfall 2024 Intäkt", 504, 5040) in corrections(cause)


def test_the_amount_of_another_column_is_known_as_such() -> None:
    figure = "Resultaträkning/Verksamhetens intäkter/2024-01-01 – 2024-12-31"
    cause = with_slip("degerfors-karlskoga-2025", figure, 7492255)
    assert (cause.kind, int(cause.corrections[0][1])) == ("wrong_column", 6463878)


TURNED = {
    "a note without signs": ("""
Balansräkning:
  columns: 2025-12-31
  rows:
    Summa tillgångar: 554 398
    Eget kapital och skulder:
      Eget kapital: 181 040
      Avsättningar: 42 123
      Kortfristiga skulder: -331 235 (not 6)
      Summa eget kapital och skulder: 554 398
Not 6. Kortfristiga skulder:
  columns: 2025-12-31
  rows:
    Leverantörsskulder: -329 351
    Upplupna kostnader: -1 884
    Summa: -331 235
""", ("Kortfristiga skulder", "2025-12-31", -331235, 331235)),
    "a part of it": ("""
Not 5. Personal:
  columns: 2025 | 2024
  rows:
    Löner och ersättningar: 690 000 | 680 000
    Styrelsearvoden: 58 000 | 60 500
    Sociala kostnader: -235 000 | 232 650
    varav pensionskostnader: 42 000 | 41 000
    Övriga personalkostnader: 27 225 | 25 250
    Summa: 1 010 225 | 998 400
""", ("Sociala kostnader", "2025", -235000, 235000)),
    "a share": ("""
Resultaträkning:
  columns: Utfall 2025 | Budget 2025 | Avvikelse kr | Avvikelse % [%]
  rows:
    Intäkter: 4 000 000 | 4 000 000 | 0 | 0
    Personalkostnader: -60 000 | 55 000 | -5 000 | -9,1
    Externa kostnader: -390 000 | -400 000 | 10 000 | 2,5
""", ("Personalkostnader", "Budget 2025", 55000, -55000)),
    "a row that is alike both years": ("""
Not 2. Intäkter:
  unit: tkr
  columns: 2025 | 2024
  rows:
    Medlemsbidrag: 14 800 | 14 800
    Ersättning för sjuklön: 0 | 0
    Övriga intäkter: -39 | 28
    Summa: 14 839 | 14 828
""", ("Övriga intäkter", "2025", -39, 39)),
    "a digit of another row": ("""
Resultaträkning:
  unit: tkr
  columns: 2025 | 2024
  rows:
    Verksamhetens intäkter: 2 258 | 2 230
    Verksamhetens kostnader: -2 141 | -2 300
    Verksamhetens resultat: 117 | -70
    Finansiella intäkter: -2 | 1
    Årets resultat: 119 | -69
""", ("Finansiella intäkter", "2025", -2, 2)),
}  # fmt: skip


@pytest.mark.parametrize("beside", TURNED)
def test_a_turned_sign_is_named_whatever_seems_to_vouch_for_it_or_to_explain_the_same(beside: str) -> None:
    text, wanted = TURNED[beside]
    assert [corrections(cause) for cause in check(read(text), BOOK).causes] == [[wanted]]


def test_a_search_that_reaches_far_still_names_the_figure() -> None:
    cause = with_slip("degerfors-karlskoga-2025", "Driftsredovisning/Medelstildelning/Budget 2025 Netto", -4_942_000)
    assert int(cause.corrections[0][1]) == -4942


@examples(1 / 3)
@given(plans())
def test_nothing_is_corrected_in_a_consistent_report(plan: Plan) -> None:
    assert check(read(write(plan)), BOOK).causes == ()


@examples(1 / 3)
@given(plans(), st.data())
def test_a_total_far_off_is_corrected_and_then_everything_holds(plan: Plan, data: st.DataObject) -> None:
    report = read(write(plan))
    before = check(report, BOOK, why=False)
    figure: Figure = data.draw(st.sampled_from([f for f in report.figures() if f.row.startswith("Summa tillgångar")]))
    wrong = figure.value * 1000
    assume(figure.value > 100)
    spoiled = changed(report, {figure.id: wrong})
    result = check(spoiled, BOOK)
    assert [(f.id, to) for cause in result.causes for f, to in cause.corrections] == [(figure.id, figure.value)]
    mended = changed(spoiled, {f.id: to for cause in result.causes for f, to in cause.corrections})
    after = check(mended, BOOK, why=False)
    assert [o.fingerprint for o in after.findings] == [o.fingerprint for o in before.findings]


@examples(1 / 3)
@given(plans(), st.data())
def test_corrections_leave_no_relation_of_theirs_failing(plan: Plan, data: st.DataObject) -> None:
    report = read(write(plan))
    relations = system_of(check(report, BOOK, why=False).outcomes).relations.values()
    reached = {name for relation in relations for name, _ in relation.terms}
    figure = data.draw(st.sampled_from([f for f in report.figures() if f.id in reached and abs(f.value) > 999]))
    spoiled = changed(report, {figure.id: -figure.value})
    for cause in check(spoiled, BOOK).causes:
        if cause.corrections and not cause.alternatives:
            mended = check(changed(spoiled, {f.id: to for f, to in cause.corrections}), BOOK)
            assert mended.causes == ()


ABOUT = """finsam-audit: 1
report:
  entity: Ett förbund
  period: 2025
tables:
  Enkäter:
    columns: 2025
    rows:
      Svar: 415
      Utskick: 1 000
  Balansräkning:
    columns: 2025-12-31
    rows:
      Fordringar: 100
      Kassa och bank: 100
      Summa omsättningstillgångar: 300
claims:
  - text: cirka 40 % svarade
    value: 40 %
    equals: «Enkäter».Svar / «Enkäter».Utskick
"""


def test_what_a_text_gives_approximately_and_passes_has_no_cause() -> None:
    result = check(read(ABOUT), BOOK)
    assert [outcome.outcome for outcome in result.outcomes if outcome.rule == "TX002"] == ["passed"]
    explained = {result.outcomes[index].rule for cause in result.causes for index in cause.outcomes}
    assert explained == {"BR002"}


UNITLESS = """finsam-audit: 1
report:
  entity: Ett förbund
  period: 2025
tables:
  Driftredovisning:
    unit: tkr
    columns: Budget 2025 Netto
    rows:
      Resultat: -2 029
claims:
  - {id: budget, text: ett budgeterat resultat om -2 029, value: -2 029, equals: "driftredovisning.resultat[budget netto]"}
  - {text: eget kapital används med 1 246 tkr, value: 1 246 tkr, equals: "- 1 tkr * claims.budget"}
"""


def test_an_amount_read_in_the_unit_it_lacks_stands_as_printed_for_the_others() -> None:
    outcomes = check(read(UNITLESS), BOOK).outcomes
    assert "TX005" in {outcome.rule for outcome in outcomes if outcome.outcome == "finding"}
    assert system_of(outcomes).figures["claims/budget/"].base == -2029


def test_a_whole_far_too_small_is_named_by_its_percentages_and_its_sum() -> None:
    """A percentage hides the more the larger its whole is: the straight line round the printed whole would be too strict."""
    cause = with_slip("clean", "Finansierad verksamhet/Totala kostnader/2025", 42_513)
    assert (cause.kind, cause.confidence, int(cause.corrections[0][1])) == ("unit", "high", 4_251_300)


def test_two_figures_that_changed_places_are_one_cause() -> None:
    table = "Översikt över verksamhetens utveckling"
    report = sample("lekeberg-orebro-2020.yaml")
    costs, result = (f"{table}/{row}/2020" for row in ("Verksamhetens kostnader", "Årets resultat"))
    checked_again = check(changed(report, {costs: Decimal(-566), result: Decimal(-8578)}), BOOK)
    (cause,) = [c for c in checked_again.causes if any(f.id == costs for f, _ in c.corrections)]
    assert (cause.kind, cause.confidence, {f.id for f, _ in cause.corrections}) == ("interchanged", "high", {costs, result})
    assert {checked_again.outcomes[i].rule for i in cause.outcomes} == {"X001", "FL004", "FL002"}


@examples(1 / 3)
@given(plans(), st.sampled_from(["Not 2. Verksamhetens intäkter/Summa/2024", "Not 6. Kortfristiga skulder/Summa/2025-12-31"]))
def test_a_turned_sign_of_a_notes_total_is_named_and_no_other_years(plan: Plan, figure: str) -> None:
    report = read(write(plan))
    before = {o.fingerprint for o in check(report, BOOK, why=False).findings}
    (total,) = [f for f in report.figures() if f.id == figure]
    assume(abs(total.value) > 10)
    result = check(changed(report, {figure: -total.value}), BOOK)
    assert [(f.id, to) for cause in result.causes for f, to in cause.corrections] == [(figure, total.value)]
    assert {o.column[:4] for o in result.findings if o.fingerprint not in before} == {total.column[:4]}


BLANK = """tables:
  Driftredovisning:
    unit: tkr
    columns: Utfall 2025 Kostnad | Utfall 2025 Netto
    rows:
      Insatser:
        Katalogen: -104 | -104
        Ledning: -108 | -108
        Samverkan: – | –
        Summa insatser: -217 | -217
"""


def test_a_row_that_is_blank_in_all_columns_is_told_before_a_printed_row_is_blamed() -> None:
    result = check(read(BLANK), BOOK, BOOK.find("DR002"))
    assert result.causes == ()
    assert {found.hints[0].key for found in result.findings} == {"hint.blank"}


ROUNDED = """finsam-audit: 1
report: {entity: E, period: 2025}
tables:
  Balansräkning:
    unit: mnkr
    columns: 2025-12-31 | 2024-12-31
    rows:
      Tillgångar:
        Anläggningstillgångar:
          Immateriella anläggningstillgångar: 61 | 48
          Byggnader och mark: 4 918 | 4 702
          Maskiner och inventarier: 870 | 845
          Finansiella anläggningstillgångar: 3 015 | 2 804
          Summa anläggningstillgångar: 8 803 | 8 399
        Omsättningstillgångar:
          Fordringar: 1 377 | 1 298
          Likvida medel: 746 | 1 232
          Summa omsättningstillgångar: 2 123 | 2 530
        Summa tillgångar: 10 987 | 10 929
"""


def test_a_total_with_a_row_too_few_should_be_the_very_sum_though_rounding_allows_what_is_one_digit_off() -> None:
    (cause,) = check(read(ROUNDED), BOOK).causes
    assert (cause.kind, corrections(cause)) == (
        "omitted_term",
        [("Summa anläggningstillgångar", "2025-12-31", 8803, 8864)],
    )


def test_last_years_equity_in_an_overview_is_not_excused_by_the_opening_row_of_the_balance_sheet() -> None:
    text = """finsam-audit: 1
report: {entity: E, period: 2023}
tables:
  Fem år i sammandrag:
    unit: tkr
    columns: 2023 | 2022 | 2021
    rows:
      Resultat: -147 | 129 | 624
      Eget kapital: 1 769 | 1 769 | 1 640
  Balansräkning:
    unit: tkr
    columns: 2023-12-31 | 2022-12-31
    rows:
      Skulder och eget kapital:
        Eget kapital vid årets början: 1 769 | 1 640
        Årets resultat: -147 | 129
        Eget kapital vid årets slut: 1 622 | 1 769
"""
    cause = cause_of(check(read(text), BOOK), "Eget kapital", "2023")
    assert (cause.kind, corrections(cause)) == ("wrong_column", [("Eget kapital", "2023", 1769, 1622)])
