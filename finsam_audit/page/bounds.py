"""How much one data file may hold. Far above any report; below these bounds reading takes time in proportion to the file.

A file past a bound is refused in one sentence with its place. ``docs/data-format.md`` lists them for users.
"""

BYTES = 8_000_000
DEPTH = 40
PROBLEMS = 100
"""So many mistakes are told at once."""

TABLES = 5_000
COLUMNS = 100
ROWS = 50_000
"""Of all tables."""
ROWS_OF_TABLE = 2_000
"""Every row of a table may be held against its others, which is more work than there are rows."""
CELLS = 200_000
CELLS_OF_TABLE = 20_000
"""A sum is looked for among all cells of a table."""
CLAIMS = 2_000
GOALS = 2_000
PEOPLE = 1_000
"""In one list: of people, of members, of headings, of sentences."""

LABEL = 500
"""Characters of a row's label, the name of a table, a column's head or a cell."""
TEXT = 4_000
"""Characters of any other text."""

PLACE_DIGITS = 9
"""Digits of a line or a page, and of a note's number."""
FORMULA_TERMS = 200
FORMULA_DEPTH = 40
"""Parentheses, and turned signs, within each other."""
