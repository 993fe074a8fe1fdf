"""What a single failing relation says about itself."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from finsam_audit.controls.hints import typing_slip, with_hints
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.quantities import quantity
from finsam_audit.controls.relation import judge
from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.check import check
from finsam_audit.messages import message
from finsam_audit.page.model import Report
from finsam_audit.render.sentence import hint_sentences
from tests.pages import a_figure

Reading = Callable[[str], Report]


@pytest.mark.parametrize(
    ("printed", "wanted", "unit", "kind"),
    [
        ("7686", "7868", "kr", ""),
        ("7686", "7866", "kr", "digit_transposition"),
        ("-7686", "-7866", "kr", "digit_transposition"),
        ("512", "542", "kr", "digit_error"),
        ("512", "542000", "kr", ""),
        ("512", "542000", "tkr", "digit_error"),
        ("1234", "12354", "kr", "digit_lost"),
        ("12354", "1234", "kr", "digit_lost"),
        ("12", "13", "kr", ""),
        ("5", "7", "kr", ""),
        ("512", "-542", "kr", ""),
        ("435", "435000", "kr", "unit"),
        ("435000", "435", "kr", "unit"),
        ("17.1", "11.7", "%", "digit_transposition"),
    ],
)
def test_a_slip_of_the_hand_is_known_by_its_digits(printed: str, wanted: str, unit: str, kind: str) -> None:
    assert kind == typing_slip(a_figure(printed, unit), Decimal(wanted))[0]


def test_a_long_amount_may_be_one_step_off_besides() -> None:
    assert ("digit_error", Decimal(1234567)) == typing_slip(a_figure("1234967"), Decimal(1234568))


def test_a_short_amount_may_not() -> None:
    assert typing_slip(a_figure("1234"), Decimal(1255))[0] == ""


def _finding(report: Report, book: RuleBook, rule: str) -> Outcome:
    (found,) = check(report, book, book.find(rule)).findings
    return found


BALANCE = """
Balansräkning:
  columns: 2025-12-31
  rows:
    Tillgångar:
      Anläggningstillgångar: 24 785
      Omsättningstillgångar:
        Fordringar: {first}
        Kassa och bank: {second}
        Summa omsättningstillgångar: {total}
"""


@pytest.mark.parametrize(
    ("first", "second", "total", "kind", "hint"),
    [
        ("1 425 219", "1 095 791", "2 545 795", "extra_term", "hint.extra"),
        ("1 425 219", "1 095 791", "1 425 219", "omitted_term", "hint.omitted"),
        ("1 425 219", "1 095 791", "3 616 801", "double_counted", "hint.twice"),
        ("1 425 219", "1 095 791", "329 428", "sign", "hint.sign-of-part"),
        ("1 425 219", "1 095 791", "-2 521 010", "sign", "hint.sign-of-total"),
        ("1 425 219", "1 095 791", "2 251 010", "digit_transposition", "hint.typing"),
        ("1 425 219", "1 095 791", "2 521 810", "digit_error", "hint.typing"),
        ("1 425 219", "1 095 791", "2 777 777", None, None),
    ],
)
def test_a_difference_tells_the_likely_slip(
    report: Reading, book: RuleBook, first: str, second: str, total: str, kind: str | None, hint: str | None
) -> None:
    found = _finding(report(BALANCE.format(first=first, second=second, total=total)), book, "BR002")
    assert (kind, hint) == (found.kind, found.hints[0].key if found.hints else None)


def test_no_more_than_two_hints_are_given(report: Reading, book: RuleBook) -> None:
    found = _finding(report(BALANCE.format(first="100", second="100", total="0")), book, "BR002")
    assert len(found.hints) <= 2


def test_interchanged_figures_are_known_by_their_gap() -> None:
    first, second, third = (quantity(a_figure(value, name=name)) for value, name in (("100", "a"), ("300", "b"), ("50", "c")))
    found = with_hints(judge(a_figure("250"), 1, first - second + third, "formula", {}))
    assert (found.kind, dict(found.hints[0].args)) == ("interchanged", {"first": "a", "second": "b"})


def test_a_control_that_passes_gets_no_hint(report: Reading, book: RuleBook) -> None:
    text = BALANCE.format(first="1 425 219", second="1 095 791", total="2 521 010")
    assert [outcome.hints for outcome in check(report(text), book, book.find("BR002")).outcomes] == [()]


TWO_YEARS = """
Not 3. Kostnader:
  columns: 2025 | 2024
  rows:
    Lokaler: {rent} | 51 250
    Personal: 612 400 | 598 730
    Resor: 14 885 | 20 115
    Summa: {total} | 670 095
"""

OVERVIEW = """
Resultaträkning:
  columns: 2025 | 2024
  rows:
    Verksamhetens intäkter: 4 942 100 | 5 040 300
    Verksamhetens kostnader: -4 900 000 | -5 000 000
    Verksamhetens resultat: 42 100 | 40 300
    Årets resultat: 42 100 | 40 300
Översikt över verksamhetens utveckling:
  columns: 2025 | 2024
  rows:
    Verksamhetens intäkter: {income} | 5 040 300
    Årets resultat: 42 100 | 40 300
"""


def test_a_total_that_fits_last_years_part_was_not_worked_out_anew(report: Reading, book: RuleBook) -> None:
    found = _finding(report(TWO_YEARS.format(rent="57 300", total="678 535")), book, "NO001")
    assert (found.kind, found.hints[0].args["row"], found.hints[0].args["column"]) == ("stale_total", "Lokaler", "2024")


def test_a_total_that_is_last_years_was_left_standing(report: Reading, book: RuleBook) -> None:
    found = _finding(report(TWO_YEARS.format(rent="57 300", total="670 095")), book, "NO001")
    assert (found.kind, found.hints[0].key) == ("wrong_column", "hint.last-year")


def test_an_overview_that_shows_the_amount_of_another_year(report: Reading, book: RuleBook) -> None:
    found = _finding(report(OVERVIEW.format(income="5 040 300")), book, "FL001")
    assert found.kind == "wrong_column"


def test_a_short_amount_that_stands_in_two_columns_says_nothing(report: Reading, book: RuleBook) -> None:
    short = "Not 3. Kostnader:\n  columns: 2025 | 2024\n  rows:\n    Lokaler: 57 | 51\n    Resor: 14 | 20\n    Summa: 65 | 71\n"
    assert _finding(report(short), book, "NO001").kind != "stale_total"


def test_a_row_that_takes_in_the_rows_above_it_is_a_running_subtotal(report: Reading, book: RuleBook) -> None:
    table = """
Not 3. Kostnader:
  columns: 2025
  rows:
    Lokaler: 57 300
    Personal: 612 400
    Resor: 684 585
    Övrigt: 3 150
    Summa: 687 735
"""
    found = _finding(report(table), book, "NO001")
    assert (found.kind, found.hints[0].args["row"]) == ("running_subtotal", "Resor")


def _after_financial_items(first: str, second: str, interest: str = "96 | 0") -> str:
    return f"""
Resultaträkning:
  columns: 2025 | 2024
  rows:
    Verksamhetens resultat: -564 541 | -265 492
    Finansiella intäkter: {interest}
    Finansiella kostnader: -1 480 | -14
    Resultat efter finansiella poster: {first} | {second}
"""


def _kinds(report: Reading, book: RuleBook, text: str) -> list[str | None]:
    return [outcome.kind for outcome in check(report(text), book, book.find("RR004")).findings]


def test_a_row_that_prints_another_concept_in_every_column_is_mislabelled(report: Reading, book: RuleBook) -> None:
    assert _kinds(report, book, _after_financial_items("-1 384", "-14")) == ["mislabelled"] * 2


@pytest.mark.parametrize(
    ("first", "second", "interest"),
    [
        ("-1 384", "-265 506", "96 | 0"),  # in one column only
        ("-1 384", "-15", "96 | 0"),
        ("-564 541", "-265 492", "96 | 0"),  # the lesser part was left out
        ("-15", "-14", "1 465 | 0"),  # two digits are alike by chance
    ],
)
def test_a_row_that_does_so_by_chance_is_not(report: Reading, book: RuleBook, first: str, second: str, interest: str) -> None:
    found = _kinds(report, book, _after_financial_items(first, second, interest))
    assert found
    assert "mislabelled" not in found


def _ratio_of_amounts(*equity: str) -> str:
    return f"""
Översikt över verksamhetens utveckling:
  unit: tkr
  columns: 2025 | 2024 | 2023
  rows:
    Soliditet: {" | ".join(equity)}
Balansräkning:
  columns: 2025-12-31 | 2024-12-31
  rows:
    Summa tillgångar: 3 377 995 | 4 224 578
    Summa eget kapital: 1 305 161 | 1 871 182
"""


@pytest.mark.parametrize(
    ("equity", "named"),
    [(("1 305", "1 871", "2 137"), ["Summa eget kapital"]), (("1 305", "1 900", "2 137"), [])],
)
def test_amounts_for_a_percentage_are_named_by_their_row(
    report: Reading, book: RuleBook, equity: tuple[str, ...], named: list[str]
) -> None:
    (found,) = check(report(_ratio_of_amounts(*equity)), book, book.find("NK002")).findings
    assert named == [hint.args["row"] for hint in found.hints]


def _funded(note: str, coaching: str = "4 013 455 | 4 016 586") -> str:
    return f"""
Finansierad verksamhet:
  columns: 2025 | 2024
  rows:
    Individinriktade insatser:
      cells: 4 272 027 | 4 066 519
      rows:
        Coachingteamet: {coaching}
        Ciceron: 258 572 | 49 933
Not 3. Verksamhetens kostnader:
  columns: 2025 | 2024
  rows:
    Individinriktade insatser: {note}
    Summa: {note}
"""


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("4 013 455 | 4 016 583", ["hint.difference-is-row", "hint.part"]),  # one part alone, and one digit wrong
        ("4 013 455 | 4 016 586", ["hint.difference-is-row", "hint.difference-is-row"]),
        ("4 013 455 | 4 123 917", ["hint.difference-is-row"]),  # other digits: not the part
        ("4 999 999 | 4 016 583", []),  # nothing shows that the note is of the part
    ],
)
def test_a_group_that_is_one_part_in_another_year_is_told_by_that_part(
    report: Reading, book: RuleBook, note: str, told: list[str]
) -> None:
    found = check(report(_funded(note)), book, book.find("FV007")).findings
    assert [hint.key for outcome in found for hint in outcome.hints] == told


FUNDED = """
Finansierad verksamhet:
  columns: 2023
  rows:
    Individinriktade insatser:
      cells: 4 847 077
      rows:
        Coachingteamet: 4 847 077
        Ciceron: 149 441
    Strukturövergripande insatser:
      cells: {structural}
      rows:
        Mottagningsteam: {team}
        Förbundschef: 423 134
    Totala kostnader: {total}
"""


def test_a_row_with_the_amount_of_a_row_elsewhere_was_copied_and_is_not_added_in(report: Reading, book: RuleBook) -> None:
    """The total of all costs holds without the row, so that nobody is told to add it."""
    text = FUNDED.format(structural="572 575", team="149 441", total="5 419 652")
    (found,) = [o for o in check(report(text), book).findings if o.rule == "FV001"]
    assert (found.kind, [(hint.key, hint.args["row"], hint.args["other"]) for hint in found.hints]) == (
        "copied",
        [("hint.copied", "Ciceron", "Mottagningsteam")],
    )


def test_what_the_grand_total_leaves_out_as_well_was_not_forgotten(report: Reading, book: RuleBook) -> None:
    text = FUNDED.format(structural="572 675", team="149 541", total="5 419 752")
    result = check(report(text), book)
    (found,) = [o for o in result.findings if o.rule == "FV001"]
    (cause,) = result.causes
    assert (found.kind, found.hints) == (None, ())
    assert [[figure.row for figure, _ in changes] for changes in cause.alternatives] == [["Coachingteamet"], ["Ciceron"]]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("sv", "Skillnaden är lika stor som raden utan namn (24 785 kr), som verkar ha räknats in i summan utan rubrik."),
        (
            "en",
            "The difference equals the row without a name (24 785 kr), which seems to have been taken into "
            "the total without a label.",
        ),
    ],
)
def test_a_row_without_a_name_is_called_so(report: Reading, book: RuleBook, language: str, told: str) -> None:
    text = BALANCE.format(first="1 425 219", second="1 095 791", total="2 545 795")
    found = _finding(report(text), book, "BR002")
    nameless = found._replace(hints=(message("hint.extra", **{**found.hints[0].args, "row": "", "total": ""}),))
    assert hint_sentences(nameless, language)[0] == told


@pytest.mark.parametrize(("printed", "hinted"), [("377 | 377", True), ("370 | 370", False)])
def test_a_row_that_is_as_it_was_the_year_before_is_told_where_it_is_no_round_amount(
    report: Reading, book: RuleBook, printed: str, hinted: bool
) -> None:
    text = f"""Not 15 Pensionsavsättningar:
  unit: mnkr
  columns: 2025 | 2024
  rows:
    Ingående avsättning: 6 115 | 5 688
    Nyintjänad pension: {printed}
    Uppräkningar: 391 | 168
    Utbetalningar: -402 | -213
    Utgående avsättning: 6 602 | {6020 if hinted else 6013}
"""
    found = [hint.key for one in check(report(text), book, book.find("NO001")).findings for hint in one.hints]
    assert ("hint.last-years-part" in found) == hinted
