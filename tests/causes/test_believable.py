"""Which repairs are told: none that no one would print, none beside a simpler explanation, none where any row may be it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from finsam_audit import check, load_rules
from finsam_audit.causes.equations import system_of
from finsam_audit.causes.ground import Ground
from finsam_audit.controls.outcome import Cause, Result
from finsam_audit.render.cause_text import cause_sentences, said_cause
from finsam_audit.render.matter_text import matter_sentence
from tests.pages import read
from tests.samples import checked

BOOK = load_rules()

COSTS = """tables:
  Finansierad verksamhet:
    kind: finansierad verksamhet
    unit: kr
    columns: 2025 | 2024
    rows:
      Individinriktade insatser: 4 272 027 | 4 066 519
      Coachning: 4 013 455 | 4 016 586{doubt}
      Ciceron: 258 572 | 154 424
      Totala kostnader: {total}
  Not 3. Verksamhetens kostnader:
    unit: kr
    columns: 2025 | 2024
    rows:
      Individinriktade insatser: 4 013 455 | 4 066 519
"""
OPERATING = """tables:
  Driftredovisning:
    unit: tkr
    columns: Utfall 2025 Intäkt | Utfall 2025 Kostnad | Utfall 2025 Netto
    rows:
      Administration:
        cells: 0 | {total} | {total}
        rows:
          Lokaler: 0 | 163 | 163
          Köp av tjänster: 0 | 354 | 354
          Resor: {blank}
          Personal: 0 | 522 | 522
      Insatser: 0 | 1 200 | 1 200
      Summa: 0 | {grand} | {grand}
"""


def _told(cause: Cause) -> list[int]:
    """All amounts that a cause proposes."""
    changes = (*cause.corrections, *(change for some in cause.alternatives for change in some))
    return [int(value) for _, value in changes]


def _costs(total: str, doubt: str = "") -> Result:
    return check(read(COSTS.format(total=total, doubt=doubt)), BOOK, (*BOOK.find("FV001"), *BOOK.find("FV007")))


def _operating(blank: str, total: str = "1 049", grand: str = "2 249") -> Result:
    text = OPERATING.format(blank=blank, total=total, grand=grand)
    return check(read(text), BOOK, (*BOOK.find("DR001"), *BOOK.find("DR002")))


@pytest.mark.parametrize("total", ["4 272 027 | 4 066 519", "1 000 000 | 900 000"])
def test_no_cost_is_turned_into_income(total: str) -> None:
    """A total below its rows asks one of them to be less than nothing; nobody printed that."""
    assert all(value >= 0 for cause in _costs(total).causes for value in _told(cause))


@pytest.mark.parametrize("name", ["degerfors-karlskoga-2025", "lekeberg-orebro-2020", "lekeberg-orebro-2025"])
def test_a_correction_mends_all_that_it_is_said_to_mend(name: str) -> None:
    _mends_all(checked(f"{name}.yaml"))


@pytest.mark.parametrize("total", ["4 530 599 | 8 237 529", "8 285 482 | 8 237 529", "4 272 027 | 8 237 529"])
def test_the_amount_of_another_table_is_proposed_only_where_the_sum_agrees(total: str) -> None:
    result = _costs(total)
    assert any(outcome.severity == "error" for outcome in result.findings)
    _mends_all(result)


def _mends_all(result: Result) -> None:
    system = system_of(result.outcomes)
    ground = Ground(system, system.variables())
    for cause in result.causes:
        values = {figure.id: Fraction(value * figure.unit.scale) for figure, value in cause.corrections}
        if cause.alternatives or not values:
            continue
        asked = [index for index in cause.outcomes if index in ground.number and result.outcomes[index].severity == "error"]
        assert all(ground.holds_at(index, values) for index in asked if not ground.figures_in([index]).isdisjoint(values))


def test_a_doubted_reading_is_not_told_as_an_amount_to_correct() -> None:
    result = _costs("8 544 054 | 8 287 529", " [?]")
    (cause,) = result.causes
    (matter,) = [matter for matter in result.matters if cause.id in matter.causes]
    assert cause.confidence != "high"
    assert cause_sentences(cause, "sv")[0].startswith("Läsningen kan vara fel.")
    text = matter_sentence(matter, result, "sv")
    assert text.startswith("Osäker läsning av 4 016 586 kr; jämför först med dokumentet.")
    assert "bör vara" not in text
    assert matter.severity == "warning"


def test_one_blank_cell_a_column_explains_more_than_figures_that_another_table_upholds() -> None:
    result = checked("lekeberg-orebro-2025.yaml")
    (cause,) = [c for c in result.causes if c.told.key == "hint.blank"]
    assert (len(cause.outcomes), cause.corrections, cause.alternatives) == (2, (), ())
    text = cause_sentences(cause, "sv")[0]
    assert text == "Det stämmer om Strukturell samverkan, som inte har något belopp här, ska vara 5 tkr."


def test_beside_a_blank_cell_repairs_of_two_cells_for_one_finding_are_not_told() -> None:
    (found,) = [o for o in checked("lekeberg-orebro-2025.yaml").findings if o.told.args.get("row") == "SUMMA INTÄKTER"]
    assert [hint.key for hint in found.hints] == ["hint.blank"]
    assert found.cause is None


def test_where_the_rows_agree_within_themselves_any_of_them_may_be_wrong_or_one_is_missing() -> None:
    """354 and 522 lack one digit, 163 would need no more: which of them it is does not show."""
    result = _operating("0 | 0 | 0")
    (cause,) = result.causes
    said = said_cause(cause, result.outcomes[cause.outcomes[0]], "sv")
    assert cause.told.key == "cause.any-row"
    assert "Vilken rad som helst i Administration kan vara fel med 10 tkr, eller så saknas en rad." in said.head
    assert said.alternatives == ()


def test_a_correction_stands_where_the_figure_does() -> None:
    """The finding is told by the total, the mistake is in a row."""
    result = checked("lekeberg-orebro-2025.yaml")
    for matter in result.matters:
        causes = [cause for cause in result.causes if cause.id in matter.causes and not cause.alternatives]
        rows = {(figure.row, figure.place.line) for cause in causes for figure, _ in cause.corrections}
        if len(rows) == 1:
            assert matter.place is not None
            assert {line for _, line in rows} == {matter.place.line}


def test_every_error_of_a_table_that_follows_two_others_is_told() -> None:
    result = checked("degerfors-karlskoga-2025.yaml")
    (matter,) = [m for m in result.matters if {result.outcomes[i].rule for i in m.findings} >= {"DR001", "DR002"}]
    assert "netto står som -512 tkr, men intäkt och kostnad ger -542 tkr" in matter_sentence(matter, result, "sv")


def test_a_figure_that_a_mistyped_sentence_gives_is_not_as_likely_to_be_wrong() -> None:
    result = checked("lekeberg-orebro-2021-h1.yaml")
    (cause,) = [c for c in result.causes if {result.outcomes[i].rule for i in c.outcomes} == {"NO003"}]
    assert all(figure.value != 1_110_539 for some in cause.alternatives for figure, _ in some)
