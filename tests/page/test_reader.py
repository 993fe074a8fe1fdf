"""Data files to reports: every mistake of a file told at once with its place, and every figure with its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from finsam_audit.messages import InputError, Problem
from finsam_audit.page.model import Figure, Report, Row

Reading = Callable[[str], Report]

HEAD = "finsam-audit: 1\nreport:\n  entity: Förbundet\n  period: 2025\n"
TWO = HEAD + "tables:\n  Tabell:\n    columns: 2025 | 2024\n    rows:\n"


def _problems(report: Reading, text: str) -> list[Problem]:
    with pytest.raises(InputError) as caught:
        report(text)
    return caught.value.problems


def _told(report: Reading, text: str) -> list[tuple[int, int, str]]:
    return [(problem.line, problem.column, problem.message.key) for problem in _problems(report, text)]


def _rows(report: Reading, text: str) -> tuple[Row, ...]:
    return report(text).tables[0].rows


def _figures(report: Reading, text: str) -> list[Figure]:
    return list(report(text).figures())


# -- mistakes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "column", "key"),
    [
        (HEAD + "tabels: 1\n", 5, 1, "data.unknown-key"),
        (HEAD.replace(": 1", ": 2"), 1, 15, "data.version"),
        (HEAD + "  organisation: kommunn\n", 5, 17, "data.unknown-value"),
        (HEAD + "  document: bokslut\n", 5, 13, "data.unknown-value"),
        (HEAD + "  members: A\n", 5, 12, "data.not-list"),
        (HEAD + "  decided: 2026-02-30\n", 5, 12, "data.impossible-date"),
        (HEAD + "  decided: igår\n", 5, 12, "data.not-date"),
        (HEAD.replace("2025", "2025-02-30 – 2025-12-31"), 4, 11, "data.impossible-date"),
        (HEAD.replace("2025", "2025-12-31 – 2025-01-01"), 4, 11, "data.reversed-period"),
        (HEAD.replace("2025", "förra året"), 4, 11, "data.not-period"),
        (HEAD + "tables: [a]\n", 5, 9, "data.not-mapping"),
        (HEAD + "tables:\n  T: 5\n", 6, 6, "data.not-mapping"),
        (HEAD + "tables:\n  T:\n    unit: euro\n    columns: 2025\n    rows: {}\n", 7, 11, "data.unknown-unit"),
        (HEAD + "tables:\n  T:\n    kind: rapport\n    columns: 2025\n    rows: {}\n", 7, 11, "data.unknown-value"),
        (HEAD + "tables:\n  T:\n    columns: 2025 [euro]\n    rows: {}\n", 7, 14, "data.unknown-unit"),
        (HEAD + "tables:\n  T:\n    columns: 2025-02-30\n    rows: {}\n", 7, 14, "data.impossible-date"),
        (HEAD + "tables:\n  T:\n    at: sidan 3\n    columns: 2025\n    rows: {}\n", 7, 9, "data.not-place"),
        (HEAD + "tables:\n  T:\n    columns: 2025\n    rows: hej\n", 8, 11, "data.not-rows"),
        (TWO + "      A: 1 | 2 | 3\n", 9, 10, "data.cell-count"),
        (TWO + "      A: 1\n", 9, 10, "data.cell-count"),
        (TWO + "      A:\n        cells: [1, 2]\n", 10, 16, "data.not-cells"),
        (TWO + "      A:\n        cells: 1 | 2\n        at: –\n", 11, 13, "data.not-place"),
        (TWO + "      A:\n        cells: 1 | 2\n        role: totl\n", 11, 15, "data.unknown-value"),
        (TWO + "      A:\n        cells: 1 | 2\n        conept: x\n", 11, 9, "data.unknown-key"),
        (TWO + "      A:\n        cells: 1 | 2\n        figures:\n          2023: {page: 1}\n", 12, 11, "data.unknown-key"),
        (TWO + "      - A: 1 | 2\n      - B\n", 10, 9, "data.not-one-row"),
        (TWO + "      - A: 1 | 2\n        B: 1 | 2\n", 9, 9, "data.not-one-row"),
        (HEAD + "claims: hej\n", 5, 9, "data.not-list"),
        (HEAD + "claims:\n  - text: t\n    value: 1.430\n", 7, 12, "number.dot"),
        (HEAD + "claims:\n  - text: t\n    value: 1\n    about: kanske\n", 8, 12, "data.unknown-value"),
        (HEAD + "claims:\n  - text: t\n    value: 1\n    equals: a + «b\n", 8, 17, "formula.unclosed"),
        (HEAD + "goals:\n  - goal: g\n    target: många\n", 7, 13, "number.no-digits"),
        (HEAD + "goals:\n  - goal: g\n    judgement: kanske\n", 7, 16, "data.unknown-value"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_column(report: Reading, text: str, line: int, column: int, key: str) -> None:
    assert [(line, column, key)] == _told(report, text)


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("finsam-audit: 1\n", 1, "report"),
        ("finsam-audit: 1\nreport:\n  entity: E\n", 3, "period"),
        ("finsam-audit: 1\nreport:\n  period: 2025\n", 3, "entity"),
        (HEAD + "tables:\n  T:\n    rows: {}\n", 7, "columns"),
        (HEAD + "tables:\n  T:\n    columns: 2025\n", 7, "rows"),
        (HEAD + "claims:\n  - text: t\n", 6, "value"),
        (HEAD + "claims:\n  - value: 5\n", 6, "text"),
        (HEAD + "goals:\n  - target: 5\n", 6, "goal"),
    ],
)
def test_a_missing_key_is_told_where_it_belongs(report: Reading, text: str, line: int, key: str) -> None:
    problems = _problems(report, text)
    told = [(problem.line, problem.message.key) for problem in problems]
    assert [(line, "data.missing-key")] == told
    assert key in map(str, problems[0].message.args.values())


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ("1.430 | 2", [(9, 10, "number.dot")]),
        ("1 | 4,945", [(9, 14, "number.comma-thousands")]),
        ("1.430 | 4,945", [(9, 10, "number.dot"), (9, 18, "number.comma-thousands")]),
        ("abc | 2", [(9, 10, "number.no-digits")]),
        ("010 | 2", [(9, 10, "number.leading-zero")]),
        ("49 933 kr 154 424 kr | 2", [(9, 10, "number.several")]),
        ("1 | --92 822", [(9, 14, "number.two-signs")]),
        ("1 [hm] | 2", [(9, 10, "cell.bracket")]),
        ('"1.430 | 2"', [(9, 11, "number.dot")]),
    ],
)
def test_a_number_that_cannot_be_read_is_told_at_its_own_cell(
    report: Reading, cells: str, told: list[tuple[int, int, str]]
) -> None:
    assert told == _told(report, TWO + f"      A: {cells}\n")


def test_all_mistakes_of_a_file_are_told_at_once(report: Reading) -> None:
    text = (
        HEAD
        + "  decided: igår\ntables:\n  Tabell:\n    unit: euro\n    columns: 2025 | 2024\n    rows:\n"
        + "      A: 1 | 2 | 3\n      B: 1.430 | 2\nclaims:\n  - text: t\n    value: 1\n    vlaue: 1\n"
    )
    told = [(line, key) for line, _, key in _told(report, text)]
    assert told == [
        (5, "data.not-date"),
        (8, "data.unknown-unit"),
        (11, "data.cell-count"),
        (12, "number.dot"),
        (16, "data.unknown-key"),
    ]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (HEAD + "tabels: {}\n", "tables"),
        (HEAD + "  organistion: kommun\n", "organisation"),
        (HEAD + "  organisation: Kommun\n", "kommun"),
        (HEAD + "tables:\n  T:\n    colums: 1\n    columns: 2025\n    rows: {}\n", "columns"),
        (HEAD + "tables:\n  T:\n    kind: balansrakning\n    columns: 2025\n    rows: {}\n", "balansräkning"),
        (TWO + "      A:\n        cells: 1 | 2\n        role: totl\n", "total"),
        (HEAD + "xyzzy: 1\n", ""),
    ],
)
def test_an_unknown_word_is_answered_with_the_word_that_was_meant(report: Reading, text: str, meant: str) -> None:
    assert [meant] == [problem.message.args.get("meant") for problem in _problems(report, text)]


def test_no_more_than_a_hundred_mistakes_are_told(report: Reading) -> None:
    rows = "".join(f"      A{number}: x | y\n" for number in range(200))
    assert len(_problems(report, TWO + rows)) == 100


# -- what is read ----------------------------------------------------------------------------------------------------


def test_a_figure_knows_its_line_and_column(report: Reading) -> None:
    places = [(figure.place.line, figure.place.column) for figure in _figures(report, TWO + "      A: 1 425 | 22\n")]
    assert places == [(9, 10), (9, 18)]


@pytest.mark.parametrize(
    ("after", "page", "line"), [("@474", None, 474), ("@p12", 12, None), ("@p12:474", 12, 474), ("", None, None)]
)
def test_a_row_can_say_where_it_stands_in_the_source(report: Reading, after: str, page: int | None, line: int | None) -> None:
    figure = _figures(report, TWO + f"      A: 1 | 2 {after}\n")[1]
    assert (page, line, Decimal(2)) == (figure.place.page, figure.place.source_line, figure.value)


@pytest.mark.parametrize(
    ("after", "notes"), [("(not 4)", ("4",)), ("(not 4, 5)", ("4", "5")), ("(Not 4 och 5)", ("4", "5")), ("(not 3a)", ("3a",))]
)
def test_a_row_can_refer_to_its_notes(report: Reading, after: str, notes: tuple[str, ...]) -> None:
    row = _rows(report, TWO + f"      A: 1 | 2 {after}\n")[0]
    assert (notes, 2) == (row.notes, len(row.slots))


def test_note_and_place_can_follow_each_other(report: Reading) -> None:
    row = _rows(report, TWO + "      A: 1 | 2 (not 4) @490\n")[0]
    assert (row.notes, row.place.source_line) == (("4",), 490)


def test_a_blank_cell_is_no_figure_and_zero_is_one(report: Reading) -> None:
    row = _rows(report, TWO + "      A: _ | 0\n")[0]
    assert [("blank", None), ("value", Decimal(0))] == [
        (slot.state, slot.figure.value if slot.figure else None) for slot in row.slots
    ]


def test_nothing_between_two_bars_is_blank(report: Reading) -> None:
    text = HEAD + "tables:\n  T:\n    columns: 2025 | 2024 | 2023\n    rows:\n      A: 1 | | 3\n"
    assert [slot.state for slot in _rows(report, text)[0].slots] == ["value", "blank", "value"]


def test_a_heading_has_rows_and_no_cells(report: Reading) -> None:
    row = _rows(report, TWO + "      Tillgångar:\n        A: 1 | 2\n")[0]
    assert (row.slots, [inner.label for inner in row.rows], row.rows[0].path) == ((), ["A"], ("Tillgångar",))


def test_a_heading_with_nothing_under_it_is_a_row_without_cells(report: Reading) -> None:
    row = _rows(report, TWO + "      Tillgångar:\n      A: 1 | 2\n")[0]
    assert (row.label, row.slots, row.rows) == ("Tillgångar", (), ())


def test_a_heading_can_carry_the_sum(report: Reading) -> None:
    row = _rows(report, TWO + "      Insatser:\n        cells: 3 | 4\n        rows:\n          A: 1 | 2\n")[0]
    assert (len(row.slots), len(row.rows)) == (2, 1)


def test_the_same_label_can_stand_twice_in_a_list_of_rows(report: Reading) -> None:
    figures = _figures(report, TWO + "      - A: 1 | 2\n      - A: 3 | 4\n")
    assert [figure.row for figure in figures] == ["A", "A", "A", "A"]
    assert len({figure.id for figure in figures}) == 4


def test_the_same_label_can_stand_twice_in_a_mapping_of_rows(report: Reading) -> None:
    figures = _figures(report, TWO + "      A: 1 | 2\n      A: 3 | 4\n")
    assert [str(figure.value) for figure in figures] == ["1", "2", "3", "4"]
    assert len({figure.id for figure in figures}) == 4


def test_the_same_key_twice_in_a_written_out_row_is_refused(report: Reading) -> None:
    row = "      A:\n        cells: 1 | 2\n        cells: 3 | 4\n"
    assert _told(report, TWO + row) == [(11, 9, "yaml.duplicate-key")]


def test_two_tables_of_one_name_are_refused(report: Reading) -> None:
    rows = "      A: 1 | 2\n"
    again = "  Tabell:\n    columns: 2025 | 2024\n    rows:\n"
    assert _told(report, TWO + rows + again + rows) == [(10, 3, "yaml.duplicate-key")]


def test_a_row_may_have_no_label(report: Reading) -> None:
    assert [row.label for row in _rows(report, TWO + '      - "": 1 | 2\n')] == [""]


def test_a_companion_is_a_figure_of_its_own(report: Reading) -> None:
    figures = _figures(report, TWO + "      A: 436 118 (8,8 %) | 2\n")
    assert [(Decimal(436118), "kr"), (Decimal("8.8"), "%"), (Decimal(2), "kr")] == [
        (figure.value, figure.unit.name) for figure in figures
    ]
    assert len({figure.id for figure in figures}) == 3


def test_a_misprint_is_printed_as_printed_and_read_as_told(report: Reading) -> None:
    figure = _figures(report, TWO + "      A: --92 822 [read as -92 822] | 2\n")[0]
    assert ("--92 822", Decimal(-92822), True, True) == (
        figure.printed,
        figure.value,
        figure.misprint,
        figure.rests_on_doubt,
    )


def test_a_doubt_is_no_misprint(report: Reading) -> None:
    figure = _figures(report, TWO + "      A: 25 [seen 257] | 2\n")[0]
    assert (figure.seen, figure.misprint, figure.rests_on_doubt) == ("257", False, True)


def test_more_about_a_figure_can_be_written_out(report: Reading) -> None:
    text = TWO + (
        "      A:\n        cells: 25 | 2\n        figures:\n"
        "          2025: {page: 3, line: 7, box: [1, 2.5, 3, 4], seen: 257, why: smudged, or: [26, 27]}\n"
    )
    figure = _figures(report, text)[0]
    assert (3, 7, (Decimal(1), Decimal("2.5"), Decimal(3), Decimal(4))) == (
        figure.place.page,
        figure.place.source_line,
        figure.place.box,
    )
    assert ("257", "smudged", (Decimal(26), Decimal(27)), True) == (
        figure.seen,
        figure.why,
        figure.readings,
        figure.doubtful,
    )


@pytest.mark.parametrize(
    ("table_unit", "head", "label", "cell", "unit"),
    [
        ("", "2025", "A", "5", "kr"),
        ("    unit: tkr\n", "2025", "A", "5", "tkr"),
        ("    unit: tkr\n", "2025 [antal]", "A", "5", "antal"),
        ("    unit: tkr\n", "2025", "A", "5 %", "%"),
        ("    unit: tkr\n", "2025", "A (kr)", "5", "kr"),
        ("    unit: tkr\n", "2025", "Antal anställda", "5", "antal"),
        ("    unit: mkr\n", "2025", "A", "5", "mnkr"),
        ("    unit: tkr\n", "2025", '"A, mnkr"', "5", "mnkr"),
        ("    unit: mnkr\n", "2025", '"Låneskuld, kr per invånare"', "5", "kr"),
        ("    unit: mnkr\n", "2025", '"Nettokostnad (kr/inv)"', "5", "kr"),
        ("    unit: mnkr\n", "2025", '"Soliditet, %"', "5", "%"),
        ("    unit: mnkr\n", "2025", "Soliditet i procent", "5", "%"),
        ("    unit: antal\n", "2025", '"Inkomst under 100 tkr"', "5", "antal"),
        ("    unit: tkr\n", "2025 [antal]", '"A, mnkr"', "5", "antal"),
    ],
)
def test_the_nearest_unit_holds(report: Reading, table_unit: str, head: str, label: str, cell: str, unit: str) -> None:
    text = HEAD + f"tables:\n  T:\n{table_unit}    columns: {head}\n    rows:\n      {label}: {cell}\n"
    assert [unit] == [figure.unit.name for figure in _figures(report, text)]


def test_a_label_that_names_the_percentage_beside_the_amount_leaves_the_amount_its_unit(report: Reading) -> None:
    text = HEAD + 'tables:\n  T:\n    columns: 2025\n    rows:\n      "Eget kapital och andel, %": 436 118 (8,8 %)\n'
    assert [figure.unit.name for figure in _figures(report, text)] == ["kr", "%"]


def test_a_row_written_out_can_have_its_own_unit(report: Reading) -> None:
    text = TWO + "      A:\n        cells: 5 | 6 %\n        unit: tkr\n"
    assert [figure.unit.name for figure in _figures(report, text)] == ["tkr", "%"]


def test_a_table_named_as_a_note_has_its_number(report: Reading) -> None:
    table = report("Not 4. Fordringar:\n  columns: 2025\n  rows:\n    A: 1\n").tables[0]
    assert (table.note, table.kind) == ("4", "not")


def test_claims_are_kept_with_their_formula(report: Reading) -> None:
    claim = report(HEAD + "claims:\n  - text: t\n    value: 8,8 %\n    equals: a.b / c.d\n    about: yes\n").claims[0]
    assert ("1", Decimal("8.8"), "%", "a.b / c.d", True) == (
        claim.id,
        claim.figure.value,
        claim.figure.unit.name,
        claim.equals,
        claim.about,
    )


@pytest.mark.parametrize(
    ("target", "operator", "values"),
    [
        ('">= 80 %"', ">=", ["80"]),
        ('"<= 24 %"', "<=", ["24"]),
        ("80 %", ">=", ["80"]),
        ("≥ 80 %", ">=", ["80"]),
        ("1 000 – 1 500 tkr", "between", ["1000", "1500"]),
    ],
)
def test_a_goal_has_a_target(report: Reading, target: str, operator: str, values: list[str]) -> None:
    goal = report(HEAD + f"goals:\n  - goal: g\n    target: {target}\n").goals[0]
    assert (operator, [Decimal(value) for value in values]) == (goal.operator, [figure.value for figure in goal.target])


def test_the_unit_of_a_range_is_that_of_its_end(report: Reading) -> None:
    goal = report(HEAD + "goals:\n  - goal: g\n    target: 1 000 – 1 500 tkr\n").goals[0]
    assert [figure.unit.name for figure in goal.target] == ["tkr", "tkr"]


def test_a_goal_can_have_several_outcomes_and_a_judgement(report: Reading) -> None:
    goal = report(HEAD + "goals:\n  - goal: g\n    outcome: 80 % | 75 %\n    judgement: partly\n").goals[0]
    assert ([Decimal(80), Decimal(75)], "partly") == ([figure.value for figure in goal.outcomes], goal.judgement)


def test_people_are_named_with_whom_they_represent(report: Reading) -> None:
    person = report(HEAD + "  board:\n    - Ada Ek | Region Örebro län | Ordförande\n").people["board"][0]
    assert (person.name, person.represents, person.function) == ("Ada Ek", "Region Örebro län", "Ordförande")


def test_a_report_knows_its_period_and_dates(report: Reading) -> None:
    found = report(HEAD + "  decided: 2026-03-12\n")
    assert (date(2025, 1, 1), date(2025, 12, 31), "2025-01-01/2025-12-31", {"decided": date(2026, 3, 12)}) == (
        found.start,
        found.end,
        found.period,
        found.dates,
    )


@pytest.mark.parametrize("section", ["tables:\n", "claims:\n", "goals:\n", "tables:\n  T:\n    columns: 2025\n    rows:\n"])
def test_a_section_may_be_left_empty(report: Reading, section: str) -> None:
    assert list(report(HEAD + section).figures()) == []


def test_the_place_of_a_written_out_row_is_that_of_its_figures(report: Callable[[str], Report]) -> None:
    text = "Not 4. Fordringar:\n  columns: 2025\n  rows:\n    Moms: {cells: 5, at: p3:17}\n    Annat: {cells: 7 @9, at: 8}\n"
    assert [(f.place.page, f.place.source_line) for f in report(text).figures()] == [(3, 17), (None, 9)]
