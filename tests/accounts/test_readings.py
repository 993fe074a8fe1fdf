"""The admissible readings of a total: which is taken, and what becomes of a column that only another explains."""

from __future__ import annotations

import pytest

from finsam_audit.controls.outcome import Outcome
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
