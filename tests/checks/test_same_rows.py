"""Rows of one name in two tables, held against each other."""

from tests.samples import checked


def test_rows_are_held_in_the_order_of_their_table() -> None:
    held = [outcome.figures[-1].figure for outcome in checked("clean.yaml").outcomes if outcome.rule == "FV008"]
    lines = [figure.place.line for figure in held if figure is not None]
    assert len(lines) > 5
    assert lines == sorted(lines)
