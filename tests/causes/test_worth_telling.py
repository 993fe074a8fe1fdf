"""Behind a warning a cause is named only where it says more than the warning: what the figures do not prove is left open."""

from __future__ import annotations

from finsam_audit import check
from finsam_audit.controls.outcome import Cause, Result
from finsam_audit.engine.chain import check_chains
from tests.book import shipped
from tests.pages import read
from tests.samples import FOLDER, checked, sample

BOOK = shipped()

COUNTED = """finsam-audit: 1
report:
  entity: Ett förbund
  period: 2025
tables:
  Deltagare:
    unit: antal
    columns: 2025
    rows:
      Kvinnor: 217
      Män: 190{total}
claims:
  - text: varav 408 har avslutats
    value: 408
    equals: «Deltagare».Kvinnor + «Deltagare».Män
{more}"""
TOTAL = "\n      Summa: 407"
REPEATED = """  - text: antalet avslutade är 408
    value: 408
    equals: «Avslut».Antal
"""
OTHER_TABLE = """
  Avslut:
    unit: antal
    columns: 2025
    rows:
      Antal: 408"""


def of_text(result: Result) -> list[Cause]:
    """The causes that explain a sentence of the text."""
    return [c for c in result.causes if any(result.outcomes[i].rule.startswith("TX") for i in c.outcomes)]


def counted(total: str, more: str = "") -> list[tuple[str, int]]:
    result = check(read(COUNTED.format(total=total, more=more)), BOOK)
    assert [o.rule for o in result.findings if o.rule.startswith("TX")] == ["TX003"]
    return [(figure.table, int(to)) for cause in of_text(result) for figure, to in cause.corrections]


def test_a_sentence_is_not_corrected_where_one_control_alone_speaks_against_it() -> None:
    assert counted(TOTAL) == []


def test_a_sentence_is_not_corrected_by_figures_that_nothing_confirms() -> None:
    assert counted("") == []


def test_a_number_that_the_text_repeats_and_a_table_confirms_does_not_give_way() -> None:
    assert counted(TOTAL + OTHER_TABLE, REPEATED) == []


def test_a_share_that_the_law_asks_for_is_not_corrected_by_amounts_that_miss_it() -> None:
    """What the region pays too much and the municipalities too little is one amount, and nothing else is said of the text."""
    result = checked("vastmanland-2025.yaml")
    sentences = [o for o in result.findings if o.rule == "TX002" and "fjärdedel" in str(o.told.args["text"])]
    (cause,) = [c for c in result.causes if c.id in {o.cause for o in sentences}]
    assert {result.outcomes[n].rule for n in cause.outcomes} == {"FI002", "FI003", "TX002"}
    assert (cause.told.key, cause.corrections, [o.hints for o in sentences]) == ("cause.one-amount", (), [(), ()])


def test_that_a_share_is_neither_the_laws_nor_the_amounts_explains_nothing() -> None:
    """The region's share is 31 per cent by the amounts, 25 by the law; 42 is neither, and nothing tells where it is from."""
    text = (
        (FOLDER / "vastmanland-2025.yaml")
        .read_text(encoding="utf-8")
        .replace(
            "text: av Region Västmanland med en fjärdedel\n    value: 25 %",
            "text: av Region Västmanland med 42 %\n    value: 42 %",
        )
    )
    result = check(read(text), BOOK)
    (sentence,) = [o for o in result.findings if o.rule == "TX002" and "42 %" in str(o.told.args["text"])]
    assert (sentence.cause, sentence.hints) == (None, ())


def test_an_average_that_nothing_explains_is_not_corrected() -> None:
    """It may have been reckoned from other costs, or for other participants; one of three was, from the budget."""
    result = checked("lekeberg-orebro-2020.yaml")
    averages = [o for o in result.findings if o.rule == "TX001" and "Genomsnittskostnad" in str(o.told.args["text"])]
    assert [(str(o.stated), o.kind, o.cause is None) for o in averages] == [
        ("16283", None, True),
        ("17870", None, True),
        ("22550", "wrong_base", True),
    ]


def test_numbers_of_the_text_are_not_changed_at_will() -> None:
    """36 % against 63 of 187, and 198 against 187 - 63 + 99: any two of them could be changed to fit.

    That 36 % and 68 stand together as last year's is told without a correction.
    """
    result = checked("degerfors-karlskoga-2025.yaml")
    loose = [o for o in result.findings if o.told.key == "claim" and str(o.stated) in ("36", "198")]
    causes = {cause.id: cause for cause in result.causes}
    assert [(str(o.stated), o.cause and causes[o.cause].corrections) for o in loose] == [("36", ()), ("198", None)]


def test_a_change_row_with_as_many_wrong_figures_as_findings_is_told_together_and_without_a_list() -> None:
    result = checked("lekeberg-orebro-2020.yaml")
    changes = [c for c in result.causes if {result.outcomes[i].rule for i in c.outcomes} == {"ST007"} and len(c.outcomes) > 1]
    assert len(changes) == 4
    assert {(c.told.key, c.confidence, c.alternatives, c.corrections) for c in changes} == {("cause.loose", "low", (), ())}


def test_the_audited_report_does_not_give_way_to_the_auditors_text() -> None:
    result = checked("lekeberg-orebro-2020-revisionsrapport.yaml")
    (found,) = check_chains([result], BOOK, beside=[sample("lekeberg-orebro-2020.yaml")])
    assert [str(o.stated) for o in found.findings if o.rule == "TX001"] == ["-8578", "342"]
    files = {found.file_of(figure) for cause in found.causes for figure, _ in cause.corrections}
    assert files == {result.report.file}
