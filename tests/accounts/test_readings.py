"""The admissible readings of a total: which is taken, and what becomes of a column that only another explains."""

from __future__ import annotations

import pytest

from finsam_audit import check, load_rules
from finsam_audit.controls.outcome import Outcome
from tests.pages import read
from tests.whole.unseen.small import Rows, checked, data_file, table

ROWS: Rows = [
    ("Nämnder", [("Skolnämnden", (2_011, 1_976)), ("Kommunstyrelsen", (514, 498)), ("Summa nämnder", (2_525, 2_474))]),
    ("Räddningstjänst", (317, 305)),
    ("Vatten och avlopp", (1_036, 1_042)),
]


def _totals(*stated: int, more: str = "") -> list[Outcome]:
    rows: Rows = [*ROWS, ("Summa avgifter", stated)]
    text = data_file(table("Driftredovisning", rows, columns="Utfall 2025 | Utfall 2024"))
    if more:
        cells = " | ".join(map(str, stated))
        text = text[: text.index('      - "Summa avgifter"')] + f'      - "Summa avgifter": {{cells: {cells}, {more}}}\n'
    found = [o for o in checked(text).outcomes if o.rule == "DR002" and o.arithmetic]
    return [o for o in found if o.figures[-1].figure and o.figures[-1].figure.row == "Summa avgifter"]


@pytest.mark.parametrize("stated", [(1_353, 1_347), (3_878, 3_821)], ids=["since the last total", "everything above"])
def test_a_total_is_read_as_most_columns_say(stated: tuple[int, int]) -> None:
    assert [o.outcome for o in _totals(*stated)] == ["passed", "passed"]


def test_a_column_that_another_reading_explains_is_a_note_that_names_it() -> None:
    first, second = _totals(1_353, 3_821)
    assert (first.outcome, second.severity, second.kind) == ("passed", "note", "reading")
    assert [hint.key for hint in second.hints] == ["reading.all"]


def test_a_column_that_no_reading_explains_is_an_error() -> None:
    assert [(o.outcome, o.severity) for o in _totals(1_353, 1_437)] == [("passed", None), ("finding", "error")]


def test_what_the_file_says_outranks_the_amounts() -> None:
    found = _totals(1_353, 1_347, more="role: total, sums: [Räddningstjänst]")
    assert [(o.outcome, o.severity) for o in found] == [("finding", "error")] * 2


GROUPED = """tables:
  Finansierad verksamhet:
    kind: finansierad verksamhet
    unit: kr
    columns: 2025 | 2024
    rows:
      Individinriktade insatser: 4 310 127 | 4 066 519
      Coachning: {part}
      Övergripande insatser:
        cells: 204 676 | 204 784
        rows:
          Mottagning: 169 732 | 154 424
          Samverkan: 34 944 | 50 360
      Administration: 321 583 | 462 414
      Totala kostnader: {total}
"""
WITHOUT, WITH = "4 836 386 | 4 733 717", "8 849 841 | 8 750 303"
FLAT = GROUPED.replace(
    """:
        cells: 204 676 | 204 784
        rows:
          Mottagning: 169 732 | 154 424
          Samverkan: 34 944 | 50 360
""",
    ": 204 676 | 204 784\n",
)


def _errors(text: str, part: str, total: str) -> int:
    book = load_rules()
    found = check(read(text.format(part=part, total=total)), book, book.find("FV001"))
    return sum(outcome.severity == "error" for outcome in found.findings)


def test_a_row_that_the_total_leaves_out_is_a_part_of_the_one_above_in_a_table_with_groups() -> None:
    assert _errors(GROUPED, "4 013 455 | 4 016 586", WITHOUT) == 0


def test_the_same_row_is_counted_where_the_total_counts_it() -> None:
    assert _errors(GROUPED, "4 013 455 | 4 016 586", WITH) == 0


def test_in_a_table_without_groups_a_row_left_out_is_an_error_of_the_total() -> None:
    assert _errors(FLAT, "4 013 455 | 4 016 586", WITHOUT) == 2


@pytest.mark.parametrize("part", ["4 513 455 | 4 016 586", "-4 013 455 | -4 016 586"], ids=["larger", "of the other sign"])
def test_what_is_no_part_of_the_row_above_is_left_out_by_mistake(part: str) -> None:
    assert _errors(GROUPED, part, WITHOUT) == 2


def test_a_total_that_leaves_the_row_out_in_one_year_alone_is_an_error() -> None:
    assert _errors(GROUPED, "4 013 455 | 4 016 586", "4 836 386 | 8 750 303") == 1
