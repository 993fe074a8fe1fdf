"""A person's corrections follow to the data file of a new version of the document, where that is as it was."""

from __future__ import annotations

import pytest

from finsam_audit.documents.keep import Kept, kept, sealed

OLD = """finsam-audit: 1
report:
  entity: Förbundet
tables:
  Balansräkning:
    rows:
      Fordringar: 1 425 2l9 | 3 813 758 @p4
      Kassa och bank: 1 095 791 | 849 827 @p4
      Summa: 2 521 010 | 4 663 585 @p4
"""
MINE = sealed(OLD, "told").replace("1 425 2l9", "1 425 219")


def _merged(new: str, mine: str) -> Kept:
    found = kept(new, mine)
    assert found is not None
    return found


def test_a_correction_is_kept_where_the_line_is_unchanged() -> None:
    new = OLD.replace("4 663 585", "4 663 586")
    assert _merged(new, MINE) == Kept(new.replace("1 425 2l9", "1 425 219"), 1, ())


def test_a_correction_follows_to_another_page() -> None:
    new = OLD.replace("@p4", "@p5:17").replace(
        "tables:\n", "tables:\n  Resultaträkning:\n    rows:\n      Intäkter: 1 | 2 @p3\n"
    )
    merged = _merged(new, MINE)
    assert (merged.corrections, merged.lost) == (1, ())
    assert "Fordringar: 1 425 219 | 3 813 758 @p4" in merged.text


def test_a_correction_of_a_line_that_has_changed_is_listed_and_not_kept() -> None:
    new = OLD.replace("3 813 758", "3 813 999")
    assert _merged(new, MINE) == Kept(new, 0, ((7, "      Fordringar: 1 425 219 | 3 813 758 @p4"),))


def test_lines_put_in_and_taken_out_are_corrections_too() -> None:
    mine = MINE.replace("tables:\n", "  members: [Storby kommun]\ntables:\n").replace(
        "      Summa: 2 521 010 | 4 663 585 @p4\n", ""
    )
    merged = _merged(OLD, mine)
    assert merged.corrections == 3
    assert "  members: [Storby kommun]\ntables:" in merged.text
    assert "Summa" not in merged.text


def test_what_the_new_document_says_itself_is_no_loss() -> None:
    new = OLD.replace("1 425 2l9", "1 425 219")
    assert _merged(new, MINE) == Kept(new, 0, ())


def test_nothing_changed_is_nothing_kept() -> None:
    assert _merged(OLD, sealed(OLD, "told")) == Kept(OLD, 0, ())


@pytest.mark.parametrize("mine", [OLD, OLD + "#= nothing\n"])
def test_a_file_without_marks_cannot_be_carried_over(mine: str) -> None:
    assert kept(OLD, mine) is None


def test_a_correction_follows_to_another_line_of_a_text() -> None:
    old = OLD.replace("@p4", "@474")
    merged = _merged(old.replace("@474", "@481"), sealed(old, "told").replace("1 425 2l9", "1 425 219"))
    assert (merged.corrections, merged.lost) == (1, ())
