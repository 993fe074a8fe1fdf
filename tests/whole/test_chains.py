"""Reports of one entity that agree are silent; a slip in one of them is found there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from finsam_audit.controls.outcome import Outcome, Result
from finsam_audit.engine.chain import ChainResult, check_chains
from finsam_audit.engine.check import check
from finsam_audit.page.model import Report
from tests.book import shipped
from tests.properties import examples
from tests.whole.chained import chains, read, thin_chains, wide_chains
from tests.whole.planting import changed

BOOK = shipped()


def held(reports: Sequence[Report]) -> ChainResult:
    return together([check(report, BOOK) for report in reports])


def together(results: Sequence[Result]) -> ChainResult:
    (found,) = check_chains(results, BOOK)
    return found


def reports_of(files: Mapping[str, str]) -> list[Report]:
    return [read(name, text) for name, text in files.items()]


def blamed(found: ChainResult) -> set[str]:
    """The files that the findings of a chain blame."""
    return {file for outcome in found.findings for file in found.blamed(outcome)}


@examples(1 / 4)
@given(chains())
def test_reports_that_agree_are_silent(files: dict[str, str]) -> None:
    found = held(reports_of(files))
    assert [(o.rule, o.told.args) for o in found.findings if o.kind != "rounding"] == []
    assert found.count("passed") > 40


@examples(1 / 4)
@given(thin_chains())
def test_reports_that_agree_are_silent_whatever_tables_each_of_them_prints(files: dict[str, str]) -> None:
    found = check_chains([check(report, BOOK) for report in reports_of(files)], BOOK)
    assert [(o.rule, o.told.args) for one in found for o in one.findings if o.kind != "rounding"] == []


@examples(1 / 4)
@given(wide_chains())
def test_reports_that_agree_are_silent_however_each_of_them_is_set_out(files: dict[str, str]) -> None:
    (found,) = check_chains([check(report, BOOK) for report in reports_of(files)], BOOK)
    assert [(o.rule, o.told.args) for o in found.findings if o.kind != "rounding"] == []
    assert found.problems == ()


@examples(1 / 4)
@given(st.one_of(chains(), wide_chains()), st.data())
def test_a_slip_in_one_report_is_found_there_and_in_no_other(files: dict[str, str], data: st.DataObject) -> None:
    results = [check(report, BOOK) for report in reports_of(files)]
    before = together(results)
    twice = sorted({
        (before.file_of(used.figure), before.chain.whose(used.figure)[1])
        for outcome in before.outcomes
        if outcome.outcome == "passed" and outcome.equation and outcome.tolerance is not None and len(outcome.figures) == 2
        for used in outcome.figures
        if used.figure is not None and used.figure.unit.quality == "money"
    })  # fmt: skip
    assume(twice)  # a chain may have lost every table that two of its reports share
    file, name = data.draw(st.sampled_from(twice))
    slip = Decimal(data.draw(st.integers(200_000, 900_000)))
    slipped = [check(_slipped(r.report, name, slip), BOOK) if r.report.file == file else r for r in results]
    found = together(slipped)
    known = {result.report.file: serious(result.findings) for result in results}
    own = {r.report.file for r in slipped if any(one not in known[r.report.file] for one in serious(r.findings))}
    assert own | blamed(found) >= {file}
    assert own <= {file}
    unsure = {cause.id for cause in found.causes if cause.confidence == "low"}
    assert all(file in found.blamed(outcome) for outcome in found.findings)
    assert {name for o in found.findings if o.cause not in unsure for name in found.blamed(o)} <= {file}


def serious(findings: Sequence[Outcome]) -> set[tuple[str, str]]:
    """What is no note, by rule and column: what a report set out coarsely shows before anything slips is no news."""
    return {(outcome.rule, outcome.column) for outcome in findings if outcome.severity != "note"}


def _slipped(report: Report, name: str, slip: Decimal) -> Report:
    figure = next(figure for figure in report.figures() if figure.id == name)
    return changed(report, {name: figure.value + round(slip / figure.unit.scale, figure.decimals)})


# -- restated, blamed, printed again -----------------------------------------------------------------------------------

EARLY = """finsam-audit: 1
report: {entity: Finsam Exempel, period: 2024}
tables:
  Balansräkning:
    columns: 2024-12-31
    rows:
      Fordringar: 700 000
      Kassa och bank: 3 500 000
      Summa tillgångar: 4 200 000
"""
LATE = """finsam-audit: 1
report:
  entity: Samordningsförbundet Exempel
  period: 2025
  statements: [SAID]
tables:
  Balansräkning:
    columns: 2025-12-31 | HEAD
    rows:
      Fordringar: 700 000 | FORDRINGAR
      Kassa och bank: 4 300 000 | KASSA
      Summa tillgångar: 5 000 000 | 4 200 000
  Not 4. Leasing:
    columns: 2025
    rows:
      Avgifter: 5 000
  Insatser, budget och utfall:
    columns: 2025
    rows:
      Steget: 7 000
"""


def late(head: str = "2024-12-31", said: str = "Ingenting", cash: str = "3 500 000", receivables: str = "700 000") -> Report:
    text = LATE.replace("SAID", said).replace("HEAD", head).replace("KASSA", cash).replace("FORDRINGAR", receivables)
    return read("2025.yaml", text)


@pytest.mark.parametrize(
    ("said", "severity"),
    [
        ("Ingenting", "error"),
        ("Jämförelsetalen för 2024 är omräknade", "note"),
        ("Jämförelsetalen för 2023 är omräknade", "error"),
        ("Jämförelsetalen är inte omräknade", "error"),
        ("Kassa och bank har rättats", "note"),
        ("Jämförelsetalen i balansräkningen är omräknade", "note"),
        ("Jämförelsetalen i not 4 är omräknade", "error"),
        ("Jämförelsetalen i not 9 är omräknade", "error"),
        ("Jämförelsetalen är omräknade, se not 4", "note"),
        ("Jämförelsetalen i tabellen över insatser är omräknade", "error"),
        ("En rättelse av avsättningarna har gjorts", "error"),
    ],
)
def test_a_comparative_that_the_report_says_is_restated_is_a_note(said: str, severity: str) -> None:
    found = held([read("2024.yaml", EARLY), late(said=said, cash="3 400 000", receivables="800 000")])
    cash = next(o for o in found.findings if o.told.args["row"] == "Kassa och bank")
    assert cash.severity == severity
    assert (cash.kind == "restated") == (severity == "note")


def test_a_row_beside_one_that_no_word_explains_is_not_all_that_another_report_has_under_that_concept() -> None:
    parts = EARLY.replace("Fordringar: 700 000", "Kundfordringar: 20 000\n      Skattekontot och moms: 680 000")
    assert held([read("2024.yaml", parts), late()]).findings == ()


def test_of_two_that_disagree_the_one_whose_own_sums_do_not_hold_is_to_blame() -> None:
    found = held([read("2024.yaml", EARLY), late(cash="3 600 000")])
    assert blamed(found) == {"2025.yaml"}
    assert [(f.row, str(value)) for cause in found.causes for f, value in cause.corrections] == [("Kassa och bank", "3500000")]


def test_where_nothing_tells_both_are_named() -> None:
    found = held([read("2024.yaml", EARLY), late(cash="3 400 000", receivables="800 000")])
    assert blamed(found) == {"2024.yaml", "2025.yaml"}
    assert {cause.confidence for cause in found.causes} == {"low"}
    assert len(found.matters) == 1  # a column that was moved as a whole


def test_a_third_report_tells_which_of_two_is_wrong() -> None:
    third = EARLY.replace("period: 2024", "period: 2025-01-01 – 2025-06-30, document: interim report")
    found = held([
        read("2024.yaml", EARLY),
        read("h1.yaml", third.replace("columns: 2024", "columns: 2025-06-30 | 2024").replace("000\n", "000 | 1\n")
             .replace("700 000 | 1", "1 | 700 000").replace("3 500 000 | 1", "1 | 3 500 000")
             .replace("4 200 000 | 1", "2 | 4 200 000")),
        late(cash="3 400 000", receivables="800 000"),
    ])  # fmt: skip
    assert blamed(found) == {"2025.yaml"}


def overview(year: int, unit: str, costs: tuple[str, ...]) -> Report:
    """A report that prints what it cost in each of some years, its own the last."""
    years = " | ".join(str(year - back) for back in reversed(range(len(costs))))
    rows = f"    unit: {unit}\n    columns: {years}\n    rows:\n      Verksamhetens kostnader: {' | '.join(costs)}\n"
    head = f"finsam-audit: 1\nreport: {{entity: Finsam Exempel, period: {year}}}\ntables:\n  Flerårsöversikt:\n"
    return read(f"{year}.yaml", head + rows)


def test_two_reports_in_tkr_that_agree_tell_that_one_in_kr_is_wrong() -> None:
    found = held([
        overview(2023, "kr", ("-2 717 147", "-2 996 516")),
        overview(2024, "tkr", ("-2 979", "-2 997", "-3 143")),
        overview(2025, "tkr", ("-2 979", "-2 997", "-3 143", "-2 968")),
    ])  # fmt: skip
    assert blamed(found) == {"2023.yaml"}
    assert len(found.matters) == 1


EQUITY = """finsam-audit: 1
report: {entity: Finsam Exempel, period: 2024}
tables:
  Balansräkning:
    columns: 2024-12-31 | 2023-12-31
    rows:
      Eget kapital:
        Årets resultat: 30 000 | 10 000
        Övrigt eget kapital: 170 000 | 160 000
        Summa eget kapital: 200 000 | 170 000
"""


AUDIT = """finsam-audit: 1
report: {entity: Finsam Exempel, document: audit report, period: 2024}
tables: {}
claims:
  - {text: kassan var så mycket, value: 3 500 000 kr, equals: balansräkning.kassa och bank}
"""


def test_auditors_who_are_right_are_not_blamed_for_a_slip_that_the_audited_report_itself_shows() -> None:
    found = held([read("2024.yaml", EARLY.replace("3 500 000", "3 900 000")), read("audit.yaml", AUDIT)])
    assert [(o.rule, found.blamed(o)) for o in found.findings] == [("TX001", {"2024.yaml"})]


def test_auditors_who_are_wrong_are() -> None:
    found = held([read("2024.yaml", EARLY), read("audit.yaml", AUDIT.replace("3 500", "3 900"))])
    assert [(o.rule, found.blamed(o)) for o in found.findings] == [("TX001", {"audit.yaml"})]


def test_a_balance_sheet_that_prints_fewer_headings_still_meets_row_by_row() -> None:
    flat = EARLY.replace("Fordringar:", "Skuld till staten:")
    under = LATE.replace("      Fordringar: 700 000 | FORDRINGAR", "      Skulder:\n        Skuld till staten: 1 | 600 000")
    found = held(
        [read("2024.yaml", flat), read("2025.yaml", under.replace("HEAD", "2024-12-31").replace("KASSA", "3 500 000"))]
    )
    assert [(o.rule, o.told.args["row"]) for o in found.findings] == [("KE001", "Skuld till staten")]


@pytest.mark.parametrize("printed", ["-900 000", "900 000"])
def test_costs_in_the_table_of_contributions_are_those_of_the_income_statement_whatever_their_sign(printed: str) -> None:
    early = EARLY.replace("Balansräkning", "Resultaträkning").replace("2024-12-31", "2024").partition("      Fordringar")[0]
    cost = OVERVIEW.replace("Årets resultat: 10 000 | 40 000", f"Kostnad verksamhet: {printed} | {printed}")
    found = held([read("2024.yaml", early + "      Verksamhetens kostnader: -900 000\n"), read("2025.yaml", cost)])
    assert [(o.rule, o.outcome) for o in found.outcomes if o.arithmetic] == [("KE011", "passed")]


FUNDED = """finsam-audit: 1
report: {entity: Finsam Exempel, period: 2024}
tables:
  Flerårsöversikt:
    columns: 2022 | 2023 | 2024
    rows:
      Verksamhetens kostnader: COSTS
  Finansierad verksamhet:
    columns: 2022 | 2023 | 2024
    rows:
      Totala kostnader: 811 234 | 842 517 | 907 305
"""


@pytest.mark.parametrize(
    ("costs", "ended"),
    [
        ("-811 234 | -842 517 | -907 305", ["passed"] * 3),
        ("-811 234 | -842 719 | -907 305", ["finding", "passed", "passed"]),
        ("-811 936 | -842 719 | -907 305", ["passed"] * 3),  # alike in one year only: the rows may count otherwise
    ],
)
def test_of_two_rows_that_count_alike_one_year_is_wrong_though_a_third_table_agrees(costs: str, ended: list[str]) -> None:
    costs_later = "Kostnad verksamhet: 950 111 | 907 305 | 842 517 | 811 234\n"
    later = (
        OVERVIEW.partition("      Medlemsbidrag")[0].replace("2025 | 2024", "2025 | 2024 | 2023 | 2022")
        + "      "
        + costs_later
    )
    found = held([read("2024.yaml", FUNDED.replace("COSTS", costs)), read("2025.yaml", later)])
    assert sorted(o.outcome for o in found.outcomes if o.rule == "KE011" and o.arithmetic) == ended


def test_a_wrong_sign_that_happens_to_be_exact_does_not_turn_a_table_that_is_printed_more_coarsely() -> None:
    fine = LATE.replace("Kassa och bank: 4 300 000 | KASSA", "Kassa och bank: 4 300 000 | -3 500 000").replace(
        "HEAD", "2024-12-31"
    )
    fine = fine.replace("FORDRINGAR", "700 400").replace("| 4 200 000", "| 4 200 400")
    coarse = EARLY.replace("    columns", "    unit: tkr\n    columns").replace(" 000\n", "\n")
    found = held([read("2024.yaml", coarse), read("2025.yaml", fine)])
    assert [o.told.args["row"] for o in found.findings] == ["Kassa och bank"]


def test_reports_of_nobody_are_not_held_against_each_other() -> None:
    nobody, other = EARLY.replace("Finsam Exempel", "okänd"), late()._replace(entity="okänd")
    results = [check(read("2024.yaml", nobody), BOOK), check(other, BOOK)]
    assert check_chains(results, BOOK) == []
    assert len(check_chains(results, BOOK, same_entity=True)) == 1


OVERVIEW = """finsam-audit: 1
report: {entity: Finsam Exempel, period: 2025}
tables:
  Översikt över medlemsbidragets utveckling och användning:
    columns: 2025 | 2024
    rows:
      Medlemsbidrag: 900 000 | 900 000
      Årets resultat: 10 000 | 40 000
      Utgående eget kapital: 210 000 | 200 000
"""


def test_a_sum_that_a_wrong_figure_breaks_is_blamed_on_that_figure() -> None:
    """The equity of 2024 less a result that its own report contradicts is not what 2023 closed with: one thing to mend."""
    found = held([read("2024.yaml", EQUITY), read("2025.yaml", OVERVIEW)])
    assert {o.rule for o in found.findings} == {"KE004", "KE006"}
    assert len(found.matters) == 1
    assert blamed(found) == {"2025.yaml"}


def test_a_wrong_figure_that_the_others_print_too_coarsely_to_correct_has_its_sums_under_it_all_the_same() -> None:
    half = EQUITY.replace("period: 2024", "period: 2025-01-01 – 2025-06-30, document: interim report")
    half = half.replace("2024-12-31 | 2023-12-31", "2025-06-30 | 2024-12-31").replace("200 000 | 170 000", "200 000 | 710 000")
    coarse = OVERVIEW.replace("    columns", "    unit: tkr\n    columns").replace(" 000", "")
    coarse = coarse.replace("210 | 200", "210 | 170").replace("10 | 40", "40 | 10")
    found = held([read("h1.yaml", half), read("2025.yaml", coarse)])
    assert {outcome.rule for outcome in found.findings} == {"KE005", "KE006"}
    assert (len(found.matters), blamed(found)) == (1, {"h1.yaml"})


def test_what_a_coarse_report_tells_of_a_wrong_figure_mends_its_sums_within_its_rounding() -> None:
    """0,17 mnkr may be the 174 000 kr that another report's sum asks for."""
    half = EQUITY.replace("period: 2024", "period: 2025-01-01 – 2025-06-30, document: interim report")
    half = half.replace("2024-12-31 | 2023-12-31", "2025-06-30 | 2024-12-31").replace("200 000 | 170 000", "200 000 | 710 000")
    coarse = OVERVIEW.replace("2025 | 2024", "2024\n    unit: mnkr").replace("period: 2025", "period: 2024")
    coarse = coarse.replace("900 000 | 900 000", "0,90").replace("10 000 | 40 000", "0,01").replace("210 000 | 200 000", "0,17")
    fine = OVERVIEW.replace("2025 | 2024", "2025").replace("900 000 | 900 000", "900 000")
    fine = fine.replace("10 000 | 40 000", "36 000").replace("210 000 | 200 000", "210 000")
    found = held([read("2024.yaml", coarse), read("h1.yaml", half), read("2025.yaml", fine)])
    assert {outcome.rule for outcome in found.findings} == {"KE005", "KE006"}
    assert (len(found.matters), blamed(found)) == (1, {"h1.yaml"})


def test_a_sum_with_both_of_two_figures_in_it_does_not_tell_which_of_them_is_wrong() -> None:
    """However coarsely one of them is printed: the equity less the result is another whichever of the results is."""
    coarse = OVERVIEW.replace("2025 | 2024", "2024\n    unit: tkr").replace("period: 2025", "period: 2024")
    coarse = coarse.replace("900 000 | 900 000", "900").replace("10 000 | 40 000", "40").replace("210 000 | 200 000", "200")
    fine = OVERVIEW.replace("10 000 | 40 000", "10 000 | 340 000")
    found = held([read("2024.yaml", coarse), read("2025.yaml", fine)])
    assert {outcome.rule for outcome in found.findings} == {"KE003", "KE006"}
    assert {cause.confidence for cause in found.causes} == {"low"}


def test_two_entities_are_checked_side_by_side() -> None:
    other = EARLY.replace("Finsam Exempel", "Finsam Annan")
    assert check_chains([check(read("a.yaml", other), BOOK), check(late(), BOOK)], BOOK) == []


def test_one_entity_by_order() -> None:
    other = EARLY.replace("Finsam Exempel", "Finsam Annan")
    (found,) = check_chains([check(read("a.yaml", other), BOOK), check(late(), BOOK)], BOOK, same_entity=True)
    assert found.count("passed") == 3


def test_a_kommun_of_the_same_name_between_two_reports_of_a_federation_is_left_out() -> None:
    kommun = EARLY.replace("Finsam Exempel", "Exempel kommun").replace("3 500 000", "9").replace("4 200 000", "700 009")
    results = [check(one, BOOK) for one in (read("2024.yaml", EARLY), read("kommun.yaml", kommun), late())]
    (found,) = check_chains(results, BOOK)
    assert (found.files, found.findings) == (("2024.yaml", "2025.yaml"), ())


def test_a_file_that_is_given_twice_is_one() -> None:
    one = check(read("2024.yaml", EARLY), BOOK)
    assert check_chains([one, one], BOOK) == []
    (found,) = check_chains([one, check(late(), BOOK), one], BOOK)
    assert (found.files, found.versions) == (("2024.yaml", "2025.yaml"), ())


def test_the_names_that_one_number_goes_by_are_all_its_names() -> None:
    numbered = EARLY.replace("period", "organisation number: 222000-1111, period")
    other = numbered.replace("2024", "2023").replace("Finsam Exempel", "Finsam Landet")
    unnumbered = EARLY.replace("2024", "2025").replace("Finsam Exempel", "Exempels samordningsförbund")
    for names in ((numbered, other, unnumbered), (unnumbered, other, numbered)):
        (found,) = check_chains([check(read(f"{n}.yaml", text), BOOK) for n, text in enumerate(names)], BOOK)
        assert len(found.files) == 3


def test_an_amount_that_should_stand_has_the_decimals_of_its_own_report() -> None:
    coarse = LATE.replace("  Balansräkning:\n", "  Balansräkning:\n    unit: tkr\n").replace("HEAD", "2024-12-31")
    for amount, short in (("FORDRINGAR", "700"), ("KASSA", "3 600"), ("4 200 000", "4 200")):
        coarse = coarse.replace(amount, short)
    early = EARLY.replace("3 500 000", "3 500 400").replace("4 200 000", "4 200 400")
    found = held([read("2024.yaml", early), read("2025.yaml", coarse)])
    assert [str(value) for cause in found.causes for _, value in cause.corrections] == ["3500"]


def test_a_number_tells_two_of_one_name_apart() -> None:
    one = EARLY.replace("period", "organisation number: 222000-1111, period")
    other = EARLY.replace("2024", "2025").replace("period", "organisation number: 222000-2222, period")
    assert check_chains([check(read("a.yaml", one), BOOK), check(read("b.yaml", other), BOOK)], BOOK) == []


def test_a_name_that_two_numbers_have_is_of_neither_whatever_the_order() -> None:
    one = EARLY.replace("period", "organisation number: 222000-1111, period")
    other = EARLY.replace("2024", "2023").replace("period", "organisation number: 222000-2222, period")
    results = [check(read("a.yaml", one), BOOK), check(late(), BOOK), check(read("b.yaml", other), BOOK)]
    assert check_chains(results, BOOK) == check_chains(results[::-1], BOOK) == []
    assert len(check_chains(results[:2], BOOK)) == len(check_chains(results[1:], BOOK)) == 1


def test_the_audited_report_that_lies_beside_is_no_version_of_the_one_that_was_given() -> None:
    given, audit = (check(read(*one), BOOK) for one in (("2024.pdf", EARLY), ("audit.yaml", AUDIT.replace("3 500", "3 900"))))
    (found,) = check_chains([given, audit], BOOK, beside=[read("2024.yaml", EARLY.replace("3 500 000", "3 900 000"))])
    assert (found.files, found.versions) == (("2024.pdf", "audit.yaml"), ())
    assert [outcome.rule for outcome in found.findings] == ["TX001"]


def test_two_printings_of_one_report_are_versions() -> None:
    again = EARLY.replace("3 500 000", "3 600 000")
    found = held([read("first.yaml", EARLY), read("second.yaml", again), late()])
    (version,) = found.versions
    assert [(old.printed, new.printed) for old, new in version.moved] == [("3 500 000", "3 600 000")]
    assert [o.rule for o in version.findings_new] == ["BR003"]
    assert version.findings_gone == ()
    assert found.files == ("second.yaml", "2025.yaml")
